"""Outputs: several at once, the page that a browser is shown, and a file that two runs write."""

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.batch.outputs import claimed
from stagecli.errors import UsageError
from tests.conftest import MODELS, Run

ASSESS = ["assess", "--accounts", "none", "--attitude", "mixed"]
SMALL = str(MODELS / "small.yaml")


def test_several_outputs_are_written_in_one_run(run: Callable[..., Run], tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.html", "a.json", "a.md", "a.txt")]
    done = run(*ASSESS, *(word for file in files for word in ("-o", str(file))))
    assert (done.code, done.out, done.err) == (0, "", "")
    for file, format_ in zip(files, ("html", "json", "markdown", "text"), strict=True):
        assert file.read_text("utf-8") == run(*ASSESS, "--format", format_).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "a.json", "-o", "a.html", "--format", "json"],
         "--format is for one output. Of several, the endings tell the formats, as in -o result.json."),
        (["-o", "a.json", "-o", "./a.json"], "-o names one file twice. Name each output once."),
        (["-o", "a.json", "--open"], "--open shows a page: name one with -o, such as -o result.html."),
        (["--format", "json", "--open"], "--open shows a page: name one with -o, such as -o result.html."),
        (["--template", "-o", "a.yaml", "-o", "b.yaml"], "--template is written to one file."),
        (["-o", "a.pdf"], "There is no format for '.pdf'. Name one with --format: text, json, markdown, html."),
    ],
)  # fmt: skip
def test_outputs_that_cannot_be_are_told(
    arguments: list[str], message: str, run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*ASSESS, *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert list(tmp_path.iterdir()) == []


def test_open_shows_the_page_that_was_written(run: Callable[..., Run], tmp_path: Path, shown: list[str]) -> None:
    page = tmp_path / "my page.html"
    done = run(*ASSESS, "-o", str(tmp_path / "a.json"), "-o", str(page), "--open")
    assert (done.code, done.err) == (0, f"Shown in the browser: {page}\n")
    assert shown == [page.as_uri()]


def test_the_users_own_browser_is_opened(program: Callable[..., Run], tmp_path: Path) -> None:
    noted, script, page = tmp_path / "noted", tmp_path / "browser", tmp_path / "a.html"
    script.write_text(f'#!{sys.executable}\nimport sys\nopen("{noted}", "w").write(sys.argv[1])\n', "utf-8")
    script.chmod(0o755)
    assert program(*ASSESS, "-o", str(page), "--open", BROWSER=str(script)).code == 0
    assert noted.read_text("utf-8") == page.as_uri()


def test_open_alone_writes_a_page_of_its_own(
    run: Callable[..., Run], tmp_path: Path, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run(*ASSESS, "--open")
    assert (done.code, done.out) == (0, "")
    (page,) = tmp_path.glob("stagecli-*/result.html")
    assert done.err == f"Shown in the browser: {page}\n"
    assert shown == [page.as_uri()]
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert page.parent.stat().st_mode & 0o077 == 0


def test_a_machine_without_a_browser_says_where_the_page_is(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    page = tmp_path / "a.html"
    done = run(*ASSESS, "-o", str(page), "--open")
    assert (done.code, done.err) == (0, f"No browser could be opened. The page is {page}\n")


SLOW_DISK = """
import os, sys
from stagecli import files
left = iter(range(int(sys.argv.pop(1))))
def sync(handle, real=os.fsync):
    if next(left, None) is None:
        files.os.fsync = real
        os.write(1, b"written")
        os.read(0, 1)
    real(handle)
files.os.fsync = sync
from stagecli.__main__ import run
sys.exit(run())
"""
"""The program on a disk that takes long: after some files and folders it waits for standard input to end."""


@pytest.mark.parametrize(
    ("ending", "moment"), [("csv", 0), ("csv", 1), ("csv", 2), ("csv", 3), ("parquet", 2), ("parquet", 3), ("xlsx", 2)]
)
def test_a_second_run_is_refused_until_all_of_the_first_is_in_place(
    ending: str, moment: int, run: Callable[..., Run], tmp_path: Path
) -> None:
    one, other, out = tmp_path / "one.csv", tmp_path / "other.csv", tmp_path / f"out.{ending}"
    rejects = tmp_path / "out.rejects.csv"
    one.write_text("who,accounts\none,none\none,bad\n", "utf-8")
    other.write_text("who,accounts\nother,none\nother,bad\n", "utf-8")
    arguments = [sys.executable, "-c", SLOW_DISK, str(moment), "batch", str(one), "-o", str(out)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.read(7) == b"written"
        second = run("batch", str(other), "-o", str(out))
        third = run("batch", str(other), "-o", str(tmp_path / "third.csv"), "--rejects", str(rejects))
        first.communicate(timeout=60)
    for done, file in ((second, out), (third, rejects)):
        told = f"Another run is writing '{file}'. Wait for it, or write somewhere else.\n"
        assert (done.code, done.out, done.err) == (2, "", told)
    assert first.returncode == 5
    assert run("batch", str(out), "--id", "who").out.splitlines()[1].startswith("one,none,")
    assert rejects.read_text("utf-8").splitlines()[1].endswith(",one,bad")
    assert run("batch", str(other), "-o", str(out)).code == 5
    assert {*tmp_path.iterdir()} == {one, other, out, rejects}


def test_a_lock_that_another_run_has_just_removed_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, real = tmp_path / ".out.csv.lock", fcntl.flock
    ends = iter(["removed", "removed and made again"])

    def late(handle: int, how: int) -> None:
        """Lock what another run has let go of meanwhile."""
        end = next(ends, None)
        if end is not None:
            lock.unlink()
        if end == "removed and made again":
            lock.touch()
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with claimed(tmp_path / "out.csv"):
        assert lock.exists()
        with pytest.raises(UsageError, match=r"^Another run is writing '.*'\. Wait for it, or write somewhere else\.$"):
            claimed(tmp_path / "out.csv").__enter__()
    assert list(tmp_path.iterdir()) == []


def test_a_new_name_is_forced_to_the_disk_and_a_folder_that_refuses_is_no_error(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, real = [], os.fsync

    def sync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    assert run(*ASSESS, "-o", str(tmp_path / "a.txt")).code == 0
    assert synced == [(tmp_path / "a.txt").stat().st_ino, tmp_path.stat().st_ino]
