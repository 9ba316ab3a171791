"""A look at a repository's objects before git opens them: it would wait for ever at a pipe."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from stagecli.errors import UsageError, reason
from stagecli.observe.git.plain_files import read_plain

_MOST_BORROWED = 100
_MOST = 65_536  # bytes of a list of other folders of objects
_FOLDER = re.compile(r"info|pack|[0-9a-f]{2}")
_REMOTE = ("//", "\\\\")  # how a path on another machine begins, on Windows


def check_objects(objects: Path) -> bool:
    """Check that git can open all files of objects, also of the folders that these are borrowed from.

    Returns:
        Whether some objects were left where the clone came from.

    Raises:
        UsageError: a pipe or a device is among them, a folder on another machine, or too many folders.
    """
    left, seen, partial = [Path(os.path.realpath(objects))], set[Path](), False
    while left:
        folder = left.pop()
        if folder in seen:
            continue
        seen.add(folder)
        if len(seen) > _MOST_BORROWED:
            raise UsageError("git_too_much")
        for file in _files(folder):
            partial = partial or file.endswith(".promisor")
        left += _borrowed(folder)
    return partial


def _files(folder: Path, parts: re.Pattern[str] | None = _FOLDER) -> Iterator[str]:
    """The names of the files in a folder of objects, and in those of its folders that git looks into."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    yield entry.name
                elif entry.is_dir():
                    if parts and parts.fullmatch(entry.name):
                        yield from _files(folder / entry.name, None)
                elif entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110  # leads nowhere
                    continue
                elif not stat.S_ISREG(entry.stat().st_mode):
                    raise UsageError("git_not_plain", file=Path(entry.path))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise UsageError("git_unreadable", file=folder, why=reason(error)) from None


def _borrowed(folder: Path) -> Iterator[Path]:
    """The folders of objects that this one names as its alternates."""
    for line in (read_plain(folder / "info" / "alternates", _MOST) or b"").split(b"\n"):
        if line and not line.startswith(b"#"):
            path = os.fsdecode(line)
            if path.startswith(('"', *_REMOTE)):
                raise UsageError("git_damaged", where=folder)
            yield Path(os.path.realpath(os.path.normpath(folder / path)))
