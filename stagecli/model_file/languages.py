"""The languages of a model's texts: finds unknown and missing ones."""

from collections.abc import Iterator, Sequence
from typing import Any

from stagecli.errors import Message, Problem, did_you_mean, verbatim
from stagecli.yaml_document import Document, Path

_TEXT_KEYS = frozenset(
    {"title", "credit", "name", "summary", "ahead", "do", "why", "question", "help", "label", "unit"}
)

_LINES = 20  # most lines to list


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every text of a document that is a map of languages, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _TEXT_KEYS and isinstance(inner, dict):
                yield (*path, key), inner
            elif key != "cases":
                yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def unknown_languages(document: Document, languages: Sequence[str]) -> Iterator[Problem]:
    """Report texts in a language that the model does not list."""
    for path, text in _texts(document.root, ()):
        for language in text:
            if language not in languages:
                known = Message("languages_listed", known=", ".join(languages))
                hint = did_you_mean(language, languages) or known
                yield document.problem((*path, language), Message("no_language", name=language), hint, at_key=True)


def missing_languages(document: Document, languages: Sequence[str]) -> Iterator[Problem]:
    """Report, once per listed language, the texts that lack it: not a mistake, but worth knowing."""
    for language in languages:
        lacking = [path for path, text in _texts(document.root, ()) if language not in text]
        if lacking:
            texts = "1 text is" if len(lacking) == 1 else f"{len(lacking)} texts are"
            lines = [str(document.problem(path, Message("verbatim", text="")).line) for path in lacking]
            more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
            where = f"line{'s' if len(lines) > 1 else ''} {', '.join(lines[:_LINES])}{more}"
            what = Message("verbatim", text=f"{texts} not in '{language}': {where}")
            yield document.problem(lacking[0], what, verbatim(f"Shown in '{languages[0]}' instead."))
