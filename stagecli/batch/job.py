"""A job: everything that scoring a table needs to know; and the results for a part of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

from stagecli.batch.columns import Columns
from stagecli.batch.records import Reject
from stagecli.classifier import Classifier
from stagecli.classifier.verdict import Status
from stagecli.dates import day_of
from stagecli.model import Model

TableFormat: TypeAlias = Literal["csv", "tsv", "jsonl", "parquet", "xlsx"]
"""The formats that can be written."""

EngineName: TypeAlias = Literal["stream", "columnar", "spark"]
"""What reads and writes: Python's standard library, Polars, or Spark."""

MOST_UNREAD = 1000
"""Most different cells to remember that are no answers."""

Tally: TypeAlias = Counter[tuple[int, Status, int]]
"""How many rows have each (stage index, status, index of the next step within the stage, or -1)."""


class Target(Struct, frozen=True):
    """The form of the results."""

    format: TableFormat
    delimiter: str = ","
    """Between the cells of delimited text; with a semicolon, decimals have a comma."""
    mark: bool = False
    """Whether delimited text starts with a byte-order mark."""
    spreadsheet_safe: bool = False
    """Whether text that a spreadsheet would execute gets an apostrophe in front."""


class Job(Struct, frozen=True):
    """What to do with each row."""

    classifier: Classifier
    language: str
    columns: Columns
    target: Target
    verbatim: bool
    """Whether to write a row's raw text, followed by the added columns."""
    full: bool
    now: datetime
    """When the run began, in local time."""
    time: str
    """When the rows were answered, as assessments have it, if no column says it."""

    @property
    def day(self) -> date | None:
        """The day up to which "since 2019" counts; None if each row has its own."""
        return day_of(self.time) if self.columns.date is None else None

    @property
    def model(self) -> Model:
        """The model to score rows with."""
        return self.classifier.model


class Unread(Struct):
    """Rows that could be assessed but for cells that are no answers, and these cells."""

    rows: int = 0
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each (column, value) occurs; of very many different ones, the first."""

    def add(self, other: "Unread") -> None:
        """Add those of further rows."""
        self.rows += other.rows
        for cell, count in other.cells.items():
            if cell in self.cells or len(self.cells) < MOST_UNREAD:
                self.cells[cell] += count


class Chunk(Struct):
    """The results for some consecutive rows of the input."""

    read: int
    """Rows of the input, scored and rejected; without blank ones."""
    result: Any
    """The scored rows in the target's form: text as `outputs.put` takes it, a Polars frame, or lists of cells."""
    rejects: Sequence[Reject]
    tally: Tally
    subjects: Sequence[str]
    """The subject column's value for every readable row; empty without such a column."""
    blank: int = 0
    """Blank rows, which are left out."""
    notes: Sequence[str] = ()
    """What the user should know about the cells read so far, as sentences."""
    unread: Unread | None = None
    """None if every row is assessed with all its cells, or rejected for more than single cells."""
