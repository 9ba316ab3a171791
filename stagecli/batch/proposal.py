"""A proposed mapping file: what the headings and cells of a table most likely mean, for its owner to check and edit."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from stagecli.answers import DONT_KNOW, Answer, NoSuchOption, labels_of, match
from stagecli.batch.cells import BadCell, Cells, as_text
from stagecli.batch.columns import Columns, understand
from stagecli.batch.headings import ALIKE, Headings, likeness, spellings
from stagecli.batch.inputs import Input
from stagecli.batch.layout import Layout
from stagecli.batch.records import Row
from stagecli.batch.tables import Table, open_table
from stagecli.dates import NoSuchTime, read_time
from stagecli.labels import loosely
from stagecli.messages import message
from stagecli.model import Model, Signal, every_language

_COMPARED = 50  # most columns to liken to questions
_LONGEST = 300  # characters of a cell that may be an option
_DIFFERENT = 300  # most different cells of a column to remember
_LISTED = 40  # most cells to list that are no answers
_HARDLY = 0.5  # how alike a cell and a label must be
_FITTING = 0.5  # the share of cells that must be answers otherwise


_REFUSED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # the line ends among them, too

_Said: TypeAlias = Callable[..., str]
"""Makes a comment of a message."""


class _Column(Struct):
    """One column and what may be in it."""

    name: str
    cells: Counter[str]
    signal: Signal | None = None
    measure: str | None = None
    sure: bool = True
    """Whether the heading itself names the signal, or the user said that it names none."""
    alike: float = 1
    """How alike the heading and the question are."""


def proposal_for(model: Model, source: str, layout: Layout, language: str, now: datetime) -> str:
    """The proposal for a table that `batch` reads, also if none of its columns is known yet, at this moment.

    Raises:
        UsageError, FileError, InputError: it cannot be read, or the layout does not fit it.

    """
    opened = Input(source)
    try:
        table = open_table(opened, layout, {*spellings(model)})
        columns = understand(model, table.headings, opened.name, layout, needed=False)
        return proposal(model, table, columns, layout, language, now)
    finally:
        opened.close()


def proposal(model: Model, table: Table, columns: Columns, layout: Layout, language: str, now: datetime) -> str:
    """The text of a mapping file, in a language.

    What the headings say is written out; what is only likely is a line to uncomment.

    Args:
        model: whose signals the columns answer.
        table: its rows are read to the end.
        columns: as the headings and the layout have it.
        layout: what the user said already.
        language: of the comments.
        now: the present moment, in local time.

    """
    found = _with_cells(table, columns)
    for name, at in columns.measures.items():
        found[at].measure = name
    for signal in columns.signals:
        for at in columns.of(signal):
            found[at].signal = model.signal(signal)
    said_none = {heading for heading, signal in (layout.form.columns if layout.form else {}).items() if not signal}
    for column in found:
        column.sure = column.signal is not None or column.measure is not None or column.name in said_none
    _guess(model, table.headings, found, columns)

    def said(key: str, **values: object) -> str:
        return f"# {message(key, language, **values)}"

    lines = [said("mapping_intro"), "", "columns:"]
    for at, column in enumerate(found):
        lines += [] if at == columns.subject else _column_lines(column, said)
    lines += ["", said("mapping_answers_intro"), "answers:"]
    cells: dict[str, Counter[str]] = {}
    for column in found:
        if column.signal is not None:
            cells.setdefault(column.signal.id, Counter()).update(column.cells)
    for signal_id, texts in cells.items():
        lines += _answer_lines(model.signal(signal_id), texts, said, layout, now.date())
    return "\n".join([*lines, "", *_settings(found, columns, layout, said, now)]) + "\n"


def _with_cells(table: Table, columns: Columns) -> list[_Column]:
    """The columns with what is in them."""
    found = [_Column(name, Counter()) for name in columns.names]
    rows = (record for batch in table.batches for record in batch if isinstance(record, Row))
    for row in rows:
        for column, cell in zip(found, row.cells, strict=False):
            text = as_text(cell).strip()
            if text and (text in column.cells or len(column.cells) < _DIFFERENT):
                column.cells[text] += 1
    return found


def _settings(found: Sequence[_Column], columns: Columns, layout: Layout, said: _Said, now: datetime) -> list[str]:
    """The other keys; those that the user did not give are lines to uncomment."""
    dates = [each for each in found if each.signal is None and _are_dates(each.cells, now)]
    if columns.subject is not None:
        subject = f"id: {_quoted(columns.names[columns.subject])}"
    else:
        unread = (each for each in found if each.signal is None and each.measure is None)
        free = (each for each in unread if each.cells and each not in dates)
        names = (each.name for each in free if max(each.cells.values()) == 1)
        subject = f"#id: {_quoted(next(names, 'name'))}"
    date_line = f"#date: {_quoted(dates[0].name if dates else now.date().isoformat())}"
    if layout.date is not None:
        date_line = f"date: {_quoted(layout.date)}"
    given = [
        f"{key}: {_quoted(value)}"
        for key in ("date_format", "encoding", "delimiter", "sheet")
        if (value := getattr(layout, key))
    ]
    bad_answers = f"bad_answers: {layout.bad_answers}" if layout.bad_answers else "#bad_answers: blank"
    given += [f"header_row: {layout.header_row}"] if layout.header_row else []
    return [
        said("mapping_id_intro"), subject, said("mapping_date_intro"), date_line, *given,
        said("mapping_bad_answers"), bad_answers,
    ]  # fmt: skip


def _are_dates(cells: Iterable[str], now: datetime) -> bool:
    """Whether these cells are dates, perhaps in an order that must be said; most are enough, as some are mistyped."""
    read = [_is_date(cell, now) for cell in islice(cells, _LISTED)]
    return 2 * sum(read) > len(read)


def _is_date(cell: str, now: datetime) -> bool:
    try:
        return bool(read_time(cell, now=now))
    except NoSuchTime as error:
        return error.what.key == "ambiguous_date"


def _guess(model: Model, headings: Headings, found: Sequence[_Column], columns: Columns) -> None:
    """Give columns without a signal the likeliest that is left: by the heading, or by the cells."""
    free = {signal.id: signal for signal in model.signals if signal.id not in columns.signals}
    names = {unused.column for unused in columns.unused}
    ranked: list[tuple[float, float, int, str]] = []
    candidates = [at for at, column in enumerate(found) if column.name in names][:_COMPARED]
    for signal in free.values():
        labels = labels_of(signal)
        for at in candidates:
            column = found[at]
            alike = max(likeness(text, question) for text in headings.texts(at) for question in _texts(signal))
            fits = 0.0 if signal.number is not None else _fit(signal, labels, column)
            if (alike >= ALIKE and (fits or signal.number is not None or not column.cells)) or fits >= _FITTING:
                ranked.append((-alike - fits, -alike, at, signal.id))
    for _, alike, at, signal_id in sorted(ranked):
        if signal_id in free and found[at].signal is None:
            found[at].signal, found[at].sure, found[at].alike = free.pop(signal_id), False, -alike


def _texts(signal: Signal) -> list[str]:
    return [signal.id, *every_language(signal.question)]


def _fit(signal: Signal, labels: Mapping[str, str], column: _Column) -> float:
    """The share of filled cells that are options of a signal."""
    return _options(signal, labels, column) / column.cells.total() if column.cells else 0.0


def _options(signal: Signal, labels: Mapping[str, str], column: _Column) -> int:
    """How many cells are options of a signal; long ones are taken for none."""
    short = ((text, count) for text, count in column.cells.items() if len(text) < _LONGEST)
    return sum(count for text, count in short if _is_option(signal, labels, text))


def _is_option(signal: Signal, labels: Mapping[str, str], text: str) -> bool:
    try:
        return match(signal, text, "file", labels).option != DONT_KNOW
    except NoSuchOption:
        return False


def _column_lines(column: _Column, said: _Said) -> list[str]:
    heading = _quoted(column.name)
    if column.measure is not None:
        return [f"  {heading}: {column.measure}"]
    if column.signal is None:
        return [f"  {'' if column.sure else '#'}{heading}:"]
    if column.sure:
        return [f"  {heading}: {column.signal.id}"]
    fits = _options(column.signal, labels_of(column.signal), column)
    alike = round(100 * column.alike)
    why = said("mapping_likely", percent=alike, fitting=fits, cells=column.cells.total())
    return [f"  {why}", f"  #{heading}: {column.signal.id}"]


def _answer_lines(signal: Signal, cells: Counter[str], said: _Said, layout: Layout, day: date) -> list[str]:
    """What cells mean as the layout says; and those that are no answers, to uncomment, with the likeliest option."""
    known = {} if layout.form is None else layout.form.meanings.get(signal.id, {})
    lines = [f"    {_quoted(text)}: {_meaning(answer)}" for text, answer in known.items()]
    reader = Cells(signal, signal.id, meanings=known, day=day)
    unclear = ((text, count) for text, count in cells.most_common() if isinstance(reader.read(text), BadCell))
    for text, count in islice(unclear, _LISTED):
        lines.append(f"    #{_quoted(text)}: {_nearest(signal, text)}  {said('mapping_cells', count=count)}")
    options = ", ".join([*(option.id for option in signal.options), DONT_KNOW])
    return [f"  {signal.id}:  # {options}", *lines] if lines else []


def _meaning(answer: Answer) -> str:
    return answer.option if answer.number is None else f"{answer.number:.12g}"


def _nearest(signal: Signal, text: str) -> str:
    """The option that is likest a text; *don't know* if none is."""
    texts = {
        loosely(label): option.id for option in signal.options for label in (*every_language(option.label), option.id)
    }
    near = get_close_matches(loosely(text), texts, n=1, cutoff=_HARDLY)
    return texts[near[0]] if near else DONT_KNOW


def _quoted(text: str) -> str:
    """A text as YAML reads it, whatever is in it: on one line, and without what YAML refuses."""
    return _REFUSED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
