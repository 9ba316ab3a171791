"""What the headings and cells of a form mean: found by itself, said by the user, or written in a mapping file."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from python_calamine import load_workbook

import stagecli
from stagecli.authoring.labelled import read_labelled
from stagecli.batch.headings import Headings, likeness, meant, spellings, unused
from stagecli.batch.layout import layout
from stagecli.errors import AnswersError, FileError
from stagecli.model import Model
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, SMALL

Runner = Callable[..., Run]
LADDER = ("--model", str(MODELS / "small.yaml"))
FORM = """\
When,Business,Are there backup copies?,1. How often are they made? *,Anything else?
2025-09-03,Bakery,Yes,every week,
2025-09-04,Kiosk,Yes,Fridays,thanks
2025-09-05,Garage,No,,
"""
MAPPING = """\
columns:
  Are there backup copies?: copies
  Anything else?:
answers:
  often:
    Fridays: weekly
id: Business
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in messages are short."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form.csv").write_text(FORM, "utf-8")
    (tmp_path / "form.yaml").write_text(MAPPING, "utf-8")


def written(path: str = "out.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(path).read_text("utf-8"))))


def summary_of(done: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.err.splitlines()[-1])
    return found


# Headings


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize(
    "heading",
    [
        "{}", "1. {}", "12) {}", "Q3_2. {}", "Q3 - {}", "[G01Q02] {}", "G01Q02. {}", "(7) {}", "{} *", "{}*", "{}\xa0",
        "<p>{}</p>", "<strong>{}</strong>&nbsp;", "  {}  ", "“{}”", "group/{}", "a/b/2. {}", "1. 2. {}", "{}\n",
    ],
)  # fmt: skip
def test_a_question_is_found_however_a_form_exports_it(heading: str, language: str) -> None:
    known = spellings(BUNDLED)
    for signal in BUNDLED.signals:
        question = BUNDLED.localized(signal.question, language)
        for text in (question, question.upper(), question.replace(" ", "\n", 1), question.replace("'", "’")):
            assert next(meant([heading.format(text)], known, {}))[1] == [signal.id]


@pytest.mark.parametrize(
    ("heading", "signal"),
    [
        ("posting", "posting"), ("Posting", "posting"), ("group/posting", "posting"),
        ("[posting] Your own words", "posting"),
        ("posting. How often, then?", "posting"), ("set-time", "set_time"), ("SET_TIME", "set_time"),
    ],
)  # fmt: skip
def test_an_id_is_found_wherever_it_stands(heading: str, signal: str) -> None:
    assert next(meant([heading], spellings(BUNDLED), {}))[1] == [signal]


@pytest.mark.parametrize(
    "heading", ["", "?", "1.", "Timestamp", "Posting date", "How often do you post?", "accounts/total"]
)
def test_no_heading_is_guessed(heading: str) -> None:
    assert next(meant([heading], spellings(BUNDLED), {}), None) is None


@pytest.mark.parametrize(
    ("heading", "signal"),
    [
        ("How do you feel about social media?", "attitude"),
        ("How often do you post?", "posting"),
        ("Πώς βλέπετε τα social media σήμερα για την επιχείρησή σας;", "attitude"),
        ("Πόσο συχνά ανεβάζετε αναρτήσεις;", "posting"),
        ("postings", "posting"),
        ("Your business", None),
        ("Name of your business", None),
        ("Timestamp", None),
        ("Χρονική σήμανση", None),
        ("Όνομα επιχείρησης", None),
        ("Anything else?", None),
    ],
)
def test_a_heading_in_other_words_is_likened_to_a_question(heading: str, signal: str | None) -> None:
    (found,) = unused(Headings.of([heading]), [0], spellings(BUNDLED))
    assert found.likely == signal


def test_likeness_is_between_none_and_full() -> None:
    assert likeness("How often does somebody post?", "how often does somebody post") == 1
    assert likeness("", "how often does somebody post") == 0


def test_every_run_says_which_columns_are_read_and_which_are_not(run: Runner) -> None:
    done = run("batch", "form.csv", *LADDER, "--bad-answers", "blank", "-o", "out.csv")
    said = done.err[done.err.index("Questions that") :]
    assert said.splitlines()[:8] == [
        "Questions that a column answers: 1 of 4: often ('1. How often are they made?",
        "*').",
        "Columns not used: 'When', 'Business', 'Are there backup copies?', 'Anything",
        "else?'.",
        "Questions without a column: copies, age, tested. --write-mapping looks for them",
        "in the cells, too.",
        "'Are there backup copies?' may be copies: --map 'Are there backup",
        "copies?=copies'.",
    ]
    said_to_programs = summary_of(run("batch", "form.csv", *LADDER, "--summary", "json", "-o", "out.csv"))
    assert said_to_programs["columns"] == [{"column": "1. How often are they made? *", "signal": "often"}]
    assert said_to_programs["unused"] == [
        {"column": "When", "signal": None},
        {"column": "Business", "signal": None},
        {"column": "Are there backup copies?", "signal": "copies"},
        {"column": "Anything else?", "signal": None},
    ]


# A mapping file


@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_a_form_is_read_by_its_mapping_file(run: Runner, engine: str) -> None:
    done = run(
        "batch", "form.csv", *LADDER, "--mapping", "form.yaml", "-o", "out.csv", "--summary", "json", "--engine", engine
    )
    assert (done.code, summary_of(done)["columns"]) == (
        0,
        [
            {"column": "Are there backup copies?", "signal": "copies"},
            {"column": "1. How often are they made? *", "signal": "often"},
        ],
    )
    assert [row["answered"] for row in written()] == ["2", "2", "1"]


def test_what_a_cell_means_may_be_a_number_or_not_known(run: Runner) -> None:
    Path("form.yaml").write_text("answers: {age: {a year or so: 365, 30: 3, 'ages': dont_know}}\n", "utf-8")
    Path("in.csv").write_text("copies,age\nYes,A year or so\nYes,30\nYes,ages\nYes,40\n", "utf-8")
    done = run("batch", "in.csv", *LADDER, "--mapping", "form.yaml", "--format", "jsonl", "--full", "--summary", "none")
    options = [
        {each["signal"]: each["option"] for each in json.loads(line)["evidence"]}.get("age")
        for line in done.out.splitlines()
    ]
    assert options == ["ancient", "fresh", None, "stale"]


def test_flags_win_over_a_mapping_file(run: Runner) -> None:
    Path("form.yaml").write_text("columns: {Yes or no: copies, often: }\nid: Business\ndelimiter: ';'\n", "utf-8")
    Path("in.csv").write_text("Business,Yes or no,often,x\nBakery,Yes,weekly,No\n", "utf-8")
    flags = ("--map", "x=copies", "--id", "x", "--delimiter", "comma")
    done = run("batch", "in.csv", *LADDER, "--mapping", "form.yaml", *flags, "--summary", "json", "-o", "out.csv")
    assert summary_of(done)["columns"] == [{"column": "x", "signal": "copies"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {Copied: copies}\n",
         "form.yaml:1:11: columns.Copied: there is no such column in in.csv. Did you mean 'copies'?"),
        ("columns: {copies: copeis}\n",
         "form.yaml:1:19: columns.copies: there is no such signal. Did you mean 'copies'?"),
        ("answers:\n  often:\n    daily: dayly\n",
         "form.yaml:3:12: answers.often.daily: 'dayly' is not one of its options. "
         "One of: rarely, weekly, dont_know."),
        ("answers: {offen: {daily: weekly}}\n",
         "form.yaml:1:11: answers.offen: there is no such signal. Did you mean 'often'?"),
        ("colums: {x: copies}\n",
         "form.yaml:1:1: colums: unknown key. Did you mean 'columns'?"),
        ("header_row: 0\n",
         "form.yaml:1:13: header_row: '0' is below 1."),
        ("bad_answers: keep\n",
         "form.yaml:1:14: bad_answers: expected one of blank, reject, found 'keep'."),
        ("- columns\n",
         "form.yaml:1:1: expected a map of keys and values, found a list. "
         "Write the headings under `columns:`, as in `Your question: posting`."),
        ("columns: [x\n",
         "form.yaml:1:12: ',' or ']' is missing before this."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_mapping_file_is_shown_where_it_is(run: Runner, text: str, said: str) -> None:
    Path("form.yaml").write_text(text, "utf-8")
    Path("in.csv").write_text("copies,x\nYes,y\n", "utf-8")
    done = run("batch", "in.csv", *LADDER, "--mapping", "form.yaml")
    first, source, caret = done.err.splitlines()[:3]
    assert (done.code, done.out) == (2, "")
    assert (first.partition(" The list")[0], caret.strip().strip("| ")) == (said, "^")
    assert source.split(" | ")[1] in text


@pytest.mark.parametrize("columns", ["{H: copies}", "{H: copies, 'H#2': copies}", "{'H#2': copies, H: copies}"])
def test_a_mapping_file_may_name_several_columns_for_one_question(run: Runner, columns: str) -> None:
    Path("in.csv").write_text("H,often,H\nsome,weekly,missing\n,weekly,missing\n", "utf-8")
    Path("two.yaml").write_text(f"columns: {columns}\n", "utf-8")
    done = run("batch", "in.csv", *LADDER, "--mapping", "two.yaml", "-o", "out.csv")
    assert "Several columns answer copies: 'H', 'H#2'. In each row the" in " ".join(done.err.split())
    assert [row["answered"] for row in written()] == ["2", "1"]  # without copies it does not apply how often


def test_a_mapping_file_may_name_one_of_two_columns_of_one_heading(run: Runner) -> None:
    Path("in.csv").write_text("H,often,H\nsome,weekly,missing\n", "utf-8")
    for columns, answered in (("{'H#2': copies}", "1"), ("{H: copies, 'H#2': }", "2"), ("{H: , 'H#2': copies}", "1")):
        Path("one.yaml").write_text(f"columns: {columns}\n", "utf-8")
        done = run("batch", "in.csv", *LADDER, "--mapping", "one.yaml", "-o", "out.csv")
        assert "Several columns" not in done.err
        assert [row["answered"] for row in written()] == [answered]


def test_a_mapping_file_that_is_not_there_is_one_error(run: Runner) -> None:
    done = run("batch", "form.csv", *LADDER, "--mapping", "no.yaml")
    assert (done.code, done.err) == (2, "The mapping file 'no.yaml' cannot be read: No such file or directory.\n")


def test_old_ids_in_a_mapping_file_are_told(run: Runner) -> None:
    model = (MODELS / "small.yaml").read_text("utf-8").replace("- id: often", "- id: often\n    was: [how_often]")
    Path("m.yaml").write_text(model, "utf-8")
    Path("form.yaml").write_text("columns: {x: how_often}\nanswers: {how_often: {daily: weekly}}\n", "utf-8")
    Path("in.csv").write_text("copies,x\nYes,daily\n", "utf-8")
    done = run("batch", "in.csv", "--model", "m.yaml", "--mapping", "form.yaml", "--summary", "none")
    assert (done.code, done.err) == (0, "The signal 'how_often' is now called 'often'.\n")


def test_labelled_tables_and_frames_are_read_by_it_too(tmp_path: Path) -> None:
    text = "When,Business,stage,Are there backup copies?,1. How often are they made? *\n"
    text += (
        "2025-09-03,Bakery,Stage 2,Yes,every week\n2025-09-04,Kiosk,“Copying”,Yes,Fridays\n2025-09-05,Garage,1.0,No,\n"
    )
    (tmp_path / "labelled.csv").write_text(text, "utf-8")
    mapping = "columns: {Are there backup copies?: copies}\nanswers: {often: {Fridays: weekly}}\nid: Business\n"
    (tmp_path / "form.yaml").write_text(mapping, "utf-8")
    how = layout(SMALL, "form.yaml")
    found = read_labelled(SMALL, "labelled.csv", how).subjects
    assert [(each.name, each.stage, dict(each.answers)) for each in found] == [
        ("Bakery", 1, {"copies": "some", "often": "weekly"}),
        ("Kiosk", 1, {"copies": "some", "often": "weekly"}),
        ("Garage", 0, {"copies": "missing"}),
    ]
    ladder = stagecli.load_model(MODELS / "small.yaml")
    frame = pl.read_csv("form.csv")
    assessed = stagecli.assess_table(ladder, frame, mapping="form.yaml")
    assert assessed["answered"].to_list() == [2, 2, 1]
    with pytest.raises(AnswersError):
        stagecli.assess_table(ladder, frame.with_columns(pl.lit("daily").alias("tested")), mapping="form.yaml")
    (tmp_path / "form.yaml").write_text("columns: {no: copies}\n", "utf-8")
    with pytest.raises(FileError) as error:
        stagecli.assess_table(ladder, frame, mapping="form.yaml")
    assert str(error.value).startswith("form.yaml:1:11: columns.no: there is no such column in the table.")


# The proposal


def test_a_mapping_is_proposed_and_read_once_it_is_edited(run: Runner) -> None:
    done = run("batch", "form.csv", *LADDER, "--write-mapping", "new.yaml")
    assert (done.code, done.out, done.err) == (
        0, "", "Written: new.yaml. Edit it, then: stagecli batch form.csv --mapping new.yaml\n",
    )  # fmt: skip
    text = Path("new.yaml").read_text("utf-8")
    assert text.splitlines() == [
        "# What the headings of this form mean. Edit it, then give it with --mapping. A line does nothing until you "
        "remove its #.",
        "",
        "columns:",
        '  #"When":',
        '  #"Business":',
        "  # 82% alike, and 3 of 3 cells are answers; without # it is read so:",
        '  #"Are there backup copies?": copies',
        '  "1. How often are they made? *": often',
        '  #"Anything else?":',
        "",
        "# What cells mean that are no answers. Write an option after the colon, or a label in quotes; remove the #.",
        "answers:",
        "  often:  # rarely, weekly, dont_know",
        '    #"Fridays": dont_know  # cells: 1',
        "",
        "# The column that names the subject, as --id does.",
        '#id: "Business"',
        "# When it was answered: a column, or one day for all. date_format says what comes first: dmy, mdy or ymd.",
        '#date: "When"',
        "# A cell that is no answer: reject its row, or count as blank.",
        "#bad_answers: blank",
    ]
    edited = text.replace('#"Are', '"Are').replace('#"Fridays": dont_know', '"Fridays": weekly')
    Path("new.yaml").write_text(edited.replace("#id:", "id:").replace("#date:", "date:"), "utf-8")
    done = run("batch", "form.csv", *LADDER, "--mapping", "new.yaml", "-o", "out.csv", "--summary", "none")
    assert (done.code, [row["answered"] for row in written()]) == (0, ["2", "2", "1"])


def test_an_earlier_mapping_goes_into_the_proposal(run: Runner) -> None:
    done = run("batch", "form.csv", *LADDER, "--mapping", "form.yaml", "--write-mapping", "-", "--date", "When")
    found = yaml.safe_load(done.out)
    assert found == {
        "columns": {
            "Are there backup copies?": "copies",
            "1. How often are they made? *": "often",
            "Anything else?": None,
        },
        "answers": {"often": {"Fridays": "weekly"}},
        "id": "Business",
        "date": "When",
    }


def test_a_proposal_is_never_written_over_a_file(run: Runner) -> None:
    for target, said in (
        (
            "form.yaml",
            "--write-mapping: 'form.yaml' is there already, perhaps with your changes. "
            "Name another file, or remove it.\n",
        ),
        ("form.csv", "--write-mapping is 'form.csv', which is read. Name another file.\n"),
    ):
        before = Path(target).read_bytes()
        done = run("batch", "form.csv", *LADDER, "--write-mapping", target)
        assert (done.code, done.out, done.err) == (2, "", said)
        assert Path(target).read_bytes() == before


def test_any_text_in_a_table_is_quoted_in_the_proposal(run: Runner) -> None:
    hostile = 'a: b\n#c "d" \\e {f}\u2028g'
    with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["copies", hostile], [hostile, "x"], ["Yes", "y"]])
    done = run("batch", "in.csv", *LADDER, "--write-mapping", "-")
    found = yaml.safe_load(done.out.replace('#"', '"'))
    assert list(found["columns"]) == ["copies", hostile]
    assert list(found["answers"]["copies"]) == [hostile]


def test_the_questions_can_be_pasted_into_a_form(run: Runner, bundled: Model) -> None:
    for language in ("en", "el"):
        text = run("batch", "--template", "form", "--lang", language).out
        blocks = [block.splitlines() for block in text.split("\n\n")]
        assert blocks.pop(0) == ["Name" if language == "en" else "Όνομα"]
        assert [block[0] for block in blocks] == [bundled.localized(s.question, language) for s in bundled.signals]
        labels = [bundled.localized(option.label, language) for option in bundled.signals[0].options]
        assert blocks[0][1:] == [*labels, "don't know" if language == "en" else "δεν ξέρω"]


# Bad answers


def workbook(path: str) -> pl.DataFrame:
    heads, *rows = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return pl.DataFrame([[cell or None for cell in row] for row in rows], [str(head) for head in heads], orient="row")


@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_a_row_is_assessed_without_a_cell_that_is_no_answer(run: Runner, engine: str) -> None:
    table = "copies,often,age\nYes,weekly,3\nYes,dayly,old\nmaybe,,\nYes,,\n"
    Path("in.csv").write_text(table, "utf-8")
    command = ("batch", "in.csv", *LADDER, "-o", "out.csv", "--engine", engine, "--summary", "json")
    done = run(*command, "--bad-answers", "blank")
    assert [(row["answered"], row["not_read"]) for row in written()] == [
        ("3", ""),
        ("1", "often: dayly; age: old"),
        ("1", ""),
    ]
    assert summary_of(done)["rows"] == {"read": 4, "written": 3, "rejected": 1, "blank": 0}
    assert summary_of(done)["unread"] == {
        "rows": 1,
        "cells": [{"column": "often", "value": "dayly", "count": 1}, {"column": "age", "value": "old", "count": 1}],
    }
    (rejected,) = csv.DictReader(io.StringIO(Path("out.rejects.csv").read_text("utf-8")))
    assert (rejected["line"], rejected["column"]) == ("4", "copies")
    strict = run(*command)
    assert (strict.code, summary_of(strict)["rows"]["rejected"], summary_of(strict)["unread"]["rows"]) == (5, 2, 1)
    assert "not_read" not in written()[0]


@pytest.mark.parametrize("format_", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("full", [False, True])
def test_what_is_not_read_is_named_in_every_format(run: Runner, format_: str, full: bool) -> None:
    Path("in.csv").write_text("copies,often\nYes,dayly\nYes,weekly\n", "utf-8")
    flags = ("--full",) if full else ()
    done = run(
        "batch", "in.csv", *LADDER, "--bad-answers", "blank", "-o", f"out.{format_}", "--summary", "none", *flags
    )
    assert (done.code, done.err) == (0, "")
    reader: dict[str, Callable[[str], pl.DataFrame]] = {
        "csv": pl.read_csv, "tsv": lambda path: pl.read_csv(path, separator="\t"), "jsonl": pl.read_ndjson,
        "parquet": pl.read_parquet, "xlsx": workbook,
    }  # fmt: skip
    assert reader[format_](f"out.{format_}")["not_read"].to_list() == ["often: dayly", None]


def test_rejects_for_single_cells_are_counted_and_how_to_read_them_is_said(run: Runner) -> None:
    Path("in.csv").write_text("copies,often\nYes,dayly\nmaybe,\nYes,weekly\n", "utf-8")
    done = run("batch", "in.csv", *LADDER, "-o", "out.csv")
    said = " ".join(done.err.split())
    assert (
        "Rows rejected for single cells only: 1. With --bad-answers blank they are assessed without those cells."
        in said
    )
    assert "--write-mapping mapping.yaml proposes it, and --mapping mapping.yaml reads it." in said


def test_saved_assessments_leave_the_cells_out_too(run: Runner) -> None:
    Path("in.csv").write_text("who,copies,often\nA,Yes,dayly\n", "utf-8")
    run("batch", "in.csv", *LADDER, "--bad-answers", "blank", "-o", "out.csv", "--id", "who", "--save", "--db", "h.db")
    done = run("history", "show", "A", "--db", "h.db", "--format", "json")
    (assessment,) = json.loads(done.out)["assessments"]
    assert {each["signal"]: each["state"] for each in assessment["answers"]}["often"] == "not_asked"


@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_what_a_mapping_file_says_of_cells_wins_everywhere(run: Runner, engine: str) -> None:
    Path("form.yaml").write_text(
        "answers: {often: {rarely: weekly, dont_know: rarely}, age: {-99: dont_know, 12: 3}}\n", "utf-8"
    )
    pl.DataFrame(
        {"copies": ["some"] * 4, "often": ["rarely", "dont_know", "weekly", None], "age": [-99, 12, 40, -99]}
    ).write_parquet("in.parquet")
    done = run(
        "batch",
        "in.parquet",
        *LADDER,
        "--mapping",
        "form.yaml",
        "--engine",
        engine,
        "-o",
        "out.csv",
        "--summary",
        "none",
    )
    assert (done.code, done.err) == (0, "")
    Path("plain.csv").write_text("copies,often,age\nsome,weekly,\nsome,rarely,3\nsome,weekly,40\nsome,,\n", "utf-8")
    run("batch", "plain.csv", *LADDER, "-o", "same.csv", "--summary", "none")
    assert [row["confidence"] for row in written()] == [row["confidence"] for row in written("same.csv")]


def test_a_text_with_two_meanings_is_shown(run: Runner) -> None:
    Path("form.yaml").write_text("answers: {often: {Daily: weekly, daily: rarely}}\n", "utf-8")
    done = run("batch", "form.csv", *LADDER, "--mapping", "form.yaml")
    assert done.err.startswith("form.yaml:1:34: answers.often.daily: the key 'daily' stands twice.")


def test_spark_refuses_what_a_mapping_file_asks_in_vain(run: Runner) -> None:
    for key, flag in (
        ("date: When", "--date"),
        ("header_row: 2", "--header-row"),
        ("bad_answers: blank", "--bad-answers"),
    ):
        Path("form.yaml").write_text(f"{key}\n", "utf-8")
        done = run("batch", "form.csv", *LADDER, "--mapping", "form.yaml", "--engine", "spark", "-o", "out")
        assert done.err.startswith(f"The Spark engine has no {flag}.")


def test_a_frames_dates_count_too() -> None:
    ladder = stagecli.load_model()
    frame = pl.DataFrame(
        {"accounts": ["in_use"] * 3, "months_active": ["since 2023"] * 3, "when": ["2024-06-30", "2025-06-30", "?"]}
    )
    Path("form.yaml").write_text("date: 2024-06-30\nbad_answers: blank\n", "utf-8")
    fixed = stagecli.assess_table(ladder, frame[:1], mapping="form.yaml")
    Path("form.yaml").write_text("date: when\n", "utf-8")
    assert (
        stagecli.assess_table(ladder, frame[:1], mapping="form.yaml")["confidence"].to_list()
        == fixed["confidence"].to_list()
    )
    with pytest.raises(AnswersError) as error:
        stagecli.assess_table(ladder, frame, mapping="form.yaml")
    assert "when: '?' is not a date" in str(error.value)


def test_labelled_rows_count_up_to_their_dates() -> None:
    Path("labelled.csv").write_text(
        "stage,when,accounts,months_active\n3,2024-06-30,in_use,since 2023-06\n3,2023-08-01,in_use,since 2023-06\n",
        "utf-8",
    )
    Path("form.yaml").write_text("date: when\n", "utf-8")
    found = read_labelled(BUNDLED, "labelled.csv", layout(BUNDLED, "form.yaml")).subjects
    assert [each.answers["months_active"] for each in found] == ["from_6_to_18", "under_3"]
    Path("form.yaml").write_text("date: 2025-06-30\n", "utf-8")
    fixed = read_labelled(BUNDLED, "labelled.csv", layout(BUNDLED, "form.yaml")).subjects
    assert [each.answers["months_active"] for each in fixed] == ["from_18", "from_18"]
    with pytest.raises(FileError) as error:
        read_labelled(BUNDLED, "labelled.csv")
    assert "'since 2023-06' changes as time goes by; write the number of months" in str(error.value)


def test_questions_that_only_later_objects_could_answer_are_not_said_to_be_answered(run: Runner) -> None:
    Path("in.jsonl").write_text('{"who": "A", "copies": "some"}\n{"who": "B", "copies": "missing"}\n', "utf-8")
    said = summary_of(run("batch", "in.jsonl", *LADDER, "--summary", "json", "-o", "out.csv"))
    assert (said["columns"], said["missing"]) == (
        [{"column": "copies", "signal": "copies"}],
        ["often", "age", "tested"],
    )


def test_a_mapping_is_proposed_where_several_columns_answer_one_question(run: Runner) -> None:
    Path("in.csv").write_text("H,often,H\nsome,weekly,maybe\nperhaps,weekly,missing\n", "utf-8")
    maps = ["--map", "H=copies"]
    assert run("batch", "in.csv", *LADDER, *maps, "--write-mapping", "two.yaml").code == 0
    assert list(yaml.safe_load(Path("two.yaml").read_text("utf-8"))["columns"].items()) == [
        ("H", "copies"), ("often", "often"), ("H#2", "copies"),
    ]  # fmt: skip
    assert Path("two.yaml").read_text("utf-8").count("\n  copies:") == 1
    done = run("batch", "in.csv", *LADDER, "--mapping", "two.yaml", "--bad-answers", "blank", "-o", "out.csv")
    assert done.code == 0
    assert [(row["answered"], row["not_read"]) for row in written()] == [("2", ""), ("1", "H: perhaps")]
