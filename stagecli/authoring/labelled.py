"""Labelled subjects: answers with the stage assigned by somebody who knows the subject.

They come from a model's own cases, or from a table in any format that `batch` reads: a column `stage` with a stage's
number, id or name, and perhaps `accept` with further stages; `batch`'s rules apply to the other columns. A list
of cases as in a model file (`name`, `stage`, `accept`, `answers`) works as well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from msgspec import Struct

from stagecli.answers import Answer, Answers, from_values, option_values, says_nothing, stage_named
from stagecli.assessment import subject_name
from stagecli.assessment.said_and_measured import merged
from stagecli.batch.cells import BadCell, RowReader, as_text, readers_of
from stagecli.batch.columns import ADDED, Columns, understand
from stagecli.batch.headings import Headings, column_named, expected_names, likely
from stagecli.batch.inputs import Input
from stagecli.batch.layout import Layout
from stagecli.batch.measured_cells import MeasureCells, measure_readers, measured_row
from stagecli.batch.records import Reject, Row
from stagecli.batch.tables import Table, open_table
from stagecli.batch.times import Times, time_of
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.dates import day_of
from stagecli.errors import FileError, Message, Problem, did_you_mean, first, one_of
from stagecli.labels import normalise
from stagecli.model import Case, Model

_ANY_DAY = datetime(9000, 1, 1, tzinfo=UTC)  # nobody assesses here: no date can lie too far ahead
_ACCEPT = "accept"
_NESTED = "answers"
_NAME = "name"


class Subject(Struct, frozen=True):
    """One subject's answers."""

    name: str
    """The subject's name; empty if unknown."""
    answers: Mapping[str, str]
    """Signal id to option id or `dont_know`."""


class Labelled(Subject, frozen=True):
    """A subject with its label."""

    stage: int
    """Index of the labelled stage."""
    accept: frozenset[int]
    """Indices of other acceptable stages."""


class LabelledTable(Struct, frozen=True):
    """The contents of a table of labelled subjects."""

    subjects: tuple[Labelled, ...]
    unlabelled: int
    """How many rows have no label; `subjects` leaves them out."""
    notes: tuple[str, ...]
    """What the user should know about the columns, as sentences."""
    contradictions: tuple[Problem, ...]
    """The answers that violate what the labelled stage requires."""


def of_model(model: Model) -> tuple[Labelled, ...]:
    """A model's own cases."""
    return tuple(_case(model, case) for case in model.cases)


def _case(model: Model, case: Case) -> Labelled:
    ids = [stage.id for stage in model.stages]
    answers = option_values(from_values(model, case.answers, "file"))
    return Labelled(case.name, answers, ids.index(case.stage), frozenset(map(ids.index, case.accept)))


def read_subjects(
    model: Model, source: str, layout: Layout | None = None
) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """Read a table of subjects, labelled or not, and the notes on its columns, as in `LabelledTable`.

    Raises:
        UsageError, FileError: as for `read_labelled`.

    """
    reader = _Reader(model, source, layout or Layout(), None)
    return tuple(Subject(name, answers) for name, answers, _ in reader.rows()), reader.notes


def read_labelled(model: Model, source: str, layout: Layout | None = None, label: str = "stage") -> LabelledTable:
    """Read a table of labelled subjects.

    Args:
        model: defines the signals and the stages.
        source: a file that `batch` can read, or `-`.
        layout: how to read it; the column that names the subject is `name` by default, if there is one.
        label: the column with the label.

    Raises:
        UsageError: it cannot be read, or a needed column is missing or repeated.
        FileError: lists every wrong row with its place.

    """
    reader = _Reader(model, source, layout or Layout(), label)
    rows, classifier = reader.rows(), Classifier(model)
    subjects: list[Labelled] = []
    contradictions: list[Problem] = []
    for (place, _), (name, answers, found) in zip(reader.table, rows, strict=True):
        if found is not None:
            subjects.append(Labelled(name, answers, *found))
            said = _contradictions(classifier, subjects[-1])
            contradictions += (Problem(reader.name, place, None, "", what) for what in said)
    return LabelledTable(tuple(subjects), len(rows) - len(subjects), reader.notes, tuple(contradictions))


def _contradictions(classifier: Classifier, subject: Labelled) -> Iterator[Message]:
    who, stage = subject_name(subject.name), classifier.model.stages[subject.stage]
    for signal, option in counted(classifier, subject.answers).items():
        if subject.stage in classifier.forbidden.get((signal, option), ()):
            allowed = ", ".join(stage.requires[signal])
            yield Message(
                "label_contradicts", who=who or Message("nameless"), stage=stage.id, signal=signal,
                allowed=allowed, option=option,
            )  # fmt: skip


_Row: TypeAlias = tuple[str, Mapping[str, str], tuple[int, frozenset[int]] | None]
"""Name, answers, and the label with the stages it accepts, if there is one."""


class _Reader:
    """Reads one table."""

    def __init__(self, model: Model, source: str, layout: Layout, label: str | None) -> None:
        self.model = model
        self.layout = layout
        self.label = label
        self.notes: tuple[str, ...] = ()
        self.problems: list[Problem] = []
        self.left_out = 0
        opened = Input(source)
        self.name = opened.name
        try:
            expected = expected_names(model, label or _NAME, _NAME, _ACCEPT)
            table = open_table(opened, layout, expected)
            self.table = list(self._laid_out(table))
            names = list(dict.fromkeys(name for _, row in self.table for name in row)) or table.names
            given = [dict(zip(table.names, row, strict=True)) for row in table.headings.rows]
            rows = tuple([row.get(name, name) for name in names] for row in given)
            self.headings = Headings(names, rows, table.describe(names))
            self.table_notes = [note.text() for note in table.notes]
        finally:
            opened.close()

    def rows(self) -> list[_Row]:
        """Return every row; raise FileError if any is wrong."""
        names = self.headings.names
        label = None if self.label is None else self._column(self.label, "--label")
        who = next((name for name in names if normalise(name) == _NAME), None)
        if self.layout.id is not None:
            who = self._column(self.layout.id, "--id")
        signals = {signal.id for signal in self.model.signals}
        accept = next((name for name in names if normalise(name) == _ACCEPT not in signals), None)
        added = set(ADDED) - signals  # columns that `batch` adds
        aside = [at for at, name in enumerate(names) if name in {label, who, accept, *added}]
        columns = understand(self.model, self.headings, self.name, self.layout, aside=aside)
        notes = dict.fromkeys(
            [*self.table_notes, *columns.notes, *(unused.text() for unused in likely(columns.unused))]
        )
        dated = self.layout.date is not None and columns.date is None
        time = time_of(columns, _ANY_DAY, self.name)
        times, day = Times(columns, _ANY_DAY, time), day_of(time) if dated else None
        readers = readers_of(self.model, columns, lambda note: notes.setdefault(note.text()), day)
        measures, classifier = measure_readers(self.model, columns), Classifier(self.model)
        rows: list[_Row] = []
        for place, row in self.table:
            record = Row(place, "", [row.get(name) for name in names])
            for bad in times.unknown(record):
                self._problem(place, Message("row_column", column=bad.column, reason=bad.reason), bad.hint)
            text = "" if label is None else as_text(row.get(label)).strip()
            stage = self._stage(place, text) if text and not says_nothing(text) else None
            found = None if stage is None else (stage, self._accepted(place, row, accept))
            rows.append(
                (
                    "" if who is None else as_text(row.get(who)),
                    self._counting(
                        classifier, self._answers(record, readers, times.day(record)), measures, columns, record
                    ),
                    found,
                )
            )
        if self.left_out:
            notes.setdefault(Message("cells_left_out", count=self.left_out).text())
        self.notes = tuple(notes)
        if self.problems:
            self.problems.sort(key=lambda problem: problem.line or 0)
            raise FileError(first(self.problems))
        return rows

    def _laid_out(self, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every row by column name, with its place; a map under `answers` becomes columns."""
        for batch in table.batches:
            for record in batch:
                if isinstance(record, Reject):
                    self._problem(record.place, record.reason, record.hint)
                else:
                    yield record.place, _flat(table.names, record)

    def _column(self, wanted: str, flag: str) -> str:
        return self.headings.names[column_named(wanted, self.headings, self.name, flag)]

    def _stage(self, place: int, text: str) -> int | None:
        found = stage_named(self.model, text)
        if found is None:
            ids = [stage.id for stage in self.model.stages]
            hint = Message("stage_number_or_name", near=did_you_mean(text, ids) or one_of(ids), count=len(ids))
            self._problem(place, Message("no_stage", name=text), hint)
        return found

    def _accepted(self, place: int, row: Mapping[str, Any], column: str | None) -> frozenset[int]:
        value = row.get(column) if column is not None else None
        texts = [as_text(item) for item in value] if isinstance(value, list) else re.split(r"[,;|]", as_text(value))
        found = (self._stage(place, text.strip()) for text in texts if text.strip())
        return frozenset(stage for stage in found if stage is not None)

    def _counting(
        self,
        classifier: Classifier,
        said: Answers,
        measures: Mapping[str, MeasureCells],
        columns: Columns,
        row: Row,
    ) -> dict[str, str]:
        """The answers that count, those that were measured among them."""
        for name, reader in measures.items():
            if isinstance(found := reader.read(row.cells[columns.measures[name]]), BadCell):
                self._wrong_cell(row.place, found)
        return option_values(merged(classifier, said, measured_row(measures, columns, row.cells), None).answers)

    def _answers(self, row: Row, readers: Mapping[str, RowReader], day: date | None) -> Answers:
        answers: dict[str, Answer] = {}
        for signal, reader in readers.items():
            read = reader.read(row.cells, day)
            if isinstance(read, BadCell):
                self._wrong_cell(row.place, read)
            elif read is not None:
                answers[signal] = read
        return answers

    def _wrong_cell(self, place: int, cell: BadCell) -> None:
        if self.layout.bad_answers == "blank":
            self.left_out += 1
        else:
            self._problem(place, Message("row_column", column=cell.column, reason=cell.reason), cell.hint)

    def _problem(self, place: int, what: Message, hint: Message | None) -> None:
        self.problems.append(Problem(self.name, place, None, "", what, hint))


def _flat(names: Sequence[str], record: Row) -> dict[str, Any]:
    row = record.by_name(names)
    nested = row.pop(_NESTED, None)
    return {**row, **nested} if isinstance(nested, dict) else row
