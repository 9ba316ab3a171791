"""Whatever ends a run, going on with it gives the bytes of an undisturbed one, and until then OUT is as it was."""

import contextlib
import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest

from stagecli.batch import journal, outputs, parquet
from stagecli.batch.inputs import Fingerprint
from stagecli.batch.job import TableFormat
from stagecli.batch.journal import Journal, save
from stagecli.batch.run import Run
from stagecli.errors import UsageError
from stagecli.files import put_in_place
from stagecli.model import Model
from tests.conftest import STAGECLI, UNMEASURED, slow
from tests.conftest import Run as Ended
from tests.tables import NOW, Done, run_batch, write_subjects

BLOCK = 2000
EngineName: TypeAlias = Literal["stream", "columnar"]
ENGINES: tuple[EngineName, ...] = ("stream", "columnar")


class Killed(BaseException):
    """Ends a run as a kill would: nothing may be tidied up."""


@pytest.fixture(autouse=True)
def _journal_after_every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in this process can be killed after any part; processes keep the journal as they do for users."""
    monkeypatch.setattr("stagecli.batch.run._KEPT_EVERY", 0)


@pytest.fixture
def subjects(tmp_path: Path) -> Path:
    return write_subjects(tmp_path / "subjects.csv", 1000)


def kill_after(parts: int) -> Callable[[Run], None]:
    left = iter(range(parts))

    def progress(_: Run) -> None:
        if next(left, None) is None:
            raise Killed

    return progress


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_a_run_that_is_killed_goes_on_with_resume(
    bundled: Model, tmp_path: Path, subjects: Path, engine: EngineName, format_: TableFormat
) -> None:
    if engine == "columnar" and format_ == "jsonl":
        pytest.skip("the columnar engine writes no JSON Lines")
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    rough.mkdir()
    options: dict[str, Any] = {"subject": "who", "block": BLOCK}
    expected = run_batch(bundled, subjects, calm, engine, format_, **options)
    out = rough / expected.output.name
    out.write_text("old", "utf-8")
    for parts in (0, 2, 1):
        with pytest.raises(Killed):
            run_batch(bundled, subjects, rough, engine, format_, **options, resume=True, progress=kill_after(parts))
        assert out.read_text("utf-8") == "old"
    done = run_batch(bundled, subjects, rough, engine, format_, **options, resume=True)
    assert out.read_bytes() == expected.output.read_bytes()
    assert done.rejects == expected.rejects
    assert done.summary.rows == expected.summary.rows
    assert (done.summary.stages, done.summary.status, done.summary.next_steps, done.summary.repeated) == (
        expected.summary.stages, expected.summary.status, expected.summary.next_steps, expected.summary.repeated,
    )  # fmt: skip
    assert sorted(path.name for path in rough.iterdir()) == sorted(path.name for path in calm.iterdir())


@pytest.mark.parametrize("format_", ["csv", "parquet"])
@pytest.mark.parametrize("moment", [0, 1, 2])
def test_a_kill_while_the_files_are_put_in_place(
    bundled: Model, tmp_path: Path, subjects: Path, monkeypatch: pytest.MonkeyPatch, format_: TableFormat, moment: int
) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    rough.mkdir()
    expected = run_batch(bundled, subjects, calm, "columnar", format_, block=BLOCK)
    real, count = put_in_place, iter(range(9))

    def put(part: Path, target: Path) -> None:
        now = next(count)
        if now == moment:
            raise Killed
        real(part, target)
        if moment == 2 and now == 1:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(outputs, "put_in_place", put)
        patched.setattr(parquet, "put_in_place", put)
        with pytest.raises(Killed):
            run_batch(bundled, subjects, rough, "columnar", format_, block=BLOCK)
    done = run_batch(bundled, subjects, rough, "columnar", format_, block=BLOCK, resume=True)
    assert done.output.read_bytes() == expected.output.read_bytes()
    assert done.rejects == expected.rejects
    assert sorted(path.name for path in rough.iterdir()) == sorted(path.name for path in calm.iterdir())


@pytest.mark.parametrize("format_", ["csv", "parquet"])
@pytest.mark.parametrize("gone", ["result", "rejects"])
def test_resume_does_not_call_done_what_was_taken_away(
    bundled: Model, tmp_path: Path, subjects: Path, monkeypatch: pytest.MonkeyPatch, format_: TableFormat, gone: str
) -> None:
    calls, remove = iter(range(2)), journal.remove

    def killed_at_last(output: Path) -> None:
        if next(calls):
            raise Killed
        remove(output)

    def go_on() -> Done:
        return run_batch(bundled, subjects, tmp_path, "columnar", format_, block=BLOCK, resume=True)

    with monkeypatch.context() as patched:  # all is in place, and the journal still there
        patched.setattr("stagecli.batch.journal.remove", killed_at_last)
        with pytest.raises(Killed):
            go_on()
    missing = tmp_path / {"result": f"columnar.{format_}", "rejects": "columnar.rejects.csv"}[gone]
    away = missing.rename(tmp_path / "away")
    with pytest.raises(UsageError) as refused:
        go_on()
    said = f"What an interrupted run left for '{missing}' is gone. Leave out --resume to start anew."
    assert str(refused.value) == said
    away.rename(missing)
    assert go_on().summary.rows.read == 1000


def finished(arguments: list[str]) -> Ended:
    done = subprocess.run([STAGECLI, *arguments], capture_output=True, check=False, timeout=120)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def wait_for(file: Path, size: float, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a file has grown to a size, or the process that writes it has ended."""
    while process.poll() is None and not (file.exists() and file.stat().st_size >= size):
        time.sleep(0.002)


@pytest.mark.parametrize(
    ("engine", "rows", "kills"),
    [("stream", 50_000, 3), ("columnar", 100_000, 2), slow("stream", 100_000, 10), slow("columnar", 400_000, 10)],
)
def test_processes_killed_at_random_moments_lose_nothing(
    tmp_path: Path, engine: EngineName, rows: int, kills: int
) -> None:
    source = write_subjects(tmp_path / "in.csv", rows, bad=0.0001)
    arguments = ["batch", str(source), "--engine", engine, "--summary", "json", "--id", "who"]
    calm = finished([*arguments, "-o", str(tmp_path / "calm.csv")])
    whole = (tmp_path / "calm.csv").stat().st_size
    random_, out, part = random.Random(11), tmp_path / "rough.csv", tmp_path / ".rough.csv.part"
    killed = 0
    for number in range(kills):
        process = subprocess.Popen(
            [STAGECLI, *arguments, "-o", str(out), "--resume"], stderr=subprocess.DEVNULL, env=UNMEASURED
        )
        wait_for(part, random_.uniform(0, (number + 1) / kills) * whole, process)
        time.sleep(random_.uniform(0, 0.02))  # what it does next is not always to write
        process.send_signal(random_.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM]))
        killed += process.wait(60) != 5
        if out.exists():  # it was done before the signal came
            for left in (out, tmp_path / "rough.rejects.csv", tmp_path / ".rough.csv.journal"):
                left.unlink(missing_ok=True)  # the journal, if it was killed between the two
    assert killed
    rough = finished([*arguments, "-o", str(out), "--resume"])
    assert rough.code == calm.code == 5
    assert out.read_bytes() == (tmp_path / "calm.csv").read_bytes()
    assert (tmp_path / "rough.rejects.csv").read_bytes() == (tmp_path / "calm.rejects.csv").read_bytes()
    one, other = (json.loads(ended.err) for ended in (calm, rough))
    assert {**one, "output": "", "rejects": ""} == {**other, "output": "", "rejects": ""}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "calm.csv", "calm.rejects.csv", "in.csv", "rough.csv", "rough.rejects.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("engine", "rows", "kilobytes"), [("stream", 160_000, 24_000), slow("columnar", 900_000, 120_000)]
)
def test_a_full_disk_keeps_what_is_done_and_leaves_the_old_result(
    tmp_path: Path, engine: EngineName, rows: int, kilobytes: int
) -> None:
    source, out = write_subjects(tmp_path / "in.csv", rows, bad=0.0001), tmp_path / "out.csv"
    arguments = ["batch", str(source), "--engine", engine, "--summary", "none"]
    expected = tmp_path / "expected.csv"
    assert finished([*arguments, "-o", str(expected)]).code == 5
    out.write_text("old", "utf-8")

    line = f"ulimit -f {kilobytes}; exec {STAGECLI} {' '.join(arguments)} -o {out}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=120)
    full = Ended(done.returncode, done.stdout, done.stderr)
    assert (full.code, full.out) == (1, "")
    assert full.err == (
        f"The result could not be written to '{out}': File too large. "
        "What is done so far is kept: the same command with --resume goes on.\n"
    )
    assert out.read_text("utf-8") == "old"
    assert finished([*arguments, "-o", str(out), "--resume"]).code == 5
    assert out.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_while_the_table_is_opened(tmp_path: Path, number: int) -> None:
    process = subprocess.Popen(
        [STAGECLI, "batch", "-", "-o", str(tmp_path / "out.csv")],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=UNMEASURED,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(b"who,accounts\nA,none\n" + b"x" * 200_000)
    process.stdin.flush()  # it was more than a pipe holds, so it is being read
    process.send_signal(number)
    process.send_signal(signal.SIGTERM)  # and another one, as at the end of a session
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:  # once in hundreds: Python learnt of both just before it blocked in a read
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    said = process.stderr.read()
    process.stderr.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    assert process.returncode in {130, 143}
    assert said == b"Interrupted. The same command with --resume goes on from there.\n"
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_whatever_interrupts_it_it_says_how_to_go_on(tmp_path: Path, number: int, code: int) -> None:
    source, out = write_subjects(tmp_path / "in.csv", 80_000), tmp_path / "out.csv"
    process = subprocess.Popen(
        [STAGECLI, "batch", str(source), "-o", str(out), "--engine", "stream"],
        stderr=subprocess.PIPE, text=True, env=UNMEASURED,
    )  # fmt: skip
    while not (tmp_path / ".out.csv.journal").exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (code, "Interrupted. The same command with --resume goes on from there.\n")
    assert not out.exists()


def test_resume_refuses_what_is_not_the_same_run(run: Callable[..., Ended], tmp_path: Path, subjects: Path) -> None:
    out = tmp_path / "out.csv"
    arguments = ["batch", str(subjects), "-o", str(out), "--summary", "none"]
    left = tmp_path / ".out.csv.journal"
    save(out, Journal(settings="other", fingerprint=Fingerprint(1, 2)))
    refused = run(*arguments, "--resume")
    assert (refused.code, refused.err) == (
        2,
        f"The interrupted run that wrote '{out}' had another model or other options. Repeat it as it was, or leave out "
        "--resume to start anew.\n",
    )
    left.write_text("{", "utf-8")
    refused = run(*arguments, "--resume")
    assert refused.err == f"What an interrupted run left for '{out}' cannot be read. Leave out --resume.\n"
    assert run(*arguments).code == 5
    assert not left.exists()


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_new_run_that_is_killed_at_once_does_not_leave_the_journal_of_an_older_one(
    bundled: Model, tmp_path: Path, subjects: Path, monkeypatch: pytest.MonkeyPatch, format_: TableFormat
) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    rough.mkdir()
    expected = run_batch(bundled, subjects, calm, "stream", format_, block=BLOCK)
    with pytest.raises(Killed):
        run_batch(bundled, subjects, rough, "stream", format_, block=BLOCK, progress=kill_after(3))

    def killed_at_once(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("stagecli.batch.blocks.Scorer.score", killed_at_once)
        with pytest.raises(Killed):
            run_batch(bundled, subjects, rough, "stream", format_, block=BLOCK)
    done = run_batch(bundled, subjects, rough, "stream", format_, block=BLOCK, resume=True)
    assert done.output.read_bytes() == expected.output.read_bytes()


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_two_runs_do_not_write_the_same_file_at_once(
    bundled: Model, tmp_path: Path, subjects: Path, format_: TableFormat
) -> None:
    def another(_: Run) -> None:
        with pytest.raises(UsageError, match=r"^Another run is writing '.*'\. Wait for it, or write somewhere else\.$"):
            run_batch(bundled, subjects, tmp_path, "stream", format_, block=BLOCK)

    done = run_batch(bundled, subjects, tmp_path, "stream", format_, block=BLOCK, progress=another)
    assert done.summary.rows.read == 1000


def test_resume_refuses_another_input(bundled: Model, tmp_path: Path, subjects: Path) -> None:
    with pytest.raises(Killed):
        run_batch(bundled, subjects, tmp_path, "stream", block=BLOCK, progress=kill_after(1))
    with subjects.open("a", encoding="utf-8") as file:
        file.write("more,none,,\n")
    with pytest.raises(Exception, match="The input has changed since the run that wrote"):
        run_batch(bundled, subjects, tmp_path, "stream", block=BLOCK, resume=True)
    write_subjects(subjects, 1000)


def test_an_input_that_changes_while_it_is_read_is_noticed(bundled: Model, tmp_path: Path, subjects: Path) -> None:
    def append(_: Run) -> None:  # as fast as it is read: without a check, it would never end
        with subjects.open("a", encoding="utf-8") as file:
            file.write("more,none,,\n" * 1000)

    with pytest.raises(Exception, match=r"changed while it was read\. Start again once nothing writes to it\."):
        run_batch(bundled, subjects, tmp_path, "stream", block=BLOCK, progress=append)
    assert not (tmp_path / "stream.csv").exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_goes_on_another_day_counts_to_the_day_on_which_it_began(
    bundled: Model, tmp_path: Path, engine: EngineName, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("accounts,months_active\n" + "in_use,since 2026-03\n" * 1000, "utf-8")
    with pytest.raises(Killed):
        run_batch(bundled, rows, tmp_path, engine, block=BLOCK, resume=True, progress=kill_after(2))
    monkeypatch.setattr("tests.tables.NOW", NOW.replace(year=2030))
    done = run_batch(bundled, rows, tmp_path, engine, block=BLOCK, resume=True)
    assert done.summary.rows.written == 1000
    assert len(set(done.output.read_text("utf-8").splitlines()[1:])) == 1
    assert done.summary.notes == ("months_active: 'since 2026-03' was counted up to 2026-09-30: 6 months.",)
