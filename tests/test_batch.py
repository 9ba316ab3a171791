"""`stagecli batch`: what goes in, what comes out, what is said, and the exit code."""

import csv
import gzip
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import stagecli
from stagecli.batch.columns import ADDED, FULL
from stagecli.batch.inputs import zstd
from stagecli.batch.summary import Subjects
from stagecli.model import Model
from tests.conftest import MODELS, STAGECLI, Run

Runner = Callable[..., Run]
SCHEMAS = Path(stagecli.__file__).parent / "schemas"
ENGINES = ("stream", "columnar")
HEADER = "who,accounts,attitude,months_active\n"
ROWS = (
    "Bakery,idle,angry,8\n"
    '"Smith, ""Joe""",none,"A nuisance; I\'d rather not hear about it",\n'
    "Garage,IN USE,ΜΟΥ ΑΡΕΣΟΥΝ· είναι μέρος της ρουτινας μου,7.5\n"
)
GOOD = HEADER + ROWS


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text(GOOD, "utf-8")
    return path


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def stages(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["who"], row["stage_id"], row["status"]) for row in rows]


EXPECTED = [
    ("Bakery", "not_working", "likely"),
    ('Smith, "Joe"', "unconvinced", "clear"),
    ("Garage", "comfortable", "unclear"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_input_comes_back_byte_for_byte_with_columns_behind_it(run: Runner, clients: Path, engine: str) -> None:
    done = run("batch", str(clients), "--engine", engine)
    assert done.code == 0
    assert stages(table(done.out)) == EXPECTED
    before, after = GOOD.splitlines(), done.out.splitlines()
    assert all(line.startswith(f"{raw},") for raw, line in zip(before, after, strict=True))
    assert after[0] == f"{before[0]},{','.join(ADDED)}"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pipe_and_a_file_get_the_same_bytes(program: Runner, clients: Path, tmp_path: Path, engine: str) -> None:
    arguments = ["--engine", engine, "--summary", "none"]
    piped = program("batch", "-", *arguments, stdin=clients.read_bytes())
    filed = program("batch", str(clients), *arguments, "-o", str(tmp_path / "out.csv"))
    assert (piped.code, piped.err) == (0, "")
    assert filed == Run(0, "", "")
    assert (tmp_path / "out.csv").read_text("utf-8") == piped.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clients.csv", "out.csv"]


def as_format(kind: str) -> bytes:
    """The three clients in one of the formats that text can be in."""
    rows = table(GOOD)
    if kind == "tsv":
        return GOOD.replace(",", "\t").replace("Smith\t", "Smith,").encode()
    if kind == "semicolon":
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(
            [cell.replace(".", ",") for cell in line] for line in csv.reader(io.StringIO(GOOD))
        )
        return f"\ufeff{out.getvalue()}".encode()
    if kind == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    if kind == "json":
        return json.dumps(rows).encode()
    text = json.dumps(rows, ensure_ascii=False, indent=1)  # JSON is YAML too, but a list starts with a dash
    return ("# subjects\n" + text).encode() if kind == "yaml" else text.encode()


@pytest.mark.parametrize("kind", ["tsv", "semicolon", "jsonl", "json", "yaml"])
@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_every_format_of_text_is_read_compressed_or_not(run: Runner, tmp_path: Path, kind: str, packed: str) -> None:
    data = as_format(kind)
    data = {"": data, ".gz": gzip.compress(data), ".zst": zstd().compress(data)}[packed]
    path = tmp_path / f"in.{'csv' if kind == 'semicolon' else kind}{packed}"
    path.write_bytes(data)
    done = run("batch", str(path), "--format", "jsonl")
    assert done.code == 0
    assert stages([json.loads(line) for line in done.out.splitlines()]) == EXPECTED


@pytest.mark.parametrize("kind", ["tsv", "jsonl", "json"])
def test_standard_input_is_told_by_its_first_bytes(run: Runner, kind: str) -> None:
    done = run("batch", "-", "--format", "jsonl", stdin=gzip.compress(as_format(kind)))
    assert stages([json.loads(line) for line in done.out.splitlines()]) == EXPECTED


@pytest.mark.parametrize("engine", ENGINES)
def test_a_greek_spreadsheet_gets_back_what_it_can_open(run: Runner, tmp_path: Path, engine: str) -> None:
    path = tmp_path / "πελάτες.csv"
    question = "Έχει η επιχείρησή σας λογαριασμό στα social media;"
    path.write_bytes(
        f'όνομα;"{question}";ΠΩΣ ΝΙΩΘΕΤΕ;months_active\r\nΦούρνος;Ναι, και χρησιμοποιείται;comfortable;7,5\r\n'.encode(
            "cp1253"
        )
    )
    done = run(
        "batch",
        str(path),
        "--encoding",
        "windows-1253",
        "--map",
        "πως νιωθετε=attitude",
        "--lang",
        "el",
        "--engine",
        engine,
    )
    assert done.code in (0, 5), done
    lines = done.out.split("\n")
    assert lines[0].startswith(f'\ufeffόνομα;"{question}";ΠΩΣ ΝΙΩΘΕΤΕ;months_active;stage_number;')


def test_parquet_and_workbooks_go_in_and_out(run: Runner, clients: Path, tmp_path: Path) -> None:
    previous = clients
    for name in ("a.parquet", "b.xlsx", "c.parquet", "d.jsonl"):
        narrow = tmp_path / f"in-{name}"
        done = run("batch", str(previous), "-o", str(narrow))
        assert done.code == 0, done.err
        previous = narrow
    rows = [json.loads(line) for line in previous.read_text("utf-8").splitlines()]
    assert stages(rows) == EXPECTED
    assert float(rows[0]["stagecli_confidence"]) == float(rows[0]["confidence"]) == 0.741845


def test_numbers_in_parquet_stay_numbers_and_dates_are_carried(run: Runner, tmp_path: Path) -> None:
    import datetime

    import polars as pl

    frame = pl.DataFrame({
        "months_active": [8, None], "accounts": ["idle", "none"], "since": [datetime.date(2026, 1, 2), None],
        "paid": [1.5, 2.0],
    })  # fmt: skip
    frame.write_parquet(tmp_path / "in.parquet")
    for engine in ENGINES:
        out = tmp_path / f"{engine}.parquet"
        assert run("batch", str(tmp_path / "in.parquet"), "-o", str(out), "--engine", engine).code == 0
        written = pl.read_parquet(out)
        assert written.select(frame.columns).equals(frame)
        assert dict(written.schema)["stage_number"] == pl.Int64
    text = [run("batch", str(tmp_path / "in.parquet"), "--engine", engine).out for engine in ENGINES]
    assert text[0] == text[1]
    assert text[0].splitlines()[1].startswith("8,idle,2026-01-02,1.5,")
    assert text[0].splitlines()[2].startswith(",none,,2,")


def test_odd_columns_of_parquet_are_read_alike_and_carried(run: Runner, tmp_path: Path) -> None:
    import polars as pl

    pl.DataFrame({
        "accounts": pl.Series(["none", "idle", None], dtype=pl.Categorical),
        "months_active": [1.0, float("nan"), float("inf")],
        "answering": [True, None, None], "tags": [["a"], [], None], "id": [10**18, 1, 2],
    }).write_parquet(tmp_path / "in.parquet")  # fmt: skip
    source = str(tmp_path / "in.parquet")
    for name in ("csv", "parquet", "jsonl", "xlsx"):
        for engine in ENGINES if name in ("csv", "parquet") else ("stream",):
            out = tmp_path / f"{engine}.{name}"
            assert run("batch", source, "-o", str(out), "--engine", engine, "--map", "answering=").code == 5
            assert [(row[0], row[2]) for row in rejects_of(tmp_path / f"{engine}.rejects.csv")] == [
                ("3", "'inf' is not a number")
            ]
    assert (tmp_path / "stream.csv").read_bytes() == (tmp_path / "columnar.csv").read_bytes()
    one, other = (pl.read_parquet(tmp_path / f"{engine}.parquet") for engine in ENGINES)
    assert one.equals(other)
    rows = [json.loads(line) for line in (tmp_path / "stream.jsonl").read_text("utf-8").splitlines()]
    assert [(row["months_active"], row["id"], row["tags"]) for row in rows] == [(1.0, 10**18, ["a"]), ("nan", 1, [])]
    again = run("batch", str(tmp_path / "stream.xlsx"), "--map", "answering=", "--format", "jsonl")
    assert json.loads(again.out.splitlines()[0])["id"] == str(10**18)
    assert run("batch", source).err.startswith(f"{source}:1: answering: 'true' is not one of its options. ")


def test_what_a_workbook_cannot_hold_is_an_error_and_not_cut_off(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(f"who,accounts\n{'x' * 40_000},none\n", "utf-8")
    done = run("batch", str(source), "-o", str(tmp_path / "out.xlsx"))
    assert (done.code, done.err) == (
        1,
        "A cell of a workbook holds at most 32,767 characters, and one here has 40,000. "
        "Write to a .csv or .parquet file instead.\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_full_result_is_the_contract_of_assess(run: Runner, clients: Path) -> None:
    done = run("batch", str(clients), "--full", "--format", "jsonl", "--id", "who")
    first = json.loads(done.out.splitlines()[0])
    alone = json.loads(run("assess", "--accounts=idle", "--attitude=angry", "--months-active=8", "--format=json").out)
    for name in FULL:
        assert first[name] == alone[name]
    row = table(run("batch", str(clients), "--full").out)[0]
    assert json.loads(row["posterior"]) == alone["posterior"]


def test_the_question_in_any_language_names_a_column(run: Runner, bundled: Model) -> None:
    import tempfile

    for language in ("en", "el"):
        questions = [bundled.localized(bundled.signal(name).question, language) for name in ("accounts", "attitude")]
        out = io.StringIO()
        csv.writer(out).writerows(
            [["Timestamp", *(question.upper() for question in questions)], ["1", "idle", "angry"]]
        )
        with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
            file.write(out.getvalue())
            file.flush()
            assert table(run("batch", file.name).out)[0]["stage_id"] == "not_working"


def rejects_of(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


BAD = HEADER + ('A,idle,angry,8\nB,idle,angri,8\nC,,,\nD,idle\nE,many,never,700\nF,"idle,angry,8\nG,none,resentful,\n')


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_cannot_be_read_are_set_aside_with_their_reason(run: Runner, tmp_path: Path, engine: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(BAD, "utf-8")
    done = run("batch", str(source), "-o", str(tmp_path / "out.csv"), "--engine", engine)
    assert done.code == 5
    assert done.err.startswith("Rows read: 7. Written: 2. Rejected: 5.\n")
    assert f"Rejected rows, each with its reason: {tmp_path}" in done.err.replace("\n", " ")
    assert [row["who"] for row in table((tmp_path / "out.csv").read_text("utf-8"))] == ["A", "G"]
    options = "resentful, indifferent, grudging, hopeful, angry, mixed, comfortable, serious, preaching, dont_know."
    assert rejects_of(tmp_path / "out.rejects.csv") == [
        ("3", "attitude", "'angri' is not one of its options",
         f"Did you mean 'angry'? One of: {options}", "B", "idle", "angri", "8"),
        ("4", "", "there is no answer to go by: everything is empty, not known or not applicable",
         "Answer at least one question that applies.", "C", "", "", ""),
        ("5", "", "2 cells where the header has 4",
         "Give the row as many cells as the header has, counting empty ones.", "D", "idle", "", ""),
        ("6", "accounts", "'many' is not one of its options; also 'never' for 'attitude'; also '700' for "
         "'months_active'", "One of: none, closed, idle, in_use, dont_know.", "E", "many", "never", "700"),
        ("7", "", "a quote opens here and is never closed",
         "Close every quote, and double those inside a quoted cell.", 'F,"idle,angry,8', "", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_without_a_file_rejects_are_shown(run: Runner, tmp_path: Path, engine: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(HEADER + "\x1b[31mB,idle,\x1bangri,8\nA,idle,angry,8\n", "utf-8")
    done = run("batch", str(source), "--engine", engine, "--summary", "none")
    assert done.code == 5
    assert done.err.startswith(f"{source}:2: attitude: '\\x1bangri' is not one of its options. Did you mean 'angry'? ")
    assert done.err.count("\n") == 1


def test_rejects_go_where_they_are_asked_to_go_even_if_there_are_none(
    run: Runner, clients: Path, tmp_path: Path
) -> None:
    assert run("batch", str(clients), "-o", str(tmp_path / "o.csv"), "--rejects", str(tmp_path / "r.csv")).code == 0
    assert (tmp_path / "r.csv").read_text("utf-8") == f"line,column,reason,hint,{HEADER}"


def test_rejects_go_to_a_device_without_replacing_it(run: Runner, tmp_path: Path) -> None:
    source, device = tmp_path / "in.csv", tmp_path / "pipe"
    source.write_text(BAD, "utf-8")
    os.mkfifo(device)
    reader = subprocess.Popen(["cat", device], stdout=subprocess.PIPE, text=True)
    assert run("batch", str(source), "-o", str(tmp_path / "o.csv"), "--rejects", str(device)).code == 5
    shown, _ = reader.communicate(timeout=30)
    assert shown.count("\n") == 6
    assert device.is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "o.csv", "pipe"]
    done = run("batch", "--template", "xlsx", "-o", str(device))
    assert (done.code, done.err) == (1, f"The result could not be written to '{device}': it is no regular file.\n")
    assert device.is_fifo()


def test_old_rejects_do_not_stay_beside_a_new_result(run: Runner, clients: Path, tmp_path: Path) -> None:
    (tmp_path / "o.rejects.csv").write_text("old", "utf-8")
    assert run("batch", str(clients), "-o", str(tmp_path / "o.csv")).code == 0
    assert rejects_of(tmp_path / "o.rejects.csv") == []


@pytest.mark.parametrize("engine", ENGINES)
def test_it_stops_at_the_first_reject_if_asked_to(run: Runner, tmp_path: Path, engine: str) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(BAD, "utf-8")
    out.write_text("old", "utf-8")
    done = run("batch", str(source), "-o", str(out), "--on-error", "stop", "--engine", engine)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{source}:3: attitude: 'angri' is not one of its options. Did you mean 'angry'? ")
    assert done.err.endswith(" Nothing was written.\n")
    assert out.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize("engine", ENGINES)
def test_it_stops_also_where_rows_go_out_at_once(run: Runner, tmp_path: Path, engine: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(BAD, "utf-8")
    done = run("batch", str(source), "--on-error", "stop", "--engine", engine)
    assert (done.code, done.out.count("\n")) == (2, 1)  # the header
    assert done.err.splitlines()[-1].startswith(f"{source}:3: attitude: 'angri' is not one of its options. ")
    assert "Nothing was written" not in done.err


def test_it_stops_at_too_many_rejects_and_keeps_them(run: Runner, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(BAD, "utf-8")
    done = run("batch", str(source), "-o", str(out), "--max-rejects", "4")
    assert (done.code, done.out) == (2, "")
    kept = tmp_path / "out.rejects.csv"
    assert done.err == f"{source}: more than 4 rejects. Nothing was written. They are in '{kept}'.\n"
    assert not out.exists()
    assert len(rejects_of(kept)) == 5
    assert run("batch", str(source), "-o", str(out), "--max-rejects", "5").code == 5


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_below_a_stage_are_counted_and_decide_the_exit_code(run: Runner, tmp_path: Path, engine: str) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    trying = ["batch", str(source), "-o", str(out), "--engine", engine, "--summary", "json"]
    for rejected, otherwise in (("", 0), ("Kiosk,no such answer,,\n", 5)):
        source.write_text(GOOD + rejected, "utf-8")
        for stage in ("1", "unconvinced"):
            assert run(*trying, "--fail-under", stage).code == otherwise
        for stage, number, below in (
            ("3", 3, 1),
            ("comfortable", 4, 2),
            ("THINGS ARE FEELING COMFORTABLE", 4, 2),
            ("6", 6, 3),
        ):
            done = run(*trying, "--fail-under", stage)
            said, summary = done.err.splitlines()
            assert (done.code, out.read_bytes().count(b"\n")) == (3, 4)
            assert said == f"Rows below stage {number}, which --fail-under asks for: {below} of 3."
            assert json.loads(summary)["rows"]["rejected"] == (1 if rejected else 0)
    done = run(*trying, "--fail-under", "3", "--summary", "none", "--lang", "el")
    assert (done.code, done.out) == (3, "")
    assert done.err == "Γραμμές κάτω από το στάδιο 3, που ζητά το --fail-under: 1 από 3.\n"


@pytest.mark.parametrize("engine", [*ENGINES, "spark"])
def test_nothing_is_read_if_there_is_no_such_stage(run: Runner, tmp_path: Path, engine: str) -> None:
    source, out = str(tmp_path / "nowhere.csv"), str(tmp_path / "out.csv")
    done = run("batch", source, "-o", out, "--engine", engine, "--fail-under", "comfortabel")
    said = "--fail-under: there is no stage 'comfortabel'. Did you mean 'comfortable'? Or a number from 1 to 6.\n"
    assert (done.code, done.out, done.err) == (2, "", said)


@pytest.mark.parametrize("engine", ENGINES)
def test_repeated_subjects_are_reported(run: Runner, tmp_path: Path, engine: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(HEADER + ROWS + ROWS + "Bakery,many,,\n,none,,\n,none,,\n", "utf-8")
    done = run("batch", str(source), "--id", "WHO", "--summary", "json", "--engine", engine)
    summary = json.loads(done.err.splitlines()[-1])
    assert summary["repeated"] == {"count": 4, "examples": ["Bakery", 'Smith, "Joe"', "Garage"], "complete": True}


def test_subjects_past_the_first_million_are_compared_with_those_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stagecli.batch.summary.MAX_IDS", 3)
    subjects = Subjects()
    subjects.add(["a", "b", "a", "", ""])
    assert (subjects.repeated, subjects.complete) == (1, True)
    subjects.add(["c", "d", "d", "b"])
    assert (subjects.repeated, subjects.examples, subjects.complete) == (2, ["a", "b"], False)


def test_the_summary_for_scripts(run: Runner, clients: Path, tmp_path: Path) -> None:
    done = run("batch", str(clients), "-o", str(tmp_path / "out.csv"), "--summary", "json")
    summary = json.loads(done.err)
    Draft202012Validator(json.loads((SCHEMAS / "batch-summary.schema.json").read_text("utf-8"))).validate(summary)
    assert summary["contract"] == "stagecli/batch-summary/1"
    assert summary["rows"] == {"read": 3, "written": 3, "rejected": 0, "blank": 0}
    assert [stage["count"] for stage in summary["stages"]] == [1, 0, 1, 1, 0, 0]
    assert summary["status"] == {"clear": 1, "likely": 1, "between": 0, "unclear": 1}
    assert sum(step["count"] for step in summary["next_steps"]) == 3
    assert (summary["output"], summary["rejects"]) == (str(tmp_path / "out.csv"), None)


def test_text_that_a_spreadsheet_would_execute_is_guarded_only_if_asked(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text('who,note,accounts\n=1+1,-5,none\n@x,+a,none\n"\tx",\'y,none\n', "utf-8")
    for engine in ENGINES:
        plain = table(run("batch", str(source), "--engine", engine).out)
        assert [(row["who"], row["note"]) for row in plain] == [("=1+1", "-5"), ("@x", "+a"), ("\tx", "'y")]
        safe = table(run("batch", str(source), "--spreadsheet-safe", "--engine", engine).out)
        assert [(row["who"], row["note"]) for row in safe] == [("'=1+1", "-5"), ("'@x", "'+a"), ("'\tx", "'y")]


def test_names_that_are_taken_get_a_prefix_and_the_summary_says_so(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("status,accounts\nmine,none\n", "utf-8")
    done = run("batch", str(source), "--summary", "json")
    assert table(done.out)[0]["stagecli_status"] == "likely"
    assert json.loads(done.err)["notes"] == [
        "The input has columns named 'status'; the names of all added columns start with 'stagecli_'."
    ]


@pytest.mark.parametrize(
    ("arguments", "content", "message"),
    [
        ([], "a,b\n1,2\n", "{file}: no column is a signal of the ladder 'small'. "
         "The header is line 1, with 2 cells: 'a', 'b'. Signals: copies, often, age, tested. "
         "Name the columns after the signals or their questions, or say with --map COLUMN=SIGNAL what they are; "
         "--write-mapping FILE proposes it."),
        ([], "a,copes\n1,2\n", "{file}: no column is a signal of the ladder 'small'. "
         "The header is line 1, with 2 cells: 'a', 'copes'. "
         "'copes' may be copies: --map 'copes=copies'. "
         "Name the columns after the signals or their questions, or say with --map COLUMN=SIGNAL what they are; "
         "--write-mapping FILE proposes it."),
        ([], "copies,Copies\n1,2\n", "{file}: the columns 'copies' and 'Copies' are both the signal 'copies'. "
         "Choose one with --map 'Copies=copies', or give both: in each row the first that is not empty counts. "
         "The header is line 1, with 2 cells: 'copies', 'Copies'."),
        (["--map", "x"], "copies\n", "--map: 'x' is not COLUMN=SIGNAL, such as 'How often?=posting'."),
        (["--map", "b=copies"], "copies\n", "--map: there is no column 'b' in {file}. "
         "The header is line 1, with 1 cell: 'copies'."),
        (["--map", "copies=oftn"], "copies\n", "--map: there is no signal 'oftn'. Did you mean 'often'?"),
        (["--id", "nam"], "name,copies\n", "--id: there is no column 'nam' in {file}. "
         "Did you mean 'name'? The header is line 1, with 2 cells: 'name', 'copies'."),
        (["--encoding", "cp1235"], "copies\n", "--encoding: there is no encoding 'cp1235'. Did you mean 'cp1253'?"),
        (["--encoding", "utf-32"], "copies\n",
         "--encoding: utf-32 cannot be read line by line. Save the file as UTF-8."),
        (["--max-rejects", "many"], "copies\n", "--max-rejects: 'many' is not a whole number from 0, such as 100."),
        (["-o", "x.pdf"], "copies\n",
         "There is no format for '.pdf'. Name one with --format: csv, tsv, jsonl, parquet, xlsx."),
        (["--format", "xlsx"], "copies\n", "XLSX cannot be written to a pipe. Name a file with -o."),
        (["--resume"], "copies\n", "--resume needs a file as -o: what went to a pipe cannot be taken up again."),
        (["--engine", "columnar", "--full"], "copies\n", "The columnar engine reads delimited text and Parquet, "
         "writes CSV, TSV and Parquet, and has no --full. Leave out --engine columnar."),
        (["-o", "{file}"], "copies\n", "-o is '{file}', which is read. Name another file."),
        (["--rejects", "{file}"], "copies\n", "--rejects is '{file}', which is read. Name another file."),
        ([], "", "{file}: there is nothing in it. The first line must name the columns."),
        ([], 'a,"b\n', "{file}:1: the header cannot be read: a quote opens here and is never closed. "
         "Close every quote, and double those inside a quoted cell."),
        (["--engin", "stream"], "copies\n",
         "There is no option '--engin'. Did you mean '--engine'? See 'stagecli batch --help'."),
    ],
)  # fmt: skip
def test_what_cannot_work_is_one_message(
    run: Runner, tmp_path: Path, arguments: list[str], content: str, message: str
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(content, "utf-8")
    filled = [argument.format(file=source) for argument in arguments]
    done = run("batch", str(source), "--model", str(MODELS / "small.yaml"), *filled)
    assert (done.code, done.out, done.err) == (2, "", message.format(file=source) + "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.gz", gzip.compress(GOOD.encode() * 99)[:-20],
         "{file} is damaged or cut short: its compressed data cannot be read to the end."),
        ("x.parquet", b"PAR1 nothing", "{file} is no sound Parquet file: "),
        ("x.xlsx", b"PK\x03\x04 nothing", "{file} is no sound XLSX workbook: "),
    ],
)  # fmt: skip
def test_a_damaged_input_is_one_message(run: Runner, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    done = run("batch", str(source), "-o", str(tmp_path / "out.csv"))
    assert done.code == 1
    assert done.err.startswith(message.format(file=source))
    assert done.err.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[1, 2]", None),
        ('{"accounts": "none"', "{file}: line 1: not valid JSON: "),
        ('[{"accounts": "none"}', "{file}:1:22: not valid JSON: "),
        ("- accounts: none\n  accounts: idle\n", "{file}:2:3: the key 'accounts' stands twice."),
    ],
)
def test_broken_objects_are_located(run: Runner, tmp_path: Path, content: str, message: str | None) -> None:
    source = tmp_path / "in"
    source.write_text(content, "utf-8")
    done = run("batch", str(source))
    assert (done.code, done.out) == (2, "")
    if message:
        assert done.err.startswith(message.format(file=source))


def test_bad_lines_of_json_are_set_aside(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = ['{"who": "A", "accounts": "none"}', "[]", '{"accounts": NaN}', '{"a": 1, "a": 2}', "{",
             '{"accounts": ["none"]}',
             '{"who": "B", "accounts": "none", "more": [1]}', "", '{"accounts": true}']  # fmt: skip
    source.write_text("\n".join(lines), "utf-8")
    done = run("batch", str(source), "-o", str(tmp_path / "out.jsonl"))
    assert done.err.startswith("Rows read: 8. Written: 2. Rejected: 6.\n")
    assert [(row[0], row[2]) for row in rejects_of(tmp_path / "out.rejects.csv")] == [
        ("2", "this is no object"),
        ("3", "not valid JSON: NaN is not a JSON number"),
        ("4", "not valid JSON: the key 'a' stands twice"),
        ("5", "not valid JSON: expecting property name enclosed in double quotes at column 2"),
        ("6", "expected one answer"),
        ("9", "'true' is not one of its options"),
    ]
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert written[1]["more"] == [1]


def test_a_key_that_comes_late_is_kept_in_objects_and_is_no_column(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    first = '{"accounts": "none"}\n' * 120_000
    source.write_text(first + '{"accounts": "none", "late": 1}\n{"accounts": "none", "status": 1}\n', "utf-8")
    assert run("batch", str(source), "-o", str(tmp_path / "o.jsonl")).code == 5
    last = json.loads((tmp_path / "o.jsonl").read_text("utf-8").splitlines()[-1])
    assert last["late"] == 1
    assert [(*row[:3], row[-1]) for row in rejects_of(tmp_path / "o.rejects.csv")] == [
        ("120002", "status", "the result adds a key of this name", '{"status": 1}')
    ]
    assert run("batch", str(source), "-o", str(tmp_path / "o.csv")).code == 5
    assert [row[:3] for row in rejects_of(tmp_path / "o.rejects.csv")] == [
        ("120001", "late", "the first rows have no such key, so it is no column"),
        ("120002", "status", "the result adds a key of this name"),
    ]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "yaml", "xlsx"])
@pytest.mark.parametrize("language", ["en", "el"])
def test_a_template_filled_in_is_an_input(
    run: Runner, tmp_path: Path, kind: str, language: str, bundled: Model
) -> None:
    path = tmp_path / f"sheet.{kind}"
    assert run("batch", "--template", kind, "-o", str(path), "--lang", language).code == 0
    if kind == "csv":
        names = table(path.read_text("utf-8") + "," * len(bundled.signals))[0]
        cells = ["Bakery", *("idle" if name.startswith("accounts") else "" for name in list(names)[1:])]
        with path.open("a", encoding="utf-8") as file:
            file.write(",".join(cells) + "\n")
    elif kind == "jsonl":
        blank = json.loads(path.read_text("utf-8"))
        filled = {name: options[2] if name == "accounts" else None for name, options in blank.items()}
        path.write_text(json.dumps({**filled, "subject": "Bakery"}), "utf-8")
    elif kind == "yaml":
        path.write_text(
            path.read_text("utf-8").replace(" accounts:", " accounts: idle").replace("subject:", "subject: Bakery"),
            "utf-8",
        )
    else:
        import xlsxwriter
        from python_calamine import load_workbook

        book = load_workbook(path)
        (header,) = book.get_sheet_by_index(0).to_python()
        offered = [
            row[header.index(bundled.localized(bundled.signal("accounts").question, language))]
            for row in book.get_sheet_by_index(1).to_python(skip_empty_area=False)
        ]
        with xlsxwriter.Workbook(path) as filled_book:
            sheet = filled_book.add_worksheet()
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, ["Bakery", "", offered[2]])
    done = run("batch", str(path), "--format", "jsonl", "--id", "subject")
    assert done.code == 0, done.err
    row = json.loads(done.out)
    assert (row["subject"], row["stage_id"], row["answered"]) == ("Bakery", "trying", 1)


def test_a_reader_that_leaves_early_ends_it_quietly(clients: Path) -> None:
    long = clients.with_name("long.csv")
    long.write_text(HEADER + ROWS * 100_000, "utf-8")
    for engine in ENGINES:
        line = f"set -o pipefail; {STAGECLI} batch {long} --engine {engine} | head -2 | wc -l; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, env=dict(os.environ))
        assert (done.stdout.split(), done.stderr) == (["2", "0"], "")


def test_a_full_disk_is_one_message(clients: Path) -> None:
    for engine in ENGINES:
        line = f"{STAGECLI} batch {clients} --engine {engine} --summary none > /dev/full"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (
            1, "The result could not be written to standard output: No space left on device.\n",
        )  # fmt: skip
        done = subprocess.run(
            [STAGECLI, "batch", str(clients), "-o", "/dev/full", "--engine", engine],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (
            1, "The result could not be written to '/dev/full': No space left on device.\n",
        )  # fmt: skip
