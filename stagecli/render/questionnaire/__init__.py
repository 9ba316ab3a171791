"""The questionnaire: the interview as one page of HTML that anybody can open.

The page's script does what the terminal does, by the same method: each of its modules is named after the Python module
that it repeats, and tests hold the two equal. Those without such a namesake lay out the views, keep the answers and
hand them back; `page.js` runs them.
"""

import json
import re
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict

from stagecli.classifier import Classifier
from stagecli.escaping import visible
from stagecli.messages import LANGUAGES, message
from stagecli.model import Model


class Page(Struct, frozen=True, kw_only=True):
    """What distinguishes one page of a ladder from another."""

    languages: tuple[str, ...]
    """Languages to choose from; the first is shown if the reader's device asks for none of them."""
    name: str = ""
    """The subject's name; empty if the page is for anybody."""
    reference: str = ""
    """By which a returned file is recognised; empty if the page is for anybody."""
    by: str = ""
    """Who sends it, shown above every view; empty for nobody."""
    intro: str = ""
    """Text for the first view, as paragraphs of plain text."""
    result: Literal["full", "brief", "none"] = "full"
    """How much of the result the page shows."""
    send: str = ""
    """The mail address to send the answers to; empty to let the sender choose one."""


def languages_of(model: Model) -> tuple[str, ...]:
    """The languages that both a model and the interface have, the model's first one first; English if there is none."""
    return tuple(each for each in model.languages if each in LANGUAGES) or ("en",)


def render(classifier: Classifier, page: Page) -> str:
    """Write the page: one file that requests nothing."""
    from stagecli.render.html_page import own
    from stagecli.render.html_page import page as html

    model, languages = classifier.model, page.languages
    parts = _parts(classifier, languages)
    shown = {
        **asdict(page),
        "name": visible(page.name),
        "intro": "\n\n".join(visible(each) for each in re.split(r"\n\s*\n", page.intro)),
    }
    del shown["by"]  # no script shows it
    return html(
        "questionnaire.html",
        style=own("style.css") + own("questionnaire.css"),
        script=parts.script,
        language=languages[0],
        languages=languages,
        titles=[model.localized(model.title, each) for each in languages],
        name=page.name,
        by=page.by,
        signals=model.signals,
        localized=model.localized,
        message=message,
        data=_embedded(parts.data, {"page": shown}),
    )


class _Parts(Struct, frozen=True):
    """What all pages of a ladder share."""

    script: Any
    data: str
    """As JSON, without the closing brace."""


@lru_cache(maxsize=4)
def _parts(classifier: Classifier, languages: tuple[str, ...]) -> _Parts:
    from markupsafe import Markup

    from stagecli.render.questionnaire.ladder_data import ladder_data
    from stagecli.render.questionnaire.message_data import message_data
    from stagecli.render.questionnaire.number_data import number_data
    from stagecli.render.questionnaire.script import script

    text, ladder = script("page.js"), ladder_data(classifier, languages)
    for signal in ladder["signals"]:  # these texts are in the form for those without a script; `texts.js` reads them
        del signal["question"]
        for option in signal["options"]:
            del option["label"]
            if not option["forbids"]:  # as most do: `texts.js` adds it again
                del option["forbids"]
    data = {
        "ladder": ladder,
        "messages": message_data(text, languages),
        "numbers": number_data(),
    }
    return _Parts(Markup(text), _json(data)[:-1])  # noqa: S704  # this package's own script


def _embedded(shared: str, own: dict[str, Any]) -> Any:
    """All data as JSON that no parser of HTML takes for markup."""
    from markupsafe import Markup

    return Markup(f"{shared},{_json(own)[1:]}".replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
