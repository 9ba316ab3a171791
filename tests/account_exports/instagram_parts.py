"""The files of an Instagram export, as the platform lays them out since 2021."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tests.account_exports.events import Event, stamp


class Labels(NamedTuple):
    """Words above the cells of a table, which follow the language of the account."""

    title: str
    photo: str
    email: str
    phone: str
    user: str
    name: str
    private: str
    comment: str
    owner: str
    time: str
    address: str


ENGLISH_LABELS = Labels(
    "User Information", "Profile Photo", "Email", "Phone Number", "Username", "Name", "Private Account", "Comment",
    "Media Owner", "Time", "IP Address",
)  # fmt: skip
# Whether Instagram says these very words is not known: that they are Greek is the point.
GREEK_LABELS = Labels(
    "Πληροφορίες χρήστη", "Φωτογραφία προφίλ", "Email", "Αριθμός τηλεφώνου", "Όνομα χρήστη", "Όνομα",
    "Ιδιωτικός λογαριασμός", "Σχόλιο", "Κάτοχος πολυμέσων", "Ώρα", "Διεύθυνση IP",
)  # fmt: skip


def picture(time: datetime, number: int, title: str, folder: str = "posts") -> dict[str, Any]:
    return {
        "uri": f"media/{folder}/{time:%Y%m}/{100000 + number}_n_{17900000 + number}.jpg",
        "creation_timestamp": stamp(time),
        "media_metadata": {"camera_metadata": {"has_camera_metadata": False}},
        "title": title,
        "cross_post_source": {"source_app": "FB"},  # on every item, cross-posted or not
    }


def posts(events: Iterable[Event], texts: Sequence[str]) -> list[dict[str, Any]]:
    """One picture: time and caption are inside the media. Several: both are on the post, and the media have none."""
    found: list[dict[str, Any]] = []
    newest_first = sorted(events, key=lambda event: event.time, reverse=True)
    for number, event in enumerate(event for event in newest_first if event.note in {"", "carousel"}):
        text = texts[number % len(texts)]
        if event.kind != "post":
            continue
        if event.note == "carousel":
            times = [event.time - timedelta(seconds=9 - place) for place in range(3)]
            media = [picture(time, 3 * number + place, "") for place, time in enumerate(times)]
            found.append({"media": media, "title": text, "creation_timestamp": stamp(event.time)})
        else:
            found.append({"media": [picture(event.time, 3 * number, text)]})
    return found


def reels(events: Iterable[Event], texts: Sequence[str]) -> dict[str, Any]:
    return {
        "ig_reels_media": [
            {"media": [picture(event.time, 900 + number, texts[number % len(texts)], "reels")]}
            for number, event in enumerate(events)
        ]
    }


def stories(events: Iterable[Event]) -> dict[str, Any]:
    return {"ig_stories": [picture(event.time, 2000 + number, "", "stories") for number, event in enumerate(events)]}


def cell(value: str = "", timestamp: int = 0) -> dict[str, Any]:
    return {"href": "", "value": value, "timestamp": timestamp}


def profile(user: str, name: str, labels: Labels) -> dict[str, Any]:
    photo = {"uri": "media/profile/p.jpg", "creation_timestamp": 1600000000, "title": ""}
    cells = {
        labels.email: cell("keepout@example.org"), labels.phone: cell("+30 210 000 0000 keepout"),
        labels.user: cell(user), labels.name: cell(name), labels.private: cell("False"),
    }  # fmt: skip
    return {
        "profile_user": [
            {"title": labels.title, "media_map_data": {labels.photo: photo}, "string_map_data": cells},
        ]
    }


def signup(cells: dict[str, Any]) -> dict[str, Any]:
    return {
        "account_history_registration_info": [{"title": "", "media_map_data": {}, "string_map_data": cells}],
    }


def comments(events: Iterable[Event], user: str, labels: Labels, texts: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "media_list_data": [{"uri": ""}],
            "string_map_data": {
                labels.comment: {"value": texts[number % len(texts)]},
                labels.owner: {"value": user if event.on == "own" else f"keepout.friend.{number % 5}"},
                labels.time: {"timestamp": stamp(event.time)},
            },
        }
        for number, event in enumerate(events)
    ]


def early_comments(events: Iterable[Event], user: str, texts: Sequence[str]) -> dict[str, Any]:
    """As of 2021 and 2022."""
    return {
        "comments_media_comments": [
            {
                "title": user if event.on == "own" else f"keepout_friend_{number % 4}",
                "media_list_data": [],
                "string_list_data": [{"href": "", "value": texts[number % 3], "timestamp": stamp(event.time)}],
            }
            for number, event in enumerate(events)
        ]
    }
