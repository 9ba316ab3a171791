"""Commits out of what `git log` writes."""

import re
from collections.abc import Iterable

from stagecli.errors import StagecliError
from stagecli.observe.git.history import Commit, Person

FORMAT = "%at %ct %H %P%n%aN<%aE%n%cN<%cE%n%B"
"""What is before the message cannot hold these separators: names have neither line ends nor `<`."""
LONGEST = 262_144
"""Bytes that are read of a commit."""
_MOST_COMMITS = 3_000_000
_MOST_CHARACTERS = 200
_MOST_TRAILERS = 50
_LATEST = 253_370_764_800  # the year 9999: damaged commits have later dates
_USUAL = 10  # digits of a time from 2001 to 2286
_TRAILER = re.compile(rb"^[A-Za-z][A-Za-z-]*[- ]by: *\S.*", re.MULTILINE | re.IGNORECASE)
"""Lines that name people, such as Signed-off-by, Co-authored-by and Phabricator's Reviewed By."""


def read_commits(batches: Iterable[list[bytes]]) -> dict[str, Commit]:
    """Commits by hash, in the order in which git writes them.

    Args:
        batches: records in `FORMAT`.

    Raises:
        StagecliError: there are too many.
    """
    found: dict[str, Commit] = {}
    people: dict[bytes, Person] = {}
    lines: dict[bytes, str] = {}
    known: dict[str, str] = {}  # each hash is kept once, not again for each child
    once = known.setdefault
    for batch in batches:
        for record in batch:
            try:
                head, author, committer, message = record.split(b"\n", 3)
            except ValueError:  # a name so long that the record was cut in it
                head, author, committer, message = (*record.split(b"\n"), b"", b"", b"")[:4]
            written, landed, name, *parents = head.decode("ascii").split(" ")
            name = once(name, name)
            subject, _, body = message.partition(b"\n")
            found[name] = Commit(
                hash=name,
                parents=tuple([once(parent, parent) for parent in parents]) if parents[0] else (),
                author=people.get(author) or _person(author, people),
                committer=people.get(committer) or _person(committer, people),
                written=int(written) if len(written) == _USUAL else _seconds(written),
                landed=int(landed) if len(landed) == _USUAL else _seconds(landed),
                subject=subject.decode("utf-8", "replace")[:_MOST_CHARACTERS],
                trailers=_trailers(body, lines) if b"y: " in body else (),
            )
        if len(found) > _MOST_COMMITS:
            raise StagecliError("git_too_much")
    return found


def _person(field: bytes, people: dict[bytes, Person]) -> Person:
    name, _, email = field.decode("utf-8", "replace").partition("<")
    return people.setdefault(field, Person(name[:_MOST_CHARACTERS], email[:_MOST_CHARACTERS]))


def _seconds(text: str) -> int:
    """A time; 0 if the commit has none that can be read."""
    return min(int(text), _LATEST) if text.isdecimal() and len(text) < 30 else 0


def _trailers(body: bytes, lines: dict[bytes, str]) -> tuple[str, ...]:
    found = _TRAILER.findall(body.rstrip().rpartition(b"\n\n")[2])
    return tuple([lines.get(line) or _line(line, lines) for line in found[:_MOST_TRAILERS]])


def _line(line: bytes, lines: dict[bytes, str]) -> str:
    return lines.setdefault(line, line.decode("utf-8", "replace").rstrip()[:_MOST_CHARACTERS])
