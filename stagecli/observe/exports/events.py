"""The common form of all exports: what an account did, and when. It holds no text, name, address or path."""

from datetime import UTC, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

Moment: TypeAlias = int
"""Whole seconds since 1970 in UTC."""
DAY = 86_400
WEEK = 7 * DAY
EventKind = Literal["post", "thread", "repost", "story", "reply", "comment", "review"]


def moment(year: int, month: int, day: int) -> Moment:
    """Midnight of a day in UTC."""
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


class AccountEvent(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that happened at a time."""

    time: Moment
    kind: EventKind
    """`post` is any picture, video or text of the account's own; `thread` answers oneself, `repost` is by another,
    `reply` goes to a person, `comment` is below a post, `review` was received."""
    client: str | None = None
    """The program that posted it, as the export names it; None where that is not known."""
    public: bool = True
    """Whether anybody may see it, or anybody with the link."""
    on: Literal["own", "others"] | None = None
    """Whose page a comment is on, or whom a reply answers; None where the export does not tell."""
    answered: Moment | None = None
    """Of a review: when the owner's answer was last changed; None if there is none."""


class Account(Struct, frozen=True, kw_only=True):
    """What one export, or one part of it, shows of an account."""

    events: list[AccountEvent]
    """In any order; the platform's own mistakes are still among them."""
    opened: Moment | None = None
    """When the account was opened; None where the export does not tell."""
    exported: Moment | None = None
    """When the export was made, as something inside says; None if nothing does."""
    sure_of_export: bool = False
    """Whether `exported` is beyond doubt, as in a manifest."""
    has_posts: bool = False
    """Whether the newest list of posts is there, if only to say that it is empty: only then is a silence one."""
    too_many_posts: bool = False
    """Whether its posts are not read, since they are in more files than are opened."""
    has_talk: bool = False
    """Whether the list of the account's own comments or replies is there."""
    has_reviews: bool = False
    """Whether the list of reviews is there."""
    unread: int = 0
    """Entries whose time or kind could not be read."""
