from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import Account
from stagecli.observe.exports.instagram import READER
from tests.exported import account
from tests.instagram_files import (
    COMMENTS,
    DAMAGED,
    JULY,
    JUNE,
    POSTS,
    PROFILE,
    REELS,
    REQUESTS,
    SIGNUP,
    STORIES,
    comment,
    one_picture,
    times,
)


def test_odd_entries_are_counted_and_left_out() -> None:
    posts: list[Any] = [
        one_picture(JUNE),
        {"media": []},
        {"media": [{"creation_timestamp": "soon"}]},
        {"media": [{"creation_timestamp": 10**30}]},
        {"media": "none", "creation_timestamp": JUNE},
        None,
        7,
        [one_picture(JUNE)],
    ]
    comments: list[Any] = [comment(JULY, "a_friend"), comment(0, "a_friend"), {"string_map_data": []}, {}, "words"]
    found = account(READER, {POSTS: posts, COMMENTS: comments, STORIES: {"ig_stories": [{"uri": "1.jpg"}]}})
    assert (times(found), times(found, "comment"), found.unread) == ([JUNE], [JULY], 12)


def test_numbers_in_texts_are_times_too() -> None:
    assert times(account(READER, {POSTS: [{"media": [{"creation_timestamp": str(JUNE)}]}]})) == [JUNE]


def nested(levels: int) -> str:
    return '[{"label_values": ' + '[{"timestamp_value": 7, "dict": ' * levels + "[]" + "}]" * levels + "}]"


def test_a_file_that_is_nested_without_end_is_refused() -> None:
    assert times(account(READER, {COMMENTS: nested(100)}), "comment") == [7]
    with pytest.raises(UsageError) as error:
        account(READER, {COMMENTS: nested(100_000)})
    assert str(error.value) == DAMAGED.format(what="comments", where="")


def test_records_of_another_shape_tell_nothing() -> None:
    found = account(READER, {SIGNUP: {"x": [5]}, PROFILE: {"profile_user": ["x"]}, REQUESTS: {"timestamp": "soon"}})
    assert found == Account(events=[])


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (POSTS, "posts"),
        (STORIES, "posts"),
        (COMMENTS, "comments"),
        ("comments.json", "comments"),
        (SIGNUP, "account"),
        (PROFILE, "account"),
        ("profile.json", "account"),
        (REQUESTS, "day of the export"),
    ],
)
def test_a_file_that_is_no_json_is_refused_without_its_words(path: str, what: str) -> None:
    with pytest.raises(UsageError) as error:
        account(READER, {path: '[{"media": keepout'})
    assert str(error.value) == DAMAGED.format(what=what, where=" from byte 11 on")


def test_an_object_without_a_list_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        account(READER, {REELS: {"ig_reels_media": "keepout"}})
    assert str(error.value) == DAMAGED.format(what="posts", where="")
    assert account(READER, {REELS: {}}).events == []
