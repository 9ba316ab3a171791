"""Faults at chosen system calls: killed, disk full, disk broken. Nothing may be lost, half-written or left unsaid.

    python -m tests.hardening.faults [--points N] [--only NAME] [--seed N]
    python -m tests.hardening.faults --kills N [--seed N]

A command is run once under strace to see which calls touch its folder; then again and again with a fault at one of
them. After each fault every file must be what it was or what it becomes in a calm run; a fault that is no kill must
be told in one line, with exit code 1, and leave nothing behind but what `--resume` needs; and the same command must
then end as a calm run does, to the same bytes. Without --points, every call gets every fault. With --kills, runs and
those that resume them are killed again and again, at random writes.
"""

import argparse
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

STAGECLI = Path(sys.executable).parent / "stagecli"
DATABASE = "history.db"

_CHANGE = ("write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2", "link",
           "linkat", "unlink", "unlinkat", "openat", "chmod", "fchmod", "fchmodat")  # fmt: skip
_FAULTS = {
    "kill": ("signal=SIGKILL", _CHANGE),
    "full": ("error=ENOSPC", ("write", "pwrite64", "writev", "ftruncate", "openat")),
    "broken": ("error=EIO", ("write", "pwrite64", "fsync", "fdatasync", "rename", "link")),
}
_CALL = re.compile(r"(\d+) +(\w+)\((.*)")
_RANDOM = re.compile(r"\.\w{8}\.part$")


class Scenario(NamedTuple):
    """A command that writes. Its folder is the working directory."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    resumable: bool = False
    """Whether `--resume` goes on with it."""
    once: bool = False
    """Whether it refuses to be done again."""


class Point(NamedTuple):
    """One system call of a run: the n-th of its kind on a file, in its thread."""

    call: str
    number: int
    file: str | None
    """None if the file's name is another one in each run: then the n-th on any file."""


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    said: str


def subjects(folder: Path) -> None:
    """A table of a few blocks, some of it unreadable, and an older result."""
    chance = random.Random(7)
    lines = ["who,accounts,attitude,months_active,remark"]
    for number in range(30_000):
        accounts = chance.choice(["none", "idle", "in_use", "", "many"])
        remark = chance.choice(["", "x" * 30, '"one, two"', "ναι"])
        lines.append(f"b{number},{accounts},{chance.choice(['angry', ''])},{chance.randint(0, 600)},{remark}")
    (folder / "in.csv").write_text("\n".join(lines) + "\n", "utf-8")
    for name in ("out.csv", "out.jsonl", "out.parquet", "out.xlsx", "out.rejects.csv"):
        (folder / name).write_text("old\n", "utf-8")


def few_subjects(folder: Path) -> None:
    """The same for a format that is slow."""
    subjects(folder)
    lines = (folder / "in.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "in.csv").write_text("".join(lines[:300]), "utf-8")


def results(folder: Path) -> None:
    """Older results of an assessment."""
    for name in ("out.json", "out.html"):
        (folder / name).write_text("old\n", "utf-8")


def saved(folder: Path) -> None:
    """A history with three assessments."""
    for accounts in ("none", "idle", "in_use"):
        stagecli(folder, "assess", "--name", "Bakery", "--accounts", accounts, "--save", "--db", DATABASE)


def nothing(_: Path) -> None:
    """An empty folder."""


_BATCH = ("batch", "in.csv", "--id", "who", "--summary", "none")
_ANSWERS = ("--accounts", "idle", "--attitude", "mixed")
SCENARIOS = {
    "batch stream csv": Scenario((*_BATCH, "--engine", "stream", "-o", "out.csv"), subjects, resumable=True),
    "batch stream jsonl": Scenario((*_BATCH, "--engine", "stream", "-o", "out.jsonl"), subjects, resumable=True),
    "batch columnar csv": Scenario((*_BATCH, "--engine", "columnar", "-o", "out.csv"), subjects, resumable=True),
    "batch parquet": Scenario((*_BATCH, "-o", "out.parquet"), subjects, resumable=True),
    "batch xlsx": Scenario((*_BATCH, "-o", "out.xlsx"), few_subjects),
    "assess": Scenario(("assess", *_ANSWERS, "-o", "out.json", "-o", "out.html"), results),
    "assess --save": Scenario(("assess", *_ANSWERS, "--name", "Bakery", "--save", "--db", DATABASE), saved),
    "assess --save, the first": Scenario(("assess", *_ANSWERS, "--name", "A", "--save", "--db", DATABASE), nothing),
    "batch --save": Scenario((*_BATCH, "-o", "out.csv", "--save", "--db", DATABASE), few_subjects, resumable=True),
    "history forget": Scenario(("history", "forget", "Bakery", "--db", DATABASE), saved, once=True),
    "model new": Scenario(("model", "new", "new.yaml"), nothing, once=True),
}


def stagecli(folder: Path, *arguments: str, fault: str = "", at: Point | None = None, log: Path | None = None) -> Ended:
    """Run the program in a folder, with a fault at a call, or with a log of its calls."""
    strace = ["strace", "-f", "-qq", "-e", f"trace={','.join(_CHANGE)}"]
    if fault != "kill":
        strace.append("--seccomp-bpf")  # faster, but it lets no signal through
    if at is not None:
        strace += ["-o", "/dev/null", "-e", f"inject={at.call}:{_FAULTS[fault][0]}:when={at.number}"]
        strace += ["-P", str(folder / at.file), "-P", at.file] if at.file else []  # whichever the program says
    elif log is not None:
        strace += ["-o", str(log), "-y"]
    else:
        strace = []
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE"))}
    environment = {**kept, "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": "1767225600", "LANG": "C.UTF-8",
                   "XDG_DATA_HOME": str(folder / "data"), "POLARS_MAX_THREADS": "1"}  # fmt: skip
    done = subprocess.run(
        [*strace, STAGECLI, *arguments], cwd=folder, env=environment, capture_output=True, timeout=300, check=False
    )
    said = done.stderr.decode().splitlines(keepends=True)
    return Ended(done.returncode, "".join(line for line in said if not line.startswith("strace: ")))


def points(folder: Path, log: Path) -> list[Point]:
    """The calls in a log that touch files of a folder."""
    found: list[Point] = []
    count: Counter[tuple[str, ...]] = Counter()
    for line in log.read_text("utf-8", "replace").splitlines():
        if not (call := _CALL.match(line)):
            continue
        thread, name, rest = call.groups()
        path = re.search(rf"{folder}/([^\"<>]+)", rest)
        file = path[1] if path is not None and not _RANDOM.search(path[1]) else None
        count[thread, name] += 1
        count[thread, name, file or ""] += 1
        if path is not None and (name != "openat" or "O_CREAT" in rest):
            found.append(Point(name, count[thread, name, file] if file else count[thread, name], file))
    return found


def state(folder: Path) -> dict[str, object]:
    """What somebody finds in a folder: the bytes of each file, the assessments in the history."""
    found: dict[str, object] = {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] != "."
    }
    for name in [name for name in found if name.startswith(DATABASE)]:
        del found[name]
    if (folder / DATABASE).exists() and (folder / DATABASE).stat().st_size:
        with sqlite3.connect(folder / DATABASE) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            there = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'assessment'").fetchone()[0]
            found[DATABASE] = database.execute("SELECT count(*) FROM assessment").fetchone()[0] if there else 0
        database.close()
    return found


def litter(folder: Path) -> set[str]:
    """Hidden files, and what SQLite keeps beside its own."""
    return {path.name for path in folder.iterdir() if path.name[0] == "." or path.name.endswith(("-wal", "-shm"))}


class Sweep:
    """A scenario with its calm run, ready for faults."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.folder = folder
        self.before = self._fresh()
        self.ready = folder / "ready"
        shutil.copytree(self._work, self.ready)
        log = folder / "log"
        self.calm = stagecli(self._work, *scenario.arguments, log=log)
        assert self.calm.code in {0, 5}, self.calm
        assert litter(self._work) == set()
        self.after = state(self._work)
        self.points = points(self._work, log)

    @property
    def steady(self) -> list[Point]:
        """The calls of every run: how often the journal is kept, the clock decides."""
        return [point for point in self.points if point.number == 1 or "journal" not in str(point.file)]

    @property
    def _work(self) -> Path:
        return self.folder / "work"

    def _fresh(self) -> dict[str, object]:
        self._work.mkdir()
        self.scenario.prepare(self._work)
        return state(self._work)

    def faults(self) -> Iterator[tuple[str, Point]]:
        """Every fault that there can be."""
        for kind, (_, calls) in _FAULTS.items():
            for point in self.points:
                if point.call in calls:
                    yield kind, point

    def kills(self, chance: random.Random, most: int) -> list[Point]:
        """Random writes to be killed at, one after another; one only if what is done cannot be done again."""
        writes = [point for point in self.steady if "write" in point.call]
        return chance.choices(writes, k=1 if self.scenario.once else most)

    def hurt(self, kind: str, *where: Point) -> int:
        """Run with a fault at each of these calls in turn, and check what must hold after each and at the end.

        Returns how many of the runs were killed.

        Raises:
            AssertionError: something does not.
        """
        shutil.rmtree(self._work)
        shutil.copytree(self.ready, self._work)
        arguments, killed = list(self.scenario.arguments), 0
        for point in where:
            known = self._assessments(state(self._work))
            ended = stagecli(self._work, *arguments, fault=kind, at=point)
            killed += self._check(kind, ended, known)
            arguments = [*self.scenario.arguments, *(["--resume"] if self.scenario.resumable else [])]
        found = state(self._work)
        told = stagecli(self._work, *arguments)
        if self.scenario.once and found == self.after:
            assert told.code != 0, told
            return killed  # one of them had done the work, and it can be done but once
        assert told.code == self.calm.code, told
        self._whole(state(self._work), self._assessments(found), ended=True)
        assert not litter(self._work) or (kind == "kill" and not self.scenario.resumable), litter(self._work)
        return killed

    def _check(self, kind: str, ended: Ended, known: int) -> bool:
        assert "Traceback" not in ended.said, ended.said[-300:]
        killed = ended.code in {-9, 137}
        assert killed or ended.code in {self.calm.code, 1}, ended
        self._whole(state(self._work), known, ended=ended.code == self.calm.code)
        if ended.code == 1:
            assert re.fullmatch(r"[^\n]+\n", ended.said), ended.said
            assert kind != "kill"
            assert self.scenario.resumable or not litter(self._work), litter(self._work)
        return killed

    def _whole(self, found: dict[str, object], known: int, *, ended: bool) -> None:
        """Each file is as it was or as it will be, the history too; as it will be if the command ended well."""
        done = self._assessments(self.after)  # what is saved already is not added again
        there = self._assessments(found)
        assert there in ({done} if ended else {known, done}), f"{there} assessments saved, not {done}"
        for name in {*self.before, *self.after, *found} - {DATABASE}:
            becomes = found.get(name) == self.after.get(name)
            assert becomes or (found.get(name) == self.before.get(name) and not ended), name

    @staticmethod
    def _assessments(found: dict[str, object]) -> int:
        count = found.get(DATABASE, 0)
        assert isinstance(count, int)
        return count


def sweep_all(chance: random.Random, points: int | None, only: str) -> int:
    """Every scenario whose name contains `only`, with every fault or so many of each kind; how many failed."""
    print(f"{'command':28}{'kill':>8}{'full':>8}{'broken':>8}{'failures':>10}")
    failures = 0
    for name, scenario in SCENARIOS.items():
        if only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            sweep = Sweep(scenario, Path(folder))
            count: Counter[str] = Counter()
            for kind in _FAULTS:
                faults = [point for other, point in sweep.faults() if other == kind]
                for point in faults if points is None else chance.sample(faults, min(points, len(faults))):
                    try:
                        killed = sweep.hurt(kind, point)
                        count[kind] += killed if kind == "kill" else 1  # how often the journal is kept, the clock says
                    except AssertionError as error:
                        count["failed"] += 1
                        print(f"{name}: {kind} at {point}: {error}", file=sys.stderr)
        print(f"{name:28}{count['kill']:8}{count['full']:8}{count['broken']:8}{count['failed']:10}", flush=True)
        failures += count["failed"]
    return failures


def kill_often(chance: random.Random, kills: int) -> int:
    """So many kills at random writes, up to four one after another; how many chains failed."""
    failures, done = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        sweeps = {}
        for number, (name, scenario) in enumerate(SCENARIOS.items()):
            (Path(folder) / str(number)).mkdir()
            sweeps[name] = Sweep(scenario, Path(folder) / str(number))
        while done.total() < kills:
            name, sweep = chance.choice([*sweeps.items()])
            where = sweep.kills(chance, min(chance.randint(1, 4), kills - done.total()))
            try:
                done[name] += sweep.hurt("kill", *where)
            except AssertionError as error:
                failures += 1
                done[name] += len(where)
                print(f"{name}: killed at {where}: {error}", file=sys.stderr)
    print(f"{'command':28}{'kills':>8}")
    for name in sweeps:
        print(f"{name:28}{done[name]:8}")
    print(f"{done.total()} kills, failures: {failures}")
    return failures


def main() -> None:
    """Run the sweep, or the kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, help="this many faults a scenario and kind, chosen at random")
    parser.add_argument("--only", default="", help="the scenarios whose names contain this")
    parser.add_argument("--kills", type=int, help="this many kills at random writes, and nothing else")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    if options.kills:
        sys.exit(bool(kill_often(chance, options.kills)))
    sys.exit(bool(sweep_all(chance, options.points, options.only)))


if __name__ == "__main__":
    main()
