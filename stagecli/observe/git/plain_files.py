"""Files under a git directory that somebody else made: read only if they are plain, and small enough."""

import os
import stat
from pathlib import Path

from stagecli.errors import UsageError, reason

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe is opened at once, and then refused
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_plain(file: Path, most: int) -> bytes | None:
    """Read a regular file of at most so many bytes; None if nothing or a folder is there.

    Raises:
        UsageError: it is a pipe, a symlink, a device, too large, or cannot be read.
    """
    try:
        if file.is_symlink():  # where O_NOFOLLOW is unknown, too
            raise UsageError("git_not_plain", file=file)
        handle = os.open(file, _FLAGS)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise UsageError("git_unreadable", file=file, why=reason(error)) from None
    with os.fdopen(handle, "rb") as opened:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            return None
        if not stat.S_ISREG(mode):
            raise UsageError("git_not_plain", file=file)
        try:
            data = opened.read(most + 1)
        except OSError as error:
            raise UsageError("git_unreadable", file=file, why=reason(error)) from None
    if len(data) > most:
        raise UsageError("git_too_large", file=file, most=most)
    return data
