"""Measures of verdicts: what scikit-learn says, and what a bootstrap does."""

import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error

from stagecli.authoring.measures import BINS, Judged, bootstrapped, gains, judged, measured
from tests.conftest import examples


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


def judge(posteriors: Sequence[Sequence[float]], labels: Sequence[int]) -> Judged:
    found, own = np.argmax(posteriors, axis=1), np.eye(len(posteriors[0]), dtype=np.bool_)
    return judged(found, np.array(posteriors), np.array(labels), own[labels])


@given(verdicts())
def test_accuracy_and_log_loss_are_those_of_scikit_learn(given: tuple[list[list[float]], list[int]]) -> None:
    posteriors, labels = given
    found = np.argmax(posteriors, axis=1)
    measures = measured(judge(posteriors, labels))
    stages = range(len(posteriors[0]))
    assert measures.accuracy == pytest.approx(accuracy_score(labels, found))
    assert measures.log_loss == pytest.approx(log_loss(labels, posteriors, labels=list(stages)))
    assert measures.within_one == pytest.approx(np.mean(np.abs(found - np.array(labels)) <= 1))


@given(verdicts(), st.integers(1, 3))
def test_verdicts_that_are_repeated_and_weigh_the_less_measure_the_same(
    given: tuple[list[list[float]], list[int]], times: int
) -> None:
    posteriors, labels = given
    expected = measured(judge(posteriors, labels))
    found = measured(judge(posteriors * times, labels * times), np.full(len(labels) * times, 1 / times))
    assert structs.astuple(found) == pytest.approx(structs.astuple(expected))


@given(verdicts())
def test_balanced_accuracy_is_the_mean_of_the_stages_accuracies(given: tuple[list[list[float]], list[int]]) -> None:
    posteriors, labels = given
    right = np.argmax(posteriors, axis=1) == np.array(labels)
    shares = [right[np.array(labels) == stage].mean() for stage in set(labels)]
    assert measured(judge(posteriors, labels)).balanced_accuracy == pytest.approx(np.mean(shares))


def random_rows(subjects: int) -> tuple[Judged, Judged]:
    """Verdicts of two models on the same subjects, of three stages."""
    random_ = np.random.default_rng(subjects)
    labels = [*range(3), *random_.integers(0, 3, subjects - 3)]
    one, other = (judge(random_.dirichlet([1, 1, 1], subjects).tolist(), labels) for _ in "ab")
    return one, other


@pytest.mark.parametrize("subjects", [4, 20, 90])
def test_gains_have_the_paired_standard_error(subjects: int) -> None:
    one, other = random_rows(subjects)
    found = gains(one, other, np.arange(subjects), np.ones(subjects))
    for name, differences in (
        ("log_loss", other.log_loss - one.log_loss),
        ("accuracy", one.right.astype(float) - other.right),
    ):
        assert found[name].value == pytest.approx(differences.mean())
        assert found[name].standard_error == pytest.approx(differences.std(ddof=1) / math.sqrt(subjects))
    of_stages = [differences[one.label == stage] for stage in range(3)]
    assert found["balanced_accuracy"].value == pytest.approx(np.mean([of.mean() for of in of_stages]))
    error = math.sqrt(sum(of.var() / len(of) for of in of_stages) * subjects / (subjects - 1)) / 3
    assert found["balanced_accuracy"].standard_error == pytest.approx(error)


def test_a_subject_with_many_verdicts_adds_no_certainty() -> None:
    one, other = random_rows(40)
    expected = gains(one, other, np.arange(40), np.ones(40))
    places = [place for place in range(40) for _ in range(1 + place % 4)]
    weights = np.array([1 / (1 + place % 4) for place in places])
    found = gains(one.of(places), other.of(places), np.array(places), weights)
    for name, gain in expected.items():
        assert structs.astuple(found[name]) == pytest.approx(structs.astuple(gain))


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
    found = judge(certain, [0, 0, 0]).ranked_probability_score
    assert found == pytest.approx([0, 0.25, 1])
    far = mean_absolute_error([0, 0, 0], [0, 1, 4]) / 4  # of certainty, the score is the absolute error
    assert np.mean(found) == pytest.approx(far)


def test_what_a_label_accepts_counts_as_accepted_only() -> None:
    accepts = np.array([[True, False, True]])
    one = judged(np.array([2]), np.array([[0.1, 0.2, 0.7]]), np.array([0]), accepts)
    assert (*one.right, *one.accepted, *one.within_one) == (False, True, False)


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
