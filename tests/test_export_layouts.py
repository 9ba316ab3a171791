"""Any list of events, written in each layout and read back, is the same."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.observe.exports.events import AccountEvent as Found
from tests.account_exports import (
    facebook,
    facebook_profile,
    google,
    instagram,
    instagram_early,
    linkedin,
    mastodon,
    others,
    tiktok,
    x,
)
from tests.account_exports.events import Event, at, stamp
from tests.account_exports.instagram_parts import ENGLISH_LABELS, GREEK_LABELS, Labels
from tests.account_exports.writing import ENGLISH, GREEK, Files, dump
from tests.conftest import examples
from tests.export_readers import READERS
from tests.exported import account

EXPORTED, OPENED = at("2026-11-01 12:00:00"), at("2020-01-01")
UNSEEN = {"direct"}
"""What an export holds and nobody may see."""


class Layout(NamedTuple):
    kind: str
    events: list[Event]
    """One of each way in which an event can be laid out; its time does not count."""
    write: Callable[[list[Event]], Files]
    clients: tuple[str | None, ...] = (None,)
    unit: int = 1
    """Seconds; what is shorter is not written."""
    repeats: bool = True
    """Whether two things of one time are two, wherever they are written."""


def like(*kinds: str, **fields: Any) -> list[Event]:
    return [Event(OPENED, kind, **fields) for kind in kinds]


def noted(kind: str, *notes: str, **fields: Any) -> list[Event]:
    return [Event(OPENED, kind, note=note, **fields) for note in notes]


def of(kind: str, events: list[Event]) -> list[Event]:
    return [event for event in events if event.kind == kind]


def new_instagram(labels: Labels) -> Callable[[list[Event]], Files]:
    texts = ENGLISH if labels is ENGLISH_LABELS else GREEK
    return lambda events: instagram.new_files(events, EXPORTED, OPENED, "demo_name", "Demo", labels, texts)


def facebook_page(events: list[Event]) -> Files:
    posts = of("post", events)
    written = facebook.posts(posts, facebook.PAGE, f"{facebook.ACTIVITY}/posts")
    files = facebook.page_files(written, of("comment", events), [posts[0].time if posts else OPENED] * 6)
    return {path: data for path, data in files.items() if posts or not path.endswith("videos.json")}


def new_x(events: list[Event]) -> Files:
    return x.new_files([x.tweet(event, number) for number, event in enumerate(events)], EXPORTED, OPENED)


def youtube(events: list[Event]) -> Files:
    private = google.private_video()
    videos = [google.video(event, number) for number, event in enumerate(of("post", events))]
    below = {"own": private[0], "others": "keepoutVid1"}
    talk = [google.comment(event, number, below[event.on or ""]) for number, event in enumerate(of("comment", events))]
    return google.youtube_files([*videos, private], talk)


TALK = [*like("comment", on="own"), *like("comment", on="others")]
SENTENCES = noted("comment", *facebook.SENTENCES)
TWEETS = [*like("post", "thread", "repost"), *like("reply", on="others")]
TWITTER = (*x.CLIENTS, None)
TIKTOK = [*like("post", note="Everyone"), *like("post", note="Friends", public=False), *like("comment")]
TOOTS = [
    toot
    for note, public in (("", True), ("unlisted", True), ("followers", False))
    for toot in (
        *like("post", "thread", note=note, public=public),
        *like("reply", on="others", note=note, public=public),
    )
]
LAYOUTS = {
    **{
        f"instagram {language}": Layout(
            "instagram",
            [*noted("post", "", "carousel", "reel"), *like("story"), *TALK, *noted("comment", "reel", on="others")],
            new_instagram(labels),
            repeats=False,
        )
        for language, labels in (("english", ENGLISH_LABELS), ("greek", GREEK_LABELS))
    },
    "instagram to 2023": Layout(
        "instagram", [*noted("post", "", "carousel"), *like("story"), *TALK],
        lambda events: instagram.old_files(events, EXPORTED, OPENED), repeats=False,
    ),
    "instagram to 2020": Layout(
        "instagram", [*noted("post", "", "video"), *like("story"), *TALK],
        lambda events: instagram_early.files(events, EXPORTED, OPENED), repeats=False,
    ),
    "facebook page": Layout(
        "facebook", [*noted("post", "text", "photo", "link"), *SENTENCES], facebook_page, repeats=False
    ),
    "facebook profile": Layout(
        "facebook_profile", [*noted("post", "text", "photo", "link"), *SENTENCES],
        lambda events: facebook_profile.new_files(events, EXPORTED, OPENED), repeats=False,
    ),
    "facebook profile to 2023": Layout(
        "facebook_profile", [*noted("post", "text", "photo", "link"), *SENTENCES],
        lambda events: facebook_profile.old_files(events, EXPORTED, OPENED), repeats=False,
    ),
    "x": Layout("x", TWEETS, new_x, TWITTER),
    "x to 2020": Layout("x", TWEETS, lambda events: x.old_files(events, OPENED), TWITTER),
    "mastodon": Layout(
        "mastodon", [*TOOTS, *like("repost"), *like("reply", on="others", note="direct")],
        lambda events: mastodon.files(events, OPENED),
    ),
    "linkedin": Layout("linkedin", like("post", "comment"), lambda events: linkedin.files(events, OPENED)),
    "tiktok": Layout(
        "tiktok", TIKTOK, lambda events: {"user_data_tiktok.json": dump(tiktok.new_document(events, OPENED))}
    ),
    "tiktok, the old one": Layout(
        "tiktok", TIKTOK, lambda events: {"user_data.json": dump(tiktok.old_document(events, OPENED))}
    ),
    "youtube": Layout("youtube", [*noted("post", "Public", "Unlisted"), *TALK], youtube),
    "google business": Layout(
        "google_business", like("review", "post"),
        lambda events: google.business_files(of("review", events), of("post", events)),
    ),
    "table": Layout(
        "csv", like("post", "thread", "repost", "story", "reply", "comment"),
        lambda events: {"posts.csv": others.table(events)}, ("Buffer", 'said "so", by hand', "Κάτι", None), unit=60,
    ),
}  # fmt: skip


def lists(layout: Layout) -> st.SearchStrategy[list[Event]]:
    """Events within the platform's life; reviews are answered at once, later or not."""
    times = st.integers(READERS[layout.kind].born // layout.unit + 1, stamp(EXPORTED) // layout.unit)
    waits = st.none() | st.integers(0, 10**7)

    def event(like: Event, time: int, client: str | None, wait: int | None) -> Event:
        happened = datetime.fromtimestamp(time * layout.unit, UTC)
        answered = happened + timedelta(seconds=wait) if wait is not None and like.kind == "review" else None
        return replace(like, time=happened, client=client, answered=answered)

    events = st.builds(event, st.sampled_from(layout.events), times, st.sampled_from(layout.clients), waits)
    return st.lists(events, max_size=12, unique_by=None if layout.repeats else lambda event: event.time)


def known(event: Event) -> tuple[object, ...]:
    answered = None if event.answered is None else stamp(event.answered)
    return stamp(event.time), event.kind, event.client, event.public, event.on, answered


def read(event: Found) -> tuple[object, ...]:
    on = event.on if event.kind in {"reply", "comment"} else None
    return event.time, event.kind, event.client, event.public, on, event.answered


@pytest.mark.parametrize("name", LAYOUTS)
@examples(200)
@given(data=st.data())
def test_events_that_are_written_and_read_are_the_same(name: str, data: st.DataObject) -> None:
    layout = LAYOUTS[name]
    events = data.draw(lists(layout))
    found = account(READERS[layout.kind], layout.write(events))
    assert Counter(map(read, found.events)) == Counter(known(event) for event in events if event.note not in UNSEEN)
    assert found.unread == 0
