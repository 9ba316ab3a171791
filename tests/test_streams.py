"""Where results go: the same bytes by pipe and by -o; a file whole or not at all."""

import os
import pty
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from tests.conftest import MODELS, STAGECLI, Run

Runner = Callable[..., Run]
ASSESS = ["assess", "--accounts", "none", "--attitude", "mixed", "--lang", "el"]


@pytest.mark.parametrize("name", ["text", "json", "markdown"])
def test_a_pipe_and_a_file_get_the_same_bytes(program: Runner, tmp_path: Path, name: str) -> None:
    file = tmp_path / "result"
    piped = program(*ASSESS, "--format", name)
    filed = program(*ASSESS, "--format", name, "-o", str(file))
    assert (filed.code, filed.out, filed.err) == (0, "", "")
    assert file.read_bytes() == piped.out.encode()


@pytest.mark.parametrize(("name", "start"), [("r.json", "{"), ("r.md", "# "), ("r.txt", "Η επιχείρηση")])
def test_the_ending_of_the_file_chooses_the_format(run: Runner, tmp_path: Path, name: str, start: str) -> None:
    assert run(*ASSESS, "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_output_is_utf8_by_pipe_whatever_the_locale(program: Runner) -> None:
    plain = program(*ASSESS)
    assert "Η επιχείρηση" in plain.out
    for environment in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1253"}):
        assert program(*ASSESS, **environment) == plain


def test_a_file_keeps_its_mode_and_a_symlink_stays(run: Runner, tmp_path: Path) -> None:
    target, link = tmp_path / "real.txt", tmp_path / "link.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run(*ASSESS, "-o", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text("utf-8") != "old"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_a_new_file_follows_the_umask(run: Runner, tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        assert run(*ASSESS, "-o", str(tmp_path / "new")).code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@pytest.mark.parametrize("target", ["nowhere/result.txt", "."])
def test_what_cannot_be_written_is_one_message_and_exit_code_1(run: Runner, tmp_path: Path, target: str) -> None:
    done = run(*ASSESS, "-o", str(tmp_path / target))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Το αποτέλεσμα δεν γράφτηκε στο «")
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_after_a_failed_write_the_old_file_is_untouched_and_nothing_is_left(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "result.txt"
    file.write_text("old", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run(*ASSESS, "-o", str(file))
    assert (done.code, done.err) == (1, f"Το αποτέλεσμα δεν γράφτηκε στο «{file}»: ο δίσκος είναι γεμάτος.\n")
    assert file.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_device_is_written_to_and_not_replaced(run: Runner) -> None:
    assert run(*ASSESS, "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    done = run(*ASSESS, "-o", "/dev/full")
    assert (done.code, done.err) == (1, "Το αποτέλεσμα δεν γράφτηκε στο «/dev/full»: ο δίσκος είναι γεμάτος.\n")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    line = command.replace("STAGECLI", str(STAGECLI))
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
@pytest.mark.parametrize(
    "command", ["assess --accounts none --format text", "batch in.csv --summary none --format csv", "stages"]
)
def test_an_open_file_is_written_to_where_it_stands(tmp_path: Path, place: str, command: str) -> None:
    (tmp_path / "in.csv").write_text("accounts\nnone\n", "utf-8")
    (tmp_path / "link").symlink_to("/dev/stdout")
    (tmp_path / "out").write_text("before\n", "utf-8")
    there = {path.name for path in tmp_path.iterdir()}
    done = shell(f"cd {tmp_path}; STAGECLI {command} > plain; STAGECLI {command} -o {place} >> out; echo after >> out")
    assert (done.returncode, done.stderr) == (0, "")
    plain = (tmp_path / "plain").read_text("utf-8")
    assert plain.count("\n") > 1
    assert (tmp_path / "out").read_text("utf-8") == f"before\n{plain}after\n"
    assert {path.name for path in tmp_path.iterdir()} == there | {"plain"}
    assert (tmp_path / "link").is_symlink()


def test_a_full_or_closed_standard_output_is_an_error() -> None:
    done = shell("STAGECLI assess --accounts none > /dev/full")
    assert (done.returncode, done.stderr) == (
        1,
        "The result could not be written to standard output: No space left on device.\n",
    )
    done = shell("STAGECLI assess --accounts none >&-")
    assert (done.returncode, done.stderr) == (1, "The result could not be written: standard output is closed.\n")


def test_a_reader_that_leaves_early_ends_it_quietly_and_keeps_the_exit_code() -> None:
    done = shell("set -o pipefail; (STAGECLI assess --accounts none --fail-under 6; echo $? >&2) | true")
    assert done.stderr == "Stage 1 is below stage 6, which --fail-under asks for.\n3\n"


def test_closed_standard_input_is_no_traceback() -> None:
    done = shell("STAGECLI assess --answers - <&-")
    assert done.returncode == 2
    assert done.stderr == "Standard input is closed; name an answers file instead of '-'.\n"


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the program shows on a terminal of its own."""
    main, child = pty.openpty()
    with subprocess.Popen(
        [STAGECLI, *arguments], stdin=subprocess.DEVNULL, stdout=child, stderr=child, env={**os.environ, **environment}
    ) as process:
        os.close(child)
        shown = b""
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait(60)
    os.close(main)
    return shown.decode("utf-8", "replace").replace("\r\n", "\n")


def test_colour_on_a_terminal_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[1" in on_a_terminal(*ASSESS, TERM="xterm")
    assert "\x1b" not in on_a_terminal(*ASSESS, TERM="dumb")
    assert "\x1b" not in on_a_terminal(*ASSESS, TERM="xterm", NO_COLOR="1")


def test_colour_in_a_pipe_only_when_forced(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" not in run(*ASSESS).out
    assert "\x1b[1" in run(*ASSESS, FORCE_COLOR="1").out


def test_the_clock_can_be_set(run: Runner) -> None:
    assert '"time": "1969-12-31T23:59:59Z"' in run(*ASSESS, "--format", "json", SOURCE_DATE_EPOCH="-1").out
    done = run(*ASSESS[:-2], SOURCE_DATE_EPOCH="now")
    assert (done.code, done.err) == (2, "SOURCE_DATE_EPOCH is 'now'; it must be a number of seconds since 1970.\n")
    assert '"time": "20' in run(*ASSESS, "--format", "json", SOURCE_DATE_EPOCH="").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["model", "check", "{model}"],
        ["model", "test", "{model}"],
        ["model", "test", "social-media", "--cases", "{rows}"],
        ["model", "simulate", "{model}"],
        ["model", "fit", "{model}", "--cases", "{rows}"],
        ["model", "fit", "social-media", "--cases", "{rows}"],
        ["model", "diff", "{model}", "social-media"],
        ["model", "diff", "social-media", "{model}"],
        ["stages", "--model", "{model}"],
        ["assess", "--model", "{model}", "--copies", "some"],
        ["assess", "--answers", "{rows}"],
    ],
)
def test_what_is_read_is_never_written_over(arguments: list[str], run: Callable[..., Run], tmp_path: Path) -> None:
    model, rows = tmp_path / "model.yaml", tmp_path / "rows.csv"
    model.write_bytes((MODELS / "small.yaml").read_bytes())
    rows.write_text("stage,accounts\n1,none\n", "utf-8")
    before = {file: file.read_bytes() for file in (model, rows)}
    words = [word.replace("{model}", str(model)).replace("{rows}", str(rows)) for word in arguments]
    (tmp_path / "link").symlink_to(model if "{model}" in arguments else rows)
    read = model if "{model}" in arguments and "{rows}" not in arguments else rows
    for output in (read, tmp_path / "link"):
        done = run(*words, "-o", str(output), *(["--format", "text"] if arguments[0] == "assess" else []))
        assert (done.code, done.out) == (2, "")
        assert done.err.endswith("which is read. Name another file.\n")
    assert {file: file.read_bytes() for file in (model, rows)} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["batch", "{rows}", "--model", "{model}", "-o", "{written}", "--format", "csv"],
        ["batch", "{rows}", "--model", "{model}", "-o", "{out}", "--rejects", "{written}"],
        ["batch", "{rows}", "--model", "{model}", "-o", "{out}", "--id", "copies", "--save", "--db", "{written}"],
        ["batch", "--template", "csv", "--model", "{model}", "-o", "{written}"],
        ["assess", "--model", "{model}", "--template", "-o", "{written}"],
    ],
)
def test_no_flag_has_the_model_written_over(arguments: list[str], run: Callable[..., Run], tmp_path: Path) -> None:
    model, rows, link = tmp_path / "model.yaml", tmp_path / "rows.csv", tmp_path / "link"
    model.write_bytes((MODELS / "small.yaml").read_bytes())
    rows.write_text("copies\nsome\n", "utf-8")
    link.symlink_to(model)
    before = model.read_bytes()
    for written in (model, link):
        places = {"{rows}": rows, "{model}": model, "{out}": tmp_path / "out.csv", "{written}": written}
        words = [str(places.get(word, word)) for word in arguments]
        flag = arguments[arguments.index("{written}") - 1]
        done = run(*words)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"{flag} is '{model}', which is read. Name another file.\n"
    assert model.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "model.yaml", "rows.csv"]


def test_one_file_by_two_names_is_not_written_twice(run: Runner, tmp_path: Path) -> None:
    page, link = tmp_path / "a.json", tmp_path / "link.json"
    page.write_text("old", "utf-8")
    link.symlink_to(page)
    done = run(*ASSESS, "-o", str(page), "-o", str(link))
    assert (done.code, done.err) == (2, "Το ίδιο αρχείο δόθηκε δύο φορές με -o. Δώστε το μία φορά.\n")
    assert page.read_text("utf-8") == "old"


def test_a_file_is_as_wide_as_a_pipe_also_on_a_narrow_terminal(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    piped = subprocess.run(
        [STAGECLI, *ASSESS], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    child = pexpect.spawn(
        str(STAGECLI), [*ASSESS, "--no-input", "-o", str(tmp_path / "result.txt")],
        env=environment, dimensions=(24, 40), timeout=30,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    assert (tmp_path / "result.txt").read_bytes() == piped.stdout
