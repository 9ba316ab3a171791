"""Exports of Mastodon."""

import gzip
import io
import json
import random
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.account_exports.events import Event, Made, at, iso, rhythm, stamp, truth
from tests.account_exports.writing import Files, archive

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ACTOR = "https://social.example/users/demo_pottery"
FOLLOWERS = f"{ACTOR}/followers"
OTHER = "https://other.example/users/keepout"
SEEN_BY: Mapping[str, tuple[list[str], list[str]]] = {
    "": ([PUBLIC], [FOLLOWERS]),
    "unlisted": ([FOLLOWERS], [PUBLIC]),
    "followers": ([FOLLOWERS], []),
    "direct": ([OTHER], []),
}
CONTEXT = ["https://www.w3.org/ns/activitystreams"]


def activity(event: Event, number: int) -> dict[str, Any]:
    status = f"{ACTOR}/statuses/{113000000000000000 + number}"
    to, cc = SEEN_BY[event.note]
    if event.on == "others" and event.note != "direct":
        cc = [*cc, OTHER]
    around = {"id": f"{status}/activity", "type": "Create", "actor": ACTOR, "published": iso(event.time), "to": to}
    if event.kind == "repost":
        return around | {"type": "Announce", "cc": [*cc, OTHER], "object": f"{OTHER}/statuses/{number}"}
    before = {
        "reply": f"{OTHER}/statuses/99{number}", "thread": f"{ACTOR}/statuses/{113000000000000000 + number - 1}",
    }  # fmt: skip
    note = {
        "id": status, "type": "Question" if number == 7 else "Note", "summary": None,
        "inReplyTo": before.get(event.kind), "published": iso(event.time),
        "url": f"https://social.example/@demo_pottery/{113000000000000000 + number}", "attributedTo": ACTOR, "to": to,
        "cc": cc, "sensitive": False, "content": "<p>keepout</p>",
        "contentMap": {"el": "<p>Καλημέρα keepout</p>"}, "attachment": [], "tag": [],
    }  # fmt: skip
    if number % 9 == 0:
        note["updated"] = iso(event.time + timedelta(hours=2))
    return around | {"cc": cc, "object": note}


def outbox(events: Iterable[Event]) -> dict[str, Any]:
    oldest_first = sorted(events, key=lambda event: event.time)
    items = [activity(event, number) for number, event in enumerate(oldest_first)]
    return {
        "@context": CONTEXT, "id": "outbox.json", "type": "OrderedCollection", "totalItems": len(items),
        "orderedItems": items,
    }  # fmt: skip


def files(events: Iterable[Event], opened: datetime) -> Files:
    actor = {
        "@context": CONTEXT, "id": ACTOR, "type": "Person", "preferredUsername": "demo_pottery",
        "name": "Κεραμική (demo)", "summary": "<p>keepout</p>", "published": iso(opened), "outbox": "outbox.json",
        "likes": "likes.json", "bookmarks": "bookmarks.json", "publicKey": {"publicKeyPem": "keepout"},
    }  # fmt: skip
    likes = {"id": "likes.json", "type": "OrderedCollection", "orderedItems": []}
    return {
        "outbox.json": json.dumps(outbox(events), ensure_ascii=False, separators=(",", ":")),
        "actor.json": json.dumps(actor, ensure_ascii=False),
        "likes.json": json.dumps(likes),
        "avatar.png": bytes(range(64)),
    }


def tarred(exported: datetime, packed: Files, layout: int = tarfile.USTAR_FORMAT) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=layout) as out:
        for path, content in packed.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime, entry.mode = len(data), stamp(exported), 0o444
            out.addfile(entry, io.BytesIO(data))
    return gzip.compress(raw.getvalue(), 9, mtime=0)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    chance = random.Random(f"mastodon{seed}")
    opened, exported = at("2024-12-04 00:00:00"), at("2026-08-02 03:15:00")
    seen_by = ["", "", "", "unlisted", "followers"]
    times = rhythm(chance, at("2025-01-01"), at("2026-07-31"), 12, 3)
    events = [Event(time, "post", note=chance.choice(seen_by)) for time in times]
    times = rhythm(chance, at("2025-02-01"), at("2026-07-30"), 16, 5)
    events += [Event(time, "reply", on="others") for time in times]
    events += [Event(time, "thread") for time in rhythm(chance, at("2025-02-01"), at("2026-07-30"), 110, 20)]
    events += [Event(time, "repost") for time in rhythm(chance, at("2025-02-01"), at("2026-07-30"), 60, 20)]
    events = [replace(event, public=event.note != "followers") for event in events]
    times = rhythm(chance, at("2026-02-01"), at("2026-07-30"), 50, 9)
    messages = [Event(time, "reply", on="others", public=False, note="direct") for time in times]
    packed = files([*events, *messages], opened)

    def told(exported_from: str, note: str) -> dict[str, Any]:
        return truth(
            events, source="mastodon", exported=exported, exported_from=exported_from, opened=opened,
            opened_from="actor (a date, at midnight)", note=note,
        )  # fmt: skip

    note = "direct messages in the outbox are no events; followers-only posts are not public; no client is exported"
    yield "mastodon.zip", Made(archive(exported, packed), told("zip times", note))
    note = "as mastodon.zip, as older servers packed it"
    yield "mastodon-old.tar.gz", Made(tarred(exported, packed), told("tar times", note))
