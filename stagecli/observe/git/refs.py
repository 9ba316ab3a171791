"""What a repository's names stand for, read without git: its main line and its tags."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from stagecli.errors import UsageError
from stagecli.observe.git.plain_files import read_plain

_MOST = 4_096  # bytes of a file with one hash or name
_MOST_PACKED = 32_000_000  # bytes: some 400,000 names
_MOST_FILES = 400_000
_MOST_STEPS = 5  # from name to name, as in git
_FOLDERS = ("refs", "refs/heads", "refs/tags", "refs/remotes", "refs/remotes/origin")
_ORIGIN = "refs/remotes/origin/HEAD"
_NAME = re.compile(  # as `git check-ref-format` has it
    r"(?!.*(?:\.\.|@\{|//|/\.|\.lock(?:/|$)))refs/[^\x00-\x20\x7f~^:?*\[\\]+(?<![./])", re.DOTALL
)


class Refs:
    """The names in a git directory and their hashes, which are checked, and may be of no object."""

    def __init__(self, common: Path, digits: int) -> None:
        """Read the packed names.

        Args:
            common: the git directory that all work trees share.
            digits: how long a hash is, in hexadecimal digits.

        Raises:
            UsageError: they are in no plain file, or a folder of names is a symlink.
        """
        for folder in _FOLDERS:
            if (common / folder).is_symlink():
                raise UsageError("git_not_plain", file=common / folder)
        self._common = common
        self._hash = re.compile(rf"[0-9a-f]{{{digits}}}")
        self._packed = dict(self._lines(read_plain(common / "packed-refs", _MOST_PACKED) or b""))

    def _lines(self, packed: bytes) -> Iterator[tuple[str, str]]:
        for line in packed.split(b"\n"):
            found, _, name = os.fsdecode(line.rstrip(b"\r")).partition(" ")
            if name.startswith("refs/") and self._hash.fullmatch(found) and _NAME.fullmatch(name):
                yield name, found

    def main_line(self) -> str | None:
        """The newest commit of origin's default branch if that is known, otherwise of HEAD; None before the first.

        HEAD is that of the repository: a linked work tree, which has its own, is there for another branch.

        Raises:
            UsageError: HEAD is damaged, or names a branch that does not exist although others do.
        """
        if found := self._resolved(_ORIGIN) or self._resolved("HEAD"):
            return found
        head = self._text("HEAD")
        if not head.startswith("ref: refs/"):
            raise UsageError("git_damaged", where=self._common)
        if any(name.startswith(("refs/heads/", "refs/remotes/")) for name in (*self._packed, *self._loose("heads"))):
            raise UsageError("git_no_main_line")
        return None

    def tags(self) -> dict[str, str]:
        """The hash of each tag, by name without `refs/tags/`; it may be of any kind of object.

        Raises:
            UsageError: a file among them is no plain file, or there are too many.
        """
        names = {*self._packed, *self._loose("tags")}
        found = {name: self._resolved(name) for name in sorted(names) if name.startswith("refs/tags/")}
        return {name.removeprefix("refs/tags/"): value for name, value in found.items() if value is not None}

    def _resolved(self, name: str) -> str | None:
        for _ in range(_MOST_STEPS):
            text = self._text(name)
            if self._hash.fullmatch(text):
                return text
            name = text.removeprefix("ref:").strip()
            if not text.startswith("ref:") or not _NAME.fullmatch(name):
                return None
        return None

    def _text(self, name: str) -> str:
        loose = read_plain(self._common / name, _MOST)
        return self._packed.get(name, "") if loose is None else os.fsdecode(loose.rstrip())

    def _loose(self, kind: str) -> Iterator[str]:
        """Names in files, in no order. Symlinks are not followed."""
        folders, count = [f"refs/{kind}"], 0
        while folders:
            folder = folders.pop()
            try:
                entries = list(os.scandir(self._common / folder))
            except (FileNotFoundError, NotADirectoryError):
                continue
            count += len(entries)
            if count > _MOST_FILES:
                raise UsageError("git_too_much")
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if entry.is_symlink() or not _NAME.fullmatch(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif entry.is_file(follow_symlinks=False):
                    yield name
                else:
                    raise UsageError("git_not_plain", file=Path(entry.path))
