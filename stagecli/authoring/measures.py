"""Measures: how well verdicts agree with labels, each as one number.

All are means over subjects, except the calibration error. Lower is better for the last three. Formulas and sources:

- ranked probability score: Σ_k (F(k) − O(k))² / (K − 1) over the K − 1 borders between stages, where F and O are the
    cumulative posterior and label; a miss by two stages counts more than a miss by one. From 0 to 1. Epstein, E. S.
  (1969). A scoring system for probability forecasts of ranked categories. Journal of Applied Meteorology, 8(6).
- log loss: −log posterior(label), in nats, from 0; a posterior of 0 counts as the smallest step above it, 2⁻⁵².
- expected calibration error: Σ_b n_b / n · |share right − mean confidence| over ten bins of confidence. From 0 to 1.
  Naeini, M. P., Cooper, G. F., & Hauskrecht, M. (2015). Obtaining well calibrated probabilities using Bayesian
  binning. AAAI.
"""

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
        right=found == labels,
        accepted=accepts[everyone, found],
        within_one=np.abs(found - labels) <= 1,
        ranked_probability_score=((borders - reached) ** 2).mean(axis=1),
        log_loss=-np.log(np.maximum(posterior[everyone, labels], _SMALLEST)),
        confidence=posterior[everyone, found],
    )


def measured(verdicts: Judged) -> Measures:
    """All measures of one or more verdicts."""
    bins = np.minimum((verdicts.confidence * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, weights=verdicts.right - verdicts.confidence)
    return Measures(
        accuracy=float(verdicts.right.mean()),
        accepted=float(verdicts.accepted.mean()),
        within_one=float(verdicts.within_one.mean()),
        ranked_probability_score=float(verdicts.ranked_probability_score.mean()),
        log_loss=float(verdicts.log_loss.mean()),
        calibration_error=float(np.abs(gaps).sum() / len(bins)),
    )


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
