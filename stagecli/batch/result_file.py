"""The result file of a run, read again: each row by its place among the columns that the run wrote."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stagecli.answers import Answer, Answers
from stagecli.assessment import Assessment, assess, subject_name
from stagecli.batch.cells import BadCell, as_text, readers_of
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Job
from stagecli.batch.layout import Layout
from stagecli.batch.measured_cells import measure_readers, measured_row
from stagecli.batch.records import Row
from stagecli.batch.tables import open_table
from stagecli.batch.times import Times
from stagecli.labels import normalise
from stagecli.measures import Observed


def result_rows(job: Job, output: Path) -> Iterator[Sequence[Any]]:
    """Yield each row of a result: the input's cells, then the added ones.

    Raises:
        InputError, FileError, UsageError: the result cannot be read.

    """
    names = (*job.columns.names, *job.columns.added)
    opened = Input(str(output))
    try:
        table = open_table(opened, Layout(delimiter=job.target.delimiter), set())
        for batch in table.batches:
            for record in batch:
                if isinstance(record, Row):
                    yield [*map(record.by_name(table.names).get, names)] if table.json_lines else record.cells
    finally:
        opened.close()


class AnsweredRow(NamedTuple):
    """A row of the result, read as it was assessed."""

    row: int
    """Its position among the rows of the result, from 1."""
    subject: str
    """The subject's name; empty if the row names nobody."""
    time: str
    answers: Answers
    observed: Observed | None
    """What was measured; None if nothing was."""


def answered_rows(job: Job, output: Path, rows: int) -> Iterator[AnsweredRow]:
    """Yield each row of the result.

    Raises:
        InputError, FileError, UsageError: the result cannot be read, or its rows or answers have changed.

    """
    columns = job.columns
    readers, times = readers_of(job.model, columns, day=job.day), Times(columns, job.now, job.time)
    measures, read = measure_readers(job.model, columns), 0
    for cells in result_rows(job, output):
        read += 1
        row = Row(read, "", cells)
        day = times.day(row)
        subject = "" if columns.subject is None else subject_name(as_text(cells[columns.subject]))
        answers = {}
        for signal, reader in readers.items():
            answer = reader.read(cells, day)
            if isinstance(answer, BadCell) and columns.bad_answers == "reject":
                raise InputError("result_changed", file=output, column=answer.column, why=answer.reason)
            if isinstance(answer, Answer):
                answers[signal] = answer
        yield AnsweredRow(
            read, subject if normalise(subject) else "", times.of(row), answers, measured_row(measures, columns, cells)
        )
    if read != rows:
        raise InputError("result_rows_changed", file=output, read=read, written=rows)


def assessments(job: Job, output: Path, rows: int) -> Iterator[Assessment]:
    """Yield an assessment for each row of the result that names its subject; raises as `answered_rows` does."""
    for each in answered_rows(job, output, rows):
        if each.subject:
            yield assess(job.classifier, each.answers, subject=each.subject, time=each.time, observed=each.observed)
