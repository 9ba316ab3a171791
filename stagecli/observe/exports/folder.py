"""Exports that were unpacked, and single files."""

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

from stagecli.errors import UsageError, reason
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.limits import CHUNK, Counter, refuse_listing
from stagecli.observe.exports.paths import is_no_file, leads_out

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe is opened at once, and then refused
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def plain_file(path: Path, flags: int = 0) -> io.FileIO:
    """Open a regular file.

    Args:
        path: of the file.
        flags: more flags of the system for it.

    Raises:
        UsageError: it is something else, or cannot be read.

    """
    try:
        file = io.FileIO(os.open(path, _FLAGS | flags))
    except (OSError, ValueError) as error:
        raise UsageError("export_not_opened", why=reason(error)) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise UsageError("export_unknown")
    return file


class FolderExport(Export):
    """The files of a folder."""

    def __init__(self, folder: Path, wanted: Callable[[str], object]) -> None:
        """List all files in it, and in folders in it.

        Raises:
            UsageError: there are too many, or a folder cannot be read.

        """
        self._folder, self._wanted, self._counter = folder, wanted, Counter()
        self.newest, self.left_out, self.single = None, 0, False
        try:
            self.paths = tuple(sorted(self._walk()))
        except OSError as error:
            raise UsageError("export_not_opened", why=reason(error)) from None

    def read(self, path: str) -> bytes:  # noqa: D102  # as in Export
        if path not in self.paths or not self._wanted(path):
            raise LookupError
        with io.BufferedReader(plain_file(self._folder / path, _NO_LINK)) as file:
            return _contents(path, file, self._counter)

    def _walk(self) -> list[str]:
        found, waiting, count = [], [""], 0
        while waiting:
            inside = waiting.pop()
            with os.scandir(self._folder / inside) as entries:
                for entry in entries:
                    count += 1
                    refuse_listing(count)
                    path = f"{inside}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/")
                    elif is_no_file(path):
                        continue
                    elif leads_out(path) or not entry.is_file(follow_symlinks=False):
                        self.left_out += 1
                    else:
                        found.append(path)
        return found


class SingleExport(Export):
    """One file; whoever gave it wants it read."""

    def __init__(self, file: io.BufferedReader, name: str) -> None:
        self._file, self._counter = file, Counter()
        self.paths, self.newest, self.left_out, self.single = (name,), None, 0, True

    def read(self, path: str) -> bytes:  # noqa: D102  # as in Export
        if path not in self.paths:
            raise LookupError
        self._file.seek(0)
        return _contents(path, self._file, self._counter)


def _contents(path: str, file: io.BufferedIOBase, counter: Counter) -> bytes:
    try:
        return counter.joined(path, iter(lambda: file.read(CHUNK), b""))
    except OSError as error:
        raise UsageError("export_not_opened", why=reason(error)) from None
