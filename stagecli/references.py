"""The list of references: which subject each page was made for, so that a returned file need not be believed.

Whoever sends the pages keeps the list. A reference cannot be guessed: only who got a page can answer for its subject.
"""

import csv
import io
import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct, structs

from stagecli.errors import FileError, Message, OutputError, Problem, UsageError, did_you_mean, first, reason
from stagecli.files import write_file

COLUMNS = ("subject", "reference", "page")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LENGTH = 16
_REFERENCE = re.compile("[a-z0-9]{1,64}")


class Reference(Struct, frozen=True):
    """One line of the list."""

    subject: str
    reference: str
    page: str = ""
    """The page's file name; empty if the list does not say it."""
    notes: dict[str, str] = {}
    """What its owner wrote into columns of their own, by their names."""


def new_reference() -> str:
    """A reference of 82 random bits that no spreadsheet takes for a number: it starts with a letter."""
    return secrets.choice(_LETTERS) + "".join(secrets.choice(f"{_LETTERS}0123456789") for _ in range(_LENGTH - 1))


def read_references(path: Path) -> list[Reference]:
    """Read a list, also as a spreadsheet saved it: with a byte-order mark, semicolons or tabs.

    Raises:
        UsageError: it cannot be read.
        FileError: lists all its problems.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = Message("not_utf8", byte=f"{error.object[error.start]:02x}")
        raise FileError([Problem(str(path), None, None, "", what, Message("save_as_utf8"))]) from None
    except (OSError, ValueError) as error:
        raise UsageError("references_unreadable", file=path, why=reason(error)) from None
    line = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=line.count))
    try:
        names = [name.strip() for name in next(rows, [])]
        problems = [
            Problem(str(path), 1, None, "", Message("references_column", column=column), did_you_mean(column, names))
            for column in COLUMNS[:2]
            if column not in names
        ]
        if problems:
            raise FileError(problems)
        places = [names.index(column) if column in names else len(names) for column in COLUMNS]
        lines = [(rows.line_num, [cell.strip() for cell in row]) for row in rows]
    except csv.Error as error:
        what = Message("verbatim", text=str(error))
        raise FileError([Problem(str(path), rows.line_num, None, "", what)]) from None
    seen: dict[str, int] = {}
    found = []
    for at, cells in lines:
        if not any(cells):
            continue
        subject, reference, page = ([*cells, *[""] * len(names), ""][place] for place in places)
        notes = {name: cell for name, cell in zip(names, cells, strict=False) if cell and name not in COLUMNS}
        found.append(Reference(subject, reference, page, notes))
        problems += [Problem(str(path), at, None, *wrong) for wrong in _wrong(found[-1], seen.get(reference))]
        seen.setdefault(reference, at)
    if problems:
        raise FileError(first(problems))
    return found


def _wrong(line: Reference, before: int | None) -> Iterable[tuple[str, Message, Message | None]]:
    """What is wrong with a line whose reference may have been on a line before."""
    if not line.subject:
        yield "subject", Message("references_no_subject"), None
    if not line.reference:
        yield "reference", Message("references_empty"), Message("references_empty_hint")
    elif not _REFERENCE.fullmatch(line.reference):
        yield "reference", Message("references_none", given=line.reference), Message("references_none_hint")
    elif before is not None:
        yield "reference", Message("references_twice", given=line.reference, line=str(before)), None


def write_references(path: Path, lines: Sequence[Reference]) -> None:
    """Write the list, whole or not at all, with the columns that its owner added; only its owner can read it.

    Raises:
        OutputError: it could not be written; an existing one is untouched.
    """
    out, others = io.StringIO(), dict.fromkeys(name for line in lines for name in line.notes)
    writer = csv.DictWriter(out, [*COLUMNS, *others], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**dict(zip(COLUMNS, structs.astuple(line), strict=False)), **line.notes} for line in lines)
    try:
        write_file(path, [out.getvalue().encode()], private=True)
    except OSError as error:
        raise OutputError("not_written", file=path, why=reason(error, path)) from None
