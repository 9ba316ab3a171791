"""The interface's messages for the page's script: those whose keys stand in it, in quotes."""

import re
from collections.abc import Sequence
from importlib import import_module

from stagecli.messages import TABLES

_QUOTED = re.compile(r'"(\w+)"')


def message_data(script: str, languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """By language, the text of every key that a script has."""
    quoted = set(_QUOTED.findall(script))
    texts = {}
    for table in TABLES:
        texts.update(import_module(f"stagecli.messages.{table}").TEXTS)
    used = {key: texts[key] for key in sorted(quoted & texts.keys())}
    return {
        language: {key: (greek if language == "el" else None) or english for key, (english, greek) in used.items()}
        for language in languages
    }
