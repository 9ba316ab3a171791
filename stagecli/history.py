"""History: whole assessments in one SQLite file, safe with several writers, never half-written.

Write-ahead log, so that readers and a writer do not wait for each other; immediate transactions and a busy timeout, so
that writers wait for each other instead of failing; synchronous FULL, so that what was acknowledged survives a loss of
power. An assessment is stored as it is published, as compressed JSON.
"""

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagecli.answers import normalise
from stagecli.assessment import Assessment
from stagecli.errors import Message, StagecliError, reason

_APPLICATION = 0x73746167  # "stag": whose file it is
_PATIENCE = 60.0  # seconds that a writer waits for others


class HistoryError(StagecliError):
    """The history cannot be used; nothing in it was changed."""


class Latest(Struct, frozen=True, kw_only=True):
    """One subject at a glance."""

    subject: str
    """The name as it was last given."""
    assessments: int
    time: str
    """Of the latest, in UTC; empty if not known."""
    stage: int
    """Number of the latest stage."""
    stage_name: str
    status: str
    confidence: float
    before: int | None
    """Number of the stage before that by the same ladder; None at the first assessment."""


class History:
    """A history file that is open."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        if create:
            _made(path)
        with self._told():
            self._db = sqlite3.connect(_address(path), uri=True, timeout=_PATIENCE, isolation_level=None)
            try:
                self._prepare(create=create)
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def save(self, assessments: Iterable[Assessment]) -> int:
        """Save some assessments, all or none; each must name its subject. Returns how many.

        They are gathered outside the file first, so that others wait only while they are copied.

        Raises:
            HistoryError: they could not be saved.

        """
        with self._told():
            db = self._db
            db.execute("CREATE TEMP TABLE IF NOT EXISTS incoming (key, name, time, model, stage, record)")
            db.execute("DELETE FROM incoming")
            db.executemany("INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?)", map(_row, assessments))
            with self._writing():
                db.execute("INSERT INTO subject (key, name) SELECT key, name FROM incoming WHERE true ORDER BY rowid "
                           "ON CONFLICT (key) DO UPDATE SET name = excluded.name")  # fmt: skip
                db.execute(
                    "INSERT INTO assessment (subject, time, model, stage, record) "
                    "SELECT s.id, i.time, i.model, i.stage, i.record "
                    "FROM incoming i JOIN subject s USING (key) ORDER BY i.rowid"
                )
                db.execute(
                    "UPDATE subject SET latest = (SELECT max(id) FROM assessment WHERE subject = subject.id) "
                    "WHERE key IN (SELECT key FROM incoming)"
                )
                count: int = db.execute("SELECT count(*) FROM incoming").fetchone()[0]
            db.execute("DELETE FROM incoming")
            return count

    def subjects(self, limit: int | None) -> list[Latest]:
        """Subjects, the one assessed last first.

        Raises:
            HistoryError: the file cannot be read.

        """
        with self._told():
            rows = self._db.execute(
                "SELECT s.id, s.name, a.time, a.stage, a.record FROM subject s JOIN assessment a ON a.id = s.latest "
                "ORDER BY s.latest DESC LIMIT ?", (-1 if limit is None else limit,),
            ).fetchall()  # fmt: skip
            return [self._summary(*row) for row in rows]

    def count(self) -> tuple[int, int]:
        """How many subjects and how many assessments there are."""
        with self._told():
            counts = (self._db.execute(f"SELECT count(*) FROM {table}") for table in ("subject", "assessment"))  # noqa: S608  # two fixed names
            subjects, assessments = (int(found.fetchone()[0]) for found in counts)
            return subjects, assessments

    def of(self, subject: str, last: int | None = None, model: str | None = None) -> list[Assessment]:
        """Assessments of one subject, oldest first; of many, only the last so many; of one ladder, if its id is given.

        Subjects are told apart as answers are: not by case, accents, final sigma, hyphens or repeated spaces.
        """
        with self._told():
            rows = self._db.execute(
                "SELECT a.record FROM assessment a JOIN subject s ON s.id = a.subject WHERE s.key = ? "
                "AND (? IS NULL OR a.model = ?) ORDER BY a.id DESC LIMIT ?",
                (normalise(subject), model, model, -1 if last is None else last),
            ).fetchall()  # fmt: skip
            return [_assessment(record) for (record,) in reversed(rows)]

    def count_of(self, subject: str) -> int:
        """How many assessments of a subject there are."""
        with self._told():
            found = self._db.execute(
                "SELECT count(*) FROM assessment a JOIN subject s ON s.id = a.subject WHERE s.key = ?",
                (normalise(subject),),
            )
            return int(found.fetchone()[0])

    def names(self) -> list[str]:
        """The names of the subjects assessed last: to look for a near miss among."""
        with self._told():
            return [name for (name,) in self._db.execute("SELECT name FROM subject ORDER BY latest DESC LIMIT 5000")]

    def everything(self) -> Iterator[Assessment]:
        """Every assessment, in the order in which they were saved."""
        with self._told():
            for (record,) in self._db.execute("SELECT record FROM assessment ORDER BY id"):
                yield _assessment(record)

    def forget(self, subject: str) -> int:
        """Remove a subject from the file, and overwrite what was there. Returns how many assessments that were.

        Safe to repeat: as long as what was removed is still in the write-ahead log, it is an error.

        Raises:
            HistoryError: it cannot be done, or others are reading what should go.

        """
        with self._told():
            if not self._emptied_log():
                raise HistoryError("history_busy", subject=subject)
            with self._writing():
                found = self._db.execute("SELECT id FROM subject WHERE key = ?", (normalise(subject),)).fetchone()
                if found is None:
                    return 0
                removed = self._db.execute("DELETE FROM assessment WHERE subject = ?", found).rowcount
                self._db.execute("DELETE FROM subject WHERE id = ?", found)
            if not self._emptied_log():  # somebody has come in between
                raise HistoryError("history_not_overwritten", subject=subject)
        return removed

    def _emptied_log(self) -> bool:
        """Move the write-ahead log, which has old pages, into the file; False while others read it."""
        return not self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def _summary(self, subject: int, name: str, when: str, stage: int, record: bytes) -> Latest:
        latest = _assessment(record)
        count = self._db.execute("SELECT count(*) FROM assessment WHERE subject = ?", (subject,)).fetchone()[0]
        before = self._db.execute(
            "SELECT stage FROM assessment WHERE subject = ? AND model = ? ORDER BY id DESC LIMIT 1 OFFSET 1",
            (subject, latest.model.id),
        ).fetchone()
        return Latest(
            subject=name, assessments=count, time=when, stage=stage, stage_name=latest.stage.name,
            status=latest.status, confidence=latest.confidence, before=before[0] if before else None,
        )  # fmt: skip

    def _prepare(self, *, create: bool) -> None:
        """Make sure that the file is a history of this version; nothing is written before that is known."""
        db = self._db
        db.execute("BEGIN")  # so that all three are of one moment
        version, application = (
            int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id")
        )
        empty = not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        db.execute("COMMIT")
        if empty and not create:
            raise HistoryError("history_file_empty", file=self.path)
        if not empty and application != _APPLICATION:
            raise HistoryError("history_foreign", file=self.path)
        if version > len(_MIGRATIONS):
            raise HistoryError("history_newer", file=self.path)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten
        if version < len(_MIGRATIONS):
            self._migrate()
        self._log_ahead()

    def _log_ahead(self) -> None:
        """Switch to the write-ahead log, once for the file; SQLite's busy timeout does not cover that."""
        deadline = time.monotonic() + _PATIENCE
        while self._db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _migrate(self) -> None:
        with self._writing():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]  # another process may have done it by now
            for migration in _MIGRATIONS[version:]:
                migration(self._db)
            self._db.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
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
        """Turn what SQLite says into what the user can mend."""
        try:
            yield
        except sqlite3.OperationalError as error:
            locked = "locked" in str(error)
            why = Message("history_locked", seconds=round(_PATIENCE)) if locked else str(error)
            raise HistoryError("history_unusable", file=self.path, why=why) from None
        except (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError) as error:
            raise HistoryError("history_damaged", file=self.path, said=str(error)) from None


def _made(path: Path) -> None:
    """Make an empty file for its owner alone, if there is none."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:
        raise HistoryError("history_unusable", file=path, why=reason(error)) from None


def _address(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=rw"  # never makes a file by itself


def _row(assessment: Assessment) -> tuple[str, str, str, str, int, bytes]:
    name = assessment.subject or ""
    record = zlib.compress(msgspec.json.encode(replace(assessment, previous=None)))
    return normalise(name), name, assessment.time or "", assessment.model.id, assessment.stage.number, record


def _assessment(record: bytes) -> Assessment:
    return msgspec.json.decode(zlib.decompress(record), type=Assessment)


def _first(db: sqlite3.Connection) -> None:
    """Version 1: assessments by name, as plain JSON."""
    db.execute(
        "CREATE TABLE assessment (id INTEGER PRIMARY KEY, name TEXT NOT NULL, time TEXT NOT NULL, record TEXT NOT NULL)"
    )


def _second(db: sqlite3.Connection) -> None:
    """Version 2: subjects on their own, whatever the case and accents of their names; records compressed."""
    db.execute("ALTER TABLE assessment RENAME TO old")
    db.execute(
        "CREATE TABLE subject (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, latest INTEGER)"
    )
    db.execute(
        "CREATE TABLE assessment (id INTEGER PRIMARY KEY, subject INTEGER NOT NULL REFERENCES subject, "
        "time TEXT NOT NULL, model TEXT NOT NULL, stage INTEGER NOT NULL, record BLOB NOT NULL)"
    )
    for number, name, record in db.execute("SELECT id, name, record FROM old ORDER BY id").fetchall():
        assessment = msgspec.json.decode(record, type=Assessment)
        key, _, when, model, stage, packed = _row(replace(assessment, subject=name))
        db.execute("INSERT INTO subject (key, name) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
                   (key, name))  # fmt: skip
        db.execute("INSERT INTO assessment SELECT ?, id, ?, ?, ?, ? FROM subject WHERE key = ?",
                   (number, when, model, stage, packed, key))  # fmt: skip
    db.execute("DROP TABLE old")
    db.execute("UPDATE subject SET latest = (SELECT max(id) FROM assessment WHERE subject = subject.id)")
    db.execute("CREATE INDEX assessment_of_subject ON assessment (subject, id)")
    db.execute("CREATE INDEX subject_latest ON subject (latest)")


_MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second)
"""What makes each version of the file of the one before."""
