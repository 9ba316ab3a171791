"""Cells: reads a cell of a table as an option of one signal, *don't know* or *not asked*.

A cell holds an option id, a label in any language, or a number; empty means not asked. Both engines read cells with
this one class, so that they cannot differ.
"""

from typing import Any

from msgspec import Struct

from stagecli.answers import NoSuchOption, accepted, labels_of, match
from stagecli.batch.records import NoValue
from stagecli.errors import Message
from stagecli.model import Signal

_REMEMBERED = 1000


class BadCell(Struct, frozen=True):
    """A cell that does not answer its signal."""

    column: str
    """The column's name in the input."""
    value: str
    reason: Message
    """What is wrong, as a clause."""
    hint: Message | None
    """What to do about it, as a sentence."""


class Cells:
    """Reads the cells of one column as answers to one signal."""

    def __init__(self, signal: Signal, column: str) -> None:
        self.signal = signal
        self.column = column
        self._labels = labels_of(signal)
        self._bad: dict[str | int | float, BadCell] = {}  # mistakes repeat, and their hints take long

    def read(self, value: Any) -> str | BadCell | None:
        """Return an option id or `dont_know`; None for an empty cell or NaN; a BadCell for anything else."""
        if value is None or value != value or (isinstance(value, str) and not value.strip()):  # noqa: PLR0124  # NaN
            return None
        if isinstance(value, NoValue):
            return BadCell(self.column, value.shown, value.reason, value.hint)
        if not isinstance(value, str | int | float):
            return BadCell(self.column, as_text(value), Message("one_answer_expected"), Message("write_an_answer"))
        if isinstance(value, bool):
            value = as_text(value)  # to Python it equals 1 or 0
        if value in self._bad:
            return self._bad[value]
        try:
            return match(self.signal, value, "file", self._labels).option
        except NoSuchOption as error:
            bad = BadCell(self.column, as_text(value), error.what, accepted(self.signal, value))
        if len(self._bad) < _REMEMBERED:
            self._bad[value] = bad
        return bad


def as_text(value: Any) -> str:
    """Any cell as text, as in a delimited file: empty for None, whole numbers without a fraction."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, NoValue):
        return value.shown
    if isinstance(value, dict | list | tuple):
        import json

        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
