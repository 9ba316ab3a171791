"""The kernel of the columnar engine: turns whole columns of answers into verdicts with NumPy.

The standings are the classifier's integers, packed, so stages, ties and the order of steps are exactly those of
`verdict` and `advise`; probabilities agree to 6 decimals. Several signals share one combined code, so that one
look-up gives all that their answers add to a stage.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from stagecli.classifier import Classifier
from stagecli.classifier.advice import LIFTING, aim_of, per_effort
from stagecli.classifier.gates_array import ClosedGates, Mask
from stagecli.classifier.packed import packed_rows, unpack
from stagecli.classifier.rounding import millionths
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import Status

Codes: TypeAlias = Mapping[str, npt.NDArray[np.uint8]]
"""Signal id to one code per row: the option's index, or the number of options if none was chosen."""

STATUSES: tuple[Status, ...] = ("clear", "likely", "between", "unclear")
_SAME = np.arange(256, dtype=np.uint8)  # each code as itself
_GROUP = 8192  # rows of a group's table: small enough for the processor's nearest cache, and for 16 bits


class Verdicts(NamedTuple):
    """Verdicts as columns; where `answered` is 0 there is none, and the other values are meaningless."""

    stage: npt.NDArray[np.uint8]
    runner_up: npt.NDArray[np.uint8]
    status: npt.NDArray[np.uint8]
    """Indices of `STATUSES`."""
    confidence: npt.NDArray[np.int32]
    """In millionths."""
    answered: npt.NDArray[np.uint8]
    applicable: npt.NDArray[np.uint8]
    step: npt.NDArray[np.int8]
    """Index of the next step within the stage; -1 if there is none."""

    def where(self, rows: Mask) -> "Verdicts":
        """The verdicts of some rows."""
        return Verdicts(
            self.stage[rows], self.runner_up[rows], self.status[rows], self.confidence[rows], self.answered[rows],
            self.applicable[rows], self.step[rows],
        )  # fmt: skip


class _Change(NamedTuple):
    """What a step does to one signal, as look-up tables by code."""

    signal: str
    after: npt.NDArray[np.uint8]
    """The code once the step is taken."""
    met: Mask
    gain: npt.NDArray[np.int64]
    """The change of the tilt, if the signal applies."""
    gates: bool
    """Whether other signals' gates depend on it."""


class _Step(NamedTuple):
    """A step in the kernel's form."""

    changes: tuple[_Change, ...]
    effort: int
    """Factor that makes gains comparable between efforts."""


class _Some(dict[str, npt.NDArray[Any]]):
    """Columns of some rows, each selected on first use; assigned columns replace them."""

    def __init__(self, columns: Mapping[str, npt.NDArray[Any]], rows: npt.NDArray[np.intp]) -> None:
        super().__init__()
        self.columns = columns
        self.rows = rows

    def __missing__(self, signal: str) -> npt.NDArray[Any]:
        found = self[signal] = self.columns[signal][self.rows]
        return found

    def __contains__(self, signal: object) -> bool:
        return super().__contains__(signal) or signal in self.columns


def all_millionths(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """`rounding.millionths` of each number."""
    return np.floor(1_000_000 * numbers + 0.5).astype(np.int32)


class Kernel:
    """Scores columns of answers by one model."""

    def __init__(self, classifier: Classifier, signals: Sequence[str]) -> None:
        model = self.model = classifier.model
        self.classifier = classifier
        self.none = {signal.id: len(signal.options) for signal in model.signals}
        self._answered = [signal for signal in classifier.order if signal in set(signals)]
        self._standings = {signal: self._columns(signal) for signal in classifier.order}
        self._closed = ClosedGates(classifier)
        self._last = len(classifier.stages) - 1
        self._bits = self._last.bit_length()
        """A stage's total is shifted left by this; below it is the number of later stages. So all totals differ, and of
        equal ones the lower stage's is greater, as in `Standings.ranking`."""
        self._groups = self._grouped()
        self._tilts = [self._tilt(stage) for stage in range(len(model.stages) - 1)]
        self._steps = [self._compiled(stage) for stage in range(len(model.stages) - 1)]
        self._rare: dict[bytes, int] = {}

    def verdicts(self, codes: Codes, rows: int) -> Verdicts:
        """The verdict on each of some rows, from the codes of every signal that the kernel was made for."""
        closed = self._closed(codes)
        counted = {
            signal: codes[signal]
            if closed.get(signal) is None
            else np.where(closed[signal], self.none[signal], codes[signal])
            for signal in self._answered
        }
        answered = np.zeros(rows, np.uint8)
        for signal, code in counted.items():
            answered += code < self.none[signal]
        applicable = np.full(rows, len(self.classifier.order), np.uint8)
        for mask in closed.values():
            applicable -= mask
        stage, runner_up, lead, whole = self._posterior(counted, rows)
        one = all_millionths(1 / whole)
        two = all_millionths(np.exp(lead * (-1 / NANO)) / whole)
        enough = millionths(self.model.calibration.decide_at)
        unclear = np.where(one + two >= enough, np.uint8(2), np.uint8(3))
        status = np.where(one >= enough, np.uint8(0), np.where(one >= 3 * two, np.uint8(1), unclear))
        step = self._next_steps(codes, closed, np.where(answered > 0, stage, np.uint8(255)))
        return Verdicts(stage, runner_up, status, one, answered, applicable, step)

    def _posterior(self, counted: Codes, rows: int) -> tuple[Any, ...]:
        """The two likeliest stages of each row, the first's lead, and the sum of all weights over the first's."""
        indices = []
        for names, _ in self._groups:
            number = np.zeros(rows, np.uint16)
            for signal in names:
                number *= self.none[signal] + 1
                number += counted[signal]
            indices.append(number.astype(np.intp))
        totals = []
        for stage in range(len(self.classifier.stages)):
            total = self._groups[0][1][stage].take(indices[0])
            for (_, standings), index in zip(self._groups[1:], indices[1:], strict=True):
                total += standings[stage].take(index)
            totals.append(total)
        best, second = totals[0], np.full(rows, np.iinfo(np.int64).min)
        for total in totals[1:]:
            second = np.maximum(second, np.minimum(best, total))
            best = np.maximum(best, total)
        top = best >> self._bits
        whole = np.zeros(rows)
        for total in totals:
            whole += np.exp(((total >> self._bits) - top) * (1 / NANO))
        return self._stage_of(best), self._stage_of(second), top - (second >> self._bits), whole

    def _stage_of(self, total: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        """The stage that each total belongs to."""
        return (self._last - (total & ((1 << self._bits) - 1))).astype(np.uint8)

    def _next_steps(self, codes: Codes, closed: Mapping[str, Mask], stages: npt.NDArray[Any]) -> npt.NDArray[np.int8]:
        found = np.full(len(stages), -1, np.int8)
        last = len(self.model.stages) - 1
        for stage in range(last + 1):
            rows = np.flatnonzero(stages == stage)
            if not len(rows) or not self.model.stages[stage].steps:
                continue
            if stage == last:
                found[rows] = 0
                continue
            here, shut = _Some(codes, rows), _Some(closed, rows)
            best, step = np.zeros(len(rows), np.int64), np.full(len(rows), -1, np.int8)
            for number, item in enumerate(self._steps[stage]):
                if item.changes:
                    worth = self._worth(stage, item, here, shut)
                    step[worth > best] = number  # the first of equals wins, as in `advise`
                    best = np.maximum(best, worth)
            for row in self._without(stage, codes, rows, step):
                step[row] = self._rarely(stage, here, row)
            found[rows] = step
        return found

    def _without(self, stage: int, codes: Codes, rows: npt.NDArray[np.intp], step: npt.NDArray[np.int8]) -> list[int]:
        """The rows without a step so far, although one of the stage's steps is still to be taken."""
        without = np.flatnonzero(step < 0)
        some = _Some(codes, rows[without])
        unmet = np.zeros(len(without), np.bool_)
        for item in self._steps[stage]:
            for change in item.changes:
                unmet |= ~self._by_code(change.met, change.signal, some, len(without))
        return [*map(int, without[unmet])]

    def _worth(self, stage: int, step: _Step, codes: _Some, closed: _Some) -> npt.NDArray[np.int64]:
        """The worth of a step in each row, as in `advice.Effect.worth`; below 0 if it cannot be taken now."""
        gain = self._gain(stage, step, codes, closed)
        if not self.model.stages[aim_of(self.classifier, stage)].requires:
            return gain * step.effort
        lifts, gain = unpack(gain)
        worth: npt.NDArray[np.int64] = gain * step.effort + np.sign(lifts) * LIFTING
        return worth

    def _gain(self, stage: int, step: _Step, codes: _Some, closed: _Some) -> npt.NDArray[np.int64]:
        """What a step adds to the tilt of each row; below 0 if it cannot be taken now."""
        rows = len(codes.rows)
        gain = np.zeros(rows, np.int64)
        for change in step.changes:
            gain += self._by_code(change.gain, change.signal, codes, rows)
        for change in step.changes:
            if change.signal in closed:
                gain[closed[change.signal]] = -1
        moves = [
            self._by_code(change.after, change.signal, codes, rows) != self._by_code(_SAME, change.signal, codes, rows)
            for change in step.changes
            if change.gates
        ]
        if moves and len(moved := np.flatnonzero(np.logical_or.reduce(moves))):
            gain[moved] = self._gain_behind_gates(stage, step, _Some(codes.columns, codes.rows[moved]), closed)
        return gain

    def _gain_behind_gates(self, stage: int, step: _Step, codes: _Some, closed: _Some) -> npt.NDArray[np.int64]:
        """What a step adds to the tilt where it changes an answer that other signals' gates depend on."""
        rows = codes.rows
        before, after = _Some(closed.columns, rows), _Some(codes.columns, rows)
        for change in step.changes:
            after[change.signal] = self._by_code(change.after, change.signal, codes, len(rows))
        closed_after = self._closed(after)
        gain = np.zeros(len(rows), np.int64)
        for signal in {*(change.signal for change in step.changes), *closed.columns, *closed_after}:
            tilt = self._tilts[stage][signal]
            if signal in after:
                gain += _where_open(tilt.take(after[signal]), closed_after.get(signal))
            if signal in codes:
                shut = before[signal] if signal in closed else None
                gain -= _where_open(tilt.take(codes[signal]), shut)
        for change in step.changes:
            if change.signal in closed_after:
                gain[closed_after[change.signal]] = -1
        return gain

    def _rarely(self, stage: int, codes: _Some, row: int) -> int:
        """The next step where no single step helps, as `advise` finds it."""
        chosen = bytes([stage, *(codes[signal][row] for signal in self._answered)])
        if chosen not in self._rare:
            if len(self._rare) > 100_000:
                self._rare.clear()
            answers = {}
            for signal, code in zip(self._answered, chosen[1:], strict=True):
                if code < self.none[signal]:
                    answers[signal] = self.model.signal(signal).options[code].id
            recommended = self.classifier.advise(answers, stage).recommended
            steps = self.model.stages[stage].steps
            self._rare[chosen] = steps.index(recommended[0].step) if recommended else -1
        return self._rare[chosen]

    def _by_code(self, lookup: npt.NDArray[Any], signal: str, codes: Codes, rows: int) -> npt.NDArray[Any]:
        """Look up each row's code; a signal without a column is unanswered in every row."""
        return lookup.take(codes[signal]) if signal in codes else np.full(rows, lookup[self.none[signal]])

    def _columns(self, signal: str) -> npt.NDArray[np.int64]:
        """What each code of a signal adds to each stage, packed: (stages, codes)."""
        rows = [*packed_rows(self.classifier, signal).values(), (0,) * len(self.classifier.stages)]
        return np.array(rows, np.int64).T

    def _grouped(self) -> list[tuple[tuple[str, ...], npt.NDArray[np.int64]]]:
        """Groups of signals, with what each combination of codes adds to each stage; the first includes the prior."""
        groups: list[list[str]] = []
        for signal in sorted(self._answered, key=lambda name: -self.none[name]):
            size = self.none[signal] + 1
            fits = (group for group in groups if size * prod(self.none[other] + 1 for other in group) <= _GROUP)
            group = next(fits, None)
            if group is None:
                groups.append(group := [])
            group.append(signal)
        prior = np.array(self.classifier.prior, np.int64)
        later = np.arange(self._last, -1, -1)
        start, none = (prior << self._bits) + later, np.zeros_like(prior)
        return [(tuple(group), self._combined(group, none if number else start)) for number, group in enumerate(groups)]

    def _combined(self, group: Sequence[str], start: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        combined = start[:, None]
        for signal in group:
            combined = combined[:, :, None] + (self._standings[signal] << self._bits)[:, None, :]
            combined = combined.reshape(len(combined), -1)
        return np.ascontiguousarray(combined)

    def _tilt(self, stage: int) -> dict[str, npt.NDArray[np.int64]]:
        """What each code of each signal adds to the tilt toward a stage's aim.

        A tilt packs the violations of the aim with its log-odds over the stage.
        """
        aim = aim_of(self.classifier, stage)
        return {signal: standings[aim] - unpack(standings[stage])[1] for signal, standings in self._standings.items()}

    def _compiled(self, stage: int) -> list[_Step]:
        """The steps of a stage."""
        steps = []
        for step in self.model.stages[stage].steps:
            changes = []
            for signal, options in step.changes.items():
                ids = [*self.classifier.score[signal]]
                met = _lookup([option in options for option in ids])
                after = np.where(met, np.arange(len(met)), ids.index(options[0])).astype(np.uint8)
                tilt = self._tilts[stage][signal]
                gates = any(signal in gate for gate in self.classifier.gates.values())
                changes.append(_Change(signal, after, met, tilt[after] - tilt, gates))
            steps.append(_Step(tuple(changes), per_effort(step, 1)))
        return steps


def _where_open(values: npt.NDArray[np.int64], closed: Mask | None) -> npt.NDArray[np.int64]:
    return values if closed is None else np.where(closed, 0, values)


def _lookup(values: Sequence[bool]) -> Mask:
    """A mask by code; False for no answer."""
    return np.array([*values, False])
