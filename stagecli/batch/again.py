"""Assessments again: the whole assessment of every row that a batch wrote, from the result file."""

from collections.abc import Iterator
from pathlib import Path

from stagecli.answers import Answer, normalise
from stagecli.assessment import Assessment, assess, subject_name
from stagecli.batch.cells import BadCell, Cells, as_text
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Job
from stagecli.batch.records import Row
from stagecli.batch.tables import open_table


def assessments(job: Job, output: Path, time: str, rows: int) -> Iterator[Assessment]:
    """Yield an assessment, at a time in UTC, for each row of the result file that names its subject.

    Raises:
        InputError, UsageError: the result cannot be read, or has not this many rows any more.

    """
    read = 0
    columns = job.columns
    readers = {signal: Cells(job.model.signal(signal), columns.names[at]) for signal, at in columns.signals.items()}
    who = columns.names[columns.subject or 0]
    opened = Input(str(output))
    try:
        table = open_table(opened, "utf-8", set(columns.names))
        at = {name: index for index, name in reversed([*enumerate(table.names)])}  # of equal names the first counts
        for batch in table.batches:
            for record in batch:
                if not isinstance(record, Row):
                    continue
                read += 1
                subject = subject_name(as_text(record.cells[at[who]]))
                if not normalise(subject):
                    continue  # no subject is named
                answers = {}
                for signal, reader in readers.items():
                    # a table of objects lacks a column if none of its rows has that key
                    option = reader.read(record.cells[at[reader.column]]) if reader.column in at else None
                    if isinstance(option, BadCell):
                        raise InputError("result_changed", file=opened.name, column=option.column, why=option.reason)
                    if option is not None:
                        answers[signal] = Answer(option, "file")
                yield assess(job.classifier, answers, subject=subject, time=time)
        if read != rows:
            raise InputError("result_rows_changed", file=opened.name, read=read, written=rows)
    finally:
        opened.close()
