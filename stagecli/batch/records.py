"""Records: the rows of an input in any format, each with its place and its raw text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from stagecli.errors import Message


class Row(Struct, frozen=True, gc=False):
    """One row of an input."""

    place: int
    """The line on which the row starts, from 1; in a workbook, array or Parquet file the row's number, of returned
    answers the file's."""
    raw: str
    """The row as it is in the input, without its line end."""
    cells: Sequence[Any]
    """One value per column: text, and in formats that have them numbers, booleans, None, lists, maps."""
    others: Mapping[str, Any] | None = None
    """Of an object: the values of keys that are not columns; None if there are none."""

    @property
    def everything(self) -> Sequence[Any]:
        """The cells, and as one more cell what is in no column, if anything is."""
        others = self.others
        return self.cells if others is None or is_blank(others.values()) else [*self.cells, others]

    def by_name(self, names: Sequence[str]) -> dict[str, Any]:
        """All there is, by name; `names` are those of the columns."""
        return {**dict(zip(names, self.cells, strict=True)), **(self.others or {})}


class NoValue(Struct, frozen=True):
    """A cell without a value of its own, such as an error in a workbook: never an answer, carried through as shown."""

    shown: str
    """What the cell shows; it may be empty."""
    reason: Message
    """Why it has no value, as a clause."""
    hint: Message
    """What to do about it, as a sentence."""


class Reject(Struct, frozen=True):
    """A rejected row and the reason."""

    place: int
    """As in `Row`."""
    column: str
    """The column with the first mistake; empty if the row as a whole is wrong."""
    value: str
    """The value in that column."""
    reason: Message
    """What is wrong, as a clause."""
    hint: Message | None
    """What to do about it, as a sentence; None if nothing useful can be said."""
    raw: str
    """The row as it is in the input."""
    cells: Sequence[Any] = ()
    """The row's cells, one per column; empty if it could not be split into them."""


EMPTY = " \t\r\n\x1a"
"""What may stand in a cell that is empty all the same; the last is what old programs end a file with."""


def is_blank(cells: Iterable[Any]) -> bool:
    """Whether nothing is in these cells: such a row is nobody, and is skipped and counted in every format."""
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip(EMPTY)) for cell in cells)
