"""`model new`, `model list`, `model schema`: what an author begins with."""

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.authoring.check import check
from stagecli.authoring.new import SCHEMA_LINE, identifier, is_placeholder, starter
from stagecli.model_file import load_model
from stagecli.model_file.bundled import BUNDLED
from tests.conftest import STAGECLI, Run, examples


@pytest.mark.parametrize("languages", [["en"], ["el"], ["en", "el"], ["fr", "en"]])
@pytest.mark.parametrize("stages", [2, 3, 4, 6, 8])
def test_a_starter_is_told_from_a_ladder_by_one_remark_and_reads_its_own_cases(
    stages: int, languages: list[str], run: Callable[..., Run], tmp_path: Path
) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(starter("new", "", [None] * stages, 6, languages), "utf-8")
    found = check(str(file))
    texts = sum(map(is_placeholder, re.findall(r'"(.*?)"', file.read_text("utf-8"))))
    assert [(level, problem.clause(), problem.advice()) for level, problem in found.findings] == [
        (
            "warning",
            f"{texts} texts are still as `stagecli model new` made them, this one first",
            "Replace them, then the frequencies: a starter says nothing about anybody.",
        )
    ]
    assert found.findings[0].problem.where.startswith("stages.stage-1.summary")
    assert found.model is not None
    assert (len(found.model.stages), list(found.model.languages)) == (stages, languages)
    assert run("model", "test", str(file), "--min-accuracy", "1").code == 0


@given(st.text(max_size=60), st.lists(st.none() | st.text(max_size=60), min_size=2, max_size=5), st.integers(1, 12))
@examples(60)
def test_whatever_is_typed_the_starter_is_sound(
    tmp_path_factory: pytest.TempPathFactory, title: str, stages: list[str | None], signals: int
) -> None:
    file = tmp_path_factory.getbasetemp() / "typed.yaml"
    file.write_text(starter(title, title, stages, signals, ["en"]), "utf-8", "replace")
    found = check(str(file))
    assert found.model is not None, [finding.problem for finding in found.findings]
    assert len(found.model.stages) == len(stages)


def test_ids_stay_apart_and_are_never_nothing(tmp_path: Path) -> None:
    file = tmp_path / "null.yaml"
    file.write_text(starter("null", "", ["A", "A 3", "A", "Null", "A"], 2, ["en", "en"]), "utf-8")
    model = load_model(file).model
    assert [stage.id for stage in model.stages] == ["a", "a-3", "a-2", "stage-4", "a-4"]
    assert (model.id, model.languages) == ("my-ladder", ("en",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("My Café, 2nd", "my-cafe-2nd"), ("2 fast", "x"), ("Καφές", "x"), ("", "x"), ("a" * 90, "a" * 40), ("--", "x")],
)
def test_an_id_is_made_of_what_can_be_in_one(text: str, expected: str) -> None:
    assert identifier(text, "x") == expected


def test_flags_are_enough_and_a_file_that_is_there_stays(run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "my-ladder.yaml"
    done = run("model", "new", str(file), "--stages", "5", "--signals", "3", "--title", 'The "best"', "--lang", "EL")
    assert (done.code, done.out) == (0, "")
    assert f"Next: stagecli model check {file}" in done.err
    model = load_model(file).model
    assert (model.id, model.title, len(model.stages), len(model.signals)) == ("my-ladder", 'The "best"', 5, 3)
    assert model.languages == ("el",)
    text = file.read_text("utf-8")
    assert text.startswith(f"{SCHEMA_LINE}\n")
    done = run("model", "new", str(file))
    assert (done.code, done.err) == (2, f"'{file}' is there already, and stays as it is. Name another file.\n")
    assert file.read_text("utf-8") == text
    assert run("model", "new", "-", "--stages", "5", "--signals", "3", "--lang", "el").out.startswith(SCHEMA_LINE)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--lang", "english"], "--lang: 'english' is no language code of two or three letters, such as en or el."),
        (
            ["--stages", "1"],
            "--stages: '1' is not a whole number from 2 to 40.",
        ),
    ],
)
def test_flags_that_make_no_sense_are_told(
    arguments: list[str], message: str, run: Callable[..., Run], tmp_path: Path
) -> None:
    done = run("model", "new", str(tmp_path / "new.yaml"), *arguments)
    assert (done.code, done.err) == (2, f"{message}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "none" / "new.yaml"
    done = run("model", "new", str(file))
    assert (done.code, done.err) == (1, f"'{file}' cannot be written: there is no folder '{file.parent}'.\n")


def terminal(folder: Path, *arguments: str) -> "pexpect.spawn[str]":
    environment = {**os.environ, "TERM": "dumb"}
    child = pexpect.spawn(
        str(STAGECLI), ["model", "new", *arguments], env=environment, encoding="utf-8", timeout=30, cwd=str(folder)
    )
    child.delaybeforesend = None
    return child


def test_in_a_terminal_it_asks_for_what_no_flag_says(tmp_path: Path) -> None:
    child = terminal(tmp_path, "coffee.yaml", "--signals", "2")
    for question, answer in [
        ("What is the ladder called?", "Καφές & {γάλα}"),
        ("How many stages does it have? Enter: 4.", "many"),
        ("Type a number from 2 to 40.", "3"),
        ("Stage 1:", "No coffee: none"),
        ("Stage 2:", ""),
        ("Stage 3:", '"More"'),
    ]:
        child.expect_exact(question)
        child.expect_exact("> ")
        child.send(f"{answer}\n")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    model = load_model(tmp_path / "coffee.yaml").model
    assert model.title == "Καφές & {γάλα}"
    assert [stage.name for stage in model.stages] == ["No coffee: none", "Stage 2", '"More"']


@pytest.mark.parametrize("end", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_an_end_in_the_middle_writes_nothing(end: str, tmp_path: Path) -> None:
    child = terminal(tmp_path, "coffee.yaml")
    child.expect_exact("> ")
    child.send(end)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130 if end == "\x03" else child.exitstatus == 1
    assert "Traceback" not in str(child.before)
    assert list(tmp_path.iterdir()) == []


def test_the_bundled_ladders_are_listed_and_usable_by_name(run: Callable[..., Run]) -> None:
    listed = json.loads(run("model", "list", "--format", "json").out)
    assert [each["name"] for each in listed["models"]] == list(BUNDLED)
    said = run("model", "list", "--lang", "el").out
    for each in listed["models"]:
        assert each["name"] in said
        title = load_model(each["name"]).model.title
        assert isinstance(title, dict)
        assert title["el"] in said
        assert run("stages", "--model", each["name"]).code == 0


def test_the_schema_is_printed_and_written(run: Callable[..., Run], tmp_path: Path) -> None:
    printed = run("model", "schema").out
    assert json.loads(printed)["$id"] == "urn:stagecli:schema:model:1"
    run("model", "schema", "-o", str(tmp_path / "model.schema.json"))
    assert (tmp_path / "model.schema.json").read_text("utf-8") == printed


def test_without_hard_links_a_new_file_is_written_all_the_same(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "link", unsupported)
    file = tmp_path / "new.yaml"
    assert run("model", "new", str(file)).code == 0
    assert run("model", "check", str(file)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["new.yaml"]


def test_what_has_come_in_between_is_not_written_over(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, real = tmp_path / "new.yaml", os.link

    def late(part: str, target: Path) -> None:
        target.write_text("of somebody else", "utf-8")
        real(part, target)

    monkeypatch.setattr(os, "link", late)
    done = run("model", "new", str(file))
    assert (done.code, done.err) == (2, f"'{file}' is there already, and stays as it is. Name another file.\n")
    assert file.read_text("utf-8") == "of somebody else"
    assert [path.name for path in tmp_path.iterdir()] == ["new.yaml"]
