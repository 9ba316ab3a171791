"""The portfolio of a batch or a history, in every format."""

from collections.abc import Mapping

from stagecli.batch.portfolio import Portfolio
from stagecli.model import Model
from stagecli.render import Format


def render_portfolio(
    portfolio: Portfolio,
    model: Model,
    format_: Format,
    time: str | None,
    *,
    by: str = "",
    width: int = 80,
    colour: bool = False,
    pages: Mapping[int, str] | None = None,
) -> str:
    """Render a portfolio in a format; as JSON without the subjects that did not move.

    Args:
        portfolio: all subjects.
        model: the ladder.
        format_: the format; JSON is a versioned contract.
        time: when it is made.
        by: from whom it is.
        width: columns of text.
        colour: whether text uses terminal colours.
        pages: for a page, the address of each subject's own page, by `Placed.row`.

    """
    match format_:
        case "html":
            from stagecli.render.portfolio import as_html

            return as_html.render(portfolio, model, time, by=by, pages=pages)
        case "markdown":
            from stagecli.render.portfolio import as_markdown

            return as_markdown.render(portfolio, model, time, by=by)
        case "text":
            from stagecli.render.portfolio import as_text

            return as_text.render(portfolio, model, time, by=by, width=width, colour=colour)
        case "json":
            from stagecli.render.portfolio import as_json

            return as_json.render(portfolio, model, time)
