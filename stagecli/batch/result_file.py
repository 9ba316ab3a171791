"""The result file of a run, read again: each row by its place among the columns that the run wrote."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from stagecli.answers import Answer
from stagecli.assessment import Assessment, assess, subject_name
from stagecli.batch.cells import BadCell, as_text, readers_of
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Job
from stagecli.batch.layout import Layout
from stagecli.batch.records import Row
from stagecli.batch.tables import open_table
from stagecli.batch.times import Times
from stagecli.labels import normalise


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


def assessments(job: Job, output: Path, rows: int) -> Iterator[Assessment]:
    """Yield an assessment for each row of the result that names its subject.

    Raises:
        InputError, FileError, UsageError: the result cannot be read, or its rows or answers have changed.

    """
    columns = job.columns
    readers, times = readers_of(job.model, columns, day=job.day), Times(columns, job.now, job.time)
    read = 0
    for cells in result_rows(job, output):
        read += 1
        row = Row(read, "", cells)
        day = times.day(row)
        subject = "" if columns.subject is None else subject_name(as_text(cells[columns.subject]))
        answers = {}
        for signal, reader in readers.items():
            answer = reader.read(cells[columns.signals[signal]], day)
            if isinstance(answer, BadCell) and columns.bad_answers == "reject":
                raise InputError("result_changed", file=output, column=answer.column, why=answer.reason)
            if isinstance(answer, Answer):
                answers[signal] = answer
        if normalise(subject):  # otherwise no subject is named
            yield assess(job.classifier, answers, subject=subject, time=times.of(row))
    if read != rows:
        raise InputError("result_rows_changed", file=output, read=read, written=rows)
