"""`stagecli history`: the commands on saved assessments."""

import typer

from stagecli.cli.help import App, show_help
from stagecli.cli.history import compare, export, forget, rename, report, show
from stagecli.cli.history import list as list_
from stagecli.cli.prescan import CommandLine

COMMANDS = ("list", "show", "compare", "report", "rename", "export", "forget")


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the group."""
    group = App(help="history")
    group.callback(invoke_without_command=True)(show_help)
    for command in (list_, show, compare, report, rename, export, forget):
        command.add_to(group, words)
    app.add_typer(group, name="history")
