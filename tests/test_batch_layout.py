"""The layout of real exports: titles above the header, its further rows, sheets, merged cells, spaces."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.authoring.labelled import read_labelled
from stagecli.batch.delimited import Dialect, Parser
from stagecli.batch.inputs import Input
from stagecli.batch.layout import Layout
from stagecli.batch.records import Row
from stagecli.batch.tables import Table, open_table
from stagecli.errors import UsageError
from stagecli.model import Model
from tests.conftest import Run, examples
from tests.ladders import SMALL
from tests.tables import run_batch
from tests.test_batch_workbook import one_sheet, sheet, write

Batch = Callable[..., Run]
EXPECTED = {"accounts", "attitude"}
TITLED = "Clients of the third quarter\n\nclient,accounts,attitude\nA,idle,angry\n"
CLIENTS = ("client", "accounts", "attitude"), ("A", "idle", "angry")
NAME = (
    "Name the columns after the signals or their questions, or say with --map COLUMN=SIGNAL what they are; "
    "--write-mapping FILE proposes it.\n"
)
QUALTRICS = (
    'StartDate,ResponseId,Q1,Q2\r\n"Start\r\nDate",Response ID,How?,"Has, does?"\r\n'
    '"{""ImportId"":""startDate"",""timeZone"":""Europe/Athens""}","{""ImportId"": ""_recordId""}",'
    '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\r\n2026,R_1,angry,idle\r\n2026,R_2,angry,many\r\n'
)
MAPPED = "--map", "Q1=attitude", "--map", "Q2=accounts"


@pytest.fixture(params=["stream", "columnar"])
def engine(request: pytest.FixtureRequest) -> str:
    pytest.importorskip("polars", reason="the columnar engine needs the extra 'batch'")
    return str(request.param)


@pytest.fixture
def batch(run: Callable[..., Run], tmp_path: Path) -> Batch:
    """Assess a table of text, or a workbook of these sheets; its folder is left out of what is said."""

    def batch(content: str | Sequence[tuple[str, str, str]], *options: str, name: str = "in.csv") -> Run:
        source = tmp_path / name
        if isinstance(content, str):
            source.write_bytes(content.encode())
        else:
            write(source, content)
        done = run("batch", str(source), *options, *(() if "--summary" in options else ("--summary", "none")))
        return done._replace(err=done.err.replace(f"{tmp_path}/", ""))

    return batch


def cells(done: Run, count: int = 3) -> list[list[str]]:
    """The first cells of each row of the result, and of its header."""
    return [row[:count] for row in csv.reader(io.StringIO(done.out.removeprefix("\ufeff")))]


def opened(folder: Path, text: str) -> Table:
    (folder / "in.csv").write_bytes(text.encode())
    source = Input(str(folder / "in.csv"))
    table = open_table(source, Layout(), EXPECTED)
    source.close()
    return table


# Which line is the header


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (TITLED, 3),
        ("# exported 2026-01-01\n# by tool\nclient,accounts,attitude\nA,idle,angry\n", 3),
        ("\ufeffa;b;c;d\n\nclient,accounts,attitude\n\nA,idle,angry\n", 3),
        ('sep=,\n"not closed\nclient,accounts,attitude\nA,idle,angry\n', 3),
        ("\ntitle\r\n\nclient,accounts,attitude\r\nA,idle,angry", 4),
        ("title\r\rclient,accounts,attitude\rA,idle,angry\r", 3),
        ("client,accounts,attitude\nA,idle,angry\n", 1),
        ("title\n\nclient,accounts,attitude\nA,idle,angry\n", 2),
    ],
)
def test_the_line_that_is_named_is_the_header(batch: Batch, engine: str, text: str, row: int) -> None:
    done = batch(text, "--header-row", str(row), "--engine", engine)
    assert (done.code, done.err, cells(done)) == (0, "", [*map(list, CLIENTS)])


def test_what_is_above_the_header_is_not_counted_and_lines_are_those_of_the_file(batch: Batch, engine: str) -> None:
    done = batch(f"{TITLED}\nB,many,angry\n", "--header-row", "3", "--engine", engine, "--summary", "json")
    reject, summary = done.err.splitlines()
    assert reject.startswith("in.csv:6: accounts: 'many' is not one of its options.")
    assert json.loads(summary)["rows"] == {"read": 2, "written": 1, "rejected": 1, "blank": 1}


def test_the_row_of_a_workbook_that_is_named_is_the_header(batch: Batch) -> None:
    rows = sheet(("Clients of the third quarter",), (), *CLIENTS, ("B", "many"))
    done = batch([("Answers", "", rows)], "--header-row", "3", name="in.xlsx")
    assert cells(done) == [*map(list, CLIENTS)]
    assert done.err.startswith("in.xlsx:5: accounts: 'many' is not one of its options.")


@pytest.mark.parametrize(
    ("text", "seen", "line"),
    [
        (TITLED, "The header is line 1, with 1 cell: 'Clients of the third quarter'.", 3),
        ("# made\n# by\n\nclient;accounts;attitude\nA;idle;angry\n", "The header is line 1, with 1 cell: '# made'.", 4),
        ("Of, us\nclient,Has it?,How?\nA,b,c\n", "The header is line 1, with 2 cells: 'Of', 'us'.", None),
        ("Of us,,,\n,,,\nclient,Has it?,How?,Why?\nA,b,,\n",
         "The header is line 1, with 4 cells: 'Of us', 'column 2', 'column 3', 'column 4'.", 3),
        ("client,Has it?,How?\nA,b,c\n", "The header is line 1, with 3 cells: 'client', 'Has it?', 'How?'.", None),
    ],
)  # fmt: skip
def test_without_a_signal_the_line_that_looks_like_the_header_is_named(
    batch: Batch, text: str, seen: str, line: int | None
) -> None:
    likely = f" Line {line} looks like the header: name it with --header-row {line}." if line else ""
    done = batch(text)
    assert done.code == 2
    assert done.err.startswith(f"in.csv: no column is a signal of the ladder 'social-media'. {seen}{likely} Signals: ")
    assert done.err.endswith(NAME)


def test_a_title_in_a_workbook_is_told_in_greek(batch: Batch) -> None:
    rows = sheet(("Πελάτες του 2026",), (), *CLIENTS)
    done = batch([("Α", "", rows)], "--lang", "el", "--map", "x=accounts", name="in.xlsx")
    assert done.err == (
        "--map: δεν υπάρχει στήλη «x» στο in.xlsx. Διαβάστηκε το φύλλο «Α». Οι στήλες του: 'Πελάτες του 2026', "
        "'column 2', 'column 3'. Η γραμμή 3 μοιάζει με επικεφαλίδα: δηλώστε το με --header-row 3.\n"
    )


def test_a_header_that_cannot_be_read_is_told_with_the_line_that_looks_like_one(batch: Batch) -> None:
    assert batch('"Clients" of 2026\nclient,accounts\nA,idle\n').err == (
        "in.csv:1: the header cannot be read: a closing quote stands inside a cell. Close every quote, and double "
        "those inside a quoted cell. Line 2 looks like the header: name it with --header-row 2.\n"
    )


def test_a_title_that_is_the_name_of_a_signal_comes_with_a_note(batch: Batch) -> None:
    done = batch("attitude\nclient,accounts,attitude\nA,idle,angry\n", "--summary", "json")
    notes = json.loads(done.err.splitlines()[-1])["notes"]
    assert notes == ["Line 2 looks like the header: name it with --header-row 2."]


@pytest.mark.parametrize(
    ("name", "text", "options", "said"),
    [
        ("in.csv", TITLED, ("--header-row", "0"),
         "--header-row: '0' is not a whole number from 1 to 1,000,000.\n"),
        ("in.csv", TITLED, ("--header-row", "5"), "--header-row: there is nothing in in.csv from line 5 on.\n"),
        ("in.csv", TITLED[:-1], ("--header-row", "9"), "--header-row: there is nothing in in.csv from line 9 on.\n"),
        ("in.jsonl", '{"accounts": "idle"}', ("--header-row", "1"),
         "--header-row is for delimited text and XLSX: in.jsonl has no header.\n"),
        ("in.csv", TITLED, ("--sheet", "A"), "--sheet is for XLSX workbooks: in.csv has no sheets.\n"),
        ("in.csv", TITLED, ("--header-row", "3", "--engine", "spark"),
         "The Spark engine has no --header-row. Leave it out, or choose another --engine.\n"),
    ],
)  # fmt: skip
def test_a_header_or_a_sheet_that_cannot_be_is_refused(
    batch: Batch, name: str, text: str, options: Sequence[str], said: str
) -> None:
    done = batch(text, *options, name=name)
    assert (done.code, done.err) == (2, said)


def test_a_row_below_the_last_of_a_workbook_is_no_header(batch: Batch) -> None:
    done = batch([("Answers", "", sheet(*CLIENTS))], "--header-row", "3", name="in.xlsx")
    assert (done.code, done.err) == (2, "--header-row: there is nothing in in.xlsx from line 3 on.\n")


def test_labelled_subjects_are_read_below_a_title(tmp_path: Path, run: Callable[..., Run]) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Cases\n\nname,stage,copies\nA,copying,some\n")
    assert [each.name for each in read_labelled(SMALL, str(source), Layout(header_row=3)).subjects] == ["A"]
    with pytest.raises(UsageError) as error:
        read_labelled(SMALL, str(source))
    assert str(error.value) == (
        f"--label: there is no column 'stage' in {source}. The header is line 1, with 1 cell: 'Cases'. "
        "Line 3 looks like the header: name it with --header-row 3."
    )
    source.write_text("Cases\nname,stage,accounts\nA,1,none\n")
    done = run("model", "test", "social-media", "--cases", str(source), "--header-row", "2")
    assert (done.code, done.err) == (0, "")


# Further rows of the header


@pytest.mark.parametrize("output", ["csv", "jsonl"])
def test_the_three_header_rows_of_qualtrics_are_one_header(batch: Batch, engine: str, output: str) -> None:
    if (engine, output) == ("columnar", "jsonl"):
        pytest.skip("the columnar engine writes no JSON Lines")
    done = batch(QUALTRICS, *MAPPED, "--engine", engine, "--format", output, "--summary", "json")
    first, *subjects = done.out.splitlines()
    reject, summary = done.err.splitlines()
    if output == "csv":
        assert first.startswith("StartDate,ResponseId,Q1,Q2,stage_number,")
        assert [line[:23] for line in subjects] == ["2026,R_1,angry,idle,3,n"]
    assert reject.startswith("in.csv:6: Q2: 'many' is not one of its options.")
    found = json.loads(summary)
    assert found["notes"] == ["Lines 2 and 4 belong to the header, not to a subject."]
    assert found["rows"] == {"read": 2, "written": 1, "rejected": 1, "blank": 0}


def test_further_rows_of_a_header_are_kept_for_whoever_asks(tmp_path: Path) -> None:
    table = opened(tmp_path, QUALTRICS)
    assert [row[1] for row in table.more_heads] == ["Response ID", '{"ImportId": "_recordId"}']
    assert [str(each) for each in table.notes] == ["Lines 2 and 4 belong to the header, not to a subject."]
    assert [each.text("el") for each in table.notes] == [
        "Οι γραμμές 2 και 4 ανήκουν στην επικεφαλίδα και δεν είναι επιχειρήσεις."
    ]
    assert [row.place for rows in table.batches for row in rows] == [5, 6]


def test_the_header_rows_of_a_workbook_are_one_header(batch: Batch) -> None:
    ids = ('{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}')
    rows = sheet(("ResponseId", "Q1", "Q2"), ("Response ID", "How?", "Has?"), ids, ("R_1", "angry", "idle"))
    done = batch([("A", "", rows)], *MAPPED, "--summary", "json", name="in.xlsx")
    assert cells(done) == [["ResponseId", "Q1", "Q2"], ["R_1", "angry", "idle"]]
    assert json.loads(done.err)["notes"] == ["Lines 2 and 3 belong to the header, not to a subject."]


@pytest.mark.parametrize(
    "rows",
    [
        ("Respondent ID,Start Date,accounts,attitude", ",,Response,Response"),
        ("Respondent ID,Start Date,accounts,attitude,", ",,Response,Response,Other (please specify)"),
        ("Respondent ID,Start Date,Which of these?,,accounts", ",,Shop,Workshop,Open-Ended Response"),
        ("Respondent ID,Which of these?,,accounts,", ",Shop,Workshop,Yes,No"),
        ("Start Date,accounts,attitude", ",Response,Response"),
    ],
)
def test_the_second_row_of_surveymonkey_belongs_to_the_header(tmp_path: Path, rows: tuple[str, str]) -> None:
    table = opened(tmp_path, "\n".join([*rows, "1,idle"]))
    assert [",".join(row) for row in table.more_heads] == [rows[1]]
    assert [str(each) for each in table.notes] == ["Line 2 belongs to the header, not to a subject."]
    assert table.notes[0].text("el") == "Η γραμμή 2 ανήκει στην επικεφαλίδα και δεν είναι επιχείρηση."


@pytest.mark.parametrize(
    "rows",
    [
        ("Respondent ID,Start Date,accounts,attitude", ",,idle,angry"),
        ("Respondent ID,Start Date,accounts,attitude", "1,,Response,Response"),
        ("Respondent ID,accounts,attitude,,", ",idle,angry,,"),
        ("Respondent ID,accounts,attitude,,", ",,,,"),
        ("client,accounts,,", ",idle,angry,"),
        ("client,accounts,attitude", ",idle,Response"),
        ("client,accounts,attitude", 'A,idle,"{""ImportId"":""QID2""}"'),
        ("client,accounts,attitude", 'A,idle\n"{""ImportId"":""QID2""}"'),
    ],
)
def test_what_a_subject_could_have_given_is_never_taken_for_a_header(tmp_path: Path, rows: tuple[str, str]) -> None:
    table = opened(tmp_path, "\n".join([*rows, "B,idle,angry", ""]))
    assert (table.more_heads, table.notes) == ((), [])


def test_an_interrupted_run_goes_on_below_all_rows_of_the_header(
    bundled: Model, tmp_path: Path, engine: Literal["stream", "columnar"]
) -> None:
    source, whole = tmp_path / "in.csv", tmp_path / "whole"
    rows = "".join(f"{number},idle,{'many' if number % 50 == 9 else 'angry'}\n" for number in range(1, 300))
    source.write_text(f"Respondent ID,accounts,attitude\n,Response,Response\n{rows}")

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(bundled, source, tmp_path, engine, block=300, progress=interrupt)
    done = run_batch(bundled, source, tmp_path, engine, block=300, resume=True)
    whole.mkdir()
    expected = run_batch(bundled, source, whole, engine, block=300)
    assert done.output.read_bytes() == expected.output.read_bytes()
    assert done.rejects == expected.rejects
    assert [reject["line"] for reject in done.rejects] == ["11", "61", "111", "161", "211", "261"]
    assert done.summary.rows == expected.summary.rows
    assert done.summary.notes == ("Line 2 belongs to the header, not to a subject.",)


LINES = "title", "", "# x,y", '"', '"a\nb",c', "client,accounts", "A,idle", 'B, "idle"'


@examples(200)
@given(st.lists(st.sampled_from(LINES), max_size=6), st.integers(1, 8), st.sampled_from([1, 30, 1 << 20]))
def test_the_size_of_blocks_does_not_matter_to_a_header(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], header_row: int, block: int
) -> None:
    path = tmp_path_factory.mktemp("layout") / "in.csv"
    path.write_text("\n".join([*lines, "client,accounts", "A,idle", ""]))

    def read(size: int) -> tuple[object, ...]:
        source = Input(str(path))
        try:
            table = open_table(source, Layout(header_row=header_row), EXPECTED, block=size)
            return table.heads, table.line, [row for rows in table.batches for row in rows], table.blank
        except UsageError as error:
            return (str(error),)
        finally:
            source.close()

    assert read(block) == read(64)


def test_a_header_is_found_however_long_it_is(batch: Batch, engine: str) -> None:
    text = '"' + "long\n" * 500 + "x" * 2_000_000 + '",accounts\nA,idle\n'
    done = batch(text, "--engine", engine)
    assert (done.code, done.out.count("idle")) == (0, 1)


# Sheets


def test_a_sheet_is_read_by_its_name(batch: Batch) -> None:
    other = sheet(("client", "accounts", "attitude"), ("B", "in_use", "hopeful"))
    sheets = [("Answers", "", sheet(*CLIENTS)), ("2ο Τρίμηνο", "", other), ("Lists", "hidden", other)]
    for name in ("2ο Τρίμηνο", "2ο τριμηνο", "lists"):
        assert cells(batch(sheets, "--sheet", name, name="in.xlsx"))[1:] == [["B", "in_use", "hopeful"]]
    done = batch(sheets, "--sheet", "Answer", name="in.xlsx")
    assert (done.code, done.err) == (
        2, "--sheet: in.xlsx has no sheet 'Answer'. Its sheets: 'Answers', '2ο Τρίμηνο', 'Lists'.\n"
    )  # fmt: skip
    done = batch(sheets, "--sheet", "Answer", "--lang", "el", name="in.xlsx")
    assert done.err == "--sheet: το in.xlsx δεν έχει φύλλο «Answer». Τα φύλλα του: 'Answers', '2ο Τρίμηνο', 'Lists'.\n"


def test_the_first_visible_sheet_with_something_in_it_is_read(batch: Batch) -> None:
    empty = '<row r="1"><c r="A1" s="1"/><c r="B1"></c></row>'
    sheets = [
        ("Hidden", "hidden", sheet(CLIENTS[1])), ("Cover", "", empty), ("B", "", ""), ("Answers", "", sheet(*CLIENTS)),
        ("Old", "", sheet(CLIENTS[1])),
    ]  # fmt: skip
    done = batch(sheets, "--summary", "json", name="in.xlsx")
    assert cells(done) == [*map(list, CLIENTS)]
    assert json.loads(done.err)["notes"] == [
        "The sheet 'Answers' was read, since there is nothing before it: 'Cover', 'B'."
    ]
    done = batch(sheets, "--map", "x=accounts", name="in.xlsx")
    assert done.err == (
        "--map: there is no column 'x' in in.xlsx. The sheet 'Answers' was read. Its columns: 'client', 'accounts', "
        "'attitude'. There are other sheets: 'Old'. Choose one with --sheet.\n"
    )
    done = batch(sheets, "--sheet", "Cover", "--lang", "el", name="in.xlsx")
    assert done.err == (
        "in.xlsx: δεν υπάρχει τίποτα στο φύλλο «Cover». Η πρώτη γραμμή πρέπει να ονομάζει τις στήλες. "
        "Υπάρχουν και άλλα φύλλα: 'B', 'Answers', 'Old'. Διαλέξτε ένα με --sheet.\n"
    )


# Merged cells


def merged(path: Path, rows: str, *ranges: str) -> Path:
    """A workbook with these cells merged."""
    one_sheet(path, rows)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    listed = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.replace("</sheetData>", f"</sheetData><mergeCells>{listed}</mergeCells>"))
    return path


def test_each_row_of_cells_merged_downwards_has_their_value(run: Callable[..., Run], tmp_path: Path) -> None:
    rows = sheet(
        ("client", "accounts", "attitude", "area"), ("A", "idle", "angry", "North"), ("B", "", "hopeful"), (),
        ("C", "in_use", "angry"), ("D", "", "angry", "South"),
    )  # fmt: skip
    source = merged(tmp_path / "in.xlsx", rows, "B2:B4", "D2:D5", "B5:C6", "A9:A12", "F1:G1")
    assert cells(run("batch", str(source), "--summary", "none"), 4)[1:] == [
        ["A", "idle", "angry", "North"], ["B", "idle", "hopeful", "North"],
        ["C", "in_use", "angry", "North"], ["D", "in_use", "angry", "South"],
    ]  # fmt: skip


def test_a_title_merged_across_fills_no_other_column(run: Callable[..., Run], tmp_path: Path) -> None:
    source = merged(tmp_path / "in.xlsx", sheet(("Clients",), (), *CLIENTS), "A1:C2")
    assert cells(run("batch", str(source), "--header-row", "3", "--summary", "none")) == [*map(list, CLIENTS)]


def test_a_name_merged_down_two_rows_of_headings_names_its_column(run: Callable[..., Run], tmp_path: Path) -> None:
    rows = sheet(("client", "Questions"), ("", "accounts", "attitude"), CLIENTS[1])
    source = merged(tmp_path / "in.xlsx", rows, "A1:A2", "B1:C1")
    assert cells(run("batch", str(source), "--header-row", "2", "--summary", "none")) == [*map(list, CLIENTS)]


def test_no_cell_is_filled_twice_however_many_ranges_there_are(run: Callable[..., Run], tmp_path: Path) -> None:
    rows = sheet(("client", "accounts"), ("A", "idle"), *([("B",)] * 2000))
    source = merged(tmp_path / "in.xlsx", rows, *(f"B2:B{1_048_576 - number}" for number in range(20_000)))
    found = cells(run("batch", str(source), "--summary", "none"), 2)
    assert (len(found), found[-1]) == (2002, ["B", "idle"])


# Spaces before quotes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('A, "idle", "angry"', ["A", "idle", "angry"]),
        (' "A, and B", idle,  "angry"', ["A, and B", "idle", "angry"]),
        ('"A", "x ""y""","z"', ["A", 'x "y"', "z"]),
        ('A, "", z', ["A", "", "z"]),
        ('"a, ""b""", x, y', ['a, "b"', " x", " y"]),
        ('A, "b" c, d', ["A", ' "b" c', " d"]),
        ('A, "b, d', ["A", ' "b', " d"]),
        ("A, b, c", ["A", " b", " c"]),
        ('A,5" pipe, "c"', ["A", '5" pipe', "c"]),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_spaces_before_a_quoted_cell_are_left_out(line: str, expected: list[str], line_end: str) -> None:
    parser = Parser(Dialect(",", "utf-8", mark=False, old_line_ends=False))
    parser.width = 3
    before, found, after = parser.feed(line_end.join(['"x\ny",1,2', line, "p, q,r", ""]).encode())
    assert isinstance(found, Row)
    assert isinstance(after, Row)
    assert (found.place, found.raw, found.cells) == (3, line, expected)
    assert (before.raw, after.raw, after.cells) == ('"x\ny",1,2', "p, q,r", ["p", " q", "r"])


def test_a_table_with_spaces_before_its_quotes_stays_as_it_is(batch: Batch, engine: str) -> None:
    text = 'client, "accounts", attitude\nA, "idle", "angry"\n"B, b" , idle, angry\nC, "in_use", angry\n'
    done = batch(text, "--engine", engine)
    assert [line.partition(",3,")[0].partition(",stage")[0] for line in done.out.splitlines()][:2] == [
        'client, "accounts", attitude', 'A, "idle", "angry"',
    ]  # fmt: skip
    assert done.err.startswith("in.csv:3: a closing quote stands inside a cell.")
    assert len(done.out.splitlines()) == 3


def test_a_second_row_of_questions_belongs_to_the_header_and_one_of_short_answers_does_not(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    questions = "Does your business have an account on social media?,How often does somebody post?"
    path.write_text(f"Q1,Q2\n{questions}\nin_use,never\n", "utf-8")
    done = run("batch", str(path), "--summary", "json", "-o", str(tmp_path / "out.csv"))
    assert '"rows":{"read":1,"written":1,' in done.err
    assert "Line 2 belongs to the header, not to a subject." in done.err
    path.write_text("1,accounts,posting\n-1,in_use,never\nposting,accounts,posting\n", "utf-8")
    done = run("batch", str(path), "--map", "1=attitude", "--summary", "json", "-o", str(tmp_path / "out.csv"))
    assert '"rows":{"read":2,"written":0,"rejected":2,' in done.err
