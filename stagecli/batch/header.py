"""The header of a table: which records below the first belong to it, and which record looks like the header."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from stagecli.batch.cells import as_text
from stagecli.batch.headings import plain
from stagecli.batch.records import Reject, Row, is_blank

_IMPORT_ID = re.compile(r'\s*\{\s*"ImportId"')  # each cell of the third row of Qualtrics
_QUESTIONS, _SPACES = 2, 2  # no subject answers twice with the words of questions, if these are more than two words
_RESPONSE = {plain("Response"), plain("Open-Ended Response")}  # in the second row of SurveyMonkey
_RESPONDENT = plain("Respondent ID")  # its first column, filled for every subject


def further_heads(records: Sequence[Row | Reject], known: set[str]) -> Sequence[Row]:
    """The records that belong to the header as well, such as form services write; the first record is the header.

    A subject is never among them: only records that no subject could have given are.

    Args:
        records: the first ones.
        known: questions and other names that columns may well have, as normalised by `headings.plain`; none that the
            user gave, which could be an answer.

    """
    first = records[0]
    below = takewhile(lambda record: len(record.cells) == len(first.cells), records[1:3])
    rows = [row for row in below if isinstance(row, Row)]
    for count, row in enumerate(rows, start=1):
        filled = [as_text(cell) for cell in row.cells if not is_blank([cell])]
        if filled and all(map(_IMPORT_ID.match, filled)):
            return rows[:count]
    questions = {name for name in known if name.count(" ") >= _SPACES}
    if rows and len(questions.intersection(plain(as_text(cell)) for cell in rows[0].cells)) >= _QUESTIONS:
        return rows[:1]
    return rows[: rows != [] and _names_options(first.cells, rows[0].cells)]


def _names_options(heads: Sequence[object], cells: Sequence[object]) -> bool:
    """Whether cells say how each question is answered: freely, or by the option in a group of columns.

    Only the first column of a group has the question above it.
    """
    names, below = ([plain(as_text(cell)) for cell in row] for row in (heads, cells))
    grouped = {
        each
        for at, other in enumerate(names[1:], start=1)
        for each in (at - 1, at)
        if not other and below[at] and below[at - 1]
    }
    filled = {at for at, cell in enumerate(below) if cell}
    responses = {at for at in filled if below[at] in _RESPONSE}
    if names[0] == _RESPONDENT and not below[0]:
        return bool(responses) or (bool(filled) and filled <= grouped)
    return bool(responses) and filled <= responses | grouped


def likely_header(readings: Sequence[Sequence[Row | Reject]], expected: set[str]) -> Row | None:
    """The record that looks like the header.

    Args:
        readings: the first records; the first reading is the one in use, others are with other delimiters.
        expected: possible column names, as normalised by `headings.plain`.
    """

    def known(row: Row) -> int:
        return sum(plain(as_text(cell)) in expected for cell in row.cells)

    best = max((row for records in readings for row in records if isinstance(row, Row)), key=known, default=None)
    if best is not None and known(best):
        return best
    records = readings[0]
    followed = [row for row, below in pairwise(records) if isinstance(row, Row) and len(row.cells) == len(below.cells)]
    best = max(followed, key=_filled, default=None)
    return None if best is None or _filled(best) < 2 * _filled(records[0]) else best


def _filled(record: Row | Reject) -> int:
    return sum(not is_blank([cell]) for cell in record.cells)
