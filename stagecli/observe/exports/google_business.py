"""Google Business Profile: JSON in a Google Takeout, with reviews, the owner's answers, and local posts.

A place may be there under two accounts. The reviews that an owner wrote of other places are Google Maps', not these.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Raw, Struct

from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.decoding import decoded, entry, limited
from stagecli.observe.exports.events import Account, AccountEvent, moment
from stagecli.observe.exports.limits import MOST_OPENED
from stagecli.observe.exports.reader import ExportReader, ends
from stagecli.observe.exports.times import read_moment

_PLACE = r"location-[\w-]{1,60}"
_REVIEWS, _POST = rf"{_PLACE}/reviews(?:-[^/]{{1,80}})?\.json", rf"{_PLACE}/localPost-[^/]{{1,80}}/data\.json"
_IS_REVIEWS, _IS_POST = ends(_REVIEWS), ends(_POST)
_PLACE_ID = re.compile(r"(?:^|/)location-([\w-]{1,60})/", re.IGNORECASE)
_LIVE = "LIVE"
_MOST_POSTS = MOST_OPENED // 2
"""Each post is a file of its own: of more, none is read, so that the reviews still are."""


class _ReviewReply(Struct, rename="camel"):
    update_time: str | None = None


class _GoogleReview(Struct, rename="camel"):
    create_time: str
    name: str = ""
    review_reply: _ReviewReply | None = None


class _GoogleReviews(Struct):
    reviews: list[Raw] | None = None


class _LocalPost(Struct, rename="camel"):
    create_time: str | None = None
    name: str = ""
    state: str | None = None


def _names(export: Export) -> frozenset[str]:
    found = (_PLACE_ID.search(path) for path in export.paths)
    return frozenset(f"locations/{place[1]}" for place in found if place)


def _read(parts: Sequence[Export]) -> list[Account]:
    seen: dict[str, AccountEvent] = {}
    new = [_new(part, seen) for part in parts]
    return [
        Account(
            events=[seen[name] for name in names],
            has_posts=0 < len(_post_paths(part)) <= _MOST_POSTS,
            too_many_posts=len(_post_paths(part)) > _MOST_POSTS,
            has_reviews=any(map(_IS_REVIEWS.search, part.paths)),
            unread=unread,
        )
        for part, (names, unread) in zip(parts, new, strict=True)
    ]


def _new(export: Export, seen: dict[str, AccountEvent]) -> tuple[list[str], int]:
    """Add to what was seen; the names of what is new here, and how many entries cannot be read."""
    names, unread = [], 0
    for name, event in (*_reviews(export), *_posts(export)):
        if event is None:
            unread += 1
            continue
        key = name.partition("locations/")[2] or f"nameless {len(seen)}"
        if key not in seen:
            names.append(key)
        elif (event.answered or 0) <= (seen[key].answered or 0):
            continue
        seen[key] = event
    return names, unread


def _reviews(export: Export) -> Iterator[tuple[str, AccountEvent | None]]:
    for path in filter(_IS_REVIEWS.search, export.paths):
        for raw in limited(decoded(export.read(path), _GoogleReviews, "reviews").reviews or []):
            review = entry(raw, _GoogleReview)
            time = read_moment(review.create_time) if review else None
            if review is None or time is None:
                yield "", None
                continue
            answered = read_moment(review.review_reply.update_time) if review.review_reply else None
            yield review.name, AccountEvent(time=time, kind="review", answered=answered)


def _post_paths(export: Export) -> list[str]:
    return [path for path in export.paths if _IS_POST.search(path)]


def _posts(export: Export) -> Iterator[tuple[str, AccountEvent | None]]:
    paths = _post_paths(export)
    for path in paths if len(paths) <= _MOST_POSTS else ():
        post = entry(decoded(export.read(path), Raw, "posts"), _LocalPost)
        if post is None or (post.state or _LIVE) == _LIVE:
            time = read_moment(post.create_time) if post else None
            yield (post.name if post else ""), None if time is None else AccountEvent(time=time, kind="post")


READER = ExportReader(
    kind="google_business",
    born=moment(2004, 6, 1),
    wanted=ends(_REVIEWS, _POST),
    signs=re.compile(
        r"(?:^|/)(?:account-\d{1,30}/location-\d{1,30}|Google (?:Business Profile|My Business))/", re.IGNORECASE
    ),
    names=_names,
    read=_read,
)
