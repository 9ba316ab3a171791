"""How long one call from Python takes, beside an older checkout of this project:

    git worktree add ../before 72a5a37
    python tests/benchmarks/api.py ../before

A thousand random subjects of the bundled ladder, each signal answered with a probability of .9. The two checkouts take
turns, each in a process of its own; the ratios are of the fastest rounds.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

CHILD = """
import json, random, sys, time
sys.path.insert(0, sys.argv[1])
import stagecli
ladder = stagecli.load_model()
model = getattr(ladder, "model", ladder)
drawn = random.Random(19)
subjects = [
    {signal.id: drawn.choice(signal.options).id for signal in model.signals if drawn.random() < 0.9}
    for _ in range(1000)
]
found = {"answers": sum(map(len, subjects)) / len(subjects), "file": stagecli.__file__}
for name in ("assess", "classify"):
    function = getattr(stagecli, name, None)
    if not callable(function):  # in an old checkout it is a package
        continue
    function(ladder, subjects[0])
    start = time.perf_counter()
    for answers in subjects:
        function(ladder, answers)
    found[name] = (time.perf_counter() - start) / len(subjects) * 1000
print(json.dumps(found))
"""


def measured(checkout: Path) -> dict[str, float]:
    """Milliseconds per call in one process."""
    run = [sys.executable, "-c", CHILD, str(checkout)]
    found: dict[str, float] = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    assert str(found.pop("file")).startswith(str(checkout))
    return found


def main(before: Path, rounds: int) -> None:
    """Measure and print."""
    here = Path(__file__).parents[2]
    old, new = [], []
    for _ in range(rounds):
        old.append(measured(before.resolve()))
        new.append(measured(here))
    base = min(each["assess"] for each in old)
    print(f"answers of a subject, on average: {new[0]['answers']:.1f}")
    print(f"assess before: {base:.3f} ms")
    for name in ("assess", "classify"):
        fastest = min(each[name] for each in new)
        print(f"{name} now: {fastest:.3f} ms, 1/{base / fastest:.1f} of that")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="an older checkout")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    main(given.before, given.rounds)
