"""What Google Takeout holds of YouTube and of a Google Business Profile."""

from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports import google_business, youtube
from stagecli.observe.exports.events import Account, AccountEvent
from stagecli.observe.exports.times import read_moment
from tests.exported import Files, account

LONG = "2026-02-03T10:20:30.402113+00:00"
TIME = read_moment("2026-02-03T10:20:30Z") or 0
TUBE = "Takeout/YouTube and YouTube Music"
VIDEO_LIST, COMMENT_LIST = f"{TUBE}/video metadata/videos.csv", f"{TUBE}/comments/comments.csv"
VIDEOS = "Video ID,Video Title (Original),Privacy,Video State,Video Create Timestamp,Video Publish Timestamp\n"
COMMENTS = "Channel ID,Comment Create Timestamp,Price,Comment ID,Parent Comment ID,Video ID,Comment Text\n"


def video(privacy: str = "Public", published: str = LONG, name: str = "one") -> str:
    return f"{name},title,{privacy},Processed,2025-01-01T00:00:00+00:00,{published}\n"


def comment(on: str = "one", created: str = LONG) -> str:
    return f'UC1,{created},0,Ug1,,{on},"{{""text"":""hello""}},{{""text"":""\n""}}"\n'


def test_a_video_is_a_post_when_it_was_published() -> None:
    found = account(youtube.READER, {VIDEO_LIST: VIDEOS + video() + video("Unlisted") + "\n\n\n"})
    assert found == Account(events=[AccountEvent(time=TIME, kind="post")] * 2, has_posts=True)


def test_a_private_video_and_one_that_is_not_published_are_no_events() -> None:
    found = account(youtube.READER, {VIDEO_LIST: VIDEOS + video("Private") + video(published="")})
    assert found == Account(events=[], has_posts=True)


def test_a_comment_is_on_ones_own_page_if_the_video_is_listed() -> None:
    text = COMMENTS + comment() + comment("other") + comment("") + "\n\n"
    found = account(youtube.READER, {VIDEO_LIST: VIDEOS + video("Private"), COMMENT_LIST: text})
    assert [event.on for event in found.events] == ["own", "others", None]
    assert {event.kind for event in found.events} == {"comment"}
    assert (found.has_posts, found.has_talk, found.unread) == (True, True, 0)


def test_whose_page_a_comment_is_on_may_stand_in_another_part() -> None:
    first, second = (
        Files({COMMENT_LIST: COMMENTS + comment() + comment("other")}),
        Files({VIDEO_LIST: VIDEOS + video()}),
    )
    assert [event.on for event in youtube.READER.read([first, second])[0].events] == ["own", "others"]
    assert [event.on for event in youtube.READER.read([first])[0].events] == [None, None]


def test_columns_may_stand_in_another_order() -> None:
    files = {COMMENT_LIST: f"Video ID,Comment Text,Comment Create Timestamp\none,hello,{LONG}\n"}
    assert account(youtube.READER, files).events == [AccountEvent(time=TIME, kind="comment")]


def test_lists_may_be_split() -> None:
    files = {COMMENT_LIST: COMMENTS + comment(), COMMENT_LIST.replace(".csv", "(1).csv"): COMMENTS + comment()}
    assert len(account(youtube.READER, files).events) == 2


def test_rows_of_videos_and_comments_that_cannot_be_read_are_counted() -> None:
    videos = VIDEOS + video() + video("Öffentlich") + video(published="yesterday") + "two\n"
    found = account(youtube.READER, {VIDEO_LIST: videos, COMMENT_LIST: COMMENTS + comment(created="") + comment()})
    assert (len(found.events), found.unread) == (2, 4)


def test_the_channel_names_the_account() -> None:
    files = {f"{TUBE}/channels/channel.csv": "Channel ID,Channel Title (Original)\nUC1,secret\nUC2,\n\n"}
    assert youtube.READER.names(Files(files)) == {"UC1", "UC2"}
    assert account(youtube.READER, files) == Account(events=[])


def test_a_list_of_videos_with_other_headings_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"^a file in it \(posts\) cannot be read: "):
        account(youtube.READER, {VIDEO_LIST: "Video-ID,Datenschutz\none,Public\n"})


@pytest.mark.parametrize(
    "path",
    [
        VIDEO_LIST,
        f"unpacked/{VIDEO_LIST}",
        "Takeout/YouTube et YouTube Music/commentaires/commentaires.csv",
        "Takeout/„YouTube“ ir „YouTube Music“/x.csv",
        "Takeout/YouTube/playlists/x.csv",
        "YouTube και YouTube Music/σχόλια/σχόλια.csv",
    ],
)
def test_youtube_is_known_in_any_language(path: str) -> None:
    assert youtube.READER.signs.search(path)
    assert not google_business.READER.signs.search(path)


@pytest.mark.parametrize(
    "path", ["Takeout/My Activity/YouTube/MyActivity.html", "Takeout/Maps/x.json", "videos.csv", "youtube.csv"]
)
def test_other_folders_are_not_youtube(path: str) -> None:
    assert not youtube.READER.signs.search(path)
    assert not youtube.READER.wanted.search(path)


PLACE = "Takeout/Google Business Profile/account-100/location-200"
CREATED = "2026-02-03T10:20:30.123456Z"


def review(number: int = 1, owner: int = 100, answered: str | None = None, **fields: Any) -> dict[str, Any]:
    reply = {"reviewReply": {"comment": "x", "updateTime": answered}} if answered else {}
    name = f"accounts/{owner}/locations/200/reviews/{number}"
    return {
        "name": name,
        "reviewer": {"displayName": "x"},
        "createTime": CREATED,
        "updateTime": CREATED,
        **reply,
        **fields,
    }


def read(files: dict[str, Any]) -> Account:
    return account(google_business.READER, {f"{PLACE}/{path}": value for path, value in files.items()})


def test_a_review_is_an_event_with_the_time_of_its_answer() -> None:
    found = read({"reviews.json": {"reviews": [review(), review(2, answered="2026-02-03T12:20:30.9Z")]}})
    assert found == Account(
        events=[AccountEvent(time=TIME, kind="review"), AccountEvent(time=TIME, kind="review", answered=TIME + 7200)],
        has_reviews=True,
    )


def test_a_review_that_is_there_twice_counts_once() -> None:
    found = account(
        google_business.READER,
        {
            f"{PLACE}/reviews.json": {"reviews": [review(1), review(2)]},
            f"{PLACE}/reviews-AbCd_e.json": {"reviews": [review(2), review(3)]},
            "Takeout/Google Business Profile/account-77/location-200/reviews.json": {
                "reviews": [review(3, 77), review(4, 77)]
            },
        },
    )
    assert (len(found.events), found.unread) == (4, 0)


def test_a_review_in_two_exports_counts_once_with_its_newest_answer() -> None:
    late = "2026-02-04T10:20:30Z"
    before = Files({f"{PLACE}/reviews.json": {"reviews": [review(), review(2, answered=late)]}})
    after = Files({f"{PLACE}/reviews.json": {"reviews": [review(answered=late), review(2), review(3)]}})
    one, two = google_business.READER.read([before, after])
    assert [event.answered for event in one.events] == [read_moment(late)] * 2
    assert [event.answered for event in two.events] == [None]


def test_reviews_without_a_name_are_all_counted() -> None:
    assert len(read({"reviews.json": {"reviews": [review(name=""), review(name="")]}}).events) == 2


def test_a_local_post_is_a_post_while_it_is_live() -> None:
    def post(number: int, **fields: Any) -> dict[str, Any]:
        return {"name": f"accounts/100/locations/200/localPosts/{number}", "createTime": CREATED, **fields}

    files = {
        f"localPost-{n}/data.json": post(n, **each)
        for n, each in enumerate([{}, {"state": "LIVE"}, {"state": "REJECTED"}])
    }
    assert read(files) == Account(events=[AccountEvent(time=TIME, kind="post")] * 2, has_posts=True)


def test_more_local_posts_than_are_opened_leave_the_reviews_to_be_read() -> None:
    many = {f"localPost-{n}/data.json": {"createTime": LONG} for n in range(101)}
    found = read({**many, "reviews.json": {"reviews": [review()]}})
    assert [event.kind for event in found.events] == ["review"]
    assert (found.has_posts, found.too_many_posts, found.has_reviews) == (False, True, True)


def test_what_is_not_there_is_told_from_what_is_empty() -> None:
    assert read({"data.json": {"name": "locations/200"}}) == Account(events=[])
    assert read({"reviews.json": {"reviews": None}}) == Account(events=[], has_reviews=True)
    assert read({"reviews.json": {}}) == Account(events=[], has_reviews=True)


@pytest.mark.parametrize(
    "odd", [3, None, [], {}, review(createTime="yesterday"), review(name=5), review(reviewReply=[])]
)
def test_an_odd_review_is_counted_and_the_others_are_read(odd: Any) -> None:
    found = read({"reviews.json": {"reviews": [review(1), odd, review(2)]}})
    assert (len(found.events), found.unread) == (2, 1)


@pytest.mark.parametrize("odd", [3, [], {}, {"createTime": "yesterday"}, {"createTime": CREATED, "state": 5}])
def test_an_odd_local_post_is_counted(odd: Any) -> None:
    assert read({"localPost-1/data.json": odd}) == Account(events=[], has_posts=True, unread=1)


@pytest.mark.parametrize(("path", "what"), [("reviews.json", "reviews"), ("localPost-1/data.json", "posts")])
def test_a_file_that_is_no_json_is_an_error(path: str, what: str) -> None:
    with pytest.raises(UsageError, match=rf"^a file in it \({what}\) cannot be read") as error:
        read({path: "{secret"})
    assert "secret" not in str(error.value)


def test_the_places_name_the_account() -> None:
    paths = [f"{PLACE}/data.json", f"{PLACE}/reviews.json", "x/account-1/location-300/data.json", "a/b.json"]
    assert google_business.READER.names(Files(dict.fromkeys(paths, ""))) == {"locations/200", "locations/300"}


@pytest.mark.parametrize(
    "path", [f"{PLACE}/data.json", f"{PLACE}/questions.json", "Takeout/Maps (your places)/Reviews.json", "reviews.json"]
)
def test_other_files_are_not_opened(path: str) -> None:
    assert not google_business.READER.wanted.search(path)


def test_a_profile_is_known_by_its_folders_in_any_language() -> None:
    for path in (f"{PLACE}/data.json", f"a/{PLACE}/x", "Takeout/Προφίλ επιχείρησης/account-1/location-2/reviews.json"):
        assert google_business.READER.signs.search(path)
        assert not youtube.READER.signs.search(path)
    assert not google_business.READER.signs.search("Takeout/Maps (your places)/Reviews.json")
