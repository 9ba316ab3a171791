"""Comparison: what changed between two assessments of one subject, and how much of it is due to the subject.

Pure. If the model changed in between, the present model classifies the earlier answers again: the difference between
that and the earlier result is the model's part, the rest is the subject's.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta, structs

from stagecli.answers import option_values
from stagecli.assessment import (
    AnswerChange,
    Assessment,
    Direction,
    MeasureChange,
    ModelReference,
    PreviousAssessment,
    StageReference,
)
from stagecli.assessment.answer_changes import changed_answers
from stagecli.assessment.contract import (
    ChangeRecord,
    StageRecord,
    StepRecord,
    change_record,
    stage_record,
    step_records,
)
from stagecli.assessment.earlier import ReadAgain, counted_answers, read_again
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.measure_changes import measure_changes
from stagecli.assessment.signal_answers import AssessmentPart
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.refit import refit
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import Status
from stagecli.model import Model


class Side(AssessmentPart, frozen=True, kw_only=True):
    """One side of a comparison."""

    time: str | None
    model: ModelReference
    stage: StageRecord
    status: Status
    confidence: float
    expected_stage: Annotated[
        float, Meta(description="The mean of the stages' numbers, weighted by the posterior: finer than the stage.")
    ]


class ChangedAnswer(ChangeRecord, frozen=True, kw_only=True):
    """An answer that is not what it was."""

    effect: Annotated[
        float | None,
        Meta(
            description="What the change does to the log-odds of the stage now over `against`, in nats, by the "
            "present model; null if that model is not at hand."
        ),
    ]


class Reread(AssessmentPart, frozen=True, kw_only=True):
    """The earlier answers, classified by the present model."""

    stage: StageRecord
    confidence: float
    expected_stage: float
    dropped: Annotated[int, Meta(description="Earlier answers that the present model does not know.")]
    model_part: Annotated[float, Meta(description="Of the difference of the expected stages, what the model changed.")]
    subject_part: Annotated[float, Meta(description="The rest: what the subject's answers changed.")]


class Comparison(AssessmentPart, frozen=True, kw_only=True):
    """Two assessments of one subject, the earlier first; with the texts of one language."""

    contract: Literal["stagecli/comparison/2"]
    subject: str | None
    language: str
    before: Side
    after: Side
    direction: Annotated[Direction, Meta(description="By the ids of the stages, on the later ladder.")]
    uncertain: Annotated[bool, Meta(description="Whether either status is `between` or `unclear`.")]
    against: Annotated[
        StageRecord,
        Meta(description="What the effects are measured against: the stage before, else the runner-up."),
    ]
    changes: Annotated[tuple[ChangedAnswer, ...], Meta(description="In the model's order.")]
    measures: Annotated[
        tuple[MeasureChange, ...],
        Meta(description="Measures that the later model reads whose values are not what they were."),
    ] = ()
    steps_done: Annotated[tuple[StepRecord, ...], Meta(description="Steps recommended before whose answers are met.")]
    steps_open: Annotated[tuple[StepRecord, ...], Meta(description="Those that are not met.")]
    same_model: Annotated[bool, Meta(description="Whether both were made by one and the same model.")]
    reread: Annotated[
        Reread | None, Meta(description="Null if the model is the same, or the present one is not at hand.")
    ]


def direction(before: StageReference, after: Assessment) -> Direction:
    """How a subject moved from an earlier stage, found by its id on the later assessment's ladder."""
    then = {stage.id: stage.number for stage in after.posterior}.get(before.id)
    if then is None:
        return "unknown"
    moved = after.stage.number - then
    return "progress" if moved > 0 else "regression" if moved < 0 else "same"


def uncertain(*statuses: Status) -> bool:
    """Whether any of these verdicts names no single stage, which makes a comparison uncertain."""
    return any(status in ("between", "unclear") for status in statuses)


def with_previous(
    assessment: Assessment, previous: Assessment, model: Model, classifier: Classifier | None = None
) -> Assessment:
    """The assessment by this model, with the changes since an earlier one of the same subject.

    The classifier is the model's; without it, it is made where it is needed.
    """
    record = PreviousAssessment(
        time=previous.time,
        model_sha256=previous.model.sha256,
        stage=previous.stage,
        status=previous.status,
        confidence=previous.confidence,
        direction=direction(previous.stage, assessment),
        uncertain=uncertain(previous.status, assessment.status),
        changes=tuple(changed_answers(previous, assessment, model, classifier)),
        measures=measure_changes(previous.observed, assessment.observed, model),
    )
    return structs.replace(assessment, previous=record)


def compare(
    before: Assessment,
    after: Assessment,
    texts: tuple[LocalizedModel, LocalizedModel],
    classifier: Classifier | None = None,
) -> Comparison:
    """Compare an earlier and a later assessment, with the texts of their models.

    The classifier is the later model's; without it, effects and the model's part remain unknown.
    """
    known = {stage.id: stage for stage in after.posterior}
    other = known.get(before.stage.id) if before.stage.id != after.stage.id else None
    against = after.runner_up if other is None else other
    then, now = texts
    steps = step_records(before, then)
    again = None if classifier is None else read_again(classifier, before)
    changed = changed_answers(before, after, now.model, classifier)
    effects = {} if again is None or classifier is None else _effects(classifier, again, after, against, changed)
    met = reported(before, after, then.model, None if classifier is None else classifier.model, again)
    return Comparison(
        contract="stagecli/comparison/2",
        subject=after.subject,
        language=now.language,
        before=_side(before, then),
        after=_side(after, now),
        direction=direction(before.stage, after),
        uncertain=uncertain(before.status, after.status),
        against=stage_record(against, now),
        changes=tuple(
            ChangedAnswer(**structs.asdict(change_record(change, *texts)), effect=effects.get(change.signal))
            for change in changed
        ),
        measures=measure_changes(before.observed, after.observed, now.model),
        steps_done=tuple(step for step in steps if met.get(step.id) is True),
        steps_open=tuple(step for step in steps if met.get(step.id) is False),
        same_model=before.model.sha256 == after.model.sha256,
        reread=_reread(before, after, now, classifier, again),
    )


def _side(assessment: Assessment, texts: LocalizedModel) -> Side:
    return Side(
        time=assessment.time,
        model=assessment.model,
        stage=stage_record(assessment.stage, texts),
        status=assessment.status,
        confidence=assessment.confidence,
        expected_stage=_expected([stage.probability for stage in assessment.posterior]),
    )


def _expected(posterior: Sequence[float]) -> float:
    return round(sum(number * probability for number, probability in enumerate(posterior, start=1)), 6)


def _effects(
    classifier: Classifier, before: ReadAgain, after: Assessment, against: StageReference, changed: list[AnswerChange]
) -> dict[str, float]:
    """How far each changed answer tips the balance, in nats, by the present model."""
    now, other = classifier.stages.index(after.stage.id), classifier.stages.index(against.id)
    sides = [counted(classifier, option_values(each.answers)) for each in (before, read_again(classifier, after))]

    def part(signal: str, option: str | None) -> int:
        return 0 if option is None else classifier.score[signal][option][now] - classifier.score[signal][option][other]

    parts = {each.signal: [part(each.signal, side.get(each.signal)) for side in sides] for each in changed}
    return {signal: round((last - first) / NANO, 9) for signal, (first, last) in parts.items()}


def reported(
    before: Assessment, after: Assessment, then: Model, now: Model | None, again: ReadAgain | None
) -> dict[str, bool]:
    """Each step recommended before whose answers were not given then: whether they are given now.

    Which answers a step asks for, the later model says if it has the step; else the earlier one. `again` has the
    earlier answers as the later model reads them; None if the model is the same, or cannot be used.
    """
    advised = {step.id: step.changes for step in then.stages[before.stage.number - 1].steps}
    present = {step.id: step.changes for stage in (() if now is None else now.stages) for step in stage.steps}
    answers = counted_answers(before) if again is None else again.answers
    if again is None and now is not None and before.model.sha256 != after.model.sha256:
        answers = refit(now, answers).answers
    sides = [option_values(answers), option_values(counted_answers(after))]
    found = {}
    for step in before.steps:
        goals = present.get(step.id) or advised[step.id]
        first, last = (all(side.get(signal) in options for signal, options in goals.items()) for side in sides)
        if goals and not first:
            found[step.id] = last
    return found


def _reread(
    before: Assessment,
    after: Assessment,
    texts: LocalizedModel,
    classifier: Classifier | None,
    again: ReadAgain | None,
) -> Reread | None:
    if classifier is None or again is None or before.model.sha256 == after.model.sha256:
        return None
    known = option_values(again.answers)
    if not counted(classifier, known):
        return None
    verdict = classifier.verdict(known)
    stage = StageReference(number=verdict.stage + 1, id=classifier.stages[verdict.stage])
    expected = _expected(verdict.posterior)
    return Reread(
        stage=stage_record(stage, texts),
        confidence=verdict.confidence,
        expected_stage=expected,
        dropped=len(again.dropped),
        model_part=round(expected - _expected([each.probability for each in before.posterior]), 6),
        subject_part=round(_expected([each.probability for each in after.posterior]) - expected, 6),
    )
