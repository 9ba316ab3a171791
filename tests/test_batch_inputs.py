"""An input is what its bytes are: however few of them come at once, packed or in UTF-16, and whatever its name is."""

import fcntl
import gzip
import io
import os
import pty
import signal
import subprocess
import termios
import threading
import time
import zipfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import polars as pl
import pytest

from stagecli.batch import inputs
from stagecli.batch.inputs import Input, InputError, zstd
from stagecli.errors import UsageError
from tests.conftest import STAGECLI, Run

Runner = Callable[..., Run]
PACKED = (b"\x1f\x8b", b"\x28\xb5")
GREEK = "επωνυμία;accounts;attitude\r\nΦούρνος;quiet;angry\r\n"


class Trickle(io.RawIOBase):
    """Bytes that come one at a time, and perhaps an end that comes once, as at a terminal."""

    def __init__(self, data: bytes, *, ends_once: bool) -> None:
        self.left: bytes | None = data
        self.ends_once = ends_once

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        assert self.left is not None, "read beyond the end"
        first = self.left[:1]
        self.left = None if self.ends_once and not first else self.left[1:]
        buffer[: len(first)] = first
        return len(first)


def parquet() -> bytes:
    out = io.BytesIO()
    pl.DataFrame({"who": ["A"], "accounts": ["quiet"]}).write_parquet(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "read"),
    [
        (b"client;accounts\nA;quiet\n", "delimited", None),
        (b"client\r\nA\r\n", "delimited", None),
        (b' [{"accounts": "quiet"}]\n', "json", None),
        (b'\n {"accounts": "quiet"}\n', "json_lines", None),
        (parquet(), "parquet", None),
        (b"", "delimited", None),
        (gzip.compress(b"who,accounts\n") + gzip.compress(b"A,quiet\n"), "delimited", b"who,accounts\nA,quiet\n"),
        (zstd().compress(b"who,accounts\nA,quiet\n"), "delimited", b"who,accounts\nA,quiet\n"),
        (GREEK.encode("utf-16"), "delimited", b"\xef\xbb\xbf" + GREEK.encode()),
        (gzip.compress(GREEK.encode("utf-16")), "delimited", b"\xef\xbb\xbf" + GREEK.encode()),
    ],
    ids=["csv", "cr lf", "json", "json lines", "parquet", "nothing", "gzip", "zstd", "utf-16", "utf-16 in gzip"],
)  # fmt: skip
def test_what_comes_byte_by_byte_is_read_as_if_it_came_at_once(
    monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str, read: bytes | None
) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BufferedReader(Trickle(data, ends_once=not data.startswith(PACKED))))
    )
    source = Input("-")
    assert (source.kind, source.start, source.whole()) == (kind, read or data, read or data)
    assert (source.size, source.position) == (None, 0)


def test_only_so_much_is_looked_at_and_all_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(inputs, "_PEEK", 10)
    path = tmp_path / "in.csv"
    path.write_bytes(b"who,accounts\nA,quiet\nB,none")
    source = Input(str(path))
    assert (source.start, source.size, source.position) == (b"who,accoun", 27, 10)
    assert [*source.blocks(13, lambda: 0)] == [b"who,accounts\n", b"A,quiet\n", b"B,none"]
    assert source.position == 27
    source.close()


def test_a_first_gzip_member_of_a_few_bytes_hides_nothing(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "members.csv.gz"
    path.write_bytes(gzip.compress(b"client") + gzip.compress(b";accounts\nA;quiet\n"))
    assert run("batch", str(path), "--summary", "none").out.startswith("client;accounts;stage_number;")


def test_a_named_pipe_is_read_like_a_file(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    data = parquet()

    def write() -> None:
        with path.open("wb") as file:
            file.write(data[:2])
            file.flush()
            time.sleep(0.2)
            file.write(data[2:])

    writer = threading.Thread(target=write)
    writer.start()
    done = run("batch", str(path), "--summary", "none")
    writer.join()
    assert (done.code, done.out.splitlines()[1].split(",")[:2]) == (0, ["A", "quiet"])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_can_be_interrupted_while_it_waits_for_the_first_bytes(number: int, code: int) -> None:
    with subprocess.Popen(
        [STAGECLI, "batch", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        for _ in range(3):
            process.stdin.write(b"who,")
            process.stdin.flush()
            deadline = time.monotonic() + 60
            while unread(process.stdin) and time.monotonic() < deadline:
                time.sleep(0.01)
        process.send_signal(number)
        assert process.wait(timeout=20) == code
        assert process.communicate() == (b"", b"Interrupted.\n")


def unread(pipe: IO[bytes]) -> int:
    """How many bytes in a pipe nobody has read yet."""
    count = array("i", [0])
    fcntl.ioctl(pipe.fileno(), termios.FIONREAD, count)
    return count[0]


def test_at_a_terminal_one_end_of_input_is_enough() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([STAGECLI, "batch", "-", "--summary", "none"], stdin=theirs, stdout=subprocess.PIPE)
    os.write(ours, b"who,accounts\nA,quiet\n\x04")
    out, _ = process.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)
    assert (process.returncode, out.decode().splitlines()[1].split(",")[:2]) == (0, ["A", "quiet"])


@pytest.mark.parametrize(
    ("encoding", "arguments", "mark"),
    [("utf-16", [], "\ufeff"), ("utf-16", ["--encoding", "UTF-16"], "\ufeff"),
     ("utf-16-le", ["--encoding", "utf-16-le"], ""), ("utf-16-be", ["--encoding", "utf_16_be"], "")],
)  # fmt: skip
def test_utf_16_is_read(run: Runner, tmp_path: Path, encoding: str, arguments: list[str], mark: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(GREEK.encode(encoding))
    done = run("batch", str(path), *arguments, "--summary", "none")
    assert (done.code, done.err) == (0, "")
    header, row = done.out.splitlines()
    assert header.startswith(f"{mark}επωνυμία;accounts;attitude;stage_number;")
    assert row.startswith("Φούρνος;quiet;angry;3;")


def test_half_a_character_of_utf_16_is_told(run: Runner, tmp_path: Path) -> None:
    rows, torn = tmp_path / "rows.csv", tmp_path / "torn.csv"
    rows.write_bytes("who,accounts\nA,quiet\nB\ud800,none\n".encode("utf-16", "surrogatepass"))
    done = run("batch", str(rows), "--summary", "none")
    assert done.err == f"{rows}:3: byte 0xed is not UTF-8. Name the file's encoding with --encoding, such as cp1253.\n"
    torn.write_bytes(GREEK.encode("utf-16")[:-1])
    assert run("batch", str(torn)) == Run(1, "", f"{torn} is UTF-16, but ends in the middle of a character.\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive(**{"t.csv": b"accounts\nquiet\n"}),
         "{file} is a ZIP archive. Unpack it, and name the table that is in it."),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
         "{file}: '.ods' files are not read. Save it as CSV or XLSX."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "{file}: '.xls' files are not read. Save it as CSV or XLSX."),
        (b"%PDF-1.7\n", "{file}: '.pdf' files are not read. Save it as CSV or XLSX."),
    ],
    ids=["zip", "ods", "xls", "pdf"],
)  # fmt: skip
def test_what_is_no_table_is_known_by_its_bytes(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError) as error:
        Input(str(path))
    assert str(error.value) == message.format(file=path)


def test_a_workbook_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    pl.DataFrame({"accounts": ["quiet"]}).write_excel(book := io.BytesIO())
    path.write_bytes(book.getvalue())
    source = Input(str(path))
    assert source.kind == "xlsx"
    source.close()


def test_what_is_packed_and_cut_short_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(b"who,accounts\nA,quiet\n")[:-9]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    with pytest.raises(InputError) as error:
        Input("-")
    assert str(error.value) == (
        "standard input is damaged or cut short: its compressed data cannot be read to the end."
    )
