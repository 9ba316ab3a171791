"""Populations: the same with NumPy and without, and as the tables of the ladder say."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Agreement, PlainPopulation, Population
from stagecli.authoring.population_arrays import ArrayPopulation
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.verdict import classify
from stagecli.model import Model
from tests.conftest import examples
from tests.ladders import CLASSIFIERS
from tests.tables import models


def readings_agree(one: Agreement, other: Agreement) -> bool:
    same = list(one.stages) == list(other.stages) and one.confusion == other.confusion
    return same and (*astuple(one.measures), one.confidence) == pytest.approx(
        (*astuple(other.measures), other.confidence)
    )


@given(st.data())
@examples(30)
def test_crowds_of_any_model_are_the_same_with_numpy_and_without(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    correlation, share = data.draw(st.sampled_from([0.0, 0.3, 0.9])), data.draw(st.sampled_from([0.0, 0.4, 1.0]))
    classifier = Classifier(model)
    plain = PlainPopulation.drawn(classifier, 5, correlation=correlation, seed="x")
    arrays = ArrayPopulation.drawn(classifier, 5, correlation=correlation, seed="x")
    assert plain.answered() == arrays.answered()
    pairs: list[tuple[Population, Population]] = [
        (plain, arrays),
        (plain.misreporting(share, "m"), arrays.misreporting(share, "m")),
        (plain.forgetting(share, "f"), arrays.forgetting(share, "f")),
        (plain.without(classifier.order[0]), arrays.without(classifier.order[0])),
    ]
    for one, other in pairs:
        assert readings_agree(one.read(classifier), other.read(classifier))
    for signal in classifier.order:
        parts = plain.split(plain.everybody(), signal)
        assert {option: who.tolist() for option, who in arrays.split(arrays.everybody(), signal).items()} == parts


@given(st.data())
@examples(30)
def test_a_reading_is_what_classify_says_of_everybody(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    classifier = Classifier(model)
    drawn = PlainPopulation.drawn(classifier, 4, correlation=0, seed="x").misreporting(0.5, "m")
    subjects = [
        Labelled("", answers, stage, frozenset()) for stage, answers in zip(drawn.stages, drawn.answers, strict=True)
    ]
    for kind in (PlainPopulation, ArrayPopulation):
        reading = kind.labelled(classifier, subjects).read(classifier)
        for subject, stage in zip(subjects, reading.stages, strict=True):
            if counted(classifier, subject.answers):
                assert classify(classifier, subject.answers).stage == stage
            else:
                assert stage == max(range(len(classifier.prior)), key=lambda at: classifier.prior[at])


@pytest.mark.parametrize(("correlation", "signals"), [(0.0, ("copies", "tested")), (0.5, ("copies",))])
def test_drawn_answers_are_as_frequent_as_the_tables_say(correlation: float, signals: tuple[str, ...]) -> None:
    classifier = CLASSIFIERS["small"]
    drawn = PlainPopulation.drawn(classifier, 4000, correlation=correlation, seed="frequencies")
    for stage in range(len(classifier.stages)):
        answers = drawn.answers[4000 * stage : 4000 * (stage + 1)]
        for signal in signals:
            given = Counter(each[signal] for each in answers if signal in each)
            allowed = [o for o in classifier.score[signal] if stage not in classifier.forbidden.get((signal, o), ())]
            whole = sum(classifier.likelihood[signal][option][stage] for option in allowed)
            for option in classifier.score[signal]:
                expected = classifier.likelihood[signal][option][stage] / whole if option in allowed else 0
                assert given[option] / given.total() == pytest.approx(expected, abs=0.04)


def test_nobody_is_drawn_who_contradicts_what_the_stage_requires() -> None:
    classifier = CLASSIFIERS["social-media"]
    drawn = PlainPopulation.drawn(classifier, 500, correlation=0, seed="requirements")
    for stage, answers in zip(drawn.stages, drawn.answers, strict=True):
        for signal, option in answers.items():
            assert stage not in classifier.forbidden.get((signal, option), ())


def test_answers_correlate_as_asked() -> None:
    classifier = CLASSIFIERS["social-media"]
    found = []
    for correlation in (0.0, 0.8):
        drawn = PlainPopulation.drawn(classifier, 3000, correlation=correlation, seed="correlation").answers[:3000]
        indices = [
            [[*classifier.score[name]].index(each[name]) for name in ("attitude", "telling_others")] for each in drawn
        ]
        found.append(np.corrcoef(np.array(indices).T)[0, 1])
    assert abs(found[0]) < 0.05
    assert found[1] > 0.4
