"""When something was answered, however it is written, and how times are shown and sorted."""

import contextlib
import random
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.dates import DateOrder, NoSuchTime, in_order, in_utc, is_time, local_day, read_time
from stagecli.messages import message

ATHENS = ZoneInfo("Europe/Athens")
NOW = datetime(2026, 10, 5, 12, tzinfo=ATHENS)


def read(text: object, order: DateOrder | None = None, zone: tzinfo = ATHENS, now: datetime = NOW) -> str:
    return read_time(text, now=now, order=order, zone=zone)


MEANT: dict[object, str] = {
    # Days
    "2026-09-30": "2026-09-30",
    " 2026-9-3 ": "2026-09-03",
    "2026/09/30": "2026-09-30",
    "2026.09.30": "2026-09-30",
    "20260930": "2026-09-30",
    20260930: "2026-09-30",
    "15.9.2026": "2026-09-15",
    "15/9/2026": "2026-09-15",
    "15 / 9 / 2026": "2026-09-15",
    "09/15/2026": "2026-09-15",
    "09-09-2026": "2026-09-09",  # the same either way
    "30 September 2026": "2026-09-30",
    "30th September, 2026": "2026-09-30",
    "30-Sep-2026": "2026-09-30",
    "Sep 30, 2026": "2026-09-30",
    "Sept. 30 2026": "2026-09-30",
    "30 Σεπτεμβρίου 2026": "2026-09-30",
    "30 ΣΕΠΤΕΜΒΡΙΟΥ 2026": "2026-09-30",
    "30 Σεπτέμβριος 2026": "2026-09-30",
    "30 Σεπ 2026": "2026-09-30",
    "30 Σεπτ. 2026": "2026-09-30",
    "1η Μαΐου 2026": "2026-05-01",
    # Moments; in Athens, which is three hours ahead in summer and two in winter
    "2026-09-30T07:00:00Z": "2026-09-30T07:00:00Z",
    "2026-09-30t07:00z": "2026-09-30T07:00:00Z",
    "2026-09-30 10:00": "2026-09-30T07:00:00Z",
    "2026-01-30 10:00": "2026-01-30T08:00:00Z",
    "2026-09-30T10:00:00.987654": "2026-09-30T07:00:00Z",
    "2026-09-30T10:00:00,5+02:00": "2026-09-30T08:00:00Z",
    "2026-09-30 10:00:00 -0330": "2026-09-30T13:30:00Z",
    "2026-09-30 10:00:00 −03": "2026-09-30T13:00:00Z",
    "2026-09-30 00:00:00": "2026-09-30",
    "3 Μάη 2026": "2026-05-03",
    "3 Οχτώβρη 2025": "2025-10-03",
    "3 Οκτώβρη 2025": "2025-10-03",
    "2026-09-30 00:00:00+03:00": "2026-09-29T21:00:00Z",
    "2026/09/03 9:07:11 AM GMT+3": "2026-09-03T06:07:11Z",  # Google Forms
    "2026/09/03 9:07:11 π.μ. GMT+3": "2026-09-03T06:07:11Z",
    "2026/09/03 9:07:11 μ.μ. GMT+3": "2026-09-03T18:07:11Z",
    "2026/09/03 9:07:11 ΜΜ EEST": "2026-09-03T18:07:11Z",
    "2026/09/03 12:07:11 AM EST": "2026-09-03T05:07:11Z",
    "2026/09/03 12:07:11 p.m. UTC": "2026-09-03T12:07:11Z",
    "09/15/2026 10:00:00 AM": "2026-09-15T07:00:00Z",  # SurveyMonkey
    "09/15/2026\u202f10:00\u202fPM": "2026-09-15T19:00:00Z",
    "15/9/2026 10:00": "2026-09-15T07:00:00Z",
    "15/9/2026, 10:00": "2026-09-15T07:00:00Z",
    "30 Σεπτεμβρίου 2026, 10:00 μ.μ.": "2026-09-30T19:00:00Z",
    "2026-10-06 11:59": "2026-10-06T08:59:00Z",  # a form's clock may be ahead of this one
    # Spreadsheets
    46295: "2026-09-30",
    "46295": "2026-09-30",
    "46295.0": "2026-09-30",
    "46295,5": "2026-09-30T09:00:00Z",
    46295.4167: "2026-09-30T07:00:03Z",
    46295.416666666664: "2026-09-30T07:00:00Z",
    # Libraries
    date(2026, 9, 30): "2026-09-30",
    datetime(2026, 9, 30): "2026-09-30",
    datetime(2026, 9, 30, 10): "2026-09-30T07:00:00Z",
    datetime(2026, 9, 30, tzinfo=UTC): "2026-09-30T00:00:00Z",
    datetime(2026, 9, 30, 1, 2, 3, 4, timezone(timedelta(hours=2))): "2026-09-29T23:02:03Z",
}  # fmt: skip


@pytest.mark.parametrize("text", MEANT)
def test_a_date_is_read_as_people_forms_and_spreadsheets_write_it(text: object) -> None:
    assert read(text) == MEANT[text]
    assert is_time(MEANT[text])


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026", "9/2026", "15/9/26", "1/2/3", "2026-09", "2026-09/30", "30 Ιου 2026", "30 ma 2026",
     "2026-W40-3", "2026-09-30 25:00", "2026-09-30 10:60", "2026-09-30 13:00 PM", "2026-09-30 13:00 AM",
     "2026-09-30 10:00 XYZ", "2026-09-30 10:00 +99", "0001-01-01 00:01", "9999", "123456", "٢٠٢٦-٠٩-٣٠", "\ud800",
     "9" * 5000, True, None, float("nan"), float("inf"), ["2026-09-30"]],
)  # fmt: skip
def test_what_is_no_date_is_told(text: object) -> None:
    with pytest.raises(NoSuchTime) as refused:
        read(text)
    error = refused.value
    assert (error.what.text(), error.what.text("el")) == (
        f"'{text}' is not a date", f"το «{text}» δεν είναι ημερομηνία",
    )  # fmt: skip
    assert error.hint.text() == "Write a date such as 2026-01-31, or with a time 2026-01-31 14:30."


@pytest.mark.parametrize(
    ("text", "order", "what", "hint", "greek"),
    [
        ("2026-02-30", None, "the date '2026-02-30' does not exist", "Correct the day, the month or the year.",
         "η ημερομηνία «2026-02-30» δεν υπάρχει. Διορθώστε την ημέρα, τον μήνα ή το έτος."),
        ("31/02/2026 10:00", "dmy", "the date '31/02/2026 10:00' does not exist",
         "Correct the day, the month or the year.",
         "η ημερομηνία «31/02/2026 10:00» δεν υπάρχει. Διορθώστε την ημέρα, τον μήνα ή το έτος."),
        ("30 Φεβρουαρίου 2026", None, "the date '30 Φεβρουαρίου 2026' does not exist",
         "Correct the day, the month or the year.",
         "η ημερομηνία «30 Φεβρουαρίου 2026» δεν υπάρχει. Διορθώστε την ημέρα, τον μήνα ή το έτος."),
        ("03/04/2026", None, "'03/04/2026' can mean 2026-04-03 or 2026-03-04",
         "Say what comes first: --date-format dmy if it is the day, --date-format mdy if it is the month.",
         "το «03/04/2026» μπορεί να σημαίνει 2026-04-03 ή 2026-03-04. Δηλώστε τι γράφεται πρώτο: --date-format dmy αν "
         "είναι η ημέρα, --date-format mdy αν είναι ο μήνας."),
        ("15/9/2026", "mdy", "'15/9/2026' is not a date in the order that --date-format mdy says",
         "Correct it, or name the order: dmy for day, month, year; mdy for month, day, year; ymd for year, month, day.",
         "το «15/9/2026» δεν είναι ημερομηνία με τη σειρά που ορίζει το --date-format mdy. Διορθώστε την ή δηλώστε τη "
         "σωστή σειρά: dmy για ημέρα, μήνα, έτος· mdy για μήνα, ημέρα, έτος· ymd για έτος, μήνα, ημέρα."),
        ("2026-10-06", None, "the date 2026-10-06 lies in the future; today is 2026-10-05",
         "Correct the date, or this computer's clock.",
         "η ημερομηνία 2026-10-06 είναι στο μέλλον· σήμερα είναι 2026-10-05. Διορθώστε την ημερομηνία ή το ρολόι του "
         "υπολογιστή."),
        ("2026-10-06 22:00 UTC", None, "the date 2026-10-07 lies in the future; today is 2026-10-05",
         "Correct the date, or this computer's clock.",
         "η ημερομηνία 2026-10-07 είναι στο μέλλον· σήμερα είναι 2026-10-05. Διορθώστε την ημερομηνία ή το ρολόι του "
         "υπολογιστή."),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_told(text: str, order: DateOrder | None, what: str, hint: str, greek: str) -> None:
    with pytest.raises(NoSuchTime) as refused:
        read(text, order)
    assert (refused.value.what.text(), refused.value.hint.text()) == (what, hint)
    assert f"{refused.value.what.text('el')}. {refused.value.hint.text('el')}" == greek


def test_an_order_that_is_given_is_that_of_all_dates_whose_year_comes_last() -> None:
    assert [read("03/04/2026", "dmy"), read("03/04/2026", "mdy")] == ["2026-04-03", "2026-03-04"]
    for order in get_args(DateOrder):
        assert read("2026-03-04", order) == read("4 March 2026", order) == "2026-03-04"
    with pytest.raises(NoSuchTime, match=r"^date_not_in_order$"):
        read("15/9/2026", "ymd")


days = st.dates(date(1000, 1, 1), NOW.date())
moments = st.datetimes(datetime(1930, 1, 1), datetime(2026, 10, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
zones = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(days, zones)
def test_a_day_is_that_day_in_every_time_zone_and_spelling(day: date, zone: tzinfo) -> None:
    english, greek = (message("months", language).split()[day.month - 1] for language in ("en", "el"))
    spellings = [f"{day:%d}/{day:%m}/{day.year:04}", f"{day.day}. {greek} {day.year}",
                 f"{english[:3]} {day.day}, {day.year}", day.isoformat(), day]  # fmt: skip
    for spelling in spellings:
        assert read(spelling, "dmy", zone, datetime(2026, 10, 7, tzinfo=UTC)) == day.isoformat()
    assert local_day(day.isoformat(), zone) == day.isoformat()


@given(moments, zones)
def test_a_moment_is_that_moment_in_every_time_zone_and_spelling(moment: datetime, zone: timezone) -> None:
    here = moment.astimezone(zone)
    hour, half = (here.hour % 12 or 12), ("AM" if here.hour < 12 else "μ.μ.")
    spellings = [f"{here:%Y/%m/%d} {hour}:{here:%M:%S} {half} {zone}".replace("UTC", "GMT"), here.isoformat(),
                 here.isoformat(" ").removesuffix(here.isoformat()[19:]), here, here.isoformat(" ")]  # fmt: skip
    for spelling in spellings:
        whole = here.time() == time() and spelling == spellings[2]  # without a zone, midnight is the day that it begins
        assert read(spelling, zone=zone) == (here.date().isoformat() if whole else in_utc(moment))
    assert local_day(in_utc(moment), zone) == here.date().isoformat()


@given(st.lists(st.one_of(days.map(date.isoformat), moments.map(in_utc)), min_size=1), zones, st.randoms())
def test_times_are_sorted_by_local_day_and_a_day_stands_before_its_moments(
    times: list[str], zone: tzinfo, shuffling: random.Random
) -> None:
    found = sorted(times, key=lambda when: in_order(when, zone))
    assert found == sorted(times, key=lambda when: (local_day(when, zone), len(when), when))
    shuffling.shuffle(times)
    assert found == sorted(times, key=lambda when: in_order(when, zone))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NoSuchTime):
        assert is_time(read(text))


def test_in_athens_a_late_moment_is_of_the_next_day() -> None:
    times = ["", "2026-09-29", "2026-09-29T20:59:59Z", "2026-09-30", "2026-09-29T21:00:00Z", "2026-09-30T20:00:00Z"]
    assert sorted(set(times), key=lambda when: in_order(when, ATHENS)) == times
    assert local_day("2026-09-29T22:30:00Z", ATHENS) == "2026-09-30"
    assert (local_day(None), in_order(None)) == ("", "")


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "no time at all"])
def test_beyond_the_calendar_the_day_is_that_in_utc(when: str) -> None:
    here = {local_day(when, timezone(timedelta(hours=hours))) for hours in (-14, 14)}
    assert when[:10] in here


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-1-1", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z", "٢٠٢٦-01-01"]
)
def test_what_is_no_time_of_an_assessment(text: str) -> None:
    assert not is_time(text)
