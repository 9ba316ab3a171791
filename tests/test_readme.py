"""README is true: its examples run, its recording is what the program shows, its figures are counted."""

import os
import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.classifier import Classifier
from stagecli.cli.main import COMMANDS
from stagecli.model import Model
from tests.conftest import STAGECLI

README = Path(__file__).parent.parent / "README.md"
TYPICAL = """\
{accounts: in_use, attitude: comfortable, set_time: set, automation: by_hand, answering: usually, mentions: searching,
results: first_results, expectation: steady_gain, measuring: numbers, telling_others: when_asked, helping: not_helping}
"""
TEXT = README.read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_it_stays_one_page() -> None:
    assert len(TEXT.splitlines()) <= 200


def test_its_first_two_commands_are_complete() -> None:
    first, second = (block.strip() for block in blocks("sh")[:2])
    for command in (first, second):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert " && .venv/bin/stagecli assess " in first
    assert second.endswith(" && .venv/bin/python -m pytest")


def test_the_first_command_shows_a_stage() -> None:
    arguments = blocks("sh")[0].split(".venv/bin/stagecli ")[1].split()
    done = subprocess.run([STAGECLI, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert "Stage 3, clear" in done.stdout


@pytest.mark.parametrize("block", blocks("python"))
def test_its_python_runs(block: str) -> None:
    done = subprocess.run([STAGECLI.parent / "python", "-c", block], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_its_commands_run(tmp_path: Path) -> None:
    for command in re.findall(r"^\$ (.*)$", "".join(blocks("console")), re.MULTILINE):
        if "--answers" in command:
            (tmp_path / "answers.yaml").write_text(TYPICAL, "utf-8")
        environment = {**os.environ, "PATH": f"{STAGECLI.parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        told = "" if "model new" in command or "--save" in command else done.stderr  # what they wrote
        assert (done.returncode, told) == (0, ""), command


def test_every_command_is_in_it() -> None:
    for command in COMMANDS:
        assert f"stagecli {command}" in TEXT


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (README.parent / target).exists(), target


def test_the_cases_are_read_as_it_says(bundled: Model) -> None:
    strict = 0
    for case in bundled.cases:
        result = assess(Classifier(bundled), from_values(bundled, case.answers, "file"))
        strict += result.stage.id == case.stage
        assert result.stage.id in (case.stage, *case.accept), case.name
    assert f"Of the {len(bundled.cases)} labelled cases" in " ".join(TEXT.split())
    assert f"<!-- cases -->{strict} are read as labelled" in " ".join(TEXT.split())


def test_each_promise_has_a_command_that_is_there_and_its_figures() -> None:
    _, *table = re.findall(r"^\| (.*) \| `(.*)` \| (.*) \| (.*) \|$", TEXT, re.MULTILINE)
    assert len(table) == 10
    for promise, command, cases, failures in table:
        assert re.match(r"[1-9][\d,.]* ?[a-z]*", cases), promise
        assert re.match(r"\d", failures), promise
        module = command.split()[0]
        assert module in {"pytest", "mutmut"} or (README.parent / f"{module.replace('.', '/')}.py").exists(), command
        for test in re.findall(r"tests/\S+\.py", command):
            assert (README.parent / test).exists(), command


def recorded(state: Path) -> str:
    """An interview as it looks in a terminal of 110 columns, without all its steps and what comes next."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "TERM": "dumb"}
    del environment["COLUMNS"]
    child = pexpect.spawn(
        str(STAGECLI), ["assess"], env=environment, encoding="utf-8", timeout=30, dimensions=(40, 110)
    )
    child.delaybeforesend = None
    shown = "$ stagecli assess\n"
    for line in ("3", "hopeful", "3", ""):
        child.expect_exact("\r\n> ")
        shown += f"{child.before}\r\n> "
        child.send(f"{line}\n")
    child.expect(pexpect.EOF)
    shown += str(child.before)
    shown = shown.replace("\r\n", "\n")
    for start, end in (("\n 2. ", "\nMore steps: "), ("\nWhat comes next", "\n\nThe ladder")):
        first = shown.index(start, shown.index("\nSteps for this week"))
        shown = f"{shown[:first]}\n …{shown[shown.index(end, first) :]}"
    return shown


def test_the_recorded_interview_is_what_the_program_shows(tmp_path: Path) -> None:
    marked = re.compile(r"(<!-- interview[^\n]*\n```text\n).*?(```)", re.DOTALL)
    shown = recorded(tmp_path)
    whole = marked.sub(lambda match: f"{match[1]}{shown}{match[2]}", TEXT)
    if os.environ.get("UPDATE_GOLDEN"):
        README.write_text(whole, "utf-8")
    assert README.read_text("utf-8") == whole
