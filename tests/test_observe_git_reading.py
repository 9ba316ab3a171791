"""What is read of a git repository is what git says of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stagecli.observe.git.history import Person, Repository
from stagecli.observe.git.reading import RepositoryReader, opened
from tests.repositories import ADA, BO, Builder, Entry, grown


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    with Builder(tmp_path / "repository") as made:
        yield made


def read(folder: Path) -> Repository:
    with opened(folder) as reader:
        return reader.repository()


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


def test_a_name_as_long_as_a_book_is_cut(builder: Builder) -> None:
    builder.commit({"a": "1"}, 1000, author=f"{'x' * 300_000} <a@x>", committer=BO, message="subject")
    builder.commit({"a": "2"}, 2000, message="y" * 3_000_000)
    newest, oldest = read(builder.path).commits.values()
    assert (newest.subject, newest.author.name) == ("y" * 200, "Ada Byron")
    assert (oldest.author.name, oldest.landed) == ("x" * 200, 1000)


def test_no_git_is_left_running_after_an_error(builder: Builder) -> None:
    files = {f"folder-with-a-long-name/{at:050}": "x" for at in range(2000)}
    made = builder.commit(files, 1000)

    def give_up(reader: RepositoryReader) -> None:
        for _ in reader.changed_paths([(made, "")] * 500):
            raise RuntimeError

    with pytest.raises(RuntimeError) as raised, opened(builder.path) as reader:
        give_up(reader)
    assert raised.traceback  # which keeps all that was at work
    assert [process.returncode for process in reader._view.git.processes] == [1, -9]
