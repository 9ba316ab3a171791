"""Odd surroundings: locales, encodings, narrow and dumb terminals, wrong clocks, closed streams. Nothing breaks."""

import json
import os
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pexpect
import pytest

from tests.conftest import STAGECLI, Run, sampled

Runner = Callable[..., Run]
ASSESS = ("assess", "--accounts", "none", "--attitude", "mixed", "--lang", "el")
PLAIN_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
COMMANDS = {
    "assess": (*ASSESS, "--explain"),
    "json": (*ASSESS, "--format", "json"),
    "html": (*ASSESS, "--format", "html"),
    "batch": ("batch", "-", "--lang", "el", "--id", "who"),
    "stages": ("stages", "--lang", "el"),
    "guide": ("guide", "batch", "--lang", "el"),
    "check": ("model", "check", "social-media"),
    "test": ("model", "test", "social-media"),
    "new": ("model", "new", "-", "--lang", "el", "--title", "Στάδια"),
}
SUBJECTS = "who;accounts\nΦούρνος;καμία\nΑνθοπωλείο;none\n".encode()
SURROUNDINGS = {
    "C": PLAIN_C,
    "cp1253": {"PYTHONIOENCODING": "cp1253"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"PYTHONIOENCODING": "ascii:strict"},
    "dumb": {"TERM": "dumb"},
    "homeless": {"HOME": "/nowhere"},
}
SAME_BYTES = [(name, where) for name in COMMANDS for where in SURROUNDINGS if (name, where) != ("new", "C")]
"""All but an argument in an encoding that the locale has not; see below."""
CLOSED = ["<&-", ">&-", "2>&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"]


@pytest.fixture(scope="session")
def usual() -> dict[str, Run]:
    """What commands did in ordinary surroundings, by name: filled by the tests, once each."""
    return {}


@pytest.mark.parametrize(
    ("name", "where"),
    sampled(SAME_BYTES, [("assess", "C"), ("json", "cp1253"), ("html", "cp1252"), ("batch", "ascii"), ("stages", "C"),
                         ("guide", "cp1252"), ("check", "homeless"), ("test", "dumb"), ("new", "ascii")]),
)  # fmt: skip
def test_a_pipe_gets_the_same_bytes_everywhere(program: Runner, usual: dict[str, Run], name: str, where: str) -> None:
    if name not in usual:
        usual[name] = program(*COMMANDS[name], stdin=SUBJECTS)
    odd = program(*COMMANDS[name], stdin=SUBJECTS, **SURROUNDINGS[where])
    assert (odd.code, odd.out) == (usual[name].code, usual[name].out)
    assert odd.code in {0, 5}
    assert "Traceback" not in odd.err


def test_an_argument_that_the_locale_cannot_hold_is_told(program: Runner) -> None:
    done = program("assess", "--accounts", "none", "--name", "Φούρνος", **PLAIN_C)
    assert (done.code, done.out, done.err) == (2, "", "--name is not valid text in this terminal's encoding.\n")
    done = program("assess", "--accounts", "καμία", **PLAIN_C)
    assert done.code == 2
    assert done.err.startswith("--accounts: '\\udcce")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "encoding"),
    sampled(product(["assess", "stages", "check", "test"], ["cp1253", "cp1252", "ascii"]),
            [("assess", "ascii"), ("stages", "cp1253"), ("check", "cp1252")]),
)  # fmt: skip
def test_a_terminal_gets_what_its_encoding_has(name: str, encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "TERM": "xterm"}
    idle = ["--no-input"] if name == "assess" else []
    child = pexpect.spawn(
        str(STAGECLI), [*COMMANDS[name], *idle], env=environment, encoding=encoding, timeout=60, dimensions=(40, 80)
    )
    text = child.read()  # in this encoding, or it could not be read
    child.close()
    assert child.exitstatus == 0
    assert "Traceback" not in text
    if name == "stages" and encoding == "cp1253":
        assert "Δεν χρειάζομαι social media" in text


@pytest.mark.parametrize("name", ["assess", "batch", "stages", "check", "test"])
def test_twenty_columns_are_enough(run: Runner, name: str) -> None:
    done = run(*COMMANDS[name], stdin=SUBJECTS, COLUMNS="20", LANG="el_GR.UTF-8")
    assert done.code in {0, 5}
    assert "Traceback" not in done.err
    if name in {"assess", "stages"}:
        words = [line for line in done.out.splitlines() if len(line) > 20]
        assert not words, words


@pytest.mark.parametrize(
    ("name", "closed"),
    sampled(product(["assess", "batch", "stages", "check", "new"], CLOSED),
            [*(("assess", closed) for closed in CLOSED), ("batch", "<&-"), ("batch", ">&-"), ("check", "2>&-"),
             ("new", "<&- >&- 2>&-")]),
)  # fmt: skip
def test_closed_streams_are_no_accident(name: str, closed: str) -> None:
    line = f'exec "$@" {closed}'
    done = subprocess.run(
        ["bash", "-c", line, "bash", STAGECLI, *COMMANDS[name]],
        input=None if "<" in closed else SUBJECTS, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    usual = 2 if name == "batch" and "<" in closed else 1 if ">&-" in closed.replace("2>&-", "") else 0
    assert done.returncode in {usual, 5 if usual == 0 else usual}
    assert b"Traceback" not in done.stdout + done.stderr
    if usual and "2>&-" not in closed:
        assert done.stderr.count(b"\n") == 1


def test_a_clock_in_1969_is_a_clock(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "-1000")
    history = str(tmp_path / "h.db")
    done = run(*ASSESS, "--name", "A", "--save", "--db", history, "--format", "json")
    assert json.loads(done.out)["time"] == "1969-12-31T23:43:20Z"
    assert "1969-12-31" in run("history", "show", "A", "--db", history).out
    assert "1969-12-31" in run(*ASSESS, "--name", "A", "--db", history, "--format", "html").out
