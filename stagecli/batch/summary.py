"""The summary of a batch: what a run read, wrote and rejected, and how the results are distributed."""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from stagecli.assessment import subject_name
from stagecli.batch.job import Job, Tally, Unread
from stagecli.batch.layout import BadAnswers
from stagecli.batch.records import EMPTY
from stagecli.classifier.verdict import Status
from stagecli.labels import normalise
from stagecli.model import FieldTest, Model

MAX_IDS = 1_000_000
"""Most subjects remembered to find repeated ones."""

_MOST_CELLS = 20


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


class ColumnRead(Struct, frozen=True, kw_only=True):
    """A column of the input and a signal."""

    column: str
    signal: str | None


class MeasureRead(Struct, frozen=True, kw_only=True):
    """A column of the input and the measure that it holds."""

    column: str
    measure: str


class UnreadCell(Struct, frozen=True, kw_only=True):
    """What is in cells of a column that are no answers."""

    column: str
    value: str
    count: int


class UnreadCells(Struct, frozen=True, kw_only=True):
    """Rows in which only single cells are no answers."""

    rows: Annotated[int, Meta(description="Rejected for these cells alone; or assessed without them.")]
    cells: Annotated[tuple[UnreadCell, ...], Meta(description="The most frequent, at most twenty.")]


class Repeated(Struct, frozen=True, kw_only=True):
    """Rows whose subject was there before: the same name in Unicode's form NFC, trimmed."""

    count: int
    examples: Annotated[tuple[str, ...], Meta(description="The first of them, at most ten.")]
    complete: Annotated[
        bool,
        Meta(description="False if there were more than a million subjects: later ones were compared with these only."),
    ]


class Nearly(Struct, frozen=True, kw_only=True):
    """Subjects whose names differ from an earlier row's only in case, accents, hyphens or spaces."""

    count: int
    examples: Annotated[tuple[str, ...], Meta(description="The first of them, at most ten.")]


class Rows(Struct, frozen=True, kw_only=True):
    """Rows in are rows out and rejects; blank rows are none of these."""

    read: Annotated[int, Meta(ge=0)]
    written: Annotated[int, Meta(ge=0)]
    rejected: Annotated[int, Meta(ge=0)]
    blank: Annotated[int, Meta(ge=0, description="Rows with nothing in them, which were left out.")] = 0


class Summary(Struct, frozen=True, kw_only=True):
    """The versioned JSON contract of `--summary json`."""

    contract: Literal["stagecli/batch-summary/1"] = "stagecli/batch-summary/1"
    model: dict[str, str]
    fitted_to: Annotated[
        int | None,
        Meta(description="Labelled subjects that the frequencies were fitted to; null if they are judgement alone."),
    ]
    field_test: Annotated[
        FieldTest | None, Meta(description="How well the model read labelled subjects that it was not fitted to.")
    ] = None
    language: str
    engine: Literal["stream", "columnar", "spark"]
    rows: Rows
    stages: tuple[StageCount, ...]
    status: dict[Status, int]
    next_steps: Annotated[tuple[StepCount, ...], Meta(description="Most frequent first.")]
    columns: Annotated[tuple[ColumnRead, ...], Meta(description="Which column answers which signal, in order.")] = ()
    measures: Annotated[tuple[MeasureRead, ...], Meta(description="Which column holds which measure, in order.")] = ()
    missing: Annotated[tuple[str, ...], Meta(description="Signals that no column answers.")] = ()
    mapped: Annotated[bool, Meta(description="Whether a mapping file was in use.")] = False
    unused: Annotated[
        tuple[ColumnRead, ...], Meta(description="Columns without a role; the signal is what one may answer, or null.")
    ] = ()
    bad_answers: Annotated[
        BadAnswers, Meta(description="What became of rows in which single cells are no answers.")
    ] = "reject"
    unread: Annotated[UnreadCells | None, Meta(description="Null if there were no such rows.")] = None
    repeated: Annotated[Repeated | None, Meta(description="Null without a column that names the subject.")]
    nearly_repeated: Annotated[Nearly | None, Meta(description="Null without a column that names the subject.")] = None
    output: Annotated[str | None, Meta(description="The file written; null for standard output.")]
    rejects: Annotated[str | None, Meta(description="The file that holds the rejects; null if there is none.")]
    notes: Annotated[tuple[str, ...], Meta(description="What else the user should know, as sentences.")]


def next_steps(model: Model, language: str, tally: Tally) -> tuple[StepCount, ...]:
    """How often each step is the next one, most frequent first; ties in the model's order."""
    counts: Counter[tuple[int, int]] = Counter()
    for (stage, _, step), count in tally.items():
        if step >= 0:
            counts[stage, step] += count
    found = []
    for (stage, step), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chosen = model.stages[stage].steps[step]
        found.append(StepCount(id=chosen.id, do=model.localized(chosen.do, language), count=count))
    return tuple(found)


def stage_counts(model: Model, language: str, tally: Tally) -> tuple[StageCount, ...]:
    """How many subjects are at each stage."""
    counts: Counter[int] = Counter()
    for (stage, _, _), count in tally.items():
        counts[stage] += count
    return tuple(
        StageCount(number=index + 1, id=stage.id, name=model.localized(stage.name, language), count=counts[index])
        for index, stage in enumerate(model.stages)
    )


def status_counts(tally: Tally) -> dict[Status, int]:
    """How many subjects have each status."""
    counts: dict[Status, int] = {"clear": 0, "likely": 0, "between": 0, "unclear": 0}
    for (_, status, _), count in tally.items():
        counts[status] += count
    return counts


def columns_said(job: Job) -> dict[str, Any]:
    """The fields of a summary that say which of a table's columns are read, and which are not."""
    columns = job.columns
    if columns.aside:
        return {}  # returned answers were given to questions, not found in columns
    found = sorted((at, signal) for signal in columns.signals for at in columns.of(signal) if at < columns.given)
    measures = sorted((at, name) for name, at in columns.measures.items() if at < columns.given)
    answered = {signal for _, signal in found}
    return {
        "columns": tuple(ColumnRead(column=columns.names[at], signal=signal) for at, signal in found),
        "measures": tuple(MeasureRead(column=columns.names[at], measure=name) for at, name in measures),
        "unused": tuple(ColumnRead(column=each.column, signal=each.likely) for each in columns.unused),
        "missing": tuple(signal.id for signal in job.model.signals if signal.id not in answered),
        "mapped": columns.mapped,
    }


def unread_cells(unread: Unread) -> UnreadCells | None:
    """The most frequent cells that are no answers."""
    if not unread.rows:
        return None
    most = sorted(unread.cells.items(), key=lambda item: -item[1])[:_MOST_CELLS]
    cells = (UnreadCell(column=column, value=value, count=count) for (column, value), count in most)
    return UnreadCells(rows=unread.rows, cells=tuple(cells))


class Subjects:
    """Finds repeated subjects, by the rule of `subject_name`, and those that only nearly have the name of another.

    It is exact, except for a chance of 3 in 10⁸ that two of a million look alike. It keeps sixteen bytes per subject,
    in tables of fixed size, so memory stays small.
    """

    _SLOTS = 1 << 21

    def __init__(self) -> None:
        self._names: array[int] | None = None
        self._plain: array[int] | None = None
        self._known = 0
        self.repeated = 0
        self.examples: list[str] = []
        self.nearly = 0
        self.near_examples: list[str] = []
        self.complete = True

    def add(self, subjects: Sequence[str]) -> None:
        """Look for repetitions among further subjects."""
        if not subjects:
            return
        names = self._names = self._names or array("Q", bytes(8 * self._SLOTS))
        plain = self._plain = self._plain or array("Q", bytes(8 * self._SLOTS))
        for subject in subjects:
            if not subject.strip(EMPTY):
                continue  # no subject is named
            name = subject_name(subject)
            slot, key = self._place(names, name)
            if names[slot]:
                self.repeated += 1
                if len(self.examples) < 10 and name not in self.examples:
                    self.examples.append(name)
            elif self._known == MAX_IDS:
                self.complete = False
            elif compared := normalise(name):  # otherwise it is no name
                names[slot] = key
                self._known += 1
                slot, key = self._place(plain, compared)
                if plain[slot]:
                    self.nearly += 1
                    if len(self.near_examples) < 10:
                        self.near_examples.append(name)
                plain[slot] = key

    def _place(self, table: "array[int]", text: str) -> tuple[int, int]:
        """A text's slot in a table, which is 0 if the text is new, and what the slot holds once it is known."""
        mask = self._SLOTS - 1
        key = hash(text) & 0xFFFF_FFFF_FFFF_FFFF or 1
        slot = key & mask
        while table[slot] not in (0, key):
            slot = (slot + 1) & mask
        return slot, key

    def found(self) -> tuple[Repeated, Nearly]:
        """What was found."""
        repeated = Repeated(count=self.repeated, examples=tuple(self.examples), complete=self.complete)
        return repeated, Nearly(count=self.nearly, examples=tuple(self.near_examples))
