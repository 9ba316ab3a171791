"""The summary of a batch: what a run read, wrote and rejected, and how the results are distributed."""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct

from stagecli.batch.job import Job, Tally
from stagecli.classifier.verdict import Status

MAX_IDS = 1_000_000
"""Most subjects remembered to find repeated ones."""


class StageCount(Struct, frozen=True, kw_only=True):
    """How many subjects are at a stage."""

    number: int
    id: str
    name: str
    count: int


class StepCount(Struct, frozen=True, kw_only=True):
    """How many subjects have a step as their next one."""

    id: str
    do: str
    count: int


class Repeated(Struct, frozen=True, kw_only=True):
    """Rows whose subject was there before."""

    count: int
    examples: Annotated[tuple[str, ...], Meta(description="The first of them, at most ten.")]
    complete: Annotated[
        bool,
        Meta(description="False if there were more than a million subjects: later ones were compared with these only."),
    ]


class Rows(Struct, frozen=True, kw_only=True):
    """Rows in are rows out and rejects."""

    read: Annotated[int, Meta(ge=0)]
    written: Annotated[int, Meta(ge=0)]
    rejected: Annotated[int, Meta(ge=0)]


class Summary(Struct, frozen=True, kw_only=True):
    """The versioned JSON contract of `--summary json`."""

    contract: Literal["stagecli/batch-summary/1"] = "stagecli/batch-summary/1"
    model: dict[str, str]
    fitted_to: Annotated[
        int | None,
        Meta(description="Labelled subjects that the frequencies were fitted to; null if they are judgement alone."),
    ]
    language: str
    engine: Literal["stream", "columnar", "spark"]
    rows: Rows
    stages: tuple[StageCount, ...]
    status: dict[Status, int]
    next_steps: Annotated[tuple[StepCount, ...], Meta(description="Most frequent first.")]
    repeated: Annotated[Repeated | None, Meta(description="Null without a column that names the subject.")]
    output: Annotated[str | None, Meta(description="The file written; null for standard output.")]
    rejects: Annotated[str | None, Meta(description="The file that holds the rejects; null if there is none.")]
    notes: Annotated[tuple[str, ...], Meta(description="What else the user should know, as sentences.")]


def next_steps(job: Job, tally: Tally) -> tuple[StepCount, ...]:
    """How often each step is the next one, most frequent first; ties in the model's order."""
    counts: Counter[tuple[int, int]] = Counter()
    for (stage, _, step), count in tally.items():
        if step >= 0:
            counts[stage, step] += count
    found = []
    for (stage, step), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chosen = job.model.stages[stage].steps[step]
        found.append(StepCount(id=chosen.id, do=job.model.localized(chosen.do, job.language), count=count))
    return tuple(found)


def stage_counts(job: Job, tally: Tally) -> tuple[StageCount, ...]:
    """How many subjects are at each stage."""
    counts: Counter[int] = Counter()
    for (stage, _, _), count in tally.items():
        counts[stage] += count
    return tuple(
        StageCount(
            number=index + 1, id=stage.id, name=job.model.localized(stage.name, job.language), count=counts[index]
        )
        for index, stage in enumerate(job.model.stages)
    )


def status_counts(tally: Tally) -> dict[Status, int]:
    """How many subjects have each status."""
    counts: dict[Status, int] = {"clear": 0, "likely": 0, "between": 0, "unclear": 0}
    for (_, status, _), count in tally.items():
        counts[status] += count
    return counts


class Subjects:
    """Finds repeated subjects: exactly, except for a chance of 3 in 10⁸ that two of a million look alike.

    It keeps eight bytes per subject, in a table of fixed size, so memory stays small.
    """

    _SLOTS = 1 << 21

    def __init__(self) -> None:
        self._table: array[int] | None = None
        self._known = 0
        self.repeated = 0
        self.examples: list[str] = []
        self.complete = True

    def add(self, subjects: Sequence[str]) -> None:
        """Look for repetitions among further subjects."""
        if not subjects:
            return
        table = self._table = self._table or array("Q", bytes(8 * self._SLOTS))
        mask = self._SLOTS - 1
        for subject in subjects:
            if not subject:
                continue  # no subject is named
            key = hash(subject) & 0xFFFF_FFFF_FFFF_FFFF or 1
            slot = key & mask
            while (found := table[slot]) not in (0, key):
                slot = (slot + 1) & mask
            if found:
                self.repeated += 1
                if len(self.examples) < 10 and subject not in self.examples:
                    self.examples.append(subject)
            elif self._known < MAX_IDS:
                table[slot] = key
                self._known += 1
            else:
                self.complete = False
