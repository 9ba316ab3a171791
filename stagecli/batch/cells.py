"""Cells: reads a cell of a table as an answer to one signal, or as none.

A cell holds an option id, a label in any language, or a number; empty means not asked. Every format's cells are
read with this one class, so that they cannot differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite, isnan
from typing import Any

from msgspec import Struct

from stagecli.answers import DONT_KNOW, Answer, NoSuchOption, Tell, accepted, as_label, labels_of, match, untold
from stagecli.batch.columns import Columns
from stagecli.batch.records import NoValue
from stagecli.errors import Message
from stagecli.model import Model, Signal

_REMEMBERED = 1000
_EXACT = 1e15  # larger numbers may have lost digits


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

    def __init__(
        self,
        signal: Signal,
        column: str,
        tell: Tell = untold,
        meanings: Mapping[str, Answer] | None = None,
        day: date | None = None,
    ) -> None:
        """Make a reader.

        Args:
            signal: what the cells answer.
            column: the column's name, for errors.
            tell: hears of old ids.
            meanings: what texts mean that are no answers by themselves.
            day: the day up to which "since 2019" counts, where no other is given; None if it depends on the row.

        """
        self.signal = signal
        self.column = column
        self.meanings = {as_label(text): answer for text, answer in (meanings or {}).items()}
        self._day = day
        self._labels = labels_of(signal)
        self._tell = tell
        self._bad: dict[tuple[str, date | None], BadCell] = {}  # mistakes repeat, and their hints take long

    def read(self, value: Any, day: date | None = None) -> Answer | BadCell | None:
        """Return the answer on a day; None for an empty cell or NaN; a BadCell for anything else."""
        value = plain_cell(value)
        if value is None:
            return None
        if isinstance(value, NoValue):
            return BadCell(self.column, value.shown, value.reason, value.hint)
        if not isinstance(value, str | int | float):
            return BadCell(self.column, as_text(value), Message("one_answer_expected"), Message("write_an_answer"))
        meant = self.meanings.get(as_label(as_text(value))) if self.meanings else None
        found = meant or (self._bad.get((value, day)) if isinstance(value, str) else None)
        if found is not None:
            return found
        try:
            return match(self.signal, value, "file", self._labels, self._tell, day or self._day)
        except NoSuchOption as error:
            bad = BadCell(self.column, as_text(value), error.what, accepted(self.signal, value))
        if isinstance(value, str) and len(self._bad) < _REMEMBERED:
            self._bad[value, day] = bad
        return bad


class RowReader:
    """Reads a row's answer to one signal from its columns: the first that says something counts."""

    def __init__(self, readers: Mapping[int, Cells], *, past_bad: bool = False) -> None:
        self.readers = readers
        """By column, from the first to the last."""
        self.past_bad = past_bad
        """Whether a cell that is no answer counts as empty, so that the next column may say something."""

    def said(self, cells: Sequence[Any], day: date | None = None) -> Iterator[Answer | BadCell]:
        """What the columns say, up to the one that counts."""
        for at, reader in self.readers.items():
            found = reader.read(cells[at], day)
            if found is None:
                continue
            yield found
            says_nothing = self.past_bad if isinstance(found, BadCell) else found.option == DONT_KNOW
            if not says_nothing:
                return

    def read(self, cells: Sequence[Any], day: date | None = None) -> Answer | BadCell | None:
        """As `Cells.read`; a cell that is no answer only where nothing counts instead."""
        found = [*self.said(cells, day)]
        counting = [each for each in found if isinstance(each, Answer) or not self.past_bad]
        return counting[-1] if counting else next(iter(found), None)


def readers_of(model: Model, columns: Columns, tell: Tell = untold, day: date | None = None) -> dict[str, RowReader]:
    """A reader for each signal that columns answer, with the arguments of `Cells`."""
    return {
        signal: RowReader({
            at: Cells(model.signal(signal), columns.names[at], tell, columns.meanings.get(signal), day)
            for at in columns.of(signal)
        }, past_bad=columns.bad_answers == "blank")
        for signal in columns.signals
    }  # fmt: skip


def plain_cell(value: Any) -> Any:
    """A cell without what its format adds: None for an empty one and for NaN, text for True and for bytes."""
    if hasattr(value, "tolist"):
        value = value.tolist()  # a number or an array of NumPy's
    if isinstance(value, bool | bytes):
        return as_text(value)  # to Python, True equals 1, which may be an answer
    if isinstance(value, float | Decimal):
        number = float(value)
        whole = number.is_integer() and abs(number) < _EXACT
        return None if isnan(number) else int(number) if whole else number  # 0, 0.0 and -0.0 are one
    return None if isinstance(value, str) and not value.strip() else value


def as_text(value: Any) -> str:
    """Any cell as text, as in a delimited file: empty for None, whole numbers without a fraction."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, NoValue):
        return value.shown
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, dict | list | tuple):
        import json

        return json.dumps(as_json(value), ensure_ascii=False)
    if isinstance(value, Decimal):
        return f"{value:f}"
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return str(value).lower() if isinstance(value, bool) else str(int(value) if whole else value)


def as_json(value: Any) -> Any:
    """Any cell as JSON has it: as text if JSON has no such value, such as a date, NaN or a key that is no text."""
    if isinstance(value, dict):
        return {as_text(key): as_json(cell) for key, cell in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(cell) for cell in value]
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    if value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value)):
        return value
    return as_text(value)
