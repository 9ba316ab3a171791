"""Exports packed as ZIP."""

import io
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo, is_zipfile

from stagecli.errors import UsageError
from stagecli.observe.exports.events import Moment
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.limits import CHUNK, Counter, refuse_listing, unpacking
from stagecli.observe.exports.paths import is_no_file, leads_out

_Written: TypeAlias = tuple[int, int, int, int, int, int]
_ENTRY = b"PK\x01\x02"  # how each starts in the list at the end of a ZIP
_ENTRY_SIZE, _LENGTHS = 46, struct.Struct("<3H")  # of its name, what is noted in addition, and a comment
_MOST_EXTRA = 4096  # bytes; a few numbers are noted, and zipfile takes long over many
_ENCRYPTED = 0x41  # bits: with a password, or with a certificate
_FILE, _FOLDER, _ANY = 0x8000, 0x4000, 0xF000  # of a file's mode on Unix


class CheckedFile(io.BufferedReader):
    """A file that refuses the list of a ZIP if it is too long, before it is read or anything is made of it."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Bytes of the file.

        Raises:
            UsageError: they list too many files.

        """
        refuse_listing(0, size or 0)
        data = super().read(size)
        _check_list(data)
        return data


def _check_list(data: bytes) -> None:
    """Walk over a list, if it is one."""
    at = count = 0
    while data.startswith(_ENTRY, at) and at + _ENTRY_SIZE <= len(data):
        name, extra, comment = _LENGTHS.unpack_from(data, at + 28)
        if extra > _MOST_EXTRA:
            raise UsageError("export_unreadable")
        count += 1
        refuse_listing(count)
        at += _ENTRY_SIZE + name + extra + comment


class ZipExport(Export):
    """The files of a ZIP."""

    def __init__(self, file: CheckedFile, wanted: Callable[[str], object]) -> None:
        """Read the list of its files.

        Raises:
            UsageError: it is broken off, damaged or empty, or lists too many.

        """
        with unpacking():
            if not is_zipfile(file):  # the list of files comes last
                raise UsageError("export_cut")
            self._archive = ZipFile(file)
        self._infos: dict[str, ZipInfo] = {}
        self._wanted, self._counter = wanted, Counter()
        self.left_out, self.single = 0, False
        for info in self._archive.infolist():
            name, mode = info.orig_filename.replace("\\", "/").removeprefix("./"), info.external_attr >> 16 & _ANY
            if is_no_file(name) or mode == _FOLDER:
                continue
            if leads_out(name) or mode not in (0, _FILE):
                self.left_out += 1
            else:
                self._infos[name] = info
        if not self._infos and not self.left_out:
            raise UsageError("export_no_files")
        self.paths = tuple(self._infos)
        self.newest = _newest(info.date_time for info in self._infos.values())

    def read(self, path: str) -> bytes:  # noqa: D102  # as in Export
        info = self._infos.get(path)
        if info is None or not self._wanted(path):
            raise LookupError
        if info.flag_bits & _ENCRYPTED:
            raise UsageError("export_locked")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # of others, zipfile unpacks any amount at once
            raise UsageError("export_packed_otherwise")
        with unpacking(), self._archive.open(info) as member:
            return self._counter.joined(path, iter(lambda: member.read(CHUNK), b""), info.compress_size)


def _newest(times: Iterable[_Written]) -> Moment | None:
    """The newest time that is one; the first day of 1980 stands for no time."""
    for time in sorted(set(times), reverse=True):
        if time[:3] <= (1980, 1, 1):
            break
        with suppress(ValueError):
            return int(datetime(*time, tzinfo=UTC).timestamp())
    return None
