"""The portfolio of a batch or a history, as an HTML page and as Markdown."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from rich.text import Text

from stagecli.batch.portfolio import MOST_SUBJECTS, Placed, Portfolio
from stagecli.classifier.verdict import Status
from stagecli.messages import message
from stagecli.model import Model
from stagecli.movement import Movement
from stagecli.render.as_markdown import escaped
from stagecli.render.screen import Screen, cell, grid
from stagecli.report.movement import MovementReport, movement_report
from stagecli.report.wording import basis, count, date_in_words, percent

_FEW = 10


class PortfolioTexts:
    """The texts of a portfolio, in one language."""

    def __init__(self, portfolio: Portfolio, model: Model, time: str | None) -> None:
        self.portfolio = portfolio
        self.model = model
        self.time = time
        self.language = portfolio.language
        self.stages = [f"{stage.number} {stage.name}" for stage in portfolio.stages]
        self.statuses = {status: self.message(f"word_{status}") for status in get_args(Status)}
        self.movement = None if portfolio.movement is None else movement_report(portfolio.movement, self.language)

    def message(self, key: str, **values: object) -> str:
        """An interface string in the portfolio's language."""
        return message(key, self.language, **values)

    def count(self, number: int) -> str:
        """Format a whole number in the portfolio's language."""
        return count(number, self.language)

    def name(self, placed: Placed) -> str:
        """The subject's name, or its row if it has none."""
        return placed.subject or self.message("portfolio_row", row=self.count(placed.row))

    def verdict(self, placed: Placed) -> str:
        """The verdict's details outside the table: the second likeliest stage, and how many questions were answered."""
        return self.message(
            "portfolio_verdict",
            second=self.stages[placed.runner_up], answered=placed.answered, applicable=placed.applicable,
        )  # fmt: skip

    def status_line(self) -> str:
        """How many subjects have each status."""
        counts = {status: self.count(number) for status, number in self.portfolio.status.items()}
        return self.message("batch_status", **counts)

    def elsewhere(self, *, listed: bool) -> str:
        """Where all subjects are listed, if they are not here, as on paper."""
        key, file = "portfolio_printed" if listed else "portfolio_many", self.portfolio.file
        said = self.message(key, most=self.count(MOST_SUBJECTS))
        return said if file is None else f"{said} {self.message('portfolio_file', file=file)}"

    def remarks(self) -> list[str]:
        """Notes, and what the percentages are based on."""
        test = self.model.field_test(self.language)
        return [*self.portfolio.notes, basis(self.model.calibration.fitted_to, test, self.language)]


def as_html(
    portfolio: Portfolio, model: Model, time: str | None, *, by: str = "", pages: Mapping[int, str] | None = None
) -> str:
    """A page with pictures, subjects who stand out, and a table of up to `MOST_SUBJECTS` to sort and filter.

    Args:
        portfolio: all subjects.
        model: the ladder.
        time: when it is made.
        by: from whom it is.
        pages: the address of each subject's own page, by `Placed.row`.

    """
    from stagecli.render.html_page import own, page  # not needed for Markdown

    words = PortfolioTexts(portfolio, model, time)
    return page(
        "portfolio.html",
        style=own("style.css") + own("portfolio.css"),
        script=own("portfolio.js") if portfolio.subjects else "",
        language=words.language,
        title=model.localized(model.title, words.language),
        date=date_in_words(time, words.language),
        by=by,
        portfolio=portfolio,
        movement=words.movement,
        model=model,
        time=time,
        addresses={each.subject: pages[each.row] for each in portfolio.subjects if pages and each.row in pages},
        radius=_radius(portfolio.movement),
        most=max(1, *(stage.count for stage in portfolio.stages)),
        pages=pages or {},
        words=words,
        statuses=words.statuses,
        percent=percent,
        message=words.message,
        count=words.count,
    )


def _radius(movement: Movement | None) -> Callable[[int], float]:
    """How large a dot is, by how many it stands for: its area says it."""
    largest = max((number for row in movement.table for number in row), default=1) if movement is not None else 1
    return lambda number: round(9 * math.sqrt(number / (largest or 1)), 2)


def as_markdown(portfolio: Portfolio, model: Model, time: str | None, *, by: str = "") -> str:
    """The portfolio as Markdown."""
    words = PortfolioTexts(portfolio, model, time)
    title, date = model.localized(model.title, words.language), date_in_words(time, words.language)
    lines = [f"# {words.message('portfolio')}: {escaped(title)}", ""]
    lines += [date, ""] if date else []
    lines += [escaped(by), ""] if by else []
    lines += [
        f"**{words.message('portfolio_count', count=words.count(portfolio.assessed))}** {words.status_line()}",
        "",
    ]
    lines += [*_movement(words, words.movement), ""] if words.movement is not None else []
    lines += [f"## {words.message('portfolio_stages')}", ""]
    lines += [f"| {words.message('stage')} | {words.message('portfolio_how_many')} |", "|---|---:|"]
    lines += [f"| {stage.number} {escaped(stage.name)} | {words.count(stage.count)} |" for stage in portfolio.stages]
    if portfolio.next_steps:
        lines += ["", f"## {words.message('batch_next_steps')}", ""]
        lines += [f"- {words.count(step.count)}: {escaped(step.do)}" for step in portfolio.next_steps[:6]]
    lines += _some(words, "portfolio_closest", portfolio.closest)
    lines += _some(words, "portfolio_unclear", portfolio.unclear, count=words.count(portfolio.status["unclear"]))
    if portfolio.rejects:
        lines += ["", f"## {words.message('portfolio_rejects', count=words.count(portfolio.rejects))}", ""]
        for each in portfolio.rejected:
            column = f"{each.column}: " if each.column else ""
            lines.append(f"- {escaped(each.line)}: {escaped(column + each.reason)}")
    if portfolio.subjects:
        headings = ("portfolio_subject", "stage", "portfolio_status", "confidence", "portfolio_step")
        lines += ["", f"## {words.message('portfolio_all')}", "", _row([words.message(key) for key in headings])]
        lines += ["|---|---|---|---:|---|", *(_row(_cells(words, each)) for each in portfolio.subjects)]
    elif portfolio.assessed:
        lines += ["", escaped(words.elsewhere(listed=False))]
    source = words.message("model_line", id=model.id, version=model.version, time=time or "-")
    lines += ["", *(f"- {escaped(remark)}" for remark in words.remarks()), ""]
    return "\n".join([*lines, f"{escaped(source)} (`sha256:{model.sha256}`)"]) + "\n"


def as_text(portfolio: Portfolio, model: Model, time: str | None, *, by: str = "", width: int, colour: bool) -> str:
    """The portfolio for a terminal: how the subjects moved, and where they stand."""
    words, screen = PortfolioTexts(portfolio, model, time), Screen(width=width, colour=colour)
    title, date = model.localized(model.title, words.language), date_in_words(time, words.language)
    screen.line(f"{words.message('portfolio')}: {title}", "bold")
    screen.line(" · ".join(each for each in (date, by) if each), "dim")
    screen.line(f"{words.message('portfolio_count', count=words.count(portfolio.assessed))}. {words.status_line()}")
    if words.movement is not None:
        _movement_text(screen, words, words.movement)
    screen.heading(words.message("portfolio_stages"))
    for stage in portfolio.stages:
        screen.line(f"{words.count(stage.count):>5}  {stage.number} {stage.name}")
    if portfolio.next_steps:
        screen.heading(words.message("batch_next_steps"))
        _listed(screen, ((words.count(step.count), step.do) for step in portfolio.next_steps[:6]))
    screen.blank()
    for remark in words.remarks():
        screen.line(remark, "dim")
    return screen.text()


def _movement_text(screen: Screen, words: PortfolioTexts, found: MovementReport) -> None:
    screen.heading(found.heading)
    _listed(screen, ((said, what) for what, said in found.counts))
    if found.ladder:
        screen.heading(words.message("movement_ladder"))
        for said in found.ladder:
            screen.line(said)
    if found.movers:
        screen.heading(words.message("movement_movers"))
        table = grid(*(None for _ in found.mover_headings))
        table.add_row(*(cell(heading, "dim") for heading in found.mover_headings))
        for each in found.movers:
            table.add_row(cell(each.subject, "bold"), *map(cell, each.cells))
        screen.show(table)
        _more(screen, found.movers_more)
    if found.steps:
        screen.heading(words.message("movement_steps"))
        _listed(screen, found.steps)
    for names in found.lists:
        screen.heading(names.heading)
        for name in names.names:
            screen.line(f"- {name}")
        _more(screen, names.more)
    _more(screen, found.renamed)


def _listed(screen: Screen, rows: Iterable[tuple[str, str]]) -> None:
    """Lines with a number in front."""
    known = [*rows]
    table = grid(max(len(number) for number, _ in known) + 1, None)
    for number, what in known:
        table.add_row(Text(number, justify="right"), cell(what))
    screen.show(table)


def _more(screen: Screen, said: str) -> None:
    if said:
        screen.line(said, "dim")


def _movement(words: PortfolioTexts, found: MovementReport) -> Iterator[str]:
    """How the subjects moved."""
    yield from (f"## {escaped(found.heading)}", "")
    yield from (f"- {escaped(what)}: {said}" for what, said in found.counts)
    yield from ("", f"### {words.message('movement_table')}", "", words.message("movement_table_how"), "")
    numbers = range(1, len(found.rows) + 1)
    then, now = words.message("movement_then"), words.message("movement_now")
    yield _row([f"{then} ↓ {now} →", *map(str, numbers)])
    yield f"|---|{'---:|' * len(numbers)}"
    for number, (name, row) in enumerate(found.rows, start=1):
        marked = (f"**{cell}**" if at == number else str(cell) for at, cell in enumerate(row, start=1))
        yield _row([escaped(name), *marked])
    if found.ladder:
        yield from ("", f"### {words.message('movement_ladder')}", "", *(f"- {escaped(said)}" for said in found.ladder))
    if found.movers:
        yield from ("", f"### {words.message('movement_movers')}", "", _row(found.mover_headings))
        yield "|---" * len(found.mover_headings) + "|"
        yield from (_row([escaped(each.subject), *map(escaped, each.cells)]) for each in found.movers)
        yield from ["", found.movers_more] if found.movers_more else []
    if found.steps:
        yield from ("", f"### {words.message('movement_steps')}", "")
        yield from (f"- {number}: {escaped(do)}" for number, do in found.steps)
    for each in found.lists:
        yield from ("", f"### {each.heading}", "", *(f"- {escaped(name)}" for name in each.names))
        yield from ["", each.more] if each.more else []
    if found.renamed:
        yield from ("", escaped(found.renamed))


def _some(words: PortfolioTexts, heading: str, placed: tuple[Placed, ...], **values: object) -> list[str]:
    if not placed:
        return []
    lines = ["", f"## {words.message(heading, **values)}", "", words.message(f"{heading}_how"), ""]
    for each in placed[:_FEW]:
        sure = f"{escaped(words.stages[each.stage])} ({percent(each.confidence)})"
        lines += [f"- {escaped(words.name(each))}: {sure}"]
    return lines


def _cells(words: PortfolioTexts, placed: Placed) -> list[str]:
    return [
        escaped(words.name(placed)), escaped(words.stages[placed.stage]), words.statuses[placed.status],
        escaped(percent(placed.confidence)), escaped(placed.step or "–"),
    ]  # fmt: skip


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
