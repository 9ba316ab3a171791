"""What landed on the main line, and what each change brought."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from stagecli.observe.git.graph import newly_reached
from stagecli.observe.git.history import Commit, Person
from stagecli.observe.git.people import is_dependency_bot
from stagecli.observe.git.window import DAY, Window, day_of

_IN_PLACE = 5
"""Seconds: what was landed so soon after it was written was squashed by a forge, or made on the main line."""


class Change(Struct, frozen=True, gc=False):
    """One commit of the main line."""

    commit: Commit
    brought: tuple[Commit, ...]
    """The commits without merges that it brought: itself, or those that it merged."""
    by_people: bool
    """Whether a person wrote any of it."""

    @property
    def is_merge(self) -> bool:
        """Whether it has several parents."""
        return len(self.commit.parents) > 1


class Changes(Struct, frozen=True):
    """What landed up to a day."""

    tip: str
    """The newest commit of the main line."""
    begun: int
    """The day its first commit landed."""
    reached: set[str]
    """Hashes of all commits that the main line reaches."""
    within: tuple[Change, ...]
    """All changes of the window, newest first."""
    newest: Commit | None
    """The newest change by people, whether in the window or before."""


def find_changes(
    main: Sequence[str], commits: Mapping[str, Commit], bots: set[Person], window: Window
) -> Changes | None:
    """What landed up to a window's last day; None if nothing did.

    The main line is walked from its first commit on, and each commit is counted for the change that brought it first.

    Args:
        main: hashes of the main line by first parents, newest first.
        commits: all there are, by hash.
        bots: authors who are programs.
        window: days.

    """
    landed = (at for at, name in enumerate(main) if day_of(commits[name].landed) <= window.last)
    line = [commits[name] for name in main[next(landed, len(main)) :]]
    if not line:
        return None
    reached: set[str] = set()
    within: list[Change] = []
    newest: Commit | None = None
    for commit in reversed(line):
        found = [one for one in newly_reached(commits, [commit.hash], reached) if len(one.parents) < 2]
        by_people = any(one.author not in bots for one in found) if found else commit.author not in bots
        day = day_of(commit.landed)
        if by_people and day <= window.last and (newest is None or commit.landed >= newest.landed):
            newest = commit
        if window.has(day):
            within.append(Change(commit, tuple(found), by_people))
    return Changes(line[0].hash, day_of(line[-1].landed), reached, tuple(reversed(within)), newest)


def days_to_integrate(change: Change, bots: set[Person]) -> float | None:
    """How long a change waited after its first commit by a person was written; None if that cannot be seen."""
    written = [commit.written for commit in change.brought if commit.author not in bots]
    if not written or (not change.is_merge and abs(change.commit.landed - written[0]) <= _IN_PLACE):
        return None
    return max(0, change.commit.landed - min(written)) / DAY


def is_by_dependency_bot(change: Change) -> bool:
    """Whether a change by programs raises versions of dependencies."""
    return not change.by_people and any(is_dependency_bot(commit.author) for commit in change.brought)


def is_mostly(change: Change, subject: re.Pattern[str]) -> bool:
    """Whether at least half of the commits that a change brought have such a subject."""
    return 0 < len(change.brought) <= 2 * sum(subject.search(commit.subject) is not None for commit in change.brought)


def wrong_clocks(changes: Iterable[Change]) -> int:
    """How many commits were written more than a day after they landed."""
    return sum(commit.written > commit.landed + DAY for change in changes for commit in change.brought)


def fullest_day(changes: Iterable[Change]) -> tuple[int, int]:
    """The day on which most changes landed, the first of several, and how many; two zeros if none did."""
    counts = Counter(day_of(change.commit.landed) for change in changes)
    return min(counts.items(), key=lambda item: (-item[1], item[0]), default=(0, 0))
