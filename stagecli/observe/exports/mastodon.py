"""Mastodon: an outbox of activities, as servers send them to each other.

The outbox holds direct messages too. They are no events.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Raw, Struct, field

from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.decoding import decoded, entry, limited
from stagecli.observe.exports.events import Account, AccountEvent, moment
from stagecli.observe.exports.reader import ExportReader, ends
from stagecli.observe.exports.times import read_moment

_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_KINDS = {"Create", "Announce"}
_IS_OUTBOX, _IS_ACTOR = ends(r"outbox\.json"), ends(r"actor\.json")


class _Actor(Struct):
    id: str | None = None
    published: str | None = None


class _Outbox(Struct, rename="camel"):
    ordered_items: list[Raw] | None = None


class _Activity(Struct):
    type: str
    published: str | None = None
    actor: str | None = None
    to: list[str] | str | None = None
    cc: list[str] | str | None = None
    object: Raw = field(default_factory=Raw)


class _Toot(Struct, rename="camel"):
    id: str | None = None
    published: str | None = None
    in_reply_to: str | None = None
    to: list[str] | str | None = None
    cc: list[str] | str | None = None


def _actors(export: Export) -> list[_Actor]:
    raws = (decoded(export.read(path), Raw, "account") for path in filter(_IS_ACTOR.search, export.paths))
    return [found for raw in raws if (found := entry(raw, _Actor))]


def _names(export: Export) -> frozenset[str]:
    return frozenset(actor.id for actor in _actors(export) if actor.id)


def _read(parts: Sequence[Export]) -> list[Account]:
    return [_account(part) for part in parts]


def _account(export: Export) -> Account:
    paths = [path for path in export.paths if _IS_OUTBOX.search(path)]
    outboxes = (decoded(export.read(path), _Outbox, "posts") for path in paths)
    raws = [raw for outbox in outboxes for raw in limited(outbox.ordered_items or [])]
    activities = [(activity, _toot(activity)) for raw in raws if (activity := entry(raw, _Activity))]
    own = _own(_names(export), activities)
    events, unread = [], len(raws) - len(activities)
    for activity, toot in activities:
        addresses = _addresses(activity, toot)
        if activity.type not in _KINDS or (addresses is not None and _is_direct(addresses)):
            continue
        event = None if addresses is None else _event(activity, toot, own, public=not addresses.isdisjoint(_PUBLIC))
        if event is None:
            unread += 1
        else:
            events.append(event)
    opened = [made for actor in _actors(export) if (made := read_moment(actor.published)) is not None]
    return Account(
        events=events,
        opened=min(opened, default=None),
        has_posts=bool(paths),
        has_talk=bool(paths),
        unread=unread,
    )


def _toot(activity: _Activity) -> _Toot | None:
    return entry(activity.object, _Toot) if activity.type == "Create" else None


def _own(actors: Iterable[str], activities: list[tuple[_Activity, _Toot | None]]) -> frozenset[str]:
    """The account's own addresses, which its posts' begin with: servers have changed them."""
    found = {*actors, *(activity.actor for activity, _ in activities)}
    found |= {_author(toot.id) for _, toot in activities if toot and toot.id}
    return frozenset(each for each in found if each)


def _author(post: str) -> str:
    """The address of the account that a post is by; empty if the post's address does not tell."""
    return post.rpartition("/statuses/")[0]


def _addresses(activity: _Activity, toot: _Toot | None) -> set[str] | None:
    """To whom it goes; None if nothing says so."""
    for addressed in (activity, toot):
        if addressed is not None and (addressed.to is not None or addressed.cc is not None):
            lists = ([each] if isinstance(each, str) else each or () for each in (addressed.to, addressed.cc))
            return set(chain.from_iterable(lists))
    return None


def _is_direct(addresses: set[str]) -> bool:
    return addresses.isdisjoint(_PUBLIC) and not any(address.endswith("/followers") for address in addresses)


def _event(activity: _Activity, toot: _Toot | None, own: frozenset[str], *, public: bool) -> AccountEvent | None:
    time = read_moment(activity.published or (toot.published if toot else None))
    if time is None:
        return None
    if activity.type == "Announce":
        return AccountEvent(time=time, kind="repost", public=public)
    if toot is None:
        return None
    if toot.in_reply_to is None:
        return AccountEvent(time=time, kind="post", public=public)
    if _author(toot.in_reply_to) in own:
        return AccountEvent(time=time, kind="thread", public=public)
    return AccountEvent(time=time, kind="reply", public=public, on="others")


READER = ExportReader(
    kind="mastodon",
    born=moment(2016, 3, 16),
    wanted=ends(r"outbox\.json", r"actor\.json"),
    signs=ends(r"outbox\.json", r"actor\.json"),
    names=_names,
    read=_read,
    talk="people",
)
