"""The result file of a run, read again: each row by its place among the columns that the run wrote."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from stagecli.answers import Answer
from stagecli.assessment import Assessment, assess
from stagecli.batch.cells import BadCell, Cells, as_text
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Job
from stagecli.batch.json_rows import aligned
from stagecli.batch.records import Row
from stagecli.batch.tables import open_table


def result_rows(job: Job, output: Path) -> Iterator[Sequence[Any]]:
    """Yield each row of a result: the input's cells, then the added ones.

    Raises:
        InputError, FileError, UsageError: the result cannot be read.

    """
    names = (*job.columns.names, *job.columns.added)
    opened = Input(str(output))
    try:
        table = open_table(opened, "utf-8", set(), delimiter=job.target.delimiter)
        for batch in table.batches:
            for record in batch:
                if isinstance(record, Row):
                    yield aligned(record, names).cells
    finally:
        opened.close()


def assessments(job: Job, output: Path, time: str) -> Iterator[Assessment]:
    """Yield an assessment, at a time in UTC, for each row of the result that names its subject.

    Raises:
        InputError, FileError, UsageError: the result cannot be read, or is not as it was written.

    """
    columns = job.columns
    readers = {at: Cells(job.model.signal(signal), columns.names[at]) for signal, at in columns.signals.items()}
    for cells in result_rows(job, output):
        subject = "" if columns.subject is None else as_text(cells[columns.subject]).strip()
        answers = {}
        for at, reader in readers.items():
            answer = reader.read(cells[at])
            if isinstance(answer, BadCell):
                raise InputError("result_changed", file=output, column=answer.column, why=answer.reason)
            if isinstance(answer, Answer):
                answers[reader.signal.id] = answer
        if subject:
            yield assess(job.classifier, answers, subject=subject, time=time)
