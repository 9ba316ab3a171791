"""What real repositories are measured to be, by how their changes came about. Day 0 is 1 January 2020."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stagecli.measures import Measured
from tests.git_histories import at
from tests.observing import iso, look
from tests.repositories import ADA, BO, Builder, Entry

FORGE = "GitHub <noreply@github.com>"
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
TESTS = """
on: [push]
jobs: {unit: {steps: [{run: pytest}]}}
"""
RELEASE = """
on: {push: {tags: ["v*"]}}
jobs: {upload: {steps: [{run: twine upload dist/*}]}}
"""


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    with Builder(tmp_path / "repository") as made:
        yield made


def test_a_merged_branch_waited_since_its_first_commit(builder: Builder) -> None:
    builder.commit({"a.py": "0"}, at(0))
    for day in range(5, 101, 5):
        builder.branch("topic", builder.tips["main"])
        builder.commit({"b.py": f"{day}"}, at(day - 3), branch="topic")
        builder.commit({"c.py": f"{day}"}, at(day - 1), branch="topic", author=BO)
        builder.merge("topic", at(day))
    found, notes = look(builder.path, 100)
    assert (found["days_to_integrate"].value, found["days_to_integrate"].counted) == (3, 20)
    assert found["changes_per_week"].value == 1.46  # 21 on 101 days
    assert found["files_per_change"].value == 2  # of 20 merges; the first change has one
    assert (found["active_authors"].value, found["top_author_share"].value) == (2, 0.5122)  # 21 and 20 of 41
    # Ada landed all; each merge has commits by both, so there is no second person but who wrote
    assert found["second_person_share"].value == 0
    assert notes == {}


def test_a_squashed_merge_shows_neither_when_it_was_begun_nor_who_landed_it(builder: Builder) -> None:
    for day in range(0, 100, 5):
        builder.commit({"a.py": f"{day}"}, at(day), committer=FORGE, message=f"Topic (#{day})")
    found, _ = look(builder.path, 100)
    assert found["days_to_integrate"] == Measured(reason="squashed")
    assert found["second_person_share"] == Measured(reason="too_few_hands_seen")
    assert found["changes_per_week"].value == 1.39  # 20 on 101 days


def test_a_rebased_branch_keeps_when_each_commit_was_written(builder: Builder) -> None:
    for number in range(20):
        builder.commit({"a.py": f"{number}"}, at(4 * number), written=at(4 * number - 1 - number % 4))
    found, _ = look(builder.path, 90)
    assert (found["days_to_integrate"].value, found["days_to_integrate"].counted) == (2.5, 20)  # 1, 2, 3, 4 five times
    assert found["second_person_share"].value == 0


def test_a_patch_that_was_mailed_was_landed_by_somebody_else(builder: Builder) -> None:
    for day in range(0, 100, 5):
        builder.commit({"a.py": f"{day}"}, at(day), written=at(day - 7.5), committer=BO)
    found, _ = look(builder.path, 100)
    assert (found["days_to_integrate"].value, found["days_to_integrate"].counted) == (7.5, 20)
    assert (found["second_person_share"].value, found["second_person_share"].counted) == (1, 20)


def test_many_names_of_one_person_are_joined_by_the_list_of_names(builder: Builder) -> None:
    for day in range(20):
        builder.commit({"a.py": f"{day}"}, at(day), author=f"Somebody{day} <s{day}@example.org>")
    assert look(builder.path, 20)[0]["active_authors"].value == 20  # each has a twentieth
    names = "".join(f"Ada Byron <ada@example.org> <s{day}@example.org>\n" for day in range(20))
    builder.commit({".mailmap": names}, at(20))
    assert look(builder.path, 20)[0]["active_authors"].value == 1


def test_changes_by_bots_are_left_out_and_counted(builder: Builder) -> None:
    for day in range(10):
        builder.commit({"a.py": f"{day}"}, at(day))
        builder.commit({"package.json": f"{day}"}, at(day), author=BOT, committer=FORGE)
    found, notes = look(builder.path, 13)
    assert (found["changes_per_week"].value, found["changes_per_week"].counted) == (5, 10)  # 10 in two weeks
    assert (found["dependency_bot_changes"].value, found["dependency_bot_changes"].counted) == (10, 20)
    assert notes == {"bots_left_out": {"number": 10, "all": 20}}


def test_wrong_clocks_make_no_time_below_zero_and_are_said(builder: Builder) -> None:
    for day in range(20):
        builder.commit({"a.py": f"{day}"}, at(day), written=at(day + 2))
    builder.commit({"a.py": "future"}, at(5000))
    builder.commit({"a.py": "last"}, at(25))
    found, notes = look(builder.path, 30)
    assert (found["days_to_integrate"].value, found["days_to_integrate"].counted) == (0, 20)
    assert (found["days_since_change"].value, found["changes_per_week"].counted) == (5, 21)
    assert notes == {"wrong_clocks": {"number": 20}}


def test_history_that_was_imported_on_one_day_is_said(builder: Builder) -> None:
    for number in range(100):
        builder.commit({"a.py": f"{number}"}, at(50), written=at(number - 300))
    for day in range(60, 110):
        builder.commit({"a.py": f"later {day}"}, at(day))
    assert look(builder.path, 110)[1] == {"imported_history": {"number": 100, "all": 150, "day": iso(50)}}


def test_a_dead_project_has_no_habits(builder: Builder) -> None:
    for day in range(20):
        builder.commit({"a.py": f"{day}"}, at(day))
    found, notes = look(builder.path, 110)
    assert found["changes_per_week"] == found["days_to_integrate"] == Measured(reason="nothing_lately")
    assert found["days_since_change"].value == 91
    assert notes == {"nothing_since": {"day": iso(19), "days": 91}}
    assert look(builder.path, 109)[0]["changes_per_week"].value == 1.27  # 20 on 110 days


def test_ci_files_say_when_tests_run_and_what_starts_a_release(builder: Builder) -> None:
    files = {".github/workflows/tests.yml": TESTS, ".github/workflows/release.yml": RELEASE, "docs/tests.yml": TESTS}
    builder.commit(files, at(0))
    found, _ = look(builder.path, 0)
    assert found["ci_tests"] == Measured(value="change", counted=2, examples=(".github/workflows/tests.yml",))
    assert found["release_path"] == Measured(value="release", counted=2, examples=(".github/workflows/release.yml",))
    assert found["changes_per_week"] == Measured(reason="too_few_changes")


def test_ci_files_that_say_neither_give_no_value(builder: Builder) -> None:
    builder.commit({".github/workflows/lint.yml": TESTS.replace("unit", "lint").replace("pytest", "ruff check")}, at(0))
    found, _ = look(builder.path, 0)
    assert found["ci_tests"] == Measured(reason="ci_unclear", counted=1)
    assert found["release_path"] == Measured(reason="no_release_job", counted=1)


def test_ci_files_that_are_no_text_are_not_taken_for_none(builder: Builder) -> None:
    builder.commit({".github/workflows/large.yml": "#" * 300_000, "Jenkinsfile": Entry("ci", "120000")}, at(0))
    assert look(builder.path, 0)[0]["ci_tests"] == Measured(reason="ci_unread")
    builder.commit({".github/workflows/tests.yml": TESTS}, at(1))
    found, _ = look(builder.path, 1)
    assert (found["ci_tests"].value, found["release_path"].reason) == ("change", "ci_unread")


def test_tests_that_stand_inside_the_files_of_code_are_not_seen(builder: Builder) -> None:
    for day in range(20):
        builder.commit({f"src/m{day}.rs": "fn f() {}\n#[cfg(test)] mod tests {}\n"}, at(day))
    found, _ = look(builder.path, 20)
    assert found["changes_with_tests"] == found["test_file_share"] == Measured(reason="tests_inside_sources")
    assert found["files_per_change"].value == 1


def test_files_are_those_of_the_newest_commit_up_to_the_last_day(builder: Builder) -> None:
    builder.commit({f"{name}.py": "0" for name in "abcde"}, at(0))
    for day in range(1, 20):
        builder.commit({"a.py": f"{day}"}, at(day))
    builder.commit({f"test_{name}.py": "0" for name in "abc"} | {".github/workflows/ci.yml": TESTS}, at(40))
    before, after = look(builder.path, 39)[0], look(builder.path, 40)[0]
    assert (before["test_file_share"].value, after["test_file_share"].value) == (0, 0.375)  # 3 of 8
    assert (before["ci_tests"].reason, after["ci_tests"].value) == ("no_ci", "change")
    assert (before["days_since_change"].value, after["days_since_change"].value) == (20, 0)
    assert look(builder.path, -1)[0]["ci_tests"] == Measured(reason="no_commits")


def test_changes_with_tests_are_counted_among_those_of_code(builder: Builder) -> None:
    for day in range(20):
        tests = {f"tests/test_a{day}.py": "0"} if day % 4 == 0 else {}
        builder.commit({"src/a.py": f"{day}", **tests}, at(day))
    builder.commit({"README.md": "0"}, at(20))
    found, _ = look(builder.path, 20)
    assert (found["changes_with_tests"].value, found["changes_with_tests"].counted) == (0.25, 20)
    assert (found["test_file_share"].value, found["test_file_share"].counted) == (0.8333, 6)  # five tests and one


def test_a_directory_restricts_what_is_looked_at_but_not_the_releases(builder: Builder) -> None:
    for number in range(30):
        name = "one" if number % 3 == 0 else "two"
        builder.commit({f"{name}/f{number % 5}.py": f"{number}"}, at(3 * number), author=ADA if name == "one" else BO)
        if number % 6 == 5:  # on days 15, 33, 51, 69, 87; in each two changes of one, four of two
            builder.tag(f"v{number}.0")
    found, _ = look(builder.path, 93, path="one/")
    assert found["changes_per_week"].counted == 10
    assert (found["active_authors"].value, found["top_author_share"].value) == (1, 1)
    assert (found["test_file_share"].value, found["test_file_share"].counted) == (0, 5)  # 0, 3, 6 … mod 5 are all five
    assert found["days_since_change"].value == 12  # number 27, on day 81
    assert found["days_between_releases"].value == 15.8  # days 15 to 93 are 79, with five releases
    assert (found["commits_per_release"].value, found["commits_per_release"].counted) == (2, 4)
    whole, _ = look(builder.path, 93)
    assert whole["days_between_releases"] == found["days_between_releases"]
    assert whole["commits_per_release"].value == 6
