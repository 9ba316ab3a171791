"""`model test`: measures, misses, and what makes it fail."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from stagecli.authoring.labelled import Labelled, of_model
from stagecli.authoring.population import Population
from stagecli.authoring.reports.test import as_text
from stagecli.authoring.test import compare
from stagecli.classifier import Classifier
from tests.benchmarks.fit import people
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


def test_verdicts_are_counted_as_clear_as_the_classifier_counts_them() -> None:
    classifier = CLASSIFIERS["social-media"]
    rows = people(Population.drawn(classifier, 20, correlation=0, seed="clear"))
    found = compare(classifier, rows)
    verdicts = [(row.stage, classifier.verdict(row.answers)) for row in rows]
    clear = [stage == verdict.stage for stage, verdict in verdicts if verdict.status == "clear"]
    assert found.clear == len(clear) > 0
    assert found.measures["right_when_clear"].value == pytest.approx(sum(clear) / len(clear))
    assert f"right when clear ({found.clear} of 120)" in as_text({"x": found}, width=80, colour=False)
    unsure = compare(classifier, [Labelled("", {"mentions": "not_watched"}, 0, frozenset())])
    assert unsure.clear == 0
    assert "right_when_clear" not in unsure.measures


def test_rows_with_one_name_are_one_subject_and_narrow_no_interval() -> None:
    classifier = CLASSIFIERS["social-media"]
    rows = [
        replace(row, name=f"Caf\u00e9 {at}")
        for at, row in enumerate(people(Population.drawn(classifier, 5, correlation=0, seed="rows")))
    ]
    again = [replace(row, name=f" Cafe\u0301 {at} ") for at, row in enumerate(rows)]
    once, twice = compare(classifier, rows), compare(classifier, [*rows, *again])
    assert (twice.subjects, twice.rows, once.rows) == (30, 60, 30)
    for name, each in once.measures.items():
        assert (twice.measures[name].low, twice.measures[name].high) == pytest.approx((each.low, each.high)), name
    assert twice.calibrated == once.calibrated
    assert twice.readers is None
    assert as_text({"x": twice}, width=80, colour=False).startswith("x: 30 labelled subjects, in 60 rows\n")
    nameless = compare(classifier, [replace(row, name="") for row in rows])
    assert nameless.subjects == 30


def test_readers_who_differ_are_compared_with_each_other_and_with_the_ladder() -> None:
    classifier = CLASSIFIERS["small"]
    sure = {"copies": "missing"}  # detected at the first stage
    labels = {"a": (0, 0), "b": (0, 2), "c": (0, 1, 1), "d": (2,)}
    rows = [Labelled(name, sure, stage, frozenset()) for name, stages in labels.items() for stage in stages]
    found = compare(classifier, rows)
    assert found.readers
    assert (found.readers.subjects, found.readers.labels) == (3, 7)
    # squared distances of two labels of one subject, and of two of all seven, drawn with replacement
    within = (0 + 2 * 4 + (2 * 1 * 2) / 2) / 7
    of_all = [stage for stages in labels.values() if len(stages) > 1 for stage in stages]
    between = sum((one - other) ** 2 for one in of_all for other in of_all) / 49
    assert found.readers.kappa.value == pytest.approx(1 - within / between)
    assert found.readers.kappa.low <= found.readers.kappa.value <= found.readers.kappa.high <= 1
    assert found.readers.ladder == pytest.approx(0)  # it says the same of everybody
    kappa = found.readers.kappa
    assert (
        " ".join(as_text({"x": found}, width=120, colour=False).split()).count(
            "7 labels of 3 subjects agree with each other by a quadratic-weighted kappa of "
            f"{kappa.value:.2f} ({kappa.low:.2f} to {kappa.high:.2f}), the ladder with them by "
            f"{found.readers.ladder:.2f}. Where labels differ, no ladder can be right with all."
        )
        == 1
    )


def test_the_calibration_error_stands_beside_that_of_a_calibrated_ladder() -> None:
    classifier = CLASSIFIERS["social-media"]
    true = replace(classifier.model, calibration=replace(classifier.model.calibration, temperature=1))
    found = compare(Classifier(true), people(Population.drawn(Classifier(true), 20, correlation=0, seed="even")))
    assert found.calibrated
    assert found.calibrated.low <= found.measures["calibration_error"].value <= found.calibrated.high
    numbers = [f"{each:.3f}" for each in (found.calibrated.value, found.calibrated.low, found.calibrated.high)]
    said = "A perfectly calibrated ladder would have an error of {} on these ({} to {}).".format(*numbers)
    assert said in as_text({"x": found}, width=120, colour=False)


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
        "accuracy", "accepted", "within_one", "right_when_clear", "ranked_probability_score", "log_loss",
        "calibration_error",
    }  # fmt: skip
    run("model", "test", small, "--cases", rows, "--format", "json", "-o", str(tmp_path / "test.json"))
    assert (tmp_path / "test.json").read_text("utf-8") == done.out
