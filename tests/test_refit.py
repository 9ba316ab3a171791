"""Stored answers under a model that has changed: what still fits, and what a number means now."""

import pytest
from hypothesis import given
from msgspec.structs import replace

from stagecli.answers import Answer, from_values
from stagecli.classifier import Classifier
from stagecli.model import Model, Option
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL, some_answers


def with_ages(*below: float, most: float = 9999) -> Model:
    """The small ladder with other ranges of ages."""
    age = SMALL.signal("age")
    assert age.number is not None
    options = tuple(
        Option(id=option.id, label=option.label, of_100=option.of_100, below=limit)
        for option, limit in zip(age.options, (*below, None), strict=True)
    )
    changed = replace(age, options=options, number=replace(age.number, max=most))
    return replace(SMALL, signals=tuple(changed if signal.id == "age" else signal for signal in SMALL.signals))


@given(some_answers(BUNDLED))
def test_under_the_same_model_nothing_changes(answers: dict[str, str]) -> None:
    given_ = from_values(BUNDLED, answers, "asked")
    assert CLASSIFIERS["social-media"].refit(given_) == (given_, ())


@pytest.mark.parametrize(
    ("number", "model", "option"),
    [
        (3, SMALL, "fresh"),
        (3, with_ages(2, 30), "stale"),
        (40, with_ages(2, 30), "ancient"),
        (40, with_ages(2, 30, most=40), "ancient"),
        (41, with_ages(2, 30, most=40), None),
    ],
)
def test_a_number_has_the_option_that_it_falls_into_now(number: float, model: Model, option: str | None) -> None:
    stored = {"age": Answer("fresh", "asked", number), "copies": Answer("some", "file")}
    answers, dropped = Classifier(model).refit(stored)
    expected = {} if option is None else {"age": Answer(option, "asked", number)}
    assert answers == {**expected, "copies": stored["copies"]}
    assert dropped == (() if option else ("age",))


def test_what_is_gone_is_dropped_and_named() -> None:
    stored = {
        "gone": Answer("dont_know", "asked"),
        "copies": Answer("several", "asked"),
        "tested": Answer("dont_know", "asked"),
        "often": Answer("weekly", "flag", 7),
    }
    answers, dropped = CLASSIFIERS["small"].refit(stored)
    assert answers == {"tested": Answer("dont_know", "asked"), "often": Answer("weekly", "flag")}  # no number any more
    assert dropped == ("gone", "copies")
