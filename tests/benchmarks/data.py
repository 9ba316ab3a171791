"""The data of the benchmarks of `batch`: drawn from the bundled ladder's own tables with a fixed seed.

    python tests/benchmarks/data.py ROWS FILE [VARIANT]        write it; FILE is .csv, .parquet or .jsonl
    python tests/benchmarks/data.py FILE                       how many rows a file holds

The table has an id and every signal, one cell in ten empty but none of the first signal, gated signals empty where
their gate is closed, and each option of a number always as the same number. That is `plain`. Each variant has the same
subjects, and one thing more that real tables have:

    numeric    numbers anywhere in their range, every other one whole, the rest twentieths: 12,000 different ones
    quoted     a carried text in each row, with commas and doubled quotes
    lines      the same, and one text in a thousand stands on three lines
    gates      an answer in each row to each gated signal, also where its gate is closed

In Parquet and JSON Lines a number is a number, and an empty cell is null.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

import stagecli
from stagecli.classifier import Classifier
from stagecli.model import Signal

SEED = 20260101
_BLOCK = 100_000
_PARTS = 20  # of one in a number

_Numbers = npt.NDArray[np.float64]


def write(rows: int, path: Path, variant: str = "plain") -> None:
    """Draw subjects, and write them as the file's name ends."""
    text = path if path.suffix == ".csv" else path.with_name(f"{path.name}.csv")
    _write_text(rows, text, variant)
    if path != text:
        scan = pl.scan_csv(text)
        if path.suffix == ".parquet":
            scan.sink_parquet(path)
        else:
            scan.sink_ndjson(path)
        text.unlink()


def _write_text(rows: int, path: Path, variant: str) -> None:
    model = stagecli.load_model().model
    table = Classifier(model)
    random_, more = np.random.default_rng(SEED), np.random.default_rng(SEED + 1)  # the same subjects in all variants
    with path.open("wb") as file:
        for start in range(0, rows, _BLOCK):
            count = min(_BLOCK, rows - start)
            stage = random_.integers(0, len(model.stages), count)
            codes: dict[str, npt.NDArray[np.int64]] = {}
            for name in table.order:
                signal = model.signal(name)
                likelihood = np.array([table.likelihood[name][option.id] for option in signal.options])
                drawn = (random_.random(count)[:, None] > np.cumsum(likelihood, axis=0).T[stage]).sum(axis=1)
                code = np.minimum(drawn, len(signal.options) - 1)
                empty = (random_.random(count) < 0.1) & (name != table.order[0])  # everybody answers something
                if variant == "gates" and signal.only_if:
                    empty[:] = False
                else:
                    for on, options in signal.only_if.items():
                        ids = [option.id for option in model.signal(on).options]
                        empty |= ~np.isin(codes[on], [ids.index(option) for option in options])
                codes[name] = np.where(empty, len(signal.options), code)
            columns = {"subject": pl.Series([f"b{number:08}" for number in range(start, start + count)])}
            if variant in ("quoted", "lines"):
                columns["note"] = _notes(start, more.random(count) < (0.001 if variant == "lines" else 0))
            for signal in model.signals:
                within = more.random(count) if variant == "numeric" and signal.number is not None else None
                columns[signal.id] = _cells(signal, codes[signal.id], within)
            pl.DataFrame(columns).write_csv(file, include_header=start == 0)


def _notes(start: int, broken: npt.NDArray[np.bool_]) -> pl.Series:
    """A text for each row, on three lines where it is broken."""
    ends = ((",", "\n") if line else (", ", ", ") for line in broken.tolist())
    return pl.Series(
        f'Shop {number}, called "The {number % 977}th"{one}open since {1950 + number % 70}{other}"closed on Mondays"'
        for number, (one, other) in enumerate(ends, start)
    )


def _cells(signal: Signal, code: npt.NDArray[np.int64], within: _Numbers | None) -> pl.Series:
    """What each code is written as: an option's id, or a number inside its range; or an empty cell."""
    if signal.number is None:
        return pl.Series([*(option.id for option in signal.options), None]).gather(code)
    bounds = [signal.number.min, *(option.below for option in signal.options if option.below is not None)]
    starts = np.array([*bounds, signal.number.max], np.float64)
    if within is None:
        place = ((starts + 1) * _PARTS)[code].astype(np.int64)
    else:
        place = ((starts[code] + within * np.diff(starts, append=starts[-1])[code]) * _PARTS).astype(np.int64)
        place[::2] -= place[::2] % _PARTS
    texts = [f"{number / _PARTS:g}" for number in range(int(signal.number.max * _PARTS) + 1)]
    return pl.Series([*texts, None]).gather(np.where(code == len(signal.options), len(texts), place))


def records(path: Path) -> int:
    """How many rows a file holds."""
    if path.suffix == ".parquet":
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1 if path.suffix == ".csv" else sum(1 for _ in file)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [file]:
            print(records(Path(file)))
        case [rows, file, *variant]:
            write(int(rows), Path(file), *variant)
