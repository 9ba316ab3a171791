"""Simulated interviews on a ladder: how many questions they ask, and whether they find the stage that asking
everything finds.

    python tests/benchmarks/interview.py [SUBJECTS_PER_STAGE] [MODEL]

Subjects are drawn from the model's own tables (misreports included), with independent answers and with correlated
ones: each subject has a normal disposition that makes early or late options likelier in all of its answers, so that
the underlying normal variables of two answers correlate with ρ. Compared are the adaptive order of the interview,
the file's order and a random order, all with the same rule for stopping. The seed is fixed.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from statistics import NormalDist

from stagecli.classify import Table, applicability, classify, compile_table
from stagecli.interview import Question, Stop, next_question
from stagecli.model import Model
from stagecli.model_file import load_model

SEED = 20260101
CORRELATIONS = (0.0, 0.3)
Order = Callable[[Mapping[str, str], random.Random], str]


class Simulation:
    """One model, with a memory of what was asked after which answers: many subjects share the way."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.table: Table = compile_table(model)
        self.memory: dict[frozenset[tuple[str, str]], Question | Stop] = {}

    def next(self, answers: Mapping[str, str]) -> Question | Stop:
        key = frozenset(answers.items())
        if key not in self.memory:
            self.memory[key] = next_question(self.model, answers, table=self.table)
        return self.memory[key]

    def subject(self, stage: int, correlation: float, random_: random.Random) -> dict[str, str]:
        """All applicable answers of one subject at a stage."""
        disposition = random_.gauss(0, 1)
        answers: dict[str, str] = {}
        for signal in self.table.order:
            if applicability(self.table, answers)[signal] == "no":
                continue
            noise = random_.gauss(0, 1)
            level = NormalDist().cdf(math.sqrt(correlation) * disposition + math.sqrt(1 - correlation) * noise)
            below = 0.0
            for option, likelihood in self.table.likelihood[signal].items():
                below += likelihood[stage]
                answers[signal] = option
                if level <= below:
                    break
        return answers

    def interview(self, everything: Mapping[str, str], order: Order | None, random_: random.Random) -> dict[str, str]:
        """What an interview asks of a subject, in the interview's own order or another."""
        answers: dict[str, str] = {}
        while isinstance(question := self.next(answers), Question):
            signal = question.signal if order is None else order(answers, random_)
            answers[signal] = everything[signal]
        return answers

    def askable(self, answers: Mapping[str, str]) -> list[str]:
        """Unasked signals that apply, gates first."""
        applies = applicability(self.table, answers)
        return [signal for signal in self.table.order if signal not in answers and applies[signal] == "yes"]


def bars(counts: Counter[int], width: int = 40) -> list[str]:
    """A distribution as bars."""
    most = max(counts.values())
    total = sum(counts.values())
    return [
        f"  {number:>3} | {'█' * max(1, round(counts[number] / most * width))} {100 * counts[number] / total:.1f} %"
        for number in sorted(counts)
    ]


def main(subjects: int, model: Model) -> None:
    """Simulate and print."""
    simulation = Simulation(model)
    orders: dict[str, Order | None] = {
        "adaptive": None,
        "file order": lambda answers, _: simulation.askable(answers)[0],
        "random order": lambda answers, random_: random_.choice(simulation.askable(answers)),
    }
    print(f"{model.id} {model.version}: {subjects:,} subjects per stage, seed {SEED}")
    print(f"{'':<14}{'correlation':>12}{'asked':>9}{'same stage':>12}{'questions':>11}")
    pictures = []
    for correlation in CORRELATIONS:
        for name, order in orders.items():
            random_ = random.Random(SEED)
            asked: Counter[int] = Counter()
            share = same = 0.0
            for stage in range(len(model.stages)):
                for _ in range(subjects):
                    everything = simulation.subject(stage, correlation, random_)
                    answers = simulation.interview(everything, order, random_)
                    asked[len(answers)] += 1
                    share += len(answers) / len(everything)
                    found, full = (classify(simulation.table, given).stage for given in (answers, everything))
                    same += found == full
            total = asked.total()
            mean = sum(number * count for number, count in asked.items()) / total
            print(f"{name:<14}{correlation:>12}{share / total:>9.1%}{same / total:>12.1%}{mean:>11.1f}", flush=True)
            if order is None:
                pictures += [f"Questions asked, adaptive, correlation {correlation}:", *bars(asked), ""]
    print("", *pictures, sep="\n")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
        load_model(sys.argv[2]) if len(sys.argv) > 2 else load_model(),
    )
