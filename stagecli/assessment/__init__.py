"""An assessment: a subject, its answers, the verdict, the steps, the model used and the time.

Ids and numbers only, no text and no language: `report` puts it into words, `contract` into the published JSON, and
`history` stores it. Stages have an id and a number from 1, so that an assessment can outlive its model.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Literal

from msgspec import Meta

from stagecli.answers import DONT_KNOW, Answer, Answers, option_values
from stagecli.assessment.said_and_measured import MeasuredAnswer, Trusted, merged
from stagecli.assessment.signal_answers import AssessmentPart, GivenOption, SignalAnswer, signal_answers
from stagecli.classifier import Classifier
from stagecli.classifier.advice import EFFORT, advise
from stagecli.classifier.questions import settled, worth_asking
from stagecli.classifier.reading import Reading, read
from stagecli.classifier.verdict import Coverage, Evidence, Status, Verdict, classify
from stagecli.dates import day_of
from stagecli.errors import Message, UsageError
from stagecli.measures import Observed, Value

Probability = Annotated[float, Meta(ge=0, le=1)]
Direction = Literal["progress", "regression", "same", "unknown"]
"""How a later assessment differs from an earlier one, by the ids of the detected stages on the later ladder; unknown
if that ladder no longer has the earlier stage."""


class ModelReference(AssessmentPart, frozen=True, kw_only=True):
    """Which model was used."""

    id: str
    version: str
    sha256: Annotated[str, Meta(description="SHA-256 of the model file's bytes.")]
    fitted_to: Annotated[
        int | None,
        Meta(description="Labelled subjects that the frequencies were fitted to; null if they are judgement alone."),
    ]


class StageReference(AssessmentPart, frozen=True, kw_only=True):
    """A stage by number and id."""

    number: Annotated[int, Meta(ge=1, description="From 1, lowest first.")]
    id: str


class StageProbability(StageReference, frozen=True, kw_only=True):
    """One stage of the posterior."""

    probability: Annotated[Probability, Meta(description="P(stage | answers), 6 decimals.")]
    ruled_out_by: Annotated[
        tuple[str, ...], Meta(description="Signals whose answers make this stage impossible; usually none.")
    ]


class UnusualAnswer(AssessmentPart, frozen=True, kw_only=True):
    """An answer that is unusual for the detected stage."""

    signal: str
    option: str
    likelihood: Annotated[Probability, Meta(description="P(option | detected stage).")]
    likelier_at: Annotated[StageReference, Meta(description="The stage at which the answer is likeliest.")]


class OpenQuestion(AssessmentPart, frozen=True, kw_only=True):
    """An unanswered question that would help to settle the stage."""

    signal: str
    expected_information_gain: Annotated[float, Meta(description="In bits.")]


class StepGain(AssessmentPart, frozen=True, kw_only=True):
    """A step of the detected stage, and what it would do."""

    id: str
    gain: Annotated[
        float | None,
        Meta(description="Change of the log-odds of the aim over the detected stage, in nats; null for upkeep."),
    ]
    after: Annotated[str | None, Meta(description="The step to take first, if any.")]
    lifts: Annotated[
        int, Meta(description="How many violations of what the aimed stage requires it lifts; below 0 it adds some.")
    ] = 0


class ShortestWay(AssessmentPart, frozen=True, kw_only=True):
    """The smallest set of steps after which the classifier reads the aimed stage."""

    steps: Annotated[tuple[str, ...], Meta(description="Step ids.")]
    effort: Annotated[int, Meta(ge=1, description="Units: low 1, medium 2, high 4.")]


class AnswerChange(AssessmentPart, frozen=True, kw_only=True):
    """A signal whose answer is not what it was."""

    signal: str
    before: Annotated[GivenOption | None, Meta(description="Null if there was no answer.")]
    after: Annotated[GivenOption | None, Meta(description="Null if there is no answer now.")]


class MeasureChange(AssessmentPart, frozen=True, kw_only=True):
    """A measure whose value is not what it was, or that has none on one side."""

    name: str
    unit: Annotated[str | None, Meta(description="The English name of the unit; null if it says words.")]
    before: Annotated[Value | None, Meta(description="Null if there was no value.")]
    after: Annotated[Value | None, Meta(description="Null if there is no value now.")]
    reason: Annotated[str | None, Meta(description="Why there is none; null if both are there.")]


class PreviousAssessment(AssessmentPart, frozen=True, kw_only=True):
    """The subject's previous assessment, and what changed since."""

    time: Annotated[str | None, Meta(description="When: a moment in UTC, or a day.")]
    model_sha256: Annotated[str, Meta(description="Of the model that it was made by.")]
    stage: StageReference
    status: Status
    confidence: Probability
    direction: Annotated[Direction, Meta(description="From then to now, by the ids of the stages.")]
    uncertain: Annotated[bool, Meta(description="Whether either status is `between` or `unclear`.")]
    changes: Annotated[tuple[AnswerChange, ...], Meta(description="In the model's order.")]
    measures: Annotated[
        tuple[MeasureChange, ...],
        Meta(description="Measures that the model reads whose values are not what they were."),
    ] = ()


class Assessment(AssessmentPart, frozen=True, kw_only=True):
    """The whole result of one assessment."""

    subject: Annotated[str | None, Meta(description="Who was assessed: the name in Unicode's form NFC, trimmed.")]
    time: Annotated[
        str | None,
        Meta(
            description="When: a moment in UTC, as 2026-01-31T12:00:00Z, or a day, as 2026-01-31, which is that day in "
            "every time zone."
        ),
    ]
    model: ModelReference
    stage: Annotated[StageReference, Meta(description="The detected stage.")]
    runner_up: Annotated[StageReference, Meta(description="The second likeliest stage.")]
    status: Status
    confidence: Annotated[Probability, Meta(description="The posterior of the detected stage.")]
    log_odds: Annotated[
        float,
        Meta(description="Of the detected stage over the runner-up, in nats: prior_log_odds plus all evidence."),
    ]
    prior_log_odds: float
    posterior: Annotated[tuple[StageProbability, ...], Meta(description="All stages, lowest first.")]
    coverage: Coverage
    evidence: Annotated[tuple[Evidence, ...], Meta(description="Strongest for the detected stage first.")]
    surprises: tuple[UnusualAnswer, ...]
    contradicts: Annotated[
        tuple[str, ...],
        Meta(
            description="Signals whose answers violate what the detected stage requires; of every other stage at least "
            "as many do."
        ),
    ] = ()
    not_counted: Annotated[tuple[str, ...], Meta(description="Signals answered although they do not apply.")]
    worth_asking: Annotated[
        tuple[OpenQuestion, ...],
        Meta(
            description="Unanswered questions that would settle it best, best first; empty once it is clear, or once "
            "no answer could change it."
        ),
    ]
    aim: Annotated[StageReference | None, Meta(description="The stage the steps aim at; null at the last stage.")]
    steps: Annotated[tuple[StepGain, ...], Meta(description="In the order to take them.")]
    shortest_way: Annotated[ShortestWay | None, Meta(description="Null if there is none, or at the last stage.")]
    answers: tuple[SignalAnswer, ...]
    observed: Annotated[
        Observed | None,
        Meta(description="What was measured of the subject, whatever this ladder reads of it; null if nothing was."),
    ] = None
    previous: Annotated[
        PreviousAssessment | None, Meta(description="Where the subject was before; null if nobody knows.")
    ] = None


def assess(
    classifier: Classifier,
    answers: Answers,
    *,
    subject: str | None = None,
    time: str | None = None,
    observed: Observed | None = None,
    trust: Trusted = "said",
    day: date | None = None,
) -> Assessment:
    """Classify a subject and advise.

    Args:
        classifier: the compiled model to classify with.
        answers: what somebody said, as `answers.from_values` or the interview makes them.
        subject: the subject's name, if it matters.
        time: a moment in UTC, as `2026-01-31T12:00:00Z`, or a day, as `2026-01-31`.
        observed: what was measured; None if nothing was.
        trust: which answer counts where somebody said otherwise.
        day: of the assessment, by which measures may be old; that of `time` if it is None.

    Raises:
        UsageError: no answer counts.

    """
    on = day_of(time) if day is None and time is not None else day
    both = merged(classifier, answers, observed, on, trust)
    reading = read(classifier, option_values(both.answers))
    if both.measured and not reading.counting:
        raise UsageError("measures_do_not_count", why=_why_not(both.measured))
    found = verdict(classifier, reading)
    advice = advise(classifier, reading, found.stage)
    unsettled = found.status != "clear" and not settled(classifier, reading)
    model, references = _references(classifier)
    way, least = advice.shortest_way, len(found.violations[found.stage])
    return Assessment(
        subject=None if subject is None else subject_name(subject),
        time=time,
        model=model,
        stage=references[found.stage],
        runner_up=references[found.runner_up],
        status=found.status,
        confidence=found.confidence,
        log_odds=found.log_odds,
        prior_log_odds=found.prior_log_odds,
        posterior=tuple(
            [
                StageProbability(
                    number=stage.number,
                    id=stage.id,
                    probability=probability,
                    ruled_out_by=signals if len(signals) > least else (),
                )
                for stage, probability, signals in zip(references, found.posterior, found.violations, strict=True)
            ]
        ),
        coverage=found.coverage,
        evidence=tuple(sorted(found.evidence, key=attrgetter("log_odds"), reverse=True)),
        surprises=tuple(
            UnusualAnswer(
                signal=item.signal,
                option=item.option,
                likelihood=round(item.likelihood, 6),
                likelier_at=references[item.likelier_at],
            )
            for item in found.surprises
        ),
        contradicts=found.violations[found.stage],
        not_counted=found.not_counted,
        worth_asking=tuple(
            OpenQuestion(signal=signal, expected_information_gain=round(bits, 6))
            for signal, bits in (worth_asking(classifier, reading) if unsettled else ())
        ),
        aim=None if advice.aim is None else references[advice.aim],
        steps=(
            *(
                StepGain(id=each.step.id, gain=each.gain, after=each.after, lifts=each.lifts)
                for each in advice.recommended
            ),
            *(StepGain(id=step.id, gain=None, after=None) for step in advice.upkeep),
        ),
        shortest_way=None
        if way is None
        else ShortestWay(steps=tuple(step.id for step in way), effort=sum(EFFORT[step.effort] for step in way)),
        answers=signal_answers(classifier.model, answers, both, reading.applies),
        observed=observed,
    )


def _why_not(measured: Mapping[str, MeasuredAnswer]) -> Message:
    """Why none of what was measured counts."""
    standings = {each.standing for each in measured.values()}
    key = next((each for each in ("old", "not_counted", "out_of_range") if each in standings), "unread")
    return Message(f"why_not_{key}")


@lru_cache(maxsize=8)
def _references(classifier: Classifier) -> tuple[ModelReference, tuple[StageReference, ...]]:
    """How assessments refer to a model and its stages: the same for all of them."""
    model = classifier.model
    reference = ModelReference(
        id=model.id, version=model.version, sha256=model.sha256, fitted_to=model.calibration.fitted_to
    )
    stages = tuple(StageReference(number=number, id=stage.id) for number, stage in enumerate(model.stages, start=1))
    return reference, stages


def verdict(classifier: Classifier, reading: Reading) -> Verdict:
    """The verdict on a subject.

    Raises:
        UsageError: no answer counts.

    """
    try:
        return classify(classifier, reading)
    except ValueError:
        raise UsageError("no_answer_counts") from None


def subject_name(name: str) -> str:
    """Normalise a subject's name for storing and comparing: Unicode form C, without surrounding spaces."""
    return unicodedata.normalize("NFC", name).strip()


def stored(assessment: Assessment) -> Answers:
    """What was said in an assessment, as it was given; `Classifier.refit` matches it to the model in use.

    What was measured is not among it: that is read anew, from `observed`.
    """
    found = {}
    for each in assessment.answers:
        option, number, origin = each.option, each.number, each.origin
        if origin == "observed":
            option, number, origin = (
                (None, None, None) if each.said is None else (each.said.option, each.said.number, "file")
            )
        elif each.state == "dont_know":
            option = DONT_KNOW
        if option is not None and origin is not None:
            found[each.signal] = Answer(option, origin, number)
    return found
