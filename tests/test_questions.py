"""The interview: what is asked next and why it stops, against definitions computed another way."""

import math
from collections.abc import Callable, Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.authoring.interviews import interviews
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import standings
from stagecli.classifier.questions import (
    WORTH_ASKING,
    Question,
    Stop,
    decide,
    entropy,
    expected_information_gain,
    next_question,
    settled,
    worth_asking,
)
from stagecli.classifier.reading import read
from stagecli.classifier.verdict import classify
from stagecli.model import Interview, Model, Option, Signal
from tests.conftest import examples
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL, requiring, some_answers, two_stages, yes_or_no
from tests.tables import models
from tests.test_classifier import oracle


@given(st.data())
@examples(100)
def test_expected_information_gain_is_what_its_definition_says(data: st.DataObject) -> None:
    model = data.draw(st.just(SMALL) | models(max_stages=6, max_signals=6))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    gain = expected_information_gain(classifier, read(classifier, answers))
    now = oracle(model, answers)
    applies = applicability(classifier, answers)
    assert set(gain) == {signal for signal in classifier.order if signal not in answers and applies[signal] != "no"}
    counting = counted(classifier, answers)  # the expected answer is taken to count
    free = structs.replace(model, signals=tuple(structs.replace(each, only_if={}) for each in model.signals))
    for name, bits in gain.items():
        expected = bits_of(now)
        for option, likelihood in classifier.likelihood[name].items():
            predictive = sum(p * q for p, q in zip(now, likelihood, strict=True))
            expected -= predictive * bits_of(oracle(free, {**counting, name: option}))
        assert bits == pytest.approx(expected, abs=1e-6)


def bits_of(probabilities: list[float]) -> float:
    return -sum(p * math.log(p) / math.log(2) for p in probabilities if p > 0)


def test_entropy_is_in_bits() -> None:
    assert entropy([0.5, 0.5]) == 1
    assert entropy([0.25] * 4) == 2
    assert entropy([1.0, 0.0]) == 0


@given(some_answers(SMALL))
def test_what_is_worth_asking_comes_most_informative_first(answers: dict[str, str]) -> None:
    ranked = worth_asking(CLASSIFIERS["small"], read(CLASSIFIERS["small"], answers))
    bits = [gain for _, gain in ranked]
    assert bits == sorted(bits, reverse=True)
    assert all(gain >= WORTH_ASKING for gain in bits)
    assert not {signal for signal, _ in ranked} & set(answers)


@pytest.mark.parametrize("correlation", [0.0, 0.3])
def test_about_half_the_questions_find_the_stage_that_all_of_them_find(correlation: float) -> None:
    classifier = CLASSIFIERS["social-media"]
    population = Population.drawn(classifier, 100, correlation=correlation, seed="interview")
    found = interviews(classifier, population, "adaptive", seed="", progress=lambda _: None)
    assert found.share_asked <= 0.585  # 0.555 of 60,000: see `guide method`; 600 leave a margin of 0.03
    assert found.same_stage >= 0.945  # 0.971


def walk(model: Model, choose: Callable[[str], str], *, ask_all: bool = False) -> tuple[dict[str, str], Stop]:
    """A whole interview, with answers chosen by signal."""
    answers: dict[str, str] = {}
    classifier = Classifier(model)
    while isinstance(step := classifier.next_question(answers, ask_all=ask_all), Question):
        assert step.signal not in answers
        assert 1 <= step.left <= len(model.signals) - len(answers)
        answers[step.signal] = choose(step.signal)
    return answers, step


def test_gates_are_asked_before_what_they_guard() -> None:
    answers, stop = walk(SMALL, lambda signal: SMALL.signal(signal).options[-1].id, ask_all=True)
    order = list(answers)
    for signal in order:
        for gate in SMALL.signal(signal).only_if:
            assert order.index(gate) < order.index(signal)
    assert stop == Stop("all_asked")
    assert len(order) == len(SMALL.signals)
    assert walk(SMALL, lambda _: "missing", ask_all=True)[0] == {"copies": "missing"}


def test_dont_know_everywhere_asks_everything_that_is_worth_asking() -> None:
    answers, stop = walk(BUNDLED, lambda _: "dont_know")
    assert len(answers) == BUNDLED.interview.max_questions
    assert stop.reason == "long_enough"
    endless = structs.replace(BUNDLED, interview=structs.replace(BUNDLED.interview, max_questions=None))
    answers, stop = walk(endless, lambda _: "dont_know")
    assert len(answers) == len(BUNDLED.signals)
    assert stop.reason == "all_asked"


def test_it_never_asks_more_than_the_ladder_allows_unless_all_is_wanted() -> None:
    short = structs.replace(BUNDLED, interview=structs.replace(BUNDLED.interview, max_questions=2))
    ladder = Classifier(short)
    first = ladder.next_question({})
    assert isinstance(first, Question)
    assert first.left == 2
    answers = {"accounts": "in_use", "attitude": "dont_know"}
    assert ladder.next_question(answers) == Stop("long_enough")
    assert isinstance(ladder.next_question(answers, ask_all=True), Question)


def test_it_stops_when_sure_after_the_fewest_questions_allowed() -> None:
    typical = {signal.id: max(signal.options, key=lambda option: option.of_100[0]).id for signal in BUNDLED.signals}
    answers, stop = walk(BUNDLED, typical.__getitem__)
    assert (len(answers), stop.reason) == (BUNDLED.interview.min_questions, "sure")


def test_it_stops_when_nothing_left_is_worth_asking() -> None:
    dull = Signal(
        id="dull",
        question="?",
        options=(Option(id="a", label="a", of_100=(50, 51)), Option(id="b", label="b", of_100=(50, 49))),
    )
    classifier = Classifier(two_stages(dull))
    assert classifier.next_question({}) == Stop("nothing_more")
    question = classifier.next_question({}, ask_all=True)
    assert isinstance(question, Question)
    assert question.tells_apart == (0, 1)


def to_come(model: Model, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every way in which the questions not asked yet can be answered."""
    unasked = [each for each in model.signals if each.id not in answers]
    for choice in product(*[[*(option.id for option in each.options), "dont_know"] for each in unasked]):
        yield {**answers, **{each.id: option for each, option in zip(unasked, choice, strict=True)}}


@given(st.data())
@examples(300)
def test_settled_means_that_no_answers_to_come_can_change_the_stage(data: st.DataObject) -> None:
    model = data.draw(st.just(SMALL) | models(max_stages=4, max_signals=4))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    if settled(classifier, read(classifier, answers)):
        stage = classify(classifier, read(classifier, answers)).stage
        for more in to_come(model, answers):
            assert standings(classifier, counted(classifier, more)).ranking()[0] == stage


@given(st.data())
@examples(300)
def test_without_gates_it_is_settled_as_soon_as_no_rival_can_draw_level(data: st.DataObject) -> None:
    model = data.draw(models(max_stages=4, max_signals=4))
    model = structs.replace(model, signals=tuple(structs.replace(each, only_if={}) for each in model.signals))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    if not counted(classifier, answers):
        return
    leader = classify(classifier, read(classifier, answers)).stage
    level = False
    for more in to_come(model, answers):
        end = standings(classifier, counted(classifier, more))
        places = [*zip(end.violations, (-score for score in end.scores), strict=True)]
        level |= any(place <= places[leader] for stage, place in enumerate(places) if stage != leader)
    assert settled(classifier, read(classifier, answers)) is not level


GATE, GATED = yes_or_no("gate", 50, 50), yes_or_no("gated", 50, 50, only_if={"gate": ("yes",)})
FACT, LEAD = yes_or_no("fact", 50, 50), yes_or_no("lead", 95, 5)


@pytest.mark.parametrize(
    ("model", "answers", "expected"),
    [
        # the low stage leads by its score, but could still be ruled out
        (requiring(two_stages(FACT, LEAD), {"fact": "yes"}, {}), {"lead": "yes"}, False),
        (requiring(two_stages(FACT, LEAD), {"fact": "yes"}, {}), {"lead": "yes", "fact": "yes"}, True),
        (requiring(two_stages(FACT, LEAD), {"fact": "yes"}, {}), {"lead": "yes", "fact": "dont_know"}, True),
        # the low stage is ruled out, whatever its score is
        (requiring(two_stages(FACT, LEAD), {"fact": "yes"}, {}), {"fact": "no"}, True),
        # the violations can be evened out, and then the scores decide
        (requiring(two_stages(FACT, LEAD), {"fact": "yes"}, {"lead": "no"}), {"fact": "no"}, False),
        (requiring(two_stages(FACT, LEAD), {"fact": "yes"}, {"lead": "yes"}), {"fact": "no"}, True),
        # what rules a rival out cannot help it by its score
        (requiring(two_stages(LEAD, yes_or_no("other", 5, 95)), {}, {"other": "no"}), {"lead": "yes"}, True),
        # it may stay unanswered, and then another answer helps the rival
        (
            requiring(two_stages(LEAD, yes_or_no("too", 95, 5), yes_or_no("other", 5, 95)), {}, {"other": "no"}),
            {"lead": "yes"},
            False,
        ),
        # an answer that violates may turn out not to count
        (requiring(two_stages(GATE, GATED, LEAD), {"gated": "yes"}, {}), {"gated": "no", "lead": "yes"}, False),
        (requiring(two_stages(GATE, GATED), {"gated": "yes"}, {}), {"gated": "no", "gate": "yes"}, True),
    ],
)
def test_a_rival_that_violates_more_catches_up_only_if_violations_can_be_evened_out(
    model: Model, answers: dict[str, str], expected: bool
) -> None:
    assert settled(Classifier(model), read(Classifier(model), answers)) is expected


@given(some_answers(SMALL))
def test_once_no_answer_can_change_the_stage_none_is_offered_to_settle_it(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["small"]
    if not counted(classifier, answers):
        return
    result = assess(classifier, from_values(SMALL, answers, "program"))
    offered = [question.signal for question in result.worth_asking]
    if settled(classifier, read(classifier, answers)) or result.status == "clear":
        assert offered == []
    else:
        assert offered == [signal for signal, _ in worth_asking(classifier, read(classifier, answers))]


@pytest.mark.parametrize(
    ("others", "answers", "settled"),
    [
        ([yes_or_no("weak", 60, 40)], {"strong": "yes"}, True),
        ([yes_or_no("strong_too", 95, 5)], {"strong": "yes"}, False),  # it can draw level
        ([yes_or_no("weak", 60, 40), yes_or_no("strong_too", 95, 5)], {"strong": "yes"}, False),
        (
            [yes_or_no("weak", 60, 40), yes_or_no("strong_too", 95, 5)],
            {"strong": "yes", "strong_too": "dont_know"},
            True,
        ),
        ([yes_or_no("weak", 60, 40), yes_or_no("strong_too", 95, 5)], {"strong": "yes", "strong_too": "no"}, False),
        ([yes_or_no(f"weak_{n}", 60, 40) for n in range(3)], {"strong": "yes"}, True),
        ([yes_or_no(f"weak_{n}", 60, 40) for n in range(9)], {"strong": "yes"}, False),  # together they can
        ([yes_or_no("weak", 60, 40), yes_or_no("gated", 90, 10, only_if={"weak": ("yes",)})], {"gated": "yes"}, False),
    ],
)
def test_it_is_settled_once_what_is_left_cannot_make_up_the_lead(
    others: list[Signal], answers: dict[str, str], settled: bool
) -> None:
    classifier = Classifier(two_stages(yes_or_no("strong", 95, 5), *others))
    assert (classifier.next_question(answers) == Stop("settled")) == settled


@pytest.mark.parametrize(
    ("gate", "answers", "expected"),
    [
        (yes_or_no("gate", 60, 40), {"strong": "yes", "gate": "no"}, True),  # what is closed cannot help a rival
        (yes_or_no("gate", 60, 40), {"strong": "yes", "gate": "yes"}, False),
        (yes_or_no("gate", 50, 50), {"strong": "no", "gated": "yes"}, False),  # it may turn out closed
        (yes_or_no("gate", 50, 50), {"strong": "no", "gated": "yes", "gate": "yes"}, True),
        (yes_or_no("gate", 50, 50), {"gate": "dont_know"}, False),  # no answer counts
    ],
)
def test_gates_decide_what_is_left_to_make_up_the_lead(gate: Signal, answers: dict[str, str], expected: bool) -> None:
    gated = yes_or_no("gated", 99, 1, only_if={"gate": ("yes",)})
    classifier = Classifier(two_stages(yes_or_no("strong", 95, 5), gate, gated))
    assert settled(classifier, read(classifier, answers)) is expected


def test_a_lead_of_a_billionth_is_enough_if_nothing_is_left() -> None:
    two = two_stages(FACT, GATE, GATED, *(yes_or_no(name, 50, 50) for name in ("even", "unknown")))
    low, high = two.stages
    model = structs.replace(two, stages=(structs.replace(low, prior=1 + 1e-9), high))
    for answers in ({"gate": "no"}, {"gate": "yes", "gated": "no"}, {"gated": "no"}):
        given = {"fact": "yes", "unknown": "dont_know", **answers}
        low_score, high_score = standings(Classifier(model), counted(Classifier(model), given)).scores
        assert low_score - high_score == 1
        assert settled(Classifier(model), read(Classifier(model), given))
        assert not settled(Classifier(two), read(Classifier(two), given))


@given(st.data())
@examples(200)
def test_a_question_tells_the_two_stages_apart_that_differ_most(data: st.DataObject) -> None:
    model = data.draw(st.just(SMALL) | models(max_stages=6, max_signals=6))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    question = next_question(classifier, read(classifier, answers), ask_all=True)
    if isinstance(question, Stop):
        return
    assert question.gain == expected_information_gain(classifier, read(classifier, answers))[question.signal]
    now = oracle(model, answers)

    def differ(a: int, b: int) -> float:
        """Jeffreys' divergence, weighted by how likely both are."""
        rows = classifier.likelihood[question.signal].values()
        return now[a] * now[b] * sum((row[a] - row[b]) * (math.log(row[a]) - math.log(row[b])) for row in rows)

    one, other = question.tells_apart
    assert one < other
    assert differ(one, other) == pytest.approx(
        max(differ(*pair) for pair in combinations(range(len(now)), 2)), abs=1e-6
    )


def test_unless_all_is_to_be_asked_it_stops() -> None:
    assert next_question(Classifier(two_stages(FACT)), read(Classifier(two_stages(FACT)), {})) == Stop("nothing_more")


def test_at_the_threshold_it_is_sure_and_worth_asking() -> None:
    model = two_stages(yes_or_no("only", 90, 10), yes_or_no("other", 90, 10))
    sure = max(standings(Classifier(model), {"only": "yes"}).posterior())
    here = structs.replace(model, interview=Interview(min_questions=1, stop_at=sure))
    assert Classifier(here).next_question({"only": "yes"}) == Stop("sure")
    within = structs.replace(model, interview=Interview(min_questions=1, stop_at=sure + 5e-10))
    assert Classifier(within).next_question({"only": "yes"}) == Stop("sure")
    above = structs.replace(model, interview=Interview(min_questions=1, stop_at=sure + 2e-9))
    assert isinstance(Classifier(above).next_question({"only": "yes"}), Question)


@given(some_answers(BUNDLED))
def test_the_next_question_is_a_function_of_the_answers_alone(answers: dict[str, str]) -> None:
    backwards = dict(reversed(answers.items()))
    classifier = CLASSIFIERS["social-media"]
    assert classifier.next_question(answers) == Classifier(BUNDLED).next_question(backwards)


def test_of_questions_that_tell_as_much_the_first_in_the_file_is_asked() -> None:
    equals = [yes_or_no(name, 90, 10) for name in ("zeta", "alpha")]
    classifier = Classifier(two_stages(yes_or_no("gated", 90, 10, only_if={"alpha": ("yes",)}), *equals))
    assert [name for name, _ in worth_asking(classifier, read(classifier, {}))] == ["gated", "zeta", "alpha"]
    gain = expected_information_gain(classifier, read(classifier, {}))
    assert decide(classifier, read(classifier, {}), gain) == "alpha"  # the gate of the first
    assert decide(classifier, read(classifier, {"alpha": "dont_know"}), {"zeta": 0.5, "gated": 0.5 - 5e-10}) == "gated"
    assert decide(classifier, read(classifier, {"alpha": "dont_know"}), {"zeta": 0.5, "gated": 0.5 - 2e-9}) == "zeta"
