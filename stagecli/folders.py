"""A folder of pages that belongs to one command, and is replaced whole or not at all.

The new folder is built beside the old one, as `.NAME.new`. Then the old one is renamed to `.NAME.old`, the new one put
in its place, and the old one removed. What a killed run left is put right when the next one begins, so that there is
always the old folder or the new one. A symlink stays, and its target is replaced.
"""

import contextlib
import csv
import errno
import io
import os
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from stagecli.errors import OutputError, UsageError, reason
from stagecli.files import locked, sync_folder

LIST = "pages.csv"
"""The list of pages in a folder that has its own."""
INDEX = "index.html"
_COLUMNS = ("subject", "page")
_LITTER = (".ds_store", "thumbs.db", "desktop.ini")  # what systems leave in folders that somebody looked at

Replace = Callable[[Iterable[tuple[str, bytes]]], None]
"""Puts a new folder in place: from the names and bytes of its files, of which only one is in memory at a time. A list
comes first, so that what a killed run leaves is known to be ours.

Raises:
    UsageError: a file that is none of ours came into the old folder meanwhile.
    OutputError: the new one could not be written. In any case of an error, the old one is untouched.
"""


def list_of_pages(pages: Iterable[tuple[str, str]]) -> bytes:
    """The list that goes into a folder: each subject and its page.

    It begins with a byte-order mark, without which spreadsheets garble Greek names.
    """
    out = io.StringIO()
    csv.writer(out).writerows([_COLUMNS, *pages])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def listed(folder: Path) -> set[str]:
    """The files that a folder's own list names, and the list and the index; no file if the list is damaged."""
    with contextlib.suppress(OSError, ValueError, csv.Error):
        text = (folder / LIST).read_bytes().decode("utf-8-sig")
        line = text.partition("\n")[0]
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=line.count), strict=True)
        if {*_COLUMNS} <= {*(rows.fieldnames or ())}:
            return {LIST, INDEX, *(page for row in rows if (page := row["page"] or "").endswith(".html"))}
    return set()


@contextlib.contextmanager
def claimed(folder: Path, ours: Callable[[Path], Collection[str]] = listed) -> Iterator[Replace]:
    """Keep other runs away from a folder, check that it can be replaced, and yield what does so.

    Args:
        folder: does not exist, is empty, or has only files of ours.
        ours: the names of the files in it that may be removed, once what a killed run left is put right.

    Raises:
        UsageError: it is no folder, holds other files, is in use as the working folder, or another run writes it.
        OutputError: nothing can be written there.
    """
    with contextlib.ExitStack() as held:
        try:
            place = Path(os.path.realpath(folder))
            _check_place(folder, place)
            held.enter_context(locked(place))
            for left in _beside(place):
                _check_files(left, left, ours)  # what has such a name by chance is not ours to remove
            _put_right(place)
            _check_files(folder, place, ours)
        except BlockingIOError:
            raise UsageError("run_at_work", file=folder) from None
        except (OSError, ValueError) as error:
            raise OutputError("not_written", file=folder, why=reason(error, folder)) from None
        yield partial(_replace, folder, place, ours)


def _check_place(folder: Path, place: Path) -> None:
    """Check that a folder may be there, and be renamed."""
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise UsageError("folder_is_none", folder=folder)
    here = Path.cwd()
    if any(map(place.samefile, (here, *here.parents))):
        raise UsageError("folder_is_here", folder=folder)
    why = (
        errno.EBUSY if os.path.ismount(place) else 0 if os.access(place, os.R_OK | os.W_OK | os.X_OK) else errno.EACCES
    )
    if why:
        raise OSError(why, os.strerror(why))


def _check_files(folder: Path, place: Path, ours: Callable[[Path], Collection[str]]) -> None:
    """Check that all that is in a folder, if it is there, is files of ours; name the first that is not."""
    if not place.is_dir():
        return
    known = {unicodedata.normalize("NFC", name) for name in ours(place)}  # some systems decompose names
    with os.scandir(place) as entries:
        others = [
            entry.name
            for entry in entries
            if not entry.is_file(follow_symlinks=False)
            or (unicodedata.normalize("NFC", entry.name) not in known and entry.name.casefold() not in _LITTER)
        ]
    if others:
        raise UsageError("folder_has_other", folder=folder, file=min(others))


def _replace(
    folder: Path, place: Path, ours: Callable[[Path], Collection[str]], pages: Iterable[tuple[str, bytes]]
) -> None:
    old, new = _beside(place)
    try:
        try:
            new.mkdir()
            mode = (place if place.exists() else new).stat().st_mode
            new.chmod(0o700)
            for name, page in pages:
                with (new / name).open("xb") as file:
                    file.write(page)
            new.chmod(stat.S_IMODE(mode))
            sync_folder(new)
            _check_files(folder, place, ours)
            if place.exists():
                place.rename(old)
            new.rename(place)
            sync_folder(place.parent)
        finally:
            _put_right(place)
    except OSError as error:
        raise OutputError("not_written", file=folder, why=reason(error, folder)) from None


def _beside(place: Path) -> tuple[Path, Path]:
    """Where the old folder stands for a moment, and where the new one grows."""
    return place.with_name(f".{place.name}.old"), place.with_name(f".{place.name}.new")


def _put_right(place: Path) -> None:
    """Put the old folder back unless there is a new one, and remove what else a run left beside it."""
    old, _ = _beside(place)
    left = [each for each in _beside(place) if each.is_dir() and not each.is_symlink()]
    if old in left and not os.path.lexists(place):
        left.remove(old)
        old.rename(place)
    for each in left:
        for path in sorted(each.iterdir(), key=lambda path: path.name == LIST):  # it names the others, so it goes last
            path.unlink()
        each.rmdir()
