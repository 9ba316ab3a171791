"""The functions of the package: what a script, a web form or a chat bot calls."""

from pathlib import Path

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
    label = BUNDLED.say(BUNDLED.signal("accounts").options[2].label, "el")
    by_id = stagecli.classify(LADDER, {"accounts": "in_use", "months_active": "from_6_to_18"})
    assert stagecli.classify(LADDER, {"accounts": label, "months_active": 14}) == by_id
    with pytest.raises(AnswersError, match="there is no such signal"):
        stagecli.classify(LADDER, {"account": "in_use"})


def test_the_next_question_takes_labels_and_numbers() -> None:
    ladder = LADDER
    by_id = stagecli.next_question(ladder, {"accounts": "in_use", "months_active": "from_6_to_18"})
    label = BUNDLED.say(BUNDLED.signal("accounts").options[2].label, "el")
    assert stagecli.next_question(ladder, {"accounts": label, "months_active": 14}) == by_id
    with pytest.raises(AnswersError, match="there is no such signal"):
        stagecli.next_question(ladder, {"account": "in_use"})
