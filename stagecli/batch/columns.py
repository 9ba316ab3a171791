"""Columns: which columns of a table answer which signals, and the names of the added columns."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from stagecli.batch.headings import (
    Headings,
    Unused,
    column_named,
    columns_named,
    likely,
    meant,
    old_ids,
    spellings,
    unused,
)
from stagecli.batch.layout import BadAnswers, Form, Layout, Meanings
from stagecli.batch.measure_columns import measure_columns
from stagecli.dates import DateOrder
from stagecli.errors import FileError, Message, Problem, UsageError, did_you_mean, either, first, one_of
from stagecli.messages import message
from stagecli.model import Model, called
from stagecli.observed import measures_of, read_by

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

NOT_READ = "not_read"
"""The column behind these if bad answers count as blank: the cells that were left out."""

OTHERWISE = "measured_otherwise"
"""The column behind these if a column holds a measure: the signals for which measures say otherwise."""

FULL = ("posterior", "evidence", "surprises", "steps", "shortest_way")
"""The further columns of a full result, each as in the JSON contract of an assessment."""

_FEW = 5  # most likely questions in an error


class Columns(Struct, frozen=True):
    """How an input's columns map to signals."""

    names: tuple[str, ...]
    """Each different, as `unique_names` makes them."""
    heads: tuple[str, ...]
    """As in the input, where some may be equal or empty."""
    signals: dict[str, int]
    """Signal id: index of its column. In the model's order."""
    further: dict[str, tuple[int, ...]]
    """Signal id: the further columns for it, from left to right; each counts where those before it say nothing."""
    measures: dict[str, int]
    """Measure's name: index of its column. Those that the model's rules read."""
    subject: int | None
    """Index of the column that names the subject; None if no column was named for it."""
    date: int | None
    """Index of the column that says when each row was answered; None if no column says it."""
    added: tuple[str, ...]
    """Names of the columns that the result adds: `ADDED`, then `NOT_READ` and `FULL` if they were asked for; no input
    column has them."""
    notes: tuple[str, ...]
    """Notes for the user, as sentences."""
    unused: tuple[Unused, ...] = ()
    """The columns without any role, in order."""
    meanings: Meanings = {}
    """What the mapping file says that cells mean."""
    mapped: bool = False
    """Whether there is a mapping file."""
    bad_answers: BadAnswers = "reject"
    dates: tuple[str | None, DateOrder | None] = (None, None)
    """What the user said of dates: when all were answered, if no column says it; and in which order dates are."""
    aside: Sequence[int] = ()
    """Of returned answers: the columns of the subject, the time and the file, whatever they are called."""
    given: int = 0
    """How many of the columns are in the input; those behind are for signals of later objects."""

    def of(self, signal: str) -> tuple[int, ...]:
        """All columns of a signal, the first that says something counts."""
        return (self.signals[signal], *self.further.get(signal, ()))

    def read(self) -> dict[int, str]:
        """Every column that answers are read from, with its signal or measure."""
        signals = {at: signal for signal in self.signals for at in self.of(signal)}
        return {**signals, **{at: name for name, at in self.measures.items()}}


def understand(
    model: Model,
    headings: Headings,
    source: str,
    layout: Layout,
    *,
    aside: Sequence[int] = (),
    objects: bool = False,
    needed: bool = True,
    full: bool = False,
    language: str = "en",
) -> Columns:
    """Match the columns of an input to the signals of a model.

    Args:
        model: its signals are searched for by id, by an old id, or by their question in any language.
        headings: the input's columns.
        source: the input's name, for errors.
        layout: which column answers what, as the user says; it overrides the names.
        aside: as in `Columns`: they answer nothing.
        objects: whether rows may have keys that are not among the names, so that every signal's id is a column.
        needed: whether it is an error if no column is a signal.
        full: whether the user asked for a full result.
        language: language of the notes.

    Raises:
        UsageError: no column is a signal, two are the same one, or a column or signal named here does not exist.
        FileError: the mapping file names a column that does not exist.

    """
    names, renamed = headings.names, dict[str, str]()
    measured = measure_columns(model, headings, source, layout, aside)
    chosen = {**dict.fromkeys((*aside, *measured), ""), **_mapped(model, headings, source, layout.mapping, renamed)}
    if layout.form is not None:
        _by_form(layout.form, headings, source, chosen)
    known = spellings(model)
    found, overruled, split = _read(model, headings, source, chosen, renamed)
    further = {
        signal: tuple(index for index in sorted(chosen) if chosen[index] == signal and index != found[signal])
        for signal in _ids(model) if signal in found
    }  # fmt: skip
    subject = None if layout.id is None else column_named(layout.id, headings, source, "--id")
    date = None if layout.date is None else _date_column(layout.date, headings, source)
    taken = {*chosen, *found.values(), *overruled, *split, subject, date}
    left = [index for index in range(len(names)) if index not in taken]
    others = unused(headings, left, {text: signal for text, signal in known.items() if signal not in found})
    unread = [Message("batch_split", column=names[index], now=either(now)) for index, now in split.items()]
    if needed and not found and not measured:
        hints = [*likely(others)[:_FEW], *unread] or [Message("signals_listed", known=", ".join(_ids(model)))]
        header = headings.described
        raise UsageError("no_signal_column", file=source, ladder=model.id, header=header, hint=tuple(hints))
    notes = [note.text(language) for note in unread]
    notes += [message("signal_renamed", language, old=old, new=signal) for old, signal in renamed.items()]
    notes += [
        message("batch_overruled", language, column=names[index], signal=signal, other=names[found[signal]])
        for index, signal in overruled.items()
    ]
    notes += [
        message("batch_further", language, signal=signal, columns=_quoted(names, (found[signal], *more)))
        for signal, more in further.items() if more
    ]  # fmt: skip
    heads = headings.rows[0]
    if objects:
        late = [signal for signal in _ids(model) if signal not in found and signal not in names]
        found.update({signal: len(names) + at for at, signal in enumerate(late)})
        names, heads = (*names, *late), (*heads, *late)
        late = [name for name in sorted(read_by(model)) if name not in measured.values() and name not in names]
        measured = {**measured, **{len(names) + at: name for at, name in enumerate(late)}}
        names, heads = (*names, *late), (*heads, *late)
    further_added = {NOT_READ: layout.bad_answers == "blank", OTHERWISE: bool(measured)}
    wanted = (*ADDED, *(name for name, there in further_added.items() if there), *(FULL if full else ()))
    added = free_names(wanted, names)
    if added != wanted:
        already = ", ".join(f"'{name}'" for name in wanted if name in names)
        prefix = added[0].removesuffix(wanted[0])
        notes.append(message("batch_names_taken", language, columns=already, prefix=prefix))
    return Columns(
        names=tuple(names),
        heads=tuple(heads),
        signals={signal: found[signal] for signal in _ids(model) if signal in found},
        further={signal: columns for signal, columns in further.items() if columns},
        measures={name: at for at, name in measured.items()},
        subject=subject,
        date=date,
        added=added,
        notes=tuple(notes),
        unused=others,
        mapped=layout.form is not None,
        meanings={} if layout.form is None else layout.form.meanings,
        bad_answers=layout.bad_answers or "reject",
        dates=(layout.date, layout.date_format),
        aside=aside,
        given=len(headings.names),
    )


def _date_column(given: str, headings: Headings, source: str) -> int | None:
    """The column of this name; None if there is none, so that the text must be a date itself."""
    return column_named(given, headings, source, "--date") if columns_named(given, headings) else None


def _quoted(names: Sequence[str], columns: Iterable[int]) -> str:
    return ", ".join(f"'{names[at]}'" for at in columns)


def _ids(model: Model) -> list[str]:
    return [signal.id for signal in model.signals]


def _read(
    model: Model, headings: Headings, source: str, chosen: Mapping[int, str], renamed: dict[str, str]
) -> tuple[dict[str, int], dict[int, str], dict[int, list[str]]]:
    """What the columns that are not chosen mean, by their headings.

    Returns the column of each signal, also of those chosen; the signals of columns that another overrules; and those
    into which the signal of a column was split. Old ids are added to those `renamed`.
    """
    known, old = spellings(model), old_ids(model)
    found = {chosen[index]: index for index in sorted(chosen, reverse=True) if chosen[index]}
    overruled: dict[int, str] = {}
    split: dict[int, list[str]] = {}
    for index, name in enumerate(headings.names):
        spelling, now = ("", []) if index in chosen else next(meant(headings.texts(index), known, old), ("", []))
        if len(now) > 1:
            split[index] = now
        elif now and now[0] in chosen.values():
            overruled[index] = now[0]
        elif now and now[0] in found:
            one, header = headings.names[found[now[0]]], headings.described
            raise UsageError("two_columns_one_signal", file=source, one=one, other=name, signal=now[0], header=header)
        elif now:
            found[now[0]] = index
            renamed.update({name: now[0]} if now[0] in old.get(spelling, ()) else {})
    return found, overruled, split


def _mapped(
    model: Model, headings: Headings, source: str, mapping: Iterable[str], renamed: dict[str, str]
) -> dict[int, str]:
    """Column index to signal id, or to empty text, according to `--map`; old ids are added to those `renamed`."""
    signals, measures = _ids(model), measures_of(model)
    chosen: dict[int, str] = {}
    for pair in mapping:
        column, equals, signal = pair.rpartition("=")
        if signal.strip() in measures:
            continue
        signal = signal.strip().replace("-", "_")
        if not equals:
            raise UsageError("not_a_mapping", given=pair)
        now = [each.id for each in called(model.signals, signal)]
        if len(now) > 1:
            raise UsageError("mapped_to_split", what=Message("was_split", given=signal, now=either(now)))
        if signal and not now:
            hint = did_you_mean(signal, [*signals, *measures]) or one_of(signals)
            raise UsageError("mapped_to_nothing", given=signal, hint=hint)
        if signal and signal != now[0]:
            renamed[signal] = signal = now[0]
        chosen[column_named(column, headings, source, "--map")] = signal
    return _with_branches(chosen, headings)


def _with_branches(chosen: Mapping[int, str], headings: Headings) -> dict[int, str]:
    """What is chosen, with further columns of one heading: so a form writes a question that several branches ask.

    `NAME` chooses all that are not chosen by themselves, `NAME#2` only that one.
    """
    heads = headings.rows[0]
    by_heading = {heads[at]: signal for at, signal in chosen.items() if headings.names[at] == heads[at]}
    return {**{at: by_heading[head] for at, head in enumerate(heads) if head in by_heading}, **chosen}


def _by_form(form: Form, headings: Headings, source: str, chosen: dict[int, str]) -> None:
    """Add the columns of a mapping file to those that are chosen, which win.

    Raises:
        FileError: some do not exist, or could be several.

    """
    problems: list[Problem] = []
    by_flag = {*chosen.values()}
    for heading, signal in form.columns.items():
        alike = columns_named(heading, headings)
        if len(alike) == 1:
            chosen.setdefault(alike[0], "" if signal in by_flag else signal)
            continue
        what = Message("no_column_of_form" if not alike else "column_of_form_ambiguous", file=source)
        hint = one_of(headings.names[index] for index in alike) if alike else None
        hint = hint or did_you_mean(heading, headings.names) or headings.described
        problems.append(form.document.problem(("columns", heading), what, hint, at_key=True))
    if problems:
        raise FileError(first(problems))
    chosen.update(_with_branches(chosen, headings))


def free_names(wanted: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """These names, with a prefix if any of them is taken."""
    prefix = ""
    while any(f"{prefix}{name}" in names for name in wanted):
        prefix += "stagecli_"
    return tuple(f"{prefix}{name}" for name in wanted)
