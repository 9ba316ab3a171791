"""Scores and probabilities.

log posterior(s) ∝ log prior(s) + Σ_j (w_j / T) · log P(o_j | s), summed exactly in nano-nats and free of order;
floats appear only in the softmax.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from stagecli.classifier.tables import NANO, Tables


def scores(tables: Tables, answers: Mapping[str, str]) -> tuple[int, ...]:
    """The unnormalised log posterior of each stage in nano-nats, from answers that count (`gates.counted`)."""
    rows: Iterable[Sequence[int]] = (tables.score[signal][option] for signal, option in answers.items())
    return tuple(map(sum, zip(tables.prior, *rows, strict=True)))


def softmax(log_weights: Sequence[int]) -> tuple[float, ...]:
    """Probabilities in [0, 1] that sum to 1, from log weights in nano-nats."""
    top = max(log_weights)
    weights = [math.exp((weight - top) / NANO) for weight in log_weights]
    total = math.fsum(weights)
    return tuple(weight / total for weight in weights)


def millionths(number: float) -> int:
    """A number of 0 or more in whole millionths, halves up: as probabilities are published and compared.

    floor(10⁶ · number + ½), which arrays and other languages have too.
    """
    return math.floor(1_000_000 * number + 0.5)


def billionths(number: float) -> int:
    """The same in whole units of 10⁻⁹, for all that is ordered or cut by a float: platforms differ in its last bits."""
    return math.floor(1_000_000_000 * number + 0.5)


def reaches(number: float, threshold: float) -> bool:
    """Whether a number is at a threshold or above, give or take 10⁻⁹."""
    return number >= threshold - 1e-9


def ranking(log_weights: Sequence[int]) -> tuple[int, ...]:
    """Stage indices, likeliest first; ties go to the lower stage."""
    return tuple(sorted(range(len(log_weights)), key=lambda index: (-log_weights[index], index)))
