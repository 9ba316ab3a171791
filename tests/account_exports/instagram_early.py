"""Exports of Instagram as they were to 2020."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from tests.account_exports.events import DAY, Event, Made, at, iso, rhythm, truth
from tests.account_exports.writing import GREEK, Files, archive, meta

USER = "demo_keramika"


def marked(time: datetime) -> str:
    return iso(time).replace("Z", "+00:00")


def taken(event: Event, number: int, folder: str) -> dict[str, str]:
    """Until 2019 times had no zone."""
    time = marked(event.time) if event.time >= at("2019-06-01") else iso(event.time).removesuffix("Z")
    return {
        "caption": GREEK[number % 3], "taken_at": time, "location": "Keepout",
        "path": f"{folder}/{event.time:%Y%m}/{number:032x}.jpg",
    }  # fmt: skip


def media(events: Sequence[Event], exported: datetime) -> dict[str, list[dict[str, Any]]]:
    """Posts in `photos` or `videos`, as their notes say."""

    def of(kind: str, note: str, folder: str) -> list[dict[str, Any]]:
        found = [event for event in events if event.kind == kind and event.note == note]
        return [taken(event, number, folder) for number, event in enumerate(reversed(found))]

    private = taken(Event(exported - 3 * DAY, "post"), 1, "direct")
    portrait = taken(Event(exported - 2 * DAY, "post"), 2, "profile") | {"is_active_profile": True}
    return {
        "stories": of("story", "", "stories"), "photos": of("post", "", "photos"),
        "videos": of("post", "video", "videos"), "profile": [portrait], "direct": [private],
    }  # fmt: skip


def comments(events: Sequence[Event]) -> dict[str, list[list[str]]]:
    """Each with its time, its text and whose post it is on."""
    talk = [event for event in reversed(events) if event.kind == "comment"]
    written = [
        [marked(event.time), GREEK[number % 3], USER if event.on == "own" else f"keepout_friend_{number % 4}"]
        for number, event in enumerate(talk)
    ]
    return {"media_comments": written, "live_comments": []}


def files(events: Sequence[Event], exported: datetime, opened: datetime) -> Files:
    about = {
        "biography": "keepout", "date_joined": marked(opened), "email": "keepout@example.org", "gender": "keepout",
        "private_account": False, "name": "Κεραμικά (demo)", "phone_number": "+30 210 000 0000 keepout",
        "username": USER,
    }  # fmt: skip
    said = {"sender": "keepout_friend_1", "created_at": marked(exported - DAY), "text": "keepout"}
    return {
        "media.json": meta(media(events, exported)),
        "comments.json": meta(comments(events)),
        "profile.json": meta(about),
        "messages.json": meta([{"participants": ["keepout_friend_1", USER], "conversation": [said]}]),
        "likes.json": meta({"media_likes": [[marked(exported - DAY), "keepout_friend_1"]], "comment_likes": []}),
        "searches.json": meta([{"search_click": "keepout_friend_1", "time": marked(exported - DAY), "type": "user"}]),
    }


def made(seed: str) -> Iterator[tuple[str, Made]]:
    chance = random.Random(f"instagram early{seed}")
    opened, exported = at("2016-05-21 18:01:13"), at("2020-03-02 10:00:00")
    times = rhythm(chance, at("2018-09-01"), at("2020-02-20"), 13, 5)
    events = [Event(time, "post", note=chance.choice(["", "", "video"])) for time in times]
    events += [Event(time, "story") for time in rhythm(chance, at("2019-01-01"), at("2020-02-20"), 40, 9)]
    times = rhythm(chance, at("2019-01-01"), at("2020-02-25"), 22, 9)
    events += [Event(time, "comment", on=chance.choice(["own", "others"])) for time in times]
    told = truth(
        events, source="instagram", exported=exported, exported_from="zip times", opened=opened,
        opened_from="profile.json",
        note="times without a zone are in UTC; pictures of messages and of the profile are apart",
    )  # fmt: skip
    yield "instagram-early.zip", Made(archive(exported, files(events, exported, opened)), told)
