"""How often releases are made, how much work is in one, and how long work waits for one."""

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from statistics import median

from msgspec import Struct

from stagecli.measures import Measured, unmeasured
from stagecli.observe.git.history import Commit
from stagecli.observe.git.releases import Brought, Release, Releases
from stagecli.observe.git.values import measured, newest_tags
from stagecli.observe.git.window import DAY, Window, day_of, iso

YEARS = 3 * 365
"""Days looked at where the period has few releases."""
_FEW = 6
"""Days with a release in the period: with fewer, `YEARS` are looked at."""
_MANY = 24 / 365
"""Releases a day: from there on the days between them are plain from the period itself."""
_FEWEST_DAYS = 3
_FEWEST_WITH_WORK = 4
_FEWEST_COMMITS = 20
_ENDED = 90
"""Days without a release that are never too many; otherwise three times the longest gap is."""


class Timetable(Struct, frozen=True):
    """When releases were made."""

    days: tuple[int, ...]
    """All days with a release, oldest first."""
    period: Window
    """The period measured, as far as there were releases."""
    years: Window
    """The same of three years, or of the period if that is longer."""
    begins: int
    """The first day of the period, whether or not there were releases."""

    def within(self, window: Window) -> list[int]:
        """The days with a release in a window."""
        return [day for day in self.days if window.has(day)]

    @property
    def looked_at(self) -> Window:
        """The period, if it has enough releases."""
        return self.period if len(self.within(self.period)) >= _FEW or self.is_quick else self.years

    @property
    def is_quick(self) -> bool:
        """Whether the period has as many releases as 24 a year."""
        return len(self.within(self.period)) >= _MANY * self.period.length

    @property
    def has_ended(self) -> bool:
        """Whether the last release is longer ago than gaps between them would explain."""
        longest = max((later - day for day, later in pairwise(self.within(self.years))), default=0)
        return self.years.last - self.days[-1] > max(_ENDED, 3 * longest)

    def since(self, window: Window) -> str | None:
        """The first day of a window, if it is not the period's."""
        return None if window.first == self.begins else iso(window.first)


def timetable(releases: Releases, period: Window) -> Timetable | None:
    """When releases were made; None if there is none."""
    days = tuple(releases.days)
    if not days:
        return None
    years = Window(min(period.first, period.last - YEARS + 1), period.last)
    shown = [Window(max(window.first, days[0]), window.last) for window in (period, years)]
    return Timetable(days, shown[0], shown[1], period.first)


def days_between(releases: Releases, times: Timetable) -> Measured:
    """How many days there are between releases."""
    found = times.within(times.years)
    if len(found) < _FEWEST_DAYS:
        return unmeasured("too_few_releases")
    if times.has_ended:
        return unmeasured("releases_ended")
    window = times.looked_at
    if times.is_quick:
        value: float = median(later - day for day, later in pairwise(times.days) if window.has(later))
    else:
        value = window.length / len(times.within(window))
    shown = newest_tags(release for release in releases.made if window.has(release.day))
    return measured("days_between_releases", value, len(times.within(window)), shown, times.since(window))


class ReleaseWork(Struct, frozen=True):
    """What was released on one day, and in no release before."""

    releases: tuple[Release, ...]
    commits: int
    days: int
    """Different days on which the commits were written; at most as many as since the release before."""


def _works(brought: Sequence[Brought], counts: Callable[[Commit], bool], window: Window) -> list[ReleaseWork]:
    """The releases of a window that have work in them, but the first ever: nobody knows since when that was due."""
    rows = [(day, list(items)) for day, items in groupby(brought, key=lambda item: item[0].day)]
    found: list[ReleaseWork] = []
    for (before, _), (day, items) in pairwise(rows):
        work = [commit for _, commits in items for commit in commits if counts(commit)] if window.has(day) else []
        if work:
            days = min(day - before, len({day_of(commit.written) for commit in work}))
            found.append(ReleaseWork(tuple([release for release, _ in items]), len(work), days))
    return found


def works_of_main_line(
    brought: Sequence[Brought],
    brought_on_main: Sequence[Brought],
    counts: Callable[[Commit], bool],
    window: Window,
) -> list[ReleaseWork]:
    """The work in each release of the main line; in each of all, if the main line has too few.

    Args:
        brought: for all releases, oldest first, the commits that are in no earlier one.
        brought_on_main: the same, as if there were only those that the main line reaches.
        counts: whether a commit is work.
        window: the days looked at.

    """
    found = _works(brought_on_main, counts, window)
    return found if len(found) >= _FEWEST_WITH_WORK else _works(brought, counts, window)


def work_per_release(found: list[ReleaseWork], times: Timetable) -> dict[str, Measured]:
    """How much work a release has: on how many days it was written, and in how many commits."""
    if len(found) < _FEWEST_WITH_WORK or times.has_ended:
        reason = unmeasured("releases_ended" if times.has_ended else "too_few_releases_with_work")
        return dict.fromkeys(("work_days_per_release", "commits_per_release"), reason)
    values = {
        "work_days_per_release": median(work.days for work in found),
        "commits_per_release": median(work.commits for work in found),
    }
    shown = newest_tags(release for work in found for release in work.releases)
    since = times.since(times.looked_at)
    return {name: measured(name, value, len(found), shown, since) for name, value in values.items()}


def days_to_release(brought: Sequence[Brought], counts: Callable[[Commit], bool], times: Timetable) -> Measured:
    """How many days there are from a commit to its first release, but those of the first day with one."""
    if times.has_ended:
        return unmeasured("releases_ended")
    waits: list[float] = []
    shown: list[Release] = []
    for release, commits in brought:
        if times.period.has(release.day) and release.day > times.days[0]:
            found = [max(0, release.time - commit.written) / DAY for commit in commits if counts(commit)]
            waits += found
            shown += [release] if found else []
    if len(waits) < _FEWEST_COMMITS:
        return unmeasured("too_few_released_commits")
    return measured("days_to_release", median(waits), len(waits), newest_tags(shown), times.since(times.period))
