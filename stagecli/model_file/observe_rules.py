"""The rules for what a model file says of measures: its own ones, and how they answer signals."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from stagecli.classifier.rounding import billionths
from stagecli.errors import Message, did_you_mean, one_of
from stagecli.labels import normalise
from stagecli.measures import MEASURES, RESERVED, Measure, decimals, is_exact, span
from stagecli.model import Condition, OwnMeasure, Rule, Signal
from stagecli.numbers import unit_names, units_of
from stagecli.observed import named_in, own_measure
from stagecli.yaml_document import Path

Found = Iterator[tuple[Path, Message, Message | None, bool]]
"""Path, what, hint, and whether the problem is the key there rather than its value."""


def own_measures(measures: Mapping[str, OwnMeasure]) -> Found:
    """Yield what is wrong with a model's own measures."""
    for name, measure in measures.items():
        here: Path = ("measures", name)
        if name.partition(".")[0] in RESERVED:
            hint = Message("choose_another_measure", reserved=", ".join(f"{word}." for word in RESERVED))
            yield here, Message("measure_reserved", name=name), hint, True
        if (measure.unit is None) == (measure.words is None):
            yield here, Message("unit_or_words"), Message("say_unit_or_words"), True


def observe_rules(path: Path, signal: Signal, own: Mapping[str, OwnMeasure], *, whole: bool) -> Found:
    """Yield what is wrong with a signal's rules; whether they can be reached only if all of them decoded."""
    known = {**{name: own_measure(name, measure) for name, measure in own.items()}, **MEASURES}
    earlier: list[_Region] = []
    for index, rule in enumerate(signal.observe):
        here = (*path, "observe", index)
        problems = [*_form(here, signal, rule), *_number(here, signal, rule, known), *_when(here, rule, known)]
        yield from problems
        if problems or not whole:
            continue
        region = _region(rule, known)
        if region.is_empty():
            yield here, Message("rule_never_holds"), Message("no_value_fulfils"), False
        elif (first := next((at for at, each in enumerate(earlier) if each.covers(region)), None)) is not None:
            yield here, Message("rule_not_reached", number=first + 1), Message("narrower_first"), False
        earlier.append(region)


def _form(here: Path, signal: Signal, rule: Rule) -> Found:
    if (rule.as_ is None) == (rule.number is None):
        yield here, Message("as_or_number"), Message("say_as_or_number"), False
    elif rule.number is None and not rule.when:
        yield here, Message("key_missing", name="when"), Message("no_answer_from_nothing"), False
    if rule.number is not None and signal.number is None:
        yield (*here, "number"), Message("number_of_words"), Message("give_as"), False


def _number(here: Path, signal: Signal, rule: Rule, known: Mapping[str, Measure]) -> Found:
    if rule.number is None:
        return
    here = (*here, "number")
    measure = known.get(rule.number)
    if measure is None:
        yield here, Message("no_measure", name=rule.number), _near(rule.number, known), False
    elif measure.unit is None:
        yield here, Message("measure_says_words", name=measure.name), Message("give_as"), False
    elif signal.number is not None and normalise(measure.unit) not in units_of(signal.number):
        what = Message("measure_in_other_unit", name=measure.name, unit=measure.unit)
        yield here, what, Message("add_to_units", known=unit_names(signal.number, ascii_only=True)), False


def _when(here: Path, rule: Rule, known: Mapping[str, Measure]) -> Found:
    for name, condition in rule.when.items():
        at, measure = (*here, "when", name), known.get(name)
        if measure is None:
            yield at, Message("no_measure", name=name), _near(name, known), True
        elif measure.unit is None:
            yield from _words(at, measure, condition)
        elif condition.words:
            yield (*at, "is"), Message("measure_says_numbers", name=name), Message("give_from_or_below"), True
        elif condition.from_ is None and condition.below is None:
            yield at, Message("condition_is_empty"), Message("give_from_or_below"), True
        else:
            for key, bound in (("from", condition.from_), ("below", condition.below)):
                if bound is not None and not is_exact(bound):
                    yield (*at, key), Message("bound_too_large", given=f"{bound:g}"), None, False


def _words(at: Path, measure: Measure, condition: Condition) -> Found:
    if condition.from_ is not None or condition.below is not None or not condition.words:
        yield at, Message("measure_says_words", name=measure.name), Message("give_is"), True
    for word in condition.words:
        if word not in measure.words:
            what = Message("never_says", name=measure.name, word=word)
            yield (*at, "is"), what, did_you_mean(word, measure.words) or one_of(measure.words), False


def _near(name: str, known: Mapping[str, Measure]) -> Message | None:
    return did_you_mean(name, known) or Message("see_observe_list")


class _Region(NamedTuple):
    """The values for which a rule holds."""

    numbers: dict[str, tuple[float, float]]
    """Of each measure with numbers: the least and the greatest value, in whole steps of its rounding."""
    words: dict[str, frozenset[str]]

    def is_empty(self) -> bool:
        return any(low > high for low, high in self.numbers.values())

    def covers(self, other: "_Region") -> bool:
        """Whether this rule holds wherever the other does."""
        numbers, words = self.numbers.items(), self.words.items()
        return all(
            name in other.numbers and low <= other.numbers[name][0] and other.numbers[name][1] <= high
            for name, (low, high) in numbers
        ) and all(name in other.words and other.words[name] <= said for name, said in words)


def _region(rule: Rule, known: Mapping[str, Measure]) -> _Region:
    numbers, words = {}, {}
    for name in named_in(rule):
        condition = rule.when.get(name, Condition())
        if known[name].unit is None:
            words[name] = frozenset(condition.words)
        else:
            numbers[name] = _steps(known[name], condition)
    return _Region(numbers, words)


def _steps(measure: Measure, condition: Condition) -> tuple[float, float]:
    """The least and greatest value that fulfil a condition, in steps of the rounding; those of stagecli are from 0."""
    step = 10 ** (9 - decimals(measure.unit))
    least, most = (each * 1_000_000_000 // step if math.isfinite(each) else each for each in span(measure))
    if condition.from_ is not None:
        least = max(least, -(-billionths(condition.from_) // step))
    if condition.below is not None:
        most = min(most, (billionths(condition.below) - 1) // step)
    return least, most
