"""Sources of measures: what can be worked out from a git clone.

- `observe` looks at a source, whatever its kind, and measures all that stagecli knows of it;
- `git` reads a clone, safely with anybody's, and works the measures out.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from stagecli.errors import UsageError
from stagecli.measures import Observed, Source

PERIOD = 365
"""Days that are looked at, unless the user says otherwise."""
_URL = r"[a-z][a-z0-9+.-]+://|[\w.-]+@[\w.-]+:"


class Period(Struct, frozen=True, kw_only=True):
    """What part of a source is looked at."""

    until: date
    """The last day, to its end in UTC."""
    days: int = PERIOD
    tags: str | None = None
    """Which tags are releases: a pattern such as `prod-*`; None to tell by their names."""
    path: str | None = None
    """The directory whose changes and files count; None for all."""


def observe(source: str, part: Period) -> Observed:
    """Measure a source.

    Raises:
        UsageError: there is no such source, or it cannot be read; a URL is not fetched.
        StagecliError: reading it took too much.

    """
    folder = Path(source)
    if not source or not folder.exists():  # an empty path would be the current folder
        is_url = re.match(_URL, source, re.IGNORECASE)
        shown = re.sub(r"//[^/@]*@", "//", source)  # without a name and password
        raise UsageError("source_is_url" if is_url else "no_such_source_here", source=shown)
    if folder.is_file():
        raise UsageError("source_is_file", source=source)
    from stagecli.observe.git.source import measured  # one module a kind: others stay out

    measures, notes = measured(folder, part)
    first = date.fromordinal(max(1, part.until.toordinal() - part.days + 1))  # there is no day before the year 1
    here = Source(kind="git", from_=first.isoformat(), until=part.until.isoformat(), notes=notes)
    return Observed(sources=(here,), measures=measures)


def together(found: Sequence[Observed]) -> Observed | None:
    """What several sources say of one subject; clones are each measured by itself, so that none is averaged away.

    None if they cannot be taken together.
    """
    return found[0] if len(found) == 1 else None


def apart(found: Sequence[Observed]) -> Observed:
    """Several sources side by side: each with its own measures, from which no answers follow."""
    sources = [
        Source(kind=at.kind, from_=at.from_, until=at.until, notes=at.notes, measures=each.measures)
        for each in found
        for at in each.sources
    ]
    return Observed(sources=tuple(sources))
