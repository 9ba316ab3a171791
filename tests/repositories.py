"""Git repositories that tests build: with dates and names that they say, and none of the machine's settings.

`git fast-import` makes the commits, one process for all of them, so a hundred cost as much as one.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple, Self

import pytest

if shutil.which("git") is None:
    pytest.skip("git is missing", allow_module_level=True)

ADA = "Ada Byron <ada@example.org>"
BO = "Bo Lind <bo@example.org>"
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Ada Byron",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "Ada Byron",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}
"""The environment in which git obeys a repository, and nothing else on the machine."""

When = int | str
"""Seconds since 1970, or an ISO date or time in UTC, such as `2026-01-31` or `2026-01-31T12:00`."""


class Entry(NamedTuple):
    """What is at a path, if it is no plain file: `100755` is a program, `120000` a symlink, `160000` a submodule."""

    content: str
    mode: str


Files = Mapping[str, str | bytes | Entry | None]
"""What a commit changes, by path: the new content; None takes the file away."""


def seconds(when: When) -> int:
    """Seconds since 1970."""
    return when if isinstance(when, int) else int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())


def git(folder: Path, *arguments: str, stdin: bytes = b"", check: bool = True, **environment: str) -> str:
    """Run git as anybody would, obeying the repository; its output without the last line end."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=stdin, capture_output=True, env={**PLAIN, **environment}, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0 or not check, done.stderr.decode(errors="replace")
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


class Builder:
    """A repository that grows. `path` and `git` see all that was done before; `tips` has the branches' newest commits.

    `main` is the branch of HEAD. There is no work tree until `git("reset", "--hard")` makes one.
    """

    def __init__(self, folder: Path, *, bare: bool = False, object_format: str = "sha1") -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._changes: dict[str, Files] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._marks: dict[str, str] = {}
        self._numbers = count(1)
        self.tips: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "-q", "-b", "main", f"--object-format={object_format}", *(["--bare"] if bare else []))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._finish()

    @property
    def path(self) -> Path:
        """Its folder."""
        self._finish()
        return self._folder

    @property
    def git_folder(self) -> Path:
        """Its git directory."""
        return self.path / ".git" if (self.path / ".git").exists() else self.path

    def git(self, *arguments: str, stdin: bytes = b"", check: bool = True, **environment: str) -> str:
        """Run git in it."""
        return git(self.path, *arguments, stdin=stdin, check=check, **environment)

    def commit(
        self,
        files: Files,
        when: When,
        *,
        written: When | None = None,
        author: str = ADA,
        committer: str | None = None,
        message: str | bytes = "Change",
        branch: str = "main",
        parents: Sequence[str] | None = None,
    ) -> str:
        """Commit on a branch and return the hash.

        Args:
            files: what changes against the first parent.
            when: it lands, on the branch.
            written: the author's date; the same unless given.
            author: `Name <address>`.
            committer: the author unless given.
            message: the whole of it.
            branch: begins at this commit if it is new.
            parents: hashes; the branch's newest commit unless given. None are needed for the first commit of a branch.
        """
        if parents is None:
            parents = [self.tips[branch]] if branch in self.tips else []
        landed = seconds(when)
        mark = f":{next(self._numbers)}"
        lines = [
            f"author {author} {landed if written is None else seconds(written)} +0000",
            f"committer {committer or author} {landed} +0000",
        ]
        self._write(f"reset refs/heads/{branch}\ncommit refs/heads/{branch}\nmark {mark}\n" + "\n".join(lines) + "\n")
        self._data(message if isinstance(message, bytes) else message.encode())
        for at, parent in enumerate(parents):
            self._write(f"{'merge' if at else 'from'} {self._marks.get(parent, parent)}\n")
        self._changed(files)
        self._write(f"\nget-mark {mark}\n")
        made = self._answer()
        self.tips[branch], self._marks[made] = made, mark
        self._changes[made], self._parents[made] = files, tuple(parents)
        return made

    def branch(self, name: str, at: str) -> None:
        """Begin a branch at a commit, or move it there."""
        self._write(f"reset refs/heads/{name}\nfrom {self._marks.get(at, at)}\n\n")
        self.tips[name] = at

    def merge(
        self,
        other: str,
        when: When,
        *,
        files: Files | None = None,
        branch: str = "main",
        author: str = ADA,
        message: str | bytes = "Merge",
    ) -> str:
        """Merge a commit, or a branch's newest, into a branch: what it changed is taken over, then `files` changed."""
        tip, theirs = self.tips[branch], self.tips.get(other, other)
        ours, brought = self.reached(tip), self.reached(theirs)
        changes = {
            path: content
            for commit, changed in self._changes.items()
            if commit in brought and commit not in ours
            for path, content in changed.items()
        }
        return self.commit(
            {**changes, **(files or {})}, when, author=author, message=message, branch=branch, parents=[tip, theirs]
        )

    def tag(self, name: str, at: str | None = None, *, when: When | None = None, tagger: str = ADA) -> None:
        """Tag an object, by default the newest commit of `main`: annotated if `when` is given, otherwise lightweight.

        Any object can be tagged that git knows by this name, a tag too.
        """
        target = at or self.tips["main"]
        if when is None:
            self.git("update-ref", f"refs/tags/{name}", self.git("rev-parse", target))
            return
        target = self.git("rev-parse", target)
        kind = self.git("cat-file", "-t", target)
        text = f"object {target}\ntype {kind}\ntag {name}\ntagger {tagger} {seconds(when)} +0000\n\n{name}\n"
        self.git("update-ref", f"refs/tags/{name}", self.git("mktag", stdin=text.encode("utf-8", "surrogateescape")))

    def reached(self, commit: str) -> set[str]:
        """The commit and all that it builds on."""
        found: set[str] = set()
        left = [commit]
        while left:
            found.add(each := left.pop())
            left += [parent for parent in self._parents[each] if parent not in found]
        return found

    def _write(self, text: str) -> None:
        if self._process is None:
            self._process = subprocess.Popen(
                ["git", "fast-import", "--quiet", "--force", "--date-format=raw-permissive"],
                cwd=self._folder, env=PLAIN, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        assert self._process.stdin is not None
        self._process.stdin.write(text.encode("utf-8", "surrogateescape"))

    def _data(self, content: bytes) -> None:
        self._write(f"data {len(content)}\n")
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(content + b"\n")

    def _changed(self, files: Files) -> None:
        for path, content in files.items():
            quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            entry = content if isinstance(content, Entry) else None
            if content is None:
                self._write(f'D "{quoted}"\n')
            elif entry is not None and entry.mode == "160000":
                self._write(f'M 160000 {entry.content} "{quoted}"\n')
            else:
                self._write(f'M {entry.mode if entry else "100644"} inline "{quoted}"\n')
                text = entry.content if entry else content
                self._data(text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogateescape"))

    def _answer(self) -> str:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.flush()
        answer = self._process.stdout.readline().decode().strip()
        assert answer, "git fast-import ended"
        return answer

    def _finish(self) -> None:
        if self._process is not None:
            self._process.communicate(timeout=60)
            assert self._process.returncode == 0
            self._process = None
            self._marks.clear()  # the next process knows them by hash


def chain(builder: Builder, days: Iterable[When], *, author: str = ADA, branch: str = "main") -> list[str]:
    """A commit on each of these days, each to a file of its own; their hashes, oldest first."""
    return [builder.commit({f"{at}.txt": f"{day}\n"}, day, author=author, branch=branch) for at, day in enumerate(days)]


def grown(folder: Path, *, object_format: str = "sha1") -> Builder:
    """A repository with a merge, a rename and tags of every kind."""
    builder = Builder(folder, object_format=object_format)
    first = builder.commit({"a.py": "1\n", "docs/x.md": "x\n"}, "2026-01-01")
    builder.branch("topic", first)
    builder.commit({"b.py": "2\n"}, "2026-01-03", written="2026-01-02T12:00", author=BO, branch="topic")
    builder.commit({"b.py": "3\n"}, "2026-01-04", author=BO, branch="topic", message="Topic\n\nSigned-off-by: Bo <b>\n")
    builder.commit({"a.py": "4\n"}, "2026-01-05")
    builder.merge("topic", "2026-01-06")
    builder.tag("light", first)
    builder.tag("v1", when="2026-01-07T01:00")
    builder.tag("nested", "v1", when="2026-01-08")
    builder.tag("of-a-blob", "main:a.py")
    builder.tag("of-a-tree", "main^{tree}", when="2026-01-09")
    builder.commit({"a.py": None, "c/a.py": "4\n", "link": Entry("b.py", "120000")}, "2026-01-10")
    return builder
