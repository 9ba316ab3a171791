"""X's archives: JavaScript around JSON, of all layouts since 2019."""

import json
from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import AccountEvent
from stagecli.observe.exports.times import read_moment
from stagecli.observe.exports.x import READER
from tests.exported import Files, account

OWNER = "140000000001"
WRITTEN = "Tue Mar 19 14:05:17 +0000 2019"
TIME = 1553004317


def script(value: Any, name: str = "YTD.tweets.part0") -> str:
    return f"window.{name} = {json.dumps(value, indent=2)}"


def tweet(**fields: Any) -> dict[str, Any]:
    return {"tweet": {"created_at": WRITTEN, "full_text": "hello", "source": "", **fields}}


def read(*tweets: Any) -> list[AccountEvent]:
    files = {"data/account.js": script([{"account": {"accountId": OWNER}}]), "data/tweets.js": script(tweets)}
    return account(READER, files).events


def test_a_tweet_is_a_post_at_its_time_in_utc() -> None:
    assert read(tweet()) == [AccountEvent(time=TIME, kind="post")]


def test_a_time_may_be_in_iso() -> None:
    assert read(tweet(created_at="2019-03-19T14:05:17.000Z")) == [AccountEvent(time=TIME, kind="post")]


@pytest.mark.parametrize(
    ("source", "client"),
    [
        ('<a href="https://buffer.com" rel="nofollow">Buffer</a>', "Buffer"),
        ('<a href="https://example.org">Fish &amp; Chips</a>', "Fish & Chips"),
        ("web", "web"),
        ("", None),
        ('<a href="https://example.org"></a>', None),
        (None, None),
    ],
)
def test_the_client_is_the_text_of_the_link(source: str | None, client: str | None) -> None:
    assert read(tweet(source=source)) == [AccountEvent(time=TIME, kind="post", client=client)]


def test_a_text_that_begins_with_rt_is_a_repost() -> None:
    assert [event.kind for event in read(tweet(full_text="RT @a: b"), tweet(full_text="on RT @a"))] == [
        "repost",
        "post",
    ]


def test_an_old_text_that_begins_with_rt_is_a_repost() -> None:
    assert [event.kind for event in read({"created_at": WRITTEN, "text": "RT @a: b"})] == ["repost"]


def test_an_answer_to_oneself_is_a_thread() -> None:
    assert read(tweet(in_reply_to_user_id_str=OWNER)) == [AccountEvent(time=TIME, kind="thread")]
    assert read(tweet(in_reply_to_user_id=int(OWNER))) == [AccountEvent(time=TIME, kind="thread")]


def test_an_answer_to_somebody_is_a_reply() -> None:
    assert read(tweet(in_reply_to_user_id_str="5")) == [AccountEvent(time=TIME, kind="reply", on="others")]


def test_an_answer_to_an_account_that_is_gone_is_a_reply() -> None:
    assert read(tweet(in_reply_to_status_id_str="7")) == [AccountEvent(time=TIME, kind="reply", on="others")]


def test_whom_a_reply_answers_is_not_known_where_the_account_is_not() -> None:
    found = account(READER, {"tweets.js": script([tweet(in_reply_to_user_id_str="5")])})
    assert found.events == [AccountEvent(time=TIME, kind="reply")]


def test_the_account_may_be_in_another_part() -> None:
    first = Files({"data/manifest.js": script({"userInfo": {"accountId": OWNER}}, "__THAR_CONFIG")})
    second = Files({"data/tweets.js": script([tweet(in_reply_to_user_id_str=OWNER)])})
    empty, full = READER.read([first, second])
    assert (empty.events, empty.has_posts, empty.has_talk) == ([], False, False)
    assert full.events == [AccountEvent(time=TIME, kind="thread")]


def test_all_files_of_tweets_are_read_and_no_others() -> None:
    names = ["tweets", "tweets-part1", "tweet", "tweet-part12"]
    others = [
        "deleted-tweets",
        "note-tweet",
        "community-tweet",
        "twitter-circle-tweet",
        "deleted-tweet-headers",
        "like",
    ]
    files = {f"twitter-2026/data/{name}.js": script([tweet()]) for name in (*names, *others)}
    found = account(READER, files)
    assert len(found.events) == len(names)
    assert [path for path in files if READER.wanted.search(path)] == [f"twitter-2026/data/{name}.js" for name in names]


@pytest.mark.parametrize(
    ("name", "newest"), [("tweets", True), ("tweet", True), ("tweets-part1", False), ("tweet-part12", False)]
)
def test_only_the_newest_tweets_tell_a_silence(name: str, newest: bool) -> None:
    found = account(READER, {f"data/{name}.js": script([tweet()])})
    assert (len(found.events), found.has_posts, found.has_talk) == (1, newest, newest)


def test_files_at_the_top_without_wrappers_are_read() -> None:
    files = {
        "account.js": script([{"account": {"accountId": "5", "createdAt": "2016-03-03T08:00:00.000Z"}}]),
        "tweet.js": script([tweet()["tweet"], tweet(in_reply_to_user_id_str="5")["tweet"]]),
    }
    found = account(READER, files)
    assert [event.kind for event in found.events] == ["post", "thread"]
    assert found.opened == read_moment("2016-03-03T08:00:00Z")
    assert (found.exported, found.sure_of_export) == (None, False)


def test_the_manifest_tells_the_day_of_the_export_and_the_account() -> None:
    manifest = {"userInfo": {"accountId": OWNER}, "archiveInfo": {"generationDate": "2026-04-10T09:30:00.244Z"}}
    files = {"data/manifest.js": script(manifest, "__THAR_CONFIG"), "data/tweets.js": script([])}
    found = account(READER, files)
    assert (found.exported, found.sure_of_export) == (read_moment("2026-04-10T09:30:00Z"), True)
    assert (found.has_posts, found.has_talk, found.opened, found.events) == (True, True, None, [])
    assert READER.names(Files(files)) == {OWNER}


def test_manifests_and_accounts_of_other_shapes_tell_nothing() -> None:
    files = {"data/manifest.js": script([]), "data/account.js": script([{"account": 3}]), "data/tweets.js": script([])}
    found = account(READER, files)
    assert (found.exported, found.sure_of_export, found.opened, found.unread) == (None, False, None, 0)
    assert READER.names(Files(files)) == frozenset()


@pytest.mark.parametrize(
    "odd",
    [
        3,
        None,
        [],
        {},
        {"tweet": None},
        tweet(created_at=5),
        tweet(created_at="Tue Feb 30 14:05:17 +0000 2019"),
        tweet(created_at="Tue Mrz 19 14:05:17 +0000 2019"),
        tweet(created_at=""),
        tweet(source=[]),
    ],
)
def test_an_odd_tweet_is_counted_and_the_others_are_read(odd: Any) -> None:
    found = account(READER, {"data/tweets.js": script([tweet(), odd, tweet()])})
    assert (len(found.events), found.unread) == (2, 1)


def test_a_file_that_is_no_json_is_an_error_at_its_place() -> None:
    with pytest.raises(UsageError) as error:
        account(READER, {"data/tweets.js": "window.YTD.tweets.part0 = [secret]"})
    assert str(error.value) == (
        "a file in it (posts) cannot be read from byte 27 on: it is damaged, or laid out in a way that is not known. "
        "Ask for the export again."
    )


def test_a_semicolon_may_end_a_script_and_json_may_stand_alone() -> None:
    files = {"data/tweets.js": f"{script([tweet()])};\n", "data/tweets-part1.js": json.dumps([tweet(source="a=b")])}
    assert len(account(READER, files).events) == 2


@pytest.mark.parametrize("path", ["tweet.js", "data/tweets.js", "a folder/data/tweets-part3.js", "data/manifest.js"])
def test_paths_show_the_archive(path: str) -> None:
    assert READER.signs.search(path)


@pytest.mark.parametrize("path", ["mytweets.js", "tweets.js/a.txt", "tweets.json", "manifest.js", "posts_1.json"])
def test_other_paths_do_not(path: str) -> None:
    assert not READER.signs.search(path)
