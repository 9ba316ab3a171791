"""Objects by their hashes: what they are, and what is in them, if that is small."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stagecli.observe.git.view import View

MOST_BYTES = 262_144
"""Bytes of an object that is read: more than any source file, tag or list of names that is worth it."""
_MOST_SAID = 400_000_000
_MOST_READ = 1_000_000_000


class Described(NamedTuple):
    """An object that is there."""

    hash: str
    kind: str
    """`commit`, `tree`, `blob` or `tag`."""
    size: int
    """In bytes."""


def described(view: View, names: Iterable[str]) -> Iterator[Described | None]:
    """What each name stands for, in the same order; None if that is missing.

    Args:
        view: of the repository.
        names: hashes, or `HASH^{tree}`.

    Raises:
        StagecliError: as `View.run`.
    """
    command = ["cat-file", "--buffer", "--batch-check=%(objectname) %(objecttype) %(objectsize)"]
    rest = b""
    for chunk in view.run(command, _lines(names), most=_MOST_SAID):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            found = line.decode("ascii", "replace").split(" ")
            yield Described(found[0], found[1], int(found[2])) if len(found) == 3 else None


def contents(view: View, hashes: Iterable[str]) -> Iterator[bytes]:
    """The content of objects that are there and small, in the same order: see `described`.

    Raises:
        StagecliError: as `View.run`.
    """
    pending = b""
    for chunk in view.run(["cat-file", "--buffer", "--batch=%(objectsize)"], _lines(hashes), most=_MOST_READ):
        pending += chunk
        at = 0
        while (start := pending.find(b"\n", at) + 1) and len(pending) > (end := start + int(pending[at : start - 1])):
            yield pending[start:end]
            at = end + 1  # a line end follows
        pending = pending[at:]


def _lines(names: Iterable[str]) -> Iterator[bytes]:
    return (f"{name}\n".encode() for name in names)
