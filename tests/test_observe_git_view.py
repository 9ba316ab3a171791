"""A git repository is read as it is, whatever form it has, and nothing that it says is obeyed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.errors import StagecliError, UsageError
from stagecli.observe.git import running
from stagecli.observe.git.history import Repository
from stagecli.observe.git.reading import opened
from tests.conftest import UNMEASURED, examples
from tests.repositories import Builder, chain, git, grown

ROOT = Path(__file__).parent.parent
OLD = {
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/nowhere",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_INDEX_FILE": "/nowhere",
    "GIT_NAMESPACE": "other",
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "i18n.logOutputEncoding",
    "GIT_CONFIG_VALUE_0": "UTF-16",
    "GIT_CONFIG_KEY_1": "log.mailmap",
    "GIT_CONFIG_VALUE_1": "false",
    "GIT_CONFIG_PARAMETERS": "'color.ui=always'",
    "GIT_TRACE": "1",
    "GIT_SHALLOW_FILE": "/nowhere",
    "GIT_EXEC_PATH": "/nowhere",
    "GIT_CEILING_DIRECTORIES": "/",
}
"""What the caller may have set for a git of its own."""


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    with Builder(tmp_path / "repository") as made:
        yield made


def read(folder: Path) -> Repository:
    with opened(folder) as reader:
        return reader.repository()


def test_nothing_was_ever_committed(builder: Builder) -> None:
    assert read(builder.path) == Repository(main=(), commits={}, tags=(), shallow=False, treeless=False)


def test_head_may_be_anywhere_if_the_main_line_of_origin_is_known(tmp_path: Path) -> None:
    origin = grown(tmp_path / "origin")
    git(tmp_path, "clone", "-q", str(origin.path), "clone")
    clone = tmp_path / "clone"
    main = read(origin.path).main
    git(clone, "checkout", "-q", "-b", "feature")
    git(clone, "commit", "-q", "--allow-empty", "-m", "feature")
    assert read(clone).main == main
    git(clone, "checkout", "-q", "--detach", "HEAD~2")
    assert read(clone).main == main
    git(clone, "pack-refs", "--all")
    assert read(clone).main == main
    git(clone, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    assert read(clone).main == tuple(git(clone, "rev-list", "--first-parent", "HEAD").splitlines())


def test_a_head_of_no_branch_among_others_is_an_error(builder: Builder) -> None:
    builder.commit({"a": "1"}, 1000, branch="other")
    with pytest.raises(UsageError, match="HEAD names a branch that does not exist"):
        read(builder.path)


def test_a_linked_work_tree_is_the_repository_it_belongs_to(tmp_path: Path) -> None:
    builder = grown(tmp_path / "one")
    builder.git("worktree", "add", "-q", "-b", "linked", str(tmp_path / "linked"), "main~1")
    assert read(tmp_path / "linked") == read(builder.path)
    builder.git("worktree", "add", "-q", "--detach", str(builder.path / "inside"))
    assert read(builder.path / "inside") == read(builder.path / ".git") == read(builder.path)


def test_a_submodule_is_read_through_its_git_file(tmp_path: Path) -> None:
    builder = grown(tmp_path / "one")
    outer = Builder(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(builder.path), "inner")
    assert read(outer.path / "inner").main == read(builder.path).main


def test_borrowed_objects_are_read(tmp_path: Path) -> None:
    builder = grown(tmp_path / "one")
    git(tmp_path, "clone", "-q", "--shared", str(builder.path), "two")
    git(tmp_path, "clone", "-q", "--shared", str(tmp_path / "two"), "three")
    assert read(tmp_path / "three").main == read(builder.path).main


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    builder = grown(tmp_path / "one")
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{builder.path}", "clone")
    with opened(tmp_path / "clone") as reader:
        found = reader.repository()
        assert found.shallow
        assert list(found.main) == git(tmp_path / "clone", "rev-list", "--first-parent", "HEAD").splitlines()
        last = found.commits[found.main[-1]]
        assert last.parents == ()
        assert list(reader.changed_paths([(last.hash, "")])) == [(last.hash, ("a.py", "b.py", "docs/x.md"))]


@pytest.mark.parametrize("bare", [True, False])
@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_a_partial_clone_is_read_and_nothing_fetched(tmp_path: Path, filtered: str, bare: bool) -> None:
    builder = grown(tmp_path / "one")
    builder.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    kind = ["--bare"] if bare else []
    git(tmp_path, "clone", "-q", *kind, f"--filter={filtered}", f"file://{builder.path}", "clone")
    before = sorted(clone.rglob("*"))
    with opened(clone) as reader:
        found = reader.repository()
        assert found.main == read(builder.path).main
        assert found.treeless == (filtered == "tree:0")
        newest, older = found.main[0], found.main[1]
        if not found.treeless:
            assert list(reader.changed_paths([(newest, older)])) == [(newest, ("a.py", "c/a.py", "link"))]
            assert reader.paths(newest) == ["b.py", "c/a.py", "docs/x.md", "link"]
        else:
            with pytest.raises(UsageError, match="is a partial clone"):
                list(reader.changed_paths([(newest, older)]))
            with pytest.raises(UsageError, match="is a partial clone"):
                reader.paths(older)
        if not found.treeless:
            assert len(list(reader.texts(newest, ["b.py"]))) == (0 if bare else 1)
    assert sorted(clone.rglob("*")) == before


def test_nothing_is_written_into_a_repository_or_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = grown(tmp_path / "one")
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(own))

    def state() -> list[tuple[str, int]]:
        return sorted((str(path), path.stat().st_mtime_ns) for path in builder.path.rglob("*"))

    before = state()
    with opened(builder.path) as reader:
        found = reader.repository()
        list(reader.texts(found.main[0], reader.paths(found.main[0])))
        assert len(list(own.iterdir())) == 1
    assert state() == before
    assert list(own.iterdir()) == []

    def interrupt() -> Iterator[tuple[str, str]]:
        yield found.main[0], found.main[1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), opened(builder.path) as reader:
        list(reader.changed_paths(interrupt()))
    assert list(own.iterdir()) == []


def test_what_the_caller_set_for_git_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = grown(tmp_path / "one")
    before = read(builder.path)
    for name, value in OLD.items():
        monkeypatch.setenv(name, value)
    assert read(builder.path) == before


@examples(25)
@given(
    days=st.lists(st.integers(0, 2_000_000_000), min_size=1, max_size=6),
    tagged=st.dictionaries(st.sampled_from(["v1", "v1.0", "deep/er/v-2", "δύο", "\udcff"]), st.booleans()),
    packed=st.booleans(),
)
def test_names_may_be_packed_or_loose_and_the_repository_bare_or_linked(
    tmp_path_factory: pytest.TempPathFactory, days: list[int], tagged: dict[str, bool], packed: bool
) -> None:
    folder = tmp_path_factory.mktemp("property")
    builder = Builder(folder / "one")
    made = chain(builder, days)
    builder.branch("side", made[0])
    builder.commit({"side": "1"}, 7, branch="side")
    builder.merge("side", 8)
    for at, (name, annotated) in enumerate(tagged.items()):
        builder.tag(name, made[at % len(made)], when=9 if annotated else None)
    found = read(builder.path)
    assert len(found.tags) == len(tagged)
    if packed:
        builder.git("pack-refs", "--all")
    builder.git("worktree", "add", "-q", "--no-checkout", str(folder / "linked"), "side")
    git(folder, "clone", "-q", "--mirror", str(builder.path), "bare")
    assert read(builder.path) == read(folder / "linked") == read(folder / "bare") == found


def test_no_folder_without_a_repository_is_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = grown(tmp_path / "one").path / "folder"
    inside.mkdir()
    file = tmp_path / "file"
    file.write_text("x")
    for folder in (inside, tmp_path, file, tmp_path / "missing", Path("a\0b")):
        with pytest.raises(UsageError, match="There is no git repository in"):
            read(folder)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StagecliError, match="git was not found"):
        read(inside.parent)
    (tmp_path / "git").symlink_to("/bin/true")
    monkeypatch.chdir(tmp_path)
    for path in (".", str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(StagecliError, match="git was not found"):
            read(inside.parent)


@pytest.fixture
def silent(builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that is read by a git that says nothing."""
    builder.commit({"a": "1"}, 1000)
    folder = builder.path
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return folder


def test_a_git_that_falls_silent_is_ended(silent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS_WITHOUT_OUTPUT", 0.2)
    with pytest.raises(StagecliError, match=r"git gave no answer for 0\.2 seconds"):
        read(silent)


def test_what_was_made_is_gone_after_an_interrupt(silent: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    code = "import sys; from pathlib import Path; from tests.test_observe_git_view import read; read(Path(sys.argv[1]))"
    environment = {**UNMEASURED, "TMPDIR": str(own), "PATH": os.environ["PATH"]}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(silent)], cwd=ROOT, env=environment, stderr=subprocess.PIPE
    ) as process:
        for _ in range(200):
            if any(own.glob("*/refs")):
                break
            time.sleep(0.05)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert said.splitlines()[-1] == b"KeyboardInterrupt"
    assert list(own.iterdir()) == []
