"""What a clone's changes are like, and when nothing can be said of them."""

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from stagecli.measures import MEASURES, Measured
from stagecli.observe.git.history import Commit, Person, Tag
from stagecli.observe.git.measuring import measure
from tests.git_histories import ANN, BEN, CODE, FIRST, GITHUB, RENOVATE, TESTED, GitHistory, at
from tests.observing import GIT_MEASURES

HISTORY = [name.removeprefix("git.") for name in GIT_MEASURES if not name.endswith(("ci_tests", "release_path"))]
HABITS = [name for name in HISTORY if name not in ("test_file_share", "days_since_change")]


def merged(number: int = 20, wait: float = 3) -> GitHistory:
    """A project in which branches of two commits are merged every ten days, so many days after they were begun."""
    history = GitHistory()
    history.land(0)
    for day in range(10, 10 * number + 1, 10):
        first = history.commit(day - wait, history.main[-1:])
        history.merge(day, history.commit(day - wait / 2, [first]))
    return history


def values(history: GitHistory, *names: str, until: int = 200) -> list[object]:
    found = history.measure(until)[0]
    return [found[name].value for name in names]


def test_measures_come_in_the_order_of_the_catalogue_with_those_of_pipelines_between() -> None:
    history = merged()
    ci = {"git.release_path": Measured(reason="x"), "git.ci_tests": Measured(value="change", counted=1)}
    found, _ = measure(
        history.repository(), lambda pairs: [(commit, CODE) for commit, _ in pairs], lambda _: CODE, lambda _: ci,
        until=FIRST + timedelta(days=200),
    )  # fmt: skip
    assert list(found) == GIT_MEASURES
    assert found["git.ci_tests"].value == "change"
    assert [name for name, value in found.items() if value.value is not None and name in MEASURES] == [
        name for name, value in found.items() if value.reason is None
    ]


def test_a_merge_waited_since_the_first_commit_that_it_brought() -> None:
    found = merged().measure(200)[0]["days_to_integrate"]
    assert (found.value, found.unit, found.counted) == (3, "days", 20)
    assert len(found.examples) == 3
    assert all(len(example) == 10 for example in found.examples)


def test_what_was_rebased_or_mailed_waited_since_it_was_written() -> None:
    history = GitHistory()
    for day in range(0, 200, 10):
        history.land(day, written=day - day / 20, committer=BEN)
    # 0, 0.5, 1, … 9.5 days: of the first, written as it landed, nobody knows; the median of 0.5 to 9.5 is 5
    found = history.measure(200)[0]["days_to_integrate"]
    assert found == Measured(reason="too_few_dated_changes")  # 19
    history.land(200, written=195)
    assert values(history, "days_to_integrate") == [5]


def test_what_was_squashed_or_made_in_place_did_not_wait_zero_days() -> None:
    history = GitHistory()
    history.land_daily(range(0, 200, 5), committer=GITHUB)
    assert history.measure(200)[0]["days_to_integrate"] == Measured(reason="squashed")
    five_seconds, six_seconds = GitHistory(), GitHistory()
    for day in range(0, 200, 5):
        five_seconds.land(day, written=day - 5 / 86_400)
        six_seconds.land(day, written=day - 6 / 86_400)
    assert five_seconds.measure(200)[0]["days_to_integrate"].reason == "squashed"
    assert values(six_seconds, "days_to_integrate") == [0]


def test_half_of_the_changes_must_show_when_they_were_begun() -> None:
    history = merged(20)
    history.land_daily([200] * 19)  # with the first commit 20 of 40 are in place
    assert values(history, "days_to_integrate") == [3]
    history.land(200)
    assert history.measure(200)[0]["days_to_integrate"].reason == "squashed"


def test_a_clock_that_is_wrong_makes_no_time_below_zero_and_is_said() -> None:
    history = GitHistory()
    history.land_daily(range(0, 190, 10), written=300)
    history.land(200, written=200.5)
    found, notes = history.measure(200)
    assert found["days_to_integrate"].value == 0
    assert notes["wrong_clocks"] == {"number": 19}  # half a day is no wrong clock


def test_a_commit_is_of_the_change_that_brought_it_first() -> None:
    history = GitHistory()
    for day in range(0, 200, 10):
        history.land(day)
    branch = history.commit(5, history.main[:1], author=BEN)
    history.merge(200, branch)
    history.merge(200.1, history.commit(200, [branch], author=BEN))
    # 20 commits by one, two by the other, each counted once: 20 / 22
    assert values(history, "active_authors", "top_author_share") == [2, 0.9091]


def test_changes_with_tests_are_those_that_touch_code_and_tests() -> None:
    history = GitHistory()
    for day in range(20):
        history.land(day, files=TESTED if day % 4 == 0 else CODE)
    history.land(21, files=("README.md",))
    history.land(22, files=("tests/test_a.py",))
    found, _ = history.measure(30, newest=["src/a.py", "src/b.py", "src/c.py", "tests/test_a.py", "README.md"])
    assert (found["changes_with_tests"].value, found["changes_with_tests"].counted) == (0.25, 20)  # 5 of 20
    assert found["test_file_share"].reason == "too_few_files"  # four: README is none
    assert found["files_per_change"].value == 1  # of 22, five touch two
    found, _ = history.measure(30, newest=["a.py", "b.py", "c.py", "test_a.py", "d.py", "README.md"])
    assert found["test_file_share"] == Measured(value=0.2, unit="share", counted=5)


def test_tests_inside_source_files_cannot_be_seen() -> None:
    history = GitHistory()
    history.land_daily(range(20), files=("src/lib.rs",))
    found, _ = history.measure(30, newest=["a.py", "b.py", "c.py", "d.py", "src/lib.rs"])
    assert found["changes_with_tests"] == found["test_file_share"] == Measured(reason="tests_inside_sources")
    found, _ = history.measure(30, newest=["a.py", "b.py", "c.py", "d.py", "e.py", "src/lib.rs"])
    assert found["changes_with_tests"].value == found["test_file_share"].value == 0


def test_too_few_changes_of_code_are_said() -> None:
    history = GitHistory()
    history.land_daily(range(14))
    history.land_daily(range(14, 20), files=("README.md",))
    assert history.measure(30)[0]["changes_with_tests"].reason == "too_few_code_changes"


def test_bots_are_left_out_and_counted() -> None:
    history = GitHistory()
    history.land_daily(range(20))
    history.land_daily(range(20, 25), author=RENOVATE, committer=GITHUB, files=("package.json",) * 9)
    history.land_daily(range(25, 27), author=Person("github-actions[bot]", "a@b"))
    history.merge(27, history.commit(27, history.main[-1:], author=RENOVATE))  # a person pressed the button
    found, notes = history.measure(27)
    assert found["dependency_bot_changes"].value == 6
    assert found["dependency_bot_changes"].counted == 28
    assert notes["bots_left_out"] == {"number": 8, "all": 28}
    assert found["changes_per_week"].value == 5  # 20 in the 28 days since the first
    assert found["days_since_change"].value == 8
    assert (found["active_authors"].value, found["top_author_share"].value) == (1, 1)


def test_what_a_bot_merges_for_people_is_theirs() -> None:
    history = GitHistory()
    history.land(0)
    for day in range(1, 21):
        history.merge(day, history.commit(day - 1, history.main[-1:]), author=Person("bors[bot]", "b@b"))
    found, notes = history.measure(20)
    assert (found["days_to_integrate"].value, found["active_authors"].value) == (1, 1)
    assert found["second_person_share"].reason == "too_few_hands_seen"
    assert "bots_left_out" not in notes


def test_one_person_with_many_names_is_one() -> None:
    history = GitHistory()
    names = [ANN, Person("Ann Ames", "ann@work.example"), Person("aa", "ann@work.example")]
    for day in range(30):
        history.land(day, author=names[day % 3], committer=names[(day + 1) % 3])
    assert values(history, "active_authors", "top_author_share", "second_person_share", until=30) == [1, 1, 0]


def test_active_are_those_with_ten_commits_or_a_twentieth() -> None:
    history = GitHistory()
    history.land_daily(range(186))
    for number in range(4):  # of 200: a twentieth are ten
        history.land_daily([190 + number], author=Person(f"P{number}", f"p{number}@x.example"))
    history.land_daily([195] * 10, author=BEN)
    assert values(history, "active_authors", "top_author_share") == [2, 0.93]


def test_a_second_person_lands_or_reviews() -> None:
    history = GitHistory()
    history.land_daily(range(10))  # in place: one person
    history.land_daily(range(10, 14), committer=BEN)  # mailed: two
    history.land_daily(range(14, 18), committer=GITHUB)  # squashed by somebody: not seen
    history.land(18, committer=GITHUB, trailers=("Reviewed-by: Ben Bell <ben@bell.example>",))
    history.land(19, committer=GITHUB, trailers=("Reviewed-by: Ann <ann@ames.example>",))  # herself: not seen
    for day in range(20, 24):
        history.merge(day, history.commit(day, history.main[-1:]), author=BEN, committer=GITHUB)
    history.merge(24, history.commit(24, history.main[-1:]), committer=GITHUB)  # her own button
    # seen are 10 + 4 + 1 + 4 + 1, by two people 4 + 1 + 4
    found = history.measure(30)[0]["second_person_share"]
    assert (found.value, found.counted) == (0.45, 20)


def test_merges_that_bring_nothing_are_by_whoever_made_them_and_show_no_author() -> None:
    history = GitHistory()
    history.land(0)
    for day in range(300, 330):
        history.merge(day, history.main[0])
    found = history.measure(330, days=40)[0]
    assert found["changes_per_week"].counted == 30
    assert (found["active_authors"].reason, found["second_person_share"].reason) == (
        "too_few_changes",
        "too_few_hands_seen",
    )


def test_reverts_and_fixes_are_known_by_their_subjects() -> None:
    history = GitHistory()
    history.land_daily(range(14))
    for day, subject in enumerate(('Revert "Add"', "revert: x", "fix(api): y", "Bugfix for z", "Fixes a", "prefix")):
        history.land(14 + day, subject=subject)
    first = history.commit(21, history.main[-1:])
    history.merge(22, history.commit(21, [history.commit(21, [first])], subject="Fix typo"))  # one of three
    assert values(history, "revert_share", "fix_share", until=30) == [0.0952, 0.1429]  # 2 and 3 of 21
    few = GitHistory()
    few.land_daily(range(19))
    assert few.measure(30)[0]["revert_share"].reason == "fewer_than_20_changes"


def test_without_habit_there_is_no_value() -> None:
    history = GitHistory()
    history.land_daily(range(0, 90, 10))
    found, _ = history.measure(100)
    assert [found[name].reason for name in HABITS] == ["too_few_changes"] * len(HABITS)
    assert found["days_since_change"] == Measured(value=20, unit="days", counted=1, examples=(history.main[-1][:10],))
    history.land(90)
    assert history.measure(100)[0]["changes_per_week"].value == 0.69  # 10 in 101 days


def test_an_old_clone_and_a_dead_project_cannot_be_told_apart() -> None:
    history = GitHistory()
    history.land_daily(range(100))
    assert history.measure(189)[0]["changes_per_week"].reason is None
    found, notes = history.measure(190)
    assert [found[name].reason for name in HABITS] == ["nothing_lately"] * len(HABITS)
    assert notes == {"nothing_since": {"day": "2020-04-09", "days": 91}}  # day 99
    assert history.measure(2000)[0]["days_since_change"].value == 1901
    assert "nothing_since" not in history.measure(100)[1]


def test_where_history_is_cut_off_the_reason_is_said() -> None:
    history = merged()
    del history.commits[history.main[0]]
    history.main = history.main[5:]
    found, _ = history.measure(200, shallow=True, newest=["a.py"] * 5)
    with_reason = [name for name in HISTORY if name != "test_file_share"]
    assert [found[name].reason for name in with_reason] == ["shallow"] * len(with_reason)
    assert found["test_file_share"].value == 0
    assert history.asked == []


def test_without_trees_what_needs_none_is_kept() -> None:
    history = merged()
    found, _ = history.measure(200, treeless=True)
    needs = {name for name in HISTORY if found[name].reason == "treeless"}
    assert needs == {"changes_with_tests", "files_per_change", "test_file_share"}
    assert found["days_to_integrate"].value == 3
    assert history.asked == []
    found, _ = history.measure(200, treeless=True, path="src")
    assert {name for name in HISTORY if found[name].reason == "treeless"} == {*HISTORY} - {"days_between_releases"}
    found, _ = history.measure(200, treeless=True, shallow=True)
    assert found["changes_with_tests"].reason == "shallow"
    assert found["test_file_share"].reason == "treeless"


def test_of_nothing_nothing_is_said() -> None:
    found, notes = GitHistory().measure(100)
    assert list(found) == [name.removeprefix("git.") for name in GIT_MEASURES]
    assert {value.reason for value in found.values()} == {"no_commits"}
    assert notes == {}
    assert merged().measure(-1)[0]["changes_per_week"].reason == "no_commits"  # before the first


def test_only_what_landed_in_the_period_up_to_its_last_day_counts() -> None:
    history = GitHistory()
    history.land_daily(range(100))
    history.land(100.49)  # still the day
    history.land(100.51)
    found = history.measure(100, days=14)[0]["changes_per_week"]
    assert (found.value, found.counted) == (7, 14)  # days 87 to 99, and 100


def test_a_directory_restricts_changes_and_files() -> None:
    history = GitHistory()
    for day in range(40):
        history.land(day, author=BEN if day % 2 else ANN, files=("one/a.py",) if day % 2 else ("two/b.py", "two/c.py"))
    first = history.commit(40, history.main[-1:], files=("one/a.py",))
    history.merge(41, history.commit(40, [first], files=("two/b.py",)))
    history.files[history.main[-1]] = ("one/a.py", "two/b.py")
    found, _ = history.measure(
        45, path="one/", newest=["one/a.py", *[f"one/test_{n}.py" for n in range(4)], "two/b.py"]
    )
    assert found["changes_per_week"].counted == 21
    assert (found["files_per_change"].value, found["test_file_share"].value) == (1, 0.8)
    assert (found["active_authors"].value, found["active_authors"].counted) == (1, 21)  # the other has 1 of 21
    assert found["top_author_share"].value == 0.9524  # 20 of 21
    assert found["days_since_change"].value == 4
    found, _ = history.measure(45, path="three")
    assert (found["days_since_change"].reason, found["files_per_change"].reason) == ("no_change", "too_few_changes")


def test_what_changed_is_asked_once_of_each_commit_of_the_period() -> None:
    history = merged(60)
    history.measure(600)
    line = [name for name in history.main if history.commits[name].landed >= at(600 - 364.5)]
    assert sorted(commit for commit, _ in history.asked) == sorted(line)
    history.asked.clear()
    history.measure(600, path="src")
    assert len(history.asked) == len({commit for commit, _ in history.asked}) == 3 * len(line)


def test_imported_history_is_said() -> None:
    history = GitHistory()
    history.land_daily([50] * 100)
    history.land_daily(range(51, 450))
    assert history.measure(360)[1]["imported_history"] == {"number": 100, "all": 410, "day": "2020-02-20"}
    assert "imported_history" not in history.measure(440)[1]  # the period begins later
    del history.main[0]
    assert "imported_history" not in history.measure(360)[1]  # 99


def test_examples_name_nobody_and_are_short() -> None:
    history = merged()
    history.land(199, subject='Revert "x" by ann@ames.example')
    for number in range(12):
        history.tag(f"v{number}.1-" + "long" * 30, commit=history.main[number + 5])
    found = history.measure(200)[0]
    shown = [example for value in found.values() for example in value.examples]
    assert shown
    assert max(map(len, shown)) == 60
    assert all(len(value.examples) <= 3 for value in found.values())
    assert not any("ann" in example for example in shown)


@given(st.randoms(use_true_random=False))
def test_the_order_of_tags_and_commits_does_not_matter(chance: random.Random) -> None:
    history = merged(30)
    for number, name in enumerate(history.main[::3]):
        history.tag(f"v1.{number}", commit=name)
        history.tag(f"lib-1.{number}", commit=name)
        history.tag(f"v1.{number}-rc1", commit=history.main[number])
    before = history.measure(300, path="src")
    commits: list[tuple[str, Commit]] = list(history.commits.items())
    chance.shuffle(commits)
    tags: list[Tag] = history.tags
    chance.shuffle(tags)
    history.commits, history.tags = dict(commits), tags
    assert history.measure(300, path="src") == before
