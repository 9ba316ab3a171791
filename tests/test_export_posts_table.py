"""A table of posts: what any tool, or a person, can write."""

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import Account, AccountEvent
from stagecli.observe.exports.posts_table import READER
from stagecli.observe.exports.times import read_moment
from tests.exported import Files, account

TIME = read_moment("2026-01-31T09:30Z") or 0
DAY = read_moment("2026-01-31") or 0


def read(text: str | bytes) -> Account:
    return account(READER, {"my posts.csv": text}, single=True)


def is_ours(text: str | bytes, name: str = "my posts.csv", *, single: bool = True) -> bool:
    assert READER.is_ours is not None
    return READER.is_ours(Files({name: text}, single=single))


def problem(text: str) -> str:
    with pytest.raises(UsageError) as error:
        read(text)
    return str(error.value)


def test_a_row_is_an_event() -> None:
    found = read("date,kind,client\n2026-01-31T09:30Z,post,Buffer\n2026-01-31T09:30Z,Reply,\n")
    assert found == Account(
        events=[AccountEvent(time=TIME, kind="post", client="Buffer"), AccountEvent(time=TIME, kind="reply")],
        has_posts=True,
    )


def test_only_the_date_is_needed() -> None:
    assert read("Date\n2026-01-31\n").events == [AccountEvent(time=DAY, kind="post")]
    assert read("text;Kind;Date\nhello;;2026-01-31\n").events == [AccountEvent(time=DAY, kind="post")]


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2026-01-31T11:30+02:00", TIME),
        ("2026-01-31 09:30", TIME),
        ("2026-01-31T09:30:00.9", TIME),
        ("31/1/2026", DAY),
        ("1/31/2026 9:30 AM", TIME),
        ("31 January 2026", DAY),
        ("31 Ιανουαρίου 2026", DAY),
        ("46053", DAY),
        ("2199-01-31", read_moment("2199-01-31")),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, time: int) -> None:
    assert [event.time for event in read(f'date\n"{written}"\n').events] == [time]


@pytest.mark.parametrize(
    "written", ["", "soon", "3/4/2026", "2026-02-30", "99999999999999999999", "9999-12-31T23:59:59-12:00"]
)
def test_a_date_that_is_none_or_may_be_one_of_two_is_an_error(written: str) -> None:
    assert problem(f'kind,date\npost,2026-01-31\n\n"post","{written}"\n') == (
        "line 4: the date cannot be read. Write dates as 2026-01-31 or 2026-01-31T09:30Z."
    )


@pytest.mark.parametrize("kind", ["review", "secret"])
def test_a_kind_that_is_none_is_an_error(kind: str) -> None:
    assert problem(f"date,kind\n2026-01-31,{kind}\n") == (
        "line 2: the kind is none of post, thread, repost, story, reply, comment. Empty means post."
    )


@pytest.mark.parametrize("text", ["", "secret,kind\n2026-01-31,post\n", "\ndate\n2026-01-31\n"])
def test_a_table_without_a_date_heading_is_an_error(text: str) -> None:
    assert problem(text) == (
        "a table of posts has the headings date,kind,client in its first line; at least date is needed."
    )


def test_a_row_may_end_after_the_date() -> None:
    found = read("date,kind,client\n2026-01-31\n2026-01-31,story\n")
    assert [event.kind for event in found.events] == ["post", "story"]
    assert found.unread == 0


def test_a_row_with_an_open_quote_is_counted() -> None:
    found = read('date,client\n2026-01-31,"open\n2026-01-31,"closed"\n')
    assert (found.events, found.unread) == ([AccountEvent(time=DAY, kind="post", client="closed")], 1)


def test_a_table_without_rows_has_no_posts() -> None:
    assert read("date,kind,client\n") == Account(events=[], has_posts=False)


def test_a_table_without_a_post_tells_no_silence() -> None:
    assert not read("date,kind\n2026-01-31,story\n2026-01-31,comment\n2026-01-31,reply\n").has_posts


def test_a_single_file_with_a_date_heading_is_a_table() -> None:
    assert is_ours("kind;DATE\n")
    assert is_ours("date\n", "anything.txt")
    assert is_ours("date,kind\n".encode("utf-16"))


@pytest.mark.parametrize("text", ["", "{}", "dates,kind\n", "Notes\ndate,kind\n", b"\x89PNG\r\n\0date,", b"PK\3\4"])
def test_other_files_are_none(text: str | bytes) -> None:
    assert not is_ours(text)


def test_a_file_of_another_export_is_none() -> None:
    assert not is_ours("Date,ShareLink\n", "Shares.csv")
    assert not is_ours("date,kind\n", single=False)


def test_no_path_of_an_archive_is_a_table() -> None:
    assert not any(pattern.search("posts.csv") for pattern in (READER.wanted, READER.signs))
