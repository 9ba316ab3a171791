"""The report: an assessment in the words of one language, in ordered sections.

This package alone decides what to show, in which order, and which stage gets which note; `render` lays it out. What
matters most comes first: the stage and one sentence, three steps, why, the ladder, then the tables.
"""

from collections.abc import Iterator, Sequence

from stagecli.assessment import Assessment, StageProbability
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.signal_answers import SignalAnswer
from stagecli.classifier.verdict import Evidence
from stagecli.messages import message
from stagecli.model import Model
from stagecli.report import wording
from stagecli.report.sections import (
    AnswerTable,
    Balance,
    Content,
    Ladder,
    Paragraph,
    Points,
    Report,
    Rung,
    Section,
    StepItem,
    Steps,
    Weight,
)

FIRST_STEPS = 3
"""Steps shown at once: as many as fit into a week."""
_FEW = 4  # answers shown for and against; with `explain`, all


def report(
    assessment: Assessment,
    model: Model,
    language: str,
    *,
    explain: bool = False,
    page: bool = False,
    earlier: Sequence[tuple[Assessment, Model]] = (),
    by: str = "",
) -> Report:
    """Put an assessment into words.

    Args:
        assessment: the assessment.
        model: the model it was made with, for its texts.
        language: language of the words.
        explain: show all steps, all answers for and against, and the numbers behind them.
        page: also show what fits on a page to hand on: every answer, and how much each counts.
        earlier: assessments of the subject, oldest first, each with its model, from which the climb begins.
        by: who prepared it; empty to name nobody.

    """
    writer = _Writer(assessment, LocalizedModel(model, language), earlier, explain=explain, page=page)
    reference = assessment.model
    stage = writer.texts.stage(assessment.stage)
    return Report(
        language=language,
        subject=assessment.subject or "",
        title=writer.texts.localized(model.title),
        date=wording.date_in_words(assessment.time, language),
        by=writer.message("prepared_by", by=by) if by else "",
        clear=assessment.status == "clear",
        headline=writer.headline(),
        stage_names=wording.stage_names(assessment, writer.texts),
        summary=writer.message("summary", stage=assessment.stage.number, summary=writer.texts.localized(stage.summary)),
        sections=tuple(section for section in writer.sections() if section.blocks),
        remarks=writer.remarks(),
        source=writer.message("model_line", id=reference.id, version=reference.version, time=assessment.time or "-"),
        sha256=reference.sha256,
    )


class _Writer:
    """Puts the parts of one assessment into words."""

    def __init__(
        self,
        assessment: Assessment,
        texts: LocalizedModel,
        earlier: Sequence[tuple[Assessment, Model]],
        *,
        explain: bool,
        page: bool,
    ) -> None:
        self.assessment = assessment
        self.texts = texts
        self.earlier = earlier
        self.explain = explain
        self.page = page
        self.observed = {each.signal for each in assessment.answers if each.origin == "observed"}
        """The signals whose answer was measured."""

    def message(self, key: str, **values: object) -> str:
        return message(key, self.texts.language, **values)

    def headline(self) -> str:
        """The result on one line; several measures that say otherwise do not change it, but are told of."""
        said = wording.headline(self.assessment, self.texts.language)
        count = sum(each.agrees is False for each in self.assessment.answers)
        return self.message("headline_otherwise", headline=said, count=count) if count > 1 else said

    def sections(self) -> Iterator[Section]:
        found = self.assessment
        yield Section(self.steps_heading(), tuple(self.steps()))
        pro = [item for item in found.evidence if item.log_odds >= wording.NEGLIGIBLE]
        contra = [item for item in reversed(found.evidence) if item.log_odds <= -wording.NEGLIGIBLE]
        yield Section(self.message("spoke_for"), tuple(self.points("+", pro)))
        yield Section(self.message("spoke_against", other=found.runner_up.number), tuple(self.points("-", contra)))
        yield Section(self.message("surprises"), tuple(self.surprises()))
        if found.observed is not None:
            from stagecli.report import measured  # most subjects are not

            yield Section(self.message("said_and_measured"), tuple(measured.said_and_measured(found, self.texts)))
        yield Section(self.message("worth_asking"), tuple(self.worth_asking()))
        yield from self.since()
        if self.earlier:
            from stagecli.report.climb import climb  # compares, which one assessment does not need

            both = (*self.earlier, (found, self.texts.model))
            yield Section(self.message("climb"), (climb(both, self.texts.language),))
        yield Section(self.message("ahead"), tuple(self.ahead()))
        rungs = tuple(map(self.rung, found.posterior))
        headings = (self.message("stage"), self.message("probability"))
        yield Section(self.message("ladder"), (Ladder(headings, rungs, precise=self.explain),))
        if self.explain or self.page:
            stage, other = found.stage.number, found.runner_up.number
            how = self.message("explain_how" if self.explain else "balance", stage=stage, other=other)
            yield Section(self.message("explain"), (Paragraph(how, soft=True), self.balance()))
        if self.page:
            headings = (self.message("question"), self.message("answer"))
            yield Section(self.message("all_answers"), (AnswerTable(headings, tuple(map(self.answer, found.answers))),))
        if found.observed is not None and (self.page or self.explain):
            from stagecli.report import measured

            yield Section(self.message("measured"), tuple(measured.all_measured(found, self.texts)))

    def steps_heading(self) -> str:
        """The heading of the steps; if the stage is unclear, it says that they depend on the stage."""
        if self.assessment.aim is None:
            return self.message("upkeep")
        key = "steps_if" if self.assessment.status == "unclear" else "steps"
        return self.message(key, stage=self.assessment.stage.number)

    def steps(self) -> Iterator[Content]:
        found = self.assessment
        if not found.steps:
            if found.aim is not None:  # a ladder may leave out the upkeep of its top stage
                yield Paragraph(self.message("no_steps"))
            return
        known = {step.id: step for step in self.texts.stage(found.stage).steps}
        way = () if found.shortest_way is None else found.shortest_way.steps
        first = {*way, *(gain.id for gain in found.steps if gain.lifts > 0)}
        for gain in reversed(found.steps):  # what opens a step's gate stands before it
            if gain.id in first and gain.after is not None:
                first.add(gain.after)
        gains = sorted(found.steps, key=lambda gain: gain.id not in first)  # stable: all else stays in order
        numbers = {gain.id: number for number, gain in enumerate(gains, start=1)}
        items = []
        for gain in gains:
            step = known[gain.id]
            details = [self.message(f"effort_{step.effort}")]
            if gain.lifts > 0 and found.aim is not None:
                details.append(self.message("lifts", stage=found.aim.number))
            if gain.after is not None:
                details.append(self.message("after_step", number=numbers[gain.after]))
            do, why = self.texts.localized(step.do), self.texts.localized(step.why)
            items.append(StepItem(numbers[gain.id], do, why, ", ".join(details)))
        shown = len(items) if self.explain else FIRST_STEPS
        key = "steps_more" if self.page else "steps_folded"
        folded = self.message(key, count=len(items) - shown) if len(items) > shown else ""
        yield Steps(tuple(items[:shown]), tuple(items[shown:]), folded)
        on_the_way = [numbers[id_] for id_ in way]
        certain = found.aim is not None and found.status != "unclear"  # otherwise no way is the shortest
        if certain and len(on_the_way) < len(items) and all(number <= shown for number in on_the_way):
            yield Paragraph(wording.shortest_way(on_the_way, self.texts.language))

    def points(self, sign: str, evidence: Sequence[Evidence]) -> Iterator[Content]:
        shown = evidence if self.explain else evidence[:_FEW]
        if shown:
            items = ((self.texts.question(each.signal), self.counted(each)) for each in shown)
            yield Points(sign, tuple(items))
        if len(evidence) > len(shown):
            yield Paragraph(self.message("and_more", number=len(evidence) - len(shown)), soft=True)

    def counted(self, each: Evidence) -> str:
        """The answer that counts, in words; marked if it was measured."""
        label = self.texts.label(each.signal, each.option)
        return self.message("marked_measured", answer=label) if each.signal in self.observed else label

    def surprises(self) -> Iterator[Content]:
        items = []
        for each in self.assessment.surprises:
            label, name = self.texts.label(each.signal, each.option), self.texts.stage_name(each.likelier_at)
            items.append(("", self.message("surprise", label=label, number=each.likelier_at.number, name=name)))
        if items:
            yield Points("", tuple(items))

    def worth_asking(self) -> Iterator[Content]:
        questions = [self.texts.question(each.signal) for each in self.assessment.worth_asking[:3]]
        if questions:
            yield Points("?", tuple(("", question) for question in questions))

    def since(self) -> Iterator[Section]:
        """What changed since the previous assessment."""
        found, previous = wording.since(self.assessment, self.texts), self.assessment.previous
        if found is not None and previous is not None:
            heading, sentences, changes = found
            if previous.measures:
                from stagecli.report import measured

                changes += [measured.change(each, self.texts) for each in previous.measures]
            blocks: list[Content] = [Paragraph(" ".join(sentences))]
            if changes and not self.earlier:  # otherwise the climb shows them
                blocks.append(Points("", tuple(("", change) for change in changes)))
            yield Section(heading, tuple(blocks))

    def ahead(self) -> Iterator[Content]:
        """Say which stage is next, and which one the steps aim at if that is a later one."""
        found = self.assessment
        if found.aim is None:
            yield Paragraph(self.message("last_stage"))
        else:
            following = found.posterior[found.stage.number]
            said = [self.message("next_stage", number=following.number, name=self.texts.stage_name(following))]
            if found.aim.number != following.number:
                said.append(self.message("aim", number=found.aim.number, name=self.texts.stage_name(found.aim)))
            yield Paragraph(" ".join(said))
        yield Paragraph(self.texts.localized(self.texts.stage(found.stage).ahead))

    def rung(self, stage: StageProbability) -> Rung:
        found = self.assessment
        here = stage.number == found.stage.number
        or_here = found.status == "between" and stage.number == found.runner_up.number
        key = ""
        if here:
            key = "closest" if found.status == "unclear" else "here"
        elif or_here:
            key = "or_here"
        elif stage.ruled_out_by:
            key = "ruled_out"
        percent = wording.percent(stage.probability)
        note = self.message(key) if key else ""
        return Rung(stage.number, self.texts.stage_name(stage), stage.probability, percent, note, here, or_here)

    def balance(self) -> Balance:
        found = self.assessment
        weights = [
            self.weight(self.texts.question(each.signal), self.counted(each), each.log_odds) for each in found.evidence
        ]
        if found.prior_log_odds:
            weights.insert(0, self.weight("", self.message("prior"), found.prior_log_odds))
        headings = (self.message("answer"), self.message("speaks"))
        return Balance(headings, tuple(weights), self.weight("", self.message("total"), found.log_odds))

    def weight(self, question: str, answer: str, log_odds: float) -> Weight:
        """How far an answer tips the balance: in words, or in nats with `explain`."""
        language = self.texts.language
        words = wording.signed(log_odds, 3, language) if self.explain else wording.weight(log_odds, language)
        return Weight(question, answer, log_odds, words)

    def answer(self, answer: SignalAnswer) -> tuple[str, str]:
        if answer.option is None:
            return self.texts.question(answer.signal), self.message(answer.state)
        said = wording.answer(answer, answer.signal, self.texts)
        if answer.signal in self.observed:
            said = self.message("marked_measured", answer=said)
        return self.texts.question(answer.signal), said

    def remarks(self) -> tuple[str, ...]:
        """Stages ruled out, contradictions, answers that do not count, coverage, and the source of the numbers."""
        found = self.assessment
        ruled_out: dict[str, list[str]] = {}
        for stage in found.posterior:
            for signal in stage.ruled_out_by:
                ruled_out.setdefault(signal, []).append(str(stage.number))
        lines = [
            self.message("stages_ruled_out", question=self.texts.question(signal), numbers=", ".join(numbers))
            for signal, numbers in ruled_out.items()
        ]
        lines += [
            self.message("contradicts", question=self.texts.question(signal), stage=found.stage.number)
            for signal in found.contradicts
        ]
        said = [signal for signal in found.not_counted if signal not in self.observed]
        lines += [self.message("not_counted", question=self.texts.question(signal)) for signal in said]
        if found.observed is not None:
            from stagecli.report import measured

            lines += measured.measured_alone(found, self.texts)
        lines.append(self.message("coverage", answered=found.coverage.answered, applicable=found.coverage.applicable))
        test = self.texts.model.field_test(self.texts.language)
        return (*lines, wording.basis(found.model.fitted_to, test, self.texts.language))
