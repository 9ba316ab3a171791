"""A view of somebody else's repository: a git directory of our own over its objects.

Git obeys a repository's settings, hooks and attributes, which can name programs to run. With the view it sees none of
them, nor the settings of the machine or of its user: only the objects. Nothing is written into the repository.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from stagecli.errors import StagecliError, UsageError
from stagecli.observe.git.directory import find_directory
from stagecli.observe.git.object_files import check_objects
from stagecli.observe.git.plain_files import read_plain
from stagecli.observe.git.refs import Refs
from stagecli.observe.git.running import Failed, Git, records

_MOST_CONFIG = 1_000_000
_MOST_SHALLOW = 16_000_000
_DIGITS = {"sha1": 40, "sha256": 64}
_NO_SUCH_KEY = 1  # with what code `git config` ends then
_CONFIG = """\
[core]
	repositoryFormatVersion = {version}
	bare = true
	commitGraph = false
	multiPackIndex = false
	hooksPath = {nothing}
	attributesFile = {nothing}
[mailmap]
	file = mailmap
	blob =
[protocol]
	allow = never
"""
"""`mailmap.file` is from the view, in which git runs. Without a remote, git can fetch nothing."""


class View(Struct, frozen=True, kw_only=True):
    """What is known of a repository before git has read it, and the way to run git on it."""

    git: Git
    """Runs in the git directory of our own, and knows no other."""
    main: str | None
    """The main line's newest commit; None if nothing was ever committed."""
    tags: dict[str, str]
    """Hashes of objects of any kind, by name."""
    shallow: bool
    partial: bool
    """Whether objects were left where the clone came from."""
    directory: Path
    """Theirs."""

    def run(self, arguments: Sequence[str], lines: Iterable[bytes] = (), *, most: int) -> Iterator[bytes]:
        """Run git and yield what it writes, as it comes.

        Args:
            arguments: without options for git as a whole; revisions are hashes.
            lines: for its standard input.
            most: bytes that it may write.

        Raises:
            UsageError: an object is missing or damaged.
            StagecliError: git was silent for too long, or wrote or took too much.
        """
        try:
            yield from self.git.output(["--no-pager", "--no-replace-objects", *arguments], lines, most=most)
        except Failed:
            key = "git_incomplete" if self.partial else "git_damaged"
            raise UsageError(key, where=self.directory) from None


@contextlib.contextmanager
def opened_view(folder: Path) -> Iterator[View]:
    """Make a view of the repository in a folder, and take it away in the end.

    Args:
        folder: a work tree's top folder, or a bare repository.

    Raises:
        StagecliError: there is no git, or no repository that can be read safely.
    """
    program = find_git()
    directory = find_directory(folder)
    objects = directory / "objects"
    partial = check_objects(objects)
    with tempfile.TemporaryDirectory(prefix="stagecli-", ignore_cleanup_errors=True) as made:
        own = Path(os.path.realpath(made))
        git = Git(program, own, _environment(own, objects))
        try:
            (own / "refs").mkdir()
            (own / "HEAD").write_text("ref: refs/heads/none\n", "ascii")  # of no branch: only hashes are asked for
            object_format = _object_format(git, read_plain(directory / "config", _MOST_CONFIG) or b"", directory)
            (own / "config").write_text(_config(object_format), "ascii")
            digits = _DIGITS[object_format]
            shallow = _shallow(read_plain(directory / "shallow", _MOST_SHALLOW) or b"", digits)
            if shallow:
                (own / "shallow").write_bytes(shallow)
            refs = Refs(directory, digits)
            yield View(
                git=git,
                main=refs.main_line(),
                tags=refs.tags(),
                shallow=bool(shallow),
                partial=partial,
                directory=directory,
            )
        finally:
            git.end()


def find_git() -> str:
    """The absolute path of git.

    Raises:
        StagecliError: it is not installed, or found only through the current folder, which may be somebody else's.
    """
    found = shutil.which("git")
    if found is None or not Path(found).is_absolute() or Path(found).parent.resolve() == Path.cwd():
        raise StagecliError("git_no_program")
    return found


def _environment(own: Path, objects: Path) -> dict[str, str]:
    """All that git is told; nothing of the caller's but what Windows cannot do without."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {
        "HOME": str(own),
        "LC_ALL": "C",
        "GIT_DIR": str(own),
        "GIT_OBJECT_DIRECTORY": str(objects),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_FLUSH": "0",  # it writes when its buffer is full, not after each commit
    }


def _config(object_format: str) -> str:
    extension = "" if object_format == "sha1" else f"[extensions]\n\tobjectFormat = {object_format}\n"
    return _CONFIG.format(version=1 if extension else 0, nothing=os.devnull) + extension


def _object_format(git: Git, config: bytes, directory: Path) -> str:
    """The one thing that is needed of their settings, which git reads here without obeying them."""
    keys = r"^extensions\.(objectformat|refstorage)$"
    arguments = ["config", "--file", "-", "--no-includes", "-z", "--get-regexp", keys]
    found: dict[str, str] = {}
    try:
        chunks = git.output(arguments, (config,), most=_MOST_CONFIG)
        for record in (each for batch in records(chunks, _MOST_CONFIG) for each in batch):
            key, _, value = record.decode("utf-8", "replace").partition("\n")
            found[key] = value.casefold()
    except Failed as failed:
        if failed.code != _NO_SUCH_KEY:
            raise UsageError("git_damaged", where=directory) from None
    if (storage := found.get("extensions.refstorage", "files")) != "files":
        raise UsageError("git_reftable", folder=directory, given=storage)
    if (object_format := found.get("extensions.objectformat", "sha1")) not in _DIGITS:
        raise UsageError("git_damaged", where=directory)
    return object_format


def _shallow(given: bytes, digits: int) -> bytes:
    """Where history was cut off: a hash a line."""
    lines = (line.strip() for line in given.split(b"\n"))
    return b"".join(line + b"\n" for line in lines if len(line) == digits and not line.strip(b"0123456789abcdef"))
