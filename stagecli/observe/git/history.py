"""What is read of a repository: commits, tags and files' paths. Times are seconds since 1970 in UTC."""

from typing import NamedTuple

from msgspec import Struct


class Person(NamedTuple):
    """Who wrote or landed a commit, as `.mailmap` of the newest commit has it; never leaves this package."""

    name: str
    email: str


class Commit(Struct, frozen=True, kw_only=True, gc=False):
    """One commit."""

    hash: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    written: int
    """When it was written: the author's date."""
    landed: int
    """When it was committed."""
    subject: str
    """The message's first line, cut."""
    trailers: tuple[str, ...]
    """Its `Key: value` lines that name people, such as Signed-off-by and Reviewed-by, cut."""


class Tag(NamedTuple):
    """One tag that leads to a commit."""

    name: str
    commit: str
    day: int
    """The tagger's time of an annotated tag; of another the time its commit landed."""


class Repository(Struct, frozen=True, kw_only=True):
    """All that measures look at, read in two passes."""

    main: tuple[str, ...]
    """Hashes of the main line by first parents, newest first; none if nothing was ever committed."""
    commits: dict[str, Commit]
    """Every commit that the main line and the tags reach, by hash, as far as the clone has them."""
    tags: tuple[Tag, ...]
    shallow: bool
    """Whether history was cut off."""
    treeless: bool
    """Whether trees are missing, so that no paths can be read."""
