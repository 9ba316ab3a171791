"""Which tags are releases, how often they are made, and what is in them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.measures import Measured
from stagecli.observe.git.history import Tag
from stagecli.observe.git.tag_names import read_tag_name
from tests.git_histories import BEN, FIRST, RENOVATE, GitHistory, at


@pytest.mark.parametrize(
    ("name", "series", "version"),
    [
        ("v1.2.3", "", (1, 2, 3)), ("1.0", "", (1,)), ("curl-7_88_1", "curl", (7, 88, 1)), ("REL_12_3", "", (12, 3)),
        ("release_1694", "", (1694,)), ("v1694", "", (1694,)), ("2024-01-15", "", (2024, 1, 15)),
        ("20240115", "", (20240115,)), ("@scope/pkg@1.2.3", "scope-pkg", (1, 2, 3)), ("pkg/v1.2", "pkg", (1, 2)),
        ("@scope/test-utils@1.0.1", "scope-test-utils", (1, 0, 1)), ("h2-1.4", "h2", (1, 4)),
        ("openssl-1.1.1w", "openssl", (1, 1, 1, "w")), ("gtk3.24.1", "gtk", (3, 24, 1)), ("v1.0-lts", "", (1,)),
        ("5.0.1+build.5", "", (5, 0, 1)), ("1.2.3.post1", "", (1, 2, 3)), ("rel/3.9", "", (3, 9)),
        ("production-2024-02-01", "", (2024, 2, 1)), ("systemd-197", "systemd", (197,)),
    ],
)  # fmt: skip
def test_a_name_with_a_version_or_a_date_is_a_release(name: str, series: str, version: tuple[int | str, ...]) -> None:
    found = read_tag_name(name)
    assert found is not None
    assert (found.series, found.version, found.pre_release) == (series, version, False)


@pytest.mark.parametrize(
    "name",
    ["latest", "newton-eol", "bugfix-21.4-eol", "nightly-2024-01-01", "build-123", "test-1.2", "archive/v1.2", "2.3.x",
     "feature2", "a1b2c3d", "release-1.2.3-test", "before-2.0", "pr-12", "", "v" + "1." * 200],
)  # fmt: skip
def test_other_names_are_none(name: str) -> None:
    assert read_tag_name(name) is None


@pytest.mark.parametrize(
    "name",
    ["1.0a3", "v1.0-beta", "1.12.rc1", "3.0.0-M1", "v2.0.0-RC1", "1.0.dev3", "alpha_release-4597", "pkg@2.0.0-next.4"],
)
def test_a_name_may_say_that_the_version_is_not_final(name: str) -> None:
    found = read_tag_name(name)
    assert found is not None
    assert found.pre_release


@given(st.text())
def test_any_text_may_be_a_name(name: str) -> None:
    found = read_tag_name(name)
    assert found is None or found.version


def lively(until: int = 400) -> GitHistory:
    """A project with a change every ten days, and no tag."""
    history = GitHistory()
    history.land_daily(range(0, until + 1, 10))
    return history


def tagged(history: GitHistory, *days: int) -> GitHistory:
    """The same with versions v1, v2… on commits of these days."""
    at = {
        history.commits[name].landed // 86_400 - (FIRST - FIRST.replace(year=1970)).days: name for name in history.main
    }
    for number, day in enumerate(days, 1):
        history.tag(f"v{number}", commit=at[day])
    return history


def days_between(history: GitHistory, until: int = 400, tags: str | None = None) -> Measured:
    return history.measure(until, tags=tags)[0]["days_between_releases"]


def test_days_with_a_release_share_the_period() -> None:
    # the first release was before the period, days 36 to 400: 365 days, six of them with a release
    found = days_between(tagged(lively(), 20, 60, 120, 180, 240, 300, 390))
    assert found == Measured(value=60.83, unit="days", counted=6, examples=("v7", "v6", "v5"))  # 365 / 6


def test_where_the_period_has_few_releases_three_years_are_looked_at() -> None:
    # three years to day 2000 begin at 2000 - 1094 = 906, with releases at 1000, 1300, 1600, 1900: 1095 / 4
    found = days_between(tagged(lively(2000), 100, 1000, 1300, 1600, 1900), 2000)
    assert (found.value, found.counted) == (273.75, 4)
    assert found.since == (FIRST + timedelta(days=906)).isoformat()


def test_three_years_begin_no_earlier_than_the_first_release() -> None:
    # releases at 300, 340, 380: days 300 to 400 are 101, shared by three
    found = days_between(tagged(lively(), 300, 340, 380))
    assert (found.value, found.counted) == (33.67, 3)
    assert found.since == (FIRST + timedelta(days=300)).isoformat()


def test_from_24_a_year_on_the_median_gap_counts_and_weekends_do_not() -> None:
    history = GitHistory()
    for week in range(60):
        for day in range(5):
            history.release(week * 7 + day, f"v{week}.{day + 1}")
    found = days_between(history, 418)
    assert (found.value, found.since) == (1, None)  # 4 gaps of 1 day for one of 3


def test_24_a_year_is_meant_for_the_time_since_the_first_release() -> None:
    # days 300 to 400 are 101: 24 a year are 6.6 of them, and there are seven, with gaps 10, 10, 10, 10, 10, 50
    found = days_between(tagged(lively(), 300, 310, 320, 330, 340, 350, 400))
    assert (found.value, found.counted) == (10, 7)


def test_releases_of_one_day_are_one_day() -> None:
    history = tagged(lively(), 20, 60, 120, 180, 240, 300, 390)
    for tag in list(history.tags):
        history.tag(f"other-{tag.name}.1", commit=tag.commit)
    assert days_between(history).value == 60.83


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ((), "no_release_tags"),
        ((100, 200), "too_few_releases"),
        ((100, 110, 120), "releases_ended"),  # 280 days ago: more than 90 and than three times 10
    ],
)
def test_without_enough_releases_the_reason_is_said(days: tuple[int, ...], reason: str) -> None:
    assert days_between(tagged(lively(), *days)) == Measured(reason=reason)


def test_a_pause_of_three_times_the_longest_gap_is_no_end() -> None:
    assert days_between(tagged(lively(), 0, 20, 100, 160)).value is not None  # 240 = 3 × 80
    assert days_between(tagged(lively(), 0, 30, 100, 150)).reason == "releases_ended"  # 250 > 3 × 70


def test_a_version_tagged_twice_within_30_days_is_one_release() -> None:
    history = lively()
    for number in range(6):
        history.tag(f"v1.{number + 1}", commit=history.main[6 * number])  # days 0, 60, … 300
        history.tag(f"thing-1.{number + 1}", commit=history.main[6 * number + 3])  # 30 days later
    assert days_between(history, 340).counted == 6


def test_the_same_number_a_year_later_is_another_release() -> None:
    history = lively(800)
    history.tag("release_1694", commit=history.main[40])  # day 400
    history.tag("release_1695", commit=history.main[42])
    history.tag("v1694", commit=history.main[76])  # day 760
    history.tag("v1695", commit=history.main[78])
    assert days_between(history, 800).counted == 4


def test_packages_of_one_version_are_different_releases() -> None:
    history = lively()
    for number in range(6):
        history.tag(f"@x/one@1.{number + 1}", commit=history.main[6 * number])
        history.tag(f"@x/two@1.{number + 1}", commit=history.main[6 * number + 2])
    assert days_between(history, 340).counted == 12


def test_more_than_three_series_are_said() -> None:
    history = lively()
    for number, name in enumerate(("one", "two", "three", "four") * 3):
        history.tag(f"{name}@1.{number}", commit=history.main[3 * number])
    assert history.measure(400)[1]["many_series"] == {"number": 4}
    del history.tags[3::4]
    assert "many_series" not in history.measure(400)[1]


def test_tags_that_are_no_releases_are_left_out_and_counted() -> None:
    history = tagged(lively(), 20, 60, 120, 180, 240, 300, 390)
    for number in range(5):
        history.tag(f"build-{number}", commit=history.main[3 + number])
    found, notes = history.measure(400)
    assert found["days_between_releases"].counted == 6
    assert notes == {"tags_left_out": {"number": 5}}


def test_a_pattern_says_which_tags_are_releases_whatever_their_names_say() -> None:
    history = tagged(lively(), 20, 60, 120, 180, 240, 300, 390)
    for number in (10, 20, 30):  # days 100, 200, 300
        history.tag(f"live-rc-{number}", commit=history.main[number])
    history.tag("live-nightly", commit=history.main[38])
    found, notes = history.measure(400, tags="live-*")
    assert found["days_between_releases"].counted == 4
    assert found["days_between_releases"].value == 75.25  # days 100 to 400 are 301
    assert notes == {}


def test_tags_of_an_imported_project_do_not_count() -> None:
    history = tagged(lively(), 20, 60, 120, 180, 240, 300, 390)
    other = history.commit(50)
    for number in range(4):
        other = history.commit(100 + number, [other])
        history.tag(f"v9.{number}", commit=other)
    branch = history.commit(150, [history.main[3]])
    history.tag("v10.1", commit=branch)  # a maintenance branch shares history
    found, notes = history.measure(400)
    assert found["days_between_releases"].counted == 7
    assert notes["tags_unrelated"] == {"number": 4}


def test_a_tag_set_years_later_is_of_the_day_its_commit_landed() -> None:
    history = tagged(lively(1500), 1100, 1200, 1300, 1400)
    history.tag("v0.1", 1490, history.main[50])  # day 500, more than three years before
    assert days_between(history, 1500).counted == 5
    history.tags[-1] = history.tags[-1]._replace(commit=history.main[146])  # day 1460: tagged 30 days later
    assert days_between(history, 1500).counted == 5
    assert days_between(history, 1489).counted == 4  # not tagged yet


def test_what_was_tagged_after_the_last_day_does_not_count() -> None:
    history = tagged(lively(), 20, 60, 120, 180, 240, 300, 390)
    assert days_between(history, 380).counted == 6


def test_a_tag_of_a_commit_that_the_clone_lacks_does_not_count() -> None:
    history = tagged(lively(), 20, 60, 120, 180, 240, 300, 390)
    history.tags.append(Tag("v9", "f" * 40, at(200)))
    assert days_between(history).counted == 6


def pre_releases(history: GitHistory, until: int = 400) -> tuple[int | None, int]:
    """How many days with a release there are, and how many pre-releases were left out."""
    found, notes = history.measure(until)
    return found["days_between_releases"].counted, int(notes.get("pre_releases_left_out", {"number": 0})["number"])


def test_a_pre_release_that_its_final_release_follows_is_left_out() -> None:
    history = tagged(lively(), 0, 100, 200, 300)
    history.tag("v2-rc1", commit=history.main[4])  # day 40, v2 on day 100
    history.tag("v3-rc1", commit=history.main[13])  # day 130, v3 on day 200: 70 days
    assert pre_releases(history) == (5, 1)


def test_a_young_pre_release_is_left_out_unless_one_of_its_version_counts() -> None:
    history = tagged(lively(), 0, 100, 200, 300)
    history.tag("v5-rc1", commit=history.main[35])  # day 350: 50 days old
    assert pre_releases(history) == (4, 1)
    history.tag("v5-beta", commit=history.main[34])  # day 340: 60 days, and nothing followed
    assert pre_releases(history) == (6, 0)
    assert pre_releases(history, 399) == (4, 2)


def test_a_young_pre_release_is_left_out_once_its_final_release_is_there() -> None:
    history = tagged(lively(), 0, 100, 200, 300)
    history.tag("v5-beta", commit=history.main[34])  # day 340: counts
    history.tag("v5-rc1", commit=history.main[36])
    assert pre_releases(history) == (6, 0)
    history.tag("v5", commit=history.main[40])  # day 400: 60 days after the first, 40 after the second
    assert pre_releases(history) == (5, 2)


def test_a_young_pre_release_counts_where_those_of_its_series_always_did() -> None:
    def alphas(number: int, finals: int) -> tuple[int | None, int]:
        history = lively()
        for version in range(number):
            history.tag(f"alpha_release-{version + 1}", commit=history.main[10 + version])
        for version in range(finals):
            history.tag(f"release-{version + 1}", commit=history.main[11 + version])
        history.tag("alpha_release-99", commit=history.main[40])
        return pre_releases(history)

    assert alphas(10, 0) == (11, 0)
    assert alphas(9, 0)[1] == 1  # nine are too few
    assert alphas(13, 2)[1] == 2  # 11 of 13 are four fifths; days 100, 110 have finals on 110, 120
    assert alphas(13, 3)[1] == 4  # 10 of 13 are not


def test_work_is_counted_in_days_of_writing() -> None:
    history = lively(0)
    for number in range(6):
        start = number * 60
        for day in (10, 10.1, 20, 30):
            history.land(start + day)
        history.release(start + 40, f"v1.{number}", written=start + 30.2)
    history.land(350)
    found = history.measure(350)[0]
    # six releases on days 40, 100, … 340, of which the first is left out; each of five commits on days 10, 20 and 30
    work = found["work_days_per_release"]
    assert (work.value, work.unit, work.counted, work.examples) == (3, "days", 5, ("v1.5", "v1.4", "v1.3"))
    assert work.since == (FIRST + timedelta(days=40)).isoformat()  # since when there are releases
    assert found["commits_per_release"].value == 5
    # from day + 10, 10.1, 20, 30, 30.2 to 40: 30, 29.9, 20, 10, 9.8; the median of five times that
    assert found["days_to_release"].value == 20
    assert found["days_to_release"].counted == 25


def test_days_of_work_are_at_most_those_since_the_release_before() -> None:
    history = lively(0)
    for number in range(6):
        for day in range(9):
            history.land(number * 3 + 30, written=number * 3 + day)
        history.tag(f"v1.{number}")
    history.land_daily(range(50, 60))
    assert history.measure(60)[0]["work_days_per_release"].value == 3


def test_bots_and_merges_are_no_work() -> None:
    history = lively(0)
    for number in range(6):
        start = number * 60
        history.land(start + 5, author=RENOVATE)
        history.land(start + 9, author=BEN)
        history.merge(start + 30, history.commit(start + 20, history.main[-1:]))
        history.tag(f"v1.{number}")
    found = history.measure(340)[0]
    assert found["commits_per_release"].value == 2
    assert found["work_days_per_release"].value == 2


def test_size_is_read_from_the_main_line_where_that_has_four_releases() -> None:
    history = lively(0)
    for number in range(6):
        for day in range(10, 50, 10):
            history.land(number * 60 + day)
        history.tag(f"v1.{number}")
        branch = history.commit(number * 60 + 55, history.main[-1:])
        history.tag(f"v1.{number}.1", commit=branch)
    found = history.measure(360)[0]
    assert found["days_between_releases"].counted == 12
    assert (found["work_days_per_release"].value, found["work_days_per_release"].counted) == (4, 5)
    history.tags = [tag for tag in history.tags if tag.name not in ("v1.1", "v1.2")]
    # three on the main line after the first: too few, so of all 10 but the first, the six repairs have a day each.
    # v1.1.1 has days 10 to 40 and 55, v1.2.1 as well: 1 5 5 4 1 4 1 4 1, in order 1 1 1 1 4 4 4 5 5
    found = history.measure(360)[0]
    assert (found["work_days_per_release"].value, found["work_days_per_release"].counted) == (4, 9)


def test_too_few_releases_with_work_are_said() -> None:
    found = tagged(lively(), 100, 200, 300).measure(400)[0]
    assert found["work_days_per_release"] == Measured(reason="too_few_releases_with_work")
    assert found["days_to_release"].value is not None
    found = tagged(lively(), 300, 340, 380).measure(400)[0]
    assert found["days_to_release"] == Measured(reason="too_few_released_commits")  # 8 after the first


def test_a_directory_restricts_work_but_not_tags() -> None:
    history = lively(0)
    for number in range(6):
        for day in range(10, 50, 10):
            history.land(number * 60 + day, files=("one/a.py",) if day < 30 else ("two/b.py",))
        history.tag(f"v1.{number}")
    found = history.measure(360, path="./one/")[0]
    assert found["days_between_releases"] == history.measure(360)[0]["days_between_releases"]
    assert found["commits_per_release"].value == 2
