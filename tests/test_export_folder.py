"""Exports that were unpacked: regular files only, and no links."""

import os
from pathlib import Path

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports import limits
from stagecli.observe.exports.archive import opened
from stagecli.observe.exports.limits import MOST_OF_ONE
from tests.archives import NO_FILE, POSTS, TOO_MANY_FILES, TOO_MANY_OPENED, contents, every, problem, read, too_large


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "export"
    (made / POSTS).parent.mkdir(parents=True)
    (made / POSTS).write_bytes(b"[]")
    (made / "a.txt").write_bytes(b"1")
    return made


def test_a_folder_is_read_and_no_time_of_its_files_is_taken(folder: Path) -> None:
    with opened(folder, every) as export:
        assert export.paths == ("a.txt", POSTS)
        assert contents(export) == contents(export) == {"a.txt": b"1", POSTS: b"[]"}
        assert (export.newest, export.left_out, export.single) == (None, 0, False)


def test_only_wanted_files_can_be_read(folder: Path) -> None:
    (folder.parent / "other").write_bytes(b"")
    with opened(folder, lambda path: path != "a.txt") as export:
        assert export.read(POSTS) == b"[]"
        for path in ("a.txt", "../other", "your_instagram_activity"):
            with pytest.raises(LookupError):
                export.read(path)


def test_links_and_pipes_are_left_out_and_a_link_to_the_folder_itself_ends(folder: Path) -> None:
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "link").symlink_to(folder / "a.txt")
    (folder / "nowhere").symlink_to("missing")
    os.mkfifo(folder / "pipe")
    with opened(folder, every) as export:
        assert export.paths == ("a.txt", POSTS)
        assert export.left_out == 4


def test_a_link_to_a_folder_can_be_given(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder, target_is_directory=True)
    assert read(link) == {"a.txt": b"1", POSTS: b"[]"}


def test_odd_names_are_left_out_and_what_macos_adds_is_not_listed(folder: Path) -> None:
    (folder / "__MACOSX").mkdir()
    for name in ("a\nb", "C:x", "._a.txt", "__MACOSX/b", "..."):
        (folder / name).write_bytes(b"")
    with opened(folder, every) as export:
        assert export.paths == ("...", "a.txt", POSTS)
        assert export.left_out == 2


def test_a_name_that_is_no_text_is_read(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.json")).write_bytes(b"2")
    assert b"2" in read(folder).values()


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert read(tmp_path) == {}


def test_a_file_that_became_a_link_or_a_pipe_or_went_is_refused(folder: Path) -> None:
    with opened(folder, every) as export:
        (folder / "a.txt").unlink()
        with pytest.raises(UsageError) as gone:
            export.read("a.txt")
        (folder / "a.txt").symlink_to(folder / POSTS)
        with pytest.raises(UsageError) as linked:
            export.read("a.txt")
        (folder / "a.txt").unlink()
        os.mkfifo(folder / "a.txt")
        with pytest.raises(UsageError) as pipe:
            export.read("a.txt")
    assert str(gone.value) == "it cannot be read: No such file or directory."
    assert str(linked.value) == "it cannot be read: Too many levels of symbolic links."
    assert str(pipe.value) == NO_FILE


def test_a_folder_that_cannot_be_listed_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    assert problem(folder) == "it cannot be read: Permission denied."


def test_limits_hold_in_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "a.txt").open("ab") as made:
        made.truncate(MOST_OF_ONE + 1)
    assert problem(folder) == too_large(64)
    (folder / "a.txt").unlink()
    for at in range(200):
        (folder / f"b{at}").touch()
    assert problem(folder) == TOO_MANY_OPENED
    monkeypatch.setattr(limits, "MOST_LISTED", 202)  # of 201 files in two folders
    with pytest.raises(UsageError) as error, opened(folder, every):
        pass
    assert str(error.value) == TOO_MANY_FILES.replace("200,000", "202")
