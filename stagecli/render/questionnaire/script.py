"""The page's script, put together from its modules.

They are plain modules, as a browser or Node imports them. A page is one file that requests nothing, so here each stands
after those that it imports, in one script. It is to be mailed, so it goes without comments and most spaces; they are
formatted in one way only, which makes both easy to find.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|const|class) )", re.MULTILINE)
_COMMENT = re.compile(r"^ *(/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_TEXT = r'"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|/(?![*/ ])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/'
"""A string, a template or a regular expression: a slash that divides has a space behind it."""
_SPACE = re.compile(rf"({_TEXT})|(?:^ +| ?)(=>|&&|\|\||[=?:,;{{}}()<>]|^)(?: +|(?<=[,;{{(])\n *|)", re.MULTILINE)
"""Spaces around signs, indents, and line ends where the line cannot end a statement or its end is a semicolon."""


@cache
def script(*modules: str) -> str:
    """Modules and all that they import, as one script without imports and exports."""
    found: dict[str, str] = {}
    for name in modules:
        _add(name, found)
    return _SPACE.sub(r"\1\2", _COMMENT.sub("", "".join(found.values())))


def _add(name: str, found: dict[str, str]) -> None:
    """Add a module's text after those of the modules that it imports."""
    if name not in found:
        text = (_FOLDER / name).read_text("utf-8")
        for other in _IMPORT.findall(text):
            _add(other, found)
        found[name] = _EXPORT.sub("", _IMPORT.sub("", text))
