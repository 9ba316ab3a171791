"""Records: the rows of an input, whatever its format, each with its place and its raw text."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct


class Row(Struct, frozen=True, gc=False):
    """One row of an input."""

    place: int
    """The line on which the row starts, from 1; in a workbook, an array or a Parquet file the row's number."""
    raw: str
    """The row as it stands in the input, without its line end."""
    cells: Sequence[Any]
    """One value for each column; text, or in formats that have them also numbers, booleans, None, lists, maps."""


class Reject(Struct, frozen=True):
    """A row that was set aside: why, and as it was."""

    place: int
    """As in `Row`."""
    column: str
    """The column with the first mistake; empty if the row as a whole is wrong."""
    value: str
    """What stands in that column."""
    reason: str
    """What is wrong, as a clause."""
    hint: str
    """What to do about it, as a sentence; empty if nothing useful can be said."""
    raw: str
    """The row as it stands in the input."""
