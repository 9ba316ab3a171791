"""An export as files with paths and contents, whatever it is packed in, safely with anybody's.

Nothing is ever extracted. Paths that lead out of the export or are too long, links, devices and `__MACOSX` are left
out; contents are counted while they are read, whatever a header says.
"""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import is_zipfile

from stagecli.errors import UsageError, reason
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.folder import FolderExport, SingleExport, plain_file
from stagecli.observe.exports.limits import unpacking
from stagecli.observe.exports.tar_archive import TarExport, is_tar
from stagecli.observe.exports.zip_archive import CheckedFile, ZipExport

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # with files, without any, in several volumes


@contextmanager
def opened(source: Path, wanted: Callable[[str], object]) -> Iterator[Export]:
    """Open an export; what it is packed in is told by its contents, not by its name.

    Args:
        source: a ZIP, a `.tar.gz` or `.tar`, a folder or a single file.
        wanted: which paths may be read; only these can be. A single file always can.

    Raises:
        UsageError: it is broken off, empty or too large, or cannot be read.

    """
    try:
        mode = source.stat().st_mode
    except (OSError, ValueError) as error:
        raise UsageError("export_not_opened", why=reason(error)) from None
    if stat.S_ISDIR(mode):
        yield FolderExport(source, wanted)
        return
    if not stat.S_ISREG(mode):  # a pipe or a device, which may have no end
        raise UsageError("export_no_file")
    with CheckedFile(plain_file(source)) as file:
        yield _packed(file, source.name, wanted)


def _packed(file: CheckedFile, name: str, wanted: Callable[[str], object]) -> Export:
    try:
        start = file.read(512)
        file.seek(0)
    except OSError as error:
        raise UsageError("export_not_opened", why=reason(error)) from None
    if start.startswith(_ZIP):
        return ZipExport(file, wanted)
    if is_tar(start):
        return TarExport(file, wanted)
    with unpacking():
        after_something_else = is_zipfile(file)  # such as a program that unpacks it
    return ZipExport(file, wanted) if after_something_else else SingleExport(file, name)
