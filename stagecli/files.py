"""Files that appear whole or not at all: written beside their place first, then renamed into it.

A device, a pipe or an open file such as `/dev/stdout` is written to, never replaced; a symlink stays, and its target is
replaced; the mode of a file that was there is kept.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO


def write_file(target: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; a device, a pipe or an open file is written to.

    Raises:
        OSError: it could not be written; what was there before is untouched.
    """
    if not replaceable(target):
        with opened(target) as device:
            device.write(data)
        return
    with _part(target, data) as part:
        put_in_place(part, target, private=private)


def create_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        FileExistsError: it is there; it is untouched.
        OSError: it could not be written.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    with _part(target, data) as part:
        _seal(part, 0o666 & ~_umask())
        try:
            os.link(part, target)  # unlike a rename, it replaces nothing that has come in between
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
    """Whether a file can be put there by renaming: there is none yet, or a regular one that is not named as open."""
    mode = _mode(target)
    return (mode is None or stat.S_ISREG(mode)) and _descriptor(target) is None


def opened(target: Path) -> IO[bytes]:
    """What cannot be replaced, to write to: a device or a pipe, or an open file from where it stands.

    Raises:
        OSError: it cannot be opened; a folder, for example.
    """
    descriptor = _descriptor(target)
    return target.open("wb") if descriptor is None else os.fdopen(os.dup(descriptor), "wb")


def _descriptor(target: Path) -> int | None:
    """The number of the open file that a path names, as `/dev/stdout` and `/dev/fd/1` do, also through symlinks."""
    open_files = Path("/dev/fd").resolve()
    for _ in range(40):  # as many symlinks as the system follows
        if target.name.isdecimal() and target.parent.resolve() == open_files:
            return int(target.name)
        if not target.is_symlink():
            return None
        target = target.parent / target.readlink()
    return None


def put_in_place(part: Path, target: Path, *, private: bool = False) -> None:
    """Rename a finished part to its target, durably, with the mode that the target had or would have.

    Raises:
        OSError: it could not be done, or the target is a device or a pipe; it is untouched.
    """
    if not replaceable(target):
        raise OSError(errno.EINVAL, "it is no regular file")
    mode = _mode(target)
    usual = stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask()
    _seal(part, None if private else usual)
    part.replace(target.resolve())  # through a symlink, which stays


@contextlib.contextmanager
def _part(target: Path, data: bytes) -> Iterator[Path]:
    """A file beside the target with the data, for its owner alone; gone at the end unless it was renamed."""
    import tempfile  # only for this

    place = target.resolve()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:60]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _seal(part: Path, mode: int | None) -> None:
    """Have a finished part on the disk, and give it its mode unless it keeps its own."""
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    if mode is not None:
        part.chmod(mode)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
