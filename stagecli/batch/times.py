"""Times: when each row was answered, by a column of dates, or all at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from stagecli.batch.cells import BadCell, as_text
from stagecli.batch.columns import Columns
from stagecli.batch.records import Row, is_blank
from stagecli.dates import NoSuchTime, day_of, in_utc, read_time
from stagecli.errors import Message, UsageError, did_you_mean

_KNOWN = 10_000  # most different cells to remember


class _Dated(Protocol):
    """Rows with a column of dates."""

    def __len__(self) -> int: ...

    def column(self, at: int) -> Sequence[Any]: ...


class Times:
    """Reads when the rows of one table were answered."""

    def __init__(self, columns: Columns, now: datetime, time: str) -> None:
        """Make a reader.

        Args:
            columns: whether one has the dates, and in which order they are.
            now: a date that lies after this moment is a mistake.
            time: when rows were answered if no column says it.

        """
        self._columns = columns
        self._now = now
        self._time = time
        self._at = columns.date
        self._known: dict[Any, str | BadCell] = {}

    def known(self, rows: _Dated) -> npt.NDArray[np.bool_]:
        """For which of these rows it is known."""
        if self._at is None:
            return np.ones(len(rows), np.bool_)
        return np.array([isinstance(self._read(cell), str) for cell in rows.column(self._at)], np.bool_)

    def of(self, row: Row) -> str:
        """When a row was answered, as assessments have it; the row's date is known, or there is no column of dates."""
        found = self._time if self._at is None else self._read(row.cells[self._at])
        return found if isinstance(found, str) else self._time

    def day(self, row: Row) -> date | None:
        """The day on which a row was answered; None if it has no date of its own."""
        found = None if self._at is None else self._read(row.cells[self._at])
        return day_of(found) if isinstance(found, str) else None

    def unknown(self, row: Row) -> list[BadCell]:
        """What is wrong with a row's date; empty if nothing is."""
        found = None if self._at is None else self._read(row.cells[self._at])
        return [found] if isinstance(found, BadCell) else []

    def _read(self, cell: Any) -> str | BadCell:
        key = cell if isinstance(cell, date) else as_text(cell)
        if (found := self._known.get(key)) is None:
            found = self._read_anew(key)
            if len(self._known) < _KNOWN:
                self._known[key] = found
        return found

    def _read_anew(self, given: date | str) -> str | BadCell:
        column = self._columns.names[self._at or 0]
        if is_blank([given]):
            return BadCell(column, "", Message("date_missing"), Message("date_missing_hint"))
        try:
            return read_time(given, now=self._now, order=self._columns.dates[1])
        except NoSuchTime as error:
            return BadCell(column, str(given), error.what, error.hint)


def time_of(columns: Columns, now: datetime, source: str) -> str:
    """When rows without a date of their own were answered.

    Raises:
        UsageError: what the user gave is no date, nor a column.

    """
    given, order = columns.dates
    if given is None or columns.date is not None:
        return in_utc(now)
    try:
        return read_time(given, now=now, order=order)
    except NoSuchTime as error:
        hint = did_you_mean(given, columns.names) or error.hint
        raise UsageError("date_is_neither", file=source, why=error.what, hint=hint) from None
