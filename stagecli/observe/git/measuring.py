"""All measures of a git clone, from what was read of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from stagecli.measures import MEASURES, Measured, Note, unmeasured
from stagecli.observe.git.change_measures import (
    authors,
    changes_with_tests,
    dependency_bot_changes,
    files_per_change,
    integration,
    second_person,
    share_of_tests,
    subject_shares,
)
from stagecli.observe.git.changes import Change
from stagecli.observe.git.history import Commit, Repository
from stagecli.observe.git.material import Changed, Material, Paths, gather
from stagecli.observe.git.release_measures import days_between, days_to_release, work_per_release, works_of_main_line
from stagecli.observe.git.remarks import LATELY, nothing_since, remarks
from stagecli.observe.git.values import hashes, measured, short_hash
from stagecli.observe.git.window import day_of, window_until

PERIOD = 365
"""Days."""
_FEWEST_CHANGES = 10
_WORK = ("work_days_per_release", "commits_per_release", "days_to_release")
_RELEASES = ("days_between_releases", *_WORK)
_FILES = ("changes_with_tests", "files_per_change")
_HABITS = (
    "days_to_integrate", *_FILES, "active_authors", "top_author_share", "changes_per_week", "second_person_share",
    "revert_share", "fix_share",
)  # fmt: skip
_CHANGES = (*_HABITS, "days_since_change", "dependency_bot_changes")
_CI = ("ci_tests", "release_path")
_NEEDS_TREES = ("test_file_share", *_FILES)


def measure(
    repository: Repository,
    changed: Changed,
    paths: Paths,
    pipelines: Callable[[str], Mapping[str, Measured]],
    *,
    until: date,
    days: int = PERIOD,
    tags: str | None = None,
    path: str | None = None,
) -> tuple[dict[str, Measured], tuple[Note, ...]]:
    """All measures of a repository by name, in the order they are shown, and what to know of them.

    Args:
        repository: what was read of it.
        changed: asked once at most; not of a clone without trees, nor where history was cut off.
        paths: asked once at most, of the newest commit; not of a clone without trees.
        pipelines: works out the measures of a commit's CI files; not asked of a clone without trees.
        until: the last day that counts, to its end in UTC.
        days: how many days of changes are looked at.
        tags: a pattern such as `prod-*`: exactly the tags that it matches are releases.
        path: the directory whose changes and files are looked at.

    """
    material = gather(repository, changed, paths, window_until(until, days), tags, path)
    if material is None:
        return _in_order(dict.fromkeys((*_RELEASES, *_CHANGES, "test_file_share", *_CI), unmeasured("no_commits"))), ()
    if repository.shallow:
        found = dict.fromkeys((*_RELEASES, *_CHANGES), unmeasured("shallow"))
    else:
        found = {**_of_releases(material), **_of_changes(material)}
    found["test_file_share"] = share_of_tests(material.newest or ())
    if repository.treeless:
        lacking = _NEEDS_TREES if material.whole else (*_WORK, *_CHANGES, *_NEEDS_TREES)
        without = unmeasured("treeless")
        found |= {name: without for name in lacking if name not in found or found[name].reason != "shallow"}
        found |= dict.fromkeys(_CI, without)
    else:
        found |= pipelines(material.found.tip)
    notes = nothing_since(material) if repository.shallow else remarks(material)
    return _in_order(found), notes


def _in_order(found: Mapping[str, Measured]) -> dict[str, Measured]:
    named = {name.removeprefix("git."): value for name, value in found.items()}
    return {name: named[bare] for name in MEASURES if (bare := name.removeprefix("git.")) in named}


def _why_no_habit(changes: Iterable[Change], newest: Commit | None, last: int) -> str | None:
    """Why changes by people say nothing of how work is done; None if they do."""
    if newest is not None and last - day_of(newest.landed) > LATELY:
        return "nothing_lately"
    return "too_few_changes" if sum(change.by_people for change in changes) < _FEWEST_CHANGES else None


def _of_releases(material: Material) -> dict[str, Measured]:
    """What releases are like; whether there is work at all, the whole repository says."""
    found, times = material.found, material.times
    reason = _why_no_habit(found.within, found.newest, material.period.last)
    if reason is not None or times is None:
        without = "no_tags_chosen" if material.are_chosen else "no_release_tags"
        return dict.fromkeys(_RELEASES, unmeasured(reason or without))
    works = works_of_main_line(material.brought, material.brought_on_main, material.counts, times.looked_at)
    return {
        "days_between_releases": days_between(material.releases, times),
        **work_per_release(works, times),
        "days_to_release": days_to_release(material.brought, material.counts, times),
    }


def _of_changes(material: Material) -> dict[str, Measured]:
    """What changes of the part looked at are like."""
    everybodys = material.changes()
    changes = [change for change in everybodys if change.by_people]
    newest = material.found.newest if material.whole else _newest(changes)
    return {
        **_habits(material, changes, newest),
        "days_since_change": _since_change(newest, material.period.last),
        "dependency_bot_changes": _of_bots(everybodys, material.period.last),
    }


def _newest(changes: Sequence[Change]) -> Commit | None:
    return max((change.commit for change in changes), key=lambda commit: commit.landed, default=None)


def _habits(material: Material, changes: Sequence[Change], newest: Commit | None) -> dict[str, Measured]:
    if reason := _why_no_habit(changes, newest, material.period.last):
        return dict.fromkeys(_HABITS, unmeasured(reason))
    files, bots, identities = material.files or {}, material.bots, material.identities
    days = min(material.period.length, material.period.last - material.found.begun + 1)
    return {
        "days_to_integrate": integration(changes, bots),
        "changes_with_tests": changes_with_tests(changes, files, material.newest or ()),
        **authors(changes, bots, identities),
        "changes_per_week": measured("changes_per_week", 7 * len(changes) / days, len(changes), hashes(changes)),
        "files_per_change": files_per_change(changes, files),
        "second_person_share": second_person(changes, bots, identities),
        **subject_shares(changes),
    }


def _since_change(newest: Commit | None, last: int) -> Measured:
    """How many days ago the newest change landed."""
    if newest is None:
        return unmeasured("no_change")
    return measured("days_since_change", last - day_of(newest.landed), 1, [short_hash(newest)])


def _of_bots(changes: Sequence[Change], last: int) -> Measured:
    """What programs landed; that nothing landed lately makes it no habit, whoever did."""
    newest = _newest(changes)
    if newest is not None and last - day_of(newest.landed) > LATELY:
        return unmeasured("nothing_lately")
    if len(changes) < _FEWEST_CHANGES:
        return unmeasured("too_few_changes")
    return dependency_bot_changes(changes)
