"""The functions of the package: what a script, a web form or a chat bot calls."""

import json
import math
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

import stagecli
from stagecli.classifier.gates import counted
from stagecli.errors import AnswersError, UsageError
from tests.conftest import MODELS
from tests.ladders import BUNDLED, CLASSIFIERS, some_answers

LADDER = CLASSIFIERS["social-media"]


def test_a_ladder_is_loaded_by_its_name_or_its_path() -> None:
    assert stagecli.load_model().model == BUNDLED
    small = MODELS / "small.yaml"
    assert stagecli.load_model(small).model == stagecli.load_model(str(small)).model
    with pytest.raises(UsageError, match=r"^There is no model file 'nowhere\.yaml'\."):
        stagecli.load_model(Path("nowhere.yaml"))


@given(some_answers(BUNDLED))
def test_classify_is_the_verdict_of_assess(answers: dict[str, str]) -> None:
    if not counted(LADDER, answers):
        with pytest.raises(UsageError, match="There is no answer to go by"):
            stagecli.classify(LADDER, answers)
        return
    verdict, result = stagecli.classify(LADDER, answers), stagecli.assess(LADDER, answers)
    assert (LADDER.stages[verdict.stage], verdict.status) == (result.stage.id, result.status)
    assert verdict.posterior == tuple(stage.probability for stage in result.posterior)


def test_classify_takes_labels_and_numbers() -> None:
    label = BUNDLED.localized(BUNDLED.signal("accounts").options[-1].label, "el")
    by_id = stagecli.classify(LADDER, {"accounts": "in_use", "months_active": "from_6_to_18"})
    assert stagecli.classify(LADDER, {"accounts": label, "months_active": 14}) == by_id
    with pytest.raises(AnswersError, match="there is no such signal"):
        stagecli.classify(LADDER, {"account": "in_use"})


def test_the_next_question_takes_labels_and_numbers() -> None:
    ladder = LADDER
    by_id = stagecli.next_question(ladder, {"accounts": "in_use", "months_active": "from_6_to_18"})
    label = BUNDLED.localized(BUNDLED.signal("accounts").options[-1].label, "el")
    assert stagecli.next_question(ladder, {"accounts": label, "months_active": 14}) == by_id
    with pytest.raises(AnswersError, match="there is no such signal"):
        stagecli.next_question(ladder, {"account": "in_use"})


@pytest.mark.parametrize("nothing", [None, math.nan, np.float32("nan"), "", "  "])
@pytest.mark.parametrize("signal", ["accounts", "months_active"])
def test_none_nan_and_empty_text_mean_not_asked(nothing: object, signal: str) -> None:
    answers = {"attitude": "angry"}
    assert stagecli.classify(LADDER, {**answers, signal: nothing}) == stagecli.classify(LADDER, answers)
    assert stagecli.assess(LADDER, {**answers, signal: nothing}) == stagecli.assess(LADDER, answers)
    asked = stagecli.next_question(LADDER, {**answers, signal: nothing})
    assert asked == stagecli.next_question(LADDER, answers)


@pytest.mark.parametrize("number", [14, 14.0, np.int64(14), np.float32(14), "14", Fraction(14)])
def test_a_number_of_any_type_is_a_number(number: object) -> None:
    expected = stagecli.classify(LADDER, {"months_active": "from_6_to_18"})
    assert stagecli.classify(LADDER, {"months_active": number}) == expected


@pytest.mark.parametrize("wrong", [True, [], ["none"], {"none": 1}, b"none", object, 1j, 10**400])
@pytest.mark.parametrize("signal", ["accounts", "months_active"])
def test_any_other_value_is_one_error(wrong: object, signal: str) -> None:
    for function in (stagecli.assess, stagecli.classify, stagecli.next_question):
        with pytest.raises(AnswersError) as error:
            function(LADDER, {"attitude": "angry", signal: wrong})
        (problem,) = error.value.problems
        assert problem.where == signal
        assert "is not" in problem.clause()


def test_a_language_that_nobody_speaks_is_an_error() -> None:
    result = stagecli.assess(LADDER, {"accounts": "none"})
    for function in (stagecli.to_contract, partial(stagecli.render_assessment, format="html")):
        with pytest.raises(UsageError) as error:
            function(LADDER, result, language="fr")
        assert str(error.value) == "There is no language 'fr'. One of: en, el."
    with pytest.raises(UsageError) as error:
        stagecli.render_assessment(LADDER, result, "pdf")  # type: ignore[arg-type]  # on purpose
    assert str(error.value) == "There is no format 'pdf'. One of: text, json, markdown, html."


def test_a_result_has_ids_and_numbers_and_is_put_into_words_later() -> None:
    result = stagecli.assess(LADDER, {"accounts": "in_use", "attitude": "comfortable", "months_active": 14})
    assert (result.stage.id, result.stage.number, result.status) == ("comfortable", 4, "unclear")
    assert sum(stage.probability for stage in result.posterior) == pytest.approx(1, abs=1e-5)
    english, greek = stagecli.to_contract(LADDER, result), stagecli.to_contract(LADDER, result, language="el")
    assert (english["language"], greek["language"]) == ("en", "el")
    assert json.loads(stagecli.render_assessment(LADDER, result, "json", language="el")) == greek
    for format_ in ("text", "markdown", "html"):
        assert "«Αρχίζω να νιώθω άνετα»" in stagecli.render_assessment(LADDER, result, format_, language="el")
