"""Exports of Instagram."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.account_exports import instagram_parts as parts
from tests.account_exports.events import DAY, Event, Made, at, rhythm, stamp, truth
from tests.account_exports.instagram_parts import ENGLISH_LABELS, GREEK_LABELS, Labels, cell
from tests.account_exports.writing import ENGLISH, GREEK, PICTURE, Files, archive, meta

ACTIVITY = "your_instagram_activity"
PERSONAL = "personal_information/personal_information/personal_information.json"
SIGNUP = "security_and_login_information/login_and_profile_creation/signup_details.json"
REQUESTED = "your_information_download_requests + zip times"


def new_files(
    events: Sequence[Event], exported: datetime, opened: datetime, user: str, name: str,
    labels: Labels = ENGLISH_LABELS, texts: Sequence[str] = ENGLISH, media: str = f"{ACTIVITY}/media",
) -> Files:  # fmt: skip
    """As since 2024."""

    def of(kind: str, note: str | None = None) -> list[Event]:
        return [event for event in events if event.kind == kind and note in {None, event.note}]

    gone = exported - 5 * DAY
    cells = {
        labels.user: cell(), labels.address: cell("203.0.113.9 keepout"), labels.time: cell("", stamp(opened)),
        labels.email: cell("keepout@example.org"),
    }  # fmt: skip
    archived = [{"media": [parts.picture(gone, 3001, "keepout", "archived_posts")]}]
    deleted = [{"media": [parts.picture(gone, 3002, "keepout", "recently_deleted")]}]
    said = {"sender_name": "Eleni Keepout", "timestamp_ms": stamp(gone) * 1000, "content": "keepout"}
    request = {
        "timestamp": stamp(exported - timedelta(hours=3)), "media": [],
        "label_values": [{"label": "keepout", "timestamp_value": stamp(exported)}], "fbid": "0",
    }  # fmt: skip
    return {
        PERSONAL: meta(parts.profile(user, name, labels)),
        SIGNUP: meta(parts.signup(cells)),
        f"{media}/posts_1.json": meta(parts.posts(events, texts)),
        f"{media}/reels.json": meta(parts.reels(of("post", "reel"), texts)),
        f"{media}/stories.json": meta(parts.stories(of("story"))),
        f"{media}/archived_posts.json": meta({"ig_archived_post_media": archived}),
        f"{media}/recently_deleted_content.json": meta({"ig_recently_deleted_media": deleted}),
        f"{media}/profile_photos.json": meta({"ig_profile_picture": [parts.picture(opened, 3003, "", "profile")]}),
        f"{ACTIVITY}/comments/post_comments_1.json": meta(parts.comments(of("comment", ""), user, labels, texts)),
        f"{ACTIVITY}/comments/reels_comments.json": meta(
            {"comments_reels_comments": parts.comments(of("comment", "reel"), user, labels, texts)}
        ),
        f"{ACTIVITY}/messages/inbox/keepoutperson_17842000/message_1.json": meta(
            {
                "participants": [{"name": "Eleni Keepout"}, {"name": name}],
                "messages": [said],
                "title": "Eleni Keepout",
                "thread_path": "inbox/keepoutperson_17842000",
            }
        ),
        f"{ACTIVITY}/other_activity/your_information_download_requests.json": meta([request]),
        f"{ACTIVITY}/gifts/no-data.txt": "",
        "media/posts/202601/100000_n_17900000.jpg": PICTURE,
    }


def english(seed: str) -> Made:
    chance = random.Random(f"instagram{seed}")
    opened, exported = at("2023-06-10 09:12:40"), at("2026-03-15 12:00:00")
    times = rhythm(chance, at("2024-09-02"), at("2026-03-11"), 11, 2.5, skip=0.1)
    events = [Event(time, "post", note=chance.choice(["", "", "carousel", "reel"])) for time in times]
    events += [Event(time, "story") for time in rhythm(chance, at("2025-06-02"), at("2026-03-14"), 9, 3)]
    own = rhythm(chance, at("2025-01-02"), at("2026-03-10"), 30, 6)
    events += [Event(time, "comment", on="own") for time in own]
    times = rhythm(chance, at("2025-01-02"), at("2026-03-12"), 22, 6)
    events += [Event(time, "comment", on="others", note=chance.choice(["", "", "reel"])) for time in times]
    files = new_files(events, exported, opened, "demo.melissa.glyka", "Γλυκά Μέλισσα (demo)")
    note = "reels count as posts; archived, deleted and profile pictures do not; every item says source_app FB"
    return Made(archive(exported, files), requested(events, exported, opened, note))


def greek(seed: str) -> Made:
    chance = random.Random(f"instagram greek{seed}")
    opened, exported = at("2025-02-03 18:30:05"), at("2026-01-20 07:00:00")
    times = rhythm(chance, at("2025-03-01"), at("2025-12-02"), 13, 6)
    events = [Event(time, "post", note=chance.choice(["", "carousel"])) for time in times]
    times = rhythm(chance, at("2025-03-10"), at("2025-12-20"), 25, 9)
    events += [Event(time, "comment", on=chance.choice(["own", "others"])) for time in times]
    files = new_files(
        events, exported, opened, "demo_koulouri_el", "Κουλούρι της γειτονιάς (demo)", GREEK_LABELS, GREEK,
        f"{ACTIVITY}/content",
    )  # fmt: skip
    note = (
        "labels in Greek and, like the captions, in UTF-8 escaped as latin-1; 2025 folder name content/; "
        "silent since December"
    )
    return Made(archive(exported, files), requested(events, exported, opened, note))


def last_year(seed: str) -> Made:
    chance = random.Random(f"instagram last year{seed}")
    opened, exported = at("2021-05-05 10:00:00"), at("2026-02-01 08:00:00")
    cut = exported - 365 * DAY
    events = [Event(time, "post") for time in rhythm(chance, cut, exported, 8, 2)]
    events += [Event(time, "comment", on="others") for time in rhythm(chance, cut, exported, 40, 8)]
    files = new_files(events, exported, opened, "demo_podia_yoga", "Podia Yoga (demo)")
    note = "cut to the last year by the export form; nothing inside says so; opened in 2021"
    return Made(archive(exported, files), requested(events, exported, opened, note, cut))


def requested(
    events: Sequence[Event], exported: datetime, opened: datetime, note: str, cut: datetime | None = None
) -> dict[str, Any]:
    return truth(
        events, source="instagram", exported=exported, exported_from=REQUESTED, opened=opened,
        opened_from="signup_details", range_start=cut, note=note,
    )  # fmt: skip


def old(seed: str) -> Made:
    """As of 2021 and 2022: folders at the top, another shape for comments."""
    chance = random.Random(f"instagram old{seed}")
    opened, exported = at("2020-11-20 16:45:00"), at("2022-04-20 10:00:00")
    times = rhythm(chance, at("2020-12-01"), at("2022-04-01"), 17, 8)
    events = [Event(time, "post", note=chance.choice(["", "", "carousel"])) for time in times]
    events += [Event(time, "story") for time in rhythm(chance, at("2021-06-01"), at("2022-03-01"), 30, 9)]
    times = rhythm(chance, at("2021-01-01"), at("2022-04-10"), 28, 9)
    events += [Event(time, "comment", on=chance.choice(["own", "others", "others"])) for time in times]
    told = truth(
        events, source="instagram", exported=exported, exported_from="zip times", opened=opened,
        opened_from="signup_information",
    )  # fmt: skip
    return Made(archive(exported, old_files(events, exported, opened)), told)


def old_files(events: Sequence[Event], exported: datetime, opened: datetime) -> Files:
    user = "demo_podilata"
    cells = {"Username": cell(user), "IP Address": cell("203.0.113.9 keepout"), "Time": cell("", stamp(opened))}
    said = {"sender_name": "Nikos Keepout", "timestamp_ms": stamp(exported) * 1000 - 1, "content": "keepout"}
    talk = [event for event in events if event.kind == "comment"]
    return {
        "account_information/personal_information.json": meta(parts.profile(user, "Ποδήλατα (demo)", ENGLISH_LABELS)),
        "login_and_account_creation/signup_information.json": meta(parts.signup(cells)),
        "content/posts_1.json": meta(parts.posts(events, GREEK)),
        "content/stories.json": meta(parts.stories(event for event in events if event.kind == "story")),
        "comments/post_comments.json": meta(parts.early_comments(talk, user, GREEK)),
        "messages/inbox/keepoutperson_abc/message_1.json": meta(
            {"participants": [{"name": "Nikos Keepout"}], "messages": [said], "title": "Nikos Keepout"}
        ),
        "guides/no-data.txt": "",
    }


def html() -> Made:
    files: Files = {
        "start_here.html": "<html><body>keepout</body></html>",
        f"{ACTIVITY}/media/posts_1.html": "<html><body>Mar 3, 2026 9:14 am keepout</body></html>",
    }
    error = "HTML export; JSON has to be chosen in the export form"
    return Made(archive(at("2026-05-01 09:00:00"), files), {"source": "instagram", "error": error})


def empty() -> Made:
    exported, opened = at("2026-05-01 09:00:00"), at("2026-04-02 10:00:00")
    files: Files = {
        PERSONAL: meta(parts.profile("demo_new_shop", "New Shop (demo)", ENGLISH_LABELS)),
        SIGNUP: meta(parts.signup({"Time": cell("", stamp(opened))})),
        f"{ACTIVITY}/media/no-data.txt": "",
        f"{ACTIVITY}/comments/no-data.txt": "",
    }
    told = truth(
        [], source="instagram", exported=exported, exported_from="zip times", opened=opened,
        opened_from="signup_details", note="an account without a post",
    )  # fmt: skip
    return Made(archive(exported, files), told)


def one() -> Made:
    """One post: a bare object where there is a list otherwise."""
    exported, opened = at("2026-05-01 09:00:00"), at("2026-04-02 10:00:00")
    only = Event(at("2026-04-11 08:00:00"), "post", note="carousel")
    files: Files = {
        SIGNUP.replace("signup", "instagram_signup"): meta(parts.signup({"Time": cell("", stamp(opened))})),
        f"{ACTIVITY}/content/posts_1.json": meta(parts.posts([only], ENGLISH)[0]),
    }
    told = truth(
        [only], source="instagram", exported=exported, exported_from="zip times", opened=opened,
        opened_from="signup_details",
    )  # fmt: skip
    return Made(archive(exported, files), told)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    yield "instagram.zip", english(seed)
    yield "instagram-greek.zip", greek(seed)
    yield "instagram-last-year.zip", last_year(seed)
    yield "instagram-old.zip", old(seed)
    yield "instagram-html.zip", html()
    yield "instagram-empty.zip", empty()
    yield "instagram-one.zip", one()
