"""Columns: which columns of a table answer which signals, and the names of the added columns."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import count

from msgspec import Struct

from stagecli.answers import normalise
from stagecli.errors import Message, UsageError, did_you_mean, either, one_of, short, together
from stagecli.messages import message
from stagecli.model import Model, Signal, called

ADDED = (
    "stage_number",
    "stage_id",
    "stage_name",
    "status",
    "confidence",
    "runner_up",
    "answered",
    "applicable",
    "next_step_id",
    "next_step",
)
"""The columns that every result has; `runner_up` is a stage id, `next_step` the step's text."""

FULL = ("posterior", "evidence", "surprises", "steps", "shortest_way")
"""The further columns of a full result, each as in the JSON contract of an assessment."""

_OPTIONS = re.compile(r" \[[^][]+ [|-] [^][]+\]$")
"""What `header_with_options` adds; it may be of an older ladder with other answers."""
_SHOWN = 20  # most columns that a message tells
_COMPARED = 1000  # most columns searched for near misses: each takes time


class Columns(Struct, frozen=True):
    """How an input's columns map to signals."""

    names: tuple[str, ...]
    """Each different, as `unique_names` makes them."""
    heads: tuple[str, ...]
    """As in the input, where some may be equal or empty."""
    signals: dict[str, int]
    """Signal id: index of its column. In the model's order."""
    subject: int | None
    """Index of the column that names the subject; None if no column was named for it."""
    added: tuple[str, ...]
    """Names of the columns that the result adds: `ADDED`, and `FULL` for a full result; no input column has them."""
    notes: tuple[str, ...]
    """Notes for the user, as sentences."""


def unique_names(heads: Sequence[str]) -> tuple[str, ...]:
    """Names that tell columns apart: the second of one name becomes `NAME#2`, an unnamed one `column 5`."""
    found: dict[str, None] = {}
    for number, head in enumerate(heads, start=1):
        name = head if head.strip() else f"column {number}"
        others = (f"{name}#{times}" for times in count(2))
        found[name if name not in found else next(other for other in others if other not in {*found, *heads})] = None
    return tuple(found)


def expected_names(model: Model, mapping: Iterable[str], *named: str | None) -> set[str]:
    """Names that a header may well have, as `plain` normalises them: of signals, in `--map`, and those named here."""
    mapped = (pair.rpartition("=")[0] for pair in mapping)
    return {*spellings(model), *(plain(name) for name in (*mapped, *named) if name)}


def understand(
    model: Model,
    names: Sequence[str],
    source: str,
    *,
    heads: Sequence[str] | None = None,
    header: Message | None = None,
    objects: bool = False,
    mapping: Iterable[str],
    subject: str | None,
    full: bool,
    language: str = "en",
) -> Columns:
    """Match the columns of an input to the signals of a model.

    Args:
        model: its signals are searched for by id, by an old id, or by their question in any language.
        names: the input's columns, each different.
        source: the input's name, for errors.
        heads: the columns' names as in the input, if they are not the same; by these, columns become signals.
        header: the whole header as `shown` tells it, for errors, if there are other columns.
        objects: whether rows may have keys that are not among the names, so that every signal's id is a column.
        mapping: `COLUMN=SIGNAL` pairs, which override the names; `COLUMN=` means that a column answers no signal.
        subject: the column that names the subject.
        full: whether the user asked for a full result.
        language: language of the notes.

    Raises:
        UsageError: no column is a signal, two are the same one, or a column or signal named here does not exist.

    """
    header = header or shown(names, None)
    renamed: dict[str, str] = {}
    chosen = _mapped(model, names, source, mapping, header, renamed)
    known, old = spellings(model), _old_ids(model)
    heads = names if heads is None else heads
    found: dict[str, int] = {signal: index for index, signal in chosen.items() if signal}
    overruled: dict[int, str] = {}
    for index, head in enumerate(heads):
        signal = known.get(plain(head))
        if signal is None or index in chosen:
            continue
        if signal in chosen.values():
            overruled[index] = signal
        elif signal in found:
            one, other = names[found[signal]], names[index]
            raise UsageError("two_columns_one_signal", file=source, one=one, other=other, signal=signal, header=header)
        else:
            found[signal] = index
    before = {index: old[plain(head)] for index, head in enumerate(heads) if index not in chosen and plain(head) in old}
    split = {index: now for index, now in before.items() if plain(heads[index]) not in known}
    renamed.update({names[at]: signal for signal, at in found.items() if signal in before.get(at, ())})
    near = _near_misses(names, {*found.values(), *chosen, *overruled, *split}, known)
    unread = [Message("batch_near_miss", column=column, signal=signal) for column, signal in near]
    unread += [Message("batch_split", column=names[index], now=either(now)) for index, now in split.items()]
    notes = [note.text(language) for note in unread]
    notes += [message("signal_renamed", language, old=old_id, new=signal) for old_id, signal in renamed.items()]
    notes += [
        message("batch_overruled", language, column=names[index], signal=signal, other=names[found[signal]])
        for index, signal in overruled.items()
    ]
    if not found:
        hints = unread or [Message("signals_listed", known=", ".join(signal.id for signal in model.signals))]
        raise UsageError("no_signal_column", file=source, ladder=model.id, header=header, hint=tuple(hints))
    if objects:
        late = [signal.id for signal in model.signals if signal.id not in found and signal.id not in names]
        found.update({signal: len(names) + at for at, signal in enumerate(late)})
        names, heads = (*names, *late), (*heads, *late)
    wanted = (*ADDED, *(FULL if full else ()))
    added = free_names(wanted, names)
    if added != wanted:
        taken = ", ".join(f"'{name}'" for name in wanted if name in names)
        prefix = added[0].removesuffix(wanted[0])
        notes.append(message("batch_names_taken", language, columns=taken, prefix=prefix))
    return Columns(
        names=tuple(names),
        heads=tuple(heads),
        signals={signal.id: found[signal.id] for signal in model.signals if signal.id in found},
        subject=None if subject is None else column_named(subject, names, source, "--id", header),
        added=added,
        notes=tuple(notes),
    )


def column_named(wanted: str, names: Sequence[str], source: str, flag: str, header: Message) -> int:
    """The index of the column that a flag names: exactly, otherwise as `plain` normalises names.

    Raises:
        UsageError: there is none, or more than one.
    """
    if wanted in names:
        return names.index(wanted)
    alike = [index for index, name in enumerate(names) if plain(name) == plain(wanted)]
    if not alike:
        hint = together(did_you_mean(wanted, names), header)
        raise UsageError("no_column_for_flag", flag=flag, column=wanted, file=source, hint=hint)
    if len(alike) > 1:
        known = one_of(names[index] for index in alike)
        raise UsageError("column_ambiguous", flag=flag, column=wanted, file=source, hint=known)
    return alike[0]


def shown(names: Sequence[str], line: int | None) -> Message:
    """Tell the columns of a table, and the line that they were taken from."""
    cells = Message("row_one_cell") if len(names) == 1 else Message("row_cells", count=len(names))
    listed = ", ".join(f"'{short(name, 100)}'" for name in names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
    if line is None:
        return Message("columns_shown", columns=listed)
    return Message("header_shown", line=str(line), cells=cells, columns=listed)


def plain(name: str) -> str:
    """Normalise a column's name for comparison, without the mark at the end of a question or a template's answers."""
    return normalise(_OPTIONS.sub("", name)).rstrip(" ?;:.*!")


def spellings(model: Model) -> dict[str, str]:
    """Map every spelling of a signal in a header, as `plain` normalises it, to its id.

    Ids win over questions, and both over old ids; an old id of two signals is none of them.
    """
    known: dict[str, str] = {}
    for signal in model.signals:
        texts = (signal.question,) if isinstance(signal.question, str) else signal.question.values()
        for text in texts:
            known.setdefault(plain(text), signal.id)
    for signal in model.signals:
        known[plain(signal.id)] = signal.id
    return {**{old: now[0] for old, now in _old_ids(model).items() if len(now) == 1}, **known}


def _old_ids(model: Model) -> dict[str, list[str]]:
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


def _mapped(
    model: Model,
    names: Sequence[str],
    source: str,
    mapping: Iterable[str],
    header: Message,
    renamed: dict[str, str],
) -> dict[int, str]:
    """Column index to signal id, or to empty text, according to `--map`; old ids are added to those `renamed`."""
    signals = [signal.id for signal in model.signals]
    chosen: dict[int, str] = {}
    for pair in mapping:
        column, equals, signal = pair.rpartition("=")
        signal = signal.strip().replace("-", "_")
        if not equals:
            raise UsageError("not_a_mapping", given=pair)
        now = [each.id for each in called(model.signals, signal)]
        if len(now) > 1:
            raise UsageError("mapped_to_split", what=Message("was_split", given=signal, now=either(now)))
        if signal and not now:
            hint = did_you_mean(signal, signals) or one_of(signals)
            raise UsageError("mapped_to_nothing", given=signal, hint=hint)
        if signal and signal != now[0]:
            renamed[signal] = signal = now[0]
        if signal and signal in chosen.values():
            raise UsageError("mapped_twice", signal=signal)
        chosen[column_named(column, names, source, "--map", header)] = signal
    return chosen


def _near_misses(names: Sequence[str], used: set[int], known: dict[str, str]) -> list[tuple[str, str]]:
    """At most five columns that match no signal but nearly do, each with that signal."""
    found: list[tuple[str, str]] = []
    for index, name in enumerate(names[:_COMPARED]):
        if len(found) == 5:
            break
        near = get_close_matches(plain(name), known, n=1, cutoff=0.75) if index not in used and len(name) < 200 else []
        if near:
            found.append((name, known[near[0]]))
    return found


def free_names(wanted: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """These names, with a prefix if any of them is taken."""
    prefix = ""
    while any(f"{prefix}{name}" in names for name in wanted):
        prefix += "stagecli_"
    return tuple(f"{prefix}{name}" for name in wanted)
