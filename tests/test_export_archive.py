"""Exports packed as ZIP, by anybody: what is listed, what is read, and what is refused."""

import os
import random
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from stagecli.observe.exports import limits
from stagecli.observe.exports.archive import opened
from stagecli.observe.exports.limits import MOST_LISTED, MOST_OF_ONE
from tests.archives import (
    BOMB,
    CUT,
    DAMAGED,
    EMPTY,
    MOMENT,
    NO_FILE,
    PACKED_OTHERWISE,
    POSTS,
    TOO_MANY_FILES,
    TOO_MANY_OPENED,
    contents,
    entry,
    every,
    in_zip64,
    problem,
    read,
    too_large,
    with_entries,
    zipped,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export"


def in_both_headers(data: bytes, at: int, size: str, value: int) -> bytes:
    """A ZIP of one file with one field changed, given by its place before the file's list entry and in its header."""
    changed = bytearray(data)
    for start, shift in ((data.index(b"PK\x03\x04"), 0), (data.index(b"PK\x01\x02"), 2)):
        struct.pack_into(size, changed, start + at + shift, value)
    return bytes(changed)


def test_a_zip_is_known_by_its_contents(file: Path) -> None:
    files = {POSTS: b"[]", "media/photo.jpg": random.Random(1).randbytes(300_000), "διάβασέ με.txt": b""}
    file.write_bytes(zipped(files))
    with opened(file, every) as export:
        assert export.paths == tuple(files)
        assert contents(export) == files
        assert contents(export) == files
        assert (export.newest, export.left_out, export.single) == (MOMENT, 0, False)


def test_a_zip_behind_a_program_that_unpacks_it_is_read(file: Path) -> None:
    file.write_bytes(b"MZ" * 600 + zipped({POSTS: b"[]"}))
    assert read(file) == {POSTS: b"[]"}


def test_only_wanted_files_can_be_read(file: Path) -> None:
    file.write_bytes(zipped({POSTS: b"[]", "messages.json": b"[]"}))
    with opened(file, POSTS.endswith) as export:
        assert export.read(POSTS) == b"[]"
        with pytest.raises(LookupError):
            export.read("messages.json")


def test_nothing_is_written(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(zipped({POSTS: b"[]", "../evil": b"1", "evil": b"2"}))
    monkeypatch.chdir(tmp_path)
    assert read(file) == {POSTS: b"[]", "evil": b"2"}
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "a/../b",
        "a/..",
        "..",
        "/a",
        "\\a",
        "\\\\host\\a",
        "C:\\a",
        "c:a",
        "..\\a",
        "a\\..\\b",
        "",
        "a\0b",
        "a\nb",
        "\x1b[2Ja",
        "a\x7f",
        "a\x85b",
    ],
)
def test_names_that_lead_out_are_left_out(file: Path, name: str) -> None:
    file.write_bytes(zipped({POSTS: b"[]", name: b"1"}))
    with opened(file, every) as export:
        assert export.paths == (POSTS,)
        assert export.left_out == 1


def test_names_that_only_look_odd_are_listed(file: Path) -> None:
    names = (
        "a..b/c..json",
        "...",
        ".hidden",
        "a b/ γ/ü.json",
        "this_profile's_activity/a:b.json",
        "a/__MACOSX.json",
        "a__MACOSX/b",
    )
    file.write_bytes(zipped(dict.fromkeys(names, b"")))
    with opened(file, every) as export:
        assert export.paths == names
        assert export.left_out == 0


def test_backslashes_are_between_folders(file: Path) -> None:
    file.write_bytes(zipped({POSTS.replace("/", "\\"): b"[]", "empty\\": b""}))
    assert read(file) == {POSTS: b"[]"}


def test_a_folder_before_each_path_is_no_part_of_it(file: Path) -> None:
    file.write_bytes(zipped({"./outbox.json": b"{}", "./../a": b""}))
    assert read(file) == {"outbox.json": b"{}"}


def test_folders_and_what_macos_adds_are_not_listed(file: Path) -> None:
    more = ("a/", "../", "__MACOSX/a/._posts_1.json", "x/__MACOSX/y", "._a", "a/._b")
    file.write_bytes(zipped({POSTS: b"[]", **dict.fromkeys(more, b"")}))
    with opened(file, every) as export:
        assert export.paths == (POSTS,)
        assert export.left_out == 0


def test_links_and_devices_are_left_out(file: Path) -> None:
    kinds = {"link": stat.S_IFLNK, "pipe": stat.S_IFIFO, "device": stat.S_IFBLK, "plain": stat.S_IFREG}
    entries = [(entry(name, mode=kind | 0o777), b"/etc/passwd") for name, kind in kinds.items()]
    file.write_bytes(zipped([*entries, (entry("folder", mode=stat.S_IFDIR), b"")]))
    with opened(file, every) as export:
        assert export.paths == ("plain",)
        assert export.left_out == 3


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_with_one_name_the_last_counts(file: Path) -> None:
    file.write_bytes(zipped([(entry("a"), b"1"), (entry("b"), b"2"), (entry("a"), b"3")]))
    with opened(file, every) as export:
        assert export.paths == ("a", "b")
        assert contents(export) == {"a": b"3", "b": b"2"}


def test_the_newest_time_is_of_a_listed_file_and_possible(file: Path) -> None:
    odd = [
        (entry("a", (1980, 1, 1, 23, 0, 0)), b""), (entry("b", (2031, 2, 30, 0, 0, 0)), b""),
        (entry("c", (2031, 0, 1, 0, 0, 0)), b""), (entry("d", (2031, 1, 1, 31, 0, 0)), b""),
        (entry("/e", (2031, 1, 1, 0, 0, 0)), b""), (entry("f/", (2031, 1, 1, 0, 0, 0)), b""),
    ]  # fmt: skip
    file.write_bytes(zipped([*odd, (entry("g"), b""), (entry("h", (1999, 1, 1, 0, 0, 0)), b"")]))
    with opened(file, every) as export:
        assert export.newest == MOMENT
    file.write_bytes(zipped(odd))
    with opened(file, every) as export:
        assert export.newest is None


@pytest.mark.parametrize("files", [{}, {"a/": b"", "__MACOSX/._a": b""}])
def test_an_archive_without_files_is_empty(file: Path, files: dict[str, bytes]) -> None:
    file.write_bytes(zipped(files))
    assert problem(file) == EMPTY


def test_an_archive_of_files_that_are_left_out_is_not_empty(file: Path) -> None:
    file.write_bytes(zipped({"../a": b""}))
    with opened(file, every) as export:
        assert (export.paths, export.left_out) == ((), 1)


def test_a_zip_that_is_broken_off_anywhere_says_so(file: Path) -> None:
    whole = zipped({POSTS: b"[]" * 400, "b": random.Random(1).randbytes(700)})
    for size in (*range(4, len(whole), 50), len(whole) - 1):
        file.write_bytes(whole[:size])
        assert problem(file) == CUT


def test_damaged_contents_are_refused(file: Path) -> None:
    whole = zipped({POSTS: random.Random(1).randbytes(1000)})
    for at in (0, 200, 800):  # the header, what is packed
        damaged = bytearray(whole)
        damaged[at + 2] ^= 0xFF
        file.write_bytes(b"PK\x03\x04" + damaged if at == 0 else damaged)
        assert problem(file) == DAMAGED


def test_a_damaged_list_of_files_is_refused(file: Path) -> None:
    file.write_bytes(zipped({POSTS: b"[]"}).replace(b"PK\x01\x02", b"PK\x01\x01"))
    assert problem(file) == DAMAGED


@pytest.mark.parametrize("flag", [0x1, 0x41])
def test_an_encrypted_file_is_locked(file: Path, flag: int) -> None:
    file.write_bytes(in_both_headers(zipped({POSTS: b"[]"}), 6, "<H", flag))
    assert problem(file) == "the archive is locked with a password. Unpack it yourself, and give the folder."
    with opened(file, every) as export:
        assert export.paths == (POSTS,)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 98])
def test_other_ways_of_packing_are_refused(file: Path, method: int) -> None:
    file.write_bytes(in_both_headers(zipped({POSTS: b"[]"}), 8, "<H", method))
    assert problem(file) == PACKED_OTHERWISE


def test_a_zip_for_a_program_of_the_future_is_refused(file: Path) -> None:
    file.write_bytes(in_both_headers(zipped({POSTS: b"[]"}), 4, "<H", 99))
    assert problem(file) == DAMAGED


def test_a_size_that_lies_is_not_believed(file: Path) -> None:
    whole = zipped({POSTS: b"[1]" * 1000})
    file.write_bytes(in_both_headers(whole, 22, "<L", 5))
    assert problem(file) == DAMAGED
    file.write_bytes(in_both_headers(whole, 22, "<L", 2**32 - 2))
    assert read(file) == {POSTS: b"[1]" * 1000}
    file.write_bytes(in_both_headers(whole, 18, "<L", 2**32 - 2))
    assert read(file) == {POSTS: b"[1]" * 1000}


@pytest.mark.parametrize("declared", [None, 2**32 - 2])
def test_a_bomb_is_refused_before_it_is_unpacked(file: Path, declared: int | None) -> None:
    whole = zipped({POSTS: b"0" * 20_000_000})
    file.write_bytes(whole if declared is None else in_both_headers(whole, 22, "<L", declared))
    assert problem(file) == BOMB


def test_texts_that_are_all_alike_are_no_bomb_below_a_megabyte(file: Path) -> None:
    file.write_bytes(zipped({POSTS: b"0" * 999_999}))
    assert read(file) == {POSTS: b"0" * 999_999}


def test_a_file_of_64_megabytes_is_read_and_a_byte_more_is_not(file: Path) -> None:
    with file.open("wb") as made:
        made.truncate(MOST_OF_ONE)
    with opened(file, every) as export:
        assert len(export.read("export")) == MOST_OF_ONE
    with file.open("ab") as made:
        made.write(b"0")
    assert problem(file) == too_large(64)


def test_all_files_together_are_limited_and_one_read_twice_counts_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_IN_ALL", 2**20)
    drawn = random.Random(1)
    file.write_bytes(
        zipped({"a": drawn.randbytes(600_000), "b": drawn.randbytes(400_000), "c": drawn.randbytes(60_000)})
    )
    with opened(file, every) as export:
        for path in ("a", "a", "b", "a"):
            export.read(path)
    assert problem(file) == too_large(1)


def test_two_hundred_files_are_opened_and_no_more(file: Path) -> None:
    file.write_bytes(zipped({f"a{at}": b"" for at in range(201)}))
    with opened(file, every) as export:
        for path in export.paths[:200] * 2:
            export.read(path)
    assert problem(file) == TOO_MANY_OPENED


def test_more_files_are_refused_before_any_is_listed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(with_entries(MOST_LISTED))
    with opened(file, every) as export:
        assert export.paths == ("a",)
    monkeypatch.delattr(zipfile, "ZipInfo")
    for data in (with_entries(MOST_LISTED + 1), in_zip64(with_entries(MOST_LISTED + 1))):
        file.write_bytes(data)
        assert problem(file) == TOO_MANY_FILES


def test_a_list_of_files_that_is_too_long_is_not_read_at_all(file: Path) -> None:
    size = 3 * 2**30
    with file.open("wb") as made:  # takes no room on the disk
        made.write(b"PK\x03\x04")
        made.seek(size)
        made.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, 0, 0))
    assert problem(file) == TOO_MANY_FILES


def test_endless_notes_of_a_file_are_refused_unread(file: Path) -> None:
    note = b"\x01\x02\0\0"
    file.write_bytes(with_entries(1000, note * 16_000))
    assert problem(file) == DAMAGED
    file.write_bytes(with_entries(3, note * 1024))
    with opened(file, every) as export:
        assert export.paths == ("a",)


def test_a_large_zip_is_read_and_one_that_lies_about_its_size_is_not(file: Path) -> None:
    whole = in_zip64(zipped({POSTS: b"[]"}))
    file.write_bytes(whole)
    assert read(file) == {POSTS: b"[]"}
    at = whole.index(b"PK\x06\x06") + 40
    file.write_bytes(whole[:at] + struct.pack("<Q", 2**63) + whole[at + 8 :])
    assert problem(file) == DAMAGED


def test_a_pipe_or_a_device_is_no_file(file: Path) -> None:
    os.mkfifo(file)
    assert problem(file) == NO_FILE
    assert problem(Path("/dev/zero")) == NO_FILE


def test_a_source_that_cannot_be_read_says_why(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem(file) == "it cannot be read: No such file or directory."
    assert problem(Path("a\0b")) == "it cannot be read: no file can have this name."

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    file.write_bytes(b"")
    monkeypatch.setattr(os, "open", refused)
    assert problem(file) == "it cannot be read: Permission denied."


@pytest.mark.parametrize("data", [b"", b"P", b"date\n2026-01-01\n", b"[" * 1000, b"BZh91AY&SY", b"\0" * 1024])
def test_any_other_file_is_a_single_one(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with opened(file, every) as export:
        assert (export.paths, export.newest, export.left_out, export.single) == (("export",), None, 0, True)
        assert export.read("export") == export.read("export") == data


def test_a_single_file_is_read_whatever_is_wanted_and_no_other_is(file: Path) -> None:
    file.write_bytes(b"date\n")
    file.with_name("other").write_bytes(b"")
    with opened(file, POSTS.endswith) as export:
        assert export.read("export") == b"date\n"
        with pytest.raises(LookupError):
            export.read("other")
