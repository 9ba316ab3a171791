"""Every reader on every export of the tests: what it yields is what is true of the account."""

import statistics
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stagecli.errors import Message, UsageError
from stagecli.observe.exports.archive import opened as opened_export
from stagecli.observe.exports.events import Account, AccountEvent
from tests.account_exports import made
from tests.account_exports.events import FEEDS, SCHEDULERS, at, iso, stamp
from tests.account_exports.writing import unpacked
from tests.export_readers import READERS, accounts, kinds, lived

SEEDS = ("", "second")
KINDS = {"google-business": "google_business", None: ""}
PERSONAL = {"facebook-profile.zip", "facebook-profile-old.zip"}
SAID_INSIDE = {
    "instagram.zip", "instagram-greek.zip", "instagram-last-year.zip", "instagram-part-1.zip", "x.zip",
    "x-rezipped.zip",
}  # fmt: skip
"""Exports in which something says when they were made."""
REFUSED = {
    "x-cut.zip": "export_cut", "no-entries.zip": "export_no_files", "instagram-locked.zip": "export_locked",
    "bomb.zip": "export_bomb",
}  # fmt: skip


def kind_of(name: str, truth: dict[str, Any]) -> str:
    return "facebook_profile" if name in PERSONAL else KINDS.get(truth["source"], truth["source"])


def written(folder: Path, seed: str, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(made(seed)[name].data)
    return [folder / name for name in names]


def readable() -> list[Any]:
    return [
        pytest.param(seed, name, id=f"{name} {seed}".strip())
        for seed in SEEDS for name, export in made(seed).items() if "kinds" in export.truth
    ]  # fmt: skip


def share(clients: Collection[str], posts: Iterable[AccountEvent]) -> float | None:
    known = [event.client for event in posts if event.client]
    return round(sum(client in clients for client in known) / len(known), 4) if known else None


def answers(events: Iterable[AccountEvent]) -> dict[str, Any] | None:
    reviews = [event for event in events if event.kind == "review"]
    hours = [(event.answered - event.time) / 3600 for event in reviews if event.answered is not None]
    median = round(statistics.median(hours), 2) if hours else None
    return {"received": len(reviews), "answered": len(hours), "median_hours": median} if reviews else None


def talk(events: Iterable[AccountEvent], on: str | None) -> int:
    return sum(event.kind in {"reply", "comment"} and event.on == on and event.public for event in events)


def day(time: int) -> str:
    return iso(datetime.fromtimestamp(time, UTC))


def told(events: list[AccountEvent]) -> dict[str, Any]:
    """What events say, as `truth` has it."""
    posts = [event for event in events if event.kind == "post" and event.public]
    return {
        "kinds": dict(sorted(Counter(event.kind for event in events if event.public).items())),
        "not_public": sum(not event.public for event in events),
        "first": day(posts[0].time) if posts else None,
        "last": day(posts[-1].time) if posts else None,
        "replies": {"own": talk(events, "own"), "others": talk(events, "others"), "unknown": talk(events, None)},
        "client_known": sum(event.client is not None for event in posts),
        "feed_share": share(FEEDS, posts),
        "scheduler_share": share(SCHEDULERS, posts),
        "answers": answers(events),
    }


def true(truth: dict[str, Any]) -> dict[str, Any]:
    """The same of the truth."""
    names = ("not_public", "first", "last", "client_known", "feed_share", "scheduler_share", "answers")
    replies = {on: truth["replies"][on] for on in ("own", "others", "unknown")}
    kinds_there = {kind: count for kind, count in truth["kinds"].items() if count}
    return {name: truth[name] for name in names} | {"kinds": kinds_there, "replies": replies}


def opened(found: Iterable[Account]) -> str | None:
    times = [account.opened for account in found if account.opened is not None]
    return day(min(times)) if times else None


@pytest.mark.parametrize(("seed", "name"), readable())
def test_what_is_read_is_true(tmp_path: Path, seed: str, name: str) -> None:
    truth = made(seed)[name].truth
    kind = kind_of(name, truth)
    found = accounts(kind, *written(tmp_path, seed, *truth.get("parts", [name])))
    assert told(lived(kind, found, stamp(at(truth["exported"])))) == true(truth)
    assert opened(found) == truth["opened"]
    assert sum(account.unread for account in found) == 0


@pytest.mark.parametrize(("seed", "name"), readable())
def test_the_day_of_export_is_told_only_where_something_inside_says_it(tmp_path: Path, seed: str, name: str) -> None:
    truth = made(seed)[name].truth
    found = accounts(kind_of(name, truth), *written(tmp_path, seed, *truth.get("parts", [name])))
    times = {account.exported for account in found if account.exported is not None}
    assert times == ({stamp(at(truth["exported"]))} if name in SAID_INSIDE else set())
    assert any(account.sure_of_export for account in found) is (name in {"x.zip", "x-rezipped.zip"})


@pytest.mark.parametrize("name", [name for name, export in made().items() if export.truth["source"]])
def test_each_export_is_taken_for_one_kind(tmp_path: Path, name: str) -> None:
    assert kinds(*written(tmp_path, "", name)) == {kind_of(name, made()[name].truth)}


def test_an_archive_of_google_takeout_may_be_of_two_kinds(tmp_path: Path) -> None:
    assert kinds(*written(tmp_path, "", "takeout.zip")) == {"youtube", "google_business"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["youtube", "google_business"])
def test_each_of_two_kinds_in_one_archive_is_read_by_itself(tmp_path: Path, seed: str, kind: str) -> None:
    truth = made(seed)["takeout.zip"].truth["several"][kind]
    found = accounts(kind, *written(tmp_path, seed, "takeout.zip"))
    assert told(lived(kind, found, stamp(at(truth["exported"])))) == true(truth)


def test_what_is_no_export_is_taken_for_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        kinds(*written(tmp_path, "", "unknown.zip"))
    assert error.value.message == Message("export_unknown")


@pytest.mark.parametrize(("name", "key"), REFUSED.items())
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, key: str) -> None:
    with pytest.raises(UsageError) as error:
        accounts(made()[name].truth["source"] or "x", *written(tmp_path, "", name))
    assert error.value.message == Message(key)


@pytest.mark.parametrize(
    "name", [name for name, export in made().items() if name.endswith(".zip") and "kinds" in export.truth]
)
def test_an_export_that_a_browser_unpacked_is_the_same(tmp_path: Path, name: str) -> None:
    export = made()[name]
    kind = kind_of(name, export.truth)
    (packed,) = written(tmp_path, "", name)
    folder = unpacked(export.data, tmp_path / "unpacked")
    assert kinds(folder) == kinds(packed)
    of_folder = [Counter(account.events) for account in accounts(kind, folder)]
    assert of_folder == [Counter(account.events) for account in accounts(kind, packed)]


@pytest.mark.parametrize("name", ["instagram-html.zip", "tiktok-text.zip"])
def test_an_export_in_another_form_is_known_by_its_paths(tmp_path: Path, name: str) -> None:
    reader = READERS[made()[name].truth["source"]]
    (source,) = written(tmp_path, "", name)
    with opened_export(source, reader.wanted.search) as export:
        assert not any(map(reader.wanted.search, export.paths))
        assert reader.other_form is not None
        assert any(map(reader.other_form.search, export.paths))


def test_nothing_in_an_export_of_another_language_is_read(tmp_path: Path) -> None:
    (found,) = accounts("youtube", *written(tmp_path, "", "youtube-german.zip"))
    assert (found.events, found.has_posts, found.has_talk) == ([], False, False)


def test_the_part_without_posts_is_told_from_an_account_without_any(tmp_path: Path) -> None:
    names = ("instagram-without-posts.zip", "instagram-empty.zip", "instagram-part-2.zip", "instagram.zip")
    found = [accounts("instagram", source)[0] for source in written(tmp_path, "", *names)]
    assert [(account.has_posts, account.has_talk) for account in found] == [
        (False, False), (True, True), (False, True), (True, True),
    ]  # fmt: skip
