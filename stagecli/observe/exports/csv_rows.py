"""CSV of exports: only the columns that a reader names, row by row, so that no text is kept.

Python's own reader is not used: it stops at fields that are too long, and an open quote swallows the rest of the file.
Here such a row is broken, and the next line begins another.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from stagecli.observe.exports.decoding import damaged
from stagecli.observe.exports.limits import refuse_entries

_DELIMITERS = (",", ";", "\t")
_ABOVE = 20  # lines: notes above the headings are shorter
_LONGEST = 20_000  # characters of a line of headings
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class CsvRow(NamedTuple):
    """A row of a CSV that has something in it."""

    line: int
    """The line of the file on which it begins, from 1."""
    cells: tuple[str, ...] | None
    """The wanted columns, in the order in which they were named; empty where the file has no such column, or the row
    ends before it. None if the row is broken: a quote is open, or a needed cell is missing. Cells beyond the headings
    are nobody's."""


class _Headings(NamedTuple):
    """Where a table begins, and what is in which column."""

    after: int
    """Where its first row begins, in characters."""
    line: int
    """The line of its first row."""
    delimiter: str
    columns: tuple[int | None, ...]
    """Of each wanted heading."""
    last_needed: int
    """The column with which a row may end."""


def csv_rows(data: bytes, what: str, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[CsvRow]:
    """The rows of a file in UTF-8, or in UTF-16 with its mark, one by one; blank rows are left out.

    Args:
        data: with the delimiter `,`, `;` or a tab, and perhaps with notes above the headings; quotes inside quotes are
            doubled or stand after a backslash. A blank file has no rows.
        what: what it holds, as `decoding.decoded` has it.
        needed: the headings without which it is not the file; case and spaces do not count.
        optional: other wanted headings, which come after these in the cells.

    Raises:
        UsageError: its headings are not found; or, once they are read, there are too many rows.

    """
    text = _text(data)
    if not text.strip():
        return iter(())
    headings = _headings(text, needed, optional, _ABOVE)
    if headings is None:
        raise damaged(what)
    doubled, after_backslash = (partial(_rows, text, headings, backslash=way) for way in (False, True))
    return after_backslash() if '\\"' in text and _wrong(after_backslash()) < _wrong(doubled()) else doubled()


def begins_with_headings(data: bytes, needed: Sequence[str]) -> bool:
    """Whether the first line of a file has these headings."""
    return _headings(_text(data[: 4 * _LONGEST]), needed, (), 1) is not None


def _wrong(rows: Iterator[CsvRow]) -> tuple[int, int]:
    """How wrong a reading is: its broken rows, and then how much it takes for one row."""
    broken = Counter(row.cells is None for row in rows)
    return broken[True], -broken.total()


def _text(data: bytes) -> str:
    """The text of a file, with plain line ends; bytes that are none are in texts that nobody reads."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data.decode(encoding, "replace").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _headings(text: str, needed: Sequence[str], optional: Sequence[str], above: int) -> _Headings | None:
    """The first line that has all needed headings; the delimiter by which most wanted ones are found."""
    wanted = [_plain(heading) for heading in (*needed, *optional)]
    start = 0
    for line in range(1, above + 1):
        end = text.find("\n", start) + 1 or len(text)
        found, headings = [], text[start : min(end, start + _LONGEST)].replace('"', "")
        for delimiter in _DELIMITERS:
            names = [_plain(name) for name in headings.split(delimiter)]
            columns = tuple(names.index(each) if each in names else None for each in wanted)
            present = [column for column in columns[: len(needed)] if column is not None]
            if len(present) == len(needed):
                found.append(_Headings(end, line + 1, delimiter, columns, max(present)))
        if found:
            return max(found, key=lambda each: -each.columns.count(None))
        start = end
    return None


def _plain(heading: str) -> str:
    return "".join(heading.split()).casefold()


def _rows(text: str, headings: _Headings, *, backslash: bool) -> Iterator[CsvRow]:
    """The rows after the headings, by one way of having quotes inside quotes."""
    wanted = sorted(column for column in headings.columns if column is not None)
    groups = [None if column is None else 1 + wanted.index(column) for column in headings.columns]
    row = _pattern(wanted, headings, backslash=backslash)
    empty = f' "{headings.delimiter}\n'
    blank = re.compile(rf"[ {headings.delimiter}\n]*(?:\n|\Z)")
    at, line, count = headings.after, headings.line, 0
    while at < len(text):
        maybe_blank = text[at] in empty
        found = (blank.match(text, at) if maybe_blank else None) or row.match(text, at)
        after = found.end() if found else text.find("\n", at) + 1 or len(text)
        if not maybe_blank or text[at:after].strip(empty):
            count += 1
            refuse_entries(count)
            cells = found and ((found[group] or "") if group else "" for group in groups)
            yield CsvRow(line, tuple(_unquoted(cell, backslash=backslash) for cell in cells) if cells else None)
        line += text.count("\n", at, after)
        at = after


def _pattern(wanted: list[int], headings: _Headings, *, backslash: bool) -> re.Pattern[str]:
    """Match a row with its line end, with a group for each wanted column; none if a quote is open.

    Args:
        wanted: columns from the left, from 0.
        headings: what is between columns, and which are needed.
        backslash: whether quotes inside quotes stand after a backslash.

    """
    by = headings.delimiter
    inside = r'(?:[^"\\]++|\\.|"")*+' if backslash else r'(?:[^"]++|"")*+'
    cell = rf' *+"{inside}" *+(?=[{by}\n]|\Z)|(?! *+")[^{by}\n]*+'
    start, end = "", rf"(?:{by}(?:{cell}))*+(?:\n|\Z)"
    for before, column in pairwise([-1, *wanted]):
        each = f"{by if start else ''}(?:(?:{cell}){by}){{{column - before - 1}}}({cell})"
        start += each if column <= headings.last_needed else f"(?:{each}"
    start += ")?+" * sum(column > headings.last_needed for column in wanted)
    return re.compile(start + end, re.DOTALL)


def _unquoted(cell: str, *, backslash: bool) -> str:
    cell = cell.strip()
    if not cell.startswith('"'):
        return cell
    cell = cell[1:-1].replace('""', '"')
    return (_ESCAPED.sub(r"\1", cell) if backslash else cell).strip()
