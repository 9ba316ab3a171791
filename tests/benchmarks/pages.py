"""A page for each of 5,000 subjects, `batch --pages`, beside the same batch without, as whole processes.

python tests/benchmarks/pages.py [ROUNDS] [SUBJECTS]
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.benchmarks.batch import timed
from tests.benchmarks.data import write


def seconds(folder: Path, *arguments: str) -> float:
    """How long the batch of the table in a folder takes."""
    files = [str(folder / "in.csv"), "-o", str(folder / "out.csv")]
    return timed(
        [sys.executable, "-m", "stagecli", "batch", *files, "--id", "subject", "--summary", "none", *arguments]
    ).wall


def main(rounds: int, subjects: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(subjects, folder / "in.csv")
        times = [(seconds(folder), seconds(folder, "--pages", str(folder / "pages"))) for _ in range(rounds)]
        assert len([*(folder / "pages").iterdir()]) == subjects + 2  # the index, and the list
        without, with_pages = (median(each) for each in zip(*times, strict=True))
        print(
            f"batch of {subjects:,}: {without:.2f} s; with a page for each: {with_pages:.2f} s ({rounds} runs, median)"
        )


if __name__ == "__main__":
    main(*(int(given) for given in [*sys.argv[1:], *["3", "5000"][len(sys.argv) - 1 :]]))
