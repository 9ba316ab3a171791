"""Where a repository's git directory is, found without git."""

import os
from pathlib import Path

from stagecli.errors import UsageError, reason
from stagecli.observe.git.plain_files import read_plain

_MOST = 65_536  # bytes of a file that holds one path


def find_directory(folder: Path) -> Path:
    """Find the git directory that all work trees of a repository share, from one of them or from a bare repository.

    Folders above are not searched: they may be a repository of something else.

    Raises:
        UsageError: there is none, or what leads to it cannot be read.
    """
    try:
        own = _own(folder)
        if (own / "HEAD").exists():
            shared = read_plain(own / "commondir", _MOST)  # in the git directory of a linked work tree
            directory = own if shared is None else own / _path(shared)
            if (directory / "objects").is_dir():
                return Path(os.path.realpath(directory))
    except OSError as error:
        raise UsageError("git_unreadable", file=folder, why=reason(error)) from None
    raise UsageError("git_no_repository", folder=folder)


def _own(folder: Path) -> Path:
    """The git directory of a work tree; the folder itself if it is none."""
    place = folder / ".git"
    if place.is_dir():
        return place
    if place.is_file() and (said := read_plain(place, _MOST)) is not None and said.startswith(b"gitdir: "):
        return folder / _path(said.removeprefix(b"gitdir: "))
    return folder


def _path(line: bytes) -> str:
    return os.fsdecode(line.rstrip(b"\r\n"))
