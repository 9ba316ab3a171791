"""`was`: signals and options whose ids changed name the old ones, and answers that give those are read as before."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import stagecli
from stagecli.answers import Answer, from_values, option_values
from stagecli.assessment import assess
from stagecli.assessment.contract import to_contract
from stagecli.authoring.diff import Difference, diff, together
from stagecli.authoring.labelled import of_model, read_labelled, read_subjects
from stagecli.batch.template import text as template
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.comparison import with_previous
from stagecli.errors import AnswersError
from stagecli.history.stored import packed_model, unpacked_model
from stagecli.model import Model, called
from stagecli.model_file import load_model
from tests.conftest import MODELS, Run, examples
from tests.ladders import CLASSIFIERS, SMALL, some_answers
from tests.tables import as_csv, models, run_batch, tables

Runner = Callable[..., Run]

EDITS = {
    "{copies: [some]}": "{backups: [there]}",
    "- id: copies\n": "- id: backups\n    was: [saves, copies]\n",
    "{id: missing,": "{id: none_there, was: [missing],",
    "{id: some,": "{id: there, was: [some],",
    "{often: [weekly]}": "{often: [each_week, daily]}",
    "      - {id: weekly, label: Every week, of_100: [30, 40, 90]}\n": (
        "      - {id: each_week, was: [weekly], label: Every week, of_100: [20, 25, 50]}\n"
        "      - {id: daily, was: [weekly], label: Every day, of_100: [10, 15, 40]}\n"
    ),
    "{tested: [tested]}": "{restored: [tested]}",
    "  - id: tested\n": (
        "  - id: opened\n"
        "    was: [tested]\n"
        "    question: Was one ever opened?\n"
        "    options:\n"
        "      - {id: untested, label: Never, of_100: [90, 70, 10]}\n"
        "      - {id: tested, label: At least once, of_100: [10, 30, 90]}\n"
        "  - id: restored\n"
        "    was: [tested]\n"
    ),
    "{copies: some, often: weekly, age: 3, tested: tested}": "{copies: some, age: 3, restored: tested}",
}
"""The small ladder's next version: a signal and its options are renamed, an option and a signal are split in two."""


@pytest.fixture
def ladder(tmp_path: Path) -> Path:
    text = (MODELS / "small.yaml").read_text("utf-8")
    for old, new in EDITS.items():
        assert old in text, old
        text = text.replace(old, new)
    path = tmp_path / "small.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def later(ladder: Path) -> Model:
    return load_model(ladder).model


def renamed(model: Model) -> Model:
    """The model with another id for every signal and option."""

    def conditions(given_: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {f"new_{name}": tuple(f"now_{option}" for option in some) for name, some in given_.items()}

    return replace(
        model,
        stages=tuple(
            replace(
                stage,
                requires=conditions(stage.requires),
                steps=tuple(replace(step, changes=conditions(step.changes)) for step in stage.steps),
            )
            for stage in model.stages
        ),
        signals=tuple(
            replace(
                signal,
                id=f"new_{signal.id}",
                was=(signal.id,),
                only_if=conditions(signal.only_if),
                options=tuple(replace(each, id=f"now_{each.id}", was=(each.id,)) for each in signal.options),
            )
            for signal in model.signals
        ),
    )


# --- the law: whoever answers by old ids gets the old verdict


@given(st.data(), models(max_stages=5, max_signals=6))
def test_renaming_changes_no_verdict_of_old_answers(data: st.DataObject, model: Model) -> None:
    answers = data.draw(some_answers(model))
    before, after = Classifier(model), Classifier(renamed(model))
    old, new = from_values(model, answers, "asked"), from_values(after.model, answers, "asked")
    assert after.refit(old) == (new, ())
    if counted(before, answers):
        was, now = before.verdict(answers), after.verdict(option_values(new))
        assert (now.stage, now.posterior, now.status) == (was.stage, was.posterior, was.status)
        assert stagecli.classify(after, answers) == now
        assert [each.option for each in now.evidence] == [f"now_{each.option}" for each in was.evidence]


def write(path: Path, rows: list[list[str]]) -> None:
    """A table in the format that its name says."""
    objects = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    if path.suffix == ".csv":
        path.write_bytes(as_csv(rows))
    elif path.suffix == ".jsonl":
        path.write_text("".join(f"{json.dumps(each)}\n" for each in objects), "utf-8")
    elif path.suffix in (".json", ".yaml"):
        path.write_text(json.dumps(objects), "utf-8")
    elif path.suffix == ".parquet":
        pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_parquet(path)
    else:
        pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_excel(path)


READERS: list[tuple[str, Literal["stream", "columnar"]]] = [
    ("csv", "stream"), ("csv", "columnar"), ("jsonl", "stream"), ("json", "stream"), ("yaml", "stream"),
    ("parquet", "stream"), ("parquet", "columnar"), ("xlsx", "stream"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "engine"), READERS)
@examples(10)
@given(st.data(), models(max_stages=5, max_signals=6))
def test_renaming_changes_no_row_of_a_batch(
    kind: str, engine: Literal["stream", "columnar"], data: st.DataObject, model: Model
) -> None:
    rows = data.draw(tables(model).filter(lambda rows: len(rows) > 1))
    with TemporaryDirectory() as name:
        source = Path(name) / f"in.{kind}"
        write(source, rows)
        found = []
        for place, used in (("old", model), ("new", renamed(model))):
            (Path(name) / place).mkdir()
            found.append(run_batch(used, source, Path(name) / place, engine))
        one, other = found
        was, now = (each.output.read_bytes().split(b"\n")[1:] for each in found)
        assert now == was  # but for its header, which may end with signals that were no columns
        assert other.summary.rows == one.summary.rows
        assert [(each["line"], each["column"]) for each in other.rejects] == [
            (each["line"], each["column"]) for each in one.rejects
        ]
        for head in rows[0][1:]:
            assert f"The signal '{head}' is now called 'new_{head}'." in other.summary.notes


@examples(20)
@given(st.data(), models(max_stages=5, max_signals=6))
def test_renaming_changes_no_row_of_a_frame(data: st.DataObject, model: Model) -> None:
    rows = data.draw(tables(model))
    frame = pl.DataFrame(rows[1:], schema=dict.fromkeys(rows[0], pl.String), orient="row")
    one, other = (
        stagecli.assess_table(Classifier(used), frame, bad_answers="blank") for used in (model, renamed(model))
    )
    assert one.equals(other)


# --- answers of one subject


def test_flags_of_old_ids_work_and_say_the_new_ones(ladder: Path, run: Runner) -> None:
    new = run("assess", "--model", str(ladder), "--backups", "there", "--age", "3")
    old = run("assess", "--model", str(ladder), "--copies", "some", "--age", "3")
    assert (old.code, old.out) == (new.code, new.out)
    assert (new.err, old.err) == (
        "",
        "The signal 'copies' is now called 'backups'.\nbackups: the answer 'some' is now called 'there'.\n",
    )
    greek = run("assess", "--model", str(ladder), "--saves", "SOME", "--lang", "el").err
    assert greek == "Η ερώτηση «saves» λέγεται τώρα «backups».\nbackups: η απάντηση «some» λέγεται τώρα «there».\n"


def test_help_and_completion_offer_new_ids_only(ladder: Path, run: Runner) -> None:
    shown = run("assess", "--model", str(ladder), "--help", COLUMNS="200").out
    assert "--backups" in shown
    assert "none_there|there" in shown
    for old in ("--copies", "--saves", "--tested", "missing", "weekly"):
        assert old not in shown
    for typed, offered in (("--", "--backups"), ("--backups ", "there")):
        words = ["stagecli", "assess", "--model", str(ladder), *typed.split(" ")]
        found = run(
            _STAGECLI_COMPLETE="complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1)
        ).out.split()
        assert offered in found
        assert {"--copies", "--saves", "--tested", "missing", "some"}.isdisjoint(found)


def test_an_answers_file_may_have_old_ids(ladder: Path, run: Runner) -> None:
    answers = ladder.with_name("answers.yaml")
    answers.write_text("copies: some\nage: 3\n", "utf-8")
    new = run("assess", "--model", str(ladder), "--backups", "there", "--age", "3")
    old = run("assess", "--model", str(ladder), "--answers", str(answers), "--backups", "some")  # flags win
    assert (old.code, old.out) == (0, new.out)
    assert old.err == (
        "The signal 'copies' is now called 'backups'.\nbackups: the answer 'some' is now called 'there'.\n"
    )


def test_a_result_of_an_older_ladder_may_have_old_ids(ladder: Path, run: Runner) -> None:
    result = ladder.with_name("result.json")
    flags = ("--copies", "some", "--age", "3", "--often", "weekly", "--tested", "dont_know")
    assert run("assess", "--model", str(MODELS / "small.yaml"), *flags, "-o", str(result)).code == 0
    done = run("assess", "--model", str(ladder), "--answers", str(result), "--format", "json")
    assert done.err == (
        "The ladder has changed since; these answers no longer fit and are left out: often, tested.\n"
        "backups: the answer 'some' is now called 'there'.\n"
        "The signal 'copies' is now called 'backups'.\n"
    )
    given_ = {each["signal"]: each["option"] for each in json.loads(done.out)["answers"]}
    assert given_ == {"backups": "there", "often": None, "age": "fresh", "opened": None, "restored": None}


@pytest.mark.parametrize(
    ("flags", "said", "greek"),
    [
        (
            ("--often", "weekly"),
            "--often: 'weekly' is now 'each_week' or 'daily': choose one. One of: rarely, each_week, daily, dont_know.",
            "--often: το «weekly» είναι τώρα «each_week» ή «daily»: διαλέξτε ένα. "
            "Μπορείτε να δώσετε: rarely, each_week, daily, dont_know.",
        ),
        (
            ("--tested", "tested"),
            "--tested: 'tested' is now 'opened' or 'restored': choose one.",
            "--tested: το «tested» είναι τώρα «opened» ή «restored»: διαλέξτε ένα.",
        ),
        (
            ("--backups", "there", "--copies", "some"),
            "--copies: this signal is answered twice. Keep one; its id is 'backups'.",
            "--copies: αυτή η ερώτηση έχει απαντηθεί δύο φορές. Κρατήστε μία· η ερώτηση λέγεται «backups».",
        ),
        (
            ("--copies", "seme"),
            "--copies: 'seme' is not one of its options. One of: none_there, there, dont_know.",
            "--copies: το «seme» δεν είναι μία από τις απαντήσεις. Μπορείτε να δώσετε: none_there, there, dont_know.",
        ),
    ],
)
def test_what_an_old_id_cannot_decide_is_asked_back(
    flags: tuple[str, ...], said: str, greek: str, ladder: Path, run: Runner
) -> None:
    assert run("assess", "--model", str(ladder), *flags) == Run(2, "", f"{said}\n")
    assert run("assess", "--model", str(ladder), *flags, "--lang", "el") == Run(2, "", f"{greek}\n")


def test_an_answers_file_is_told_where_it_must_choose(ladder: Path, run: Runner, monkeypatch: Any) -> None:
    monkeypatch.chdir(ladder.parent)
    Path("a.yaml").write_text("copies: sometimes\ntested: tested\nbackups: there\n", "utf-8")
    done = run("assess", "--model", str(ladder), "--answers", "a.yaml")
    assert done.err == (
        "a.yaml:1:9: copies: 'sometimes' is not one of its options. One of: none_there, there, dont_know.\n"
        "     1 | copies: sometimes\n"
        "       |         ^\n"
        "a.yaml:2:1: tested: 'tested' is now 'opened' or 'restored': choose one.\n"
        "     2 | tested: tested\n"
        "       | ^\n"
    )


def test_a_program_may_give_old_ids(later: Model) -> None:
    classifier = Classifier(later)
    old, new = ({"copies": "some", "age": 3}, {"backups": "there", "age": 3})
    assert stagecli.classify(classifier, old) == stagecli.classify(classifier, new)
    with pytest.raises(AnswersError) as error:
        stagecli.classify(classifier, {"often": "weekly", "tested": "tested"})
    assert str(error.value) == (
        "often: 'weekly' is now 'each_week' or 'daily': choose one. One of: rarely, each_week, daily, dont_know.\n"
        "tested: 'tested' is now 'opened' or 'restored': choose one."
    )


# --- stored answers


def test_stored_answers_are_read_by_old_ids(later: Model) -> None:
    stored = {
        "copies": Answer("some", "asked"),
        "often": Answer("weekly", "asked"),
        "age": Answer("stale", "flag", 3),
        "tested": Answer("dont_know", "asked"),
    }
    answers, dropped = Classifier(later).refit(stored)
    assert answers == {"backups": Answer("there", "asked"), "age": Answer("fresh", "flag", 3)}
    assert dropped == ("often", "tested")


@pytest.mark.parametrize("names", [("backups", "copies"), ("copies", "backups"), ("saves", "copies")])
def test_two_stored_answers_of_what_is_one_signal_now_are_not_both_its_answer(
    names: tuple[str, str], later: Model
) -> None:
    answers, dropped = Classifier(later).refit({name: Answer("dont_know", "asked") for name in names})
    assert [*answers] == [name for name in names if name == "backups"]
    assert dropped == tuple(name for name in names if name != "backups")


def test_a_renamed_answer_is_no_change_since_last_time(later: Model) -> None:
    before = assess(CLASSIFIERS["small"], from_values(SMALL, {"copies": "some", "age": 3}, "asked"))
    same = assess(Classifier(later), from_values(later, {"backups": "there", "age": 3}, "asked"))
    other = assess(Classifier(later), from_values(later, {"backups": "none_there"}, "asked"))
    assert to_contract(with_previous(same, before, later), later, "en")["previous"]["changes"] == []
    changes: Any = to_contract(with_previous(other, before, later), later, "en")["previous"]["changes"]
    assert [(each["signal"], each["before"] and each["before"]["label"]) for each in changes] == [
        ("backups", "Yes"),
        ("age", "Less than a week"),
    ]


def test_a_history_goes_on_under_new_ids(ladder: Path, run: Runner) -> None:
    save = ("--name", "Bakery", "--save", "--db", str(ladder.with_name("h.db")))
    assert run("assess", "--model", str(MODELS / "small.yaml"), "--copies", "some", "--age", "3", *save).code == 0
    done = run("assess", "--model", str(ladder), "--backups", "none_there", *save, SOURCE_DATE_EPOCH="1777225600")
    assert done.code == 0
    compared = run("history", "compare", "Bakery", "--db", save[-1], "--format", "json")
    found = json.loads(compared.out)
    assert found["reread"]["dropped"] == 0
    assert [(each["signal"], each["before"]["label"]) for each in found["changes"]] == [
        ("backups", "Yes"),
        ("age", "Less than a week"),
    ]
    assert found["changes"][0]["effect"] != 0


# --- tables


def test_a_batch_says_each_new_id_once(ladder: Path, run: Runner) -> None:
    table = ladder.with_name("in.csv")
    table.write_text("who,copies,age\n" + "A,some,3\nB,missing,\nC,SOME,4\n" * 50, "utf-8")
    for language, notes in (
        ("en", [
            "The signal 'copies' is now called 'backups'.",
            "backups: the answer 'missing' is now called 'none_there'.",
            "backups: the answer 'some' is now called 'there'.",
        ]),
        ("el", [
            "Η ερώτηση «copies» λέγεται τώρα «backups».",
            "backups: η απάντηση «missing» λέγεται τώρα «none_there».",
            "backups: η απάντηση «some» λέγεται τώρα «there».",
        ]),
    ):  # fmt: skip
        for engine in ("stream", "columnar"):
            flags = ("--model", str(ladder), "--engine", engine, "--summary", "json", "--lang", language)
            done = run("batch", str(table), *flags)
            assert (done.code, json.loads(done.err)["notes"]) == (0, notes)


def test_a_resumed_batch_says_what_it_had_read_before(later: Model, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("copies\n" + "some\n" * 2000 + "missing\n" * 2000, "utf-8")

    def stop(run: Any) -> None:
        if run.read > 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(later, table, tmp_path, "stream", block=4000, progress=stop)
    done = run_batch(later, table, tmp_path, "stream", block=4000, resume=True)
    assert done.summary.rows.written == 4000
    assert done.summary.notes[1:] == (
        "backups: the answer 'missing' is now called 'none_there'.",
        "backups: the answer 'some' is now called 'there'.",
    )


def test_a_cell_and_a_column_that_were_split_are_told(ladder: Path, run: Runner) -> None:
    table = ladder.with_name("in.csv")
    table.write_text("copies,often,tested\nsome,weekly,tested\n", "utf-8")
    done = run("batch", str(table), "--model", str(ladder))
    assert done.code == 5
    rejected, *_ = done.err.splitlines()
    assert rejected == (
        f"{table}:2: often: 'weekly' is now 'each_week' or 'daily': choose one. "
        "One of: rarely, each_week, daily, dont_know."
    )
    summary = run("batch", str(table), "--model", str(ladder), "--summary", "json").err.splitlines()[-1]
    assert json.loads(summary)["notes"][0] == (
        "The column 'tested' is not read: its signal is now 'opened' or 'restored'; choose one with --map."
    )
    mapped = run("batch", str(table), "--model", str(ladder), "--map", "tested=restored", "--summary", "json")
    assert all("tested" not in note for note in json.loads(mapped.err.splitlines()[-1])["notes"])


@pytest.mark.parametrize(
    ("table", "flags", "said"),
    [
        (
            "copies,backups\nsome,there\n",
            (),
            "in.csv: the columns 'copies' and 'backups' are both the signal 'backups'. Choose one with --map "
            "'backups=backups', or give both: in each row the first that is not empty counts. "
            "The header is line 1, with 2 cells: 'copies', 'backups'.",
        ),
        (
            "who,tested\nA,tested\n",
            (),
            "in.csv: no column is a signal of the ladder 'small'. The header is line 1, with 2 cells: 'who', 'tested'. "
            "The column 'tested' is not read: its signal is now 'opened' or 'restored'; choose one with --map. "
            "Name the columns after the signals or their questions, or say with --map COLUMN=SIGNAL what they are; "
            "--write-mapping FILE proposes it.",
        ),
        (
            "who,read\nA,tested\n",
            ("--map", "read=tested"),
            "--map: 'tested' is now 'opened' or 'restored': choose one.",
        ),
    ],
)
def test_columns_that_old_ids_leave_open_are_told(
    table: str, flags: tuple[str, ...], said: str, ladder: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ladder.parent)
    Path("in.csv").write_text(table, "utf-8")
    assert run("batch", "in.csv", "--model", str(ladder), *flags) == Run(2, "", f"{said}\n")


def test_a_column_may_be_mapped_to_an_old_id(ladder: Path, run: Runner) -> None:
    table = ladder.with_name("in.csv")
    table.write_text("Copies?!,age\nthere,3\n", "utf-8")
    done = run("batch", str(table), "--model", str(ladder), "--map", "Copies?!=copies", "--summary", "json")
    assert (done.code, json.loads(done.err)["notes"]) == (0, ["The signal 'copies' is now called 'backups'."])


def test_a_sheet_that_was_filled_in_for_an_older_ladder_is_read(later: Model, tmp_path: Path) -> None:
    sheet = tmp_path / "in.csv"
    header = template(SMALL, "en", "csv")
    assert "copies [missing | some]" in header
    sheet.write_text(f"{header}A,some,,3,\n", "utf-8")
    done = run_batch(later, sheet, tmp_path, "stream")
    assert done.summary.rows.written == 1
    assert done.summary.notes == (
        "The column 'tested [untested | tested]' is not read: its signal is now 'opened' or 'restored'; "
        "choose one with --map.",
        "The signal 'copies [missing | some]' is now called 'backups'.",
        "backups: the answer 'some' is now called 'there'.",
    )


def test_labelled_subjects_may_have_old_ids(later: Model, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("name,stage,copies\nA,1,missing\nB,3,some\n", "utf-8")
    found = read_labelled(later, str(table))
    assert [subject.answers for subject in found.subjects] == [{"backups": "none_there"}, {"backups": "there"}]
    assert found.notes == (
        "The signal 'copies' is now called 'backups'.",
        "backups: the answer 'missing' is now called 'none_there'.",
        "backups: the answer 'some' is now called 'there'.",
    )
    assert of_model(later)[0].answers == {"backups": "none_there"}  # its cases, which have old ids


# --- differences between ladders


def test_a_ladder_in_other_words_differs_in_these_alone() -> None:
    new = renamed(SMALL)
    found = diff(SMALL, new, of_model(SMALL))
    assert found.changes[:4] == (
        Difference("signals", "signals.new_copies.id", "copies", "new_copies"),
        Difference("signals", "signals.new_copies.options.now_missing.id", "missing", "now_missing"),
        Difference("signals", "signals.new_copies.options.now_some.id", "some", "now_some"),
        Difference("signals", "signals.new_often.id", "often", "new_often"),
    )
    assert {change.where.rpartition(".")[2] for change in found.changes} == {"id"}
    assert len(found.changes) == sum(1 + len(signal.options) for signal in SMALL.signals)
    assert (found.subjects, found.dropped, found.moved) == (2, 0, ())


def test_subjects_of_either_ladder_are_read_by_both(later: Model, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("name,copies,opened\nA,some,tested\nB,there,\n", "utf-8")
    subjects, _ = read_subjects(together(SMALL, later), str(table))
    assert [subject.answers for subject in subjects] == [
        {"backups": "there", "opened": "tested"},
        {"backups": "there"},
    ]
    found = diff(SMALL, later, subjects)
    assert (found.subjects, found.dropped) == (2, 1)


def test_model_diff_shows_a_rename(ladder: Path, run: Runner) -> None:
    done = run("model", "diff", str(MODELS / "small.yaml"), str(ladder))
    assert done.code == 0
    lines = [line.strip() for line in done.out.splitlines()]
    assert "~ signals.backups.id: copies → backups" in lines
    assert "~ signals.backups.options.there.id: some → there" in lines
    assert "+ signals.opened: Was one ever opened?" in lines
    assert "- signals.tested: Was one ever restored?" in lines
    assert not any("requires" in line for line in lines)


# --- the file


def test_what_an_id_stands_for() -> None:
    names = {"a": (), "b": ("x", "y"), "c": ("y",)}
    signals = [replace(SMALL.signals[0], id=name, was=was) for name, was in names.items()]
    found = {name: [signal.id for signal in called(signals, name)] for name in ("a", "x", "y", "z")}
    assert found == {"a": ["a"], "x": ["b"], "y": ["b", "c"], "z": []}


def test_a_model_keeps_its_old_ids_in_the_history(later: Model) -> None:
    again = unpacked_model(packed_model(later), later.sha256)
    assert again.signals == later.signals
