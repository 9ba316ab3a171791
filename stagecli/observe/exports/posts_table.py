"""A table of posts that any tool, or a person, can write: CSV with the headings `date,kind,client`.

Only the date is needed. It is in UTC if it names no zone; a day alone is its start. Without a kind, a row is a post. A
review is refused: a table cannot say whether it was answered.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from stagecli.dates import NoSuchTime, read_time
from stagecli.errors import UsageError
from stagecli.observe.exports import linkedin
from stagecli.observe.exports.csv_rows import CsvRow, begins_with_headings, csv_rows
from stagecli.observe.exports.events import Account, AccountEvent, EventKind, Moment, moment
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.reader import ExportReader
from stagecli.observe.exports.times import read_moment

_KINDS: dict[str, EventKind] = {
    "": "post", "post": "post", "thread": "thread", "repost": "repost", "story": "story", "reply": "reply",
    "comment": "comment",
}  # fmt: skip
_FAR = datetime(9998, 12, 31, tzinfo=UTC)  # no date lies ahead of it: what is after the export is left out elsewhere
_NEVER = re.compile(r"(?!)")
"""A table is a single file, whatever its name: no path in an archive is one."""


def _is_ours(export: Export) -> bool:
    if not export.single or linkedin.READER.wanted.search(export.paths[0]):
        return False
    return begins_with_headings(export.read(export.paths[0]), ["date"])


def _names(export: Export) -> frozenset[str]:
    """A table names nobody: each is an account by itself, unless it is the same one again."""
    return frozenset(sha256(export.read(path)).hexdigest() for path in export.paths)


def _read(parts: Sequence[Export]) -> list[Account]:
    return [_account(part) for part in parts]


def _account(export: Export) -> Account:
    events, unread = [], 0
    for path in export.paths:
        data = export.read(path)
        if not begins_with_headings(data, ["date"]):
            raise UsageError("posts_table_headings")
        for row in csv_rows(data, "posts", ["date"], ["kind", "client"]):
            if row.cells is None:
                unread += 1
            else:
                events.append(_event(row, *row.cells))
    return Account(events=events, has_posts=any(event.kind == "post" for event in events), unread=unread)


def _event(row: CsvRow, date: str, kind: str, client: str) -> AccountEvent:
    time = read_moment(date)
    if time is None:
        time = _written(date)
    if time is None:
        raise UsageError("posts_table_no_date", line=str(row.line))
    if kind.casefold() not in _KINDS:
        raise UsageError("posts_table_no_kind", line=str(row.line), kinds=", ".join(each for each in _KINDS if each))
    return AccountEvent(time=time, kind=_KINDS[kind.casefold()], client=client or None)


def _written(date: str) -> Moment | None:
    """A date as people and spreadsheets write it."""
    try:
        return read_moment(read_time(date, now=_FAR, zone=UTC))
    except NoSuchTime:
        return None


READER = ExportReader(
    kind="csv",
    born=moment(1995, 1, 1),
    wanted=_NEVER,
    signs=_NEVER,
    is_ours=_is_ours,
    names=_names,
    read=_read,
)
