"""Measures: how well verdicts agree with labels, one number each.

All are means over subjects but the calibration error. Lower is better for the last three. Formulas and sources:

- ranked probability score: Σ_k (F(k) − O(k))² / (K − 1) over the K − 1 borders between stages, where F and O are the
  cumulated posterior and label; it counts a miss by two stages for more than one by one. From 0 to 1. Epstein, E. S.
  (1969). A scoring system for probability forecasts of ranked categories. Journal of Applied Meteorology, 8(6).
- log loss: −log posterior(label), in nats, from 0; a posterior of 0 counts as the smallest step above it, 2⁻⁵².
- expected calibration error: Σ_b n_b / n · |share right − mean confidence| over ten bins of confidence. From 0 to 1.
  Naeini, M. P., Cooper, G. F., & Hauskrecht, M. (2015). Obtaining well calibrated probabilities using Bayesian
  binning. AAAI.
"""

import math
import random
from collections.abc import Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

BINS = 10
SMALLEST = 2.0**-52
_RESAMPLES = 2_000
_DRAWS = 10_000_000  # subjects drawn in all resamples, at most: some seconds


class Judged(NamedTuple):
    """One verdict beside its label."""

    right: bool
    """The detected stage is the labelled one."""
    accepted: bool
    """It is the labelled one, or another that the label accepts."""
    within_one: bool
    """It is the labelled one or a neighbour of it."""
    ranked_probability_score: float
    log_loss: float
    confidence: float
    """The posterior of the detected stage."""


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
    """A measure with a bootstrap interval: the middle 95 of 100 resamples of the subjects."""

    value: float
    low: float
    high: float


def judged(stage: int, posterior: Sequence[float], label: int, accept: Set[int] = frozenset()) -> Judged:
    """Judge one verdict.

    Args:
        stage: index of the detected stage.
        posterior: of every stage, summing to 1.
        label: index of the labelled stage.
        accept: indices of further stages that the label accepts.
    """
    borders = list(accumulate(posterior))[:-1]
    spread = math.fsum((below - (border >= label)) ** 2 for border, below in enumerate(borders))
    return Judged(
        right=stage == label,
        accepted=stage == label or stage in accept,
        within_one=abs(stage - label) <= 1,
        ranked_probability_score=spread / len(borders),
        log_loss=-math.log(max(posterior[label], SMALLEST)),
        confidence=posterior[stage],
    )


def measured(verdicts: Sequence[Judged]) -> Measures:
    """The measures of at least one verdict."""
    rights, accepted, within, ranked, losses, confidences = zip(*verdicts, strict=True)
    gaps = [0.0] * BINS
    for right, confidence in zip(rights, confidences, strict=True):
        gaps[min(int(confidence * BINS), BINS - 1)] += right - confidence
    count = len(verdicts)
    return Measures(
        accuracy=sum(rights) / count,
        accepted=sum(accepted) / count,
        within_one=sum(within) / count,
        ranked_probability_score=sum(ranked) / count,
        log_loss=sum(losses) / count,
        calibration_error=sum(map(abs, gaps)) / count,
    )


def bootstrapped(verdicts: Sequence[Judged], seed: int) -> dict[str, Interval]:
    """Every measure with its percentile bootstrap interval.

    Efron, B., & Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.
    """
    random_ = random.Random(seed)
    resamples = max(200, min(_RESAMPLES, _DRAWS // len(verdicts)))
    drawn = [measured(random_.choices(verdicts, k=len(verdicts))) for _ in range(resamples)]
    whole = measured(verdicts)
    return {name: _interval(name, whole, drawn) for name in Measures.__struct_fields__}


def _interval(name: str, whole: Measures, drawn: Sequence[Measures]) -> Interval:
    values = sorted(getattr(measures, name) for measures in drawn)
    low, high = (values[int(share * len(values))] for share in (0.025, 0.975))
    return Interval(getattr(whole, name), low, high)
