"""Scoring on Spark: the rows and rejects of the stream engine, whatever dies meanwhile.

Needs the extra `spark` and Java; without them it is skipped, unless STAGECLI_TEST_SPARK says that it must run.
"""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stagecli
from stagecli.batch.columns import ADDED
from stagecli.batch.inputs import InputError
from stagecli.batch.layout import Layout
from stagecli.batch.records import is_blank
from stagecli.batch.summary import Nearly, Repeated
from stagecli.classifier import Classifier
from stagecli.cli.guide import FOLDER
from stagecli.errors import UsageError
from stagecli.model import Model
from tests.conftest import MODELS, STAGECLI, UNMEASURED
from tests.conftest import Run as Ended
from tests.measured_tables import measured_rows, observing
from tests.tables import as_csv, models, run_batch, tables, write_subjects
from tests.test_guides import follow

_MISSING = [name for name in ("pyspark", "pyarrow") if find_spec(name) is None]
if shutil.which("java") is None:
    _MISSING.append("java")
if os.environ.get("STAGECLI_TEST_SPARK") and _MISSING:
    raise RuntimeError(f"Spark is to be tested, but {', '.join(_MISSING)} is missing.")
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"Spark cannot be tested: {', '.join(_MISSING)} is missing")

LOCAL = "spark.master=local[2]"
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For Java programs that end before it would pay to compile them well."""
QUICK = dict.fromkeys(("SPARK_SUBMIT_OPTS", "SPARK_LAUNCHER_OPTS", "SPARK_DAEMON_JAVA_OPTS"), JAVA)
ENVIRONMENT = {**UNMEASURED, **QUICK}
SUBJECTS = '''client,accounts,attitude,months_active,results
"Bakery, the ""old""",idle,angry,8,no_results
Florist,none,"A nuisance; I'd rather not hear about it",,
Garage,in_use,comfortable,30.5,first_results
Garage,in_use,OMG,"1,5",first_results
Short,in_use
Long,in_use,angry,1,,,,x
Open,"in_use,angry,1,
Back\\slash\\,none,,,
Odd\x01,none,,,first_results
Empty,,,dont_know,
Καφενείο,ΝΑΙ,hopeful,7,

 \t
,,"",,
Years,in_use,"angry","30,5",first_results
ΚΑΦΕΝΕΊΟ ,none,,601,
\x1a
'''


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session for all tests that need none of their own: to start Spark takes most of the time of a small run."""
    from stagecli.batch.spark_run import session

    warehouse = f"spark.sql.warehouse.dir={tmp_path_factory.mktemp('spark') / 'warehouse'}"
    with patch.dict(os.environ, QUICK):
        made = session([LOCAL, "spark.ui.enabled=false", "spark.sql.shuffle.partitions=2", warehouse])
    yield made
    made.stop()


@pytest.fixture
def on_spark(spark: Any, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """A run of the command in this process, and in the session that is there."""
    from stagecli.batch import spark_run

    assert not spark._sc._jsc.sc().isStopped()
    monkeypatch.setattr(spark_run, "stop", lambda _: None)

    def on_spark(source: Path | str, output: Path | str, *options: str) -> Ended:
        return run(*command(source, output, LOCAL), *options)

    return on_spark


def command(source: Path | str, output: Path | str, master: str) -> list[str]:
    settings = ["--spark-conf", master, "--spark-conf", f"spark.executor.extraJavaOptions={JAVA}"]
    return ["batch", str(source), "-o", str(output), "--engine", "spark", *settings, "--summary", "json"]


def by_itself(source: Path | str, output: Path | str, master: str, *options: str, **environment: str) -> Ended:
    """The same as a process of its own, on any Spark."""
    done = subprocess.run(
        [STAGECLI, *command(source, output, master), *options],
        capture_output=True, text=True, check=False, timeout=300, env={**os.environ, **QUICK, **environment},
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def last_line(ended: Ended) -> str:
    return ended.err.rstrip("\n").rpartition("\n")[2]


def written(folder: Path) -> list[dict[str, str]]:
    """The rows of a folder of delimited text, with decimals as numbers are compared, in an order of their own."""
    rows: list[dict[str, str]] = []
    for part in folder.glob("part-*.csv"):
        with part.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    assert (folder / "_SUCCESS").exists()
    return in_order(rows)


def in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    for row in rows:
        if row.get("confidence"):
            row["confidence"] = f"{float(row['confidence']):.6f}"
    return sorted(rows, key=lambda row: [str(cell) for _, cell in sorted(row.items())])


def by_stream(model: Model, source: Path, folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The rows and rejects of the stream engine, these as Spark has them: without line numbers, with the value."""
    done = run_batch(model, source, folder, "stream", subject=None)
    with done.output.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return in_order(rows), [{**row, "value": row.get(row["column"], "")} for row in done.rejects]


def test_delimited_text_gives_the_rows_and_rejects_of_the_stream_engine(
    on_spark: Callable[..., Ended], bundled: Model, tmp_path: Path
) -> None:
    source = tmp_path / "subjects.csv"
    source.write_bytes(SUBJECTS.encode() + "Φούρνος,none,,1,\n".encode("cp1253"))
    done = on_spark(source, tmp_path / "out.csv", "--id", "client")
    summary = json.loads(last_line(done))
    assert (done.code, done.out) == (5, "")
    rows, rejects = by_stream(bundled, source, tmp_path)
    columnar = run_batch(bundled, source, tmp_path, "columnar", subject="client")
    assert written(tmp_path / "out.csv") == rows
    found = written(tmp_path / "out.rejects.csv")
    for name in ("column", "value", "reason", "hint"):
        assert sorted(row[name] for row in found) == sorted(row[name] for row in rejects)
    assert {row["row"] for row in found} >= {"Short,in_use", "Long,in_use,angry,1,,,,x", 'Open,"in_use,angry,1,'}
    assert "byte 0xd6 is not UTF-8" in {row["reason"] for row in found}
    assert summary["rows"] == msgspec.to_builtins(columnar.summary.rows)
    assert summary["engine"] == "spark"
    assert summary["repeated"] == {"count": 1, "examples": ["Garage"], "complete": True}
    assert summary["nearly_repeated"] == {"count": 1, "examples": ["Καφενείο"]}
    assert columnar.summary.repeated == Repeated(**{**summary["repeated"], "examples": ("Garage",)})
    assert columnar.summary.nearly_repeated == Nearly(count=1, examples=("ΚΑΦΕΝΕΊΟ",))
    assert (summary["output"], summary["rejects"]) == (str(tmp_path / "out.csv"), str(tmp_path / "out.rejects.csv"))

    again = on_spark(source, tmp_path / "out.csv")
    there = f"OUT is there already: '{tmp_path / 'out.csv'}'. Name another place, or remove it."
    assert (again.code, last_line(again)) == (2, there)
    again = on_spark(source, tmp_path / "new.csv", "--rejects", str(tmp_path / "out.rejects.csv"))
    there = f"--rejects is there already: '{tmp_path / 'out.rejects.csv'}'. Name another place, or remove it."
    assert (again.code, last_line(again)) == (2, there)
    assert not (tmp_path / "new.csv").exists()


def test_further_rows_of_the_header_are_no_subjects(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    source = tmp_path / "subjects.csv"
    ids = '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"'
    source.write_text(f'ResponseId,Q1\n"Response\nID",Do you have one?\n{ids}\nR_1,idle\nR_2,many\n')
    done = on_spark(source, tmp_path / "out.csv", "--map", "Q1=accounts")
    summary = json.loads(last_line(done))
    assert [row["ResponseId"] for row in written(tmp_path / "out.csv")] == ["R_1"]
    assert [row["row"] for row in written(tmp_path / "out.rejects.csv")] == ['{"ResponseId": "R_2", "Q1": "many"}']
    assert summary["notes"] == ["Lines 2 and 4 belong to the header, not to a subject."]


def test_greek_windows_writes_semicolons_in_its_own_encoding(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    source = tmp_path / "clients.csv"
    source.write_text("client;attitude\nΚαφενείο;resentful\nΦούρνος;angry\n", "cp1253")
    done = on_spark(source, tmp_path / "out.csv", "--encoding", "cp1253")
    assert done.code == 0, done.err
    lines = [line for part in (tmp_path / "out.csv").glob("part-*") for line in part.read_text("utf-8").splitlines()]
    assert {";".join(line.split(";")[:4]) for line in lines} == {
        "client;attitude;stage_number;stage_id", "Καφενείο;resentful;1;unconvinced", "Φούρνος;angry;3;not_working",
    }  # fmt: skip


def test_a_large_table_in_every_format(on_spark: Callable[..., Ended], bundled: Model, tmp_path: Path) -> None:
    import polars as pl

    from stagecli.batch.spark_task import FEW

    source = write_subjects(tmp_path / "subjects.csv", 20_000)
    source.write_text(source.read_text("utf-8").replace('"a\nb"', '"a, b"'), "utf-8")
    frame = pl.read_csv(source, infer_schema=False)
    typed = frame.with_columns(pl.col("months_active").cast(pl.Int32))
    typed.write_parquet(tmp_path / "subjects.parquet")
    typed.write_ndjson(tmp_path / "subjects.jsonl")
    rows, rejects = by_stream(bundled, source, tmp_path)
    reasons = [tuple(row[name] for name in ("column", "value", "reason", "hint")) for row in rejects]
    assert len(reasons) > FEW
    for suffix, target in (("parquet", "parquet"), ("jsonl", "jsonl"), ("csv", "csv")):
        out = tmp_path / f"from-{suffix}.{target}"
        done = on_spark(tmp_path / f"subjects.{suffix}", out)
        assert done.code == 5, done.err
        refused = written(tmp_path / f"from-{suffix}.rejects.csv")
        found_reasons = [tuple(row[name] for name in ("column", "value", "reason", "hint")) for row in refused]
        assert sorted(found_reasons) == sorted(reasons)
        if target == "parquet":
            found = pl.read_parquet(out / "part-*.parquet").to_dicts()
        elif target == "jsonl":
            found = [json.loads(line) for part in out.glob("part-*") for line in part.read_text("utf-8").splitlines()]
        else:
            found = list(written(out))
        texts = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in found]
        assert in_order(texts) == rows
        assert json.loads(last_line(done))["rows"] == {
            "read": 20_000, "written": len(rows), "rejected": len(rejects), "blank": 0,
        }  # fmt: skip


def test_rows_below_a_stage_decide_the_exit_code(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    source = tmp_path / "subjects.csv"
    source.write_text("client,attitude,accounts\nBakery,angry,in_use\nKiosk,indifferent,none\nBad,what,\n", "utf-8")
    done = on_spark(source, tmp_path / "out.csv", "--fail-under", "2")
    assert (done.code, json.loads(last_line(done))["rows"]["rejected"]) == (3, 1)
    assert "Rows below stage 2, which --fail-under asks for: 1 of 2." in done.err.splitlines()
    assert on_spark(source, tmp_path / "again.csv", "--fail-under", "1").code == 5


def test_what_spark_cannot_do_is_said_once(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    source = tmp_path / "subjects.csv"
    source.write_text("client,age\nBakery,7\n", "utf-8")
    for options, message in (
        (["--resume"], "The Spark engine has no --resume. Leave it out, or choose another --engine."),
        (["--spark-conf", "x"], "--spark-conf: 'x' is not KEY=VALUE, such as spark.master=local[4]."),
        (["--format", "xlsx"],
         "The Spark engine writes CSV, TSV, JSON Lines, Parquet and tables. Choose one with --format."),
    ):  # fmt: skip
        done = on_spark(source, tmp_path / "out.csv", *options)
        assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    done = on_spark(source, tmp_path / "out.csv")
    assert done.code == 2
    assert last_line(done).startswith(f"{source}: no column is a signal of the ladder 'social-media'.")
    done = on_spark(tmp_path / "nowhere.parquet", tmp_path / "out.csv")
    assert done.code == 2
    assert last_line(done) == f"Spark: Path does not exist: file:{tmp_path}/nowhere.parquet."
    assert not (tmp_path / "out.csv").exists()


def test_ctrl_c_ends_it_in_one_line(tmp_path: Path) -> None:
    source = write_subjects(tmp_path / "subjects.csv", 600_000, bad=0)
    process = subprocess.Popen(
        [STAGECLI, "batch", str(source), "-o", str(tmp_path / "out.csv"), "--engine", "spark", "--spark-conf", LOCAL],
        stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True,
    )  # fmt: skip
    while not (tmp_path / "out.csv" / "_temporary").exists() and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to Spark's own process too
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.endswith("\nInterrupted.\n")
    assert "Traceback" not in said
    assert not (tmp_path / "out.csv" / "_SUCCESS").exists()


def test_a_pipeline_scores_a_dataframe_of_its_own(spark: Any, bundled: Model) -> None:
    from stagecli.batch.spark import score

    rows = [("Bakery", "idle", "angry", 8), ("Kiosk", "in_use", "cheerful", None), ("Nobody", None, None, None)]
    frame = spark.createDataFrame(rows, "rejected string, accounts string, attitude string, months_active int")
    result = score(frame, Classifier(bundled), language="el")
    assert result.columns == [*frame.columns, *ADDED, "stagecli_rejected"]
    found = {row["rejected"]: row.asDict(recursive=True) for row in result.collect()}
    assert found["Bakery"]["stage_id"] == "not_working"
    assert found["Bakery"]["stage_name"] == bundled.localized(bundled.stages[2].name, "el")
    assert found["Bakery"]["stagecli_rejected"] is None
    assert {found["Kiosk"][name] for name in ADDED} == {None}
    assert found["Kiosk"]["stagecli_rejected"]["reason"] == "το «cheerful» δεν είναι μία από τις απαντήσεις"
    assert found["Nobody"]["stagecli_rejected"]["column"] == ""


def test_tables_are_read_and_written_by_name(spark: Any, bundled: Model) -> None:
    from stagecli.batch.spark_run import ClusterRequest, run

    rows = [("Bakery", "idle", "angry"), ("Kiosk", "in_use", "cheerful"), ("KIOSK ", "in_use", "cheerful")]
    frame = spark.createDataFrame(rows, "client string, accounts string, attitude string")
    frame.createOrReplaceTempView("clients")
    spark.sql("CREATE DATABASE shop")
    summary = run(spark, Classifier(bundled), ClusterRequest(
        source="table:clients", output="table:shop.stages", rejects="table:shop.rejects", format="parquet",
        layout=Layout(id="client"), language="en",
    ))  # fmt: skip
    assert (summary.rows.read, summary.rows.written, summary.rows.rejected) == (3, 1, 2)
    assert (summary.repeated, summary.nearly_repeated) == (
        Repeated(count=0, examples=(), complete=True), Nearly(count=1, examples=("Kiosk",)),
    )  # fmt: skip
    assert [row["client"] for row in spark.table("shop.stages").collect()] == ["Bakery"]
    assert [row["value"] for row in spark.table("shop.rejects").collect()] == ["cheerful"] * 2


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(data=st.data(), cut=st.integers(0, 5))
def test_a_worker_scores_as_the_stream_engine(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, cut: int
) -> None:
    import pyarrow as pa

    from stagecli.batch.spark import job_of, score_batches

    model = data.draw(models() | observing())
    table = data.draw(tables(model))
    if model.measures:
        table = measured_rows(table, random.Random(data.draw(st.integers(0))), bad=0.05)
    folder = tmp_path_factory.mktemp("worker")
    (folder / "in.csv").write_bytes(as_csv(table))
    rows, rejects = by_stream(model, folder / "in.csv", folder)
    blank = sum(is_blank(row) for row in table[1:])
    job = job_of(Classifier(model), table[0], "x", Layout(), "en")
    columns = [pa.array([row[at] or None for row in table[1:]], pa.string()) for at in range(len(table[0]))]
    batch = pa.RecordBatch.from_arrays(columns, table[0])
    batches = [batch.slice(0, cut), batch.slice(cut)]

    def kept(keep: Any) -> list[dict[str, Any]]:
        return [row for part in score_batches(job, keep, None, None, iter(batches)) for row in part.to_pylist()]

    scored = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in kept("scored")]
    assert in_order(scored) == rows
    refused = [(row["column"], row["value"], row["reason"], row["hint"]) for row in kept("rejected")]
    assert sorted(refused) == sorted((r["column"], r["value"], r["reason"], r["hint"]) for r in rejects)
    both = kept("all")
    assert len(both) == len(table) - 1
    assert sum(row["rejected"] is not None for row in both) == len(rejects) + blank
    assert [[row[name] or "" for name in table[0]] for row in both] == table[1:]  # a blank row keeps its place
    assert job.model == model


def test_a_cell_with_a_line_end_is_rejected_and_never_read_as_two_rows(bundled: Model) -> None:
    import pyarrow as pa

    from stagecli.batch.delimited import Dialect
    from stagecli.batch.spark import job_of, score_batches
    from stagecli.batch.spark_task import Text

    lines = ['"One', 'x",idle,angry', "Two,idle,angry", '"Three ""3""",idle,', "Four,idle", "Five,,,"]
    job = job_of(Classifier(bundled), ["client", "accounts", "attitude"], "x", Layout(), "en")
    text = Text(Dialect(",", "utf-8", mark=False, old_line_ends=False))
    batch = pa.RecordBatch.from_arrays([pa.array(lines, pa.binary()), pa.nulls(len(lines), pa.int64())], ["0", "1"])
    kept, refused = (
        next(score_batches(job, keep, text, None, iter([batch]))).to_pylist() for keep in ("scored", "rejected")
    )
    assert [row["client"] for row in kept] == ["Two", 'Three "3"']
    assert [(row["reason"], row["row"]) for row in refused] == [
        ("a quote opens here and is never closed", '"One'),
        ("a quote stands in a cell that does not start with one", 'x",idle,angry'),
        ("2 cells where the header has 3", "Four,idle"),
        ("4 cells where the header has 3, and nothing in those beyond", "Five,,,"),
    ]


def test_every_file_loses_its_header_and_nothing_else_wherever_batches_end(bundled: Model) -> None:
    import pyarrow as pa

    from stagecli.batch.delimited import Dialect
    from stagecli.batch.spark import job_of, score_batches
    from stagecli.batch.spark_task import Text

    heading = (b"sep=,", b"client,accounts")
    job = job_of(Classifier(bundled), ["client", "accounts"], "x", Layout(), "en")
    text = Text(Dialect(",", "utf-8", mark=False, old_line_ends=False, sep_line=True), heading)
    one = [(7, b"\xef\xbb\xbfsep=,\r"), (7, b"client,accounts\r"), (7, b"One,none"), (7, b"client,accounts")]
    other = [(8, b"sep=,"), (8, b"client,accounts"), (8, b"Two,none"), (None, b"Three,none"), (None, b"Four,none")]
    lines = [*other[3:], *one, *other[:3], *other[3:]]
    for size in (1, 2, 3, 5, 50):
        batches = [
            pa.RecordBatch.from_arrays(
                [pa.array([line for _, line in part], pa.binary()), pa.array([file for file, _ in part], pa.int64())],
                ["0", "1"],
            )
            for part in (lines[at : at + size] for at in range(0, len(lines), size))
        ]
        kept, refused = (
            [row for part in score_batches(job, keep, text, None, iter(batches)) for row in part.to_pylist()]
            for keep in ("scored", "rejected")
        )
        assert [row["client"] for row in kept] == ["Three", "Four", "One", "Two", "Three", "Four"]
        assert [row["row"] for row in refused] == ['{"client": "client", "accounts": "accounts"}']
        with pytest.raises(InputError, match="Not every file of the folder starts with the same header"):
            [
                *score_batches(
                    job, "scored", msgspec.structs.replace(text, heading=(b"sep=,", b"a,b")), None, iter(batches)
                )
            ]


def test_columns_of_one_name_or_none_get_names_of_their_own(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    folder = tmp_path / "clients"
    folder.mkdir()
    (folder / "one.csv").write_text("\nwho.is;x;x;;How far?\nBakery;1;2;3;none\n", "utf-8")
    (folder / "two.csv").write_text("\nwho.is;x;x;;How far?\nKiosk;4;5;6;in_use\n", "utf-8")
    source = tmp_path / "clients.csv"
    folder.rename(source)
    done = on_spark(source, tmp_path / "out.csv", "--map", "How far?=accounts", "--id", "who.is")
    assert done.code == 0, done.err
    lines = [line for part in (tmp_path / "out.csv").glob("part-*") for line in part.read_text("utf-8").splitlines()]
    assert {";".join(line.split(";")[:5]) for line in lines} == {
        "who.is;x;x#2;column 4;How far?", "Bakery;1;2;3;none", "Kiosk;4;5;6;in_use",
    }  # fmt: skip
    (source / "two.csv").write_text("who.is;x;y;;How far?\nKiosk;4;5;6;in_use\n", "utf-8")
    done = on_spark(source, tmp_path / "again.csv", "--map", "How far?=accounts")
    assert (done.code, last_line(done)) == (
        1, "Spark could not finish: Not every file of the folder starts with the same header.",
    )  # fmt: skip


def test_lines_that_are_no_objects_are_rejected_and_name_nobody(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    source = tmp_path / "clients.jsonl"
    lines = ['{"client": "Kiosk", "accounts": "none"}', '{"client": "Kiosk", "accounts":', "{}", '{"client": "Kiosk "}']
    source.write_text("\n".join(lines), "utf-8")
    done = on_spark(source, tmp_path / "out.csv", "--id", "client")
    summary = json.loads(last_line(done))
    assert summary["rows"] == {"read": 3, "written": 1, "rejected": 2, "blank": 1}
    assert summary["repeated"] == {"count": 1, "examples": ["Kiosk"], "complete": True}
    assert {row["row"] for row in written(tmp_path / "out.rejects.csv")} == {
        lines[1], '{"accounts": null, "client": "Kiosk "}',
    }  # fmt: skip


def test_old_ids_are_told_once_whichever_worker_reads_them(on_spark: Callable[..., Ended], tmp_path: Path) -> None:
    text = (MODELS / "small.yaml").read_text("utf-8").replace("[some]", "[there]")
    (tmp_path / "later.yaml").write_text(text.replace("{id: some,", "{id: there, was: [some],"), "utf-8")
    for number in range(3):
        (tmp_path / f"in.csv/{number}.csv").parent.mkdir(exist_ok=True)
        (tmp_path / f"in.csv/{number}.csv").write_text("copies,age\nsome,3\n", "utf-8")
    done = on_spark(tmp_path / "in.csv", tmp_path / "out.csv", "--model", str(tmp_path / "later.yaml"))
    summary = json.loads(last_line(done))
    assert (done.code, summary["rows"]["written"]) == (0, 3)
    assert summary["notes"] == ["copies: the answer 'some' is now called 'there'."]


def test_names_that_differ_only_in_capitals_are_refused(bundled: Model) -> None:
    from stagecli.batch.spark import job_of

    for names in (["accounts", "Who", "WHO"], ["accounts", "Stage_ID"]):
        with pytest.raises(UsageError, match=r"differ only in capitals, which are the same to Spark\. Rename one\."):
            job_of(Classifier(bundled), names, "x", Layout(), "en")


def test_every_example_of_the_guide_to_clusters_does_what_it_shows(tmp_path: Path) -> None:
    assert "\n".join(follow(FOLDER / "cluster.md", tmp_path)) == ""


class Cluster(NamedTuple):
    """A standalone master with two workers on this machine."""

    master: str
    folder: Path


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    import pyspark

    folder = tmp_path_factory.mktemp("cluster")
    home = Path(pyspark.__file__).parent
    places = {"SPARK_HOME": str(home), "SPARK_WORKER_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    environment = {**ENVIRONMENT, **places}
    log = folder / "master.log"
    name = "org.apache.spark.deploy"
    master = ["master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    processes: list[subprocess.Popen[bytes]] = []

    def start(arguments: Sequence[str], to: Path) -> None:
        command = [str(home / "bin" / "spark-class"), f"{name}.{arguments[0]}", *arguments[1:]]
        with to.open("wb") as file:
            processes.append(subprocess.Popen(command, env=environment, stdout=file, stderr=file, cwd=folder))

    try:
        start(master, log)
        address = wait_for(log, r"Starting Spark master at ").split()[0]
        for number in (1, 2):
            options = ["--cores", "1", "--memory", "2g", "--host", "127.0.0.1", "--webui-port", "0"]
            start(["worker.Worker", *options, address], folder / f"worker{number}.log")
        for number in (1, 2):
            wait_for(folder / f"worker{number}.log", "Successfully registered with master")
        yield Cluster(f"spark.master={address}", folder)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)


def wait_for(log: Path, text: str) -> str:
    """What follows a text in a log, once it is there."""
    for _ in range(600):
        _, found, rest = log.read_text("utf-8", "replace").partition(text)
        if found and "\n" in rest:
            return rest
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8", "replace"))


def processes_of(cluster: Cluster, text: str) -> list[int]:
    """Processes of this cluster's, and of no other Spark on the machine, in whose command a text stands."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            ours = (place / "cwd").readlink().is_relative_to(cluster.folder)
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if ours and text in command:
            found.append(int(place.name))
    return found


class Many(NamedTuple):
    """Subjects that keep a cluster busy for a while, and what the stream engine makes of them."""

    source: Path
    rows: list[dict[str, str]]
    rejects: list[dict[str, str]]


@pytest.fixture(scope="module")
def many(bundled: Model, tmp_path_factory: pytest.TempPathFactory) -> Many:
    folder = tmp_path_factory.mktemp("many")
    source = write_subjects(folder / "subjects.csv", 150_000, bad=0.0001)
    source.write_text(source.read_text("utf-8").replace('"a\nb"', '"a, b"'), "utf-8")
    return Many(source, *by_stream(bundled, source, folder))


@pytest.mark.parametrize("victim", ["CoarseGrainedExecutorBackend", "pyspark.daemon"])
def test_a_cluster_loses_nothing_when_a_worker_process_is_killed(
    many: Many, tmp_path: Path, cluster: Cluster, victim: str
) -> None:
    source, rows, rejects = many
    out = tmp_path / "out.csv"
    process = subprocess.Popen(
        [STAGECLI, *command(source, out, cluster.master), "--spark-conf", "spark.sql.files.maxPartitionBytes=512k"],
        stderr=subprocess.PIPE, text=True, env={**ENVIRONMENT, "PYSPARK_PYTHON": sys.executable},
    )  # fmt: skip
    while not [*out.glob("_temporary/0/task_*")] and process.poll() is None:  # the first tasks have ended
        time.sleep(0.02)
    victims = processes_of(cluster, victim)
    assert victims
    os.kill(victims[0], signal.SIGKILL)
    assert not (out / "_SUCCESS").exists()
    _, said = process.communicate(timeout=300)
    assert process.returncode == 5, said
    summary = json.loads(said.rstrip("\n").rpartition("\n")[2])
    assert written(out) == rows
    assert len(written(tmp_path / "out.rejects.csv")) == len(rejects)
    assert summary["rows"] == {
        "read": len(rows) + len(rejects),
        "written": len(rows),
        "rejected": len(rejects),
        "blank": 0,
    }
    assert sum(stage["count"] for stage in summary["stages"]) == len(rows)


def test_workers_without_stagecli_get_it_with_py_files(bundled: Model, tmp_path: Path, cluster: Cluster) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if "stagecli" not in path.name:
            (packages / path.name).symlink_to(path)
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="$PYTHONPATH:{packages}" exec {sys.executable} -S "$@"\n', "utf-8")
    python.chmod(0o755)
    source = tmp_path / "subjects.csv"
    source.write_text(SUBJECTS, "utf-8")
    environment = {"PYSPARK_PYTHON": str(python), "PYSPARK_DRIVER_PYTHON": sys.executable}

    lacking = by_itself(source, tmp_path / "lacking.csv", cluster.master, **environment)
    assert lacking.code == 1
    assert last_line(lacking) == (
        "Spark could not finish: No module named 'stagecli'. "
        "Workers lack stagecli: install 'stagecli[spark]' there; see 'stagecli guide cluster'."
    )
    assert not (tmp_path / "lacking.csv" / "_SUCCESS").exists()

    code = tmp_path / "stagecli.zip"
    root = Path(stagecli.__file__).parent
    with zipfile.ZipFile(code, "w") as file:
        for path in root.rglob("*.py"):
            file.write(path, path.relative_to(root.parent))
    options = ("--spark-conf", f"spark.submit.pyFiles={code}")
    done = by_itself(source, tmp_path / "out.csv", cluster.master, *options, **environment)
    assert done.code == 5, done.err
    assert written(tmp_path / "out.csv") == by_stream(bundled, source, tmp_path)[0]


def test_spark_submit_starts_it_too(bundled: Model, tmp_path: Path) -> None:
    import pyspark

    source = tmp_path / "subjects.csv"
    source.write_text(SUBJECTS, "utf-8")
    command = Path(stagecli.__file__).with_name("__main__.py")
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    arguments = ["--master", "local[2]", str(command), "batch", str(source), "-o", str(tmp_path / "out.csv")]
    done = subprocess.run(
        [str(submit), *arguments, "--engine", "spark"],
        capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, **QUICK, "PYSPARK_PYTHON": sys.executable},
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    assert written(tmp_path / "out.csv") == by_stream(bundled, source, tmp_path)[0]
