"""What changes are like: how long they waited, whether they have tests, how many there are."""

import re
from collections.abc import Mapping, Sequence
from statistics import median

from stagecli.measures import Measured, unmeasured
from stagecli.observe.git.changes import Change, days_to_integrate, is_by_dependency_bot, is_mostly
from stagecli.observe.git.history import Person
from stagecli.observe.git.paths import FileKind, has_tests_inside, kind_of
from stagecli.observe.git.people import Identities, commits_of_each, is_bot, is_forge, reviewers
from stagecli.observe.git.values import hashes, measured

_FEWEST = 20
_FEWEST_OF_CODE = 15
_FEWEST_FILES = 5
_REVERT = re.compile(r"^revert\b", re.IGNORECASE)
_FIX = re.compile(r"\b(?:bug|hot)?fix(?:e[sd])?\b", re.IGNORECASE)
_ACTIVE = 10
"""Commits, or a twentieth of all, by which somebody counts as active."""


def integration(changes: Sequence[Change], bots: set[Person]) -> Measured:
    """How many days changes wait from their first commit until they land."""
    waits = [(change, days) for change in changes if (days := days_to_integrate(change, bots)) is not None]
    if 2 * len(waits) < len(changes):
        return unmeasured("squashed")
    if len(waits) < _FEWEST:
        return unmeasured("too_few_dated_changes")
    value = median(days for _, days in waits)
    return measured("days_to_integrate", value, len(waits), hashes(change for change, _ in waits))


def _kinds(paths: Sequence[str]) -> set[FileKind | None]:
    return {kind_of(path) for path in paths}


def changes_with_tests(
    changes: Sequence[Change], files: Mapping[str, Sequence[str]], newest: Sequence[str]
) -> Measured:
    """How many of the changes that touch code touch tests, too.

    Args:
        changes: of the period.
        files: what each of them changed, by its hash.
        newest: all files of the newest commit.

    """
    if has_tests_inside(_sources(newest)):
        return unmeasured("tests_inside_sources")
    kinds = [(change, _kinds(files.get(change.commit.hash, ()))) for change in changes]
    of_code = [(change, found) for change, found in kinds if "code" in found]
    if len(of_code) < _FEWEST_OF_CODE:
        return unmeasured("too_few_code_changes")
    tested = [change for change, found in of_code if "test" in found]
    return measured("changes_with_tests", len(tested) / len(of_code), len(of_code), hashes(tested))


def _sources(newest: Sequence[str]) -> list[str]:
    return [path for path in newest if kind_of(path) is not None]


def share_of_tests(newest: Sequence[str]) -> Measured:
    """How many of the files of code, tests among them, are tests."""
    sources = _sources(newest)
    if len(sources) < _FEWEST_FILES:
        return unmeasured("too_few_files")
    if has_tests_inside(sources):
        return unmeasured("tests_inside_sources")
    tests = sum(kind_of(path) == "test" for path in sources)
    return measured("test_file_share", tests / len(sources), len(sources))


def files_per_change(changes: Sequence[Change], files: Mapping[str, Sequence[str]]) -> Measured:
    """How many files changes touch."""
    touched = [change for change in changes if files.get(change.commit.hash)]
    if not touched:
        return unmeasured("too_few_changes")
    value = median(len(files[change.commit.hash]) for change in touched)
    return measured("files_per_change", value, len(touched), hashes(touched))


def authors(changes: Sequence[Change], bots: set[Person], identities: Identities) -> dict[str, Measured]:
    """How many people write, and how much the one does who writes most."""
    written = commits_of_each(
        (commit for change in changes for commit in change.brought if commit.author not in bots), identities
    )
    total = sum(written.values())
    if not total:
        return dict.fromkeys(("active_authors", "top_author_share"), unmeasured("too_few_changes"))
    active = sum(number >= _ACTIVE or 20 * number >= total for number in written.values())
    return {
        "active_authors": measured("active_authors", active, total),
        "top_author_share": measured("top_author_share", max(written.values()) / total, total),
    }


def dependency_bot_changes(changes: Sequence[Change]) -> Measured:
    """How many changes are by programs that raise versions of dependencies."""
    found = [change for change in changes if is_by_dependency_bot(change)]
    return measured("dependency_bot_changes", len(found), len(changes), hashes(found))


def subject_shares(changes: Sequence[Change]) -> dict[str, Measured]:
    """How many changes take another back, and how many repair something, by their subjects."""
    shares: dict[str, Measured] = {}
    for name, pattern in (("revert_share", _REVERT), ("fix_share", _FIX)):
        found = [change for change in changes if is_mostly(change, pattern)]
        shares[name] = measured(name, len(found) / len(changes), len(changes), hashes(found))
        if len(changes) < _FEWEST:
            shares[name] = unmeasured("fewer_than_20_changes")
    return shares


def second_person(changes: Sequence[Change], bots: set[Person], identities: Identities) -> Measured:
    """How many changes somebody landed or reviewed who wrote none of it, of those that show it."""
    seen = [(change, has) for change in changes if (has := _has_second_person(change, bots, identities)) is not None]
    if len(seen) < _FEWEST:
        return unmeasured("too_few_hands_seen")
    found = [change for change, has in seen if has]
    return measured("second_person_share", len(found) / len(seen), len(seen), hashes(found))


def _has_second_person(change: Change, bots: set[Person], identities: Identities) -> bool | None:
    """Whether a second person had a hand in a change; None if that cannot be seen."""
    wrote = {identities.of(commit.author) for commit in change.brought if commit.author not in bots}
    if not wrote:
        return None
    trailers = {trailer for commit in (change.commit, *change.brought) for trailer in commit.trailers}
    if any(identities.of(person) not in wrote and not is_bot(person) for person in reviewers(trailers)):
        return True
    landed = change.commit.author if change.is_merge else change.commit.committer
    return None if landed in bots or is_forge(landed) else identities.of(landed) not in wrote
