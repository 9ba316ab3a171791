"""Exports of a person's Facebook profile, to 2023 and since."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from tests.account_exports.events import DAY, Event, Made, at, rhythm, stamp, truth
from tests.account_exports.facebook import SENTENCES, comments, posts
from tests.account_exports.writing import Files, archive, meta

PERSON = "Άννα Keepout"
ACTIVITY = "your_facebook_activity"


def profile(opened: datetime) -> dict[str, Any]:
    return {
        "profile_v2": {
            "name": {"full_name": PERSON, "first_name": "Άννα", "last_name": "Keepout"},
            "emails": {"emails": ["keepout@example.org"]},
            "birthday": {"year": 1980, "month": 1, "day": 1},
            "registration_timestamp": stamp(opened),
            "profile_uri": "https://www.facebook.com/keepout",
        }
    }


def apart(exported: datetime) -> dict[str, Any]:
    """What is beside the posts and is none of them, by the end of its path."""
    gone = stamp(exported - 3 * DAY)
    said = {"sender_name": "Maria Keepout", "timestamp_ms": gone * 1000, "content": "keepout"}
    story = {"timestamp": gone, "attachments": [{"data": [{"media": {"uri": "s.jpg", "creation_timestamp": gone}}]}]}
    group = {"timestamp": gone, "data": [{"post": "keepout"}], "title": f"{PERSON} posted in Keepout group."}
    return {
        "messages/inbox/keepoutperson_2/message_1.json": {"participants": [{"name": PERSON}], "messages": [said]},
        "posts/trash.json": {"trash_v2": [{"timestamp": gone, "data": [{"post": "keepout"}]}]},
        "stories/archived_stories.json": {"archived_stories_v2": [story]},
        "groups/group_posts_and_comments.json": {"group_posts_v2": [group]},
    }


def old_files(events: Sequence[Event], exported: datetime, opened: datetime) -> Files:
    written, talk = shown(events, "posts")
    return {
        "posts/your_posts_1.json": meta(written),
        "comments_and_reactions/comments.json": meta({"comments_v2": talk}),
        "profile_information/profile_information.json": meta(profile(opened)),
        **{path: meta(value) for path, value in apart(exported).items()},
    }


def new_files(events: Sequence[Event], exported: datetime, opened: datetime) -> Files:
    written, talk = shown(events, f"{ACTIVITY}/posts")
    half = len(written) // 2
    page = {"name": "Ταβέρνα Κύμα (demo)", "timestamp": stamp(opened + 400 * DAY)}
    return {
        f"{ACTIVITY}/posts/your_posts__check_ins__photos_and_videos_1.json": meta(written[:half]),
        f"{ACTIVITY}/posts/your_posts__check_ins__photos_and_videos_2.json": meta(written[half:]),
        f"{ACTIVITY}/comments_and_reactions/comments.json": meta({"comments_v2": talk}),
        f"{ACTIVITY}/pages/your_pages.json": meta({"pages_v2": [page]}),
        "personal_information/profile_information/profile_information.json": meta(profile(opened)),
        **{f"{ACTIVITY}/{path}": meta(value) for path, value in apart(exported).items()},
    }


def shown(events: Sequence[Event], folder: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    written = posts((event for event in events if event.kind == "post"), PERSON, folder)
    return written, comments((event for event in events if event.kind == "comment"), PERSON)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    for name, write, year in (("-old", old_files, 2022), ("", new_files, 2025)):
        chance = random.Random(f"facebook profile{name}{seed}")
        opened, exported = at("2009-03-04 05:06:07"), at(f"{year}-10-01 12:00:00")
        times = rhythm(chance, at(f"{year}-01-05"), at(f"{year}-09-28"), 9, 4)
        events = [Event(time, "post", note=chance.choice(["text", "photo", "link"])) for time in times]
        times = rhythm(chance, at(f"{year}-02-01"), at(f"{year}-09-28"), 16, 6)
        events += [Event(time, "comment", note=chance.choice(SENTENCES)) for time in times]
        told = truth(
            events, source="facebook", exported=exported, exported_from="zip times", opened=opened,
            opened_from="profile_information", note="a person's; trash, groups and archived stories are apart",
        )  # fmt: skip
        yield f"facebook-profile{name}.zip", Made(archive(exported, write(events, exported, opened)), told)
