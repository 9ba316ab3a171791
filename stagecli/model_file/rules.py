"""What a model file must say beyond its structure: references that exist, labels that are told apart, and so on.

Each rule reads the parts of a file that could be decoded and yields problems with their place, so that all are
reported at once, also in a file whose other parts are broken.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

from stagecli.answers import DONT_KNOW, DONT_KNOW_NORMALISED, NoSuchOption, accepted, match, normalise, parse_number
from stagecli.errors import did_you_mean, one_of
from stagecli.model import Case, Option, Signal, Stage
from stagecli.yaml_document import Path

RESERVED = frozenset(
    [
        "all",
        "answers",
        "db",
        "explain",
        "fail_under",
        "format",
        "help",
        "lang",
        "min_confidence",
        "model",
        "name",
        "no_input",
        "open",
        "output",
        "resume",
        "save",
        "template",
    ]
)
"""Flags of `assess`, present or planned, that no signal may be called."""


Kind = TypeVar("Kind", Stage, Signal)


class Piece(Struct, Generic[Kind], frozen=True):
    """A stage or a signal, and which of its steps or options could be decoded."""

    value: Kind
    """With those only; what else cannot be read is left to its default, a text to nothing."""
    at: tuple[int, ...]
    """Where each of them stands in the file's list."""
    whole: bool
    """Whether they are all."""


class Pieces(Struct, frozen=True):
    """The parts of a model file that could be decoded, by their index in the file."""

    stages: Mapping[int, Piece[Stage]]
    signals: Mapping[int, Piece[Signal]]
    cases: Mapping[int, Case]
    stage_ids: tuple[str, ...]
    """Of all stages, decoded or not: a broken stage can be referred to. Empty text for an id that cannot be read."""
    signal_ids: tuple[str, ...]
    """The same of all signals."""
    option_ids: Mapping[str, tuple[str, ...]]
    """The same of the options of each signal whose id can be read."""
    languages: tuple[str, ...]
    """Those that the file lists; empty if they cannot be read."""

    def no_stage(self, name: str) -> bool:
        """Whether there is surely no such stage: an id that cannot be read may be the one."""
        return _surely_none(name, self.stage_ids)

    def no_signal(self, name: str) -> bool:
        """The same of a signal."""
        return _surely_none(name, self.signal_ids)


def _surely_none(name: str, ids: tuple[str, ...]) -> bool:
    return name not in ids and bool(ids) and all(ids)


_MOST_NEAR = 200  # the most signals that a sound file has: to look for a near miss among more takes too long

Breach: TypeAlias = tuple[Path, str, str] | tuple[Path, str, str, bool]
"""Where, what, hint, and whether it is about the key there, not its value."""


def breaches(parts: Pieces) -> Iterator[Breach]:
    """Every rule that is broken."""
    yield from _ids(parts)
    for index, signal in parts.signals.items():
        yield from _signal(parts, ("signals", index), signal)
    yield from _cycles(parts)
    for index, stage in parts.stages.items():
        yield from _stage(parts, index, stage)
    for index, case in parts.cases.items():
        yield from _case(parts, ("cases", index), case)


def _ids(parts: Pieces) -> Iterator[Breach]:
    steps = [
        (("stages", index, "steps", number, "id"), step.id)
        for index, stage in parts.stages.items()
        for number, step in zip(stage.at, stage.value.steps, strict=True)
    ]
    stages = [(("stages", index, "id"), name) for index, name in enumerate(parts.stage_ids) if name]
    signals = [(("signals", index, "id"), name) for index, name in enumerate(parts.signal_ids) if name]
    yield from _unique("stage", stages)
    yield from _unique("step", steps)
    yield from _unique("signal", signals)


def _unique(kind: str, ids: Sequence[tuple[Path, str]]) -> Iterator[Breach]:
    seen: set[str] = set()
    for path, name in ids:
        if name in seen:
            yield path, f"another {kind} has the id '{name}'", "Ids are unique in a file."
        seen.add(name)


def _signal(parts: Pieces, path: Path, part: Piece[Signal]) -> Iterator[Breach]:
    signal, places = part.value, [(*path, "options", at) for at in part.at]
    if signal.id in RESERVED:
        yield (*path, "id"), f"'{signal.id}' is a flag of `assess` already", "Choose another id."
    yield from _unique("option of this signal", [
        ((*place, "id"), option.id) for place, option in zip(places, signal.options, strict=True)
    ])  # fmt: skip
    yield from _labels(places, signal)
    if parts.stage_ids:
        yield from _frequencies(places, signal, len(parts.stage_ids), whole=part.whole)
    if part.whole:
        yield from _ranges(path, signal)
    yield from _conditions(parts, (*path, "only_if"), signal.only_if)


def _labels(places: Sequence[Path], signal: Signal) -> Iterator[Breach]:
    ids = {normalise(option.id): option.id for option in signal.options}
    seen: dict[str, str] = {}
    for here, option in zip(places, signal.options, strict=True):
        if normalise(option.id) in DONT_KNOW_NORMALISED:
            yield (
                (*here, "id"),
                f"'{option.id}' is kept for *don't know*",
                f"Remove the option: `{DONT_KNOW}` is always accepted.",
            )
        for place, label in _texts((*here, "label"), option.label):
            key = normalise(label)
            other = seen.setdefault(key, option.id)
            if other != option.id or ids.get(key, option.id) != option.id:
                other = other if other != option.id else ids[key]
                hint = "Case, accents and final sigma do not tell labels apart."
                yield place, f"'{label}' could also mean the option '{other}'", hint
            if key in DONT_KNOW_NORMALISED:
                yield (
                    place,
                    f"'{label}' means *don't know*, which is no option",
                    f"Remove the option: `{DONT_KNOW}` is always accepted.",
                )
            if signal.number is not None and parse_number(label) is not None:
                yield place, f"'{label}' could also be the number itself", "Put words into the label."


def _texts(path: Path, text: str | dict[str, str]) -> list[tuple[Path, str]]:
    if isinstance(text, str):
        return [(path, text)]
    return [((*path, language), value) for language, value in text.items()]


def _frequencies(places: Sequence[Path], signal: Signal, stages: int, *, whole: bool) -> Iterator[Breach]:
    sound = whole
    for place, option in zip(places, signal.options, strict=True):
        if len(option.of_100) != stages:
            sound = False
            what = f"expected {stages} numbers, one for each stage, found {len(option.of_100)}"
            yield (*place, "of_100"), what, "Lowest stage first."
    if sound:
        for stage in range(stages):
            if sum(option.of_100[stage] for option in signal.options) <= 0:
                what = f"at stage {stage + 1} no option has a frequency above 0"
                hint = "Of 100 subjects at that stage, some must give some answer."
                yield (*places[0], "of_100", stage), what, hint


def _ranges(path: Path, signal: Signal) -> Iterator[Breach]:
    if signal.number is None:
        for index, option in enumerate(signal.options):
            if option.below is not None:
                what = "'below' is for numeric signals"
                yield (*path, "options", index, "below"), what, "Add `number` to the signal, or remove it."
        return
    low, high = signal.number.min, signal.number.max
    if not (math.isfinite(low) and math.isfinite(high)):
        yield from _finite((*path, "number", "min"), low)
        yield from _finite((*path, "number", "max"), high)
        return
    if low >= high:
        yield (
            (*path, "number"),
            f"min {low:.12g} is not below max {high:.12g}",
            "Give the smallest and the largest number.",
        )
        return
    for index, option in enumerate(signal.options):
        yield from _range((*path, "options", index), option, low, last=index == len(signal.options) - 1)
        if option.below is not None and math.isfinite(option.below):
            low = max(low, option.below)


def _finite(path: Path, number: float) -> Iterator[Breach]:
    if not math.isfinite(number):
        yield path, f"expected a number, found '{number}'", "It must be finite."


def _range(path: Path, option: Option, low: float, *, last: bool) -> Iterator[Breach]:
    if last and option.below is not None:
        yield (*path, "below"), "the last option takes all that is left", "Remove `below` from it."
    elif not last and option.below is None:
        yield path, "'below' is missing", "Every option of a numeric signal but the last says where it ends."
    elif option.below is not None and not math.isfinite(option.below):
        yield from _finite((*path, "below"), option.below)
    elif option.below is not None and option.below <= low:
        yield (*path, "below"), f"{option.below:.12g} is not above {low:.12g}", "Ranges go up, from `min`."


def _conditions(parts: Pieces, path: Path, conditions: Mapping[str, tuple[str, ...]]) -> Iterator[Breach]:
    for signal_id, options in conditions.items():
        if parts.no_signal(signal_id):
            yield (*path, signal_id), f"there is no signal '{signal_id}'", _near(signal_id, parts.signal_ids), True
        for index, option in enumerate(options):
            known = parts.option_ids.get(signal_id, ())
            if _surely_none(option, known):
                yield (*path, signal_id, index), f"'{signal_id}' has no option '{option}'", _near(option, known)


def _near(word: str, known: Sequence[str]) -> str:
    if len(known) > _MOST_NEAR:
        return ""
    return did_you_mean(word, known) or one_of(dict.fromkeys(known))


def _cycles(parts: Pieces) -> Iterator[Breach]:
    places = {part.value.id: index for index, part in parts.signals.items()}
    gates = {part.value.id: list(part.value.only_if) for part in parts.signals.values()}
    while cycle := _cycle(gates):
        start = cycle.index(min(cycle, key=places.__getitem__))  # told from the first in the file
        cycle = [*cycle[start:], *cycle[:start]]
        what = f"gates go round in a circle: {' → '.join([*cycle, cycle[0]])}"
        here: Path = ("signals", places[cycle[0]], "only_if", cycle[1 % len(cycle)])
        yield here, what, "A signal cannot hang on itself.", True
        del gates[cycle[0]]


def _cycle(gates: Mapping[str, Sequence[str]]) -> list[str]:
    """Signals of which each is gated by the next, and the last by the first; empty without any."""
    try:
        TopologicalSorter(gates).prepare()
    except CycleError as error:
        return list(error.args[1][:0:-1])
    return []


def _stage(parts: Pieces, index: int, part: Piece[Stage]) -> Iterator[Breach]:
    stage, path = part.value, ("stages", index)
    last = index == len(parts.stage_ids) - 1
    yield from _conditions(parts, (*path, "requires"), stage.requires)
    if stage.aim is not None:
        later = parts.stage_ids[index + 1 :]
        if parts.no_stage(stage.aim):
            hint = _near(stage.aim, later) if later else "The last stage has no aim."
            yield (*path, "aim"), f"there is no stage '{stage.aim}'", hint
        elif stage.aim not in later and all(later):
            hint = one_of(later) if later else "The last stage has no aim."
            yield (*path, "aim"), f"'{stage.aim}' is not a later stage", hint
    for number, step in zip(part.at, stage.steps, strict=True):
        here: Path = (*path, "steps", number)
        yield from _conditions(parts, (*here, "changes"), step.changes)
        if last and step.changes:
            yield (
                (*here, "changes"),
                "a step of the last stage changes nothing",
                "It is upkeep: remove `changes`.",
            )
        elif not last and not step.changes:
            yield here, "'changes' is missing", "Name one to three signals, each with the option aimed at."


def _case(parts: Pieces, path: Path, case: Case) -> Iterator[Breach]:
    for place, stage in [
        (("stage",), case.stage),
        *((("accept", n), stage) for n, stage in enumerate(case.accept)),
    ]:
        if parts.no_stage(stage):
            yield (*path, *place), f"there is no stage '{stage}'", _near(stage, parts.stage_ids)
    signals = {part.value.id: part.value for part in reversed([*parts.signals.values()]) if part.whole}
    for signal_id, given in case.answers.items():
        here: Path = (*path, "answers", signal_id)
        if parts.no_signal(signal_id):
            yield here, f"there is no signal '{signal_id}'", _near(signal_id, parts.signal_ids), True
        elif signal_id in signals:
            try:
                match(signals[signal_id], given, "file")
            except NoSuchOption as error:
                yield here, error.what, accepted(signals[signal_id], given)
