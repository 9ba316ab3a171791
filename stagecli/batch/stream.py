"""The stream engine, the reference: every format, row by row, in constant memory if the format allows it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from stagecli.batch.added_cells import Results
from stagecli.batch.cells import as_text
from stagecli.batch.job import Job, Part, Tally
from stagecli.batch.records import Reject, Row
from stagecli.batch.score import BadCells, NoAnswer, Scorer
from stagecli.batch.tables import Batch, Table
from stagecli.errors import Message


class StreamEngine:
    """Scores a table batch by batch."""

    def __init__(self, job: Job, table: Table) -> None:
        self.job = job
        self.table = table
        self.scorer = Scorer(job.classifier, job.columns)
        self.results = Results(job)

    def parts(self, skip: int) -> Iterator[Part]:
        """The parts of the work, in order; the first `skip` were done before and are only counted."""
        for number, batch in enumerate(self.table.batches):
            yield self.part(batch) if number >= skip else self.skipped(batch)

    def part(self, batch: Batch) -> Part:
        """Score one batch."""
        rejects: list[Reject] = []
        tally: Tally = Counter()
        result: list[Any] = []
        score, write = self.scorer.score, self._writer()
        full, objects, width = self.job.full, self.table.json_lines, len(self.job.columns.names)
        for record in batch:
            if isinstance(record, Reject):
                rejects.append(record)
                continue
            if objects and len(record.cells) > width and (reject := self._out_of_place(record)):
                rejects.append(reject)
                continue
            try:
                scored = score(record.cells)
            except NoAnswer:
                rejects.append(no_answer(record))
                continue
            except BadCells as error:
                rejects.append(bad_cells(record, error))
                continue
            tally[scored.stage, scored.status, scored.step] += 1
            result.append(write(record, scored, self.scorer.options(record.cells) if full else None))
        text = self.job.target.format in ("csv", "tsv", "jsonl")
        return Part(len(batch), "".join(result) if text else result, rejects, tally, self._subjects(batch))

    def _writer(self) -> Any:
        """A function that writes one row in the target's form."""
        if self.job.target.format in ("csv", "tsv"):
            return self.results.delimited
        if self.job.target.format == "jsonl":
            return self.results.json_line
        width = len(self.job.columns.names)
        return lambda record, scored, options: [
            *record.cells[:width], *self.results.values(record, scored, options)
        ]  # fmt: skip

    def skipped(self, batch: Batch) -> Part:
        """Count one batch without scoring it."""
        return Part(len(batch), "", (), Counter(), self._subjects(batch))

    def _subjects(self, batch: Batch) -> list[str]:
        at = self.job.columns.subject
        if at is None:
            return []
        return [as_text(record.cells[at]) for record in batch if isinstance(record, Row)]

    def _out_of_place(self, record: Row) -> Reject | None:
        """A Reject for a row with keys that the first rows lack, if it cannot be written."""
        later = list(record.cells[-1])
        taken = [key for key in later if key in self.job.columns.added]
        if self.job.target.format == "jsonl" and not taken:
            return None
        key = (taken or later)[0]
        reason, hint = Message("row_key_late"), Message("row_key_late_hint")
        if taken:
            reason, hint = Message("row_key_added"), Message("row_key_added_hint")
        return Reject(record.place, key, as_text(record.cells[-1][key]), reason, hint, record.raw, record.cells)


def no_answer(record: Row) -> Reject:
    """Reject a row without an answer that counts."""
    reason, hint = Message("row_no_answer"), Message("row_no_answer_hint")
    return Reject(record.place, "", "", reason, hint, record.raw, record.cells)


def bad_cells(record: Row, error: BadCells) -> Reject:
    """Reject a row with bad cells; explain the first in full, name the others."""
    first, *others = error.cells
    reason = first.reason
    for cell in others:
        reason = Message("row_also", reason=reason, value=cell.value, column=cell.column)
    return Reject(record.place, first.column, first.value, reason, first.hint, record.raw, record.cells)
