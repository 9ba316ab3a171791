"""Exports of form tools, laid out as each tool does it, are read as a person would: see exports/README.md."""

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from stagecli.model import Model
from tests.conftest import Run

Runner = Callable[..., Run]
EXPORTS = Path(__file__).parent / "exports"


def table(name: str) -> list[list[str]]:
    """The rows of a table among the exports, without its header."""
    with (EXPORTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


EXPECTED = {file: cells for file, *cells in table("expected.csv")}
TRUTH = {(file, who): options for file, who, *options in table("truth.csv")}
"""The options given, in the order of the model's signals, by export and subject; without an export, in all others."""


class Assessed(NamedTuple):
    """What a run wrote of an export, and said of it."""

    file: str
    summary: dict[str, Any]
    rows: list[dict[str, Any]]
    rejects: str


@pytest.fixture(params=EXPECTED)
def assessed(request: pytest.FixtureRequest, run: Runner, tmp_path: Path) -> Assessed:
    """An export, run through `batch`, and once more if a question seems to be in other words."""
    file: str = request.param
    export = microsoft_forms(tmp_path / file) if file.endswith(".xlsx") else EXPORTS / file
    out, rejects = tmp_path / "out.jsonl", tmp_path / "rejects.csv"
    command = ["batch", str(export), "-o", str(out), "--full", "--rejects", str(rejects), "--summary", "json"]
    done = run(*command)
    assert done.err.startswith("{"), done.err
    likely = [f"--map={each['column']}={each['signal']}" for each in json.loads(done.err)["unused"] if each["signal"]]
    assert len(likely) == (file == "google-forms-el.csv")
    done = run(*command, *likely) if likely else done
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return Assessed(file, json.loads(done.err), rows, rejects.read_text("utf-8-sig") if rejects.exists() else "")


def microsoft_forms(path: Path) -> Path:
    """The workbook that Microsoft Forms would make of its cells: real dates and numbers, in an Excel table."""
    with (EXPORTS / "microsoft-forms.cells.csv").open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    book = xlsxwriter.Workbook(path, {"default_date_format": "m/d/yy h:mm:ss", "strings_to_numbers": True})
    sheet = book.add_worksheet("Sheet1")
    sheet.add_table(
        0, 0, len(rows), len(heads) - 1, {"name": "Table1", "columns": [{"header": head} for head in heads]}
    )
    for number, (subject, started, completed, *cells) in enumerate(rows, start=1):
        sheet.write_row(number, 0, [subject, *map(datetime.fromisoformat, (started, completed)), *cells])
    book.close()
    return path


def test_every_question_is_found_and_no_other_column_is_taken_for_one(assessed: Assessed, bundled: Model) -> None:
    columns, unused, *_ = EXPECTED[assessed.file]
    found = [column["signal"] for column in assessed.summary["columns"]]
    assert (found, len(found)) == ([signal.id for signal in bundled.signals], int(columns))
    assert len(assessed.summary["unused"]) == int(unused)


def test_rows_are_rejected_only_where_nobody_could_say_what_is_meant(assessed: Assessed) -> None:
    _, _, read, written, _, rejected, because = EXPECTED[assessed.file]
    rows = assessed.summary["rows"]
    assert (rows["read"], rows["written"], rows["rejected"]) == (int(read), int(written), int(bool(rejected)))
    assert because in assessed.rejects


def test_every_answer_is_the_one_that_was_given(assessed: Assessed, bundled: Model) -> None:
    given = {}
    for who in EXPECTED[assessed.file][4].split("; "):
        options = TRUTH.get((assessed.file, who)) or TRUTH["", who]
        given[who] = {signal.id: option for signal, option in zip(bundled.signals, options, strict=True) if option}
    taken = [{each["signal"]: each["option"] for each in row["evidence"]} for row in assessed.rows]
    assert dict(zip(given, taken, strict=True)) == given
