"""Renderers: pure functions from a `Report` (or a model, a batch's summary, a history) to a string.

Except in JSON, every text of a model or a subject goes through `escaping.visible`; a format with special characters of
its own, such as Markdown or HTML, also escapes these in its module.
"""

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagecli.assessment import Assessment
    from stagecli.model import Model

Format: TypeAlias = Literal["text", "json", "markdown", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render_assessment(
    assessment: "Assessment",
    model: "Model",
    format_: Format,
    *,
    language: str,
    explain: bool = False,
    by: str = "",
    width: int = 80,
    colour: bool = False,
    earlier: "Sequence[tuple[Assessment, Model]]" = (),
) -> str:
    """Render an assessment in a format and a language.

    Args:
        assessment: the assessment to show.
        model: the model that it was made with.
        format_: the format; JSON is the versioned contract.
        language: language of the texts.
        explain: show what each answer did, and all steps.
        by: who prepared it, to be named on pages and in text; empty for nobody.
        width: columns of text.
        colour: whether text uses terminal colours.
        earlier: assessments of the subject before this one, oldest first, each with its model.

    """
    if format_ == "json":
        from stagecli.assessment.contract import to_contract
        from stagecli.render import as_json

        return as_json.encoded(to_contract(assessment, model, language))
    from stagecli.report import report

    found = report(assessment, model, language, explain=explain, page=format_ != "text", by=by, earlier=earlier)
    if format_ == "html":
        from stagecli.render import as_html

        return as_html.render(found)
    if format_ == "markdown":
        from stagecli.render import as_markdown

        return as_markdown.render(found)
    from stagecli.render import as_text

    return as_text.render(found, width=width, colour=colour)
