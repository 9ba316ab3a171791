"""A folder of pages is replaced whole or not at all, and only a folder of our own."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.errors import OutputError, StagecliError, UsageError
from stagecli.folders import LIST, claimed, list_of_pages, listed

OLD = {"pages.csv": b"subject,page\nA,a.html\nB,b.html\n", "a.html": b"old a", "b.html": b"old b"}
NEW = {"pages.csv": b"subject,page\nA,a.html\nC,c.html\n", "a.html": b"new a", "c.html": b"new c"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def make(folder: Path, content: dict[str, bytes] = OLD) -> Path:
    folder.mkdir()
    for name, page in content.items():
        (folder / name).write_bytes(page)
    return folder


def put(folder: Path, content: dict[str, bytes] = NEW) -> None:
    with claimed(folder) as replace:
        replace(content.items())


def error_of(folder: Path, kind: type[StagecliError] = UsageError) -> str:
    """What is said when the folder is claimed, before any work."""
    with pytest.raises(kind) as caught, claimed(folder):
        pytest.fail("there was work")
    return str(caught.value)


def other_in(folder: Path, file: str) -> str:
    return (
        f"'{folder}' is replaced whole, but '{file}' in it is no page of an earlier run. Move it away, or name another "
        "folder."
    )


def test_a_new_folder_holds_the_pages_and_its_list(tmp_path: Path) -> None:
    pages = {"Café, old": "café-old.html", "=B": "b.html"}
    put(tmp_path / "pages", {"café-old.html": b"a", "b.html": b"b", LIST: list_of_pages(pages.items())})
    assert (tmp_path / "pages" / LIST).read_text("utf-8-sig") == 'subject,page\n"Café, old",café-old.html\n=B,b.html\n'
    assert listed(tmp_path / "pages") == {"café-old.html", "b.html", "pages.csv", "index.html"}
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


@given(st.dictionaries(st.text(), st.text(st.characters(exclude_categories=["Cs"])).map("{}.html".format)))
def test_a_list_that_is_written_is_read(pages: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / LIST).write_bytes(list_of_pages(pages.items()))
        assert listed(Path(folder)) == {*pages.values(), "pages.csv", "index.html"}


def test_pages_of_an_earlier_run_are_gone_and_the_mode_stays(tmp_path: Path) -> None:
    folder = make(
        tmp_path / "pages", {**OLD, "index.html": b"old", ".DS_Store": b"", "Thumbs.db": b"", "Desktop.ini": b""}
    )
    folder.chmod(0o750)
    put(folder)
    assert files(folder) == NEW
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert [*tmp_path.iterdir()] == [folder]


def test_a_new_folder_has_the_usual_mode(tmp_path: Path) -> None:
    put(tmp_path / "pages")
    (tmp_path / "other").mkdir()
    assert (tmp_path / "pages").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    put(make(tmp_path / "pages", {}))
    assert files(tmp_path / "pages") == NEW


def test_a_list_that_a_spreadsheet_saved_and_names_that_a_system_decomposed_are_known(tmp_path: Path) -> None:
    folder = make(
        tmp_path / "pages", {LIST: "\ufeffsubject;page\r\nCafé;café.html\r\n".encode(), "cafe\u0301.html": b""}
    )
    put(folder)
    assert files(folder) == NEW


@pytest.mark.parametrize(
    ("content", "other"),
    [
        ({**OLD, "thesis.docx": b"", "z.html": b""}, "thesis.docx"),
        ({"b.html": b"", "a.html": b""}, "a.html"),
        ({"index.html": b""}, "index.html"),
        ({"mine.html": b"", LIST: b"subject,page\nA,../mine.html\nB,\nC\nD,.\n"}, "mine.html"),
        ({"mine.html": b"", LIST: b"who,where\nA,mine.html\n"}, "mine.html"),
        ({"mine.html": b"", LIST: b"subject,page\nA,mine.html\n\xff"}, "mine.html"),
        ({"mine.html": b"", LIST: b""}, "mine.html"),
        ({LIST: b'subject,page\nA,"a.html\n'}, LIST),
        ({LIST: b"who,where\n", "index.html": b""}, "index.html"),
        ({LIST: b"who,page\nA,a.html\n"}, LIST),
        ({LIST: b""}, LIST),
        ({"thesis.docx": b"", LIST: b"subject,page\nA,thesis.docx\n"}, "thesis.docx"),
    ],
)
def test_a_folder_with_other_files_is_refused_and_the_first_is_named(
    tmp_path: Path, content: dict[str, bytes], other: str
) -> None:
    folder = make(tmp_path / "pages", content)
    assert error_of(folder) == other_in(folder, other)
    assert files(folder) == content
    assert [*tmp_path.iterdir()] == [folder]


@pytest.mark.parametrize("kind", ["folder", "symlink"])
def test_what_only_has_the_name_of_a_page_is_another_file(tmp_path: Path, kind: str) -> None:
    folder = make(tmp_path / "pages")
    (folder / "b.html").unlink()
    (folder / "b.html").mkdir() if kind == "folder" else (folder / "b.html").symlink_to("a.html")
    assert error_of(folder) == other_in(folder, "b.html")


def test_a_file_that_came_in_during_the_work_stays(tmp_path: Path) -> None:
    folder = make(tmp_path / "pages")

    def pages() -> Iterator[tuple[str, bytes]]:
        yield from NEW.items()
        (folder / "notes.txt").write_bytes(b"mine")

    with pytest.raises(UsageError) as caught, claimed(folder) as replace:
        replace(pages())
    assert str(caught.value) == other_in(folder, "notes.txt")
    assert files(folder) == {**OLD, "notes.txt": b"mine"}
    assert [*tmp_path.iterdir()] == [folder]


def test_a_caller_may_have_its_own_list(tmp_path: Path) -> None:
    folder = make(tmp_path / "pages", {"a.html": b""})
    with claimed(folder, lambda _: ["a.html"]) as replace:
        replace([("b.html", b"b")])
    assert files(folder) == {"b.html": b"b"}


def test_a_symlink_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target, link = make(tmp_path / "target"), tmp_path / "link"
    link.symlink_to("target")
    put(link)
    assert files(target) == NEW
    assert link.readlink() == Path("target")
    assert {*tmp_path.iterdir()} == {target, link}


def test_a_symlink_to_a_folder_that_does_not_exist_yet_stays(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    put(tmp_path / "link")
    assert files(tmp_path / "target") == NEW
    assert (tmp_path / "link").is_symlink()


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("file", "loop"):
        assert error_of(tmp_path / name) == f"'{tmp_path / name}' is not a folder. Name a folder."
    said = f"The result could not be written to '{tmp_path / 'no' / 'pages'}': there is no folder '{tmp_path / 'no'}'."
    assert error_of(tmp_path / "no" / "pages", OutputError) == said
    for name, why in (("\0", "no file can have this name"), ("x" * 255, "File name too long")):
        said = f"The result could not be written to '{tmp_path / name}': {why}."
        assert error_of(tmp_path / name, OutputError) == said


@pytest.mark.parametrize("name", [".", "..", "/", "../here", "../../{parent}"])
def test_the_folder_somebody_works_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folder = Path(name.format(parent=tmp_path.name))
    assert error_of(folder) == f"'{folder}' would be replaced whole, and you are working in it. Name another folder."
    assert [*Path().iterdir()] == []


def test_a_mount_point_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "pages")
    monkeypatch.setattr(os.path, "ismount", lambda path: path == folder)
    why = f"The result could not be written to '{folder}': Device or resource busy."
    assert error_of(folder, OutputError) == why
    assert files(folder) == OLD


def test_a_folder_that_may_not_be_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "pages")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert error_of(folder, OutputError) == f"The result could not be written to '{folder}': Permission denied."


def test_a_folder_in_a_read_only_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, real = make(tmp_path / "pages"), os.open

    def refuse(path: Path, *arguments: int) -> int:
        if path == tmp_path / ".pages.lock":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    assert error_of(folder, OutputError) == f"The result could not be written to '{folder}': Read-only file system."
    assert files(folder) == OLD


@pytest.mark.parametrize("nth", [1, 2])
def test_a_folder_that_cannot_be_renamed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    folder, real, calls = make(tmp_path / "pages"), os.rename, []

    def rename(*paths: Path) -> None:
        calls.append(paths)
        if len(calls) == nth:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        real(*paths)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(OutputError) as caught:
        put(folder)
    assert str(caught.value) == f"The result could not be written to '{folder}': Device or resource busy."
    assert files(folder) == OLD
    assert [*tmp_path.iterdir()] == [folder]


@pytest.mark.parametrize("error", [KeyboardInterrupt, UsageError, ZeroDivisionError])
@pytest.mark.parametrize("existing", [True, False])
def test_a_run_that_ends_early_leaves_the_old_folder_and_nothing_beside_it(
    tmp_path: Path, error: type[BaseException], existing: bool
) -> None:
    def pages() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"new"
        assert (tmp_path / ".pages.new").exists()
        raise error("any")

    if existing:
        make(tmp_path / "pages")
    with pytest.raises(error), claimed(tmp_path / "pages") as replace:
        replace(pages())
    assert {path.name: files(path) for path in tmp_path.iterdir()} == ({"pages": OLD} if existing else {})


def test_two_pages_of_one_name_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"File exists\.$"), claimed(tmp_path / "pages") as replace:
        replace([("a.html", b"one"), ("a.html", b"two")])
    assert [*tmp_path.iterdir()] == []


def test_pages_are_written_as_they_come_and_synced_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))

    def pages() -> Iterator[tuple[str, bytes]]:
        for number in range(1000):
            yield f"{number}.html", b"page"
            assert (tmp_path / ".pages.new" / f"{number}.html").stat().st_size == 4

    with claimed(tmp_path / "pages") as replace:
        replace(pages())
    assert len(files(tmp_path / "pages")) == 1000
    assert synced == [(tmp_path / "pages").stat().st_ino, tmp_path.stat().st_ino]


def test_a_second_run_at_the_same_folder_stops(tmp_path: Path) -> None:
    folder, link = make(tmp_path / "pages"), tmp_path / "link"
    link.symlink_to(folder)
    with claimed(folder) as replace:
        for name in (folder, link):
            assert error_of(name) == f"Another run is writing '{name}'. Wait for it, or write somewhere else."
        replace(NEW.items())
    assert files(folder) == NEW
    assert {*tmp_path.iterdir()} == {folder, link}


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ({".pages.old": OLD, ".pages.new": NEW}, OLD),
        ({".pages.old": OLD}, OLD),
        ({"pages": NEW, ".pages.old": OLD}, NEW),
        ({"pages": OLD, ".pages.new": {"pages.csv": NEW["pages.csv"], "a.html": b"ne"}}, OLD),
    ],
)
def test_what_a_killed_run_left_is_put_right_first(
    tmp_path: Path, left: dict[str, dict[str, bytes]], found: dict[str, bytes]
) -> None:
    for name, content in left.items():
        make(tmp_path / name, content)
    with claimed(tmp_path / "pages"):
        assert files(tmp_path / "pages") == found
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


@pytest.mark.parametrize("name", [".pages.new", ".pages.old"])
def test_a_file_of_somebody_else_in_a_folder_beside_it_is_kept(tmp_path: Path, name: str) -> None:
    make(tmp_path / ".pages.new", {})
    beside = make(tmp_path / ".pages.old", OLD) if name == ".pages.old" else tmp_path / ".pages.new"
    (beside / "diary.txt").write_bytes(b"x")
    assert error_of(tmp_path / "pages") == other_in(beside, "diary.txt")
    assert (beside / "diary.txt").read_bytes() == b"x"
    assert not (tmp_path / "pages").exists()


def test_a_folder_of_somebody_else_beside_it_is_not_removed(tmp_path: Path) -> None:
    make(tmp_path / "pages")
    aside = make(tmp_path / ".pages.old", {"mine.txt": b""})
    (aside / "mine").mkdir()
    assert error_of(tmp_path / "pages") == other_in(aside, "mine")
    assert {path.name for path in aside.iterdir()} == {"mine.txt", "mine"}
    shutil.rmtree(aside)
    aside.symlink_to(make(tmp_path / "mine"))
    with pytest.raises(OutputError, match=r"Not a directory\.$"):
        put(tmp_path / "pages")
    assert files(tmp_path / "mine") == files(tmp_path / "pages") == OLD


KILLED = """
import os, signal, sys
from pathlib import Path
from stagecli.folders import claimed
from tests.test_folders import NEW

folder, left = Path(sys.argv[1]), int(sys.argv[2])
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "open")

def count(event, arguments):
    global left
    if event in CHANGES and str(folder.parent) in str(arguments[0]):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
with claimed(folder) as replace:
    replace(NEW.items())
"""


@pytest.mark.parametrize(
    "before",
    ["old folder", "old one aside", *(pytest.param(left, marks=pytest.mark.slow) for left in ("no folder", "both"))],
)
def test_a_run_killed_before_any_change_leaves_the_old_folder_or_the_new_one(tmp_path: Path, before: str) -> None:
    seen = []
    for step in range(1, 60):
        parent = tmp_path / str(step)
        parent.mkdir()
        if before in ("old folder", "both"):
            make(parent / "pages")
        if before in ("old one aside", "both"):
            make(parent / ".pages.old")
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(parent / "pages"), str(step)], timeout=60, check=False, cwd=Path.cwd()
        )
        with claimed(parent / "pages"):
            seen.append(files(parent / "pages") if (parent / "pages").exists() else {})
        put(parent / "pages")
        assert files(parent / "pages") == NEW
        assert [path.name for path in parent.iterdir()] == ["pages"]
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
    old = {} if before == "no folder" else OLD
    changed = seen.index(NEW)
    assert changed > 8
    assert seen == [old] * changed + [NEW] * (len(seen) - changed)
    assert done.returncode == 0
