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


def ranking(log_weights: Sequence[int]) -> tuple[int, ...]:
    """Stage indices, likeliest first; ties go to the lower stage."""
    return tuple(sorted(range(len(log_weights)), key=lambda index: (-log_weights[index], index)))
