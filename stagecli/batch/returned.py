"""Returned answers as a table: each file is a row, with its subject, its time, its name, and an answer per signal.

A file is read as `answers_file` reads it. Whom it is about is only its own claim, unless it has a reference that was
given out.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

from msgspec import Struct

from stagecli.answers_file import FiledAnswers
from stagecli.answers_file.reading import read_answers
from stagecli.assessment import subject_name
from stagecli.batch.inputs import Input
from stagecli.batch.layout import Layout
from stagecli.batch.records import Reject, Row
from stagecli.batch.returned_files import ReturnedFiles, Trust, counted
from stagecli.batch.returned_measures import joined, last_day
from stagecli.batch.tables import ROWS, Table
from stagecli.dates import day_of, in_utc
from stagecli.errors import AnswersError, Message, UsageError, short
from stagecli.model import Model
from stagecli.observed import read_by

LAYOUT = Layout(id="subject", date="time")
_ABOUT = ("subject", "time", "file")


class _Returned(Struct):
    """What is in a file."""

    number: int
    """Among the files, from 1."""
    filed: FiledAnswers
    cells: list[str | float | None]
    """Subject, time and file name; then for each signal an option's id, a number, or None."""

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self.cells[2])

    @property
    def said(self) -> list[Any]:
        """What is the same in a copy: the subject, and the answers."""
        return [self.cells[0], *self.cells[3:]]

    def moments(self) -> Iterator[tuple[Any, ...]]:
        """By which it is found that another file is about the same subject at the same moment."""
        time, reference, (subject, *_) = self.filed.time, self.filed.reference, self.cells
        if time is not None and reference:
            yield time, "reference", reference
        if time is not None and subject:
            yield time, "subject", subject
        if time is not None and len(time) > 10 and not reference and not subject:
            yield time, *self.said  # of nobody: only a copy can be told, and only by the second


def files_of(source: Input | ReturnedFiles) -> ReturnedFiles:
    """The files of an input, which may turn out to be a single one only once it is open."""
    source.close()
    return ReturnedFiles([source.name]) if isinstance(source, Input) else source


def check_unneeded(layout: Layout, engine: str) -> None:
    """Check that nothing was asked for that only a table needs.

    Raises:
        UsageError: something was.
    """
    given = {
        "--mapping": layout.form, "--map": layout.mapping, "--id": layout.id, "--date": layout.date,
        "--date-format": layout.date_format, "--encoding": layout.encoding, "--delimiter": layout.delimiter,
        "--header-row": layout.header_row, "--sheet": layout.sheet, "--bad-answers": layout.bad_answers,
        f"--engine {engine}": engine == "columnar",
    }  # fmt: skip
    if unneeded := [flag for flag, value in given.items() if value]:
        raise UsageError("returned_unneeded", flag=unneeded[0])


def returned_table(source: ReturnedFiles, model: Model, now: datetime) -> Table:
    """Read all files: only then is it known which contradict each other.

    Args:
        source: the files.
        model: whose signals they answer.
        now: when a file was answered that does not say it.
    """
    read = [_read(model, source.trust or Trust(), now, *file) for file in source.files()]
    good = [each for each in read if isinstance(each, _Returned)]
    measures = sorted(read_by(model)) if any(each.filed.observed is not None for each in good) else []
    for each in good:
        each.cells += [None] * len(measures)
    left, together, old = joined(model, good, measures)
    against, copies = _alike(left)
    rows = (
        each if isinstance(each, Reject) else against.get(each.name) or Row(each.number, "", each.cells)
        for each in read
        if isinstance(each, Reject) or each.name not in {**copies, **together}
    )
    names = [*_ABOUT, *(signal.id for signal in model.signals), *measures]
    table = Table(names, _batched(rows), aside=range(len(_ABOUT)))
    unfit = sorted({signal for each in good for signal in each.filed.dropped})
    notes = (
        source.not_read(),
        counted("returned_copies", [f"{name} = {original}" for name, original in copies.items()]),
        counted("returned_joined", [f"{name} → {other}" for name, other in together.items()]),
        counted("returned_measures_old", old),
        counted(
            "returned_unfit", [each.name for each in good if each.filed.dropped], signals=short(", ".join(unfit), 200)
        ),
    )
    table.notes += [note for note in notes if note is not None]
    table.notes += dict.fromkeys(chain.from_iterable(each.filed.notes for each in good))
    return table


def _batched(rows: Iterator[Row | Reject]) -> Iterator[list[Row | Reject]]:
    while batch := list(islice(rows, ROWS)):
        yield batch


def _read(
    model: Model, trust: Trust, now: datetime, number: int, name: str, data: bytes | Message
) -> _Returned | Reject:
    if isinstance(data, Message):
        return _reject(number, ["", "", name], Message("returned_unreadable", why=data))
    try:
        filed = read_answers(model, data, name, day_of(in_utc(now)))
    except AnswersError as error:
        problem, what = error.problems[0], error.problems[0].what
        if problem.where:
            what = Message("row_column", column=problem.where, reason=what)
        if problem.line is not None:
            what = Message("returned_line", line=str(problem.line), reason=what)
        if len(error.problems) > 1:
            what = Message("returned_more", reason=what, count=len(error.problems) - 1)
        return _reject(number, ["", "", name], what, problem.hint)
    subject, reference = subject_name(filed.subject or ""), filed.reference
    measured = None if filed.observed is None else last_day(filed.observed)
    about = [subject, filed.time or measured or in_utc(now), name]
    if trust.references is not None and reference:
        if reference not in trust.references:
            return _reject(number, about, Message("reference_unknown", given=short(reference, 80), file=trust.file))
        about[0] = subject_name(trust.references[reference])
    elif trust.references is not None and subject in map(subject_name, trust.references.values()):
        what, hint = Message("reference_of_others", subject=short(subject, 80), file=trust.file), None
        return _reject(number, about, what, hint)
    elif trust.references is not None and not trust.names:
        return _reject(number, about, Message("reference_missing"), Message("reference_missing_hint"))
    answers = [filed.answers.get(signal.id) for signal in model.signals]
    cells = [each if each is None else each.option if each.number is None else each.number for each in answers]
    return _Returned(number, filed, [*about, *cells])


def _alike(files: Sequence[_Returned]) -> tuple[dict[str, Reject], dict[str, str]]:
    """The rejects of files that contradict another, by name; and of each copy, the name of the first of them."""
    moments: dict[tuple[Any, ...], list[_Returned]] = {}
    for each in files:
        for moment in each.moments():
            moments.setdefault(moment, []).append(each)
    against, copies = dict[str, Reject](), dict[str, str]()
    hint = Message("returned_contradicts_hint")
    for first, *more in moments.values():
        other = next((each for each in more if each.said != first.said), None)
        if other is None:
            copies.update({each.name: first.name for each in more})
            continue
        for each in (first, *more):
            what = Message("returned_contradicts", file=(other if each.said == first.said else first).name)
            against[each.name] = _reject(each.number, each.cells, what, hint)
    return against, {name: original for name, original in copies.items() if name not in against}


def _reject(number: int, cells: Sequence[Any], what: Message, hint: Message | None = None) -> Reject:
    return Reject(number, "", "", what, hint, "", cells)
