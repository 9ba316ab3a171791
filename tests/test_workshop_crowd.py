"""Crowds and measures: the same with NumPy and without, and what scikit-learn says."""

import importlib.util
import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple, replace
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error

from stagecli.answers import DONT_KNOW
from stagecli.classify import classify, compile_table
from stagecli.classify.gates import counted
from stagecli.interview import Question, expected_information_gain, next_question
from stagecli.model import Model
from stagecli.workshop import crowd as crowds
from stagecli.workshop.crowd import Crowd, PlainCrowd, Reading
from stagecli.workshop.crowd_arrays import ArrayCrowd, expected_information_gains
from stagecli.workshop.interviews import Order, interviews
from stagecli.workshop.labelled import Labelled
from stagecli.workshop.measures import BINS, Judged, bootstrapped, judged, measured
from stagecli.workshop.simulate import simulate
from tests.conftest import examples
from tests.tables import models
from tests.test_classify import BUNDLED, SMALL, TABLES

# --- measures


@st.composite
def verdicts(draw: st.DrawFn) -> tuple[list[list[float]], list[int]]:
    """Posteriors of some subjects, and their labels."""
    random_ = random.Random(draw(st.integers(0, 2**32)))
    stages, subjects = draw(st.integers(2, 8)), draw(st.integers(1, 60))
    posteriors = []
    for _ in range(subjects):
        weights = [random_.expovariate(1) ** 3 for _ in range(stages)]
        posteriors.append([weight / sum(weights) for weight in weights])
    return posteriors, [random_.randrange(stages) for _ in range(subjects)]


def judge(posteriors: Sequence[Sequence[float]], labels: Sequence[int]) -> list[Judged]:
    return [
        judged(max(range(len(p)), key=lambda at: p[at]), p, label) for p, label in zip(posteriors, labels, strict=True)
    ]


@given(verdicts())
def test_accuracy_and_log_loss_are_those_of_scikit_learn(given: tuple[list[list[float]], list[int]]) -> None:
    posteriors, labels = given
    found = np.argmax(posteriors, axis=1)
    measures = measured(judge(posteriors, labels))
    stages = range(len(posteriors[0]))
    assert measures.accuracy == pytest.approx(accuracy_score(labels, found))
    assert measures.log_loss == pytest.approx(log_loss(labels, posteriors, labels=list(stages)))
    assert measures.within_one == pytest.approx(np.mean(np.abs(found - np.array(labels)) <= 1))


@given(verdicts())
def test_the_calibration_error_is_that_of_scikit_learns_curve(given: tuple[list[list[float]], list[int]]) -> None:
    posteriors, labels = given
    confidence = np.max(posteriors, axis=1)
    right = np.argmax(posteriors, axis=1) == np.array(labels)
    share, mean = calibration_curve(right, confidence, n_bins=BINS, strategy="uniform")
    counts, _ = np.histogram(confidence, bins=BINS, range=(0, 1))
    expected = np.sum(counts[counts > 0] / len(labels) * np.abs(share - mean))
    assert measured(judge(posteriors, labels)).calibration_error == pytest.approx(expected)


@given(verdicts())
def test_the_ranked_probability_score_is_the_mean_brier_score_of_all_borders(
    given: tuple[list[list[float]], list[int]],
) -> None:
    posteriors, labels = given
    scores = []
    for posterior, label in zip(posteriors, labels, strict=True):
        for border in range(1, len(posterior)):
            above = math.fsum(posterior[border:])
            scores.append((above - (label >= border)) ** 2)
    assert measured(judge(posteriors, labels)).ranked_probability_score == pytest.approx(np.mean(scores))


def test_the_ranked_probability_score_of_certainty_counts_how_far_off_it_is() -> None:
    certain = [[1.0, 0, 0, 0, 0], [0, 1.0, 0, 0, 0], [0, 0, 0, 0, 1.0]]
    found = [verdict.ranked_probability_score for verdict in judge(certain, [0, 0, 0])]
    assert found == pytest.approx([0, 0.25, 1])
    far = mean_absolute_error([0, 0, 0], [0, 1, 4]) / 4  # of certainty, the score is the absolute error
    assert np.mean(found) == pytest.approx(far)


def test_what_a_label_accepts_counts_as_accepted_only() -> None:
    one = judged(2, [0.1, 0.2, 0.7], 0, frozenset({2}))
    assert (one.right, one.accepted, one.within_one) == (False, True, False)


@given(verdicts(), st.integers(0, 100))
@examples(20)
def test_bootstrap_intervals_are_repeatable_and_hold_their_order(
    given: tuple[list[list[float]], list[int]], seed: int
) -> None:
    rows = judge(*given)
    found = bootstrapped(rows, seed)
    assert found == bootstrapped(rows, seed)
    assert {name: each.value for name, each in found.items()} == {name: getattr(measured(rows), name) for name in found}
    for each in found.values():
        assert each.low <= each.high


def test_a_bootstrap_interval_of_a_mean_is_near_the_normal_one() -> None:
    rows = judge([[0.8, 0.2]] * 400, [0] * 320 + [1] * 80)
    accuracy = bootstrapped(rows, 1)["accuracy"]
    spread = 1.96 * math.sqrt(0.8 * 0.2 / 400)
    assert (accuracy.low, accuracy.high) == pytest.approx((0.8 - spread, 0.8 + spread), abs=0.01)


# --- crowds


def readings_agree(one: Reading, other: Reading) -> bool:
    same = list(one.stages) == list(other.stages) and one.confusion == other.confusion
    return same and (*astuple(one.measures), one.confidence) == pytest.approx(
        (*astuple(other.measures), other.confidence)
    )


@given(st.data())
@examples(30)
def test_crowds_of_any_model_are_the_same_with_numpy_and_without(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    correlation, share = data.draw(st.sampled_from([0.0, 0.3, 0.9])), data.draw(st.sampled_from([0.0, 0.4, 1.0]))
    table = compile_table(model)
    plain = PlainCrowd.drawn(table, 5, correlation=correlation, seed="x")
    arrays = ArrayCrowd.drawn(table, 5, correlation=correlation, seed="x")
    assert plain.answered() == arrays.answered()
    pairs: list[tuple[Crowd, Crowd]] = [
        (plain, arrays),
        (plain.misreporting(share, "m"), arrays.misreporting(share, "m")),
        (plain.forgetting(share, "f"), arrays.forgetting(share, "f")),
        (plain.without(table.order[0]), arrays.without(table.order[0])),
    ]
    for one, other in pairs:
        assert readings_agree(one.read(table), other.read(table))
    for signal in table.order:
        parts = plain.split(plain.everybody(), signal)
        assert {option: who.tolist() for option, who in arrays.split(arrays.everybody(), signal).items()} == parts


@given(st.data())
@examples(30)
def test_a_reading_is_what_classify_says_of_everybody(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    table = compile_table(model)
    drawn = PlainCrowd.drawn(table, 4, correlation=0, seed="x").misreporting(0.5, "m")
    subjects = [
        Labelled("", answers, stage, frozenset()) for stage, answers in zip(drawn.stages, drawn.answers, strict=True)
    ]
    for kind in (PlainCrowd, ArrayCrowd):
        reading = kind.labelled(table, subjects).read(table)
        for subject, stage in zip(subjects, reading.stages, strict=True):
            if counted(table, subject.answers):
                assert classify(table, subject.answers).stage == stage
            else:
                assert stage == max(range(len(table.prior)), key=lambda at: table.prior[at])


@pytest.mark.parametrize(("correlation", "signals"), [(0.0, ("copies", "tested")), (0.5, ("copies",))])
def test_drawn_answers_are_as_frequent_as_the_tables_say(correlation: float, signals: tuple[str, ...]) -> None:
    table = TABLES["small"]
    drawn = PlainCrowd.drawn(table, 4000, correlation=correlation, seed="frequencies")
    for stage in range(len(table.stages)):
        answers = drawn.answers[4000 * stage : 4000 * (stage + 1)]
        for signal in signals:
            given = Counter(each[signal] for each in answers if signal in each)
            allowed = [o for o in table.score[signal] if stage not in table.forbidden.get((signal, o), ())]
            whole = sum(table.likelihood[signal][option][stage] for option in allowed)
            for option in table.score[signal]:
                expected = table.likelihood[signal][option][stage] / whole if option in allowed else 0
                assert given[option] / given.total() == pytest.approx(expected, abs=0.04)


def test_nobody_is_drawn_who_contradicts_what_the_stage_requires() -> None:
    table = TABLES["social-media"]
    drawn = PlainCrowd.drawn(table, 500, correlation=0, seed="requirements")
    for stage, answers in zip(drawn.stages, drawn.answers, strict=True):
        for signal, option in answers.items():
            assert stage not in table.forbidden.get((signal, option), ())


def test_answers_correlate_as_asked() -> None:
    table = TABLES["social-media"]
    found = []
    for correlation in (0.0, 0.8):
        drawn = PlainCrowd.drawn(table, 3000, correlation=correlation, seed="correlation").answers[:3000]
        indices = [
            [[*table.score[name]].index(each[name]) for name in ("attitude", "telling_others")] for each in drawn
        ]
        found.append(np.corrcoef(np.array(indices).T)[0, 1])
    assert abs(found[0]) < 0.05
    assert found[1] > 0.4


# --- interviews and simulation


@given(st.data())
@examples(20)
def test_gains_of_many_are_those_of_each(data: st.DataObject) -> None:
    model: Model = data.draw(models(max_stages=6, max_signals=8))
    table = compile_table(model)
    drawn = PlainCrowd.drawn(table, 3, correlation=0, seed="x").forgetting(0.5, "f")
    many = [*drawn.answers, {}, {table.order[0]: DONT_KNOW}]
    for answers, gains in zip(many, expected_information_gains(table, many), strict=True):
        assert gains == pytest.approx(expected_information_gain(table, answers), abs=1e-9)


@pytest.mark.parametrize("order", ["adaptive", "file", "random"])
def test_interviews_of_a_crowd_are_those_of_each_subject(order: Order) -> None:
    table = TABLES["small"]
    crowd = PlainCrowd.drawn(table, 30, correlation=0, seed="interviews")
    found = interviews(SMALL, table, crowd, order, seed="", progress=lambda _: None)
    assert sum(found.asked.values()) == 90
    if order != "adaptive":
        return
    asked: Counter[int] = Counter()
    same = 0
    for everything in crowd.answers:
        answers: dict[str, str] = {}
        while isinstance(question := next_question(SMALL, answers, table=table), Question):
            answers[question.signal] = everything.get(question.signal, DONT_KNOW)
        asked[len(answers)] += 1
        same += classify(table, answers).stage == classify(table, everything).stage
    assert found.asked == asked
    assert found.same_stage == same / 90


def test_a_simulation_is_the_same_with_numpy_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[float] = []
    with_it = simulate(BUNDLED, subjects=20, seed=7, misreports=[0.5], progress=heard.append)
    find = importlib.util.find_spec
    monkeypatch.setattr(crowds, "find_spec", lambda name: None if name == "numpy" else find(name))
    assert crowds.the_crowd() is PlainCrowd
    without = simulate(BUNDLED, subjects=20, seed=7, misreports=[0.5])
    assert flat(with_it) == pytest.approx(flat(without))
    assert with_it.stages == without.stages
    assert list(with_it.dropped) == list(without.dropped)
    assert with_it.droppable == without.droppable
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert simulate(BUNDLED, subjects=20, seed=8).confusion != with_it.confusion


def flat(value: Any) -> list[float]:
    """Every number in a result."""
    if isinstance(value, int | float):
        return [value]
    if isinstance(value, dict):
        return [number for key in value for number in flat(value[key])]
    if isinstance(value, list | tuple):
        return [number for item in value for number in flat(item)]
    return flat(astuple(value)) if hasattr(value, "__struct_fields__") else []


def test_a_simulation_finds_what_is_amiss() -> None:
    found = simulate(BUNDLED, subjects=300)
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
    found = simulate(replace(SMALL, signals=(*SMALL.signals, idle)), subjects=100)
    assert found.dropped["idle"] == 0
    assert "idle" in found.droppable
    assert SMALL.signals[0].id not in found.droppable
