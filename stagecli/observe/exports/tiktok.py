"""TikTok: one JSON file, in two layouts; or a folder of texts, which is not read.

What nobody has yet is null, `[]` or `{}`, section by section. Whose video a comment is on is not told.
"""

import re
from collections.abc import Sequence

from msgspec import Raw, Struct, field

from stagecli.errors import UsageError
from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.decoding import decoded, entry, listed
from stagecli.observe.exports.events import Account, AccountEvent, moment
from stagecli.observe.exports.reader import ExportReader, ends
from stagecli.observe.exports.times import read_moment

_VIDEOS = (("Post", "Posts", "VideoList"), ("Video", "Videos", "VideoList"))
_COMMENTS = (("Comment", "Comments", "CommentsList"),)
_NAMES = (
    ("Profile And Settings", "Profile Info", "ProfileMap", "userName"),
    ("Profile", "Profile Information", "ProfileMap", "userName"),
)
_NOTHING = re.compile(rb"null|\[\s*\]|\{\s*\}")
_EVERYONE = {"everyone", "public"}
_AUDIENCES = _EVERYONE | {"friends", "followers", "only me", "only you", "private", "no one"}
"""Who can view a video, in English."""
_TEXTS = (r"user_data[^/]{0,40}\.txt", r"[^/]{0,60}TikTok[^/]{0,60}\.txt", r"Like List\.txt", r"Watch History\.txt")
"""Of the form of texts. Their names are translated, but for the platform's own."""
_FILE = r"user_data(?:_tiktok)?\.json"
_IS_FILE = ends(_FILE)


class _TikTokItem(Struct):
    date: str | None = field(default=None, name="Date")
    small: str | None = field(default=None, name="date")
    audience: str | None = field(default=None, name="WhoCanView")


def _below(top: dict[str, Raw], names: Sequence[str]) -> Raw | None:
    """What is there under one name in another; None if nothing is."""
    inside: dict[str, Raw] | None = top
    raw = None
    for name in names:
        raw = (inside or {}).get(name)
        inside = entry(raw, dict[str, Raw]) if raw is not None else None
    return raw


def _first(top: dict[str, Raw], ways: Sequence[Sequence[str]]) -> Raw | None:
    """What is there in the first way in which there is anything; something empty if that is all."""
    found = [raw for names in ways if (raw := _below(top, names)) is not None]
    return next((raw for raw in found if not _is_empty(raw)), found[0] if found else None)


def _is_empty(raw: Raw) -> bool:
    return _NOTHING.fullmatch(bytes(raw)) is not None


def _tops(export: Export) -> list[dict[str, Raw]]:
    paths = [path for path in export.paths if export.single or _IS_FILE.search(path)]
    return [decoded(export.read(path), dict[str, Raw], "posts") for path in paths]


def _is_ours(export: Export) -> bool:
    """By two names, one in the other: each alone may be anybody's."""
    if not export.single:
        return False
    try:
        (top,) = _tops(export)
    except UsageError:
        return False
    return any(_below(top, names[:2]) is not None for names in (*_VIDEOS, *_COMMENTS, *_NAMES))


def _names(export: Export) -> frozenset[str]:
    raws = (_first(top, _NAMES) for top in _tops(export))
    return frozenset(name for raw in raws if raw is not None and (name := entry(raw, str)))


def _read(parts: Sequence[Export]) -> list[Account]:
    return [_account(part) for part in parts]


def _account(export: Export) -> Account:
    tops = _tops(export)
    videos = [raw for top in tops if (raw := _first(top, _VIDEOS)) is not None]
    comments = [raw for top in tops if (raw := _first(top, _COMMENTS)) is not None]
    posted = [entry(each, _TikTokItem) for raw in videos for each in _items(raw, "posts")]
    said = [entry(each, _TikTokItem) for raw in comments for each in _items(raw, "comments")]
    audiences = {_audience(item) for item in posted if item}
    # Where no audience is in English, they are translated. Then all are taken for everyone: a live account must not
    # look dead.
    hidden = audiences - _EVERYONE - {""} if audiences & _AUDIENCES else set()
    events = [_event(item, hidden) for item in posted] + [_comment(item) for item in said]
    return Account(
        events=[event for event in events if event],
        has_posts=bool(videos),
        has_talk=bool(comments),
        unread=events.count(None),
    )


def _items(raw: Raw, what: str) -> list[Raw]:
    """The entries of a list, empty in any of the three ways."""
    return [] if _is_empty(raw) else listed(bytes(raw), what)


def _audience(item: _TikTokItem) -> str:
    return (item.audience or "").strip().casefold()


def _event(item: _TikTokItem | None, hidden: set[str]) -> AccountEvent | None:
    time = read_moment(item.date or item.small) if item else None
    if item is None or time is None:
        return None
    return AccountEvent(time=time, kind="post", public=_audience(item) not in hidden)


def _comment(item: _TikTokItem | None) -> AccountEvent | None:
    time = read_moment(item.date or item.small) if item else None
    return None if time is None else AccountEvent(time=time, kind="comment")


READER = ExportReader(
    kind="tiktok",
    born=moment(2014, 8, 1),
    wanted=_IS_FILE,
    signs=ends(_FILE, *_TEXTS),
    other_form=ends(r"Posts?\.txt", r"Videos\.txt", *_TEXTS),
    is_ours=_is_ours,
    names=_names,
    read=_read,
)
