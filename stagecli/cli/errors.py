"""The only place where errors get their wording and become exit codes."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from stagecli.cli import interrupts
from stagecli.cli.interrupts import Interrupted
from stagecli.errors import FileError, Message, StagecliError, UsageError, foreign
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


def report(error: Exception, language: str | None) -> None:
    """Print an error to standard error, once, in a language of the interface, with every line safe for a terminal."""
    language = language or "en"
    if isinstance(error, FileError):
        lines = error.text(language, columns(sys.stderr)).split("\n")
    elif isinstance(error, StagecliError):
        lines = [error.text(language)]
    elif isinstance(error, MemoryError):
        lines = [Message("no_memory").text(language)]
    else:
        said = foreign(getattr(error, "strerror", None) or str(error)).text(language)
        lines = [": ".join(part for part in (getattr(error, "filename", None), f"{said}.") if part)]
    print_error("\n".join(map(visible, lines)))


def columns(stream: TextIO | None) -> int:
    """The width of the terminal behind a stream; ample if it is not a terminal."""
    try:
        return 10_000 if stream is None else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 10_000


def notes(texts: Sequence[str]) -> None:
    """Print notes for the user, one per line."""
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
        return  # nobody is listening, and there is nowhere else to report it
