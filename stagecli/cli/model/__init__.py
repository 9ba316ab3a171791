"""`stagecli model`: commands for people who write ladders, one file each."""

import typer

from stagecli.cli.help import App, show_help
from stagecli.cli.model import bundled, check, diff, fit, new, simulate, test
from stagecli.cli.prescan import CommandLine

COMMANDS = ("new", "check", "test", "simulate", "fit", "diff", "list", "schema")


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the group."""
    group = App(help="model")
    group.callback(invoke_without_command=True)(show_help)
    for command in (new, check, test, simulate, fit, diff, bundled):
        command.add_to(group, words)
    app.add_typer(group, name="model")
