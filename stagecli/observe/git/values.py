"""How what was worked out becomes a value, and what it was seen in."""

from collections.abc import Iterable

from stagecli.measures import Measured, valued
from stagecli.observe.git.changes import Change
from stagecli.observe.git.history import Commit
from stagecli.observe.git.releases import Release

_HASH = 10
"""Digits of a hash that tell commits apart, and that git itself would show."""


def measured(name: str, value: float, counted: int, examples: Iterable[str] = (), since: str | None = None) -> Measured:
    """The value of a measure, by its name without `git.`."""
    return valued(f"git.{name}", value, counted, examples=examples, since=since)


def hashes(changes: Iterable[Change]) -> list[str]:
    """Changes as examples."""
    return [short_hash(change.commit) for change in changes]


def short_hash(commit: Commit) -> str:
    """A commit as an example."""
    return commit.hash[:_HASH]


def newest_tags(releases: Iterable[Release]) -> list[str]:
    """Releases, oldest first, as examples: newest first."""
    return [release.tag for release in reversed(list(releases))]
