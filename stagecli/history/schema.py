"""The schema of the history file, and the migration from each version to the next."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from stagecli.assessment import subject_name
from stagecli.history.stored import pack, packed_model, renamed, unpacked_with_texts
from stagecli.labels import normalise
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.bundled import BUNDLED

LATEST = "SELECT max(in_order(time)) FROM assessment WHERE subject = subject.id"
"""What to sort a subject by: the time of its latest assessment, as `dates.in_order` has it where that was saved."""
Migration = Callable[[sqlite3.Connection], Sequence[str]]
"""Migrates a file to the next version; returns names under which some assessments do not name their subject."""


def _first(db: sqlite3.Connection) -> Sequence[str]:
    """Version 1: assessments by name, as plain JSON."""
    db.execute(
        "CREATE TABLE assessment (id INTEGER PRIMARY KEY, name TEXT NOT NULL, time TEXT NOT NULL, record TEXT NOT NULL)"
    )
    return ()


def _second(db: sqlite3.Connection) -> Sequence[str]:
    """Version 2: a table of subjects, regardless of case and accents in names; records compressed."""
    db.execute("ALTER TABLE assessment RENAME TO old")
    db.execute(
        "CREATE TABLE subject (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, latest INTEGER)"
    )
    db.execute(
        "CREATE TABLE assessment (id INTEGER PRIMARY KEY, subject INTEGER NOT NULL REFERENCES subject, "
        "time TEXT NOT NULL, model TEXT NOT NULL, stage INTEGER NOT NULL, record BLOB NOT NULL)"
    )
    for number, name, time, record in db.execute("SELECT id, name, time, record FROM old ORDER BY id").fetchall():
        raw: dict[str, Any] = {**msgspec.json.decode(record), "subject": name}
        key = normalise(name)
        db.execute("INSERT INTO subject (key, name) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
                   (key, name))  # fmt: skip
        db.execute("INSERT INTO assessment SELECT ?, id, ?, ?, ?, ? FROM subject WHERE key = ?",
                   (number, time, raw["model"]["id"], raw["stage"]["number"], pack(raw), key))  # fmt: skip
    db.execute("DROP TABLE old")
    return ()


def _third(db: sqlite3.Connection) -> Sequence[str]:
    """Version 3: names as given; assessments of ids alone, with the models they were made with."""
    db.execute("ALTER TABLE subject RENAME TO old_subject")
    db.execute("ALTER TABLE assessment RENAME TO old")
    db.execute(
        "CREATE TABLE subject (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, latest INTEGER)"
    )
    db.execute("CREATE TABLE model (sha256 TEXT PRIMARY KEY, record BLOB NOT NULL)")
    db.execute(
        "CREATE TABLE assessment (id INTEGER PRIMARY KEY, subject INTEGER NOT NULL REFERENCES subject, "
        "time TEXT NOT NULL, ladder TEXT NOT NULL, model TEXT NOT NULL, stage TEXT NOT NULL, runner_up TEXT NOT NULL, "
        "status TEXT NOT NULL, texts INTEGER NOT NULL, record BLOB NOT NULL)"
    )
    nameless = set()
    old = db.execute("SELECT o.id, s.name, o.time, o.record FROM old o JOIN old_subject s ON s.id = o.subject")
    for number, last_name, time, record in old:
        found = unpacked_with_texts(record).assessment
        name = subject_name(found.subject or "")
        if not name:
            nameless.add(name := subject_name(last_name))
        kept = record if name == found.subject else renamed(1, record, name)
        add_subject(db, name)
        db.execute(
            "INSERT INTO assessment SELECT ?, id, ?, ?, ?, ?, ?, ?, 1, ? FROM subject WHERE name = ?",
            (number, time, found.model.id, found.model.sha256, found.stage.id, found.runner_up.id, found.status,
             kept, name),
        )  # fmt: skip
    db.execute("DROP TABLE old")
    db.execute("DROP TABLE old_subject")
    db.execute("CREATE INDEX assessment_of_subject ON assessment (subject, time, id)")
    db.execute("CREATE INDEX assessment_by_model ON assessment (model, texts)")
    db.execute("CREATE INDEX subject_latest ON subject (latest)")
    db.execute("CREATE INDEX subject_folded ON subject (folded)")
    kept = {model for (model,) in db.execute("SELECT DISTINCT model FROM assessment")}
    for model in (load_model(name).model for name in BUNDLED) if kept else ():
        if model.sha256 in kept:
            add_model(db, model)
    return sorted(nameless)


def _fourth(db: sqlite3.Connection) -> Sequence[str]:
    """Version 4: subjects are sorted by time, which may be a day; before, by the id of their latest assessment."""
    db.execute(
        "CREATE TABLE sorted (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, latest TEXT)"
    )
    db.execute(f"INSERT INTO sorted SELECT id, name, folded, ({LATEST}) FROM subject")  # noqa: S608  # a fixed query
    db.execute("DROP TABLE subject")
    db.execute("ALTER TABLE sorted RENAME TO subject")
    db.execute("CREATE INDEX subject_latest ON subject (latest)")
    db.execute("CREATE INDEX subject_folded ON subject (folded)")
    return ()


MIGRATIONS: tuple[Migration, ...] = (_first, _second, _third, _fourth)


def parted(db: sqlite3.Connection) -> list[str]:
    """The names that were one subject while case, accents and spaces did not matter."""
    alike = "SELECT folded FROM subject GROUP BY folded HAVING count(*) > 1"
    return [name for (name,) in db.execute(f"SELECT name FROM subject WHERE folded IN ({alike}) ORDER BY folded, name")]  # noqa: S608  # a fixed query


def add_subject(db: sqlite3.Connection, name: str) -> None:
    """Add a subject with this name, if there is none."""
    db.execute("INSERT OR IGNORE INTO subject (name, folded) VALUES (?, ?)", (name, normalise(name)))


def add_model(db: sqlite3.Connection, model: Model) -> None:
    """Store a model; assessments by it that carry their own texts drop them."""
    added = db.execute("INSERT OR IGNORE INTO model VALUES (?, ?)", (model.sha256, packed_model(model))).rowcount
    if added:
        rows = db.execute("SELECT id, record FROM assessment WHERE model = ? AND texts", (model.sha256,)).fetchall()
        by_ids = ((pack(unpacked_with_texts(record).assessment), number) for number, record in rows)
        db.executemany("UPDATE assessment SET texts = 0, record = ? WHERE id = ?", by_ids)
