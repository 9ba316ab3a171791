"""Files made to harm: bombs, endless lines, far cells, damaged archives. One clear error, or rejects; never more."""

import contextlib
import gzip
import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from stagecli.answers_file.reading import read_answers
from stagecli.batch import inputs, workbook_size
from stagecli.errors import AnswersError
from tests.conftest import Run, sampled
from tests.ladders import SMALL
from tests.test_returned_answers import LINE, MAILS

Runner = Callable[..., Run]
SUBJECTS = pl.DataFrame(
    {"who": [f"b{n}" for n in range(60)], "accounts": ["none", "idle", "in_use"] * 20, "n": range(60)}
)
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>accounts</t></is></c></row>{}</sheetData></worksheet>'
)


def workbook(sheet: str | None = None) -> dict[str, bytes]:
    """The parts of a workbook, its first sheet replaced."""
    out = io.BytesIO()
    SUBJECTS.write_excel(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if sheet is not None:
        parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    return parts


def write_workbook(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def refused(run: Runner, source: Path) -> str:
    """What is said of an input that cannot be read to its end."""
    out = source.with_name("out.csv")
    done = run("batch", str(source), "-o", str(out))
    assert (done.code, done.out) == (1, "")
    assert not out.exists()
    done_before = re.compile(r"\.out\..*(part|journal)")  # what --resume needs, after a part was done
    assert all(done_before.fullmatch(path.name) for path in source.parent.iterdir() if path != source)
    return done.err.replace(str(source), source.name)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_line_without_end_is_told_with_its_number(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, quote: bytes
) -> None:
    monkeypatch.setattr(inputs, "_MAX_LINE", 2_000_000)
    start = b"who,accounts\nA,none\n" if name == "a.csv" else b'{"accounts": "none"}\n\n'
    source = tmp_path / name
    source.write_bytes(start + quote + b"x" * 4_000_000)
    assert refused(run, source) == f"{name}:3: this line is longer than 2,000,000 bytes. Is it a table?\n"


@pytest.mark.parametrize(
    ("name", "start"), [("a.csv.gz", b"who,accounts\n"), ("a.json.gz", b"["), ("a.jsonl.gz", b'{"accounts": "none"}\n')]
)
def test_what_unpacks_to_too_much_is_not_unpacked(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes
) -> None:
    monkeypatch.setattr(inputs, "_SMALL", 1_000_000)
    source = tmp_path / name
    source.write_bytes(gzip.compress(start + b"\n" * 20_000_000))
    assert refused(run, source) == (
        f"{name} becomes more than 200 times larger as it is unpacked, as no ordinary table does. "
        "If you trust it, unpack it yourself.\n"
    )


def test_what_is_read_at_once_has_a_limit(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("- accounts: none\n" * 200_000, "utf-8")
    assert refused(run, source) == "a.yaml has more than the 2,000,000 bytes that are read at once. Split it.\n"


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "1,048,576 rows and 16,384 columns"),
        ('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>', "4,294,967,295 rows and 1 columns"),
        ("<row r='5000'><c r='ZZZ5000'><v>1</v></c></row>", "5,000 rows and 18,278 columns"),
        (f'<row r="1048576">{"<c><v>1</v></c>" * 60}</row>', "1,048,576 rows and 60 columns"),
        ("<row r='9'><c x=' r=\"A9\"' y='>' r='XFD9999999'><v>1</v></c></row>", "9,999,999 rows and 16,384 columns"),
        (
            '<row r="999999"><c r="A999999"><v>1</v></c></row><row r="2"><c r="CV2"><v>1</v></c></row>',
            "999,999 rows and 100 columns",
        ),
        ('<row r="4000000000"><c><v>1</v></c></row>', "4,000,000,000 rows and 1 columns"),
    ],
)
def test_a_far_cell_is_told_before_memory_is_asked_for(run: Runner, tmp_path: Path, cell: str, size: str) -> None:
    source = write_workbook(tmp_path / "a.xlsx", workbook(SHEET.format(cell)))
    assert refused(run, source) == (
        f"a.xlsx: the sheet 'Sheet1' has {size}, which is too much to read. "
        "Delete what stands far from the table, or save the sheet as CSV.\n"
    )


NONE = '<c r="A{0}" t="inlineStr"><is><t>none</t></is></c>'


LOOKS_FAR = {
    "a little far": f'<row r="3000">{NONE.format(3000)}<c r="ALL3000"><v>1</v></c></row>',
    "a high row": f'<row r="2">{NONE.format(2)}</row><row r="1048576" ht="9"/>',
    "a coloured cell": f'<row r="2">{NONE.format(2)}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>',
    "text": f'<row r="2">{NONE.format(2)}<c t="inlineStr"><is><t> r="ZZZ12345678" </t></is></c></row>',
}


@pytest.mark.parametrize(
    ("name", "way"),
    sampled(
        product(LOOKS_FAR, ["path", "pipe", "gz"]), [*product(LOOKS_FAR, ["path"]), ("text", "pipe"), ("text", "gz")]
    ),
)
def test_what_only_looks_far_is_read(run: Runner, tmp_path: Path, name: str, way: str) -> None:
    parts = workbook(SHEET.format(LOOKS_FAR[name]))
    parts["xl/worksheets/sheet2.xml"] = SHEET.format('<row r="1048576"><c r="XFD1048576"/></row>').encode()
    source = write_workbook(tmp_path / "a.xlsx", parts)
    data = source.read_bytes()
    if way == "gz":
        source = tmp_path / "a.xlsx.gz"
        source.write_bytes(gzip.compress(data))
    given = "-" if way == "pipe" else str(source)
    done = run("batch", given, "-o", str(tmp_path / "out.csv"), stdin=data if way == "pipe" else None)
    assert done.code == 0, done.err
    assert done.err.startswith("Rows read: 1. Written: 1. Rejected: 0.\n")


def test_what_is_longer_than_it_says_is_not_read(run: Runner, tmp_path: Path) -> None:
    source = write_workbook(tmp_path / "a.xlsx", {**workbook(), "xl/sharedStrings.xml": b"<sst>" + b" " * 99_000})
    data = source.read_bytes()
    assert data.count((99_005).to_bytes(4, "little")) == 2
    source.write_bytes(data.replace((99_005).to_bytes(4, "little"), (9_005).to_bytes(4, "little")))
    assert "a.xlsx is no sound XLSX workbook: " in refused(run, source)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_SMALL", 1_000_000)
    monkeypatch.setattr(workbook_size, "_CHUNK", 1000)
    source = write_workbook(tmp_path / "a.xlsx", workbook(SHEET.format("<row></row>" * 2_000_000)))
    assert "becomes more than 200 times larger as it is unpacked" in refused(run, source)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, left out or put in."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1 if len(changed) > 100:
                del changed[at : at + chance.randrange(1, 8)]
            case _:
                changed[at:at] = chance.randbytes(4)
    return bytes(changed)


def check_mutant(run: Runner, source: Path) -> None:
    out = source.with_name("out.csv")
    done = run("batch", str(source), "-o", str(out), "--summary", "none")
    assert done.code in {0, 1, 2, 5}
    assert "Traceback" not in done.err
    assert "panicked" not in done.err
    if done.code in {1, 2}:
        assert re.fullmatch(r"[^\n]+\n", done.err), done.err
        assert not out.exists()
    out.unlink(missing_ok=True)
    out.with_name("out.rejects.csv").unlink(missing_ok=True)


@pytest.mark.parametrize("seed", sampled(range(16), range(4)))
def test_damaged_parquet_is_read_or_told_in_one_line(run: Runner, tmp_path: Path, seed: int) -> None:
    chance, source, whole = random.Random(seed), tmp_path / "a.parquet", io.BytesIO()
    SUBJECTS.write_parquet(whole, compression=("uncompressed", "zstd", "snappy", "lz4")[seed % 4])
    data = whole.getvalue()
    for _ in range(25):
        cut = chance.choice([0, max(0, len(data) - 800)])  # mostly what is at its end, which says where all is
        source.write_bytes(data[:cut] + mutated(data[cut:-8], chance) + data[-8:])
        check_mutant(run, source)


@pytest.mark.parametrize("seed", sampled(range(4), [0]))
def test_damaged_workbooks_are_read_or_told_in_one_line(run: Runner, tmp_path: Path, seed: int) -> None:
    chance, parts = random.Random(seed), workbook()
    whole = write_workbook(tmp_path / "a.xlsx", parts)
    data = whole.read_bytes()
    for number in range(30):
        if number % 3:  # what a checksum does not tell
            name = chance.choice([*parts])
            write_workbook(whole, {**parts, name: mutated(parts[name], chance)})
        else:
            whole.write_bytes(mutated(data, chance))
        check_mutant(run, whole)


@pytest.mark.parametrize("seed", sampled(range(3), [0]))
@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_damaged_compression_is_read_or_told_in_one_line(run: Runner, tmp_path: Path, ending: str, seed: int) -> None:
    table = SUBJECTS.write_csv().encode()
    data = gzip.compress(table, mtime=0) if ending == "gz" else inputs.zstd().compress(table)
    chance, source = random.Random(seed), tmp_path / f"a.csv.{ending}"
    for _ in range(20):
        source.write_bytes(mutated(data, chance))
        check_mutant(run, source)


@pytest.mark.parametrize("seed", sampled(range(8), [0]))
@pytest.mark.parametrize(
    "name", ["text and HTML", "an attached file and the line", "quoted-printable", "a Gmail forward"]
)
def test_damaged_mails_are_read_or_told_in_one_message(name: str, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        try:
            read_answers(SMALL, mutated(MAILS[name], chance), "a.eml")
        except AnswersError as error:
            assert error.text("el").startswith("a.eml: ")  # noqa: PT017  # it may also be read


@pytest.mark.parametrize(
    "data",
    [
        b"&#" + b"9" * 100_000 + b";",
        b"<a" * 500_000,
        b"<" * 1_000_000,
        b"stagecli[Wz" * 100_000,
        b"s" + b" " * 1_000_000,
        (b"s" + b"\n> " * 9) * 100_000,
        b".0 0 0 0" * 200_000,
        LINE.encode() * 3_000,
        LINE.encode() + b"\n" * 1_000_000,
    ],
    ids=lambda data: data[:9].decode(),
)
@pytest.mark.parametrize("start", [b"", b"<p>", b"Content-Type: text/html\n\n", b"Content-Type: text/plain\n\n"])
def test_no_text_takes_long_to_look_through(start: bytes, data: bytes) -> None:
    began = time.perf_counter()
    with contextlib.suppress(AnswersError):
        read_answers(SMALL, start + data, "a.txt")
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("measured", ['{"value": %s}', '{"value": 5, "counted": %s}', '{"value": 5, "source": %s}'])
def test_numbers_of_hundreds_of_digits_in_measures_are_told(measured: str) -> None:
    text = '{"contract": "stagecli/observed/1", "measures": {"git.days_to_release": %s}}'
    for sign in ("", "-"):
        with pytest.raises(AnswersError):
            read_answers(SMALL, (text % (measured % f"{sign}1{'0' * 400}")).encode(), "a.json")
