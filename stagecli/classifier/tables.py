"""The tables of a compiled model: integers, so that every engine finds the same stage, ties included."""

import math
from collections.abc import Mapping
from graphlib import TopologicalSorter
from itertools import combinations

from stagecli.classifier.rounding import billionths
from stagecli.model import Model, Signal

NANO = 1_000_000_000
"""Nano-nats in a nat: scores are integers of 10⁻⁹ nats."""


class Tables:
    """A sound model, compiled once.

    P(o|s) = (1 − slip) · share(o, s) + slip / m, where share(o, s) is the option's frequency divided by the sum of
    its signal's column and m the number of options. People misreport, so no answer rules a stage out by itself.
    """

    model: Model
    stages: tuple[str, ...]
    """Stage ids, lowest first."""
    prior: tuple[int, ...]
    """Log prior of each stage, in nano-nats; priors are normalised to sum to 1."""
    score: Mapping[str, Mapping[str, tuple[int, ...]]]
    """Signal id, option id: what the answer adds to each stage, in nano-nats: (w/T) · log P(option | stage).
    Requirements have no part in it; see `forbidden`."""
    likelihood: Mapping[str, Mapping[str, tuple[float, ...]]]
    """Signal id, option id: P(option | stage), in (0, 1), untempered; over the options it sums to 1."""
    share: Mapping[str, Mapping[str, tuple[int, ...]]]
    """The likelihood in whole units of 10⁻⁹, as it is compared."""
    gates: Mapping[str, Mapping[str, frozenset[str]]]
    """Signal id: the signals it hangs on, with the options that open it. Empty for a signal without a gate."""
    order: tuple[str, ...]
    """Signal ids, every gate before what it guards."""
    needs: Mapping[str, Mapping[str, frozenset[str]]]
    """Signal id: all signals on whose answers it depends whether it applies, those that its gates hang on included,
    with the options under which it may."""
    opening: frozenset[str]
    """The signals that gates of others hang on."""
    forbidden: Mapping[tuple[str, str], tuple[int, ...]]
    """(signal id, option id): the indices of the stages whose requirement the answer violates."""
    required: frozenset[str]
    """The signals that stages require answers of."""

    conflicts: frozenset[tuple[str, str]]
    """Ids of steps of one stage that want different answers to one signal; the earlier step first."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.stages = tuple(stage.id for stage in model.stages)
        total = sum(stage.prior for stage in model.stages)
        self.prior = tuple(round(math.log(stage.prior / total) * NANO) for stage in model.stages)
        self.likelihood = {
            signal.id: _likelihood(signal, len(self.stages), model.calibration.slip) for signal in model.signals
        }
        self.share = {
            signal: {option: tuple(map(billionths, row)) for option, row in rows.items()}
            for signal, rows in self.likelihood.items()
        }
        self.forbidden = _forbidden(model)
        self.required = frozenset(signal for signal, _ in self.forbidden)
        self.score = {signal.id: self._score(signal) for signal in model.signals}
        self.gates = {
            signal.id: {on: frozenset(options) for on, options in signal.only_if.items()} for signal in model.signals
        }
        self.opening = frozenset(on for gate in self.gates.values() for on in gate)
        self.conflicts = frozenset(
            (one.id, other.id)
            for stage in model.stages
            for one, other in combinations(stage.steps, 2)
            if any(one.changes[signal][0] != other.changes[signal][0] for signal in one.changes.keys() & other.changes)
        )
        self.order = tuple(
            TopologicalSorter({signal: list(gate) for signal, gate in self.gates.items()}).static_order()
        )
        self.needs = self._needs()

    def _needs(self) -> dict[str, dict[str, frozenset[str]]]:
        found: dict[str, dict[str, frozenset[str]]] = {}
        for signal in self.order:
            needs = found[signal] = dict(self.gates[signal])
            for on in self.gates[signal]:
                for other, allowed in found[on].items():
                    needs[other] = needs.get(other, allowed) & allowed
        return found

    def _score(self, signal: Signal) -> dict[str, tuple[int, ...]]:
        scale = signal.weight / self.model.calibration.temperature * NANO
        return {
            option: tuple(round(scale * math.log(p)) for p in row) for option, row in self.likelihood[signal.id].items()
        }


def _forbidden(model: Model) -> dict[tuple[str, str], tuple[int, ...]]:
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for index, stage in enumerate(model.stages):
        for signal, allowed in stage.requires.items():
            for option in model.signal(signal).options:
                if option.id not in allowed:
                    found[signal, option.id] = (*found.get((signal, option.id), ()), index)
    return found


def _likelihood(signal: Signal, stages: int, slip: float) -> dict[str, tuple[float, ...]]:
    columns = [sum(option.of_100[stage] for option in signal.options) for stage in range(stages)]
    floor = slip / len(signal.options)
    return {
        option.id: tuple((1 - slip) * of / column + floor for of, column in zip(option.of_100, columns, strict=True))
        for option in signal.options
    }
