"""Times as exports write them. None is whatever is no time, or one that no calendar has."""

from datetime import UTC, datetime

from stagecli.observe.exports.events import Moment

_UTC = " UTC"


def read_moment(text: str | None) -> Moment | None:
    """A time in ISO, with a `T` or a space: in UTC if it names no zone. Fractions of seconds are cut."""
    try:
        found = datetime.fromisoformat((text or "").strip().removesuffix(_UTC))
    except ValueError:
        return None
    return moment_of(found)


def moment_of(found: datetime) -> Moment:
    """A time of a calendar: in UTC if it has no zone. Fractions of seconds are cut."""
    return int(found.replace(microsecond=0, tzinfo=found.tzinfo or UTC).timestamp())
