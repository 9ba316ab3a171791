"""Times as exports write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.observe.exports.events import moment
from stagecli.observe.exports.times import moment_of, read_moment

ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def test_midnight_of_a_day_is_a_moment() -> None:
    assert moment(1970, 1, 2) == 86_400


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-03T10:20:30Z",
        "2026-02-03T10:20:30",
        "2026-02-03 10:20:30",
        " 2026-02-03 10:20:30 UTC ",
        "2026-02-03T10:20:30.999999+00:00",
        "2026-02-03T12:20:30+02:00",
        "2026-02-03T10:20:30.123Z",
    ],
)
def test_a_time_is_in_utc_unless_it_names_a_zone_and_its_fractions_are_cut(text: str) -> None:
    assert read_moment(text) == moment(2026, 2, 3) + 10 * 3600 + 20 * 60 + 30


@pytest.mark.parametrize(
    "text", [None, "", "UTC", "soon", "2026-02-30", "0000-01-01", "2026-13-01T00:00:00Z", "\ud800", "9" * 5000]
)
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"])
def test_a_time_that_no_calendar_has_is_none(text: str) -> None:
    assert read_moment(text) is None


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31), timezones=ZONES))
def test_a_time_is_the_same_in_every_zone(time: datetime) -> None:
    found = read_moment(time.isoformat())
    assert found == moment_of(time) == moment_of(time.astimezone(UTC).replace(tzinfo=None))
    assert datetime.fromtimestamp(found, UTC) == time.replace(microsecond=0)
