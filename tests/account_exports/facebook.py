"""Exports of a Facebook page."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from tests.account_exports.events import Event, Made, at, rhythm, stamp, truth
from tests.account_exports.writing import GREEK, Files, archive, meta

PAGE = "Ταβέρνα Κύμα (demo)"
ACTIVITY = "this_profile's_activity_across_facebook"
SENTENCES = [
    "replied to Maria Keepout's comment.",
    "commented on Nikos Keepout's post.",
    "commented on their own photo.",
]


def posts(events: Iterable[Event], name: str, folder: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    newest_first = sorted(events, key=lambda event: event.time, reverse=True)
    for number, event in enumerate(newest_first):
        text = GREEK[number % 3]
        item: dict[str, Any] = {
            "timestamp": stamp(event.time), "data": [{"post": text}], "title": f"{name} shared a {event.note}.",
        }  # fmt: skip
        if event.note == "photo":
            taken = {"photo_metadata": {"exif_data": [{"upload_ip": "203.0.113.9 keepout"}]}}
            media = {
                "uri": f"{folder}/media/p_{number}.jpg", "creation_timestamp": stamp(event.time) - 5,
                "title": "Timeline photos", "media_metadata": taken, "description": text,
            }  # fmt: skip
            item["attachments"] = [{"data": [{"media": media}]}]
            item["data"].append({"update_timestamp": stamp(event.time)})
        if event.note == "link":
            item["attachments"] = [{"data": [{"external_context": {"url": "https://example.org/keepout"}}]}]
            del item["title"]
        found.append(item)
    return found


def comments(events: Iterable[Event], name: str) -> list[dict[str, Any]]:
    return [
        {
            "timestamp": stamp(event.time),
            "data": [{"comment": {"timestamp": stamp(event.time), "comment": GREEK[number % 3], "author": name}}],
            "title": f"{name} {event.note}",
        }
        for number, event in enumerate(events)
    ]


def page_files(written: list[dict[str, Any]], talk: Iterable[Event], times: Sequence[datetime]) -> Files:
    """The page's own export; it also holds things at the 4th, the 6th and the last of these times."""
    half = len(written) // 2
    video = {"uri": "v.mp4", "creation_timestamp": stamp(times[3]), "description": "keepout"}
    like = {
        "timestamp": stamp(times[5]), "data": [{"reaction": {"reaction": "LIKE", "actor": PAGE}}],
        "title": f"{PAGE} liked Eleni Keepout's post.",
    }  # fmt: skip
    said = {"sender_name": "Maria Keepout", "timestamp_ms": stamp(times[-1]) * 1000, "content": "keepout"}
    return {
        f"{ACTIVITY}/posts/profile_posts_1.json": meta(written[:half]),
        f"{ACTIVITY}/posts/profile_posts_2.json": meta(written[half:]),
        f"{ACTIVITY}/posts/videos.json": meta({"videos_v2": [video]}),
        f"{ACTIVITY}/comments_and_reactions/comments.json": meta({"comments_v2": comments(talk, PAGE)}),
        f"{ACTIVITY}/comments_and_reactions/likes_and_reactions.json": meta([like]),
        f"{ACTIVITY}/messages/inbox/keepoutperson_1/message_1.json": meta(
            {
                "participants": [{"name": "Maria Keepout"}, {"name": PAGE}],
                "messages": [said],
                "title": "Maria Keepout",
            }
        ),
        "connections/followers/people_who_followed_you.json": meta({"followers_v3": [{"name": "Maria Keepout"}]}),
        "profile_information/no-data.txt": "",
    }


def page(seed: str) -> Made:
    chance = random.Random(f"facebook{seed}")
    exported = at("2026-06-30 20:00:00")
    times = list(rhythm(chance, at("2024-11-05"), at("2026-06-26"), 12, 4, skip=0.1))
    shared = [Event(time, "post", note=chance.choice(["text", "photo", "photo", "link"])) for time in times]
    talked = rhythm(chance, at("2025-01-01"), at("2026-06-28"), 18, 6)
    talk = [Event(time, "comment", note=chance.choice(SENTENCES)) for time in talked]
    files = page_files(posts(shared, PAGE, f"{ACTIVITY}/posts"), talk, times)
    note = (
        "two post files; a video in videos.json repeats a post; whose post a comment is on, "
        "only an English sentence tells"
    )
    told = truth([*shared, *talk], source="facebook", exported=exported, exported_from="zip times", note=note)
    return Made(archive(exported, files), told)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    yield "facebook-page.zip", page(seed)
