"""The bundled ladder: complete in both languages, within its own rules, and read as its cases are labelled."""

from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.model import Model
from stagecli.model_file import check_model

ACTIONS = {
    "accounts", "posting", "automation", "set_time", "answering", "telling_customers", "measuring", "mentions",
    "telling_others", "helping",
}  # fmt: skip
"""What a subject can do or say; feelings, expectations, results and age are not advised to change."""


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


def test_it_is_sound_and_nothing_is_missing_in_either_language(bundled: Model) -> None:
    _, notes = check_model("social-media")
    assert notes == ()
    found = list(texts(msgspec.to_builtins(bundled)))
    assert len(found) > 150
    for text in found:
        assert set(text) == {"en", "el"}
        assert any("α" <= letter <= "ω" for letter in text["el"].lower())
        assert not any("α" <= letter <= "ω" for letter in text["en"].lower())


def test_its_size_is_that_of_a_two_minute_interview(bundled: Model) -> None:
    assert len(bundled.stages) == 6
    assert 12 <= len(bundled.signals) <= 16
    for signal in bundled.signals:
        assert signal.help is not None
        assert isinstance(signal.question, dict)
        assert max(len(text) for text in signal.question.values()) <= 80
    for stage in bundled.stages:
        assert 3 <= len(stage.steps) <= 6


def test_steps_change_only_what_a_subject_can_do_or_say(bundled: Model) -> None:
    for stage in bundled.stages:
        for step in stage.steps:
            assert set(step.changes) <= ACTIONS


def test_every_column_is_of_a_hundred_and_none_is_sharper_than_judgement_can_be(bundled: Model) -> None:
    for signal in bundled.signals:
        for stage in range(len(bundled.stages)):
            column = [option.of_100[stage] for option in signal.options]
            assert sum(column) == 100
            # only a fact that all but defines a stage may go beyond 85: whether there is an account in use
            assert max(column) <= (92 if signal.id == "accounts" else 85)


@pytest.mark.parametrize("stage", range(6))
def test_every_stage_has_cases_and_few_accept_another(bundled: Model, stage: int) -> None:
    assert Counter(case.stage for case in bundled.cases)[bundled.stages[stage].id] >= 5
    assert 4 * sum(bool(case.accept) for case in bundled.cases) <= len(bundled.cases)


def test_every_clear_verdict_on_a_case_is_right(bundled: Model) -> None:
    for case in bundled.cases:
        result = assess(bundled, from_values(bundled, case.answers, "file"))
        assert result.status != "clear" or result.stage.id == case.stage, case.name
