"""Outputs: several at once, the page that a browser is shown, and a file that two runs write."""

import fcntl
import json
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


# --- what the ending of a file's name promises

TWO = "text, json"
PAGES = "text, json, markdown, html"
WRITERS = {
    "assess": ([*ASSESS], PAGES),
    "stages": (["stages"], PAGES),
    "history list": (["history", "list"], TWO),
    "history show": (["history", "show", "A"], PAGES),
    "history report": (["history", "report"], PAGES),
    "history compare": (["history", "compare", "A"], TWO),
    "history rename": (["history", "rename", "A", "B"], TWO),
    "history forget": (["history", "forget", "A"], TWO),
    "history export": (["history", "export"], "csv, jsonl"),
    "model list": (["model", "list"], TWO),
    "model check": (["model", "check", SMALL], TWO),
    "model test": (["model", "test", "social-media"], TWO),
    "model simulate": (["model", "simulate", SMALL, "--subjects", "2", "--misreport", "0"], TWO),
    "model diff": (["model", "diff", SMALL, SMALL], TWO),
}
"""Commands with --format, and the formats that each writes."""


@pytest.fixture
def history(run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, beside a history in which A is twice."""
    monkeypatch.setenv("STAGECLI_DB", str(tmp_path / "h.db"))
    for day in ("2025-01-01", "2025-02-01"):
        assert run(*ASSESS, "--name", "A", "--save", "--date", day).code == 0
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return tmp_path / "h.db"


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (command, ending)
        for command, (_, written) in WRITERS.items()
        for ending in (".html", ".PDF", ".xlsx")
        if ending[1:] not in written
    ],
)
def test_a_file_whose_ending_promises_what_a_command_does_not_write_is_refused_before_any_work(
    command: str, ending: str, run: Callable[..., Run], history: Path
) -> None:
    arguments, written = WRITERS[command]
    before = history.read_bytes()
    done = run(*arguments, "-o", f"f{ending}")
    said = f"There is no format for '{ending}'. Name one with --format: {written}.\n"
    assert (done.code, done.out, done.err) == (2, "", said)
    assert [*Path().iterdir()] == []
    assert history.read_bytes() == before


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("command", [command for command, (_, written) in WRITERS.items() if "json," in f"{written},"])
def test_the_ending_json_is_enough_to_get_json(command: str, run: Callable[..., Run]) -> None:
    done = run(*WRITERS[command][0], "-o", "f.json")
    assert (done.out, isinstance(json.loads(Path("f.json").read_bytes()), dict)) == ("", True)


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("name", ["f", "f.txt", "f.log", "f.out", "v1.2"])
def test_an_ending_that_promises_nothing_gets_text(name: str, run: Callable[..., Run]) -> None:
    assert run("history", "list", "-o", name).code == 0
    assert Path(name).read_text("utf-8") == run("history", "list").out


@pytest.mark.usefixtures("history")
def test_the_flag_is_the_users_own_word_whatever_the_file_is_called(run: Callable[..., Run]) -> None:
    assert run("history", "list", "--format", "text", "-o", "f.html").code == 0
    assert Path("f.html").read_text("utf-8") == run("history", "list").out


@pytest.mark.usefixtures("history")
def test_an_export_is_in_the_format_that_the_ending_promises(run: Callable[..., Run]) -> None:
    for ending, start in ((".csv", "subject,"), (".ndjson", "{"), (".txt", "subject,")):
        assert run("history", "export", "-o", f"f{ending}").code == 0
        assert Path(f"f{ending}").read_text("utf-8").startswith(start)


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("arguments", "ending", "written"),
    [
        (["assess", "--template"], ".html", "yaml"),
        (["model", "schema"], ".html", "json"),
        (["model", "fit", SMALL, "--cases", "nowhere.csv"], ".json", "yaml"),
    ],
)
def test_a_command_that_writes_one_format_says_which(
    arguments: list[str], ending: str, written: str, run: Callable[..., Run]
) -> None:
    done = run(*arguments, "-o", f"f{ending}", LANG="el_GR.UTF-8")
    greek = f"Δεν υπάρχει μορφή για «{ending}»: το όνομα πρέπει να τελειώνει σε .{written}.\n"
    assert (done.code, done.out, done.err) == (2, "", greek)
    done = run(*arguments, "-o", f"f{ending}")
    english = f"There is no format for '{ending}': let the name end in .{written}.\n"
    assert (done.code, done.out, done.err) == (2, "", english)
    assert [*Path().iterdir()] == []


@pytest.mark.usefixtures("history")
def test_a_sheet_to_fill_in_is_in_a_format_that_there_is(run: Callable[..., Run]) -> None:
    done = run("batch", "--template", "-o", "f.html")
    said = "--template: there is no format 'html'. One of: csv, xlsx, jsonl, yaml, form.\n"
    assert (done.code, done.out, done.err, [*Path().iterdir()]) == (2, "", said, [])
    assert run("batch", "--template", "-o", "f.ndjson").code == 0
    assert Path("f.ndjson").read_text("utf-8").startswith("{")
