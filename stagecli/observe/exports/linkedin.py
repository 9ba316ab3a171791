"""LinkedIn: a member's own export, in CSV. A company's page has none.

All shares count as public: one that is for connections only is seen by those whom a business talks to here. Whose post
a comment is on is not told.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from stagecli.observe.exports.csv_rows import csv_rows
from stagecli.observe.exports.events import Account, AccountEvent, Moment, moment
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.reader import ExportReader, ends
from stagecli.observe.exports.times import moment_of, read_moment

_SHARES, _REGISTRATION = r"Shares(?:_\d{1,4})?\.csv", r"Registration\.csv"
_COMMENTS = r"(?<!/comments/)(?<!^comments/)Comments(?:_\d{1,4})?\.csv"
"""Not those of YouTube, which are in a folder of this name."""
_IS_SHARES, _IS_COMMENTS, _IS_REGISTRATION = ends(_SHARES), ends(_COMMENTS), ends(_REGISTRATION)
_REGISTERED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2}),?\s+(\d{1,2}):(\d{2})\s*([AP])M", re.IGNORECASE)


def _read(parts: Sequence[Export]) -> list[Account]:
    return [_account(part) for part in parts]


def _account(export: Export) -> Account:
    shares = [path for path in export.paths if _IS_SHARES.search(path)]
    comments = [path for path in export.paths if _IS_COMMENTS.search(path)]
    posted = [_time(row.cells) for path in shares for row in csv_rows(export.read(path), "posts", ["Date"])]
    said = [_time(row.cells) for path in comments for row in csv_rows(export.read(path), "comments", ["Date"])]
    events = [AccountEvent(time=time, kind="post") for time in posted if time is not None]
    events += [AccountEvent(time=time, kind="comment") for time in said if time is not None]
    return Account(
        events=events,
        opened=_opened(export),
        has_posts=bool(shares),
        has_talk=bool(comments),
        unread=posted.count(None) + said.count(None),
    )


def _time(cells: tuple[str, ...] | None) -> Moment | None:
    return read_moment(cells[0]) if cells else None


def _opened(export: Export) -> Moment | None:
    paths = filter(_IS_REGISTRATION.search, export.paths)
    rows = chain.from_iterable(csv_rows(export.read(path), "account", ["Registered At"]) for path in paths)
    return min((time for row in rows if row.cells and (time := _registered(row.cells[0])) is not None), default=None)


def _registered(text: str) -> Moment | None:
    """A time as `9/10/12, 7:21 AM`, month first."""
    found = _REGISTERED.match(text)
    if found is None:
        return read_moment(text)
    month, day, year, hour, minute = map(int, found.groups()[:5])
    afternoon = 12 if found[6].upper() == "P" else 0
    try:
        return moment_of(datetime(year if year > 99 else 2000 + year, month, day, hour % 12 + afternoon, minute))
    except ValueError:  # no such time
        return None


READER = ExportReader(
    kind="linkedin",
    born=moment(2003, 5, 5),
    wanted=ends(_SHARES, _COMMENTS, _REGISTRATION),
    signs=ends(_SHARES, _REGISTRATION, r"Connections\.csv", r"Ad_Targeting\.csv", r"Email Addresses\.csv"),
    names=lambda _: frozenset(),
    read=_read,
    personal=True,
)
