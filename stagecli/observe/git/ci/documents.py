"""Reads the YAML of CI files within budgets; what cannot be read says nothing."""

import re
from collections.abc import Mapping
from typing import Any

from stagecli.yaml_document import DocumentError, read_yaml

MAX_LINE = 1_000  # characters; longer ones are generated or hostile, and are left out
MAX_LINES = 10_000  # of one text
MAX_DOCUMENTS = 50

_MERGE = re.compile(r"<<:(?= |$)")
_TASK = re.compile(r"^task:")


def short_lines(text: str) -> list[str]:
    """The first `MAX_LINES` lines of a text, without those over `MAX_LINE` characters."""
    return [line for line in text.splitlines()[:MAX_LINES] if len(line) <= MAX_LINE]


def documents(text: str) -> list[Any]:
    """Each YAML document of a text as plain mappings, sequences and text, merge keys filled in.

    A document that cannot be read is left out: one that is no YAML, such as a template, or that is over a budget of
    `yaml_document`.
    """
    parts: list[list[str]] = [[]]
    for number, line in enumerate(short_lines(text)):
        if line == "---" or line.startswith("--- "):
            parts.append([line[4:]] if not line[4:].startswith("#") else [])
        elif line != "..." and not line.startswith("%"):
            # Numbered, as the reader keeps neither merge keys nor the second of two equal keys; Cirrus has many `task:`
            parts[-1].append(_TASK.sub(f"task{number}:", _MERGE.sub(f"<<{number}:", line)))
    found = []
    for part in parts[:MAX_DOCUMENTS]:
        try:
            root = read_yaml("\n".join(part).encode(errors="replace"), "").root
        except DocumentError:
            continue
        if root is not None:
            found.append(_merged(root, {}))
    return found


def mapping_of(value: Any) -> Mapping[str, Any]:
    """A mapping as it is; an empty one for all else, which a file of another shape may have in its place."""
    return value if isinstance(value, dict) else {}


def items_of(value: Any) -> list[Any]:
    """A list as it is, a mapping as the one item that it stands for; nothing for all else."""
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


def text_of(value: Any) -> str:
    """A text as it is; an empty one for all else."""
    return value if isinstance(value, str) else ""


def _merged(value: Any, known: dict[int, Any]) -> Any:
    """The value with its merge keys filled in; what aliases share stays shared, so that it is worked out once."""
    if not isinstance(value, dict | list):
        return value
    if id(value) in known:
        return known[id(value)]
    result: Any
    if isinstance(value, list):
        result = [_merged(item, known) for item in value]
    else:
        own: dict[str, Any] = {}
        base: dict[str, Any] = {}
        for key, item in value.items():
            below = _merged(item, known)
            if not key.startswith("<<"):
                own[key] = below
                continue
            for each in below if isinstance(below, list) else [below]:
                if isinstance(each, dict):
                    base = {**each, **base}
        result = {**base, **own}
    known[id(value)] = result
    return result
