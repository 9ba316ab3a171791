"""What tests share: the bundled ladder, a small one, and a way to run the command line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from stagecli.classify import Table, compile_table
from stagecli.cli.main import main
from stagecli.model import Model
from stagecli.model_file import load_model

settings.register_profile("patient", deadline=None)  # no timed tests: machines are noisy
settings.load_profile("patient")

MODELS = Path(__file__).parent / "models"
STAGECLI = Path(sys.executable).parent / "stagecli"


def check_golden(path: Path, text: str) -> None:
    """Compare with a golden file, byte for byte; with UPDATE_GOLDEN set, write it instead, to be read in the diff."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text


class Run(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def bundled() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def bundled_table(bundled: Model) -> Table:
    return compile_table(bundled)


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same language, width, colours and clock on every machine."""
    for name in list(os.environ):
        if name.startswith(("STAGECLI_", "_STAGECLI", "LC_", "FORCE_COLOR", "COMP_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("XDG_DATA_HOME", "/nowhere")  # whoever runs the tests may have a history
    monkeypatch.setattr("sys.stdin", None)  # nobody is there to be asked, also where the tests run on a terminal


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run the command line in this process."""

    def run(*arguments: str) -> Run:
        code = main(arguments)
        captured = capfd.readouterr()
        return Run(code, captured.out, captured.err)

    return run


@pytest.fixture
def program() -> Callable[..., Run]:
    """Run the installed program as a process of its own, without a terminal."""

    def program(*arguments: str, stdin: bytes = b"", **environment: str) -> Run:
        done = subprocess.run(
            [STAGECLI, *arguments],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode(errors="backslashreplace"))

    return program
