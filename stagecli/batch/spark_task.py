"""What the driver tells a Spark worker to do, and what the worker tells it back."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

from stagecli.batch.delimited import Dialect
from stagecli.batch.job import Job, Tally

Keep: TypeAlias = Literal["all", "scored", "rejected"]
"""Which rows: all, with the reasons behind the added columns; those that were scored; or the reasons of the others."""

FEW = 1000
"""Rejects that travel with the counts; if there are more, the table is scored again for their sake."""
REJECTED = "rejected"
"""The column that says why a row could not be scored; with a prefix if the input has one of this name."""
REASONS = ("column", "value", "reason", "hint", "row")
"""Its fields, texts as in `records.Reject`; the row as JSON, or as it stood in the text that could not be read."""


class Counted(Struct):
    """What workers count and the driver adds up."""

    tally: Tally
    rejected: int = 0
    few: list[tuple[str, ...]] = []
    """The reasons of the rejects, as `REASONS`; of many, only some."""

    def add(self, other: "Counted") -> "Counted":
        """With what another one counted."""
        self.tally.update(other.tally)
        self.rejected += other.rejected
        self.few += other.few[: FEW - len(self.few)]
        return self


Count: TypeAlias = Callable[[Counted], None]
"""Takes, from a worker, what it counted of some rows."""


class Text(Struct, frozen=True):
    """What of a text Spark leaves to the workers to read."""

    dialect: Dialect | None
    """Of delimited text: its only column is whole lines. None for JSON Lines, whose last column has the lines that
    Spark could not read, where all others are null."""


def rejected_name(job: Job) -> str:
    """What the column of reasons is called."""
    taken = {name.lower() for name in (*job.columns.names, *job.columns.added)}
    name = REJECTED
    while name in taken:
        name = f"stagecli_{name}"
    return name
