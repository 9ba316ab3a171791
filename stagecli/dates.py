"""When something was answered: a day or a moment, as people, forms and spreadsheets write it.

An assessment's time is a day, such as `2026-09-30`, which no time zone moves, or a moment in UTC, such as
`2026-09-30T07:00:00Z`. A moment is shown, compared and sorted by the day on which it falls where it is looked at. No
clock is read here; the time zone is the machine's own, unless another is given.
"""

import contextlib
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, TypeAlias

from stagecli.errors import Message
from stagecli.labels import normalise
from stagecli.messages import message

DateOrder: TypeAlias = Literal["dmy", "mdy", "ymd"]
"""In which order dates have day, month and year."""

_SPOKEN = "Γενάρη Φλεβάρη Μάρτη Απρίλη Μάη Ιούνη Ιούλη Αυγούστου Σεπτέμβρη Οκτώβρη Νοέμβρη Δεκέμβρη"
MONTHS = [normalise(names).split() for names in (message("months", "en"), message("months", "el"), _SPOKEN)]
"""The names of the twelve months, normalised."""
_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""The abbreviations that Google Forms writes in Europe and America: hours ahead of UTC."""
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?"
_LONGEST = 80  # characters: no date is longer

# Matched against casefolded text. Patterns are compiled when they are first needed: that is a part of start-up.
_TEXT = (
    r"(?P<day>.+?)(?:[t ,]+(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?"
    r"(?: ?(?P<half>[apπμ])\.? ?[mμ]\.?)?"
    r" ?(?:(?P<zone>[a-z]+)|(?:gmt|utc)?(?P<ahead>[+-][0-9]{1,2}):?(?P<minutes>[0-9]{2})?)?)?"
)
_YEAR_FIRST = r"([0-9]{4})( ?[-/.] ?|(?=[0-9]{4}))([0-9]{1,2})\2([0-9]{1,2})"
_YEAR_LAST = r"([0-9]{1,2})( ?[-/.] ?)([0-9]{1,2})\2([0-9]{4})"
_DAY_MONTH = r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|η)? (?P<month>[^\W0-9_]{3,})\.?,? (?P<year>[0-9]{4})"
_MONTH_DAY = r"(?P<month>[^\W0-9_]{3,})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"
_SERIAL = r"[0-9]{5}(?:[.,][0-9]+)?"
"""A date as a spreadsheet counts it: days since 1899-12-30, from 1927 to 2173."""


class NoSuchTime(Exception):
    """What was given is not when anything was answered: `what` says why, as a clause, and `hint` what to do."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.what = Message(key, **values)
        self.hint = Message(f"{key}_hint")


def is_time(text: str) -> bool:
    """Whether a text is a time as assessments have it: `2026-01-31` or `2026-01-31T12:00:00Z`."""
    try:
        return re.fullmatch(_TIME, text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:  # no such day
        return False


def is_day(text: str) -> bool:
    """Whether a text is a day, as 2026-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def in_utc(moment: datetime) -> str:
    """An aware moment as assessments have it."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def local_day(when: str | None, zone: tzinfo | None = None) -> str:
    """The day of an assessment's time; of a moment, the day on which it falls here; empty if there is no time."""
    if not when or len(when) == 10:
        return when or ""
    try:
        return datetime.fromisoformat(when).astimezone(zone).date().isoformat()
    except (ValueError, OverflowError, OSError):  # not here, but before the first day of all, or after the last
        return when[:10]


def day_of(when: str) -> date:
    """`local_day` as a date, for counting."""
    return date.fromisoformat(local_day(when))


def falls_on(when: str | None, at: str) -> bool:
    """Whether an assessment's time is this moment, or falls here on this day, or into these days: `FIRST..LAST`."""
    first, dots, last = at.partition("..")
    return first <= local_day(when) <= last if dots else at in (when, local_day(when))


def in_order(when: str | None, zone: tzinfo | None = None) -> str:
    """What to sort an assessment's time by: days as they come, and each before the moments that fall on it here."""
    day = local_day(when, zone)
    return day if when is None or len(when) <= 10 else f"{day} {when}"


def is_earlier(one: str | None, other: str | None) -> bool:
    """Whether an assessment's time is of an earlier day than another, and so what was *before* on pages.

    Of two assessments on one day neither is before the other: the later one mends the first, as where a table is
    assessed again once it is corrected.
    """
    return local_day(one) < local_day(other)


def read_time(given: object, *, now: datetime, order: DateOrder | None = None, zone: tzinfo | None = None) -> str:
    """Read when something was answered, into an assessment's time.

    Args:
        given: text, a date or a datetime, or a number as spreadsheets count days.
        now: the present moment, with its time zone.
        order: in which order day, month and year stand in all dates of numbers alone whose year does not come first.
        zone: the time zone of moments that do not name theirs; None for the machine's own.

    Raises:
        NoSuchTime: it is no date, may be one of two, or lies ahead.

    """
    text = str(given)
    try:
        found = _whole(given) if isinstance(given, date) else _written(text, order)
        if not isinstance(found, datetime):
            when, ahead = found.isoformat(), found > now.astimezone(zone).date()
        else:
            moment = found.replace(tzinfo=found.tzinfo or zone).astimezone(UTC)
            when, ahead = in_utc(moment), moment > now + timedelta(days=1)
    except (ValueError, OverflowError, OSError):
        raise NoSuchTime("no_date", given=text) from None
    if ahead:
        raise NoSuchTime("date_ahead", day=local_day(when, zone), today=local_day(in_utc(now), zone))
    return when


def _whole(found: date) -> date:
    """Libraries and spreadsheets have a day as the midnight that begins it."""
    if isinstance(found, datetime) and found.tzinfo is None and found.time() == time():
        return found.date()
    return found


def _written(given: str, order: DateOrder | None) -> date:
    """A day; or a moment, without a time zone if it names none."""
    text = " ".join(unicodedata.normalize("NFKC", given[:_LONGEST]).casefold().replace("−", "-").split())
    if re.fullmatch(_SERIAL, text):
        seconds = round(float(text.replace(",", ".")) * 86400)
        return _whole(datetime(1899, 12, 30) + timedelta(seconds=seconds))
    parts = re.fullmatch(_TEXT, text)
    if parts is None or len(given) > _LONGEST:
        raise ValueError
    day = _day(parts["day"], given, order)
    if parts["clock"] is None:
        return day
    hour, minute, second = (int(part) for part in f"{parts['clock']}:0".split(":")[:3])
    if parts["half"] is not None:
        if hour > 12:
            raise ValueError
        hour = hour % 12 + (12 if parts["half"] in "pμ" else 0)
    zone = _zone(parts["zone"], parts["ahead"], parts["minutes"])
    return _whole(datetime.combine(day, time(hour, minute, second), zone))


def _zone(name: str | None, ahead: str | None, minutes: str | None) -> timezone | None:
    """The time zone of an abbreviation or an offset; None if there is neither."""
    if name is not None and name not in _ZONES:
        raise ValueError
    if name is None and ahead is None:
        return None
    sign = -1 if (ahead or "").startswith("-") else 1
    hours = _ZONES[name] if name is not None else int(ahead or 0)
    return timezone(timedelta(hours=hours, minutes=sign * int(minutes or 0)))


def _day(text: str, given: str, order: DateOrder | None) -> date:
    """The day that a text means; `given` is what the text is a part of."""
    readings, days = _readings(text), dict[str, date]()
    for how, reading in readings.items():
        with contextlib.suppress(ValueError):
            days[how] = date(*reading)
    if not readings:
        raise ValueError
    if not days:
        raise NoSuchTime("no_such_date", given=given)
    if order is not None and len(readings) > 1:
        if order not in days:
            raise NoSuchTime("date_not_in_order", given=given, order=order)
        return days[order]
    first, *others = dict.fromkeys(days.values())
    if others:
        raise NoSuchTime("ambiguous_date", given=given, one=first.isoformat(), other=others[0].isoformat())
    return first


def _readings(text: str) -> dict[str, tuple[int, int, int]]:
    """Year, month and day, by the order in which they are read; one reading, if the text leaves no choice."""
    if found := re.fullmatch(_YEAR_LAST, text):
        one, two, year = map(int, found.group(1, 3, 4))
        return {"dmy": (year, two, one), "mdy": (year, one, two)}
    if found := re.fullmatch(_YEAR_FIRST, text):
        return {"": (int(found[1]), int(found[3]), int(found[4]))}
    words = normalise(text)  # without accents and hyphens
    found = re.fullmatch(_DAY_MONTH, words) or re.fullmatch(_MONTH_DAY, words)
    month = None if found is None else month_named(found["month"])
    return {} if found is None or month is None else {"": (int(found["year"]), month, int(found["day"]))}


def month_named(word: str) -> int | None:
    """The only month whose name begins like this; in Greek the name may be in any case, as in Σεπτέμβριος.

    The word comes as `labels.bare` leaves it, with three letters or more.
    """
    stem = word.removesuffix("σ").replace("οχτ", "οκτ")
    found = {at for names in MONTHS for at, name in enumerate(names, start=1) if name.startswith(stem)}
    return found.pop() if len(found) == 1 else None
