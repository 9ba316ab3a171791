"""Pipes, symlinks, damage and bombs in a git repository: one clear error, in little time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stagecli.errors import StagecliError, UsageError
from stagecli.observe.git import running
from stagecli.observe.git.reading import opened
from tests.repositories import PLAIN, Builder, git
from tests.test_observe_git_traps import READ, ROOT, read


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    builder = Builder(tmp_path / "repository")
    builder.commit({"a.txt": "0\n"}, "2026-01-01")
    builder.commit({"a.txt": "1\n", "b.py": "2\n"}, "2026-01-02")
    builder.git("reset", "-q", "--hard")
    return builder


@pytest.fixture
def packed(builder: Builder) -> Path:
    """The git directory of a repository that is packed but for one commit, with a tag in a file."""
    builder.git("gc", "-q")
    builder.git("commit", "-q", "--allow-empty", "-m", "loose")
    builder.git("tag", "loose")
    return builder.git_folder


def ended(folder: Path, timeout: float = 20) -> str:
    """What a process of its own says that reads a repository."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "place",
    [
        "HEAD", "config", "shallow", "commondir", "packed-refs", "refs/tags/loose", "refs/remotes/origin/HEAD",
        "objects/info/alternates", "objects/pack/*.idx", "objects/pack/*.pack", "objects/pack/x.keep", "objects/??/*",
    ],
)  # fmt: skip
def test_a_pipe_in_place_of_a_file_is_one_error_at_once(packed: Path, place: str) -> None:
    file = next(iter(sorted(packed.glob(place))), packed / place)
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    if place == "packed-refs":
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run(["git", "log"], cwd=packed, env=PLAIN, capture_output=True, timeout=1, check=False)
    assert "is no plain file, and nothing else belongs there" in ended(packed)


def test_a_pipe_among_borrowed_objects_is_found(packed: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--shared", str(packed.parent), "two")
    git(tmp_path, "clone", "-q", "--shared", str(tmp_path / "two"), "three")
    index = next(packed.glob("objects/pack/*.idx"))
    index.unlink()
    os.mkfifo(index)
    assert "is no plain file" in ended(tmp_path / "three")


def test_a_pipe_that_is_included_is_not_opened(packed: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    git(packed, "config", "include.path", str(tmp_path / "pipe"))
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(["git", "log"], cwd=packed, env=PLAIN, capture_output=True, timeout=1, check=False)
    assert len(read(packed).main) == 3


@pytest.mark.parametrize("place", ["HEAD", "packed-refs", "refs/tags/loose", "refs/tags/folder", "refs/tags"])
def test_symlinks_are_not_followed(packed: Path, place: str, tmp_path: Path) -> None:
    file = packed / place
    target = tmp_path / "elsewhere"
    if file.exists():
        file.rename(target)
    else:
        target.mkdir()
        (target / "x").write_text(git(packed, "rev-parse", "HEAD"))
    file.symlink_to(target)
    if "tags/" in place:
        assert len(read(packed).tags) == (0 if place == "refs/tags/loose" else 1)
    else:
        with pytest.raises(UsageError, match="is no plain file"):
            read(packed)


def test_names_that_lead_out_of_the_repository_are_not_followed(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(git(packed, "rev-parse", "HEAD"))
    for name in ("refs/../../../secret", "/etc/passwd", "refs/heads/..", "refs/heads/a//b", "x" * 5000, "\udcff", "\0"):
        (packed / "HEAD").write_text(f"ref: {name}\n", "utf-8", "surrogateescape")
        with pytest.raises(UsageError):
            read(packed)


def test_borrowing_in_a_circle_ends(packed: Path, tmp_path: Path) -> None:
    (packed / "objects/info/alternates").write_text(f"# none\n{packed}/objects\n{tmp_path}/missing\n../objects\n")
    assert len(read(packed).main) == 3
    for line in ("//machine/share", "\\\\machine\\share", '"quoted"'):
        (packed / "objects/info/alternates").write_text(f"{line}\n")
        with pytest.raises(UsageError, match="is damaged"):
            read(packed)


@pytest.mark.parametrize("damage", ["commit", "tree", "pack"])
def test_a_damaged_repository_is_one_error(packed: Path, damage: str) -> None:
    if damage == "pack":
        pack = next(packed.glob("objects/pack/*.pack"))
        pack.chmod(0o644)
        pack.write_bytes(pack.read_bytes()[:20] + b"x" * 40)
    else:
        name = git(packed, "rev-parse", "HEAD" if damage == "commit" else "HEAD^{tree}")
        (packed / "objects" / name[:2]).mkdir(exist_ok=True)
        file = packed / "objects" / name[:2] / name[2:]
        file.unlink(missing_ok=True)
        for each in packed.glob("objects/pack/*") if damage == "tree" else ():
            each.unlink()
        file.write_bytes(b"damaged")
    with pytest.raises(UsageError, match="is damaged or incomplete"), opened(packed) as reader:
        reader.paths(reader.repository().main[0])


def test_a_tree_that_stands_for_ten_thousand_million_files_is_given_up(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = builder.git("hash-object", "-w", "--stdin", stdin=b"x")
    kind = "100644 blob"
    for _ in range(10):
        lines = "".join(f"{kind} {at}\tf{name}\n" for name in range(10))
        at, kind = builder.git("mktree", stdin=lines.encode()), "040000 tree"
    bomb = builder.git("commit-tree", at, "-m", "bomb", "-p", "main")
    builder.git("update-ref", "refs/heads/main", bomb)
    monkeypatch.setattr(running, "_MOST_MEMORY", 100_000_000)  # so that it does not take ten seconds
    start = time.monotonic()
    with opened(builder.path) as reader:
        main = reader.repository().main
        with pytest.raises(StagecliError, match="is larger than what can be read here"):
            reader.paths(bomb)
        with pytest.raises(StagecliError, match="is larger than what can be read here"):
            list(reader.changed_paths([(main[1], main[2]), (main[0], main[1])]))
    assert time.monotonic() - start < 60
