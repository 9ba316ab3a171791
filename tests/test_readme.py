"""README is true: its examples run, its recording is what the program shows, its figures are counted."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.classifier import Classifier
from stagecli.cli.main import COMMANDS
from stagecli.model import Model
from tests.conftest import STAGECLI
from tests.pictures import recorded, shortened

README = Path(__file__).parent.parent / "README.md"
BESIDE = README.parent / ".github"
TYPICAL = """\
{accounts: in_use, attitude: comfortable, set_time: set, automation: by_hand, answering: usually, mentions: searching,
results: first_results, expectation: steady_gain, measuring: numbers, telling_others: when_asked, helping: not_helping}
"""
TEXT = README.read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_it_stays_one_page() -> None:
    assert len(TEXT.splitlines()) <= 110


def test_its_first_two_commands_are_complete() -> None:
    first, second = (block.strip() for block in blocks("sh")[:2])
    for command in (first, second):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert first.endswith(" && .venv/bin/stagecli assess")  # as the recorded interview begins
    assert second.endswith(" && .venv/bin/python -m pytest")


@pytest.mark.parametrize("block", blocks("python"))
def test_its_python_runs(block: str) -> None:
    done = subprocess.run([STAGECLI.parent / "python", "-c", block], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    promised = re.search(r"# (.*)…\]", block)
    assert promised is not None
    assert done.stdout.startswith(promised[1])


def test_its_commands_run(tmp_path: Path) -> None:
    for command in re.findall(r"^\$ (.*)$", "".join(blocks("console")), re.MULTILINE):
        if "--answers" in command:
            (tmp_path / "answers.yaml").write_text(TYPICAL, "utf-8")
        environment = {**os.environ, "PATH": f"{STAGECLI.parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        told = "" if re.search("model new|--save|--for ", command) else done.stderr  # what they wrote
        assert (done.returncode, told) == (0, ""), command


def test_every_command_is_in_it() -> None:
    for command in COMMANDS:
        assert f"stagecli {command}" in TEXT


@pytest.mark.parametrize("page", [README, *BESIDE.glob("*.md")], ids=lambda page: page.name)
def test_its_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)|src(?:set)?=\"([^\"]+)", page.read_text("utf-8")):
        name, _, anchor = "".join(target).partition("#")
        there = page.parent / name if name else page
        assert there.exists(), target
        headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE) if anchor else []
        assert anchor in ["", *(re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings)], target


def test_each_picture_says_what_is_to_be_seen() -> None:
    pictures = re.findall(r"<img [^>]*>", TEXT)
    assert len(pictures) == 2
    for picture in pictures:
        assert re.search(r'alt="[^"]{50,}"', picture), picture


def test_the_cases_are_read_as_it_says(bundled: Model) -> None:
    strict = 0
    for case in bundled.cases:
        result = assess(Classifier(bundled), from_values(bundled, case.answers, "file"))
        strict += result.stage.id == case.stage
        assert result.stage.id in (case.stage, *case.accept), case.name
    assert f"Of the {len(bundled.cases)} labelled cases" in " ".join(TEXT.split())
    assert f"<!-- cases -->{strict} are read as labelled" in " ".join(TEXT.split())


def test_each_promise_has_a_command_that_is_there_and_its_figures() -> None:
    security = (BESIDE / "SECURITY.md").read_text("utf-8")
    _, *table = re.findall(r"^\| (.*) \| `(.*)` \| (.*) \| (.*) \|$", security, re.MULTILINE)
    assert len(table) == 11
    for promise, command, cases, failures in table:
        assert re.match(r"[1-9][\d,.]* ?[a-z]*", cases), promise
        assert re.match(r"\d", failures), promise
        module = command.split()[0]
        assert module in {"pytest", "mutmut"} or (README.parent / f"{module.replace('.', '/')}.py").exists(), command
        for test in re.findall(r"tests/\S+\.py", command):
            assert (README.parent / test).exists(), command


def test_the_recorded_interview_is_what_the_program_shows(tmp_path: Path) -> None:
    marked = re.compile(r"(<!-- interview[^\n]*\n```text\n).*?(```)", re.DOTALL)
    cuts = [("At most", "Question 1"), ("Question 2", "Stage "), ("At stage", "Steps"), (" 2. ", "If you")]
    shown = shortened(recorded(tmp_path), *cuts).plain.partition("\nWhy we think so")[0]
    shown = re.sub(" +$", "", shown, flags=re.MULTILINE)
    whole = marked.sub(lambda match: f"{match[1]}{shown}{match[2]}", TEXT)
    if os.environ.get("UPDATE_GOLDEN"):
        README.write_text(whole, "utf-8")
    assert README.read_text("utf-8") == whole
