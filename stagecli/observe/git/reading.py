"""Reads a repository, whoever made it: commits and tags, which paths changes touch, and small files."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from stagecli.errors import StagecliError, UsageError
from stagecli.observe.git.commits import FORMAT, LONGEST, read_commits
from stagecli.observe.git.history import Commit, Repository
from stagecli.observe.git.object_contents import MOST_BYTES, contents, described
from stagecli.observe.git.running import records
from stagecli.observe.git.tags import peeled, tags
from stagecli.observe.git.view import View, opened_view

_MOST_HISTORY = 8_000_000_000  # bytes
_MOST_CHANGED = 1_000_000_000
_MOST_LISTED = 100_000_000
_MOST_PATHS = 1_000_000  # of one change
_FILES = (b"100644", b"100755", b"100664")  # the last one is from old versions of git
_SYMLINK = b"120000"
_LOG = [
    "log", "-z", f"--format={FORMAT}", "--encoding=UTF-8", "--no-show-signature", "--no-color", "--no-notes",
    "--no-decorate", "--no-textconv", "--no-ext-diff", "--no-renames", "--stdin",
]  # fmt: skip
_DIFF = [
    "diff-tree", "--stdin", "-r", "-z", "--name-status", "--root", "--always", "--no-color", "--no-textconv",
    "--no-ext-diff", "--no-renames",
]  # fmt: skip
"""A status beside each path tells it from the line of a commit, whatever files are called."""
_LIST = ["ls-tree", "-z", "--full-tree"]


class RepositoryReader:
    """A repository that can be read. Each method runs git anew, and keeps nothing.

    Every method raises UsageError if the repository is damaged or what is asked for is missing in a partial clone, and
    StagecliError if git fell silent or there is too much. Hashes are those of `repository`.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    def repository(self) -> Repository:
        """Its commits and tags: all that the main line and the tags reach."""
        view = self._view
        found = peeled(view)
        tips = dict.fromkeys(commit for commit, _ in found.values()) | ({view.main: None} if view.main else {})
        commits = self._commits(list(tips)) if tips else {}
        if view.main and view.main not in commits:
            raise UsageError("git_damaged", where=view.directory)
        main = tuple(_first_parents(view.main, commits)) if view.main else ()
        return Repository(
            main=main, commits=commits, tags=tags(found, commits), shallow=view.shallow, treeless=self._treeless(main)
        )

    def changed_paths(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Which paths a commit changed, also symlinks and submodules; in the order asked for.

        Args:
            pairs: a commit and the parent to compare it with; "" for one without parents, which is compared with
                nothing.

        Yields:
            The commit and the paths. Bytes that are no UTF-8 are kept as `surrogateescape` has them.
        """
        lines = (f"{commit} {parent}".rstrip().encode() + b"\n" for commit, parent in pairs)
        commit, paths = "", list[bytes]()
        is_path = False
        for batch in records(self._view.run(_DIFF, lines, most=_MOST_CHANGED), LONGEST):
            for token in batch:
                if is_path:
                    paths.append(token)
                    is_path = False
                elif len(token) < 40:
                    is_path = True
                else:
                    if commit:
                        yield commit, _decoded(paths)
                    commit, paths = token.decode("ascii"), []
            if len(paths) > _MOST_PATHS:
                raise StagecliError("git_too_much")
        if commit:
            yield commit, _decoded(paths)

    def paths(self, commit: str) -> list[str]:
        """The paths of all files and symlinks in a commit, encoded as those of `changed_paths`."""
        wanted = (*_FILES, _SYMLINK)
        return [path.decode("utf-8", "surrogateescape") for mode, _, path in self._listed(commit) if mode in wanted]

    def texts(self, commit: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The path and the text of those of these paths that are text files of at most 256 KB and not missing."""
        wanted = {path.encode("utf-8", "surrogateescape"): path for path in paths}
        found = {
            wanted[path]: blob for mode, blob, path in self._listed(commit) if path in wanted and mode in _FILES
        }  # fmt: skip
        there = zip(found, described(self._view, found.values()), strict=True)
        small = {path: at.hash for path, at in there if at is not None and at.kind == "blob" and at.size <= MOST_BYTES}
        for path, content in zip(small, contents(self._view, small.values()), strict=True):
            if b"\0" not in content:
                yield path, content.decode("utf-8", "replace")

    def _commits(self, tips: list[str]) -> dict[str, Commit]:
        mailmap = self._view.git.folder / "mailmap"
        with contextlib.suppress(UsageError):  # the tree, or the file, is missing
            mailmap.write_bytes(self._mailmap())
        lines = (f"{tip}\n".encode() for tip in tips)
        return read_commits(records(self._view.run(_LOG, lines, most=_MOST_HISTORY), LONGEST))

    def _mailmap(self) -> bytes:
        """The newest commit's list of people's names, if it is a small regular file; it speaks for all commits."""
        if not self._view.main:
            return b""
        found = [blob for mode, blob, _ in self._listed(self._view.main, ".mailmap") if mode in _FILES]
        small = [at.hash for at in described(self._view, found) if at is not None and at.size <= MOST_BYTES]
        return b"".join(contents(self._view, small))

    def _treeless(self, main: tuple[str, ...]) -> bool:
        """Whether trees of the main line are missing; asked for only where objects may be."""
        return self._view.partial and None in described(self._view, (f"{commit}^{{tree}}" for commit in main))

    def _listed(self, commit: str, path: str | None = None) -> Iterator[tuple[bytes, str, bytes]]:
        """Mode, hash and path of all that is in a commit, or of one thing in its top folder."""
        depth = ["-r"] if path is None else []
        arguments = [*_LIST, *depth, "--end-of-options", commit, *([] if path is None else [path])]
        for batch in records(self._view.run(arguments, most=_MOST_LISTED), LONGEST):
            for record in batch:
                entry, _, name = record.partition(b"\t")
                mode, _, blob = entry.split(b" ")
                yield mode, blob.decode("ascii"), name


def _first_parents(tip: str, commits: dict[str, Commit]) -> Iterator[str]:
    at = commits.get(tip)
    while at is not None:
        yield at.hash
        at = commits.get(at.parents[0]) if at.parents else None


def _decoded(paths: list[bytes]) -> tuple[str, ...]:
    return tuple([path.decode("utf-8", "surrogateescape") for path in paths])


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[RepositoryReader]:
    """Open the repository in a folder: a work tree's top folder, or a bare repository.

    Raises:
        StagecliError: there is no git, or no repository that can be read safely.
    """
    with opened_view(folder) as view:
        yield RepositoryReader(view)
