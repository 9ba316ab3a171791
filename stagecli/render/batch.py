"""The end of a batch's output: how many rows, at which stages, and the most frequent next steps."""

from collections.abc import Iterator

from rich.text import Text

from stagecli.batch.summary import Summary
from stagecli.errors import short
from stagecli.labels import normalise, without_markup
from stagecli.messages import message
from stagecli.render.screen import Screen, bar, cell, grid
from stagecli.report.wording import basis, count, percent

_FEW = 5  # most next steps, likely questions and unclear cells to show
_MANY = 15  # most unused columns to name
_HEADING = 30  # characters of a heading


def render(summary: Summary, *, width: int, colour: bool) -> str:
    """Render the summary as text."""
    screen = Screen(width=width, colour=colour)
    language, rows = summary.language, summary.rows
    counts = {name: count(getattr(rows, name), language) for name in ("read", "written", "rejected")}
    screen.line(message("batch_rows", language, **counts), "bold")
    if rows.written:
        _stages(screen, summary)
        _next_steps(screen, summary)
    _remarks(screen, summary)
    return screen.text()


def _stages(screen: Screen, summary: Summary) -> None:
    language, total = summary.language, summary.rows.written
    screen.blank()
    numbers = [count(stage.count, language) for stage in summary.stages]
    wide, longest = max(map(len, numbers)), max(len(stage.name) for stage in summary.stages)
    names = max(12, min(longest, screen.width - wide - 22))  # a name may take two lines, a bar needs ten columns
    bars = max(0, min(30, screen.width - names - wide - 12))
    most = max(stage.count for stage in summary.stages)
    table = grid(len(str(len(summary.stages))), names, bars or None, wide, 6)
    for stage, number in zip(summary.stages, numbers, strict=True):
        table.add_row(
            cell(str(stage.number)),
            cell(stage.name),
            Text(bar(stage.count / most, bars), "cyan"),
            Text(number, justify="right"),
            Text(percent(stage.count / total), "dim", justify="right"),
        )
    screen.show(table)
    screen.blank()
    words = {status: count(number, language) for status, number in summary.status.items()}
    screen.line(message("batch_status", language, **words))


def _next_steps(screen: Screen, summary: Summary) -> None:
    if not summary.next_steps:
        return
    screen.heading(message("batch_next_steps", summary.language))
    numbers = [count(step.count, summary.language) for step in summary.next_steps[:_FEW]]
    table = grid(max(map(len, numbers)) + 1, None)
    for step, number in zip(summary.next_steps, numbers, strict=False):
        table.add_row(Text(number, justify="right"), cell(step.do))
    screen.show(table)


def _remarks(screen: Screen, summary: Summary) -> None:
    language = summary.language
    remarks = [*_columns(summary), *summary.notes, *_unread(summary)]
    if summary.rows.blank:
        remarks.append(message("batch_blank", language, count=count(summary.rows.blank, language)))
    repeated = summary.repeated
    for key, found in (("batch_repeated", repeated), ("batch_nearly_repeated", summary.nearly_repeated)):
        if found is not None and found.count:
            examples = ", ".join(message("quote", language, text=subject) for subject in found.examples)
            remarks.append(message(key, language, count=count(found.count, language), examples=examples))
    if repeated is not None and not repeated.complete:
        remarks.append(message("batch_repeated_incomplete", language))
    if summary.rows.written:
        remarks.append(basis(summary.fitted_to, summary.field_test, language))
    if remarks:
        screen.blank()
    for remark in remarks:
        screen.line(remark, "dim")
    if summary.rejects is not None and summary.rows.rejected:
        screen.blank()
        screen.unbroken(message("batch_rejects", language, file=summary.rejects), "bold")


def _columns(summary: Summary) -> Iterator[str]:
    """Which columns answer which questions, and which are not used, with the likely question beside each."""
    language = summary.language
    if not summary.columns and not summary.measures:
        return
    if summary.columns:
        columns = ", ".join(_named(each.signal or "", each.column, language) for each in summary.columns)
        answered = len({each.signal for each in summary.columns})
        yield message("batch_columns", language, found=answered, all=answered + len(summary.missing), columns=columns)
    if summary.measures:
        columns = ", ".join(_named(each.measure, each.column, language) for each in summary.measures)
        yield message("batch_measures", language, columns=columns)
    if summary.unused:
        names = [f"'{short(without_markup(each.column), _HEADING)}'" for each in summary.unused[:_MANY]]
        names += ["…"] if len(summary.unused) > _MANY else []
        yield message("batch_unused", language, columns=", ".join(names))
    missing = [signal for signal in summary.missing if summary.unused]
    if len(missing) <= _FEW:
        yield from [message("batch_missing", language, signals=", ".join(missing))] if missing else []
    likely = [each for each in summary.unused if each.signal is not None]
    for each in likely[:_FEW]:
        yield message("column_may_be", language, column=each.column, signal=each.signal)


def _named(name: str, column: str, language: str) -> str:
    """A signal or measure, with its column if that is called otherwise."""
    if normalise(column) == normalise(name):
        return name
    return message("batch_column", language, signal=name, column=short(without_markup(column), _HEADING))


def _unread(summary: Summary) -> Iterator[str]:
    """What became of rows in which single cells are no answers, and what to do about it."""
    language, unread = summary.language, summary.unread
    if unread is None:
        return
    rows = count(unread.rows, language)
    if summary.bad_answers == "reject":
        yield message("batch_unread_rejected", language, rows=rows)
    else:
        quoted = (message("quote", language, text=cell.value) for cell in unread.cells[:_FEW])
        yield message("batch_unread_blank", language, rows=rows, cells=", ".join(quoted))
    if not summary.mapped:
        yield message("batch_unread_map", language)
