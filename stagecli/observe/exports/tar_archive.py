"""Exports packed as `.tar.gz` or `.tar`, read once from start to end.

Of `tarfile`, only the reading of a single header is used: it keeps all headers, reads the contents of a long one at
once, and Python 3.11 can be kept busy for hours by one.
"""

import io
import tarfile
import zlib
from collections.abc import Callable, Iterator

from stagecli.errors import UsageError
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.limits import CHUNK, Counter, refuse_bomb, refuse_listing, unpacking
from stagecli.observe.exports.paths import is_no_file, leads_out

_GZIP = b"\x1f\x8b"
_BLOCK = 512
_LONGEST_NOTES = 2**20  # bytes of what is noted of one file
_OLDEST, _LATEST = 631_152_000, 2**32  # 1990, and the year 2106
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_WITHOUT_CONTENTS = (
    tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE,
)  # fmt: skip
_NOTES_OF_NEXT = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_USED = (b"path", b"size", b"mtime")
_NOTES = (*_NOTES_OF_NEXT, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


def is_tar(start: bytes) -> bool:
    """Whether a file is a tar, or anything packed by gzip.

    Args:
        start: its first block.

    """
    return start.startswith(_GZIP) or _is_header(start)


class TarExport(Export):
    """The files of a tar; those wanted are kept in memory."""

    def __init__(self, file: io.BufferedReader, wanted: Callable[[str], object]) -> None:
        """Read it from start to end.

        Raises:
            UsageError: it is no tar, broken off, damaged, empty or too large.

        """
        self._contents: dict[str, bytes] = {}
        self.newest, self.left_out, self.single = None, 0, False
        with unpacking():
            self._read(file, wanted)
        if not self.paths and not self.left_out:
            raise UsageError("export_no_files")

    def read(self, path: str) -> bytes:  # noqa: D102  # as in Export
        if path not in self._contents:
            raise LookupError
        return self._contents[path]

    def _read(self, file: io.BufferedReader, wanted: Callable[[str], object]) -> None:
        packed = file.peek(2).startswith(_GZIP)
        stream = _Stream(_unzipped(file) if packed else iter(lambda: file.read(CHUNK), b""))
        counter, paths, letters = Counter(), dict[str, None](), 0
        for count, header in enumerate(_headers(stream), 1):
            path = header.name.removeprefix("./")
            letters += len(path)
            refuse_listing(count, letters)
            size = 0 if header.type in _WITHOUT_CONTENTS else header.size
            contents = stream.take(size)
            if self._lists(header, path):
                paths[path] = None
                if wanted(path):
                    self._contents[path] = counter.joined(path, contents)
            _skip(contents)
            _skip(stream.take(-size % _BLOCK))
        _skip(stream.rest())
        self.paths = tuple(paths)

    def _lists(self, header: tarfile.TarInfo, path: str) -> bool:
        """Whether a file is listed; its time is noted then, and otherwise it may be counted as left out."""
        if header.isdir() or is_no_file(path):
            return False
        if leads_out(path) or header.type not in _FILES:
            self.left_out += 1
            return False
        if _OLDEST <= header.mtime < _LATEST:
            self.newest = max(self.newest or 0, int(header.mtime))
        return True


class _Stream:
    """Bytes that come in pieces, taken in others."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def take(self, size: int) -> Iterator[memoryview]:
        """So many bytes, in pieces."""
        while size > 0:
            rest = self._rest or memoryview(next(self._pieces, b""))
            if not rest:
                raise UsageError("export_cut")
            taken, self._rest = rest[:size], rest[size:]
            size -= len(taken)
            yield taken

    def rest(self) -> Iterator[bytes]:
        """What is left, to the checksum that gzip notes at the end."""
        return self._pieces


def _skip(pieces: Iterator[object]) -> None:
    for _ in pieces:
        pass


def _unzipped(file: io.BufferedReader) -> Iterator[bytes]:
    """What gzip packed, in one part or several; what follows them is padding."""
    packed = unpacked = 0
    unzipping = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while data := file.read(CHUNK):
        packed += len(data)
        while data:
            if unzipping.eof:
                if data[0] != _GZIP[0]:
                    return
                unzipping = zlib.decompressobj(zlib.MAX_WBITS | 16)
            piece = unzipping.decompress(data, CHUNK)
            unpacked += len(piece)
            refuse_bomb(unpacked, packed)
            if piece:
                yield piece
            data = unzipping.unused_data if unzipping.eof else unzipping.unconsumed_tail
    if not unzipping.eof:
        raise UsageError("export_cut")


def _headers(stream: _Stream) -> Iterator[tarfile.TarInfo]:
    """Headers of files, with what is noted of them before; the contents must be taken before the next."""
    notes: dict[str, str] = {}
    known, count, size = False, 0, 0
    while any(block := b"".join(stream.take(_BLOCK))):
        if not known and not _is_header(block):  # something else that gzip packed
            raise UsageError("export_unknown")
        known = True
        header = _header(block)
        if header.type in _NOTES:
            notes |= _noted(header, stream)
            count, size = count + 1, size + header.size
            refuse_listing(count, size)
            continue
        header.name = notes.get("path", header.name)
        header.size = int(notes.get("size", header.size))
        header.mtime = float(notes.get("mtime", header.mtime))
        if header.type == tarfile.GNUTYPE_SPARSE or header.size < 0:
            raise UsageError("export_packed_otherwise")
        yield header
        notes = {}


def _noted(header: tarfile.TarInfo, stream: _Stream) -> dict[str, str]:
    """What is noted of the next file, for which there is no room in its header."""
    if not 0 <= header.size <= _LONGEST_NOTES:
        raise UsageError("export_unreadable")
    text = b"".join(stream.take(header.size))
    _skip(stream.take(-header.size % _BLOCK))
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": text.split(b"\0", 1)[0].decode(errors="replace")}
    return _records(text) if header.type in _NOTES_OF_NEXT else {}


def _records(text: bytes) -> dict[str, str]:
    """Read records like `20 path=data/a.json` with a line end: the length of the whole, a key and a value.

    Only what is of use is kept: there may be any number of others.
    """
    found, at = {}, 0
    while at < len(text):
        space = text.index(b" ", at)
        end = at + int(text[at:space])
        if end <= space:
            raise UsageError("export_unreadable")
        key, _, value = text[space + 1 : end - 1].partition(b"=")
        if key in _USED:
            found[key.decode()] = value.decode(errors="replace")
        at = end
    return found


def _is_header(block: bytes) -> bool:
    try:
        _header(block)
    except (tarfile.TarError, ValueError):
        return False
    return True


def _header(block: bytes) -> tarfile.TarInfo:
    return tarfile.TarInfo.frombuf(block, "utf-8", "replace")
