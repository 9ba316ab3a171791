"""Tables of labelled subjects, as `model test`, `fit` and `diff` read them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from stagecli.authoring.labelled import Labelled, read_labelled, read_subjects
from stagecli.batch.layout import Layout
from stagecli.errors import FileError, UsageError
from tests.conftest import MODELS, Run
from tests.ladders import SMALL

EXPECTED = (
    Labelled("Bakery", {"copies": "some", "often": "weekly"}, 1, frozenset({0, 2})),
    Labelled("Garage", {"copies": "missing", "tested": "dont_know"}, 0, frozenset()),
)


CLASSIFIERS = {
    "rows.csv": "name,stage,accept,copies,often,tested\n"
    "Bakery,copying,none_yet;3,some,weekly,\nGarage,1,,missing,,dont_know\n",
    "greek.csv": "name;stage;copies;tested\nΤυχαίο;2;ΝΑΙ;\n",
    "rows.jsonl": '{"name":"Bakery","stage":2,"accept":["none_yet","safe"],"copies":"some","often":"weekly"}\n'
    '{"name":"Garage","stage":"none_yet","copies":"missing","tested":"dont_know"}\n',
    "rows.yaml": "- {name: Bakery, stage: copying, accept: [none_yet, safe], answers: {copies: some, often: weekly}}\n"
    "- {name: Garage, stage: none_yet, answers: {copies: missing, tested: dont_know}}\n",
}  # fmt: skip


def write(folder: Path, name: str, text: str | None = None) -> str:
    """Write a table, one of those above unless its text is given."""
    file = folder / name
    file.write_text(CLASSIFIERS[name] if text is None else text, "utf-8")
    return str(file)


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.yaml"])
def test_labelled_subjects_are_read_from(name: str, tmp_path: Path) -> None:
    found = read_labelled(SMALL, write(tmp_path, name))
    assert (found.subjects, found.unlabelled) == (EXPECTED, 0)
    assert [subject.name for subject in read_subjects(SMALL, write(tmp_path, name))[0]] == ["Bakery", "Garage"]


def test_labels_may_be_names_in_any_language_and_answers_labels(tmp_path: Path) -> None:
    names = SMALL.stages[1].name
    assert isinstance(names, dict)
    text = f"who;known stage;copies\nΑ;{names['el'].upper()};ναι\nB;{names['en']};Yes\n"
    found = read_labelled(SMALL, write(tmp_path, "greek.csv", text), Layout(id="who"), "Known Stage").subjects
    assert found == tuple(Labelled(name, {"copies": "some"}, 1, frozenset()) for name in ("Α", "B"))


def test_rows_without_a_label_are_left_out_and_counted(tmp_path: Path, run: Callable[..., Run]) -> None:
    file = write(tmp_path, "some.csv", "stage,copies\n,some\nsafe,some\n ,missing\n")
    found = read_labelled(SMALL, file)
    assert (len(found.subjects), found.unlabelled) == (1, 2)
    said = run("model", "test", str(MODELS / "small.yaml"), "--cases", file).out
    assert "Rows without a label, left out: 2." in said


def test_every_wrong_row_is_told_with_its_line(tmp_path: Path, run: Callable[..., Run]) -> None:
    rows = "stage,accept,copies,age\nsave,safe,some,3\nsafe,saved,som,\nsafe,,some,-1\nsafe,some\n"
    file = write(tmp_path, "wrong.csv", rows)
    with pytest.raises(FileError) as error:
        read_labelled(SMALL, file)
    age = "A number from 0 to 9999, or one of: fresh, stale, ancient, dont_know."
    assert str(error.value).split("\n") == [
        f"{file}:2: there is no stage 'save'. Did you mean 'safe'? Or a number from 1 to 3, or a name.",
        f"{file}:3: there is no stage 'saved'. Did you mean 'safe'? Or a number from 1 to 3, or a name.",
        f"{file}:3: copies: 'som' is not one of its options. Did you mean 'some'? One of: missing, some, dont_know.",
        f"{file}:4: age: -1 is not between 0 and 9999. {age}",
        f"{file}:5: 2 cells where the header has 4. Give the row as many cells as the header has, counting empty ones.",
    ]
    done = run("model", "test", "social-media", "--cases", write(tmp_path, "wrong2.csv", "stage,accounts\n9,none\n"))
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("label,copies\nsafe,some\n", {}, "--label: there is no column 'stage' in {file}. "
         "The header is line 1, with 2 cells: 'label', 'copies'."),
        ("stage,copies\nsafe,some\n", {"id": "nam"}, "--id: there is no column 'nam' in {file}. "
         "The header is line 1, with 2 cells: 'stage', 'copies'."),
        ("stage,copeis\nsafe,some\n", {}, "{file}: no column is a signal of the ladder 'small'. "
         "The header is line 1, with 2 cells: 'stage', 'copeis'. "
         "'copeis' may be copies: --map 'copeis=copies'. "
         "Name the columns after the signals or their questions, or say with --map COLUMN=SIGNAL what they are; "
         "--write-mapping FILE proposes it."),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there_is_told(text: str, options: dict[str, Any], message: str, tmp_path: Path) -> None:
    file = write(tmp_path, "columns.csv", text)
    with pytest.raises(UsageError) as error:
        read_labelled(SMALL, file, Layout(**options))
    assert str(error.value) == message.format(file=file)


def test_signals_named_like_columns_of_batch_are_read(tmp_path: Path) -> None:
    signals = (*SMALL.signals[:1], replace(SMALL.signals[0], id="status"), replace(SMALL.signals[0], id="accept"))
    model = replace(SMALL, signals=signals)
    rows = write(tmp_path, "named.csv", "stage,copies,status,accept,confidence\nsafe,some,missing,some,0.7\n")
    (subject,) = read_labelled(model, rows).subjects
    assert subject.answers == {"copies": "some", "status": "missing", "accept": "some"}
    assert subject.accept == frozenset()
