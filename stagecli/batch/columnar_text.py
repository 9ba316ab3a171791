"""Delimited text for Polars: which blocks it can read safely, and their rows.

A block is regular if each of its records has the right number of cells, and quotes only where they belong. Anything
else is left to `delimited.Parser`, so that every reader gives the same rows and the same rejects.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from msgspec import Struct

from stagecli.batch.blocks import Block, block_of
from stagecli.batch.codes import Coder
from stagecli.batch.columnar import FrameRows, name_of
from stagecli.batch.delimited import MARK, Dialect, Parser
from stagecli.batch.job import Job
from stagecli.batch.measured_cells import MeasureCoder
from stagecli.batch.records import Reject, Row
from stagecli.batch.tables import DelimitedTable

_SMALL = 1 << 14  # bytes; a smaller block is not worth cutting
_UNIT = "\x01"  # in no regular block; as separator, it makes Polars read whole lines
_LINE_END, _RETURN = "\x02", "\x03"  # in no block; stand for those inside quotes, so that a record is one line

_Bits: TypeAlias = npt.NDArray[np.uint64]
"""A bit for each byte of a block, the first one lowest."""


def works(table: DelimitedTable, job: Job, coders: Mapping[int, Coder | MeasureCoder]) -> Iterator[Callable[[], Block]]:
    """The work on each block, in order. Only this loop knows on which line a block starts."""
    parser, width = table.parser, len(job.columns.names)
    for raw in table.blocks:
        pieces = [raw]
        while pieces:
            piece = pieces.pop()
            text = as_utf8(piece, table.dialect) if parser.between_records else None
            found = None if text is None else regular(text, table.dialect.delimiter, width)
            if found is not None:
                yield partial(_block, job, coders, table.dialect, found, parser.line)
                parser.line += found.records + found.inner
            elif cut := _middle(piece):
                pieces += [piece[cut:], piece[:cut]]  # only one half may be irregular
            else:
                yield _parsed(job, parser, parser.feed(piece))
    yield _parsed(job, parser, parser.finish())


def _parsed(job: Job, parser: Parser, records: Iterator[Row | Reject]) -> Callable[[], Block]:
    """The work on what the parser makes of a block."""
    blank = parser.blank
    return partial(block_of, job, list(records), parser.blank - blank)


class Regular(Struct):
    """A regular block."""

    text: bytes
    """UTF-8, one record a line."""
    records: int
    inner: int
    """Line ends inside quotes, for which `_LINE_END` stands."""
    changed: bool
    """Whether anything stands for something else in it."""


def _block(job: Job, coders: Mapping[int, Coder | MeasureCoder], dialect: Dialect, found: Regular, line: int) -> Block:
    """Read a regular block; `line` lines come before it."""

    def read(places: npt.NDArray[np.intp]) -> Iterator[Row]:
        some = _lines(found) if lines is None else lines
        inner = some.str.count_matches("\n", literal=True).cum_sum() if found.inner else None
        for at, raw in zip(places.tolist(), some[places].to_list(), strict=True):
            before = inner[at - 1] if inner is not None and at else 0
            cells = next(csv.reader(io.StringIO(raw, newline=""), delimiter=dialect.delimiter)) if raw else [""]
            yield Row(line + before + at + 1, raw, cells)

    try:
        cells = _cells(found, job, coders, dialect.delimiter)
        lines = _lines(found) if job.verbatim else None
    except pl.exceptions.PolarsError:  # bytes that are not UTF-8
        data = found.text.replace(_LINE_END.encode(), b"\n").replace(_RETURN.encode(), b"\r")
        parser = Parser(dialect)
        parser.width, parser.line = len(job.columns.names), line
        return block_of(job, [*parser.feed(data), *parser.finish()], parser.blank)
    return Block(FrameRows(job, cells, read, lines))


def _cells(found: Regular, job: Job, coders: Mapping[int, Coder | MeasureCoder], delimiter: str) -> pl.DataFrame:
    """The needed columns; signals as an enumeration of known texts, unless others occur."""
    columns = job.columns
    kinds: dict[str, Any] = {name_of(at): pl.String for at in range(len(columns.names))}
    if not job.verbatim:
        return read_cells(found, kinds, list(kinds), delimiter)
    wanted = {*columns.read(), columns.subject, columns.date}
    needed = [name_of(at) for at in sorted(at for at in wanted if at is not None)]
    enums = {name_of(at): coder.enum for at, coder in coders.items()}
    known = {name: enum for name, enum in enums.items() if enum is not None}
    try:
        return read_cells(found, {**kinds, **known}, needed, delimiter)
    except pl.exceptions.PolarsError:
        return read_cells(found, kinds, needed, delimiter)


def read_cells(found: Regular, kinds: Mapping[str, Any], needed: list[str], delimiter: str) -> pl.DataFrame:
    """Some columns of a block, named as `name_of` does.

    Raises:
        PolarsError: bytes are not UTF-8, or a text is not in an enumeration.
    """
    cells = pl.read_csv(
        found.text,
        has_header=False,
        schema=kinds,
        columns=needed,
        separator=delimiter,
        empty_string_is_null=False,
        quote_char='"' if b'"' in found.text else None,
    )
    return cells.with_columns(map(_restored, cells)) if found.changed else cells


def _lines(found: Regular) -> pl.Series:
    """Each record as it is in the input."""
    kinds = {"line": pl.String}
    lines = pl.read_csv(found.text, has_header=False, schema=kinds, separator=_UNIT, quote_char=None)["line"]
    return _restored(lines) if found.changed else lines


def _restored(column: pl.Series) -> pl.Series:
    """Texts with their line ends."""
    if column.dtype != pl.String:
        return column
    for sign, other in ((_LINE_END, "\n"), (_RETURN, "\r")):
        if column.str.contains(sign, literal=True).any():
            column = column.str.replace_all(sign, other, literal=True)
    return column


def as_utf8(block: bytes, dialect: Dialect) -> bytes | None:
    """A block as UTF-8; None if it must be read with care."""
    if dialect.old_line_ends:
        return None
    if dialect.encoding == "utf-8":
        return block
    try:
        return block.decode(dialect.encoding).encode()
    except UnicodeDecodeError:
        return None


def regular(block: bytes, delimiter: str, width: int) -> Regular | None:
    """A block of UTF-8 as Polars reads it; None if it is not regular."""
    if not block.endswith(b"\n"):
        block += b"\n"
    characters = np.frombuffer(block, np.uint8)
    if block.startswith(MARK) or characters.min() <= ord(_RETURN):
        return None
    inner, given, quoted = 0, block, b'"' in block
    if quoted:
        quotes, inside = _quotes(characters)
        block, inner = _one_line_each(block, characters, inside)
    changed = block is not given
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n")
        if b"\r" in block:
            return None
        if quoted:
            quotes, inside = _quotes(np.frombuffer(block, np.uint8))  # each may have moved
    characters = np.frombuffer(block, np.uint8)
    separators = _bits(characters == ord(delimiter))
    line_ends = _bits(characters == ord("\n"))
    if quoted:
        separators &= ~inside
        edges = separators | line_ends
        opening, closing = quotes & inside, quotes & ~inside
        misplaced = (opening & ~_next_to(edges | closing)) | (closing & ~_before(edges | quotes))
        if misplaced.any() or _count(quotes) % 2:
            return None
    ends = _places(line_ends)
    if (_count_between(separators, ends) != width - 1).any() or (width == 1 and (np.diff(ends, prepend=-1) == 1).any()):
        return None
    return Regular(block, len(ends), inner, changed)


def _one_line_each(block: bytes, characters: npt.NDArray[np.uint8], inside: _Bits) -> tuple[bytes, int]:
    """A block whose line ends inside quotes are replaced, and how many they were."""
    changed, count = characters, 0
    for sign, other in (("\r", _RETURN), ("\n", _LINE_END)):
        inner = _places(_bits(characters == ord(sign)) & inside) if sign.encode() in block else ()
        count = len(inner)
        if count:
            changed = characters.copy() if changed is characters else changed
            changed[inner] = ord(other)
    return (block if changed is characters else changed.tobytes()), count


def _bits(mask: npt.NDArray[np.bool_]) -> _Bits:
    packed = np.packbits(mask, bitorder="little")
    return np.pad(packed, (0, -len(packed) % 8)).view("<u8")


def _places(bits: _Bits) -> npt.NDArray[np.intp]:
    """Where the bits are; fast where few are in one word."""
    words = np.flatnonzero(bits)
    left, found = bits[words], [words[:0]]
    while len(words):
        lowest = left & -left  # a word's lowest bit: below it are as many bits as the number of its place
        found.append(words * 64 + np.bitwise_count(lowest - np.uint64(1)))
        left ^= lowest
        more = np.flatnonzero(left)
        words, left = words[more], left[more]
    return np.sort(np.concatenate(found), kind="stable")


def _count(bits: _Bits) -> int:
    return int(np.bitwise_count(bits).sum())


def _quotes(characters: npt.NDArray[np.uint8]) -> tuple[_Bits, _Bits]:
    """All quotes; and the bytes from each opening quote up to the one before its closing quote."""
    quotes = _bits(characters == ord('"'))
    inside = quotes.copy()
    for shift in (1, 2, 4, 8, 16, 32):  # in each word, whether the quotes up to a bit are odd
        inside ^= inside << np.uint64(shift)
    odd = np.bitwise_count(quotes).cumsum() % 2  # and whether those in all words up to one are
    inside[1:] ^= -odd[:-1].astype(np.uint64)
    return quotes, inside


def _next_to(bits: _Bits) -> _Bits:
    """The bytes after these; the first byte of a block is after a line end."""
    found = bits << np.uint64(1)
    found[1:] |= bits[:-1] >> np.uint64(63)
    found[0] |= np.uint64(1)
    return found


def _before(bits: _Bits) -> _Bits:
    """The bytes before these."""
    found = bits >> np.uint64(1)
    found[:-1] |= bits[1:] << np.uint64(63)
    return found


def _count_between(bits: _Bits, ends: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """How many bits there are from each end to the next, beginning with the start of the block."""
    counts = np.bitwise_count(bits)
    upto = counts.cumsum(dtype=np.int64) - counts
    word, bit = ends >> 6, (ends & 63).astype(np.uint64)
    total: npt.NDArray[np.int64] = upto[word] + np.bitwise_count(bits[word] & ((np.uint64(1) << bit) - np.uint64(1)))
    return np.diff(total, prepend=np.int64(0))


def _middle(block: bytes) -> int:
    """Where to cut a block in two, at a line end outside quotes; 0 if it is not worth it."""
    cut = len(block) // 2 if len(block) > _SMALL else 0
    for _ in range(20):
        cut = block.find(b"\n", cut) + 1 if cut else 0
        if not cut or block.count(b'"', 0, cut) % 2 == 0:
            break
    return cut if cut < len(block) else 0
