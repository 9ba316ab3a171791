"""What a tag's name says: which version of what it is, or that it is no release."""

import re

from msgspec import Struct

from stagecli.observe.git.word_lists import FINAL, NO_RELEASES, PLAIN, PRE_RELEASES

_NO_RELEASES = frozenset(NO_RELEASES.split())
_PRE_RELEASES = frozenset(PRE_RELEASES.split())
_FINAL = frozenset(FINAL.split())
_PLAIN = frozenset(PLAIN.split())
_NUMBERS = r"(?P<version>\d+(?:[._-]\d+)*(?:[a-z](?![a-z0-9]))?)"
_APART = re.compile(rf"(?:^|(?<!\d)[^a-z0-9]|(?<![a-z])(?:v|ver|version|r|rel|release)){_NUMBERS}")
_DOTTED = re.compile(r"(?P<version>\d+(?:[._]\d+)+)")
_LONGEST = 200
"""Characters: no longer name is a release's."""


class TagName(Struct, frozen=True):
    """A name that has a version or a date."""

    series: str
    """What it is a version of; empty if it names no product or package."""
    version: tuple[int | str, ...]
    """Its numbers, without zeros behind; a letter directly behind them is one more."""
    label: tuple[int | str, ...]
    """What else stands behind the version, such as rc and 1."""
    pre_release: bool


def read_tag_name(name: str) -> TagName | None:
    """What a tag's name says; None if it is no release's."""
    text = re.sub(r"(?<=\w)\+.*", "", name.lower())  # what built it, by semantic versioning
    found = _version_in(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    before, behind = text[: found.start("version")], text[found.end() :]
    label = tuple(int(word) if word.isdecimal() else word for word in re.findall(r"\d+|[^\W\d_]+", behind))
    if _says_otherwise(before) or _NO_RELEASES.intersection(label) or "x" in label:  # 2.3.x is a branch
        return None
    words = _words(before)
    is_marked = any(word in _PRE_RELEASES and len(word) > 1 for word in words)
    series = [word for word in words if word not in _PLAIN and not (len(word) > 1 and word in _PRE_RELEASES)]
    return TagName(
        series="-".join(series),
        version=_numbers(found["version"]),
        label=(*(["pre"] if is_marked else []), *[word for word in label if word not in _FINAL]),
        pre_release=is_marked or _is_pre_release(label),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+\d*", text)


def _says_otherwise(before: str) -> bool:
    """Whether what stands before a version marks no release; a package may be called test-utils."""
    *packages, rest = re.split("[@/]", before)
    return any(package in _NO_RELEASES for package in packages) or not _NO_RELEASES.isdisjoint(_words(rest))


def _version_in(text: str) -> re.Match[str] | None:
    """Where the version stands: the first of several parts, otherwise the first number that stands apart."""
    found = list(_APART.finditer(text))
    parts = next((match for match in found if re.search(r"\d[._-]\d", match["version"])), None)
    return parts or _DOTTED.search(text) or next(iter(found), None)


def _numbers(version: str) -> tuple[int | str, ...]:
    """A version's parts; 1.2 and 1.2.0 are the same."""
    parts = [int(part) if part.isdecimal() else part for part in re.findall(r"\d+|[a-z]", version)]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def _is_pre_release(label: tuple[int | str, ...]) -> bool:
    """Whether what stands behind a version says that it is not final yet."""
    for word, following in zip(label, (*label[1:], ""), strict=False):
        if word in _PRE_RELEASES and (len(str(word)) > 1 or isinstance(following, int)):
            return True
    return False
