"""The rules for a model file beyond its structure: existing references, distinguishable labels, and so on.

Each rule reads the parts of a file that decoded and yields problems with their place, so that one run reports all of
them, even if other parts of the file are broken.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

from stagecli.answers import DONT_KNOW, DONT_KNOW_NORMALISED, NoSuchOption, accepted, match
from stagecli.errors import Message, did_you_mean, either, one_of
from stagecli.labels import normalise
from stagecli.model import Case, Number, Option, OwnMeasure, Signal, Stage, called
from stagecli.model_file.circles import circles
from stagecli.model_file.observe_rules import observe_rules, own_measures
from stagecli.numbers import parse_number
from stagecli.yaml_document import Path

RESERVED = frozenset(
    [
        "all",
        "answers",
        "by",
        "date",
        "date_format",
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
        "observe",
        "open",
        "output",
        "resume",
        "save",
        "template",
        "trust",
    ]
)
"""Flags of `assess`, present or planned: no signal may have such a name."""


Kind = TypeVar("Kind", Stage, Signal)


class Piece(Struct, Generic[Kind], frozen=True):
    """A stage or a signal, with those of its steps or options that decoded."""

    value: Kind
    """The stage or signal; unreadable fields keep their defaults, required texts become empty."""
    at: tuple[int, ...]
    """The index of each decoded step or option in the file's list."""
    whole: bool
    """Whether all of them decoded."""


class Pieces(Struct, frozen=True):
    """The parts of a model file that decoded, by their index in the file."""

    stages: Mapping[int, Piece[Stage]]
    signals: Mapping[int, Piece[Signal]]
    cases: Mapping[int, Case]
    stage_ids: tuple[str, ...]
    """Ids of all stages, since a reference to a broken stage is valid; an unreadable id is empty text."""
    signal_ids: tuple[str, ...]
    """Ids of all signals, decoded or not; an unreadable id is empty text."""
    option_ids: Mapping[str, tuple[str, ...]]
    """Ids of all options, by the id of their signal; an unreadable id is empty text."""
    languages: tuple[str, ...]
    """The languages that the file lists; empty if unreadable."""
    measures: Mapping[str, OwnMeasure]
    """The model's own measures that decoded."""

    def no_stage(self, name: str) -> bool:
        """Whether there is surely no such stage: an unreadable id may be the one meant."""
        return _surely_none(name, self.stage_ids)

    def no_signal(self, name: str) -> bool:
        """Whether there is surely no such signal: an unreadable id may be the one meant."""
        return _surely_none(name, self.signal_ids)


def _surely_none(name: str, ids: tuple[str, ...]) -> bool:
    return name not in ids and bool(ids) and all(ids)


_MOST_NEAR = 200  # most signals of a sound file: searching more for a near miss takes too long

Breach: TypeAlias = tuple[Path, Message, Message | None] | tuple[Path, Message, Message | None, bool]
"""Path, what, hint, and whether the problem is the key there rather than its value."""


def breaches(parts: Pieces) -> Iterator[Breach]:
    """Yield every broken rule."""
    yield from _ids(parts)
    for index, signal in parts.signals.items():
        yield from _signal(parts, ("signals", index), signal)
    yield from own_measures(parts.measures)
    gates = {part.value.id: list(part.value.only_if) for part in parts.signals.values()}
    yield from circles({part.value.id: index for index, part in parts.signals.items()}, gates)
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
    hint = Message("option_ids_are_unique" if kind.startswith("option") else "ids_are_unique")
    for path, name in ids:
        if name in seen:
            yield path, Message("id_taken", kind=kind, name=name), hint
        seen.add(name)


def _signal(parts: Pieces, path: Path, part: Piece[Signal]) -> Iterator[Breach]:
    signal, places = part.value, [(*path, "options", at) for at in part.at]
    if signal.id in RESERVED:
        yield (*path, "id"), Message("flag_taken", name=signal.id), Message("choose_another_id")
    yield from _unique("option of this signal", [
        ((*place, "id"), option.id) for place, option in zip(places, signal.options, strict=True)
    ])  # fmt: skip
    yield from _old_ids(path, signal.was, parts.signal_ids, RESERVED.__contains__)
    for place, option in zip(places, signal.options, strict=True):
        yield from _old_ids(place, option.was, parts.option_ids.get(signal.id, ()), _means_dont_know)
    yield from _labels(places, signal)
    if parts.stage_ids:
        yield from _frequencies(places, signal, len(parts.stage_ids), whole=part.whole)
    if part.whole:
        yield from _ranges(path, signal)
    yield from _conditions(parts, (*path, "only_if"), signal.only_if)
    yield from observe_rules(path, signal, parts.measures, whole=part.whole)
    for index, rule in enumerate(signal.observe):
        yield from _options(parts, (*path, "observe", index, "as"), signal.id, rule.as_ or ())


def _old_ids(path: Path, was: Sequence[str], present: Sequence[str], never: Callable[[str], bool]) -> Iterator[Breach]:
    for at, old in enumerate(was):
        if old in present:
            yield (*path, "was", at), Message("was_is_there", name=old), Message("was_is_gone")
        elif never(old):
            yield (*path, "was", at), Message("was_never_there", name=old), Message("was_is_gone")


def _means_dont_know(text: str) -> bool:
    return normalise(text) in DONT_KNOW_NORMALISED


def _labels(places: Sequence[Path], signal: Signal) -> Iterator[Breach]:
    meant = {normalise(option.id): [option.id] for option in signal.options}
    present = {*meant}
    for option in signal.options:
        for old in {normalise(name) for name in option.was} - present:
            meant.setdefault(old, []).append(option.id)
    for here, option in zip(places, signal.options, strict=True):
        if _means_dont_know(option.id):
            hint = Message("dont_know_always_there", dont_know=DONT_KNOW)
            yield (*here, "id"), Message("kept_for_dont_know", name=option.id), hint
        for place, label in _texts((*here, "label"), option.label):
            key = normalise(label)
            other = next((each for each in meant.setdefault(key, [option.id]) if each != option.id), None)
            if other is not None:
                yield place, Message("label_of_another", label=label, other=other), Message("labels_too_similar")
            if _means_dont_know(label):
                hint = Message("dont_know_always_there", dont_know=DONT_KNOW)
                yield place, Message("means_dont_know", label=label), hint
            if signal.number is not None and parse_number(label) is not None:
                yield place, Message("label_is_number", label=label), Message("put_words_into_label")


def _texts(path: Path, text: str | dict[str, str]) -> list[tuple[Path, str]]:
    if isinstance(text, str):
        return [(path, text)]
    return [((*path, language), value) for language, value in text.items()]


def _frequencies(places: Sequence[Path], signal: Signal, stages: int, *, whole: bool) -> Iterator[Breach]:
    sound = whole
    for place, option in zip(places, signal.options, strict=True):
        if len(option.of_100) != stages:
            sound = False
            what = Message("one_number_a_stage", stages=stages, found=len(option.of_100))
            yield (*place, "of_100"), what, Message("lowest_stage_first")
    if sound:
        for stage in range(stages):
            if sum(option.of_100[stage] for option in signal.options) <= 0:
                what, hint = Message("no_frequency", stage=stage + 1), Message("some_give_an_answer")
                yield (*places[0], "of_100", stage), what, hint


def _ranges(path: Path, signal: Signal) -> Iterator[Breach]:
    if signal.number is None:
        for index, option in enumerate(signal.options):
            if option.below is not None:
                what, hint = Message("below_without_number"), Message("add_number")
                yield (*path, "options", index, "below"), what, hint
        return
    yield from _units((*path, "number", "units"), signal.number)
    low, high = signal.number.min, signal.number.max
    if not (math.isfinite(low) and math.isfinite(high)):
        yield from _finite((*path, "number", "min"), low)
        yield from _finite((*path, "number", "max"), high)
        return
    if low >= high:
        hint = Message("give_smallest_and_largest")
        yield (*path, "number"), Message("min_not_below_max", low=low, high=high), hint
        return
    for index, option in enumerate(signal.options):
        yield from _range((*path, "options", index), option, low, last=index == len(signal.options) - 1)
        if option.below is not None and math.isfinite(option.below):
            low = max(low, option.below)


def _units(path: Path, number: Number) -> Iterator[Breach]:
    own = {normalise(unit) for _, unit in _texts((), number.unit)}
    seen: set[str] = set()
    for unit, worth in number.units.items():
        key = normalise(unit)
        if not key or re.search(r"\d", key):
            yield (*path, unit), Message("unit_unreadable", name=unit), Message("unit_is_a_word"), True
        if key in seen:
            yield (*path, unit), Message("unit_twice", name=unit), None, True
        if key in own and worth != 1:
            yield (*path, unit), Message("own_unit", name=unit), Message("own_unit_is_worth_1")
        yield from _finite((*path, unit), worth)
        seen.add(key)


def _finite(path: Path, number: float) -> Iterator[Breach]:
    if not math.isfinite(number):
        yield path, Message("not_finite", given=str(number)), Message("must_be_finite")


def _range(path: Path, option: Option, low: float, *, last: bool) -> Iterator[Breach]:
    if last and option.below is not None:
        yield (*path, "below"), Message("last_option_is_open"), Message("remove_below")
    elif not last and option.below is None:
        yield path, Message("key_missing", name="below"), Message("say_where_it_ends")
    elif option.below is not None and not math.isfinite(option.below):
        yield from _finite((*path, "below"), option.below)
    elif option.below is not None and option.below <= low:
        yield (*path, "below"), Message("not_above", found=option.below, bound=low), Message("ranges_go_up")


def _conditions(parts: Pieces, path: Path, conditions: Mapping[str, tuple[str, ...]]) -> Iterator[Breach]:
    for signal_id, options in conditions.items():
        if parts.no_signal(signal_id):
            yield (*path, signal_id), Message("no_signal", name=signal_id), _near(signal_id, parts.signal_ids), True
        yield from _options(parts, (*path, signal_id), signal_id, options)


def _options(parts: Pieces, path: Path, signal_id: str, options: Sequence[str]) -> Iterator[Breach]:
    known = parts.option_ids.get(signal_id, ())
    for index, option in enumerate(options):
        if _surely_none(option, known):
            yield (*path, index), Message("no_option", signal=signal_id, name=option), _near(option, known)


def _near(word: str, known: Sequence[str]) -> Message | None:
    if len(known) > _MOST_NEAR:
        return None
    return did_you_mean(word, known) or one_of(dict.fromkeys(known))


def _stage(parts: Pieces, index: int, part: Piece[Stage]) -> Iterator[Breach]:
    stage, path = part.value, ("stages", index)
    last = index == len(parts.stage_ids) - 1
    yield from _conditions(parts, (*path, "requires"), stage.requires)
    if stage.aim is not None:
        later = parts.stage_ids[index + 1 :]
        if parts.no_stage(stage.aim):
            hint = _near(stage.aim, later) if later else Message("last_stage_has_no_aim")
            yield (*path, "aim"), Message("no_stage", name=stage.aim), hint
        elif stage.aim not in later and all(later):
            hint = one_of(later) if later else Message("last_stage_has_no_aim")
            yield (*path, "aim"), Message("no_later_stage", name=stage.aim), hint
    for number, step in zip(part.at, stage.steps, strict=True):
        here: Path = (*path, "steps", number)
        yield from _conditions(parts, (*here, "changes"), step.changes)
        if last and step.changes:
            yield (*here, "changes"), Message("upkeep_changes_nothing"), Message("remove_changes")
        elif not last and not step.changes:
            yield here, Message("key_missing", name="changes"), Message("name_what_changes")


def _case(parts: Pieces, path: Path, case: Case) -> Iterator[Breach]:
    for place, stage in [
        (("stage",), case.stage),
        *((("accept", n), stage) for n, stage in enumerate(case.accept)),
    ]:
        if parts.no_stage(stage):
            yield (*path, *place), Message("no_stage", name=stage), _near(stage, parts.stage_ids)
    signals = {part.value.id: part for part in reversed([*parts.signals.values()])}
    answered: set[str] = set()
    for name, given in case.answers.items():
        here: Path = (*path, "answers", name)
        now = [*dict.fromkeys(signal.id for signal in called([part.value for part in parts.signals.values()], name))]
        if len(now) > 1:
            yield here, Message("was_split", given=name, now=either(now)), None, True
        elif not now and parts.no_signal(name):
            yield here, Message("no_signal", name=name), _near(name, parts.signal_ids), True
        elif not answered.isdisjoint(now):
            yield here, Message("signal_twice"), Message("keep_one_spelling", signal=now[0]), True
        elif now and signals[now[0]].whole:
            signal = signals[now[0]].value
            try:
                match(signal, given, "file")
            except NoSuchOption as error:
                yield here, error.what, accepted(signal, given)
        answered.update(now)
