"""History: assessments in one SQLite file, safe with several writers, never half-written.

`file` opens it and keeps it safe, `stored` encodes assessments and models, `schema` brings older files up to date.

A subject is its name, in Unicode's normal form C without surrounding spaces; case and accents matter.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from stagecli.assessment import Assessment, Direction, StageReference, subject_name
from stagecli.classifier.verdict import Status
from stagecli.comparison import direction, uncertain
from stagecli.dates import in_order, local_day
from stagecli.history.file import HistoryError, HistoryFile
from stagecli.history.periods import before_and_now
from stagecli.history.schema import LATEST, add_model, add_subject
from stagecli.history.stored import (
    SavedAssessment,
    Unreadable,
    digest,
    matched,
    pack,
    parts_of,
    renamed,
    unpacked,
    unpacked_model,
    unpacked_with_texts,
)
from stagecli.labels import normalise
from stagecli.model import Model


class Latest(Struct, frozen=True, kw_only=True):
    """A subject's latest assessment and how it got there."""

    subject: str
    assessments: int
    """How many assessments the subject has."""
    saved: SavedAssessment
    """The latest assessment."""
    before: StageReference | None
    """The previous stage by the same ladder, numbered as now; None at first, or if the ladder no longer has it."""
    direction: Direction | None
    """From that stage to the latest; None for a first assessment."""
    uncertain: bool
    """Whether either of the two verdicts names no single stage."""


class SavedCount(NamedTuple):
    """The result of saving."""

    assessments: int
    """How many were added."""
    already: int
    """How many were there already, or came twice: of one subject, time, model and answers."""
    nearly: list[str]
    """New subjects whose names differ from existing ones only in case, accents, hyphens or spaces."""
    several: list[str]
    """Subjects that now have several assessments of one time, by different answers."""


class History(HistoryFile):
    """An open history file."""

    def save(self, assessments: Iterable[Assessment], model: Model) -> SavedCount:
        """Save assessments by one model, all or none; each must name its subject. What is there already is not added.

        They are collected outside the file first, so that other writers wait only while they are copied.

        Raises:
            HistoryError: they could not be saved.

        """
        with self._told():
            db = self._db
            db.execute(
                "CREATE TEMP TABLE IF NOT EXISTS incoming "
                "(name, folded, time, ladder, model, stage, runner_up, status, record, answers)"
            )
            db.execute("DELETE FROM incoming")
            given = db.executemany(
                "INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, assessments)
            ).rowcount
            db.execute(
                "DELETE FROM incoming WHERE rowid NOT IN (SELECT min(rowid) FROM incoming GROUP BY name, time, answers)"
            )
            several = db.execute(
                "SELECT name FROM incoming GROUP BY name, time HAVING count(*) > 1 ORDER BY min(rowid)"
            ).fetchall()
            with self._writing():
                nearly = db.execute(
                    "SELECT DISTINCT i.name FROM incoming i JOIN subject s USING (folded) "
                    "WHERE i.name NOT IN (SELECT name FROM subject) ORDER BY i.name"
                ).fetchall()
                db.execute("INSERT OR IGNORE INTO subject (name, folded) SELECT name, folded FROM incoming")
                add_model(db, model)
                alike = db.execute(
                    "SELECT i.rowid, i.answers, a.record FROM incoming i JOIN subject s USING (name) "
                    "JOIN assessment a ON a.subject = s.id AND a.time = i.time AND a.model = i.model"
                )
                known = [(row,) for row, answers, record in alike if digest(unpacked(record)) == answers]
                db.executemany("DELETE FROM incoming WHERE rowid = ?", known)
                added = db.execute(
                    "INSERT INTO assessment (subject, time, ladder, model, stage, runner_up, status, texts, record) "
                    "SELECT s.id, i.time, i.ladder, i.model, i.stage, i.runner_up, i.status, 0, i.record "
                    "FROM incoming i JOIN subject s USING (name) ORDER BY i.rowid"
                ).rowcount
                query = f"UPDATE subject SET latest = ({LATEST}) WHERE name IN (SELECT name FROM incoming)"  # noqa: S608  # a fixed query
                db.execute(query)
                several += db.execute(
                    "SELECT i.name FROM incoming i JOIN subject s USING (name) JOIN assessment a ON a.subject = s.id "
                    "AND a.time = i.time AND a.model = i.model GROUP BY i.name, i.time HAVING count(DISTINCT a.id) > 1 "
                    "ORDER BY min(i.rowid)"
                ).fetchall()
                names = [*dict.fromkeys(name for (name,) in several)]
            db.execute("DELETE FROM incoming")
            return SavedCount(added, given - added, [name for (name,) in nearly], names)

    def subjects(self, limit: int | None) -> list[Latest]:
        """Subjects, most recently assessed first.

        Raises:
            HistoryError: the file cannot be read.

        """
        with self._told():
            rows = self._db.execute(
                "SELECT id, name FROM subject ORDER BY latest DESC, id DESC LIMIT ?", (-1 if limit is None else limit,)
            ).fetchall()
            return [self._at_a_glance(*row) for row in rows]

    def count(self) -> tuple[int, int]:
        """How many subjects and how many assessments there are."""
        with self._told():
            counts = (self._db.execute(f"SELECT count(*) FROM {table}") for table in ("subject", "assessment"))  # noqa: S608  # two fixed names
            subjects, assessments = (int(found.fetchone()[0]) for found in counts)
            return subjects, assessments

    def of(self, subject: str, last: int | None = None, ladder: str | None = None) -> list[SavedAssessment]:
        """Assessments of one subject, oldest first.

        Args:
            subject: the name that they were saved under.
            last: at most this many, the latest ones; None for all.
            ladder: only assessments by the ladder with this id.

        """
        with self._told():
            rows = self._db.execute(
                "SELECT a.model, a.texts, a.record FROM assessment a JOIN subject s ON s.id = a.subject "
                "WHERE s.name = ? AND (? IS NULL OR a.ladder = ?) ORDER BY in_order(a.time) DESC, a.id DESC LIMIT ?",
                (subject_name(subject), ladder, ladder, -1 if last is None else last),
            ).fetchall()  # fmt: skip
            return [self._saved(*row) for row in reversed(rows)]

    def count_of(self, subject: str) -> int:
        """How many assessments a subject has."""
        with self._told():
            found = self._db.execute(
                "SELECT count(*) FROM assessment a JOIN subject s ON s.id = a.subject WHERE s.name = ?",
                (subject_name(subject),),
            )
            return int(found.fetchone()[0])

    def names(self) -> list[str]:
        """The names of the most recently assessed subjects, for finding near misses."""
        with self._told():
            query = "SELECT name FROM subject ORDER BY latest DESC, id DESC LIMIT 5000"
            return [name for (name,) in self._db.execute(query)]

    def nearly(self, subject: str) -> list[str]:
        """The names that differ from a subject's only in case, accents, hyphens or spaces; not the name itself."""
        name = subject_name(subject)
        with self._told():
            found = self._db.execute("SELECT name FROM subject WHERE folded = ? ORDER BY name", (normalise(name),))
            return [each for (each,) in found if each != name]

    def stay_at_this_moment(self) -> None:
        """See nothing of what others write from now on, so that several readings agree."""
        with self._told():
            self._db.execute("BEGIN")

    def everything(self) -> Iterator[SavedAssessment]:
        """Every assessment, oldest first."""
        with self._told():
            for (number,) in self._db.execute("SELECT id FROM assessment ORDER BY in_order(time), id"):
                yield self.read(number)  # one by one: sorting them would hold all of them

    def ladders(self) -> list[tuple[Model, int]]:
        """Each ladder as its latest assessment has it, and how many assessments there are by it; the latest first."""
        query = "SELECT id, count(*), max(in_order(time)) FROM assessment GROUP BY ladder ORDER BY 3 DESC, 1 DESC"
        with self._told():
            return [(self.read(latest).model, count) for latest, count, _ in self._db.execute(query).fetchall()]

    def between(
        self, ladder: str, since: str | None = None, until: str | None = None
    ) -> Iterator[tuple[str, int | None, int | None]]:
        """Each subject, its assessment before a time and the one of now, by one ladder, as `before_and_now` finds them.

        Assessments are the numbers that `read` takes. Subjects come in the order in which they were first saved; who
        has neither is left out.
        """
        query = (
            "SELECT s.name, a.time, a.id FROM assessment a JOIN subject s ON s.id = a.subject WHERE a.ladder = ? "
            "ORDER BY s.id, in_order(a.time), a.id"
        )
        with self._told():
            for name, rows in groupby(self._db.execute(query, (ladder,)), key=itemgetter(0)):
                before, now = before_and_now([(time, number) for _, time, number in rows], since, until)
                if before is not None or now is not None:
                    yield name, before, now

    def before(self, subject: str, ladder: str, time: str | None) -> SavedAssessment | None:
        """A subject's last assessment by a ladder that is of an earlier day than a time; None if there is none."""
        with self._told():
            row = self._db.execute(
                "SELECT a.id FROM assessment a JOIN subject s ON s.id = a.subject WHERE s.name = ? AND a.ladder = ? "
                "AND in_order(a.time) < ? ORDER BY in_order(a.time) DESC, a.id DESC LIMIT 1",
                (subject_name(subject), ladder, in_order(local_day(time))),
            ).fetchone()
        return None if row is None else self.read(row[0])

    def read(self, number: int) -> SavedAssessment:
        """The assessment with this number in the file."""
        query = "SELECT model, texts, record FROM assessment WHERE id = ?"
        with self._told():
            return self._saved(*self._db.execute(query, (number,)).fetchone())

    def rename(self, subject: str, new: str) -> tuple[int, bool]:
        """Rename a subject, or join it with the one that has the new name.

        Returns how many assessments moved, and whether a subject with the new name existed.

        Raises:
            HistoryError: it failed.

        """
        old, name = subject_name(subject), subject_name(new)
        with self._told(), self._writing():
            db = self._db
            joined = db.execute("SELECT 1 FROM subject WHERE name = ?", (name,)).fetchone() is not None
            if old == name:
                return 0, joined
            add_subject(db, name)
            ids = dict(db.execute("SELECT name, id FROM subject WHERE name IN (?, ?)", (old, name)))
            rows = db.execute("SELECT id, texts, record FROM assessment WHERE subject = ?", (ids[old],)).fetchall()
            named = ((ids[name], renamed(texts, record, name), number) for number, texts, record in rows)
            db.executemany("UPDATE assessment SET subject = ?, record = ? WHERE id = ?", named)
            db.execute("DELETE FROM subject WHERE id = ?", (ids[old],))
            query = f"UPDATE subject SET latest = ({LATEST}) WHERE id = ?"  # noqa: S608  # a fixed query
            db.execute(query, (ids[name],))
            return len(rows), joined

    def days(self, subject: str | None = None) -> list[str]:
        """The local days of assessments, in order: of a subject, or of all."""
        query = f"SELECT DISTINCT local_day(time) FROM assessment {_where(subject)} ORDER BY 1"  # noqa: S608  # two fixed conditions
        with self._told():
            return [day for (day,) in self._db.execute(query, {"name": subject_name(subject or "")})]

    def count_at(self, at: str) -> tuple[int, int]:
        """How many assessments there are of one time, as `dates.falls_on` has it, and of how many subjects."""
        query = f"SELECT count(*), count(DISTINCT subject) FROM assessment {_where(None, at)}"  # noqa: S608  # two fixed conditions
        with self._told():
            assessments, subjects = self._db.execute(query, {"at": at}).fetchone()
            return assessments, subjects

    def forget(self, subject: str | None, at: str | None = None) -> int:
        """Remove assessments from the file and overwrite their data; return how many there were.

        Safe to repeat: it is an error as long as removed data is still in the write-ahead log.

        Args:
            subject: whose; None for everybody's.
            at: of which time, as `dates.falls_on` has it; None for all.

        Raises:
            HistoryError: it failed, or others are reading the data to be removed.

        """
        where, values = _where(subject, at), {"name": subject_name(subject or ""), "at": at}
        with self._told():
            if not self._emptied_log():
                raise HistoryError("history_busy", subject=subject or at)
            with self._writing():
                db = self._db
                subjects = db.execute(f"SELECT DISTINCT subject FROM assessment {where}", values).fetchall()  # noqa: S608  # two fixed conditions
                removed = db.execute(f"DELETE FROM assessment {where}", values).rowcount  # noqa: S608  # the same
                db.executemany(f"UPDATE subject SET latest = ({LATEST}) WHERE id = ?", subjects)  # noqa: S608  # a fixed query
                db.execute("DELETE FROM subject WHERE latest IS NULL")  # nothing is left of them
                db.execute("DELETE FROM model WHERE sha256 NOT IN (SELECT model FROM assessment)")
            if not self._emptied_log():  # another process has read meanwhile
                raise HistoryError("history_not_overwritten", subject=subject or at)
        return removed

    def _saved(self, model: str, texts: int, record: bytes) -> SavedAssessment:
        """An assessment with its model; each model is decoded once."""
        if texts:
            return unpacked_with_texts(record)
        if model not in self._models:
            kept = self._db.execute("SELECT record FROM model WHERE sha256 = ?", (model,)).fetchone()
            if kept is None:
                raise Unreadable("kept_model_missing")
            known = unpacked_model(kept[0], model)
            self._models[model] = known, parts_of(known)
        known, parts = self._models[model]
        return SavedAssessment(matched(unpacked(record), parts), known, complete=True)

    def _at_a_glance(self, subject: int, name: str) -> Latest:
        query = "SELECT model, texts, record FROM assessment WHERE subject = ? ORDER BY in_order(time) DESC, id DESC"
        saved = self._saved(*self._db.execute(query, (subject,)).fetchone())
        latest = saved.assessment
        count = self._db.execute("SELECT count(*) FROM assessment WHERE subject = ?", (subject,)).fetchone()[0]
        found: tuple[str, Status] | None = self._db.execute(
            "SELECT stage, status FROM assessment WHERE subject = ? AND ladder = ? "
            "ORDER BY in_order(time) DESC, id DESC LIMIT 1 OFFSET 1",
            (subject, latest.model.id),
        ).fetchone()
        before = None if found is None else next((each for each in latest.posterior if each.id == found[0]), None)
        return Latest(
            subject=name,
            assessments=count,
            saved=saved,
            before=None if before is None else StageReference(number=before.number, id=before.id),
            direction=None if found is None else "unknown" if before is None else direction(before, latest),
            uncertain=found is not None and uncertain(found[1], latest.status),
        )


def _where(subject: str | None, at: str | None = None) -> str:
    """Which assessments are meant: of the subject `:name`, and of the local day or moment `:at`, if these are given."""
    whose = "subject = (SELECT id FROM subject WHERE name = :name)"
    conditions = [] if subject is None else [whose]
    conditions += [] if at is None else ["falls_on(time, :at)"]
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _row(assessment: Assessment) -> tuple[str | bytes, ...]:
    name = subject_name(assessment.subject or "")
    return (
        name, normalise(name), assessment.time or "", assessment.model.id, assessment.model.sha256, assessment.stage.id,
        assessment.runner_up.id, assessment.status, pack(replace(assessment, subject=name, previous=None)),
        digest(assessment),
    )  # fmt: skip
