"""`stagecli observe` beside git alone, as ratios in one run, with the aims that they are held to.

    python tests/benchmarks/observe.py [ROUNDS] [--commits 60000]

`git fast-import` makes the repository: half of its commits are merges or came in by them, and there is a tag for every
500 commits. Measured is the whole command, its start included, as a process of its own. Beside it: `git log -z` over
the same commits and `git diff-tree --stdin -r -z --name-only` over the same changes, both to nowhere. The two take
turns, every other round in the other order; printed are medians. Peak memory is of the command's Python process.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stagecli.observe.git.history import Repository
from stagecli.observe.git.reading import opened
from tests.repositories import PLAIN, git

HERE = Path(__file__).parents[2]
DAY = 86_400
NEWEST = 1_767_225_600
YEARS = 8
SLOWER, MEGABYTES = 2.5, 150
WORDS = ("a", "release", "reads", "when", "the", "parser", "adds", "test", "fix", "handle", "commit", "cache", "index")
CHILD = """
import resource, sys
from stagecli.cli.main import main
assert main(sys.argv[1:]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""
COMMAND = ["observe", "--model", "software-delivery", "--format", "json", "--until", "2025-12-31"]


def make(folder: Path, commits: int) -> None:
    """Make a repository: two of three changes are one commit, the others a merge of a commit beside the main line."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main", "--bare")
    drawn = random.Random(7)
    running = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, env=PLAIN, stdin=subprocess.PIPE)
    assert running.stdin is not None
    step = YEARS * 365 * DAY // commits
    tip = at = tags = 0

    def commit(parents: list[int], files: int) -> int:
        nonlocal at
        at += 1
        who = drawn.randrange(300)
        lines = "\n".join(" ".join(drawn.choices(WORDS, k=9)) for _ in range(drawn.randrange(6)))
        message = f"{' '.join(drawn.choices(WORDS, k=7))}\n\n{lines}\n\nSigned-off-by: P {who} <p{who}@x.example>\n"
        when = NEWEST - (commits - at) * step
        text = f"commit refs/heads/main\nmark :{at}\n"
        text += f"author P {who} <p{who}@x.example> {when - drawn.randrange(3 * DAY)} +0200\n"
        text += f"committer P {who % 40} <p{who % 40}@x.example> {when} +0200\ndata {len(message)}\n{message}"
        text += "".join(f"{'merge' if n else 'from'} :{parent}\n" for n, parent in enumerate(parents) if parent)
        for _ in range(files):
            path = f"src/part{drawn.randrange(40)}/module{drawn.randrange(25)}.py"
            text += f"M 100644 inline {path}\ndata {len(str(at)) + 1}\n{at}\n"
        running.stdin.write(text.encode())  # type: ignore[union-attr]
        return at

    while at < commits:
        if drawn.random() < 2 / 3:
            tip = commit([tip], 3)
        else:
            side = commit([tip], 2)
            tip = commit([tip, side], 2)
        if at // 500 > tags:
            tags = at // 500
            tag = (
                f"tag v{at}\nfrom :{tip}\ntagger P 1 <p1@x.example> {NEWEST - (commits - at) * step} +0000\ndata 2\nv\n"
            )
            running.stdin.write(tag.encode())
    running.stdin.close()
    assert running.wait() == 0


def changes(repository: Repository) -> list[tuple[str, str]]:
    """Changes of the newest year, and their first parents."""
    found = [repository.commits[each] for each in repository.main]
    since = found[0].landed - 365 * DAY
    return [(each.hash, each.parents[0] if each.parents else "") for each in found if each.landed >= since]


def read(folder: Path) -> tuple[Repository, int]:
    """All that is measured, and how many paths were named."""
    with opened(folder) as reader:
        repository = reader.repository()
        return repository, sum(len(paths) for _, paths in reader.changed_paths(changes(repository)))


def whole(folder: Path) -> int:
    """The whole command; how many megabytes it took."""
    command = [sys.executable, "-c", CHILD, *COMMAND, str(folder)]
    return int(subprocess.run(command, cwd=HERE, check=True, capture_output=True).stderr.split()[-1])


def beside(folder: Path, tips: str, pairs: str) -> None:
    """The same work of git alone."""
    log = ["git", "log", "-z", "--stdin"]
    diff = ["git", "diff-tree", "--stdin", "-r", "-z", "--name-only"]
    for command, given in ((log, tips), (diff, pairs)):
        subprocess.run(command, cwd=folder, env=PLAIN, input=given.encode(), stdout=subprocess.DEVNULL, check=True)


def main(rounds: int, commits: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "repository"
        make(folder, commits)
        repository, paths = read(folder)
        merged = sum(len(commit.parents) > 1 for commit in repository.commits.values())
        pairs = changes(repository)
        print(
            f"{len(repository.commits):,} commits, {merged:,} merges, {len(repository.tags)} tags; "
            f"{len(pairs):,} changes of a year with {paths:,} paths"
        )
        tips = "".join(
            f"{each}\n" for each in dict.fromkeys([repository.main[0], *(t.commit for t in repository.tags)])
        )
        lines = "".join(f"{commit} {parent}\n" for commit, parent in pairs)
        del repository
        times: dict[str, list[float]] = {"ours": [], "git": []}
        peak = 0
        for at in range(rounds):
            for name in ("ours", "git") if at % 2 else ("git", "ours"):
                start = time.perf_counter()
                if name == "ours":
                    peak = max(peak, whole(folder))
                else:
                    beside(folder, tips, lines)
                times[name].append(time.perf_counter() - start)
        ours, theirs = (statistics.median(times[name]) for name in ("ours", "git"))
        ratio = statistics.median(one / other for one, other in zip(times["ours"], times["git"], strict=True))
        met = "met" if ratio <= SLOWER else "MISSED"
        print(f"stagecli {ours:.2f} s, git {theirs:.2f} s, ratio {ratio:.2f}, aim at most {SLOWER:g}: {met}")
        print(f"peak memory {peak} MB, aim at most {MEGABYTES}: {'met' if peak <= MEGABYTES else 'MISSED'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    parser.add_argument("--commits", type=int, default=60_000)
    given = parser.parse_args()
    main(given.rounds, given.commits)
