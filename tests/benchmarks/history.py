"""`history list` and `history show` with 100,000 assessments beside 1,000, as whole processes.

python tests/benchmarks/history.py [ROUNDS]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[2]))
from stagecli.history import History
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
