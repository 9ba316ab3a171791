"""How many entries a list or a table may have, whatever the platform."""

from collections.abc import Callable
from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports import google_business, instagram, limits, linkedin, mastodon, posts_table, tiktok, x
from stagecli.observe.exports.csv_rows import csv_rows
from stagecli.observe.exports.limits import MOST_ENTRIES
from stagecli.observe.exports.reader import ExportReader
from tests.exported import account

ENTRIES: dict[str, tuple[ExportReader, str, Callable[[list[Any]], Any]]] = {
    "instagram": (instagram.READER, "media/posts_1.json", lambda entries: entries),
    "instagram, wrapped": (instagram.READER, "media/reels.json", lambda entries: {"ig_reels_media": entries}),
    "instagram to 2020": (instagram.READER, "media.json", lambda entries: {"photos": entries}),
    "x": (x.READER, "data/tweets.js", lambda entries: entries),
    "mastodon": (mastodon.READER, "outbox.json", lambda entries: {"orderedItems": entries}),
    "tiktok": (tiktok.READER, "user_data.json", lambda entries: {"Video": {"Videos": {"VideoList": entries}}}),
    "google_business": (google_business.READER, "location-1/reviews.json", lambda entries: {"reviews": entries}),
    "csv": (posts_table.READER, "posts.csv", lambda entries: "date\n" + "2026-01-31\n" * len(entries)),
    "linkedin": (linkedin.READER, "Shares.csv", lambda entries: "Date\n" + "x\n" * len(entries)),
}


def too_many(limit: str) -> str:
    return f"it holds more than {limit} entries, which no account's export does. Download it again, from the platform."


@pytest.mark.parametrize("name", ENTRIES)
def test_a_list_of_more_entries_than_an_account_has_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, path, written = ENTRIES[name]
    monkeypatch.setattr(limits, "MOST_ENTRIES", 20)
    account(reader, {path: written([{}] * 20)})
    with pytest.raises(UsageError) as error:
        account(reader, {path: written([{}] * 21)})
    assert str(error.value) == too_many("20")


def test_a_file_of_more_commas_than_an_account_needs_is_refused_before_it_is_decoded() -> None:
    for sound in ("[{}" + ",{}" * 400_000 + "]", '[{"text": "' + "," * 3_000_000 + '"}]'):
        assert account(x.READER, {"tweets.js": sound}).unread
    with pytest.raises(UsageError) as error:
        account(x.READER, {"tweets.js": "[" + "," * 3_000_001})
    assert str(error.value) == too_many("500,000")
    assert MOST_ENTRIES == 500_000


def test_rows_are_read_one_by_one() -> None:
    rows = csv_rows(b"date\n" + b"1\n" * (MOST_ENTRIES + 1), "posts", ["date"])
    assert (next(rows).line, next(rows).line) == (2, 3)
    with pytest.raises(UsageError):
        list(rows)
