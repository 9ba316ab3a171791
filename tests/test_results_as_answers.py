"""A result in JSON, given to assess again: its answers, whose they are and when they were given."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MODELS, Run

SMALL = ("--model", str(MODELS / "small.yaml"))
NOW = "1777225600"
THEN, TODAY = "2026-01-01T00:00:00Z", "2026-04-26T17:46:40Z"

Runner = Callable[..., Run]


@pytest.fixture
def result(tmp_path: Path, run: Runner) -> Path:
    """A result of the ladder small: an option, a number, and don't know."""
    path = tmp_path / "result.json"
    arguments = ("--copies", "some", "--age", "3.5", "--tested", "dont_know", "--name", "Bakery", "-o", str(path))
    assert run("assess", *SMALL, *arguments).code == 0
    return path


def changed(result: Path, **values: Any) -> str:
    """The result with other values, in a file of its own."""
    path = result.with_name("changed.json")
    path.write_text(json.dumps({**json.loads(result.read_text("utf-8")), **values}), "utf-8")
    return str(path)


def again(run: Runner, *arguments: str, **more: Any) -> dict[str, Any]:
    """What assess says now."""
    done = run("assess", *SMALL, *arguments, "--format", "json", SOURCE_DATE_EPOCH=NOW, **more)
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def given(result: dict[str, Any]) -> dict[str, tuple[str, str | None, float | None]]:
    return {each["signal"]: (each["state"], each["option"], each["number"]) for each in result["answers"]}


def test_answers_subject_and_time_come_along(result: Path, run: Runner) -> None:
    was = json.loads(result.read_text("utf-8"))
    found = again(run, "--answers", str(result))
    assert given(found) == given(was)
    assert given(found) == {
        "copies": ("answered", "some", None),
        "often": ("not_asked", None, None),
        "age": ("answered", "fresh", 3.5),
        "tested": ("dont_know", None, None),
    }
    assert {each["origin"] for each in found["answers"]} == {"file", None}
    assert (found["subject"], found["time"]) == ("Bakery", THEN)
    same = {key for key in was if found[key] == was[key]}
    assert was.keys() - same == {"answers"}  # of which only the origin is another


@pytest.mark.parametrize("way", ["-", "result.yaml", "RESULT.JSON"])
def test_a_result_is_one_however_it_is_read(way: str, result: Path, run: Runner) -> None:
    data = result.read_bytes()
    path = result.with_name(way)
    if way != "-":
        path.write_bytes(data)
    found = again(run, "--answers", "-" if way == "-" else str(path), stdin=data)
    assert (found["subject"], found["time"]) == ("Bakery", THEN)
    assert given(found)["age"] == ("answered", "fresh", 3.5)


@pytest.mark.parametrize(
    ("flags", "time"),
    [
        ([], THEN),
        (["--often", "weekly"], TODAY),  # added
        (["--copies", "missing"], TODAY),  # changed
        (["--age", "4"], TODAY),  # another number of the same option
        (["--tested", "untested"], TODAY),  # known now
        (["--copies", "dont_know"], TODAY),
    ],
)
def test_the_time_is_that_of_the_result_only_if_its_answers_are(
    flags: list[str], time: str, result: Path, run: Runner
) -> None:
    found = again(run, "--answers", str(result), *flags)
    assert (found["subject"], found["time"]) == ("Bakery", time)


def test_a_flag_that_says_the_same_gives_the_time_of_now(result: Path, run: Runner) -> None:
    found = again(run, "--answers", str(result), "--copies", "some")
    assert found["time"] == TODAY  # it was said now
    assert {each["signal"]: each["origin"] for each in found["answers"]}["copies"] == "flag"


def test_a_name_that_is_given_wins_and_one_that_is_not_there_is_nobody(result: Path, run: Runner) -> None:
    found = again(run, "--answers", str(result), "--name", "Garage")
    assert (found["subject"], found["time"]) == ("Garage", THEN)
    assert again(run, "--answers", changed(result, subject=None))["subject"] is None
    assert again(run, "--answers", changed(result, time=None))["time"] == TODAY


def test_plain_answers_have_the_time_of_now(tmp_path: Path, run: Runner) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("copies: some\n", "utf-8")
    found = again(run, "--answers", str(file))
    assert (found["subject"], found["time"]) == (None, TODAY)


def test_a_result_of_the_first_version_is_read_too(result: Path, run: Runner) -> None:
    found = again(run, "--answers", changed(result, contract="stagecli/assessment/1"))
    assert (found["subject"], found["time"]) == ("Bakery", THEN)


def test_a_result_of_another_ladder_is_told(result: Path, run: Runner) -> None:
    done = run("assess", "--answers", str(result))
    line = next(each for each in result.read_text("utf-8").splitlines() if '"id": "small"' in each)
    number = result.read_text("utf-8").splitlines().index(line) + 1
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == (
        f"{result}:{number}:11: model.id: this result is of the ladder 'small', not of 'social-media'. "
        "Name that ladder with --model."
    )
    done = run("assess", "--answers", str(result), "--lang", "el")
    assert done.err.splitlines()[0] == (
        f"{result}:{number}:11: model.id: αυτό το αποτέλεσμα είναι για την κλίμακα «small» και όχι για την "
        "«social-media». Δώστε εκείνη την κλίμακα με --model."
    )


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no answers": ({"answers": None}, "Expected `array`, got `null` - at `$.answers`"),
    "answers of another kind": ({"answers": {}}, "Expected `array`, got `object` - at `$.answers`"),
    "an answer of another kind": ({"answers": ["some"]}, "Expected `object`, got `str` - at `$.answers[0]`"),
    "an answer without its option": (
        {"answers": [{"signal": "copies", "state": "answered"}]},
        "Object missing required field `option` - at `$.answers[0]`",
    ),
    "no model": ({"model": None}, "Expected `object`, got `null` - at `$.model`"),
    "a model without an id": ({"model": {}}, "Object missing required field `id` - at `$.model`"),
    "a name of another kind": ({"subject": ["A"]}, "Expected `str | null`, got `array` - at `$.subject`"),
    "a time of another kind": ({"time": {}}, "Expected `str | null`, got `object` - at `$.time`"),
    "a number that is none": (
        {"answers": [{"signal": "age", "state": "answered", "option": "fresh", "number": "1e400"}]},
        "Number out of range - at `$.answers[0].number`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", WRONG)
def test_a_result_that_is_not_whole_is_told(how: str, result: Path, run: Runner) -> None:
    values, said = WRONG[how]
    file = changed(result, **values)
    done = run("assess", *SMALL, "--answers", file)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == f"{file}:1:1: this result is not whole: {said}."


@pytest.mark.parametrize(
    "time",
    [
        "2026-1-31",
        "2026-02-30",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "٢٠٢٦-01-01T00:00:00Z",
        "2026-W01-1T00:00:00Z",
    ],
)
def test_a_time_that_is_none_is_told(time: str, result: Path, run: Runner) -> None:
    file = changed(result, time=time)
    done = run("assess", *SMALL, "--answers", file)
    assert (done.code, done.out) == (2, "")
    said = done.err.splitlines()[0].partition(" ")
    assert said[0].startswith(f"{file}:1:")
    assert said[2] == (f"time: '{time}' is neither a day such as 2026-01-31 nor a time such as 2026-01-31T12:00:00Z.")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_result_that_is_cut_short_is_told_in_one_message(part: float, result: Path, run: Runner) -> None:
    text = result.read_text("utf-8")
    cut = result.with_name("cut.json")
    cut.write_text(text[: int(len(text) * part)], "utf-8")
    done = run("assess", *SMALL, "--answers", str(cut))
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0].startswith(f"{cut}:")
    assert ": not valid JSON: " in done.err.splitlines()[0]


def test_answers_that_no_longer_fit_are_named_and_dropped(result: Path, run: Runner, tmp_path: Path) -> None:
    ladder = tmp_path / "small.yaml"
    text = (MODELS / "small.yaml").read_text("utf-8").replace("max: 9999", "max: 90")
    ladder.write_text(text, "utf-8")
    answers = json.loads(result.read_text("utf-8"))["answers"]
    answers[2]["number"] = 400
    answers += [
        {"signal": "gone", "state": "answered", "option": "some"},
        {"signal": "evil\x1b[2J\u202e", "state": "answered", "option": "some"},
        {"signal": "often", "state": "answered", "option": "daily"},
    ]
    arguments = ("assess", "--model", str(ladder), "--answers", changed(result, answers=answers), "--format", "json")
    done = run(*arguments, SOURCE_DATE_EPOCH=NOW)
    assert done.code == 0
    assert done.err == (
        "The ladder has changed since; these answers no longer fit and are left out: often, age, gone, "
        "evil\\x1b[2J\\u202e.\n"
    )
    found = json.loads(done.out)
    assert found["time"] == TODAY  # these are not the answers of that time
    assert given(found)["age"] == ("not_asked", None, None)
    assert given(found)["copies"] == ("answered", "some", None)
    greek = run(*arguments, "--lang", "el").err
    assert greek.startswith("Η κλίμακα άλλαξε από τότε· αυτές οι απαντήσεις δεν ταιριάζουν πια και παραλείπονται: ")


@pytest.mark.parametrize("number", ["nan", "inf", "-1"])
def test_a_number_that_is_out_of_range_no_longer_fits(number: str, result: Path, run: Runner) -> None:
    answers = json.loads(result.read_text("utf-8"))["answers"]
    answers[2]["number"] = number
    done = run("assess", *SMALL, "--answers", changed(result, answers=answers))
    assert (done.code, done.err) == (
        0,
        "The ladder has changed since; these answers no longer fit and are left out: age.\n",
    )


def test_a_number_has_the_option_that_it_falls_into_now(result: Path, run: Runner, tmp_path: Path) -> None:
    ladder = tmp_path / "small.yaml"
    ladder.write_text((MODELS / "small.yaml").read_text("utf-8").replace("below: 7,", "below: 3,"), "utf-8")
    done = run("assess", "--model", str(ladder), "--answers", str(result), "--format", "json", SOURCE_DATE_EPOCH=NOW)
    assert (done.code, done.err) == (0, "")
    assert given(json.loads(done.out))["age"] == ("answered", "stale", 3.5)
    assert json.loads(done.out)["time"] == THEN


def test_all_that_is_left_may_be_nothing(result: Path, run: Runner) -> None:
    done = run("assess", *SMALL, "--answers", changed(result, answers=[]))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("There are no answers. In a terminal they are asked for;")


def test_hostile_texts_of_a_result_reach_nobody(result: Path, run: Runner) -> None:
    text = result.read_text("utf-8")
    hostile = result.with_name("hostile.json")
    for harmless in ("Keeping backups", "Is there a copy", "Less than a week", "Copies are made and tested."):
        text = text.replace(harmless, "\\u001b[31mEVIL<script>")
    hostile.write_text(text, "utf-8")
    assert text.count("EVIL") >= 2
    for kind in ("text", "markdown", "html", "json"):
        done = run("assess", *SMALL, "--answers", str(hostile), "--format", kind)
        assert (done.code, done.err) == (0, "")
        assert "EVIL" not in done.out
