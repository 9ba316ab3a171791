"""A portfolio as a page."""

import math
from collections.abc import Callable, Mapping

from stagecli.batch.portfolio import Portfolio
from stagecli.model import Model
from stagecli.movement import Movement
from stagecli.render.html_page import own, page
from stagecli.render.portfolio.texts import PortfolioTexts
from stagecli.report.wording import date_in_words, percent


def render(
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
    words = PortfolioTexts(portfolio, model, by)
    return page(
        "portfolio.html",
        style=own("style.css") + own("portfolio.css"),
        script=own("portfolio.js") if portfolio.subjects else "",
        language=words.language,
        title=model.localized(model.title, words.language),
        date=date_in_words(time, words.language),
        by=words.by,
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
