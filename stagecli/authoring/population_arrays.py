"""Populations as NumPy's arrays: the same subjects and the same results as `PlainPopulation`, many at once.

A subject's answer is the index of its option, or the number of options where there is none.
"""

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from stagecli.answers import DONT_KNOW
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.measures import BINS, SMALLEST, Measures
from stagecli.authoring.population import Agreement, thresholds
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.gates_array import ClosedGates
from stagecli.classifier.posterior import scores
from stagecli.classifier.tables import NANO

_Codes = Mapping[str, npt.NDArray[np.intp]]


class ArrayPopulation:
    """A population as arrays; see `population.Population` for what it does."""

    def __init__(self, stages: npt.NDArray[np.intp], codes: _Codes, classifier: Classifier) -> None:
        self._stages = stages
        self._codes = codes
        self._classifier = classifier
        self._options = {signal: list(rows) for signal, rows in classifier.score.items()}

    @classmethod
    def drawn(cls, classifier: Classifier, each: int, *, correlation: float, seed: str) -> Self:
        """See `Population`."""
        stages = np.repeat(np.arange(len(classifier.stages)), each)
        uniform = _uniform(seed, (len(stages), 1 + len(classifier.order), 2))
        normal = np.sqrt(-2 * np.log(1 - uniform[..., 0])) * np.cos(2 * math.pi * uniform[..., 1])
        common, own = math.sqrt(correlation) * normal[:, 0], math.sqrt(1 - correlation) * normal[:, 1:]
        limits = thresholds(classifier)
        codes: dict[str, npt.NDArray[np.intp]] = {}
        for column, signal in enumerate(classifier.order):
            level = common + own[:, column]
            code = np.concatenate([
                np.searchsorted(limits[signal][stage], level[stage * each : (stage + 1) * each])
                for stage in range(len(classifier.stages))
            ])  # fmt: skip
            for on, options in classifier.gates[signal].items():
                opens = np.array([*(option in options for option in classifier.score[on]), False])
                code = np.where(opens[codes[on]], code, len(classifier.score[signal]))
            codes[signal] = code
        return cls(stages, codes, classifier)

    @classmethod
    def labelled(cls, classifier: Classifier, subjects: Sequence[Labelled]) -> Self:
        """See `Population`."""
        codes = {}
        for signal, rows in classifier.score.items():
            known = {option: code for code, option in enumerate(rows)}
            given = [known.get(subject.answers.get(signal, DONT_KNOW), len(rows)) for subject in subjects]
            codes[signal] = np.array(given, np.intp)
        return cls(np.array([subject.stage for subject in subjects], np.intp), codes, classifier)

    def misreporting(self, share: float, seed: str) -> Self:
        """See `Population`."""
        uniform = _uniform(seed, (len(self._stages), len(self._classifier.order), 2))
        codes = {}
        for column, signal in enumerate(self._classifier.order):
            count, code = len(self._options[signal]), self._codes[signal]
            replaced = (uniform[:, column, 0] < share) & (code < count)
            codes[signal] = np.where(replaced, (uniform[:, column, 1] * count).astype(np.intp), code)
        return type(self)(self._stages, codes, self._classifier)

    def forgetting(self, share: float, seed: str) -> Self:
        """See `Population`."""
        uniform = _uniform(seed, (len(self._stages), len(self._classifier.order)))
        codes = {
            signal: np.where(uniform[:, column] < share, len(self._options[signal]), self._codes[signal])
            for column, signal in enumerate(self._classifier.order)
        }
        return type(self)(self._stages, codes, self._classifier)

    def without(self, signal: str) -> Self:
        """See `Population`."""
        none = np.full(len(self._stages), len(self._options[signal]))
        return type(self)(self._stages, {**self._codes, signal: none}, self._classifier)

    def read(self, classifier: Classifier) -> Agreement:
        """See `Population`."""
        count, width = len(self._stages), len(classifier.stages)
        closed = ClosedGates(classifier)(self._codes)
        totals = np.tile(np.array(classifier.prior, np.int64), (count, 1))
        for signal, code in self._codes.items():
            rows = np.array([*classifier.score[signal].values(), (0,) * width], np.int64)
            shut = closed.get(signal)
            totals += rows[code if shut is None else np.where(shut, len(rows) - 1, code)]
        found = np.argmax(totals, axis=1)  # the first of equals, as in `posterior.ranking`
        everyone = np.arange(count)
        posterior = _softmax(totals)
        confusion = np.zeros((width, width), np.intp)
        np.add.at(confusion, (self._stages, found), 1)
        confidence = posterior[everyone, found]
        return Agreement(
            found.tolist(),
            tuple(tuple(row) for row in confusion.tolist()),
            _measures(self._stages, found, posterior, confidence),
            float(confidence.mean()),
        )

    def answered(self) -> int:
        """See `Population`."""
        return sum(int((code < len(self._options[signal])).sum()) for signal, code in self._codes.items())

    def everybody(self) -> npt.NDArray[np.intp]:
        """See `Population`."""
        return np.arange(len(self._stages))

    def split(self, who: Any, signal: str) -> dict[str, npt.NDArray[np.intp]]:
        """See `Population`."""
        options = [*self._options[signal], DONT_KNOW]
        places = np.asarray(who)
        codes = self._codes[signal][places]
        return {options[code]: places[codes == code] for code in np.unique(codes).tolist()}


def expected_information_gains(classifier: Classifier, many: Sequence[Mapping[str, str]]) -> list[dict[str, float]]:
    """As `interview.expected_information_gain`, for the answers of many."""
    totals = np.array([scores(classifier, counted(classifier, answers)) for answers in many], np.int64)
    posterior = _softmax(totals)
    now = _entropy(posterior)
    gains: list[dict[str, float]] = [{} for _ in many]
    applies = [applicability(classifier, answers) for answers in many]
    for signal in classifier.order:
        rows = [at for at, answers in enumerate(many) if applies[at][signal] != "no" and signal not in answers]
        if not rows:
            continue
        predictive = posterior[rows] @ np.array([*classifier.likelihood[signal].values()]).T
        after = _softmax(totals[rows][:, None, :] + np.array([*classifier.score[signal].values()], np.int64))
        told = now[rows] - (predictive * _entropy(after)).sum(axis=1)
        for at, bits in zip(rows, told.tolist(), strict=True):
            gains[at][signal] = bits
    return gains


def _softmax(totals: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    weights = np.exp((totals - totals.max(axis=-1, keepdims=True)) / NANO)
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def _entropy(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """In bits, over the last axis."""
    return np.asarray(-(probabilities * np.log2(np.where(probabilities > 0, probabilities, 1))).sum(axis=-1))


def _uniform(seed: str, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """The numbers that `random.Random(seed)` gives, in the same order: NumPy has the same generator."""
    _, state, _ = random.Random(seed).getstate()
    generator = np.random.RandomState()  # the one whose stream never changes
    generator.set_state(("MT19937", np.array(state[:-1], np.uint32), state[-1], 0, 0.0))
    return generator.random_sample(shape)


def _measures(label: npt.NDArray[np.intp], found: Any, posterior: Any, confidence: Any) -> Measures:
    """As `measures.measured`, of labels that accept no other stage."""
    right = found == label
    borders = np.cumsum(posterior, axis=1)[:, :-1]
    reached = np.arange(borders.shape[1])[None, :] >= label[:, None]
    bins = np.minimum((confidence * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, weights=right - confidence, minlength=BINS)
    own = np.maximum(posterior[np.arange(len(label)), label], SMALLEST)
    return Measures(
        accuracy=float(right.mean()),
        accepted=float(right.mean()),
        within_one=float((np.abs(found - label) <= 1).mean()),
        ranked_probability_score=float(((borders - reached) ** 2).mean()),
        log_loss=float(-np.log(own).mean()),
        calibration_error=float(np.abs(gaps).sum() / len(label)),
    )
