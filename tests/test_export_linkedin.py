"""LinkedIn's exports: CSV files of a member, quoted in two ways."""

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import Account, AccountEvent
from stagecli.observe.exports.linkedin import READER
from stagecli.observe.exports.times import read_moment
from tests.exported import Files, account

DATE = "2026-02-03 10:20:30"
TIME = read_moment(DATE) or 0
SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
COMMENTS = "Date,Link,Message\n"
REGISTERED = "Registered At,Registration Ip,Subscription Types\n"
POST, COMMENT = AccountEvent(time=TIME, kind="post"), AccountEvent(time=TIME, kind="comment")


def test_shares_are_posts_whoever_may_see_them() -> None:
    said = 'First\n""\n""Second """"line"""", with a comma'
    text = f'{SHARES}{DATE},https://x,"{said}",,,MEMBER_NETWORK\n{DATE} UTC,https://x,"",,,CONNECTIONS\n'
    assert account(READER, {"Shares.csv": text}) == Account(events=[POST, POST], has_posts=True)


def test_comments_are_comments_on_pages_unknown() -> None:
    text = f'{COMMENTS}{DATE},https://x,"said \\"so\\", and more"\n{DATE},https://x,short\n'
    found = account(READER, {"Comments.csv": text, "Comments_2.csv": text})
    assert found == Account(events=[COMMENT] * 4, has_talk=True)


def test_files_may_be_in_a_folder_with_notes_above() -> None:
    text = f'Notes:\n"All times are in UTC, by the way"\n\n{SHARES}{DATE},,,,,\n\n\n'
    files = {"Basic_LinkedInDataExport_05-20-2026/Shares.csv": text}
    assert account(READER, files) == Account(events=[POST], has_posts=True)


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ('"9/10/12, 7:21 AM"', "2012-09-10 07:21"),
        ('"9/10/2012, 12:05 AM"', "2012-09-10 00:05"),
        ('"12/31/09, 12:05\u202fPM"', "2009-12-31 12:05"),
        ('"1/2/09, 11:59 pm"', "2009-01-02 23:59"),
        ("2012-09-10 07:21:00 UTC", "2012-09-10 07:21"),
        ('"13/32/12, 7:21 AM"', None),
        ('"9/10/12, 19:99 AM"', None),
        ("long ago", None),
    ],
)
def test_the_opening_time_is_that_of_the_registration(written: str, opened: str | None) -> None:
    found = account(READER, {"Registration.csv": f"{REGISTERED}{written},203.0.113.9,\n"})
    assert found == Account(events=[], opened=read_moment(opened))


def test_rows_that_cannot_be_read_are_counted() -> None:
    shares = f'{SHARES}{DATE},,,,,\nyesterday,,,,,\n{DATE},"open,,,,\n{DATE},,,,,\n'
    found = account(READER, {"Shares.csv": shares, "Comments.csv": f"{COMMENTS},https://x,hello\n"})
    assert (len(found.events), found.unread) == (2, 3)


def test_lists_without_rows_are_there() -> None:
    assert account(READER, {"Shares.csv": SHARES, "Comments.csv": COMMENTS}) == Account(
        events=[], has_posts=True, has_talk=True
    )


@pytest.mark.parametrize(
    ("path", "what"), [("Shares.csv", "posts"), ("Comments.csv", "comments"), ("Registration.csv", "account")]
)
def test_a_file_without_its_headings_is_an_error(path: str, what: str) -> None:
    with pytest.raises(UsageError, match=rf"^a file in it \({what}\) cannot be read: ") as error:
        account(READER, {path: "secret,secrets\n1,2\n"})
    assert "secret" not in str(error.value)


def test_nothing_inside_names_the_member() -> None:
    assert READER.names(Files({"Profile.csv": "First Name\nsecret\n"})) == frozenset()
    assert READER.personal


@pytest.mark.parametrize(
    "path", ["messages.csv", "Connections.csv", "Profile.csv", "comments/comments.csv", "a/comments/comments.csv"]
)
def test_other_files_are_not_opened(path: str) -> None:
    assert not READER.wanted.search(path)


@pytest.mark.parametrize("path", ["Comments.csv", "export/Comments_12.csv", "export/Shares.csv", "Registration.csv"])
def test_its_own_files_are(path: str) -> None:
    assert READER.wanted.search(path)


def test_paths_show_an_export_without_posts() -> None:
    assert READER.signs.search("Basic_LinkedInDataExport/Connections.csv")
    assert not READER.signs.search("posts.csv")
