"""Files that appear completely or not at all: written beside the target first, then renamed.

A device, a pipe or an open file such as `/dev/stdout` is written to, never replaced. A symlink stays, and its target
is replaced. An existing file keeps its mode.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO


def write_file(target: Path, pieces: Iterable[bytes], *, private: bool = False) -> None:
    """Write a file completely or not at all, piece by piece; write into a device, a pipe or an open file.

    Raises:
        OSError: it could not be written; an existing file is untouched.
    """
    if not replaceable(target):
        with opened(target) as device:
            device.writelines(pieces)
        return
    with _part(target, pieces) as part:
        put_in_place(part, target, private=private)


def create_file(target: Path, data: bytes) -> None:
    """Write a new file, completely or not at all.

    Raises:
        FileExistsError: the file exists; it is untouched.
        OSError: it could not be written.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    with _part(target, (data,)) as part:
        _seal(part, 0o666 & ~_umask())
        try:
            os.link(part, target)  # unlike a rename, it cannot replace a file that appeared meanwhile
        except FileExistsError:
            raise
        except OSError:
            pass  # a file system without hard links: as below
        else:
            return
    with target.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def replaceable(target: Path) -> bool:
    """Whether renaming can put a file there: nothing or a regular file is there, and the path names no open file."""
    mode = _mode(target)
    return (mode is None or stat.S_ISREG(mode)) and _descriptor(target) is None


def opened(target: Path) -> IO[bytes]:
    """Open a device or a pipe for writing, or an open file at its present position.

    Raises:
        OSError: it cannot be opened, for example because it is a folder.
    """
    descriptor = _descriptor(target)
    return target.open("wb") if descriptor is None else os.fdopen(os.dup(descriptor), "wb")


def _descriptor(target: Path) -> int | None:
    """The number of the open file that a path names, such as `/dev/stdout` or `/dev/fd/1`, even through symlinks."""
    open_files = Path("/dev/fd").resolve()
    for _ in range(40):  # the limit of most systems
        if target.name.isdecimal() and target.parent.resolve() == open_files:
            return int(target.name)
        if not target.is_symlink():
            return None
        target = target.parent / target.readlink()
    return None


def put_in_place(part: Path, target: Path, *, private: bool = False) -> None:
    """Rename a finished part to its target, durably, with the target's existing or usual mode.

    Raises:
        OSError: that failed, or the target is a device or a pipe; the target is untouched.
    """
    if not replaceable(target):
        raise OSError(errno.EINVAL, "it is no regular file")
    mode = _mode(target)
    usual = stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask()
    _seal(part, None if private else usual)
    place = target.resolve()  # through a symlink, which stays
    part.replace(place)
    sync_folder(place.parent)


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """Keep other runs away from a file or a folder: by a file beside it, since the target itself is replaced meanwhile.

    Raises:
        BlockingIOError: another run is at work on it.
        OSError: nothing can be written beside it.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover  # Windows, where nobody else can write an open file anyhow
        yield
        return
    place = target.resolve()
    lock = place.with_name(f".{place.name}.lock")
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), lock.stat()):
                break
        os.close(handle)  # of a run that ended, and removed it, between the two calls
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(handle)


@contextlib.contextmanager
def _part(target: Path, pieces: Iterable[bytes]) -> Iterator[Path]:
    """A file with these pieces beside the target, private to its owner; removed at the end unless renamed."""
    import tempfile  # only for this

    place = target.resolve()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:60]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _seal(part: Path, mode: int | None) -> None:
    """Force a finished part to the disk, and set its mode unless that is None."""
    _sync(part)
    if mode is not None:
        part.chmod(mode)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where that is possible."""
    with contextlib.suppress(OSError):  # some file systems, and Windows, refuse this for folders
        _sync(folder)


def _sync(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
