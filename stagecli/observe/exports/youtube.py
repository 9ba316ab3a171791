"""YouTube: CSV in a Google Takeout. Folders, files and headings are translated, and only English ones are read."""

import re
from collections.abc import Sequence

from stagecli.observe.exports.csv_rows import CsvRow, csv_rows
from stagecli.observe.exports.events import Account, AccountEvent, moment
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.reader import ExportReader, ends
from stagecli.observe.exports.times import read_moment

_NUMBER = r"(?:\(\d{1,4}\))?"  # large lists are split
_VIDEOS, _COMMENTS = rf"video metadata/videos{_NUMBER}\.csv", rf"comments/comments{_NUMBER}\.csv"
_CHANNELS = rf"channels/channel{_NUMBER}\.csv"
_IS_VIDEOS, _IS_COMMENTS, _IS_CHANNELS = ends(_VIDEOS), ends(_COMMENTS), ends(_CHANNELS)
_VISIBLE = {"public", "unlisted"}


def _rows(export: Export, paths: re.Pattern[str], what: str, *headings: str) -> list[CsvRow]:
    return [row for path in filter(paths.search, export.paths) for row in csv_rows(export.read(path), what, headings)]


def _names(export: Export) -> frozenset[str]:
    rows = _rows(export, _IS_CHANNELS, "account", "Channel ID")
    return frozenset(row.cells[0] for row in rows if row.cells and row.cells[0])


def _read(parts: Sequence[Export]) -> list[Account]:
    videos = [_rows(part, _IS_VIDEOS, "posts", "Video ID", "Privacy", "Video Publish Timestamp") for part in parts]
    listed = any(_IS_VIDEOS.search(path) for part in parts for path in part.paths)
    own = {row.cells[0] for rows in videos for row in rows if row.cells} if listed else None
    return [_account(part, rows, own) for part, rows in zip(parts, videos, strict=True)]


def _account(export: Export, videos: list[CsvRow], own: set[str] | None) -> Account:
    comments = _rows(export, _IS_COMMENTS, "comments", "Video ID", "Comment Create Timestamp")
    # A private video, or one that was never published, is no event; neither is it unread.
    public = [row for row in videos if not row.cells or _is_published(row.cells)]
    events = [_post(row) for row in public] + [_comment(row, own) for row in comments]
    return Account(
        events=[event for event in events if event],
        has_posts=any(map(_IS_VIDEOS.search, export.paths)),
        has_talk=any(map(_IS_COMMENTS.search, export.paths)),
        unread=events.count(None),
    )


def _is_published(cells: tuple[str, ...]) -> bool:
    _, privacy, published = cells
    return privacy.casefold() != "private" and bool(published)


def _post(row: CsvRow) -> AccountEvent | None:
    if row.cells is None or row.cells[1].casefold() not in _VISIBLE:
        return None
    time = read_moment(row.cells[2])
    return None if time is None else AccountEvent(time=time, kind="post")


def _comment(row: CsvRow, own: set[str] | None) -> AccountEvent | None:
    video, created = row.cells or ("", "")
    time = read_moment(created)
    if time is None:
        return None
    if own is None or not video:  # a comment on a post without a video: whose it is is not told
        return AccountEvent(time=time, kind="comment")
    return AccountEvent(time=time, kind="comment", on="own" if video in own else "others")


READER = ExportReader(
    kind="youtube",
    born=moment(2005, 2, 14),
    wanted=ends(_VIDEOS, _COMMENTS, _CHANNELS),
    signs=re.compile(
        r"(?:^|/)(?:Takeout/[^/]{0,80}YouTube[^/]{0,80}|[^/]{0,20}YouTube[^/]{1,40}YouTube[^/]{0,20})/", re.IGNORECASE
    ),
    names=_names,
    read=_read,
    talk="pages",
    in_english=re.compile(r"(?:^|/)YouTube and YouTube Music/", re.IGNORECASE),
)
