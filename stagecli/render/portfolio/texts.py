"""What all formats of a portfolio say in the same words."""

from collections import Counter
from typing import get_args

from stagecli.batch.portfolio import ELSEWHERE, MOST_SUBJECTS, Placed, Portfolio
from stagecli.classifier.verdict import Status
from stagecli.dates import local_day
from stagecli.messages import message
from stagecli.model import Model
from stagecli.report.movement import movement_report
from stagecli.report.wording import basis, count, days_in_words

_STEPS = 6  # next steps to show


class PortfolioTexts:
    """The texts of a portfolio, in one language."""

    def __init__(self, portfolio: Portfolio, model: Model, by: str) -> None:
        self.portfolio = portfolio
        self.model = model
        self.language = portfolio.language
        self.by = self.message("prepared_by", by=by) if by else ""
        self.stages = [f"{stage.number} {stage.name}" for stage in portfolio.stages]
        self.statuses = {status: self.message(f"word_{status}") for status in get_args(Status)}
        moved = portfolio.movement
        told = moved is not None and (moved.compared or moved.left)  # the first time, there is nothing to compare
        self.movement = movement_report(moved, self.language) if moved is not None and told else None

    def message(self, key: str, **values: object) -> str:
        """An interface string in the portfolio's language."""
        return message(key, self.language, **values)

    def count(self, number: int) -> str:
        """Format a whole number in the portfolio's language."""
        return count(number, self.language)

    def name(self, placed: Placed) -> str:
        """The subject's name, or its row if it has none."""
        return placed.subject or self.message("portfolio_row", row=self.count(placed.row))

    def stage(self, placed: Placed) -> str:
        """The detected stage's number and name; the name alone if the ladder no longer has it."""
        return placed.elsewhere or self.stages[placed.stage]

    def verdict(self, placed: Placed) -> str:
        """The rest beside the table: the day, unless all have one; the second likeliest stage; the coverage."""
        dates, day = self.portfolio.dates, local_day(placed.time)
        said = self.message(
            "portfolio_verdict",
            second="–" if placed.runner_up == ELSEWHERE else self.stages[placed.runner_up],
            answered=placed.answered, applicable=placed.applicable,
        )  # fmt: skip
        return f"{day}. {said}" if day and dates is not None and dates[0] != dates[1] else said

    def next_steps(self) -> list[tuple[str, str]]:
        """The most frequent next steps: how many have it, and the step; those of one wording are one to the reader."""
        counts: Counter[str] = Counter()
        for step in self.portfolio.next_steps:
            counts[step.do] += step.count
        return [(self.count(number), do) for do, number in counts.most_common(_STEPS)]

    def dates(self) -> str:
        """When the subjects answered; empty if nobody knows."""
        found = self.portfolio.dates
        return "" if found is None else self.message("portfolio_answered", dates=days_in_words(found, self.language))

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
