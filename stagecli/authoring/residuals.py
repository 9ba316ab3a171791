"""What labelled subjects say against two assumptions of a ladder: its frequencies, and that answers are independent.

- Given the stage, answers to two signals should say nothing about each other. The statistic is their conditional mutual
  information, Σ P(a, b, s) · log₂ (P(a, b | s) / (P(a | s) · P(b | s))), all stages together; the p-value is the share
  of permutations within stages that reach it. Their tables are drawn directly: with margins fixed, cells of a permuted
  table are hypergeometric. Patefield, W. M. (1981). An efficient method of generating random R × C tables with given
  row and column totals. Journal of the Royal Statistical Society C, 30(1).
- Over all stages, an option should be chosen as often as the tables say: a sum of binomials, from which the p-value of
  its standardised residual is drawn.

Both are corrected for how many are tested, so that of those listed 5% are expected to be chance. Benjamini, Y., &
Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B, 57(1).
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from stagecli.authoring.agreement import Indices, Numbers
from stagecli.authoring.population import generator, mean_stages
from stagecli.classifier import Classifier

Counts = npt.NDArray[np.int64]

LEVEL = 0.05
"""The false discovery rate."""
_FEW_DRAWS = 39  # tell who is above the level by far
_DRAWS_PER_TEST = 40  # of the others, so that a single one of all can stand out
_MOST_DRAWS = 100_000
_SETTLES = 0.9
"""An answer all but settles another signal if this share of those who give it answer that alike …"""
_FEWEST = 5
"""… and they are at least so many …"""
_UNLIKE_CHANCE = 2.0
"""… and more alike than their stages make them, by so many standard deviations."""


class Gate(Struct, frozen=True):
    """A gate that would ask a signal only where its answer is not settled."""

    signal: str
    """The signal to ask only under some answers …"""
    on: str
    """… to this one."""
    options: tuple[str, ...]
    """The options of `on` that the gate would have."""
    closing: tuple[str, ...]
    """Its other options, which all but settle the signal."""
    share: float
    """Of the subjects with such an option, how many answer the signal as most with that option do."""
    expected: float
    """How many would if only their stages decided."""


class Pair(Struct, frozen=True):
    """Two signals whose answers hang together beyond the stage; a gate or weights would answer that, or neither."""

    signals: tuple[str, str]
    subjects: int
    """Subjects with an answer to both that counts."""
    information: float
    """Conditional mutual information given the stage, in bits."""
    p_value: float
    """Corrected for the number of pairs."""
    correlation: float
    """Within stages, of the options' mean stages in the tables; above 0, the evidence of one is counted again."""
    gate: Gate | None
    weights: dict[str, float]
    """Signal: the weight to try, if that is below its own; empty if there is a gate, or nothing is counted twice."""


class Misfit(Struct, frozen=True):
    """An option that is more or less frequent than the tables say."""

    signal: str
    option: str
    observed: int
    expected: float
    residual: float
    """(observed − expected) / standard deviation."""
    p_value: float
    """Corrected for the number of options."""


class Residuals(Struct, frozen=True):
    """What stands out."""

    pairs_tested: int
    pairs: tuple[Pair, ...]
    """The least probable first."""
    options_tested: int
    misfits: tuple[Misfit, ...]
    """The least probable first."""


def residuals(classifier: Classifier, stages: Indices, codes: Mapping[str, Indices], seed: int) -> Residuals:
    """Test all pairs of signals, and all options.

    Args:
        classifier: of the ladder.
        stages: index of each subject's labelled stage; no subject is there twice.
        codes: by signal, the index of each subject's option; the number of options stands for none that counts.
        seed: of the draws.

    """
    random_ = generator(f"{seed}/residuals")
    tables = {
        pair: table
        for pair in combinations([signal.id for signal in classifier.model.signals], 2)
        if _can_vary(table := _table(classifier, stages, codes, pair))
    }
    p_values = [
        _p_value(_cells(table[None])[0], partial(_permuted_cells, table, random_), len(tables))
        for table in tables.values()
    ]
    hanging = [
        (signals, table, p_value)
        for (signals, table), p_value in zip(tables.items(), adjusted(p_values), strict=True)
        if p_value <= LEVEL
    ]
    misfits = list(_misfits(classifier, stages, codes, random_))
    return Residuals(
        pairs_tested=len(tables),
        pairs=tuple(sorted(_pairs(classifier, hanging), key=lambda pair: (pair.p_value, -pair.information))),
        options_tested=len(misfits),
        misfits=tuple(
            sorted((each for each in misfits if each.p_value <= LEVEL), key=lambda it: (it.p_value, -abs(it.residual)))
        ),
    )


def adjusted(p_values: Sequence[float]) -> list[float]:
    """P-values corrected for their number, as Benjamini and Hochberg do: the least rate at which each stands out."""
    order = np.argsort(p_values)[::-1]
    scaled = np.array(p_values)[order] * len(order) / np.arange(len(order), 0, -1)
    found = np.empty(len(order))
    found[order] = np.minimum.accumulate(scaled)
    return found.tolist()


def _p_value(observed: float, draw: Callable[[int], Numbers], tests: int) -> float:
    """The share of draws that reach what was observed, which is one of them; few are enough for most."""

    def share(times: int) -> float:
        return (1 + int((draw(times) >= observed - 1e-9).sum())) / (1 + times)

    first = share(_FEW_DRAWS)
    return first if first > LEVEL else share(min(max(1999, _DRAWS_PER_TEST * tests), _MOST_DRAWS))


def _table(classifier: Classifier, stages: Indices, codes: Mapping[str, Indices], pair: tuple[str, str]) -> Counts:
    """How many subjects have each (stage, option, option)."""
    one, other = (codes[signal] for signal in pair)
    shape = (len(classifier.stages), *(len(classifier.score[signal]) for signal in pair))
    both = (one < shape[1]) & (other < shape[2])
    table = np.zeros(shape, np.int64)
    np.add.at(table, (stages[both], one[both], other[both]), 1)
    return table


def _can_vary(table: Counts) -> bool:
    """Whether at some stage a permutation changes anything."""
    return bool((((table.any(axis=2).sum(axis=1)) > 1) & (table.any(axis=1).sum(axis=1) > 1)).any())


def _cells(tables: Counts) -> Numbers:
    """The part of the mutual information that permutations change, in nats times subjects: Σ n · log n over cells."""
    return np.asarray((tables * np.log(np.maximum(tables, 1))).sum(axis=(1, 2, 3)))


def _permuted_cells(table: Counts, random_: np.random.RandomState, times: int) -> Numbers:
    return _cells(permuted(table, random_, times))


def permuted(table: Counts, random_: np.random.RandomState, times: int) -> Counts:
    """Draw (stage, option, option) tables as permutations of one signal's answers within stages give them."""
    found = np.zeros((times, *table.shape), np.int64)
    left = np.tile(table.sum(axis=1), (times, 1, 1))  # of the second signal's options
    for row in range(table.shape[1] - 1):
        needed = np.tile(table[:, row].sum(axis=1), (times, 1))
        for column in range(table.shape[2] - 1):
            none = needed == 0  # NumPy draws one or more
            rest = left[..., column + 1 :].sum(axis=-1)
            drawn = random_.hypergeometric(left[..., column] + none, rest, needed + none) * ~none
            found[..., row, column] = drawn
            left[..., column] -= drawn
            needed -= drawn
        found[..., row, -1] = needed
        left[..., -1] -= needed
    found[..., -1, :] = left
    return found


def information(table: Counts) -> float:
    """The conditional mutual information of two signals given the stage, in bits."""
    margins = (table.sum(axis=2, keepdims=True), table.sum(axis=1, keepdims=True))
    of_stages = table.sum(axis=(1, 2), keepdims=True)
    whole = _cells(table[None]) + _cells(of_stages[None]) - sum(_cells(margin[None]) for margin in margins)
    return max(0.0, float(whole[0]) / int(table.sum()) / math.log(2))


def _pairs(classifier: Classifier, hanging: Sequence[tuple[tuple[str, str], Counts, float]]) -> Iterator[Pair]:
    gates, correlations, repeated = {}, {}, defaultdict[str, float](float)
    for signals, table, _ in hanging:
        gates[signals] = _gate(classifier, signals, table)
        correlations[signals] = correlation(table, *(mean_stages(classifier, signal) for signal in signals))
        if gates[signals] is None and correlations[signals] > 0:
            for signal in signals:
                repeated[signal] += correlations[signals]
    for signals, table, p_value in hanging:
        twice = gates[signals] is None and correlations[signals] > 0
        # what linear discriminant analysis gives equally telling signals that correlate
        tried = {signal: round(1 / (1 + repeated[signal]), 2) for signal in signals if twice}
        weights = {
            signal: weight for signal, weight in tried.items() if weight < classifier.model.signal(signal).weight
        }
        yield Pair(
            signals, int(table.sum()), information(table), p_value, correlations[signals], gates[signals], weights
        )


def correlation(table: Counts, one: Sequence[float], other: Sequence[float]) -> float:
    """The correlation within stages of two signals whose options have these values."""
    of_stages = np.maximum(table.sum(axis=(1, 2)), 1)
    rows, columns = table.sum(axis=2), table.sum(axis=1)
    first = np.array(one) - (rows @ one / of_stages)[:, None]
    second = np.array(other) - (columns @ other / of_stages)[:, None]
    together = np.einsum("sab,sa,sb->", table, first, second)
    spread = math.sqrt(float((rows * first**2).sum() * (columns * second**2).sum()))
    return float(together) / spread if spread > 0 else 0.0


def _gate(classifier: Classifier, signals: tuple[str, str], table: Counts) -> Gate | None:
    """The gate that would answer a pair: some answers to one signal, but not all, settle the other."""
    for (on, signal), counts in ((signals, table), (signals[::-1], table.swapaxes(1, 2))):
        whole, options = counts.sum(axis=0), [*classifier.score[on]]
        often = [at for at in range(len(options)) if whole[at].sum() >= _FEWEST]
        settling = {at: alike for at in often if (alike := _alike(counts, at)) is not None}
        if 0 < len(settling) < len(often) and not _hangs_on(classifier, on, signal):
            subjects = sum(int(whole[at].sum()) for at in settling)
            observed, expected = (sum(column) / subjects for column in zip(*settling.values(), strict=True))
            closing = tuple(options[at] for at in settling)
            open_ = classifier.gates[signal].get(on, frozenset(options)).difference(closing)
            return Gate(signal, on, tuple(filter(open_.__contains__, options)), closing, observed, expected)
    return None


def _alike(counts: Counts, row: int) -> tuple[float, float] | None:
    """How many of those with an option give the commonest answer to the other signal, and how many would by chance.

    None unless the option settles it. Mean and variance of a cell over permutations within stages are those of Mantel
    & Haenszel (1959).
    """
    column = int(counts.sum(axis=0)[row].argmax())
    of_stages, rows, columns = counts.sum(axis=(1, 2)), counts[:, row].sum(axis=1), counts[:, :, column].sum(axis=1)
    several = of_stages > 1
    n, a, b = of_stages[several], rows[several], columns[several]
    observed, expected = int(counts[:, row, column].sum()), float((rows * columns / np.maximum(of_stages, 1)).sum())
    spread = math.sqrt(float((a * b * (n - a) * (n - b) / (n**2 * (n - 1))).sum()))
    if observed < _SETTLES * rows.sum() or observed - expected <= _UNLIKE_CHANCE * spread:
        return None
    return observed, expected


def _hangs_on(classifier: Classifier, signal: str, on: str) -> bool:
    return any(gate == on or _hangs_on(classifier, gate, on) for gate in classifier.gates[signal])


def _misfits(
    classifier: Classifier, stages: Indices, codes: Mapping[str, Indices], random_: np.random.RandomState
) -> Iterator[Misfit]:
    answering = {
        signal: np.bincount(stages[codes[signal] < len(rows)], minlength=len(classifier.stages))
        for signal, rows in classifier.score.items()
    }
    options = [
        (signal, option, int((codes[signal] == code).sum()), answering[signal], np.array(row))
        for signal, rows in classifier.likelihood.items()
        for code, (option, row) in enumerate(rows.items())
        if answering[signal].any()
    ]
    p_values = [
        _p_value(abs(observed - float(given @ row)), partial(_deviations, given, row, random_), len(options))
        for _, _, observed, given, row in options
    ]
    for (signal, option, observed, given, row), p_value in zip(options, adjusted(p_values), strict=True):
        expected = float(given @ row)
        residual = (observed - expected) / math.sqrt(float(given @ (row * (1 - row))))
        yield Misfit(signal, option, observed, expected, residual, p_value)


def _deviations(answering: Indices, likelihood: Numbers, random_: np.random.RandomState, times: int) -> Numbers:
    """How far an option's frequency is from the expected one, in draws from the tables."""
    drawn = random_.binomial(answering, likelihood, (times, len(answering))).sum(axis=1)
    return np.asarray(np.abs(drawn - float(answering @ likelihood)))
