from datetime import datetime

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.instagram import READER
from tests.exported import Files, account
from tests.instagram_files import DAMAGED, PROFILE, pages, profile, times

OLD = {
    "media.json": {
        "photos": [{"taken_at": "2018-11-05T20:19:29", "path": "photos/201811/1.jpg", "caption": "words"}] * 3,
        "videos": [{"taken_at": "2019-08-12T20:41:37+02:00"}],
        "stories": [{"taken_at": "2020-01-02T03:04:05+00:00"}],
        "direct": [{"taken_at": "2020-02-02T03:04:05+00:00"}],
        "profile": [{"taken_at": "2020-03-02T03:04:05+00:00"}],
    },
    "comments.json": {
        "media_comments": [
            ["2018-12-01T10:00:00", "So good!", "a_friend"],
            ["2019-12-01T10:00:00+00:00", "Ours", "my.shop"],
        ],
        "live_comments": [["2020-01-01T10:00:00+00:00", "my.shop"]],
    },
    "profile.json": {"username": "my.shop", "date_joined": "2015-06-01T12:00:00", "email": "shop@example.org"},
}


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text + "+00:00").timestamp())


def test_the_export_to_2020_has_times_as_text() -> None:
    found = account(READER, OLD)
    assert times(found) == [utc("2018-11-05T20:19:29"), utc("2019-08-12T18:41:37")]
    assert times(found, "story") == [utc("2020-01-02T03:04:05")]
    assert pages(found) == ["others", "own", None]
    assert (found.opened, found.has_posts, found.has_talk, found.unread) == (utc("2015-06-01T12:00:00"), True, True, 0)
    assert READER.names(Files(OLD)) == READER.names(Files({PROFILE: profile("my.shop")}))


def test_odd_entries_of_2020_are_counted_and_left_out() -> None:
    found = account(
        READER,
        {
            "me_2019/media.json": {
                "photos": [{"taken_at": "yesterday"}, {}, 7, {"taken_at": "9999-12-31T23:59:59-14:00"}]
            },
            "me_2019/comments.json": {
                "media_comments": [[], ["when?", "", ""], {"time": 1}, ["2018-12-01T10:00:00", 1, 2]]
            },
            "me_2019/profile.json": {"username": 5},
        },
    )
    assert (len(found.events), found.unread, found.opened) == (1, 7, None)


def test_media_of_2020_that_are_no_json_are_refused_without_their_words() -> None:
    with pytest.raises(UsageError) as error:
        account(READER, {"media.json": '{"photos": keepout'})
    assert str(error.value) == DAMAGED.format(what="posts", where=" from byte 11 on")
