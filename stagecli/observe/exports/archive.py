"""An export as files with paths and contents, whatever it is packed in, safely with anybody's.

Nothing is ever extracted. Paths that lead out of the export, links, devices and `__MACOSX` are left out; contents are
counted while they are read, whatever a header says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stagecli.observe.exports.events import Moment

MOST_LISTED = 200_000
MOST_OPENED = 200
MOST_OF_ONE = 64 * 2**20
"""Bytes of one file."""
MOST_IN_ALL = 256 * 2**20
"""Bytes of all files that are opened."""


class Export:
    """The files of one export.

    Attributes:
        paths: of its regular files, with `/` between folders, in the export's own order.
        newest: the newest time that the archive notes of a file, taken as UTC; None for a folder, for a single file,
            and where there is none but 1 January 1980. A file's own time on the disk is never taken.
        left_out: how many files were left out, since their paths lead out of the export or they are links.
        single: whether the source is one file rather than an archive or a folder.

    """

    paths: tuple[str, ...]
    newest: Moment | None
    left_out: int
    single: bool

    def read(self, path: str) -> bytes:
        """The contents of a file.

        Raises:
            UsageError: it is encrypted, damaged or too large, or too much was read.

        """
        raise NotImplementedError


@contextmanager
def opened(source: Path, wanted: Callable[[str], object]) -> Iterator[Export]:
    """Open an export.

    Args:
        source: a ZIP, a `.tar.gz`, a folder or a single file.
        wanted: which paths may be read; only these can be.

    Raises:
        UsageError: it is broken off, empty, encrypted or too large.

    """
    raise NotImplementedError((source, wanted))
    yield
