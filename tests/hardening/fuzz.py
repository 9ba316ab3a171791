"""Parsers fed with what a coverage-guided fuzzer thinks up: each input is read or refused, and nothing else happens.

    python -m tests.hardening.fuzz [--seconds N] [TARGET ...]

Needs the extra `hardening`. An input that fails is left in the working directory as `crash-…`; given to a target as
`python -m tests.hardening.fuzz TARGET --input FILE` it shows its stack.
"""

import argparse
import contextlib
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from stagecli.answers import NoSuchOption, match
from stagecli.answers_file.reading import read_answers
from stagecli.batch.delimited import Dialect, Parser
from stagecli.batch.json_rows import parsed
from stagecli.batch.records import Reject, Row
from stagecli.classifier import Classifier
from stagecli.errors import StagecliError
from stagecli.escaping import visible
from stagecli.model_file import load_model
from stagecli.model_file.parsed import parse_model
from stagecli.numbers import parse_number
from tests.conftest import MODELS

SMALL = load_model(MODELS / "small.yaml").model
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def model(data: bytes) -> None:
    """A model file: located problems, or a model with a first question."""
    found = parse_model(data, "model.yaml")
    assert all(problem.clause() for problem in found.problems)
    if found.model is not None:
        Classifier(found.model).next_question({})


def answers(data: bytes) -> None:
    """An answers file: YAML or any text, JSON, or a mail, by its first byte."""
    with contextlib.suppress(StagecliError):
        read_answers(SMALL, data[1:], ("answers.json", "answers.yaml", "answers.eml")[data[0] % 3 if data else 0])


def delimited(data: bytes) -> None:
    """Delimited text, cut into blocks at line ends: every line is in exactly one record or reject."""
    size, data = 1 + (data[0] if data else 0), data[1:]
    parser = Parser(Dialect(",", "utf-8", mark=False, old_line_ends=False))
    parser.width = 2
    told: list[str] = []
    lines = data.splitlines(keepends=True) if b"\r" not in data else [data]
    for start in range(0, len(lines), size):
        told += [item.raw for item in parser.feed(b"".join(lines[start : start + size]))]
    told += [item.raw for item in parser.finish()]
    if b"\r" in data:
        return  # which of them end a line depends on quotes
    with contextlib.suppress(UnicodeDecodeError):
        given = [line for line in data.decode().split("\n") if line]
        assert [line for raw in told for line in raw.split("\n") if line] == given


def objects(data: bytes) -> None:
    """A line of JSON: a record or a reject, whose text is there whole."""
    item = parsed(1, data)
    assert isinstance(item, Row | Reject)
    with contextlib.suppress(UnicodeDecodeError):
        assert item.raw == data.decode()


def text(data: bytes) -> None:
    """Any text: shown safely; as a number, finite or none; as an answer, an option or a refusal."""
    given = data.decode("utf-8", "surrogateescape")
    assert not _UNSAFE.search(visible(given))
    number = parse_number(given)
    assert number is None or math.isfinite(number)
    for signal in SMALL.signals:
        with contextlib.suppress(NoSuchOption):
            match(signal, given, "flag")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "model": model, "answers": answers, "delimited": delimited, "objects": objects, "text": text,
}  # fmt: skip
SEEDS: dict[str, list[bytes | Path]] = {
    "model": [*MODELS.glob("*.yaml")],
    "answers": [b'\x00{"copies": "yes", "n": 1}', b"\xffcopies: yes\nn: [1, &a b, *a]\n"],
    "delimited": [b'\x01a,b\n"a\nb",c\n"d""",\r\n', b'\xff"open\na,b\n'],
    "objects": [b'{"a": "b", "c": [1, null, {"d": true}]}'],
    "text": ["ναι 1.234,5 \u202e\x1b[2J don't know".encode()],
}


def fuzz(target: str, seconds: int) -> tuple[int, bool]:
    """Let the fuzzer work for a while; how many inputs it tried, and whether all was well."""
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS[target]):
            data = seed.read_bytes() if isinstance(seed, Path) else seed
            (Path(folder) / str(number)).write_bytes(data)
        command = [sys.executable, "-m", "tests.hardening.fuzzed", target, folder, f"-max_total_time={seconds}",
                   "-timeout=10", "-rss_limit_mb=2000", "-print_final_stats=1"]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
    return int(runs[1]) if runs else 0, done.returncode == 0


def main() -> None:
    """Fuzz some targets, and say how much each was tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of: {', '.join(TARGETS)}; all without")
    parser.add_argument("--seconds", type=int, default=60, help="for each")
    parser.add_argument("--input", type=Path, help="a file to try once")
    options = parser.parse_args()
    if options.input:
        TARGETS[options.targets[0]](options.input.read_bytes())
        return
    print(f"{'parser':12}{'inputs':>12}{'failures':>10}")
    failures = 0
    for target in options.targets or TARGETS:
        runs, well = fuzz(target, options.seconds)
        failures += not well
        print(f"{target:12}{runs:12,}{int(not well):10}", flush=True)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
