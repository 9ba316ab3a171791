"""Inputs: a file or standard input, compressed or not, in any format; read in blocks of whole lines."""

import codecs
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, cast

from msgspec import Struct

from stagecli.errors import StagecliError, UsageError, foreign, reason

Kind: TypeAlias = Literal["delimited", "json_lines", "json", "yaml", "parquet", "xlsx", "answers"]
"""The formats that can be read."""

BY_SUFFIX: dict[str, Kind] = {
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".txt": "delimited",
    ".jsonl": "json_lines", ".ndjson": "json_lines", ".json": "json", ".yaml": "yaml", ".yml": "yaml",
    ".parquet": "parquet", ".xlsx": "xlsx",
}  # fmt: skip
TABLES = {*BY_SUFFIX} - {".txt", ".json", ".yaml", ".yml"}
"""How only the names of tables end."""
_BY_START: tuple[tuple[bytes, Kind], ...] = (
    (b"PAR1", "parquet"), (b"[", "json"), (b"{", "json_lines"), (b"- ", "yaml"), (b"---", "yaml"),
)  # fmt: skip
_CONTRACT = re.compile(rb'\s*\{\s*"contract"\s*:\s*"stagecli/(answers|assessment)/')
"""How returned answers and results start."""
_LINE = b"stagecli["
"""How the line for programs starts in a mail or another text."""
_NOT_READ = (".xls", ".ods", ".doc", ".docx", ".pdf", ".7z", ".bz2", ".xz", ".numbers", ".feather", ".arrow")
_NOT_READ_BY_START = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"), (b"%PDF-", ".pdf"), (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\xfd7zXZ\0", ".xz"), (b"BZh91AY&SY", ".bz2"), (b"ARROW1\0\0", ".arrow"),
)  # fmt: skip
_ZIP = b"PK\x03\x04"  # 26 bytes later comes the name of the first part
_FIRST_IN_WORKBOOK = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")  # how its first part's name may start
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # its byte-order marks
_PEEK = 65536  # bytes examined to recognise the format: more than any header
_MAX_LINE = 64_000_000  # bytes without a line end: no table has such a line
_MAX_WHOLE = 1_000_000_000  # most bytes read at once
_PLAUSIBLE = 200  # ordinary tables grow by at most this factor when unpacked
_SMALL = 100_000_000  # bytes that are always accepted


class InputError(StagecliError):
    """The input could not be read to its end."""


class Fingerprint(Struct, frozen=True):
    """Identifies the state of a file: a run must not go on with a different one."""

    size: int
    modified: int
    """In nanoseconds since 1970."""


class _Resumed(io.RawIOBase):
    """A stream whose first bytes have been read already: they come first."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start = start
        self._rest = cast("io.BufferedReader", rest)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._start[: len(buffer)] or self._rest.read1(len(buffer))
        self._start = self._start[len(data) :]
        buffer[: len(data)] = data
        return len(data)


class Input:
    """An open input. `name` is as the user gave it, with `standard input` for `-`."""

    def __init__(self, source: str) -> None:
        self.path = None if source == "-" else Path(source)
        self.name = "standard input" if source == "-" else source
        self._raw = self._open()
        try:
            self.fingerprint = self._fingerprint()
            self._file = self._raw
            self._decoder: codecs.IncrementalDecoder | None = None
            self._unpacked = 0
            self.start = self._look_ahead()
            """The first bytes, or all if there are fewer: unpacked, UTF-16 as UTF-8; reading still begins with them."""
            if unpacked := self._unpack():
                self._file = unpacked
                self.start = self._look_ahead()
            if self.start.startswith(_UTF_16):
                self.decode("utf-16")
            self.kind = self._kind()
        except BaseException:
            self.close()
            raise

    @property
    def size(self) -> int | None:
        """Size of the stored file in bytes; None if unknown."""
        return self.fingerprint.size if self.fingerprint is not None else None

    @property
    def position(self) -> int:
        """How many bytes of the stored file have been read; 0 if unknown."""
        return self._raw.tell() if self.fingerprint is not None else 0

    def blocks(self, size: int, lines: Callable[[], int], line_end: bytes = b"\n") -> Iterator[bytes]:
        """The input in blocks of about `size` bytes, each ending with a line end if the input has one by then.

        Args:
            size: bytes.
            lines: tells how many lines were in the blocks so far, for errors: who reads them counts them anyway.
            line_end: the last byte of a line.

        Raises:
            InputError: it cannot be read to its end, has changed since reading began, or has an endless line.
        """
        parts: list[bytes] = []
        length = 0
        while data := self._read(size):
            end = data.rfind(line_end) + 1
            if end:
                yield b"".join((*parts, data[:end]))
                parts, length = [], 0
            if end < len(data):
                parts.append(data[end:])
                length += len(data) - end
            if length > _MAX_LINE:
                raise InputError("line_too_long", file=self.name, line=str(lines() + 1), most=_MAX_LINE)
        if parts:
            yield b"".join(parts)
        self.check_unchanged()

    def whole(self, limit: int = _MAX_WHOLE) -> bytes:
        """The whole input, if it has at most `limit` bytes.

        Raises:
            InputError: it has more; or as for `blocks`.
        """
        parts: list[bytes] = []
        while (left := max(0, limit + 1 - sum(map(len, parts)))) and (data := self._read(min(left, _SMALL))):
            parts.append(data)
        if not left:
            raise InputError("input_too_large", file=self.name, most=limit)
        self.check_unchanged()
        return b"".join(parts)

    def decode(self, encoding: str) -> None:
        """Read UTF-16 as UTF-8 from the beginning, unless its byte-order mark has led to that already."""
        if self._decoder is not None:
            return
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")  # half a pair is no UTF-8 either
        mark = "\ufeff" if self.start.startswith(_UTF_16) else ""
        self.start = self._ahead = mark.encode() + self._decoded(self.start)

    def check_unchanged(self) -> None:
        """Check that the file has not changed since reading began.

        Raises:
            InputError: it has changed.
        """
        if self.fingerprint is not None and self._fingerprint() != self.fingerprint:
            raise InputError("input_changed", file=self.name)

    def seekable(self) -> Any:
        """The path, or the bytes, for a library that needs random access."""
        return self.path if self.fingerprint is not None and self._file is self._raw else io.BytesIO(self.whole())

    def at(self, place: int) -> str:
        """A row's place, as errors name it."""
        return f"{self.name}:{place}"

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self.path is not None:
            self._raw.close()

    def _open(self) -> IO[bytes]:
        if self.path is None:
            if sys.stdin is None:
                raise UsageError("no_stdin_for_input")
            return sys.stdin.buffer
        try:
            return self.path.open("rb")
        except (OSError, ValueError) as error:
            raise UsageError("input_unreadable", file=self.name, why=reason(error)) from None

    def _fingerprint(self) -> Fingerprint | None:
        if self.path is None:
            return None
        state = os.fstat(self._raw.fileno())
        return Fingerprint(state.st_size, state.st_mtime_ns) if self._raw.seekable() else None

    def _unpack(self) -> IO[bytes] | None:
        """The input unpacked; None if it is not packed."""
        packed = io.BufferedReader(_Resumed(self.start, self._raw))
        if self.start.startswith(b"\x1f\x8b"):
            import gzip

            return cast("IO[bytes]", gzip.open(packed))
        if self.start.startswith(b"\x28\xb5\x2f\xfd"):
            return cast("IO[bytes]", zstd().open(packed))
        return None

    def _look_ahead(self) -> bytes:
        self._ahead, self._ended = b"", False
        self._ahead = self._read(_PEEK)
        return self._ahead

    def _read(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end.

        They are read in pieces: Python handles an interruption between two reads, not during a long one. After its end
        a terminal could give more, so nothing is read then.
        """
        parts = [self._ahead[:size]]
        self._ahead = self._ahead[size:]
        left = size - len(parts[0])
        try:
            while left and not self._ended:
                data = cast("io.BufferedReader", self._file).read1(left)
                self._ended = not data
                left -= len(data)
                if self._file is not self._raw:
                    self._unpacked += len(data)
                parts.append(self._decoded(data))
        except _read_errors() as error:
            raise self._broken(error) from None
        if self.fingerprint is not None:
            if self.position > self.fingerprint.size:
                self.check_unchanged()  # it grows, perhaps as fast as it is read
            plausible(self.name, self.position, self._unpacked)
        return b"".join(parts)

    def _decoded(self, data: bytes) -> bytes:
        if self._decoder is None:
            return data
        try:
            return self._decoder.decode(data, final=self._ended).encode("utf-8", "surrogatepass")
        except UnicodeError:
            raise InputError("utf16_cut_short", file=self.name) from None

    def _broken(self, error: Exception) -> InputError:
        if isinstance(error, OSError) and error.strerror:
            return InputError("input_broken", file=self.name, why=foreign(error.strerror))
        return InputError("input_cut_short", file=self.name)

    def _kind(self) -> Kind:
        suffixes = [] if self.path is None else [suffix.lower() for suffix in self.path.suffixes]
        if suffixes and suffixes[-1] in (".gz", ".zst"):
            suffixes.pop()
        suffix = suffixes[-1] if suffixes else ""
        unread = suffix if suffix in _NOT_READ else ""
        unread = unread or next((suffix for sign, suffix in _NOT_READ_BY_START if self.start.startswith(sign)), "")
        if unread:
            raise UsageError("suffix_not_read", file=self.name, suffix=unread)
        if self.start.startswith(_ZIP):
            if suffix == ".xlsx" or self.start[30:].startswith(_FIRST_IN_WORKBOOK):
                return "xlsx"
            if self.start[30:].startswith(b"mimetypeapplication/vnd.oasis"):
                raise UsageError("suffix_not_read", file=self.name, suffix=".ods")
            raise UsageError("zip_not_read", file=self.name)
        start = self.start.removeprefix(b"\xef\xbb\xbf").lstrip()
        found = next((kind for sign, kind in _BY_START if start.startswith(sign)), None)
        known = BY_SUFFIX.get(suffix)
        returned = suffix == ".eml" or _LINE in self.start or _CONTRACT.match(self.start)
        if returned and suffix not in TABLES and self.path is not None:
            return "answers"
        if known == "json" and found == "json_lines":
            return "json_lines"  # one object, or one object per line
        if found == "parquet" or known is None:
            return found or "delimited"
        return known


def plausible(name: str, packed: int, unpacked: int) -> None:
    """Check that `unpacked` bytes are plausible for an ordinary table of `packed` bytes.

    Raises:
        InputError: they are too many.
    """
    if unpacked > _SMALL and unpacked > packed * _PLAUSIBLE:
        raise InputError("implausible", file=name, times=_PLAUSIBLE)


def _read_errors() -> tuple[type[Exception], ...]:
    found: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
    module = sys.modules.get("compression.zstd") or sys.modules.get("backports.zstd")
    return found if module is None else (*found, module.ZstdError)


def zstd() -> Any:
    """The Zstandard module: Python's own since 3.14, before that the one from the extra `batch`.

    Raises:
        UsageError: neither is installed.
    """
    from importlib import import_module

    for module in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(module)
        except ImportError:
            continue
    raise UsageError("zstd_needs_extra")
