"""The page's script, put together from its modules.

They are plain modules, as a browser or Node imports them. A page is one file that requests nothing, so here each stands
after those that it imports, in one script.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|const|class) )", re.MULTILINE)


@cache
def script(module: str) -> str:
    """A module and all that it imports, as one script without imports and exports."""
    return "".join(_modules(module, {}).values())


def _modules(name: str, found: dict[str, str]) -> dict[str, str]:
    """The text of each module, every one after those that it imports."""
    text = (_FOLDER / name).read_text("utf-8")
    for other in _IMPORT.findall(text):
        if other not in found:
            _modules(other, found)
    found[name] = _EXPORT.sub("", _IMPORT.sub("", text))
    return found
