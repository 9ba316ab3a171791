"""Advice: which steps lead toward the aimed stage, proved by running the classifier again.

A step's gain is what it does to the log-odds of the aimed stage over the detected one, if the answers it names
changed. What the aimed stage requires stands before any gain: a step that lifts a violation comes first, and one that
adds one is not recommended. Nothing here is a rule of thumb: what is recommended was classified.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from stagecli.classifier.reading import Reading, read_again
from stagecli.classifier.tables import NANO, Tables
from stagecli.model import Step

EFFORT = {"low": 1, "medium": 2, "high": 4}
"""Units of effort; gains are ordered per unit."""

LIFTING = 1 << 60
"""More than any gain per effort: what a lifted violation is worth beside it, where steps are ordered."""


class Recommendation(Struct, frozen=True, gc=False):
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


def advise(tables: Tables, reading: Reading, stage: int) -> Advice:
    """Advice for a subject who was detected at this stage (an index)."""
    here = tables.model.stages[stage]
    if stage == len(tables.stages) - 1:
        return Advice(None, (), here.steps, None)
    advisor = _Advisor(tables, reading, stage)
    recommended, way = advisor.recommended(), advisor.shortest_way()
    listed = {item.step.id for item in recommended}
    only_on_the_way = tuple(
        _recommendation(step, advisor.effect(advisor.alone[step.id]), None)
        for step in way or ()
        if step.id not in listed
    )
    return Advice(advisor.aim, recommended + only_on_the_way, (), way)


def aim_of(tables: Tables, stage: int) -> int:
    """Index of the stage that the steps of a stage (an index, not the last) aim at."""
    aim = tables.model.stages[stage].aim
    return stage + 1 if aim is None else tables.stages.index(aim)


def changes_by(choices: Mapping[str, str], step: Step) -> dict[str, str]:
    """The choices that change if a step is taken: each has the step's target, unless it was met already."""
    return {signal: options[0] for signal, options in step.changes.items() if choices.get(signal) not in options}


def apply(choices: Mapping[str, str], steps: Iterable[Step]) -> dict[str, str]:
    """All choices after some steps were taken."""
    changed = dict(choices)
    for step in steps:
        changed.update(changes_by(choices, step))
    return changed


def after_steps(tables: Tables, reading: Reading, steps: Iterable[Step]) -> Reading:
    """The reading once some steps were taken."""
    after = apply(reading.choices, steps)
    changes = {signal: option for signal, option in after.items() if reading.choices.get(signal) != option}
    return read_again(tables, reading, changes)


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


def effect(before: Reading, after: Reading, stage: int, aim: int) -> Effect:
    """What other answers do for the aimed stage over the detected one (indices)."""
    old, new = before.standings, after.standings
    return Effect(
        old.violations[aim] - new.violations[aim],
        new.scores[aim] - new.scores[stage] - (old.scores[aim] - old.scores[stage]),
    )


def per_effort(step: Step, gain: int) -> int:
    """A gain in nano-nats for each unit of effort, times four to stay whole."""
    return gain * (EFFORT["high"] // EFFORT[step.effort])


class _Tried(Struct, frozen=True, gc=False):
    """A step, what it does where it can be taken, and the reading after it."""

    step: Step
    effect: Effect
    together: Effect
    """Of the step and of those that open it."""
    after: str | None
    reading: Reading
    worth: int
    """Of its effect; see `Effect.worth`."""


class _Advisor:
    """Tries the steps of one subject's stage that are still open."""

    def __init__(self, tables: Tables, reading: Reading, stage: int) -> None:
        self.tables = tables
        self.reading = reading
        self.stage = stage
        self.aim = aim_of(tables, stage)
        steps = tables.model.stages[stage].steps
        self.changes = {step.id: changed for step in steps if (changed := changes_by(reading.choices, step))}
        """What each step changes that is still to be taken."""
        self.steps = [step for step in steps if step.id in self.changes]
        self.alone = {id_: read_again(tables, reading, changed) for id_, changed in self.changes.items()}
        """The reading after each step, were it the only one."""

    def effect(self, after: Reading, before: Reading | None = None) -> Effect:
        """What lies between two readings, the first by default that of today."""
        return effect(self.reading if before is None else before, after, self.stage, self.aim)

    def recommended(self) -> tuple[Recommendation, ...]:
        """Try what can be taken now; then, round by round, what an earlier step opens the gate of.

        A step that gains nothing by itself is listed all the same if it opens the gate of one with which it does.
        """
        tried: dict[str, _Tried] = {}
        reached: list[_Tried | None] = [None]
        while reached:
            found = []
            for step in self.steps:
                if step.id not in tried:
                    new = next(filter(None, [self._try(step, opener) for opener in reached]), None)
                    if new is not None:
                        found.append(new)
            found.sort(key=lambda item: -item.worth)  # stable: ties in file order
            tried.update({item.step.id: item for item in found})
            reached = [item for item in found if not self.tables.opening.isdisjoint(item.step.changes)]
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

    def _try(self, step: Step, opener: _Tried | None) -> _Tried | None:
        """Take a step after its opener; None if its gate is still closed then."""
        after = self.alone[step.id] if opener is None else after_steps(self.tables, opener.reading, [step])
        if "no" in [after.applies[signal] for signal in step.changes]:
            return None
        together = self.effect(after)
        if opener is None:
            return _Tried(step, together, together, None, after, together.worth(step))
        does = self.effect(after, opener.reading)
        return _Tried(step, does, together, opener.step.id, after, does.worth(step))

    def shortest_way(self) -> tuple[Step, ...] | None:
        """The smallest set of steps after which the aim is read; of equal sets the one of least effort.

        The readings after smaller sets are kept: each larger one adds a step to one of them.
        """
        readings: dict[tuple[str, ...], Reading] = {(id_,): after for id_, after in self.alone.items()}
        for size in range(1, len(self.steps) + 1):
            ways = [way for way in combinations(self.steps, size) if self._leads_to_the_aim(way, readings)]
            if ways:
                return min(ways, key=lambda way: sum(EFFORT[step.effort] for step in way))  # the first of equals
        return None

    def _leads_to_the_aim(self, way: tuple[Step, ...], readings: dict[tuple[str, ...], Reading]) -> bool:
        ids = tuple([step.id for step in way])
        after = readings.get(ids)
        if after is None:
            if self.tables.conflicts and any(pair in self.tables.conflicts for pair in combinations(ids, 2)):
                return False
            # the step that is added is one that opens no gate, if there is one: that is read again quickly
            added = next((id_ for id_ in ids if self.tables.opening.isdisjoint(self.changes[id_])), ids[-1])
            before = readings[tuple([id_ for id_ in ids if id_ != added])]
            after = readings[ids] = read_again(self.tables, before, self.changes[added])
        return bool(after.counting) and after.standings.leader() == self.aim


def _recommendation(step: Step, does: Effect, after: str | None) -> Recommendation:
    return Recommendation(step, does.gain / NANO, does.lifts, after)


def _in_order(tried: list[_Tried]) -> list[_Tried]:
    """By worth; but nothing before the step that opens it."""
    if all(item.after is None for item in tried):
        return tried  # they are in this order already
    pending = sorted(tried, key=lambda item: -item.worth)
    ordered: list[_Tried] = []
    while pending:
        done = {item.step.id for item in ordered}
        following = next(item for item in pending if item.after is None or item.after in done)
        ordered.append(following)
        pending.remove(following)
    return ordered
