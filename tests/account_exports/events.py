"""What an account did, as its maker knows it, and what is true of that: never read from an export."""

import random
import statistics
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SCHEDULERS = frozenset({"Buffer", "Hootsuite Inc.", "Sprout Social"})
"""Of the clients that occur here, those with which a person writes, and which post at a set time."""
FEEDS = frozenset({"dlvr.it", "IFTTT", "WordPress.com", "Instagram"})
"""Of the clients that occur here, those by which another place fills the page."""


class Made(NamedTuple):
    """An export as a platform lays it out, and what is true of it."""

    data: bytes
    truth: dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One thing that happened at a time, in UTC and whole seconds."""

    time: datetime
    kind: str
    """`post`, `thread` (a reply to oneself), `repost`, `story`, `reply`, `comment` or `review`."""
    client: str | None = None
    public: bool = True
    """Whether anyone may see it, or anyone with the link."""
    on: str | None = None
    """Of a reply or comment: `own`, `others`, or None where the export does not tell."""
    answered: datetime | None = None
    """Of a review: when the owner's answer was last changed."""
    note: str = ""
    """For who writes it: how it is laid out."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stamp(time: datetime) -> int:
    return int(time.timestamp())


def iso(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def rhythm(
    chance: random.Random, start: datetime, end: datetime, every_days: float, jitter_days: float, skip: float = 0.0
) -> Iterator[datetime]:
    """Times by day from start to end, about so many days apart, each shifted by up to the jitter; some skipped."""
    day = start
    while day < end:
        time = day + timedelta(days=chance.uniform(-jitter_days, jitter_days))
        time = time.replace(hour=chance.randint(7, 20), minute=chance.randint(0, 59), second=chance.randint(0, 59))
        if start <= time < end and chance.random() >= skip:
            yield time
        day += timedelta(days=every_days)


def share(clients: Collection[str], among: Iterable[Event]) -> float | None:
    known = [event for event in among if event.client]
    return round(sum(event.client in clients for event in known) / len(known), 4) if known else None


def answers(events: Iterable[Event]) -> dict[str, Any] | None:
    reviews = [event for event in events if event.kind == "review"]
    hours = [(event.answered - event.time) / timedelta(hours=1) for event in reviews if event.answered]
    median = round(statistics.median(hours), 2) if hours else None
    return {"received": len(reviews), "answered": len(hours), "median_hours": median} if reviews else None


def talk(events: list[Event], on: str | None, since: datetime | None = None) -> int:
    return sum(
        event.kind in {"reply", "comment"} and event.on == on and event.public and (not since or event.time > since)
        for event in events
    )


def truth(
    events: Iterable[Event], *, source: str, exported: datetime, exported_from: str, opened: datetime | None = None,
    opened_from: str | None = None, range_start: datetime | None = None, note: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What is true of the events, from the events alone. Weeks are seven days long, and end at the export."""
    events = sorted((event for event in events if event.time <= exported), key=lambda event: event.time)
    posts = [event for event in events if event.kind == "post" and event.public]
    begin = max(time for time in (opened or (events[0].time if events else exported), range_start) if time)
    weeks = min(26, (exported - begin) // WEEK)
    since = exported - 26 * WEEK
    recent = [event for event in posts if event.time > since]
    posted = {(exported - event.time) // WEEK for event in recent}
    gaps = [(after.time - before.time) / DAY for before, after in pairwise(recent)]
    tail = [(exported - recent[-1].time) / DAY] if recent else []
    kinds = sorted({event.kind for event in events})
    return {
        "source": source,
        "exported": iso(exported), "exported_from": exported_from,
        "opened": iso(opened) if opened else None, "opened_from": opened_from,
        "range_start": iso(range_start) if range_start else None,
        "kinds": {kind: sum(event.kind == kind and event.public for event in events) for kind in kinds},
        "not_public": sum(not event.public for event in events),
        "posts": len(posts),
        "first": iso(posts[0].time) if posts else None,
        "last": iso(posts[-1].time) if posts else None,
        "days_since_last_post": (exported - posts[-1].time) // DAY if posts else None,
        "weeks": weeks,
        "weeks_with_posts": len(posted & set(range(weeks))),
        "posts_26": len(recent),
        "median_gap_days_26": round(statistics.median(gaps), 2) if len(gaps) > 1 else None,
        "longest_gap_days_26": round(max(gaps + tail), 2) if tail else None,
        "client_known": sum(event.client is not None for event in posts),
        "feed_share": share(FEEDS, posts), "feed_share_26": share(FEEDS, recent),
        "scheduler_share": share(SCHEDULERS, posts), "scheduler_share_26": share(SCHEDULERS, recent),
        "replies": {
            "others": talk(events, "others"), "own": talk(events, "own"), "unknown": talk(events, None),
            "others_26": talk(events, "others", since),
        },
        "answers": answers(events),
        "note": note,
    }  # fmt: skip
