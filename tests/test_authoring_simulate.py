"""`model simulate`: interviews of a population, and what a simulation finds."""

import math
import os
import random
import statistics
from collections import Counter

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.answers import DONT_KNOW
from stagecli.authoring.interviews import Order, expected_information_gains, interviews
from stagecli.authoring.population import Population
from stagecli.authoring.reports.simulation import as_text
from stagecli.authoring.simulate import Simulation, simulate
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question, expected_information_gain
from stagecli.classifier.reading import read
from stagecli.classifier.verdict import classify
from stagecli.model import Model, Stage
from tests.benchmarks.fit import people
from tests.conftest import STAGECLI, examples
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL
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
    same = 0.0
    for subject in people(population):
        answers: dict[str, str] = {}
        while isinstance(question := classifier.next_question(answers), Question):
            answers[question.signal] = subject.answers.get(question.signal, DONT_KNOW)
        asked[len(answers)] += 1
        same += (
            classifier.model.stages[subject.stage].prior
            / 4
            / 30
            * (
                classify(classifier, read(classifier, answers)).stage
                == classify(classifier, read(classifier, subject.answers)).stage
            )
        )
    assert found.asked == asked
    assert found.same_stage == pytest.approx(same)


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


def reordered(model: Model, seed: int) -> Model:
    """The model with the options of every signal in another order."""
    shuffled = random.Random(seed).sample
    signals = (replace(each, options=tuple(shuffled(each.options, len(each.options)))) for each in model.signals)
    return replace(model, signals=tuple(signals))


@pytest.mark.parametrize("model", [SMALL, BUNDLED], ids=lambda model: model.id)
def test_the_order_of_options_in_the_file_changes_no_figure(model: Model) -> None:
    ungated = replace(model, signals=tuple(replace(each, number=None) for each in model.signals))
    found = simulate(Classifier(ungated), subjects=40)
    for seed in (1, 2):
        assert simulate(Classifier(reordered(ungated, seed)), subjects=40) == found


def with_priors(model: Model, *priors: float, weight: float = 1, temperature: float = 2) -> Classifier:
    stages = (replace(stage, prior=prior) for stage, prior in zip(model.stages, priors, strict=True))
    signals = tuple(replace(signal, weight=weight) for signal in model.signals)
    calibration = replace(model.calibration, temperature=temperature)
    return Classifier(replace(model, stages=tuple(stages), signals=signals, calibration=calibration))


def test_stages_weigh_in_every_mean_what_their_priors_say() -> None:
    classifier = with_priors(SMALL, 7, 2, 1)
    found = simulate(classifier, subjects=60)
    population = Population.drawn(classifier, 60, correlation=0, seed="1/subjects")
    read = population.read(classifier).verdicts
    accuracy, confidence, variance, answered, asked = 0.0, 0.0, 0.0, 0.0, 0.0
    for prior, stage in ((0.7, 0), (0.2, 1), (0.1, 2)):
        own = slice(60 * stage, 60 * stage + 60)
        assert found.confusion[stage][stage] == read.right[own].sum()
        accuracy += prior * found.confusion[stage][stage] / 60
        confidence += prior * statistics.fmean(read.confidence[own])
        variance += prior**2 * statistics.variance((read.confidence[own] - read.right[own]).tolist()) / 60
        answered += prior * statistics.fmean(map(len, population.choices(stage)))
    assert found.accuracy == pytest.approx(accuracy)
    assert found.correlated[0].confidence == pytest.approx(confidence, abs=1e-6)
    assert found.correlated[0].standard_error == pytest.approx(math.sqrt(variance), abs=1e-6)
    for each in found.interviews:
        asked = sum(number * share for number, share in each.asked_shares.items())
        assert sum(each.asked_shares.values()) == pytest.approx(1)
        assert (each.mean_asked, each.share_asked) == pytest.approx((asked, asked / answered))


def calibration(classifier: Classifier) -> tuple[Simulation, str]:
    found = simulate(classifier, subjects=400)
    text = as_text(found, width=120, colour=False).partition("Answers that hang together")[2]
    return found, " ".join(text.partition("What tells")[0].split("\n  ")[9:]).strip()


def test_a_ladder_whose_answers_are_independent_is_right_at_temperature_1_whatever_its_priors() -> None:
    """Its posterior is the truth, so a difference from accuracy is chance, and no reason for advice."""
    for priors in ((1, 1, 1), (90, 5, 5), (5, 5, 90)):
        found, said = calibration(with_priors(replace(SMALL, stages=unrequiring(SMALL)), *priors, temperature=1))
        assert abs(found.correlated[0].gap) <= 2 * found.correlated[0].standard_error
        assert found.temperature_to_try is None
        assert said.startswith("The temperature is right where answers correlate by ")


def test_a_temperature_to_try_comes_with_the_advice() -> None:
    model = replace(SMALL, stages=unrequiring(SMALL))
    found, said = calibration(with_priors(model, 1, 1, 1, weight=2, temperature=1))
    assert (found.calibrated_at, found.temperature_to_try) == (None, 2)
    assert said == (
        "Even with independent answers, verdicts are right less often than they say: try a temperature of 2."
    )
    found, said = calibration(with_priors(model, 1, 1, 1, temperature=8))
    assert found.calibrated_at is None
    assert found.temperature_to_try in (1.5, 1.75, 2)
    assert said == (
        "At every correlation tried, verdicts are right more often than they say: try a temperature of "
        f"{found.temperature_to_try:g}, the best where answers correlate by 0.60."
    )
    found, said = calibration(with_priors(model, 1, 1, 1, weight=0.2, temperature=1))
    assert found.temperature_to_try is None
    assert said == "At every correlation tried, verdicts are right more often than they say."


def unrequiring(model: Model) -> tuple[Stage, ...]:
    return tuple(replace(stage, requires={}) for stage in model.stages)


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
