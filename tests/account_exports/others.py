"""A table of posts, and archives that are no export or made to harm."""

import random
from collections.abc import Iterator, Sequence

from tests.account_exports import instagram_parts
from tests.account_exports.events import Event, Made, at, rhythm, truth
from tests.account_exports.writing import ENGLISH, PICTURE, Files, archive, meta, rows

HARMED = at("2026-05-01 09:00:00")


def table(events: Sequence[Event]) -> str:
    lines = [[f"{event.time:%Y-%m-%dT%H:%MZ}", event.kind, event.client or ""] for event in events]
    return rows(["date", "kind", "client"], lines)


def posts_table(seed: str) -> Made:
    chance = random.Random(f"csv{seed}")
    clients = ["Buffer", "by hand", "WordPress.com", None]
    times = rhythm(chance, at("2025-07-01"), at("2026-03-29"), 6, 2)
    events = [Event(time.replace(second=0), "post", chance.choice(clients)) for time in times]
    times = rhythm(chance, at("2025-07-01"), at("2026-03-29"), 20, 5)
    events += [Event(time.replace(second=0), "reply") for time in times]
    events.sort(key=lambda event: event.time)
    told = truth(
        events, source="csv", exported=at("2026-03-31 00:00:00"), exported_from="--until",
        note="date in UTC; an empty client is unknown",
    )  # fmt: skip
    return Made(table(events).encode(), told)


def traversal() -> Made:
    post = Event(at("2026-04-01 09:00:00"), "post")
    files: Files = {
        "your_instagram_activity/media/posts_1.json": meta(instagram_parts.posts([post], ENGLISH)),
        "../../evil-keepout.txt": "keepout",
        "/evil-keepout.txt": "keepout",
        "C:\\evil-keepout.txt": "keepout",
        "../your_instagram_activity/media/posts_2.json": "[]",
    }
    told = truth(
        [post], source="instagram", exported=HARMED, exported_from="zip times",
        note="names that lead out of the folder: nothing may be written anywhere, such entries are not read",
    )  # fmt: skip
    return Made(archive(HARMED, files), told)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    yield "posts.csv", posts_table(seed)
    yield "traversal.zip", traversal()
    bomb: Files = {"your_instagram_activity/media/posts_1.json": b"0" * 1_000_000}
    error = "1,000,000 bytes of '0' from about 1,000: refused by ratio or as no JSON, never a hang or a traceback"
    yield "bomb.zip", Made(archive(HARMED, bomb), {"source": "instagram", "error": error})
    error = "a ZIP without entries"
    yield "no-entries.zip", Made(archive(HARMED, {}), {"source": None, "error": error})
    unknown: Files = {"holiday/photo.jpg": PICTURE, "readme.txt": "keepout"}
    error = "not an export that is known"
    yield "unknown.zip", Made(archive(HARMED, unknown), {"source": None, "error": error})
