"""Headings: the columns of a table as it names them, and the signals that they name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

from stagecli.errors import Message, UsageError, did_you_mean, one_of, short, together
from stagecli.labels import loosely, normalise, readings
from stagecli.model import Model, Signal, every_language

_OPTIONS = re.compile(r" \[[^][]+ [|-] [^][]+\]$")
"""What `header_with_options` adds; it may be of an older ladder with other answers."""
_VARIABLE = re.compile(r"\s*\[?([A-Za-z][A-Za-z0-9_]{1,39})\s{0,3}[.\]]\s{1,3}\S{1,40}\s{1,3}\S{1,40}\s{1,3}\S")
"""A signal's id in front of a question, as form builders export their own names for questions."""
_SHOWN = 20  # most columns that a message tells
_COMPARED = 30  # most columns compared with questions: each takes time
_ID_WORDS = 3  # most words of an id
_LONGEST = 200  # characters of a heading that are compared
ALIKE = 0.6
"""How alike a heading and a question must be for it to be worth pointing out, as `likeness` has it."""


class Headings(Struct, frozen=True):
    """The columns of a table, as it names them."""

    names: Sequence[str]
    """Each different, as `unique_names` makes them."""
    rows: tuple[Sequence[str], ...]
    """The rows of the header as in the input, where texts may be equal or empty."""
    described: Message
    """All of it, for errors."""

    @classmethod
    def of(cls, heads: Sequence[str], line: int | None = None) -> "Headings":
        """The headings of a single row, which is on this line."""
        names = unique_names(heads)
        return cls(names, (heads,), shown(names, line))

    def texts(self, at: int) -> list[str]:
        """What stands above a column."""
        return [row[at] for row in self.rows]


class Unused(Struct, frozen=True):
    """A column that answers no signal."""

    column: str
    likely: str | None
    """The signal that it may answer, by its heading."""


def unique_names(heads: Sequence[str]) -> tuple[str, ...]:
    """Names that tell columns apart: the second of one name becomes `NAME#2`, an unnamed one `column 5`."""
    found: dict[str, None] = {}
    given, times = set(heads), Counter[str]()
    for number, head in enumerate(heads, start=1):
        name = unique = head if head.strip() else f"column {number}"
        while unique in found or (unique != name and unique in given):
            times[name] += 1
            unique = f"{name}#{times[name] + 1}"
        found[unique] = None
    return tuple(found)


def meant(texts: Iterable[str], known: dict[str, str], old: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """The signals that a column's headings name, the surest first: each spelling that is known, with its signals."""
    for text in texts:
        for heading in (text, text.rpartition("/")[2]):  # groups come before the name in the path of a question
            variable = _VARIABLE.match(heading)
            spelled = [*readings(heading), *([variable[1]] if variable else [])]
            for spelling in map(plain, spelled):
                if spelling in known:
                    yield spelling, [known[spelling]]
                elif spelling in old:
                    yield spelling, old[spelling]


def unused(headings: Headings, left: Sequence[int], known: dict[str, str]) -> tuple[Unused, ...]:
    """The columns that are left, and the signals that some of them may answer, by their headings."""
    found = []
    for number, index in enumerate(left):
        texts = headings.texts(index) if number < _COMPARED else []
        ranked = [(likeness(text, spelling), spelling) for text in texts for spelling in known]
        alike, spelling = max(ranked, default=(0.0, ""), key=lambda each: each[0])
        found.append(Unused(headings.names[index], known[spelling] if alike >= ALIKE else None))
    return tuple(found)


def likeness(heading: str, question: str) -> float:
    """How alike a heading and a question are, from 0 to 1: by their letters and, unless that is an id, their words."""
    one, other = plain(heading)[:_LONGEST], plain(question)[:_LONGEST]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    words, others = one.split(), other.split()
    if len(others) <= _ID_WORDS:
        return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
    shared = 2 * len({*words} & {*others}) / (len(words) + len(others))
    return (matcher.ratio() + shared) / 2 if shared >= 2 * ALIKE - 1 else 0.0


def likely(unused: Sequence[Unused]) -> list[Message]:
    """What some columns without a role may be, each as a sentence."""
    return [Message("column_may_be", column=each.column, signal=each.likely) for each in unused if each.likely]


def column_named(wanted: str, headings: Headings, source: str, flag: str) -> int:
    """The index of the column that a flag names: exactly, otherwise as `plain` normalises names.

    Raises:
        UsageError: there is none, or more than one.
    """
    alike = columns_named(wanted, headings)
    if not alike:
        hint = together(did_you_mean(wanted, headings.names), headings.described)
        raise UsageError("no_column_for_flag", flag=flag, column=wanted, file=source, hint=hint)
    if len(alike) > 1:
        known = one_of(headings.names[index] for index in alike)
        raise UsageError("column_ambiguous", flag=flag, column=wanted, file=source, hint=known)
    return alike[0]


def columns_named(wanted: str, headings: Headings) -> list[int]:
    """The indices of the columns that a name may mean: the exact one, otherwise those alike."""
    if wanted in headings.names:
        return [headings.names.index(wanted)]
    compared = plain(wanted)
    return [
        index for index, name in enumerate(headings.names)
        if compared == plain(name) or compared in map(plain, headings.texts(index))
    ]  # fmt: skip


def shown(names: Sequence[str], line: int | None) -> Message:
    """Tell the columns of a table, and the line that they were taken from."""
    cells = Message("row_one_cell") if len(names) == 1 else Message("row_cells", count=len(names))
    listed = ", ".join(f"'{short(name, 100)}'" for name in names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
    if line is None:
        return Message("columns_shown", columns=listed)
    return Message("header_shown", line=str(line), cells=cells, columns=listed)


@lru_cache(4096)
def plain(name: str) -> str:
    """Normalise a column's name for comparison: its words, without a template's answers."""
    name = _OPTIONS.sub("", name)
    return loosely(name) or normalise(name)


def spellings(model: Model) -> dict[str, str]:
    """Map every spelling of a signal in a header, as `plain` normalises it, to its id.

    Ids win over questions, and both over old ids; an old id of two signals is none of them.
    """
    known: dict[str, str] = {}
    for signal in model.signals:
        for text in every_language(signal.question):
            known.setdefault(plain(text), signal.id)
    for signal in model.signals:
        known[plain(signal.id)] = signal.id
    return {**{old: now[0] for old, now in old_ids(model).items() if len(now) == 1}, **known}


def old_ids(model: Model) -> dict[str, list[str]]:
    """Map every old id of a signal, as `plain` normalises it, to the ids of the signals that had it."""
    found: dict[str, list[str]] = {}
    for signal in model.signals:
        for old in signal.was:
            found.setdefault(plain(old), []).append(signal.id)
    return found


def header_with_options(signal: Signal) -> str:
    """A template's name for a signal's column; it shows the allowed answers."""
    if signal.number is not None:
        return f"{signal.id} [{signal.number.min:.12g} - {signal.number.max:.12g}]"
    return f"{signal.id} [{' | '.join(option.id for option in signal.options)}]"


def expected_names(model: Model, *named: str) -> set[str]:
    """Names that a header may well have, as `plain` normalises them: of signals, and those given."""
    return {*spellings(model), *(plain(name) for name in named)}
