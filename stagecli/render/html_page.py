"""HTML pages: each is one self-contained file.

Jinja2 escapes every text, after `escaping.visible` has made it safe to show. Style and script are in the page, and
its content security policy allows only these two, by their hashes: no request can leave the page, and no text of a
model or a subject can ever run.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stagecli.escaping import visible

_FOLDER = Path(__file__).parent / "templates"


def page(template: str, *, style: Markup, script: Markup | str = "", **values: Any) -> str:
    """Render a page from a template file, with these values, its style, and a script if it has one."""
    return _environment().get_template(template).render(
        style=style, script=script, hash=_hash, **values
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Make each value of a template visible, except this project's own style, script and macros."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def own(name: str) -> Markup:
    """The text of one of this package's styles or scripts."""
    return Markup((_FOLDER / name).read_text("utf-8"))  # noqa: S704  # a file of this package


def _hash(text: str) -> Markup:
    digest = hashlib.sha256(text.encode()).digest()
    return Markup("'sha256-{}'").format(base64.b64encode(digest).decode())
