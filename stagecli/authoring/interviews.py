"""Simulated interviews: how many questions they ask a population, and whether they find what asking everything finds.

Subjects who have answered the same so far are interviewed as one, until their answers part them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from stagecli.authoring.fastest import the_gains
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import ranking, scores
from stagecli.classifier.questions import Stop, decide

Order: TypeAlias = Literal["adaptive", "file", "random"]
"""The most informative question first, as `assess` asks; the order of the file; or any order. All stop by one rule."""


class Interviews(Struct, frozen=True):
    """What interviews of a population come to."""

    order: Order
    asked: dict[int, int]
    """How many subjects were asked so many questions."""
    mean_asked: float
    share_asked: float
    """Questions asked, of those that apply to the subjects."""
    same_stage: float
    """Share of subjects for whom asking everything finds the same stage."""


def interviews(
    classifier: Classifier, population: Population, order: Order, *, seed: str, progress: Callable[[int], None]
) -> Interviews:
    """Interview everybody in one order; `progress` hears how many are done."""
    everything = population.read(classifier).stages
    asked: Counter[int] = Counter()
    same = 0
    for answers, who in _ends(classifier, population, order, random.Random(seed)):
        stage = ranking(scores(classifier, counted(classifier, answers)))[0]
        asked[len(answers)] += len(who)
        same += sum(everything[place] == stage for place in who)
        progress(len(who))
    subjects = len(everything)
    questions = sum(number * count for number, count in asked.items())
    return Interviews(
        order,
        dict(sorted(asked.items())),
        questions / subjects,
        questions / population.answered(),
        same / subjects,
    )


_Group: TypeAlias = tuple[Mapping[str, str], Any]
"""Answers so far, and the subjects who gave them."""


def _ends(classifier: Classifier, population: Population, order: Order, random_: random.Random) -> Iterator[_Group]:
    """Everybody, when the interview of theirs has stopped."""
    groups: Sequence[_Group] = [({}, population.everybody())]
    while groups:
        following: list[_Group] = []
        gains = the_gains()(classifier, [answers for answers, _ in groups])
        for (answers, who), gain in zip(groups, gains, strict=True):
            chosen = decide(classifier, answers, gain)
            if isinstance(chosen, Stop):
                yield answers, who
                continue
            for signal, some in _chosen(classifier, answers, who, chosen, order, random_):
                parts = population.split(some, signal)
                following += [({**answers, signal: option}, part) for option, part in parts.items()]
        groups = following


def _chosen(
    classifier: Classifier, answers: Mapping[str, str], who: Any, best: str, order: Order, random_: random.Random
) -> Iterator[tuple[str, Any]]:
    """Which signal each of these subjects is asked."""
    if order == "adaptive":
        yield best, who
        return
    applies = applicability(classifier, answers)
    open_ = [signal for signal in classifier.order if signal not in answers and applies[signal] == "yes"]
    if order == "file":
        yield open_[0], who
        return
    picked: dict[str, list[Any]] = {}
    for place in who:
        picked.setdefault(random_.choice(open_), []).append(place)
    yield from picked.items()
