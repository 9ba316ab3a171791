"""Exports of TikTok."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.account_exports.events import Event, Made, at, rhythm, truth
from tests.account_exports.writing import archive, dump


def day(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S}"


def videos(events: Sequence[Event]) -> list[dict[str, str]]:
    return [
        {
            "Date": day(event.time), "Link": "https://example.org/keepout", "Likes": "3", "WhoCanView": event.note,
            "AllowComments": "Yes", "Sound": "original sound - keepout", "Location": "", "Title": "keepout",
            "AddYoursText": "N/A",
        }
        for event in reversed(events) if event.kind == "post"
    ]  # fmt: skip


def comments(events: Sequence[Event]) -> list[Event]:
    return [event for event in reversed(events) if event.kind == "comment"]


def logins(time: datetime) -> dict[str, Any]:
    return {"Login History": {"LoginHistoryList": [{"Date": day(time), "IP": "203.0.113.9 keepout"}]}}


def new_document(events: Sequence[Event], seen: datetime) -> dict[str, Any]:
    written = [
        {"date": f"{day(event.time)} UTC", "comment": "keepout", "photo": "N/A", "url": ""}
        for event in comments(events)
    ]
    said = {"Date": day(seen), "From": "keepout", "Content": "keepout"}
    person = {"userName": "demo_tiktok", "emailAddress": "keepout@example.org", "birthDate": "keepout"}
    deleted = {"Date": "2026-06-20 10:00:00", "DateDeleted": "2026-06-21 10:00:00"}
    return {
        "Comment": {"Comments": {"App": 1, "CommentsList": written}},
        "Direct Message": {"Direct Messages": {"ChatHistory": {"Chat History with keepout:": [said]}}},
        "Post": {
            "Posts": {"VideoList": videos(events)},
            "Recently Deleted Posts": {"PostList": [deleted]},
            "Story": {},
        },
        "Profile And Settings": {"Profile Info": {"ProfileMap": person}},
        "Your Activity": {**logins(seen), "Hashtag": {"HashtagList": None}},
    }


def old_document(events: Sequence[Event], seen: datetime) -> dict[str, Any]:
    written = [{"Date": day(event.time), "Comment": "keepout"} for event in comments(events)]
    person = {"userName": "demo_tiktok", "emailAddress": "keepout@example.org"}
    return {
        "Activity": logins(seen),
        "Comment": {"Comments": {"CommentsList": written}},
        "Direct Messages": {"Chat History": {"ChatHistory": {}}},
        "Profile": {"Profile Information": {"ProfileMap": person}},
        "Video": {"Videos": {"VideoList": videos(events)}},
    }


def made(seed: str) -> Iterator[tuple[str, Made]]:
    chance = random.Random(f"tiktok{seed}")
    exported = at("2026-07-01 10:00:00")
    seen_by = ["Everyone", "Everyone", "Everyone", "Friends"]
    times = rhythm(chance, at("2025-04-01"), at("2026-06-29"), 14, 6)
    events = [Event(time, "post", note=chance.choice(seen_by)) for time in times]
    events = [replace(event, public=event.note == "Everyone") for event in events]
    events += [Event(time, "comment") for time in rhythm(chance, at("2025-04-01"), at("2026-06-30"), 24, 9)]

    def told(exported_from: str) -> dict[str, Any]:
        return truth(
            events, source="tiktok", exported=exported, exported_from=exported_from,
            note="no opening date; drafts and deleted posts do not count; whose video a comment is on is not told",
        )  # fmt: skip

    yield "tiktok.json", Made(dump(new_document(events, events[0].time)).encode(), told("nothing inside; --until"))
    old = archive(exported, {"user_data.json": dump(old_document(events, events[0].time))})
    yield "tiktok-old.zip", Made(old, told("zip times"))
