"""Records: the rows of an input in any format, each with its place and its raw text."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct


class Row(Struct, frozen=True, gc=False):
    """One row of an input."""

    place: int
    """The line on which the row starts, from 1; in a workbook, array or Parquet file the row's number."""
    raw: str
    """The row as it is in the input, without its line end."""
    cells: Sequence[Any]
    """One value per column: text, and in formats that have them numbers, booleans, None, lists, maps."""


class Reject(Struct, frozen=True):
    """A rejected row and the reason."""

    place: int
    """As in `Row`."""
    column: str
    """The column with the first mistake; empty if the row as a whole is wrong."""
    value: str
    """The value in that column."""
    reason: str
    """What is wrong, as a clause."""
    hint: str
    """What to do about it, as a sentence; empty if nothing useful can be said."""
    raw: str
    """The row as it is in the input."""
