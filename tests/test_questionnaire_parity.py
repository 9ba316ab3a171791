"""The page's script asks, classifies and advises as Python does; `tests.hardening.questionnaire` does more."""

import random
from typing import Any

import pytest

from stagecli.classifier import Classifier
from stagecli.classifier.questions import decide
from stagecli.classifier.reading import read
from stagecli.model_file import load_model
from stagecli.render.questionnaire.ladder_data import ladder_data
from stagecli.render.questionnaire.script import script
from tests.browser import browser
from tests.hardening.questionnaire import BUNDLED, differences, generated, interview, scattered
from tests.ladders import two_stages, yes_or_no

__all__ = ["browser"]  # the fixture


def assert_equal(browser: Any, classifier: Classifier, interviews: int) -> None:
    random_ = random.Random(classifier.model.sha256)
    turns = [turn for _ in range(interviews) for turn in interview(classifier, random_)]
    turns += [scattered(classifier, random_) for _ in range(interviews)]
    page = browser.new_page()
    compared = list(differences(page, classifier, turns))
    page.close()
    assert len(compared) > interviews
    assert [(turn, different) for turn, _, different in compared if different] == []


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_ladder_is_asked_and_read_alike(name: str, browser: Any) -> None:
    assert_equal(browser, load_model(name), 20)


@pytest.mark.parametrize("seed", range(20))
def test_a_generated_ladder_is_asked_and_read_alike(seed: int, browser: Any) -> None:
    assert_equal(browser, generated(seed), 5)


@pytest.mark.parametrize(("more", "asked"), [(5e-10, 0), (2e-9, 1)])
def test_of_questions_that_tell_the_same_to_a_billionth_of_a_bit_the_first_is_asked(
    more: float, asked: int, browser: Any
) -> None:
    classifier = Classifier(two_stages(yes_or_no("first", 10, 90), yes_or_no("second", 10, 90)))
    bits = {"first": 0.5, "second": 0.5 + more}
    assert decide(classifier, read(classifier, {}), bits) == [*bits][asked]
    modules = script("questions.js", "reading.js")
    page = browser.new_page()
    run = f"([data, bits]) => {{{modules} const ladder = ladderOf(data);"
    run += "return decide(ladder, read(ladder, new Map()), new Map(bits.entries())); }"
    assert page.evaluate(run, [ladder_data(classifier, ["en"]), [*bits.values()]]) == asked
    page.close()
