"""Times as exports write them. None is whatever is no time, or one that no calendar has."""

from datetime import UTC, datetime

from stagecli.observe.exports.events import DAY, Moment, moment

_UTC = " UTC"
_FIRST, _LAST = moment(1, 1, 1), moment(9999, 12, 31) + DAY - 1  # a zone can move a time beyond what a calendar has


def read_moment(text: str | None) -> Moment | None:
    """A time in ISO, with a `T` or a space: in UTC if it names no zone. Fractions of seconds are cut."""
    try:
        found = datetime.fromisoformat((text or "").strip().removesuffix(_UTC))
    except ValueError:
        return None
    time = moment_of(found)
    return time if _FIRST <= time <= _LAST else None


def moment_of(found: datetime) -> Moment:
    """A time of a calendar: in UTC if it has no zone. Fractions of seconds are cut."""
    return int(found.replace(microsecond=0, tzinfo=found.tzinfo or UTC).timestamp())
