"""X (Twitter): JavaScript files that each give a name to JSON.

Read are the account's own tweets. Those deleted, of communities or of circles are no public posts, and notes repeat
long tweets. The archives of CSV files to 2018 are not read.
"""

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain

from msgspec import Raw, Struct, field

from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.decoding import decoded, entry, listed
from stagecli.observe.exports.events import Account, AccountEvent, Moment, moment
from stagecli.observe.exports.reader import ExportReader, ends
from stagecli.observe.exports.times import moment_of, read_moment

_TWEETS = r"tweets?(?:-part\d{1,5})?\.js"
_IS_TWEETS, _IS_NEWEST, _IS_ACCOUNT, _IS_MANIFEST = (
    ends(_TWEETS),
    ends(r"tweets?\.js"),
    ends(r"account\.js"),
    ends(r"manifest\.js"),
)
_CREATED = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) \+0000 (\d{4})", re.ASCII)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_TAG = re.compile(r"<[^<>]*+>")


class _Tweet(Struct):
    created_at: str
    full_text: Raw = field(default_factory=Raw)  # as JSON: all that is looked at is how it begins
    text: Raw = field(default_factory=Raw)
    source: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_user_id: str | int | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_status_id: str | int | None = None


class _WrappedTweet(Struct):
    tweet: Raw = field(default_factory=Raw)


class _XAccount(Struct, rename="camel"):
    account_id: str | None = None
    created_at: str | None = None


class _WrappedXAccount(Struct):
    account: _XAccount


class _ArchiveInfo(Struct, rename="camel"):
    generation_date: str | None = None


class _XManifest(Struct, rename="camel"):
    user_info: _XAccount = field(default_factory=_XAccount)
    archive_info: _ArchiveInfo = field(default_factory=_ArchiveInfo)


def _json(export: Export, path: str) -> bytes:
    """What follows the first `=`, with spaces for what is before it, so that errors tell the place in the file."""
    data = export.read(path)
    before = 0 if data.lstrip()[:1] in {b"[", b"{"} else data.find(b"=") + 1
    return b" " * before + data[before:].rstrip().removesuffix(b";")


def _accounts(export: Export) -> list[_XAccount]:
    raws = chain.from_iterable(
        listed(_json(export, path), "account") for path in filter(_IS_ACCOUNT.search, export.paths)
    )
    return [found.account for raw in raws if (found := entry(raw, _WrappedXAccount))]


def _manifests(export: Export) -> list[_XManifest]:
    raws = (decoded(_json(export, path), Raw, "made") for path in filter(_IS_MANIFEST.search, export.paths))
    return [found for raw in raws if (found := entry(raw, _XManifest))]


def _names(export: Export) -> frozenset[str]:
    found = (*_accounts(export), *(manifest.user_info for manifest in _manifests(export)))
    return frozenset(each.account_id for each in found if each.account_id)


def _read(parts: Sequence[Export]) -> list[Account]:
    owner = frozenset(chain.from_iterable(map(_names, parts)))
    return [_account(part, owner) for part in parts]


def _account(export: Export, owner: frozenset[str]) -> Account:
    paths = [path for path in export.paths if _IS_TWEETS.search(path)]
    has_newest = any(map(_IS_NEWEST.search, paths))
    raws = chain.from_iterable(listed(_json(export, path), "posts") for path in paths)
    found = [_event(raw, owner) for raw in raws]
    exported = [
        made for each in _manifests(export) if (made := read_moment(each.archive_info.generation_date)) is not None
    ]
    opened = [made for each in _accounts(export) if (made := read_moment(each.created_at)) is not None]
    return Account(
        events=[event for event in found if event],
        opened=min(opened, default=None),
        exported=max(exported, default=None),
        sure_of_export=bool(exported),
        has_posts=has_newest,
        has_talk=has_newest,
        unread=found.count(None),
    )


def _event(raw: Raw, owner: frozenset[str]) -> AccountEvent | None:
    wrapped = entry(raw, _WrappedTweet)
    tweet = entry(wrapped.tweet if wrapped and bytes(wrapped.tweet) else raw, _Tweet)
    time = _time(tweet.created_at) if tweet else None
    if tweet is None or time is None:
        return None
    client = html.unescape(_TAG.sub("", tweet.source or "")).strip() or None
    if any(bytes(text).startswith(b'"RT @') for text in (tweet.full_text, tweet.text)):
        return AccountEvent(time=time, kind="repost", client=client)
    to = str(tweet.in_reply_to_user_id_str or tweet.in_reply_to_user_id or "")
    if to in owner:
        return AccountEvent(time=time, kind="thread", client=client)
    # An account that is gone has no id; one's own always has.
    if to or tweet.in_reply_to_status_id_str or tweet.in_reply_to_status_id:
        return AccountEvent(time=time, kind="reply", client=client, on="others" if owner else None)
    return AccountEvent(time=time, kind="post", client=client)


def _time(created: str) -> Moment | None:
    found = _CREATED.fullmatch(created)
    if found is None or found[1] not in _MONTHS:
        return read_moment(created)
    day, hour, minute, second, year = map(int, found.groups()[1:])
    try:
        return moment_of(datetime(year, _MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=UTC))
    except ValueError:  # no such day
        return None


READER = ExportReader(
    kind="x",
    born=moment(2006, 3, 21),
    wanted=ends(_TWEETS, r"account\.js", r"manifest\.js"),
    signs=ends(_TWEETS, r"(?:deleted-tweets|note-tweet|tweet-headers|twitter-circle-tweet)\.js", r"data/manifest\.js"),
    names=_names,
    read=_read,
    talk="people",
)
