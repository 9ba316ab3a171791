from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.observe.exports.events import Account, AccountEvent
from stagecli.observe.exports.instagram import READER
from tests.exported import Files, account
from tests.instagram_files import (
    AUGUST,
    COMMENTS,
    JULY,
    JUNE,
    NEW,
    POSTS,
    PROFILE,
    REELS,
    REQUESTS,
    SIGNUP,
    STORIES,
    cell,
    comment,
    events,
    one_picture,
    pages,
    picture,
    profile,
    times,
    written,
)


def test_a_post_of_one_picture_has_the_time_of_the_picture() -> None:
    assert times(account(READER, {POSTS: [one_picture(JUNE), one_picture(JULY)]})) == [JUNE, JULY]


def test_a_post_of_several_pictures_has_its_own_time() -> None:
    post = {"media": [picture(JUNE), picture(JUNE + 1)], "title": "words", "creation_timestamp": JULY}
    assert times(account(READER, {POSTS: [post]})) == [JULY]


def test_a_post_without_its_own_time_has_that_of_its_newest_picture() -> None:
    assert times(account(READER, {POSTS: [{"media": [picture(JUNE), picture(JUNE + 1)]}]})) == [JUNE + 1]


def test_a_single_post_is_no_list() -> None:
    assert times(account(READER, {POSTS: one_picture(JUNE)})) == [JUNE]


def test_posts_are_on_several_pages() -> None:
    found = account(READER, {POSTS: [one_picture(JULY)], f"{NEW}/content/posts_2.json": [one_picture(JUNE)]})
    assert times(found) == [JUNE, JULY]


@pytest.mark.parametrize("name", ["reels", "igtv_videos", "other_content"])
def test_reels_and_videos_are_posts_whatever_they_are_wrapped_in(name: str) -> None:
    found = account(READER, {f"{NEW}/media/{name}.json": {"ig_anything": [one_picture(JUNE)]}})
    assert times(found) == [JUNE]


@pytest.mark.parametrize("name", ["posts_1", "posts"])
def test_the_newest_posts_tell_a_silence(name: str) -> None:
    found = account(READER, {f"{NEW}/media/{name}.json": [one_picture(JUNE)]})
    assert (times(found), found.has_posts) == ([JUNE], True)


@pytest.mark.parametrize(
    "names", [["posts_2"], ["posts_10"], ["posts", "posts_2"], ["reels"], ["igtv_videos"], ["other_content"]]
)
def test_older_posts_and_other_kinds_alone_tell_no_silence(names: list[str]) -> None:
    found = account(READER, {f"{NEW}/media/{name}.json": [one_picture(JUNE)] for name in names})
    assert (times(found), found.has_posts) == ([JUNE], False)


def test_a_reel_that_is_among_the_posts_too_is_one_post() -> None:
    assert times(account(READER, {POSTS: [one_picture(JUNE)], REELS: {"ig_reels_media": [one_picture(JUNE)]}})) == [
        JUNE
    ]


def test_two_posts_of_one_second_in_one_file_are_two() -> None:
    assert times(account(READER, {POSTS: [one_picture(JUNE), one_picture(JUNE)]})) == [JUNE, JUNE]


def test_stories_are_no_posts() -> None:
    found = account(READER, {STORIES: {"ig_stories": [picture(JUNE)]}})
    assert (times(found, "story"), times(found), found.has_posts) == ([JUNE], [], False)


def test_posts_in_label_values_count_where_they_are_alone() -> None:
    labelled = f"{NEW}/media/posts.json"
    draft = {"timestamp": JULY, "label_values": [{"label": "Draft", "value": "True"}]}
    post = {"timestamp": JUNE, "label_values": [{"label": "Draft", "value": "False"}, {"dict": [{"value": 3}]}]}
    assert times(account(READER, {labelled: [post, draft]})) == [JUNE]
    assert times(account(READER, {labelled: [post], POSTS: [one_picture(AUGUST)]})) == [AUGUST]


def test_comments_tell_whose_page_they_are_on() -> None:
    found = account(
        READER, {PROFILE: profile("my.shop"), COMMENTS: [comment(JUNE, "my.shop"), comment(JULY, "a_friend")]}
    )
    assert events(found, "comment") == [
        AccountEvent(time=JUNE, kind="comment", on="own"),
        AccountEvent(time=JULY, kind="comment", on="others"),
    ]


def test_labels_in_greek_tell_the_same() -> None:
    labels = [written(label) for label in ("Σχόλιο", "Κάτοχος πολυμέσων", "Ώρα")]
    comments = [comment(JUNE, "my.shop", *labels), comment(JULY, "a_friend", *labels)]
    found = account(READER, {PROFILE: profile("my.shop", written("Όνομα χρήστη")), COMMENTS: comments})
    assert (times(found, "comment"), pages(found)) == ([JUNE, JULY], ["own", "others"])


def test_a_comment_with_the_words_of_another_value_of_the_profile_is_not_on_ones_own_page() -> None:
    said = {
        "string_map_data": {"Comment": {"value": "False"}, "Owner": {"value": "a_friend"}, "T": {"timestamp": JUNE}}
    }
    assert pages(account(READER, {PROFILE: profile("my.shop"), COMMENTS: [said]})) == ["others"]


def test_the_page_is_not_known_without_its_owner_or_without_a_profile() -> None:
    assert pages(account(READER, {PROFILE: profile("my.shop"), COMMENTS: [comment(JUNE, "")]})) == [None]
    assert pages(account(READER, {COMMENTS: [comment(JUNE, "my.shop")]})) == [None]
    assert pages(account(READER, {PROFILE: {"profile_user": []}, COMMENTS: [comment(JUNE, "my.shop")]})) == [None]


@pytest.mark.parametrize("word", ["wow", "my.shop"])
def test_a_comment_of_one_word_is_not_taken_for_the_owner_of_the_page(word: str) -> None:
    bare = {"string_map_data": {"Comment": {"value": word}, "Time": {"timestamp": JUNE}}}
    unowned = {"string_map_data": {"Comment": {"value": word}, "Owner": {"value": " "}, "Time": {"timestamp": JULY}}}
    labelled = {"timestamp": AUGUST, "title": "", "label_values": [{"label": "Comment", "value": word}]}
    found = account(READER, {PROFILE: profile("my.shop"), COMMENTS: [bare, unowned, labelled]})
    assert pages(found) == [None, None, None]


def test_comments_on_reels_and_stories_are_comments() -> None:
    found = account(
        READER,
        {
            f"{NEW}/comments/reels_comments.json": {"comments_reels_comments": [comment(JUNE, "a_friend")]},
            f"{NEW}/comments/hype.json": {"comments_story_comments": [comment(JULY, "a_friend")]},
        },
    )
    assert (times(found, "comment"), found.has_talk, found.has_posts) == ([JUNE, JULY], True, False)


def test_comments_may_be_in_label_values_with_the_owner_further_inside() -> None:
    owner = {"title": "Owner", "dict": [{"title": "", "dict": [{"label": "Username", "value": "my.shop"}]}]}
    said = {"timestamp": JUNE, "media": [], "label_values": [{"label": "Comment", "value": "So good!"}, owner]}
    labels = ({"label": "Comment", "value": "wow"}, {"label": "Owner", "value": "a_friend"})
    timed = {"label_values": [{"label": "Time", "timestamp_value": JULY}, *labels]}
    found = account(READER, {PROFILE: profile("my.shop"), COMMENTS: [said, timed]})
    assert (times(found, "comment"), pages(found)) == ([JUNE, JULY], ["own", "others"])


def test_the_export_of_2022_has_other_folders_and_comments() -> None:
    def said(owner: str, *when: int) -> dict[str, Any]:
        return {"title": owner, "string_list_data": [cell("my.shop is mine", time) for time in when]}

    found = account(
        READER,
        {
            "account_information/personal_information.json": profile("my.shop"),
            "login_and_account_creation/signup_information.json": {
                "account_history_registration_info": [{"string_map_data": {"Time": cell("", JUNE), "IP": cell("::1")}}]
            },
            "content/posts_1.json": [one_picture(JULY)],
            "comments/post_comments.json": {
                "comments_media_comments": [said("a_friend", JULY, AUGUST), said("my.shop", JUNE)]
            },
        },
    )
    assert (times(found), found.opened, found.exported) == ([JULY], JUNE, None)
    assert (times(found, "comment"), pages(found)) == ([JUNE, JULY, AUGUST], ["own", "others", "others"])


def test_what_is_not_on_the_page_is_never_opened() -> None:
    closed = [
        f"{NEW}/media/archived_posts.json",
        f"{NEW}/media/recently_deleted_content.json",
        f"{NEW}/media/profile_photos.json",
        f"{NEW}/messages/inbox/someone_1/message_1.json",
        f"{NEW}/likes/liked_posts.json",
        f"{NEW}/threads/personal_information.json",
        "ads_information/ads_and_topics/posts_viewed.json",
        "logged_information/past_instagram_insights/posts.json",
        "logged_information/past_instagram_insights/reels.json",
        "logged_information/recent_searches/word_or_phrase_searches.json",
        "security_and_login_information/login_and_profile_creation/login_activity.json",
        "personal_information/personal_information/profile_changes.json",
        "this_profile's_activity_across_facebook/comments_and_reactions/comments.json",
    ]
    found = account(READER, dict.fromkeys(closed, "no JSON"))
    assert [path for path in closed if READER.wanted.search(path)] == []
    assert found == Account(events=[])


def test_the_newest_time_among_the_requests_is_the_day_of_the_export() -> None:
    request = {"timestamp": JUNE, "label_values": [{"label": "x", "dict": [{"timestamp_value": AUGUST}]}], "fbid": "0"}
    found = account(READER, {REQUESTS: [request, {"timestamp": JULY}]})
    assert (found.exported, found.sure_of_export) == (AUGUST, False)


@pytest.mark.parametrize("name", ["signup_details", "instagram_signup_details"])
def test_the_account_was_opened_when_it_was_signed_up_for(name: str) -> None:
    record = {
        "title": "",
        "string_map_data": {"Username": cell(), "Time": cell("", JUNE), "Email": cell("x@example.org")},
    }
    path = SIGNUP.replace("signup_details", name)
    assert account(READER, {path: {"account_history_registration_info": [record]}}).opened == JUNE


def test_an_empty_section_is_there() -> None:
    found = account(READER, {f"{NEW}/media/no-data.txt": "", f"{NEW}/comments/no-data.txt": ""})
    assert (found.has_posts, found.has_talk, found.events) == (True, True, [])
    found = account(READER, {f"{NEW}/gifts/no-data.txt": "", f"{NEW}/messages/media/no-data.txt": ""})
    assert (found.has_posts, found.has_talk) == (False, False)


def test_names_in_one_part_tell_whose_page_the_comments_of_another_are_on() -> None:
    first, second = READER.read([Files({COMMENTS: [comment(JUNE, "my.shop")]}), Files({PROFILE: profile("my.shop")})])
    assert (pages(first), pages(second)) == (["own"], [])


def test_an_account_has_one_name_whatever_else_two_have_in_common() -> None:
    one, other = (READER.names(Files({PROFILE: profile(user)})) for user in ("my.shop", "their.shop"))
    assert (len(one), len(other), one & other) == (1, 1, frozenset())
    assert READER.names(Files({POSTS: [one_picture(JUNE)]})) == frozenset()


def test_the_order_and_language_of_the_profile_do_not_change_the_name() -> None:
    cells = {written("Όνομα χρήστη"): cell("my.shop"), "Email": cell("Shop@example.org"), "x": cell("False")}
    greek = {"profile_user": [{"title": written("Πληροφορίες χρήστη"), "string_map_data": cells}]}
    assert READER.names(Files({PROFILE: greek})) == READER.names(Files({PROFILE: profile("my.shop")}))


@pytest.mark.parametrize("label", ["Username", "Όνομα χρήστη", written("Όνομα χρήστη")])
@pytest.mark.parametrize("other", ["female", "shop.example", "bakery"])
def test_another_text_of_the_profile_does_not_change_the_name(label: str, other: str) -> None:
    cells = {"Gender": cell(other), label: cell("my.shop"), "Website": cell("old.example")}
    labels = [{"label": "Bio", "value": other}, {"dict": [{"label": label, "value": "my.shop"}]}]
    for entry in ({"string_map_data": cells}, {"label_values": labels}):
        found = Files({PROFILE: {"profile_user": [entry]}, COMMENTS: [comment(JUNE, other), comment(JULY, "my.shop")]})
        assert READER.names(found) == READER.names(Files({PROFILE: profile("my.shop")}))
        assert pages(READER.read([found])[0]) == ["others", "own"]


def test_without_a_known_label_all_texts_of_the_profile_are_the_name() -> None:
    one, other = (
        {"profile_user": [{"string_map_data": {"Benutzername": cell("my.shop"), "Webseite": cell(website)}}]}
        for website in ("old.example", "new.example")
    )
    assert READER.names(Files({PROFILE: one})) != READER.names(Files({PROFILE: other}))
    assert pages(account(READER, {PROFILE: one, COMMENTS: [comment(JUNE, "my.shop")]})) == ["own"]


@pytest.mark.parametrize(
    "path",
    [
        POSTS,
        "instagram-me-2026/content/posts_1.json",
        "media/posts/202601/1.jpg",
        "comments/post_comments.json",
        "account_information/personal_information.json",
        f"{NEW}/gifts/no-data.txt",
        "me_2019/media.json",
    ],
)
def test_paths_that_only_instagram_has_are_signs(path: str) -> None:
    assert READER.signs.search(path)


@pytest.mark.parametrize(
    "path",
    [
        "posts/your_posts_1.json",
        "your_facebook_activity/posts/posts_1.json",
        "this_profile's_activity_across_facebook/posts/profile_posts_1.json",
        "personal_information/profile_information/profile_information.json",
        "data/tweets.js",
        "outbox.json",
        "user_data_tiktok.json",
        "holiday/photo.jpg",
    ],
)
def test_paths_of_others_are_no_signs(path: str) -> None:
    assert not READER.signs.search(path)


def test_pages_of_html_are_the_other_form() -> None:
    assert READER.other_form
    assert READER.other_form.search(f"{NEW}/media/posts_1.html")
    assert READER.other_form.search("content/posts_1.html")
    assert not READER.other_form.search(f"{NEW}/messages/inbox/someone_1/files/letter.html")
    assert not READER.other_form.search("Takeout/archive_browser.html")


SECONDS = st.integers(min_value=1, max_value=4_000_000_000)


@given(st.lists(SECONDS), st.lists(SECONDS), st.lists(SECONDS), st.lists(st.tuples(SECONDS, st.booleans())))
def test_what_is_written_is_read(
    posts: list[int], reels: list[int], stories: list[int], talk: list[tuple[int, bool]]
) -> None:
    found = account(
        READER,
        {
            PROFILE: profile("my.shop"),
            POSTS: [one_picture(time) for time in posts],
            REELS: {"ig_reels_media": [one_picture(time) for time in reels if time not in posts]},
            STORIES: {"ig_stories": [picture(time) for time in stories]},
            COMMENTS: [comment(time, "my.shop" if own else "a_friend") for time, own in talk],
        },
    )
    told = [(time, "own" if own else "others") for time, own in talk]
    assert times(found) == sorted(posts + [time for time in reels if time not in posts])
    assert times(found, "story") == sorted(stories)
    assert sorted((event.time, event.on) for event in events(found, "comment")) == sorted(told)
    assert found.unread == 0
