"""How much of a ladder's lost accuracy `model fit` brings back, in simulation.

    python tests/benchmarks/fit.py [SEEDS] [SUBJECTS] [MODEL]

The tables of a ladder are made wrong in three ways: half of the columns are replaced by random ones; every frequency
is multiplied by log-normal noise of 1; two stages are swapped. Labelled subjects are drawn from the ladder as it was,
as many at each stage as at any other, and the wrong one is fitted to them. Ladders are compared on 2,000 other
subjects a stage. Recovery is the part of the accuracy lost that is won back: (fitted - wrong) / (right - wrong).
"""

import random
import sys
from collections.abc import Callable
from statistics import fmean

from msgspec.structs import replace

from stagecli.authoring.agreement import agreement
from stagecli.authoring.fit import fit
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.model import Model, Signal
from stagecli.model_file import load_model

JUDGES = 2_000
Columns = list[list[float]]
"""Of one signal: for each stage, the frequency of each option."""


def half_random(columns: Columns, random_: random.Random) -> Columns:
    """Half of the columns, replaced by ones drawn evenly from all that are possible."""
    flat = [[random_.expovariate(1) for _ in column] for column in columns]
    return [new if random_.random() < 0.5 else old for old, new in zip(columns, flat, strict=True)]


def noisy(columns: Columns, random_: random.Random) -> Columns:
    """Every frequency times log-normal noise."""
    return [[value * random_.lognormvariate(0, 1) for value in column] for column in columns]


def wrong(model: Model, way: Callable[[Columns, random.Random], Columns], random_: random.Random) -> Model:
    """The model with every signal's columns changed."""
    return replace(model, signals=tuple(_changed(signal, way, random_) for signal in model.signals))


def _changed(signal: Signal, way: Callable[[Columns, random.Random], Columns], random_: random.Random) -> Signal:
    columns = [list(column) for column in zip(*(option.of_100 for option in signal.options), strict=True)]
    scaled = [[100 * value / sum(column) for value in column] for column in way(columns, random_)]
    rows = zip(*scaled, strict=True)
    options = (replace(option, of_100=row) for option, row in zip(signal.options, rows, strict=True))
    return replace(signal, options=tuple(options))


def swapped(stages: int, random_: random.Random) -> Callable[[Columns, random.Random], Columns]:
    """Two stages, the same in every signal."""
    one, other = random_.sample(range(stages), 2)

    def swap(columns: Columns, _: random.Random) -> Columns:
        columns[one], columns[other] = columns[other], columns[one]
        return columns

    return swap


def labelled(model: Model, subjects: int, seed: str) -> list[Labelled]:
    """Labelled subjects drawn from a model."""
    each = subjects // len(model.stages)
    return people(Population.drawn(Classifier(model), each, correlation=0, seed=seed))


def people(population: Population) -> list[Labelled]:
    """A population as labelled subjects."""
    return [
        Labelled("", answers, stage, frozenset())
        for stage in sorted(set(population.stages.tolist()))
        for answers in population.choices(stage)
    ]


def main(seeds: int, subjects: int, model: Model) -> None:
    """Simulate and print."""
    print(f"{model.id} {model.version}: {subjects} labelled subjects, {seeds} seeds, means")
    print(f"{'tables wrong by':<16}{'right':>8}{'wrong':>8}{'fitted':>8}{'recovery':>10}{'ECE':>7}{'T':>6}{'slip':>6}")
    table = Classifier(model)
    for name in ("half random", "noise of 1", "two swapped"):
        rows = []
        for seed in range(1, seeds + 1):
            random_ = random.Random(f"{seed}/{name}")
            ways = {"half random": half_random, "noise of 1": noisy, "two swapped": swapped(len(model.stages), random_)}
            broken = wrong(model, ways[name], random_)
            done = fit(broken, labelled(model, subjects, f"{seed}/labelled"), seed=seed)
            judges = Population.drawn(table, JUDGES, correlation=0, seed=f"{seed}/judges")
            measures = [agreement(judges.read(Classifier(each)).verdicts) for each in (model, broken, done.model)]
            right, lost, won = (each.accuracy for each in measures)
            error, found = measures[2].calibration_error, done.model.calibration
            rows.append((right, lost, won, (won - lost) / (right - lost), error, found.temperature, found.slip))
        means = [fmean(column) for column in zip(*rows, strict=True)]
        right, lost, won, recovery, error, temperature, slip = means
        print(
            f"{name:<16}{right:>8.1%}{lost:>8.1%}{won:>8.1%}{recovery:>10.1%}{error:>7.3f}{temperature:>6.2f}{slip:>6.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 10,
        int(sys.argv[2]) if len(sys.argv) > 2 else 300,
        (load_model(sys.argv[3]) if len(sys.argv) > 3 else load_model()).model,
    )
