"""Ways through `batch` that must agree: every reader, writer, block and size of read, and assessing a subject alone.

    python -m tests.hardening.differential [--seconds N] [CHECK ...]
    python -m tests.hardening.differential --seed N CHECK

Each check draws a table with a seed, damaged or in several formats, and runs it in several ways. The seed of a
disagreement is printed; given back with `--seed`, it gives the same table again.
"""

import argparse
import csv
import io
import json
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec

from stagecli import api
from stagecli.answers import says_nothing
from stagecli.batch import tables
from stagecli.batch.added_cells import status_cells
from stagecli.batch.columns import ADDED
from stagecli.batch.headings import unique_names
from stagecli.batch.job import Job, TableFormat
from stagecli.batch.layout import Layout
from stagecli.batch.request import Request, prepare
from stagecli.batch.run import Destination, Limits
from stagecli.batch.summary import Subjects
from stagecli.classifier import Classifier
from stagecli.errors import StagecliError
from tests import damaged
from tests.tables import NOW

CLASSIFIER = Classifier(damaged.LADDER)
FORMATS: tuple[TableFormat, ...] = ("csv", "tsv", "jsonl", "parquet", "xlsx")
_MARK = re.compile(r"k\d+k")
_CONFIDENCE = ADDED.index("confidence")


class Outcome(NamedTuple):
    """What a run left behind, as Python's own libraries read it."""

    error: str = ""
    """The whole message, if there was one; then nothing else."""
    job: Job | None = None
    rows: Sequence[list[str]] = ()
    """Of the output, without its header."""
    rejects: Sequence[list[str]] = ()
    """Without their header: line, column, reason, hint, and the row."""
    summary: Any = None

    def verdicts(self) -> list[list[str]]:
        """The added cells of each row."""
        assert self.job is not None
        return [row[len(self.job.columns.names) :] for row in self.rows]


def run(source: bytes | Path, folder: Path, *, block: int | None = None, most: int = 1 << 20, **asked: Any) -> Outcome:
    """A whole run: of a file, or of bytes on standard input, of which at most so many come at once."""
    asked = {"format": "csv", "engine": "stream"} | asked
    asked["layout"] = Layout(**{name: asked.pop(name) for name in Layout.__struct_fields__ if name in asked})
    output, rejects = folder / f"out.{asked['format']}", folder / "rejects.csv"
    where = Destination(output, rejects, rejects_asked_for=True, resume=False)
    given, stdin = (
        (str(source), None) if isinstance(source, Path) else ("-", io.BufferedReader(damaged.Trickle(source, most)))
    )
    try:
        with patch("sys.stdin", SimpleNamespace(buffer=stdin)):
            made = prepare(Request(source=given, destination=where, now=NOW, **asked), CLASSIFIER, block=block)
            try:
                summary = made.go(Limits(), lambda _: None, lambda _: None)
            finally:
                made.source.close()
    except StagecliError as error:
        return Outcome(str(error).replace(str(folder), ""))
    dialect = made.table.dialect
    with rejects.open(encoding=dialect.encoding, newline="") as file:
        told = [*csv.reader(file, delimiter=dialect.delimiter, strict=True)]
    found = Outcome("", made.job, _read(output, made.job), told[1 + dialect.sep_line :], msgspec.to_builtins(summary))
    for name in ("engine", "output", "rejects"):
        del found.summary[name]
    counts = {"read": len(found.rows) + len(found.rejects), "written": len(found.rows), "rejected": len(found.rejects)}
    assert counts.items() <= found.summary["rows"].items()
    assert sum(stage["count"] for stage in found.summary["stages"]) == len(found.rows)
    return found


def _read(output: Path, job: Job) -> list[list[str]]:
    """The cells of an output as texts, each confidence with six decimals."""
    names: Sequence[str] = (*job.columns.names, *job.columns.added)
    rows: list[list[Any]]
    match output.suffix:
        case ".csv" | ".tsv":
            with output.open(encoding="utf-8-sig", newline="") as file:
                header, *rows = csv.reader(file, delimiter=job.target.delimiter, strict=True)
            assert job.target.spreadsheet_safe or header == [*job.columns.heads, *job.columns.added]
        case ".jsonl":
            objects = [json.loads(line) for line in output.read_bytes().split(b"\n")[:-1]]
            rows = [[found.get(name) for name in names] for found in objects]
        case ".parquet":
            import polars as pl

            frame = pl.read_parquet(output)
            assert frame.columns == [*names]
            rows = [list(row) for row in frame.rows()]
        case _:
            from python_calamine import load_workbook

            _, *rows = load_workbook(output).get_sheet_by_index(0).to_python(skip_empty_area=False)
            rows = [row + [""] * (len(names) - len(row)) for row in rows]
            status, words = len(job.columns.names) + ADDED.index("status"), status_cells(job)
            for row in rows:
                row[status] = words[row[status]]
    assert all(len(row) == len(names) for row in rows)
    at = len(job.columns.names) + _CONFIDENCE
    for row in rows:
        row[at] = f"{float(str(row[at]).replace(',', '.')):.6f}"
    return [[*map(damaged.as_text, row)] for row in rows]


def readers(random_: random.Random, folder: Path) -> None:
    """Both engines, however large the blocks and the reads, make the same of a text; no row is lost or there twice."""
    text = damaged.text(random_)
    asked: dict[str, Any] = {"encoding": text.encoding}
    if random_.random() < 0.5:
        asked["delimiter"] = text.delimiter
    if random_.random() < 0.3:
        asked["id"] = random_.choice(text.heads)
    if random_.random() < 0.1:
        asked["spreadsheet_safe"] = True
    if random_.random() < 0.4:
        asked["bad_answers"] = "blank"
    if random_.random() < 0.2:
        asked["date"] = random_.choice([*text.heads, "2026-01-31"])
    asked["format"] = random_.choice(("csv", "csv", "csv", "tsv", "parquet"))
    for name in unique_names(text.heads):
        asked["mapping"] = (f"{name}={random_.choice(damaged.SIGNALS)}",)
        one = run(text.data, folder, **asked)
        _all_there(text, one)
        _alone(random_, one)
        blocks, reads = random_.choice([None, 1, 7, 64, 300]), random_.choice([1, 3, 50, 1 << 20])
        for engine, block, most in [
            ("columnar", None, 1 << 20),
            ("columnar", blocks, reads),
            ("stream", blocks, reads),
        ]:
            other = run(text.data, folder, engine=engine, block=block, most=most, **asked)
            _same(f"{engine}, block={block}, most={most}, {asked}", one, other)


def _all_there(text: damaged.Text, found: Outcome) -> None:
    """Each mark is once in the results or in the rejects, or in the header: the first row that is not blank."""
    if found.job is None:
        return
    width = len(found.job.columns.names)
    written = "\n".join(cell for row in found.rows for cell in row[:width])
    rejected = "\n".join(cell for row in found.rejects for cell in row[4:])
    given = Counter(_MARK.findall(text.data.decode("latin-1")))
    assert Counter(_MARK.findall("\n".join((*found.job.columns.heads, written, rejected)))) == given


def _same(how: str, one: Outcome, other: Outcome) -> None:
    for name in ("error", "rejects", "rows", "summary"):
        first, second = getattr(one, name), getattr(other, name)
        assert first == second, f"{name} by {how}: {_difference(first, second)}"


def _difference(one: Any, other: Any) -> str:
    """The first items that differ."""
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return next(f"{a!r} and {b!r}" for a, b in zip(one, other, strict=True) if a != b)
    return f"{one!r} and {other!r}"


def _alone(random_: random.Random, found: Outcome) -> None:
    """A few rows say what assessing their subject alone says."""
    if found.job is None or found.job.target.spreadsheet_safe:
        return
    columns = found.job.columns
    for row in random_.sample(found.rows, min(3, len(found.rows))):
        verdict = row[len(found.job.columns.names) :]
        left_out = verdict[len(ADDED)] if found.job.columns.bad_answers == "blank" else ""
        given = {}
        for signal in columns.signals:
            cells = [row[at] for at in columns.of(signal) if f"{columns.names[at]}: " not in left_out]
            given[signal] = next((cell for cell in cells if not _says_nothing(cell)), "")
        _as_assessed(given, verdict)


def _says_nothing(cell: str) -> bool:
    """Whether the next column of the same signal is asked."""
    return not cell.strip() or says_nothing(cell)


def _as_assessed(values: dict[str, Any], verdict: list[str] | None) -> None:
    """A row's answers, assessed alone, give its verdict, or an error if it was rejected."""
    try:
        result = api.assess(CLASSIFIER, values)
    except StagecliError:
        assert verdict is None, f"assess refuses {values!r}, batch says {verdict}"
        return
    alone: Any = api.to_contract(CLASSIFIER, result)
    step = alone["steps"][0] if alone["steps"] else {"id": "", "do": ""}
    expected = [
        alone["stage"]["number"], alone["stage"]["id"], alone["stage"]["name"], alone["status"],
        f"{alone['confidence']:.6f}", alone["runner_up"]["id"], alone["coverage"]["answered"],
        alone["coverage"]["applicable"], step["id"], step["do"],
    ]  # fmt: skip
    assert verdict is not None, f"batch rejects {values!r}, assess says {expected}"
    assert verdict[: len(ADDED)] == [*map(str, expected)], f"{values!r}: {verdict} and {expected}"


def formats(random_: random.Random, folder: Path) -> None:
    """The same table says the same in every format that can hold it, and what assessing each row alone says."""
    table = damaged.rows(random_, values=random_.random() < 0.5)
    asked: dict[str, Any] = {"format": random_.choice(("csv", "jsonl"))}
    if random_.random() < 0.5:
        asked["mapping"] = (f"{random_.choice(table.names)}={random_.choice(damaged.SIGNALS)}",)
    texts = all(isinstance(cell, str) for row in table.rows for cell in row)
    first: list[tuple[str, list[str]]] | None = None
    for suffix in (".jsonl", ".json", ".yaml", ".csv", ".tsv", ".parquet", ".xlsx"):
        path = folder / f"table{suffix}"
        if not all(damaged.holds(path, cell) for row in [table.names, *table.rows] for cell in row):
            continue
        damaged.write(random_, table, path)
        for engine in ("stream", "columnar"):
            if engine == "columnar" and (suffix not in (".csv", ".tsv", ".parquet") or asked["format"] != "csv"):
                continue
            given: bytes | Path = random_.choice((path, path.read_bytes()))
            found = run(given, folder, engine=engine, **asked)
            if found.job is None:
                told: list[tuple[str, list[str]]] = [
                    ("", [re.sub(r"table\.\w+|standard input|/|line \d+|: .*", "", found.error)])
                ]
            else:
                at, width = found.job.columns.names.index("name"), len(found.job.columns.names)
                told = [(row[at], row[width:]) for row in found.rows]
                told += [(row[4 + at], row[1:3] if texts else row[1:2]) for row in found.rejects]
                blank = found.summary["rows"]["blank"]
                assert suffix == ".xlsx" or blank == len(table.rows) - len(told), f"{blank} blank rows in {suffix}"
                signals = found.job.columns.signals
            if first is None:
                first = told
                if found.job is not None:
                    _each_as_assessed(table, {name: found.job.columns.names[at] for name, at in signals.items()}, found)
            assert told == first, f"{suffix} by {engine}, {asked}: {_difference(first, told)}"
    assert first is not None


def _each_as_assessed(table: damaged.Rows, signals: dict[str, str], found: Outcome) -> None:
    """Every row that is not blank is there once, in order, scored or rejected as when it is alone."""
    assert found.job is not None
    at = found.job.columns.names.index("name")
    verdicts = {row[at]: verdict for row, verdict in zip(found.rows, found.verdicts(), strict=True)}
    rejected = [row[4 + at] for row in found.rejects]
    marked = [row for row in table.rows if _MARK.search(row[0])]
    assert [row[at] for row in found.rows] == [row[0] for row in marked if row[0] in verdicts]
    assert rejected == [row[0] for row in marked if row[0] not in verdicts]
    for row in marked:
        values = dict(zip(table.names, row, strict=True))
        _as_assessed({name: values[head] for name, head in signals.items() if head in values}, verdicts.get(row[0]))


def writers(random_: random.Random, folder: Path) -> None:
    """All outputs of one table hold the same cells."""
    if random_.random() < 0.5:
        text = damaged.text(random_)
        source = folder / "table.csv"
        source.write_bytes(text.data)
        asked: dict[str, Any] = {"encoding": text.encoding, "delimiter": text.delimiter}
    else:
        source, asked = folder / "table.jsonl", {}
        damaged.write(random_, damaged.rows(random_, values=True), source)
    asked["full"] = random_.random() < 0.3
    asked["spreadsheet_safe"] = random_.random() < 0.2
    one = run(source, folder, **asked)
    for format_ in FORMATS[1:]:
        if format_ == "xlsx" and not all(damaged.holds(Path("a.xlsx"), cell) for row in one.rows for cell in row):
            continue
        other = run(source, folder, **asked, format=format_)
        if asked["spreadsheet_safe"] and format_ in ("jsonl", "parquet"):
            continue
        _same(f"{format_}, {asked}", one, other)


def objects(random_: random.Random, folder: Path) -> None:
    """Keys that come late, also of signals, change no verdict; no line is lost or there twice."""
    path = folder / f"table{random_.choice(['.jsonl', '.json'])}"
    if random_.random() < 0.5:
        damaged.write(random_, damaged.rows(random_, values=True), path, late=True)
    else:
        path = folder / "table.jsonl"
        path.write_bytes(damaged.objects(random_))
    data, narrow = path.read_bytes(), random_.choice(("csv", "tsv", "parquet", "xlsx"))
    one = run(path, folder, format="jsonl")
    with patch.object(tables, "BLOCK", random_.choice([1, 60, 200])), patch.object(tables, "ROWS", 1):
        late, others = run(path, folder, format="jsonl"), run(path, folder, format=narrow)
        pipe, trickle = (run(data, folder, most=most, format="jsonl") for most in (1 << 20, random_.choice([1, 3, 50])))
        _same("a slow pipe", pipe, trickle)
    for found in (one, others):
        if found.job is not None:
            there = "".join(cell for row in (*found.rows, *(row[4:] for row in found.rejects)) for cell in row)
            assert Counter(_MARK.findall(there)) == Counter(_MARK.findall(data.decode("latin-1"))), there
    if (
        one.job is not None
        and late.job is not None
        and {row[1] for row in late.rejects}.isdisjoint({*late.job.columns.added, "What is size"})
    ):
        assert one.verdicts() == late.verdicts()
        assert [row[:1] for row in one.rejects] == [row[:1] for row in late.rejects]


CHECKS: dict[str, Callable[[random.Random, Path], None]] = {
    "readers": readers, "formats": formats, "writers": writers, "objects": objects,
}  # fmt: skip


def check(name: str, seed: int) -> None:
    """Do one check with what one seed draws."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("os.fsync"),  # no power fails here
        patch.object(Subjects, "_SLOTS", 1 << 12),
    ):
        CHECKS[name](random.Random(seed), Path(folder))


def main() -> None:
    """Do checks with random seeds for a while, and say how often each was done, and what disagreed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=f"of: {', '.join(CHECKS)}; all without")
    parser.add_argument("--seconds", type=float, default=60, help="in all")
    parser.add_argument("--seed", type=int, help="do it once, and show the stack of a failure")
    options = parser.parse_args()
    names = options.checks or [*CHECKS]
    if options.seed is not None:
        for name in names:
            check(name, options.seed)
        return
    done, failed = Counter[str](), Counter[str]()
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        for name in names:
            seed = random.randrange(2**32)
            done[name] += 1
            try:
                check(name, seed)
            except Exception as error:  # anything but a StagecliError is a mistake
                failed[name] += 1
                what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
                where = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{Path(where.filename).name}:{where.lineno}"
                print(f"python -m tests.hardening.differential --seed {seed} {name}  # {place}: {what}", flush=True)
    print(f"{'check':12}{'tables':>10}{'failures':>10}")
    for name in names:
        print(f"{name:12}{done[name]:10,}{failed[name]:10}")
    sys.exit(bool(failed.total()))


if __name__ == "__main__":
    main()
