"""Movement: how many subjects moved between two times, who they are, and what moved them.

Pure. Each subject is looked at as `comparison` looks at one. What the ladder did is told apart from what the subjects
did: where the ladder changed in between, the earlier answers are read again by the later ladder. From the earlier
stage to that reading, the ladder moved the subject; from that reading to the later stage, its answers did.
"""

from collections import Counter
from typing import Annotated, Literal, NamedTuple, TypeAlias

from msgspec import Meta
from msgspec.structs import astuple

from stagecli.assessment import Assessment, Direction, StageReference
from stagecli.assessment.contract import StageRecord
from stagecli.assessment.earlier import ReadAgain
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.signal_answers import AssessmentPart
from stagecli.comparison import direction, reported, uncertain
from stagecli.dates import local_day
from stagecli.model import Model, Step

Cause: TypeAlias = Literal["answers", "ladder", "both", "unknown"]
"""What moved a subject: its answers, a change of the ladder, or both; unknown if the earlier answers cannot be read
again."""


class TwoAssessments(NamedTuple):
    """Two assessments of one subject by one ladder, each with the model that it was made with."""

    before: Assessment
    before_model: Model
    now: Assessment
    now_model: Model

    @property
    def same_model(self) -> bool:
        """Whether both were made by one and the same model."""
        return self.before.model.sha256 == self.now.model.sha256


class MovedStage(AssessmentPart, frozen=True, kw_only=True):
    """One side of a movement."""

    time: str | None
    stage: StageRecord


class Mover(AssessmentPart, frozen=True, kw_only=True):
    """A subject that is at another stage now."""

    subject: str
    before: MovedStage
    now: MovedStage
    direction: Annotated[Direction, Meta(description="By the ids of the stages, on the later ladder.")]
    uncertain: Annotated[bool, Meta(description="Whether either status is `between` or `unclear`.")]
    cause: Annotated[
        Cause,
        Meta(
            description="What moved it: its answers, a change of the ladder, or both; unknown if the earlier answers "
            "cannot be read by the later ladder."
        ),
    ]


class Gone(AssessmentPart, frozen=True, kw_only=True):
    """A subject that was assessed before, and not again."""

    subject: str
    before: MovedStage


class Directions(AssessmentPart, frozen=True, kw_only=True):
    """How many subjects moved which way."""

    progress: int
    regression: int
    same: int
    unknown: Annotated[int, Meta(description="Their earlier stage is no longer on the ladder.")]


class ReportedStep(AssessmentPart, frozen=True, kw_only=True):
    """A step that was recommended before, and how many of those who moved forward have answered as it asks."""

    id: str
    do: str
    count: int
    subjects: Annotated[tuple[str, ...], Meta(description="Who they are.")]


class LadderPart(AssessmentPart, frozen=True, kw_only=True):
    """What changed because the ladder did, among subjects that another version of it had assessed before."""

    reread: Annotated[int, Meta(description="How many of them could be read again by the version of now.")]
    unread: Annotated[int, Meta(description="How many could not.")]
    shifted: Annotated[int, Meta(description="Of those read again, how many read as another stage: the ladder's part.")]
    by_ladder: Annotated[int, Meta(description="How many moved, but only because the ladder changed.")]
    hidden: Annotated[int, Meta(description="How many moved by their answers as far as the ladder moved them back.")]


class Movement(AssessmentPart, frozen=True, kw_only=True):
    """How subjects moved between two times; with the texts of one language."""

    since: Annotated[str | None, Meta(description="From when on an assessment counts as now; null: each one's last.")]
    until: Annotated[str | None, Meta(description="Up to when; null for no end.")]
    before_dates: Annotated[
        tuple[str, str] | None, Meta(description="The first and the last day of the assessments before; null for none.")
    ]
    now_dates: Annotated[tuple[str, str] | None, Meta(description="The same of those now, of all who are compared.")]
    counts: Directions
    uncertain: Annotated[Directions, Meta(description="Of these, how many are uncertain.")]
    by_answers: Annotated[
        Directions,
        Meta(description="The same, by what their answers did: with the earlier ones read by the ladder of now."),
    ]
    came: Annotated[tuple[str, ...], Meta(description="Subjects without an assessment before.")]
    left: Annotated[tuple[Gone, ...], Meta(description="Subjects without one now.")]
    stages: Annotated[tuple[StageRecord, ...], Meta(description="The ladder, lowest first.")]
    table: Annotated[
        tuple[tuple[int, ...], ...],
        Meta(description="How many were at each stage before (a row each) and are at each stage now (a column each)."),
    ]
    outside: Annotated[
        int, Meta(description="How many are not in the table, since the ladder no longer has one of their stages.")
    ]
    movers: Annotated[tuple[Mover, ...], Meta(description="Forward first, then back; certain ones first.")]
    steps: Annotated[tuple[ReportedStep, ...], Meta(description="Most frequent first; ties in the ladder's order.")]
    ladder: Annotated[LadderPart | None, Meta(description="Null if one version of the ladder assessed everybody.")]

    @property
    def compared(self) -> int:
        """How many subjects have both assessments."""
        return sum(astuple(self.counts))


class Days:
    """The first and the last day of some times."""

    def __init__(self) -> None:
        self._first = self._last = ""

    def add(self, time: str | None) -> None:
        """Add a time; one that is unknown changes nothing."""
        if day := local_day(time):
            self._first = min(self._first or day, day)
            self._last = max(self._last, day)

    @property
    def both(self) -> tuple[str, str] | None:
        """The first and the last day; None if there is none."""
        return (self._first, self._last) if self._first else None


class Moves:
    """Adds up how subjects moved, one after the other."""

    def __init__(self, texts: LocalizedModel) -> None:
        """Begin with nobody; `texts` is the present ladder, on which everybody is placed."""
        self._texts = texts
        self._at = {stage.id: index for index, stage in enumerate(texts.model.stages)}
        self._directions: dict[str, Counter[Direction]] = {
            key: Counter() for key in ("counts", "uncertain", "by_answers")
        }
        self._table: Counter[tuple[int, int]] = Counter()
        self._movers: list[Mover] = []
        self._steps: dict[str, list[str]] = {}
        self._days: tuple[Days, Days] = Days(), Days()
        self._first: dict[str, tuple[Step, Model]] = {}
        self._ladder: Counter[str] = Counter()
        self.came: list[str] = []
        self.left: list[Gone] = []

    def add(self, pair: TwoAssessments, reread: StageReference | None, again: ReadAgain | None = None) -> None:
        """Add a subject.

        Args:
            pair: its two assessments.
            reread: the stage of the earlier answers by the later model: the earlier stage itself if that is the same;
                None if nobody knows.
            again: the earlier answers by the later model; None if that is the same, or nobody knows.

        """
        before, now = pair.before, pair.now
        for days, time in zip(self._days, (before.time, now.time), strict=True):
            days.add(time)
        how, doubtful = direction(before.stage, now), uncertain(before.status, now.status)
        by_answers = None if reread is None else direction(reread, now)
        self._directions["counts"][how] += 1
        self._directions["uncertain"][how] += doubtful
        if by_answers is not None:
            self._directions["by_answers"][by_answers] += 1
        if {before.stage.id, now.stage.id} <= self._at.keys():
            self._table[self._at[before.stage.id], self._at[now.stage.id]] += 1
        cause = _cause(before.stage, reread, now.stage)
        if not pair.same_model:
            self._ladder["reread" if reread is not None else "unread"] += 1
            self._ladder["shifted"] += reread is not None and reread.id != before.stage.id
            self._ladder["by_ladder"] += how in ("progress", "regression") and cause == "ladder"
            self._ladder["hidden"] += how == "same" and cause == "both"
        if how in ("progress", "regression"):
            self._movers.append(
                Mover(
                    subject=now.subject or "",
                    before=self._moved(before, pair.before_model),
                    now=self._moved(now, pair.now_model),
                    direction=how,
                    uncertain=doubtful,
                    cause=cause,
                )
            )
        if how == "progress":
            advised = {step.id: step for step in pair.before_model.stages[before.stage.number - 1].steps}
            for step, done in reported(before, now, pair.before_model, pair.now_model, again).items():
                if done:
                    self._steps.setdefault(step, []).append(now.subject or "")
                    self._first.setdefault(step, (advised[step], pair.before_model))

    def come(self, subject: str) -> None:
        """Add a subject without an assessment before."""
        self.came.append(subject)

    def leave(self, before: Assessment, model: Model) -> None:
        """Add a subject without an assessment now."""
        self.left.append(Gone(subject=before.subject or "", before=self._moved(before, model)))

    def found(self, since: str | None, until: str | None) -> Movement:
        """All of it; `since` and `until` say between which times."""
        texts, ladder = self._texts, self._ladder
        order = ("progress", "regression")
        size = range(len(texts.model.stages))
        known = {step.id: (step, texts.model) for stage in texts.model.stages for step in stage.steps}
        order_of = {id_: at for at, id_ in enumerate(known)}
        return Movement(
            since=since,
            until=until,
            before_dates=self._days[0].both,
            now_dates=self._days[1].both,
            **{
                key: Directions(
                    progress=found["progress"],
                    regression=found["regression"],
                    same=found["same"],
                    unknown=found["unknown"],
                )
                for key, found in self._directions.items()
            },
            came=tuple(self.came),
            left=tuple(self.left),
            stages=tuple(
                StageRecord(number=number, id=stage.id, name=texts.localized(stage.name))
                for number, stage in enumerate(texts.model.stages, start=1)
            ),
            table=tuple(tuple(self._table[row, column] for column in size) for row in size),
            outside=sum(self._directions["counts"].values()) - self._table.total(),
            movers=tuple(sorted(self._movers, key=lambda each: (order.index(each.direction), each.uncertain))),
            steps=tuple(
                ReportedStep(
                    id=id_, do=model.localized(step.do, texts.language), count=len(names), subjects=tuple(names)
                )
                for id_, names in sorted(
                    self._steps.items(), key=lambda item: (-len(item[1]), order_of.get(item[0], 0))
                )
                for step, model in (known.get(id_, self._first[id_]),)
            ),
            ladder=LadderPart(**{key: ladder[key] for key in LadderPart.__struct_fields__})
            if ladder["reread"] or ladder["unread"]
            else None,
        )

    def _moved(self, assessment: Assessment, model: Model) -> MovedStage:
        """A side, its stage called as the present ladder calls it."""
        at = self._at.get(assessment.stage.id)
        texts = self._texts if at is not None else LocalizedModel(model, self._texts.language)
        stage = assessment.stage if at is None else StageReference(number=at + 1, id=assessment.stage.id)
        return MovedStage(
            time=assessment.time,
            stage=StageRecord(number=stage.number, id=stage.id, name=texts.stage_name(stage)),
        )


def _cause(before: StageReference, reread: StageReference | None, now: StageReference) -> Cause:
    """What moved a subject from its earlier stage, by way of the re-reading, to the later one."""
    if reread is None:
        return "unknown"
    by_ladder, by_answers = before.id != reread.id, reread.id != now.id
    return "both" if by_ladder and by_answers else "ladder" if by_ladder else "answers"
