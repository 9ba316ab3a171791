"""`model simulate`: interviews of a population, and what a simulation finds."""

import os
from collections import Counter

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.answers import DONT_KNOW
from stagecli.authoring.interviews import Order, expected_information_gains, interviews
from stagecli.authoring.population import Population
from stagecli.authoring.simulate import simulate
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question, expected_information_gain
from stagecli.classifier.reading import read
from stagecli.classifier.verdict import classify
from stagecli.model import Model
from tests.benchmarks.fit import people
from tests.conftest import STAGECLI, examples
from tests.ladders import CLASSIFIERS, SMALL
from tests.tables import models


@given(st.data())
@examples(20)
def test_gains_of_many_are_those_of_each(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    classifier = Classifier(model)
    drawn = Population.drawn(classifier, 3, correlation=0, seed="x").forgetting(0.5, "f")
    many = [*(subject.answers for subject in people(drawn)), {}, {classifier.order[0]: DONT_KNOW}]
    readings = [read(classifier, answers) for answers in many]
    for reading, gains in zip(readings, expected_information_gains(classifier, readings), strict=True):
        assert gains == pytest.approx(expected_information_gain(classifier, reading), abs=1e-9)


@pytest.mark.parametrize("order", ["adaptive", "file", "random"])
def test_interviews_of_a_crowd_are_those_of_each_subject(order: Order) -> None:
    classifier = CLASSIFIERS["small"]
    population = Population.drawn(classifier, 30, correlation=0, seed="interviews")
    found = interviews(classifier, population, order, seed="", progress=lambda _: None)
    assert sum(found.asked.values()) == 90
    if order != "adaptive":
        return
    asked: Counter[int] = Counter()
    same = 0
    for subject in people(population):
        answers: dict[str, str] = {}
        while isinstance(question := classifier.next_question(answers), Question):
            answers[question.signal] = subject.answers.get(question.signal, DONT_KNOW)
        asked[len(answers)] += 1
        same += (
            classify(classifier, read(classifier, answers)).stage
            == classify(classifier, read(classifier, subject.answers)).stage
        )
    assert found.asked == asked
    assert found.same_stage == same / 90


def test_a_simulation_is_the_same_every_time_and_another_with_another_seed() -> None:
    heard: list[float] = []
    found = simulate(CLASSIFIERS["social-media"], subjects=20, seed=7, misreports=[0.5], progress=heard.append)
    assert found == simulate(CLASSIFIERS["social-media"], subjects=20, seed=7, misreports=[0.5])
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert simulate(CLASSIFIERS["social-media"], subjects=20, seed=8).confusion != found.confusion


def test_a_simulation_finds_what_is_amiss() -> None:
    found = simulate(CLASSIFIERS["social-media"], subjects=300)
    accuracies = [[each.accuracy for each in rows] for rows in (found.misreports, found.missing, found.correlated)]
    assert all(rows == sorted(rows, reverse=True) for rows in accuracies)
    assert found.correlated[0].accuracy == found.accuracy
    assert found.calibrated_at is not None
    below, above = (each for each in found.correlated if abs(each.amount - found.calibrated_at) < 0.1)
    assert below.confidence <= below.accuracy
    assert above.confidence > above.accuracy
    assert found.telling[0].stages == (1, 2)
    assert next(iter(found.telling[0].signals)) == "accounts"
    assert [sum(row) for row in found.confusion] == [300] * 6
    assert list(found.dropped.values()) == sorted(found.dropped.values())


def test_a_question_that_tells_nothing_can_be_dropped() -> None:
    options = tuple(replace(option, of_100=(50, 50, 50)) for option in SMALL.signals[0].options)
    idle = replace(SMALL.signals[0], id="idle", options=options)
    found = simulate(Classifier(replace(SMALL, signals=(*SMALL.signals, idle))), subjects=100)
    assert found.dropped["idle"] == 0
    assert "idle" in found.droppable
    assert SMALL.signals[0].id not in found.droppable


def test_a_simulation_shows_its_progress_on_a_terminal_and_stops_at_ctrl_c() -> None:
    environment = {**os.environ, "TERM": "xterm"}
    child = pexpect.spawn(
        str(STAGECLI), ["model", "simulate", "social-media", "--subjects", "20000"],
        env=environment, encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect(r"\d+%")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in str(child.before)
