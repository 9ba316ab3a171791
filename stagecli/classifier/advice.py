"""Advice: which steps lead toward the aimed stage, proved by running the classifier again.

A step's gain is what it does to the log-odds of the aimed stage over the detected one, if the answers it names
changed. What the aimed stage requires stands before any gain: a step that lifts a violation comes first, and one that
adds one is not recommended. Nothing here is a rule of thumb: what is recommended was classified.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import standings
from stagecli.classifier.tables import NANO, Tables
from stagecli.model import Step

EFFORT = {"low": 1, "medium": 2, "high": 4}
"""Units of effort; gains are ordered per unit."""

LIFTING = 1 << 60
"""More than any gain per effort: what a lifted violation is worth beside it, where steps are ordered."""


class Recommendation(Struct, frozen=True):
    """One step that helps, and how much."""

    step: Step
    gain: float
    """Change of the log-odds of the aimed stage over the detected one, in nats, from the scores alone; above 0, but for
    a step that lifts a violation, or is listed only because it opens the gate of another or is on the shortest way."""
    lifts: int
    """How many violations of what the aimed stage requires it lifts; below 0 it adds some."""
    after: str | None
    """Id of the step to take first, because it opens this one's gate; None if it can be taken now. The gain is then
    what this step adds to that one, and so are the lifts."""


class Advice(Struct, frozen=True):
    """What to do from a detected stage."""

    aim: int | None
    """Index of the aimed stage; None at the last stage."""
    recommended: tuple[Recommendation, ...]
    """Those that lift a violation of the aim first, then by gain per effort, largest first; a step behind a gate after
    the one that opens it. Empty at the last stage."""
    upkeep: tuple[Step, ...]
    """At the last stage: what keeps one there. Empty elsewhere."""
    shortest_way: tuple[Step, ...] | None
    """The smallest set of steps after which the classifier reads the aimed stage; None if no set does."""


def advise(tables: Tables, answers: Mapping[str, str], stage: int) -> Advice:
    """Advice for a subject with these answers, detected at this stage (an index)."""
    here = tables.model.stages[stage]
    if stage == len(tables.stages) - 1:
        return Advice(None, (), here.steps, None)
    aim = aim_of(tables, stage)
    open_steps = [step for step in here.steps if step.changes and not _met(step, answers)]
    recommended = _recommend(tables, answers, stage, aim, open_steps)
    way = _shortest_way(tables, answers, aim, open_steps)
    listed = {item.step.id for item in recommended}
    only_on_the_way = tuple(
        _recommendation(step, effect(tables, answers, apply(answers, [step]), stage, aim), None)
        for step in way or ()
        if step.id not in listed
    )
    return Advice(aim, recommended + only_on_the_way, (), way)


def aim_of(tables: Tables, stage: int) -> int:
    """Index of the stage that the steps of a stage (an index, not the last) aim at."""
    aim = tables.model.stages[stage].aim
    return stage + 1 if aim is None else tables.stages.index(aim)


def apply(answers: Mapping[str, str], steps: Iterable[Step]) -> dict[str, str]:
    """The answers after some steps were taken: each changed signal has its target, unless it was met already."""
    changed = dict(answers)
    for step in steps:
        for signal, options in step.changes.items():
            if answers.get(signal) not in options:
                changed[signal] = options[0]
    return changed


def _met(step: Step, answers: Mapping[str, str]) -> bool:
    return all(answers.get(signal) in options for signal, options in step.changes.items())


class Effect(NamedTuple):
    """What a change of answers does for the aimed stage."""

    lifts: int
    """How many violations of its requirements fewer there are; below 0, more."""
    gain: int
    """Change of its log-odds over the detected stage, in nano-nats."""

    @property
    def helps(self) -> bool:
        """Whether a step with this effect is recommended: for what it lifts, or if that is nothing, for its gain."""
        return self > (0, 0)

    def worth(self, step: Step) -> int:
        """As steps are ordered by it: gain per effort, but above all others if it lifts, and below if it adds."""
        return per_effort(step, self.gain) + LIFTING * ((self.lifts > 0) - (self.lifts < 0))


def effect(tables: Tables, before: Mapping[str, str], after: Mapping[str, str], stage: int, aim: int) -> Effect:
    """What other answers do for the aimed stage over the detected one (indices)."""
    old, new = (standings(tables, counted(tables, answers)) for answers in (before, after))
    return Effect(
        old.violations[aim] - new.violations[aim],
        new.scores[aim] - new.scores[stage] - (old.scores[aim] - old.scores[stage]),
    )


def per_effort(step: Step, gain: int) -> int:
    """A gain in nano-nats for each unit of effort, times four to stay whole."""
    return gain * (EFFORT["high"] // EFFORT[step.effort])


class _Tried(Struct, frozen=True):
    """A step, what it does where it can be taken, and the answers after it."""

    step: Step
    effect: Effect
    together: Effect
    """Of the step and of those that open it."""
    after: str | None
    changed: dict[str, str]


def _recommend(
    tables: Tables, answers: Mapping[str, str], stage: int, aim: int, steps: list[Step]
) -> tuple[Recommendation, ...]:
    """Try what can be taken now; then, round by round, what an earlier step opens the gate of.

    A step that gains nothing by itself is listed all the same if it opens the gate of one with which it does.
    """
    tried: dict[str, _Tried] = {}
    reached: list[_Tried | None] = [None]
    while reached:
        found = []
        for step in steps:
            openers = (opener for opener in reached if step.id not in tried)
            new = next(filter(None, (_try(tables, answers, stage, aim, step, opener) for opener in openers)), None)
            if new is not None:
                found.append(new)
        found.sort(key=lambda item: -item.effect.worth(item.step))  # stable: ties in file order
        tried.update((item.step.id, item) for item in found)
        reached = list(found)
    listed: set[str] = set()
    for item in tried.values():
        name: str | None = item.step.id
        while item.effect.helps and item.together.helps and name is not None:
            listed.add(name)
            name = tried[name].after
    return tuple(
        _recommendation(item.step, item.effect, item.after)
        for item in _in_order([item for name, item in tried.items() if name in listed])
    )


def _recommendation(step: Step, does: Effect, after: str | None) -> Recommendation:
    return Recommendation(step, does.gain / NANO, does.lifts, after)


def _try(
    tables: Tables, answers: Mapping[str, str], stage: int, aim: int, step: Step, opener: _Tried | None
) -> _Tried | None:
    """Take a step after its opener; None if its gate is still closed then."""
    base = answers if opener is None else opener.changed
    changed = apply(base, [step])
    applies = applicability(tables, changed)
    if any(applies[signal] == "no" for signal in step.changes):
        return None
    does, together = (effect(tables, before, changed, stage, aim) for before in (base, answers))
    return _Tried(step, does, together, None if opener is None else opener.step.id, changed)


def _in_order(tried: list[_Tried]) -> list[_Tried]:
    """By worth; but nothing before the step that opens it."""
    pending = sorted(tried, key=lambda item: -item.effect.worth(item.step))
    ordered: list[_Tried] = []
    while pending:
        done = {item.step.id for item in ordered}
        following = next(item for item in pending if item.after is None or item.after in done)
        ordered.append(following)
        pending.remove(following)
    return ordered


def _shortest_way(tables: Tables, answers: Mapping[str, str], aim: int, steps: list[Step]) -> tuple[Step, ...] | None:
    for size in range(1, len(steps) + 1):
        ways = [way for way in combinations(steps, size) if _reads(tables, answers, way, aim)]
        if ways:
            return min(ways, key=lambda way: sum(EFFORT[step.effort] for step in way))  # the first of equals
    return None


def _reads(tables: Tables, answers: Mapping[str, str], way: tuple[Step, ...], aim: int) -> bool:
    targets: dict[str, str] = {}
    for step in way:
        for signal, options in step.changes.items():
            if targets.setdefault(signal, options[0]) != options[0]:
                return False  # two steps that want different things of one signal
    counting = counted(tables, apply(answers, way))
    return bool(counting) and standings(tables, counting).ranking()[0] == aim
