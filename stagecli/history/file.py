"""The history file: opens it, brings it up to date, and keeps it safe with several readers and writers.

Write-ahead log, so that readers and a writer do not wait for each other; immediate transactions and a busy timeout, so
that writers wait for each other instead of failing; synchronous FULL, so that acknowledged data survives a loss of
power.
"""

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

from stagecli.dates import falls_on, in_order, local_day
from stagecli.errors import Message, StagecliError, foreign, reason
from stagecli.history.schema import MIGRATIONS, parted
from stagecli.history.stored import Parts, Unreadable
from stagecli.model import Model

_APPLICATION = 0x73746167  # "stag": identifies a history of this program
_PATIENCE = 60.0  # seconds that a writer waits for others


class HistoryError(StagecliError):
    """The history cannot be used; nothing in it changed, unless the message says so."""


class HistoryFile:
    """An open history file, whatever its contents."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self.parted: list[str] = []
        """If the file was just migrated: names that it had treated as one subject before."""
        self.not_parted: list[str] = []
        """Names under which it has assessments that do not name their subject."""
        self._models: dict[str, tuple[Model, Parts]] = {}
        if create:
            _made(path)
        with self._told():
            self._db = sqlite3.connect(_address(path), uri=True, timeout=_PATIENCE, isolation_level=None)
            for of_time in (in_order, local_day):
                self._db.create_function(of_time.__name__, 1, of_time, deterministic=True)
            self._db.create_function(falls_on.__name__, 2, falls_on, deterministic=True)
            try:
                self._prepare(create=create)
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _emptied_log(self) -> bool:
        """Move the write-ahead log, which holds old pages, into the file; False while others read it."""
        return not self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def _prepare(self, *, create: bool) -> None:
        """Check that the file is a history of this version, or migrate it; write nothing before that is known."""
        db = self._db
        db.execute("BEGIN")  # so that all three values are from one moment
        version, application = (
            int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id")
        )
        empty = not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        db.execute("COMMIT")
        if empty and not create:
            raise HistoryError("history_file_empty", file=self.path)
        if not empty and application != _APPLICATION:
            raise HistoryError("history_foreign", file=self.path)
        if version > len(MIGRATIONS):
            raise HistoryError("history_newer", file=self.path)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")  # overwrites removed data
        if version < len(MIGRATIONS):
            self._migrate()
        self._log_ahead()

    def _log_ahead(self) -> None:
        """Switch to the write-ahead log, once per file; SQLite's busy timeout does not cover that."""
        deadline = time.monotonic() + _PATIENCE
        while self._db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("SELECT 1 FROM sqlite_schema")  # else SQLite would refuse a checkpoint as locked
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _migrate(self) -> None:
        with self._writing():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]  # another process may have migrated it
            for migration in MIGRATIONS[version:]:
                self.not_parted += migration(self._db)
            if 0 < version < 3:  # since then names are apart
                self.parted = parted(self._db)
            self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            self._db.execute(f"PRAGMA application_id = {_APPLICATION}")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn SQLite's errors into errors that the user can mend."""
        try:
            yield
        except sqlite3.OperationalError as error:
            locked = "locked" in str(error)
            why = Message("history_locked", seconds=round(_PATIENCE)) if locked else foreign(str(error))
            raise HistoryError("history_unusable", file=self.path, why=why) from None
        except (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError, Unreadable) as error:
            said = error if isinstance(error, Unreadable) else foreign(str(error))
            raise HistoryError("history_damaged", file=self.path, said=said) from None


def _made(path: Path) -> None:
    """Make an empty file, private to its owner, if there is none."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:
        raise HistoryError("history_unusable", file=path, why=reason(error)) from None


def _address(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=rw"  # never creates a file itself
