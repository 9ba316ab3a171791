"""Which questions are worth asking."""

import math
from collections.abc import Mapping, Sequence

from stagecli.classify.gates import applicability, counted
from stagecli.classify.posterior import scores, softmax
from stagecli.classify.table import Table

WORTH_ASKING = 0.01
"""Bits: a question expected to tell less is not worth the subject's time."""


def expected_information_gain(table: Table, answers: Mapping[str, str]) -> dict[str, float]:
    """What asking each signal that is unasked and may apply is expected to tell about the stage, in bits.

    H(posterior) − Σ_o P(o) · H(posterior after o). How likely each answer is comes from the untempered likelihood;
    what it would do to the posterior, from the tempered one. Lindley, D. V. (1956). On a measure of the information
    provided by an experiment. Annals of Mathematical Statistics, 27(4).
    """
    totals = scores(table, counted(table, answers))
    posterior = softmax(totals)
    now = entropy(posterior)
    gain: dict[str, float] = {}
    for signal, applies in applicability(table, answers).items():
        if applies == "no" or signal in answers:
            continue
        after = 0.0
        for option, likelihood in table.likelihood[signal].items():
            predictive = math.fsum(p * q for p, q in zip(posterior, likelihood, strict=True))
            row = table.score[signal][option]
            after += predictive * entropy(softmax([a + b for a, b in zip(totals, row, strict=True)]))
        gain[signal] = now - after
    return gain


def entropy(probabilities: Sequence[float]) -> float:
    """Shannon entropy in bits, from 0 to log2 of how many there are."""
    return -math.fsum(p * math.log2(p) for p in probabilities if p > 0)


def worth_asking(table: Table, answers: Mapping[str, str]) -> list[tuple[str, float]]:
    """Signals that would tell at least `WORTH_ASKING` bits, most informative first; ties in the table's order."""
    gain = expected_information_gain(table, answers)
    return sorted(((s, bits) for s, bits in gain.items() if bits >= WORTH_ASKING), key=lambda item: -item[1])
