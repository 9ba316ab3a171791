"""The portfolio of a batch, as an HTML page and as Markdown."""

from collections.abc import Callable
from typing import get_args

from stagecli.batch.portfolio import MOST_SUBJECTS, Placed, Portfolio
from stagecli.classifier.verdict import Status
from stagecli.messages import message
from stagecli.model import Model
from stagecli.render.as_markdown import escaped
from stagecli.report.wording import basis, count, date_in_words, percent

_FEW = 10


class PortfolioTexts:
    """The texts of a portfolio, in one language."""

    def __init__(self, portfolio: Portfolio, model: Model, time: str | None) -> None:
        self.portfolio = portfolio
        self.model = model
        self.time = time
        self.language = portfolio.summary.language
        self.stages = [f"{stage.number} {stage.name}" for stage in portfolio.summary.stages]
        self.statuses = {status: self.message(f"word_{status}") for status in get_args(Status)}

    def message(self, key: str, **values: object) -> str:
        """An interface string in the portfolio's language."""
        return message(key, self.language, **values)

    def count(self, number: int) -> str:
        """Format a whole number in the portfolio's language."""
        return count(number, self.language)

    def percent(self, share: float) -> str:
        """Format a share from 0 to 1 as a percentage."""
        return percent(share)

    def name(self, placed: Placed) -> str:
        """The subject's name, or its row if it has none."""
        return placed.subject or self.message("portfolio_row", row=self.count(placed.row))

    def step(self, placed: Placed) -> str:
        """The next step; a dash if there is none."""
        steps = self.model.stages[placed.stage].steps
        return self.model.localized(steps[placed.step].do, self.language) if placed.step >= 0 else "–"

    def verdict(self, placed: Placed) -> str:
        """The verdict's details outside the table: the second likeliest stage, and how many questions were answered."""
        return self.message(
            "portfolio_verdict",
            second=self.stages[placed.runner_up], answered=placed.answered, applicable=placed.applicable,
        )  # fmt: skip

    def status_line(self) -> str:
        """How many subjects have each status."""
        counts = {status: self.count(number) for status, number in self.portfolio.summary.status.items()}
        return self.message("batch_status", **counts)

    def remarks(self) -> list[str]:
        """Notes on the columns, and what the percentages are based on."""
        summary = self.portfolio.summary
        return [*summary.notes, basis(summary.fitted_to, summary.field_test, self.language)]


def as_html(portfolio: Portfolio, model: Model, time: str | None) -> str:
    """A page with pictures, subjects who stand out, and a table of up to `MOST_SUBJECTS` to sort and filter."""
    from stagecli.render.html_page import own, page  # not needed for Markdown

    words, summary = PortfolioTexts(portfolio, model, time), portfolio.summary
    return page(
        "portfolio.html",
        style=own("style.css") + own("portfolio.css"),
        script=own("portfolio.js") if portfolio.subjects else "",
        language=words.language,
        title=model.localized(model.title, words.language),
        date=date_in_words(time, words.language),
        time=time,
        portfolio=portfolio,
        summary=summary,
        most=max(1, *(stage.count for stage in summary.stages)),
        most_subjects=MOST_SUBJECTS,
        stages=words.stages,
        statuses=list(words.statuses),
        words=words.statuses,
        status_line=words.status_line(),
        remarks=words.remarks(),
        name=words.name,
        step=words.step,
        verdict=words.verdict,
        count=words.count,
        percent=words.percent,
        message=words.message,
    )


def as_markdown(portfolio: Portfolio, model: Model, time: str | None) -> str:
    """The portfolio as Markdown."""
    words, summary = PortfolioTexts(portfolio, model, time), portfolio.summary
    title, date = model.localized(model.title, words.language), date_in_words(time, words.language)
    lines = [f"# {words.message('portfolio')}: {escaped(title)}", ""]
    lines += [date, ""] if date else []
    lines += [
        f"**{words.message('portfolio_count', count=words.count(summary.rows.written))}** {words.status_line()}",
        "",
    ]
    lines += [f"## {words.message('portfolio_stages')}", ""]
    lines += [f"| {words.message('stage')} | {words.message('portfolio_how_many')} |", "|---|---:|"]
    lines += [f"| {stage.number} {escaped(stage.name)} | {words.count(stage.count)} |" for stage in summary.stages]
    if summary.next_steps:
        lines += ["", f"## {words.message('batch_next_steps')}", ""]
        lines += [f"- {words.count(step.count)}: {escaped(step.do)}" for step in summary.next_steps[:6]]
    lines += _some(words, "portfolio_closest", portfolio.closest)
    lines += _some(words, "portfolio_unclear", portfolio.unclear, count=words.count(summary.status["unclear"]))
    if summary.rows.rejected:
        lines += ["", f"## {words.message('portfolio_rejects', count=words.count(summary.rows.rejected))}", ""]
        for each in portfolio.rejected:
            column = f"{each.column}: " if each.column else ""
            lines.append(f"- {escaped(each.line)}: {escaped(column + each.reason)}")
    if portfolio.subjects:
        headings = ("portfolio_subject", "stage", "portfolio_status", "confidence", "portfolio_step")
        lines += ["", f"## {words.message('portfolio_all')}", "", _row([words.message(key) for key in headings])]
        lines += ["|---|---|---|---:|---|", *(_row(_cells(words, each)) for each in portfolio.subjects)]
    elif summary.rows.written:
        many = words.message("portfolio_many", most=words.count(MOST_SUBJECTS), file=summary.output)
        lines += ["", escaped(many)]
    source = words.message("model_line", id=model.id, version=model.version, time=time or "-")
    lines += ["", *(f"- {escaped(remark)}" for remark in words.remarks()), ""]
    return "\n".join([*lines, f"{escaped(source)} (`sha256:{model.sha256}`)"]) + "\n"


def _some(words: PortfolioTexts, heading: str, placed: tuple[Placed, ...], **values: object) -> list[str]:
    if not placed:
        return []
    lines = ["", f"## {words.message(heading, **values)}", "", words.message(f"{heading}_how"), ""]
    for each in placed[:_FEW]:
        sure = f"{escaped(words.stages[each.stage])} ({words.percent(each.confidence)})"
        lines += [f"- {escaped(words.name(each))}: {sure}"]
    return lines


def _cells(words: PortfolioTexts, placed: Placed) -> list[str]:
    cell: Callable[[str], str] = escaped
    return [
        cell(words.name(placed)), cell(words.stages[placed.stage]), words.statuses[placed.status],
        cell(words.percent(placed.confidence)), cell(words.step(placed)),
    ]  # fmt: skip


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
