"""Renderers: pure functions from a `Report` (or a model, a batch's summary, a history) to a string.

Every text of a model or a subject goes through `escaping.visible` on its way; what a format adds on top
(Markdown's own characters, HTML's) is added in that format's module.
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from stagecli.assessment import Assessment
    from stagecli.model import Model

Format: TypeAlias = Literal["text", "json", "markdown", "html"]


def render_assessment(
    assessment: "Assessment",
    model: "Model",
    format_: Format,
    *,
    language: str,
    explain: bool = False,
    width: int = 80,
    colour: bool = False,
) -> str:
    """An assessment in a format and a language.

    Args:
        assessment: what is shown.
        model: by which it was found.
        format_: which format; JSON is the versioned contract.
        language: of the texts.
        explain: show what each answer did, and all steps.
        width: columns of text.
        colour: whether text has a terminal's colours.

    """
    if format_ == "json":
        from stagecli.assessment.contract import to_contract
        from stagecli.render import as_json

        return as_json.encoded(to_contract(assessment, model, language))
    from stagecli.report import report

    found = report(assessment, model, language, explain=explain, page=format_ != "text")
    if format_ == "html":
        from stagecli.render import as_html

        return as_html.render(found)
    if format_ == "markdown":
        from stagecli.render import as_markdown

        return as_markdown.render(found)
    from stagecli.render import as_text

    return as_text.render(found, width=width, colour=colour)
