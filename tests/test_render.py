"""Golden files: the bytes of every format, for typical subjects and for a hostile one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from stagecli.answers import from_values
from stagecli.assessment import Assessment, assess
from stagecli.batch.summary import Repeated, Rows, StageCount, StepCount, Summary
from stagecli.classifier import Classifier
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.structure import model_schema
from stagecli.render import as_html, as_json, as_markdown, as_text, batch, ladder
from stagecli.render.wording import percent
from tests.conftest import GOLDEN, MODELS, check_golden

SCHEMAS = Path(as_json.__file__).parent.parent / "schemas"
TIME = "2026-01-01T00:00:00Z"

SUBJECTS: dict[str, tuple[str, str, str | None, dict[str, str | float]]] = {
    "typical-en": ("social-media", "en", "Corner bakery", {
        "attitude": "comfortable", "accounts": "in_use", "months_active": 14, "posting": "steady",
        "automation": "by_hand", "set_time": "set", "answering": "usually", "telling_customers": "told",
        "expectation": "steady_gain", "results": "first_results", "measuring": "numbers", "mentions": "searching",
        "telling_others": "when_asked", "helping": "not_helping",
    }),
    "between-el": ("social-media", "el", "Ταβέρνα «Ο Πλάτανος»", {
        "attitude": "mixed", "accounts": "none", "posting": "steady", "expectation": "dont_know",
    }),
    "unclear-en": ("social-media", "en", None, {"mentions": "not_watched"}),
    "last-el": ("social-media", "el", None, {
        "attitude": "preaching", "accounts": "in_use", "telling_others": "everyone", "helping": "helping_regularly",
        "results": "no_results",
    }),
    "small-en": ("small", "en", None, {"copies": "missing", "age": "3"}),
    "hostile": ("hostile", "en", "<b>x</b> [red]y[/red] |z| =1+1 \x1b[31m\u202eabc :smile: `c` $(id)\nnext", {}),
}  # fmt: skip


def assessment(name: str) -> Assessment:
    model_name, language, subject, answers = SUBJECTS[name]
    model = load_model().model if model_name == "social-media" else load_model(str(MODELS / f"{model_name}.yaml")).model
    answers = answers or {signal.id: signal.options[0].id for signal in model.signals}
    given = from_values(model, answers, "program")
    return assess(Classifier(model), given, subject=subject, language=language, time=TIME)


FORMATS: dict[str, Callable[[Assessment], str]] = {
    "60.txt": lambda result: as_text.render(result, width=60, colour=False),
    "120.txt": lambda result: as_text.render(result, width=120, colour=False, explain=True),
    "ansi": lambda result: as_text.render(result, width=80, colour=True),
    "json": as_json.render,
    "md": lambda result: as_markdown.render(result, explain=True),
    "html": lambda result: re.sub(r"<style>.*?</style>|'sha256-[^']*'", "", as_html.render(result), flags=re.DOTALL),
}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_of_every_subject_is_as_it_was(subject: str, ending: str) -> None:
    check_golden(GOLDEN / f"{subject}.{ending}", FORMATS[ending](assessment(subject)))


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_text_fits_its_width(subject: str, width: int) -> None:
    text = as_text.render(assessment(subject), width=width, colour=False, explain=True)
    assert max(cell_len(line) for line in text.split("\n")) <= width
    assert not re.search(r"[ \t]+\n", text)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_format_lets_control_characters_through(subject: str) -> None:
    for ending, render in FORMATS.items():
        text = render(assessment(subject))
        if ending == "ansi":
            text = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) or ending == "json"


def test_json_gives_back_what_was_put_in() -> None:
    result = json.loads(as_json.render(assessment("hostile")))
    assert result["subject"] == SUBJECTS["hostile"][2]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_json_keeps_to_its_published_schema(subject: str) -> None:
    schema = json.loads((SCHEMAS / "assessment.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(json.loads(as_json.render(assessment(subject))))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_published_evidence_adds_up(subject: str) -> None:
    result = json.loads(as_json.render(assessment(subject)))
    total = result["prior_log_odds"] + sum(item["log_odds"] for item in result["evidence"])
    assert total == pytest.approx(result["log_odds"], abs=1e-8)
    assert sum(stage["probability"] for stage in result["posterior"]) == pytest.approx(1, abs=1e-5)
    for stage in result["posterior"]:
        assert round(stage["probability"], 6) == stage["probability"]


def test_the_published_schemas_are_the_generated_ones() -> None:
    schemas = {
        "assessment": as_json.assessment_schema(),
        "batch-summary": as_json.batch_summary_schema(),
        "model": model_schema(),
    }
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        check_golden(SCHEMAS / f"{name}.schema.json", text)


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("language", ["en", "el"])
def test_the_summary_of_a_batch_is_shown(bundled: Model, language: str, width: int) -> None:
    counts = (1200, 0, 34, 5, 6, 7)
    steps = [stage.steps[0] for stage in bundled.stages]
    summary = Summary(
        model={"id": "x", "version": "1", "sha256": ""},
        fitted_to=None,
        language=language,
        engine="stream",
        rows=Rows(read=1254, written=1252, rejected=2),
        stages=tuple(
            StageCount(number=number, id=stage.id, name=bundled.localized(stage.name, language), count=count)
            for number, (stage, count) in enumerate(zip(bundled.stages, counts, strict=True), start=1)
        ),
        status={"clear": 1000, "likely": 200, "between": 50, "unclear": 2},
        next_steps=tuple(
            StepCount(id=step.id, do=bundled.localized(step.do, language), count=count)
            for step, count in zip(steps, counts, strict=True)
        ),
        repeated=Repeated(count=1234, examples=("Bakery", "\x1b[31m\u202eno"), complete=False),
        output=None,
        rejects="a/long/path/of/a/file/that/must/not/be/broken/where/lines/are/stages.rejects.csv",
        notes=("A note.",),
    )
    check_golden(GOLDEN / f"batch-{language}.{width}.txt", batch.render(summary, width=width, colour=False))


@pytest.mark.parametrize("language", ["en", "el"])
def test_the_ladder_and_its_stages_are_shown(bundled: Model, language: str) -> None:
    text = ladder.as_text(bundled, language, None, width=80, colour=False)
    text += "\n" + ladder.as_text(bundled, language, 2, width=60, colour=False)
    check_golden(GOLDEN / f"stages-{language}.txt", text)
    whole = json.loads(ladder.as_json(bundled, language, None))
    assert [stage["number"] for stage in whole["stages"]] == [1, 2, 3, 4, 5, 6]
    [one] = json.loads(ladder.as_json(bundled, language, 2))["stages"]
    assert one == whole["stages"][2]


def test_both_languages_give_the_same_stage_and_steps() -> None:
    for language in ("en", "el"):
        model = load_model().model
        given = from_values(model, SUBJECTS["typical-en"][3], "program")
        results = assess(Classifier(model), given, language=language)
        assert (results.stage.id, [step.id for step in results.steps]) == (
            "comfortable",
            [step.id for step in assessment("typical-en").steps],
        )


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0, "0 %"), (0.004, "<1 %"), (0.005, "1 %"), (0.125, "13 %"), (0.625, "63 %"), (0.995, ">99 %"), (1, "100 %")],
)
def test_percentages_are_rounded_by_one_rule(probability: float, shown: str) -> None:
    assert percent(probability, "en") == shown
