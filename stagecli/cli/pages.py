"""A folder of pages: one for each subject, the portfolio that links to them, and the list of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stagecli.cli.errors import print_error
from stagecli.escaping import visible
from stagecli.folders import check_folder, put_right, replace_folder
from stagecli.messages import message

INDEX, LIST = "index.html", "pages.csv"
"""The portfolio, and the list that names the pages: both stand in the folder."""


def write_pages(
    folder: Path, index: str, pages: Iterable[tuple[str, str]], files: Mapping[str, str], language: str
) -> None:
    """Replace a folder of pages, and say so.

    Args:
        folder: it was made by this function, or is new.
        index: the portfolio, as HTML.
        pages: each subject, as `files` calls it, with its page as HTML.
        files: of each subject, its page's file name.
        language: of the report on standard error.

    Raises:
        UsageError: something else is in the folder.
        OutputError: it could not be written; the folder is as it was.

    """

    def everything() -> Iterator[tuple[str, bytes]]:
        yield INDEX, index.encode()
        yield LIST, _list(files).encode()
        for subject, page in pages:
            yield files[subject], page.encode("utf-8", "backslashreplace")

    replace_folder(folder, everything(), _ours(folder))
    print_error(visible(message("subject_pages_written", language, count=len(files), index=folder / INDEX)))


def check_pages(folder: Path) -> None:
    """Check, before the work, that a folder is new or has our pages alone; put right what a killed run left.

    Raises:
        UsageError, OutputError: as `folders.check_folder`.

    """
    put_right(folder)
    check_folder(folder, _ours(folder))


def _ours(folder: Path) -> frozenset[str]:
    """The files that a folder's list says are pages, the list itself, and the portfolio; none without a list."""
    try:
        rows = [*csv.reader(io.StringIO((folder / LIST).read_text("utf-8"), newline=""))]
    except (OSError, ValueError, csv.Error):
        return frozenset()
    return frozenset((INDEX, LIST, *(row[1] for row in rows[1:] if len(row) == 2)))


def _list(files: Mapping[str, str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("subject", "page"))
    writer.writerows((subject.strip(), page) for subject, page in files.items())
    return text.getvalue()
