"""Accounts' exports as sources of measures."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from stagecli.measures import MEASURES, OLD, Measured, Note, Observed, Source
from stagecli.observe.exports.accounts import Found, accounts
from stagecli.observe.exports.events import DAY, WEEK, Account, Moment
from stagecli.observe.exports.measuring import (
    WEEKS,
    Span,
    day_of,
    last_sign_of_life,
    measures,
    posts_of,
    span,
    up_to,
    weeks_with,
    without_silence,
)


class _Judged(NamedTuple):
    """An account and what was measured of it."""

    source: Source
    counts: bool
    """Whether it is a business's own, so that answers follow from it."""
    last_sign_of_life: Moment
    """0 if there is none."""
    weeks_with_a_post: int
    """-1 if that is not known."""

    def value(self, name: str) -> float:
        """The value of a measure with a number; -1 if it has none."""
        found = self.source.measures.get(name)
        return found.value if found is not None and isinstance(found.value, float) else -1


def measured(sources: Sequence[str], kinds: Collection[str], until: Moment | None, now: Moment) -> Observed:
    """Measure exports: what they say together, and each account's own if there are several.

    Args:
        sources: paths of archives, folders or files.
        kinds: which each must be of; empty for any.
        until: from when is counted back; None for the day of each export.
        now: the present moment: no export was made later.

    Raises:
        UsageError: one cannot be read, or is no export.

    """
    judged = [_judge(found, kinds, until, now) for found in accounts(sources, kinds, now)]
    if len(judged) == 1 and judged[0].counts:
        only = judged[0].source
        return Observed(sources=(replace(only, measures={}),), measures=only.measures)
    return Observed(sources=tuple(each.source for each in judged), measures=_together(judged))


def _judge(found: Found, kinds: Collection[str], until: Moment | None, now: Moment) -> _Judged:
    reader, made = found.reader, found.account.exported
    end = made if until is None or _is_after(until, made) else until
    account = up_to(found.account, reader, end)
    time = None
    if end is not None:
        time = span(up_to(found.account, reader, end if made is None else made), end, made)
    counts = not reader.personal or reader.kind in kinds
    source = Source(
        kind=reader.kind,
        from_=None if time is None else day_of(min(time.end, max(time.start, time.end - WEEKS * WEEK))),
        until=None if time is None else day_of(time.end),
        notes=(
            *_notes_on_time(found, time, until, now),
            *([] if counts else [Note("personal", {"kind": reader.kind})]),
            *_notes_on_contents(found, account, time),
        ),
        measures=measures(account, reader, time),
    )
    life, weeks = 0, -1
    if time is not None:
        life = last_sign_of_life(account, time.end) or 0
        weeks = weeks_with([post.time for post in posts_of(account)], time) if account.has_posts else -1
    return _Judged(source, counts, life, weeks)


def _is_after(until: Moment, made: Moment | None) -> bool:
    """Whether an export cannot show what was up to a moment: it was made a day before that, or earlier."""
    return made is not None and until - made >= DAY


def _notes_on_time(found: Found, time: Span | None, until: Moment | None, now: Moment) -> Iterator[Note]:
    if time is None:
        yield Note("export_day_unknown")
        return
    day: dict[str, int | str] = {"day": day_of(time.end)}
    if until is None and now - time.end > OLD * DAY:
        yield Note("export_is_old", day)
    if until is None:
        yield Note("exported_by_entries" if found.by_entries else "exported", day)
    elif _is_after(until, found.account.exported):
        yield Note("until_after_export", day)


def _notes_on_contents(found: Found, account: Account, time: Span | None) -> Iterator[Note]:
    if time is not None and time.is_cut and account.events:
        yield Note("range_cut", {"day": day_of(time.start)})
    too_early = sum(event.time < found.reader.born for event in found.account.events)
    later = len(found.account.events) - len(account.events) - too_early
    if account.has_posts and not posts_of(account) and not later:
        yield Note("no_post_there")
    if later and time is not None:
        yield Note("later_left_out", {"number": later, "day": day_of(time.end)})
    for key, number in (
        ("entries_too_early", too_early),
        ("entries_unread", account.unread),
        ("files_left_out", found.left_out),
        ("parts_without_data", found.empty_parts),
    ):
        if number:
            yield Note(key, {"number": number})


def _together(judged: Sequence[_Judged]) -> dict[str, Measured]:
    """What several accounts of one business say: never added up, since the same post is often in two of them.

    Posts and talk are those of the account with most weeks with a post, then most posts a week; the sign of life is the
    latest, the age the greatest, and reviews are where most were received. Of equals the first holds. That nobody posts
    any more is not said while it is not known of one of them; an export of reviews need not have posts.
    """
    own = [each for each in judged if each.counts]
    if not own:
        return {}
    busiest = max(own, key=lambda each: (each.weeks_with_a_post, each.value("posts.per_week")))
    alive = max(own, key=lambda each: each.last_sign_of_life)
    ages = ("account.months", "account.months_at_least")
    oldest = max(own, key=lambda each: max(map(each.value, ages)))
    reviewed = max(own, key=lambda each: each.value("reviews.received"))
    from_ = {"posts": busiest, "talk": busiest, "reviews": reviewed}
    made: dict[str, Measured] = {}
    for name in MEASURES:
        subject = name.partition(".")[0]
        chosen = from_.get(subject) or (oldest if name in ages else alive)
        if name in chosen.source.measures:
            made[name] = replace(chosen.source.measures[name], source=judged.index(chosen))
    unknown = any(each.weeks_with_a_post < 0 and each.value("reviews.received") < 0 for each in own)
    return without_silence(made, "other_account_unknown") if unknown and "posts.counted" in made else made
