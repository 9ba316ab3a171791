"""What a reader of measures should know, besides their values."""

from collections.abc import Mapping

from msgspec import Struct


class Note(Struct, frozen=True):
    """One remark on what a source gave."""

    key: str
    """Its text in `messages` is `note.` and this."""
    values: Mapping[str, int | str]
    """What the text is filled in with: numbers, and days as YYYY-MM-DD."""
