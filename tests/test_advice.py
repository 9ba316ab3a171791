"""Advice: every recommendation is checked by classifying again, here a second time and another way."""

from itertools import combinations

import pytest
from hypothesis import given
from msgspec import structs

from stagecli.classifier import Classifier
from stagecli.classifier.advice import EFFORT, Advice, apply
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import scores
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import classify
from stagecli.model import Model, Option, Signal, Step
from stagecli.model_file import load_model
from tests.conftest import MODELS
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL, some_answers, two_stages


def advice(model: Model, answers: dict[str, str]) -> Advice:
    classifier = CLASSIFIERS[model.id]
    return classifier.advise(answers, classifier.verdict(answers).stage)


def log_odds(model: Model, answers: dict[str, str], stage: int, aim: int) -> float:
    classifier = CLASSIFIERS[model.id]
    totals = scores(classifier, counted(classifier, answers))
    return (totals[aim] - totals[stage]) / NANO


@pytest.mark.parametrize("model", [SMALL, BUNDLED], ids=["small", "bundled"])
def test_a_gain_is_what_classifying_again_says(model: Model) -> None:
    @given(some_answers(model))
    def check(answers: dict[str, str]) -> None:
        classifier = CLASSIFIERS[model.id]
        if not counted(classifier, answers):
            return
        stage = classify(classifier, answers).stage
        given_advice = advice(model, answers)
        steps = {step.id: step for step in model.stages[stage].steps}
        after = {item.step.id: item.after for item in given_advice.recommended}
        for item in given_advice.recommended:
            before = apply(answers, chain(steps, after, item.after))
            changed = apply(before, [item.step])
            assert given_advice.aim is not None
            gain = log_odds(model, changed, stage, given_advice.aim) - log_odds(model, before, stage, given_advice.aim)
            assert item.gain == pytest.approx(gain, abs=1e-9)
            assert item.gain > 0 or item.step.id in after.values() or item.step in (given_advice.shortest_way or ())
            applies = applicability(classifier, changed)
            assert all(applies[signal] != "no" for signal in item.step.changes)

    check()


def chain(steps: dict[str, Step], after: dict[str, str | None], name: str | None) -> list[Step]:
    found: list[Step] = []
    while name is not None:
        found.insert(0, steps[name])
        name = after[name]
    return found


@given(some_answers(BUNDLED))
def test_steps_come_by_gain_per_effort_and_after_what_opens_them(answers: dict[str, str]) -> None:
    if not counted(CLASSIFIERS["social-media"], answers):
        return
    recommended = advice(BUNDLED, answers).recommended
    names = [item.step.id for item in recommended]
    for item in recommended:
        if item.after is not None:
            assert names.index(item.after) < names.index(item.step.id)
    free = [item.gain / EFFORT[item.step.effort] for item in recommended if item.after is None]
    assert free == sorted(free, reverse=True)


@given(some_answers(BUNDLED))
def test_what_is_met_already_is_not_recommended(answers: dict[str, str]) -> None:
    if not counted(CLASSIFIERS["social-media"], answers):
        return
    for item in advice(BUNDLED, answers).recommended:
        assert any(answers.get(signal) not in options for signal, options in item.step.changes.items())


@given(some_answers(SMALL))
def test_the_shortest_way_is_the_smallest_set_that_reads_the_aim(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["small"]
    if not counted(classifier, answers):
        return
    stage = classify(classifier, answers).stage
    found = advice(SMALL, answers)
    if found.aim is None:
        assert found.shortest_way is None
        return
    candidates = [
        step
        for step in SMALL.stages[stage].steps
        if any(answers.get(signal) not in options for signal, options in step.changes.items())
    ]
    ways = [
        way
        for size in range(1, len(candidates) + 1)
        for way in combinations(candidates, size)
        if classify(classifier, apply(answers, way)).stage == found.aim
    ]
    if not ways:
        assert found.shortest_way is None
        return
    best = min(ways, key=lambda way: (len(way), sum(EFFORT[step.effort] for step in way)))
    assert found.shortest_way == best


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
    assert found.recommended[0].gain > 1_000_000 - 10


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
    found = advice(BUNDLED, {"attitude": "hopeful", "accounts": "quiet"})
    assert found.aim == 3
    assert found.shortest_way is not None


def test_no_way_is_reported_as_none() -> None:
    answers = {signal.id: max(signal.options, key=lambda option: option.of_100[0]).id for signal in BUNDLED.signals}
    met = {"posting": "steady", "telling_customers": "told", "mentions": "searching", "telling_others": "says_nothing"}
    stubborn = {**answers, "accounts": "quiet", **met}
    found = CLASSIFIERS["social-media"].advise(stubborn, 0)
    assert found.recommended == ()
    assert found.shortest_way is None


def test_applying_a_step_leaves_what_is_met_as_it_is() -> None:
    step = BUNDLED.stages[0].steps[1]
    assert apply({"accounts": "in_use"}, [step]) == {"accounts": "in_use"}
    assert apply({"accounts": "none"}, [step]) == {"accounts": "quiet"}
    assert apply({}, [step]) == {"accounts": "quiet"}


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
        before, after = scores(classifier, answers), scores(classifier, apply(answers, [step]))
        gain[step.id] = (after[1] - after[0] - before[1] + before[0]) / NANO
    assert gain["up"] > 0 > gain["off"]
    assert [(item.step, item.gain, item.after) for item in found.recommended] == [
        (step, gain[step.id], None) for step in (up, off)
    ]
