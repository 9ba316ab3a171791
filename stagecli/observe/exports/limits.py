"""How much of a stranger's export is listed and read, counted while it is: whatever a header says may be a lie."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tarfile import TarError
from zipfile import BadZipFile

from stagecli.errors import UsageError

MOST_LISTED = 200_000
MOST_OPENED = 200
MOST_OF_ONE = 64 * 2**20
"""Bytes of one file."""
MOST_IN_ALL = 256 * 2**20
"""Bytes of all files that are opened."""
MOST_ENTRIES = 500_000
"""Entries of one list, or rows of one table: twenty years of a hundred a day are more than any account has."""
MOST_COMMAS = 3_000_000
"""Commas of one JSON file. Of a list as `[1,2,3]`, each entry takes many times its length before it can be counted."""
_MOST_OF_LIST = 64 * 2**20  # bytes; names are short
CHUNK = 65_536
"""Bytes that are read at once."""
_MOST_FOLD = 200  # what JSON and photos shrink to when packed is far from this
_ALWAYS = 1_000_000  # bytes; below, a few texts that are all alike may shrink more
_DAMAGE = (
    BadZipFile, TarError, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, ArithmeticError,
    LookupError, MemoryError,
)  # fmt: skip


class Counter:
    """Counts what is read of one export; a file that is read again is counted once."""

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}

    def joined(self, path: str, chunks: Iterable[bytes | memoryview], packed: int | None = None) -> bytes:
        """The contents of a file.

        Args:
            path: of the file.
            chunks: its contents, in small pieces.
            packed: bytes that they were packed into; None where that is counted elsewhere, or they were not packed.

        Raises:
            UsageError: that is too much for one file or for all together, or too many files, or a bomb.

        """
        self._sizes[path] = 0
        if len(self._sizes) > MOST_OPENED:
            raise UsageError("export_too_many_opened", limit=MOST_OPENED)
        others = sum(self._sizes.values())
        parts, size = [], 0
        for chunk in chunks:
            size += len(chunk)
            for total, most in ((size, MOST_OF_ONE), (others + size, MOST_IN_ALL)):
                if total > most:
                    raise UsageError("export_too_large", limit=most // 2**20)
            if packed is not None:
                refuse_bomb(size, packed)
            parts.append(chunk)
        self._sizes[path] = size
        return b"".join(parts)


def refuse_listing(count: int, size: int = 0) -> None:
    """Refuse an export of too many files.

    Args:
        count: of the files so far.
        size: bytes of their names, and of what else is noted of them.

    Raises:
        UsageError: there are more than can be listed.

    """
    if count > MOST_LISTED or size > _MOST_OF_LIST:
        raise UsageError("export_too_many_files", limit=MOST_LISTED)


def refuse_entries(count: int, commas: int = 0) -> None:
    """Refuse a file of too many entries.

    Args:
        count: of the entries so far, in one list or table.
        commas: of the whole file, where the entries cannot be counted yet.

    Raises:
        UsageError: there are more than can be read.

    """
    if count > MOST_ENTRIES or commas > MOST_COMMAS:
        raise UsageError("export_too_many_entries", limit=MOST_ENTRIES)


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Refuse what unpacks to far more than an export does.

    Args:
        unpacked: bytes so far.
        packed: bytes that they were packed into.

    Raises:
        UsageError: it is a bomb.

    """
    if unpacked >= _ALWAYS and unpacked > _MOST_FOLD * packed:
        raise UsageError("export_bomb")


@contextmanager
def unpacking() -> Iterator[None]:
    """Word whatever the library stumbles over in a damaged archive; its own messages may name files.

    Raises:
        UsageError: it stumbled.

    """
    try:
        yield
    except _DAMAGE:
        raise UsageError("export_unreadable") from None
