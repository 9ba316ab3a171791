"""Mastodon's archives: the outbox, in which direct messages must not count."""

from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports.events import AccountEvent, moment
from stagecli.observe.exports.mastodon import READER
from stagecli.observe.exports.times import read_moment
from tests.exported import Files, account

ACTOR = "https://social.example/users/pottery"
OTHER = "https://other.example/users/somebody"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
PUBLISHED = "2026-02-03T10:20:30Z"
TIME = read_moment(PUBLISHED) or 0


def create(reply_to: str | None = None, to: Any = (PUBLIC,), cc: Any = (), **fields: Any) -> dict[str, Any]:
    note = {
        "id": f"{ACTOR}/statuses/1",
        "type": "Note",
        "inReplyTo": reply_to,
        "published": PUBLISHED,
        "content": "hello",
    }
    return {"type": "Create", "actor": ACTOR, "published": PUBLISHED, "to": to, "cc": cc, "object": note, **fields}


def outbox(*items: Any) -> dict[str, Any]:
    return {"outbox.json": {"type": "OrderedCollection", "orderedItems": items}, "actor.json": {"id": ACTOR}}


def read(*items: Any) -> list[AccountEvent]:
    found = account(READER, outbox(*items))
    assert found.unread == 0
    return found.events


@pytest.mark.parametrize("kind", ["Note", "Question"])
def test_a_note_or_a_poll_is_a_post(kind: str) -> None:
    assert read(create(object={"type": kind, "published": PUBLISHED})) == [AccountEvent(time=TIME, kind="post")]


@pytest.mark.parametrize("name", [PUBLIC, "as:Public", "Public"])
def test_what_goes_to_anybody_or_is_only_not_listed_is_public(name: str) -> None:
    listed, unlisted, bare = (
        create(to=[name], cc=[f"{ACTOR}/followers"]),
        create(to=[f"{ACTOR}/followers"], cc=[name]),
        create(to=name),
    )
    assert [event.public for event in read(listed, unlisted, bare)] == [True, True, True]


def test_what_goes_to_followers_only_is_not_public() -> None:
    assert read(create(to=[f"{ACTOR}/followers"], cc=[OTHER])) == [AccountEvent(time=TIME, kind="post", public=False)]


@pytest.mark.parametrize(("to", "cc"), [([OTHER], []), ([], [OTHER]), ([], []), (OTHER, None)])
def test_a_direct_message_is_no_event(to: Any, cc: Any) -> None:
    assert read(create(to=to, cc=cc), create(f"{OTHER}/statuses/1", to=to, cc=cc)) == []


def test_a_direct_boost_is_no_event_either() -> None:
    assert read({"type": "Announce", "published": PUBLISHED, "to": [OTHER], "object": f"{OTHER}/statuses/1"}) == []


def test_the_note_tells_to_whom_it_goes_where_the_activity_does_not() -> None:
    note = {"published": PUBLISHED, "to": [OTHER]}
    assert read({"type": "Create", "published": PUBLISHED, "object": note}) == []
    assert len(read({"type": "Create", "object": {**note, "cc": [PUBLIC]}})) == 1


@pytest.mark.parametrize("boosted", [f"{OTHER}/statuses/1", {"type": "Note", "id": f"{OTHER}/statuses/1"}])
def test_a_boost_is_a_repost(boosted: Any) -> None:
    announce = {"type": "Announce", "published": PUBLISHED, "to": [PUBLIC], "cc": [OTHER], "object": boosted}
    assert read(announce) == [AccountEvent(time=TIME, kind="repost")]


def test_an_answer_to_oneself_is_a_thread_and_to_another_a_reply() -> None:
    other, alike = create(f"{OTHER}/statuses/9"), create(f"{ACTOR}2/statuses/9")
    assert read(create(f"{ACTOR}/statuses/9")) == [AccountEvent(time=TIME, kind="thread")]
    assert read(other, alike) == [AccountEvent(time=TIME, kind="reply", on="others")] * 2


def test_an_account_may_have_two_addresses() -> None:
    numbered = "https://social.example/ap/users/115"
    first = create(object={"id": f"{numbered}/statuses/1", "published": PUBLISHED})
    second = create(f"{numbered}/statuses/1")
    somebody = create("https://social.example/ap/users/116/statuses/1")
    assert [event.kind for event in read(first, second, somebody)] == ["post", "thread", "reply"]


def test_no_address_of_ones_own_takes_in_another() -> None:
    own = create(object={"id": "https://statuses/1", "published": PUBLISHED})
    assert [event.kind for event in read(own, create(f"{OTHER}/statuses/9"))] == ["post", "reply"]


def test_the_actor_tells_the_opening_day_and_the_address() -> None:
    files = {
        "export/actor.json": {"id": ACTOR, "published": "2024-12-04T00:00:00Z"},
        "export/outbox.json": {"orderedItems": []},
    }
    found = account(READER, files)
    assert (found.opened, found.events, found.has_posts, found.has_talk) == (moment(2024, 12, 4), [], True, True)
    assert READER.names(Files(files)) == {ACTOR}


def test_a_part_without_an_outbox_has_no_posts() -> None:
    found = account(READER, {"actor.json": {"id": None}})
    assert (found.has_posts, found.has_talk, found.opened) == (False, False, None)
    assert READER.names(Files({"actor.json": []})) == frozenset()


@pytest.mark.parametrize(
    "odd",
    [
        3,
        None,
        {},
        create(published="yesterday"),
        create(to=[3]),
        create(to=None, cc=None),
        create(object=None),
        create(reply_to=[]),  # type: ignore[arg-type]  # what a damaged file may have
        create(object="https://social.example/users/pottery/statuses/1"),
    ],
)
def test_an_odd_entry_is_counted_and_the_others_are_read(odd: Any) -> None:
    found = account(READER, outbox(create(), odd, create()))
    assert (len(found.events), found.unread) == (2, 1)


def test_activities_of_other_kinds_are_none_of_ours() -> None:
    assert read({"type": "Like", "published": PUBLISHED, "object": OTHER}) == []


def test_an_outbox_without_a_list_is_empty() -> None:
    found = account(READER, {"outbox.json": {"orderedItems": None}})
    assert (found.events, found.unread, found.has_posts) == ([], 0, True)


@pytest.mark.parametrize("damaged", ["[]", '"secret"', "secret"])
def test_an_outbox_of_another_shape_is_an_error(damaged: str) -> None:
    with pytest.raises(UsageError, match=r"^a file in it \(posts\) cannot be read") as error:
        account(READER, {"outbox.json": damaged})
    assert "secret" not in str(error.value)


def test_paths_show_the_archive() -> None:
    assert READER.signs.search("outbox.json")
    assert READER.signs.search("a folder/actor.json")
    assert not READER.signs.search("likes.json")
    assert not READER.signs.search("my-outbox.json")
