"""What the engines of `batch` are measured beside; each reads one file and writes another.

    python tests/benchmarks/peers.py PEER SOURCE TARGET

The Polars copy of a CSV file has Polars' own defaults: it infers types from the first hundred rows (`infer_schema`), so
numbers are parsed and formatted again. Polars, DuckDB and NumPy use all cores.
"""

import csv
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import stagecli
from stagecli.classifier import Classifier
from stagecli.classifier.packed import packed_rows
from stagecli.classifier.tables import NANO
from stagecli.model import Model


def copy_rows(source: str, target: str) -> None:
    """Peer of the stream engine: read every cell and write it again."""
    with Path(source).open(newline="") as read, Path(target).open("w", newline="") as written:
        csv.writer(written).writerows(csv.reader(read))


def copy_objects(source: str, target: str) -> None:
    """The same for JSON Lines."""
    with Path(source).open(encoding="utf-8") as read, Path(target).open("w", encoding="utf-8") as written:
        written.writelines(json.dumps(json.loads(line), ensure_ascii=False) + "\n" for line in read)


def copy_columns(source: str, target: str) -> None:
    """Peer of the columnar engine: the same by Polars."""
    import polars as pl

    pl.scan_csv(source).sink_csv(target)


def copy_parquet(source: str, target: str) -> None:
    """The same for Parquet."""
    import polars as pl

    pl.scan_parquet(source).sink_parquet(target)


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


PEERS: dict[str, Callable[[str, str], None]] = {
    "csv.reader + csv.writer": copy_rows,
    "json.loads + json.dumps": copy_objects,
    "Polars scan_csv + sink_csv": copy_columns,
    "Polars scan_ + sink_parquet": copy_parquet,
    "pandas + CategoricalNB": naive_bayes,
    "DuckDB SQL": duckdb_sql,
}


if __name__ == "__main__":
    PEERS[sys.argv[1]](*sys.argv[2:])
