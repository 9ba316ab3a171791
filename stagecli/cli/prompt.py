"""The only code that reads the keyboard: one line at a time, plain text on standard error, no redraws.

This works for a screen reader, a dumb terminal and a slow connection.
"""

import sys
import textwrap
from collections.abc import Sequence

from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.labels import normalise, position
from stagecli.messages import YES_LABELS, message
from stagecli.messages.interview import KEYS, Command

_COMMANDS: dict[str, Command] = {word: command for command, words in KEYS.items() for word in words}


class EndOfInput(Exception):
    """The input has ended."""


def show(text: str = "", indent: str = "", hanging: str = "") -> None:
    """Show a paragraph, wrapped to the terminal and escaped."""
    width = min(streams.width(), 100)
    lines = textwrap.wrap(visible(text), width, initial_indent=indent, subsequent_indent=hanging or indent)
    print_error("\n".join(lines))


def read_line(prompt: str = "> ") -> str | None:
    """Read one line; None if it is not valid text.

    In a raw terminal, Backspace may delete half a Greek letter; the rest is not valid text.

    Raises:
        EndOfInput: the input has ended.
    """
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.buffer.readline()
    if not line:
        print_error("")
        raise EndOfInput
    try:
        return line.decode(sys.stdin.encoding).strip()
    except UnicodeDecodeError:
        return None


def read_text(language: str) -> str:
    """Read a line, again and again until one is valid text.

    Raises:
        EndOfInput: the input has ended.
    """
    while (line := read_line()) is None:
        show(message("interview_half_letters", language))
    return line


def command(line: str) -> Command | None:
    """The command on this line; None if it is not a command."""
    return _COMMANDS.get(normalise(line)) or _COMMANDS.get(line.strip())


def read_reply() -> str:
    """Read the reply to a single question; empty if it did not arrive whole.

    Raises:
        UsageError: the input has ended.

    """
    try:
        return read_line() or ""
    except EndOfInput:
        raise UsageError("input_ended") from None


def agreed(question: str) -> bool:
    """Whether the user says yes; Enter is no.

    Raises:
        UsageError: the input has ended.

    """
    show(question)
    return normalise(read_reply()) in YES_LABELS


def choose(question: str, choices: Sequence[str], language: str) -> str | None:
    """Let the user choose by number; None for an empty line.

    Raises:
        UsageError: the input has ended.

    """
    show(question)
    for number, text in enumerate(choices, start=1):
        show(text, f"{number:>3}  ", "     ")
    while line := read_reply():
        if (chosen := position(line, len(choices))) is not None:
            return choices[chosen]
        show(message("choose_again", language, count=len(choices)))
    return None
