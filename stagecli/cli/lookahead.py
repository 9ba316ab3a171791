"""A first look at the command line, before Typer parses it: which command, which model, which language.

The flags of `assess` come from the model, so the model must be known first; also while a shell completes.
"""

import os
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from stagecli.texts import LANGUAGES

_TYPERS_COMPLETION = "_STAGECLI_COMPLETE"  # set by the shell scripts that Typer makes


class Words(NamedTuple):
    """What can be told from the words of a command line."""

    command: str | None
    """The first word that is no flag."""
    model: str | None
    """The value of `--model`, else of `STAGECLI_MODEL`; None for the bundled ladder."""
    language: str | None
    """The value of `--lang`, else of `STAGECLI_LANG`, else the locale's language; None if none says."""


def completing() -> bool:
    """Whether a shell is asking for completions."""
    return _TYPERS_COMPLETION in os.environ


def words_of(arguments: Sequence[str]) -> Words:
    """Look at a command line, or at the one that a shell is completing."""
    words = _words_to_complete() if completing() else list(arguments)
    return Words(
        command=next((word for word in words if not word.startswith("-")), None),
        model=_value(words, "--model") or os.environ.get("STAGECLI_MODEL") or None,
        language=_value(words, "--lang") or os.environ.get("STAGECLI_LANG") or _locale_language(),
    )


def _value(words: list[str], flag: str) -> str | None:
    """The last value of a flag, as `--flag value` or `--flag=value`."""
    found = None
    for index, word in enumerate(words):
        if word == "--":
            break
        if word.startswith(f"{flag}="):
            found = word.removeprefix(f"{flag}=")
        elif word == flag and index + 1 < len(words):
            found = words[index + 1]
    return found


def _words_to_complete() -> list[str]:
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    try:
        return shlex.split(line)[1:]
    except ValueError:  # a quote that is still open
        return line.split()[1:]


def _locale_language() -> str | None:
    """The locale's language, if the interface speaks it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            language = value.split(".")[0].split("_")[0].lower()
            return language if language in LANGUAGES else None
    return None
