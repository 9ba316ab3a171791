"""Exports that are known and cannot be read, and those that come in several pieces."""

import random
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from tests.account_exports import google, instagram
from tests.account_exports.events import Event, Made, at, rhythm, truth
from tests.account_exports.writing import Files, archive

EXPORTED = at("2026-03-15 12:00:00")
OPENED = at("2023-06-10 09:12:40")


def locked(data: bytes) -> bytes:
    """Mark all entries of a ZIP as encrypted, in their own headers and in the directory at its end."""
    changed = bytearray(data)
    with ZipFile(BytesIO(data)) as packed:
        entries, place = packed.infolist(), packed.start_dir
    for entry in entries:
        changed[entry.header_offset + 6] |= 1
        changed[place + 8] |= 1
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def instagram_files(seed: str) -> tuple[list[Event], Files]:
    chance = random.Random(f"instagram in parts{seed}")
    events = [Event(time, "post") for time in rhythm(chance, at("2025-01-05"), at("2026-03-10"), 10, 4)]
    times = rhythm(chance, at("2025-01-05"), at("2026-03-10"), 20, 8)
    events += [Event(time, "comment", on=chance.choice(["own", "others"])) for time in times]
    return events, instagram.new_files(events, EXPORTED, OPENED, "demo_meros", "Μέρος (demo)")


def in_parts(seed: str) -> Iterator[tuple[str, Made]]:
    """One account's export in two ZIPs: the second has the comments only. The truth of both is with the first."""
    events, files = instagram_files(seed)
    second = {path: data for path, data in files.items() if "/comments/" in path}
    first = {path: data for path, data in files.items() if path not in second}
    names = ["instagram-part-1.zip", "instagram-part-2.zip"]
    told = truth(
        events, source="instagram", exported=EXPORTED, exported_from=instagram.REQUESTED, opened=OPENED,
        opened_from="signup_details",
    )  # fmt: skip
    yield names[0], Made(archive(EXPORTED, first), {**told, "parts": names})
    yield names[1], Made(archive(EXPORTED, second), {"source": "instagram", "part_of": names[0]})


def takeout(seed: str) -> Made:
    """YouTube and Google Business Profile in one archive."""
    exported = at("2026-09-01 12:00:00")
    videos, video_files = google.youtube_events(f" in takeout{seed}")
    reviews, posts = google.business_events(f" in takeout{seed}")

    def told(events: list[Event], source: str) -> dict[str, object]:
        return truth(events, source=source, exported=exported, exported_from="zip times")

    several = {
        "youtube": told(videos, "youtube"), "google_business": told([*reviews, *posts], "google-business"),
    }  # fmt: skip
    files = {**video_files, **google.business_files(reviews, posts)}
    return Made(archive(exported, files), {"source": None, "several": several})


def tiktok_text() -> Made:
    files: Files = {
        "Post/Posts.txt": "Date: 2026-06-20 10:00:00 UTC\nLink: https://example.org/keepout\nLike(s): 3\n",
        "Comment/Comments.txt": "Date: 2026-06-20 10:00:00 UTC\nComment: keepout\n",
        "Profile And Settings/Profile Info.txt": "Username: demo_tiktok\nEmail: keepout@example.org\n",
        "Direct Message/Direct Messages.txt": ">>> Chat History with keepout::\n",
        "Your Activity/Watch History.txt": "Date: 2026-06-20 10:00:00 UTC\nLink: https://example.org/keepout\n",
    }
    return Made(archive(at("2026-07-01 10:00:00"), files), {"source": "tiktok", "error": "plain text rather than JSON"})


def youtube_german(seed: str) -> Made:
    names = {
        google.YOUTUBE: "Takeout/YouTube und YouTube Music", "video metadata/videos": "Videometadaten/Videos",
        "comments/comments": "Kommentare/Kommentare", "channels/channel": "Kanäle/Kanal",
        "history/watch-history": "Verlauf/Wiedergabeverlauf", "archive_browser": "Archiv_Übersicht",
    }  # fmt: skip
    headings = {
        "Video Create Timestamp": "Zeitstempel der Videoerstellung", "Privacy": "Datenschutz", "Video ID": "Video-ID",
        "Video Publish Timestamp": "Zeitstempel der Videoveröffentlichung", "Channel ID": "Kanal-ID",
        "Comment Create Timestamp": "Zeitstempel der Erstellung des Kommentars", "Comment ID": "Kommentar-ID",
    }  # fmt: skip
    files: Files = {}
    for path, data in google.youtube_events(f" german{seed}")[1].items():
        files[replaced(path, names)] = replaced(str(data), headings)
    error = "in German, where only English is read"
    return Made(archive(at("2026-02-10 00:00:00"), files), {"source": "youtube", "error": error})


def replaced(text: str, words: dict[str, str]) -> str:
    for word, other in words.items():
        text = text.replace(word, other)
    return text


def made(seed: str) -> Iterator[tuple[str, Made]]:
    yield from in_parts(seed)
    yield "takeout.zip", takeout(seed)
    _, files = instagram_files(seed)
    without = {path: data for path, data in files.items() if "/media/" not in path and "/comments/" not in path}
    error = "the part without posts and comments"
    yield "instagram-without-posts.zip", Made(archive(EXPORTED, without), {"source": "instagram", "error": error})
    error = "locked with a password"
    yield "instagram-locked.zip", Made(locked(archive(EXPORTED, files)), {"source": "instagram", "error": error})
    yield "tiktok-text.zip", tiktok_text()
    yield "youtube-german.zip", youtube_german(seed)
