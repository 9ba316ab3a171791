"""Populations: many subjects with a known stage, drawn from a model's tables or labelled by people.

A subject's answers share a normal disposition: x = √ρ · disposition + √(1 − ρ) · noise, both standard normal, and
the answer is the first option whose cumulative likelihood at the stage reaches Φ(x), options standing by their mean
stage in the tables, whatever their order in the file. So every answer has the likelihood of the tables (misreports
included), and the normal variables behind two of a subject's answers correlate with ρ: who answers one question as
higher stages do answers others so, too. With ρ = 0 answers are independent, as the classifier assumes. A one-factor
Gaussian copula; Li, D. X. (2000). On default correlation: a copula function approach. Journal of Fixed Income, 9(4).
"""

import math
import random
from collections.abc import Mapping, Sequence
from itertools import accumulate, count
from operator import mul
from statistics import NormalDist
from typing import Self

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from stagecli.answers import DONT_KNOW
from stagecli.authoring.agreement import Flags, Indices, Judged, Numbers, judged
from stagecli.authoring.labelled import Labelled
from stagecli.classifier import Classifier
from stagecli.classifier.gates_array import ClosedGates
from stagecli.classifier.packed import packed_rows
from stagecli.classifier.tables import NANO


class Agreement(Struct, frozen=True):
    """How a ladder reads a population from all its answers."""

    stages: Indices
    """Index of each subject's detected stage."""
    confusion: tuple[tuple[int, ...], ...]
    """How many subjects of each stage (outer) are detected at each stage (inner)."""
    verdicts: Judged


class Population:
    """Subjects, identified by index from 0. Classifying them together gives the same results as one by one."""

    stages: Indices
    """Index of each subject's known stage."""
    accepts: Flags
    """Whether a stage passes as the known one: (subjects, stages)."""

    def __init__(
        self, classifier: Classifier, stages: Indices, codes: Mapping[str, Indices], accepts: Flags | None = None
    ) -> None:
        """Make a population.

        Args:
            classifier: its signals are the ones answered.
            stages: index of each subject's known stage.
            codes: by signal, the index of each subject's option; the number of options stands for no answer.
            accepts: whether a stage passes as the known one: (subjects, stages); by default only the known one does.

        """
        self.stages = stages
        self._codes = codes
        self._classifier = classifier
        self._options = {signal: list(rows) for signal, rows in classifier.score.items()}
        self.accepts = stages[:, None] == np.arange(len(classifier.stages)) if accepts is None else accepts

    @classmethod
    def drawn(cls, classifier: Classifier, each: int, *, correlation: float, seed: str) -> Self:
        """Draw subjects, `each` per stage, who answer everything that applies."""
        stages = np.repeat(np.arange(len(classifier.stages)), each)
        drawn = uniform(seed, (len(stages), 1 + len(classifier.order), 2))
        normal = np.sqrt(-2 * np.log(1 - drawn[..., 0])) * np.cos(2 * math.pi * drawn[..., 1])  # Box & Muller 1958
        common, own = math.sqrt(correlation) * normal[:, 0], math.sqrt(1 - correlation) * normal[:, 1:]
        codes = {}
        for column, signal in enumerate(classifier.order):
            levels = np.split(common + own[:, column], len(classifier.stages))
            order = _by_mean_stage(classifier, signal)
            codes[signal] = order[
                np.concatenate(list(map(np.searchsorted, _limits(classifier, signal, order), levels)))
            ]
        for signal, closed in ClosedGates(classifier)(codes).items():
            codes[signal][closed] = len(classifier.score[signal])
        return cls(classifier, stages, codes)

    @classmethod
    def labelled(cls, classifier: Classifier, subjects: Sequence[Labelled]) -> Self:
        """Make a population of labelled subjects."""
        codes = {}
        for signal, rows in classifier.score.items():
            known = {option: code for code, option in enumerate(rows)}
            given = [known.get(subject.answers.get(signal, DONT_KNOW), len(rows)) for subject in subjects]
            codes[signal] = np.array(given, np.intp)
        accepts = np.zeros((len(subjects), len(classifier.stages)), np.bool_)
        for place, subject in enumerate(subjects):
            accepts[place, [subject.stage, *subject.accept]] = True
        return cls(classifier, np.array([subject.stage for subject in subjects], np.intp), codes, accepts)

    def misreporting(self, share: float, seed: str) -> Self:
        """Copy the population and replace a share of its answers at random by any option of the signal."""
        drawn = uniform(seed, (len(self.stages), len(self._classifier.order), 2))
        codes = {}
        for column, signal in enumerate(self._classifier.order):
            order, code = _by_mean_stage(self._classifier, signal), self._codes[signal]
            replaced = (drawn[:, column, 0] < share) & (code < len(order))
            codes[signal] = np.where(replaced, order[(drawn[:, column, 1] * len(order)).astype(np.intp)], code)
        return self._answering(codes)

    def forgetting(self, share: float, seed: str) -> Self:
        """Copy the population and drop a share of its answers at random."""
        drawn = uniform(seed, (len(self.stages), len(self._classifier.order)))
        codes = {
            signal: np.where(drawn[:, column] < share, len(self._options[signal]), self._codes[signal])
            for column, signal in enumerate(self._classifier.order)
        }
        return self._answering(codes)

    def without(self, signal: str) -> Self:
        """Copy the population without the answers to one signal."""
        none = np.full(len(self.stages), len(self._options[signal]))
        return self._answering({**self._codes, signal: none})

    def _answering(self, codes: Mapping[str, Indices]) -> Self:
        return type(self)(self._classifier, self.stages, codes, self.accepts)

    def of(self, places: Indices) -> Self:
        """The subjects at these places."""
        codes = {signal: code[places] for signal, code in self._codes.items()}
        return type(self)(self._classifier, self.stages[places], codes, self.accepts[places])

    def counts(self, weights: Numbers) -> dict[str, Numbers]:
        """By signal, how much those weigh who give each answer that counts: (options, stages)."""
        found = {}
        for signal, code in self.counting(self._classifier).items():
            table = np.zeros((len(self._options[signal]) + 1, len(self._classifier.stages)))
            np.add.at(table, (code, self.stages), weights)
            found[signal] = table[:-1]
        return found

    def answered(self) -> Indices:
        """How many answers each subject gives."""
        given = [code < len(self._options[signal]) for signal, code in self._codes.items()]
        return np.asarray(np.sum(given, axis=0, dtype=np.intp))

    def mean(self, column: Numbers | Indices | Flags) -> float:
        """The mean over the stages, weighted by their priors, of a number that each subject has."""
        return round(float((self.weights * column).sum()), 9)

    @property
    def weights(self) -> Numbers:
        """Each subject's part in `mean`: its stage's prior, divided by the number of subjects there."""
        prior = np.exp(np.array(self._classifier.prior) / NANO)
        return (prior / np.bincount(self.stages, minlength=len(prior)))[self.stages]

    def split(self, who: Indices, signal: str) -> dict[str, Indices]:
        """Divide some subjects by their answer to a signal; those without one are under `dont_know`."""
        options = [*self._options[signal], DONT_KNOW]
        codes = self._codes[signal][who]
        return {options[code]: who[codes == code] for code in np.unique(codes).tolist()}

    def choices(self, stage: int) -> list[dict[str, str]]:
        """For each subject of a stage, its answers: signal id to option id."""
        who = self.stages == stage
        found: list[dict[str, str]] = [{} for _ in range(int(who.sum()))]
        for signal, code in self._codes.items():
            for chosen, option in zip(found, code[who].tolist(), strict=True):
                if option < len(self._options[signal]):
                    chosen[signal] = self._options[signal][option]
        return found

    def read(self, classifier: Classifier) -> Agreement:
        """Classify everybody by any ladder with the same signals and options.

        The priors alone decide for subjects without an answer that counts.
        """
        found, posterior = ranked(self.totals(classifier))
        confusion = np.zeros((len(classifier.stages), len(classifier.stages)), np.intp)
        np.add.at(confusion, (self.stages, found), 1)
        verdicts = judged(found, posterior, self.stages, self.accepts)
        return Agreement(found, tuple(map(tuple, confusion.tolist())), verdicts)

    def counting(self, classifier: Classifier) -> dict[str, Indices]:
        """By signal, the index of each subject's option if it counts; the number of options stands for none."""
        closed = ClosedGates(classifier)(self._codes)
        return {
            signal: np.where(closed.get(signal, False), len(self._options[signal]), code)
            for signal, code in self._codes.items()
        }

    def totals(self, classifier: Classifier) -> npt.NDArray[np.int64]:
        """Packed standings of everybody: (subjects, stages)."""
        totals = np.tile(np.array(classifier.prior, np.int64), (len(self.stages), 1))
        for signal, code in self.counting(classifier).items():
            rows = np.array([*packed_rows(classifier, signal).values(), (0,) * len(classifier.stages)], np.int64)
            totals += rows[code]
        return totals


def ranked(totals: npt.NDArray[np.int64]) -> tuple[Indices, Numbers]:
    """The detected stage and the posterior, from packed standings on the last axis."""
    weights = np.exp((totals - totals.max(axis=-1, keepdims=True)) / NANO)
    # the first of equal totals, as in `Standings.ranking`
    return np.argmax(totals, axis=-1), weights / weights.sum(axis=-1, keepdims=True)


def mean_stages(classifier: Classifier, signal: str) -> list[float]:
    """For each option, the mean index of the stages that choose it, each stage being as likely as any other."""
    return [sum(map(mul, shares, count())) / sum(shares) for shares in classifier.share[signal].values()]


def _by_mean_stage(classifier: Classifier, signal: str) -> Indices:
    """The indices of a signal's options by their mean stage; those that are equal, by their frequencies, then id."""
    rows = zip(
        mean_stages(classifier, signal), classifier.share[signal].values(), classifier.share[signal], strict=True
    )
    return np.array([at for _, at in sorted((row, at) for at, row in enumerate(rows))], np.intp)


def _limits(classifier: Classifier, signal: str, order: Indices) -> list[list[float]]:
    """For each stage, where on the normal scale one option in this order ends and the next begins.

    Answers that violate a stage's own requirements are never drawn there, whatever the frequencies say.
    """
    normal, rows = NormalDist(), [*classifier.likelihood[signal].items()]
    limits = []
    for stage in range(len(classifier.stages)):
        shares = [
            0.0 if stage in classifier.forbidden.get((signal, option), ()) else row[stage]
            for option, row in (rows[at] for at in order)
        ]
        whole = math.fsum(shares)
        below = list(accumulate(share / whole for share in shares))[:-1]
        limits.append([-math.inf if at <= 0 else math.inf if at >= 1 - 1e-12 else normal.inv_cdf(at) for at in below])
    return limits


def uniform(seed: str, shape: tuple[int, ...]) -> Numbers:
    """The numbers that `random.Random(seed)` gives, in order."""
    return generator(seed).random_sample(shape)


def generator(seed: str) -> np.random.RandomState:
    """NumPy's generator in the state of `random.Random(seed)`: the same one, and the one whose stream never changes."""
    _, state, _ = random.Random(seed).getstate()
    made = np.random.RandomState()
    made.set_state(("MT19937", np.array(state[:-1], np.uint32), state[-1], 0, 0.0))
    return made
