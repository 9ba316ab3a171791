"""Whether a workbook fits into memory. A file of a few kilobytes can hold more than any memory has."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from stagecli.batch.inputs import InputError, plausible

_CELLS = 50_000_000  # of a sheet, the empty ones between others included: they are all in memory at once
_ROWS = 1_048_576  # in a sheet; the format has no more
_CHUNK = 1 << 20
_OVERLAP = 64  # bytes in which a place that is cut by the end of a chunk is found
_WORKSHEET = re.compile(rb"<(?:\w+:)?worksheet\b")
_FAR = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{2,}\d+|[A-Za-z]?\d{7,})["']""")  # there are few, so it is quick
_ANY = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*\d+)["']""")


def check_workbook(file: Any, name: str) -> None:
    """Make sure that a workbook fits into memory, before a library reads all of it at once.

    Args:
        file: its path, or a binary file.
        name: the input's name, for errors.

    Raises:
        InputError: it does not.
        OSError, zipfile.BadZipFile, zlib.error, NotImplementedError: it cannot be unpacked.
    """
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        plausible(name, sum(part.compress_size for part in parts), sum(part.file_size for part in parts))
        for part in parts:
            rows, columns = _extent(archive, part, _FAR)
            if rows <= _ROWS and columns * _ROWS > _CELLS:
                rows, columns = _extent(archive, part, _ANY)
            if rows > _ROWS or rows * columns > _CELLS:
                raise InputError(
                    f"{name}: a sheet of it has {rows:,} rows and {columns:,} columns, which is too much to read. "
                    "Delete what stands far from the table, or save the sheet as CSV."
                )


def _extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo, places: re.Pattern[bytes]) -> tuple[int, int]:
    """How far the cells of a sheet reach, of which only some are looked at; 1 row and 26 columns at least."""
    rows, columns, is_sheet = 1, 26, False
    for chunk in _chunks(archive, part):  # all of it: whether its sum is right is told at its end
        is_sheet = is_sheet or _WORKSHEET.search(chunk) is not None
        for place in set(places.findall(chunk)):
            letters = place.rstrip(b"0123456789")
            rows = max(rows, int(place[len(letters) :]))
            columns = max(columns, _number(letters.upper()))
    return (rows, columns) if is_sheet else (1, 26)


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part of an archive, in chunks that overlap."""
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            yield before + chunk
            before = chunk[-_OVERLAP:]
