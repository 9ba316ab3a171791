"""Tables: an open input as column names and batches of records, for every format.

Only the input decides where a batch ends, so that an interrupted run can find its place again.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias

from msgspec.structs import replace

from stagecli.batch import json_rows
from stagecli.batch.cells import as_text
from stagecli.batch.delimited import (
    DELIMITERS,
    LOOKED_AT,
    MARK,
    Dialect,
    Parser,
    delimiter_named,
    first_records,
    sniff,
)
from stagecli.batch.encodings import UTF_16, codec
from stagecli.batch.header import further_heads, likely_header
from stagecli.batch.headings import Headings, plain, shown, unique_names
from stagecli.batch.inputs import Input
from stagecli.batch.layout import Layout
from stagecli.batch.parquet import read_parquet, records
from stagecli.batch.records import Reject, Row
from stagecli.batch.workbook import read_workbook
from stagecli.batch.workbook_size import Sheet
from stagecli.errors import Message, UsageError, together

Batch: TypeAlias = list[Row | Reject]

BLOCK = 1 << 20
"""Bytes in a block."""
ROWS = 5_000
"""Rows in a batch of a format without bytes to count."""
_PIECE = 1 << 15  # bytes of text in which the header is searched for at once
_AHEAD = 1 << 20  # and after which no more are searched, once there is a record


class Table:
    """A table that yields its records batch by batch."""

    dialect = Dialect(",", "utf-8", mark=False, old_line_ends=False)
    """The form of its delimited text, and of its rejects."""

    def __init__(
        self,
        heads: Sequence[str],
        batches: Iterator[Batch],
        *,
        line: int | None = None,
        json_lines: bool = False,
        types: Mapping[str, Any] | None = None,
        frames: Iterator[Any] | None = None,
        sheet: Sheet | None = None,
        more_heads: Sequence[Row] = (),
        likely_header: Row | None = None,
        aside: Sequence[int] = (),
    ) -> None:
        self.heads = tuple(heads)
        """The columns' names as in the input: some may be equal, or empty."""
        self.names = unique_names(heads)
        """The columns' names, each different."""
        self.line = line
        """The line of the header, in a workbook its row; None in a format without one."""
        self.batches = batches
        self.json_lines = json_lines
        """Whether a record's raw text is a JSON object in one line."""
        self.types = types
        """The columns' Polars types, if the format has types."""
        self.frames = frames
        """What the columnar engine reads instead of `batches`; None for text."""
        self.sheet = sheet
        """Which sheet of a workbook it is; None in other formats."""
        self.more_heads = tuple(row.cells for row in more_heads)
        """Further rows of the header, which are no records: form services write up to two."""
        self.aside = aside
        """As in `columns.Columns`."""
        places = [row.place for row in more_heads]
        likely = None if likely_header is None or likely_header.place in (line, *places) else likely_header
        self.likely_header = None if likely is None else likely.place
        """The line that looks more like the header; None if there is none."""
        self.notes = [] if sheet is None or not sheet.empty else [sheet.empty_passed_over()]
        """What the user should know about how it was read, as sentences."""
        if len(places) == 1:
            self.notes.append(Message("one_more_head", line=str(places[0])))
        elif places:
            self.notes.append(Message("two_more_heads", one=str(places[0]), other=str(places[1])))
        if likely is not None and len(likely.cells) > len(heads):
            self.notes.append(_looks_like_header(likely.place))

    @property
    def headings(self) -> Headings:
        """Its columns, and where they were taken from."""
        return Headings(self.names, (self.heads, *self.more_heads), self.describe(self.names))

    def describe(self, names: Sequence[str]) -> Message:
        """These columns, and where they were taken from, for errors."""
        described = shown(names, self.line if self.sheet is None else None)
        if self.sheet is not None:
            others = self.sheet.others_not_read()
            described = Message("sheet_shown", sheet=self.sheet.name, columns=described, others=others)
        likely = None if self.likely_header is None else _looks_like_header(self.likely_header)
        return together(described, likely) or described

    @property
    def blank(self) -> int:
        """How many rows so far had nothing in them; they are left out."""
        return 0


class DelimitedTable(Table):
    """Delimited text; the columnar engine reads its blocks instead of its batches."""

    def __init__(
        self,
        parser: Parser,
        name: str,
        blocks: Iterator[bytes],
        known: set[str],
        expected: set[str],
        header_row: int = 1,
    ) -> None:
        self.parser = parser
        self.dialect = dialect = parser.dialect
        above = max(header_row - 1, int(dialect.sep_line))
        ahead, records, blocks = self._look_ahead(_without_lines(blocks, above, dialect.line_end), above)
        if not records:
            raise UsageError("table_empty", file=name)
        header, start = records[0], ahead[:_PIECE]
        others = [each for each in DELIMITERS.values() if each != dialect.delimiter]
        readings = [records, *(first_records(replace(dialect, delimiter=each), start, above) for each in others)]
        likely = likely_header(readings, expected)
        if isinstance(header, Reject):
            hint = together(header.hint, None if likely is None else _looks_like_header(likely.place))
            raise UsageError("header_unreadable", file=name, line=str(header.place), why=header.reason, hint=hint)
        self.header = header.raw
        more_heads = further_heads(records, known)
        last = [header, *more_heads][-1]
        parser.width, parser.line = len(header.cells), last.place + last.raw.count("\n")
        self.blocks = _without_lines(chain((ahead,), blocks), parser.line - above, dialect.line_end)
        super().__init__(header.cells, self._records(), line=header.place, more_heads=more_heads, likely_header=likely)

    @property
    def blank(self) -> int:
        """As in `Table`."""
        return self.parser.blank

    def _look_ahead(self, blocks: Iterator[bytes], above: int) -> tuple[bytes, list[Row | Reject], Iterator[bytes]]:
        """The first blocks, with the first records that are in them, and the other blocks."""
        look, ahead, at = Parser(self.dialect), b"", 0
        look.line = above
        records: list[Row | Reject] = []

        def too_few() -> bool:
            return len(records) < LOOKED_AT and (at < _AHEAD or not records)

        for block in blocks:
            ahead += block if ahead or above else block.removeprefix(MARK)
            while at < len(ahead) and too_few():
                start, at = at, ahead.find(self.dialect.line_end, at + _PIECE) + 1 or len(ahead)
                records += look.feed(ahead[start:at])
                self.parser.line = look.line
            if not too_few():
                break
        else:
            records += look.finish()
        return ahead, records[:LOOKED_AT], blocks

    def _records(self) -> Iterator[Batch]:
        for block in self.blocks:
            yield list(self.parser.feed(block))
        yield list(self.parser.finish())


def open_table(source: Input, layout: Layout, known: set[str], *, block: int = BLOCK) -> Table:
    """Open the table of an input.

    Args:
        source: an open input.
        layout: how to read it.
        known: names that columns may well have, as normalised by `headings.plain`, besides those in the layout.
        block: bytes in a block of delimited text.

    Raises:
        UsageError: there are no columns, the format has no header or no sheets, there is no such encoding or
            delimiter, or a library that it needs is missing.
        FileError: the input as a whole does not have its format.
        InputError: it cannot be read.
    """
    encoding, header_row, sheet = codec(layout.encoding or "utf-8"), layout.header_row, layout.sheet
    delimiter = None if layout.delimiter is None else delimiter_named(layout.delimiter)
    expected = known.union(map(plain, layout.named))
    if header_row is not None and source.kind not in ("delimited", "xlsx"):
        raise UsageError("no_header_row", file=source.name)
    if sheet is not None and source.kind != "xlsx":
        raise UsageError("no_sheets", file=source.name)
    if source.kind == "answers":
        raise UsageError("answers_no_table", file=source.name)
    if source.kind == "delimited":
        if encoding in UTF_16:
            source.decode(encoding)
            encoding = "utf-8"
        dialect = sniff(source.start, encoding, source.name, expected, delimiter, header_row or 1)
        parser = Parser(dialect)
        blocks = source.blocks(block, lambda: parser.line, dialect.line_end)
        return DelimitedTable(parser, source.name, blocks, known, expected, header_row or 1)
    if source.kind == "json_lines" and not json_rows.is_one_object(source.start):
        names, batches = _first_names(json_rows.json_lines(source, BLOCK), source)
        return Table(names, batches, json_lines=True)
    if source.kind in ("json", "json_lines", "yaml"):
        items = json_rows.yaml_list(source) if source.kind == "yaml" else json_rows.array(source)
        names, batches = _first_names(_batched(items), source)
        return Table(names, batches, json_lines=True)
    if source.kind == "xlsx":
        found, rows = read_workbook(source, sheet, header_row or 1)
        first = list(islice(rows, LOOKED_AT))
        header, *more_heads = first[0], *further_heads(first, known)
        return Table(
            [as_text(cell) for cell in header.cells],
            _batched(chain(first[1 + len(more_heads) :], rows)),
            line=header.place,
            sheet=found,
            more_heads=more_heads,
            likely_header=likely_header([first], expected),
        )
    types, frames = read_parquet(source)
    return Table(list(types), _batched(records(frames)), types=types, frames=frames)


def _without_lines(blocks: Iterator[bytes], count: int, line_end: bytes) -> Iterator[bytes]:
    """The blocks without the first lines."""
    for block in blocks:
        *left_out, rest = block.split(line_end, count)
        count -= len(left_out)
        if rest and not count:
            yield rest


def _looks_like_header(line: int) -> Message:
    return Message("likely_header", line=str(line))


def _batched(records: Iterator[Row | Reject]) -> Iterator[Batch]:
    while batch := list(islice(records, ROWS)):
        yield batch


def _first_names(batches: Iterator[Batch], source: Input) -> tuple[list[str], Iterator[Batch]]:
    """The first objects' keys as column names, in order of appearance; and all objects as rows of these columns."""
    first = next(batches, [])
    names = list(dict.fromkeys(key for record in first if isinstance(record, Row) for key in record.cells))
    if not names:
        bad = next((record for record in first if isinstance(record, Reject)), None)
        why = Message("there_are_no_objects")
        if bad is not None:
            why = Message("bad_line", line=str(bad.place), why=bad.reason)
        raise UsageError("no_objects", file=source.name, why=why)
    return names, (json_rows.in_columns(batch, names) for batch in chain([first], batches))
