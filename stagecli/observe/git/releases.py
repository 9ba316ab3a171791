"""Which tags are releases, and when each was made."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import groupby
from typing import Literal, TypeAlias

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
    made.sort(key=_age)
    once = _once(made)
    left_out = _trials(once, made, until)
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
    """Releases, oldest first, without those that another tag marks already: of the same version, soon before.

    Both are of one commit, of one package, or of one whose name only one of them says.
    """
    kept: list[Release] = []
    newest: dict[tuple[object, ...], int] = {}
    for release in releases:
        version = (release.name.version, release.name.label) if release.name else None
        own = (version, release.commit)
        found = [own, *((version, *key) for key in _looked_up(release.name))]
        if not any(key in newest and release.day - newest[key] <= _SAME_RELEASE for key in found):
            kept.append(release)
            newest |= dict.fromkeys((own, *((version, *key) for key in _filed_under(release.name))), release.day)
    return kept


_Package: TypeAlias = tuple[Literal["package"], str] | tuple[Literal["any"]]


def _filed_under(name: TagName | None) -> tuple[_Package, ...]:
    return (("package", name.series), ("any",)) if name else ()


def _looked_up(name: TagName | None) -> tuple[_Package, ...]:
    """Where tags of the same package are found; one that names none may be of any."""
    if name is None:
        return ()
    return (("package", name.series), ("package", "")) if name.series else (("any",),)


def _trials(releases: Iterable[Release], tagged: Iterable[Release], until: int) -> set[str]:
    """Tags of the pre-releases that are left out: a final release followed soon, or may still follow.

    Args:
        releases: each once.
        tagged: all, oldest first, also those that another tag marks already: a pre-release may have either name.
        until: the last day.

    """
    finals: dict[object, list[int]] = {}
    for release in tagged:
        if release.name and not release.name.pre_release:
            for key in _filed_under(release.name):
                finals.setdefault((release.name.version, *key), []).append(release.day)
    left_out: set[str] = set()
    trials = [release for release in releases if release.name and release.name.pre_release]
    for _, of_one in groupby(sorted(trials, key=_series_and_age), key=_series):
        old = alone = 0
        counted: set[object] = set()
        for release in of_one:
            is_old = until - release.day >= _FINAL_FOLLOWS
            if _is_followed(release, finals):
                left_out.add(release.tag)
            elif is_old:
                alone += 1
                counted.add(_version(release))
            elif _version(release) not in counted and not (alone >= _FEWEST_TRIALS and 5 * alone >= 4 * old):
                left_out.add(release.tag)
            if is_old:
                old += 1
    return left_out


def _is_followed(trial: Release, finals: Mapping[object, Sequence[int]]) -> bool:
    """Whether the final release of its version followed soon."""
    for key in _looked_up(trial.name):
        days = finals.get((trial.name.version if trial.name else None, *key), ())
        at = bisect_left(days, trial.day)
        if at < len(days) and days[at] - trial.day <= _FINAL_FOLLOWS:
            return True
    return False


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
