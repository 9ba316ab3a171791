"""Ladders whose signals measures may answer, and tables of what was said and measured."""

import random
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st
from msgspec import structs

from stagecli.model import Condition, Model, OwnMeasure, Rule, Signal
from stagecli.model_file.observe_rules import observe_rules
from tests.tables import models

OWN = {
    "crm.days": OwnMeasure(title="Days", unit="days"),
    "crm.share": OwnMeasure(title="Share", unit="share"),
    "crm.channel": OwnMeasure(title="Channel", words=("shop", "web", "phone")),
}
WORDS = {"crm.channel": ("shop", "web", "phone"), "git.ci_tests": ("change", "schedule", "release")}
NUMBERS = ("crm.days", "crm.share", "git.days_between_releases", "git.changes_with_tests")


@st.composite
def observing(draw: st.DrawFn, max_stages: int = 6, max_signals: int = 8) -> Model:
    """Sound models some of whose signals measures may answer."""
    model, random_ = draw(models(max_stages=max_stages, max_signals=max_signals)), random.Random(draw(st.integers(0)))
    signals = tuple(_observed(signal, random_) if random_.random() < 0.7 else signal for signal in model.signals)
    return structs.replace(model, measures=OWN, signals=signals)


def _observed(signal: Signal, random_: random.Random) -> Signal:
    """The signal with rules that can all be reached."""
    if signal.number is not None and random_.random() < 0.7:
        units = {**signal.number.units, "days": random_.choice([0.1, 1.0, 7.0])}
        if "days" not in str(signal.number.unit):
            signal = structs.replace(signal, number=structs.replace(signal.number, units=units))
    rules: list[Rule] = []
    for _ in range(random_.randint(1, 4)):
        tried = structs.replace(signal, observe=(*rules, _rule(signal, random_)))
        if not list(observe_rules((), tried, OWN, whole=True)):
            rules = list(tried.observe)
    return structs.replace(signal, observe=tuple(rules))


def _rule(signal: Signal, random_: random.Random) -> Rule:
    names = random_.sample([*NUMBERS, *WORDS], random_.randint(1, 2))
    when = {name: _condition(name, random_) for name in names}
    if signal.number is not None and random_.random() < 0.6:
        return Rule(
            when=when if random_.random() < 0.5 else {},
            number=random_.choice(["crm.days", "git.days_between_releases"]),
        )
    options = [option.id for option in signal.options]
    return Rule(when=when, as_=tuple(random_.sample(options, random_.randint(1, len(options)))))


def _condition(name: str, random_: random.Random) -> Condition:
    if name in WORDS:
        words = tuple(random_.sample(WORDS[name], random_.randint(1, 2)))
        return Condition(is_=words[0] if len(words) == 1 else words)
    low, high = sorted(random_.sample(range(1, 40), 2))
    scale = 40 if name.endswith(("share", "with_tests")) else random_.choice([1, 10])
    bounds = random_.choice([(low, None), (None, high), (low, high)])
    return Condition(
        from_=None if bounds[0] is None else bounds[0] / scale, below=None if bounds[1] is None else bounds[1] / scale
    )


def measured_cell(name: str, random_: random.Random) -> str:
    """A cell of a measure's column: often empty, often at a bound."""
    if random_.random() < 0.3:
        return ""
    if name in WORDS:
        return random_.choice(WORDS[name])
    if name.endswith(("share", "with_tests")):
        return random_.choice([f"{random_.randint(0, 40) / 40:g}", f"{random_.random():.6f}"])
    return random_.choice(
        [str(random_.randint(0, 40)), f"{random_.uniform(0, 500):.4f}", f"{random_.uniform(0, 4):.2f}"]
    )


def measured_rows(said: Sequence[Sequence[str]], random_: random.Random, bad: float = 0.0) -> list[list[str]]:
    """A table of what was said, with columns of measures behind it."""
    names = [*NUMBERS, *WORDS]
    rows = [[*said[0], *names]]
    for row in said[1:]:
        cells = ["often" if random_.random() < bad else measured_cell(name, random_) for name in names]
        rows.append([*row, *cells])
    return rows


def values_of(cells: Mapping[str, str]) -> dict[str, float | str]:
    """What the cells of measures mean, unrounded."""
    return {name: cell if name in WORDS else float(cell) for name, cell in cells.items() if cell}
