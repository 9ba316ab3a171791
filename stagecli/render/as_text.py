"""Text for people: words first, numbers second; fits 40 columns and makes use of 110."""

from collections.abc import Iterable

from rich.text import Text

from stagecli.render.screen import Screen, bar, cell, grid
from stagecli.report.sections import (
    AnswerTable,
    Balance,
    Climb,
    Content,
    Ladder,
    Paragraph,
    Points,
    Report,
    Section,
    Steps,
)

_NAME = 20  # fewest columns for a stage's name beside its bar
_BAR = 10  # fewest columns for that bar: with fewer, 55% and 26% look alike
_STYLES = {"+": "green", "-": "yellow"}


def render(report: Report, *, width: int, colour: bool) -> str:
    """Render the report as text, at most `width` columns wide, with or without terminal colours."""
    screen = Screen(width=width, colour=colour)
    screen.line(report.heading, "dim")
    if report.by:
        screen.line(report.by, "dim")
    screen.line(report.headline, "bold green" if report.clear else "bold yellow")
    screen.line(report.stage_names, "bold")
    screen.line(report.summary)
    sections(screen, report.sections)
    screen.blank()
    for remark in report.remarks:
        screen.line(remark, "dim")
    return screen.text()


def sections(screen: Screen, some: Iterable[Section]) -> None:
    """Write sections, each with its heading."""
    for section in some:
        screen.heading(section.heading)
        for each in section.blocks:
            block(screen, each)


def render_markdown(text: str, *, width: int, colour: bool) -> str:
    """Lay out a guide of this project for a terminal."""
    from rich.markdown import Markdown

    screen = Screen(width=width, colour=colour)
    screen.show(Markdown(text, hyperlinks=False))
    return screen.text()


def block(screen: Screen, block: Content) -> None:
    """Write one block."""
    match block:
        case Paragraph():
            screen.line(block.text, "dim" if block.soft else "")
        case Points():
            _points(screen, block)
        case Steps():
            _steps(screen, block)
        case Ladder():
            _ladder(screen, block)
        case Balance():
            _balance(screen, block)
        case AnswerTable():
            _rows(screen, block)
        case Climb():
            climb(screen, block)


def _points(screen: Screen, points: Points) -> None:
    rows = grid(2, None)
    for question, said in points.items:
        text = cell(f"{question} " if question else "", "dim")
        rows.add_row(cell(f" {points.sign or '-'}", _STYLES.get(points.sign, "")), text.append_text(cell(said)))
    screen.show(rows)


def _steps(screen: Screen, steps: Steps) -> None:
    rows = grid(3, None)
    for step in steps.first:
        text = cell(step.do, "bold").append_text(cell(f" ({step.details})", "cyan"))
        rows.add_row(cell(f" {step.number}."), text)
        rows.add_row("", cell(step.why, "dim"))
    screen.show(rows)
    if steps.folded:
        screen.line(steps.folded, "dim")


def _ladder(screen: Screen, ladder: Ladder) -> None:
    rungs = ladder.rungs
    note = max(len(rung.note) for rung in rungs)
    chance = 8 if ladder.precise else 5
    longest = max(len(rung.name) for rung in rungs)
    rest = screen.width - chance - 11 - note
    names = min(longest, rest - _BAR)
    if names < min(longest, _NAME):  # a line for the name, another for the rest
        names, bars = screen.width - 6, min(20, screen.width - 8 - chance - note)
        bars = bars if bars > 3 else 0
        table = grid(1, len(str(len(rungs))), names)
    else:
        bars = min(20, rest - names)
        table = grid(1, len(str(len(rungs))), names, bars, chance, None)
    for rung in rungs:
        style = "bold" if rung.here else "" if rung.or_here else "dim"
        name = [
            cell(">" if rung.here or rung.or_here else "", style),
            cell(str(rung.number), style),
            cell(rung.name, style),
        ]
        chances = [
            Text(bar(rung.probability, bars), "cyan"),
            Text(f"{rung.probability:.6f}" if ladder.precise else rung.percent, style, justify="right"),
            cell(rung.note, style),
        ]
        if len(table.columns) == len(name):
            below = grid(bars or None, chance, None)
            below.add_row(*chances)
            table.add_row(*name)
            table.add_row("", "", below)
        else:
            table.add_row(*name, *chances)
    screen.show(table)


def climb(screen: Screen, found: Climb) -> None:
    """Show a subject's assessments over time: where it stood on the ladder, and which stages were likely."""
    step = max(1, min(4, (screen.width - 40) // found.stages))
    for point in found.points:
        table = grid(10, step * found.stages, None)
        picture = Text()
        for number in range(1, found.stages + 1):
            here, likely = number == point.number, point.low <= number <= point.high
            sign = "●" if here else "━" if likely else "·"
            joined = "━" if likely and number < point.high else " "
            picture.append(sign + joined * (step - 1), "bold cyan" if here else "cyan" if likely else "dim")
        table.add_row(cell(point.day or "-"), picture, cell(f"{point.number} {point.name}"))
        table.add_row("", "", cell(point.headline, "dim"))
        screen.show(table)
        for change in point.changes:
            screen.line(f"- {change}", "dim", indent=11)
    screen.blank()
    screen.line(found.how, "dim")


def _balance(screen: Screen, balance: Balance) -> None:
    largest = max(abs(each.log_odds) for each in (*balance.weights, balance.total)) or 1.0
    bars = 16 if screen.width >= 70 else 8
    table = grid(None, bars, max(len(each.words) for each in (*balance.weights, balance.total)))
    for each in balance.weights:
        text = cell(f"{each.question} " if each.question else "", "dim").append_text(cell(each.answer))
        drawn = Text(bar(abs(each.log_odds) / largest, bars), "green" if each.log_odds > 0 else "yellow")
        table.add_row(text, drawn, Text(each.words, justify="right"))
    table.add_row(cell(balance.total.answer, "bold"), "", Text(balance.total.words, "bold", justify="right"))
    screen.show(table)


def _rows(screen: Screen, rows: AnswerTable) -> None:
    table = grid(None, None)
    for row in (rows.headings, *rows.rows):
        table.add_row(*(cell(text, "dim" if row is rows.headings else "") for text in row))
    screen.show(table)
