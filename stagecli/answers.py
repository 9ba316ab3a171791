"""Answers: what a subject said, and how what was typed finds its option.

`Answer` is one answer; `Answers` maps signal ids to them. Three other states are never mixed up with an
answered signal: *not asked* (no entry), *don't know* (`DONT_KNOW`, said by the subject) and *not applicable*
(its gate is closed; see `classifier.gates`). Matching ignores case, accents and final sigma.
"""

import numbers
import re
import reprlib
from collections.abc import Callable, Container, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Literal, TypeAlias, TypeGuard

from msgspec import Struct

from stagecli.errors import (
    MAX_PROBLEMS,
    AnswersError,
    InLanguages,
    Message,
    Problem,
    did_you_mean,
    either,
    one_of,
    together,
)
from stagecli.labels import bare, has_letter, loosely, normalise, readings, several
from stagecli.messages import DONT_KNOW_LABELS, NO_ANSWER_LABELS, yes_or_no
from stagecli.model import Model, Number, Signal, called, every_language
from stagecli.numbers import is_month, parse_number, unit_names, units_of

DONT_KNOW = "dont_know"
"""The value of an answer by which the subject says that they don't know."""

Origin: TypeAlias = Literal["flag", "file", "asked", "program", "observed"]
"""Where an answer came from: a flag, an answers file, the interview, a calling program, or measures."""


class Answer(Struct, frozen=True, gc=False):
    """One answer to one signal."""

    option: str
    """An option id of the signal, or `DONT_KNOW`."""
    origin: Origin
    number: float | None = None
    """The number given for a numeric signal; None for others, and where an option was named instead."""


Answers: TypeAlias = Mapping[str, Answer]
"""Signal id to answer; a signal without an entry was not asked."""

Tell: TypeAlias = Callable[[Message], object]
"""Takes a note that an answer was given by an old id, or counted from a day."""


def untold(_: Message) -> None:
    """Take no note: of answers that nobody gave just now, or where there is nobody to tell."""


NEGATIVE = r"\s*[(]?\s*[-−–—]\s*[\d.,]"


def as_label(text: str) -> str:
    """Text as labels are compared: `normalise`, but -1 is not 1."""
    return f"-{normalise(text)}" if re.match(NEGATIVE, text) else normalise(text)


DONT_KNOW_NORMALISED = frozenset(normalise(label) for label in (DONT_KNOW, *DONT_KNOW_LABELS))
"""Everything that means *don't know*, in any language of the interface, normalised."""
NO_ANSWER = frozenset(loosely(label) for label in (DONT_KNOW, *DONT_KNOW_LABELS, *NO_ANSWER_LABELS))
NO_WORDS = r"\s*[-–—−?]+\s*"


def labels_of(signal: Signal) -> dict[str, str]:
    """Every id and label of a signal, in all languages, to its option id: normalised, and as `loosely` writes it.

    Ids win over labels, and both over what is the same only loosely or another yes or no: that must mean one option.
    """
    found: dict[str, str] = {}
    alike: dict[str, set[str]] = {}
    for option in signal.options:
        found.update((as_label(text), option.id) for text in every_language(option.label))
        for text in (*every_language(option.label), option.id):
            for same in {loosely(text), *yes_or_no(loosely(text))}:
                alike.setdefault(same, set()).add(option.id)
    found.update((normalise(option.id), option.id) for option in signal.options)
    return {**{text: min(ids) for text, ids in alike.items() if len(ids) == 1 and has_letter(text)}, **found}


_STAGE_NUMBER = r"(?:stage|σταδιο)?\s*#?(\d{1,3})(?:[.,]0+)?(?!\d)"


def stage_named(model: Model, given: str) -> int | None:
    """The index of the stage that a number, an id or a name in any language means; None if there is none.

    With a number and a name, such as `3 - Angry` or `Stage 3`, both must mean the same.
    """
    found: dict[str, int] = {}
    for index, stage in enumerate(model.stages):
        found.update((loosely(name), index) for name in (*every_language(stage.name), stage.id))
    named = next((found[text] for text in map(loosely, readings(given)) if text in found), None)
    compared = normalise(given)
    number = re.match(_STAGE_NUMBER, compared)
    if number is None or loosely(given) in found:
        return named
    at = int(number[1]) - 1
    agreed = number.end() == len(compared) or at == named
    return at if agreed and 0 <= at < len(model.stages) else None


class NoSuchOption(Exception):
    """What was given is no answer to this signal; `what` says why, as a clause."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.what = Message(key, **values)


def match(
    signal: Signal,
    given: str | float,
    origin: Origin,
    known: Mapping[str, str] | None = None,
    tell: Tell = untold,
    day: date | None = None,
) -> Answer:
    """Find the answer that is meant: an option id, a label in any language, *don't know*, a number, or an old id.

    A number may be written as `number_words.read` takes it: "3 years", "about 36", "since 2019".

    Args:
        signal: what is answered.
        given: what was given for it.
        origin: where it comes from.
        known: the signal's `labels_of`, if many answers are matched.
        tell: hears of an old id, and of a number that was counted from `day`.
        day: the day up to which "since 2019" counts; None where no day is meant.

    Raises:
        NoSuchOption: nothing fits, or two options do, or the number is out of range.

    """
    plain = ""
    if isinstance(given, str):
        if any(given == option.id for option in signal.options):  # by far the commonest, and quick
            return Answer(given, origin)
        plain = as_label(given)
        if plain in DONT_KNOW_NORMALISED:
            return Answer(DONT_KNOW, origin)
    known, number = labels_of(signal) if known is None else known, _number(given)
    option = known.get(plain) or (None if number is None else known.get(f"{number + 0.0:.15g}"))  # no -0
    if option is None and isinstance(given, str):
        option = _by_old_id(signal, (given, plain.replace(" ", "_")), tell) or _loosely_meant(given, known)
    if option is not None:
        return Answer(option, origin)
    if signal.number is None:
        raise NoSuchOption("no_such_option", given=str(given))
    if number is None or is_month(given) or not signal.number.min <= number <= signal.number.max:
        number = _in_words(signal, signal.number, str(given), tell, day)
    return Answer(bin_of(signal, number), origin, number)


def says_nothing(text: str) -> bool:
    """Whether a text is what forms and spreadsheets have where nothing was answered."""
    return re.fullmatch(NO_WORDS, text) is not None or loosely(text) in NO_ANSWER


def _loosely_meant(given: str, known: Mapping[str, str]) -> str | None:
    """What a text means apart from its punctuation, markup and codes, or as several answers that are the same.

    Raises:
        NoSuchOption: two different options are in it.

    """
    if isinstance(given, _Other):
        return None
    texts = [loosely(text) for text in readings(given)] if has_letter(given) and not re.match(NEGATIVE, given) else []
    option = next((known[text] for text in texts if text in known and has_letter(text)), None)
    if option is None and says_nothing(given):
        return DONT_KNOW
    options = [option] if option is not None else several(given, known) if texts else []
    if len(options) > 1:
        raise NoSuchOption("several_options", given=given, count=len(options), options=", ".join(options))
    return options[0] if options else None


def _in_words(signal: Signal, number: Number, given: str, tell: Tell, day: date | None) -> float:
    """The number that a text means, if it is in range; of a year without its month the middle, if that is no guess.

    Raises:
        NoSuchOption: it means no number, or one out of range, or its months are in several options.

    """
    from stagecli.number_words import read, spelled  # its patterns take long to compile, and few numbers need them

    units, unit = units_of(number), InLanguages(number.unit)
    found = read(spelled(given), units, day)
    if isinstance(found, Message):
        known = unit_names(number, ascii_only=str(found.values.get("name", "")).isascii())
        values = found.values | ({"year": given} if bare(given) == found.values.get("year") else {})
        raise NoSuchOption(found.key, given=given, unit=unit, known=known, **values)
    for end in (found.least, found.most):
        if not number.min <= end <= number.max:
            key = "not_between" if parse_number(given) is not None else "comes_to"
            raise NoSuchOption(key, given=given, number=end, unit=unit, low=number.min, high=number.max)
    if bin_of(signal, found.least) != bin_of(signal, found.most):
        raise NoSuchOption("since_two_numbers", given=given, least=found.least, most=found.most, unit=unit)
    middle = (found.least + found.most) / 2
    if found.counted:
        tell(Message("counted_from", signal=signal.id, given=given, day=str(day), number=middle, unit=unit))
    return middle


def _by_old_id(signal: Signal, spellings: tuple[str, ...], tell: Tell) -> str | None:
    """The option that had an id before; None if none had.

    Raises:
        NoSuchOption: it was split into several.

    """
    for old in spellings:
        now = [option.id for option in called(signal.options, old)]
        if len(now) > 1:
            raise NoSuchOption("was_split", given=old, now=either(now))
        if now:
            tell(Message("option_renamed", signal=signal.id, old=old, new=now[0]))
            return now[0]
    return None


def bin_of(signal: Signal, number: float) -> str:
    """The option of a numeric signal that a number falls into: the first whose `below` is above it."""
    for option in signal.options:
        if option.below is None or number < option.below:
            return option.id
    raise AssertionError("the last option of a numeric signal is open")


def _number(given: str | float) -> float | None:
    if isinstance(given, str):
        return parse_number(given)
    try:
        return float(given)
    except OverflowError:  # a whole number of hundreds of digits
        return None


def from_values(
    model: Model,
    values: Mapping[str, str | float],
    origin: Origin,
    problem: Callable[[str, Message, Message | None], Problem] | None = None,
    tell: Tell = untold,
    day: date | None = None,
) -> Answers:
    """Answers from signal ids and what was given for each, in the model's order.

    Args:
        model: whose signals are answered.
        values: by a signal's id or an old one, what `match` takes.
        origin: where the values come from.
        problem: makes a located problem of a signal id, what is wrong, and a hint.
        tell: hears of every old id, and of numbers counted from `day`.
        day: the day up to which "since 2019" counts.

    Raises:
        AnswersError: every value that fits no option, and every unknown signal; of very many, the first.

    """
    locate = problem or (lambda signal, what, hint: Problem("", None, None, signal, what, hint))
    signals = {signal.id: signal for signal in model.signals}
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for given, value in values.items():
        if len(problems) > MAX_PROBLEMS:
            break
        name = given.replace("-", "_")
        now = [name] if name in signals else [signal.id for signal in called(model.signals, name)]
        if len(now) > 1:
            problems.append(locate(given, Message("was_split", given=name, now=either(now)), None))
            continue
        if not now:
            problems.append(locate(given, Message("no_such_signal"), did_you_mean(name, signals) or one_of(signals)))
            continue
        if now[0] in answers:
            problems.append(locate(given, Message("signal_twice"), Message("keep_one_spelling", signal=now[0])))
            continue
        if now[0] != name:
            tell(Message("signal_renamed", old=name, new=now[0]))
        try:
            answers[now[0]] = match(signals[now[0]], value, origin, tell=tell, day=day)
        except NoSuchOption as error:
            problems.append(locate(given, error.what, accepted(signals[now[0]], value)))
    if problems:
        raise AnswersError(problems)
    return {signal: answers[signal] for signal in signals if signal in answers}


def accepted(signal: Signal, value: str | float) -> Message | None:
    """A hint at what a signal takes: the near miss if there is one, and every option."""
    hint, plain = None, normalise(str(value))
    split = len(called(signal.options, plain.replace(" ", "_"))) > 1
    if not split and (signal.number is None or not re.search(r"\d", plain)):  # 7,5 months are not "3 to 6 months"
        labels = (text for option in signal.options for text in (*every_language(option.label), option.id))
        texts = {normalise(text): text for text in labels}
        near = get_close_matches(plain, texts, n=1)
        hint = Message("did_you_mean", word=texts[near[0]]) if near else None
    options = one_of([*(option.id for option in signal.options), DONT_KNOW])
    if signal.number is not None:
        options = Message("number_or_one_of", low=signal.number.min, high=signal.number.max, **options.values)
    return together(hint, options)


def option_values(answers: Answers) -> dict[str, str]:
    """The answers as the classifier reads them: signal id to option id or `DONT_KNOW`."""
    return {signal: answer.option for signal, answer in answers.items()}


def are_ids(values: Mapping[str, object], options: Mapping[str, Container[object]]) -> TypeGuard[Mapping[str, str]]:
    """Whether all values are option ids of their signals, as most programs give them."""
    for signal, value in values.items():  # noqa: SIM110  # three times as fast as all()
        if type(value) is not str or value not in options.get(signal, ()):
            return False
    return True


class _Other(str):
    """What a program gave instead of a text or a number: it fits no option, whatever is in it."""


def from_program(model: Model, values: Mapping[str, object], day: date | None = None) -> Answers:
    """Answers that a program gives on a day. None, NaN and empty text mean *not asked*, as in a row of a table.

    Raises:
        AnswersError: as `from_values`; also for values that are neither text nor a number.

    """
    given: dict[str, str | float] = {}
    for signal, value in values.items():
        if isinstance(value, str):
            if value.strip():
                given[signal] = value
        elif isinstance(value, numbers.Real) and not isinstance(value, bool):
            if value == value:  # noqa: PLR0124  # NaN is not, whatever its type
                given[signal] = value if isinstance(value, int) else float(value)
        elif value is not None:
            given[signal] = _Other(reprlib.repr(value))
    return from_values(model, given, "program", day=day)
