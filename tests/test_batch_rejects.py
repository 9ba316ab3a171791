"""The rejects of a table are a table to mend: what `batch` cannot score, it can read again once it is mended."""

import csv
import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.model import Model
from stagecli.observed import read_by
from tests.conftest import MODELS, STAGECLI, Run

Runner = Callable[..., Run]
ENGINES = ("stream", "columnar")
BAD_BYTE = "Name the file's encoding with --encoding, such as cp1253."
BAD_QUOTE = "Close every quote, and double those inside a quoted cell."
ONE_OF = "One of: none, closed, idle, in_use, dont_know."


def rows_of(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("delimiter", "encoding", "mark"), [(",", "utf-8", ""), (";", "utf-8", "\ufeff"), ("\t", "cp1253", "")]
)
def test_mended_rejects_are_an_input_as_they_are(
    engine: str, delimiter: str, encoding: str, mark: str, run: Runner, tmp_path: Path
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = ["πελάτης,accounts,μήνες", "Φούρνος,nothing,1", 'Ανθοπωλείο,none,"2"', "Γκαράζ,kein,3"]
    source.write_bytes((mark + "\n".join(lines).replace(",", delimiter)).encode(encoding))
    arguments = ["--encoding", encoding, "--engine", engine, "-o", str(out)]
    assert run("batch", str(source), *arguments).code == 5
    rejects = (tmp_path / "out.rejects.csv").read_bytes()
    assert rejects.startswith(f"{mark}line{delimiter}column{delimiter}reason".encode(encoding))
    assert rows_of(tmp_path / "out.rejects.csv", delimiter, encoding)[1:] == [
        ["2", "accounts", "'nothing' is not one of its options", ONE_OF, "Φούρνος", "nothing", "1"],
        ["4", "accounts", "'kein' is not one of its options", ONE_OF, "Γκαράζ", "kein", "3"],
    ]
    mended = tmp_path / "mended.csv"
    mended.write_bytes(rejects.replace(b"nothing" + delimiter.encode(), b"none" + delimiter.encode()))
    assert run("batch", str(mended), *arguments).err.startswith("Rows read: 2. Written: 1. Rejected: 1.\n")
    header, done = rows_of(out, ";" if delimiter == ";" else ",", "utf-8-sig")
    assert (header[:7], done[0], done[4:7]) == (
        ["line", "column", "reason", "hint", "πελάτης", "accounts", "μήνες"], "2", ["Φούρνος", "none", "1"],
    )  # fmt: skip
    assert rows_of(tmp_path / "out.rejects.csv", delimiter, "utf-8-sig" if mark else encoding)[0][:5] == [
        "stagecli_line", "stagecli_column", "stagecli_reason", "stagecli_hint", "line",
    ]  # fmt: skip


def test_the_names_in_front_are_no_signals_of_the_model(run: Runner, tmp_path: Path) -> None:
    model, source = tmp_path / "model.yaml", tmp_path / "in.csv"
    model.write_text((MODELS / "small.yaml").read_text("utf-8").replace("often", "reason"), "utf-8")
    source.write_text("copies,x\nbad,1\n", "utf-8")
    assert run("batch", str(source), "--model", str(model), "-o", str(tmp_path / "out.csv")).code == 5
    assert rows_of(tmp_path / "out.rejects.csv")[0][2:] == ["stagecli_reason", "stagecli_hint", "copies", "x"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_that_is_no_row_stands_whole_in_the_first_column(engine: str, run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(
        b'attitude;a;b\nhopeful;1\rx;\n"hopeful";"x"\xee;\nhopeful;\xee;\nhopeful;\0;\nbad\nbad;1;2;3\nbad;"1\r2";\n'
    )
    assert run("batch", str(source), "-o", str(tmp_path / "out.csv"), "--engine", engine).code == 5
    rejects = rows_of(tmp_path / "out.rejects.csv", ";")
    assert [[row[0], row[2], *row[4:]] for row in rejects[1:]] == [
        ["2", "a carriage return inside the line", "hopeful;1\rx;", "", ""],
        ["3", "a closing quote stands inside a cell", '"hopeful";"x"\\xee;', "", ""],
        ["4", "byte 0xee is not UTF-8", "hopeful;\\xee;", "", ""],
        ["5", "a NUL character", "hopeful;\0;", "", ""],
        ["6", "1 cell where the header has 3", "bad", "", ""],
        ["7", "4 cells where the header has 3", "bad", "1", "2", "3"],
        ["8", "'bad' is not one of its options", "bad", "1\r2", ""],
    ]


@pytest.mark.parametrize("kind", ["jsonl", "json", "yaml", "xlsx", "parquet"])
def test_rejects_of_other_formats_are_a_csv_with_their_columns(
    kind: str, run: Runner, tmp_path: Path, bundled: Model
) -> None:
    import polars as pl
    import xlsxwriter

    source = tmp_path / f"in.{kind}"
    objects = [{"who": "Ά, β", "accounts": "bad", "n": 2.5}, {"who": "B", "accounts": "none", "n": 1}]
    if kind == "parquet":
        pl.DataFrame(objects, strict=False).write_parquet(source)
    elif kind == "xlsx":
        with xlsxwriter.Workbook(source) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(([*objects[0]], *(list(each.values()) for each in objects))):
                sheet.write_row(at, 0, row)
    elif kind == "jsonl":
        source.write_text("".join(f"{json.dumps(each)}\n" for each in objects) + "{\n", "utf-8")
    else:
        source.write_text(json.dumps(objects), "utf-8")
    assert run("batch", str(source), "-o", str(tmp_path / "out.csv")).code == 5
    header, row, *others = rows_of(tmp_path / "out.rejects.csv")
    signals = [signal.id for signal in bundled.signals if signal.id != "accounts"]
    late = (
        [*signals, *sorted(read_by(bundled))] if kind in ("jsonl", "json", "yaml") else []
    )  # keys that may come later
    assert header == ["line", "column", "reason", "hint", "who", "accounts", "n", *late]
    assert row[1:7] == ["accounts", "'bad' is not one of its options", ONE_OF, "Ά, β", "bad", "2.5"]
    assert [each[4:] for each in others] == ([["{", "", "", *("" for _ in late)]] if kind == "jsonl" else [])


def test_reasons_are_in_the_language_of_the_run(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("accounts\nidel\n", "utf-8")
    reason = "το «idel» δεν είναι μία από τις απαντήσεις"
    hint = "Μήπως εννοούσατε «idle»; Μπορείτε να δώσετε: none, closed, idle, in_use, dont_know."
    assert run("batch", str(source), "-o", str(tmp_path / "out.csv"), "--lang", "el").code == 5
    assert rows_of(tmp_path / "out.rejects.csv")[1] == ["2", "accounts", reason, hint, "idel"]
    shown = run("batch", str(source), "--lang", "el", "--summary", "none").err
    assert shown == f"{source}:2: accounts: {reason}. {hint}\n"


def test_what_an_encoding_cannot_hold_is_escaped(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes("who,accounts\nCafé,bad\n".encode("cp1252"))
    out = tmp_path / "out.csv"
    assert run("batch", str(source), "-o", str(out), "--lang", "el", "--encoding", "cp1252").code == 5
    row = rows_of(tmp_path / "out.rejects.csv", encoding="cp1252")[1]
    assert (row[2][:6], row[4:]) == ("\\u03c4", ["Café", "bad"])


@pytest.mark.parametrize("engine", ENGINES)
def test_rejects_are_guarded_for_spreadsheets_too(engine: str, run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text('accounts,@n\n=1+1,@x\n@SUM(1),-1\n"=1+1,@x\n', "utf-8")
    run("batch", str(source), "-o", str(tmp_path / "out.csv"), "--spreadsheet-safe", "--engine", engine)
    assert [row[4:] for row in rows_of(tmp_path / "out.rejects.csv")] == [
        ["accounts", "'@n"], ["'=1+1", "'@x"], ["'@SUM(1)", "-1"], ['"=1+1,@x', ""],
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_only_what_is_plainly_a_number_is_not_guarded(engine: str, run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    numbers = ["-5", "+5", "-1e5", "-1.5", "-1,5", "-.5", "+1.", "-1E-5"]
    others = ["-inf", "+nan", "-1_0", "-infinity", "-١", "- 5", "-1.2.3", "-5 ", "\t1", "-", "-.", "-1e", "+30 210"]
    source.write_text("accounts;n\n" + "".join(f"none;{cell}\n" for cell in (*numbers, *others)), "utf-8")
    done = run("batch", str(source), "--spreadsheet-safe", "--engine", engine)
    cells = [line.split(";")[1] for line in done.out.splitlines()[1:]]
    assert cells == [*numbers, *(f"'{cell}" for cell in others)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_terminal_is_shown_control_characters_escaped(engine: str, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"\xef\xbb\xbfaccounts,n\nnone,\x1b]0;pwned\x07\xc2\x9b\t\xc3\xa9\r\n")
    command = [str(STAGECLI), "batch", str(source), "--summary", "none", "--engine", engine]
    plain = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    assert plain.startswith(b"\xef\xbb\xbfaccounts,n,stage_number")
    assert b"\nnone,\x1b]0;pwned\x07\xc2\x9b\t\xc3\xa9," in plain
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb") as screen:
        subprocess.run(command, stdout=theirs, check=True)  # few enough bytes for the terminal's buffer
        shown = os.read(screen.fileno(), 10_000).decode()
        os.close(theirs)
    assert shown.startswith("accounts,n,stage_number")
    assert "\nnone,\\x1b]0;pwned\\x07\\x9b\té," in shown


def test_the_report_shows_rejects_of_every_dialect(run: Runner, tmp_path: Path) -> None:
    source, page = tmp_path / "in.csv", tmp_path / "page.html"
    source.write_bytes("πελάτης;accounts;months_active\nΦούρνος;none;9000\nΓκαράζ;none;\n".encode("cp1253"))
    arguments = ["--encoding", "cp1253", "-o", str(tmp_path / "out.csv"), "--report", str(page)]
    assert run("batch", str(source), *arguments).code == 5
    row = "<tr><td>2</td><td>months_active: 9000</td><td>9000 is not between 0 and 600</td></tr>"
    assert row in page.read_text("utf-8")


def test_a_line_that_names_the_separator_is_there_again(run: Runner, tmp_path: Path) -> None:
    source, out, page = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "page.html"
    source.write_text("sep=~\nwho~accounts\nA~bad\nB~none\n", "utf-8")
    assert run("batch", str(source), "-o", str(out), "--report", str(page)).code == 5
    assert "<tr><td>3</td><td>accounts: bad</td>" in page.read_text("utf-8")
    rejects = (tmp_path / "out.rejects.csv").read_text("utf-8")
    assert rejects.startswith("sep=~\nline~column~reason~hint~who~accounts\n3~accounts~")
    source.write_text(rejects.replace("A~bad", "A~none"), "utf-8")
    assert run("batch", str(source), "-o", str(out)).code == 0
