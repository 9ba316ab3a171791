"""Delimited text for the columnar engine: which blocks Polars can read safely, and what it reads from them.

A block is regular if every line is a record of the right width, with quotes only where they belong. All others go
through the stream engine, so that both engines give the same rows and the same rejects.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from stagecli.batch.codes import coded
from stagecli.batch.columnar_scoring import ColumnarScorer, Work, joined
from stagecli.batch.delimited import MARK, Parser
from stagecli.batch.job import Part
from stagecli.batch.records import Reject, Row
from stagecli.batch.tables import DelimitedTable

_SMALL = 1 << 14  # bytes; a smaller block is not worth cutting
_SLICE = 1 << 18  # bytes examined at once: few enough for the processor's cache
_UNIT = "\x01"  # never in a regular block; as separator, it makes Polars read whole lines


class Blocks:
    """The blocks of one text."""

    def __init__(self, scorer: ColumnarScorer, table: DelimitedTable) -> None:
        self.scorer = scorer
        self.job = scorer.job
        self.table = table
        self.dialect = table.dialect
        self.width = len(self.job.columns.names)
        self._wanted = {at: scorer.coders[signal] for signal, at in self.job.columns.signals.items()}

    def works(self) -> Iterator[Work]:
        """The work on each block, in order. Only this loop knows on which line a block starts."""
        parser = self.table.parser
        for raw in self.table.blocks:
            pieces = [raw]
            while pieces:
                piece = pieces.pop()
                block = self._as_utf8(piece) if parser.between_records else None
                lines = None if block is None else regular_lines(block, self.dialect.delimiter, self.width)
                if block is not None and lines is not None:
                    if b"\r" in block and b'"' not in block:
                        block = block.replace(b"\r\n", b"\n")
                    yield partial(self._block, block, parser.line)
                    parser.line += lines
                elif cut := _middle(piece):
                    pieces += [piece[cut:], piece[:cut]]  # only one half may be irregular
                else:
                    yield partial(self.scorer.batch, list(parser.feed(piece)))
        left = list(parser.finish())
        if left:
            yield partial(self.scorer.batch, left)

    def _as_utf8(self, block: bytes) -> bytes | None:
        """A block as UTF-8 for Polars; None if it must be read with care."""
        if self.dialect.old_line_ends:
            return None
        if self.dialect.encoding != "utf-8":
            try:
                block = block.decode(self.dialect.encoding).encode()
            except UnicodeDecodeError:
                return None
        return block

    def _block(self, block: bytes, line: int, *, skip: bool) -> Part:
        """Score a regular block; `line` lines come before it."""
        try:
            cells = self._cells(block)
            left = self._lines(block) if self.job.verbatim else None
        except pl.exceptions.PolarsError:  # a row that is too long, or bytes that are not UTF-8
            parser = Parser(self.dialect)
            parser.width, parser.line = self.width, line
            if self.dialect.encoding != "utf-8":
                block = block.decode().encode(self.dialect.encoding)
            return self.scorer.batch([*parser.feed(block), *parser.finish()], skip=skip)
        subject = self.job.columns.subject
        subjects = [] if subject is None else cells[_name(subject)].to_list()
        if skip:
            return self.scorer.counted(cells.height, subjects)
        columns = {signal: cells[_name(at)] for signal, at in self.job.columns.signals.items()}
        codes = coded(columns, self.scorer.coders)

        def again(rows: list[int]) -> list[Row | Reject]:
            lines = self._lines(block) if left is None else left
            return [self._record(line + row + 1, lines[row]) for row in rows]

        if left is not None:
            return self.scorer.part(codes, left, again, subjects)
        if self.job.target.format == "parquet":
            named = cells.rename({_name(at): name for at, name in enumerate(self.job.columns.names)})
            return self.scorer.part(codes, named, again, subjects)
        return self.scorer.part(codes, joined(cells, self.job.target), again, subjects)

    def _cells(self, block: bytes) -> pl.DataFrame:
        """The needed columns; signals as an enumeration of known texts, unless other texts occur."""
        needed = {*range(self.width)} if not self.job.verbatim else {*self._wanted, self.job.columns.subject} - {None}
        names = [_name(at) for at in range(self.width) if at in needed]
        kinds: dict[str, Any] = dict.fromkeys((_name(at) for at in range(self.width)), pl.String)
        if self.job.verbatim:
            known = {_name(at): coder.frozen[0] for at, coder in self._wanted.items() if coder.remembers}
            try:
                return self._parse(block, {**kinds, **known}, names)
            except pl.exceptions.PolarsError:
                cells = self._parse(block, kinds, names)
                for at, coder in self._wanted.items():
                    coder.learn(cells[_name(at)].unique().to_list())
                return cells
        return self._parse(block, kinds, names)

    def _parse(self, block: bytes, kinds: dict[str, Any], names: list[str]) -> pl.DataFrame:
        return pl.read_csv(
            block,
            has_header=False,
            schema=kinds,
            columns=names,
            separator=self.dialect.delimiter,
            empty_string_is_null=False,
            quote_char='"' if b'"' in block else None,
        )

    @staticmethod
    def _lines(block: bytes) -> pl.Series:
        lines = pl.read_csv(block, has_header=False, schema={"line": pl.String}, separator=_UNIT, quote_char=None)
        return lines["line"].str.strip_suffix("\r") if b"\r" in block else lines["line"]

    def _record(self, number: int, raw: str) -> Row | Reject:
        """Read one line of a regular block with the stream engine's parser."""
        parser = Parser(self.dialect)
        parser.line = number - 1
        return next(parser.feed(raw.encode(self.dialect.encoding)))


def _name(at: int) -> str:
    """Polars' name for a column that has no name."""
    return f"column_{at}"


def regular_lines(block: bytes, delimiter: str, width: int) -> int | None:
    """Count the lines of a block; None unless each is a record of `width` cells, not blank and rightly quoted.

    The number of delimiters reveals a row that is too short; Polars refuses one that is too long.
    """
    if not block or block.startswith(MARK) or b"\0" in block or _UNIT.encode() in block:
        return None
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return None
    characters = np.frombuffer(block, np.uint8)
    lines, count, doubtful = (
        int(not block.endswith(b"\n")),
        0,
        block[:1] <= b'"' or block.startswith(delimiter.encode()),
    )
    for start in range(0, len(characters), _SLICE):
        some = characters[start : start + _SLICE + 1]
        ends, delimiters = some == ord("\n"), some == ord(delimiter)
        doubtful |= bool((ends[:-1] & (delimiters | (some <= ord('"')))[1:]).any())
        lines += int(np.count_nonzero(ends[:_SLICE]))
        count += int(np.count_nonzero(delimiters[:_SLICE]))
    if doubtful and _blank_lines(block, delimiter):
        return None
    if b'"' in block:
        inside = _inside_quotes(characters, characters == ord(delimiter), np.flatnonzero(characters == ord("\n")))
        if inside is None:
            return None
        count -= inside
    return lines if count == lines * (width - 1) else None


def _blank_lines(block: bytes, delimiter: str) -> bool:
    """Whether a line may be blank, as `Parser` sees it."""
    nothing = rb'[ \t\r\x1a"%b]' % re.escape(delimiter.encode())
    return re.search(rb"\n(?:%b*\n|%b+\Z)" % (nothing, nothing), b"\n" + block) is not None


def _middle(block: bytes) -> int:
    """Where to cut a block in two, at a line end outside quotes; 0 if it is not worth it."""
    cut = len(block) // 2 if len(block) > _SMALL else 0
    for _ in range(20):
        cut = block.find(b"\n", cut) + 1 if cut else 0
        if not cut or block.count(b'"', 0, cut) % 2 == 0:
            break
    return cut if cut < len(block) else 0


def _inside_quotes(
    characters: npt.NDArray[np.uint8], delimiters: npt.NDArray[np.bool_], ends: npt.NDArray[np.intp]
) -> int | None:
    """Count the delimiters inside quotes; None if a quote is out of place or a line ends inside quotes."""
    quotes = np.flatnonzero(characters == ord('"'))
    if len(quotes) % 2:
        return None
    opening, closing = quotes[0::2], quotes[1::2]
    before = np.where(opening > 0, characters[opening - 1], ord("\n"))
    last = len(characters) - 1
    after = np.where(closing < last, characters[np.minimum(closing + 1, last)], ord("\n"))
    doubled = opening[1:] == closing[:-1] + 1  # two quotes that stand for one
    opens = (before == ord("\n")) | delimiters[opening - 1]
    closes = (after == ord("\n")) | (after == ord("\r")) | delimiters[np.minimum(closing + 1, last)]
    if not (opens[1:] | doubled).all() or not (closes[:-1] | doubled).all() or not (opens[0] and closes[-1]):
        return None
    if (np.searchsorted(ends, opening) != np.searchsorted(ends, closing)).any():
        return None
    places = np.flatnonzero(delimiters)
    return int((np.searchsorted(places, closing) - np.searchsorted(places, opening)).sum())
