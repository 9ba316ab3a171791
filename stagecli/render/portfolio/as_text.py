"""A portfolio for a terminal: how the subjects moved, and where they stand."""

from collections.abc import Iterable

from rich.text import Text

from stagecli.batch.portfolio import Portfolio
from stagecli.model import Model
from stagecli.render.portfolio.texts import PortfolioTexts
from stagecli.render.screen import Screen, cell, grid
from stagecli.report.movement import MovementReport
from stagecli.report.wording import date_in_words


def render(portfolio: Portfolio, model: Model, time: str | None, *, by: str = "", width: int, colour: bool) -> str:
    """The portfolio for a terminal: how the subjects moved, and where they stand."""
    words, screen = PortfolioTexts(portfolio, model, by), Screen(width=width, colour=colour)
    title, date = model.localized(model.title, words.language), date_in_words(time, words.language)
    screen.line(f"{words.message('portfolio')}: {title}", "bold")
    screen.line(" · ".join(each for each in (date, words.by) if each), "dim")
    screen.line(f"{words.message('portfolio_count', count=words.count(portfolio.assessed))}. {words.status_line()}")
    if words.dates():
        screen.line(words.dates())
    if words.movement is not None:
        _movement_text(screen, words, words.movement)
    screen.heading(words.message("portfolio_stages"))
    for stage in portfolio.stages:
        screen.line(f"{words.count(stage.count):>5}  {stage.number} {stage.name}")
    if portfolio.next_steps:
        screen.heading(words.message("batch_next_steps"))
        _listed(screen, words.next_steps())
    screen.blank()
    for remark in words.remarks():
        screen.line(remark, "dim")
    return screen.text()


def _movement_text(screen: Screen, words: PortfolioTexts, found: MovementReport) -> None:
    screen.heading(found.heading)
    _more(screen, found.dates)
    for number, what, doubtful in found.counts:
        screen.line(f"{what}: {number} {doubtful}".rstrip())
    _table_text(screen, words, found)
    _more(screen, found.outside)
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
        _more(screen, found.steps_more)
    for names in found.lists:
        screen.heading(names.heading)
        for name in names.names:
            screen.line(f"- {name}")
        _more(screen, names.more)
    _more(screen, found.renamed)


def _table_text(screen: Screen, words: PortfolioTexts, found: MovementReport) -> None:
    """The table from stage to stage, if it fits: the stages by their numbers, nobody as a dot."""
    wide = max(len(str(number)) for number in (len(found.rows), *(each for _, row in found.rows for each in row)))
    if (wide + 1) * (len(found.rows) + 1) + 12 > screen.width:
        return
    table = grid(len(words.message("movement_then")) + 3, *(wide for _ in found.rows))
    then, now = words.message("movement_then"), words.message("movement_now")
    numbers = range(1, len(found.rows) + 1)
    table.add_row(cell(f"{now} →", "dim"), *(Text(str(number), "dim", justify="right") for number in numbers))
    for number, (_, row) in enumerate(found.rows, start=1):
        cells = (
            Text(str(each or "·"), "bold" if at == number else "", justify="right")
            for at, each in enumerate(row, start=1)
        )
        table.add_row(Text(f"{then if number == 1 else ''} {number}", "dim", justify="right"), *cells)
    screen.heading(words.message("movement_table"))
    screen.show(table)


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
