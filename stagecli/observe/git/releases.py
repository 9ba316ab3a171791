"""Which tags are releases, and when each was made."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct

from stagecli.observe.git.graph import newly_reached, sharing_history
from stagecli.observe.git.history import Commit, Tag
from stagecli.observe.git.tag_names import TagName, read_tag_name
from stagecli.observe.git.window import DAY, Window, day_of

_SAME_RELEASE = 30
"""Days within which two tags of one version are one release, and by which a tag may be younger than its commit."""
_FINAL_FOLLOWS = 60
"""Days within which the final release of a version follows what was released before as a trial of it."""
_FEWEST_TRIALS = 10
"""Of so many that no final release followed, and four fifths, a series is one of releases called trials."""


class Release(Struct, frozen=True, gc=False):
    """One release."""

    time: int
    """Seconds since 1970."""
    tag: str
    commit: str
    name: TagName | None
    """None if the tag was chosen without regard to its name."""

    @property
    def day(self) -> int:
        """The day it was made."""
        return day_of(self.time)


class Releases(Struct, frozen=True):
    """The releases of a repository, and what was left out."""

    made: tuple[Release, ...]
    """Oldest first."""
    no_releases: int
    """Tags whose names say that they are none."""
    unrelated: int
    """Tags of releases that share no history with the main line."""
    pre_releases: int
    """Pre-releases that were left out."""

    @property
    def days(self) -> list[int]:
        """The days with a release, oldest first."""
        return sorted({release.day for release in self.made})

    def series(self, window: Window) -> int:
        """How many products or packages were released in a window."""
        return len({release.name.series for release in self.made if release.name and window.has(release.day)})


def find_releases(
    tags: Iterable[Tag], commits: Mapping[str, Commit], main: set[str], until: int, chosen: str | None
) -> Releases:
    """The releases up to a day.

    Args:
        tags: in any order.
        commits: all there are, by hash.
        main: hashes of all commits that the main line reaches.
        until: the last day.
        chosen: a pattern such as `prod-*`: exactly the tags that it matches are releases.

    """
    related = sharing_history(commits, main)
    made: list[Release] = []
    no_releases = unrelated = 0
    for tag in tags:
        time = _time(tag, commits)
        if time is None or day_of(time) > until:
            continue
        name = read_tag_name(tag.name) if chosen is None else None
        if chosen is not None and not fnmatchcase(tag.name, chosen):
            continue
        if chosen is None and name is None:
            no_releases += 1
        elif tag.commit not in main and tag.commit not in related:
            unrelated += 1
        else:
            made.append(Release(time, tag.name, tag.commit, name))
    once = _once(sorted(made, key=_age))
    left_out = _trials(once, until)
    kept = tuple([release for release in once if release.tag not in left_out])
    return Releases(kept, no_releases, unrelated, len(left_out))


def _age(release: Release) -> tuple[int, str]:
    return release.time, release.tag


def _time(tag: Tag, commits: Mapping[str, Commit]) -> int | None:
    """When a release was made: when it was tagged, but if that was long after or before, when its commit landed."""
    if tag.commit not in commits:
        return None
    landed = commits[tag.commit].landed
    return tag.day if abs(tag.day - landed) <= _SAME_RELEASE * DAY else landed


def _once(releases: Iterable[Release]) -> list[Release]:
    """Releases without those that another tag marks already: of the same version, soon before."""
    kept: list[Release] = []
    before: dict[object, list[Release]] = {}
    for release in releases:
        same = before.setdefault((release.name.version, release.name.label) if release.name else release.commit, [])
        if not any(_is_same(earlier, release) for earlier in same):
            same.append(release)
            kept.append(release)
    return kept


def _is_same(earlier: Release, later: Release) -> bool:
    """Whether two tags of one version mark one release: of one package, or of one whose name only one of them says."""
    if later.day - earlier.day > _SAME_RELEASE:
        return False
    if earlier.commit == later.commit or earlier.name is None or later.name is None:
        return True
    one, other = earlier.name.series, later.name.series
    return one == other or not one or not other


def _trials(releases: list[Release], until: int) -> set[str]:
    """Tags of the pre-releases that are left out: a final release followed soon, or may still follow."""
    finals: dict[object, list[int]] = {}
    for release in releases:
        if release.name and not release.name.pre_release:
            finals.setdefault(_version(release), []).append(release.day)
    left_out: set[str] = set()
    trials = [release for release in releases if release.name and release.name.pre_release]
    for _, of_one in groupby(sorted(trials, key=_series_and_age), key=_series):
        old = alone = 0
        counted: set[object] = set()
        for release in of_one:
            is_old = until - release.day >= _FINAL_FOLLOWS
            if any(0 <= day - release.day <= _FINAL_FOLLOWS for day in finals.get(_version(release), ())):
                left_out.add(release.tag)
            elif is_old:
                alone += 1
                counted.add(_version(release))
            elif _version(release) not in counted and not (alone >= _FEWEST_TRIALS and 5 * alone >= 4 * old):
                left_out.add(release.tag)
            if is_old:
                old += 1
    return left_out


def _version(release: Release) -> tuple[str, tuple[int | str, ...]]:
    return (release.name.series, release.name.version) if release.name else ("", ())


def _series(release: Release) -> str:
    return release.name.series if release.name else ""


def _series_and_age(release: Release) -> tuple[str, int, str]:
    return (_series(release), *_age(release))


Brought: TypeAlias = tuple[Release, list[Commit]]
"""A release, and the commits that are in no earlier one."""


def brought_by(releases: Iterable[Release], commits: Mapping[str, Commit]) -> list[Brought]:
    """What each release, oldest first, brought: one walk for all."""
    seen: set[str] = set()
    return [(release, newly_reached(commits, [release.commit], seen)) for release in releases]
