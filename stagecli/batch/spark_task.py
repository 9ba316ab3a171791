"""What the Spark driver and its workers send each other: what to keep, what to read, and the counts."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

from stagecli.batch.columns import free_names
from stagecli.batch.delimited import Dialect
from stagecli.batch.job import Job, Tally

Keep: TypeAlias = Literal["all", "scored", "rejected", "subjects"]
"""Which rows: all, with the reasons after the added columns; only scored ones; or only the reasons of the others.

`subjects` scores nothing: it only counts names, as `summary.Subjects` does.
"""

FEW = 1000
"""Most rejects that travel with the counts; if there are more, the table is scored again to get them."""
REJECTED = "rejected"
"""The column with the reason why a row could not be scored; prefixed if the input has a column of this name."""
REASONS = ("column", "value", "reason", "hint", "row")
"""The fields of a reason, texts as in `records.Reject`; the row is JSON, or the original text if it was unreadable."""
SUBJECTS = {"subject": "string", "compared": "string", "count": "long"}
"""The fields of a subject and their types: its name, the form in which nearly equal names are equal, and its rows."""


class Counted(Struct):
    """Counts of a worker, which the driver adds up."""

    tally: Tally
    rejected: int = 0
    few: list[tuple[str, ...]] = []
    """The reasons of the rejects, as `REASONS`; at most `FEW`."""
    blank: int = 0
    """Blank rows, which are left out."""
    notes: set[str] = set()
    """As `job.Chunk.notes`."""

    def add(self, other: "Counted") -> "Counted":
        """Add another worker's counts to these."""
        self.tally.update(other.tally)
        self.rejected += other.rejected
        self.blank += other.blank
        self.notes |= other.notes
        self.few += other.few[: FEW - len(self.few)]
        return self


Count: TypeAlias = Callable[[Counted], None]
"""Takes a worker's counts for some rows."""


class Text(Struct, frozen=True):
    """How workers read the parts of a text that Spark does not parse."""

    dialect: Dialect | None
    """For delimited text, whose first column is whole lines in bytes; the second one tells files apart on the lines
    that come from a file's start. None for JSON Lines, whose last column has the lines that Spark could not read; all
    other columns are null there."""
    heading: tuple[bytes, ...] = ()
    """The lines up to the header with which every file of delimited text starts."""


def rejected_name(job: Job) -> str:
    """The name of the column of reasons."""
    return free_names((REJECTED,), [name.lower() for name in (*job.columns.names, *job.columns.added)])[0]
