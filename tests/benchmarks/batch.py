"""Batch scoring beside its peers, as ratios in one run.

    python tests/benchmarks/batch.py [ROUNDS]          the ratios, on a million rows
    python tests/benchmarks/batch.py memory            peak memory and time at 5 and 20 million rows
    python tests/benchmarks/batch.py data ROWS FILE    only write the data

Data are drawn from the bundled ladder's own tables with a fixed seed: an id and every signal, one cell in ten empty,
gated signals empty where their gate is closed. Every command is a process of its own, timed as a whole with the file
cache warm, in turn, so that a machine whose speed drifts slows them all; printed are medians of the ratios, round by
round. The peers need `pip install duckdb pandas scikit-learn`; those that are missing are left out.
"""

import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import stagecli
from stagecli.classifier import Classifier
from stagecli.classifier.packed import packed_rows
from stagecli.classifier.tables import NANO
from stagecli.model import Model, Signal

SEED = 20260101
ROWS = 1_000_000
STAGECLI = str(Path(sys.executable).parent / "stagecli")


def write_data(rows: int, path: Path) -> None:
    """Draw subjects and write them, a hundred thousand at a time."""
    import numpy as np
    import polars as pl

    model = stagecli.load_model().model
    table = Classifier(model)
    random_ = np.random.default_rng(SEED)
    with path.open("wb") as file:
        for start in range(0, rows, 100_000):
            count = min(100_000, rows - start)
            stage = random_.integers(0, len(model.stages), count)
            codes: dict[str, np.ndarray] = {}
            for name in table.order:
                signal = model.signal(name)
                likelihood = np.array([table.likelihood[name][option.id] for option in signal.options])
                drawn = (random_.random(count)[:, None] > np.cumsum(likelihood, axis=0).T[stage]).sum(axis=1)
                code = np.minimum(drawn, len(signal.options) - 1)
                empty = random_.random(count) < 0.1
                for on, options in signal.only_if.items():
                    open_codes = [
                        index for index, option in enumerate(model.signal(on).options) if option.id in options
                    ]
                    empty |= ~np.isin(codes[on], open_codes)
                codes[name] = np.where(empty, len(signal.options), code)
            columns = {"subject": pl.Series([f"b{number:08}" for number in range(start, start + count)])}
            for signal in model.signals:
                columns[signal.id] = pl.Series(texts(signal)).gather(codes[signal.id])
            pl.DataFrame(columns).write_csv(file, include_header=start == 0)


def draw(rows: int, path: Path) -> None:
    """The same in a process of its own: what this one has in memory would count as its children's."""
    subprocess.run([sys.executable, __file__, "data", str(rows), str(path)], check=True)


def texts(signal: Signal) -> list[str | None]:
    """What each option is written as: its id, or a number inside its range; then an empty cell."""
    if signal.number is None:
        return [*(option.id for option in signal.options), None]
    starts = [signal.number.min, *(option.below for option in signal.options if option.below is not None)]
    return [*(f"{start + 1:g}" for start in starts), None]


def copy_rows(source: str, target: str) -> None:
    """Peer of the stream engine: read every cell and write it again."""
    with Path(source).open(newline="") as read, Path(target).open("w", newline="") as written:
        csv.writer(written).writerows(csv.reader(read))


def copy_columns(source: str, target: str) -> None:
    """Peer of the columnar engine: the same by Polars."""
    import polars as pl

    pl.scan_csv(source).sink_csv(target)


def naive_bayes(source: str, target: str) -> None:
    """Stage and confidence by pandas and scikit-learn, from the same tables."""
    import numpy as np
    import pandas as pd
    from sklearn.naive_bayes import CategoricalNB

    model = stagecli.load_model().model
    table, stages = Classifier(model), len(model.stages)
    frame = pd.read_csv(source)
    codes = np.empty((len(frame), len(model.signals)), np.int64)
    bayes = CategoricalNB()
    bayes.classes_ = np.array([stage.id for stage in model.stages])
    bayes.class_count_, bayes.class_log_prior_ = np.ones(stages), np.full(stages, -np.log(stages))
    bayes.n_features_in_ = len(model.signals)
    bayes.n_categories_ = np.array([len(signal.options) + 1 for signal in model.signals])
    bayes.feature_log_prob_ = []
    for column, signal in enumerate(model.signals):
        none = len(signal.options)
        if signal.number is not None:
            numbers = frame[signal.id].to_numpy()
            bounds = [option.below for option in signal.options if option.below is not None]
            codes[:, column] = np.where(np.isnan(numbers), none, np.digitize(numbers, bounds))
        else:
            known = {option.id: index for index, option in enumerate(signal.options)}
            codes[:, column] = frame[signal.id].map(known).fillna(none).astype(np.int64)
        scores = np.array([*packed_rows(table, signal.id).values(), (0,) * stages]) / NANO
        bayes.feature_log_prob_.append(scores.T)
    posterior = bayes.predict_proba(codes)
    frame["stage"], frame["confidence"] = bayes.classes_[posterior.argmax(axis=1)], posterior.max(axis=1).round(6)
    frame.to_csv(target, index=False)


def duckdb_sql(source: str, target: str) -> None:
    """Stage and confidence by DuckDB, with the tables as CASE expressions."""
    import duckdb

    model = stagecli.load_model().model
    table, stages = Classifier(model), range(len(model.stages))
    sums = ", ".join(f"{score_sql(model, table, stage)} AS l{stage}" for stage in stages)
    all_ = ", ".join(f"l{stage}" for stage in stages)
    chosen = " ".join(f"WHEN l{stage} = top THEN '{model.stages[stage].id}'" for stage in stages)
    whole = " + ".join(f"exp((l{stage} - top) / {NANO}.0)" for stage in stages)
    duckdb.sql(f"SET threads = {os.cpu_count()}")
    duckdb.sql(
        f"COPY (SELECT * EXCLUDE ({all_}, top), CASE {chosen} END AS stage, round(1 / ({whole}), 6) AS confidence "
        f"FROM (SELECT *, greatest({all_}) AS top FROM (SELECT *, {sums} "
        f"FROM read_csv('{source}', all_varchar = true)))) TO '{target}' (HEADER)"
    )


def score_sql(model: Model, table: Classifier, stage: int) -> str:
    """The score of one stage as SQL."""
    cases = []
    for signal in model.signals:
        whens = []
        for option in signal.options:
            condition = f"{signal.id} = '{option.id}'"
            if signal.number is not None:
                number = f"CAST({signal.id} AS DOUBLE)"
                condition = f"{number} < {option.below}" if option.below is not None else f"{signal.id} IS NOT NULL"
            whens.append(f"WHEN {condition} THEN {packed_rows(table, signal.id)[option.id][stage]}")
        cases.append(f"CASE {' '.join(whens)} ELSE 0 END")
    return " + ".join([f"CAST({table.prior[stage]} AS BIGINT)", *cases])


PEERS: dict[str, tuple[Callable[[str, str], None], tuple[str, ...]]] = {
    "csv.reader + csv.writer": (copy_rows, ()),
    "Polars scan_csv + sink_csv": (copy_columns, ("polars",)),
    "pandas + CategoricalNB": (naive_bayes, ("pandas", "sklearn")),
    "DuckDB SQL": (duckdb_sql, ("duckdb",)),
}
"""Each with the modules that it needs."""


def timed(command: list[str]) -> tuple[float, float, float]:
    """One run: wall seconds, CPU seconds, and peak memory in MB."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 5):
        raise SystemExit(f"failed: {' '.join(command)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, usage.ru_maxrss / 1024


def engine(name: str, source: Path, target: Path) -> list[str]:
    return [STAGECLI, "batch", str(source), "-o", str(target), "--engine", name, "--summary", "none"]


def compare(rounds: int) -> None:
    """Time everything in turn, and print ratios."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.csv", Path(name) / "out.csv"
        draw(ROWS, source)
        commands = {f"stagecli {kind}": engine(kind, source, target) for kind in ("columnar", "stream")}
        for peer, (_, modules) in PEERS.items():
            if all(find_spec(module) for module in modules):
                commands[peer] = [sys.executable, __file__, "peer", peer, str(source), str(target)]
        times: dict[str, list[tuple[float, float, float]]] = {peer: [] for peer in commands}
        for number in range(rounds + 1):
            for peer, command in commands.items():
                measured = timed(command)
                if number:  # the first round warms up
                    times[peer].append(measured)
    print(f"{ROWS:,} rows, CSV to CSV, {rounds} rounds, seed {SEED}, {os.cpu_count()} cores")
    print(f"{'':<28}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'x columnar':>12}{'x stream':>10}")
    for peer, runs in times.items():
        wall, cpu, memory = (statistics.median(run[index] for run in runs) for index in range(3))
        ratios = [
            statistics.median(run[0] / other[0] for run, other in zip(runs, times[f"stagecli {kind}"], strict=True))
            for kind in ("columnar", "stream")
        ]
        print(f"{peer:<28}{wall:>8.2f}{cpu:>8.2f}{memory:>9.0f}{ratios[0]:>12.2f}{ratios[1]:>10.2f}")


def memory() -> None:
    """Peak memory and time of both engines as rows grow."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.csv", Path(name) / "out.csv"
        print(f"{'':<10}{'rows':>12}{'wall s':>9}{'peak MB':>9}{'us a row':>10}")
        for rows in (5_000_000, 20_000_000):
            draw(rows, source)
            for kind in ("columnar", "stream"):
                wall, _, peak = timed(engine(kind, source, target))
                print(f"{kind:<10}{rows:>12,}{wall:>9.1f}{peak:>9.0f}{wall / rows * 1e6:>10.2f}", flush=True)
                target.unlink()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["peer", peer, source, target]:
            PEERS[peer][0](source, target)
        case ["data", rows, target]:
            write_data(int(rows), Path(target))
        case ["memory"]:
            memory()
        case [rounds]:
            compare(int(rounds))
        case _:
            compare(5)
