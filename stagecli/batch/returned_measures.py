"""Files of measures among returned answers: each joins the answers of its subject that are nearest in time."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from stagecli.answers_file import FiledAnswers
from stagecli.assessment.said_and_measured import is_old
from stagecli.dates import day_of
from stagecli.measures import Observed
from stagecli.model import Model
from stagecli.observed import fitting_values


class WithMeasures(Protocol):
    """What is in a file, and its row."""

    filed: FiledAnswers
    cells: list[str | float | None]
    """Subject, time and file name; then for each signal an answer, and for each measure a value, or None."""

    @property
    def name(self) -> str:
        """The file's name."""


_File = TypeVar("_File", bound=WithMeasures)


def last_day(observed: Observed) -> str | None:
    """The last day that was looked at; None if nobody says."""
    return max((source.until for source in observed.sources if source.until is not None), default=None)


def measures_alone(filed: FiledAnswers) -> bool:
    """Whether a file has measures and nothing else."""
    return filed.observed is not None and not filed.answers


def joined(
    model: Model, files: Sequence[_File], measures: Sequence[str]
) -> tuple[list[_File], dict[str, str], list[str]]:
    """Put what was measured into the rows of the answers that it joins; nearer in time goes first.

    Args:
        model: whose units the values must have: another version of it may have written a result.
        files: all that could be read, with rows without values of measures.
        measures: the last columns of each row.

    Returns:
        The files that remain rows; of each that joined another, both names; and the files whose measures were too old
        for the answers that they would join, so that these are left out.

    """
    rows: dict[str, list[_File]] = {}
    for each in files:
        if each.cells[0] and not measures_alone(each.filed):
            rows.setdefault(str(each.cells[0]), []).append(each)
        _fill(model, each, each.filed.observed, measures)
    pairs = []
    for at, each in enumerate(files):
        answers = rows.get(str(each.cells[0]), []) if measures_alone(each.filed) else []
        if answers:
            days, _, other = min(
                ((_apart(each, row), number, row) for number, row in enumerate(answers)), key=lambda found: found[:2]
            )
            pairs.append((days, at, each, other))
    together, old = dict[str, str](), list[str]()
    for _, _, each, other in sorted(pairs, key=lambda pair: pair[:2]):
        together[each.name] = other.name
        if _fill(model, other, each.filed.observed, measures):
            old.append(each.name)
    return [each for each in files if each.name not in together], together, old


def _apart(one: WithMeasures, other: WithMeasures) -> int:
    """How many days lie between two rows."""
    days = [day_of(str(each.cells[1])) for each in (one, other)]
    return abs((days[0] - days[1]).days)


def _fill(model: Model, row: WithMeasures, observed: Observed | None, measures: Sequence[str]) -> bool:
    """Fill in a row's empty cells of measures; return whether some were too old for it."""
    if observed is None:
        return False
    values, day, left_out = fitting_values(model, observed), day_of(str(row.cells[1])), False
    for at, name in enumerate(measures, start=len(row.cells) - len(measures)):
        if row.cells[at] is None and name in values:
            if is_old(observed, (name,), day):
                left_out = True
            else:
                row.cells[at] = values[name]
    return left_out
