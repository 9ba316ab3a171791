"""Whose rows a result has: a subject may have several, of which its latest counts; and how all of them moved."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from msgspec import Struct

from stagecli.assessment import Assessment, assess
from stagecli.assessment.localized import LocalizedModel
from stagecli.batch.history_portfolio import BeforeAndNow, moved
from stagecli.batch.job import Job
from stagecli.batch.rereading import ClassifierOf
from stagecli.batch.result_file import AnsweredRow, answered_rows
from stagecli.comparison import with_previous
from stagecli.dates import in_order
from stagecli.history import History
from stagecli.history.stored import SavedAssessment
from stagecli.movement import Movement, Moves


class SubjectRows(Struct, frozen=True):
    """Which rows of a result are about which subject."""

    names: list[str]
    """Of each row, what its subject is called: each subject otherwise, also those without a name."""
    latest: dict[str, int]
    """The latest row of each subject, from 1."""
    until: str | None
    """The latest time of all."""


def subject_rows(
    job: Job, output: Path, rows: int, *, unnamed: Callable[[int], str], joined: bool = True
) -> SubjectRows:
    """Find out whose rows a result has.

    Args:
        job: the job that made the result.
        output: the result.
        rows: how many rows it has.
        unnamed: what to call the subject of a row that names nobody.
        joined: whether one name in several rows is one subject; not so if the names are only claimed.

    """
    names: list[str] = []
    latest: dict[str, tuple[str, int]] = {}
    until = None
    for each in answered_rows(job, output, rows):
        name = each.subject or f"{unnamed(each.row)} "  # unlike any name: those end without a space
        while name in latest and not (joined and each.subject):
            name += " "
        names.append(name)
        time = in_order(each.time)
        if name not in latest or time >= latest[name][0]:
            latest[name] = time, each.row
        if until is None or time > in_order(until):
            until = each.time
    return SubjectRows(names, {name: row for name, (_, row) in latest.items()}, until)


def latest_assessments(
    job: Job, output: Path, found: SubjectRows, history: History | None
) -> Iterator[tuple[str, Assessment]]:
    """Yield each subject's name and latest assessment, with what changed since the one before its date."""
    for each in _latest(job, output, found):
        result = assess(
            job.classifier, each.answers, subject=each.subject or None, time=each.time, observed=each.observed
        )
        before = history.before(each.subject, job.model.id, each.time) if history is not None and each.subject else None
        if before is not None:
            result = with_previous(result, before.assessment, job.model, job.classifier)
        yield found.names[each.row - 1], result


def batch_movement(
    job: Job,
    output: Path,
    found: SubjectRows,
    history: History,
    classifier_of: ClassifierOf,
    rejected: Collection[str] = (),
) -> Movement:
    """How the subjects of a result moved since the assessment before its date; and who of the history is not in it.

    Who was rejected is neither here nor gone.
    """
    moves, ladder = Moves(LocalizedModel(job.model, job.language)), job.model.id

    def everybody() -> Iterator[BeforeAndNow]:
        for each in _latest(job, output, found):
            before = history.before(each.subject, ladder, each.time) if each.subject else None
            if before is not None:
                result = assess(
                    job.classifier, each.answers, subject=each.subject, time=each.time, observed=each.observed
                )
                yield before, SavedAssessment(result, job.model, complete=True)
            elif each.subject:
                moves.come(each.subject)

    for _ in moved(everybody(), moves, classifier_of):
        pass
    for name, _, last in history.between(ladder, until=found.until):
        if name not in found.latest and name not in rejected and last is not None:
            before = history.read(last)
            moves.leave(before.assessment, before.model)
    return moves.found(None, None)


def _latest(job: Job, output: Path, found: SubjectRows) -> Iterator[AnsweredRow]:
    for each in answered_rows(job, output, len(found.names)):
        if found.latest[found.names[each.row - 1]] == each.row:
            yield each
