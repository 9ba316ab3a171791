"""What measures say of whole columns: `observed` and `assessment.said_and_measured`, for many subjects at once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stagecli.batch.measured_cells import Numbers
from stagecli.classifier import Classifier
from stagecli.classifier.gates_array import ClosedGates, Mask
from stagecli.classifier.tables import NANO
from stagecli.measures import LARGEST, Measure, is_exact
from stagecli.model import Condition, Rule, Signal
from stagecli.observed import measures_of, named_in, worth

Codes = Mapping[str, npt.NDArray[np.uint8]]


class _Found(NamedTuple):
    """What measures say of one signal, a row at a time."""

    codes: npt.NDArray[np.uint8]
    """The option's index, or the number of options where they say nothing."""
    agreeing: npt.NDArray[np.uint64]
    """A bit for each option that agrees."""
    outside: bool
    """Whether some number is out of the signal's range."""


class MergedCodes(NamedTuple):
    """The answers that are scored, and where measures say otherwise."""

    codes: dict[str, npt.NDArray[np.uint8]]
    otherwise: dict[str, Mask]
    """Of each signal with both: where it applies, and what was measured differs from what was said."""
    outside: frozenset[str]
    """Signals for which some measured number is out of range, so that it is no answer."""


class ObservedCodes:
    """Reads columns of measures by a model's rules."""

    def __init__(self, classifier: Classifier, measures: Mapping[str, int]) -> None:
        """Compile what may follow from some measures.

        Args:
            classifier: whose rules say what measures mean.
            measures: the measures that there are columns of.

        """
        self._classifier = classifier
        self._known = measures_of(classifier.model)
        self.signals = [
            signal for signal in classifier.model.signals
            if any(measures.keys() >= {*named_in(rule)} for rule in signal.observe)
        ]  # fmt: skip
        """Those that these measures may answer."""
        self._closed = ClosedGates(classifier)
        self._shut_out = {signal.id: self._ruling_out(signal) for signal in self.signals}
        self._closes = {signal.id: self._closing(signal) for signal in self.signals}

    def _ruling_out(self, signal: Signal) -> Mask:
        """By code: whether a measured answer would rule a stage out."""
        forbidden = self._classifier.forbidden
        return np.array([*((signal.id, option.id) in forbidden for option in signal.options), False])

    def _closing(self, signal: Signal) -> dict[str, Mask]:
        """The signals whose gates hang on this one, each with the codes that close it."""
        return {
            other: np.array([*(option.id not in needs[signal.id] for option in signal.options), False])
            for other, needs in self._classifier.needs.items()
            if signal.id in needs
        }

    def merged(self, said: Codes, values: Mapping[str, Numbers], rows: int) -> MergedCodes:
        """Lay what was measured beside what was said, as `said_and_measured.merged` does.

        Args:
            said: the codes of the signals that there are columns of.
            values: of each measure, NaN where there is none.
            rows: how many there are.

        """
        none = {signal.id: len(signal.options) for signal in self._classifier.model.signals}
        codes, otherwise, outside = dict(said), dict[str, Mask](), set[str]()
        for signal in self.signals:
            found = self._found(signal, values, rows)
            own = said.get(signal.id)
            if found.outside:
                outside.add(signal.id)
            is_said = np.zeros(rows, np.bool_) if own is None else own < none[signal.id]
            if own is not None:
                bits = found.agreeing >> np.minimum(own, 63).astype(np.uint64) & np.uint64(1)
                otherwise[signal.id] = is_said & (found.codes < none[signal.id]) & (bits == 0)
            shut = self._shut_out[signal.id].take(found.codes)
            for other, closes in self._closes[signal.id].items():
                if other in said:
                    shut |= (said[other] < none[other]) & closes.take(found.codes)
            measured = np.where(shut, np.uint8(none[signal.id]), found.codes)
            codes[signal.id] = measured if own is None else np.where(is_said, own, measured)
        differing = {signal: mask for signal, mask in otherwise.items() if mask.any()}
        if differing:  # which is rare
            closed = self._closed(codes)
            differing = {
                signal: mask & ~closed[signal] if signal in closed else mask for signal, mask in differing.items()
            }
        return MergedCodes(
            codes, {signal: mask for signal, mask in differing.items() if mask.any()}, frozenset(outside)
        )

    def _found(self, signal: Signal, values: Mapping[str, Numbers], rows: int) -> _Found:
        places = {option.id: place for place, option in enumerate(signal.options)}
        codes = np.full(rows, len(places), np.uint8)
        agreeing, decided, outside = np.zeros(rows, np.uint64), np.zeros(rows, np.bool_), False
        for rule in signal.observe:
            if not values.keys() >= {*named_in(rule)}:
                continue
            holds = ~decided & self._holds(rule, values)
            if rule.number is not None and signal.number is not None:
                some = np.flatnonzero(holds)
                number = values[rule.number][some] * worth(self._known[rule.number], signal.number)
                number = np.where(np.abs(number) < LARGEST, _billionths(number) / NANO, number)
                codes[some], agreeing[some] = _of_numbers(signal, number)
                outside |= bool((codes[some] == len(places)).any())
            elif rule.as_:
                codes[holds] = places[rule.as_[0]]
                agreeing[holds] = sum(1 << place for place in {places[option] for option in rule.as_})
            decided |= holds
        return _Found(codes, agreeing, outside)

    def _holds(self, rule: Rule, values: Mapping[str, Numbers]) -> Mask:
        masks = [self._fulfils(self._known[name], condition, values[name]) for name, condition in rule.when.items()]
        if rule.number is not None:
            masks.append(~np.isnan(values[rule.number]))
        held: Mask = np.logical_and.reduce(masks)
        return held

    @staticmethod
    def _fulfils(measure: Measure, condition: Condition, values: Numbers) -> Mask:
        if measure.unit is None:
            return np.isin(values, [measure.words.index(word) for word in condition.words])
        at, there = _billionths(values), ~np.isnan(values)
        if condition.from_ is not None:
            there &= at >= _billionths(condition.from_)
        if condition.below is not None:
            there &= at < _billionths(condition.below)
        return there


def _billionths(numbers: Any) -> Any:
    """`rounding.billionths`, of arrays too."""
    return np.floor(numbers * NANO + 0.5)


def _of_numbers(signal: Signal, numbers: Numbers) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint64]]:
    """The codes of measured numbers in a signal's unit, and which options agree; see `observed.agreeing`."""
    assert signal.number is not None  # noqa: S101  # only a numeric signal has such rules
    bounds = [option.below for option in signal.options if option.below is not None]
    codes = np.zeros(len(numbers), np.uint8)
    for bound in bounds:
        codes += numbers >= bound
    agreeing = np.left_shift(np.uint64(1), codes.astype(np.uint64))
    for at, bound in enumerate(bounds):
        if not is_exact(bound):
            continue
        near = 10 * np.abs(_billionths(numbers) - _billionths(bound)) <= abs(_billionths(bound))
        agreeing[near & (codes == at)] |= np.uint64(1 << (at + 1))
        agreeing[near & (codes == at + 1)] |= np.uint64(1 << at)
    outside = ~((numbers >= signal.number.min) & (numbers <= signal.number.max))
    codes[outside], agreeing[outside] = len(signal.options), 0
    return codes, agreeing
