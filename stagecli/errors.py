"""The error family: raised anywhere, worded and turned into an exit code in one place, `cli.errors`.

An error says once what is wrong, where, and what to do. It carries a key of `messages` and the values to fill in, so
that it can be worded in any language of the interface; `str()` gives the English. Texts in it may come from an
untrusted file: they stay unchanged here and are escaped when shown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from stagecli.messages import message


class Message:
    """An immutable sentence or clause of the interface: its key, and the values to fill in."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values

    def text(self, language: str = "en") -> str:
        """The message in words; an empty value at its end leaves no space behind."""
        values = {name: _worded(value, language) for name, value in self.values.items()}
        return message(self.key, language, **values).rstrip(" ")

    def __str__(self) -> str:
        return self.text()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash((self.key, *self.values.items()))


class InLanguages(Message):
    """A text of a model, in the reader's language if it has that, otherwise in its first."""

    __slots__ = ()

    def __init__(self, text: str | Mapping[str, str]) -> None:
        super().__init__("", **({"": text} if isinstance(text, str) else text))

    def text(self, language: str = "en") -> str:
        """The text."""
        return str(self.values.get(language) or next(iter(self.values.values())))


def _worded(value: object, language: str) -> str:
    """Word a value: messages and errors as text, numbers as the language writes them."""
    if isinstance(value, Message | StagecliError):
        return value.text(language)
    if isinstance(value, tuple):
        return " ".join(_worded(part, language) for part in value)
    if isinstance(value, int | float):
        text = f"{value:,}" if isinstance(value, int) else f"{value:.12g}"
        return text.translate(_GREEK_NUMBER) if language == "el" else text
    return "" if value is None else str(value)


_GREEK_NUMBER = str.maketrans(",.", ".,")


class StagecliError(Exception):
    """An error that the user can mend. `str(error)` is the whole message in English."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)  # pickling needs this and the rest of the state
        self.message = Message(key, **values)

    def text(self, language: str = "en") -> str:
        """The whole message."""
        return self.message.text(language)

    def __str__(self) -> str:
        return self.text()


class UsageError(StagecliError):
    """A command was called in a way that cannot work."""


class OutputError(StagecliError):
    """A result could not be written; an existing one is untouched."""


class Problem(NamedTuple):
    """One mistake in a file, its place, and how to mend it."""

    file: str
    """The file's name as the user gave it; `-` is standard input."""
    line: int | None
    """From 1; None if unknown."""
    column: int | None
    """From 1, in characters; None if unknown."""
    where: str
    """The path inside the file, such as `signals.posting.options.never`; empty for the file as a whole."""
    what: Message
    """What is wrong, as a clause without a full stop."""
    hint: Message | None = None
    """What to do about it, as a sentence; None if there is no useful hint."""
    source: str = ""
    """The source line, without its line end; empty if unknown."""

    def __str__(self) -> str:
        """`file:line:column: where: what. hint`, then the source line with a caret under the place."""
        return self.text()

    def text(self, language: str = "en", *, level: str = "", width: int = 10_000) -> str:
        """`str()`, with a level such as `warning` after the place, and no more source than fits the width."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = ": ".join(part for part in (place, level, self.where, self.clause(language)) if part)
        text = f"{text}. {self.advice(language)}".rstrip(" ")
        if self.source and self.line is not None and self.column is not None:
            number = str(self.line)
            text += "\n" + _excerpt(self.source, number, self.column, max(20, min(_WINDOW, width - _MARGIN)))
        return text

    def clause(self, language: str = "en") -> str:
        """What is wrong, on one line."""
        return short(self.what.text(language), 240)

    def advice(self, language: str = "en") -> str:
        """The hint, on one line; empty if there is none."""
        return "" if self.hint is None else short(self.hint.text(language), 1000)


_WINDOW = 96  # columns of a source line to show: enough to recognise it, short enough for a terminal
_MARGIN = 11  # columns before it: the line number, and a sign if it is cut


def _excerpt(source: str, number: str, column: int, window: int) -> str:
    start = max(0, column - window // 2) if column > window * 3 // 4 else 0
    shown = source[start : start + window].replace("\t", " ")
    before, after = ("…" if start else ""), ("…" if start + window < len(source) else "")
    caret = " " * (len(before) + column - 1 - start) + "^"
    return f"{number:>6} | {before}{shown}{after}\n       | {caret}"


def short(text: str, limit: int) -> str:
    """Put a text on one line, without its middle if it is long: it may quote values of a file."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit // 2]}…{text[-limit // 2 :]}"


MAX_PROBLEMS = 200
"""Most problems of a file to report: nobody mends more at once, and each near miss takes time to find."""


class FileError(StagecliError):
    """A file is wrong; carries every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        Exception.__init__(self, problems)
        self.problems = tuple(problems)

    def text(self, language: str = "en", width: int = 10_000) -> str:
        """All problems, each on a new line."""
        return "\n".join(problem.text(language, width=width) for problem in self.problems)


def first(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """No more problems than can be mended at once, plus a note if there are others."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    what, hint = Message("too_many_problems", most=MAX_PROBLEMS), Message("mend_these_first")
    return (*problems[:MAX_PROBLEMS], Problem(problems[0].file, None, None, "", what, hint))


class ModelError(FileError):
    """A model file cannot be used."""


class AnswersError(FileError):
    """Answers cannot be used: from a file, or from flags or a program, which have no line."""


_LONGEST_WORD = 100  # nobody mistypes a longer one, and comparing it takes long


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if any."""
    from difflib import get_close_matches  # only where something is wrong

    near = get_close_matches(word, list(known), n=1, cutoff=0.6) if len(word) <= _LONGEST_WORD else []
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Ask `Did you mean 'x'?` for a near miss of a known word."""
    near = nearest(word, known)
    return None if near is None else Message("did_you_mean", word=near)


def one_of(known: Iterable[str]) -> Message:
    """List the known words, as `One of: a, b, c.`."""
    return Message("one_of", known=", ".join(known))


def either(words: Iterable[str]) -> Message:
    """Offer words to choose from, as `'a' or 'b'`."""
    quoted = (Message("id_quoted", id=word) for word in words)
    return reduce(lambda one, other: Message("either", one=one, other=other), quoted)


def together(*messages: Message | None) -> Message | None:
    """Join the messages that are not None."""
    found = tuple(each for each in messages if each is not None)
    return Message("together", all=found) if found else None


def verbatim(text: str) -> Message | None:
    """A text of a library, the system or a schema, unchanged; None if it is empty."""
    return Message("verbatim", text=text) if text else None


def foreign(sentence: str) -> Message:
    """A sentence of the system or of a library: in Greek if it is one of those known, otherwise unchanged."""
    from stagecli.messages.foreign import TEXTS  # only where something is wrong

    return Message(sentence) if sentence in TEXTS else Message("verbatim", text=sentence)


def reason(error: Exception, target: Path | None = None) -> Message:
    """Why a file could not be read or a target written, as a clause."""
    if target is not None and isinstance(error, FileNotFoundError):
        return Message("no_folder", folder=target.resolve().parent)
    if isinstance(error, OSError):  # libraries written in Rust include the system's number
        return foreign(re.sub(r" \(os error \d+\)$", "", str(error.strerror or error)))
    return Message("impossible_name")  # a ValueError: NUL, or half a character
