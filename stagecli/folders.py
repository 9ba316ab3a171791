"""Folders that appear completely or not at all, like the files of `files`: built beside the old one, then put in place.

A process may be killed at any moment: then the old folder or the new one is there, at the latest once `put_right` has
looked. Nothing is synced page by page: whoever loses power in these seconds writes the pages again.
"""

import contextlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from stagecli.errors import OutputError, UsageError, reason
from stagecli.files import locked, sync

_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What operating systems leave in folders: nobody's."""


def check_folder(folder: Path, ours: Collection[str]) -> None:
    """Check, before the work, that a folder can be replaced.

    Args:
        folder: new, or with nothing in it but files of these names.
        ours: names that this program gave.

    Raises:
        UsageError: something else is in it, it is no folder, or the one that we work in.
        OutputError: it cannot be read.

    """
    try:
        place = folder.resolve()
        if place == Path.cwd() or place in Path.cwd().parents:
            raise UsageError("folder_in_use", folder=folder)
        if not place.exists():
            return
        for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
            if entry.name not in _LITTER and (entry.name not in ours or entry.is_dir(follow_symlinks=False)):
                raise UsageError("folder_of_others", folder=folder, file=entry.name)
    except (OSError, ValueError) as error:
        raise OutputError("not_written", file=folder, why=reason(error, folder)) from None


def replace_folder(folder: Path, files: Iterable[tuple[str, bytes]], ours: Collection[str]) -> None:
    """Replace a folder by one with these files, one after the other.

    Args:
        folder: as `check_folder` has it, which is done again.
        files: each name with the contents.
        ours: names that may be in the old folder.

    Raises:
        UsageError: as `check_folder`, or another run writes the folder.
        OutputError: it could not be written; the folder is as it was.

    """
    place = folder.resolve()
    try:
        with locked(place):
            _put_right(place)
            check_folder(folder, ours)
            with _built(place, files) as new:
                _exchange(place, new)
    except BlockingIOError:
        raise UsageError("run_at_work", file=folder) from None
    except OSError as error:
        raise OutputError("not_written", file=folder, why=reason(error, folder)) from None


def put_right(folder: Path) -> None:
    """Put the old folder back if a run was killed while it was aside; remove what else that run left.

    Raises:
        UsageError: another run writes the folder.
        OutputError: it cannot be put right.

    """
    place = folder.resolve()
    if not any(os.path.lexists(beside) for beside in _beside(place)):
        return
    try:
        with locked(place):
            _put_right(place)
    except BlockingIOError:
        raise UsageError("run_at_work", file=folder) from None
    except OSError as error:
        raise OutputError("not_written", file=folder, why=reason(error, folder)) from None


def _beside(place: Path) -> tuple[Path, Path]:
    """Where the new folder is built, and where the old one is put aside."""
    return place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")


def _put_right(place: Path) -> None:
    new, old = _beside(place)
    if old.exists() and not place.exists():
        old.rename(place)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


@contextlib.contextmanager
def _built(place: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[Path]:
    """The new folder; removed at the end unless it was put in place."""
    new, _ = _beside(place)
    new.mkdir()
    try:
        for name, data in files:
            (new / name).write_bytes(data)
        if place.exists():
            shutil.copymode(place, new)
        sync(new)
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _exchange(place: Path, new: Path) -> None:
    """Put the new folder in the old one's place; should that fail, the old one stays."""
    _, old = _beside(place)
    if not place.exists():
        new.rename(place)
    else:
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
    with contextlib.suppress(OSError):  # some file systems refuse this for folders
        sync(place.parent)
    shutil.rmtree(old, ignore_errors=True)  # what is left, the next run removes
