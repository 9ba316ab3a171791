"""Measures of an account: from when it was opened, and what it did when.

Everything is counted back from the day of the export, in stretches of seven days, so that no time zone enters: never
from today, which makes an old export look silent, and never from the last post, which hides a silence.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from stagecli.measures import MEASURES, Measured, unmeasured, valued
from stagecli.observe.exports.clients import is_feed, is_scheduler
from stagecli.observe.exports.events import DAY, WEEK, Account, AccountEvent, Moment
from stagecli.observe.exports.reader import ExportReader

WEEKS = 26
"""How far back habits are looked at."""
FEWEST_WEEKS = 8
"""A rhythm of fewer is not judged."""
FEWEST_POSTS = 3
"""So many have two gaps between them."""
SETTLED = WEEK
"""A review that is younger may still be answered."""
HASHTAGS = 600
"""Seconds after one's own post in which a comment below it is a part of it."""
HOUR = 3600
_LATEST = 2**40
"""A moment after all others."""
_POSTS = tuple(name for name in MEASURES if name.startswith("posts."))
_TALK = {"pages": ("talk.per_week", "talk.on_own_per_week"), "people": ("talk.replies_per_week",), None: ()}
_REVIEWS = ("reviews.received", "reviews.answered_share", "reviews.hours_to_answer")
_RANGES = (90, 365, 3 * 365)
"""Days to which the platforms' forms offer to cut an export, besides the shortest."""
_SHORTEST = 32 * DAY
"""A first event within that time may be the first of a month that was chosen."""


class Span(NamedTuple):
    """The time that an account is judged by."""

    start: Moment
    """When it was opened, or from when on it is known."""
    end: Moment
    """The export."""
    is_cut: bool
    """Whether the export seems to begin later than the account did."""

    @property
    def weeks(self) -> int:
        """Whole weeks that can be judged, at most `WEEKS`."""
        return max(0, min(WEEKS, (self.end - self.start) // WEEK))


def span(account: Account, end: Moment, made: Moment | None) -> Span:
    """From when on an account can be judged, and to when.

    Platforms' forms cut an export to the last year, or a month, unless asked otherwise, and nothing inside says so.
    What is not in it is no silence: then it is judged from its first event on, as where nobody knows when the account
    was opened.

    Args:
        account: with nothing from before its platform began or after the export.
        end: from when is counted back.
        made: when the export was made; None if nobody knows.

    """
    last = end if made is None else made
    first = min((event.time for event in account.events), default=last)
    opened = account.opened
    if opened is None:
        return Span(first, end, is_cut=False)
    begins = first - last  # before it, so below 0
    is_cut = begins > -_SHORTEST or any(-2 * DAY <= begins + days * DAY <= 14 * DAY for days in _RANGES)
    is_cut = is_cut and first - opened >= 60 * DAY
    return Span(first if is_cut else opened, end, is_cut)


def measures(account: Account, reader: ExportReader, time: Span | None) -> dict[str, Measured]:
    """What an account's export shows, in the order of `MEASURES`.

    Args:
        account: with the events up to the end alone.
        reader: of its platform.
        time: None if nobody knows when it was exported: then nothing has a value, since all is counted back from then.

    """
    names = {_age_name(account), "account.days_since_sign_of_life", *_POSTS, *_TALK[reader.talk]}
    names.update(_REVIEWS if account.has_reviews else ())
    made = {name: unmeasured("export_day_unknown") for name in names}
    if time is not None:
        made = _age(account, time) | _posts(account, time) | _talk(account, reader, time) | _reviews(account, time)
    return {name: made[name] for name in MEASURES if name in made}


def day_of(moment: Moment) -> str:
    """The day of a moment in UTC, as 2026-01-31."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _age_name(account: Account) -> str:
    return "account.months_at_least" if account.opened is None else "account.months"


def _age(account: Account, time: Span) -> dict[str, Measured]:
    since = account.opened
    if since is None:
        since = min((event.time for event in account.events), default=None)
    age, life = unmeasured("nothing_there"), unmeasured("nothing_there")
    if since is not None:
        age = valued(_age_name(account), months_between(since, time.end), since=day_of(since))
    if (last := last_sign_of_life(account, time.end)) is not None:
        life = _days_since(last, "account.days_since_sign_of_life", time)
    return {_age_name(account): age, "account.days_since_sign_of_life": life}


def months_between(first: Moment, last: Moment) -> int:
    """Whole months from one moment to another; 0 if the first is later."""
    start, end = (datetime.fromtimestamp(at, UTC) for at in (first, last))
    months = 12 * (end.year - start.year) + end.month - start.month
    is_short = (end.day, end.time()) < (start.day, start.time())
    return max(0, months - is_short)


def last_sign_of_life(account: Account, end: Moment) -> Moment | None:
    """When a person was last there: to do something in public that no feed did, or to answer a review."""
    moments = (
        event.answered if event.kind == "review" else event.time
        for event in account.events
        if event.public and not is_feed(event.client)
    )
    return max((at for at in moments if at is not None and at <= end), default=None)


def _days_since(last: Moment, name: str, time: Span) -> Measured:
    return valued(name, (time.end - last) // DAY)


def _posts(account: Account, time: Span) -> dict[str, Measured]:
    if not account.has_posts:
        return dict.fromkeys(_POSTS, unmeasured("posts_in_many_files" if account.too_many_posts else "posts_missing"))
    posts = posts_of(account)
    recent = [post for post in posts if post.time > time.end - WEEKS * WEEK]
    found = {
        "posts.weeks_judged": valued("posts.weeks_judged", time.weeks),
        "posts.counted": valued("posts.counted", len(recent)),
        **_rhythm([post.time for post in posts], time),
        **_gaps([post.time for post in recent], time),
        "posts.days_since_last": unmeasured("no_post"),
        **_clients(recent),
    }
    if posts:
        found["posts.days_since_last"] = _days_since(posts[-1].time, "posts.days_since_last", time)
    since = posts[-1].time if posts else time.end - WEEKS * WEEK
    unseen = sum(event.kind == "post" and not event.public and event.time > since for event in account.events)
    return without_silence(found, "posts_hidden") if unseen >= FEWEST_POSTS else found


def posts_of(account: Account) -> list[AccountEvent]:
    """The public posts of an account, oldest first."""
    public = (event for event in account.events if event.kind == "post" and event.public)
    return sorted(public, key=attrgetter("time"))


def without_silence(found: Mapping[str, Measured], reason: str) -> dict[str, Measured]:
    """The same without what would show that nobody posts any more, where there is a reason to doubt that."""
    doubtful = {"posts.days_since_last": unmeasured(reason)}
    if found["posts.counted"].value == 0:
        doubtful["posts.counted"] = unmeasured(reason)
    return {**found, **doubtful}


def weeks_with(times: Sequence[Moment], time: Span) -> int:
    """In how many of the judged weeks something happened: stretches of seven days back from the end, each with it."""
    weeks = {(time.end - at) // WEEK for at in times if at <= time.end}
    return len(weeks & set(range(time.weeks)))


def _rhythm(times: Sequence[Moment], time: Span) -> dict[str, Measured]:
    names = ("posts.weeks_with_a_post", "posts.per_week")
    if time.weeks < FEWEST_WEEKS:
        return {name: unmeasured("too_few_weeks") for name in names}
    judged = [at for at in times if at > time.end - time.weeks * WEEK]
    shares = weeks_with(times, time) / time.weeks, len(judged) / time.weeks
    return {
        name: valued(name, share, counted)
        for name, share, counted in zip(names, shares, (time.weeks, len(judged)), strict=True)
    }


def _gaps(times: Sequence[Moment], time: Span) -> dict[str, Measured]:
    """The days between posts; the longest silence may be the one that goes on."""
    gaps = [(later - earlier) / DAY for earlier, later in pairwise(times)]
    usual, longest = unmeasured("too_few_posts"), unmeasured("no_post_lately")
    if len(times) >= FEWEST_POSTS:
        usual = valued("posts.median_gap", median(gaps), len(times))
    if times:
        longest = valued("posts.longest_gap", max(*gaps, (time.end - times[-1]) / DAY, 0), len(times))
    return {"posts.median_gap": usual, "posts.longest_gap": longest}


def _clients(posts: Sequence[AccountEvent]) -> dict[str, Measured]:
    known = [post.client for post in posts if post.client is not None]
    kinds: dict[str, Callable[[str | None], bool]] = {
        "posts.feed_share": is_feed, "posts.scheduler_share": is_scheduler,
    }  # fmt: skip
    if not posts:
        return {name: unmeasured("no_post_lately") for name in ("posts.clients_known", *kinds)}
    shares = {
        name: valued(name, sum(map(is_such, known)) / len(known), len(known))
        if known
        else unmeasured("clients_unknown")
        for name, is_such in kinds.items()
    }
    return {"posts.clients_known": valued("posts.clients_known", len(known) / len(posts), len(posts)), **shares}


def _talk(account: Account, reader: ExportReader, time: Span) -> dict[str, Measured]:
    names = _TALK[reader.talk]
    if not account.has_talk:
        return {name: unmeasured("talk_missing") for name in names}
    if time.weeks < FEWEST_WEEKS:
        return {name: unmeasured("too_few_weeks") for name in names}
    said = [
        event
        for event in account.events
        if event.kind in ("reply", "comment") and event.public and event.time > time.end - WEEKS * WEEK
    ]
    if all(event.on is None for event in said) and said:
        return {name: unmeasured("page_unknown") for name in names}
    posts = sorted(event.time for event in account.events if event.kind == "post")
    counts = (
        sum(event.on == "others" for event in said),
        sum(event.on == "own" and not _is_part_of_a_post(event.time, posts) for event in said),
    )
    return {name: valued(name, count / time.weeks, count) for name, count in zip(names, counts, strict=False)}


def _is_part_of_a_post(at: Moment, posts: Sequence[Moment]) -> bool:
    """Whether a comment follows so soon upon a post of one's own that it only adds to it, as hashtags do."""
    before = bisect_right(posts, at)
    return before > 0 and at - posts[before - 1] <= HASHTAGS


def _reviews(account: Account, time: Span) -> dict[str, Measured]:
    if not account.has_reviews:
        return {}
    received = [
        event
        for event in account.events
        if event.kind == "review" and time.end - WEEKS * WEEK < event.time <= time.end - SETTLED
    ]
    waits = [
        max(0, event.answered - event.time) / HOUR
        for event in received
        if event.answered is not None and event.answered <= time.end
    ]
    share, wait = unmeasured("no_review"), unmeasured("no_review" if not received else "no_answer")
    if received:
        share = valued("reviews.answered_share", len(waits) / len(received), len(received))
    if waits:
        wait = valued("reviews.hours_to_answer", median(waits), len(waits))
    return dict(zip(_REVIEWS, (valued("reviews.received", len(received)), share, wait), strict=True))


def up_to(account: Account, reader: ExportReader, end: Moment | None) -> Account:
    """An account with what happened after its platform began and, if that is known, up to the end."""
    latest = _LATEST if end is None else end
    events = [event for event in account.events if reader.born <= event.time <= latest]
    is_sound = account.opened is not None and reader.born <= account.opened <= latest
    return replace(account, events=events, opened=account.opened if is_sound else None)
