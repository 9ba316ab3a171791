"""`history list` and `history show` with 100,000 assessments beside 1,000, as whole processes; and `history report`.

    python tests/benchmarks/history.py [ROUNDS]                 all of it
    python tests/benchmarks/history.py report [SUBJECTS]        only the report

The report is of 50,000 subjects, each assessed twice, by two versions of the bundled ladder, with answers drawn by its
own frequencies. It is held beside reading and decoding the same records, one by one, in Python.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import polars as pl
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[2]))
from stagecli.history import History
from stagecli.model_file.bundled import BUNDLED, bundled_path
from tests.benchmarks.batch import timed
from tests.benchmarks.data import write
from tests.conftest import STAGECLI
from tests.ladders import SMALL
from tests.test_history import assessed


def made(path: Path, count: int) -> Path:
    """A history of so many assessments, ten of each subject."""
    two = [assessed("x", number) for number in range(2)]
    with History(path) as history:
        many = (replace(two[number % 2], subject=f"Subject {number // 10}") for number in range(count))
        history.save(many, SMALL)
    return path


def seconds(*arguments: str) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run([STAGECLI, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def drawn(folder: Path, subjects: int) -> Path:
    """A history of so many subjects, each assessed by two versions of the bundled ladder."""
    write(2 * subjects, folder / "both.csv")
    both, path = pl.read_csv(folder / "both.csv", infer_schema=False), folder / "drawn.db"
    names = both["subject"].head(subjects)
    text = bundled_path(BUNDLED[0]).read_text("utf-8")
    for year, half in (("2024", both.head(subjects)), ("2025", both.tail(subjects).with_columns(subject=names))):
        half.write_csv(folder / "half.csv")
        (folder / "ladder.yaml").write_text(f"{text}\n# {year}\n", "utf-8")
        subprocess.run(
            [STAGECLI, "batch", folder / "half.csv", "-o", folder / "out.csv", "--id", "subject", "--save", "--db",
             path, "--model", folder / "ladder.yaml", "--date", f"{year}-10-01", "--summary", "none"],
            check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return path


def report(subjects: int) -> None:
    """Measure the report of a whole history."""
    with tempfile.TemporaryDirectory() as folder:
        path = drawn(Path(folder), subjects)
        used = timed([sys.executable, "-m", "stagecli", "history", "report", "--db", str(path)])
        start = time.perf_counter()
        with History(path) as history:
            assert sum(1 for _ in history.everything()) == 2 * subjects
        decoded = time.perf_counter() - start
    print(
        f"history report of {2 * subjects:,} assessments: {used.wall:.1f} s, {used.wall / decoded:.2f} times what "
        f"decoding them takes ({decoded:.1f} s); at most {used.memory:.0f} MB"
    )


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (made(Path(folder) / f"{count}.db", count) for count in (1_000, 100_000))
        for command in (["list"], ["show", "Subject 7"]):
            pairs = [
                [seconds("history", *command, "--db", str(file)) for file in (few, many)] for _ in range(rounds)
            ]  # fmt: skip
            ratio = median(large / small for small, large in pairs)
            print(f"history {command[0]}: 100,000 take {ratio:.2f} times what 1,000 take ({rounds} pairs, median)")


if __name__ == "__main__":
    if sys.argv[1:2] != ["report"]:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    report(int(sys.argv[2]) if len(sys.argv) > 2 else 50_000)
