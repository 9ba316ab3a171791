"""A git repository is read as it is, whatever form it has, and nothing that it says is obeyed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.errors import StagecliError, UsageError
from stagecli.observe.git import running
from stagecli.observe.git.history import Person, Repository
from stagecli.observe.git.reading import opened
from tests.conftest import examples
from tests.repositories import ADA, BO, Builder, Entry, chain, git

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


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_the_graph_is_that_of_git(tmp_path: Path, object_format: str) -> None:
    builder = grown(tmp_path / "one", object_format=object_format)
    found = read(builder.path)
    said = [line.split() for line in builder.git("rev-list", "--parents", "--all", "--tags").splitlines()]
    assert {each.hash: list(each.parents) for each in found.commits.values()} == {one: more for one, *more in said}
    assert list(found.main) == builder.git("rev-list", "--first-parent", "main").splitlines()
    times = builder.git("log", "--all", "--format=%H %at %ct").splitlines()
    assert {f"{each.hash} {each.written} {each.landed}" for each in found.commits.values()} == set(times)
    assert (found.shallow, found.treeless) == (False, False)


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_tags_lead_to_commits_and_have_the_time_of_their_tagger(tmp_path: Path, object_format: str) -> None:
    builder = grown(tmp_path / "one", object_format=object_format)
    assert [(tag.name, tag.commit, tag.day) for tag in read(builder.path).tags] == [
        ("light", builder.git("rev-parse", "main~3"), 1767225600),
        ("nested", builder.git("rev-parse", "main~1"), 1767830400),
        ("v1", builder.git("rev-parse", "main~1"), 1767747600),
    ]


def test_commits_have_their_people_subjects_and_trailers(builder: Builder) -> None:
    message = "Über " + "x" * 300 + "\nsecond\n\nbody by: nobody\n\nReviewed-by: C <c@x>\nco-authored-by: D <d@x>\nno\n"
    made = builder.commit({"a": "1"}, 1000, written=500, author=ADA, committer=BO, message=message)
    commit = read(builder.path).commits[made]
    assert commit.author == Person("Ada Byron", "ada@example.org")
    assert commit.committer == Person("Bo Lind", "bo@example.org")
    assert (commit.written, commit.landed, commit.parents) == (500, 1000, ())
    assert commit.subject == "Über " + "x" * 195
    assert commit.trailers == ("Reviewed-by: C <c@x>", "co-authored-by: D <d@x>")


def test_bytes_that_are_no_text_do_no_harm(builder: Builder) -> None:
    odd = 'd/\udcff\n\t"é'
    made = builder.commit({odd: "1"}, 1000, author="A\x1f\x1b[31m <a\x1f@x>", message=b"\xff\x1f\r\n\n\xfe")
    with opened(builder.path) as reader:
        commit = reader.repository().commits[made]
        assert commit.author == Person("A\x1f\x1b[31m", "a\x1f@x")
        assert commit.subject.startswith("\ufffd\x1f")
        assert reader.paths(made) == [odd]
        assert list(reader.changed_paths([(made, "")])) == [(made, (odd,))]
        assert list(reader.texts(made, [odd])) == [(odd, "1")]


def test_commits_without_sense_are_read(builder: Builder) -> None:
    tree = builder.commit({"a": "1"}, 1000)
    for at, header in enumerate(
        (
            "author\ncommitter\n",
            "author A <a@x> 99999999999999999999 +0000\ncommitter <> -5 +0\n",
            "author A <a\ncommitter B\n",
        )
    ):
        text = f"tree {builder.git('rev-parse', f'{tree}^{{tree}}')}\n{header}\n"
        odd = builder.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=text.encode())
        builder.git("update-ref", f"refs/tags/t{at}", odd)
    found = read(builder.path)
    assert [tag.name for tag in found.tags] == ["t0", "t1", "t2"]
    assert all(0 <= tag.day < 253_402_300_800 for tag in found.tags)


def test_people_are_those_of_the_newest_mailmap(builder: Builder) -> None:
    builder.commit({"a": "1"}, 1000, author="ada <ada@old.example>")
    builder.commit({".mailmap": "Ada Byron <ada@example.org> <ada@old.example>\n"}, 2000)
    assert {commit.author for commit in read(builder.path).commits.values()} == {Person("Ada Byron", "ada@example.org")}


@pytest.mark.parametrize("entry", [Entry("/etc/passwd", "120000"), "#" * 300_000 + "\nEve <e@x> <ada@example.org>\n"])
def test_a_mailmap_that_is_a_symlink_or_too_large_is_not_used(builder: Builder, entry: str | Entry) -> None:
    builder.commit({".mailmap": entry}, 1000)
    assert {commit.author.name for commit in read(builder.path).commits.values()} == {"Ada Byron"}


def test_changed_paths_are_those_of_git(tmp_path: Path) -> None:
    builder = grown(tmp_path / "one")
    with opened(builder.path) as reader:
        commits = reader.repository().commits
        pairs = [(each.hash, parent) for each in commits.values() for parent in each.parents or ("",)]
        found = list(reader.changed_paths(iter(pairs)))
    empty = builder.git("hash-object", "-t", "tree", "--stdin")
    said = [builder.git("diff", "--no-renames", "--name-only", parent or empty, commit) for commit, parent in pairs]
    assert [commit for commit, _ in found] == [commit for commit, _ in pairs]
    assert [list(paths) for _, paths in found] == [paths.splitlines() for paths in said]


def test_a_change_of_nothing_and_files_called_like_commits_are_told_apart(builder: Builder) -> None:
    one = builder.commit({"a": "1"}, 1000)
    two = builder.commit({one: "1", "M": "2", "A": "3"}, 2000)
    three = builder.commit({}, 3000)
    with opened(builder.path) as reader:
        found = list(reader.changed_paths([(three, two), (two, one), (one, "")]))
    assert found == [(three, ()), (two, (one, "A", "M")) if one < "A" else (two, ("A", "M", one)), (one, ("a",))]


def test_many_changes_are_asked_for_and_read_at_the_same_time(builder: Builder) -> None:
    files = {f"folder-with-a-long-name/{at:050}": "x" for at in range(200)}
    made = [builder.commit(files, 1)]
    made += [builder.commit(dict.fromkeys(files, str(at)), at) for at in range(2, 102)]
    with opened(builder.path) as reader:
        pairs = [*zip(made[1:], made, strict=False)] * 30
        count = sum(len(paths) for _, paths in reader.changed_paths(pairs))
        assert count == 200 * 100 * 30
        left = reader.changed_paths(pairs)
        next(left)  # the rest is left unread


def test_only_small_text_files_are_read(builder: Builder) -> None:
    made = builder.commit(
        {
            "a.txt": "text é\n", "run": Entry("#!\n", "100755"), "link": Entry("a.txt", "120000"), "binary": b"\0\1",
            "latin": b"\xe9", "large": "x" * 262_145, "largest": "x" * 262_144, "same": "text é\n", "none": "",
            "submodule": Entry("1" * 40, "160000"),
        },
        1000,
    )  # fmt: skip
    with opened(builder.path) as reader:
        found = reader.paths(made)
        assert found == ["a.txt", "binary", "large", "largest", "latin", "link", "none", "run", "same"]
        texts = dict(reader.texts(made, [*found, "missing", "submodule"]))
    assert texts.pop("largest") == "x" * 262_144
    assert texts == {"a.txt": "text é\n", "run": "#!\n", "latin": "\ufffd", "same": "text é\n", "none": ""}


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
    with pytest.raises(UsageError, match="HEAD names the branch 'main', which does not exist"):
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


def test_a_git_that_falls_silent_is_ended(builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder.commit({"a": "1"}, 1000)
    folder = builder.path
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(running, "SECONDS_WITHOUT_OUTPUT", 0.2)
    with pytest.raises(StagecliError, match=r"git gave no answer for 0\.2 seconds"):
        read(folder)
