"""Populations: many subjects with a known stage, drawn from a model's tables or labelled by somebody, in plain Python.

`population_arrays` has the same class on NumPy's arrays, with the same results; `the_population` chooses.

A subject's answers are drawn as a normal disposition makes them: x = √ρ · disposition + √(1 − ρ) · noise, both standard
normal, and the answer is the first option whose cumulated likelihood at the stage reaches Φ(x). So every answer has
the likelihood of the tables (misreports included), and the normal variables behind two answers of a subject correlate
with ρ: with ρ = 0 answers are independent, as the classifier takes them to be. A one-factor Gaussian copula; see
Li, D. X. (2000). On default correlation: a copula function approach. Journal of Fixed Income, 9(4).
"""

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from statistics import NormalDist
from typing import Any, Protocol, Self

from msgspec import Struct

from stagecli.answers import DONT_KNOW
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.measures import Judged, Measures, judged, measured
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.posterior import ranking, scores, softmax


class Agreement(Struct, frozen=True):
    """How a table reads a population when everything that the subjects say is taken into account."""

    stages: Sequence[int]
    """Index of the detected stage, one a subject."""
    confusion: tuple[tuple[int, ...], ...]
    """How many subjects of each stage (outer) are detected at each stage (inner)."""
    measures: Measures
    confidence: float
    """The mean posterior of the detected stages."""


class Population(Protocol):
    """What both kinds of populations do; each subject is known by its place, from 0."""

    @classmethod
    def drawn(cls, classifier: Classifier, each: int, *, correlation: float, seed: str) -> Self:
        """Draw subjects, the same number at each stage, answering everything that applies."""

    @classmethod
    def labelled(cls, classifier: Classifier, subjects: Sequence[Labelled]) -> Self:
        """Take labelled subjects."""

    def misreporting(self, share: float, seed: str) -> Self:
        """The same population, of whose answers a share is replaced by any option of the signal, at random."""

    def forgetting(self, share: float, seed: str) -> Self:
        """The same population, of whose answers a share is missing, at random."""

    def without(self, signal: str) -> Self:
        """The same population, never asked one signal."""

    def read(self, classifier: Classifier) -> Agreement:
        """Classify everybody; who has no answer that counts is taken for what the priors say."""

    def answered(self) -> int:
        """How many answers there are in all."""

    def everybody(self) -> Any:
        """All subjects, as `split` takes them."""

    def split(self, who: Any, signal: str) -> Mapping[str, Any]:
        """Part some subjects by their answer to a signal, `dont_know` for those without one."""


class PlainPopulation:
    """A population as lists: who has no NumPy gets the same results, only later."""

    def __init__(self, stages: Sequence[int], answers: Sequence[Mapping[str, str]], classifier: Classifier) -> None:
        self.stages = stages
        self.answers = answers
        self._classifier = classifier

    @classmethod
    def drawn(cls, classifier: Classifier, each: int, *, correlation: float, seed: str) -> Self:
        """See `Population`."""
        stages = [stage for stage in range(len(classifier.stages)) for _ in range(each)]
        random_ = random.Random(seed)
        limits = thresholds(classifier)
        return cls(
            stages, [_draw(classifier, limits, stage, correlation, random_.random) for stage in stages], classifier
        )

    @classmethod
    def labelled(cls, classifier: Classifier, subjects: Sequence[Labelled]) -> Self:
        """See `Population`."""
        return cls([subject.stage for subject in subjects], [subject.answers for subject in subjects], classifier)

    def misreporting(self, share: float, seed: str) -> Self:
        """See `Population`."""
        uniform = random.Random(seed).random
        changed = []
        for answers in self.answers:
            new = dict(answers)
            for signal in self._classifier.order:
                replaced, which = uniform() < share, uniform()
                if replaced and signal in new:
                    options = list(self._classifier.score[signal])
                    new[signal] = options[int(which * len(options))]
            changed.append(new)
        return type(self)(self.stages, changed, self._classifier)

    def forgetting(self, share: float, seed: str) -> Self:
        """See `Population`."""
        uniform = random.Random(seed).random
        kept = []
        for answers in self.answers:
            missing = {signal for signal in self._classifier.order if uniform() < share}
            kept.append({signal: option for signal, option in answers.items() if signal not in missing})
        return type(self)(self.stages, kept, self._classifier)

    def without(self, signal: str) -> Self:
        """See `Population`."""
        answers = [{name: option for name, option in given.items() if name != signal} for given in self.answers]
        return type(self)(self.stages, answers, self._classifier)

    def read(self, classifier: Classifier) -> Agreement:
        """See `Population`."""
        confusion = [[0] * len(classifier.stages) for _ in classifier.stages]
        verdicts: list[Judged] = []
        found = []
        for label, answers in zip(self.stages, self.answers, strict=True):
            totals = scores(classifier, counted(classifier, answers))
            stage = ranking(totals)[0]
            verdicts.append(judged(stage, softmax(totals), label))
            confusion[label][stage] += 1
            found.append(stage)
        confidence = math.fsum(verdict.confidence for verdict in verdicts) / len(verdicts)
        return Agreement(found, tuple(map(tuple, confusion)), measured(verdicts), confidence)

    def answered(self) -> int:
        """See `Population`."""
        return sum(map(len, self.answers))

    def everybody(self) -> list[int]:
        """See `Population`."""
        return list(range(len(self.stages)))

    def split(self, who: Sequence[int], signal: str) -> dict[str, list[int]]:
        """See `Population`."""
        parts: dict[str, list[int]] = {option: [] for option in (*self._classifier.score[signal], DONT_KNOW)}
        for place in who:
            parts[self.answers[place].get(signal, DONT_KNOW)].append(place)
        return {option: part for option, part in parts.items() if part}


def thresholds(classifier: Classifier) -> dict[str, tuple[tuple[float, ...], ...]]:
    """For each signal and stage: where on the normal scale one option ends and the next begins.

    Nobody is drawn who contradicts what the own stage requires: that is a fact, whatever the frequencies say.
    """
    normal = NormalDist()
    limits: dict[str, tuple[tuple[float, ...], ...]] = {}
    for signal, rows in classifier.likelihood.items():
        columns = []
        for stage in range(len(classifier.stages)):
            shares = [
                0.0 if stage in classifier.forbidden.get((signal, option), ()) else row[stage]
                for option, row in rows.items()
            ]
            whole = math.fsum(shares)
            below = list(accumulate(share / whole for share in shares))[:-1]
            columns.append(
                tuple(-math.inf if at <= 0 else math.inf if at >= 1 - 1e-12 else normal.inv_cdf(at) for at in below)
            )
        limits[signal] = tuple(columns)
    return limits


def _draw(
    classifier: Classifier,
    limits: Mapping[str, Sequence[Sequence[float]]],
    stage: int,
    correlation: float,
    uniform: Callable[[], float],
) -> dict[str, str]:
    """The answers of one subject."""
    common = math.sqrt(correlation) * _normal(uniform)
    own = math.sqrt(1 - correlation)
    answers: dict[str, str] = {}
    for signal in classifier.order:
        level = common + own * _normal(uniform)
        if all(answers.get(on) in options for on, options in classifier.gates[signal].items()):
            answers[signal] = list(classifier.score[signal])[bisect_left(limits[signal][stage], level)]
    return answers


def _normal(uniform: Callable[[], float]) -> float:
    """A standard normal number from two uniform ones (Box & Muller 1958), so that NumPy can draw the same."""
    return math.sqrt(-2 * math.log(1 - uniform())) * math.cos(2 * math.pi * uniform())
