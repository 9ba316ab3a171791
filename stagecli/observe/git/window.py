"""Days, counted since 1970 in UTC, and the windows of them that measures look at."""

from datetime import date
from typing import NamedTuple

DAY = 24 * 60 * 60
"""Seconds."""
_EPOCH = date(1970, 1, 1).toordinal()


class Window(NamedTuple):
    """Successive days."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    def has(self, day: int) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def window_until(last: date, days: int) -> Window:
    """So many days, of which this is the last."""
    end = last.toordinal() - _EPOCH
    return Window(end - days + 1, end)


def day_of(seconds: int) -> int:
    """The day of a time in seconds since 1970."""
    return seconds // DAY


def iso(day: int) -> str:
    """A day as YYYY-MM-DD; one that no calendar has is the nearest that it has."""
    return date.fromordinal(min(max(day + _EPOCH, 1), date.max.toordinal())).isoformat()
