"""`model test` and the tables of labelled subjects that it, `fit` and `diff` read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from stagecli.errors import FileError, UsageError
from stagecli.workshop.labelled import Labelled, Reading, of_model, read_labelled, read_subjects
from stagecli.workshop.pages.test import as_text
from stagecli.workshop.test import compare
from tests.conftest import MODELS, Run, check_golden
from tests.test_classify import BUNDLED, SMALL

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = (
    Labelled("Bakery", {"copies": "some", "often": "weekly"}, 1, frozenset({0, 2})),
    Labelled("Garage", {"copies": "missing", "tested": "dont_know"}, 0, frozenset()),
)
TABLES = {
    "rows.csv": "name,stage,accept,copies,often,tested\n"
    "Bakery,copying,none_yet;3,some,weekly,\nGarage,1,,missing,,dont_know\n",
    "greek.csv": "name;stage;copies;tested\nΤυχαίο;2;ΝΑΙ;\n",
    "rows.jsonl": '{"name":"Bakery","stage":2,"accept":["none_yet","safe"],"copies":"some","often":"weekly"}\n'
    '{"name":"Garage","stage":"none_yet","copies":"missing","tested":"dont_know"}\n',
    "rows.yaml": "- {name: Bakery, stage: copying, accept: [none_yet, safe], answers: {copies: some, often: weekly}}\n"
    "- {name: Garage, stage: none_yet, answers: {copies: missing, tested: dont_know}}\n",
}  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    def table(name: str, text: str | None = None) -> str:
        file = tmp_path / name
        file.write_text(TABLES[name] if text is None else text, "utf-8")
        return str(file)

    return table


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.yaml"])
def test_labelled_subjects_are_read_from(name: str, table: Callable[..., str]) -> None:
    found = read_labelled(SMALL, table(name))
    assert (found.subjects, found.unlabelled) == (EXPECTED, 0)
    assert [subject.name for subject in read_subjects(SMALL, table(name))[0]] == ["Bakery", "Garage"]


def test_labels_may_be_names_in_any_language_and_answers_labels(table: Callable[..., str]) -> None:
    names = SMALL.stages[1].name
    assert isinstance(names, dict)
    text = f"who;known stage;copies\nΑ;{names['el'].upper()};ναι\nB;{names['en']};Yes\n"
    found = read_labelled(SMALL, table("greek.csv", text), Reading(label="Known Stage", subject="who")).subjects
    assert found == tuple(Labelled(name, {"copies": "some"}, 1, frozenset()) for name in ("Α", "B"))


def test_rows_without_a_label_are_left_out_and_counted(table: Callable[..., str], run: Callable[..., Run]) -> None:
    file = table("some.csv", "stage,copies\n,some\nsafe,some\n ,\n")
    found = read_labelled(SMALL, file)
    assert (len(found.subjects), found.unlabelled) == (1, 2)
    said = run("model", "test", str(MODELS / "small.yaml"), "--cases", file).out
    assert "Rows without a label, left out: 2." in said


def test_every_wrong_row_is_told_with_its_line(table: Callable[..., str], run: Callable[..., Run]) -> None:
    rows = "stage,accept,copies,age\nsave,safe,some,3\nsafe,saved,som,\nsafe,,some,-1\nsafe,some\n"
    file = table("wrong.csv", rows)
    with pytest.raises(FileError) as error:
        read_labelled(SMALL, file)
    age = "A number from 0 to 9999, or one of: fresh, stale, ancient, dont_know."
    assert str(error.value).split("\n") == [
        f"{file}:2: there is no stage 'save'. Did you mean 'safe'? Or a number from 1 to 3, or a name.",
        f"{file}:3: there is no stage 'saved'. Did you mean 'safe'? Or a number from 1 to 3, or a name.",
        f"{file}:3: copies: 'som' is not one of its options. Did you mean 'some'? One of: missing, some, dont_know.",
        f"{file}:4: age: -1 is not between 0 and 9999. {age}",
        f"{file}:5: 2 cells where the header has 4. Put cells that hold the separator in quotes.",
    ]
    done = run("model", "test", "social-media", "--cases", table("wrong2.csv", "stage,accounts\n9,none\n"))
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("label,copies\nsafe,some\n", {}, "{file}: there is no column 'stage'. One of: label, copies."),
        ("stage,copies\nsafe,some\n", {"subject": "nam"}, "{file}: there is no column 'nam'. One of: stage, copies."),
        ("stage,copeis\nsafe,some\n", {}, "{file}: no column is a signal of the ladder 'small'. "
         "The column 'copeis' matches no signal; did you mean 'copies'? "
         "Name the columns after the signals or their questions, or use --map COLUMN=SIGNAL."),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there_is_told(
    text: str, options: dict[str, Any], message: str, table: Callable[..., str]
) -> None:
    file = table("columns.csv", text)
    with pytest.raises(UsageError) as error:
        read_labelled(SMALL, file, Reading(**options))
    assert str(error.value) == message.format(file=file)


def test_misses_come_with_what_spoke_for_either_stage() -> None:
    found = compare(BUNDLED, of_model(BUNDLED))
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


def test_who_has_no_answer_that_counts_is_named_and_left_out(
    run: Callable[..., Run], table: Callable[..., str]
) -> None:
    subjects = (*EXPECTED, Labelled("Silent", {"copies": "dont_know"}, 0, frozenset()))
    found = compare(SMALL, subjects)
    assert (found.subjects, found.without_verdict) == (2, ("Silent",))
    done = run("model", "test", "social-media", "--cases", table("silent.csv", "name,stage,accounts\nX,1,dont_know\n"))
    assert (done.code, done.err) == (0, "")
    assert "Without an answer that counts, left out: X." in done.out


@pytest.mark.parametrize("width", [60, 120])
def test_the_page_of_a_test(width: int) -> None:
    hostile = Labelled("<b>\x1b[31m\u202e=1+1", {"copies": "some", "tested": "tested"}, 0, frozenset({2}))
    results = {"small.yaml": compare(SMALL, of_model(SMALL)), "\x1b[2Jrows.csv": compare(SMALL, (*EXPECTED, hostile))}
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


def test_json_has_every_test_by_its_source(run: Callable[..., Run], table: Callable[..., str], tmp_path: Path) -> None:
    small, rows = str(MODELS / "small.yaml"), table("rows.csv")
    done = run("model", "test", small, "--cases", rows, "--format", "json")
    result = json.loads(done.out)
    assert (result["contract"], [test["source"] for test in result["tests"]]) == (
        "stagecli/model-test/1",
        [small, rows],
    )
    assert set(result["tests"][1]["measures"]) == {
        "accuracy", "accepted", "within_one", "ranked_probability_score", "log_loss", "calibration_error",
    }  # fmt: skip
    run("model", "test", small, "--cases", rows, "--format", "json", "-o", str(tmp_path / "test.json"))
    assert (tmp_path / "test.json").read_text("utf-8") == done.out


def test_signals_named_like_columns_of_batch_are_read(table: Callable[..., str]) -> None:
    signals = (*SMALL.signals[:1], replace(SMALL.signals[0], id="status"), replace(SMALL.signals[0], id="accept"))
    model = replace(SMALL, signals=signals)
    rows = table("named.csv", "stage,copies,status,accept,confidence\nsafe,some,missing,some,0.7\n")
    (subject,) = read_labelled(model, rows).subjects
    assert subject.answers == {"copies": "some", "status": "missing", "accept": "some"}
    assert subject.accept == frozenset()
