"""JSON of exports: only the fields that a reader names are ever built, so that no text is kept.

A file that is no JSON, or of another shape, is refused by what it holds and where, never by what it says. An entry of
a list that cannot be read is counted.
"""

import re
from typing import TypeVar

import msgspec

from stagecli.errors import Message, UsageError
from stagecli.observe.exports.limits import refuse_entries

T = TypeVar("T")
_WRONG = (msgspec.DecodeError, RecursionError, ValueError, OverflowError)
_BOM = b"\xef\xbb\xbf"


def decoded(data: bytes, type_: type[T], what: str) -> T:
    """A whole file.

    Args:
        data: in JSON.
        type_: what it holds; fields that it does not name are skipped, and texts with digits are numbers.
        what: what it holds, as `member.` and this is in `messages`: `posts`, `comments`, `account`, `reviews`.

    Raises:
        UsageError: it is no JSON, or of another shape, or has too many entries.

    """
    refuse_entries(0, data.count(b","))
    try:
        return msgspec.json.decode(data.removeprefix(_BOM), type=type_, strict=False)
    except _WRONG as error:
        raise damaged(what, error) from None


def damaged(what: str, error: Exception | None = None) -> UsageError:
    """That a file cannot be read: what it holds and at which byte, nothing of what it says."""
    found = re.search(r"\(byte (\d+)\)", str(error)) if isinstance(error, msgspec.DecodeError) else None
    if found is None:
        return UsageError("export_damaged", what=Message(f"member.{what}"))
    return UsageError("export_damaged_at", what=Message(f"member.{what}"), byte=int(found[1]))


def listed(data: bytes, what: str) -> list[msgspec.Raw]:
    """The entries of a list, still to be read one by one; a single object stands for a list of one.

    Raises:
        UsageError: it is neither, or there are too many.

    """
    if data.removeprefix(_BOM).lstrip()[:1] == b"{":
        return [decoded(data, msgspec.Raw, what)]
    return limited(decoded(data, list[msgspec.Raw], what))


def limited(entries: list[T]) -> list[T]:
    """The entries of a list.

    Raises:
        UsageError: there are too many.

    """
    refuse_entries(len(entries))
    return entries


def entry(raw: msgspec.Raw, type_: type[T]) -> T | None:
    """One entry of a list; None if it is of another shape."""
    try:
        return msgspec.json.decode(raw, type=type_, strict=False)
    except _WRONG:
        return None
