"""What tests share: the bundled ladder, two ways to run the command line, and which tests wait for --slow."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import settings

from stagecli.cli.main import main
from stagecli.model import Model
from stagecli.model_file import load_model

settings.register_profile("sample", deadline=None)  # no timed tests: machines are noisy
settings.register_profile("slow", deadline=None)
settings.register_profile("few", deadline=None, max_examples=25)
_PARTS = {"slow": 1, "few": 20}
"""What is tried of all examples: one in so many, otherwise one in five."""

MODELS = Path(__file__).parent / "models"
GOLDEN = Path(__file__).parent / "golden"
STAGECLI = Path(sys.executable).parent / "stagecli"
UNMEASURED = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
"""The environment of a process that is killed: a lock that the coverage tool holds would not survive that."""
UNSAMPLED = pytest.StashKey[set[str]]()
"""Tests that are run only with --slow, so that by default nothing checks what they say."""
_LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --slow and --few."""
    parser.addoption("--slow", action="store_true", help="run also what is left out by default: more of the same")
    parser.addoption("--few", action="store_true", help="try each property with a quarter of the examples")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples there are, before test files are imported."""
    settings.load_profile("slow" if config.option.slow else "few" if config.option.few else "sample")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked slow, unless it is asked for."""
    slow_ones = [item for item in items if item.get_closest_marker("slow")]
    sample = [item for item in items if not item.get_closest_marker("slow")]
    config.stash[UNSAMPLED] = {_name(item) for item in slow_ones} - {_name(item) for item in sample}
    left_out = [] if config.option.slow else slow_ones
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = sample
    config.stash[_LEFT_OUT] = len(left_out)
    if hasattr(config, "workeroutput"):  # a worker of pytest-xdist: another process shows the results
        config.workeroutput["left_out"] = len(left_out)


def _name(item: pytest.Item) -> str:
    """The test that an item is a case of."""
    return item.nodeid.partition("[")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear from a worker how many tests were left out: all of them collect the same."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Say how many tests were left out, below pytest's own closing line."""
    yield
    left_out = session.config.stash.get(_LEFT_OUT, 0)
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if left_out and terminal is not None and not hasattr(session.config, "workeroutput"):
        terminal.write_line(f"Left out: {left_out} tests that do more of the same, and some examples. --slow runs all.")


def sampled(cases: Iterable[Any], kept: Collection[Any]) -> list[Any]:
    """Cases for `parametrize` or a fixture's `params`: without --slow, only those kept are run."""
    return [case if case in kept else slow(*(case if isinstance(case, tuple) else (case,))) for case in cases]


def slow(*values: Any, id: str | None = None) -> Any:  # noqa: A002  # as pytest calls it
    """A case that is run only with --slow: more of the same."""
    return pytest.param(*values, marks=pytest.mark.slow, id=id)


def examples(number: int) -> settings:
    """How many examples a property that takes long is tried with; without --slow, a fifth, with --few, a twentieth."""
    return settings(max_examples=max(1, number // _PARTS.get(settings.get_current_profile_name(), 5)))


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
    return load_model().model


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same language, width, colours, clock and time zone on every machine."""
    for name in list(os.environ):
        if name.startswith(("STAGECLI_", "_STAGECLI", "LC_", "FORCE_COLOR", "COMP_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("PATH", f"{STAGECLI.parent}:{os.environ['PATH']}")  # as in an activated environment
    time.tzset()
    for place in (
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
    ):  # whoever runs the tests may have a history, or an interview begun
        monkeypatch.setenv(place, "/dev/null")  # none can be made there
    monkeypatch.setattr("sys.stdin", None)  # nobody is there to be asked, also where the tests run on a terminal


@pytest.fixture
def in_athens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hours ahead of UTC in summer, two in winter."""
    monkeypatch.setenv("TZ", "EET-2EEST,M3.5.0/3,M10.5.0/4")
    time.tzset()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run the command line in this process: the way to test all that a process of its own does not change."""

    def run(*arguments: str, stdin: bytes | None = None, **environment: str) -> Run:
        given = sys.stdin if stdin is None else io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)))
        with patch.dict(os.environ, environment), patch("sys.stdin", given):
            try:
                code = main(arguments)
            except SystemExit as ended:  # as Typer ends a completion
                code = int(ended.code or 0)
        captured = capfd.readouterr()
        return Run(code, captured.out, captured.err)

    return run


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser is shown."""
    addresses: list[str] = []

    def open_(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", open_)
    return addresses


@pytest.fixture
def program() -> Callable[..., Run]:
    """Run the installed program as a process of its own, without a terminal: for streams, signals and surroundings."""

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
