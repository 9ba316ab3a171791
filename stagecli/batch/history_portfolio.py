"""The portfolio of a history: where its subjects stand, and how they moved between two times."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from stagecli.assessment.localized import LocalizedModel
from stagecli.batch.job import Tally
from stagecli.batch.portfolio import ELSEWHERE, Placed, Placing, Portfolio
from stagecli.batch.rereading import ClassifierOf, reread
from stagecli.batch.summary import next_steps, stage_counts, status_counts
from stagecli.history import History
from stagecli.history.stored import SavedAssessment
from stagecli.messages import message
from stagecli.model import Model, Step
from stagecli.movement import Moves, TwoAssessments
from stagecli.report.wording import count

_AT_ONCE = 1000
"""Subjects whose earlier answers are read again together."""

BeforeAndNow: TypeAlias = tuple[SavedAssessment | None, SavedAssessment | None]
"""A subject's two assessments; at least one of them is there."""


def history_portfolio(
    history: History,
    model: Model,
    language: str,
    *,
    since: str | None,
    until: str | None,
    classifier_of: ClassifierOf,
    notes: tuple[str, ...] = (),
    listed_in: str | None = None,
) -> Portfolio:
    """Where the subjects of a history stand, and how they moved since a time, or since the time before.

    Args:
        history: an open history.
        model: the ladder, as it is at present.
        language: of the words.
        since: as `History.between` has it, like `until`.
        until: the last day that counts.
        classifier_of: compiles the models by which earlier answers are read again.
        notes: what else the reader should know.
        listed_in: the file that lists all subjects, where they are too many to be listed here.

    """
    moves, placing, tally = Moves(LocalizedModel(model, language)), Placing(), Tally()
    at = {stage.id: index for index, stage in enumerate(model.stages)}
    steps = [{step.id: index for index, step in enumerate(stage.steps)} for stage in model.stages]
    row = 0

    def read(number: int | None) -> SavedAssessment | None:
        return None if number is None else history.read(number)

    everybody = ((read(before), read(now)) for _, before, now in history.between(model.id, since, until))
    for now in moved(everybody, moves, classifier_of):
        if now is None:
            continue
        row += 1
        found, step = now.assessment, _next_step(now)
        stage = at.get(found.stage.id, ELSEWHERE)
        next_ = -1 if step is None or stage == ELSEWHERE else steps[stage].get(step.id, -1)
        tally[stage, found.status, next_] += 1
        placing.add(
            Placed(
                row,
                found.subject or "",
                stage,
                at.get(found.runner_up.id, ELSEWHERE),
                found.status,
                found.confidence,
                found.coverage.answered,
                found.coverage.applicable,
                "" if step is None else now.model.localized(step.do, language),
                found.time or "",
                "" if stage != ELSEWHERE else LocalizedModel(now.model, language).stage_name(found.stage),
            )
        )
    movement, stages = moves.found(since, until), stage_counts(model, language, tally)
    listed = placing.found()
    if elsewhere := row - sum(each.count for each in stages):
        notes = (*notes, message("portfolio_elsewhere", language, count=count(elsewhere, language)))
    if not movement.compared and not movement.left:
        notes = (*notes, message("movement_nobody", language))
    return Portfolio(
        language=language,
        assessed=row,
        stages=stages,
        status=status_counts(tally),
        next_steps=next_steps(model, language, tally),
        **listed,
        file=None if listed["subjects"] else listed_in,
        notes=notes,
        movement=movement,
    )


def moved(
    everybody: Iterable[BeforeAndNow], moves: Moves, classifier_of: ClassifierOf
) -> Iterator[SavedAssessment | None]:
    """Add subjects to a movement, some at once, and yield the later assessment of each once it is added."""
    iterator = iter(everybody)
    while some := list(islice(iterator, _AT_ONCE)):
        pairs = [(before, now) for before, now in some if before is not None and now is not None]
        for (before, now), earlier in zip(pairs, reread(pairs, classifier_of), strict=True):
            pair = TwoAssessments(before.assessment, before.model, now.assessment, now.model)
            moves.add(pair, earlier.stage, earlier.again)
        for was, is_ in some:
            if is_ is None and was is not None:
                moves.leave(was.assessment, was.model)
            elif was is None and is_ is not None:
                moves.come(is_.assessment.subject or "")
            yield is_


def _next_step(saved: SavedAssessment) -> Step | None:
    """An assessment's next step."""
    found = saved.assessment
    if not found.steps:
        return None
    first = found.steps[0].id
    return next(each for each in saved.model.stages[found.stage.number - 1].steps if each.id == first)
