"""Errors become messages and exit codes here, and nowhere else."""

import sys

from stagecli.cli.lookahead import completing
from stagecli.errors import FileError, StagecliError, UsageError
from stagecli.escaping import visible

DONE = 0
ERROR = 1
USAGE = 2
BELOW_STAGE = 3
BELOW_CONFIDENCE = 4
REJECTED = 5
INTERRUPTED = 130


def exit_code(error: Exception) -> int:
    """The exit code of an error."""
    return USAGE if isinstance(error, (UsageError, FileError)) else ERROR


def report(error: Exception) -> None:
    """Show an error on standard error, once, every line of it safe for a terminal."""
    if isinstance(error, OSError):
        text = f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}."
    else:
        text = str(error)
    lines = text.split("\n") if isinstance(error, StagecliError) else [text]
    say("\n".join(visible(line) for line in lines))


def usage(message: str, command: str | None) -> int:
    """Report a command line that Typer could not parse."""
    if completing():
        return DONE
    say(f"{visible(message.rstrip('.?'))}{'?' if message.endswith('?') else '.'} See '{_called(command)} --help'.")
    return USAGE


def _called(command: str | None) -> str:
    return f"stagecli {command}" if command else "stagecli"


def say(text: str) -> None:
    """Write to standard error, if there is one."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        return  # nobody is listening, and there is no other place to say it
