"""The portfolio: one picture of all subjects of a batch, or of a history (`history_portfolio`).

A batch's is made from the files that a run leaves (results and rejects), so it is the same for every engine and after
any interruption. Up to `MOST_SUBJECTS` subjects are listed one by one; beyond that, only those who stand out.
"""

import csv
import heapq
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from stagecli.assessment import subject_name
from stagecli.batch.added_cells import status_cells
from stagecli.batch.cells import as_text
from stagecli.batch.delimited import Dialect
from stagecli.batch.job import Job
from stagecli.batch.records import Row
from stagecli.batch.result_file import result_rows
from stagecli.batch.summary import StageCount, StepCount, Summary
from stagecli.batch.times import Times
from stagecli.classifier.verdict import Status
from stagecli.movement import Days, Movement
from stagecli.numbers import parse_number

MOST_SUBJECTS = 5_000
"""Most subjects listed one by one: as many as a browser sorts at once."""
ELSEWHERE = -1
"""The index of a stage that the ladder no longer has."""
_STANDING_OUT = 20
_REJECTS = 20


class Placed(Struct, frozen=True):
    """One subject and its verdict."""

    row: int
    """Its position among the rows of the result, or among the subjects, from 1."""
    subject: str
    """The subject's name; empty if no column names it."""
    stage: int
    """Index of the detected stage; `ELSEWHERE` if the ladder no longer has it."""
    runner_up: int
    """Index of the second likeliest stage, likewise."""
    status: Status
    confidence: float
    answered: int
    applicable: int
    step: str
    """The next step, in words; empty if there is none."""
    time: str
    """When it was answered."""
    elsewhere: str = ""
    """The stage's name, if the ladder no longer has it."""


class Rejected(Struct, frozen=True):
    """One rejected row."""

    line: str
    """Of returned answers, the file."""
    column: str
    value: str
    reason: str


class Portfolio(Struct, frozen=True, kw_only=True):
    """All subjects of a batch, or of a history, in the words of one language."""

    language: str
    assessed: int
    dates: tuple[str, str] | None
    """The first and the last day on which they answered; None if nobody knows."""
    stages: tuple[StageCount, ...]
    status: dict[Status, int]
    next_steps: tuple[StepCount, ...]
    """Most frequent first."""
    subjects: tuple[Placed, ...]
    """In the order of the result; empty if there are more than `MOST_SUBJECTS`."""
    closest: tuple[Placed, ...]
    """Subjects whose second likeliest stage is the next one; least sure of the present one first."""
    unclear: tuple[Placed, ...]
    """Subjects whose status is unclear; least sure first."""
    rejects: int = 0
    rejected: tuple[Rejected, ...] = ()
    """The first rejected rows."""
    file: str | None = None
    """Where everybody is listed, if that is a file."""
    notes: tuple[str, ...] = ()
    """What else the reader should know, as sentences."""
    movement: Movement | None = None
    """How they moved; None if nobody asked."""


class Placing:
    """Collects the subjects that a portfolio shows one by one."""

    def __init__(self) -> None:
        self.count = 0
        self._subjects: list[Placed] = []
        self._closest: list[Placed] = []
        self._unclear: list[Placed] = []
        self._days = Days()

    def add(self, placed: Placed) -> None:
        """Add a subject."""
        self.count += 1
        self._days.add(placed.time)
        if self.count <= MOST_SUBJECTS:
            self._subjects.append(placed)
        if placed.stage != ELSEWHERE and placed.runner_up == placed.stage + 1:
            self._closest = _added(self._closest, placed)
        if placed.status == "unclear":
            self._unclear = _added(self._unclear, placed)

    def found(self) -> dict[str, Any]:
        """The fields of a portfolio that list subjects, and when they answered."""
        return {
            "dates": self._days.both,
            "subjects": tuple(self._subjects) if self.count <= MOST_SUBJECTS else (),
            "closest": tuple(_least_sure(self._closest)),
            "unclear": tuple(_least_sure(self._unclear)),
        }


def read_portfolio(
    job: Job, summary: Summary, output: Path, rejects: Path | None, dialect: Dialect, movement: Movement | None = None
) -> Portfolio:
    """Read the files that a run wrote: the results, and the rejects in their own dialect, if there are any.

    Raises:
        InputError, UsageError: the result cannot be read.

    """
    placing = Placing()
    for placed in _placed(job, output):
        placing.add(placed)
    return Portfolio(
        language=job.language,
        assessed=summary.rows.written,
        stages=summary.stages,
        status=summary.status,
        next_steps=summary.next_steps,
        **placing.found(),
        rejects=summary.rows.rejected,
        rejected=() if rejects is None else tuple(_rejected(job, rejects, dialect)),
        file=summary.output,
        notes=summary.notes,
        movement=movement,
    )


def _added(placed: list[Placed], one: Placed) -> list[Placed]:
    """With one more; cut down to what is needed, now and then."""
    placed.append(one)
    return placed if len(placed) < 50 * _STANDING_OUT else _least_sure(placed)


def _least_sure(placed: Sequence[Placed]) -> list[Placed]:
    return heapq.nsmallest(_STANDING_OUT, placed, key=lambda each: (each.confidence, each.row))


def _placed(job: Job, output: Path) -> Iterator[Placed]:
    """Yield every row of the result."""
    stages = [stage.id for stage in job.model.stages]
    steps = [
        {step.id: job.model.localized(step.do, job.language) for step in stage.steps} for stage in job.model.stages
    ]
    first, who, statuses = len(job.columns.names), _subject_column(job), status_cells(job)
    times = Times(job.columns, job.now, job.time)
    for row, cells in enumerate(result_rows(job, output), start=1):
        number, _, _, status, confidence, runner_up, answered, applicable, step = cells[first : first + 9]
        stage = int(as_text(number)) - 1
        yield Placed(
            row,
            "" if who is None else subject_name(as_text(cells[who])),
            stage,
            stages.index(runner_up),
            statuses[as_text(status)],
            parse_number(as_text(confidence)) or 0.0,
            int(as_text(answered)),
            int(as_text(applicable)),
            steps[stage].get(as_text(step), ""),
            times.of(Row(row, "", cells)),
        )


def _subject_column(job: Job) -> int | None:
    """The index of the column chosen as the subject's; otherwise of the first that answers no signal."""
    columns = job.columns
    if columns.subject is not None:
        return columns.subject
    taken = columns.read()
    return next((index for index in range(len(columns.names)) if index not in taken), None)


def _rejected(job: Job, rejects: Path, dialect: Dialect) -> Iterator[Rejected]:
    """Yield the first rejected rows."""
    at = {name: index for index, name in enumerate(job.columns.names)}
    for line, column, reason, cells in islice(_reject_rows(rejects, dialect), _REJECTS):
        place = cells[job.columns.aside[-1]] if job.columns.aside else line
        yield Rejected(place, column, cells[at[column]] if column in at else "", reason)


def rejected_subjects(job: Job, rejects: Path, dialect: Dialect) -> frozenset[str]:
    """The names in rejected rows, as far as these could be split into columns."""
    who = job.columns.subject
    if who is None:
        return frozenset()
    return frozenset(subject_name(cells[who]) for _, _, _, cells in _reject_rows(rejects, dialect) if len(cells) > who)


def _reject_rows(rejects: Path, dialect: Dialect) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield the place, column, reason and cells of each rejected row."""
    try:
        with rejects.open(encoding="utf-8-sig" if dialect.mark else dialect.encoding, newline="") as file:
            rows = islice(csv.reader(file, delimiter=dialect.delimiter), 1 + dialect.sep_line, None)
            for line, column, reason, _, *cells in rows:
                yield line, column, reason, cells
    except FileNotFoundError:
        return  # nothing was rejected
