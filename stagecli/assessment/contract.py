"""The JSON contract of an assessment: its ids and numbers, with the texts of one language beside them.

Versioned; the published JSON Schema is generated from these classes. Version 2 adds `direction` and `uncertain` to
`previous`.
"""

from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from stagecli.assessment import (
    AnswerChange,
    Assessment,
    ModelReference,
    OpenQuestion,
    PreviousAssessment,
    StageProbability,
    StageReference,
    StepGain,
    UnusualAnswer,
)
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.signal_answers import AssessmentPart, GivenOption, SignalAnswer
from stagecli.classifier.verdict import Evidence
from stagecli.model import Model

VERSION = "stagecli/assessment/2"


class ModelRecord(ModelReference, frozen=True, kw_only=True):
    """Which model was used."""

    title: str


class StageRecord(StageReference, frozen=True, kw_only=True):
    """A stage by number, id and name."""

    name: str


class StageProbabilityRecord(StageProbability, frozen=True, kw_only=True):
    """One stage of the posterior."""

    name: str


class AnswerRecord(SignalAnswer, frozen=True, kw_only=True):
    """One signal and what was answered; every signal of the model has one."""

    question: str
    label: Annotated[str | None, Meta(description="The option in words; null unless an option was given.")]


class EvidenceRecord(Evidence, frozen=True, kw_only=True):
    """What one answer says about the detected stage against the runner-up."""

    question: str
    label: str


class SurpriseRecord(UnusualAnswer, frozen=True, kw_only=True):
    """An answer that is unusual for the detected stage."""

    question: str
    label: str
    likelier_at: Annotated[StageRecord, Meta(description="The stage at which the answer is likeliest.")]


class QuestionRecord(OpenQuestion, frozen=True, kw_only=True):
    """An unanswered question that would help to settle the stage."""

    question: str


class GoalRecord(AssessmentPart, frozen=True, kw_only=True):
    """An answer that a step would change."""

    signal: str
    option: Annotated[str, Meta(description="The option aimed at.")]
    label: str


class StepRecord(StepGain, frozen=True, kw_only=True):
    """One piece of advice."""

    do: str
    why: str
    effort: Literal["low", "medium", "high"]
    changes: tuple[GoalRecord, ...]


class GivenRecord(GivenOption, frozen=True, kw_only=True):
    """What was answered to a signal."""

    label: Annotated[str, Meta(description="The option in words; its id where the model no longer has it.")]


class ChangeRecord(AnswerChange, frozen=True, kw_only=True):
    """A signal whose answer is not what it was."""

    question: str
    before: Annotated[GivenRecord | None, Meta(description="Null if there was no answer.")]
    after: Annotated[GivenRecord | None, Meta(description="Null if there is no answer now.")]


class PreviousRecord(PreviousAssessment, frozen=True, kw_only=True):
    """The subject's previous assessment, and what changed since."""

    changes: Annotated[tuple[ChangeRecord, ...], Meta(description="In the model's order.")]


class AssessmentRecord(Assessment, frozen=True, kw_only=True):
    """The whole result of one assessment, in one language."""

    contract: Annotated[Literal["stagecli/assessment/2"], Meta(description="The name and version of this contract.")]
    language: Annotated[str, Meta(description="The language of all texts in here.")]
    model: ModelRecord
    stage: Annotated[StageRecord, Meta(description="The detected stage.")]
    summary: Annotated[str, Meta(description="What life at the detected stage looks like.")]
    ahead: Annotated[str, Meta(description="What the next stage will feel like.")]
    runner_up: Annotated[StageRecord, Meta(description="The second likeliest stage.")]
    posterior: Annotated[tuple[StageProbabilityRecord, ...], Meta(description="All stages, lowest first.")]
    evidence: Annotated[tuple[EvidenceRecord, ...], Meta(description="Strongest for the detected stage first.")]
    surprises: tuple[SurpriseRecord, ...]
    worth_asking: Annotated[
        tuple[QuestionRecord, ...],
        Meta(
            description="Unanswered questions that would settle it best, best first; empty once it is clear, or once "
            "no answer could change it."
        ),
    ]
    aim: Annotated[StageRecord | None, Meta(description="The stage the steps aim at; null at the last stage.")]
    steps: Annotated[tuple[StepRecord, ...], Meta(description="In the order to take them.")]
    answers: tuple[AnswerRecord, ...]
    previous: Annotated[
        PreviousRecord | None, Meta(description="Where the subject was before; null if nobody knows.")
    ] = None


def to_contract(assessment: Assessment, model: Model, language: str) -> dict[str, Any]:
    """Convert an assessment to an `AssessmentRecord` in plain values, with its model's texts in one language."""
    texts = LocalizedModel(model, language)
    stage, previous = texts.stage(assessment.stage), assessment.previous
    record = _extended(
        AssessmentRecord,
        assessment,
        contract=VERSION,
        language=language,
        model=_extended(ModelRecord, assessment.model, title=texts.localized(model.title)),
        stage=stage_record(assessment.stage, texts),
        summary=texts.localized(stage.summary),
        ahead=texts.localized(stage.ahead),
        runner_up=stage_record(assessment.runner_up, texts),
        posterior=tuple(
            _extended(StageProbabilityRecord, each, name=texts.stage_name(each)) for each in assessment.posterior
        ),
        evidence=tuple(_extended(EvidenceRecord, each, **_answer(each, texts)) for each in assessment.evidence),
        surprises=tuple(
            _extended(SurpriseRecord, each, **_answer(each, texts), likelier_at=stage_record(each.likelier_at, texts))
            for each in assessment.surprises
        ),
        worth_asking=tuple(
            _extended(QuestionRecord, each, question=texts.question(each.signal)) for each in assessment.worth_asking
        ),
        aim=None if assessment.aim is None else stage_record(assessment.aim, texts),
        steps=step_records(assessment, texts),
        answers=tuple(_extended(AnswerRecord, each, **_answer(each, texts)) for each in assessment.answers),
        previous=None
        if previous is None
        else _extended(
            PreviousRecord, previous, changes=tuple(change_record(each, texts, texts) for each in previous.changes)
        ),
    )
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return {"contract": VERSION, "language": language, **plain}  # contract and language come first


_Record = TypeVar("_Record", bound=Struct)


def _extended(record: type[_Record], part: Struct, **texts: Any) -> _Record:
    """Build a part's record by adding the texts."""
    return record(**{**msgspec.structs.asdict(part), **texts})


def step_records(assessment: Assessment, texts: LocalizedModel) -> tuple[StepRecord, ...]:
    """The recommended steps, in words."""
    steps = {step.id: step for step in texts.stage(assessment.stage).steps}
    return tuple(
        _extended(
            StepRecord,
            gain,
            do=texts.localized(step.do),
            why=texts.localized(step.why),
            effort=step.effort,
            changes=tuple(
                GoalRecord(signal=signal, option=options[0], label=texts.label(signal, options[0]))
                for signal, options in step.changes.items()
            ),
        )
        for gain in assessment.steps
        for step in (steps[gain.id],)
    )


def change_record(change: AnswerChange, before: LocalizedModel, after: LocalizedModel) -> ChangeRecord:
    """A changed answer in words, each side labelled by its own model; by the later one what it has renamed."""
    sides = ((change.before, before), (change.after, after))
    said = [
        None if given is None else _extended(GivenRecord, given, label=texts.label(change.signal, given.option, after))
        for given, texts in sides
    ]
    return ChangeRecord(signal=change.signal, question=after.question(change.signal), before=said[0], after=said[1])


def _answer(given: Evidence | UnusualAnswer | SignalAnswer, texts: LocalizedModel) -> dict[str, str | None]:
    label = None if given.option is None else texts.label(given.signal, given.option)
    return {"question": texts.question(given.signal), "label": label}


def stage_record(stage: StageReference, texts: LocalizedModel) -> StageRecord:
    """A stage with its name."""
    return StageRecord(number=stage.number, id=stage.id, name=texts.stage_name(stage))
