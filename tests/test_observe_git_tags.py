"""What tags of real repositories say of releases. Day 0 is 1 January 2020."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from stagecli.measures import Measured
from tests.git_histories import at
from tests.observing import iso, look
from tests.repositories import Builder

SEVEN = {20: "v1", 60: "v2", 120: "v3", 180: "v4", 240: "v5", 300: "v6", 390: "v7"}


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    with Builder(tmp_path / "repository") as made:
        yield made


def lively(builder: Builder, last: int = 400) -> dict[int, str]:
    """A change every ten days; the commits by day."""
    return {day: builder.commit({"a.py": f"{day}"}, at(day)) for day in range(0, last + 1, 10)}


def tagged(builder: Builder, tags: Mapping[int, str], last: int = 400) -> dict[int, str]:
    commits = lively(builder, last)
    for day, name in tags.items():
        builder.tag(name, commits[day])
    return commits


def released(builder: Builder, until: int = 400, tags: str | None = None) -> tuple[object, object]:
    """The days between releases, and how many days have one."""
    found = look(builder.path, until, tags=tags)[0]["days_between_releases"]
    return found.value or found.reason, found.counted


def test_a_lightweight_tag_is_of_the_day_its_commit_landed(builder: Builder) -> None:
    tagged(builder, SEVEN)
    found, notes = look(builder.path, 392)  # days 28 to 392, six of them with a release: 365 / 6
    assert found["days_between_releases"] == Measured(value=60.83, unit="days", counted=6, examples=("v7", "v6", "v5"))
    assert notes == {}


def test_an_annotated_tag_is_of_the_day_it_was_made(builder: Builder) -> None:
    for day, commit in lively(builder).items():
        if day in SEVEN:
            builder.tag(SEVEN[day], commit, when=at(day + 5))
    # the last is of day 395; with the five of the period too few, so three years count, from the first on day 25
    found = look(builder.path, 392)[0]["days_between_releases"]
    assert (found.value, found.counted, found.since) == (61.33, 6, iso(25))  # 368 / 6
    assert released(builder, 395) == (60.83, 6)


def test_an_annotated_tag_that_is_made_long_after_its_commit_is_of_the_commits_day(builder: Builder) -> None:
    commits = lively(builder)
    for day, name in SEVEN.items():
        builder.tag(name, commits[day], when=at(395 if day < 300 else day + 5))
    assert released(builder) == (60.83, 6)  # days 60, 120, 180, 240, 305 and 395
    # the five before 300 count although they were not made yet; from day 20 on, 373 days, six of them with a release
    assert released(builder, 392) == (62.17, 6)


def test_a_tag_of_a_tag_is_of_the_day_the_outer_one_was_made(builder: Builder) -> None:
    commits = tagged(builder, {day: name for day, name in SEVEN.items() if day != 390})
    builder.tag("inner", commits[390], when=at(391))
    builder.tag("v7", "inner", when=at(398))
    assert released(builder, 397)[1] == 6  # five in days 33 to 397, and v1 of the three years
    assert released(builder, 398) == (60.83, 6)
    assert look(builder.path, 398)[1] == {"tags_left_out": {"number": 1}}  # inner


def test_tags_of_files_folders_and_history_of_others_are_no_releases(builder: Builder) -> None:
    tagged(builder, SEVEN)
    builder.tag("v8", "main:a.py", when=at(350))
    builder.tag("v9", "main^{tree}", when=at(350))
    builder.tag("v10", "main:a.py")
    other = builder.commit({"b.py": "0"}, at(100), branch="other", parents=[])
    builder.tag("v0.1", other)
    builder.tag("v0.2", builder.commit({"b.py": "1"}, at(150), branch="other"), when=at(150))
    builder.tag("nightly", other)
    assert released(builder) == (60.83, 6)
    assert look(builder.path, 400)[1] == {"tags_left_out": {"number": 1}, "tags_unrelated": {"number": 2}}


def test_a_renamed_scheme_of_tags_numbers_anew(builder: Builder) -> None:
    names = [f"release_{number}" for number in (1, 2, 3, 4)] + [f"v{number}" for number in (1, 2, 3, 4)]
    commits = tagged(builder, dict(zip(range(0, 800, 100), names, strict=True)), 700)
    builder.tag("release-4.0", commits[690])  # v4, which is tagged ten days later, once more
    # 4 in the last year, so three years count, from the first release on: 701 days, eight with a release
    assert released(builder, 700) == (87.63, 8)


def test_a_repository_of_many_packages_says_so_and_a_pattern_chooses_one(builder: Builder) -> None:
    names = ["@x/one", "@x/two", "three", "four"]
    tags = {20 * number: f"{names[number % 4]}@1.{number}.0" for number in range(20)}  # the last on day 380
    tagged(builder, tags)
    # days 36 to 400 have 18 of the 20: fewer than 24, so 365 / 18
    assert released(builder) == (20.28, 18)
    assert look(builder.path, 400)[1] == {"many_series": {"number": 4}}
    # of one those on days 0, 80, 160, 240, 320: four in the period, so from day 0 on, 401 / 5
    assert released(builder, tags="@x/one@*") == (80.2, 5)
    assert look(builder.path, 400, tags="@x/one@*")[1] == {}


def test_a_pattern_chooses_tags_whose_names_say_no_release(builder: Builder) -> None:
    commits = tagged(builder, SEVEN)
    for day in (100, 200, 300):
        builder.tag(f"prod-build-{day}-rc", commits[day])
    found, notes = look(builder.path, 400, tags="prod-*")
    assert (found["days_between_releases"].value, found["days_between_releases"].counted) == (100.33, 3)  # 301 / 3
    assert found["days_between_releases"].examples == ("prod-build-300-rc", "prod-build-200-rc", "prod-build-100-rc")
    assert notes == {}
    assert look(builder.path, 400, tags="none-*")[0]["days_between_releases"] == Measured(reason="no_tags_chosen")


def pre_releases(builder: Builder, until: int) -> tuple[object, int]:
    """How many days with a release there are, and how many pre-releases were left out."""
    found, notes = look(builder.path, until)
    left_out = notes.get("pre_releases_left_out", {"number": 0})["number"]
    return found["days_between_releases"].counted, int(left_out)


def test_a_pre_release_is_left_out_if_its_final_one_follows_or_still_may(builder: Builder) -> None:
    tags = {
        100: "v1.0", 150: "v1.1-rc1", 200: "v1.1", 230: "v1.2-rc1", 300: "v1.2.0", 350: "v1.3-rc1", 400: "v1.3-rc2",
    }  # fmt: skip
    tagged(builder, tags)
    # v1.1 followed after 50 days, v1.2 after 70; at first nobody knows what follows the last two, 50 and 0 days old
    assert pre_releases(builder, 400) == (4, 3)
    assert released(builder) == (75.25, 4)  # days 100 to 400 are 301
    # now the first of the last two is 60 days old and counts, and with it the other, which is of the same version
    assert pre_releases(builder, 410) == (6, 1)
    builder.tag("v1.3", when=at(410))  # 60 days after the first of the two
    assert pre_releases(builder, 410) == (5, 3)


@pytest.mark.parametrize(("alone", "expected"), [(9, (9, 1)), (10, (11, 0))])
def test_a_young_pre_release_counts_after_ten_that_no_final_one_followed(
    builder: Builder, alone: int, expected: tuple[int, int]
) -> None:
    tagged(builder, {70 + 30 * number: f"0.{number + 1}a0" for number in range(alone)} | {390: "0.99a0"})
    assert pre_releases(builder, 400) == expected


def test_a_final_release_with_two_names_is_final_for_the_pre_releases_of_both(builder: Builder) -> None:
    tags = {100: "1.0", 150: "1.1rc1", 160: "thing-1.1rc2", 180: "thing-1.1", 190: "1.1", 250: "1.2", 300: "1.3"}
    tagged(builder, tags)
    assert pre_releases(builder, 400) == (4, 2)


def test_a_final_release_may_leave_out_the_name_that_its_pre_releases_have(builder: Builder) -> None:
    tags = {100: "1.0", 150: "thing-1.1-rc1", 190: "1.1", 220: "1.2-rc1", 250: "thing-1.2", 260: "other-1.2-rc1"}
    tagged(builder, tags)
    # the last is of another package than thing-1.2, and too old for a final release to follow
    assert pre_releases(builder, 400) == (4, 2)


def test_releases_on_a_branch_count_but_their_size_is_that_of_the_main_line(builder: Builder) -> None:
    builder.commit({"a.py": "0"}, at(0))
    for number in range(6):
        for day in (10, 12, 14, 20):
            builder.commit({"a.py": f"{number} {day}"}, at(30 * number + day), written=at(30 * number + day - 1))
        builder.tag(f"v1.{number}")
        fixed = builder.commit({"b.py": "0"}, at(30 * number + 25), branch=f"b{number}", parents=[builder.tips["main"]])
        builder.tag(f"v1.{number}.1", fixed)
    found, _ = look(builder.path, 180)
    # days 20, 25, 50, 55 … 170, 175: 12 of the 161 since the first; 24 a year are 10.6, so the median of 5 and 25
    assert (found["days_between_releases"].value, found["days_between_releases"].counted) == (5, 12)
    # five after the first, each with four commits on four days
    assert (found["work_days_per_release"].value, found["work_days_per_release"].counted) == (4, 5)
    assert found["work_days_per_release"].examples == ("v1.5", "v1.4", "v1.3")
    assert (found["commits_per_release"].value, found["commits_per_release"].counted) == (4, 5)
    # written 11, 9, 7 and 1 days before, five times, and six on branches on the day: 26, in the middle two of 7
    assert (found["days_to_release"].value, found["days_to_release"].counted) == (7, 26)


def test_what_waited_for_the_first_day_with_a_release_does_not_count(builder: Builder) -> None:
    builder.commit({"a.py": "0"}, at(10), written=at(0))
    builder.tag("one-1.0")
    builder.commit({"b.py": "0"}, at(10.2), written=at(0))
    builder.tag("two-1.0")
    for day in range(20, 40):
        builder.commit({"a.py": f"{day}"}, at(day), written=at(day - 1))
        builder.tag(f"one-1.{day}")
    found = look(builder.path, 40)[0]["days_to_release"]
    assert (found.value, found.counted) == (1, 20)


def test_without_releases_or_with_too_few_the_reason_is_said(builder: Builder) -> None:
    commits = lively(builder)
    builder.tag("latest", commits[390])
    assert released(builder) == ("no_release_tags", None)
    builder.tag("v1", commits[100])
    builder.tag("v2", commits[110])
    assert released(builder) == ("too_few_releases", None)
    builder.tag("v3", commits[120])
    assert released(builder) == ("releases_ended", None)  # 280 days ago
    assert released(builder, 210)[0] == 37  # days 100 to 210 are 111, shared by three; the last is 90 days ago
