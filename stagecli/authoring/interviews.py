"""Simulated interviews: how many questions they ask, and how often they find what asking everything finds.

Subjects with the same answers so far are interviewed as one group, until their answers differ.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from stagecli.authoring.agreement import Indices, Numbers
from stagecli.authoring.population import Population, ranked, uniform
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability
from stagecli.classifier.packed import packed, packed_rows
from stagecli.classifier.questions import Stop, decide
from stagecli.classifier.reading import Reading, read

Order: TypeAlias = Literal["adaptive", "file", "random"]
"""The most informative question first, as `assess` asks; file order; or random order. All stop by one rule."""


class Interviews(Struct, frozen=True):
    """The outcome of interviewing a population."""

    order: Order
    asked: dict[int, int]
    """Number of questions: how many of the subjects drawn were asked that many."""
    asked_shares: dict[int, float]
    """The same as shares; these and all that follow weigh the stages by their priors."""
    mean_asked: float
    share_asked: float
    """Questions asked, as a share of those that apply to the subjects."""
    same_stage: float
    """Share of subjects whose stage is the same when everything is asked."""


def interviews(
    classifier: Classifier, population: Population, order: Order, *, seed: str, progress: Callable[[int], None]
) -> Interviews:
    """Interview everybody in one order; `progress` is called with how many more subjects are done."""
    everything = population.read(classifier).stages
    asked, found = np.zeros_like(everything), np.zeros_like(everything)
    turns = uniform(seed, (len(everything), len(classifier.order)))
    for answers, who in _ends(classifier, population, order, turns):
        asked[who] = len(answers)
        found[who] = read(classifier, answers).standings.leader()
        progress(len(who))
    numbers, times = np.unique(asked, return_counts=True)
    questions = population.mean(asked)
    return Interviews(
        order,
        dict(zip(numbers.tolist(), times.tolist(), strict=True)),
        {number: population.mean(asked == number) for number in numbers.tolist()},
        questions,
        questions / population.mean(population.answered()),
        population.mean(found == everything),
    )


_Group: TypeAlias = tuple[Mapping[str, str], Indices]
"""Answers so far, and the subjects who gave them."""


def _ends(classifier: Classifier, population: Population, order: Order, turns: Numbers) -> Iterator[_Group]:
    """Groups of subjects, each with its answers when its interview stops.

    For random order, a subject's `turns` are the random numbers, from 0 to 1, that choose its next questions.
    """
    groups: Sequence[_Group] = [({}, np.arange(len(population.stages)))]
    while groups:
        following: list[_Group] = []
        readings = [read(classifier, answers) for answers, _ in groups]
        gains = expected_information_gains(classifier, readings)
        for (answers, who), reading, gain in zip(groups, readings, gains, strict=True):
            chosen = decide(classifier, reading, gain)
            if isinstance(chosen, Stop):
                yield answers, who
                continue
            for signal, some in _chosen(classifier, answers, who, chosen, order, turns):
                parts = population.split(some, signal)
                following += [({**answers, signal: option}, part) for option, part in parts.items()]
        groups = following


def _chosen(
    classifier: Classifier, answers: Mapping[str, str], who: Indices, best: str, order: Order, turns: Numbers
) -> Iterator[tuple[str, Indices]]:
    """Pairs of a signal and the subjects who are asked it next."""
    if order == "adaptive":
        yield best, who
        return
    applies = applicability(classifier, answers)
    open_ = [signal for signal in classifier.order if signal not in answers and applies[signal] == "yes"]
    first = (turns[who, len(answers)] * (len(open_) if order == "random" else 0)).astype(np.intp)
    for place in np.unique(first).tolist():
        yield open_[place], who[first == place]


def expected_information_gains(classifier: Classifier, many: Sequence[Reading]) -> list[dict[str, float]]:
    """`questions.expected_information_gain`, in bits, for many readings at once."""
    totals = np.array([packed(reading.standings) for reading in many], np.int64)
    _, posterior = ranked(totals)
    now = _entropy(posterior)
    gains: list[dict[str, float]] = [{} for _ in many]
    for signal in classifier.order:
        rows = [at for at, each in enumerate(many) if each.applies[signal] != "no" and signal not in each.choices]
        if not rows:
            continue
        predictive = posterior[rows] @ np.array([*classifier.likelihood[signal].values()]).T
        _, after = ranked(totals[rows][:, None, :] + np.array([*packed_rows(classifier, signal).values()], np.int64))
        told = now[rows] - (predictive * _entropy(after)).sum(axis=1)
        for at, bits in zip(rows, told.tolist(), strict=True):
            gains[at][signal] = bits
    return gains


def _entropy(probabilities: Numbers) -> Numbers:
    """Entropy in bits, over the last axis."""
    return np.asarray(-(probabilities * np.log2(np.where(probabilities > 0, probabilities, 1))).sum(axis=-1))
