"""The bundled ladders: complete in both languages, within their own rules, and read as their cases are labelled."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.authoring.check import check
from stagecli.classifier import Classifier
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.bundled import BUNDLED, bundled_path, compiled, compiled_model, compiled_path
from stagecli.model_file.parsed import read_model_file

ACTIONS = {
    "accounts", "posting", "automation", "set_time", "answering", "telling_customers", "measuring", "mentions",
    "telling_others", "helping", "steering",
}  # fmt: skip
"""What a subject can do or say; feelings, expectations, results and age are not advised to change."""
NOT_ACTIONS = {"release_feel", "recovery"}
"""Of a software team: what follows from what it does."""
DEFINING = {"accounts", "release_way"}
"""Facts that all but define a stage."""


@pytest.fixture(params=BUNDLED)
def ladder(request: pytest.FixtureRequest) -> Model:
    return load_model(request.param).model


def texts(value: object) -> Iterator[dict[str, str]]:
    """Every text that has languages."""
    if isinstance(value, dict):
        if set(value) <= {"en", "el"} and value:
            yield value
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize(
    ("name", "remarks"),
    [
        # What would rule stages out is proposed and compared, but only somebody's word does so.
        ("social-media", ["measured, these answers rule a stage out or close a gate: idle, in_use"]),
        ("software-delivery", ["measured, these answers rule a stage out or close a gate: started, automatic"]),
    ],
)
def test_it_is_sound_and_there_is_nothing_else_to_remark(name: str, remarks: list[str]) -> None:
    assert [str(finding.problem.what) for finding in check(name).findings] == remarks
    assert load_model(name).model.id == name


@pytest.mark.parametrize("name", BUNDLED)
def test_its_compiled_form_is_the_model_that_its_yaml_gives(name: str) -> None:
    """UPDATE_GOLDEN=1 compiles it anew."""
    model = read_model_file(name).model
    assert model is not None
    current = compiled(bundled_path(name).read_bytes(), model)
    if os.environ.get("UPDATE_GOLDEN"):
        compiled_path(name).write_bytes(current)
    assert compiled_path(name).read_bytes() == current
    assert compiled_model(name) == model


@pytest.mark.parametrize("data", [
    None, b"", b"{}", compiled(b"other YAML", load_model().model), compiled_path(BUNDLED[0]).read_bytes()[:-1],
])  # fmt: skip
def test_a_compiled_form_of_other_yaml_or_a_damaged_one_is_not_used(
    data: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = load_model().model
    path = tmp_path / "ladder.msgpack"
    if data is not None:
        path.write_bytes(data)
    monkeypatch.setattr("stagecli.model_file.bundled.compiled_path", lambda _: path)
    assert compiled_model(BUNDLED[0]) is None
    assert load_model().model == sound


def test_nothing_is_missing_in_either_language(ladder: Model) -> None:
    found = list(texts(msgspec.to_builtins(ladder)))
    assert len(found) > 150
    for text in found:
        assert set(text) == {"en", "el"}
        assert any("α" <= letter <= "ω" for letter in text["el"].lower())
        assert not any("α" <= letter <= "ω" for letter in text["en"].lower())


def test_its_size_is_that_of_a_two_minute_interview(ladder: Model) -> None:
    assert len(ladder.stages) == {"social-media": 6, "software-delivery": 5}[ladder.id]
    assert 12 <= len(ladder.signals) <= 16
    for signal in ladder.signals:
        assert signal.help is not None
        assert isinstance(signal.question, dict)
        assert max(len(text) for text in signal.question.values()) <= 80
    for stage in ladder.stages:
        assert 3 <= len(stage.steps) <= 6


def test_steps_change_only_what_a_subject_can_do_or_say(ladder: Model) -> None:
    actions = ACTIONS if ladder.id == "social-media" else {signal.id for signal in ladder.signals} - NOT_ACTIONS
    for stage in ladder.stages:
        for step in stage.steps:
            assert set(step.changes) <= actions, step.id


def test_every_column_is_of_a_hundred_and_none_is_sharper_than_judgement_can_be(ladder: Model) -> None:
    for signal in ladder.signals:
        for stage in range(len(ladder.stages)):
            column = [option.of_100[stage] for option in signal.options]
            assert sum(column) == 100
            assert max(column) <= (92 if signal.id in DEFINING else 85)


def test_every_stage_has_cases_and_few_accept_another(ladder: Model) -> None:
    labels = Counter(case.stage for case in ladder.cases)
    assert min(labels[stage.id] for stage in ladder.stages) >= 5
    assert 4 * sum(bool(case.accept) for case in ladder.cases) <= len(ladder.cases)


def test_every_case_is_read_as_labelled_or_accepted_and_every_clear_one_as_labelled(ladder: Model) -> None:
    for case in ladder.cases:
        result = assess(Classifier(ladder), from_values(ladder, case.answers, "file"))
        assert result.stage.id in (case.stage, *case.accept), case.name
        assert result.status != "clear" or result.stage.id == case.stage, case.name


@pytest.mark.parametrize("name", BUNDLED)
def test_no_measure_is_read_as_having_none(name: str) -> None:
    rules = [rule for signal in load_model(name).model.signals for rule in signal.observe]
    said = {option for rule in rules for option in rule.as_ or ()}
    assert not {option for rule in rules if rule.as_ for option in rule.as_[:1]} & {"none", "no", "nothing"}
    assert "nobody_writes" not in said
    assert len(rules) == {"social-media": 17, "software-delivery": 13}[name]
