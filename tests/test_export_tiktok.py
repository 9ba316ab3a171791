"""TikTok's exports: one JSON file in two layouts, with three ways to be empty."""

from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import Account, AccountEvent
from stagecli.observe.exports.tiktok import READER
from stagecli.observe.exports.times import read_moment
from tests.exported import Files, account

DATE = "2026-05-14 21:03:11"
TIME = read_moment(DATE) or 0


def new(videos: Any = (), comments: Any = ()) -> dict[str, Any]:
    return {
        "Comment": {"Comments": {"App": 1, "CommentsList": comments}},
        "Post": {"Posts": {"VideoList": videos}, "Recently Deleted Posts": {"PostList": [{"Date": DATE}]}, "Story": {}},
        "Profile And Settings": {"Profile Info": {"ProfileMap": {"userName": "honey", "emailAddress": "secret"}}},
        "Your Activity": {"Watch History": {"VideoList": [{"Date": DATE}]}},
    }


def old(videos: Any = (), comments: Any = ()) -> dict[str, Any]:
    return {
        "Activity": {"Video Browsing History": {"VideoList": [{"Date": DATE}]}},
        "Comment": {"Comments": {"CommentsList": comments}},
        "Profile": {"Profile Information": {"ProfileMap": {"userName": "honey"}}},
        "Video": {"Videos": {"VideoList": videos}},
    }


def read(value: Any) -> Account:
    return account(READER, {"user_data_tiktok.json": value})


@pytest.mark.parametrize("layout", [new, old])
def test_videos_are_posts_and_comments_are_comments_in_both_layouts(layout: Any) -> None:
    found = read(layout([{"Date": DATE, "Link": "x"}], [{"date": f"{DATE} UTC", "comment": "x"}, {"Date": DATE}]))
    post, comment = AccountEvent(time=TIME, kind="post"), AccountEvent(time=TIME, kind="comment")
    assert found == Account(events=[post, comment, comment], has_posts=True, has_talk=True)


@pytest.mark.parametrize("layout", [new, old])
def test_the_name_of_the_account_is_found_in_both_layouts(layout: Any) -> None:
    assert READER.names(Files({"a/user_data.json": layout()})) == {"honey"}


@pytest.mark.parametrize("none", [None, [], {}])
def test_nothing_is_written_in_three_ways(none: Any) -> None:
    assert read(new(none, none)) == Account(events=[], has_posts=True, has_talk=True)


@pytest.mark.parametrize("none", ["null", "[]", "[ ]", "{}", "{\n}"])
def test_an_empty_list_of_one_layout_hides_no_full_one_of_the_other(none: str) -> None:
    empty, full = f'{{"VideoList": {none}}}', f'{{"VideoList": [{{"Date": "{DATE}"}}]}}'
    for posts, videos in ((empty, full), (full, empty)):
        found = read(f'{{"Post": {{"Posts": {posts}}}, "Video": {{"Videos": {videos}}}}}')
        assert found == Account(events=[AccountEvent(time=TIME, kind="post")], has_posts=True)


def test_what_was_not_asked_for_is_not_there() -> None:
    found = read({"Post": {"Posts": {}}, "Comment": None, "Your Activity": []})
    assert (found.has_posts, found.has_talk, found.events) == (False, False, [])
    assert READER.names(Files({"user_data.json": {"Profile": {"Profile Information": 3}}})) == frozenset()


def videos(*audiences: Any) -> list[bool]:
    return [event.public for event in read(new([{"Date": DATE, "WhoCanView": each} for each in audiences])).events]


def test_a_video_is_public_if_everyone_can_view_it() -> None:
    assert videos("Everyone", "Public", "Friends", "Only me", "Close circle") == [True, True, False, False, False]
    assert videos("Friends", "Friends") == [False, False]


def test_a_video_is_public_where_nothing_says_who_can_view_it() -> None:
    assert videos(None, "", "Friends") == [True, True, False]


def test_words_of_another_language_hide_no_video() -> None:
    assert videos("Iedereen", "Vrienden", "Iedereen") == [True, True, True]


@pytest.mark.parametrize(
    "odd", [3, None, [], {}, {"Date": ""}, {"Date": "N/A"}, {"Date": 5}, {"Date": DATE, "WhoCanView": 3}]
)
def test_an_odd_entry_is_counted_and_the_others_are_read(odd: Any) -> None:
    found = read(new([{"Date": DATE}, odd], [odd if odd != {"Date": DATE, "WhoCanView": 3} else 3, {"date": DATE}]))
    assert (len(found.events), found.unread) == (2, 2)


@pytest.mark.parametrize(
    ("value", "what"), [("secret", "posts"), ([], "posts"), (new("secret"), "posts"), (new([], 5), "comments")]
)
def test_another_shape_is_an_error(value: Any, what: str) -> None:
    with pytest.raises(UsageError, match=rf"^a file in it \({what}\) cannot be read") as error:
        read(value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("value", [new(), old(), {"Post": {"Posts": {"VideoList": None}}}])
def test_a_single_file_of_any_name_is_known_by_what_is_in_it(value: Any) -> None:
    assert READER.is_ours is not None
    assert READER.is_ours(Files({"my data (2).json": value}, single=True))
    assert account(READER, {"my data (2).json": value}, single=True).has_posts


@pytest.mark.parametrize(
    "value", ["", "date,kind\n", "{", [], {"Post": 1}, {"Post": {"a": 1}}, {"Posts": {"VideoList": []}}]
)
def test_other_single_files_are_not(value: Any) -> None:
    assert READER.is_ours is not None
    assert not READER.is_ours(Files({"my data.json": value}, single=True))


def test_files_of_an_archive_are_known_by_their_names_alone() -> None:
    assert READER.is_ours is not None
    assert not READER.is_ours(Files({"my data.json": new()}))
    assert not account(READER, {"my data.json": new()}).has_posts


@pytest.mark.parametrize(
    "path", ["user_data.json", "TikTok/user_data_tiktok.json", "Off TikTok Activity.txt", "a/Like List.txt"]
)
def test_paths_show_the_export(path: str) -> None:
    assert READER.signs.search(path)


@pytest.mark.parametrize(
    "path", ["Post/Posts.txt", "Video/Videos.txt", "user_data_tiktok.txt", "Activiteit buiten TikTok.txt"]
)
def test_the_form_of_texts_is_known_by_its_names(path: str) -> None:
    assert READER.other_form is not None
    assert READER.other_form.search(path)
    assert not READER.wanted.search(path)


def test_other_texts_are_not_of_it() -> None:
    assert READER.other_form is not None
    assert not any(READER.other_form.search(path) for path in ("readme.txt", "no-data.txt", "TikTok/readme.txt"))
