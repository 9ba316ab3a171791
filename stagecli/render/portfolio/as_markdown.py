"""A portfolio as Markdown."""

from collections.abc import Iterator, Sequence

from stagecli.batch.portfolio import Placed, Portfolio
from stagecli.model import Model
from stagecli.render.as_markdown import escaped
from stagecli.render.portfolio.texts import PortfolioTexts
from stagecli.report.movement import MovementReport
from stagecli.report.wording import date_in_words, percent

_FEW = 10


def render(portfolio: Portfolio, model: Model, time: str | None, *, by: str = "") -> str:
    """The portfolio as Markdown."""
    words = PortfolioTexts(portfolio, model, by)
    title, date = model.localized(model.title, words.language), date_in_words(time, words.language)
    lines = [f"# {words.message('portfolio')}: {escaped(title)}", ""]
    lines += [date, ""] if date else []
    lines += [escaped(words.by), ""] if by else []
    lines += [
        f"**{words.message('portfolio_count', count=words.count(portfolio.assessed))}** {words.status_line()}",
        "",
        *([words.dates(), ""] if words.dates() else []),
    ]
    lines += [*_movement(words, words.movement), ""] if words.movement is not None else []
    lines += [f"## {words.message('portfolio_stages')}", ""]
    lines += [f"| {words.message('stage')} | {words.message('portfolio_how_many')} |", "|---|---:|"]
    lines += [f"| {stage.number} {escaped(stage.name)} | {words.count(stage.count)} |" for stage in portfolio.stages]
    if portfolio.next_steps:
        lines += ["", f"## {words.message('batch_next_steps')}", ""]
        lines += [f"- {number}: {escaped(do)}" for number, do in words.next_steps()]
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


def _movement(words: PortfolioTexts, found: MovementReport) -> Iterator[str]:
    """How the subjects moved."""
    yield from (f"## {escaped(found.heading)}", "")
    yield from [found.dates, ""] if found.dates else []
    yield from (f"- {escaped(f'{what}: {number} {doubtful}'.rstrip())}" for number, what, doubtful in found.counts)
    yield from ("", f"### {words.message('movement_table')}", "", words.message("movement_table_how"), "")
    numbers = range(1, len(found.rows) + 1)
    then, now = words.message("movement_then"), words.message("movement_now")
    yield _row([f"{then} ↓ {now} →", *map(str, numbers)])
    yield f"|---|{'---:|' * len(numbers)}"
    for number, (name, row) in enumerate(found.rows, start=1):
        marked = (f"**{cell}**" if at == number else str(cell) for at, cell in enumerate(row, start=1))
        yield _row([escaped(name), *marked])
    yield from ["", found.outside] if found.outside else []
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
        yield from ["", found.steps_more] if found.steps_more else []
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
        sure = f"{escaped(words.stage(each))} ({percent(each.confidence)})"
        lines += [f"- {escaped(words.name(each))}: {sure}"]
    return lines


def _cells(words: PortfolioTexts, placed: Placed) -> list[str]:
    return [
        escaped(words.name(placed)), escaped(words.stage(placed)), words.statuses[placed.status],
        escaped(percent(placed.confidence)), escaped(placed.step or "–"),
    ]  # fmt: skip


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
