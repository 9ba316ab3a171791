"""Checks whether a Parquet file fits into memory: a file of a few kilobytes can unpack to more than any memory holds.

What a reader would unpack stands in the footer and before each page, in Thrift's compact protocol.
"""

import contextlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from stagecli.batch.inputs import InputError, plausible
from stagecli.errors import Message

_CELLS = 8_000_000  # cells to read at once: some 100 MB
_VALUE = 8  # bytes that a value takes at least
_MAX_FOOTER = 50_000_000  # bytes
_MAX_SHIFT = 63  # bits
_HEADER = 4096  # bytes; a page's header is longer only if its least and greatest values are, which it holds
_BINARY, _LIST, _SET, _STRUCT = 8, 9, 10, 12


def spans(file: Any, name: str) -> Iterator[tuple[int, int]]:
    """Where to cut the rows so that each part fits into memory: the first row of each, and how many.

    Args:
        file: the file's path, or a binary file.
        name: the input's name, for errors.

    Raises:
        InputError: it holds what would not fit, or is damaged.
    """
    try:
        with file.open("rb") if isinstance(file, Path) else contextlib.nullcontext(file) as opened:
            groups = [
                (group[3], sum(_values(opened, column[3], group[3], name) for column in group[1]))
                for group in _footer(opened)[4]
            ]
            opened.seek(0)  # where a library starts to read it
    except InputError:
        raise
    except Exception:  # damage can look like anything
        raise InputError("not_parquet", file=name, why=Message("damaged")) from None
    return _cut(groups)


def _cut(groups: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut groups of so many rows and cells."""
    first = rows = cells = 0
    for more_rows, more_cells in groups:
        if cells + more_cells > _CELLS and rows:
            yield first, rows
            first, rows, cells = first + rows, 0, 0
        rows, cells = rows + more_rows, cells + more_cells
        while cells > _CELLS and rows > 1:
            part = max(1, rows * _CELLS // cells)
            yield first, part
            first, rows, cells = first + part, rows - part, cells - part * cells // rows
    if rows:
        yield first, rows


def _values(file: Any, column: dict[int, Any], rows: int, name: str) -> int:
    """How many values a column of a group of rows has, lists counted by what is in them."""
    at, values = column.get(11) or column[9], 0
    end = at + column[7]
    while at < end:
        page, length = _page(file, at, end)
        plausible(name, page[3], page[2])
        values += sum(page[data][1] for data in (5, 8) if data in page)
        at += length + page[3]
    if not 0 <= rows <= values:
        raise ValueError("fewer values than rows")
    if values > rows:
        plausible(name, column[7], values * _VALUE)
    return values


def _page(file: Any, at: int, end: int) -> tuple[dict[int, Any], int]:
    """A page's header and its length."""
    for most in (_HEADER, end - at):
        file.seek(at)
        reader = _Thrift(file.read(most))
        with contextlib.suppress(IndexError):
            page = reader.struct()
            if page[3] >= 0:
                return page, reader.at
    raise ValueError("a page that is cut short")


def _footer(file: Any) -> dict[int, Any]:
    size = file.seek(0, io.SEEK_END)
    file.seek(size - 8)
    length = int.from_bytes(file.read(4), "little")
    if length > min(size, _MAX_FOOTER):
        raise ValueError("a footer that is too long")
    file.seek(size - 8 - length)
    return _Thrift(file.read(length)).struct()


class _Thrift:
    """Reads values in Thrift's compact protocol."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def struct(self) -> dict[int, Any]:
        """A structure: its fields by number."""
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._signed()
            fields[number] = self._value(head & 15)
        return fields

    def _value(self, kind: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return self._signed()
        if kind in (7, _BINARY):
            length = 8 if kind == 7 else self._number()
            self.at += length
            return self.data[self.at - length : self.at]
        if kind in (_LIST, _SET):
            head = self._byte()
            length = head >> 4 if head >> 4 < 15 else self._number()
            if length > len(self.data) - self.at:
                raise ValueError("a list that is too long")
            return [self._byte() == 1 if head & 15 in (1, 2) else self._value(head & 15) for _ in range(length)]
        if kind == _STRUCT:
            return self.struct()
        raise ValueError("an unknown type")

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _number(self) -> int:
        number = shift = 0
        while (byte := self._byte()) > 127:
            number |= (byte & 127) << shift
            shift += 7
            if shift > _MAX_SHIFT:
                raise ValueError("a number that is too long")
        return number | byte << shift

    def _signed(self) -> int:
        number = self._number()
        return number >> 1 ^ -(number & 1)
