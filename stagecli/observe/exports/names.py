"""Which names in an archive are names of an export's files."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def leads_out(name: str) -> bool:
    """Whether a name leads out of the export, or is none that an export has: absolute, with `..` or control characters.

    Args:
        name: with `/` between folders.

    """
    return (
        name[:1] in ("", "/", "\\")
        or (name[1:2] == ":" and name[0].isalpha())  # a drive
        or (".." in name and ".." in name.split("/"))
        or (not name.isprintable() and _CONTROL.search(name) is not None)
    )


def is_no_file(name: str) -> bool:
    """Whether a name is of a folder, or of what macOS notes of a file beside it.

    Args:
        name: with `/` between folders, and at the end of a folder.

    """
    return name.endswith("/") or (
        ("__MACOSX/" in name and "__MACOSX" in name.split("/")) or ("._" in name and "/._" in f"/{name}")
    )
