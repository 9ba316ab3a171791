"""The error family: raised anywhere, turned into a message and an exit code in one place, `cli.errors`.

An error says what is wrong, where, and what to do, once. Texts in it may come from an untrusted file: they are
kept as they are here and made safe where they are shown.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple


class StagecliError(Exception):
    """Something that the user can mend. `str(error)` is the whole message."""


class UsageError(StagecliError):
    """A command was called in a way that cannot work."""


class OutputError(StagecliError):
    """A result could not be written; what was there before is untouched."""


class Problem(NamedTuple):
    """One mistake in a file, where it stands, and how to mend it."""

    file: str
    """The file's name as the user gave it; `-` is standard input."""
    line: int | None
    """From 1; None if the place is not known."""
    column: int | None
    """From 1, in characters; None if the place is not known."""
    where: str
    """The path inside the file, such as `signals.posting.options.never`; empty for the file as a whole."""
    what: str
    """What is wrong, as a clause without a full stop."""
    hint: str = ""
    """What to do about it, as a sentence; empty if nothing useful can be said."""
    source: str = ""
    """The source line, without its line end; empty if not known."""

    def __str__(self) -> str:
        """`file:line:column: where: what. hint`, then the source line with a caret under the place."""
        return self.told()

    def told(self, level: str = "", width: int = 10_000) -> str:
        """The same with a word after the place, such as `warning`, and no more of the source than fits a width."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = ": ".join(part for part in (place, level, self.where, self.what) if part) + "."
        if self.hint:
            text += f" {self.hint}"
        if self.source and self.line is not None and self.column is not None:
            number = str(self.line)
            text += "\n" + _excerpt(self.source, number, self.column, max(20, min(_WINDOW, width - _MARGIN)))
        return text


_WINDOW = 96  # columns of a source line that are shown: enough to recognise it, short enough for a terminal
_MARGIN = 11  # columns before it, with the line's number, and a sign where it is cut


def _excerpt(source: str, number: str, column: int, window: int) -> str:
    start = max(0, column - window // 2) if column > window * 3 // 4 else 0
    shown = source[start : start + window].replace("\t", " ")
    before, after = ("…" if start else ""), ("…" if start + window < len(source) else "")
    caret = " " * (len(before) + column - 1 - start) + "^"
    return f"{number:>6} | {before}{shown}{after}\n       | {caret}"


MAX_PROBLEMS = 200
"""How many problems of a file are told: nobody mends more at once, and each near miss takes time to find."""


class FileError(StagecliError):
    """A file is wrong: every problem that was found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def first(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """No more problems than can be mended at once, and a word if there are others."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    what, hint = f"there are more than {MAX_PROBLEMS} problems", "These are the first; mend them and check again."
    return (*problems[:MAX_PROBLEMS], Problem(problems[0].file, None, None, "", what, hint))


class ModelError(FileError):
    """A model file cannot be used."""


class AnswersError(FileError):
    """Answers cannot be used: from a file, or from flags or a program (then without a line)."""


_LONGEST_WORD = 100  # nobody mistypes a longer one, and to compare it takes long


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask `Did you mean 'x'?` for a near miss of a known word; an empty string without one."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6) if len(word) <= _LONGEST_WORD else []
    return f"Did you mean '{near[0]}'?" if near else ""


def one_of(known: Iterable[str]) -> str:
    """List what is known, as `One of: a, b, c.`."""
    return f"One of: {', '.join(known)}."
