"""The records of an assessment: the versioned JSON contract, from which the published JSON Schema is generated."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from stagecli.answers import Origin
from stagecli.classifier.verdict import Status

Probability = Annotated[float, Meta(ge=0, le=1)]


class Record(Struct, frozen=True, kw_only=True):
    """What every part of the contract shares."""


class ModelReference(Record, frozen=True, kw_only=True):
    """Which model was used."""

    id: str
    version: str
    title: str
    sha256: Annotated[str, Meta(description="SHA-256 of the model file's bytes.")]
    fitted_to: Annotated[
        int | None,
        Meta(description="Labelled subjects that the frequencies were fitted to; null if they are judgement alone."),
    ]


class StageReference(Record, frozen=True, kw_only=True):
    """A stage by number, id and name."""

    number: Annotated[int, Meta(ge=1, description="From 1, lowest first.")]
    id: str
    name: str


class StageProbability(StageReference, frozen=True, kw_only=True):
    """One stage of the posterior."""

    probability: Annotated[Probability, Meta(description="P(stage | answers), 6 decimals.")]
    ruled_out_by: Annotated[
        tuple[str, ...], Meta(description="Signals whose answers make this stage impossible; usually none.")
    ]


class AnswerRecord(Record, frozen=True, kw_only=True):
    """One signal and what was answered; every signal of the model has one."""

    signal: str
    question: str
    state: Annotated[
        Literal["answered", "dont_know", "not_asked", "not_applicable"],
        Meta(description="Only `answered` counts for or against a stage."),
    ]
    option: Annotated[str | None, Meta(description="The option id; null unless an option was given.")]
    label: Annotated[str | None, Meta(description="The option in words; null unless an option was given.")]
    number: Annotated[float | None, Meta(description="The number given for a numeric signal, if one was.")]
    origin: Annotated[Origin | None, Meta(description="Where the answer came from; null if not asked.")]


class EvidenceRecord(Record, frozen=True, kw_only=True):
    """What one answer says about the detected stage against the runner-up."""

    signal: str
    question: str
    option: str
    label: str
    log_odds: Annotated[float, Meta(description="In nats; above 0 speaks for the detected stage.")]


class SurpriseRecord(Record, frozen=True, kw_only=True):
    """An answer that is unusual for the detected stage."""

    signal: str
    question: str
    option: str
    label: str
    likelihood: Annotated[Probability, Meta(description="P(option | detected stage).")]
    likelier_at: Annotated[StageReference, Meta(description="The stage at which the answer is likeliest.")]


class CoverageRecord(Record, frozen=True, kw_only=True):
    """How much of what applies was answered."""

    answered: Annotated[int, Meta(ge=1)]
    applicable: Annotated[int, Meta(ge=1, description="Signals whose gate is not closed.")]


class QuestionRecord(Record, frozen=True, kw_only=True):
    """An unanswered question that would help to settle the stage."""

    signal: str
    question: str
    expected_information_gain: Annotated[float, Meta(description="In bits.")]


class ChangeRecord(Record, frozen=True, kw_only=True):
    """An answer that a step would change."""

    signal: str
    option: Annotated[str, Meta(description="The option aimed at.")]
    label: str


class StepRecord(Record, frozen=True, kw_only=True):
    """One piece of advice."""

    id: str
    do: str
    why: str
    effort: Literal["low", "medium", "high"]
    gain: Annotated[
        float | None,
        Meta(description="Change of the log-odds of the aim over the detected stage, in nats; null for upkeep."),
    ]
    after: Annotated[str | None, Meta(description="The step to take first, if any.")]
    changes: tuple[ChangeRecord, ...]


class ShortestWay(Record, frozen=True, kw_only=True):
    """The smallest set of steps after which the classifier reads the aimed stage."""

    steps: Annotated[tuple[str, ...], Meta(description="Step ids.")]
    effort: Annotated[int, Meta(ge=1, description="Units: low 1, medium 2, high 4.")]


class PreviousChange(Record, frozen=True, kw_only=True):
    """An answer that is not what it was at the previous assessment."""

    signal: str
    question: str
    before: Annotated[str | None, Meta(description="In words; null if there was no answer.")]
    after: Annotated[str | None, Meta(description="In words; null if there is no answer now.")]


class Previous(Record, frozen=True, kw_only=True):
    """The subject's previous assessment, and what changed since."""

    time: Annotated[str | None, Meta(description="When, in UTC.")]
    model_sha256: Annotated[str, Meta(description="Of the model that it was made by.")]
    stage: StageReference
    status: Status
    confidence: Probability
    changes: Annotated[tuple[PreviousChange, ...], Meta(description="In the model's order.")]


class Assessment(Record, frozen=True, kw_only=True):
    """The whole result of one assessment."""

    contract: Annotated[Literal["stagecli/assessment/1"], Meta(description="The name and version of this contract.")]
    subject: Annotated[str | None, Meta(description="Who was assessed, as given.")]
    time: Annotated[str | None, Meta(description="When, in UTC, as 2026-01-31T12:00:00Z.")]
    language: Annotated[str, Meta(description="The language of all texts in here.")]
    model: ModelReference
    stage: Annotated[StageReference, Meta(description="The detected stage.")]
    summary: Annotated[str, Meta(description="What life at the detected stage looks like.")]
    ahead: Annotated[str, Meta(description="What the next stage will feel like.")]
    runner_up: Annotated[StageReference, Meta(description="The second likeliest stage.")]
    status: Status
    confidence: Annotated[Probability, Meta(description="The posterior of the detected stage.")]
    log_odds: Annotated[
        float,
        Meta(description="Of the detected stage over the runner-up, in nats: prior_log_odds plus all evidence."),
    ]
    prior_log_odds: float
    posterior: Annotated[tuple[StageProbability, ...], Meta(description="All stages, lowest first.")]
    coverage: CoverageRecord
    evidence: Annotated[tuple[EvidenceRecord, ...], Meta(description="Strongest for the detected stage first.")]
    surprises: tuple[SurpriseRecord, ...]
    not_counted: Annotated[tuple[str, ...], Meta(description="Signals answered although they do not apply.")]
    worth_asking: Annotated[
        tuple[QuestionRecord, ...],
        Meta(
            description="Unanswered questions that would settle it best, best first; empty once it is clear, or once "
            "no answer could change it."
        ),
    ]
    aim: Annotated[StageReference | None, Meta(description="The stage the steps aim at; null at the last stage.")]
    steps: Annotated[tuple[StepRecord, ...], Meta(description="In the order to take them.")]
    shortest_way: Annotated[ShortestWay | None, Meta(description="Null if there is none, or at the last stage.")]
    answers: tuple[AnswerRecord, ...]
    previous: Annotated[Previous | None, Meta(description="Where the subject was before; null if nobody knows.")] = None
