"""An assessment: a subject, its answers, the verdict, the steps, which model, and when.

Self-contained and in one language: what is shown, stored and handed on. Its classes, in `records`, are the versioned
JSON contract. Every renderer takes an `Assessment` and nothing else.
"""

from collections.abc import Mapping
from typing import Literal

from stagecli.answers import DONT_KNOW, Answer, Answers, option_values
from stagecli.assessment.contract import (
    AnswerRecord,
    Assessment,
    ChangeRecord,
    CoverageRecord,
    EvidenceRecord,
    ModelReference,
    Previous,
    PreviousChange,
    QuestionRecord,
    Record,
    ShortestWay,
    StageProbability,
    StageReference,
    StepRecord,
    SurpriseRecord,
)
from stagecli.classifier import Classifier
from stagecli.classifier.advice import EFFORT, Advice
from stagecli.classifier.gates import applicability
from stagecli.classifier.questions import settled, worth_asking
from stagecli.classifier.verdict import Verdict
from stagecli.errors import UsageError
from stagecli.model import Option, Step, option_of

__all__ = [
    "AnswerRecord",
    "Assessment",
    "ChangeRecord",
    "CoverageRecord",
    "EvidenceRecord",
    "ModelReference",
    "Previous",
    "PreviousChange",
    "QuestionRecord",
    "Record",
    "ShortestWay",
    "StageProbability",
    "StageReference",
    "StepRecord",
    "SurpriseRecord",
    "assess",
]


def assess(
    classifier: Classifier,
    answers: Answers,
    *,
    subject: str | None = None,
    language: str | None = None,
    time: str | None = None,
) -> Assessment:
    """Classify a subject and advise.

    Args:
        classifier: by which model.
        answers: as `answers.from_values` or the interview makes them.
        subject: who it is, if that matters.
        language: of the texts; by default the model's first.
        time: when, in UTC, as `2026-01-31T12:00:00Z`.

    Raises:
        UsageError: no answer counts.

    """
    values = option_values(answers)
    found = verdict(classifier, values)
    advice = classifier.advise(values, found.stage)
    writer = _Writer(classifier, language or classifier.model.languages[0])
    return writer.assessment(answers, found, advice, subject=subject, time=time)


def verdict(classifier: Classifier, choices: Mapping[str, str]) -> Verdict:
    """The verdict on a subject's choices.

    Raises:
        UsageError: no answer counts.

    """
    try:
        return classifier.verdict(choices)
    except ValueError:
        raise UsageError("no_answer_counts") from None


def stored(assessment: Assessment) -> Answers:
    """The answers of an assessment, as they were given: to be matched to the model in use."""
    return {
        each.signal: Answer(each.option, each.origin, each.number)
        for each in assessment.answers
        if each.option is not None and each.origin is not None
    }


class _Writer:
    """Puts a verdict and advice into the words of one language."""

    def __init__(self, classifier: Classifier, language: str) -> None:
        self.classifier = classifier
        self.model = classifier.model
        self.language = language

    def assessment(
        self,
        answers: Answers,
        verdict: Verdict,
        advice: Advice,
        *,
        subject: str | None,
        time: str | None,
    ) -> Assessment:
        model, here = self.model, self.model.stages[verdict.stage]
        values = option_values(answers)
        by_stage: dict[int, tuple[str, ...]] = {}
        for index, signal in verdict.ruled_out:
            by_stage[index] = (*by_stage.get(index, ()), signal)
        open_ = verdict.status != "clear" and not settled(self.classifier, values)
        questions = worth_asking(self.classifier, values) if open_ else []
        way = advice.shortest_way
        return Assessment(
            contract="stagecli/assessment/1",
            subject=subject,
            time=time,
            language=self.language,
            model=ModelReference(
                id=model.id,
                version=model.version,
                title=model.localized(model.title, self.language),
                sha256=model.sha256,
                fitted_to=model.calibration.fitted_to,
            ),
            stage=self.stage(verdict.stage),
            summary=model.localized(here.summary, self.language),
            ahead=model.localized(here.ahead, self.language),
            runner_up=self.stage(verdict.runner_up),
            status=verdict.status,
            confidence=verdict.confidence,
            log_odds=round(verdict.log_odds, 9),
            prior_log_odds=round(verdict.prior_log_odds, 9),
            posterior=tuple(
                StageProbability(
                    number=index + 1,
                    id=stage.id,
                    name=model.localized(stage.name, self.language),
                    probability=probability,
                    ruled_out_by=by_stage.get(index, ()),
                )
                for index, (stage, probability) in enumerate(zip(model.stages, verdict.posterior, strict=True))
            ),
            coverage=CoverageRecord(answered=verdict.coverage.answered, applicable=verdict.coverage.applicable),
            evidence=tuple(
                EvidenceRecord(**self.answer(item.signal, item.option), log_odds=round(item.log_odds, 9))
                for item in sorted(verdict.evidence, key=lambda item: -item.log_odds)
            ),
            surprises=tuple(
                SurpriseRecord(
                    **self.answer(item.signal, item.option),
                    likelihood=round(item.likelihood, 6),
                    likelier_at=self.stage(item.likelier_at),
                )
                for item in verdict.surprises
            ),
            not_counted=verdict.not_counted,
            worth_asking=tuple(
                QuestionRecord(signal=signal, question=self.question(signal), expected_information_gain=round(bits, 6))
                for signal, bits in questions
            ),
            aim=None if advice.aim is None else self.stage(advice.aim),
            steps=(
                *(self.step(item.step, round(item.gain, 9), item.after) for item in advice.recommended),
                *(self.step(step, None, None) for step in advice.upkeep),
            ),
            shortest_way=None
            if way is None
            else ShortestWay(steps=tuple(step.id for step in way), effort=sum(EFFORT[step.effort] for step in way)),
            answers=self.answers(answers),
        )

    def stage(self, index: int) -> StageReference:
        stage = self.model.stages[index]
        return StageReference(number=index + 1, id=stage.id, name=self.model.localized(stage.name, self.language))

    def question(self, signal: str) -> str:
        return self.model.localized(self.model.signal(signal).question, self.language)

    def option(self, signal: str, option: str) -> Option:
        return option_of(self.model.signal(signal), option)

    def label(self, signal: str, option: str) -> str:
        return self.model.localized(self.option(signal, option).label, self.language)

    def answer(self, signal: str, option: str) -> dict[str, str]:
        return {
            "signal": signal,
            "question": self.question(signal),
            "option": option,
            "label": self.label(signal, option),
        }

    def step(self, step: Step, gain: float | None, after: str | None) -> StepRecord:
        changes = tuple(
            ChangeRecord(signal=signal, option=options[0], label=self.label(signal, options[0]))
            for signal, options in step.changes.items()
        )
        do, why = self.model.localized(step.do, self.language), self.model.localized(step.why, self.language)
        return StepRecord(id=step.id, do=do, why=why, effort=step.effort, gain=gain, after=after, changes=changes)

    def answers(self, answers: Answers) -> tuple[AnswerRecord, ...]:
        applies: Mapping[str, str] = applicability(self.classifier, option_values(answers))
        records = []
        for signal in self.model.signals:
            given = answers.get(signal.id)
            chosen = given is not None and given.option != DONT_KNOW
            state: Literal["answered", "dont_know", "not_asked", "not_applicable"]
            if applies[signal.id] == "no":
                state = "not_applicable"
            elif given is None:
                state = "not_asked"
            else:
                state = "answered" if chosen else "dont_know"
            records.append(
                AnswerRecord(
                    signal=signal.id,
                    question=self.question(signal.id),
                    state=state,
                    option=given.option if given is not None and chosen else None,
                    label=self.label(signal.id, given.option) if given is not None and chosen else None,
                    number=None if given is None else given.number,
                    origin=None if given is None else given.origin,
                )
            )
        return tuple(records)
