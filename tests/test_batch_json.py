"""Tables of objects: JSON Lines, JSON, YAML."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.batch import json_rows
from stagecli.batch.inputs import Input
from stagecli.batch.records import Row
from tests.conftest import Run, examples

Runner: TypeAlias = Callable[..., Run]

ROWS = [{"who": "A", "accounts": "idle"}, {"who": "B", "accounts": "in_use"}]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["in.json", "in.jsonl"])
def test_rows_inside_an_object_are_read(run: Runner, tmp_path: Path, name: str, indent: int | None) -> None:
    source = tmp_path / name
    source.write_text(json.dumps({"count": 2, "results": ROWS, "next": None}, indent=indent), "utf-8")
    done = run("batch", str(source), "--format", "jsonl", "--summary", "none")
    assert [json.loads(line)["who"] for line in done.out.splitlines()] == ["A", "B"]
    assert done.code == 0


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"who": "A", "accounts": "idle"}, 'expected an array of objects. Such as [{"accounts": "none"}].'),
        (
            {"a": ROWS, "b": ROWS},
            "there is more than one array of objects in it. Save the one with the rows by itself: 'a', 'b'.",
        ),
    ],
)
def test_one_object_without_one_array_of_rows_is_refused_once(
    run: Runner, tmp_path: Path, document: object, message: str
) -> None:
    source = tmp_path / "in.json"
    source.write_text(json.dumps(document, indent=1), "utf-8")
    done = run("batch", str(source))
    assert (done.code, done.out, done.err) == (2, "", f"{source}: {message}\n")


def test_a_signal_that_comes_late_is_scored(run: Runner, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    source.write_text('{"accounts": "none"}\n' * 120_000 + '{"accounts": "in_use", "posting": "planned"}\n', "utf-8")
    assert run("batch", str(source), "-o", str(out), "--summary", "none").code == 0
    with out.open(encoding="utf-8", newline="") as file:
        *_, last = csv.DictReader(file)
    assert (last["posting"], last["answered"]) == ("planned", "2")


def test_a_late_key_that_means_a_signal_by_another_name_is_told(run: Runner, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"accounts": "none"}\n' * 120_000 + '{"accounts": "none", "Attitude": "angry"}\n', "utf-8")
    assert run("batch", str(source), "-o", str(out), "--summary", "none").code == 5
    with (tmp_path / "out.rejects.csv").open(encoding="utf-8", newline="") as file:
        (reject,) = csv.DictReader(file)
    assert (reject["line"], reject["column"], reject["reason"], reject["hint"]) == (
        "120001", "Attitude", "this key means the signal 'attitude', but the first rows have no such key",
        "Call it 'attitude'.",
    )  # fmt: skip


VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
LINES = st.one_of(
    st.dictionaries(st.text(max_size=3), VALUES | st.lists(VALUES, max_size=2), max_size=4).map(json.dumps),
    st.dictionaries(st.text(max_size=3), VALUES, max_size=4).map(lambda found: json.dumps(found, ensure_ascii=False)),
    st.text(st.sampled_from('{}[]":, \\u1ea.0NaInfity-tr\ud800'), max_size=20),
    st.sampled_from([
        '{"a": 1, "a": 2}', '{"a": 1, "a" :2}', '{"a": "x:y", "a": ":"}', '{"a:": 1, "a:": 1}',
        '{"a": "\\u003a", "a": 1}',
        '{"a": NaN}', '{"a": 1e999}', '{"a": -0}', '{"a": -0.0}', '{"a": ' + "9" * 5000 + "}", '{"a": "\\ud800"}',
        '{"a": {"b": 1}}', '{"a": 1}}', '{"a": "\x01"}', "[1]", "3", '{"a": 1,}', '{"a": 01}', '{"a": "b\\"}',
    ]),
)  # fmt: skip


@examples(500)
@given(LINES)
def test_the_quick_way_reads_a_line_as_the_strict_one_does(line: str) -> None:
    data = line.encode("utf-8", "surrogatepass")
    quick, strict = json_rows._parsed(7, data), json_rows.parsed(7, data.rstrip())
    assert repr(quick) == repr(strict) if isinstance(strict, Row) else quick == strict


def test_rows_of_an_array_are_records(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    source.write_text(json.dumps([ROWS[0], 3]), "utf-8")
    opened = Input(str(source))
    row, other = json_rows.array(opened)
    opened.close()
    assert (row.place, row.raw) == (1, '{"who": "A", "accounts": "idle"}')
    assert (other.place, other.raw) == (2, "3")


@pytest.mark.parametrize(
    "blank",
    [
        '{"accounts": "\\u001a", "who": " "}',
        '{"accounts": "", "late": null, "later": " "}',
        '{"Accounts": "", "stage_id": " "}',
    ],
)
def test_a_row_with_nothing_in_it_is_blank_whatever_its_keys(run: Runner, tmp_path: Path, blank: str) -> None:
    source = tmp_path / "in.jsonl"
    start = '{"who": "A", "accounts": "none"}\n' * 40_000  # later keys are no columns
    source.write_text(f"{start}{blank}\n", "utf-8")
    done = run("batch", str(source), "-o", str(tmp_path / "out.jsonl"), "--summary", "json")
    assert json.loads(done.err)["rows"] == {"read": 40_000, "written": 40_000, "rejected": 0, "blank": 1}
    assert done.code == 0
