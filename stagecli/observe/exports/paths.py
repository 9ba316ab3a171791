"""Which paths in an archive are paths of an export's files."""

import re
from collections.abc import Iterable

_LONGEST = 1000  # characters; patterns are looked for at each folder of a path
_PRIVATE = re.compile(r"(?:^|/)(?:messages|inbox|direct messages)/", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def leads_out(path: str) -> bool:
    """Whether a path leads out of the export, or is none that an export has.

    It is absolute, has `..` or control characters in it, or is of more than 1,000 characters.

    Args:
        path: with `/` between folders.

    """
    return (
        len(path) > _LONGEST
        or path[:1] in ("", "/", "\\")
        or (path[1:2] == ":" and path[0].isalpha())  # a drive
        or (".." in path and ".." in path.split("/"))
        or (not path.isprintable() and _CONTROL.search(path) is not None)
    )


def is_no_file(path: str) -> bool:
    """Whether a path is of a folder, or of what macOS notes of a file beside it.

    Args:
        path: with `/` between folders, and at the end of a folder.

    """
    return path.endswith("/") or (
        ("__MACOSX/" in path and "__MACOSX" in path.split("/")) or ("._" in path and "/._" in f"/{path}")
    )


def is_private(path: str) -> bool:
    """Whether a file is among messages, where nothing is ever opened, whatever it is called."""
    return _PRIVATE.search(path) is not None


def without_private_files(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths of which those among messages are cut to their folders: these still tell a platform."""
    return tuple(path[: path.rindex("/") + 1] if is_private(path) else path for path in paths)
