"""Parquet files of odd types and shapes: every cell is read, carried or rejected, and nothing too large is unpacked."""

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stagecli.batch import inputs, parquet, parquet_size
from stagecli.batch.inputs import Input
from tests.conftest import Run

Runner = Callable[..., Run]
WAYS = [
    ("csv", "columnar"), ("csv", "stream"), ("parquet", "columnar"), ("parquet", "stream"), ("jsonl", "stream"),
    ("xlsx", "stream"),
]  # fmt: skip
IMPLAUSIBLE = (
    "a.parquet becomes more than 200 times larger as it is unpacked, as no ordinary table does. "
    "If you trust it, unpack it yourself.\n"
)
NESTED = {
    "list": pl.Series([["idle"], []]),
    "struct": pl.Series([{"x": 1}, {"x": None}]),
    "array": pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int8, 2)),
    "map": pl.Series([{"a": {1: True}}, {}], dtype=pl.Map(pl.String, pl.Map(pl.Int32, pl.Boolean))),
    "list of structs": pl.Series([[{"x": datetime.date(2026, 1, 2)}], [{"x": None}]]),
}
FLAT = {
    "binary": pl.Series([b"idle", b"\xff\x00"]),
    "time": pl.Series([datetime.time(8, 30), None]),
    "duration": pl.Series([datetime.timedelta(days=8), None]),
    "date": pl.Series([datetime.date(2026, 1, 2), None]),
    "zoned": pl.Series([datetime.datetime(2026, 1, 2), None]).dt.replace_time_zone("Europe/Athens"),
    "nanoseconds": pl.Series([datetime.datetime(2026, 1, 2), None]).cast(pl.Datetime("ns")),
    "categorical": pl.Series(["a", "b"], dtype=pl.Categorical),
    "enum": pl.Series(["a", "b"], dtype=pl.Enum(["a", "b"])),
    "null": pl.Series([None, None], dtype=pl.Null),
    "uint64": pl.Series([2**64 - 1, 8], dtype=pl.UInt64),
    "int128": pl.Series([2**100, 8], dtype=pl.Int128),
    "float16": pl.Series([0.5, None], dtype=pl.Float16),
    "long decimal": pl.Series([Decimal("12345678901234567890.123"), None], dtype=pl.Decimal(38, 3)),
}
ODD = NESTED | FLAT


def batch(run: Runner, source: Path, way: tuple[str, str], *options: str) -> tuple[Run, Path]:
    kind, engine = way
    out = source.with_name(f"out.{kind}")
    done = run("batch", str(source), "-o", str(out), "--engine", engine, "--summary", "none", *options)
    return done._replace(err=done.err.replace(str(source), source.name)), out


def write(path: Path, odd: pl.Series, **options: Any) -> pl.DataFrame:
    table = pl.DataFrame({"accounts": ["idle", "none"], "odd": odd})
    table.write_parquet(path, **options)
    return table


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("name", ODD)
def test_columns_of_every_type_are_carried(run: Runner, tmp_path: Path, name: str, way: tuple[str, str]) -> None:
    table = write(tmp_path / "a.parquet", ODD[name])
    done, out = batch(run, tmp_path / "a.parquet", way)
    assert (done.code, done.err) == (0, "")
    if out.suffix == ".parquet":
        assert pl.read_parquet(out).select(table.columns).equals(table)
    if out.suffix == ".jsonl":
        assert all(json.loads(line, parse_constant=pytest.fail) for line in out.read_text("utf-8").splitlines())


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("name", ODD)
def test_columns_of_every_type_are_read(run: Runner, tmp_path: Path, name: str, way: tuple[str, str]) -> None:
    write(tmp_path / "a.parquet", ODD[name])
    done, _ = batch(run, tmp_path / "a.parquet", way, "--map", "odd=months_active")
    assert (done.code, done.err) in ((0, ""), (5, ""))


@pytest.mark.parametrize("engine", ["columnar", "stream"])
@pytest.mark.parametrize("name", NESTED)
def test_what_holds_several_values_is_not_one_answer(run: Runner, tmp_path: Path, name: str, engine: str) -> None:
    source = tmp_path / "a.parquet"
    write(source, NESTED[name])
    done = run("batch", str(source), "--engine", engine, "--summary", "none", "--map", "odd=months_active")
    assert (done.code, len(done.out.splitlines())) == (5, 1)
    said = "expected one answer. Write an option id, a label, a number or dont_know."
    assert done.err == f"{source}:1: odd: {said}\n{source}:2: odd: {said}\n"


@pytest.mark.parametrize("engine", ["columnar", "stream"])
def test_decimals_are_numbers_and_carried_unchanged(run: Runner, tmp_path: Path, engine: str) -> None:
    table = pl.DataFrame({
        "months_active": pl.Series([Decimal("8.0"), Decimal("30.5"), Decimal("700.0")], dtype=pl.Decimal(5, 1))
    })  # fmt: skip
    table.write_parquet(tmp_path / "a.parquet")
    done = run("batch", str(tmp_path / "a.parquet"), "--engine", engine, "--summary", "none")
    as_floats = tmp_path / "b.parquet"
    table.cast(pl.Float64).write_parquet(as_floats)
    same = run("batch", str(as_floats), "--engine", engine, "--summary", "none")
    assert [line.split(",", 1)[0] for line in done.out.splitlines()[1:]] == ["8.0", "30.5"]
    assert [line.split(",", 1)[1] for line in done.out.splitlines()] == [
        line.split(",", 1)[1] for line in same.out.splitlines()
    ]
    assert "a.parquet:3: months_active: 700 is not between 0 and 600. " in done.err
    _, out = batch(run, tmp_path / "a.parquet", ("parquet", engine))
    assert pl.read_parquet(out)["months_active"].equals(table["months_active"][:2])


def test_decimals_are_numbers_in_json_and_texts_if_they_are_too_long(run: Runner, tmp_path: Path) -> None:
    odd = pl.Series([Decimal("30.5"), Decimal("12345678901234567890.5")], dtype=pl.Decimal(38, 1))
    write(tmp_path / "a.parquet", odd)
    _, out = batch(run, tmp_path / "a.parquet", ("jsonl", "stream"))
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["odd"] for row in rows] == [30.5, "12345678901234567890.5"]


@pytest.mark.parametrize("engine", ["columnar", "stream"])
def test_binary_texts_are_texts(run: Runner, tmp_path: Path, engine: str) -> None:
    pl.DataFrame({"accounts": [b"idle", b"\xff"]}).write_parquet(tmp_path / "a.parquet")
    done = run("batch", str(tmp_path / "a.parquet"), "--engine", engine, "--summary", "none")
    assert [line.split(",")[:3] for line in done.out.splitlines()[1:]] == [["idle", "2", "trying"]]
    assert "a.parquet:2: accounts: '\\xff' is not one of its options. " in done.err


@pytest.mark.parametrize("engine", ["columnar", "stream"])
def test_what_python_has_no_value_for_is_carried_as_numbers(run: Runner, tmp_path: Path, engine: str) -> None:
    far = pl.Series([2**60, 0]).cast(pl.Datetime("ms"))
    days = pl.Series([2**31 - 1, 0], dtype=pl.Int32).cast(pl.Date)
    keys = pl.Series([[{"key": [1], "value": 2}], None], dtype=pl.Map(pl.List(pl.Int8), pl.Int8))
    table = pl.DataFrame({"accounts": ["idle", "none"], "far": far, "days": days, "keys": keys})
    table.write_parquet(tmp_path / "a.parquet")
    done, out = batch(run, tmp_path / "a.parquet", ("csv", engine), "--id", "far")
    assert (done.code, done.err) == (0, "")
    found = pl.read_csv(out, infer_schema=False).select(table.columns)
    assert found.rows() == [
        ("idle", "1152921504606846976", "2147483647", '[{"key": [1], "value": 2}]'),
        ("none", "1970-01-01 00:00:00", "1970-01-01", None),
    ]


def test_both_engines_call_zero_the_same(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    pl.DataFrame({"attitude": [-0.0, 0.0, -0.0]}).write_parquet(source)
    said = [run("batch", str(source), "--engine", engine, "--summary", "none").err for engine in ("columnar", "stream")]
    assert said[0] == said[1]
    assert said[0].count(": attitude: '0' is not one of its options. ") == 3


@pytest.mark.parametrize("compression", ["zstd", "brotli", "gzip", "snappy"])
def test_a_page_that_unpacks_to_too_much_is_not_unpacked(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compression: str
) -> None:
    monkeypatch.setattr(inputs, "_SMALL", 1_000_000)
    monkeypatch.setattr(inputs, "_PLAUSIBLE", 15 if compression == "snappy" else 200)
    write(tmp_path / "a.parquet", pl.Series(["x" * 3_000_000, "y"]), compression=compression, statistics=False)
    for way in (("csv", "columnar"), ("jsonl", "stream")):
        done, out = batch(run, tmp_path / "a.parquet", way)
        assert (done.code, done.err) == (1, IMPLAUSIBLE.replace("200", "15" if compression == "snappy" else "200"))
        assert not out.exists()


def test_lists_that_hold_too_much_are_not_unpacked(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_SMALL", 1_000_000)
    write(tmp_path / "a.parquet", pl.Series([[8] * 1_000_000, []]))
    done, _ = batch(run, tmp_path / "a.parquet", ("csv", "columnar"), "--map", "odd=months_active")
    assert (done.code, done.err) == (1, IMPLAUSIBLE)


def heights(source: Path) -> list[int]:
    opened = Input(str(source))
    try:
        return [frame.height for frame in parquet.frames(opened)]
    finally:
        opened.close()


def test_many_alike_rows_are_read_a_part_at_a_time(tmp_path: Path) -> None:
    source, rows = tmp_path / "a.parquet", 3_000_000
    table = pl.DataFrame({name: pl.repeat(8, rows, dtype=pl.Int8, eager=True) for name in "abcdef"})
    table.write_parquet(source, row_group_size=rows)
    assert source.stat().st_size * 200 < rows * 6
    parts = [*parquet_size.spans(source, "a.parquet")]
    assert parts == [(0, 1_333_333), (1_333_333, 1_333_333), (2_666_666, 333_334)]
    found = heights(source)
    assert (sum(found), max(found)) == (rows, parquet.ROWS)


def test_small_groups_of_rows_are_read_together_and_wide_rows_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pl.DataFrame({"accounts": ["none"] * 1000}).write_parquet(tmp_path / "a.parquet", row_group_size=10)
    assert heights(tmp_path / "a.parquet") == [1000]
    monkeypatch.setattr(parquet_size, "_CELLS", 1000)
    pl.DataFrame({f"c{number}": [1] * 25 for number in range(100)}).write_parquet(tmp_path / "b.parquet")
    assert heights(tmp_path / "b.parquet") == [10, 10, 5]
    pl.DataFrame({"tags": [["a"] * 300] * 9}).write_parquet(tmp_path / "c.parquet", row_group_size=4)
    assert heights(tmp_path / "c.parquet") == [3, 1, 3, 2]


def test_rows_that_share_a_long_text_are_few_in_a_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_TEXT", 10_000)
    pl.DataFrame({"who": ["x" * 3000] * 7}).write_parquet(tmp_path / "a.parquet")
    assert heights(tmp_path / "a.parquet") == [3, 2, 2]


def test_a_text_longer_than_a_page_header_is_read(run: Runner, tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", pl.Series(["x" * 50_000, "y"]), statistics=True)
    done, out = batch(run, tmp_path / "a.parquet", ("parquet", "columnar"))
    assert (done.code, pl.read_parquet(out)["odd"].to_list()) == (0, ["x" * 50_000, "y"])


def test_parquet_comes_through_a_pipe(program: Runner, tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    pl.DataFrame({"who": ["A"], "accounts": ["none"]}).write_parquet(source)
    ended = program("batch", "-", "--summary", "none", stdin=source.read_bytes())
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[1].startswith("A,none,1,")
