"""Golden files: the bytes of every format, for typical subjects and for a hostile one."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from rich.cells import cell_len

from stagecli.answers import from_values
from stagecli.answers_file.observed_file import observed_schema
from stagecli.assessment import Assessment, ShortestWay, assess
from stagecli.assessment.contract import to_contract
from stagecli.batch.summary import (
    ColumnRead,
    Nearly,
    Repeated,
    Rows,
    StageCount,
    StepCount,
    Summary,
    UnreadCell,
    UnreadCells,
)
from stagecli.classifier import Classifier
from stagecli.model import Case, Model
from stagecli.model_file import load_model
from stagecli.model_file.structure import model_schema
from stagecli.render import Format, as_json, batch, ladder, ladder_page, render_assessment
from stagecli.render.portfolio.as_json import portfolio_schema
from stagecli.report import report
from stagecli.report.sections import Paragraph, Steps
from stagecli.report.wording import percent
from tests.conftest import GOLDEN, MODELS, check_golden
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL

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


def ladder_of(name: str) -> Classifier:
    model = SUBJECTS[name][0]
    return load_model() if model == "social-media" else load_model(MODELS / f"{model}.yaml")


def assessment(name: str) -> Assessment:
    _, _, subject, answers = SUBJECTS[name]
    classifier = ladder_of(name)
    answers = answers or {signal.id: signal.options[0].id for signal in classifier.model.signals}
    given = from_values(classifier.model, answers, "program")
    return assess(classifier, given, subject=subject, time=TIME)


def rendered(name: str, format_: Format, **how: Any) -> str:
    how = {"language": SUBJECTS[name][1], **how}
    return render_assessment(assessment(name), ladder_of(name).model, format_, **how)


def unstyled(page: str) -> str:
    return re.sub(r"<style>.*?</style>|'sha256-[^']*'", "", page, flags=re.DOTALL)


FORMATS: dict[str, Callable[[str], str]] = {
    "40.txt": lambda name: rendered(name, "text", width=40),
    "60.txt": lambda name: rendered(name, "text", width=60),
    "120.txt": lambda name: rendered(name, "text", width=120, explain=True),
    "ansi": lambda name: rendered(name, "text", colour=True),
    "json": lambda name: rendered(name, "json"),
    "md": lambda name: rendered(name, "markdown", explain=True),
    "html": lambda name: unstyled(rendered(name, "html")),
}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_of_every_subject_is_as_it_was(subject: str, ending: str) -> None:
    check_golden(GOLDEN / f"{subject}.{ending}", FORMATS[ending](subject))


@pytest.mark.parametrize("width", [40, 44, 50, 60, 80])
def test_bars_tell_56_percent_from_23(width: int) -> None:
    text = rendered("between-el", "text", width=width)
    long, short = (
        len(re.search(rf"([█▏▎▍▌▋▊▉]+) +{chance}%", text)[1]) for chance in (56, 23)  # type: ignore[index]
    )  # fmt: skip
    assert long >= 2 * short


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_text_fits_its_width(subject: str, width: int) -> None:
    text = rendered(subject, "text", width=width, explain=True)
    assert max(cell_len(line) for line in text.split("\n")) <= width
    assert not re.search(r"[ \t]+\n", text)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_format_lets_control_characters_through(subject: str) -> None:
    for ending, render in FORMATS.items():
        text = render(subject)
        if ending == "ansi":
            text = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) or ending == "json"


def test_who_prepared_a_result_stands_below_its_heading_wherever_people_read_it() -> None:
    sentences = {"typical-en": "Prepared by Maria K.", "between-el": "Επιμέλεια: Maria K."}
    for subject, sentence in sentences.items():
        assert rendered(subject, "text", by="Maria K.").splitlines()[1] == sentence
        assert f"\x1b[2m{sentence}\x1b[0m\n" in rendered(subject, "text", by="Maria K.", colour=True)
        assert rendered(subject, "markdown", by="Maria K.").splitlines()[1:4] == ["", sentence, ""]
        header = rendered(subject, "html", by="Maria K.").partition("</header>")[0]
        assert header.endswith(f'</p>\n<p class="soft">{sentence}</p>\n')
        assert rendered(subject, "json", by="Maria K.") == rendered(subject, "json")


def test_a_hostile_name_of_who_prepared_a_result_is_only_shown() -> None:
    by = "<script>1</script>\n# *x*\u202e"
    assert "\nPrepared by <script>1</script> # *x*\\u202e\n" in rendered("typical-en", "text", by=by)
    shown = "Prepared by &lt;script&gt;1&lt;/script&gt; \\# \\*x\\*\\\\u202e"
    assert f"\n{shown}\n" in rendered("typical-en", "markdown", by=by)
    page = rendered("typical-en", "html", by=by)
    assert '<p class="soft">Prepared by &lt;script&gt;1&lt;/script&gt; # *x*\\u202e</p>' in page
    assert "<script" not in page


def test_json_gives_back_what_was_put_in() -> None:
    result = json.loads(rendered("hostile", "json"))
    assert result["subject"] == SUBJECTS["hostile"][2]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_json_keeps_to_its_published_schema(subject: str) -> None:
    schema = json.loads((SCHEMAS / "assessment.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(json.loads(rendered(subject, "json")))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_published_evidence_adds_up(subject: str) -> None:
    result = json.loads(rendered(subject, "json"))
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
        "observed": observed_schema(),
        "portfolio": portfolio_schema(),
    }
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        check_golden(SCHEMAS / f"{name}.schema.json", text)


@pytest.mark.parametrize("width", [40, 60, 120])
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
        columns=(
            ColumnRead(column="accounts", signal="accounts"),
            ColumnRead(column="<b>2.</b> How do you feel about \x1b[31m social media?", signal="attitude"),
        ),
        missing=("posting", "results"),
        unused=(
            ColumnRead(column="Remarks", signal=None),
            ColumnRead(column="How often do you post?", signal="posting"),
        ),
        unread=UnreadCells(rows=2, cells=(UnreadCell(column="accounts", value="\x1b[31mmany", count=2),)),
        bad_answers="reject" if language == "en" else "blank",
        repeated=Repeated(count=1234, examples=("Bakery", "\x1b[31m\u202eno"), complete=False),
        nearly_repeated=Nearly(count=1234, examples=("BAKERY", "Cafe")),
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


@pytest.mark.parametrize(("name", "language"), [("small", "en"), ("hostile", "en"), ("social-media", "el")])
def test_the_whole_ladder_is_written_to_read_and_to_hand_on(name: str, language: str) -> None:
    model = load_model(MODELS / f"{name}.yaml" if name != "social-media" else name).model
    check_golden(GOLDEN / f"ladder-{name}.md", ladder_page.as_markdown(model, language))
    page = ladder_page.as_html(model, language)
    check_golden(GOLDEN / f"ladder-{name}.html", unstyled(page))
    texts = [model.localized(option.label, language) for signal in model.signals for option in signal.options]
    assert html.unescape(page).count("<tr><th") >= len(texts)


def test_both_languages_give_the_same_stage_and_steps() -> None:
    english, greek = (
        to_contract(assessment("typical-en"), ladder_of("typical-en").model, language) for language in ("en", "el")
    )
    for part in ("stage", "steps"):
        assert english[part] != greek[part]
    assert english["stage"]["id"] == greek["stage"]["id"] == "comfortable"
    assert [step["id"] for step in english["steps"]] == [step["id"] for step in greek["steps"]]


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("case", BUNDLED.cases, ids=lambda case: case.name)
def test_the_verdict_and_three_steps_fit_the_first_screen(case: Case, language: str) -> None:
    given = from_values(BUNDLED, case.answers, "file")
    result = assess(CLASSIFIERS["social-media"], given, subject="Ταβέρνα «Ο Πλάτανος»")
    lines = render_assessment(result, BUNDLED, "text", language=language).split("\n")
    found = report(result, BUNDLED, language)
    steps_end = lines.index(found.sections[1].heading) - 1  # before it is an empty line
    steps = found.sections[0].blocks[0]
    assert steps_end <= 24
    assert isinstance(steps, Paragraph | Steps)
    assert isinstance(steps, Paragraph) or len(steps.first) == min(3, len(result.steps))


def test_steps_that_lift_a_violation_come_first_but_not_before_what_opens_them() -> None:
    result = assessment("unclear-en")
    assert len(result.steps) > 3
    ids = [gain.id for gain in result.steps]
    gains = list(result.steps)
    gains[3] = replace(gains[3], lifts=1, after=ids[2])
    way = ShortestWay(steps=(ids[1],), effort=1)
    found = report(replace(result, status="clear", steps=tuple(gains), shortest_way=way), BUNDLED, "en")
    steps, sentence = found.sections[0].blocks
    assert isinstance(steps, Steps)
    assert isinstance(sentence, Paragraph)
    known = {step.do["en"]: step.id for stage in BUNDLED.stages for step in stage.steps if isinstance(step.do, dict)}
    assert [known[item.do] for item in steps.first] == [ids[1], ids[2], ids[3]]
    assert steps.first[2].details.endswith("after step 2")
    assert sentence.text == "If you only do one thing, do 1."


def test_a_way_of_all_the_steps_there_are_is_not_named() -> None:
    result = assessment("unclear-en")
    two = tuple(replace(gain, after=None) for gain in result.steps[:2])
    way = ShortestWay(steps=tuple(gain.id for gain in two), effort=1)
    found = report(replace(result, status="clear", steps=two, shortest_way=way), BUNDLED, "en")
    assert [type(block) for block in found.sections[0].blocks] == [Steps]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_format_says_the_same_in_the_same_order(subject: str) -> None:
    language, model = SUBJECTS[subject][1], ladder_of(subject).model
    headings = [section.heading for section in report(assessment(subject), model, language, page=True).sections]
    for format_ in ("markdown", "html"):
        text = html.unescape(rendered(subject, format_)).replace("\\", "")
        mark = "<h2>" if format_ == "html" else "## "
        places = [text.index(f"{mark}{heading}") for heading in headings]
        assert places == sorted(places)
    shown = [heading for heading in headings if heading in rendered(subject, "text", width=110).split("\n")]
    assert shown == headings[:-2]  # the tables are for pages


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0, "0%"), (0.004, "<1%"), (0.005, "1%"), (0.125, "13%"), (0.625, "63%"), (0.995, ">99%"), (1, "100%")],
)
def test_percentages_are_rounded_by_one_rule(probability: float, shown: str) -> None:
    assert percent(probability) == shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You already do everything that the ladder advises at this stage. What is left takes time."),
        ("el", "Κάνετε ήδη όλα όσα προτείνει η κλίμακα σε αυτό το στάδιο. Τα υπόλοιπα θέλουν χρόνο."),
    ],
)
def test_a_stage_whose_steps_are_all_done_says_so(language: str, said: str) -> None:
    model = replace(SMALL, stages=(replace(SMALL.stages[0], steps=()), *SMALL.stages[1:]))
    found = assess(Classifier(model), from_values(model, {"copies": "missing"}, "program"))
    assert (found.stage.number, found.steps) == (1, ())
    steps = report(found, model, language).sections[0]
    assert steps.blocks[0] == Paragraph(said)
