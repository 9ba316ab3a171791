"""What measures say of a model's signals: its rules, the first of which holds.

Values and bounds are compared in whole units of 10⁻⁹. A measure without a value fulfils no condition: what cannot be
measured is never read as "none". `batch.observed_codes` does the same for whole columns.
"""

import math
from collections.abc import Mapping
from numbers import Real

from msgspec import Struct

from stagecli.answers import bin_of
from stagecli.classifier.rounding import billionths
from stagecli.errors import AnswersError, Message, Problem, did_you_mean, one_of, short
from stagecli.labels import normalise
from stagecli.measures import MEASURES, Measure, Measured, Observed, Value, is_exact, rounded, span
from stagecli.model import Condition, Model, Number, OwnMeasure, Rule, Signal, every_language
from stagecli.numbers import units_of

Values = Mapping[str, Value]
"""Measures' names to their values; one that has none is not in it."""
_TENTH = 10


class ObservedAnswer(Struct, frozen=True, kw_only=True, gc=False):
    """What measures say of a signal."""

    option: str | None
    """None if its number is outside the signal's range, so that it is no answer."""
    number: float | None
    """In the signal's unit; None unless the rule gives a number."""
    agreeing: tuple[str, ...]
    """The options that agree with it, itself first: those the measures cannot tell apart."""
    measures: tuple[str, ...]
    """What it rests on: the measures of its rule, that of its number first."""


def measures_of(model: Model) -> dict[str, Measure]:
    """All measures that a model's rules may use, by name: its own, and those that stagecli knows."""
    return {**{name: own_measure(name, measure) for name, measure in model.measures.items()}, **MEASURES}


def own_measure(name: str, own: OwnMeasure) -> Measure:
    """A model's own measure, with the English name of its unit."""
    unit = own.unit.get("en", every_language(own.unit)[0]) if isinstance(own.unit, dict) else own.unit
    return Measure(name=name, unit=unit, words=own.words or ())


def read_by(model: Model) -> frozenset[str]:
    """The names of all measures that a model's rules read."""
    return frozenset(name for signal in model.signals for rule in signal.observe for name in named_in(rule))


def fitting_values(model: Model, observed: Observed) -> dict[str, Value]:
    """Each measure's value, if it has one in the unit that the model knows: it may have had another then."""
    known, measures = measures_of(model), observed.measures
    return {
        name: value
        for name, value in observed.values().items()
        if name in known and measures[name].unit in (None, known[name].unit)
    }


def named_in(rule: Rule) -> tuple[str, ...]:
    """The measures of a rule, that of its number first."""
    return tuple(dict.fromkeys((*([] if rule.number is None else [rule.number]), *rule.when)))


def observed_answers(model: Model, values: Values) -> dict[str, ObservedAnswer]:
    """What measures say, of each signal of which they say something, in the model's order."""
    found = {}
    for signal in model.signals:
        rule = next((rule for rule in signal.observe if _holds(rule, values)), None)
        if rule is not None:
            found[signal.id] = _answer(model, signal, rule, values)
    return found


def _holds(rule: Rule, values: Values) -> bool:
    if rule.number is not None and not isinstance(values.get(rule.number), int | float):
        return False
    return all(name in values and _fulfils(values[name], condition) for name, condition in rule.when.items())


def _fulfils(value: Value, condition: Condition) -> bool:
    if isinstance(value, str):
        return value in condition.words
    at = billionths(value)
    return (
        not condition.words
        and (condition.from_ is None or at >= billionths(condition.from_))
        and (condition.below is None or at < billionths(condition.below))
    )


def _answer(model: Model, signal: Signal, rule: Rule, values: Values) -> ObservedAnswer:
    if rule.number is None or signal.number is None:
        options = tuple(dict.fromkeys(rule.as_ or ()))
        return ObservedAnswer(option=options[0], number=None, agreeing=options, measures=named_in(rule))
    number = in_unit(float(values[rule.number]), worth(measures_of(model)[rule.number], signal.number))
    inside = signal.number.min <= number <= signal.number.max
    return ObservedAnswer(
        option=bin_of(signal, number) if inside else None,
        number=number,
        agreeing=tuple(agreeing(signal, number)) if inside else (),
        measures=named_in(rule),
    )


def worth(measure: Measure, number: Number) -> float:
    """What one unit of a measure is worth in a signal's own.

    Raises:
        KeyError: the signal has no such unit.

    """
    return units_of(number)[normalise(measure.unit or "")]


def in_unit(value: float, worth: float) -> float:
    """A measured value in a signal's unit, in whole units of 10⁻⁹."""
    number = value * worth
    return billionths(number) / 1_000_000_000 if is_exact(number) else number


def agreeing(signal: Signal, number: float) -> list[str]:
    """The options that agree with a measured number: its own, then a neighbour within a tenth of the bound between."""
    own = bin_of(signal, number)
    at = next(index for index, option in enumerate(signal.options) if option.id == own)
    found = [own]
    for lower in (at - 1, at):
        bound = signal.options[lower].below if 0 <= lower < len(signal.options) - 1 else None
        if (
            bound is not None
            and is_exact(bound)
            and _TENTH * abs(billionths(number) - billionths(bound)) <= abs(billionths(bound))
        ):
            found.append(signal.options[lower if lower < at else lower + 1].id)
    return found


def given_measures(model: Model, values: Mapping[str, object]) -> Observed:
    """What a program measured: names to numbers in the measure's unit, or words; None or NaN where there is no value.

    Raises:
        AnswersError: every measure that there is not, and every value that it never has.

    """
    known = measures_of(model)
    found: dict[str, Measured] = {}
    problems: list[Problem] = []
    for name, value in values.items():
        measure = known.get(name)
        if measure is None:
            problems.append(Problem("", None, None, name, Message("no_measure", name=name), did_you_mean(name, known)))
        elif value is not None and not (isinstance(value, float) and math.isnan(value)):
            own = _own_value(measure, value)
            if isinstance(own, Message):
                hint = one_of(measure.words) if measure.words else None
                problems.append(Problem("", None, None, name, own, hint))
            else:
                found[name] = Measured(value=own, unit=measure.unit)
    if problems:
        raise AnswersError(problems)
    return Observed(measures=found)


def _own_value(measure: Measure, value: object) -> Value | Message:
    """A value as it is kept; otherwise what is wrong with it."""
    if measure.unit is None:
        says = isinstance(value, str) and value in measure.words
        return str(value) if says else Message("never_says", name=measure.name, word=str(value))
    if not isinstance(value, Real) or isinstance(value, bool):
        return Message("no_plain_number", given=str(value), unit=measure.unit)
    try:
        number = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        number = math.inf
    return wrong_number(measure, number, short(str(value), 40)) or rounded(measure.unit, number)


def wrong_number(measure: Measure, number: float, given: str) -> Message | None:
    """What is wrong with a number as the value of a measure; None if it may be one.

    Those that stagecli knows are counts, times and shares of something: never below 0, and no share is above 1.
    """
    if not is_exact(number):
        return Message("measure_too_large", given=given)
    least, most = span(measure)
    if least <= rounded(measure.unit, number) <= most:
        return None
    return Message("measure_below" if math.isinf(most) else "no_share", name=measure.name, given=given)
