"""Instagram's export in the layout to 2020: `media.json`, `comments.json` and `profile.json`, times as text in UTC."""

from typing import NamedTuple

from msgspec import Raw, Struct, field

from stagecli.observe.exports.decoding import decoded, entry, limited, listed
from stagecli.observe.exports.events import AccountEvent, EventKind, Moment
from stagecli.observe.exports.instagram_names import page_of, user_names
from stagecli.observe.exports.meta import Documents, EventsOfFile, entries, events_of
from stagecli.observe.exports.times import read_moment

MEDIA = r"media\.json"
"""The end of a path that only this layout has."""
_COMMENTS = r"(?<!comments_and_reactions/)(?<!comments/)comments\.json"
_PROFILE = r"profile\.json"
WANTED = (MEDIA, _COMMENTS, _PROFILE)
"""Ends of the paths that are read."""


class Layout2020(NamedTuple):
    """What one export, or one part of it, has in this layout: nothing, if it is of another."""

    files: list[EventsOfFile]
    opened: list[Moment]
    has_posts: bool
    has_talk: bool


class _MediaFile(Struct):
    """Pictures of the profile and of messages are in it too, and left alone."""

    photos: list[Raw] = field(default_factory=list)
    videos: list[Raw] = field(default_factory=list)
    stories: list[Raw] = field(default_factory=list)


class _TakenMedia(Struct):
    taken_at: str


class _ProfileOf2020(Struct):
    username: str = ""
    date_joined: str | None = None


def own_names(part: Documents) -> frozenset[str]:
    """The account's name, if it is in this part."""
    return user_names(profile.username for profile in _profiles(part))


def read(part: Documents, own: frozenset[str]) -> Layout2020:
    """Read what is of this layout.

    Args:
        part: an export, or a part of it.
        own: the account's own names, which may be in another part; empty if they are not known.

    Raises:
        UsageError: a file is no JSON, or of another shape.

    """

    def comment(cells: list[Raw]) -> list[AccountEvent] | None:
        # Time, text and the name of the account whose picture it is below, without words for them
        time = read_moment(entry(cells[0], str)) if cells else None
        name = entry(cells[2], str) if len(cells) > 2 else None
        on = page_of([name] if name else [], own)
        return None if time is None else [AccountEvent(time=time, kind="comment", on=on)]

    media, comments = part.paths(MEDIA), part.paths(_COMMENTS)
    joined = (read_moment(profile.date_joined) for profile in _profiles(part))
    return Layout2020(
        files=[
            *(file for path in media for file in _media(part.read(path))),
            *(events_of(entries(part.read(path), "comments"), list[Raw], comment) for path in comments),
        ],
        opened=[time for time in joined if time is not None],
        has_posts=bool(media),
        has_talk=bool(comments),
    )


def _profiles(part: Documents) -> list[_ProfileOf2020]:
    raws = (raw for path in part.paths(_PROFILE) for raw in listed(part.read(path), "account"))
    return [profile for raw in raws if (profile := entry(raw, _ProfileOf2020)) is not None]


def _media(data: bytes) -> list[EventsOfFile]:
    lists = decoded(data, _MediaFile, "posts")
    posts, stories = _taken(limited(lists.photos + lists.videos), "post"), _taken(limited(lists.stories), "story")
    # The pictures of one post stand by themselves, all with its time
    return [posts._replace(events=[*dict.fromkeys(posts.events)]), stories]


def _taken(raws: list[Raw], kind: EventKind) -> EventsOfFile:
    def told(media: _TakenMedia) -> list[AccountEvent] | None:
        time = read_moment(media.taken_at)
        return None if time is None else [AccountEvent(time=time, kind=kind)]

    return events_of(raws, _TakenMedia, told)
