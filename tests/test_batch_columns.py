"""Header and columns: which line names them, what separates them, how two of one name are told apart."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.authoring.labelled import read_labelled
from stagecli.batch.headings import unique_names
from stagecli.batch.layout import Layout
from stagecli.errors import UsageError
from tests.conftest import Run
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL

Runner = Callable[..., Run]
HEADER = "stage_number,stage_id,stage_name,status,confidence,runner_up,answered,applicable,next_step_id,next_step"


@pytest.fixture
def batch(run: Runner, tmp_path: Path) -> Callable[..., Run]:
    """Assess a table, in this process, with no summary; its path is left out of what is said."""

    def batch(content: str | bytes, *arguments: str, name: str = "in.csv") -> Run:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = run("batch", str(path), *(arguments or ("--summary", "none")))
        return Run(done.code, done.out, done.err.replace(f"{tmp_path}/", ""))

    return batch


def first_cells(done: Run, delimiter: str, count: int = 3) -> list[list[str]]:
    """The first cells of each row of the result, without its header."""
    assert done.err == ""
    return [line.split(delimiter)[:count] for line in done.out.splitlines()[1:]]


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "\ufeffsep=;\n", "SEP=; \n", '\ufeff"sep=;"\n'])
def test_a_line_that_names_the_separator_is_taken_for_what_it_is(batch: Runner, line: str) -> None:
    done = batch(f"{line}client;accounts;attitude\nA, B;idle;angry\n")
    assert done.out.lstrip("\ufeff").startswith(f"client;accounts;attitude;{HEADER.replace(',', ';')}\nA, B;idle;")
    bad = batch(f"{line}client;accounts;attitude\nA;many;angry\n")
    assert bad.err.startswith("in.csv:3: accounts: 'many' is not one of its options.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_separator_is_found_out_or_named(batch: Runner, delimiter: str) -> None:
    table = "client,accounts,attitude\nA,idle,angry\n".replace(",", delimiter)
    written = "," if delimiter == "\t" else delimiter
    assert first_cells(batch(table), written) == [["A", "idle", "angry"]]
    assert first_cells(batch(f"sep={delimiter}\n{table}"), written) == [["A", "idle", "angry"]]
    named = {",": "comma", ";": ";", "\t": r"\t", "|": "Pipe"}[delimiter]
    assert first_cells(batch(table, "--delimiter", named, "--summary", "none"), written) == [["A", "idle", "angry"]]


def test_decimals_have_a_comma_only_between_semicolons(batch: Runner) -> None:
    for delimiter, sure in ((";", "0,741845"), ("|", "0.741845")):
        done = batch(f"accounts{delimiter}attitude\nidle{delimiter}angry\n")
        assert done.out.splitlines()[1].split(delimiter)[6] == sure


def test_the_separator_that_is_named_decides(batch: Runner) -> None:
    done = batch("sep=,\nclient:accounts:a,b\nA:idle:c,d\n", "--delimiter", ":", "--summary", "none")
    assert done.out.startswith("client:accounts:a,b:stage_number")
    assert first_cells(done, ":") == [["A", "idle", "c,d"]]


@pytest.mark.parametrize(
    ("given", "hint"),
    [("semicolom", "Did you mean 'semicolon'?"), *((given, None) for given in ('"', ";;", "", "a", "€", "."))],
)
def test_what_does_not_separate_cells_is_told(batch: Runner, given: str, hint: str | None) -> None:
    hint = hint or "Give a single character, such as ';', or one of: comma, semicolon, tab, pipe."
    assert batch("accounts\n", "--delimiter", given) == Run(
        2, "", f"--delimiter: '{given}' does not separate cells. {hint}\n"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_heading_of_two_lines_is_one_heading(batch: Runner, delimiter: str, line_end: str) -> None:
    rows = '"Client, or\nname",accounts,attitude\nA,idle,angry\n'.replace(",", delimiter).replace(f"{delimiter} ", ", ")
    done = batch(rows.replace("\n", line_end), "--id", "client, or name", "--format", "jsonl", "--summary", "none")
    assert [*json.loads(done.out)][:3] == [f"Client, or{line_end}name", "accounts", "attitude"]
    bad = batch(rows.replace("\n", line_end).replace("idle", "many"))
    assert bad.err.startswith("in.csv:3: accounts: 'many' is not")


@pytest.mark.parametrize(
    "content",
    ['client,"Feel; honestly; all in; all?",Got one?\nA,angry,idle\n',
     "client;How do you feel, honestly, about it, all in all?;Got one?\nA;angry;idle\n"],
)  # fmt: skip
def test_columns_that_are_mapped_tell_the_separator(batch: Runner, content: str) -> None:
    done = batch(content, "--map", "got one=accounts", "--summary", "none")
    assert first_cells(done, content[6]) == [["A", "angry", "idle"]]


def test_the_column_of_the_subject_tells_the_separator(batch: Runner) -> None:
    done = batch("a, b, c;accounts\nA;idle\n", "--id", "a, b, c", "--summary", "none")
    assert first_cells(done, ";", 2) == [["A", "idle"]]


NAME = (
    "Name the columns after the signals or their questions, or say with --map COLUMN=SIGNAL what they are; "
    "--write-mapping FILE proposes it."
)


def test_a_title_that_is_taken_for_the_header_is_shown(batch: Runner) -> None:
    done = batch("\nClients of 2026\n\nclient,accounts\nA,idle\n")
    assert done.err.startswith(
        "in.csv: no column is a signal of the ladder 'social-media'. "
        "The header is line 2, with 1 cell: 'Clients of 2026'. "
        "Line 4 looks like the header: name it with --header-row 4. Signals: "
    )
    assert done.err.endswith(f" {NAME}\n")


def test_of_many_columns_the_first_twenty_are_shown(batch: Runner) -> None:
    names = [f"c{number}" for number in range(25)]
    shown = ", ".join(f"'{name}'" for name in names[:20])
    done = batch(",".join([*names, "accounts"]), "--id", "nobody")
    assert (
        done.err == f"--id: there is no column 'nobody' in in.csv. The header is line 1, with 26 cells: {shown}, ….\n"
    )


def test_the_columns_of_objects_are_shown_without_a_line(batch: Runner) -> None:
    done = batch('{"accounts": "idle", "": 1}\n', "--id", "nobody", name="in.jsonl")
    assert done.err == "--id: there is no column 'nobody' in in.jsonl. Its columns: 'accounts', 'column 2'.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("επωνυμία;accounts;Ώρες\nΦούρνος;idle;Όλη μέρα\n", "cp1253"),
        ("α/α;«Όνομα»;accounts\n1;Ένα;idle\n", "cp1253"),
        ("Société;accounts;où ça\nCafé à la façade;idle;là\n", "cp1252"),
        ("Straße;Größe;accounts\nMüller & Söhne;groß;idle\n", "cp1252"),
        ("επωνυμία;accounts\nΦούρνος;idle\n", "utf-16-le"),
        ("Société;accounts\nCafé;idle\n", "utf-16-be"),
    ],
)
def test_the_encoding_that_reads_the_header_is_named(batch: Runner, text: str, encoding: str) -> None:
    done = batch(text.encode(encoding))
    assert done.err.startswith(("in.csv:1: the header cannot be read: byte 0x", "in.csv: this is no text: "))
    assert done.err.endswith(f". Read it with --encoding {encoding}.\n")
    done = batch(text.encode(encoding), "--encoding", encoding, "--summary", "none")
    assert done.err == ""
    assert done.out.lstrip("\ufeff").startswith(text[: text.index("\n")])


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("Αρτοποιείο, idle".encode("cp1253"), "Read it with --encoding cp1253."),
        ("Café, idle".encode("cp1252"), "Read it with --encoding cp1252."),
        ("Φούρνος, idle".encode()[1:], "Name the file's encoding with --encoding, such as cp1253."),
    ],
)
def test_the_encoding_that_reads_a_row_is_named(batch: Runner, row: bytes, hint: str) -> None:
    done = batch(b"client,accounts\nA,idle\n" + row + b"\n")
    assert done.err == f"in.csv:3: byte 0x{next(byte for byte in row if byte > 127):02x} is not UTF-8. {hint}\n"


def test_utf_8_is_named_where_another_encoding_was_tried(batch: Runner) -> None:
    done = batch("client,accounts\nΚιόσκι,idle\n", "--encoding", "cp1253", "--summary", "none")
    assert done.err == "in.csv:2: byte 0x9a is not CP1253. Read it with --encoding utf-8.\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"attitude,a\rb\nhopeful,1\n", "a carriage return inside the line. Put the cell in quotes."),
        (b"a\r b\n1\n", "a carriage return inside the line. Put the cell in quotes."),
        (b'"atti\ntude\0",accounts\nhopeful,none\n', "a NUL character. Remove it."),
    ],
)
def test_a_header_that_cannot_be_read_is_told_with_its_line(batch: Runner, content: bytes, why: str) -> None:
    assert batch(content, "-o", "/dev/null") == Run(2, "", f"in.csv:1: the header cannot be read: {why}\n")


def test_names_that_tell_columns_apart() -> None:
    assert unique_names(["a", "", "a", " ", "a", "a#2"]) == ("a", "column 2", "a#3", "column 4", "a#4", "a#2")
    assert unique_names(["column 2", ""]) == ("column 2", "column 2#2")


TWICE = "client,accounts,attitude,Comment,,Comment\nA,idle,angry,x,y,z\n"


@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_columns_of_one_name_or_none_are_all_written(batch: Runner, tmp_path: Path, engine: str) -> None:
    out = tmp_path / "out.parquet"
    assert batch(TWICE, "-o", str(out), "--engine", engine, "--summary", "none").err == ""
    frame = pl.read_parquet(out)
    assert frame.columns[:6] == ["client", "accounts", "attitude", "Comment", "column 5", "Comment#2"]
    assert frame.row(0)[:6] == ("A", "idle", "angry", "x", "y", "z")
    done = batch(TWICE, "--format", "csv", "--summary", "none")
    assert done.out.startswith("client,accounts,attitude,Comment,,Comment,stage_number")
    safe = batch(TWICE, "--spreadsheet-safe", "--summary", "none")
    assert safe.out == done.out


def test_columns_of_one_name_or_none_are_all_in_json(batch: Runner) -> None:
    row = json.loads(batch(TWICE, "--format", "jsonl", "--summary", "none").out)
    assert (row["Comment"], row["column 5"], row["Comment#2"]) == ("x", "y", "z")


def test_columns_of_one_name_or_none_can_name_the_subject(batch: Runner) -> None:
    rows = TWICE + "B,idle,angry,x,y,z\n"
    for column in ("comment#2", "COLUMN 5"):
        assert "there before: 1, such as" in " ".join(batch(rows, "--id", column).err.split())


QUESTION = "How do you feel about social media for your business today?"
BRANCHES = f"Timestamp,{QUESTION},accounts,{QUESTION}\nx,angry,idle,\ny,,in_use,hopeful\n"


def test_of_two_columns_with_one_question_either_can_be_chosen(batch: Runner) -> None:
    asked = batch(BRANCHES)
    assert asked.err == (
        f"in.csv: the columns '{QUESTION}' and '{QUESTION}#2' are both the signal 'attitude'. "
        f"Choose one with --map '{QUESTION}#2=attitude', or give both: in each row the first that is not empty counts. "
        f"The header is line 1, with 4 cells: 'Timestamp', '{QUESTION}', 'accounts', '{QUESTION}#2'.\n"
    )
    for chosen, other, answered in ((QUESTION, f"{QUESTION}#2", [2, 1]), (f"{QUESTION}#2", QUESTION, [1, 2])):
        done = batch(BRANCHES, "--map", f"{chosen}=attitude", "--map", f"{other}=", "--format", "jsonl")
        assert [json.loads(line)["answered"] for line in done.out.splitlines()] == answered


def test_of_several_columns_of_one_question_the_first_that_is_not_empty_counts(batch: Runner) -> None:
    note = f"Several columns answer attitude: '{QUESTION}', '{QUESTION}#2'. In each row the first that is not empty "
    for maps in (
        ["--map", f"{QUESTION}=attitude"],
        ["--map", f"{QUESTION}#2=attitude", "--map", f"{QUESTION}=attitude"],
    ):
        done = batch(BRANCHES, *maps, "--format", "jsonl")
        assert [json.loads(line)["answered"] for line in done.out.splitlines()] == [2, 2]
        assert note in " ".join(done.err.split())


SAID = ("", "dont_know", "angry", "hopeful", "since when?")


@pytest.mark.parametrize("bad", ["reject", "blank"])
@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "parquet"])
def test_every_engine_takes_the_first_column_that_says_something(
    bad: str, ending: str, run: Runner, tmp_path: Path
) -> None:
    rows = [(one, other) for one in SAID for other in SAID]
    table = tmp_path / "in.csv"
    table.write_text("accounts,first,then\n" + "".join(f"in_use,{one},{other}\n" for one, other in rows), "utf-8")
    maps = ["--map", "first=attitude", "--map", "then=attitude", "--bad-answers", bad, "--summary", "none"]
    found = {}
    for engine in ("stream", "columnar"):
        out = tmp_path / f"{engine}.csv"
        run("batch", str(table), *maps, "--engine", engine, "-o", str(out))
        rejects = tmp_path / f"{engine}.rejects.csv"
        found[engine] = out.read_text("utf-8"), rejects.read_text("utf-8") if bad == "reject" else ""
    assert found["stream"] == found["columnar"]
    if ending != "csv":
        data = pl.read_csv(table, schema_overrides={"first": pl.String, "then": pl.String})
        other = tmp_path / f"in.{ending}"
        write: dict[str, Callable[[Path], Any]]
        write = {"jsonl": data.write_ndjson, "xlsx": data.write_excel, "parquet": data.write_parquet}
        write[ending](other)
        run("batch", str(other), *maps, "-o", str(tmp_path / "other.csv"))
        assert stages(tmp_path / "other.csv") == stages(tmp_path / "stream.csv")
    nothing = {"", "dont_know", *([SAID[-1]] if bad == "blank" else [])}
    meant = [one if one not in nothing else other for one, other in rows]
    kept = (
        [text for text in meant if text != SAID[-1]]
        if bad == "reject"
        else [text.replace(SAID[-1], "") for text in meant]
    )
    given = [{"accounts": "in_use", "attitude": text or "dont_know"} for text in kept]
    alone = [assess(CLASSIFIERS["social-media"], from_values(BUNDLED, answers, "file")) for answers in given]
    assert stages(tmp_path / "stream.csv") == [(each.stage.id, each.coverage.answered) for each in alone]


def stages(path: Path) -> list[tuple[str, int]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["stage_id"], int(row["answered"])) for row in csv.DictReader(file)]


def test_a_name_that_means_two_columns_is_told(batch: Runner) -> None:
    done = batch("NOTE,note,accounts\na,b,idle\n", "--id", "Note")
    assert done.err == "--id: 'Note' may be more than one column of in.csv. One of: NOTE, note.\n"
    assert batch("NOTE,note,accounts\na,b,idle\n", "--id", "note", "--summary", "none").err == ""


def test_labelled_subjects_have_columns_of_one_name_or_none(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text("sep=|\nstage|Notes||Notes|copies|copies\nsafe|x|y|z|some|missing\n", "utf-8")
    with pytest.raises(UsageError) as error:
        read_labelled(SMALL, str(path))
    assert str(error.value) == (
        f"{path}: the columns 'copies' and 'copies#2' are both the signal 'copies'. Choose one with --map "
        "'copies#2=copies', or give both: in each row the first that is not empty counts. "
        "The header is line 2, with 6 cells: "
        "'stage', 'Notes', 'column 3', 'Notes#2', 'copies', 'copies#2'."
    )
    how = Layout(mapping=("copies#2=copies",), id="column 3", delimiter="pipe")
    (subject,) = read_labelled(SMALL, str(path), how).subjects
    assert (subject.name, subject.answers) == ("y", {"copies": "missing"})


def test_a_thousand_columns_of_one_name_are_told_apart_at_once() -> None:
    assert unique_names(["x", "x#2", *["x"] * 5000])[:4] == ("x", "x#2", "x#3", "x#4")
