"""Agreement: how well verdicts agree with labels, each as one number.

All are means over rows, which may differ in weight, except balanced accuracy and the calibration error. Lower is
better for the last three. Formulas and sources:

- balanced accuracy: the mean of the accuracies at each labelled stage, so a common stage counts no more than a rare
  one. Brodersen, K. H., et al. (2010). The balanced accuracy and its posterior distribution. ICPR.
- ranked probability score: Σ_k (F(k) − O(k))² / (K − 1) over the K − 1 borders between stages, where F and O are the
    cumulative posterior and label; a miss by two stages counts more than a miss by one. From 0 to 1. Epstein, E. S.
  (1969). A scoring system for probability forecasts of ranked categories. Journal of Applied Meteorology, 8(6).
- log loss: −log posterior(label), in nats, from 0; a posterior of 0 counts as the smallest step above it, 2⁻⁵².
- expected calibration error: Σ_b n_b / n · |share right − mean confidence| over ten bins of confidence. From 0 to 1.
  Naeini, M. P., Cooper, G. F., & Hauskrecht, M. (2015). Obtaining well calibrated probabilities using Bayesian
  binning. AAAI. It is above 0 even if confidence is right, the more so the fewer subjects there are: see `calibrated`.

Intervals are 95% ones, and take a subject's rows, if it has several, as one draw:

- of shares, Wilson's score interval, which is sound where all agree and for few; the number of rows in it is that of
  independent ones with the same variance. Wilson, E. B. (1927). Probable inference, the law of succession, and
  statistical inference. JASA, 22. Dean, N., & Pagano, M. (2015). Evaluating confidence interval methods for binomial
  proportions in clustered surveys. Journal of Survey Statistics and Methodology, 3(4).
- of all others, the middle of a bootstrap of the subjects. Efron, B., & Tibshirani, R. J. (1993). An Introduction to
  the Bootstrap. Chapman & Hall. Resampling adds to a calibration error, so its middle is moved to the value.
"""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Indices: TypeAlias = npt.NDArray[np.intp]
Numbers: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

BINS = 10
_SMALLEST = 2.0**-52
_RESAMPLES = 2_000
_DRAWS = 10_000_000  # most subjects drawn in all resamples together: some seconds
_NORMAL = NormalDist().inv_cdf(0.975)


class Judged(NamedTuple):
    """Verdicts beside their labels; each array has one item per subject."""

    label: Indices
    """Index of the labelled stage."""
    right: Flags
    """The detected stage is the labelled one."""
    accepted: Flags
    """The detected stage is the labelled one, or another that the label accepts."""
    within_one: Flags
    """The detected stage is the labelled one or a neighbour of it."""
    ranked_probability_score: Numbers
    log_loss: Numbers
    confidence: Numbers
    """The posterior of the detected stage."""


class AgreementFigures(Struct, frozen=True):
    """AgreementFigures over many subjects."""

    accuracy: float
    """Share whose detected stage is the labelled one."""
    balanced_accuracy: float
    """The mean of the accuracies at each labelled stage."""
    accepted: float
    """Share whose detected stage is the labelled one, or another that the label accepts."""
    within_one: float
    """Share whose detected stage is the labelled one or a neighbour of it."""
    ranked_probability_score: float
    """From 0 to 1."""
    log_loss: float
    """In nats."""
    calibration_error: float
    """Expected calibration error, from 0 to 1."""


class Interval(Struct, frozen=True):
    """A measure with its 95% interval."""

    value: float
    low: float
    high: float


def judged(found: Indices, posterior: Numbers, labels: Indices, accepts: Flags) -> Judged:
    """Judge verdicts.

    Args:
        found: index of each subject's detected stage.
        posterior: of every stage, summing to 1: (subjects, stages).
        labels: index of each subject's labelled stage.
        accepts: whether the label accepts a stage, which includes its own: (subjects, stages).

    """
    everyone = np.arange(len(labels))
    borders = np.cumsum(posterior, axis=1)[:, :-1]
    reached = np.arange(borders.shape[1]) >= labels[:, None]
    return Judged(
        label=labels,
        right=found == labels,
        accepted=accepts[everyone, found],
        within_one=np.abs(found - labels) <= 1,
        ranked_probability_score=((borders - reached) ** 2).mean(axis=1),
        log_loss=-np.log(np.maximum(posterior[everyone, labels], _SMALLEST)),
        confidence=posterior[everyone, found],
    )


def agreement(verdicts: Judged, weights: Numbers | None = None) -> AgreementFigures:
    """How well one or more verdicts agree with their labels; each weighs 1 by default."""
    weights = np.ones(len(verdicts.right)) if weights is None else weights

    def mean(column: Numbers | Flags) -> float:
        return float(weights @ column / weights.sum())

    return AgreementFigures(
        accuracy=mean(verdicts.right),
        balanced_accuracy=float(_balance(verdicts.label, weights) @ verdicts.right),
        accepted=mean(verdicts.accepted),
        within_one=mean(verdicts.within_one),
        ranked_probability_score=mean(verdicts.ranked_probability_score),
        log_loss=mean(verdicts.log_loss),
        calibration_error=_calibration_error(verdicts.confidence, verdicts.right, weights),
    )


def _bins(confidence: Numbers) -> Indices:
    return np.minimum((confidence * BINS).astype(np.intp), BINS - 1)


def _calibration_error(confidence: Numbers, right: Flags, weights: Numbers) -> float:
    gaps = np.bincount(_bins(confidence), weights=weights * (right - confidence))
    return float(np.abs(gaps).sum() / weights.sum())


def _balance(groups: Indices, weights: Numbers) -> Numbers:
    """What each item weighs in the mean of the groups' means."""
    sums = np.bincount(groups, weights)
    shares: Numbers = weights / sums[groups] / (sums > 0).sum()
    return shares


class Gain(Struct, frozen=True):
    """By how much one model is better than another, on the same subjects."""

    value: float
    """Above 0, the one is better."""
    standard_error: float
    """Over the subjects, each of which both models judge."""


def gains(one: Judged, other: Judged, subjects: Indices, weights: Numbers) -> dict[str, Gain]:
    """By how much the one is better by log loss, accuracy and balanced accuracy.

    Args:
        one: verdicts of the one model.
        other: verdicts of the other, in the same order.
        subjects: by verdict, whose it is, from 0: those of a subject are no independent evidence.
        weights: what each verdict weighs; 1 for all of a subject together.

    """
    everyone = np.zeros_like(subjects)
    right = one.right.astype(float) - other.right
    return {
        "log_loss": _gain(other.log_loss - one.log_loss, everyone, subjects, weights),
        "accuracy": _gain(right, everyone, subjects, weights),
        "balanced_accuracy": _gain(right, one.label, subjects, weights),
    }


def _gain(values: Numbers, groups: Indices, subjects: Indices, weights: Numbers) -> Gain:
    """The mean of the groups' means, and its standard error from what each subject adds to it.

    With one group and one verdict a subject that is s/√n. Taylor linearisation for clusters; Wolter, K. M. (2007).
    Introduction to Variance Estimation, 2nd ed., 6.
    """
    balance = _balance(groups, weights)
    means = np.bincount(groups, weights * values) / np.maximum(np.bincount(groups, weights), _SMALLEST)
    parts = np.bincount(subjects, balance * (values - means[groups]))
    count = len(parts)
    return Gain(float(balance @ values), math.sqrt(count / (count - 1) * float(parts @ parts)))


def intervals(verdicts: Judged, subjects: Indices, random_: np.random.RandomState) -> dict[str, Interval]:
    """Every measure but balanced accuracy, with its interval; `subjects` says whose each row is, counting from 0."""
    whole = agreement(verdicts)
    bins = np.zeros((len(subjects), BINS))
    bins[np.arange(len(subjects)), _bins(verdicts.confidence)] = verdicts.right - verdicts.confidence
    columns = np.column_stack([np.ones(len(subjects)), verdicts.ranked_probability_score, verdicts.log_loss, bins])
    rows, score, loss, *gaps = resampled(columns, subjects, random_).T
    error = np.abs(gaps).sum(axis=0) / rows
    return {
        **{
            name: share_interval(flags, subjects)
            for name, flags in (
                ("accuracy", verdicts.right),
                ("accepted", verdicts.accepted),
                ("within_one", verdicts.within_one),
            )
        },
        "ranked_probability_score": middle(whole.ranked_probability_score, score / rows),
        "log_loss": middle(whole.log_loss, loss / rows),
        "calibration_error": middle(whole.calibration_error, error - error.mean() + whole.calibration_error),
    }


def share_interval(flags: Flags, subjects: Indices) -> Interval:
    """The share of rows that are flagged."""
    share = float(flags.mean())
    variance = float((np.bincount(subjects, weights=flags - share) ** 2).sum()) / len(flags) ** 2
    # if all agree, nothing shows how alike a subject's rows are: they count as one
    alike = len(flags) ** 2 / int((np.bincount(subjects) ** 2).sum())
    rows = min(share * (1 - share) / variance, len(flags)) if variance > 0 else alike
    middle_ = (share + _NORMAL**2 / (2 * rows)) / (1 + _NORMAL**2 / rows)
    half = _NORMAL / (1 + _NORMAL**2 / rows) * math.sqrt(share * (1 - share) / rows + _NORMAL**2 / (4 * rows**2))
    return Interval(share, max(0.0, min(share, middle_ - half)), min(1.0, max(share, middle_ + half)))


def middle(value: float, drawn: Numbers, least: float = 0) -> Interval:
    """The value with the middle 95% of what was drawn."""
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    return Interval(value, max(least, low), max(least, high))


def resampled(columns: Numbers, subjects: Indices, random_: np.random.RandomState) -> Numbers:
    """The sums of the columns of some rows, for each of many resamples of the subjects: (resamples, columns)."""
    count = len(np.bincount(subjects))
    sums = np.zeros((count, columns.shape[1]))
    np.add.at(sums, subjects, columns)
    return _drawn(count, lambda: np.bincount(random_.randint(0, count, count), minlength=count) @ sums)


def calibrated(verdicts: Judged, subjects: Indices, random_: np.random.RandomState) -> Interval:
    """The calibration error that these verdicts would have if confidence were right: its mean, and its middle 95%.

    Whether a verdict is right is drawn with its confidence as the chance; once for all rows of a subject.
    """
    count, ones = len(np.bincount(subjects)), np.ones(len(subjects))

    def draw() -> float:
        right = random_.random_sample(count)[subjects] < verdicts.confidence
        return _calibration_error(verdicts.confidence, right, ones)

    errors = _drawn(count, draw)
    return middle(float(errors.mean()), errors)


def _drawn(subjects: int, draw: Callable[[], Numbers | float]) -> Numbers:
    return np.array([draw() for _ in range(max(200, min(_RESAMPLES, _DRAWS // subjects)))])


def quadratic_kappa(tables: Numbers) -> Numbers:
    """The agreement of two readings, with quadratic weights, from tables on the last two axes; NaN if it is undefined.

    1 − observed squared distance / that of independent readings. Cohen, J. (1968). Weighted kappa: Nominal scale
    agreement with provision for scaled disagreement or partial credit. Psychological Bulletin, 70(4).
    """
    stage = np.arange(tables.shape[-1])
    distance = (stage[:, None] - stage) ** 2
    chance = tables.sum(axis=-1)[..., :, None] * tables.sum(axis=-2)[..., None, :]
    whole, expected = tables.sum(axis=(-2, -1)), (distance * chance).sum(axis=(-2, -1))
    return np.asarray(1 - (distance * tables).sum(axis=(-2, -1)) * whole / np.where(expected > 0, expected, np.nan))


def readers_tables(labels: Indices, subjects: Indices, stages: int) -> Numbers:
    """For each subject, how often two of its rows have these two labels: (subjects, stages, stages).

    Nobody knows which row is whose, so both orders count; every row counts once, whatever the number of rows.
    """
    counts = np.zeros((len(np.bincount(subjects)), stages))
    np.add.at(counts, (subjects, labels), 1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(stages)
    return np.asarray(pairs / np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None])
