"""Walks along parents find what set arithmetic over ancestors finds, in any graph; and measures can be made of all."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stagecli.measures import MEASURES
from stagecli.observe.git.changes import find_changes
from stagecli.observe.git.graph import newly_reached, sharing_history
from stagecli.observe.git.history import Commit, Repository, Tag
from stagecli.observe.git.measuring import measure
from stagecli.observe.git.window import Window
from tests.git_histories import ANN, BEN, CODE, RENOVATE, TESTED, no_pipelines
from tests.observing import GIT_MEASURES

PEOPLE = st.sampled_from((ANN, BEN, RENOVATE))
MOMENTS = st.integers(0, 800 * 86_400)
NAMES = st.sampled_from(("v1.0", "v1.1", "v2.0-rc1", "v2.0", "pkg@1.0", "build-1", "v3.0", "1.0"))


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Commit]:
    """Up to 30 commits, each with up to three parents among those before it."""
    commits: dict[str, Commit] = {}
    for number in range(draw(st.integers(1, 30))):
        before = sorted(commits)
        parents = draw(st.lists(st.sampled_from(before), max_size=3, unique=True)) if before else []
        commits[f"{number:02}"] = Commit(
            hash=f"{number:02}", parents=tuple(parents), author=draw(PEOPLE), committer=draw(PEOPLE),
            written=draw(MOMENTS), landed=draw(MOMENTS), subject="x", trailers=(),
        )  # fmt: skip
    return commits


def ancestors(commits: Mapping[str, Commit], name: str) -> set[str]:
    return {name}.union(*(ancestors(commits, parent) for parent in commits[name].parents))


def first_parents(commits: Mapping[str, Commit]) -> tuple[str, ...]:
    line = [max(commits)]
    while commits[line[-1]].parents:
        line.append(commits[line[-1]].parents[0])
    return tuple(line)


@given(graphs())
def test_what_is_new_is_what_the_starts_before_do_not_reach(commits: dict[str, Commit]) -> None:
    seen: set[str] = set()
    known: set[str] = set()
    for name in sorted(commits, key=lambda one: (commits[one].landed, one)):
        assert {commit.hash for commit in newly_reached(commits, [name], seen)} == ancestors(commits, name) - known
        known |= ancestors(commits, name)
    assert seen == known


@given(graphs())
def test_history_is_shared_where_an_ancestor_is(commits: dict[str, Commit]) -> None:
    main = ancestors(commits, max(commits))
    shared = {name for name in commits if name not in main and ancestors(commits, name) & main}
    assert sharing_history(commits, main) == shared


@given(graphs())
def test_a_change_brings_what_its_first_parent_does_not_reach(commits: dict[str, Commit]) -> None:
    main = first_parents(commits)
    found = find_changes(main, commits, set(), Window(0, 1000))
    assert found is not None
    assert [change.commit.hash for change in found.within] == list(main)
    for change in found.within:
        before = ancestors(commits, change.commit.parents[0]) if change.commit.parents else set()
        new = {name for name in ancestors(commits, change.commit.hash) - before if len(commits[name].parents) < 2}
        assert {commit.hash for commit in change.brought} == new


@given(graphs(), st.lists(st.tuples(NAMES, st.integers(0, 29), MOMENTS), max_size=8), st.booleans())
def test_any_history_can_be_measured(commits: dict[str, Commit], tags: list[tuple[str, int, int]], part: bool) -> None:
    made = tuple([Tag(name, f"{at % len(commits):02}", time) for name, at, time in tags])
    repository = Repository(main=first_parents(commits), commits=commits, tags=made, shallow=False, treeless=False)
    found, _ = measure(
        repository, lambda pairs: [(commit, TESTED) for commit, _ in pairs], lambda _: CODE * 5, no_pipelines,
        until=date(1972, 1, 1), days=700, path="src" if part else None,
    )  # fmt: skip
    assert list(found) == GIT_MEASURES
    for name, value in found.items():
        assert (value.value is None) is (value.reason is not None)
        if isinstance(value.value, float):
            assert 0 <= value.value <= (1 if MEASURES[name].unit == "share" else 1e6)
