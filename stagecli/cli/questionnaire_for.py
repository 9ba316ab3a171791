"""`stagecli questionnaire --for`: a page for each client, and the list of the references that tell them apart."""

import os
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stagecli.assessment import subject_name
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.errors import FileError, Message, OutputError, Problem, UsageError, first, reason
from stagecli.escaping import visible
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
    """Write a page for each client into a folder, and beside the folder the list of their references.

    A client of an earlier run keeps the reference; the list also keeps clients that are no longer named.

    Args:
        page: what the pages have in common.
        made: makes a page's text.
        clients: a table with their names; `-` is standard input.
        folder: made if it does not exist.
        column: the column of the names; None for the first.
        encoding: of a table of delimited text; None for UTF-8.
        language: of the report on standard error.
        read: other files that are read, which are never written over.

    Raises:
        UsageError, FileError: the names or the list of an earlier run cannot be read, or are wrong.
        OutputError: something could not be written.
    """
    if folder.name in ("", ".."):
        folder = Path(os.path.abspath(folder))  # noqa: PTH100  # it gets its name; a symlink is not followed
    if not folder.name:
        raise UsageError("questionnaire_needs_folder")
    place = folder.with_name(f"{folder.name}.references.csv")
    streams.guard({"-o": place}, clients, *read)
    names = _names(clients, column, encoding)
    lines = read_references(place) if place.exists() else []
    known = {subject_name(line.subject): line for line in reversed(lines)}  # the first line of a name counts
    for name in names:
        if name not in known:
            reference = new_reference()
            known[name] = Reference(name, reference, f"{reference}.html")
            lines.append(known[name])
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError("not_written", file=folder, why=reason(error, folder)) from None
    write_references(place, lines)  # before the pages: none may be sent whose reference is not on the list
    for name in names:
        text = made(replace(page, name=name, reference=known[name].reference))
        streams.write_result(text, folder / f"{known[name].reference}.html")
    said = {"count": len(names), "folder": folder, "list": place, "quoted": shlex.quote(str(place))}
    print_error(visible(message("pages_written", language, **said)))
    alike: dict[str, list[str]] = {}
    for name in known:
        alike.setdefault(normalise(name), []).append(name)
    if nearly := [name for same in alike.values() if len(same) > 1 for name in same]:
        print_error(visible(message("pages_nearly", language, names=", ".join(nearly))))


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
