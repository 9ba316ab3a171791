"""Start-up of the whole process, as ratios to a trivial two-command Typer app, in one run.

    python tests/benchmarks/startup.py [RUNS]

Each run times every command once, in turn, so that a machine whose speed drifts slows them all; printed are the
medians and the median of the ratios, run by run. Needs the `stagecli` of this Python's environment, installed from a
wheel so that its bytecode is compiled, as a user has it.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TRIVIAL = """\
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "you", loud: bool = False) -> None:
    print(name)


@app.command()
def bye(name: str = "you") -> None:
    print(name)


app()
"""
STAGECLI = str(Path(sys.executable).parent / "stagecli")
ANSWERS = ["--attitude=comfortable", "--accounts=in_use", "--posting=steady", "--set-time=set", "--answering=usually"]
COMMANDS = {
    "--version": (["--version"], 1.05),
    "assess --format json": (["assess", *ANSWERS, "--format", "json"], 1.5),
    "assess (text)": (["assess", *ANSWERS], 2.15),
}


def seconds(command: list[str]) -> float:
    """CPU time of one run, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        trivial = Path(folder) / "trivial.py"
        trivial.write_text(TRIVIAL, "utf-8")
        base = [sys.executable, str(trivial), "hello"]
        seconds(base)
        times: dict[str, list[float]] = {name: [] for name in ("trivial", *COMMANDS)}
        for _ in range(runs):
            times["trivial"].append(seconds(base))
            for name, (arguments, _) in COMMANDS.items():
                times[name].append(seconds([STAGECLI, *arguments]))
    print(f"{runs} runs, medians of CPU time")
    for name, measured in times.items():
        ratios = [one / other for one, other in zip(measured, times["trivial"], strict=True)]
        limit = f"  (aim: at most {COMMANDS[name][1]})" if name in COMMANDS else ""
        print(f"{name:<22} {statistics.median(measured) * 1000:6.0f} ms  x{statistics.median(ratios):.2f}{limit}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
