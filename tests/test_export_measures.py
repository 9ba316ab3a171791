"""Measures of an account, from events by hand: times are in days before the export."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.measures import MEASURES
from stagecli.observe.exports import instagram, x
from stagecli.observe.exports.clients import FEEDS, SCHEDULERS, is_feed, is_scheduler
from stagecli.observe.exports.events import DAY, WEEK, Account, AccountEvent, EventKind, Moment
from stagecli.observe.exports.google_business import READER as GOOGLE
from stagecli.observe.exports.measuring import last_sign_of_life, measures, months_between, span, up_to
from stagecli.observe.exports.reader import ExportReader

END = 1_767_225_600
"""1 January 2026."""
AGES = st.lists(st.floats(0, 400), max_size=40)


def event(days: float, kind: EventKind = "post", **more: Any) -> AccountEvent:
    return AccountEvent(time=ago(days), kind=kind, **more)


def ago(days: float) -> Moment:
    return END - round(days * DAY)


def account(*events: AccountEvent, opened: float | None = 400, whole: bool = True, **more: Any) -> Account:
    """An account whose export, if it is whole, has a story from the day it was opened."""
    first = [event(opened, "story")] if whole and opened is not None else []
    shown = {"has_posts": True, "has_talk": True, **more}
    return Account(events=[*first, *events], opened=None if opened is None else ago(opened), **shown)


def measured(own: Account, reader: ExportReader = instagram.READER, end: Moment | None = END) -> dict[str, Any]:
    """Each measure's value, or the reason why it has none."""
    found = measures(own, reader, None if end is None else span(own, end, end))
    return {name: each.reason if each.value is None else each.value for name, each in found.items()}


def posting(days: Sequence[float], **more: Any) -> dict[str, Any]:
    return measured(account(*map(event, days), **more))


def test_a_regular_account_is_measured_whole() -> None:
    weekly = [event(7 * week + 1) for week in range(30)]
    own = account(*weekly, event(2, "comment", on="others"), event(3, "comment", on="own"))
    assert measured(own) == {
        "account.months": 13,
        "account.days_since_sign_of_life": 1,
        "posts.weeks_with_a_post": 1,
        "posts.weeks_judged": 26,
        "posts.counted": 26,
        "posts.per_week": 1,
        "posts.median_gap": 7,
        "posts.longest_gap": 7,
        "posts.days_since_last": 1,
        "posts.clients_known": 0,
        "posts.feed_share": "clients_unknown",
        "posts.scheduler_share": "clients_unknown",
        "talk.per_week": 0.04,
        "talk.on_own_per_week": 0.04,
    }


def test_measures_stand_in_their_order_whatever_there_is_to_measure() -> None:
    for reader in (instagram.READER, x.READER, GOOGLE):
        names = list(measured(account(has_reviews=True), reader))
        assert names == [name for name in MEASURES if name in names]


def test_nothing_has_a_value_where_nobody_knows_when_the_export_was_made() -> None:
    found = measured(account(event(3), has_reviews=True), GOOGLE, end=None)
    assert set(found.values()) == {"export_day_unknown"}
    assert {"account.months", "posts.counted", "reviews.received"} <= set(found)


@given(AGES)
def test_a_week_is_seven_days_back_from_the_export(days: list[float]) -> None:
    weeks = [any(7 * week <= (END - ago(at)) / DAY < 7 * week + 7 for at in days) for week in range(26)]
    assert posting(days)["posts.weeks_with_a_post"] == round(sum(weeks) / 26, 4)


@given(AGES)
def test_gaps_are_between_posts_and_the_longest_may_go_on(days: list[float]) -> None:
    found, recent = posting(days), sorted(at for at in days if END - ago(at) < 182 * DAY)
    if recent:
        gaps = [later - earlier for earlier, later in zip([0, *recent], recent, strict=False)]
        assert found["posts.longest_gap"] == pytest.approx(max(gaps), abs=0.011)
    else:
        assert found["posts.longest_gap"] == "no_post_lately"
    assert isinstance(found["posts.median_gap"], float) == (len(recent) >= 3)


@pytest.mark.parametrize(("opened", "judged"), [(55.9, 7), (56, 8), (181.9, 25), (182, 26), (5000, 26)])
def test_under_eight_weeks_no_rhythm_is_judged(opened: float, judged: int) -> None:
    found = posting([3, 4, 5], opened=opened)
    assert found["posts.weeks_judged"] == judged
    rhythm = [found[name] for name in ("posts.weeks_with_a_post", "posts.per_week", "talk.per_week")]
    assert (rhythm == ["too_few_weeks"] * 3) == (judged < 8)
    assert found["posts.longest_gap"] == 3  # what needs no weeks is measured


def test_an_account_whose_opening_is_not_known_is_judged_from_its_first_event() -> None:
    found = posting([100, 3], opened=None)
    assert (found["account.months_at_least"], found["posts.weeks_judged"]) == (3, 14)
    assert "account.months" not in found
    assert posting([], opened=None)["account.months_at_least"] == "nothing_there"


@pytest.mark.parametrize("first", [5, 31, 76, 90, 91, 351, 364, 366, 1085, 1096])
def test_a_range_that_looks_cut_is_judged_from_its_first_event(first: float) -> None:
    own = account(event(first), event(2), opened=first + 60, whole=False)
    time = span(own, END, END)
    assert (time.start, time.is_cut) == (ago(first), True)
    assert measured(own)["account.months"] == months_between(ago(first + 60), END)


@pytest.mark.parametrize("first", [33, 60, 75, 120, 350, 400, 1000])
def test_another_first_event_is_taken_for_what_it_is(first: float) -> None:
    time = span(account(event(first), opened=first + 60, whole=False), END, END)
    assert (time.start, time.is_cut) == (ago(first + 60), False)


def test_a_first_event_soon_after_the_opening_shows_that_nothing_was_cut() -> None:
    assert not span(account(event(364), opened=364 + 59, whole=False), END, END).is_cut


def test_no_event_at_all_is_no_silence_unless_the_account_is_new() -> None:
    assert measured(account(opened=40, whole=False))["posts.weeks_judged"] == 5
    assert measured(account(opened=400, whole=False))["posts.weeks_judged"] == 0


def test_an_export_without_the_list_of_posts_is_not_taken_for_one_without_posts() -> None:
    found = measured(account(event(2, "comment", on="others"), has_posts=False))
    assert {each for name, each in found.items() if name.startswith("posts.")} == {"posts_missing"}
    assert found["talk.per_week"] == 0.04
    assert measured(account(event(2), has_talk=False))["talk.per_week"] == "talk_missing"


def test_a_range_is_cut_where_the_export_was_made_whatever_day_is_counted_back_from() -> None:
    own = account(*(event(day) for day in range(2, 364, 7)), opened=1000, whole=False)
    time = span(own, END - 200 * DAY, END)
    assert (time.start, time.is_cut, time.weeks) == (ago(359), True, 22)


def test_posts_that_go_on_out_of_sight_are_no_silence() -> None:
    hidden = [event(day, public=False) for day in (3, 20, 50)]
    found = measured(account(event(95), *hidden))
    assert (found["posts.days_since_last"], found["posts.counted"]) == ("posts_hidden", 1)
    assert measured(account(event(95), *hidden[:2]))["posts.days_since_last"] == 95
    none = measured(account(*hidden))
    assert (none["posts.days_since_last"], none["posts.counted"]) == ("posts_hidden", "posts_hidden")


def test_an_opening_before_the_platform_or_after_the_end_is_none() -> None:
    for opened in (0, x.READER.born - 1, END + 1):
        own = Account(events=[event(100)], opened=opened, has_posts=True)
        kept = up_to(own, x.READER, END)
        assert kept.opened is None
        assert measured(kept, x.READER)["account.months_at_least"] == 3


def test_stories_replies_and_what_is_not_public_are_no_posts() -> None:
    kinds: list[EventKind] = ["story", "thread", "repost", "reply", "comment"]
    own = account(*(event(1, kind) for kind in kinds), event(1, public=False), event(9))
    assert measured(own)["posts.counted"] == 1


def test_a_sign_of_life_is_what_a_person_did_in_public() -> None:
    for sign in (event(4, "story"), event(4, "comment"), event(4, "repost"), event(9, "review", answered=ago(4))):
        assert last_sign_of_life(account(sign, event(50)), END) == ago(4)
    for none in (
        event(4, client="dlvr.it"),
        event(4, "review"),
        event(4, public=False),
        event(9, "review", answered=END + 1),
    ):
        assert last_sign_of_life(account(none, event(50)), END) == ago(50)


def test_shares_are_of_the_posts_whose_program_is_known() -> None:
    clients = ["dlvr.it", "IFTTT", "Buffer", "Twitter Web App", None]
    found = measured(account(*(event(day, client=client) for day, client in enumerate(clients, 1))), x.READER)
    assert found["posts.clients_known"] == 0.8
    assert (found["posts.feed_share"], found["posts.scheduler_share"]) == (0.5, 0.25)


def test_talk_is_what_is_said_to_others_where_it_is_known() -> None:
    talk = [event(day, "reply", on="others") for day in (1, 5, 200)]
    assert measured(account(*talk), x.READER)["talk.replies_per_week"] == 0.08
    unknown = account(event(1, "comment"), event(30))
    assert measured(unknown)["talk.per_week"] == "page_unknown"
    assert "talk.per_week" not in measured(account(event(1, "comment")), GOOGLE)


def test_a_comment_soon_after_a_post_of_ones_own_is_a_part_of_it() -> None:
    minute = 1 / 24 / 60
    comments = [event(30 - after * minute, "comment", on="own") for after in (-1, 0, 10, 11)]
    assert measured(account(event(30), *comments))["talk.on_own_per_week"] == round(2 / 26, 2)


def test_reviews_older_than_a_week_should_have_an_answer() -> None:
    reviews = [event(day, "review", answered=at) for day, at in ((6.9, None), (7, ago(6)), (20, None), (30, ago(28)))]
    found = measured(account(*reviews, event(183, "review"), has_reviews=True), GOOGLE)
    assert found["reviews.received"] == 3
    assert found["reviews.answered_share"] == 0.6667
    assert found["reviews.hours_to_answer"] == 36
    none = measured(account(has_reviews=True), GOOGLE)
    assert [none[name] for name in none if name.startswith("reviews.")] == [0, "no_review", "no_review"]
    unanswered = measured(account(event(9, "review"), has_reviews=True), GOOGLE)
    assert (unanswered["reviews.answered_share"], unanswered["reviews.hours_to_answer"]) == (0, "no_answer")


def test_nothing_counts_from_before_the_platform_or_after_the_export() -> None:
    own = account(event(0), AccountEvent(time=END + 1, kind="post"), AccountEvent(time=x.READER.born - 1, kind="post"))
    assert up_to(own, x.READER, END).events == [event(400, "story"), event(0)]
    assert len(up_to(own, x.READER, None).events) == 3


@pytest.mark.parametrize(("days", "months"), [(0, 0), (30, 0), (31, 1), (364, 11), (365, 12), (366, 12), (-5, 0)])
def test_months_are_whole(days: int, months: int) -> None:
    assert months_between(END - days * DAY, END) == months
    assert months_between(END - 365 * DAY + 1, END) == 11


def test_programs_are_known_by_their_names_however_they_are_written() -> None:
    assert all(map(is_feed, ["DLVR.IT", "Zapier.com", "WordPress.com", "Revive Social App", *FEEDS]))
    assert all(map(is_scheduler, ["buffer", "Hootsuite Inc.", "HootSuite, Inc", "Zoho Social", *SCHEDULERS]))
    neither = [None, "", "Twitter Web App", "TweetDeck", "Later On", "Bufferbloat", "My dlvr.it", "Facebook for iPhone"]
    assert not any(is_feed(name) or is_scheduler(name) for name in neither)


@given(st.lists(st.integers(0, 60), max_size=30), st.integers(0, 20 * WEEK))
def test_measures_do_not_depend_on_the_order_of_events_or_on_the_day(days: list[int], later: int) -> None:
    own = account(*map(event, days))
    moved = Account(
        events=[AccountEvent(time=each.time + later, kind=each.kind) for each in reversed(own.events)],
        opened=ago(400) + later,
        has_posts=True,
        has_talk=True,
    )
    assert {**measured(own), "account.months": 0} == {**measured(moved, end=END + later), "account.months": 0}
