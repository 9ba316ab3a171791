"""Advice: every recommendation is checked by classifying again, here a second time and another way."""

from itertools import combinations
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from stagecli.classifier import Classifier
from stagecli.classifier.advice import EFFORT, Advice, Effect, apply
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import standings
from stagecli.classifier.reading import read
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import classify
from stagecli.model import Model, Option, Signal, Step
from stagecli.model_file import load_model
from tests.conftest import MODELS, examples
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL, requiring, some_answers, two_stages, violations, yes_or_no
from tests.tables import models


def advice(model: Model, answers: dict[str, str]) -> Advice:
    classifier = CLASSIFIERS[model.id]
    return classifier.advise(answers, classifier.verdict(answers).stage)


def log_odds(classifier: Classifier, answers: dict[str, str], stage: int, aim: int) -> float:
    score = standings(classifier, counted(classifier, answers)).scores
    return (score[aim] - score[stage]) / NANO


@pytest.mark.parametrize(
    "some", [st.just(SMALL), st.just(BUNDLED), models(max_stages=5, max_signals=8)], ids=["small", "bundled", "any"]
)
def test_gain_and_lifts_are_what_classifying_again_says(some: st.SearchStrategy[Model]) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        model = data.draw(some)
        answers, classifier = data.draw(some_answers(model)), Classifier(model)
        if not counted(classifier, answers):
            return
        stage = classify(classifier, read(classifier, answers)).stage
        given_advice = classifier.advise(answers, stage)
        steps = {step.id: step for step in model.stages[stage].steps}
        after = {item.step.id: item.after for item in given_advice.recommended}
        for item in given_advice.recommended:
            before = apply(answers, chain(steps, after, item.after))
            changed = apply(before, [item.step])
            assert given_advice.aim is not None
            aim = given_advice.aim
            gain = log_odds(classifier, changed, stage, aim) - log_odds(classifier, before, stage, aim)
            assert item.gain == pytest.approx(gain, abs=1e-9)
            assert item.lifts == violations(model, aim, before) - violations(model, aim, changed)
            if item.step in (given_advice.shortest_way or ()):
                continue
            assert (item.lifts, item.gain) > (0, 0) or item.step.id in after.values()
            applies = applicability(classifier, changed)
            assert all(applies[signal] != "no" for signal in item.step.changes)

    check()


def chain(steps: dict[str, Step], after: dict[str, str | None], name: str | None) -> list[Step]:
    found: list[Step] = []
    while name is not None:
        found.insert(0, steps[name])
        name = after[name]
    return found


@given(st.data())
@examples(500)
def test_steps_that_lift_come_first_then_by_gain_per_effort_and_after_what_opens_them(data: st.DataObject) -> None:
    model = data.draw(st.just(BUNDLED) | models(max_stages=5, max_signals=8))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    if not counted(classifier, answers):
        return
    stage = classify(classifier, read(classifier, answers)).stage
    found = classifier.advise(answers, stage)
    names = [item.step.id for item in found.recommended]
    for item in found.recommended:
        if item.after is not None:
            assert names.index(item.after) < names.index(item.step.id)
    if found.aim is None:
        return
    helping, steps = [], model.stages[stage].steps
    for step in steps:
        changed = apply(answers, [step])
        lifts = violations(model, found.aim, answers) - violations(model, found.aim, changed)
        gain = log_odds(classifier, changed, stage, found.aim) - log_odds(classifier, answers, stage, found.aim)
        open_ = all(applicability(classifier, changed)[signal] != "no" for signal in step.changes)
        if step.changes and open_ and (lifts, round(gain * NANO)) > (0, 0):
            helping.append((lifts <= 0, -round(gain * NANO) / EFFORT[step.effort], steps.index(step)))
    shown = [steps.index(item.step) for item in found.recommended if item.after is None]
    assert [at for at in shown if at in {at for *_, at in helping}] == [at for *_, at in sorted(helping)]


@given(some_answers(BUNDLED))
def test_what_is_met_already_is_not_recommended(answers: dict[str, str]) -> None:
    if not counted(CLASSIFIERS["social-media"], answers):
        return
    for item in advice(BUNDLED, answers).recommended:
        assert any(answers.get(signal) not in options for signal, options in item.step.changes.items())


@given(st.data())
@examples(500)
def test_the_shortest_way_is_the_smallest_set_that_reads_the_aim(data: st.DataObject) -> None:
    model = data.draw(st.just(SMALL) | models(max_stages=4, max_signals=8))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    if not counted(classifier, answers):
        return
    stage = classify(classifier, read(classifier, answers)).stage
    found = classifier.advise(answers, stage)
    if found.aim is None:
        assert found.shortest_way is None
        return
    candidates = [
        step
        for step in model.stages[stage].steps
        if any(answers.get(signal) not in options for signal, options in step.changes.items())
    ]
    ways = [
        way
        for size in range(1, len(candidates) + 1)
        for way in combinations(candidates, size)
        if not at_odds(way)
        and (counting := counted(classifier, apply(answers, way)))
        and standings(classifier, counting).ranking()[0] == found.aim
    ]
    if not ways:
        assert found.shortest_way is None
        return
    best = min(ways, key=lambda way: (len(way), sum(EFFORT[step.effort] for step in way)))
    assert found.shortest_way == best


def at_odds(way: tuple[Step, ...]) -> bool:
    """Whether two steps want different things of one signal."""
    targets = {(signal, options[0]) for step in way for signal, options in step.changes.items()}
    return len(targets) > len({signal for signal, _ in targets})


def test_a_step_behind_a_closed_gate_follows_the_one_that_opens_it() -> None:
    found = advice(SMALL, {"copies": "missing"})
    assert [(item.step.id, item.after) for item in found.recommended] == [
        ("buy-a-disk", None),
        ("test-a-restore", "buy-a-disk"),
        ("copy-weekly", "buy-a-disk"),
    ]


def test_a_requirement_of_the_aim_makes_its_step_decisive() -> None:
    found = advice(SMALL, {"copies": "missing"})
    assert found.aim == 2
    assert [(item.step.id, item.lifts) for item in found.recommended] == [
        ("buy-a-disk", 1), ("test-a-restore", 0), ("copy-weekly", 0)
    ]  # fmt: skip
    assert 0 < found.recommended[0].gain < 10


def demanding(requires: dict[str, str], *steps: Step) -> Classifier:
    """Two stages: yes speaks for the high one to `good` and `better`, against it to `bad` and `worse`."""
    signals = [yes_or_no(name, *of) for name, of in
               {"good": (30, 70), "better": (10, 90), "bad": (60, 40), "worse": (90, 10)}.items()]  # fmt: skip
    low, high = requiring(two_stages(*signals), {}, requires).stages
    return Classifier(structs.replace(two_stages(*signals), stages=(structs.replace(low, steps=steps), high)))


def do(name: str, effort: Literal["low", "medium", "high"] = "low", **changes: str) -> Step:
    return Step(id=name, do="d", why="w", changes={key: (option,) for key, option in changes.items()}, effort=effort)


NOTHING = dict.fromkeys(("good", "better", "bad", "worse"), "no")


def recommended(classifier: Classifier, answers: dict[str, str]) -> list[tuple[str, int, bool]]:
    found = classifier.advise(answers, 0).recommended
    return [(item.step.id, item.lifts, item.gain > 0) for item in found]


def test_a_step_that_lifts_a_violation_comes_first_whatever_its_gain() -> None:
    classifier = demanding({"bad": "yes"}, do("gains", better="yes"), do("lifts", bad="yes"), do("loses", worse="yes"))
    assert recommended(classifier, NOTHING) == [("lifts", 1, False), ("gains", 0, True)]


def test_a_step_that_adds_a_violation_is_not_recommended_for_its_gain() -> None:
    classifier = demanding({"better": "no"}, do("adds", better="yes"), do("gains", good="yes"))
    assert recommended(classifier, NOTHING) == [("gains", 0, True)]


def test_a_step_that_lifts_one_violation_and_adds_another_is_judged_by_its_gain() -> None:
    steps = do("gains", bad="yes", better="yes"), do("loses", worse="yes", good="yes")
    classifier = demanding({"bad": "yes", "better": "no", "worse": "yes", "good": "no"}, *steps)
    assert recommended(classifier, NOTHING) == [("gains", 0, True)]


def test_steps_that_lift_come_by_gain_per_effort_then_in_the_order_of_the_file() -> None:
    classifier = demanding(
        {"bad": "yes", "worse": "yes", "good": "yes"},
        do("two", bad="yes", worse="yes"), do("one", bad="yes"), do("cheaper", "high", bad="yes"),
        do("gains", "high", good="yes"), do("again", "high", good="yes"),
    )  # fmt: skip
    assert recommended(classifier, NOTHING) == [
        ("gains", 1, True), ("again", 1, True), ("cheaper", 1, False), ("one", 1, False), ("two", 2, False)
    ]  # fmt: skip


def test_a_step_is_worth_its_gain_per_effort_above_those_that_lift_nothing_if_it_lifts_and_below_if_it_adds() -> None:
    step = do("any", "medium", good="yes")
    assert Effect(0, 7).worth(step) == 14
    effects = [Effect(lifts, gain) for lifts in (-1, 0, 1) for gain in (-(2**46), 0, 2**46)]
    assert sorted(effects, key=lambda effect: effect.worth(step)) == effects
    assert Effect(2, 7).worth(step) == Effect(1, 7).worth(step)
    assert [effect.helps for effect in effects] == [effect.worth(step) > 0 for effect in effects]
    assert isinstance(Effect(0, 7).worth(step), int)


def test_of_two_steps_that_open_a_gate_the_better_one_is_taken_first() -> None:
    gate, good = yes_or_no("gate", 50, 50), yes_or_no("good", 30, 70)
    two = two_stages(gate, good, yes_or_no("fact", 10, 90, only_if={"gate": ("yes",)}))
    steps = do("open", gate="yes"), do("open-well", gate="yes", good="yes"), do("fill", fact="yes")
    model = structs.replace(two, stages=(structs.replace(two.stages[0], steps=steps), two.stages[1]))
    found = Classifier(model).advise({"gate": "no", "good": "no"}, 0).recommended
    assert {item.step.id: item.after for item in found} == {"open-well": None, "fill": "open-well"}


def test_the_shortest_way_lifts_what_scores_alone_would_not() -> None:
    lifts, gains = do("lifts", bad="yes"), do("gains", better="yes")
    classifier = demanding({"bad": "yes"}, gains, lifts)
    assert classifier.verdict({**NOTHING, "better": "yes"}).stage == 0
    assert classifier.advise({**NOTHING, "better": "yes"}, 0).shortest_way == (lifts,)


def test_a_step_that_closes_the_gate_of_a_violation_lifts_it() -> None:
    gate, fact = yes_or_no("gate", 50, 50), yes_or_no("fact", 90, 10, only_if={"gate": ("yes",)})
    low, high = requiring(two_stages(gate, fact), {}, {"fact": "yes"}).stages
    model = structs.replace(
        two_stages(gate, fact), stages=(structs.replace(low, steps=(do("close", gate="no"),)), high)
    )
    assert recommended(Classifier(model), {"gate": "yes", "fact": "no"}) == [("close", 1, False)]


def test_what_a_step_lifts_behind_a_gate_is_judged_with_what_its_opener_adds() -> None:
    gate, fact = yes_or_no("gate", 50, 50), yes_or_no("fact", 90, 10, only_if={"gate": ("yes",)})
    low, high = requiring(two_stages(gate, fact), {}, {"fact": "yes"}).stages
    steps = do("open", gate="yes"), do("fill", fact="yes")
    model = structs.replace(two_stages(gate, fact), stages=(structs.replace(low, steps=steps), high))
    assert recommended(Classifier(model), {"gate": "no"}) == []  # a violation behind a closed gate is none
    assert recommended(Classifier(model), {"gate": "yes", "fact": "no"}) == [("fill", 1, False)]


def test_two_steps_that_want_different_things_of_one_signal_are_not_combined() -> None:
    answers = {"accounts": "in_use", "answering": "not_answered", "attitude": "angry", "results": "no_results"}
    found = advice(BUNDLED, answers)
    assert {"answer-everyone", "find-people"} <= {item.step.id for item in found.recommended}
    names = {step.id for step in found.shortest_way or ()}
    assert not {"answer-everyone", "find-people"} <= names


def test_the_last_stage_has_upkeep_and_no_aim() -> None:
    answers = {"accounts": "in_use", "attitude": "preaching", "telling_others": "everyone"}
    found = advice(BUNDLED, answers)
    assert (found.aim, found.recommended, found.shortest_way) == (None, (), None)
    assert found.upkeep == BUNDLED.stages[-1].steps


def test_the_second_stage_aims_beyond_the_dip() -> None:
    found = advice(BUNDLED, {"attitude": "hopeful", "accounts": "idle"})
    assert found.aim == 3
    assert found.shortest_way is not None


def test_no_way_is_reported_as_none() -> None:
    answers = {signal.id: max(signal.options, key=lambda option: option.of_100[0]).id for signal in BUNDLED.signals}
    met = {"posting": "steady", "telling_customers": "told", "mentions": "searching", "telling_others": "says_nothing"}
    stubborn = {**answers, "accounts": "in_use", **met}
    found = CLASSIFIERS["social-media"].advise(stubborn, 0)
    assert found.recommended == ()
    assert found.shortest_way is None


def test_applying_a_step_leaves_what_is_met_as_it_is() -> None:
    step = BUNDLED.stages[0].steps[1]
    assert apply({"accounts": "in_use"}, [step]) == {"accounts": "in_use"}
    assert apply({"accounts": "none"}, [step]) == {"accounts": "in_use"}
    assert apply({}, [step]) == {"accounts": "in_use"}


def test_a_step_that_gains_nothing_is_listed_if_it_opens_the_gate_of_one_that_does() -> None:
    found = load_model(str(MODELS / "openers.yaml")).advise({"import": "closed", "blank": "few"}, 0)
    assert [(item.step.id, item.after, item.gain > 0) for item in found.recommended] == [
        ("open-it", None, False),
        ("then-fill", "open-it", True),
    ]
    assert [step.id for step in found.shortest_way or ()] == ["open-it", "then-fill"]


def test_whatever_the_shortest_way_takes_is_listed() -> None:
    @given(some_answers(BUNDLED))
    def check(answers: dict[str, str]) -> None:
        if counted(CLASSIFIERS["social-media"], answers):
            found = advice(BUNDLED, answers)
            assert {step.id for step in found.shortest_way or ()} <= {item.step.id for item in found.recommended}

    check()


def test_a_step_that_only_keeps_a_third_stage_away_is_listed_with_what_it_costs() -> None:
    frequencies = {"up": ((60, 10, 10), (10, 60, 80)), "off": ((40, 44, 90), (60, 56, 10))}
    signals = [
        Signal(
            id=name,
            question="?",
            options=(Option(id="no", label="No", of_100=no), Option(id="yes", label="Yes", of_100=yes)),
        )
        for name, (no, yes) in frequencies.items()
    ]
    up, off = (Step(id=name, do="d", why="w", changes={name: ("yes",)}, effort="low") for name in frequencies)
    two = two_stages(*signals)
    first, last = (structs.replace(stage, steps=(up, off)) for stage in two.stages)
    model = structs.replace(two, stages=(first, structs.replace(first, id="middle", name="middle"), last))
    answers, classifier = {"up": "no", "off": "no"}, Classifier(model)
    found = classifier.advise(answers, 0)
    assert (found.aim, found.shortest_way) == (1, (up, off))
    gain = {}
    for step in (up, off):
        before, after = answers, apply(answers, [step])
        gain[step.id] = log_odds(classifier, after, 0, 1) - log_odds(classifier, before, 0, 1)
    assert gain["up"] > 0 > gain["off"]
    assert [(item.step, item.lifts, item.after) for item in found.recommended] == [(up, 0, None), (off, 0, None)]
    assert [item.gain for item in found.recommended] == pytest.approx([gain["up"], gain["off"]])
