"""`model diff`: every difference that matters, told by id, and the subjects that move."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from stagecli.authoring.diff import Difference, diff, together
from stagecli.authoring.labelled import Subject, of_model, read_subjects
from stagecli.model import Model
from stagecli.model_file import load_model
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, SMALL
from tests.test_observed import LADDER

SMALL_FILE = MODELS / "small.yaml"


def test_a_ladder_differs_from_itself_in_nothing(run: Callable[..., Run]) -> None:
    assert diff(BUNDLED, BUNDLED, of_model(BUNDLED)).moved == ()
    assert diff(BUNDLED, BUNDLED, ()).changes == ()
    done = run("model", "diff", "social-media", "social-media")
    assert (done.code, done.err) == (0, "")
    assert "Nothing that matters to a verdict or to advice is different." in done.out
    assert "0 of 40 subjects are at another stage" in done.out


CHANGES: dict[str, tuple[str, Difference]] = {
    "effort: high": ("effort: low", Difference("steps", "stages.none_yet.steps.buy-a-disk.effort", "high", "low")),
    "slip: 0.2": ("slip: 0.1", Difference("model", "calibration.slip", 0.2, 0.1)),
    "[80, 10, 2]": ("[80, 15, 2]", Difference("frequencies", "signals.copies.options.missing.of_100.copying", 10, 15)),
    "question: How often are they made?": (
        "question: How often?",
        Difference("signals", "signals.often.question", "How often are they made?", "How often?"),
    ),
    "only_if: {copies: [some]}\n    weight": (
        "only_if: {copies: [some, missing]}\n    weight",
        Difference("signals", "signals.often.only_if.copies", ("some",), ("some", "missing")),
    ),
}


def read(tmp_path: Path, text: str) -> Model:
    file = tmp_path / "new.yaml"
    file.write_text(text, "utf-8")
    return load_model(file).model


@pytest.mark.parametrize("old", CHANGES)
def test_a_change_is_told_by_its_place(old: str, tmp_path: Path) -> None:
    text = SMALL_FILE.read_text("utf-8")
    new, change = CHANGES[old]
    assert text.count(old) == 1, text.count(old)
    other = read(tmp_path, text.replace(old, new))
    assert diff(SMALL, other, ()).changes == (change,)


def test_what_is_new_or_gone_is_told_as_a_whole_by_its_text() -> None:
    fewer = replace(SMALL, signals=SMALL.signals[:-1])
    question = SMALL.signals[-1].question
    shown = question if isinstance(question, str) else next(iter(question.values()))
    where = f"signals.{SMALL.signals[-1].id}"
    assert diff(SMALL, fewer, ()).changes == (Difference("signals", where, shown, None),)
    assert diff(fewer, SMALL, ()).changes == (Difference("signals", where, None, shown),)


def test_rules_of_measures_are_told_one_by_one_as_the_file_has_them(run: Callable[..., Run], tmp_path: Path) -> None:
    later = LADDER.replace("{from: 20}", "{from: 25}").replace(
        "  crm.channel:", "  crm.visits: {title: Visits, unit: visits}\n  crm.channel:"
    )
    for name, text in (("old", LADDER), ("new", later)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    found = diff(load_model(tmp_path / "old.yaml").model, load_model(tmp_path / "new.yaml").model, ())
    assert found.changes == (
        Difference("signals", "signals.selling.observe.2", "{when: {crm.orders: {from: 20}}, as: [both]}",
                   "{when: {crm.orders: {from: 25}}, as: [both]}"),
        Difference("model", "measures.crm.visits", None, "Visits"),
    )  # fmt: skip
    done = run("model", "diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"))
    assert "{when: {crm.orders: {from: 20}}, as: [both]} → {when: {crm.orders: {from: 25}}, as:" in " ".join(
        done.out.split()
    )


def test_moving_signals_about_changes_nothing_but_moving_stages_does() -> None:
    turned = replace(BUNDLED, signals=BUNDLED.signals[::-1])
    assert diff(BUNDLED, turned, of_model(BUNDLED)).changes == ()
    options = tuple(
        replace(s, options=tuple(replace(o, of_100=o.of_100[::-1]) for o in s.options)) for s in BUNDLED.signals
    )
    stages = tuple(replace(stage, aim=None) for stage in BUNDLED.stages)
    straight, other = replace(BUNDLED, stages=stages), replace(BUNDLED, stages=stages[::-1], signals=options)
    (change,) = diff(straight, other, ()).changes
    assert (change.group, change.where) == ("stages", "stages")
    assert change.old.split(", ") == change.new.split(", ")[::-1]


def test_only_subjects_that_the_change_moves_are_told(run: Callable[..., Run], tmp_path: Path) -> None:
    text = SMALL_FILE.read_text("utf-8").replace("[80, 10, 2]", "[2, 10, 80]").replace("[20, 90, 98]", "[98, 90, 20]")
    read(tmp_path, text)
    rows = tmp_path / "rows.csv"
    rows.write_text("name,copies\nA,some\nB,missing\nC,\n", "utf-8")
    new = str(tmp_path / "new.yaml")
    result = json.loads(run("model", "diff", str(SMALL_FILE), new, "--cases", str(rows), "--format", "json").out)
    assert result["subjects"] == 2 + 3
    moved = {each["name"]: (each["old"], each["new"]) for each in result["moved"]}
    assert moved["A"] == ("safe", "none_yet")
    assert "C" not in moved
    done = run("model", "diff", str(SMALL_FILE), new, "--cases", str(rows), "--id", "name")
    assert "of 5 subjects are at another stage" in done.out
    assert "signals.copies.options.missing: none_yet 80 → 2, safe 2 → 80" in done.out


def test_answers_that_one_ladder_does_not_know_are_left_out_there_and_counted() -> None:
    fewer = replace(SMALL, signals=SMALL.signals[:1])
    found = diff(SMALL, fewer, (Subject("A", {"copies": "some", "often": "weekly"}), Subject("B", {"often": "weekly"})))
    assert (found.subjects, found.dropped) == (2, 2)
    assert [(moved.name, moved.new) for moved in found.moved if moved.new is None] == [("B", None)]


def test_answers_that_only_the_new_ladder_knows_are_read(tmp_path: Path) -> None:
    options = SMALL.signals[0].options
    old = replace(SMALL, signals=(replace(SMALL.signals[0], options=options[:1] * 2), *SMALL.signals[1:3]))
    rows = tmp_path / "rows.csv"
    rows.write_text("name,copies,tested\nA,some,tested\n", "utf-8")
    subjects, notes = read_subjects(together(old, SMALL), str(rows))
    assert ([subject.answers for subject in subjects], notes) == ([{"copies": "some", "tested": "tested"}], ())
    found = diff(replace(SMALL, signals=SMALL.signals[:3]), SMALL, subjects)
    assert (found.subjects, found.dropped) == (1, 1)
