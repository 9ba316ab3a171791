"""When the rows of a table were answered: by a column, or all at once; and what counts from that day."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import Run

Runner = Callable[..., Run]
TABLE = """\
who,when,accounts,months_active
A,2025-09-30,in_use,since March 2025
B,2025/09/03 9:07:11 AM GMT+3,in_use,3 years
C,15/09/2025 10:00,in_use,since 2019
D,2025-12-31,in_use,since March 2025
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in messages are short."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text(TABLE, "utf-8")


def options(done: Run) -> list[str]:
    rows = [json.loads(line) for line in done.out.splitlines()]
    return [{each["signal"]: each["option"] for each in row["evidence"]}["months_active"] for row in rows]


def rejected(path: str = "out.rejects.csv") -> list[tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(Path(path).read_text("utf-8")))
    return [(row["line"], row["column"], row["reason"], row["hint"]) for row in rows]


def test_since_counts_up_to_the_date_of_each_row(run: Runner) -> None:
    done = run("batch", "in.csv", "--date", "when", "--format", "jsonl", "--full", "--summary", "none")
    assert (done.code, done.err) == (0, "")
    assert options(done) == ["from_6_to_18", "from_18", "from_18", "from_6_to_18"]
    early = run("batch", "in.csv", "--date", "2025-05-31", "--format", "jsonl", "--full", "--summary", "none")
    assert options(early) == ["under_3", "from_18", "from_18", "under_3"]


@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_every_engine_counts_alike(run: Runner, engine: str) -> None:
    done = run("batch", "in.csv", "--date", "when", "--engine", engine, "-o", "out.csv", "--summary", "json")
    notes = json.loads(done.err)["notes"]
    assert notes == []  # each by its own date, which is in the table
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8"))))
    assert [row["answered"] for row in rows] == ["2"] * 4
    assert json.loads(done.err)["unused"] == [{"column": "who", "signal": None}]


def test_without_a_date_since_counts_up_to_today_and_that_is_said(run: Runner) -> None:
    done = run("batch", "in.csv", "-o", "out.csv", "--summary", "json")
    assert "months_active: 'since March 2025' was counted up to 2026-01-01: 10 months." in json.loads(done.err)["notes"]


@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_a_row_whose_date_is_wrong_is_rejected_and_says_why(run: Runner, engine: str) -> None:
    table = "when,accounts\n03/04/2025,none\n2025-02-30,none\n,none\n2026-01-03,none\nsoon,none\n2025-01-02,none\n"
    Path("in.csv").write_text(table, "utf-8")
    command = ("batch", "in.csv", "--date", "when", "--engine", engine, "-o", "out.csv", "--summary", "none")
    assert run(*command).code == 5
    assert rejected() == [
        ("2", "when", "'03/04/2025' can mean 2025-04-03 or 2025-03-04",
         "Say what comes first: --date-format dmy if it is the day, --date-format mdy if it is the month."),
        ("3", "when", "the date '2025-02-30' does not exist", "Correct the day, the month or the year."),
        ("4", "when", "the date is missing", "Write when this row was answered, or leave out --date."),
        ("5", "when", "the date 2026-01-03 lies in the future; today is 2026-01-01",
         "Correct the date, or this computer's clock."),
        ("6", "when", "'soon' is not a date", "Write a date such as 2026-01-31, or with a time 2026-01-31 14:30."),
    ]  # fmt: skip
    assert run(*command, "--date-format", "dmy", "--bad-answers", "blank").code == 5
    assert [line for line, *_ in rejected()] == ["3", "4", "5", "6"]


def test_what_is_neither_a_column_nor_a_date_is_one_error(run: Runner) -> None:
    done = run("batch", "in.csv", "--date", "2025-02-30")
    assert (done.code, done.out, done.err) == (
        2, "",
        "--date: the date '2025-02-30' does not exist, and no column of in.csv has this name. "
        "Correct the day, the month or the year.\n",
    )  # fmt: skip


@pytest.mark.parametrize("format_", ["csv", "jsonl", "xlsx", "parquet"])
def test_the_history_has_the_dates_and_saves_nothing_twice(run: Runner, format_: str) -> None:
    frame = pl.read_csv("in.csv")
    if format_ == "parquet":
        frame.write_parquet("in.parquet")
    source = "in.parquet" if format_ == "parquet" else "in.csv"
    command = ("batch", source, "--date", "when", "--id", "who", "--save", "--db", "h.db", "-o", f"out.{format_}")
    first = run(*command, "--summary", "none")
    assert (first.code, first.err) == (0, "Saved in the history: 4.\n")
    listed = json.loads(run("history", "list", "--db", "h.db", "--format", "json").out)["latest"]
    assert {each["subject"]: each["time"] for each in listed} == {
        "A": "2025-09-30", "B": "2025-09-03T06:07:11Z", "C": "2025-09-15T10:00:00Z", "D": "2025-12-31",
    }  # fmt: skip
    again = run(*command, "--summary", "none")
    assert (
        again.err
        == "Saved in the history: 0.\nAlready saved, with the same answers at the same time, so not added again: 4.\n"
    )


def test_a_day_for_all_and_taking_an_import_back(run: Runner) -> None:
    command = ("batch", "in.csv", "--date", "2025-12-31", "--id", "who", "--save", "--db", "h.db", "-o", "out.csv")
    run(*command, "--summary", "none")
    assert run("history", "forget", "--all", "--at", "2025-12-31", "--yes", "--db", "h.db").code == 0
    assert run("history", "list", "--db", "h.db").out.startswith("Nothing is saved yet.")


def test_dates_are_taken_from_a_mapping_file(run: Runner) -> None:
    Path("form.yaml").write_text("date: when\ndate_format: mdy\nid: who\n", "utf-8")
    Path("in.csv").write_text("who,when,accounts\nA,03/04/2025,none\n", "utf-8")
    run("batch", "in.csv", "--mapping", "form.yaml", "-o", "out.csv", "--id", "who", "--save", "--db", "h.db")
    assert "2025-03-04" in run("history", "list", "--db", "h.db").out
    full = run("batch", "in.csv", "--mapping", "form.yaml", "--date", "2024-01-01", "--id", "who", "--save",
               "--db", "h.db", "-o", "out.csv")  # fmt: skip
    assert full.code == 0
    assert "2024-01-01" in run("history", "show", "A", "--db", "h.db").out


def test_a_workbooks_dates_are_read(run: Runner, tmp_path: Path) -> None:
    whole = {
        "who": ["A", "B"],
        "when": [datetime(2025, 9, 30), datetime(2025, 9, 3, 9, 7, 11)],
        "accounts": ["none"] * 2,
    }
    pl.DataFrame(whole).write_excel(tmp_path / "in.xlsx")
    done = run("batch", "in.xlsx", "--date", "when", "--id", "who", "--save", "--db", "h.db", "-o", "out.csv")
    assert done.code == 0
    listed = json.loads(run("history", "list", "--db", "h.db", "--format", "json").out)["latest"]
    assert {each["subject"]: each["time"] for each in listed} == {"A": "2025-09-30", "B": "2025-09-03T09:07:11Z"}
