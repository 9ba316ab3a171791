"""A first look at the command line, before Typer parses it: which command, which model, which language.

The flags of `assess` come from the model, so the model must be known first, even while a shell completes.
"""

import os
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stagecli.cli.languages import language_meant
from stagecli.messages import LANGUAGES

_TYPERS_COMPLETION = "_STAGECLI_COMPLETE"  # set by the shell scripts that Typer generates


class CommandLine(NamedTuple):
    """What the words of a command line reveal without parsing."""

    command: str | None
    """The first word that is not a flag."""
    subcommand: str | None
    """The next word, if it is not a flag either."""
    model: str | None
    """The value of `--model`, otherwise of `STAGECLI_MODEL`; None for the bundled ladder."""
    model_exported: bool
    """Whether `STAGECLI_MODEL` decides instead of `--model`."""
    help: bool
    """Whether help is asked for."""
    lang: str | None
    """The value of `--lang`."""
    language_written: str | None
    """The same, otherwise the value of `STAGECLI_LANG`, otherwise the locale; there may be no such language."""
    language: str | None
    """The language of errors and help: the interface's that `--lang` means, otherwise the environment; None if none."""


def completing() -> bool:
    """Whether a shell is asking for completions."""
    return bool(os.environ.get(_TYPERS_COMPLETION))  # empty means no to Typer too


def words_of(arguments: Sequence[str]) -> CommandLine:
    """Scan a command line, or the one that a shell is completing."""
    words = _words_to_complete() if completing() else list(arguments)
    if words[:1] == ["--"]:
        del words[0]  # this ends the options before the command, and there are none
    model = _value(words, "--model")
    if model and completing():
        model = os.path.expanduser(model)  # noqa: PTH111  # the shell has not done it yet; Path's raises
    lang = _value(words, "--lang")
    surroundings = os.environ.get("STAGECLI_LANG") or _locale()
    meant = language_meant(lang or "", LANGUAGES) or language_meant(surroundings or "", LANGUAGES)
    rest = [word for before, word in pairwise(["", *words]) if "--lang" not in (before, word.partition("=")[0])]
    bare = [index for index, word in enumerate(rest) if word and not word.startswith("-")][:2]
    return CommandLine(
        command=rest[bare[0]] if bare else None,
        subcommand=rest[bare[1]] if len(bare) == 2 and bare[1] == bare[0] + 1 else None,
        model=model if model is not None else os.environ.get("STAGECLI_MODEL") or None,
        model_exported=model is None,
        help=not {"-h", "--help"}.isdisjoint(words),
        lang=lang,
        language_written=surroundings if lang is None else lang,
        language=None if meant is None else meant.code,
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
    """The words of the line except the one being completed: half a value names no model."""
    shell = os.environ[_TYPERS_COMPLETION].removeprefix("complete_")
    if shell == "bash":
        return _split(_bash_line())[1:]
    line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    half = os.environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE") if shell == "powershell" else not line.endswith(" ")
    return _split(line)[1:-1] if half else _split(line)[1:]


def _bash_line() -> str:
    """Bash's words, one per line: the one being completed is emptied; splits at `=`, `:` and `@` are undone."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    index = os.environ.get("COMP_CWORD", "")
    if index.isdecimal() and int(index) < len(words):
        words[int(index)] = "''"
    return re.sub(r"\n([=:@]+)\n", r"\1", "\n".join(words))


def _split(line: str) -> list[str]:
    import shlex  # only while completing

    for closing in ("", "'", '"', " "):  # for an open quote, or a backslash at the end
        try:
            return shlex.split(line + closing)
        except ValueError:
            continue
    return line.split()


def _locale() -> str | None:
    """The locale for messages, such as `el_GR.UTF-8`."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
