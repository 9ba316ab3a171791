"""Tables: an open input as column names and batches of records, for every format.

Only the input decides where a batch ends, so that an interrupted run can find its place again.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias

from stagecli.batch import json_rows
from stagecli.batch.delimited import MARK, Dialect, Parser, sniff
from stagecli.batch.inputs import Input
from stagecli.batch.parquet import read_parquet, records
from stagecli.batch.records import Reject, Row
from stagecli.batch.workbook import read_workbook
from stagecli.batch.workbook_size import Sheet
from stagecli.errors import Message, UsageError

Batch: TypeAlias = list[Row | Reject]

BLOCK = 1 << 19
"""Bytes in a block: small enough to stay in a processor's cache, large enough to be no overhead."""
LARGE_BLOCK = 8 << 20
"""Bytes in a block of the columnar engine."""
ROWS = 5_000
"""Rows in a batch of a format without bytes to count."""


class Table:
    """A table that yields its records batch by batch."""

    def __init__(
        self,
        names: Sequence[str],
        batches: Iterator[Batch],
        *,
        json_lines: bool = False,
        types: Mapping[str, Any] | None = None,
        frames: Iterator[Any] | None = None,
        sheet: Sheet | None = None,
    ) -> None:
        self.names = tuple(names)
        self.batches = batches
        self.json_lines = json_lines
        """Whether a record's raw text is a JSON object in one line."""
        self.types = types
        """The columns' Polars types, if the format has types."""
        self.frames = frames
        """What the columnar engine reads instead of `batches`; None for text."""
        self.sheet = sheet
        """Which sheet of a workbook it is; None in other formats."""


class DelimitedTable(Table):
    """Delimited text; the columnar engine reads its blocks instead of its batches."""

    def __init__(self, source: Input, encoding: str, expected: set[str], block: int) -> None:
        self.dialect: Dialect = sniff(source.start, encoding, source.name, expected)
        self.parser = Parser(self.dialect)
        self.blocks = self._after_header(source.blocks(block, b"\r" if self.dialect.old_line_ends else b"\n"), source)
        super().__init__(self._header_cells, self._records())

    def _after_header(self, blocks: Iterator[bytes], source: Input) -> Iterator[bytes]:
        """Remove the header from the first block and return the rest."""
        line_end = b"\r" if self.dialect.old_line_ends else b"\n"
        rest = next(blocks, b"").removeprefix(MARK)
        found: list[Row | Reject] = []
        while rest and not found:
            line, ended, rest = rest.partition(line_end)
            found = list(self.parser.feed(line + ended))
            rest = rest or next(blocks, b"")
        for record in found or self.parser.finish():
            if isinstance(record, Reject):
                raise UsageError("header_unreadable", file=source.name, line=str(record.place), why=record.reason)
            self.header, self._header_cells = record.raw, record.cells
            self.parser.width = len(record.cells)
            return chain((rest,) if rest else (), blocks)
        raise UsageError("no_header", file=source.name)

    def _records(self) -> Iterator[Batch]:
        for block in self.blocks:
            yield list(self.parser.feed(block))
        left = list(self.parser.finish())
        if left:
            yield left


def open_table(source: Input, encoding: str, expected: set[str], *, block: int = BLOCK) -> Table:
    """Open the table of an input.

    Args:
        source: an open input.
        encoding: of delimited text, as a Python codec.
        expected: possible column names, as normalised by `columns.plain`.
        block: bytes in a block of delimited text.

    Raises:
        UsageError: there are no columns, or a library that the format needs is missing.
        FileError: the input as a whole does not have its format.
        InputError: it cannot be read.
    """
    if source.kind == "delimited":
        return DelimitedTable(source, encoding, expected, block)
    if source.kind == "json_lines":
        names, batches = _first_names(json_rows.json_lines(source, BLOCK), source)
        return Table(names, batches, json_lines=True)
    if source.kind in ("json", "yaml"):
        items = json_rows.array(source) if source.kind == "json" else json_rows.yaml_list(source)
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
    """The first objects' keys as column names, in order of appearance; and all objects as records of these columns.

    Outputs of objects keep keys that appear later; see `json_rows.aligned`.
    """
    first = next(batches, [])
    names = list(dict.fromkeys(key for record in first if isinstance(record, Row) for key in record.cells))
    if not names:
        bad = next((record for record in first if isinstance(record, Reject)), None)
        why = Message("there_are_no_objects")
        if bad is not None:
            why = Message("bad_line", line=str(bad.place), why=bad.reason)
        raise UsageError("no_objects", file=source.name, why=why)
    return names, ([json_rows.aligned(record, names) for record in batch] for batch in chain([first], batches))
