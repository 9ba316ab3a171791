"""Measures: how well verdicts agree with labels, each as one number.

All are means over subjects, except balanced accuracy and the calibration error. Lower is better for the last three.
Formulas and sources:

- balanced accuracy: the mean of the accuracies at each labelled stage, so a common stage counts no more than a rare
  one. Brodersen, K. H., et al. (2010). The balanced accuracy and its posterior distribution. ICPR.
- ranked probability score: Σ_k (F(k) − O(k))² / (K − 1) over the K − 1 borders between stages, where F and O are the
    cumulative posterior and label; a miss by two stages counts more than a miss by one. From 0 to 1. Epstein, E. S.
  (1969). A scoring system for probability forecasts of ranked categories. Journal of Applied Meteorology, 8(6).
- log loss: −log posterior(label), in nats, from 0; a posterior of 0 counts as the smallest step above it, 2⁻⁵².
- expected calibration error: Σ_b n_b / n · |share right − mean confidence| over ten bins of confidence. From 0 to 1.
  Naeini, M. P., Cooper, G. F., & Hauskrecht, M. (2015). Obtaining well calibrated probabilities using Bayesian
  binning. AAAI.
"""

import math
import random
from collections.abc import Sequence
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

    def of(self, places: Sequence[int]) -> "Judged":
        """The verdicts at these places, repeated as often as a place is."""
        return Judged._make(column[places] for column in self)


class Measures(Struct, frozen=True):
    """Agreement over many subjects."""

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
    """A measure with a bootstrap interval: the middle 95% of the resamples of the subjects."""

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


def measured(verdicts: Judged, weights: Numbers | None = None) -> Measures:
    """All measures of one or more verdicts; each weighs 1 by default."""
    weights = np.ones(len(verdicts.right)) if weights is None else weights
    whole = weights.sum()
    bins = np.minimum((verdicts.confidence * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, weights=weights * (verdicts.right - verdicts.confidence))
    balance = _balance(verdicts.label, weights)
    return Measures(
        accuracy=float(weights @ verdicts.right / whole),
        balanced_accuracy=float(balance @ verdicts.right),
        accepted=float(weights @ verdicts.accepted / whole),
        within_one=float(weights @ verdicts.within_one / whole),
        ranked_probability_score=float(weights @ verdicts.ranked_probability_score / whole),
        log_loss=float(weights @ verdicts.log_loss / whole),
        calibration_error=float(np.abs(gaps).sum() / whole),
    )


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


def bootstrapped(verdicts: Judged, seed: int) -> dict[str, Interval]:
    """Every measure with its percentile bootstrap interval.

    Efron, B., & Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.
    """
    random_ = random.Random(seed)
    subjects = range(len(verdicts.right))
    resamples = max(200, min(_RESAMPLES, _DRAWS // len(subjects)))
    drawn = [measured(verdicts.of(random_.choices(subjects, k=len(subjects)))) for _ in range(resamples)]
    whole = measured(verdicts)
    return {name: _interval(name, whole, drawn) for name in Measures.__struct_fields__}


def _interval(name: str, whole: Measures, drawn: Sequence[Measures]) -> Interval:
    values = sorted(getattr(measures, name) for measures in drawn)
    low, high = (values[int(share * len(values))] for share in (0.025, 0.975))
    return Interval(getattr(whole, name), low, high)
