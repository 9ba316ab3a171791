"""Periods: which of a subject's assessments is the one before a time, and which is the one of now. Pure."""

from collections.abc import Sequence
from typing import TypeVar

from stagecli.dates import in_order, local_day

_Saved = TypeVar("_Saved")


def before_and_now(
    assessments: Sequence[tuple[str, _Saved]], since: str | None, until: str | None
) -> tuple[_Saved | None, _Saved | None]:
    """Of a subject's assessments, the one to compare with and the one to compare; None if there is none.

    Args:
        assessments: each with its time in front, in order of time.
        since: a day or a moment: *before* is the last assessment earlier than it, *now* the last one from it on.
            None for the day of the last one: what is saved twice on one day is mended, not repeated.
        until: the last day, or moment, that counts; None for no end.

    """
    known = [each for each in assessments if until is None or is_by(each[0], until)]
    from_ = since if since is not None or not known else local_day(known[-1][0])
    earlier = [each for each in known if in_order(each[0]) < in_order(from_)]
    later = known[len(earlier) :]
    return (earlier[-1][1] if earlier else None), (later[-1][1] if later else None)


def is_by(time: str, until: str) -> bool:
    """Whether a time is not later than a moment, or than the end of a day."""
    return local_day(time) <= until if len(until) <= 10 else in_order(time) <= in_order(until)
