"""Made exports, read as a command reads them: opened, told apart, and what lies outside an account's life left out."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from stagecli.observe.exports import (
    facebook,
    google_business,
    instagram,
    linkedin,
    mastodon,
    posts_table,
    tiktok,
    x,
    youtube,
)
from stagecli.observe.exports.archive import Export, opened
from stagecli.observe.exports.events import Account, Event, Moment
from stagecli.observe.exports.reader import Reader

READERS = {
    reader.kind: reader
    for reader in (
        instagram.READER, facebook.PAGE, facebook.PROFILE, x.READER, mastodon.READER, tiktok.READER, youtube.READER,
        linkedin.READER, google_business.READER, posts_table.READER,
    )
}  # fmt: skip


def is_of(reader: Reader, export: Export) -> bool:
    if export.single:
        return reader.is_ours is not None and reader.is_ours(export)
    return any(map(reader.signs.search, export.paths))


def kinds(*sources: Path) -> set[str]:
    """The kinds that exports are taken for."""
    with ExitStack() as stack:
        exports = [stack.enter_context(opened(source, lambda _: False)) for source in sources]
        return {kind for kind, reader in READERS.items() for export in exports if is_of(reader, export)}


def accounts(kind: str, *sources: Path) -> list[Account]:
    """What is read of the parts of an export."""
    reader = READERS[kind]
    with ExitStack() as stack:
        return reader.read([stack.enter_context(opened(source, reader.wanted.search)) for source in sources])


def lived(kind: str, found: Sequence[Account], exported: Moment) -> list[Event]:
    """Events by time, without those before the platform began and those after the export was made."""
    born = READERS[kind].born
    events = [event for account in found for event in account.events if born <= event.time <= exported]
    return sorted(events, key=lambda event: event.time)
