"""The kernel of the stream engine: one row at a time, in plain Python.

A verdict is a sum over answers, so the scorer looks up a row's cells in a few groups, and computes and remembers once
what a group of cells adds: matches, scores, and what each step would gain. Which signals apply is part of that
memory, by `_State`. The rare rows that no single step helps go to `advise` itself.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from math import exp
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec import Struct

from stagecli.answers import DONT_KNOW
from stagecli.batch.cells import BadCell, Cells
from stagecli.batch.columns import Columns
from stagecli.classifier import Classifier
from stagecli.classifier.advice import Effect, aim_of, apply, per_effort
from stagecli.classifier.gates import applicability
from stagecli.classifier.packed import LEAST_LIFT, packed_rows, unpack
from stagecli.classifier.rounding import millionths
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import Status, status
from stagecli.model import Model

_GROUP = 4096  # most combinations of cells in a group: few enough to meet all soon and remember them
_REMEMBERED = 8192  # entries of one group's memory; when it is full, it starts anew
_NATS = 1 / NANO

# One addition of long integers adds several sums, with 64 bits for each. All fit: packed standings stay within ±2⁵⁵,
# and what a step changes in them, times four, within ±2⁵⁷.
_LANE = 64
_BIAS = 1 << (_LANE - 1)  # added to each sum, so that none is negative
_IMPOSSIBLE = -(1 << (_LANE - 2))  # added to the tilt of a step whose gate is closed: lower than any possible step


class Scored(Struct, frozen=True, gc=False):
    """The verdict on a row; indices are those of the model."""

    stage: int
    runner_up: int
    status: Status
    confidence: float
    answered: int
    applicable: int
    step: int
    """Index of the next step within the stage; -1 if there is none."""


class NoAnswer(Exception):
    """A row has no answer that counts."""


class BadCells(Exception):
    """A row has cells that are no answers; `cells` has all of them, from left to right."""

    def __init__(self, cells: Sequence[BadCell]) -> None:
        super().__init__(cells)
        self.cells = cells


class _Entry(NamedTuple):
    """What a group of cells adds to a verdict, in one state of the gates."""

    standings: int
    """Packed: one number per stage, in the first group with the prior; then the number of answers that count."""
    options: Mapping[str, str]
    gains: dict[int, int]
    """Stage, packed: for each of its steps, what the group adds to the change of the tilt per effort; the first group
    that affects them includes what signals without a column add."""


class _State:
    """What the answers to gating signals decide, and each group's memory for it."""

    def __init__(
        self,
        closed: frozenset[str],
        after: Mapping[tuple[int, int], frozenset[str]],
        applicable: int,
        groups: Sequence[Callable[[Sequence[Any]], Any]],
    ) -> None:
        self.closed = closed
        self.after = after  # (stage, step): the signals that are closed after the step
        self.applicable = applicable
        self.touched: dict[tuple[int, int], tuple[tuple[str, ...], ...]] = {}  # (stage, group): see `Scorer._touched`
        self.relevant: dict[int, Sequence[int]] = {}  # stage: the groups that affect its steps' gains
        self.entries = tuple((dict[Any, _Entry](), get) for get in groups)


class Scorer:
    """Scores the rows of one table."""

    def __init__(self, classifier: Classifier, columns: Columns) -> None:
        model = self.model = classifier.model
        self.classifier = classifier
        self.readers = {
            signal: Cells(model.signal(signal), columns.names[at]) for signal, at in columns.signals.items()
        }
        self._columns = columns.signals
        self._gates = tuple(
            signal for signal in columns.signals if any(signal in gate for gate in classifier.gates.values())
        )
        self._groups = _grouped(model, columns.signals)
        self._get_groups = tuple(_getter([columns.signals[signal] for signal in group]) for group in self._groups)
        self._get_gates = _getter([columns.signals[signal] for signal in self._gates])
        self._aims = tuple(aim_of(classifier, stage) for stage in range(len(model.stages) - 1))
        last = len(model.stages) - 1
        self._steps = {  # stages whose next step never varies: the last, and those without steps
            index: 0 if stage.steps else -1
            for index, stage in enumerate(model.stages)
            if index == last or not stage.steps
        }
        self._rows = {signal: packed_rows(classifier, signal) for signal in classifier.order}
        self._unpack_standings = _Unpacker(len(model.stages) + 1)
        self._unpack_gains = [_Unpacker(len(stage.steps)) for stage in model.stages]
        self._enough = millionths(model.calibration.decide_at)
        self._states: dict[Any, _State] = {}
        self._distinct: dict[Any, _State] = {}
        self._rare: dict[tuple[int, frozenset[tuple[str, str]]], int] = {}

    def score(self, cells: Sequence[Any]) -> Scored:
        """Score one row.

        Raises:
            NoAnswer: nothing in the row counts.
            BadCells: some cells are no answers.
        """
        state, entries = self._look_up(cells)
        totals = [*self._unpack_standings(sum([entry.standings for entry in entries]))]
        answered = totals.pop() - _BIAS
        if not answered:
            raise NoAnswer
        best = max(totals)
        whole = sum([exp((total - best) * _NATS) for total in totals])
        stage = totals.index(best)
        totals[stage] = -1  # below all others
        second = max(totals)
        one, two = millionths(1 / whole), millionths(exp((second - best) * _NATS) / whole)
        return Scored(
            stage,
            totals.index(second),
            status(one, two, self._enough),
            one / 1_000_000,
            answered,
            state.applicable,
            self._steps[stage] if stage in self._steps else self._step(state, entries, stage),
        )

    def options(self, cells: Sequence[Any]) -> dict[str, str]:
        """The answers of one row: signal id to option id or `dont_know`, in the model's order."""
        _, entries = self._look_up(cells)
        found = {signal: option for entry in entries for signal, option in entry.options.items()}
        return {signal: found[signal] for signal in self._columns if signal in found}

    def _look_up(self, cells: Sequence[Any]) -> tuple[_State, list[_Entry]]:
        try:
            state = self._states[self._get_gates(cells)]
            return state, [memory[get(cells)] for memory, get in state.entries]
        except (KeyError, TypeError):  # not met yet; or a cell such as a list, which is never an answer
            return self._work_out(cells)

    def _work_out(self, cells: Sequence[Any]) -> tuple[_State, list[_Entry]]:
        read = {signal: reader.read(cells[self._columns[signal]]) for signal, reader in self.readers.items()}
        bad = {self._columns[signal]: value for signal, value in read.items() if isinstance(value, BadCell)}
        if bad:
            raise BadCells([bad[at] for at in sorted(bad)])
        options = {signal: value for signal, value in read.items() if isinstance(value, str)}
        state = self._state({signal: options[signal] for signal in self._gates if signal in options})
        if len(self._states) >= _REMEMBERED:
            self._states.clear()
            self._distinct.clear()
        self._states[self._get_gates(cells)] = state
        entries = []
        for index, (memory, get) in enumerate(state.entries):
            key, group = get(cells), self._groups[index]
            entry = memory.get(key)
            if entry is None:
                if len(memory) >= _REMEMBERED:
                    memory.clear()
                chosen = {signal: options[signal] for signal in group if signal in options}
                entry = memory[key] = self._entry(state, chosen, first=index == 0)
            entries.append(entry)
        return state, entries

    def _state(self, gating: Mapping[str, str]) -> _State:
        """The state of the gates; answers that decide the same share one state."""
        closed = self._closed(gating)
        after = {
            (stage, number): self._closed(apply(gating, [step]))
            for stage, steps in enumerate(self.model.stages[:-1])
            for number, step in enumerate(steps.steps)
        }
        key = (closed, tuple(after.values()))
        if key not in self._distinct:
            self._distinct[key] = _State(closed, after, len(self.classifier.order) - len(closed), self._get_groups)
        return self._distinct[key]

    def _closed(self, gating: Mapping[str, str]) -> frozenset[str]:
        applies = applicability(self.classifier, gating)
        return frozenset(signal for signal, state in applies.items() if state == "no")

    def _entry(self, state: _State, chosen: Mapping[str, str], *, first: bool) -> _Entry:
        rows = [
            self._rows[signal][option]
            for signal, option in chosen.items()
            if option != DONT_KNOW and signal not in state.closed
        ]
        start = [prior + _BIAS for prior in self.classifier.prior] if first else [0] * len(self.classifier.stages)
        count = len(rows) + (_BIAS if first else 0)
        return _Entry(_packed([*map(sum, zip(start, *rows, strict=True)), count]), chosen, {})

    def _step(self, state: _State, entries: Sequence[_Entry], stage: int) -> int:
        """The index of the step that is worth most; the first of equals."""
        try:
            packed = sum([entries[index].gains[stage] for index in state.relevant[stage]])
        except KeyError:  # not met yet
            relevant = self._relevant(state, stage)
            packed = sum([
                self._gains(state, stage, index, entries[index], first=index == relevant[0]) for index in relevant
            ])  # fmt: skip
        worth: Sequence[int] = self._unpack_gains[stage](packed)
        if max(worth) > _BIAS + LEAST_LIFT:
            worth = [
                Effect(*unpack((gain - _BIAS) // per_effort(step, 1))).worth(step) + _BIAS
                for gain, step in zip(worth, self.model.stages[stage].steps, strict=True)
            ]
        most = max(worth)
        return worth.index(most) if most > _BIAS else self._rarely(entries, stage)

    def _relevant(self, state: _State, stage: int) -> Sequence[int]:
        """The groups that affect the gains of a stage's steps; at least one."""
        if stage not in state.relevant:
            found = [index for index in range(len(self._groups)) if any(self._touched(state, stage, index))]
            state.relevant[stage] = found or [0]
        return state.relevant[stage]

    def _touched(self, state: _State, stage: int, index: int) -> tuple[tuple[str, ...], ...]:
        """For each step of a stage, the signals of a group that it changes, or whose gate it opens or closes."""
        if (stage, index) not in state.touched:
            state.touched[stage, index] = tuple(
                tuple(
                    signal
                    for signal in self._groups[index]
                    if signal in step.changes or signal in state.closed ^ state.after[stage, number]
                )
                for number, step in enumerate(self.model.stages[stage].steps)
            )
        return state.touched[stage, index]

    def _gains(self, state: _State, stage: int, index: int, entry: _Entry, *, first: bool) -> int:
        """Packed: for each step of a stage, what a group's cells add to the change of the tilt per effort."""
        if stage not in entry.gains:
            gains = self._base(state, stage) if first else [0] * len(self.model.stages[stage].steps)
            for number, signals in enumerate(self._touched(state, stage, index)):
                step, closed, gain = self.model.stages[stage].steps[number], state.after[stage, number], 0
                for signal in signals:
                    now = entry.options.get(signal, DONT_KNOW)
                    options = step.changes.get(signal)
                    after = now if options is None or now in options else options[0]
                    gain += self._tilt(stage, signal, after) if signal not in closed else 0
                    gain -= self._tilt(stage, signal, now) if signal not in state.closed else 0
                gains[number] += per_effort(step, gain)
            entry.gains[stage] = _packed(gains)
        return entry.gains[stage]

    def _base(self, state: _State, stage: int) -> list[int]:
        """For each step, what signals without a column add to the tilt; `_IMPOSSIBLE` if it cannot be taken now."""
        gains = []
        for number, step in enumerate(self.model.stages[stage].steps):
            absent = {signal: options for signal, options in step.changes.items() if signal not in self._columns}
            gain = sum(self._tilt(stage, signal, options[0]) for signal, options in absent.items())
            possible = step.changes and state.after[stage, number].isdisjoint(step.changes)
            gains.append(_BIAS + (per_effort(step, gain) if possible else _IMPOSSIBLE))
        return gains

    def _tilt(self, stage: int, signal: str, option: str) -> int:
        """What an answer adds to the standing of the stage's aim, packed, minus the stage's own score."""
        row = self._rows[signal].get(option)
        return 0 if row is None else row[self._aims[stage]] - unpack(row[stage])[1]  # don't know: nothing

    def _rarely(self, entries: Sequence[_Entry], stage: int) -> int:
        """The next step for a row that no single step helps, as `advise` finds it."""
        options = {signal: option for entry in entries for signal, option in entry.options.items()}
        key = (stage, frozenset(options.items()))
        if key not in self._rare:
            if len(self._rare) >= _REMEMBERED:
                self._rare.clear()
            recommended = self.classifier.advise(options, stage).recommended
            steps = self.model.stages[stage].steps
            self._rare[key] = steps.index(recommended[0].step) if recommended else -1
        return self._rare[key]


def _packed(numbers: Sequence[int]) -> int:
    """Pack whole numbers into one, which can be added to others."""
    return sum(number << (_LANE * index) for index, number in enumerate(numbers))


class _Unpacker:
    """Unpacks `count` sums."""

    def __init__(self, count: int) -> None:
        self.bytes = count * _LANE // 8
        self.unpack = struct.Struct(f"<{count}Q").unpack

    def __call__(self, packed: int) -> tuple[int, ...]:
        """The sums, each with `_BIAS`."""
        return self.unpack(packed.to_bytes(self.bytes, "little"))


def _grouped(model: Model, signals: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Group the signals so that no group has too many combinations; a numeric one, with its many texts, is alone."""
    groups: list[tuple[int, tuple[str, ...]]] = []
    sizes = {name: len(model.signal(name).options) + 1 for name in signals}
    for name in sorted(signals, key=lambda name: -sizes[name]):
        alone = model.signal(name).number is not None
        fits = (index for index, (size, _) in enumerate(groups) if not alone and size * sizes[name] <= _GROUP)
        index = next(fits, None)
        if index is None:
            groups.append((_GROUP if alone else sizes[name], (name,)))
        else:
            size, names = groups[index]
            groups[index] = (size * sizes[name], (*names, name))
    return tuple(names for _, names in groups)


def _getter(indices: Sequence[int]) -> Callable[[Sequence[Any]], Any]:
    """A function that picks these cells of a row, as a key for a dict."""
    return itemgetter(*indices) if indices else lambda _: ()
