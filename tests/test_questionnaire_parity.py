"""The page's script asks, classifies and advises as Python does; `tests.hardening.questionnaire` does more."""

import random
from typing import Any

import pytest

from stagecli.classifier import Classifier
from stagecli.model_file import load_model
from tests.browser import browser
from tests.hardening.questionnaire import BUNDLED, differences, generated, interview, scattered

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
