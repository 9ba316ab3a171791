"""Scoring on Spark beside the columnar engine, on the same Parquet file.

    python tests/benchmarks/spark.py [ROWS]        default: 20 million

Data are those of `batch.py`. Spark runs in local mode with one and with two workers, from the moment its session is
up; the columnar engine is timed as a whole process. One run scores nothing: its workers put ready-made columns behind
the rows, which is as fast as `mapInArrow` can be here. Printed are rows a second, per core, and core-hours for larger
tables if every core goes on as these two did. Needs the extra `spark` and Java 17; leave the machine alone meanwhile.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import stagecli

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.benchmarks.batch import draw, engine, timed

if TYPE_CHECKING:
    import pyarrow as pa

    from stagecli.batch.job import Job

LARGER = (10**9, 10**11)


def unscored(job: "Job", batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    """What a worker would do that had nothing to score: the first batch's columns behind every batch."""
    import pyarrow as pa

    from stagecli.batch.spark_worker import Worker

    added: list[pa.Array] = []
    for batch in batches:
        if not added:
            added = Worker(job, "scored", None).scored(batch, None).columns[batch.num_columns :]
        rows = min(batch.num_rows, len(added[0]))
        columns = [column.slice(0, rows) for column in (*batch.columns, *added)]
        yield pa.RecordBatch.from_arrays(columns, [*job.columns.names, *job.columns.added])


def on_spark(source: str, target: str, master: str, kind: str) -> None:
    """Score once, or pass rows through, and print how long it took."""
    from stagecli.batch import spark_run
    from stagecli.batch.spark import job_of, scored

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = spark_run.session([f"spark.master={master}", "spark.driver.memory=4g", "spark.ui.enabled=false"])
    request = spark_run.ClusterRequest(
        source=source, output=target, rejects=f"{target}.rejects.csv", format="parquet", encoding="utf-8",
        mapping=(), subject=None, language="en",
    )  # fmt: skip
    model, start = stagecli.load_model(), time.perf_counter()
    if kind == "scored":
        spark_run.run(spark, model, request)
    else:
        frame = spark.read.parquet(source)
        job = job_of(model, frame.columns, source, mapping=(), language="en")
        frame.mapInArrow(partial(unscored, job), scored(frame, job, "scored").schema).write.parquet(target)
    print(time.perf_counter() - start)
    spark.stop()


def hashes(path: str) -> np.ndarray:
    """A number for each row, in order of size: equal for equal rows in any order."""
    rows = pl.scan_parquet(path).select(pl.struct(pl.all()).hash().alias("row"))
    return np.sort(rows.collect(engine="streaming")["row"].to_numpy())


def compare(rows: int) -> None:
    """Time all, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        text, source = Path(name) / "in.csv", Path(name) / "in.parquet"
        draw(rows, text)
        pl.scan_csv(text, infer_schema=False).sink_parquet(source)
        text.unlink()
        out = Path(name) / "out.parquet"
        seconds = {"columnar": timed(engine("columnar", source, out))[0]}
        expected = hashes(str(out))
        for master, kind in (("local[2]", "scored"), ("local[1]", "scored"), ("local[2]", "unscored")):
            target = Path(name) / f"spark{len(seconds)}"
            command = [sys.executable, __file__, "spark", str(source), str(target), master, kind]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds[f"{master} {kind}"] = float(done.stdout.split()[-1])
            if kind == "unscored":
                continue
            found = hashes(f"{target}/part-*.parquet")
            same = "the same as" if np.array_equal(found, expected) else "NOT those of"
            print(f"{master}: {len(found):,} rows, {same} the columnar engine", flush=True)
    print(f"{rows:,} rows, Parquet to Parquet, {os.cpu_count()} cores")
    larger = "".join(f"{f'core-h for {size:.0e}':>22}" for size in LARGER)
    print(f"{'':<20}{'seconds':>9}{'rows/s':>12}{'of columnar':>13}{'rows/s/core':>13}{larger}")
    for run, took in seconds.items():
        rate = rows / took / (1 if run.startswith("local[1]") else 2)
        hours = "".join(f"{size / rate / 3600:>22,.1f}" for size in LARGER)
        print(f"{run:<20}{took:>9.1f}{rows / took:>12,.0f}{seconds['columnar'] / took:>13.2f}{rate:>13,.0f}{hours}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["spark", source, target, master, kind]:
            on_spark(source, target, master, kind)
        case [rows]:
            compare(int(rows))
        case _:
            compare(20_000_000)
