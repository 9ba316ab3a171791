"""Thousands of damaged exports of accounts, read and measured in one process.

    python -m tests.hardening.exports [N] [--seed N] [--only N]

Half of them are damaged in the bytes of the archive, half in the files inside, which are packed again soundly. Each
must be read or refused within 5 seconds: nothing else is raised, and the word "keepout", which stands wherever an
export holds what is nobody's business, is nowhere in what is said. One that fails is named by its number, and `--only`
tries it again.
"""

import argparse
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from msgspec.structs import replace

from stagecli.errors import Message, StagecliError, UsageError
from tests.account_exports import made
from tests.export_readers import READERS, accounts, kinds, lived
from tests.hardening.export_mutations import altered, damaged, laid_out, members, packed

SECONDS = 5
_CANARY = re.compile("keepout", re.IGNORECASE)
_NOW = 1_800_000_000


class Heard(NamedTuple):
    """What is said of an export that was read."""

    texts: list[str]
    partly: bool
    """Whether something in it could not be read."""


class Outcome(NamedTuple):
    """What became of one export."""

    ended: str
    """`read`, `partly read`, or the key of the error by which it is refused."""
    failure: str | None = None


class TooSlow(BaseException):
    """It took too long; nothing that is read may catch it."""


def read(path: Path) -> Heard:
    """Read and measure an export.

    Raises:
        StagecliError: it is refused.
    """
    found = kinds(path)
    if not found:
        raise UsageError("export_unknown")
    texts, partly = [], False
    for kind in sorted(found):
        each = accounts(kind, path)
        events = [replace(event, client=None) for event in lived(kind, each, _NOW)]
        texts += [kind, repr(events), *(repr(replace(account, events=[])) for account in each)]
        partly |= any(account.unread for account in each)
        assert READERS[kind].kind == kind
    return Heard(texts, partly)


def case(number: int, seed: str, folder: Path) -> Path:
    """The damaged export of a number: always the same; even ones are damaged in their bytes."""
    chance = random.Random(f"{seed} {number}")
    originals = made(chance.choice(["", "second", "third"]))
    name = chance.choice(sorted(originals))
    data = originals[name].data
    path = folder / f"case{''.join(Path(name).suffixes)}"
    found = members(name, data) if number % 2 else None
    if found is None:
        path.write_bytes(damaged(data, chance))
        return path
    found = altered(found, chance)
    if found.packing != "single" and chance.random() < 0.1 and laid_out(found, folder / "unpacked"):
        return folder / "unpacked"
    path.write_bytes(packed(found, chance))
    return path


def tried(path: Path) -> Outcome:
    """Read an export, and listen to all that is said."""
    try:
        with _limited(), warnings.catch_warnings():
            warnings.simplefilter("error")
            heard = read(path)
    except StagecliError as error:
        return Outcome(_key(error.message), _leak(_words(error)))
    except (Exception, TooSlow) as error:
        return Outcome("failed", "".join(traceback.format_exception(error))[-3000:])
    return Outcome("partly read" if heard.partly else "read", _leak(heard.texts))


@contextmanager
def _limited() -> Iterator[None]:
    def stop(_: int, frame: FrameType | None) -> None:
        raise TooSlow(str(frame))

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _key(told: Message) -> str:
    """The key of the innermost message, where one is about a problem in a file."""
    problem = told.values.get("problem")
    inner = problem.message if isinstance(problem, StagecliError) else problem
    return _key(inner) if isinstance(inner, Message) else told.key


def _words(error: BaseException) -> Iterator[str]:
    """All that an error says, in both languages, and all that a crash report could show of it and of its causes."""
    yield "".join(traceback.format_exception(error))
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None:
            continue
        yield from (str(one), repr(one), repr(one.args), repr(vars(one)), *getattr(one, "__notes__", ()))
        if isinstance(one, StagecliError):
            yield from (one.text("en"), one.text("el"), repr(one.message.values))
        waiting += [one.__cause__, one.__context__]


def _leak(texts: Iterable[str]) -> str | None:
    for text in texts:
        if found := _CANARY.search(text):
            return f"said: {text[max(0, found.start() - 500) : found.end() + 100]}"
    return None


def try_all(numbers: Iterable[int], seed: str) -> tuple[Counter[str], list[str]]:
    """How the exports of these numbers ended, and what failed."""
    ended: Counter[str] = Counter()
    failures = []
    for number in numbers:
        folder = Path(tempfile.mkdtemp())
        try:
            outcome = tried(case(number, seed, folder))
        finally:
            shutil.rmtree(folder)
        ended[outcome.ended] += 1
        if outcome.failure is not None:
            failures.append(f"{number} of seed {seed}: {outcome.failure}")
    return ended, failures


def main() -> None:
    """Try so many, say how they ended, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=10_000, metavar="N", help="how many")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, metavar="N", help="the number of the one to try")
    options = parser.parse_args()
    numbers = range(options.number) if options.only is None else [options.only]
    ended, failures = try_all(numbers, options.seed)
    for how, count in ended.most_common():
        print(f"{how:28}{count:8,}")
    for failure in failures[:20]:
        print(failure, file=sys.stderr)
    print(f"{'failures':28}{len(failures):8,}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
