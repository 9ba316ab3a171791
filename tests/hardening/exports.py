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
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from stagecli.errors import Message, StagecliError
from stagecli.messages import LANGUAGES
from stagecli.model_file import load_model
from stagecli.observe import Scope, observe
from stagecli.render import observation
from stagecli.report.observation import observed_sources
from tests.account_exports import made
from tests.hardening.export_mutations import altered, damaged, laid_out, members, packed

SECONDS = 5
_CANARY = re.compile("keepout", re.IGNORECASE)
_IN_PART = {"entries_unread", "dates_outside", "files_left_out"}
NOW = datetime(2026, 12, 31, tzinfo=UTC)
MODEL = load_model("social-media").model


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


def read(path: Path, until: date | None) -> Heard:
    """Measure an export, and say all that is said of it.

    Raises:
        StagecliError: it is refused.
    """
    found = observe([str(path)], Scope(now=NOW, until=until))
    shown = [observed_sources(found, MODEL, language) for language in LANGUAGES]
    texts = [observation.text(sources, width=80, colour=False) for sources in shown]
    notes = {note.key for source in found.sources for note in source.notes}
    return Heard(
        [*texts, observation.json(observation.measures_file(found, MODEL))], partly=not notes.isdisjoint(_IN_PART)
    )


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


def tried(path: Path, until: date | None = None) -> Outcome:
    """Read an export, and listen to all that is said."""
    try:
        with _limited(), warnings.catch_warnings():
            warnings.simplefilter("error")
            heard = read(path, until)
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


def outcomes(numbers: Iterable[int], seed: str) -> Iterator[tuple[int, Outcome]]:
    """How the exports of these numbers ended. For half of them it is said from when is counted back."""
    for number in numbers:
        folder = Path(tempfile.mkdtemp())
        try:
            yield number, tried(case(number, seed, folder), None if number % 4 < 2 else NOW.date())
        finally:
            shutil.rmtree(folder)


def main() -> None:
    """Try so many, say how they ended, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=10_000, metavar="N", help="how many")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, metavar="N", help="the number of the one to try")
    options = parser.parse_args()
    numbers = range(options.number) if options.only is None else [options.only]
    ended: Counter[str] = Counter()
    failures = 0
    for number, outcome in outcomes(numbers, options.seed):
        ended[outcome.ended] += 1
        if outcome.failure is not None:
            failures += 1
            print(f"{number} of seed {options.seed}: {outcome.failure}", file=sys.stderr, flush=True)
    for how, count in ended.most_common():
        print(f"{how:28}{count:8,}")
    print(f"{'failures':28}{failures:8,}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
