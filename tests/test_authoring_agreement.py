"""Agreement of verdicts: what scikit-learn says, and what their intervals do."""

import itertools
import math
import random
import statistics
import warnings
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, cohen_kappa_score, log_loss, mean_absolute_error

from stagecli.authoring.agreement import (
    BINS,
    Judged,
    agreement,
    calibrated,
    gains,
    intervals,
    judged,
    quadratic_kappa,
    readers_tables,
    share_interval,
)
from stagecli.authoring.population import generator
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
    measures = agreement(judge(posteriors, labels))
    stages = range(len(posteriors[0]))
    assert measures.accuracy == pytest.approx(accuracy_score(labels, found))
    assert measures.log_loss == pytest.approx(log_loss(labels, posteriors, labels=list(stages)))
    assert measures.within_one == pytest.approx(np.mean(np.abs(found - np.array(labels)) <= 1))


@given(verdicts(), st.integers(1, 3))
def test_verdicts_that_are_repeated_and_weigh_the_less_measure_the_same(
    given: tuple[list[list[float]], list[int]], times: int
) -> None:
    posteriors, labels = given
    expected = agreement(judge(posteriors, labels))
    found = agreement(judge(posteriors * times, labels * times), np.full(len(labels) * times, 1 / times))
    assert structs.astuple(found) == pytest.approx(structs.astuple(expected))


@given(verdicts())
def test_balanced_accuracy_is_the_mean_of_the_stages_accuracies(given: tuple[list[list[float]], list[int]]) -> None:
    posteriors, labels = given
    right = np.argmax(posteriors, axis=1) == np.array(labels)
    shares = [right[np.array(labels) == stage].mean() for stage in set(labels)]
    assert agreement(judge(posteriors, labels)).balanced_accuracy == pytest.approx(np.mean(shares))


def at(places: Sequence[int], rows: Judged) -> Judged:
    """The verdicts at these places, repeated as often as a place is."""
    return Judged._make(column[places] for column in rows)


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
    found = gains(at(places, one), at(places, other), np.array(places), weights)
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
    assert agreement(judge(posteriors, labels)).calibration_error == pytest.approx(expected)


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
    assert agreement(judge(posteriors, labels)).ranked_probability_score == pytest.approx(np.mean(scores))


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


def generator_of(seed: int) -> np.random.RandomState:
    return generator(str(seed))


def test_the_interval_of_a_share_is_wilsons() -> None:
    one_each = np.arange(10)
    for right in range(11):
        flags = np.arange(10) < right
        found = share_interval(flags, one_each)
        assert found.value == right / 10
        for bound in (found.low, found.high):  # where a test of that share would just reject
            assert (found.value - bound) ** 2 == pytest.approx(1.959964**2 * bound * (1 - bound) / 10, abs=1e-6)
        assert 0 <= found.low <= found.value <= found.high <= 1
    eight = share_interval(np.arange(10) < 8, one_each)
    assert (eight.low, eight.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)  # as in textbooks


@given(verdicts(), st.integers(2, 4))
@examples(20)
def test_rows_of_one_subject_that_say_the_same_narrow_no_interval(
    given: tuple[list[list[float]], list[int]], times: int
) -> None:
    rows, subjects = judge(*given), np.arange(len(given[1]))
    once = intervals(rows, subjects, generator_of(1))
    again = intervals(at(np.repeat(subjects, times).tolist(), rows), np.repeat(subjects, times), generator_of(1))
    for name, each in once.items():
        assert (again[name].value, again[name].low) == pytest.approx((each.value, each.low), abs=1e-6), name
        assert again[name].high == pytest.approx(each.high, abs=1e-6), name


def test_rows_of_one_subject_count_for_as_many_as_have_their_variance() -> None:
    flags = np.array([1, 1, 0, 1, 0, 0, 1, 1, 1], np.bool_)
    subjects = np.array([0, 0, 0, 1, 1, 2, 2, 3, 3])
    share, whole = 6 / 9, 9
    off = [2 - 3 * share, 1 - 2 * share, 1 - 2 * share, 2 - 2 * share]
    rows = share * (1 - share) / (sum(each**2 for each in off) / whole**2)
    found = share_interval(flags, subjects)
    for bound in (found.low, found.high):
        assert (share - bound) ** 2 == pytest.approx(1.959964**2 * bound * (1 - bound) / min(rows, whole), abs=1e-6)


@given(verdicts(), st.integers(0, 100))
@examples(20)
def test_intervals_are_repeatable_and_hold_their_value(given: tuple[list[list[float]], list[int]], seed: int) -> None:
    rows, subjects = judge(*given), np.arange(len(given[1])) // 2
    found = intervals(rows, subjects, generator_of(seed))
    assert found == intervals(rows, subjects, generator_of(seed))
    assert {name: each.value for name, each in found.items()} == {
        name: getattr(agreement(rows), name) for name in found
    }
    for each in found.values():
        assert each.low <= each.value + 1e-9
        assert each.value <= each.high + 1e-9


def test_a_bootstrap_interval_of_a_mean_is_near_the_normal_one() -> None:
    rows = judge([[0.8, 0.2]] * 400, [0] * 320 + [1] * 80)
    loss = intervals(rows, np.arange(400), generator_of(1))["log_loss"]
    spread = 1.96 * float(rows.log_loss.std()) / math.sqrt(400)
    assert (loss.low, loss.high) == pytest.approx((loss.value - spread, loss.value + spread), abs=0.01)


def test_what_a_calibrated_ladder_would_have_is_what_chance_alone_makes_of_its_confidence() -> None:
    even = judge([[0.5, 0.5]] * 2, [0, 0])
    apart, alike = np.array([0, 1]), np.array([0, 0])
    assert calibrated(even, apart, generator_of(1)).value == pytest.approx(0.25, abs=0.02)  # 0, ½ or 0, with ¼, ½, ¼
    assert calibrated(even, alike, generator_of(1)).value == 0.5  # both right, or both wrong
    random_ = random.Random(3)
    confidence = [random_.choice([0.45, 0.6, 0.75, 0.9]) for _ in range(30)]
    expected = calibrated(judge([[p, 1 - p] for p in confidence], [0] * 30), np.arange(30), generator_of(1))
    errors = []
    for _ in range(2000):
        gaps: dict[float, float] = {}
        for p in confidence:
            gaps[p] = gaps.get(p, 0) + (random_.random() < p) - p
        errors.append(sum(map(abs, gaps.values())) / 30)
    assert expected.value == pytest.approx(statistics.fmean(errors), abs=0.005)
    below, above = np.quantile(errors, (0.025, 0.975))
    assert (expected.low, expected.high) == pytest.approx((below, above), abs=0.02)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40))
def test_the_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    table = np.zeros((4, 4))
    for pair in pairs:
        table[pair] += 1
    one, other = zip(*pairs, strict=True)
    with warnings.catch_warnings(action="ignore"):
        expected = cohen_kappa_score(one, other, labels=range(4), weights="quadratic")
    assert float(quadratic_kappa(table)) == pytest.approx(expected, nan_ok=True)


def test_every_order_of_two_labels_of_a_subject_counts_and_every_label_once() -> None:
    labels, subjects = [0, 1, 2, 2, 1, 0], [0, 0, 1, 1, 1, 2]
    expected = np.zeros((3, 3, 3))
    for (one, label), (two, other) in itertools.permutations(enumerate(labels), 2):
        if subjects[one] == subjects[two]:
            expected[subjects[one], label, other] += 1 / (subjects.count(subjects[one]) - 1)
            assert one != two
    found = readers_tables(np.array(labels), np.array(subjects), 3)
    assert found == pytest.approx(expected)
    assert found.sum(axis=(1, 2)).tolist() == [2, 3, 0]
