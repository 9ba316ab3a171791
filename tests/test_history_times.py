"""Days and moments in the history: how they are shown, sorted, saved again and taken back."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from stagecli.answers import from_values
from stagecli.assessment import Assessment, assess
from stagecli.history import History, file, schema
from tests.conftest import STAGECLI, Run
from tests.ladders import CLASSIFIERS, SMALL

Runner = Callable[..., Run]
OCTOBER = "1791187200"  # 2026-10-05, 8:00 in UTC
LATE = "2026-09-29T22:30:00Z"  # in Athens it is the 30th
SOON = "2026-09-30T20:30:00Z"  # there, still the 30th


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STAGECLI_DB", str(tmp_path / "h.db"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", OCTOBER)
    return tmp_path / "h.db"


def assessed(subject: str, time: str | None, copies: str = "some") -> Assessment:
    given = from_values(SMALL, {"copies": copies, "tested": "dont_know"}, "program")
    return assess(CLASSIFIERS["small"], given, subject=subject, time=time)


def save(db: Path, *times: str, subject: str = "A") -> None:
    with History(db) as history:
        history.save([assessed(subject, time, ("some", "missing")[at % 2]) for at, time in enumerate(times)], SMALL)


def times(db: Path, subject: str = "A") -> list[str | None]:
    with History(db, create=False) as history:
        return [each.assessment.time for each in history.of(subject)]


# --- the date of an assessment


def test_an_assessment_has_the_date_that_is_given(db: Path, run: Runner) -> None:
    assert not db.exists()
    result = json.loads(run("assess", "--accounts", "idle", "--date", "30/9/2026", "--format", "json").out)
    assert result["time"] == "2026-09-30"
    result = json.loads(run("assess", "--accounts", "idle", "--date", "2026-09-30 9:00", "--format", "json").out)
    assert result["time"] == "2026-09-30T09:00:00Z"
    assert "3 Απριλίου 2026" in run("assess", "--accounts", "idle", "--date", "3/4/2026", "--date-format", "dmy",
                                   "--lang", "el", "--format", "html").out  # fmt: skip


def test_a_date_that_is_given_wins_over_that_of_the_answers(run: Runner, tmp_path: Path) -> None:
    result = tmp_path / "r.json"
    run("assess", "--accounts", "idle", "--date", "2025-06-30", "-o", str(result))
    assert json.loads(run("assess", "--answers", str(result), "--format", "json").out)["time"] == "2025-06-30"
    done = run("assess", "--answers", str(result), "--date", "2025-07-01", "--format", "json")
    assert json.loads(done.out)["time"] == "2025-07-01"


@pytest.mark.parametrize(
    ("given", "language", "said"),
    [
        ("03/04/2026", "en", "--date: '03/04/2026' can mean 2026-04-03 or 2026-03-04. Say what comes first: "
         "--date-format dmy if it is the day, --date-format mdy if it is the month."),
        ("2026-02-30", "el", "--date: η ημερομηνία «2026-02-30» δεν υπάρχει. Διορθώστε την ημέρα, τον μήνα ή το έτος."),
        ("2026-10-06", "en", "--date: the date 2026-10-06 lies in the future; today is 2026-10-05. Correct the date, "
         "or this computer's clock."),
        ("χθες", "el", "--date: το «χθες» δεν είναι ημερομηνία. Γράψτε μια ημερομηνία όπως 2026-01-31, ή μαζί με την "
         "ώρα 2026-01-31 14:30."),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_told(given: str, language: str, said: str, db: Path, run: Runner) -> None:
    done = run("assess", "--accounts", "idle", "--name", "A", "--save", "--date", given, "--lang", language)
    assert (done.code, done.out, done.err) == (2, "", f"{said}\n")
    assert not db.exists()


def test_an_unfinished_interview_keeps_its_date(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "dumb"}

    def answering(*arguments: str, line: str) -> None:
        command = ["assess", *arguments, "--lang", "en"]
        child = pexpect.spawn(str(STAGECLI), command, env=environment, encoding="utf-8", timeout=30)
        for _ in range(60):
            found = child.expect_exact(["> ", "Enter = result", pexpect.EOF])
            if found == 2:
                break
            if found == 0:
                child.send(f"{line}\n")
            else:
                line = ""
        child.close()
        assert child.exitstatus == 0

    answering("--accounts", "idle", "--date", "2025-06-30", line="q")
    answering("--resume", "-o", str(tmp_path / "r.json"), line="s")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["time"] == "2025-06-30"


# --- local days


@pytest.mark.usefixtures("in_athens")
def test_a_moment_is_shown_as_the_day_that_it_is_here(db: Path, run: Runner) -> None:
    save(db, "2026-09-29", LATE)
    for command in (["list"], ["show", "A"]):
        assert "2026-09-30" in run("history", *command).out
    shown = run("history", "compare", "A").out
    assert "29 September 2026: " in shown
    assert "30 September 2026: " in shown
    assert json.loads(run("history", "show", "A", "--format", "json").out)["assessments"][1]["time"] == LATE


@pytest.mark.usefixtures("in_athens")
def test_a_day_stands_before_the_moments_that_fall_on_it_here(db: Path, run: Runner) -> None:
    save(db, "2026-10-01", SOON, "2026-09-30", LATE, "2026-09-29")
    assert times(db) == ["2026-09-29", "2026-09-30", LATE, SOON, "2026-10-01"]
    exported = [json.loads(line)["time"] for line in run("history", "export", "--format", "jsonl").out.splitlines()]
    assert exported == times(db)
    assert (
        run("history", "compare", "A", "2026-09-29", "2026-09-30").out == run("history", "compare", "A", "1", "4").out
    )


def test_where_the_moment_is_of_the_day_before_it_stands_before(db: Path) -> None:
    save(db, "2026-09-30", LATE)
    assert times(db) == [LATE, "2026-09-30"]


@pytest.mark.usefixtures("in_athens")
def test_the_latest_of_a_subject_and_of_all_is_by_local_day(db: Path, run: Runner) -> None:
    save(db, LATE, "2026-09-30", subject="Early")
    save(db, SOON, "2026-10-01", subject="Late")
    save(db, "2026-09-30", subject="Day")
    listed = json.loads(run("history", "list", "--format", "json").out)["latest"]
    assert [(each["subject"], each["time"]) for each in listed] == [
        ("Late", "2026-10-01"), ("Early", LATE), ("Day", "2026-09-30"),
    ]  # fmt: skip
    early = listed[1]
    assert (early["direction"], early["before"]["id"]) == ("progress", "none_yet")  # from the day to the moment


@pytest.mark.usefixtures("in_athens")
@pytest.mark.parametrize(("date", "before"), [("2026-09-29", None), ("2026-09-30", None), ("2026-10-01", LATE)])
def test_the_previous_one_is_the_last_by_local_day(date: str, before: str | None, db: Path, run: Runner) -> None:
    run("assess", "--accounts", "idle", "--name", "A", "--save", "--date", LATE)
    result = run("assess", "--accounts", "in_use", "--name", "A", "--date", date, "--format", "json").out
    assert db.exists()
    assert (json.loads(result)["previous"] or {"time": None})["time"] == before


def test_a_file_of_the_third_version_is_sorted_by_time_with_nothing_lost(tmp_path: Path) -> None:
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    save(new, "2026-09-28T10:00:00Z", "2026-09-29T10:00:00Z", subject="First")
    save(new, "2026-09-27T10:00:00Z", subject="Second")
    with sqlite3.connect(old) as db:
        for migration in schema.MIGRATIONS[:3]:
            migration(db)
        db.execute("ATTACH ? AS new", (str(new),))
        db.execute("INSERT INTO subject SELECT id, name, folded, NULL FROM new.subject")
        db.execute("UPDATE subject SET latest = (SELECT max(id) FROM new.assessment WHERE subject = subject.id)")
        for table in ("model", "assessment"):
            db.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
        db.execute("PRAGMA user_version = 3")
        db.execute(f"PRAGMA application_id = {file._APPLICATION}")
    db.close()
    with History(new) as expected, History(old, create=False) as history:
        assert [each.subject for each in history.subjects(None)] == ["First", "Second"]
        assert history.subjects(None) == expected.subjects(None)
        assert list(history.everything()) == list(expected.everything())
        assert (history.parted, history.nearly("first")) == ([], ["First"])
        history.save([assessed("Second", "2026-09-30")], SMALL)
        assert history.names() == ["Second", "First"]


# --- what is there already


def test_what_is_there_already_is_not_saved_again_and_that_is_said(db: Path, run: Runner) -> None:
    line = ["assess", "--accounts", "idle", "--name", "Φούρνος", "--save", "--date", "2026-09-30"]
    assert run(*line).err == "Saved in the history: Φούρνος.\n"
    said = "Already saved: Φούρνος, with the same answers at the same time. Nothing was added.\n"
    assert run(*line).err == said
    assert run(*line, "--lang", "el").err == (
        "Υπάρχει ήδη στο ιστορικό: Φούρνος, με τις ίδιες απαντήσεις και την ίδια ημερομηνία. Δεν προστέθηκε τίποτα.\n"
    )
    for other in (["--date", "2026-09-29"], ["--attitude", "dont_know"], ["--accounts", "none"], ["--name", "Bar"]):
        assert run(*line, *other).err.endswith(f"Saved in the history: {'Bar' if 'Bar' in other else 'Φούρνος'}.\n")
        assert "Already saved" in run(*line, *other).err
    assert len(times(db, "Φούρνος")) == 4


def test_the_same_answers_by_another_ladder_are_another_assessment(db: Path, run: Runner, tmp_path: Path) -> None:
    changed = tmp_path / "m.yaml"
    changed.write_text(Path("stages.yaml").read_text("utf-8") + "# changed\n", "utf-8")
    line = ["assess", "--accounts", "idle", "--name", "A", "--save", "--date", "2026-09-30"]
    assert run(*line).err == run(*line, "--model", str(changed)).err == "Saved in the history: A.\n"
    assert len(times(db)) == 2


def test_a_table_names_who_is_in_it_twice_with_different_answers(db: Path, run: Runner, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("who,accounts\nBar,none\nBar,idle\nCafé,none\nCafé,none\n", "utf-8")
    line = ["batch", str(rows), "-o", str(tmp_path / "o.csv"), "--id", "who", "--save", "--summary", "none"]
    assert run(*line).err == (
        "Names with several assessments of one time, by different answers: 1, such as Bar. If they are several "
        "subjects, give each its own name; if an earlier import was wrong, take it back with 'stagecli history forget "
        "--all --at'.\n"
        "Saved in the history: 3.\n"
        "Already saved, with the same answers at the same time, so not added again: 1.\n"
    )
    assert run(*line, "--lang", "el").err == (
        "Ονόματα με περισσότερες αξιολογήσεις για την ίδια στιγμή, με διαφορετικές απαντήσεις: 1, όπως Bar. Αν είναι "
        "διαφορετικές επιχειρήσεις, δώστε στην καθεμία δικό της όνομα· αν ήταν λάθος μια προηγούμενη εισαγωγή, πάρτε "
        "την πίσω με «stagecli history forget --all --at».\n"
        "Αποθηκεύτηκαν στο ιστορικό: 0.\n"
        "Υπήρχαν ήδη στο ιστορικό, με τις ίδιες απαντήσεις και την ίδια ημερομηνία, και δεν προστέθηκαν ξανά: 4.\n"
    )
    assert (len(times(db, "Bar")), len(times(db, "Café"))) == (2, 1)


# --- what is taken back


@pytest.fixture
def imported(db: Path) -> Path:
    """Two days of two subjects, and a moment of one."""
    save(db, "2026-09-29", "2026-09-30", SOON)
    save(db, "2026-09-30", subject="B")
    return db


def test_a_day_of_one_subject_is_taken_back(imported: Path, run: Runner) -> None:
    done = run("history", "forget", "A", "--at", "2026-09-30")
    said = "Taken back: what was saved of A for 2026-09-30. Assessments removed: 2.\n"
    assert (done.code, done.out, done.err) == (0, said, "")
    assert (times(imported), times(imported, "B")) == (["2026-09-29"], ["2026-09-30"])
    with History(imported) as history:
        assert history.names() == ["B", "A"]  # by what is left
    assert run("history", "forget", "B", "--at", "2026-09-30", "--lang", "el").out == (
        "Διαγράφηκε ό,τι είχε αποθηκευτεί για «B» με ημερομηνία 2026-09-30. Αξιολογήσεις που διαγράφηκαν: 1.\n"
    )
    with History(imported) as history:
        assert history.names() == ["A"]


def test_one_moment_is_taken_back(imported: Path, run: Runner) -> None:
    assert json.loads(run("history", "forget", "A", "--at", SOON, "--format", "json").out) == {
        "contract": "stagecli/history-forget/2", "subject": "A", "at": SOON, "subjects": 1, "removed": 1,
    }  # fmt: skip
    assert times(imported) == ["2026-09-29", "2026-09-30"]


@pytest.mark.usefixtures("in_athens")
def test_a_day_that_is_taken_back_is_the_local_one(db: Path, run: Runner) -> None:
    save(db, LATE)
    assert run("history", "forget", "A", "--at", "2026-09-29").code == 2
    assert run("history", "forget", "A", "--at", "2026-09-30").code == 0


def test_a_whole_import_is_taken_back_if_that_is_confirmed(imported: Path, run: Runner) -> None:
    line = ["history", "forget", "--all", "--at", "2026-09-30"]
    done = run(*line)
    assert (done.code, done.out, done.err) == (
        2, "", "Assessments to remove: 3. Subjects: 2. Nobody is here to be asked; if you mean it, add --yes.\n",
    )  # fmt: skip
    assert run(*line, "--lang", "el").err == (
        "Αξιολογήσεις για διαγραφή: 3. Ονόματα: 2. Εδώ δεν μπορεί να ζητηθεί επιβεβαίωση· αν το θέλετε, "
        "προσθέστε --yes.\n"
    )
    assert len(times(imported)) == 3
    done = run(*line, "--yes")
    assert (done.code, done.out, done.err) == (
        0, "Taken back: all that was saved for 2026-09-30. Assessments removed: 3. Subjects: 2.\n", "",
    )  # fmt: skip
    assert (times(imported), times(imported, "B")) == (["2026-09-29"], [])


@pytest.mark.parametrize(("reply", "said", "left"), [("y", "Taken back: all that", 0), ("", "Nothing was removed.", 1)])
def test_in_a_terminal_a_whole_import_is_taken_back_if_the_user_says_yes(
    reply: str, said: str, left: int, imported: Path
) -> None:
    environment = {**os.environ, "TERM": "dumb"}
    line = ["history", "forget", "--all", "--at", "2026-09-30"]
    child = pexpect.spawn(str(STAGECLI), line, env=environment, encoding="utf-8", timeout=30, dimensions=(24, 200))
    child.expect_exact("Remove all that was saved for 2026-09-30, for good? Assessments: 3. Subjects: 2.")
    child.expect_exact("> ")
    child.sendline(reply)
    child.expect_exact(said)
    child.expect_exact(pexpect.EOF)
    child.close()
    assert (child.exitstatus, len(times(imported, "B"))) == (0, left)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["A", "--at", "2026-09-28"], "Nothing was saved for 2026-09-28. The latest days are: 2026-09-29, 2026-09-30."),
        (["B", "--at", "2026-09-29", "--lang", "el"],
         "Δεν έχει αποθηκευτεί τίποτα με ημερομηνία 2026-09-29. Οι τελευταίες ημερομηνίες είναι: 2026-09-30."),
        (["--all", "--at", LATE], f"Nothing was saved for {LATE}. The latest days are: 2026-09-29, 2026-09-30."),
        (["A", "--at", "2026-02-30"],
         "--at: the date '2026-02-30' does not exist. Correct the day, the month or the year."),
        (["A", "--at", "2026-02-30", "--lang", "el"],
         "--at: η ημερομηνία «2026-02-30» δεν υπάρχει. Διορθώστε την ημέρα, τον μήνα ή το έτος."),
        (["a", "--at", "2026-09-30"],
         "There is no 'a' in the history, but a name that differs only in case, accents, hyphens or spaces. Type: "
         "stagecli history forget A --at 2026-09-30"),
        *(
            (words, "Name either WHO to forget, or --all together with --at DATE for everybody's assessments of a day.")
            for words in ([], ["--all"], ["A", "--all"], ["A", "--all", "--at", "2026-09-30"], ["--at", "2026-09-30"])
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_back_is_told(arguments: list[str], said: str, imported: Path, run: Runner) -> None:
    done = run("history", "forget", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{said}\n")
    assert (len(times(imported)), len(times(imported, "B"))) == (3, 1)


def test_an_import_with_other_answers_of_the_same_time_is_pointed_out_and_can_be_taken_back(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    rows, db = tmp_path / "rows.csv", ("--db", str(tmp_path / "h.db"))
    line = ["batch", str(rows), "-o", str(tmp_path / "o.csv"), "--id", "who", "--date", "when", "--save", *db]
    rows.write_text("who,when,accounts\nBar,2025-09-01,none\nKiosk,2025-09-03,idle\n", "utf-8")
    assert "Names with several" not in run(*line).err
    rows.write_text("who,when,accounts\nBar,2025-09-01,in_use\nKiosk,2025-09-03,idle\n", "utf-8")
    said = run(*line, "--summary", "none").err
    assert said.startswith("Names with several assessments of one time, by different answers: 1, such as Bar.")
    assert (
        "Saved in the history: 1.\nAlready saved, with the same answers at the same time, so not added again: 1."
        in said
    )
    run("history", "forget", "--all", "--at", "2025-09-01..2025-09-02", "--yes", *db)
    assert [line.split()[0] for line in run("history", "list", *db).out.splitlines()[1:2]] == ["Kiosk"]
    nothing = run("history", "forget", "--all", "--at", "2025-09-01..soon", "--yes", *db)
    assert (nothing.code, nothing.err) == (
        2, "--at: 'soon' is not a date. Write a date such as 2026-01-31, or with a time 2026-01-31 14:30.\n",
    )  # fmt: skip
