"""Advice: which steps lead toward the aimed stage, proved by running the classifier again.

A step's gain is what it does to the log-odds of the aimed stage over the detected one, if the answers it names
changed. Nothing here is a rule of thumb: what is recommended was classified.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from msgspec import Struct

from stagecli.classify.gates import applicability, counted
from stagecli.classify.posterior import ranking, scores
from stagecli.classify.table import NANO, Table
from stagecli.model import Model, Step

EFFORT = {"low": 1, "medium": 2, "high": 4}
"""Units of effort; gains are ordered per unit."""


class Recommendation(Struct, frozen=True):
    """One step that helps, and how much."""

    step: Step
    gain: float
    """Change of the log-odds of the aimed stage over the detected one, in nats, above 0."""
    after: str | None
    """Id of the step to take first, because it opens this one's gate; None if it can be taken now. The gain is then
    what this step adds to that one."""


class Advice(Struct, frozen=True):
    """What to do from a detected stage."""

    aim: int | None
    """Index of the aimed stage; None at the last stage."""
    recommended: tuple[Recommendation, ...]
    """By gain per effort, largest first; a step behind a gate after the one that opens it. Empty at the last stage."""
    upkeep: tuple[Step, ...]
    """At the last stage: what keeps one there. Empty elsewhere."""
    shortest_way: tuple[Step, ...] | None
    """The smallest set of steps after which the classifier reads the aimed stage; None if no set does."""


def advise(model: Model, table: Table, answers: Mapping[str, str], stage: int) -> Advice:
    """Advice for a subject with these answers, detected at this stage (an index)."""
    here = model.stages[stage]
    if stage == len(model.stages) - 1:
        return Advice(None, (), here.steps, None)
    aim = stage + 1 if here.aim is None else table.stages.index(here.aim)
    open_steps = [step for step in here.steps if step.changes and not _met(step, answers)]
    return Advice(
        aim,
        _recommend(table, answers, stage, aim, open_steps),
        (),
        _shortest_way(table, answers, aim, open_steps),
    )


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


def _log_odds(table: Table, answers: Mapping[str, str], stage: int, aim: int) -> int:
    totals = scores(table, counted(table, answers))
    return totals[aim] - totals[stage]


def _recommend(
    table: Table, answers: Mapping[str, str], stage: int, aim: int, steps: list[Step]
) -> tuple[Recommendation, ...]:
    """Steps that help now; then, round by round, those that help once an earlier one has opened their gate."""
    recommended: list[Recommendation] = []
    reached: list[tuple[str | None, dict[str, str]]] = [(None, dict(answers))]
    waiting = list(steps)
    while reached:
        found: list[tuple[Recommendation, dict[str, str]]] = []
        for step in waiting:
            for after, base in reached:
                changed = apply(base, [step])
                applies = applicability(table, changed)
                if any(applies[signal] == "no" for signal in step.changes):
                    continue  # behind a gate that stays closed
                gain = _log_odds(table, changed, stage, aim) - _log_odds(table, base, stage, aim)
                if gain > 0:
                    found.append((Recommendation(step, gain / NANO, after), changed))
                break
        found.sort(key=lambda item: -item[0].gain / EFFORT[item[0].step.effort])  # stable: ties in file order
        recommended += [recommendation for recommendation, _ in found]
        taken = {recommendation.step.id for recommendation in recommended}
        waiting = [step for step in waiting if step.id not in taken]
        reached = [(recommendation.step.id, changed) for recommendation, changed in found]
    return _in_order(recommended)


def _in_order(recommended: list[Recommendation]) -> tuple[Recommendation, ...]:
    """By gain per effort; but nothing before the step that opens it."""
    pending = sorted(recommended, key=lambda item: -item.gain / EFFORT[item.step.effort])
    ordered: list[Recommendation] = []
    while pending:
        done = {item.step.id for item in ordered}
        following = next(item for item in pending if item.after is None or item.after in done)
        ordered.append(following)
        pending.remove(following)
    return tuple(ordered)


def _shortest_way(table: Table, answers: Mapping[str, str], aim: int, steps: list[Step]) -> tuple[Step, ...] | None:
    for size in range(1, len(steps) + 1):
        ways = [way for way in combinations(steps, size) if _reads(table, answers, way, aim)]
        if ways:
            return min(ways, key=lambda way: sum(EFFORT[step.effort] for step in way))  # the first of equals
    return None


def _reads(table: Table, answers: Mapping[str, str], way: tuple[Step, ...], aim: int) -> bool:
    targets: dict[str, str] = {}
    for step in way:
        for signal, options in step.changes.items():
            if targets.setdefault(signal, options[0]) != options[0]:
                return False  # two steps that want different things of one signal
    counting = counted(table, apply(answers, way))
    return bool(counting) and ranking(scores(table, counting))[0] == aim
