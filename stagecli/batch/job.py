"""A job: everything that an engine needs to know, and a part of its work."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from stagecli.batch.columns import Columns
from stagecli.batch.records import Reject
from stagecli.classifier import Classifier
from stagecli.classifier.verdict import Status
from stagecli.model import Model

TableFormat: TypeAlias = Literal["csv", "tsv", "jsonl", "parquet", "xlsx"]
"""The formats that are written."""

Engine: TypeAlias = Literal["stream", "columnar", "spark"]
"""What scores rows: one at a time, whole blocks, or a cluster."""

Tally: TypeAlias = Counter[tuple[int, Status, int]]
"""How many rows were scored with (stage index, status, index of the next step among the stage's, or -1)."""


class Target(Struct, frozen=True):
    """How results are written."""

    format: TableFormat
    delimiter: str = ","
    """Between the cells of delimited text; with a semicolon, decimals have a comma."""
    mark: bool = False
    """Whether delimited text starts with a byte-order mark."""
    spreadsheet_safe: bool = False
    """Whether text that a spreadsheet would execute is guarded by an apostrophe."""


class Job(Struct, frozen=True):
    """What is to be done to each row."""

    classifier: Classifier
    language: str
    columns: Columns
    target: Target
    verbatim: bool
    """Whether a row's raw text is what is written, with the added columns behind it."""
    full: bool
    time: str | None
    """For full results: when, in UTC."""

    @property
    def model(self) -> Model:
        """The model that rows are scored by."""
        return self.classifier.model


class Part(Struct):
    """What became of some consecutive rows of the input."""

    read: int
    """Rows of the input: those scored and those rejected."""
    result: Any
    """The scored rows: text in the target's form, a Polars frame, or a list of rows of cells."""
    rejects: Sequence[Reject]
    tally: Tally
    subjects: Sequence[str]
    """What the subject column says, for every row that could be read; empty if there is no such column."""
