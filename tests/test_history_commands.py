"""`history` on the command line, and what `assess` and `batch` do with it."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.authoring.rewrite import rewritten
from stagecli.batch.run import Run as BatchRun
from stagecli.batch.summary import Summary
from stagecli.history import History
from stagecli.history.stored import SavedAssessment
from stagecli.model_file import load_model
from stagecli.model_file.parsed import read_model_file
from tests import ladders
from tests.conftest import GOLDEN, MODELS, STAGECLI, Run, check_golden
from tests.ladders import BUNDLED, CLASSIFIERS, THEN

NOW = {**ladders.NOW, "telling_customers": "told"}
"""With two of the steps taken that were advised then."""


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STAGECLI_DB", str(tmp_path / "h.db"))
    return tmp_path / "h.db"


def flags(answers: dict[str, str]) -> list[str]:
    return [word for signal, option in answers.items() for word in (f"--{signal.replace('_', '-')}", option)]


@pytest.fixture
def two(db: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A subject assessed twice, and one once."""
    for epoch, name, answers in (
        ("1767225600", "Corner bakery", THEN), ("1769000000", "Ταβέρνα", THEN), ("1777225600", "Corner bakery", NOW),
    ):  # fmt: skip
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        done = run("assess", "--name", name, "--save", *flags(answers), "--format", "json")
        assert (done.code, done.err) == (0, f"Saved in the history: {name}.\n")
    return db


# --- assess


def test_a_result_says_what_changed_since_last_time_in_every_format(two: Path, run: Callable[..., Run]) -> None:
    assert two.exists()
    arguments = ("assess", "--name", "Corner bakery", *flags({**NOW, "posting": "now_and_then"}))
    result = json.loads(run(*arguments, "--format", "json").out)
    assert result["previous"]["stage"]["number"] == 4
    assert result["previous"]["time"] == "2026-04-26T17:46:40Z"
    (change,) = result["previous"]["changes"]
    assert (change["signal"], change["before"]["label"], change["after"]["label"]) == (
        "posting",
        "Steadily: every day, or on the same days each week",
        "Now and then, when I think of it or feel like it",
    )
    for name in ("text", "markdown", "html"):
        said = " ".join(run(*arguments, "--format", name).out.split())
        assert "Since last time (26 April 2026)" in said.replace("\\", "")
        assert "(before: Steadily: every day, or on the same days each week)" in said.replace("\\", "")
    greek = run(*arguments, "--lang", "el").out
    assert "Από την προηγούμενη φορά (26 Απριλίου 2026)" in greek
    assert History(two, create=False).count() == (2, 3)  # nothing is saved that was not to be


def test_a_first_assessment_another_ladder_and_nobody_have_no_earlier_one(two: Path, run: Callable[..., Run]) -> None:
    assert two.exists()
    for arguments in (
        ["--name", "Somebody", *flags(NOW)],
        ["--name", "Corner bakery", "--model", str(MODELS / "small.yaml"), "--copies", "some"],
        flags(NOW),
    ):
        assert json.loads(run("assess", *arguments, "--format", "json").out)["previous"] is None


def test_saving_needs_a_name(db: Path, run: Callable[..., Run]) -> None:
    done = run("assess", "--save", *flags(NOW))
    assert (done.code, done.out, done.err) == (2, "", "--save needs the subject's name: --name WHO.\n")
    assert not db.exists()


def test_a_history_that_cannot_be_used_stops_only_those_who_save(db: Path, run: Callable[..., Run]) -> None:
    db.write_bytes(b"no database\n" * 100)
    saving = run("assess", "--name", "A", "--save", *flags(NOW))
    assert (saving.code, saving.out) == (1, "")
    assert "is damaged, or no history at all" in saving.err
    looking = run("assess", "--name", "A", *flags(NOW))
    assert looking.code == 0
    assert looking.err.startswith("The earlier assessments were not looked at. The history")
    assert "Probably stage 4" in looking.out


def test_a_full_disk_costs_no_result(run: Callable[..., Run], db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stagecli.history.file import HistoryError

    def full(*_: object) -> int:
        raise HistoryError("history_unusable", file=db, why="database or disk is full")

    monkeypatch.setattr("stagecli.history.History.save", full)
    done = run("assess", "--name", "A", "--save", *flags(NOW))
    assert done.code == 1
    assert "Things are feeling comfortable" in done.out
    assert done.err == f"The history '{db}' cannot be used: database or disk is full.\n"


def test_the_result_is_never_written_over_the_history(two: Path, run: Callable[..., Run]) -> None:
    before = two.read_bytes()
    done = run("assess", "--name", "A", "--save", *flags(NOW), "-o", str(two), "--format", "text")
    assert (done.code, done.err) == (2, f"-o is '{two}', which is read. Name another file.\n")
    assert two.read_bytes() == before


def test_the_interview_offers_last_times_answers(two: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "TERM": "dumb", "XDG_STATE_HOME": str(tmp_path), "STAGECLI_DB": str(two)}
    child = pexpect.spawn(
        str(STAGECLI), ["assess", "--name", "Corner bakery", "--save", "-o", str(tmp_path / "r.json")],
        env=environment, encoding="utf-8", timeout=30,
    )  # fmt: skip
    kept, line = 0, "s"
    for _ in range(60):
        found = child.expect_exact(["Last time: ", "Enter = result", "> ", pexpect.EOF])
        if found == 3:
            break
        if found == 2:
            child.send(f"{line}\n")
            line = "s"  # what was not answered last time is not known now either
        else:
            line = ""
            kept += found == 0
    child.close()
    assert child.exitstatus == 0
    assert kept >= 3
    result = json.loads((tmp_path / "r.json").read_text("utf-8"))
    given = {answer["signal"]: answer["option"] for answer in result["answers"] if answer["option"]}
    assert given.items() <= NOW.items()
    assert {answer["origin"] for answer in result["answers"] if answer["option"]} == {"asked"}  # then, they were flags
    with History(two, create=False) as history:
        assert history.count_of("Corner bakery") == 3


# --- history


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("width", ["60", "110"])
def test_the_pages_of_history(
    width: str, language: str, two: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert two.exists()
    monkeypatch.setenv("COLUMNS", width)
    text = ""
    for command in (["list"], ["show", "Corner bakery"]):
        done = run("history", *command, "--lang", language)
        assert (done.code, done.err) == (0, "")
        assert all(len(line) <= int(width) for line in done.out.splitlines())
        text += f"{done.out}\n---\n"
    if language == "en":
        text += run("history", "compare", "Corner bakery").out
    check_golden(GOLDEN / f"history-{language}.{width}.txt", text)


def test_everything_is_there_for_programs(two: Path, run: Callable[..., Run]) -> None:
    assert two.exists()
    listed = json.loads(run("history", "list", "--format", "json").out)
    assert (listed["subjects"], listed["assessments"]) == (2, 3)
    latest = [(each["subject"], each["stage"]["number"], each["before"]) for each in listed["latest"]]
    before = {"number": 2, "id": "trying", "name": "Fine, maybe I'll just try"}
    assert latest == [("Corner bakery", 4, before), ("Ταβέρνα", 2, None)]
    shown = json.loads(run("history", "show", "Ταβέρνα", "--format", "json").out)
    assert (shown["saved"], shown["assessments"][0]["subject"]) == (1, "Ταβέρνα")
    compared = json.loads(run("history", "compare", "Corner bakery", "--format", "json").out)
    assert (compared["direction"], compared["same_model"], compared["reread"]) == ("progress", True, None)
    assert [step["id"] for step in compared["steps_done"]] == ["two-fixed-slots", "tell-customers"]
    back = run("history", "compare", "Corner bakery", "last", "1")
    assert (back.code, back.err) == (2, "FROM is not before TO: they are the assessments 2 and 1.\n")
    forgotten = json.loads(run("history", "forget", "Corner bakery", "--format", "json").out)
    assert forgotten["removed"] == 2
    assert json.loads(run("history", "list", "--format", "json").out)["assessments"] == 1


def test_an_export_can_be_read_by_batch_and_holds_everything(
    two: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    assert two.exists()
    table = tmp_path / "all.csv"
    assert run("history", "export", "-o", str(table)).code == 0
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert [row["subject"] for row in rows] == ["Corner bakery", "Ταβέρνα", "Corner bakery"]
    assert rows[2]["posting"] == "steady"
    done = run("batch", str(table), "--id", "subject", "-o", str(tmp_path / "again.csv"), "--summary", "none")
    assert done.code == 0
    again = list(csv.DictReader((tmp_path / "again.csv").read_text("utf-8").splitlines()))
    assert [row["stagecli_stage_id"] for row in again] == [row["stage_id"] for row in rows]
    lines = run("history", "export", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["stage"]["id"] for line in lines] == [row["stage_id"] for row in rows]


@pytest.mark.usefixtures("db")
def test_an_export_is_guarded_for_spreadsheets_if_asked(run: Callable[..., Run]) -> None:
    for name in ("=1+1", "-5", "-inf", 'a"\rb'):
        run("assess", f"--name={name}", "--save", *flags(NOW), "--format", "json")
    for arguments, subjects in (
        ([], ["=1+1", "-5", "-inf", 'a"\rb']), (["--spreadsheet-safe"], ["'=1+1", "-5", "'-inf", 'a"\rb']),
    ):  # fmt: skip
        rows = csv.DictReader(io.StringIO(run("history", "export", *arguments).out, newline=""))
        assert [row["subject"] for row in rows] == subjects


@pytest.mark.usefixtures("db")
def test_a_terminal_is_shown_an_export_with_control_characters_escaped(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("assess", "--name", "\x1b[31m\x07", "--save", *flags(NOW), "--format", "json")
    assert "\n\x1b[31m\x07," in run("history", "export").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "\n\\x1b[31m\\x07," in run("history", "export").out


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_an_export_is_written_as_it_is_read(
    format_: str, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each assessment that is read, its line goes out: no two are held at once."""
    for name in ("A", "B", "C"):
        run("assess", "--name", name, "--save", *flags(NOW), "--format", "json")
    events: list[str] = []
    real = History.everything

    def everything(self: History) -> Iterator[SavedAssessment]:
        for each in real(self):
            events.append("read")
            yield each

    def write(pieces: Iterable[str], **_: bool) -> None:
        events.extend("written" for _ in pieces)

    monkeypatch.setattr(History, "everything", everything)
    monkeypatch.setattr("stagecli.cli.streams._write_stdout", write)
    assert run("history", "export", "--format", format_).code == 0
    assert events[-6:] == ["read", "written"] * 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "corner baker"], "There is no 'corner baker' in the history. Did you mean 'Corner bakery'?"),
        (["compare", "Ταβέρνα"], "There is only one assessment of 'Ταβέρνα', so there is nothing to compare it with."),
        (["compare", "Corner bakery", "7"],
         "FROM: there is no assessment '7'. There are 2, from 2026-01-01 to 2026-04-26: give a number from 1, a day "
         "such as 2026-01-31, or last."),
        (["compare", "Corner bakery", "0"],
         "FROM: there is no assessment '0'. There are 2, from 2026-01-01 to 2026-04-26: give a number from 1, a day "
         "such as 2026-01-31, or last."),
        (["compare", "Corner bakery", "1", "2025-12-31"],
         "TO: there is no assessment '2025-12-31'. There are 2, from 2026-01-01 to 2026-04-26: give a number from 1, a "
         "day such as 2026-01-31, or last."),
        (["compare", "Corner bakery", "first"],
         "FROM: there is no assessment 'first'. There are 2, from 2026-01-01 to 2026-04-26: give a number from 1, a "
         "day such as 2026-01-31, or last."),
        (["compare", "Corner bakery", "2026-13-01"],
         "FROM: the date '2026-13-01' does not exist. Correct the day, the month or the year."),
        (["compare", "Ταβέρνα", "1", "2026-02-30"],
         "TO: the date '2026-02-30' does not exist. Correct the day, the month or the year."),
        (["compare", "Corner bakery", "1", "2026-W01-1"],
         "TO: '2026-W01-1' is not a date. Write a date such as 2026-01-31, or with a time 2026-01-31 14:30."),
        (["forget", "X"], "There is no 'X' in the history. One of: Corner bakery, Ταβέρνα."),
        (["list", "--db", "none.db"],
         "There is no history 'none.db' yet. 'stagecli assess --name WHO --save' begins one, or 'batch --save'."),
        (["list", "--lang", "fr"], "There is no language 'fr' for --lang. One of: en, el."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(arguments: list[str], message: str, two: Path, run: Callable[..., Run]) -> None:
    assert two.exists()
    done = run("history", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


def test_a_day_means_the_last_assessment_by_then(two: Path, run: Callable[..., Run]) -> None:
    assert two.exists()
    by_day = run("history", "compare", "Corner bakery", "2026-02-01", "2026-12-31").out
    assert by_day == run("history", "compare", "Corner bakery").out


def test_many_are_cut_off_and_that_is_said(db: Path, run: Callable[..., Run]) -> None:
    given = from_values(BUNDLED, NOW, "program")
    result = assess(CLASSIFIERS["social-media"], given, subject="x", time="2026-01-01T00:00:00Z")
    with History(db) as history:
        history.save((replace(result, subject=f"S{number}") for number in range(60)), BUNDLED)
        history.save((replace(result, subject="One", time=f"2026-01-01T00:00:{n:02}Z") for n in range(25)), BUNDLED)
    assert "The last 50 are shown; --all shows all." in run("history", "list").out
    assert run("history", "list", "--all").out.count("S") > 60
    assert "Earlier ones: 5; --all shows them." in run("history", "show", "One").out
    assert run("history", "show", "One", "--all").out.count("2026-01-01") == 25


def test_history_alone_says_what_it_can_do(run: Callable[..., Run]) -> None:
    done = run("history")
    assert (done.code, done.err) == (0, "")
    for command in ("list", "show", "compare", "rename", "export", "forget"):
        assert f"\n  {command} " in done.out


def test_a_subject_is_renamed_or_joined_and_that_is_said(two: Path, run: Callable[..., Run]) -> None:
    done = run("history", "rename", "Corner bakery", " Bakery ")
    assert (done.code, done.out) == (0, "Renamed: Corner bakery is now Bakery. Assessments: 2.\n")
    done = run("history", "rename", "Bakery", "Ταβέρνα", "--lang", "el")
    assert done.out == ("Ενώθηκαν: οι αξιολογήσεις του ονόματος Bakery είναι τώρα στο Ταβέρνα. Μεταφέρθηκαν: 2.\n")
    done = run("history", "rename", "Ταβέρνα", "Taverna", "--format", "json")
    assert json.loads(done.out) == {
        "contract": "stagecli/history-rename/1", "subject": "Ταβέρνα", "new": "Taverna", "moved": 3, "joined": False,
    }  # fmt: skip
    with History(two, create=False) as history:
        assert [each.assessment.subject for each in history.everything()] == ["Taverna"] * 3


def test_a_history_that_is_not_there_is_not_looked_at(run: Callable[..., Run], tmp_path: Path) -> None:
    done = run("assess", "--name", "A", *flags(NOW), "--db", str(tmp_path / "none" / "h.db"))
    assert (done.code, done.err) == (0, "")
    assert list(tmp_path.iterdir()) == []


# --- batch


def test_a_batch_is_saved_whole_or_not_at_all(db: Path, run: Callable[..., Run], tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("client,accounts,attitude\nA,idle,hopeful\n,none,\nB,in_use,comfortable\nC,nowhere,\n", "utf-8")
    command = ["batch", str(rows), "-o", str(tmp_path / "o.csv"), "--id", "client", "--save", "--summary", "none"]
    done = run(*command)
    unnamed = "Rows that name nobody, so that they were not saved: 1."
    assert (done.code, done.err) == (5, f"Saved in the history: 2.\n{unnamed}\n")
    with History(db, create=False) as history:
        (saved,) = history.of("A")
    given = from_values(BUNDLED, {"accounts": "idle", "attitude": "hopeful"}, "file")
    time = "2026-01-01T00:00:00Z"
    assert saved.assessment == assess(CLASSIFIERS["social-media"], given, subject="A", time=time)
    for wrong in (["--save", "-o", str(tmp_path / "p.csv")], ["--save", "--id", "client"]):
        done = run("batch", str(rows), *wrong)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            "--save and --db need a file for the result, -o, and for a table the column that names the subject, --id.\n"
        )


@pytest.mark.parametrize("output", ["o.csv", "o.jsonl", "o.parquet", "o.xlsx"])
def test_a_batch_is_saved_from_every_kind_of_result(
    output: str, db: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("client,accounts,months_active\nA,idle,3\nB,in_use,\n", "utf-8")
    run("batch", str(rows), "-o", str(tmp_path / output), "--id", "client", "--save", "--summary", "none")
    with History(db, create=False) as history:
        options = {
            each.assessment.subject: {a.signal: a.option for a in each.assessment.answers if a.option}
            for each in history.everything()
        }
    assert options == {"A": {"accounts": "idle", "months_active": "from_3_to_6"}, "B": {"accounts": "in_use"}}


@pytest.mark.parametrize("lost", ["B,none\n", "B,none,"])
def test_a_batch_is_not_saved_if_rows_of_its_result_are_lost(
    lost: str, db: Path, run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, out, real = tmp_path / "rows.csv", tmp_path / "o.csv", BatchRun.go
    rows.write_text("client,accounts\nA,none\nB,none\n", "utf-8")

    def spoilt(*arguments: Any) -> Summary:
        """A run after which somebody loses the second row, or breaks it."""
        summary = real(*arguments)
        header, first, _ = out.read_text("utf-8").splitlines()
        out.write_text(f"{header}\n{first}\n" + ("" if lost.endswith("\n") else lost), "utf-8")
        return summary

    monkeypatch.setattr(BatchRun, "go", spoilt)
    done = run("batch", str(rows), "-o", str(out), "--id", "client", "--save", "--summary", "none")
    assert (done.code, done.err) == (
        1, f"{out} is not as it was written: 1 rows of it can be read, but 2 were written. Nothing was saved. Run it "
        "again.\n",
    )  # fmt: skip
    with History(db, create=False) as history:
        assert history.count() == (0, 0)


# --- a changed ladder


def test_a_changed_ladder_is_told_apart_from_a_changed_subject(
    two: Path, run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert two.exists()
    parsed = read_model_file("social-media")
    changed = replace(BUNDLED, calibration=replace(BUNDLED.calibration, temperature=1.0))
    new = tmp_path / "new.yaml"
    new.write_text(rewritten(parsed, changed), "utf-8")
    assert load_model(new).model.sha256 != BUNDLED.sha256
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1787225600")
    done = run("assess", "--name", "Corner bakery", "--save", *flags(NOW), "--model", str(new))
    assert "The ladder itself has changed since" in " ".join(done.out.split())
    said = " ".join(run("history", "compare", "Corner bakery", "--model", str(new)).out.split())
    assert "The stage is the same: 4." in said
    assert "The answers are the same." in said
    assert "By the present one, the earlier answers were stage 4" in said
    assert "is the ladder's and +0.0 is the answers'." in said
    said = " ".join(run("history", "compare", "Corner bakery").out.split())
    assert "By the present one, the earlier answers were stage 4" in said  # the history has that ladder


# --- several ladders, odd names, files that are one


def test_ladders_are_told_apart(db: Path, run: Callable[..., Run]) -> None:
    small = ["--model", str(MODELS / "small.yaml"), "--copies", "some"]
    run("assess", "--name", "A", "--save", *flags(THEN))
    run("assess", "--name", "A", "--save", *small)
    assert db.exists()
    result = json.loads(run("assess", "--name", "A", "--save", *flags(NOW), "--format", "json").out)
    assert result["previous"]["stage"]["id"] == "trying"  # the last by this ladder, not the last of all
    (listed,) = json.loads(run("history", "list", "--format", "json").out)["latest"]
    assert (listed["stage"]["number"], listed["before"]["number"], listed["assessments"]) == (4, 2, 3)
    assert json.loads(run("history", "compare", "A", "--format", "json").out)["before"]["stage"]["id"] == "trying"
    done = run("history", "compare", "A", "2", "3")
    assert (done.code, done.err) == (2, "They are of two ladders, 'small' and 'social-media'.\n")
    done = run("history", "compare", "A", "1", "2")
    assert (done.code, done.err) == (2, "They are of two ladders, 'social-media' and 'small'.\n")
    with History(db) as history:
        assert history.forget("A") == 3
    for flags_ in (flags(THEN), small):
        assert run("assess", "--name", "A", "--save", *flags_).code == 0
    done = run("history", "compare", "A")
    assert (done.code, done.err) == (
        2, "There is no earlier assessment by the ladder 'small', so there is nothing to compare.\n",
    )  # fmt: skip


@pytest.mark.parametrize("name", [" ", "---", "_ _"])
def test_a_name_of_nothing_is_no_name(name: str, db: Path, run: Callable[..., Run]) -> None:
    done = run("assess", f"--name={name}", "--save", *flags(NOW))
    assert (done.code, done.err) == (2, "--save needs the subject's name: --name WHO.\n")
    assert not db.exists()


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("flag", ["-o", "--rejects", "--report"])
def test_a_batch_never_writes_over_the_history(
    flag: str, there: bool, db: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "rows.csv").write_text("who,accounts\nA,none\n", "utf-8")
    history = db.with_suffix(".html")
    if there:
        History(history).close()
    before = history.read_bytes() if there else None
    others = {"-o": str(tmp_path / "o.csv")} | {flag: str(tmp_path / "sub" / ".." / "h.html")}
    (tmp_path / "sub").mkdir()
    words = [word for pair in others.items() for word in pair]
    done = run(
        "batch", str(tmp_path / "rows.csv"), "--id", "who", "--save", "--db", str(history), "--format", "csv", *words
    )
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{flag} and --db are the same file, '{history}'. Name another one.\n"
    assert (history.read_bytes() if there else None) == before


def test_a_new_history_is_not_the_output(run: Callable[..., Run], tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    done = run("assess", "--name", "A", "--save", *flags(NOW), "--db", str(new), "-o", str(new), "--format", "text")
    assert (done.code, done.err) == (2, f"-o is '{new}', which is read. Name another file.\n")
    assert not new.exists()


def test_of_two_columns_of_a_name_the_first_counts_everywhere(
    db: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("name,name,accounts\nA,B,none\nC,D,none\n", "utf-8")
    run("batch", str(rows), "-o", str(tmp_path / "o.csv"), "--id", "name", "--save", "--summary", "none")
    with History(db, create=False) as history:
        assert history.names() == ["C", "A"]


def test_texts_changed_for_spreadsheets_are_not_saved(db: Path, run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("who,accounts\n=1+1,none\n", "utf-8")
    done = run(
        "batch", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "o.csv"), "--id", "who", "--save",
        "--spreadsheet-safe",
    )  # fmt: skip
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "--save, --db and --pages read the result again, where --spreadsheet-safe has changed texts. Leave it out.\n"
    )
    assert not db.exists()


def test_looking_makes_no_history_of_an_empty_file(run: Callable[..., Run], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = run("history", "list", "--db", str(empty))
    assert (done.code, done.err) == (1, f"'{empty}' is empty: there is no history in it.\n")
    assert empty.read_bytes() == b""
