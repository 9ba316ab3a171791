"""Comparison: what changed between two assessments of one subject, and how much of it is the subject's doing.

Pure. Where the model changed in between, the earlier answers are classified once more by the present model: what lies
between that and the earlier result is the model's part, the rest is the subject's.
"""

from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from stagecli.answers import option_values
from stagecli.assessment import (
    AnswerRecord,
    Assessment,
    ModelReference,
    Previous,
    PreviousChange,
    Record,
    StageReference,
    StepRecord,
    stored,
)
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import Status


class Side(Record, frozen=True, kw_only=True):
    """One side of a comparison."""

    time: str | None
    model: ModelReference
    stage: StageReference
    status: Status
    confidence: float
    expected_stage: Annotated[
        float, Meta(description="The mean of the stages' numbers, weighted by the posterior: finer than the stage.")
    ]


class ChangedAnswer(PreviousChange, frozen=True, kw_only=True):
    """An answer that is not what it was."""

    effect: Annotated[
        float | None,
        Meta(
            description="What the change does to the log-odds of the stage now over `against`, in nats, by the "
            "present model; null if that model is not at hand."
        ),
    ]


class Reread(Record, frozen=True, kw_only=True):
    """The earlier answers, classified by the present model."""

    stage: StageReference
    confidence: float
    expected_stage: float
    dropped: Annotated[int, Meta(description="Earlier answers that the present model does not know.")]
    model_part: Annotated[float, Meta(description="Of the difference of the expected stages, what the model changed.")]
    subject_part: Annotated[float, Meta(description="The rest: what the subject's answers changed.")]


class Comparison(Record, frozen=True, kw_only=True):
    """Two assessments of one subject, the earlier first."""

    contract: Literal["stagecli/comparison/1"]
    subject: str | None
    language: str
    before: Side
    after: Side
    direction: Annotated[
        Literal["progress", "regression", "same"],
        Meta(description="By the number of the detected stage; the same stage is the same, whatever its number."),
    ]
    against: Annotated[
        StageReference,
        Meta(description="What the effects are measured against: the stage before, else the runner-up."),
    ]
    changes: Annotated[tuple[ChangedAnswer, ...], Meta(description="In the model's order.")]
    steps_done: Annotated[tuple[StepRecord, ...], Meta(description="Steps recommended before whose answers are met.")]
    steps_open: Annotated[tuple[StepRecord, ...], Meta(description="Those that are not met.")]
    same_model: Annotated[bool, Meta(description="Whether both were made by one and the same model.")]
    reread: Annotated[
        Reread | None, Meta(description="Null if the model is the same, or the present one is not at hand.")
    ]


def with_previous(assessment: Assessment, previous: Assessment) -> Assessment:
    """The assessment with what changed since an earlier one of the same subject."""
    record = Previous(
        time=previous.time,
        model_sha256=previous.model.sha256,
        stage=previous.stage,
        status=previous.status,
        confidence=previous.confidence,
        changes=tuple(
            PreviousChange(signal=now.signal, question=now.question, before=_said(then), after=_said(now))
            for then, now in _changed(previous, assessment)
        ),
    )
    return replace(assessment, previous=record)


def compare(before: Assessment, after: Assessment, classifier: Classifier | None = None) -> Comparison:
    """Compare two assessments.

    Args:
        before: the earlier one.
        after: the later one, in whose language the comparison is.
        classifier: of the model in use; it counts only if the later assessment was made by it.

    """
    present = classifier if classifier is not None and classifier.model.sha256 == after.model.sha256 else None
    moved = 0 if after.stage.id == before.stage.id else after.stage.number - before.stage.number
    known = {stage.id: stage for stage in after.posterior}
    other = known.get(before.stage.id) if before.stage.id != after.stage.id else None
    against = after.runner_up if other is None else StageReference(number=other.number, id=other.id, name=other.name)
    done, open_ = _steps(before, after, present)
    changed = _changed(before, after)
    return Comparison(
        contract="stagecli/comparison/1",
        subject=after.subject,
        language=after.language,
        before=_verdict(before),
        after=_verdict(after),
        direction="progress" if moved > 0 else "regression" if moved < 0 else "same",
        against=against,
        changes=tuple(
            ChangedAnswer(
                signal=now.signal, question=now.question, before=_said(then), after=_said(now),
                effect=None if present is None else _effect(present, before, after, against, now.signal),
            )
            for then, now in changed
        ),
        steps_done=done,
        steps_open=open_,
        same_model=before.model.sha256 == after.model.sha256,
        reread=_reread(before, after, present),
    )  # fmt: skip


def _changed(before: Assessment, after: Assessment) -> list[tuple[AnswerRecord | None, AnswerRecord]]:
    """Every signal of the later assessment whose answer is another, with both answers; the earlier may not exist."""
    then = {answer.signal: answer for answer in before.answers}
    return [
        (then.get(now.signal), now)
        for now in after.answers
        if _key(then.get(now.signal)) != _key(now)
    ]  # fmt: skip


def _key(answer: AnswerRecord | None) -> tuple[str | None, float | None]:
    """What makes an answer the same: its option and number; everything that is none is alike."""
    return (None, None) if answer is None else (answer.option, answer.number)


def _said(answer: AnswerRecord | None) -> str | None:
    """An answer in words; None if there is none."""
    if answer is None or answer.label is None:
        return None
    return answer.label if answer.number is None else f"{answer.label} ({answer.number:.12g})"


def _verdict(assessment: Assessment) -> Side:
    return Side(
        time=assessment.time,
        model=assessment.model,
        stage=assessment.stage,
        status=assessment.status,
        confidence=assessment.confidence,
        expected_stage=_expected([stage.probability for stage in assessment.posterior]),
    )


def _expected(posterior: list[float]) -> float:
    return round(sum(number * probability for number, probability in enumerate(posterior, start=1)), 6)


def _effect(
    classifier: Classifier, before: Assessment, after: Assessment, against: StageReference, signal: str
) -> float:
    """How far one changed answer tips the balance, by the present model."""
    now, other = classifier.stages.index(after.stage.id), classifier.stages.index(against.id)

    def part(assessment: Assessment) -> int:
        known = option_values(classifier.refit(stored(assessment)).answers)
        option = counted(classifier, known).get(signal)
        return 0 if option is None else classifier.score[signal][option][now] - classifier.score[signal][option][other]

    return round((part(after) - part(before)) / NANO, 9)


def _steps(
    before: Assessment, after: Assessment, classifier: Classifier | None
) -> tuple[tuple[StepRecord, ...], tuple[StepRecord, ...]]:
    """The steps recommended before: those whose answers are met now, and the others."""
    stages = () if classifier is None else classifier.model.stages
    met = {step.id: step.changes for stage in stages for step in stage.steps}
    now = option_values(stored(after))
    done: list[StepRecord] = []
    left: list[StepRecord] = []
    for step in before.steps:
        if not step.changes:
            continue  # upkeep is never done
        goals = met.get(step.id) or {change.signal: (change.option,) for change in step.changes}
        (done if all(now.get(signal) in options for signal, options in goals.items()) else left).append(step)
    return tuple(done), tuple(left)


def _reread(before: Assessment, after: Assessment, classifier: Classifier | None) -> Reread | None:
    if classifier is None or before.model.sha256 == after.model.sha256:
        return None
    answers, dropped = classifier.refit(stored(before))
    known = option_values(answers)
    if not counted(classifier, known):
        return None
    verdict = classifier.verdict(known)
    now = classifier.model.stages[verdict.stage]
    expected = _expected(list(verdict.posterior))
    return Reread(
        stage=StageReference(
            number=verdict.stage + 1, id=now.id, name=classifier.model.localized(now.name, after.language)
        ),
        confidence=verdict.confidence,
        expected_stage=expected,
        dropped=len(dropped),
        model_part=round(expected - _verdict(before).expected_stage, 6),
        subject_part=round(_verdict(after).expected_stage - expected, 6),
    )
