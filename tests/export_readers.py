"""Made exports, read as a command reads them: opened, told apart, and what lies outside an account's life left out."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from stagecli.observe.exports.archive import opened
from stagecli.observe.exports.events import Account, AccountEvent, Moment
from stagecli.observe.exports.kinds import READERS as ALL
from stagecli.observe.exports.kinds import is_wanted, readers_of

READERS = {reader.kind: reader for reader in ALL}


def kinds(source: Path) -> set[str]:
    """The kinds that an export is taken for."""
    with opened(source, is_wanted) as export:
        return {reader.kind for reader in readers_of(export, ())}


def accounts(kind: str, *sources: Path) -> list[Account]:
    """What is read of the parts of an export."""
    reader = READERS[kind]
    with ExitStack() as stack:
        return reader.read([stack.enter_context(opened(source, reader.wanted.search)) for source in sources])


def lived(kind: str, found: Sequence[Account], exported: Moment) -> list[AccountEvent]:
    """Events by time, without those before the platform began and those after the export was made."""
    born = READERS[kind].born
    events = [event for account in found for event in account.events if born <= event.time <= exported]
    return sorted(events, key=lambda event: event.time)
