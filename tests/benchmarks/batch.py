"""Batch scoring beside its peers, as ratios in one run, each with the aim that it is held to.

    python tests/benchmarks/batch.py [ROUNDS]                   all parts, a million rows, five rounds
    python tests/benchmarks/batch.py --only plain,json          only these
    python tests/benchmarks/batch.py --base ../before           JSON Lines also beside an older checkout
    python tests/benchmarks/batch.py memory                     peak memory and time at 5 and 20 million rows

`data.py` writes the data, `peers.py` holds the peers. Every command is a process of its own, timed as a whole, from the
same file with the cache warm to a new file on the same disk; all may use all cores. In every round the commands of a
part take turns, every other round from the last to the first, so that a machine whose speed drifts slows them all;
printed are medians over the rounds: of times and of ratios. The first round warms up, and it is checked there that each
command wrote every row. What is measured is this checkout, by the Python that runs this. Some peers need `pip install
duckdb pandas scikit-learn`; those that are missing are left out.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

HERE = Path(__file__).parents[2]
OURS, BASE = "stagecli", "stagecli of --base"
NEEDED = {"pandas + CategoricalNB": ("pandas", "sklearn"), "DuckDB SQL": ("duckdb",)}
"""Modules that a peer needs beyond the extra `batch`."""


class Aim(NamedTuple):
    """What a ratio of times is held to: ours to the peer's at most, or the peer's to ours at least."""

    kind: Literal["at most", "at least"]
    value: float | None = None

    def ratio(self, ours: float, other: float) -> float:
        return ours / other if self.kind == "at most" else other / ours

    def verdict(self, ratio: float) -> str:
        """The ratio beside the aim."""
        shown = f"stagecli / this {ratio:6.2f}" if self.kind == "at most" else f"this / stagecli {ratio:6.2f}"
        if self.value is None:
            return shown
        met = ratio <= self.value if self.kind == "at most" else ratio >= self.value
        return f"{shown}, aim {self.kind} {self.value:g}: {'met' if met else 'MISSED'}"


class Part(NamedTuple):
    """An engine on one file, and its peers."""

    aims: dict[str, Aim]
    variant: str = "plain"
    engine: str = "columnar"
    suffix: str = ".csv"


def beside_copy(most: float, variant: str) -> Part:
    return Part({"Polars scan_csv + sink_csv": Aim("at most", most)}, variant)


SCORING = {"pandas + CategoricalNB": Aim("at least", 8), "DuckDB SQL": Aim("at least", 1.6)}
PARTS = {
    "plain": Part(beside_copy(1.9, "plain").aims | SCORING),
    "numeric": beside_copy(1.9, "numeric"),
    "quoted": beside_copy(1.9, "quoted"),
    "lines": beside_copy(2.5, "lines"),
    "gates": beside_copy(1.9, "gates"),
    "parquet": Part({"Polars scan_ + sink_parquet": Aim("at most", 2.5)}, suffix=".parquet"),
    "stream": Part({"csv.reader + csv.writer": Aim("at most", 4)}, engine="stream"),
    "json": Part(
        {BASE: Aim("at least", 5), "json.loads + json.dumps": Aim("at most")}, engine="stream", suffix=".jsonl"
    ),
}


class Used(NamedTuple):
    """What a run took: seconds of wall and of CPU, and peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def environment(checkout: Path = HERE) -> dict[str, str]:
    """Where Python finds this package in a checkout, whatever is installed or in the current folder."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1"}  # compiled once, as what is installed is


def timed(command: list[str], checkout: Path = HERE) -> Used:
    """One run, with the package of a checkout."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(checkout))
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)  # or it would seem to be running still
    if process.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Used(wall, cpu, usage.ru_maxrss / 1024)


def engine(name: str, source: Path, target: Path) -> list[str]:
    score = [sys.executable, "-m", "stagecli", "batch", str(source), "-o", str(target)]
    return [*score, "--engine", name, "--summary", "none"]


def script(name: str, *arguments: object) -> list[str]:
    """A file beside this one, never imported: what this process had in memory would count as its children's peak."""
    return [sys.executable, str(Path(__file__).with_name(name)), *map(str, arguments)]


def draw(rows: int, path: Path, variant: str = "plain") -> None:
    """Write the data."""
    timed(script("data.py", rows, path, variant))


def compare(name: str, rounds: int, rows: int, base: Path | None) -> None:
    """Time the commands of a part in turn, and print."""
    part = PARTS[name]
    with tempfile.TemporaryDirectory() as folder:
        source, target = (Path(folder) / f"{file}{part.suffix}" for file in ("in", "out"))
        draw(rows, source, part.variant)
        commands = {OURS: (engine(part.engine, source, target), HERE)}
        for peer in part.aims:
            if peer == BASE and base is not None:
                commands[peer] = (commands[OURS][0], base)
            elif peer != BASE and all(find_spec(module) for module in NEEDED.get(peer, ())):
                commands[peer] = (script("peers.py", peer, source, target), HERE)
        runs: dict[str, list[Used]] = {peer: [] for peer in commands}
        for number in range(rounds + 1):
            for peer in [*commands][:: -1 if number % 2 else 1]:
                used = timed(*commands[peer])
                if number:
                    runs[peer].append(used)
                else:
                    check(target, rows)
                target.unlink()
    show(name, part, runs)


def check(target: Path, rows: int) -> None:
    """Stop if a command did not write every row."""
    found = int(subprocess.run(script("data.py", target), check=True, capture_output=True, env=environment()).stdout)
    if found != rows:
        raise SystemExit(f"{target.name} holds {found:,} rows, not {rows:,}")


def show(name: str, part: Part, runs: dict[str, list[Used]]) -> None:
    """Print medians over the rounds."""
    print(f"\n{f'{name}: {part.suffix[1:]}, --engine {part.engine}':<38}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}")
    for peer in (OURS, *part.aims):
        if peer not in runs:
            print(f"  {peer:<36} left out: {'no --base' if peer == BASE else 'not installed'}")
            continue
        wall, cpu, memory = (statistics.median(values) for values in zip(*runs[peer], strict=True))
        line = f"  {peer:<36}{wall:>8.2f}{cpu:>8.2f}{memory:>9.0f}"
        if aim := part.aims.get(peer):
            pairs = zip(runs[OURS], runs[peer], strict=True)
            line += f"   {aim.verdict(statistics.median(aim.ratio(one.wall, other.wall) for one, other in pairs))}"
        print(line, flush=True)


def memory() -> None:
    """Peak memory and time of both engines as rows grow."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.csv", Path(name) / "out.csv"
        print(f"{'':<10}{'rows':>12}{'wall s':>9}{'peak MB':>9}{'us a row':>10}")
        for rows in (5_000_000, 20_000_000):
            draw(rows, source)
            for kind in ("columnar", "stream"):
                used = timed(engine(kind, source, target))
                rate = used.wall / rows * 1e6
                print(f"{kind:<10}{rows:>12,}{used.wall:>9.1f}{used.memory:>9.0f}{rate:>10.2f}", flush=True)
                target.unlink()


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", nargs="?", default="5", help="a number of rounds, or `memory`")
    parser.add_argument("--only", type=lambda given: given.split(","), default=[*PARTS], help=", ".join(PARTS))
    parser.add_argument("--rows", type=int, default=1_000_000, help="aims are for a million")
    parser.add_argument("--base", type=Path, help="an older checkout")
    given = parser.parse_args()
    if given.rounds == "memory":
        memory()
        return
    if unknown := set(given.only) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    base = given.base and given.base.resolve()
    if base and not (base / "stagecli" / "__main__.py").is_file():
        parser.error(f"{base} is not a checkout of stagecli")
    print(f"{given.rows:,} rows, {given.rounds} rounds, {os.cpu_count()} cores")
    for name in given.only:
        compare(name, int(given.rounds), given.rows, base)


if __name__ == "__main__":
    main()
