"""Which exports are of one account, and what they show together."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from stagecli.errors import UsageError
from stagecli.observe.exports.archive import opened
from stagecli.observe.exports.events import DAY, Account, AccountEvent, EventKind, Moment
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.kinds import is_wanted, missing, readers_of
from stagecli.observe.exports.paths import without_private_files
from stagecli.observe.exports.reader import ExportReader

_MOST_UNREAD = 0.1
"""The share of entries that may be unreadable: with more, a silence may be one of reading."""


class Found(NamedTuple):
    """One account, out of all exports of it."""

    reader: ExportReader
    account: Account
    """Its `exported` is the day from which is counted back; None if nobody knows it."""
    by_entries: bool
    """Whether the times of the archive's entries say so, rather than something inside."""
    left_out: int
    """Files that were left out, since their paths lead out of the export or they are links."""
    empty_parts: int
    """Of several exports, those in which there is nothing to read."""


class _Part(NamedTuple):
    source: str
    export: Export
    reader: ExportReader
    names: frozenset[str]


def accounts(sources: Sequence[str], given: Collection[str], now: Moment) -> list[Found]:
    """Read exports, in the order in which their accounts are first named.

    Args:
        sources: paths of archives, folders or files.
        given: the kinds that each must be of; empty for any.
        now: the present moment: no export was made later.

    Raises:
        UsageError: one cannot be read, or is no export.

    """
    with ExitStack() as stack:
        parts: list[_Part] = []
        for source in sources:
            try:
                export = stack.enter_context(opened(Path(source), is_wanted))
                export.paths = without_private_files(export.paths)
                parts += [_Part(source, export, reader, reader.names(export)) for reader in readers_of(export, given)]
            except UsageError as error:
                raise _in(source, error) from None
        return [_found(group, now) for group in _by_account(parts)]


def _in(file: str, error: UsageError) -> UsageError:
    """The error with the file's name before it, without what it came of: that may quote what a file says."""
    error.__context__ = None
    return UsageError("in_export", file=file, problem=error)


def _by_account(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts of each account: of one platform, with a name in common.

    A part without a name, such as one of photos and comments, joins the only account of its platform.
    """
    groups: list[list[_Part]] = []
    for part in parts:
        same = [group for group in groups if any(_have_one_owner(part, other) for other in group)]
        groups = [group for group in groups if group not in same] + [[*chain.from_iterable(same), part]]
    for kind in dict.fromkeys(part.reader.kind for part in parts):
        own = [group for group in groups if group[0].reader.kind == kind]
        if sum(bool(group[0].names) for group in own) <= 1:
            groups = [group for group in groups if group not in own] + [list(chain.from_iterable(own))]
    return sorted(groups, key=lambda group: min(map(parts.index, group)))


def _have_one_owner(part: _Part, other: _Part) -> bool:
    return part.reader.kind == other.reader.kind and not part.names.isdisjoint(other.names)


def _found(group: Sequence[_Part], now: Moment) -> Found:
    reader, exports = group[0].reader, [part.export for part in group]
    file = ", ".join(dict.fromkeys(part.source for part in group))
    full = [export for export in exports if export.single or any(map(reader.wanted.search, export.paths))]
    if not full:
        raise UsageError("in_export", file=file, problem=missing(reader, exports[0]))
    try:
        read = reader.read(exports)
    except UsageError as error:
        raise _in(file, error) from None
    if not any(each.events or each.has_posts or each.too_many_posts or each.has_talk for each in read):
        raise UsageError("in_export", file=file, problem=missing(reader, exports[0]))
    account = united(read)
    if account.unread > _MOST_UNREAD * (account.unread + len(account.events)):
        all_ = account.unread + len(account.events)
        mostly = UsageError("export_mostly_unread", unread=account.unread, all=all_)
        raise UsageError("in_export", file=file, problem=mostly)
    day, by_entries = _day(read, [export.newest for export in exports], reader, now)
    account = replace(account, exported=day)
    left_out = sum({id(export): export.left_out for export in exports}.values())
    return Found(reader, account, by_entries, left_out, len(exports) - len(full))


def united(parts: Sequence[Account]) -> Account:
    """All that several exports of one account show: of each kind of event at one time what the fullest has.

    A newer export may lack what was deleted since, and an older one a review's answer; of two that have as many, the
    newer one holds.
    """
    newest = sorted(parts, key=lambda part: part.exported or 0, reverse=True)
    together: dict[tuple[Moment, EventKind], list[AccountEvent]] = {}
    for part in newest:
        own: dict[tuple[Moment, EventKind], list[AccountEvent]] = defaultdict(list)
        for event in part.events:
            own[event.time, event.kind].append(event)
        for key, events in own.items():
            if len(events) > len(together.get(key, ())):
                together[key] = events
    return Account(
        events=[event for events in together.values() for event in events],
        opened=min((part.opened for part in parts if part.opened is not None), default=None),
        has_posts=any(part.has_posts for part in parts) and not any(part.too_many_posts for part in parts),
        too_many_posts=any(part.too_many_posts for part in parts),
        has_talk=any(part.has_talk for part in parts),
        has_reviews=any(part.has_reviews for part in parts),
        unread=sum(part.unread for part in parts),
    )


def _day(
    parts: Sequence[Account], newest: Sequence[Moment | None], reader: ExportReader, now: Moment
) -> tuple[Moment | None, bool]:
    """When the newest export was made, and whether the entries' times say so; None if that is in doubt.

    What is inside goes before the entries' times, since who packs a folder again makes new ones. Neither is believed
    if it lies ahead, or if something happened after it, unless what is inside is beyond doubt.
    """
    inside, noted, last = [], [], 0
    for part, entries in zip(parts, newest, strict=True):
        own = max((event.time for event in part.events if event.time >= reader.born), default=0)
        is_sure = part.exported is not None and part.sure_of_export
        if part.exported is not None and part.exported <= now + DAY and (is_sure or part.exported >= own):
            inside.append(part.exported)
        if entries is not None and own <= entries <= now + DAY:
            noted.append(entries)
        last = last if is_sure else max(last, own)
    for days, by_entries in ((inside, False), (noted, True)):
        if days and max(days) >= last:
            return max(days), by_entries
    return None, False
