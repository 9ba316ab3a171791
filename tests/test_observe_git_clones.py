"""A repository has the same measures in whatever kind of clone, or says why it has not. Day 0 is 1 January 2020."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.measures import Measured
from tests.conftest import examples
from tests.observing import GIT_MEASURES, UNTIL, delivering, look
from tests.repositories import Builder, git

WITHOUT_FILES = {"changes_with_tests", "files_per_change", "test_file_share", "ci_tests", "release_path"}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return delivering(tmp_path_factory.mktemp("original") / "repository").path


@pytest.fixture(scope="module")
def expected(original: Path) -> dict[str, Measured]:
    return look(original, UNTIL)[0]


@pytest.fixture
def cloned(original: Path, tmp_path: Path) -> Callable[..., Path]:
    def cloned(*flags: str) -> Path:
        git(tmp_path, "clone", "-q", *flags, f"file://{original}", "clone")
        return tmp_path / "clone"

    return cloned


def reasons(found: dict[str, Measured]) -> dict[str, set[str]]:
    """The measures without a value, by the reason."""
    each = {measure.reason for measure in found.values() if measure.reason is not None}
    return {reason: {name for name, measure in found.items() if measure.reason == reason} for reason in each}


def test_the_original_is_measured_to_be_what_it_is(expected: dict[str, Measured]) -> None:
    values = {name: (measure.value, measure.counted) for name, measure in expected.items()}
    # the first release is on day 20: days 20 to 120 are 101, six of them with a release; that is not yet 24 a year
    assert values["days_between_releases"] == (16.83, 6)
    # four branches of one commit in each of five releases after the first, written on four days
    assert values["work_days_per_release"] == values["commits_per_release"] == (4, 5)
    assert values["days_to_release"] == (9.5, 20)  # written 17, 12, 7 and 2 days before
    assert values["days_to_integrate"] == (2, 24)  # of 25 changes
    assert values["changes_with_tests"] == (0.96, 25)  # all but the first
    assert values["test_file_share"] == (0.1667, 6)
    assert values["ci_tests"] == ("change", 1)
    assert values["release_path"] == ("change", 1)
    assert values["active_authors"] == (1, 25)  # the other wrote one of 25
    assert values["top_author_share"] == (0.96, 25)
    assert values["changes_per_week"] == (1.45, 25)  # on 121 days
    assert values["days_since_change"] == (0, 1)
    assert values["files_per_change"] == (2, 25)
    assert values["dependency_bot_changes"] == (0, 25)
    assert values["second_person_share"] == (0.96, 25)
    assert values["revert_share"] == values["fix_share"] == (0, 25)
    assert len(values) == len(GIT_MEASURES)


@pytest.mark.parametrize(
    "flags", [(), ("--bare",), ("--mirror",), ("--filter=blob:none",), ("--single-branch", "--no-checkout")]
)
def test_a_clone_has_the_measures_of_the_original(
    cloned: Callable[..., Path], expected: dict[str, Measured], flags: tuple[str, ...]
) -> None:
    assert look(cloned(*flags), UNTIL) == (expected, {})


def test_a_shallow_clone_says_so_and_has_what_needs_no_history(
    cloned: Callable[..., Path], expected: dict[str, Measured]
) -> None:
    found, notes = look(cloned("--depth", "10"), UNTIL)
    kept = {"test_file_share", "ci_tests", "release_path"}
    assert reasons(found) == {"shallow": {*found} - kept}
    assert {name: found[name] for name in kept} == {name: expected[name] for name in kept}
    assert notes == {}


def test_a_clone_without_contents_lacks_at_most_the_ci_files(
    cloned: Callable[..., Path], expected: dict[str, Measured]
) -> None:
    found, _ = look(cloned("--filter=blob:none", "--bare"), UNTIL)
    assert reasons(found) == {"ci_unread": {"ci_tests", "release_path"}}
    unread = Measured(reason="ci_unread")
    assert found == {**expected, "ci_tests": unread, "release_path": unread}


def test_a_clone_without_trees_says_so_where_it_matters(
    cloned: Callable[..., Path], expected: dict[str, Measured]
) -> None:
    folder = cloned("--filter=tree:0", "--bare")
    found, _ = look(folder, UNTIL)
    assert reasons(found) == {"treeless": WITHOUT_FILES}
    kept = {*expected} - WITHOUT_FILES
    assert {name: found[name] for name in kept} == {name: expected[name] for name in kept}
    assert reasons(look(folder, UNTIL, path="src")[0]) == {"treeless": {*found} - {"days_between_releases"}}


def test_a_clone_without_tags_has_no_releases(cloned: Callable[..., Path]) -> None:
    found, _ = look(cloned("--no-tags"), UNTIL)
    of_releases = {name for name in found if "release" in name} - {"release_path"}
    assert reasons(found) == {"no_release_tags": of_releases}
    assert len(of_releases) == 4


def test_a_clone_with_hashes_of_256_bits_has_the_same_values(tmp_path: Path, expected: dict[str, Measured]) -> None:
    with delivering(tmp_path / "long", object_format="sha256") as builder:
        found, _ = look(builder.path, UNTIL)
    assert {name: (each.value, each.counted) for name, each in found.items()} == {
        name: (each.value, each.counted) for name, each in expected.items()
    }
    assert len(builder.tips["main"]) == 64
    assert found["days_since_change"].examples == (builder.tips["main"][:10],)


def test_the_main_line_is_that_of_the_origin_wherever_the_work_tree_is(
    cloned: Callable[..., Path], expected: dict[str, Measured]
) -> None:
    clone = cloned()
    git(clone, "checkout", "-q", "--detach", "HEAD~20")
    assert look(clone, UNTIL) == (expected, {})
    git(clone, "checkout", "-q", "--orphan", "unborn")
    assert look(clone, UNTIL) == (expected, {})


def test_a_git_directory_elsewhere_is_followed(
    cloned: Callable[..., Path], expected: dict[str, Measured], tmp_path: Path
) -> None:
    assert look(cloned("--separate-git-dir", str(tmp_path / "elsewhere")), UNTIL) == (expected, {})


def test_without_an_origin_the_main_line_is_that_of_the_work_tree(original: Path, tmp_path: Path) -> None:
    shutil.copytree(original, tmp_path / "copy")
    git(tmp_path / "copy", "checkout", "-q", "--detach", "main~20")  # day 20, on which v1.1 was made
    found, _ = look(tmp_path / "copy", 20)
    assert found == look(original, 20)[0]
    assert look(tmp_path / "copy", UNTIL)[0]["days_since_change"].value == 100


def test_a_repository_without_commits_has_no_measures(tmp_path: Path) -> None:
    with Builder(tmp_path / "empty") as builder:
        found, notes = look(builder.path, UNTIL)
    assert (reasons(found), notes) == ({"no_commits": {*found}}, {})
    assert len(found) == len(GIT_MEASURES)


@pytest.fixture(scope="module")
def kept_otherwise(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Path]]:
    """Copies of the original that differ in how git keeps them."""
    folder = tmp_path_factory.mktemp("otherwise")

    def kept(*, bare: bool, packed_refs: bool, packed_objects: bool, work_tree: bool) -> Path:
        name = f"{bare:d}{packed_refs:d}{packed_objects:d}{work_tree:d}"
        copy = folder / name
        if not copy.exists():
            shutil.copytree(original / ".git" if bare else original, copy)
            git(copy, "config", "core.bare", str(bare).lower())
            if packed_refs:
                git(copy, "pack-refs", "--all")
            if packed_objects:
                git(copy, "gc", "-q")
            if work_tree:
                git(copy, "worktree", "add", "-q", "--detach", str(folder / f"{name}-tree"), "main~5")
        return folder / f"{name}-tree" if work_tree else copy

    yield kept
    shutil.rmtree(folder)


@examples(40)
@given(bare=st.booleans(), packed_refs=st.booleans(), packed_objects=st.booleans(), work_tree=st.booleans())
def test_how_git_keeps_a_repository_does_not_matter(
    kept_otherwise: Callable[..., Path], expected: dict[str, Measured], bare: bool, packed_refs: bool,
    packed_objects: bool, work_tree: bool,
) -> None:  # fmt: skip
    folder = kept_otherwise(bare=bare, packed_refs=packed_refs, packed_objects=packed_objects, work_tree=work_tree)
    assert look(folder, UNTIL) == (expected, {})
