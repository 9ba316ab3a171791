"""`stagecli questionnaire --for`: a page for each client, and the list of the references that tell them apart."""

import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stagecli.assessment import subject_name
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.errors import FileError, Message, Problem, UsageError, first
from stagecli.escaping import visible
from stagecli.folders import claimed
from stagecli.labels import normalise
from stagecli.messages import message
from stagecli.references import Reference, new_reference, read_references, write_references

if TYPE_CHECKING:
    from stagecli.render.questionnaire import Page


def write_pages(
    page: "Page",
    made: "Callable[[Page], str]",
    clients: str,
    folder: Path,
    *,
    column: str | None,
    encoding: str | None,
    language: str,
    read: Iterable[str | None],
) -> None:
    """Replace a folder by one with a page for each client, and write the list of their references beside it.

    A client of an earlier run keeps the reference; the list also keeps clients that are no longer named.

    Args:
        page: what the pages have in common.
        made: makes a page's text.
        clients: a table with their names; `-` is standard input.
        folder: new or empty, or it has only pages that are on the list.
        column: the column of the names; None for the first.
        encoding: of a table of delimited text; None for UTF-8.
        language: of the report on standard error.
        read: other files that are read, which are never written over.

    Raises:
        UsageError, FileError: the names or the list of an earlier run cannot be read, or are wrong; or the folder holds
            other files.
        OutputError: something could not be written.
    """
    place = Path(f"{folder}.references.csv")
    streams.guard({"-o": place}, clients, *read)
    with claimed(folder, lambda _: _files(place)) as put:
        names = _names(clients, column, encoding)
        lines = _lines(place)
        known = {subject_name(line.subject): line for line in reversed(lines)}  # the first line of a name counts
        for name in names:
            if name not in known:
                reference = new_reference()
                known[name] = Reference(name, reference, _file(reference))
                lines.append(known[name])
        write_references(place, lines)  # before the pages: none may be sent whose reference is not on the list
        put(
            (_file(reference), made(replace(page, name=name, reference=reference)).encode("utf-8", "backslashreplace"))
            for name, reference in [(name, known[name].reference) for name in names]
        )
    said = {"count": len(names), "folder": folder, "list": place, "quoted": shlex.quote(str(place))}
    print_error(visible(message("pages_written", language, **said)))
    alike: dict[str, list[str]] = {}
    for name in known:
        alike.setdefault(normalise(name), []).append(name)
    if nearly := [name for same in alike.values() if len(same) > 1 for name in same]:
        print_error(visible(message("pages_nearly", language, names=", ".join(nearly))))


def _lines(place: Path) -> list[Reference]:
    """The list of earlier runs."""
    return read_references(place) if place.exists() else []


def _files(place: Path) -> set[str]:
    """The pages of earlier runs."""
    return {file for line in _lines(place) for file in (line.page, _file(line.reference))}


def _file(reference: str) -> str:
    """The name of a page's file."""
    return f"{reference}.html"


def _names(clients: str, column: str | None, encoding: str | None) -> list[str]:
    """The names in a column of a table, each different."""
    from stagecli.batch.cells import as_text
    from stagecli.batch.headings import column_named
    from stagecli.batch.inputs import Input
    from stagecli.batch.layout import Layout
    from stagecli.batch.records import Reject, is_blank
    from stagecli.batch.tables import open_table

    source = Input(clients)
    problems: list[Problem] = []
    rows: dict[str, int] = {}
    try:
        table = open_table(source, Layout(id=column, encoding=encoding), set())
        at = 0 if column is None else column_named(column, table.headings, source.name, "--id")
        for record in (record for batch in table.batches for record in batch):
            if isinstance(record, Reject):
                problems.append(Problem(source.name, record.place, None, "", record.reason, record.hint))
            elif not is_blank(record.everything):
                name = subject_name(as_text(record.cells[at]))
                wrong = None if normalise(name) else Message("pages_no_name")
                if name in rows:
                    wrong = Message("pages_name_twice", name=name, row=str(rows[name]))
                rows.setdefault(name, record.place)
                problems += [] if wrong is None else [Problem(source.name, record.place, None, table.names[at], wrong)]
    finally:
        source.close()
    if problems:
        raise FileError(first(problems))
    if not rows:
        raise UsageError("pages_nobody", file=source.name)
    return [*rows]
