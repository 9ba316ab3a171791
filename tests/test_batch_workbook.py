"""Workbooks as spreadsheet programs and libraries write them: errors, formulas, hidden sheets."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from stagecli.batch import workbook_size
from tests.conftest import Run

Runner = Callable[..., Run]
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = "who", "accounts", "attitude", "months_active", "note"
CORRECT = "Correct the cell in the workbook, or clear it if the answer is not known.\n"
OPEN_AND_SAVE = "Open the workbook in a spreadsheet program and save it, so that its values are stored.\n"
NOT_STORED = "the cell has a formula, but the workbook does not store its value"


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, cells: Sequence[str]) -> str:
    """A row of texts; what is already a cell stays as it is."""
    made = (cell if cell.startswith("<") else text(f"{'ABCDEFG'[at]}{number}", cell) for at, cell in enumerate(cells))
    return f'<row r="{number}">{"".join(made)}</row>'


def sheet(*rows: Sequence[str]) -> str:
    return "".join(row(number, cells) for number, cells in enumerate(rows, start=1))


def write(path: Path, sheets: Sequence[tuple[str, str, str]]) -> Path:
    """A workbook of sheets, each with a name, a state and the XML of its rows; a state of `chart` makes it a chart."""
    listed, related = "", ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, state, rows) in enumerate(sheets, start=1):
            kind = "chartsheet" if state == "chart" else "worksheet"
            shown = f' state="{state}"' if state in ("hidden", "veryHidden") else ""
            listed += f'<sheet name="{name}" sheetId="{number}"{shown} r:id="r{number}"/>'
            related += f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="sheets/{number}.xml"/>'
            archive.writestr(
                f"xl/sheets/{number}.xml", f'<{kind} xmlns="{SPACE}"><sheetData>{rows}</sheetData></{kind}>'
            )
        main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        archive.writestr("_rels/.rels", f"<Relationships>{main}</Relationships>")
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
    return path


def one_sheet(path: Path, rows: str) -> Path:
    return write(path, [("Answers", "visible", rows)])


def said(run: Runner, source: Path, *options: str) -> Run:
    done = run("batch", str(source), "--summary", "none", *options)
    return done._replace(err=done.err.replace(str(source), source.name))


def carried(done: Run) -> list[list[str]]:
    return [cells[:5] for cells in csv.reader(io.StringIO(done.out))][1:]


def test_an_error_in_a_column_of_answers_rejects_its_row_alone(run: Runner, tmp_path: Path) -> None:
    rows = sheet(
        HEADER,
        ("A", "idle", '<c r="C2" t="str"><f>B9</f><v>angry</v></c>', '<c r="D2"><f>4+4</f><v>8</v></c>'),
        ("B", "idle", '<c r="C3" t="e"><f>B9&amp;"x"</f><v>#N/A</v></c>', '<c r="D3" t="e"><v>#DIV/0!</v></c>'),
    )
    done = said(run, one_sheet(tmp_path / "a.xlsx", rows))
    assert done.code == 5
    assert carried(done) == [["A", "idle", "angry", "8", ""]]
    assert (
        done.err == f"a.xlsx:3: attitude: the cell shows the error #N/A; also '#DIV/0!' for 'months_active'. {CORRECT}"
    )


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2"><f>"an"&amp;"gry"</f></c>',
        '<c r="C2"><f>"an"&amp;"gry"</f><v/></c>',
        '<c r="C2" s="1"><f>"an"&amp;"gry"</f><v></v></c>',
        '<c r="C2" t="n"><f t="shared" si="0"/><v /></c>',
        '<c r="C2" t="b"><f t="array" ref="C2:C3">A9 > 1</f>\n</c>',
        "<c t='e' r='C2'><f>A9</f></c>",
        f'<x:c xmlns:x="{SPACE}" r="C2"><x:f>A9</x:f><x:v></x:v></x:c>',
    ],
)
@pytest.mark.parametrize("chunk", [1 << 20, 90])
def test_a_formula_without_a_stored_value_rejects_its_row(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str, chunk: int
) -> None:
    monkeypatch.setattr(workbook_size, "_CHUNK", chunk)
    source = one_sheet(tmp_path / "a.xlsx", sheet(HEADER, ("A", "idle", cell), ("B", "in_use")))
    done = said(run, source)
    assert (done.code, carried(done)) == (5, [["B", "in_use", "", "", ""]])
    assert done.err == f"a.xlsx:2: attitude: {NOT_STORED}. {OPEN_AND_SAVE}"


def test_an_empty_text_is_a_value_of_a_formula(run: Runner, tmp_path: Path) -> None:
    empty = '<c r="C2" t="str"><f>IF(1=1,"","x")</f><v></v></c>'
    done = said(run, one_sheet(tmp_path / "a.xlsx", sheet(HEADER, ("A", "idle", empty))))
    assert (done.code, done.err, carried(done)) == (0, "", [["A", "idle", "", "", ""]])


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
def test_cells_without_a_value_are_carried_as_shown(run: Runner, tmp_path: Path, kind: str) -> None:
    note = '<c r="E2" t="e"><v>#REF!</v></c>'
    rows = sheet((*HEADER, "sum"), ("A", "idle", "angry", "", note, '<c r="F2"><f>1+1</f></c>'))
    out = tmp_path / f"out.{kind}"
    assert said(run, one_sheet(tmp_path / "a.xlsx", rows), "-o", str(out)).code == 0
    again = run("batch", str(out), "--format", "jsonl", "--map", "accounts=accounts")
    found = json.loads(again.out)
    assert (found["who"], found["note"], found["sum"] or "") == ("A", "#REF!", "")


def test_cells_without_a_place_follow_one_another(run: Runner, tmp_path: Path) -> None:
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER)
    idle = '<c t="inlineStr"><is><t>idle</t></is></c>'
    rows = (
        f'<row r="3">{header}</row>'
        f'<row><c t="str"><v>A</v></c>{idle}<c><f>A1</f></c></row>'
        f'<row/><row><c t="str"><v>B</v></c>{idle}<c r="D6" t="e"><v>#NUM!</v></c><c><f>1</f></c></row>'
        f'<row r="9"><c r="B9"><f>1</f></c></row>'
    )
    done = said(run, one_sheet(tmp_path / "a.xlsx", rows))
    assert (done.code, carried(done)) == (5, [])
    assert done.err == (
        f"a.xlsx:4: attitude: {NOT_STORED}. {OPEN_AND_SAVE}"
        f"a.xlsx:6: months_active: the cell shows the error #NUM!. {CORRECT}"
        f"a.xlsx:9: accounts: {NOT_STORED}. {OPEN_AND_SAVE}"
    )


def test_a_text_that_looks_like_a_formula_stays_a_text(run: Runner, tmp_path: Path) -> None:
    source = one_sheet(tmp_path / "a.xlsx", sheet(HEADER, ("A", "idle", "", "", "x &lt;c r='C2'>&lt;f> t=\"e\" &lt;f")))
    assert carried(said(run, source)) == [["A", "idle", "", "", "x <c r='C2'><f> t=\"e\" <f"]]


@pytest.mark.parametrize("state", ["hidden", "veryHidden", "chart"])
def test_the_first_visible_table_is_read(run: Runner, tmp_path: Path, state: str) -> None:
    lists, answers = sheet(("accounts",), ("idle",), ("in_use",)), sheet(HEADER, ("A", "idle"))
    source = write(tmp_path / "a.xlsx", [("Lists", state, lists), ("Answers", "", answers), ("Old", "", lists)])
    assert carried(said(run, source)) == [["A", "idle", "", "", ""]]


def test_if_all_sheets_are_hidden_the_first_is_read(run: Runner, tmp_path: Path) -> None:
    answers, other = sheet(HEADER, ("A", "idle")), sheet(("accounts",), ("none",))
    source = write(tmp_path / "a.xlsx", [("Answers", "hidden", answers), ("Other", "veryHidden", other)])
    assert carried(said(run, source)) == [["A", "idle", "", "", ""]]


def test_an_empty_sheet_is_refused_with_its_name_and_the_others(run: Runner, tmp_path: Path) -> None:
    hidden = ("Lists", "hidden", sheet(("accounts",)))
    source = write(tmp_path / "a.xlsx", [hidden, ("Cover", "", ""), ("Answers", "", ""), ("Old", "", "")])
    done = said(run, source)
    assert (done.code, done.err) == (
        2,
        "a.xlsx: there is nothing in the sheet 'Cover'. The first row must name the columns. "
        "There are other sheets: 'Answers', 'Old'. Choose one with --sheet.\n",
    )
    source = write(tmp_path / "a.xlsx", [hidden, ("Cover", "", "")])
    assert said(run, source).err == (
        "a.xlsx: there is nothing in the sheet 'Cover'. The first row must name the columns.\n"
    )


def test_the_size_of_the_sheet_that_is_read_counts(run: Runner, tmp_path: Path) -> None:
    far = f'<row r="1048576">{text("XFD1048576", "x")}</row>'
    source = write(tmp_path / "a.xlsx", [("Lists", "hidden", far), ("Answers", "", sheet(HEADER, ("A", "idle")))])
    assert said(run, source).code == 0
    source = write(tmp_path / "a.xlsx", [("Lists", "hidden", ""), ("Answers", "", far), ("Old", "", "")])
    assert said(run, source).err == (
        "a.xlsx: the sheet 'Answers' has 1,048,576 rows and 16,384 columns, which is too much to read. Delete what "
        "stands far from the table, or save the sheet as CSV. There are other sheets: "
        "'Old'. Choose one with --sheet.\n"
    )


def test_the_workbook_may_lie_in_any_folder(run: Runner, tmp_path: Path) -> None:
    source, moved = one_sheet(tmp_path / "a.xlsx", sheet(HEADER, ("A", "idle"))), tmp_path / "moved.xlsx"
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(moved, "w") as copy:
        for part in archive.namelist():
            copy.writestr(part.replace("xl/", "book/"), archive.read(part).replace(b"xl/", b"book/"))
    assert carried(said(run, moved)) == [["A", "idle", "", "", ""]]


def test_more_shared_texts_than_fit_into_the_file_are_not_made_room_for(run: Runner, tmp_path: Path) -> None:
    source = one_sheet(tmp_path / "a.xlsx", sheet(HEADER, ("A", "idle")))
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SPACE}" count="1" uniqueCount="90000000000"></sst>')
    assert said(run, source).err == (
        "a.xlsx becomes more than 200 times larger as it is unpacked, as no ordinary table does. "
        "If you trust it, unpack it yourself.\n"
    )


def test_errors_of_endlessly_many_kinds_are_damage(run: Runner, tmp_path: Path) -> None:
    rows = sheet(HEADER, *(("A", f'<c r="B{number}" t="e"><v>#{number}!</v></c>') for number in range(2, 200)))
    assert said(run, one_sheet(tmp_path / "a.xlsx", rows)).err == (
        "a.xlsx is no sound XLSX workbook: errors of too many kinds.\n"
    )


def test_blank_rows_of_a_workbook_are_left_out_and_counted(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet()
        for at, row in ((0, ["who", "accounts"]), (1, ["A", "none"]), (4, ["B", "none"]), (5, [" ", " "])):
            sheet.write_row(at, 0, row)
    done = run("batch", str(source), "--summary", "json", "-o", str(tmp_path / "out.csv"))
    assert json.loads(done.err)["rows"] == {"read": 2, "written": 2, "rejected": 0, "blank": 3}
