"""Populations: drawn as the tables of the ladder say, and read as the classifier reads each subject by itself."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.authoring.population import Population, _by_mean_stage, mean_stages
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import standings
from stagecli.model import Model
from tests.benchmarks.fit import people
from tests.conftest import examples
from tests.ladders import CLASSIFIERS, SMALL, yes_or_no
from tests.tables import models


def answers_of(population: Population) -> list[dict[str, str]]:
    return [dict(subject.answers) for subject in people(population)]


@given(st.data())
@examples(30)
def test_a_reading_is_what_the_classifier_says_of_each_subject(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    share = data.draw(st.sampled_from([0.0, 0.5, 1.0]))
    classifier = Classifier(model)
    drawn = Population.drawn(classifier, 4, correlation=0, seed="x").misreporting(0.5, "m").forgetting(share, "f")
    subjects = people(drawn)
    confusion = [[0] * len(classifier.stages) for _ in classifier.stages]
    for population in (drawn, Population.labelled(classifier, subjects)):
        reading = population.read(classifier)
        for place, subject in enumerate(subjects):
            now = standings(classifier, counted(classifier, subject.answers))
            stage, posterior = now.ranking()[0], now.posterior()
            assert reading.stages[place] == stage
            assert reading.verdicts.right[place] == reading.verdicts.accepted[place] == (stage == subject.stage)
            assert reading.verdicts.confidence[place] == pytest.approx(posterior[stage])
            own = max(posterior[subject.stage], 2**-52)  # so little that it counts as no less
            assert math.exp(-reading.verdicts.log_loss[place]) == pytest.approx(own)
            confusion[subject.stage][stage] += population is drawn
        assert [*map(list, reading.confusion)] == confusion


@given(st.data())
@examples(30)
def test_who_is_drawn_answers_what_applies_and_nothing_else(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    classifier = Classifier(model)
    drawn = Population.drawn(classifier, 5, correlation=data.draw(st.sampled_from([0.0, 0.9])), seed="x")
    for answers in answers_of(drawn):
        assert set(answers) == {signal for signal, it in applicability(classifier, answers).items() if it == "yes"}


@given(st.data())
@examples(30)
def test_what_is_amiss_with_answers_is_amiss_with_no_others(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    share = data.draw(st.sampled_from([0.0, 0.4, 1.0]))
    drawn = Population.drawn(Classifier(model), 5, correlation=0, seed="x")
    everything = answers_of(drawn)
    assert drawn.answered().tolist() == [len(each) for each in everything]
    signal = model.signals[0].id
    without = [{name: option for name, option in each.items() if name != signal} for each in everything]
    assert answers_of(drawn.without(signal)) == without
    for before, after in zip(everything, answers_of(drawn.forgetting(share, "f")), strict=True):
        assert after.items() <= before.items()
        assert share not in (0, 1) or after == (before if share == 0 else {})
    for before, after in zip(everything, answers_of(drawn.misreporting(share, "m")), strict=True):
        assert after.keys() == before.keys()
        assert share != 0 or after == before


def test_as_many_answers_are_wrong_or_missing_as_asked() -> None:
    drawn = Population.drawn(CLASSIFIERS["social-media"], 500, correlation=0, seed="x")
    everything = answers_of(drawn)
    assert drawn.forgetting(0.3, "f").answered().sum() == pytest.approx(0.7 * drawn.answered().sum(), rel=0.02)
    kept, expected = 0, 0.0
    for before, after in zip(everything, answers_of(drawn.misreporting(0.3, "m")), strict=True):
        kept += len(before.items() & after.items())
        expected += sum(0.7 + 0.3 / len(CLASSIFIERS["social-media"].score[signal]) for signal in before)
    assert kept == pytest.approx(expected, rel=0.02)


@given(st.data())
@examples(10)
def test_parts_are_those_who_answer_alike(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    drawn = Population.drawn(Classifier(model), 5, correlation=0, seed="x")
    everything = answers_of(drawn)
    for signal in model.signals:
        parts = drawn.split(np.arange(1, len(everything)), signal.id)
        assert sorted(place for who in parts.values() for place in who) == list(range(1, len(everything)))
        for option, who in parts.items():
            assert {everything[place].get(signal.id, "dont_know") for place in who} == {option}


@pytest.mark.parametrize(("correlation", "signals"), [(0.0, ("copies", "tested")), (0.5, ("copies",))])
def test_drawn_answers_are_as_frequent_as_the_tables_say(correlation: float, signals: tuple[str, ...]) -> None:
    classifier = CLASSIFIERS["small"]
    drawn = Population.drawn(classifier, 4000, correlation=correlation, seed="frequencies")
    for stage in range(len(classifier.stages)):
        for signal in signals:
            given = Counter(each[signal] for each in drawn.choices(stage) if signal in each)
            allowed = [o for o in classifier.score[signal] if stage not in classifier.forbidden.get((signal, o), ())]
            whole = sum(classifier.likelihood[signal][option][stage] for option in allowed)
            for option in classifier.score[signal]:
                expected = classifier.likelihood[signal][option][stage] / whole if option in allowed else 0
                assert given[option] / given.total() == pytest.approx(expected, abs=0.04)


def test_nobody_is_drawn_who_contradicts_what_the_stage_requires() -> None:
    classifier = CLASSIFIERS["social-media"]
    drawn = Population.drawn(classifier, 500, correlation=0, seed="requirements")
    for subject in people(drawn):
        for signal, option in subject.answers.items():
            assert subject.stage not in classifier.forbidden.get((signal, option), ())


def test_options_stand_by_their_mean_stage_and_equal_ones_by_their_frequencies() -> None:
    signal = yes_or_no("s", 20, 50, 80)
    low, high = signal.options[1], signal.options[0]
    even = tuple(replace(low, id=name, of_100=(0, of, 0)) for name, of in (("z", 30), ("a", 30), ("b", 10)))
    stages = tuple(replace(stage, requires={}) for stage in SMALL.stages)
    calibration = replace(SMALL.calibration, slip=1e-6)
    options = (high, *even, low)
    model = replace(SMALL, signals=(replace(signal, options=options),), stages=stages, calibration=calibration)
    found = mean_stages(Classifier(model), "s")
    columns = (100, 170, 100)
    by_hand = [
        sum(stage * of / column for stage, (of, column) in enumerate(zip(option.of_100, columns, strict=True)))
        / sum(of / column for of, column in zip(option.of_100, columns, strict=True))
        for option in options
    ]
    assert found == pytest.approx(by_hand, abs=1e-4)
    assert found[0] > found[1] == found[2] > found[4]
    assert _by_mean_stage(Classifier(model), "s").tolist() == [4, 3, 2, 1, 0]


def test_answers_correlate_as_asked() -> None:
    classifier = CLASSIFIERS["social-media"]
    found = []
    for correlation in (0.0, 0.8):
        drawn = Population.drawn(classifier, 3000, correlation=correlation, seed="correlation").choices(0)
        indices = [
            [[*classifier.score[name]].index(each[name]) for name in ("attitude", "telling_others")] for each in drawn
        ]
        found.append(np.corrcoef(np.array(indices).T)[0, 1])
    assert abs(found[0]) < 0.05
    assert found[1] > 0.4
