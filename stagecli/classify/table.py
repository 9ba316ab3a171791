"""The compiled table of a model: integers, so that every engine finds the same stage, ties included."""

import math
from collections.abc import Mapping
from graphlib import TopologicalSorter

from msgspec import Struct

from stagecli.model import Model, Signal

NANO = 1_000_000_000
"""Nano-nats in a nat: scores are integers of 10⁻⁹ nats."""

RULED_OUT = 1_000_000 * NANO
"""What an answer that violates a stage's requirement costs: 10⁶ nats, far beyond what all answers can add up to."""


class Table(Struct, frozen=True):
    """A model as the classifier reads it."""

    stages: tuple[str, ...]
    """Stage ids, lowest first."""
    prior: tuple[int, ...]
    """Log prior of each stage, in nano-nats; priors are normalised to sum to 1."""
    score: Mapping[str, Mapping[str, tuple[int, ...]]]
    """Signal id, option id: what the answer adds to each stage, in nano-nats: (w/T) · log P(option | stage),
    less `RULED_OUT` where it violates the stage's requirement."""
    likelihood: Mapping[str, Mapping[str, tuple[float, ...]]]
    """Signal id, option id: P(option | stage), in (0, 1), untempered; over the options it sums to 1."""
    gates: Mapping[str, Mapping[str, frozenset[str]]]
    """Signal id: the signals it hangs on, with the options that open it. Empty for a signal without a gate."""
    order: tuple[str, ...]
    """Signal ids, every gate before what it guards."""
    forbidden: Mapping[tuple[str, str], tuple[int, ...]]
    """(signal id, option id): the indices of the stages that the answer rules out."""
    decide_at: float
    """The probability from which a stage is called clear, in (0, 1)."""


def compile_table(model: Model) -> Table:
    """Compile a sound model.

    P(o|s) = (1 − slip) · share(o, s) + slip / m, where share(o, s) is the option's frequency divided by the sum of
    its signal's column and m the number of options. People misreport, so no answer rules a stage out by itself.
    """
    stages = tuple(stage.id for stage in model.stages)
    total = sum(stage.prior for stage in model.stages)
    forbidden: dict[tuple[str, str], list[int]] = {}
    for index, stage in enumerate(model.stages):
        for signal_id, allowed in stage.requires.items():
            for option in model.signal(signal_id).options:
                if option.id not in allowed:
                    forbidden.setdefault((signal_id, option.id), []).append(index)
    likelihood = {signal.id: _likelihood(signal, len(stages), model.calibration.slip) for signal in model.signals}
    score: dict[str, dict[str, tuple[int, ...]]] = {}
    for signal in model.signals:
        scale = signal.weight / model.calibration.temperature * NANO
        score[signal.id] = {
            option: tuple(
                round(scale * math.log(p)) - (RULED_OUT if index in forbidden.get((signal.id, option), ()) else 0)
                for index, p in enumerate(row)
            )
            for option, row in likelihood[signal.id].items()
        }
    gates = {signal.id: {on: frozenset(options) for on, options in signal.only_if.items()} for signal in model.signals}
    return Table(
        stages=stages,
        prior=tuple(round(math.log(stage.prior / total) * NANO) for stage in model.stages),
        score=score,
        likelihood=likelihood,
        gates=gates,
        order=tuple(TopologicalSorter({signal: list(gate) for signal, gate in gates.items()}).static_order()),
        forbidden={key: tuple(indices) for key, indices in forbidden.items()},
        decide_at=model.calibration.decide_at,
    )


def _likelihood(signal: Signal, stages: int, slip: float) -> dict[str, tuple[float, ...]]:
    columns = [sum(option.of_100[stage] for option in signal.options) for stage in range(stages)]
    floor = slip / len(signal.options)
    return {
        option.id: tuple((1 - slip) * of / column + floor for of, column in zip(option.of_100, columns, strict=True))
        for option in signal.options
    }
