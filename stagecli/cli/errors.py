"""Errors become messages and exit codes here, and nowhere else."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from stagecli.cli import interrupts
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.prescan import completing
from stagecli.errors import FileError, StagecliError, UsageError
from stagecli.escaping import visible

DONE = 0
ERROR = 1
USAGE = 2
BELOW_STAGE = 3
BELOW_CONFIDENCE = 4
REJECTED = 5


def exit_code(error: Exception) -> int:
    """The exit code of an error."""
    if isinstance(error, Interrupted):
        return interrupts.code()
    return USAGE if isinstance(error, (UsageError, FileError)) else ERROR


def report(error: Exception) -> None:
    """Show an error on standard error, once, every line of it safe for a terminal."""
    if isinstance(error, MemoryError):
        text = "There is not enough memory for this."
    elif isinstance(error, OSError):
        text = f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}."
    else:
        problems = error.problems if isinstance(error, FileError) else ()
        text = "\n".join(problem.told(width=columns(sys.stderr)) for problem in problems) or str(error)
    lines = text.split("\n") if isinstance(error, StagecliError) else [text]
    print_error("\n".join(visible(line) for line in lines))


def columns(stream: TextIO | None) -> int:
    """Columns of the terminal that a stream is; of what is none, as many as a line needs."""
    try:
        return 10_000 if stream is None else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 10_000


def usage(message: str, command: str | None) -> int:
    """Report a command line that Typer could not parse."""
    if completing():
        return DONE
    print_error(
        f"{visible(message.rstrip('.?'))}{'?' if message.endswith('?') else '.'} See '{_called(command)} --help'."
    )
    return USAGE


def _called(command: str | None) -> str:
    return f"stagecli {command}" if command else "stagecli"


def notes(texts: Sequence[str]) -> None:
    """Say what the user should know, a line each."""
    for text in texts:
        print_error(visible(text))


def print_error(text: str) -> None:
    """Write to standard error, if there is one."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        return  # nobody is listening, and there is no other place to say it
