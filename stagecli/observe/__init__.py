"""Sources of measures: what can be worked out from a git clone, or from an account's own export.

- `observe` looks at the sources of one subject, whatever their kind, and measures all that stagecli knows of them;
- `git` reads a clone, and `exports` what a platform lets people download of their account; both read anybody's
  safely, and work the measures out.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from stagecli.errors import UsageError
from stagecli.measures import Observed, Source, joined

KINDS = (
    "git", "instagram", "facebook", "facebook_profile", "x", "mastodon", "tiktok", "youtube", "linkedin",
    "google_business", "csv",
)  # fmt: skip
"""All kinds of sources: a clone, and exports by platform."""
PERIOD = 365
"""Days of a clone that are looked at, unless the user says otherwise."""
_URL = r"[a-z][a-z0-9+.-]+://|[\w.-]+@[\w.-]+:"


class Scope(Struct, frozen=True, kw_only=True):
    """What part of sources is looked at."""

    now: datetime
    """The present moment, with its time zone: no export was made later."""
    until: date | None = None
    """The last day, to its end in UTC, or a moment (a `datetime`), from which is counted back. None for today with a
    clone, and for the day it was made with an export."""
    today: date | None = None
    """Of clones alone: the day to take for today; None for that of `now`."""
    kinds: list[str] = []
    """Of which of `KINDS` sources must be; empty for any."""
    days: int | None = None
    """Of clones alone: days that are looked at; None for `PERIOD`."""
    tags: str | None = None
    """Of clones alone: which tags are releases, as a pattern such as `prod-*`; None to tell by their names."""
    path: str | None = None
    """Of clones alone: the directory whose changes and files count; None for all."""


def observe(sources: Sequence[str], scope: Scope) -> Observed:
    """Measure the sources of one subject.

    Exports are taken together. Several clones are each measured by itself, so that none is averaged away: then every
    source has its own measures, and there are none of all.

    Raises:
        UsageError: there is no such source, or it cannot be read; a URL is not fetched.
        StagecliError: reading it took too much.

    """
    clones = [source for source in sources if _is_clone(source, scope)]
    exports = [source for source in sources if source not in clones]
    found = [_clone(source, scope) for source in clones]
    if exports:
        for option in ("days", "tags", "path"):
            if getattr(scope, option) is not None:
                raise UsageError("only_of_clones", option=f"--{option}", source=exports[0])
        from stagecli.observe.exports.source import measured  # one module a kind: others stay out

        found.append(
            measured(
                exports, [kind for kind in scope.kinds if kind != "git"], _end(scope.until), int(scope.now.timestamp())
            )
        )
    return _apart(found) if len(clones) > 1 else joined(found) or Observed()


def _is_clone(source: str, scope: Scope) -> bool:
    """Whether a source is a git clone, rather than an export.

    Raises:
        UsageError: there is no such source.

    """
    place = Path(source)
    if not source or not place.exists():  # an empty path would be the current folder
        is_url = re.match(_URL, source, re.IGNORECASE)
        shown = re.sub(r"//[^/@]*@", "//", source)  # without a name and password
        raise UsageError("source_is_url" if is_url else "no_such_source_here", source=shown)
    if set(scope.kinds) == {"git"}:
        return True
    is_clone = any((place / name).exists() for name in (".git", "HEAD"))
    return is_clone and (not scope.kinds or "git" in scope.kinds)


def _clone(source: str, scope: Scope) -> Observed:
    from stagecli.observe.git.source import measured

    until = scope.until or scope.today or scope.now
    last = until.astimezone().date() if isinstance(until, datetime) else until
    days = PERIOD if scope.days is None else scope.days
    measures, notes = measured(Path(source), last, days, scope.tags, scope.path)
    first = date.fromordinal(max(1, last.toordinal() - days + 1))  # there is no day before the year 1
    here = Source(kind="git", from_=first.isoformat(), until=last.isoformat(), notes=notes)
    return Observed(sources=(here,), measures=measures)


def _end(until: date | None) -> int | None:
    """The moment from which is counted back: the last second of a day in UTC, or the moment itself."""
    if until is None or isinstance(until, datetime):
        return None if until is None else int(until.timestamp())
    return int((datetime.combine(until, time(), UTC) + timedelta(days=1)).timestamp()) - 1


def _apart(found: Sequence[Observed]) -> Observed:
    """Sources side by side: each with its own measures, from which no answers follow."""
    sources = [replace(at, measures=at.measures or each.measures) for each in found for at in each.sources]
    return Observed(sources=tuple(sources))
