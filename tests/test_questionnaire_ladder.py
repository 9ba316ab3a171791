"""The ladder as the page's script takes it: all that it needs, in the page's languages, and nothing else."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from stagecli.classifier import Classifier
from stagecli.model import FieldTest, Model, Number
from stagecli.render.questionnaire.ladder_data import ladder_data
from tests.ladders import BUNDLED, requiring, two_stages, yes_or_no


def shipped(model: Model = BUNDLED, *languages: str) -> Any:
    return json.loads(json.dumps(ladder_data(Classifier(model), languages or ("en", "el"))))


def test_every_text_is_there_in_the_languages_of_the_page() -> None:
    ladder = shipped()
    assert ladder["title"].keys() == {"en", "el"}
    assert all(stage["name"].keys() == {"en", "el"} for stage in ladder["stages"])
    assert shipped(BUNDLED, "el")["signals"][0]["question"].keys() == {"el"}


def test_a_text_that_lacks_a_language_falls_back_as_in_reports() -> None:
    half = replace(BUNDLED, languages=("en", "el"), title={"en": "Half"})
    assert shipped(half)["title"] == {"en": "Half", "el": "Half"}
    assert shipped(replace(half, title="Plain"))["title"] == {"en": "Plain", "el": "Plain"}


def test_what_nobody_would_see_in_a_text_is_shown_as_in_reports() -> None:
    ladder = shipped(replace(BUNDLED, title="Safe\u202e\x1b", version="1\u2066"), "en")
    assert (ladder["title"], ladder["version"]) == ({"en": "Safe\\u202e\\x1b"}, "1\\u2066")


@pytest.mark.parametrize("name", ["cases", "was", "credit", "of_100", "weight", "source"])
def test_what_the_page_does_not_need_is_not_in_it(name: str) -> None:
    assert f'"{name}"' not in json.dumps(shipped())


def test_the_subjects_of_cases_are_not_in_it() -> None:
    ladder = json.dumps(shipped(), ensure_ascii=False)
    assert [case.name for case in BUNDLED.cases if case.name in ladder] == []


def test_gates_requirements_and_steps_are_indices() -> None:
    model = requiring(
        two_stages(yes_or_no("constructor", 10, 90), yes_or_no("prototype", 20, 80, only_if={"constructor": ("no",)})),
        {}, {"prototype": "yes"},
    )  # fmt: skip
    first, second = shipped(model)["signals"]
    assert (first["gate"], second["gate"]) == ([], [[0, [1]]])
    assert [option["forbids"] for option in second["options"]] == [[], [1]]
    assert shipped(model)["stages"][0]["steps"][0]["changes"] == [[0, [1]]]


def test_steps_that_want_different_answers_are_named() -> None:
    model = two_stages(yes_or_no("tidy", 10, 90))
    step = model.stages[0].steps[0]
    steps = (step, replace(step, id="a", changes={"tidy": ("yes",)}), replace(step, id="again"))
    model = replace(model, stages=(replace(model.stages[0], steps=steps), model.stages[1]))
    assert sorted(shipped(model)["stages"][0]["conflicts"]) == [[0, 1], [1, 2]]


def test_a_number_has_its_ends_its_units_and_what_each_option_is_below() -> None:
    tidy = yes_or_no("months", 10, 90)
    options = (replace(tidy.options[0], below=6.5), tidy.options[1])
    number = Number(unit={"en": "months", "el": "μήνες"}, units={"Years": 12}, min=0, max=600)
    [signal] = shipped(two_stages(replace(tidy, options=options, number=number)))["signals"]
    found = signal["number"]
    assert found["unit"] == {"en": "months", "el": "μήνες"}
    assert (found["min"], found["max"], found["below"]) == (0, 600, [6.5, None])
    assert ("Years", 12) in [tuple(each) for each in found["units"]]


def test_what_the_ladder_knows_of_itself_is_there() -> None:
    test = FieldTest(subjects=30, exact=0.8, accepted=0.9, note="Read by two people")
    model = replace(BUNDLED, calibration=replace(BUNDLED.calibration, decide_at=0.7, fitted_to=12, field_test=test))
    ladder = shipped(model, "en")
    assert (ladder["id"], ladder["version"], ladder["sha256"]) == (model.id, model.version, model.sha256)
    assert (ladder["decideAt"], ladder["fittedTo"]) == (700_000, 12)
    assert ladder["fieldTest"] == {"subjects": 30, "exact": 0.8, "accepted": 0.9, "note": {"en": "Read by two people"}}
    assert shipped(replace(model, calibration=replace(model.calibration, field_test=None)))["fieldTest"] is None
