"""Scoring on Spark beside the columnar engine, on the same Parquet file.

    python tests/benchmarks/spark.py [ROWS]        default: 20 million

Data are those of `batch.py`. Spark runs in local mode with one and with two workers, from the moment its session is
up; the columnar engine is timed as a whole process. One run passes every row through `mapInArrow` as it is: what Spark
takes without any work of ours. Printed are rows a second, beside those of the columnar engine and of that run, per
core, and core-hours for larger tables if every core goes on as these two did. Needs the extra `spark` and Java 17;
leave the machine alone meanwhile.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import stagecli

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.benchmarks.batch import draw, engine, environment, timed

if TYPE_CHECKING:
    import pyarrow as pa

LARGER = (10**9, 10**11)


def identity(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    """What a worker does that only passes rows through."""
    yield from batches


def on_spark(source: str, target: str, master: str, kind: str) -> None:
    """Score once, or pass rows through, and print how long it took."""
    from stagecli.batch import spark_run
    from stagecli.batch.layout import Layout

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = spark_run.session([f"spark.master={master}", "spark.driver.memory=4g", "spark.ui.enabled=false"])
    request = spark_run.ClusterRequest(
        source=source, output=target, rejects=f"{target}.rejects.csv", format="parquet",
        layout=Layout(), language="en",
    )  # fmt: skip
    model, start = stagecli.load_model(), time.perf_counter()
    if kind == "scored":
        spark_run.run(spark, model, request)
    else:
        frame = spark.read.parquet(source)
        frame.mapInArrow(identity, frame.schema).write.parquet(target)
    print(time.perf_counter() - start)
    spark.stop()


def hashes(path: str) -> np.ndarray:
    """A number for each row, in order of size: equal for equal rows in any order."""
    rows = pl.scan_parquet(path).select(pl.struct(pl.all()).hash().alias("row"))
    return np.sort(rows.collect(engine="streaming")["row"].to_numpy())


def compare(rows: int) -> None:
    """Time all, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "in.parquet", Path(name) / "out.parquet"
        draw(rows, source)
        seconds = {"columnar": timed(engine("columnar", source, out)).wall}
        expected = hashes(str(out))
        for run in (f"{master} {kind}" for master in ("local[2]", "local[1]") for kind in ("scored", "identity")):
            target = Path(name) / f"spark{len(seconds)}"
            command = [sys.executable, __file__, "spark", str(source), str(target), *run.split()]
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
            seconds[run] = float(done.stdout.split()[-1])
            if run.endswith("scored"):
                found = hashes(f"{target}/part-*.parquet")
                same = "the same as" if np.array_equal(found, expected) else "NOT those of"
                print(f"{run}: {len(found):,} rows, {same} the columnar engine", flush=True)
    print(f"{rows:,} rows, Parquet to Parquet, {os.cpu_count()} cores")
    larger = "".join(f"{f'core-h for {size:.0e}':>18}" for size in LARGER)
    print(f"{'':<18}{'seconds':>9}{'rows/s':>12}{'of columnar':>13}{'of identity':>13}{'rows/s/core':>13}{larger}")
    for run, took in seconds.items():
        rate = rows / took / (1 if run.startswith("local[1]") else 2)
        passed = f"{seconds[f'{run.split()[0]} identity'] / took:.2f}" if run != "columnar" else ""
        hours = "".join(f"{size / rate / 3600:>18,.1f}" for size in LARGER)
        beside = f"{seconds['columnar'] / took:>13.2f}{passed:>13}"
        print(f"{run:<18}{took:>9.1f}{rows / took:>12,.0f}{beside}{rate:>13,.0f}{hours}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["spark", source, target, master, kind]:
            on_spark(source, target, master, kind)
        case [rows]:
            compare(int(rows))
        case _:
            compare(20_000_000)
