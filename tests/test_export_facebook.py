from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import Account, AccountEvent, EventKind
from stagecli.observe.exports.facebook import PAGE, PROFILE
from stagecli.observe.exports.reader import ExportReader
from tests.exported import Files, account

OF_PAGE = "this_profile's_activity_across_facebook"
OF_PROFILE = "your_facebook_activity"
PAGE_POSTS = f"{OF_PAGE}/posts/profile_posts_1.json"
PAGE_COMMENTS = f"{OF_PAGE}/comments_and_reactions/comments.json"
PROFILE_POSTS = f"{OF_PROFILE}/posts/your_posts__check_ins__photos_and_videos_1.json"
PROFILE_COMMENTS = f"{OF_PROFILE}/comments_and_reactions/comments.json"
ABOUT = "personal_information/profile_information/profile_information.json"
REGISTRATION = "security_and_login_information/registration_information.json"
JUNE, JULY, AUGUST = 1_748_736_000, 1_751_328_000, 1_754_006_400
BY_KIND = pytest.mark.parametrize(("reader", "path"), [(PAGE, PAGE_POSTS), (PROFILE, PROFILE_POSTS)])


def words(time: int, text: str = "Fresh bread") -> dict[str, Any]:
    return {"timestamp": time, "data": [{"post": text}, {"update_timestamp": time}], "title": "The shop wrote a post."}


def attached(time: int, **what: Any) -> dict[str, Any]:
    return {"timestamp": time, "data": [], "attachments": [{"data": [what]}], "title": "The shop did something."}


def comment(time: int) -> dict[str, Any]:
    said = {"timestamp": time, "comment": "Thank you", "author": "The shop"}
    return {"timestamp": time, "data": [{"comment": said}], "title": "The shop replied to a comment."}


def about(name: str, time: int = 0, address: str = "") -> dict[str, Any]:
    told = {"name": {"full_name": name, "first_name": name}, "emails": {"emails": ["shop@example.org"]}}
    return {"profile_v2": {**told, "registration_timestamp": time, "profile_uri": address}}


def times(found: Account, kind: EventKind = "post") -> list[int]:
    return sorted(event.time for event in found.events if event.kind == kind)


@BY_KIND
def test_posts_are_on_several_pages(reader: ExportReader, path: str) -> None:
    found = account(reader, {path: [words(JULY)], path.replace("_1", "_2"): [words(JUNE)]})
    assert (times(found), found.has_posts, found.has_talk) == ([JUNE, JULY], True, False)


@BY_KIND
def test_a_single_post_is_no_list(reader: ExportReader, path: str) -> None:
    assert times(account(reader, {path: words(JUNE)})) == [JUNE]


@BY_KIND
@pytest.mark.parametrize(
    "what",
    [{"media": {"uri": "1.jpg", "creation_timestamp": JULY}}, {"external_context": {"url": "https://example.org"}}],
)
def test_a_picture_or_a_link_without_words_is_a_post(reader: ExportReader, path: str, what: dict[str, Any]) -> None:
    assert times(account(reader, {path: [attached(JUNE, **what)]})) == [JUNE]


@BY_KIND
@pytest.mark.parametrize("what", [{"event": {"name": "A fair"}}, {"name": "A group"}, {"text": "A friend"}, {}])
def test_what_has_neither_words_nor_a_picture_nor_a_link_is_no_post(
    reader: ExportReader, path: str, what: dict[str, Any]
) -> None:
    found = account(reader, {path: [attached(JUNE, **what), {"timestamp": JULY}, words(AUGUST, "")]})
    assert (found.events, found.unread, found.has_posts) == ([], 0, True)


@BY_KIND
def test_anothers_post_is_ones_own_only_with_words(reader: ExportReader, path: str) -> None:
    shared = attached(JUNE, external_context={"url": ""})
    found = account(
        reader, {path: [shared, attached(JULY, external_context={"url": ""}) | {"data": [{"post": "Look"}]}]}
    )
    assert (times(found, "repost"), times(found)) == ([JUNE], [JULY])


@BY_KIND
def test_a_post_that_was_dated_back_keeps_the_time_it_is_shown_with(reader: ExportReader, path: str) -> None:
    dated = {"timestamp": -JUNE, "data": [{"post": "We opened"}, {"backdated_timestamp": -JUNE}]}
    assert times(account(reader, {path: [dated]})) == [-JUNE]


@BY_KIND
def test_a_reel_that_is_among_the_posts_too_is_one_post(reader: ExportReader, path: str) -> None:
    reels = [attached(time, media={"uri": "1.mp4"}) for time in (JUNE, JULY)]
    found = account(reader, {path: [words(JUNE)], f"{OF_PROFILE}/reels/your_reels.json": {"lasso_videos_v2": reels}})
    assert times(found) == [JUNE, JULY]


@BY_KIND
def test_only_the_newest_posts_tell_a_silence(reader: ExportReader, path: str) -> None:
    assert account(reader, {path: [words(JUNE)]}).has_posts
    for older in (path.replace("_1.", "_2."), path.replace("_1.", "_11."), f"{OF_PROFILE}/reels/your_reels.json"):
        found = account(reader, {older: [words(JUNE)]})
        assert (times(found), found.has_posts) == ([JUNE], False)


@pytest.mark.parametrize(("reader", "path"), [(PAGE, PAGE_COMMENTS), (PROFILE, PROFILE_COMMENTS)])
def test_comments_do_not_tell_whose_page_they_are_on(reader: ExportReader, path: str) -> None:
    found = account(reader, {path: {"comments_v2": [comment(JUNE), comment(JULY)]}})
    assert sorted(found.events, key=lambda event: event.time) == [
        AccountEvent(time=time, kind="comment") for time in (JUNE, JULY)
    ]
    assert (found.has_posts, found.has_talk, reader.talk) == (False, True, None)


@pytest.mark.parametrize(
    "path",
    [
        "posts/your_posts_1.json",
        "your_activity_across_facebook/posts/your_posts__check_ins__photos_and_videos_2.json",
        "me-2019/posts/your_posts_12.json",
    ],
)
def test_a_profile_has_its_posts_in_other_folders_over_the_years(path: str) -> None:
    assert times(account(PROFILE, {path: [words(JUNE)]})) == [JUNE]
    assert PROFILE.signs.search(path)
    assert not PAGE.signs.search(path)
    assert not PAGE.wanted.search(path)


def test_a_profiles_posts_are_none_of_a_page_beside_it() -> None:
    found = account(PAGE, {PROFILE_POSTS: [words(JUNE)], PAGE_COMMENTS: {"comments_v2": [comment(JUNE)]}})
    assert (times(found), found.has_posts) == ([], False)


def test_a_profile_was_opened_when_it_was_registered() -> None:
    assert account(PROFILE, {ABOUT: about("A person", JUNE)}).opened == JUNE
    registered = {
        "timestamp": 0,
        "media": [],
        "label_values": [{"label": "Time", "timestamp_value": JULY}],
        "fbid": "0",
    }
    assert account(PROFILE, {REGISTRATION: registered}).opened == JULY
    assert account(PROFILE, {ABOUT: about("A person")}).opened is None


def test_a_page_does_not_tell_when_it_was_opened() -> None:
    found = account(PAGE, {ABOUT: about("The shop", JUNE), PAGE_POSTS: [words(JULY)]})
    assert (found.opened, found.exported) == (None, None)


@pytest.mark.parametrize("reader", [PAGE, PROFILE])
def test_one_name_may_be_of_two_accounts_with_two_addresses(reader: ExportReader) -> None:
    one, other, unaddressed = (
        reader.names(Files({ABOUT: about("Καφενείο".encode().decode("latin-1"), address=address)}))
        for address in ("https://www.facebook.com/profile.php?id=1", "https://www.facebook.com/profile.php?id=2", "")
    )
    assert (len(one), len(other), len(unaddressed), one & other) == (1, 1, 1, frozenset())
    assert reader.names(Files({PAGE_POSTS: [words(JUNE)]})) == frozenset()


@BY_KIND
def test_two_parts_are_read_each_by_itself(reader: ExportReader, path: str) -> None:
    first, second = reader.read([Files({path: [words(JUNE)]}), Files({ABOUT: about("The shop")})])
    assert (times(first), second.events, second.has_posts) == ([JUNE], [], False)


@BY_KIND
def test_an_empty_section_is_there(reader: ExportReader, path: str) -> None:
    folder = path.partition("/")[0]
    empty = [f"{folder}/posts/no-data.txt", f"{folder}/comments_and_reactions/no-data.txt"]
    found = account(reader, dict.fromkeys(empty, ""))
    assert (found.has_posts, found.has_talk) == (True, True)
    found = account(reader, {f"{folder}/groups/no-data.txt": ""})
    assert (found.has_posts, found.has_talk) == (False, False)


@BY_KIND
def test_odd_entries_are_counted_and_left_out(reader: ExportReader, path: str) -> None:
    odd: list[Any] = [
        {"data": [{"post": "When?"}]},
        {"timestamp": "soon", "data": [{"post": "words"}]},
        {"timestamp": 10**30, "data": [{"post": "words"}]},
        {"timestamp": JULY, "data": "words"},
        None,
        [words(JULY)],
    ]
    comments = f"{path.partition('/')[0]}/comments_and_reactions/comments.json"
    found = account(reader, {path: [*odd, words(JUNE)], comments: {"comments_v2": [{"title": "x"}, 5, comment(JULY)]}})
    assert (times(found), times(found, "comment"), found.unread) == ([JUNE], [JULY], 8)


@BY_KIND
def test_a_file_that_is_no_json_is_refused_without_its_words(reader: ExportReader, path: str) -> None:
    with pytest.raises(UsageError) as error:
        account(reader, {path: '[{"data": keepout'})
    assert str(error.value) == (
        "a file in it (posts) cannot be read from byte 10 on: it is damaged, or laid out in a way that is not known. "
        "Ask for the export again."
    )


@pytest.mark.parametrize(("reader", "path"), [(PAGE, PAGE_COMMENTS), (PROFILE, PROFILE_COMMENTS)])
def test_comments_without_a_list_are_refused(reader: ExportReader, path: str) -> None:
    with pytest.raises(UsageError) as error:
        account(reader, {path: {"comments_v2": "keepout"}})
    assert str(error.value) == (
        "a file in it (comments) cannot be read: it is damaged, or laid out in a way that is not known. Ask for the "
        "export again."
    )


def test_a_profile_of_another_shape_tells_nothing() -> None:
    files = {ABOUT: {"profile_v2": {"name": "A person"}}, REGISTRATION: {"timestamp": "soon"}}
    assert account(PROFILE, files) == Account(events=[])
    assert PROFILE.names(Files(files)) == frozenset()


@BY_KIND
def test_what_is_not_on_the_page_is_never_opened(reader: ExportReader, path: str) -> None:
    folder = path.partition("/")[0]
    closed = [
        f"{folder}/posts/videos.json",
        f"{folder}/posts/your_videos.json",
        f"{folder}/posts/trash.json",
        f"{folder}/posts/archive.json",
        f"{folder}/posts/posts_on_other_pages_and_profiles.json",
        f"{folder}/stories/archived_stories.json",
        f"{folder}/groups/group_posts_and_comments.json",
        f"{folder}/groups/your_comments_in_groups.json",
        f"{folder}/comments_and_reactions/likes_and_reactions.json",
        f"{folder}/messages/inbox/someone_1/message_1.json",
        "connections/followers/people_who_followed_you.json",
        "security_and_login_information/account_activity.json",
    ]
    assert [path for path in closed if reader.wanted.search(path)] == []
    assert account(reader, dict.fromkeys(closed, "no JSON")) == Account(events=[])


def test_a_page_and_a_profile_have_signs_of_their_own() -> None:
    of_page = [PAGE_POSTS, PAGE_COMMENTS, f"shop/{OF_PAGE}/messages/no-data.txt", "posts/profile_posts_1.json"]
    of_profile = [PROFILE_POSTS, PROFILE_COMMENTS, "your_activity_across_facebook/groups/no-data.txt"]
    of_others = ["your_instagram_activity/media/posts_1.json", "content/posts_1.json", "posts.csv", ABOUT]
    assert [bool(PAGE.signs.search(path)) for path in of_page + of_profile + of_others] == [True] * 4 + [False] * 7
    assert [bool(PROFILE.signs.search(path)) for path in of_profile + of_page + of_others] == [True] * 3 + [False] * 8
    assert (PAGE.personal, PROFILE.personal) == (False, True)


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (PAGE, f"{OF_PAGE}/posts/profile_posts_1.html"),
        (PAGE, "posts/profile_posts_1.html"),
        (PROFILE, f"{OF_PROFILE}/posts/your_posts__check_ins__photos_and_videos_1.html"),
        (PROFILE, "posts/your_posts_1.html"),
    ],
)
def test_pages_of_html_are_the_other_form(reader: ExportReader, path: str) -> None:
    assert reader.other_form
    assert reader.other_form.search(path)
    assert reader.signs.search(path)
    assert not reader.other_form.search(f"{path.partition('/')[0]}/messages/inbox/someone_1/files/letter.html")
