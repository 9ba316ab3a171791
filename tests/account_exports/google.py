"""Exports of YouTube and of Google Business Profile, both from Google Takeout."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.account_exports.events import Event, Made, at, iso, rhythm, truth
from tests.account_exports.writing import Files, archive, dump, rows

YOUTUBE = "Takeout/YouTube and YouTube Music"
CHANNEL = "UCdemo0000000000000000"
VIDEOS = [
    "Video ID", "Approx Duration (ms)", "Video Audio Language", "Video Category", "Video Description (Original)",
    "Channel ID", "Video Title (Original)", "Video Title (Original) Language", "Privacy", "Video State",
    "Video Create Timestamp", "Video Publish Timestamp",
]  # fmt: skip
COMMENTS = [
    "Channel ID", "Comment Create Timestamp", "Price", "Comment ID", "Parent Comment ID", "Video ID", "Comment Text",
]  # fmt: skip
BUSINESS = "Takeout/Google Business Profile"
PLACE = f"{BUSINESS}/account-100/location-200"


def long(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%S.}402113+00:00"


def video(event: Event, number: int) -> list[str]:
    created = event.time - timedelta(hours=30 if number % 3 == 0 else 0)
    return [
        f"demoVid{number:04d}", "61000", "", "Howto", "keepout", CHANNEL, "keepout", "", event.note, "Processed",
        long(created), long(event.time),
    ]  # fmt: skip


def private_video() -> list[str]:
    return [*video(Event(at("2026-02-05"), "post", note="Private"), 9999)[:-2], long(at("2026-02-05")), ""]


def on_video(number: int) -> str:
    return f"demoVid{number:04d}" if number % 4 == 0 else "keepoutVid1"


def comment(event: Event, number: int, below: str) -> list[str]:
    name, before = (f"Ugdemo{number}.r", f"Ugdemo{number}") if number % 2 else (f"Ugdemo{number}", "")
    text = '{"text":"keepout"},{"text":"\n"},{"text":"more"}'
    return [CHANNEL, long(event.time), "0", name, before, below, text]


def youtube_files(videos: Sequence[list[str]], comments: Sequence[list[str]]) -> Files:
    channel = rows(
        ["Channel ID", "Channel Title (Original)", "Channel Visibility"], [[CHANNEL, "Demo Channel", "Public"]]
    )
    watched = {"header": "YouTube", "title": "Watched keepout", "time": "2026-02-01T10:00:00.000Z"}
    return {
        f"{YOUTUBE}/video metadata/videos.csv": rows(VIDEOS, videos) + "\n\n\n",
        f"{YOUTUBE}/comments/comments.csv": rows(COMMENTS, comments) + "\n\n\n\n",
        f"{YOUTUBE}/channels/channel.csv": channel,
        f"{YOUTUBE}/history/watch-history.json": dump([watched]),
        "Takeout/archive_browser.html": "<html>keepout</html>",
    }


def youtube_events(seed: str) -> tuple[list[Event], Files]:
    """What happened, as the export shows it, and its files."""
    chance = random.Random(f"youtube{seed}")
    times = rhythm(chance, at("2024-10-01"), at("2026-02-01"), 20, 6)
    posts = [Event(time, "post", note=chance.choice(["Public", "Public", "Public", "Unlisted"])) for time in times]
    talk = [Event(time, "comment") for time in rhythm(chance, at("2024-10-01"), at("2026-02-05"), 24, 8)]
    videos = [video(event, number) for number, event in enumerate(posts)]
    files = youtube_files(
        [*videos, private_video()], [comment(event, number, on_video(number)) for number, event in enumerate(talk)]
    )
    listed = {row[0] for row in videos}
    told = [replace(event, on="own" if on_video(number) in listed else "others") for number, event in enumerate(talk)]
    return posts + told, files


def youtube(seed: str) -> Made:
    exported = at("2026-02-10 00:00:00")
    events, files = youtube_events(seed)
    note = (
        "a private video is no event, an unlisted one is; microseconds are cut; a comment on a video listed in "
        "videos.csv is on one's own"
    )
    told = truth(events, source="youtube", exported=exported, exported_from="zip times", note=note)
    return Made(archive(exported, files), told)


def exact(time: datetime) -> str:
    return iso(time).replace("Z", ".123456Z")


def review(event: Event, number: int, account: int = 100) -> dict[str, Any]:
    item: dict[str, Any] = {
        "name": f"accounts/{account}/locations/200/reviews/AbDemo{number}",
        "reviewer": {"displayName": "Nikos Keepout"}, "starRating": ["FIVE", "FOUR", "TWO"][number % 3],
        "createTime": exact(event.time), "updateTime": exact(event.time),
    }  # fmt: skip
    if number % 5:
        item["comment"] = "keepout"
    if event.answered:
        item["reviewReply"] = {"comment": "keepout", "updateTime": exact(event.answered)}
    return item


def local_post(event: Event, number: int) -> dict[str, str]:
    return {
        "name": f"accounts/100/locations/200/localPosts/{number}", "summary": "keepout", "state": "LIVE",
        "createTime": iso(event.time),
    }  # fmt: skip


def business_files(reviews: Sequence[Event], posts: Sequence[Event]) -> Files:
    """Its 21st review and later ones are in a second file; the first two are there twice."""
    items = [review(event, number) for number, event in enumerate(reviews)]
    place = {"name": "locations/200", "title": "Demo Bakery", "phoneNumbers": {"primaryPhone": "keepout"}}
    return {
        f"{PLACE}/reviews.json": dump({"reviews": items[:20]}),
        f"{PLACE}/reviews-AbCd_e.json": dump({"reviews": [*items[20:], *items[:1]]}),
        f"{BUSINESS}/account-77/location-200/reviews.json": dump(
            {"reviews": [review(event, number, 77) for number, event in enumerate(reviews[:2]) if number == 1]}
        ),
        f"{PLACE}/data.json": dump(place),
        **{
            f"{PLACE}/localPost-{number}/data.json": dump(local_post(event, number))
            for number, event in enumerate(posts)
        },
        "Takeout/Maps (your places)/Reviews.json": dump({"type": "FeatureCollection", "features": []}),
    }


def business_events(seed: str) -> tuple[list[Event], list[Event]]:
    """Reviews and posts."""
    chance = random.Random(f"google business{seed}")

    def answer(time: datetime) -> datetime | None:
        hours = chance.choice([2, 5, 20, 30, 70, 200])
        return time + timedelta(hours=hours)

    reviews = [
        Event(time, "review", answered=answer(time) if chance.random() < 0.6 else None)
        for time in rhythm(chance, at("2025-01-01"), at("2026-08-28"), 22, 8)
    ]
    return reviews, [Event(time, "post") for time in rhythm(chance, at("2025-06-01"), at("2026-08-20"), 45, 10)]


def business(seed: str) -> Made:
    exported = at("2026-09-01 12:00:00")
    reviews, posts = business_events(seed)
    note = (
        "a review seen twice counts once; the answer's time is when it was last changed; localPost files are not "
        "certain; Maps reviews are other places'"
    )
    told = truth([*reviews, *posts], source="google-business", exported=exported, exported_from="zip times", note=note)
    return Made(archive(exported, business_files(reviews, posts)), told)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    yield "youtube.zip", youtube(seed)
    yield "google-business.zip", business(seed)
