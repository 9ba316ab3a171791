"""A folder of pages: one for each subject, the portfolio that links to them, and the list of them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stagecli.cli.errors import print_error
from stagecli.escaping import visible
from stagecli.folders import INDEX, LIST, claimed, list_of_pages, listed
from stagecli.messages import message


def check_pages(folder: Path) -> None:
    """Check, before the work, that a folder can be replaced; put right what a killed run left.

    Raises:
        UsageError, OutputError: as `folders.claimed`.

    """
    with claimed(folder):
        pass


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
        UsageError, OutputError: as `folders.claimed` and `folders.Replace`.

    """
    from stagecli.batch.added_cells import safe  # names may come from anybody, and a spreadsheet opens the list

    def everything() -> Iterator[tuple[str, bytes]]:
        yield LIST, list_of_pages((safe(subject.strip()), page) for subject, page in files.items())
        yield INDEX, _encoded(index)
        for subject, page in pages:
            yield files[subject], _encoded(page)

    with claimed(folder) as replace:
        gone = listed(folder) - {LIST, INDEX, *files.values()}
        replace(everything())
    print_error(visible(message("subject_pages_written", language, count=len(files), index=folder / INDEX)))
    if gone:
        print_error(message("subject_pages_gone", language, count=len(gone)))


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "backslashreplace")
