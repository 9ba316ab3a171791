"""The command line's entry point: builds the Typer app around the called command and runs it."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

import stagecli
from stagecli.cli import interrupts
from stagecli.cli.errors import exit_code, report
from stagecli.cli.help import App, LanguageOption, show_help
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.prescan import CommandLine, completing, words_of
from stagecli.errors import StagecliError

COMMANDS = ("assess", "batch", "questionnaire", "observe", "stages", "history", "model", "guide")
_INTERRUPTED = 130
_LONG = ("history", "model")
"""Commands that may run long and free much memory, so that garbage is collected in them. In `batch` that begins later;
the other commands end before it would pay off."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every error becomes one message on standard error."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    words = words_of(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # Typer prints help in the locale's encoding, which may lack letters
    if completing():
        os.environ["COLUMNS"] = "1000"  # Typer wraps help at the width: in fish each line would be a candidate
        if words.command not in (None, *COMMANDS):
            return 0  # arguments of an unknown command cannot be completed
    try:
        app = build(words)
        if words.command in _LONG:
            gc.enable()
        result = app(args=arguments, prog_name="stagecli", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        result = _INTERRUPTED
    except (typer.TyperException, StagecliError, OSError, MemoryError) as error:
        if completing():
            return 0  # half a command line or a broken model must not disturb the shell
        if isinstance(error, typer.TyperException):
            from stagecli.cli.usage import usage_error

            error = usage_error(error, arguments, _called(words))
        report(error, words.language)
        return exit_code(error)
    if result == _INTERRUPTED:  # Typer also returns this for an interruption
        report(Interrupted("interrupted"), words.language)
        return interrupts.code()
    return result if isinstance(result, int) else 0


def _called(words: CommandLine) -> str:
    """The command whose help explains the right usage."""
    if words.command not in COMMANDS:
        return "stagecli"
    inner = getattr(import_module(f"stagecli.cli.{words.command}"), "COMMANDS", ())
    return f"stagecli {words.command}{f' {words.subcommand}' if words.subcommand in inner else ''}"


def build(words: CommandLine) -> typer.Typer:
    """Build the app: only the called command is complete, the others have just a name and a summary."""
    app = App(
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "obj": words.language},
        help="stagecli",
        epilog="exit codes",
    )
    app.callback(invoke_without_command=True)(_root)
    for name in COMMANDS:
        if name == words.command:
            import_module(f"stagecli.cli.{name}").add_to(app, words)
        else:
            app.command(name, help=name)(_not_called)
    return app


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="--version", is_eager=True)] = False,
    lang: LanguageOption = None,
) -> None:
    if version:
        typer.echo(f"stagecli {stagecli.__version__}")
        raise typer.Exit
    show_help(context, lang)


def _not_called() -> None:
    raise AssertionError(f"a command that was not built was called: {os.environ.get('COMP_WORDS')}")
