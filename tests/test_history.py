"""The history file: nothing is lost, nothing is half there, and what it cannot use it leaves alone."""

import json
import multiprocessing
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

import pytest
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import Assessment, assess
from stagecli.assessment.contract import to_contract
from stagecli.classifier import Classifier
from stagecli.comparison import with_previous
from stagecli.dates import in_utc
from stagecli.history import History, schema
from stagecli.history import file as module
from stagecli.history.file import HistoryError
from stagecli.history.stored import SavedAssessment
from tests.conftest import GOLDEN, UNMEASURED, slow
from tests.ladders import CLASSIFIERS, SMALL

ROOT = Path(__file__).parent.parent


def assessed(subject: str, number: int = 0, time: str | None = None) -> Assessment:
    """An assessment with other answers than the one before it, a second later."""
    when = in_utc(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number))
    answers = {"copies": ("missing", "some")[number % 2], "tested": "dont_know"}
    return assess(CLASSIFIERS["small"], from_values(SMALL, answers, "program"), subject=subject, time=time or when)


def test_what_is_saved_comes_back_as_it_was(tmp_path: Path) -> None:
    with History(tmp_path / "new" / "h.db") as history:
        saved = [assessed("Bakery"), assessed("Garage", 1), assessed("Bakery", 3)]
        assert history.save(saved, SMALL) == (3, 0, [], [])
        assert assessments(history.everything()) == saved
        assert assessments(history.of("Bakery")) == [saved[0], saved[2]]
        assert assessments(history.of(" Bakery", 1)) == [saved[2]]
        assert history.count() == (2, 3)
        assert history.count_of("Bakery") == 2
        assert history.names() == ["Bakery", "Garage"]
        (bakery, garage) = history.subjects(None)
        assert (bakery.subject, bakery.assessments, bakery.saved.assessment) == ("Bakery", 2, saved[2])
        assert (bakery.before, bakery.direction) == (saved[0].stage, "progress")
        assert (garage.subject, garage.assessments, garage.before, garage.direction) == ("Garage", 1, None, None)
        assert history.subjects(1) == [bakery]
    assert (tmp_path / "new" / "h.db").stat().st_mode & 0o777 == 0o600


def assessments(saved: Iterable[SavedAssessment]) -> list[Assessment]:
    """Without the models, which are whole, but for the cases."""
    found = []
    for each in saved:
        assert each.complete
        assert each.model == replace(SMALL, cases=())
        found.append(each.assessment)
    return found


@pytest.mark.parametrize("name", ["ΤΑΒΕΡΝΑ Ο ΝΙΚΟΣ", "ταβερνα  ο νικος", "Ταβέρνα ο Νικος"])
def test_case_and_accents_tell_subjects_apart(name: str, tmp_path: Path) -> None:
    with History(tmp_path / "h.db") as history:
        history.save([assessed("Ταβέρνα ο Νίκος")], SMALL)
        assert history.of(name) == []
        assert history.nearly(name) == ["Ταβέρνα ο Νίκος"]
        assert history.save([assessed(name)], SMALL) == (1, 0, [name], [])
        assert history.nearly(name) == ["Ταβέρνα ο Νίκος"]
        assert history.count() == (2, 2)


def test_a_name_is_the_same_however_its_letters_are_made_up(tmp_path: Path) -> None:
    with History(tmp_path / "h.db") as history:
        history.save([assessed("Café"), assessed(" Cafe\u0301\t")], SMALL)
        assert history.names() == ["Café"]
        assert {each.assessment.subject for each in history.of("Cafe\u0301 ")} == {"Café"}
        assert history.nearly("Café") == []


def test_what_changed_since_is_not_stored_again(tmp_path: Path) -> None:
    first, second = assessed("A"), assessed("A", 1)
    with History(tmp_path / "h.db") as history:
        history.save([first, with_previous(second, first, SMALL)], SMALL)
        assert assessments(history.of("A")) == [first, second]


def test_all_are_saved_or_none(tmp_path: Path) -> None:
    def some() -> Iterator[Assessment]:
        yield assessed("A")
        yield assessed("B")
        raise RuntimeError("the table is broken")

    with History(tmp_path / "h.db") as history:
        history.save([assessed("before")], SMALL)
        with pytest.raises(RuntimeError):
            history.save(some(), SMALL)
        assert history.names() == ["before"]
        assert history.save([assessed("after")], SMALL) == (1, 0, [], [])
        assert history.names() == ["after", "before"]


def test_forgotten_is_gone_from_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed("Unforgettable & Sons", number) for number in range(40)], SMALL)
        history.save([assessed("Other", number) for number in range(3)], SMALL)
        records = [record for (record,) in sqlite3.connect(path).execute("SELECT record FROM assessment")]
        others = {bytes(record) for record in records[40:]}
        assert history.forget("Unforgettable & Sons") == 40
        assert history.forget("Unforgettable & Sons") == 0
        assert history.count() == (1, 3)
        left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"nforgettable" not in left
        for record in records[:40]:
            assert bytes(record) not in left or bytes(record) in others
    assert b"nforgettable" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """A history of two, and a connection that can begin to read it."""
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed("Unforgettable"), assessed("B")], SMALL)
    reader = sqlite3.connect(path, isolation_level=None)
    yield path, reader
    reader.close()


def begin_reading(reader: sqlite3.Connection) -> None:
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM subject").fetchall()


def whole(path: Path) -> bytes:
    """All bytes of a history, its log included."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_while_somebody_reads_nothing_is_forgotten(read: tuple[Path, sqlite3.Connection]) -> None:
    path, reader = read
    with History(path) as history:
        history.save([assessed("Unforgettable", 1)], SMALL)
        begin_reading(reader)
        for _ in range(2):
            with pytest.raises(HistoryError, match=r"^Others are reading the history, so nothing of 'Unfor.*' was"):
                history.forget("Unforgettable")
        assert history.count() == (2, 3)
        reader.execute("COMMIT")
        assert history.forget("Unforgettable") == 2
        assert history.forget("Unforgettable") == 0
        assert b"nforgettable" not in whole(path)
        assert history.names() == ["B"]


def test_who_begins_to_read_meanwhile_makes_it_an_error_until_the_text_is_gone(
    read: tuple[Path, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, reader = read
    emptied, real = iter([True]), History._emptied_log

    def late(history: History) -> bool:
        result = next(emptied, None)
        if result is None:
            return real(history)
        begin_reading(reader)
        return result

    monkeypatch.setattr(History, "_emptied_log", late)
    with History(path) as history:
        with pytest.raises(HistoryError, match=r"^'Unforgettable' is removed, but others are reading the"):
            history.forget("Unforgettable")
        assert b"nforgettable" in whole(path)
        with pytest.raises(HistoryError, match=r"^Others are reading the history"):
            history.forget("Unforgettable")
        reader.execute("COMMIT")
        assert history.forget("Unforgettable") == 0
        assert b"nforgettable" not in whole(path)


# --- several at once


def _save_many(path: str, who: int, count: int) -> None:
    for number in range(count):
        with History(Path(path)) as history:
            history.save([assessed(f"subject {who} {number % 10}", number)], SMALL)


@pytest.mark.parametrize("each", [12, slow(60)])
def test_eight_processes_saving_at_once_lose_nothing(tmp_path: Path, each: int) -> None:
    path = tmp_path / "h.db"
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_save_many, args=(str(path), who, each)) for who in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 8
    with History(path) as history:
        assert history.count() == (80, 8 * each)
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for who in range(8):
            assert sum(history.count_of(f"subject {who} {number}") for number in range(10)) == each


_WRITER = """
import sys
from pathlib import Path
from stagecli.history import History
from tests.ladders import SMALL
from tests.test_history import assessed
with History(Path(sys.argv[1])) as history:
    for number in range(100_000):
        name, times = f"subject {sys.argv[2]}", 1 + number % 3
        history.save([assessed(name, 3 * number + each) for each in range(times)], SMALL)
        print(1 + number % 3, flush=True)
"""


@pytest.mark.parametrize("attempt", [0, 1, *map(slow, range(2, 8))])
def test_a_kill_while_it_writes_loses_nothing_acknowledged(attempt: int, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    said = tmp_path / "said"
    with said.open("w") as out:
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(path), "K"], cwd=ROOT, stdout=out, env=UNMEASURED)
        while said.stat().st_size < 2 * (1 + 3 * attempt):  # after a different number of saves each time
            assert writer.poll() is None
            time.sleep(0.001)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    acknowledged = sum(int(line) for line in said.read_text().split())
    with History(path) as history:
        saved = history.count_of("subject K")
        assert acknowledged <= saved <= acknowledged + 3  # one more may have been in before it was said
        assert len(history.of("subject K")) == saved
        history.save([assessed("subject K", time="2025-12-31")], SMALL)
        assert history.count_of("subject K") == saved + 1
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


# --- other versions, other files


def old_file(path: Path, saved: list[Assessment]) -> None:
    """A file of version 1."""
    db = sqlite3.connect(path)
    schema.MIGRATIONS[0](db)
    for each in saved:
        record = {**to_contract(each, SMALL, "el"), "contract": "stagecli/assessment/1"}
        row = (each.subject, each.time, json.dumps(record))
        db.execute("INSERT INTO assessment (name, time, record) VALUES (?, ?, ?)", row)
    db.execute("PRAGMA user_version = 1")
    db.execute(f"PRAGMA application_id = {module._APPLICATION}")
    db.commit()
    db.close()


def test_a_file_of_the_first_version_is_brought_up_to_date_with_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    saved = [
        assessed(f"Subject {number % 7}", number, f"2025-01-{number // 2 + 1:02}T00:00:00Z") for number in range(50)
    ]
    saved.append(assessed("SUBJECT 3"))
    old_file(path, saved)
    with History(path, create=False) as history:
        found = list(history.everything())
        assert [each.assessment for each in found] == saved
        assert not any(each.complete for each in found)  # the ladder is not at hand
        assert history.count() == (8, 51)
        assert history.parted == ["SUBJECT 3", "Subject 3"]
        history.save([assessed("new", 1)], SMALL)
        assert assessments(history.everything()) == [*saved, assessed("new", 1)]  # now it is
    with History(path) as history:
        assert history.count() == (9, 52)
        assert history.parted == []


def test_a_file_of_the_second_version_parts_names_and_shows_all_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    with History(path, create=False) as history:
        assert history.parted == ["BAT", "Bat", "Cafe", "Café"]
        assert history.not_parted == []
        assert {each.subject: each.assessments for each in history.subjects(None)} == {
            "Café": 2, "Cafe": 1, "BAT": 1, "Bat": 1, "Ταβέρνα": 2,
        }  # fmt: skip
        (first, second) = history.of("Café")
        assert (first.assessment.stage.id, second.assessment.stage.id) == ("trying", "comfortable")
        (tavern, _) = history.of("Ταβέρνα")
    with (GOLDEN / "history-2.jsonl").open(encoding="utf-8") as file:
        before = sorted(map(json.loads, file), key=itemgetter("time"))
    with History(path) as history:
        for was, each in zip(before, history.everything(), strict=True):
            record = to_contract(each.assessment, each.model, was["language"])
            assert record.pop("contradicts") == []
            assert record.pop("observed") is None
            new = {(each.pop("said"), each.pop("measured"), each.pop("agrees")) for each in record["answers"]}
            assert new == {(None, None, None)}
            assert {step.pop("lifts") for step in record["steps"]} <= {0}
            assert record.pop("contract") == "stagecli/assessment/2"
            assert was.pop("contract") == "stagecli/assessment/1"
            was["subject"] = was["subject"].strip()
            assert record == was
    assert not tavern.complete
    assert tavern.model.languages == ("el",)


def test_what_does_not_say_whose_it_is_stays_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    db = sqlite3.connect(path)
    (number, record) = db.execute("SELECT id, record FROM assessment WHERE id = 2").fetchone()
    nameless = {**json.loads(zlib.decompress(record)), "subject": None}
    db.execute("UPDATE assessment SET record = ? WHERE id = ?", (zlib.compress(json.dumps(nameless).encode()), number))
    db.commit()
    db.close()
    with History(path) as history:
        assert history.not_parted == ["Café"]
        assert len(history.of("Café")) == 3


def test_a_model_is_kept_once_without_its_cases_and_goes_with_its_last_assessment(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    bundled = CLASSIFIERS["social-media"].model
    assert bundled.cases
    found = assess(CLASSIFIERS["social-media"], from_values(bundled, {"accounts": "none"}, "program"), subject="B")
    with History(path) as history:
        history.save([found, found], bundled)
        history.save([assessed("A")], SMALL)
    db = sqlite3.connect(path)
    models = dict(db.execute("SELECT sha256, record FROM model"))
    assert models.keys() == {bundled.sha256, SMALL.sha256}
    assert bundled.cases[0].name.encode() not in zlib.decompress(models[bundled.sha256])
    columns = db.execute("SELECT ladder, model, stage, runner_up, status FROM assessment").fetchone()
    assert columns == (bundled.id, bundled.sha256, found.stage.id, found.runner_up.id, found.status)
    with History(path) as history:
        history.forget("B")
        assert [each.model.sha256 for each in history.everything()] == [SMALL.sha256]
    assert dict(db.execute("SELECT sha256, 1 FROM model")) == {SMALL.sha256: 1}


@pytest.mark.parametrize("change", [b'"only_if":{"nowhere":["x"]}', b'"only_if":{"tested":["tested"],"copies":[]}'])
def test_a_kept_model_is_read_as_untrusted_input(change: bytes, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed("A")], SMALL)
    db = sqlite3.connect(path)
    (record,) = db.execute("SELECT record FROM model").fetchone()
    changed = zlib.decompress(record).replace(b'"only_if":{}', change, 1)
    db.execute("UPDATE model SET record = ?", (zlib.compress(changed),))
    db.commit()
    with History(path) as history, pytest.raises(HistoryError, match="is damaged, or no history at all"):
        history.of("A")


def test_renaming_moves_or_joins(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        saved = [assessed("Cafe", 0, "2026-01-02T00:00:00Z"), assessed("Café", 1, "2026-01-01T00:00:00Z")]
        history.save(saved, SMALL)
        assert history.rename("Cafe", " Café ") == (1, True)
        assert assessments(history.of("Café")) == [saved[1], replace(saved[0], subject="Café")]  # by their times
        (latest,) = history.subjects(None)
        assert (latest.assessments, latest.direction) == (2, "regression")
        assert history.rename("Café", "Bar") == (2, False)
        assert history.rename("Bar", "Bar") == (0, True)
        assert history.names() == ["Bar"]


def test_renaming_keeps_what_old_records_say(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    with History(path) as history:
        before = history.of("Ταβέρνα")
        history.rename("Ταβέρνα", "Taverna")
        after = history.of("Taverna")
    assert [each.assessment for each in after] == [replace(each.assessment, subject="Taverna") for each in before]
    assert [each.model for each in after] == [each.model for each in before]


def test_the_direction_is_told_by_the_ids_of_stages(tmp_path: Path) -> None:
    lowest_stage = replace(SMALL.stages[0], id="before_all", name="Before", aim=None, steps=())
    inserted = replace(SMALL, stages=(lowest_stage, *SMALL.stages), sha256="1" * 64)
    signals = tuple(
        replace(signal, options=tuple(replace(option, of_100=(10.0, *option.of_100)) for option in signal.options))
        for signal in SMALL.signals
    )
    inserted = replace(inserted, signals=signals)
    answers = from_values(SMALL, {"copies": "some", "often": "weekly", "age": 3, "tested": "tested"}, "program")
    now, later = (
        assess(classifier, answers, subject="A", time="2026-01-01T00:00:00Z")
        for classifier in (CLASSIFIERS["small"], Classifier(inserted))
    )
    assert (now.stage.number, later.stage.number) == (3, 4)
    with History(tmp_path / "h.db") as history:
        history.save([now], SMALL)
        history.save([later], inserted)
        (latest,) = history.subjects(None)
    assert (latest.direction, latest.before) == ("same", later.stage)


def test_a_migration_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    old_file(path, [assessed("A"), assessed("B")])
    db = sqlite3.connect(path)
    db.execute("UPDATE assessment SET record = 'no JSON' WHERE name = 'B'")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="is damaged, or no history at all"):
        History(path)
    assert path.read_bytes() == before


def damaged(data: bytes) -> dict[str, bytes]:
    return {
        "no database": b"client,stage\nBakery,2\n" * 100,
        "cut short": data[: len(data) // 2],
        "its middle overwritten": data[:4096] + b"\xff" * (len(data) - 4096),
    }


def use(path: Path) -> None:
    with History(path) as history:
        history.subjects(None)
        list(history.everything())
        history.save([assessed("A")], SMALL)


@pytest.mark.parametrize("how", damaged(b""))
def test_a_damaged_file_is_told_and_left_alone(how: str, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed(f"S{number}", number) for number in range(50)], SMALL)
    data = damaged(path.read_bytes())[how]
    path.write_bytes(data)
    with pytest.raises(HistoryError, match=r"h\.db' (is damaged, or no history at all|cannot be used)"):
        use(path)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("PRAGMA user_version = 99", "was written by a newer stagecli. Install that, or name another file with --db."),
        ("PRAGMA application_id = 1", "is a database of another program. Name another file with --db."),
    ],
)
def test_a_newer_or_foreign_file_is_told_and_left_alone(change: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed("A")], SMALL)
    db = sqlite3.connect(path)
    db.execute(change)
    db.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError) as error:
        History(path)
    assert str(error.value) == f"'{path}' {message}"
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["folder", "file/h.db", "a\0b"])
def test_a_place_that_cannot_be_is_told(place: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match=r"The history '.*' cannot be used: "):
        History(tmp_path / place)


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "h.db"
    History(path).close()
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with History(path) as history, pytest.raises(HistoryError, match="others have been writing to it"):
        history.save([assessed("A")], SMALL)
    other.execute("COMMIT")
    with History(path) as history:
        assert history.save([replace(assessed("A"), subject="B")], SMALL) == (1, 0, [], [])


# --- records that are not what a history writes


def kept(path: Path, table: str) -> bytes:
    """The JSON of the one record of a table."""
    (record,) = sqlite3.connect(path).execute(f"SELECT record FROM {table}").fetchone()
    return zlib.decompress(record)


def keep(path: Path, table: str, record: object) -> None:
    """Put another one in its place."""
    db = sqlite3.connect(path)
    db.execute(f"UPDATE {table} SET record = ?", (record,))
    db.commit()
    db.close()


DAMAGE = {
    "a model that is no JSON": (("model", zlib.compress(b"{")), "Input data was truncated"),
    "a model cut short": (("model", zlib.compress(b"{}" * 99)[:-4]), "a record in it cannot be read"),
    "a model of a text": (("model", "none"), "a record in it cannot be read"),
    "a model of a number": (("model", 5), "a record in it cannot be read"),
    "an assessment of nothing": (("assessment", b""), "a record in it cannot be read"),
    "a bomb": (("model", zlib.compress(b" " * (1 << 26))), "a record in it cannot be read"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_record_that_is_none_is_told(how: str, tmp_path: Path) -> None:
    path, ((table, record), said) = tmp_path / "h.db", DAMAGE[how]
    with History(path) as history:
        history.save([assessed("A")], SMALL)
    keep(path, table, record)
    for look in (lambda: history.of("A"), lambda: history.subjects(None), lambda: list(history.everything())):
        with History(path) as history, pytest.raises(HistoryError) as told:
            look()
        assert str(told.value) == (
            f"The history '{path}' is damaged, or no history at all: {said}. It was left as it is. "
            "Restore a copy, or name another file with --db."
        )


def test_a_model_that_is_gone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed("A")], SMALL)
    db = sqlite3.connect(path)
    db.execute("DELETE FROM model")
    db.commit()
    with History(path) as history, pytest.raises(HistoryError, match="a ladder is missing in it"):
        history.of("A")


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (b'"stage":{"number":1,', b'"stage":{"number":7,'),
        (b'"stage":{"number":1,"id":"none_yet"}', b'"stage":{"number":1,"id":"safe"}'),
        (b'"aim":{"number":3,', b'"aim":{"number":4,'),
        (b'"signal":"age"', b'"signal":"aged"'),
        (b'"id":"buy-a-disk"', b'"id":"buy-two"'),
        (b'"after":"buy-a-disk"', b'"after":"nothing"'),
        (b'"time":"2026-01-01T00:00:00Z"', b'"time":"January"'),
    ],
)
def test_an_assessment_that_does_not_fit_its_ladder_is_told(part: bytes, instead: bytes, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with History(path) as history:
        history.save([assessed("A")], SMALL)
    was = kept(path, "assessment")
    assert part in was
    keep(path, "assessment", zlib.compress(was.replace(part, instead, 1)))
    with History(path) as history, pytest.raises(HistoryError, match="an assessment in it does not fit its ladder"):
        history.of("A")


def test_the_largest_model_is_no_bomb(tmp_path: Path) -> None:
    stages = tuple(replace(stage, summary="\x01" * 1_900_000) for stage in SMALL.stages[:1]) + SMALL.stages[1:]
    with History(tmp_path / "h.db") as history:
        history.save([assessed("A")], replace(SMALL, stages=stages))
        (saved,) = history.of("A")
    assert saved.model.stages == stages


# --- brought up to date by several, and used at once


def test_of_several_that_bring_a_file_up_to_date_one_tells_of_parted_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    others: list[History] = []
    real = module.HistoryFile._migrate

    def late(history: module.HistoryFile) -> None:
        monkeypatch.setattr(module.HistoryFile, "_migrate", real)
        others.append(History(path))  # between the look at the version and the lock
        real(history)

    monkeypatch.setattr(module.HistoryFile, "_migrate", late)
    with History(path) as history:
        (other,) = others
        assert other.parted == ["BAT", "Bat", "Cafe", "Café"]
        assert (history.parted, history.not_parted) == ([], [])
        assert history.count() == other.count() == (5, 7)
        other.close()


def _open(path: str) -> None:
    with History(Path(path)) as history:
        assert history.count() == (5, 7)


def test_eight_processes_bring_a_file_up_to_date_once(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_open, args=(str(path),)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 8
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("subjects", [{"Bat": 1}, {"Bat": 1, "Cafe": 1}])
def test_a_file_that_was_brought_up_to_date_just_now_can_forget(subjects: dict[str, int], tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    with History(path, create=False) as history:
        assert {name: history.forget(name) for name in subjects} == subjects
        assert history.count() == (5 - len(subjects), 7 - len(subjects))


@pytest.mark.parametrize(
    "part", ["stage", "answers", "surprises", "steps", "model", "posterior", "language", "summary", "ahead"]
)
@pytest.mark.parametrize("lost", [True, False])
def test_an_old_record_that_lacks_a_part_is_told(lost: bool, part: str, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    History(path).close()
    db = sqlite3.connect(path)
    rows = db.execute("SELECT id, record FROM assessment WHERE texts").fetchall()
    assert rows
    for number, record in rows:
        less = json.loads(zlib.decompress(record))
        if lost:
            del less[part]
        else:
            less[part] = 5
        db.execute("UPDATE assessment SET record = ? WHERE id = ?", (zlib.compress(json.dumps(less).encode()), number))
    db.commit()
    db.close()
    with History(path) as history, pytest.raises(HistoryError, match=r"is damaged, or no history at all: "):
        list(history.everything())


def test_who_waits_too_long_for_the_write_ahead_log_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "h.db"
    History(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = DELETE")
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    db.execute("BEGIN")
    db.execute("SELECT * FROM subject").fetchall()
    with pytest.raises(HistoryError, match="others have been writing to it"):
        History(path)
    db.execute("COMMIT")
    with History(path) as history:
        assert history.count() == (0, 0)


@pytest.mark.parametrize(
    ("part", "inner"), [("answers", "question"), ("answers", "label"), ("posterior", "name"), ("steps", "do"),
                        ("steps", "why")],
)  # fmt: skip
@pytest.mark.parametrize("instead", [None, 5, {}])
def test_a_text_of_an_old_record_that_is_none_is_told(part: str, inner: str, instead: object, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    shutil.copy(GOLDEN / "history-2.db", path)
    History(path).close()
    db = sqlite3.connect(path)
    for number, record in db.execute("SELECT id, record FROM assessment WHERE texts").fetchall():
        other = json.loads(zlib.decompress(record))
        for each in other[part]:
            each[inner] = instead
        db.execute("UPDATE assessment SET record = ? WHERE id = ?", (zlib.compress(json.dumps(other).encode()), number))
    db.commit()
    db.close()
    with History(path) as history, pytest.raises(HistoryError, match="an assessment lacks a part"):
        list(history.everything())
