"""Exports packed as tar, by anybody: read once, from start to end."""

import gzip
import random
import tarfile
import tracemalloc
import zlib
from pathlib import Path

import pytest

from stagecli.errors import UsageError
from stagecli.observe.exports import limits
from stagecli.observe.exports.archive import MOST_LISTED, opened
from stagecli.observe.exports.zip_archive import CheckedFile
from tests.archives import (
    BOMB,
    CUT,
    DAMAGED,
    EMPTY,
    MOMENT,
    PACKED_OTHERWISE,
    POSTS,
    TOO_MANY_FILES,
    TOO_MANY_OPENED,
    UNKNOWN,
    contents,
    every,
    member,
    problem,
    read,
    tarred,
    too_large,
)

LONG = f"{'long ' * 30}/{'ό' * 90}/posts_1.json"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export"


def photo(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def noted(text: bytes, kind: bytes = tarfile.XHDTYPE) -> bytes:
    """Something that is noted of the next file."""
    return member("x", len(text), kind).tobuf(tarfile.USTAR_FORMAT) + text + bytes(-len(text) % 512)


@pytest.mark.parametrize("mode", ["w", "w:gz"])
@pytest.mark.parametrize("layout", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_is_known_by_its_contents_and_only_what_is_wanted_is_kept(file: Path, mode: str, layout: int) -> None:
    files = {POSTS: b"[]" * 5000, "media/a.jpg": photo(300_000), "empty": b"", f"{'d' * 99}/{'f' * 99}": b"1"}
    file.write_bytes(tarred(files, mode, layout))
    assert read(file) == files
    with opened(file, POSTS.endswith) as export:
        assert export.paths == tuple(files)
        assert export.read(POSTS) == export.read(POSTS) == b"[]" * 5000
        assert (export.newest, export.left_out, export.single) == (MOMENT, 0, False)
        with pytest.raises(LookupError):
            export.read("media/a.jpg")


@pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_of_any_length_and_language_are_read(file: Path, layout: int) -> None:
    linked = member("b", kind=tarfile.SYMTYPE)
    linked.linkname = LONG
    file.write_bytes(tarred([(member(LONG, 2), b"[]"), (linked, b""), (member("c", 1), b"1")], layout=layout))
    with opened(file, every) as export:
        assert contents(export) == {LONG: b"[]", "c": b"1"}
        assert export.left_out == 1


def test_what_is_noted_of_all_files_changes_nothing(file: Path) -> None:
    whole = tarred({"a": b"1", "b": b"2"}, "w", tarfile.USTAR_FORMAT)
    file.write_bytes(noted(b"19 comment=bakery.\n", tarfile.XGLTYPE) + whole)
    assert read(file) == {"a": b"1", "b": b"2"}


def test_a_folder_before_each_path_is_no_part_of_it(file: Path) -> None:
    file.write_bytes(tarred({"./outbox.json": b"{}", "./a/b": b""}))
    assert read(file) == {"outbox.json": b"{}", "a/b": b""}


@pytest.mark.parametrize("name", ["../a", "a/../b", "./../a", "/a", "\\a", "C:/a", "a\nb", "a\x7f"])
def test_names_that_lead_out_are_left_out(file: Path, name: str) -> None:
    file.write_bytes(tarred({name: b"1", POSTS: b"[]"}))
    with opened(file, every) as export:
        assert contents(export) == {POSTS: b"[]"}
        assert export.left_out == 1


def test_links_devices_and_pipes_are_left_out_and_folders_and_what_macos_adds_not_listed(file: Path) -> None:
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
    links = [(member(f"l{kind.decode()}", kind=kind), b"") for kind in kinds]
    folders = [(member("d", kind=tarfile.DIRTYPE), b""), (member("__MACOSX/a", 1), b"1"), (member("d/._a", 1), b"1")]
    file.write_bytes(tarred([*links, *folders, (member(POSTS, 2), b"[]")]))
    with opened(file, every) as export:
        assert contents(export) == {POSTS: b"[]"}
        assert export.left_out == 5


def test_a_link_has_no_contents_whatever_its_size(file: Path) -> None:
    link = member("l", 5000, tarfile.LNKTYPE)
    file.write_bytes(link.tobuf(tarfile.USTAR_FORMAT) + tarred({POSTS: b"[]"}, "w"))
    assert read(file) == {POSTS: b"[]"}


def test_of_two_files_with_one_name_the_last_counts(file: Path) -> None:
    file.write_bytes(tarred([(member("a", 1), b"1"), (member("b", 1), b"2"), (member("a", 1), b"3")]))
    assert read(file) == {"a": b"3", "b": b"2"}


def test_the_newest_time_is_of_a_listed_file_and_possible(file: Path) -> None:
    odd = [member("a", mtime=0), member("b", mtime=600_000_000), member("c", mtime=2**33), member("../d", mtime=2e9)]
    for layout in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        file.write_bytes(tarred([(each, b"") for each in (*odd, member("e", mtime=MOMENT + 0.5))], layout=layout))
        with opened(file, every) as export:
            assert export.newest == MOMENT
        file.write_bytes(tarred([(each, b"") for each in odd], layout=layout))
        with opened(file, every) as export:
            assert export.newest is None


@pytest.mark.parametrize("mtime", [b"nan", b"-inf", b"1e999"])
def test_a_time_that_is_no_number_is_none(file: Path, mtime: bytes) -> None:
    record = b" mtime=" + mtime + b"\n"
    file.write_bytes(noted(str(len(record) + 2).encode() + record) + tarred({"a": b"1"}, "w", tarfile.USTAR_FORMAT))
    with opened(file, every) as export:
        assert export.newest is None
        assert contents(export) == {"a": b"1"}


def test_an_archive_without_files_is_empty(file: Path) -> None:
    for entries in ([], [(member("a", kind=tarfile.DIRTYPE), b"")]):
        file.write_bytes(tarred(entries))
        assert problem(file) == EMPTY


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_that_is_broken_off_anywhere_says_so(file: Path, mode: str) -> None:
    whole = tarred({POSTS: photo(1500), "b": photo(700)}, mode)
    end = len(whole) if mode == "w:gz" else 4 * 512 + 3 * 512
    for size in (*range(2 if mode == "w:gz" else 512, end, 50), end - 1):
        file.write_bytes(whole[:size])
        assert problem(file) == CUT


def test_damaged_contents_are_refused_even_if_nobody_wants_them(file: Path) -> None:
    whole = tarred({"photo": photo(5000), POSTS: b"[]"})
    for at in (2000, len(whole) - 6):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        file.write_bytes(damaged)
        with pytest.raises(UsageError) as error, opened(file, POSTS.endswith):
            pass
        assert str(error.value) == DAMAGED


def test_a_damaged_header_is_refused(file: Path) -> None:
    whole = bytearray(tarred({"a": b"1", "b": b"2"}, "w", tarfile.USTAR_FORMAT))
    whole[1024] ^= 0xFF
    file.write_bytes(whole)
    assert problem(file) == DAMAGED


@pytest.mark.parametrize(
    "text",
    [b"0 path=a\n", b"-5 path=a\n", b"x path=a\n", b"path", b"9" * 5000 + b" path=a\n", b"1" * 60_000, b"12 size=x\n"],
)
def test_damaged_notes_are_refused(file: Path, text: bytes) -> None:
    file.write_bytes(noted(text) + tarred({"a": b"1"}, "w"))
    assert problem(file) == DAMAGED


def test_long_notes_are_refused_unread(file: Path) -> None:
    for kind in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
        file.write_bytes(member("x", 2**33 - 1, kind).tobuf(tarfile.GNU_FORMAT) + bytes(512))
        assert problem(file) == DAMAGED


def test_notes_below_nothing_are_refused(file: Path) -> None:
    header = member("x", -512, tarfile.XHDTYPE).tobuf(tarfile.GNU_FORMAT)
    file.write_bytes(header + tarred({"a": b"1"}, "w"))
    assert problem(file) == DAMAGED


def test_notes_count_like_files_however_many_a_file_has(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_LISTED", 500)
    note, whole = noted(b"19 comment=bakery.\n"), tarred({"a": b"1"}, "w", tarfile.USTAR_FORMAT)
    file.write_bytes(note * 500 + whole)
    assert read(file) == {"a": b"1"}
    file.write_bytes(note * 501 + whole)
    assert problem(file) == TOO_MANY_FILES.replace("200,000", "500")


def a_million(key: str) -> bytes:
    return noted(f"1000000 {key}={'a' * (1_000_000 - 10 - len(key))}\n".encode())


def test_notes_that_are_too_long_together_are_refused(file: Path) -> None:
    file.write_bytes(a_million("comment") * 68 + tarred({"a": b"1"}, "w"))
    assert problem(file) == TOO_MANY_FILES


def test_notes_that_say_nothing_of_a_file_are_not_kept(file: Path) -> None:
    file.write_bytes(b"".join(a_million(f"key{at}") for at in range(20)) + tarred({"a": b"1"}, "w"))
    tracemalloc.start()
    try:
        assert read(file) == {"a": b"1"}
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_files_with_holes_and_sizes_below_nothing_are_refused(file: Path) -> None:
    for header in (member("a", kind=tarfile.GNUTYPE_SPARSE), member("a", -512)):
        file.write_bytes(header.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
        assert problem(file) == PACKED_OTHERWISE
    file.write_bytes(noted(b"13 size=-512\n") + tarred({"a": b"1"}, "w"))
    assert problem(file) == PACKED_OTHERWISE


def test_parts_that_were_packed_one_by_one_are_one_and_padding_is_none(file: Path) -> None:
    whole = tarred({POSTS: photo(100_000)}, "w")
    file.write_bytes(gzip.compress(whole[:40_000]) + gzip.compress(whole[40_000:]) + bytes(700))
    assert read(file) == {POSTS: photo(100_000)}


def test_something_else_that_gzip_packed_is_unknown(file: Path) -> None:
    file.write_bytes(gzip.compress(b"date,kind,client\n" * 100))
    assert problem(file) == UNKNOWN


def test_a_bomb_is_refused_wherever_it_is(file: Path) -> None:
    zeros = bytes(20_000_000)
    inside = tarred({"inside": zeros}) * 2
    for data in (
        tarred({POSTS: zeros}),
        tarred({"nobody.jpg": zeros, POSTS: b"[]"}),
        tarred({POSTS: b"[]"}) + gzip.compress(zeros),
        gzip.compress(tarred({POSTS: b"[]"}, "w") + zeros),
    ):
        file.write_bytes(data)
        with pytest.raises(UsageError) as error, opened(file, POSTS.endswith):
            pass
        assert str(error.value) == BOMB
    file.write_bytes(tarred({POSTS: b"[]", "inside.tar.gz": inside}))
    assert read(file)["inside.tar.gz"] == inside


def test_a_bomb_is_given_up_after_a_few_megabytes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packing = zlib.compressobj(9, wbits=31)
    with file.open("wb") as made:
        made.write(packing.compress(member("a", 2**32).tobuf(tarfile.GNU_FORMAT)))
        for _ in range(200):
            made.write(packing.compress(bytes(2**20)))
        made.write(packing.flush())
    given, unchanged = 0, CheckedFile.read

    def counted(self: CheckedFile, size: int | None = -1, /) -> bytes:
        nonlocal given
        data = unchanged(self, size)
        given += len(data)
        return data

    monkeypatch.setattr(CheckedFile, "read", counted)
    assert problem(file) == BOMB
    assert given < 70_000 < file.stat().st_size


def test_what_is_wanted_is_limited_one_by_one_and_together(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(tarred({"a": photo(600_000), "b": photo(600_000), "c": photo(1_200_000)}, "w"))
    with opened(file, "ab".__contains__) as export:
        assert len(export.read("b")) == 600_000
    monkeypatch.setattr(limits, "MOST_OF_ONE", 2**20)
    with pytest.raises(UsageError) as error, opened(file, "c".__contains__):
        pass
    assert str(error.value) == too_large(1)
    monkeypatch.setattr(limits, "MOST_IN_ALL", 2**20)
    with pytest.raises(UsageError) as error, opened(file, "ab".__contains__):
        pass
    assert str(error.value) == too_large(1)


def test_two_hundred_files_are_opened_and_no_more(file: Path) -> None:
    file.write_bytes(tarred({f"a{at}": b"" for at in range(200)} | {"b": b""}))
    with opened(file, "b".__ne__) as export:
        assert [export.read(path) for path in export.paths[:200]] == [b""] * 200
    assert problem(file) == TOO_MANY_OPENED


def test_names_that_are_too_long_together_are_refused(file: Path) -> None:
    file.write_bytes(tarred([(member(f"{at}{'a' * 1_000_000}"), b"") for at in range(68)], layout=tarfile.GNU_FORMAT))
    assert problem(file) == BOMB
    file.write_bytes(tarred([(member(f"{at}{'a' * 1_000_000}"), b"") for at in range(68)], "w", tarfile.GNU_FORMAT))
    assert problem(file) == TOO_MANY_FILES


def test_two_hundred_thousand_files_are_listed_and_no_more(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_LISTED", 500)
    header = member("a").tobuf(tarfile.USTAR_FORMAT)
    file.write_bytes(header * 500 + bytes(1024))
    assert read(file) == {"a": b""}
    file.write_bytes(header * 501 + bytes(1024))
    assert problem(file) == TOO_MANY_FILES.replace("200,000", "500")
    assert MOST_LISTED == 200_000
