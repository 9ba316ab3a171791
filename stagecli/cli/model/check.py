"""`stagecli model check`."""

import sys
from typing import Annotated

import typer

from stagecli.cli import errors, streams
from stagecli.cli.model.options import FileArgument
from stagecli.cli.options import FormatOption, OutputOption, chosen_format
from stagecli.cli.prescan import CommandLine

HELP = """Say whether a model file is sound, and whether it is any good: everything that is wrong with it, and where.

Errors make it unusable, warnings should be mended, notes are worth knowing."""


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("check", help=HELP, short_help="Say what is wrong with a file, and where.")(_check)


def _check(
    file: FileArgument,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings make it fail, too.")] = False,
    format: FormatOption = None,  # noqa: A002  # the flag's name
    output: OutputOption = None,
) -> None:
    from stagecli.authoring.check import check
    from stagecli.authoring.reports.check import as_json, as_text

    streams.guard({"-o": output}, file)
    written = chosen_format(format, output, ("text", "json"))
    checked = check(file)
    shown = file.encode("utf-8", "backslashreplace").decode()
    width = errors.columns(sys.stdout if output is None else None)
    streams.write_result(as_json(shown, checked) if written == "json" else as_text(shown, checked, width=width), output)
    if checked.model is None or (strict and checked.count("warning")):
        raise typer.Exit(errors.USAGE)
