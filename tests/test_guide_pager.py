"""A guide on a terminal is read in a pager where it does not fit, and is never lost where there is none."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.conftest import STAGECLI, Run

FIRST, LAST = "How answers become a stage", "Not a check of honesty."


@pytest.fixture
def children() -> Iterator[list["pexpect.spawn[str]"]]:
    started: list[pexpect.spawn[str]] = []
    yield started
    for child in started:
        child.close(force=True)


def guide(
    children: list["pexpect.spawn[str]"], variables: dict[str, str] | None = None, lines: int = 20
) -> "pexpect.spawn[str]":
    """Start reading a guide on a terminal of 80 columns."""
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "LINES", "PAGER", "LESS", "NO_COLOR")
    }
    env.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", **(variables or {})})
    child = pexpect.spawn(
        str(STAGECLI), ["guide", "method"], env=env, encoding="utf-8", timeout=30, dimensions=(lines, 80)
    )
    children.append(child)
    return child


def ended(child: "pexpect.spawn[str]") -> tuple[int | None, str]:
    """Read to the end; the exit code and what was shown."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before or ""


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less here")
@pytest.mark.parametrize("keys", ["q", "\x03q"])
def test_a_long_guide_is_read_in_less_in_colour_and_q_ends_it_also_after_ctrl_c(
    children: list["pexpect.spawn[str]"], keys: str
) -> None:
    child = guide(children)
    child.expect_exact("\n:")  # the first screen is full, and less waits
    shown = child.before or ""
    assert FIRST in shown
    assert "\x1b[1;4mThe method" in shown
    assert "ESC[" not in shown
    for key in keys:
        child.send(key)
    code, rest = ended(child)
    assert code == 0
    assert LAST not in rest


@pytest.mark.parametrize(
    "variables",
    [{"PAGER": "no-such-pager -x"}, {"PAGER": ""}, {"PAGER": "'"}, {"PAGER": "/etc/passwd"}, {"TERM": "dumb"}],
)
def test_without_a_pager_the_guide_is_simply_printed(
    children: list["pexpect.spawn[str]"], variables: dict[str, str]
) -> None:
    code, shown = ended(guide(children, variables))
    assert code == 0
    assert FIRST in shown
    assert LAST in shown


def test_the_pager_that_the_reader_has_chosen_is_run_without_a_shell(
    children: list["pexpect.spawn[str]"], tmp_path: Path
) -> None:
    code, shown = ended(guide(children, {"PAGER": f"head -n 3 ; touch {tmp_path / 'made'}"}))
    assert code == 0
    assert LAST not in shown
    assert not (tmp_path / "made").exists()


def test_what_fits_the_screen_or_goes_into_a_pipe_is_not_paged(
    children: list["pexpect.spawn[str]"], run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, shown = ended(guide(children, {"PAGER": "false"}, lines=1000))
    assert (code, LAST in shown) == (0, True)
    monkeypatch.setenv("PAGER", "false")
    assert LAST in run("guide", "method").out
