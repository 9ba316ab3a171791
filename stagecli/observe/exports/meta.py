"""What Instagram's and Facebook's exports have in common: how they wrap lists, label values and repeat themselves."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, NamedTuple, TypeVar

from msgspec import Meta, Raw, Struct, field

from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.decoding import damaged, decoded, entry, listed
from stagecli.observe.exports.events import AccountEvent
from stagecli.observe.exports.reader import ends

T = TypeVar("T")
Seconds = Annotated[int, Meta(ge=-62_135_596_800, le=253_402_300_799)]
"""A time as both write it: whole seconds since 1970 in UTC, within the years 1 to 9999; 0 where there is none."""
_OF_AN_ENTRY = frozenset(
    {"timestamp", "creation_timestamp", "media", "string_map_data", "string_list_data", "label_values"}
)


class LabelledValue(Struct):
    """One value of an entry in the layout of 2024 and later, where labels are in the account's language."""

    label: str | None = None
    value: str | int | float | bool | None = None
    timestamp_value: Seconds = 0
    inside: list["LabelledValue"] = field(default_factory=list, name="dict")
    """More of the same, under a title."""


class EventsOfFile(NamedTuple):
    """What one file of an export lists."""

    events: list[AccountEvent]
    unread: int = 0
    """Entries that could not be read."""


class Documents:
    """An export without its pictures and videos, which are most of its files."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._paths = [path for path in export.paths if path[-4:].lower() in {"json", ".txt"}]

    def paths(self, *patterns: str) -> list[str]:
        """Paths that end in any of some patterns, from the start of a name on."""
        pattern = ends(*patterns)
        return [path for path in self._paths if pattern.search(path)]

    def read(self, path: str) -> bytes:
        """The contents of a file.

        Raises:
            UsageError: as `Export.read` does.

        """
        return self._export.read(path)

    def events(
        self, paths: Iterable[str], what: str, type_: type[T], told: Callable[[T], list[AccountEvent] | None]
    ) -> list[EventsOfFile]:
        """Read files entry by entry.

        Args:
            paths: of the files.
            what: what they hold, as for `decoding.decoded`.
            type_: of an entry.
            told: the events that an entry tells; None if it cannot be read.

        Raises:
            UsageError: a file is no JSON, or of another shape.

        """
        return [events_of(entries(self.read(path), what), type_, told) for path in paths]

    def records(self, pattern: str, what: str, type_: type[T]) -> list[T]:
        """All entries that are of a type, of files that are about the account.

        Raises:
            UsageError: a file is no JSON, or of another shape.

        """
        raws = (raw for path in self.paths(pattern) for raw in entries(self.read(path), what))
        return [record for raw in raws if (record := entry(raw, type_)) is not None]


def entries(data: bytes, what: str) -> list[Raw]:
    """The entries of a file: a list, an object around lists, or one entry that stands alone.

    Args:
        data: in JSON.
        what: what the file holds, as for `decoding.decoded`.

    Raises:
        UsageError: it is no JSON, or of another shape.

    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return listed(data, what)
    fields = decoded(data, dict[str, Raw], what)
    if _OF_AN_ENTRY & fields.keys():
        return listed(data, what)
    lists = [value for raw in fields.values() if (value := bytes(raw))[:1] == b"["]
    if fields and not lists:
        raise damaged(what)
    return [raw for value in lists for raw in listed(value, what)]


def events_of(raws: Iterable[Raw], type_: type[T], told: Callable[[T], list[AccountEvent] | None]) -> EventsOfFile:
    """Read entries one by one; the arguments are those of `Documents.events`."""
    events: list[AccountEvent] = []
    unread = 0
    for raw in raws:
        one = entry(raw, type_)
        found = None if one is None else told(one)
        if found is None:
            unread += 1
        else:
            events += found
    return EventsOfFile(events, unread)


def flat(labelled: Iterable[LabelledValue]) -> Iterator[LabelledValue]:
    """Labelled values with those inside them, however deep."""
    ahead = deque(labelled)
    while ahead:
        one = ahead.popleft()
        yield one
        ahead += one.inside


def without_repeats(files: Iterable[EventsOfFile]) -> list[AccountEvent]:
    """The events of several files of one export.

    A reel is listed among the reels and often among the posts too: what two files have at the same second is one
    event. Two of the same second in one file are two.
    """
    counted: Counter[AccountEvent] = Counter()
    for file in files:
        counted |= Counter(file.events)
    return list(counted.elements())
