"""Archives of exports for tests, sound and hostile."""

import io
import struct
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from stagecli.errors import UsageError
from stagecli.messages import message
from stagecli.observe.exports.archive import opened
from stagecli.observe.exports.export import Export

WRITTEN = (2026, 5, 1, 9, 0, 0)
MOMENT = 1_777_626_000
"""The same in seconds since 1970."""
POSTS = "your_instagram_activity/media/posts_1.json"
CUT = "the file is broken off, as when a download stops halfway. Download it again."
DAMAGED = "the archive is damaged and cannot be unpacked. Download it again."
EMPTY = "the archive is empty. Ask the platform for it again."
BOMB = "it would unpack to far more than an export holds, so it is not read. Download it again, from the platform."
TOO_MANY_FILES = (
    "it holds more than 200,000 files. Ask the platform for posts and comments only, without photos and videos."
)
TOO_MANY_OPENED = "it holds more than 200 files of posts and comments, which no account's export does. Give one export."
PACKED_OTHERWISE = (
    "a file in it is packed in a way that stagecli cannot unpack. Unpack it yourself, and give the folder."
)
NO_FILE = "this is neither a file nor a folder. Save it to a file first."
UNKNOWN = message("export_unknown", "en")


def too_large(megabytes: int) -> str:
    """What is said of an export of which too much would be read."""
    return (
        f"what would be read is larger than {megabytes} MB, which no account's export is. Download it again, from the "
        "platform."
    )


def entry(name: str, written: tuple[int, int, int, int, int, int] = WRITTEN, mode: int = 0) -> ZipInfo:
    """What a ZIP notes of a file; the name as it is given, even with NUL."""
    made = ZipInfo("x", written)
    made.filename, made.external_attr, made.compress_type = name, mode << 16, ZIP_DEFLATED
    return made


def zipped(files: Mapping[str, bytes] | Iterable[tuple[ZipInfo, bytes]]) -> bytes:
    """A ZIP."""
    out = io.BytesIO()
    entries = ((entry(name), data) for name, data in files.items()) if isinstance(files, Mapping) else files
    with ZipFile(out, "w") as archive:
        for info, data in entries:
            archive.writestr(info, data)
    return out.getvalue()


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, mtime: float = MOMENT) -> tarfile.TarInfo:
    """What a tar notes of a file."""
    made = tarfile.TarInfo(name)
    made.size, made.type, made.mtime = size, kind, mtime
    return made


def tarred(
    files: Mapping[str, bytes] | Iterable[tuple[tarfile.TarInfo, bytes]], mode: str = "w:gz", layout: int = 1
) -> bytes:
    """A `.tar.gz`, or what else the mode says; layout 0 is the oldest, 1 GNU's, 2 that of POSIX."""
    out = io.BytesIO()
    entries = ((member(name, len(data)), data) for name, data in files.items()) if isinstance(files, Mapping) else files
    with tarfile.open(fileobj=out, mode=mode, format=layout) as archive:  # type: ignore[call-overload]  # mode is one of a few words
        for info, data in entries:
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def in_zip64(data: bytes) -> bytes:
    """The same ZIP with the end that one of more than 4 GB has."""
    end = data.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack("<10xHLL2x", data[end:])
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return (
        data[:end] + record + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *[0xFFFF] * 2, *[2**32 - 1] * 2, 0)
    )


def with_entries(count: int, extra: bytes = b"") -> bytes:
    """A ZIP that lists one file so often, and holds none; with something noted in addition."""
    listed = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *[0] * 4, 0, 0, 0, 1, len(extra), *[0] * 3, 0, 0
    )
    listed += b"a" + extra
    return listed * count + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(listed) * count, 0, 0)


def every(path: str) -> bool:  # noqa: ARG001  # any path
    """Whether a path is wanted: each is."""
    return True


def contents(export: Export) -> dict[str, bytes]:
    """All files of an export."""
    return {path: export.read(path) for path in export.paths}


def read(source: Path) -> dict[str, bytes]:
    """All files of an export that is opened for that."""
    with opened(source, every) as export:
        return contents(export)


def problem(source: Path) -> str:
    """Why an export is not read."""
    with pytest.raises(UsageError) as error:
        read(source)
    return str(error.value)
