"""Tables: an open input as column names and batches of records, for every format.

Only the input decides where a batch ends, so that an interrupted run can find its place again.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias

from stagecli.batch import json_rows
from stagecli.batch.delimited import MARK, Dialect, Parser, delimiter_named, sniff
from stagecli.batch.encodings import UTF_16, codec
from stagecli.batch.headings import Headings, shown, unique_names
from stagecli.batch.inputs import Input
from stagecli.batch.layout import Layout
from stagecli.batch.parquet import read_parquet, records
from stagecli.batch.records import Reject, Row
from stagecli.batch.workbook import read_workbook
from stagecli.batch.workbook_size import Sheet
from stagecli.errors import Message, UsageError

Batch: TypeAlias = list[Row | Reject]

BLOCK = 1 << 20
"""Bytes in a block."""
ROWS = 5_000
"""Rows in a batch of a format without bytes to count."""


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
    ) -> None:
        self.heads = tuple(heads)
        """The columns' names as in the input: some may be equal, or empty."""
        self.names = unique_names(heads)
        """The columns' names, each different."""
        self.line = line
        """The line of the header; None in a format without one."""
        self.batches = batches
        self.json_lines = json_lines
        """Whether a record's raw text is a JSON object in one line."""
        self.types = types
        """The columns' Polars types, if the format has types."""
        self.frames = frames
        """What the columnar engine reads instead of `batches`; None for text."""
        self.sheet = sheet
        """Which sheet of a workbook it is; None in other formats."""

    @property
    def headings(self) -> Headings:
        """Its columns, and where they were taken from."""
        columns = shown(self.names, self.line)
        if self.sheet is not None:
            others = self.sheet.others_not_read()
            columns = Message("sheet_shown", sheet=self.sheet.name, columns=columns, others=others)
        return Headings(self.names, (self.heads,), columns)

    @property
    def blank(self) -> int:
        """How many rows so far had nothing in them; they are left out."""
        return 0


class DelimitedTable(Table):
    """Delimited text; the columnar engine reads its blocks instead of its batches."""

    def __init__(self, parser: Parser, name: str, blocks: Iterator[bytes]) -> None:
        self.parser = parser
        self.dialect = parser.dialect
        header, rest = self._read_header(blocks, self.dialect.line_end)
        if isinstance(header, Reject):
            why, hint = header.reason, header.hint
            raise UsageError("header_unreadable", file=name, line=str(header.place), why=why, hint=hint)
        self.header = header.raw
        self.parser.width, self.parser.blank = len(header.cells), 0
        self.blocks = chain((rest,) if rest else (), blocks)
        super().__init__(header.cells, self._records(), line=header.place)

    @property
    def blank(self) -> int:
        """As in `Table`."""
        return self.parser.blank

    def _read_header(self, blocks: Iterator[bytes], line_end: bytes) -> tuple[Row | Reject, bytes]:
        """The first record, and what follows it in its block."""
        for block in blocks:
            rest = block.removeprefix(MARK) if not self.parser.line else block
            at = 0
            while at < len(rest):
                start, at = at, rest.find(line_end, at) + 1 or len(rest)
                if self.dialect.sep_line and not self.parser.line:
                    self.parser.line = 1
                elif found := list(self.parser.feed(rest[start:at])):
                    return found[0], rest[at:]
        return next(self.parser.finish()), b""  # the dialect was found by the header, so there is one

    def _records(self) -> Iterator[Batch]:
        for block in self.blocks:
            yield list(self.parser.feed(block))
        yield list(self.parser.finish())


def open_table(source: Input, layout: Layout, expected: set[str], *, block: int = BLOCK) -> Table:
    """Open the table of an input.

    Args:
        source: an open input.
        layout: how to read it.
        expected: possible column names, as normalised by `headings.plain`.
        block: bytes in a block of delimited text.

    Raises:
        UsageError: there are no columns, there is no such encoding or delimiter, or a library that the format needs is
            missing.
        FileError: the input as a whole does not have its format.
        InputError: it cannot be read.
    """
    encoding = codec(layout.encoding or "utf-8")
    delimiter = None if layout.delimiter is None else delimiter_named(layout.delimiter)
    if source.kind == "delimited":
        if encoding in UTF_16:
            source.decode(encoding)
            encoding = "utf-8"
        dialect = sniff(source.start, encoding, source.name, expected, delimiter)
        parser = Parser(dialect)
        return DelimitedTable(parser, source.name, source.blocks(block, lambda: parser.line, dialect.line_end))
    if source.kind == "json_lines" and not json_rows.is_one_object(source.start):
        names, batches = _first_names(json_rows.json_lines(source, BLOCK), source)
        return Table(names, batches, json_lines=True)
    if source.kind in ("json", "json_lines", "yaml"):
        items = json_rows.yaml_list(source) if source.kind == "yaml" else json_rows.array(source)
        names, batches = _first_names(_batched(items), source)
        return Table(names, batches, json_lines=True)
    if source.kind == "xlsx":
        sheet, names, rows = read_workbook(source)
        return Table(names, _batched(rows), sheet=sheet)
    types, frames = read_parquet(source)
    return Table(list(types), _batched(records(frames)), types=types, frames=frames)


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
