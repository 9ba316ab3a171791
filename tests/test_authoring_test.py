"""`model test`: measures, misses, and what makes it fail."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.authoring.labelled import Labelled, of_model
from stagecli.authoring.reports.test import as_text
from stagecli.authoring.test import compare
from tests.conftest import GOLDEN, MODELS, Run, check_golden
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL
from tests.test_authoring_labelled import EXPECTED, write


def test_misses_come_with_what_spoke_for_either_stage() -> None:
    found = compare(CLASSIFIERS["social-media"], of_model(BUNDLED))
    assert found.subjects == len(BUNDLED.cases)
    assert all(miss.label != miss.detected for miss in found.misses)
    for miss in found.misses:
        order = [each.log_odds for each in miss.evidence]
        assert order == sorted(order, reverse=True)
        assert sum(order) > 0  # priors are even, so the detected stage leads by its evidence
    assert sum(map(sum, found.confusion)) == found.subjects
    right = sum(found.confusion[stage][stage] for stage in range(6))
    assert found.measures["accuracy"].value == pytest.approx(right / found.subjects)
    assert len(found.misses) == found.subjects - right


def test_who_has_no_answer_that_counts_is_named_and_left_out(run: Callable[..., Run], tmp_path: Path) -> None:
    subjects = (*EXPECTED, Labelled("Silent", {"copies": "dont_know"}, 0, frozenset()))
    found = compare(CLASSIFIERS["small"], subjects)
    assert (found.subjects, found.without_verdict) == (2, ("Silent",))
    rows = write(tmp_path, "silent.csv", "name,stage,accounts\nX,1,dont_know\n")
    done = run("model", "test", "social-media", "--cases", rows)
    assert (done.code, done.err) == (0, "")
    assert "Without an answer that counts, left out: X." in done.out


@pytest.mark.parametrize("width", [60, 120])
def test_the_page_of_a_test(width: int) -> None:
    hostile = Labelled("<b>\x1b[31m\u202e=1+1", {"copies": "some", "tested": "tested"}, 0, frozenset({2}))
    classifier = CLASSIFIERS["small"]
    results = {
        "small.yaml": compare(classifier, of_model(SMALL)),
        "\x1b[2Jrows.csv": compare(classifier, (*EXPECTED, hostile)),
    }
    check_golden(GOLDEN / f"model-test.{width}.txt", as_text(results, width=width, colour=False))


def test_accuracy_below_the_least_makes_it_exit_with_3(run: Callable[..., Run]) -> None:
    assert run("model", "test", "social-media", "--min-accuracy", "0,95").code == 0
    done = run("model", "test", "social-media", "--min-accuracy", "0.96")
    assert (done.code, done.err) == (3, "social-media: accuracy 0.950 is below --min-accuracy 0.96.\n")
    assert done.out == run("model", "test", "social-media").out
    done = run("model", "test", "social-media", "--min-accuracy", "96")
    assert (done.code, done.err) == (2, "--min-accuracy: '96' is not a number from 0 to 1, such as 0.7.\n")


def test_a_ladder_without_cases_needs_some(run: Callable[..., Run]) -> None:
    openers = str(MODELS / "openers.yaml")
    done = run("model", "test", openers)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"There are no cases in {openers}. Add `cases` to it, or name labelled subjects with --cases.\n"


def test_json_has_every_test_by_its_source(run: Callable[..., Run], tmp_path: Path) -> None:
    small, rows = str(MODELS / "small.yaml"), write(tmp_path, "rows.csv")
    done = run("model", "test", small, "--cases", rows, "--format", "json")
    result = json.loads(done.out)
    assert (result["contract"], [test["source"] for test in result["tests"]]) == (
        "stagecli/model-test/1",
        [small, rows],
    )
    assert set(result["tests"][1]["measures"]) == {
        "accuracy", "balanced_accuracy", "accepted", "within_one", "ranked_probability_score", "log_loss",
        "calibration_error",
    }  # fmt: skip
    run("model", "test", small, "--cases", rows, "--format", "json", "-o", str(tmp_path / "test.json"))
    assert (tmp_path / "test.json").read_text("utf-8") == done.out
