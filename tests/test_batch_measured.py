"""Columns of measures: every engine gives what assessing each subject with its measures gives."""

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.answers import from_values
from stagecli.assessment import Assessment, assess
from stagecli.batch.records import is_blank
from stagecli.classifier import Classifier
from stagecli.errors import StagecliError
from stagecli.measures import Measured, Observed, rounded
from stagecli.model import Model
from stagecli.observed import measures_of
from tests.conftest import Run, examples
from tests.measured_tables import NUMBERS, WORDS, measured_rows, observing, values_of
from tests.tables import as_csv, run_batch, tables
from tests.test_batch_engines import MILLIONTH, assert_same, rows_of
from tests.test_observed import LADDER, ladder

pytest.importorskip("polars", reason="the columnar engine needs the extra 'batch'")
Runner = Callable[..., Run]


def alone(model: Model, said: dict[str, str], measured: dict[str, float | str]) -> Assessment:
    """A subject assessed by itself."""
    known = measures_of(model)
    measures = {
        name: Measured(value=value if isinstance(value, str) else rounded(known[name].unit, value))
        for name, value in measured.items()
    }
    return assess(Classifier(model), from_values(model, said, "file"), observed=Observed(measures=measures))


@examples(100)
@given(st.data(), observing())
def test_a_row_is_what_assessing_its_subject_with_its_measures_gives(data: st.DataObject, model: Model) -> None:
    rows = measured_rows(data.draw(tables(model, max_rows=12)), random.Random(data.draw(st.integers(0))))
    names = rows[0]
    with TemporaryDirectory() as name:
        source = Path(name) / "in.csv"
        source.write_bytes(as_csv(rows))
        done = run_batch(model, source, Path(name), "columnar")
        other = run_batch(model, source, Path(name), "stream")
        written, twins = rows_of(done), rows_of(other)
        assert done.rejects == other.rejects
        rejected = {int(reject["line"]) for reject in done.rejects}
    left = iter([dict(row) for row in written])
    assert_same(written, twins)
    for number, cells in enumerate(rows[1:], start=2):
        if is_blank(cells):
            continue
        by_name = dict(zip(names, cells, strict=True))
        said = {signal.id: by_name[signal.id] for signal in model.signals if by_name.get(signal.id)}
        try:
            found = alone(model, said, values_of({name: by_name[name] for name in (*NUMBERS, *WORDS)}))
        except StagecliError:
            assert number in rejected
            continue
        row = next(left)
        assert [row[name] for name in ("stage_id", "status", "runner_up", "answered", "applicable")] == [
            found.stage.id, found.status, found.runner_up.id, str(found.coverage.answered),
            str(found.coverage.applicable),
        ]  # fmt: skip
        assert float(row["confidence"]) == pytest.approx(found.confidence, abs=MILLIONTH)
        assert row["next_step_id"] == (found.steps[0].id if found.steps else "")
        otherwise = [each.signal for each in found.answers if each.agrees is False]
        assert row.get("measured_otherwise", "") == ", ".join(otherwise)
    assert next(left, None) is None


@examples(40)
@given(st.data(), observing())
def test_bad_cells_of_measures_are_bad_cells_in_every_engine(data: st.DataObject, model: Model) -> None:
    rows = measured_rows(data.draw(tables(model)), random.Random(data.draw(st.integers(0))), bad=0.1)
    with TemporaryDirectory() as name:
        source = Path(name) / "in.csv"
        source.write_bytes(as_csv(rows))
        one, other = (run_batch(model, source, Path(name), engine) for engine in ("stream", "columnar"))
        assert one.rejects == other.rejects
        assert_same(rows_of(one), rows_of(other))


TABLE = """client,waiting,selling,git.days_to_release,git.ci_tests,crm.channel,crm.orders
Bakery,,shop,25,,,30
Florist,5 days,,,schedule,web,12
Garage,50,both,9.5,,phone,10.5
Kiosk,dont_know,,"12,5",,,
Museum,,,,,,
Tavern,20,,twenty,,,
Theatre,20,,,sometimes,,
"""


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watched.yaml").write_text(LADDER, "utf-8")
    (tmp_path / "clients.csv").write_text(TABLE, "utf-8")
    return tmp_path


def test_measures_count_where_nothing_was_said_and_are_told_where_they_differ(watched: Path, run: Runner) -> None:
    done = run("batch", "clients.csv", "--model", "watched.yaml", "-o", "out.csv", "--id", "client")
    assert done.code == 5
    lines = (watched / "out.csv").read_text("utf-8").splitlines()
    assert lines[0].endswith(",next_step,measured_otherwise")
    assert [(line.split(",")[0], line.rpartition(",")[2]) for line in lines[1:]] == [
        ("Bakery", "selling"), ("Florist", ""), ("Garage", "waiting"), ("Kiosk", ""),
    ]  # fmt: skip
    rejected = (watched / "out.rejects.csv").read_text("utf-8")
    assert "'twenty' is no number of days,\"A measure is a bare number, such as 20 or 0.5.\"" in rejected
    assert "'git.ci_tests' never says 'sometimes',\"One of: change, schedule, release.\"" in rejected


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet", ".xlsx", ".tsv"])
@pytest.mark.usefixtures("watched")
def test_every_format_says_the_same(suffix: str, run: Runner) -> None:
    import polars as pl

    given = pl.read_csv("clients.csv", infer_schema=False)
    numbers = given.with_columns(pl.col("crm.orders").cast(pl.Float64, strict=False))
    if suffix == ".jsonl":
        numbers.write_ndjson("in.jsonl")
    elif suffix == ".parquet":
        numbers.write_parquet("in.parquet")
    elif suffix == ".xlsx":
        numbers.write_excel("in.xlsx")
    else:
        given.write_csv("in.tsv", separator="\t")
    asked = ["--model", "watched.yaml", "--bad-answers", "blank", "--summary", "none"]
    assert run("batch", "clients.csv", *asked, "-o", "first.csv").code == 5
    assert run("batch", f"in{suffix}", *asked, "-o", "other.csv").code == 5
    first, other = (pl.read_csv(name, infer_schema=False) for name in ("first.csv", "other.csv"))
    added = first.columns[len(given.columns) :]
    assert added[-2:] == ["not_read", "measured_otherwise"]
    assert first.select(added).equals(other.select(added))


def test_the_table_of_a_program_has_measures_too() -> None:
    import polars as pl

    from stagecli.api import assess_table

    frame = pl.DataFrame({
        "selling": ["shop", None, "both"], "git.days_to_release": [25.0, 9.994, None], "crm.orders": [30, None, 12],
        "crm.channel": [None, None, "web"],
    })  # fmt: skip
    found = assess_table(Classifier(ladder()), frame)
    assert found["answered"].to_list() == [2, 1, 1]
    assert found["measured_otherwise"].to_list() == ["selling", None, None]
    pandas = pytest.importorskip("pandas")
    again = assess_table(Classifier(ladder()), pandas.DataFrame(frame.to_dict(as_series=False)))
    assert list(again["measured_otherwise"]) == ["selling", None, None]


def test_a_column_may_be_called_a_measure(watched: Path, run: Runner) -> None:
    table = TABLE.replace("git.days_to_release", "Lead time").replace("crm.orders", "Orders")
    (watched / "clients.csv").write_text(table, "utf-8")
    (watched / "form.yaml").write_text("columns:\n  Lead time: git.days_to_release\n", "utf-8")
    asked = ["--model", "watched.yaml", "--map", "Orders=crm.orders", "--mapping", "form.yaml"]
    done = run("batch", "clients.csv", *asked, "-o", "out.jsonl", "--bad-answers", "blank")
    assert done.code == 5
    rows = [json.loads(line) for line in (watched / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["measured_otherwise"] for row in rows] == ["selling", None, "waiting", None, None, None]
    assert rows[4]["not_read"] == "Lead time: twenty"


@pytest.mark.parametrize("kind", ["csv", "parquet", "numbers"])
@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_a_number_that_a_measure_never_has_is_a_bad_cell(watched: Path, run: Runner, kind: str, engine: str) -> None:
    import polars as pl

    table = pl.DataFrame({
        "selling": ["shop", "shop", "shop", "shop"], "git.changes_with_tests": ["45", "1.00001", "-0.1", None],
        "git.days_to_release": ["3", None, "-1", "1e13"],
    })  # fmt: skip
    if kind == "csv":
        table.write_csv("in.csv")
    else:
        numbers = pl.col("git.changes_with_tests", "git.days_to_release").cast(pl.Float64)
        table.with_columns(numbers if kind == "numbers" else []).write_parquet("in.parquet")
    source = "in.csv" if kind == "csv" else "in.parquet"
    asked = ["--model", "watched.yaml", "--engine", engine, "--bad-answers", "blank", "--summary", "none"]
    assert run("batch", source, *asked, "-o", "out.csv").code == 0
    with (watched / "out.csv").open(encoding="utf-8", newline="") as file:
        left_out = [row["not_read"] for row in csv.DictReader(file)]
    large = "10000000000000" if kind == "numbers" else "1e13"
    assert left_out == [
        "git.changes_with_tests: 45", "", "git.changes_with_tests: -0.1; git.days_to_release: -1",
        f"git.days_to_release: {large}",
    ]  # fmt: skip


@pytest.mark.usefixtures("watched")
def test_what_is_wrong_with_a_cell_of_a_measure_is_said(run: Runner) -> None:
    table = b"selling,git.changes_with_tests,crm.orders\nshop,45,\nshop,,9.995\nshop,,1e20\n"
    done = run("batch", "-", "--model", "watched.yaml", "-o", "out.csv", "--summary", "none", stdin=table)
    assert done.code == 5
    with Path("out.rejects.csv").open(encoding="utf-8", newline="") as file:
        reasons = [row["reason"] for row in csv.DictReader(file)]
    assert reasons == [
        "'45' is no share, which is from 0 to 1",
        "'9.995' may have thousands or decimals: write it without a separator, or with one or two decimals",
        "'1e20' is no number, or one too large to be a measure",
    ]


@pytest.mark.usefixtures("watched")
def test_the_summary_tells_columns_of_measures_from_those_of_answers(run: Runner) -> None:
    asked = ["--model", "watched.yaml", "--map", "Orders=crm.orders", "-o", "out.csv"]
    table = b"selling,git.days_to_release,Orders\nshop,20,30\n"
    done = run("batch", "-", *asked, stdin=table)
    assert done.code == 0
    assert (
        "Questions that a column answers: 1 of 2: selling.\n"
        "Measures that a column holds: git.days_to_release, crm.orders ('Orders').\n"
    ) in done.err
    (found,) = [json.loads(run("batch", "-", *asked, "--summary", "json", stdin=table).err)]
    assert found["columns"] == [{"column": "selling", "signal": "selling"}]
    assert found["measures"] == [
        {"column": "git.days_to_release", "measure": "git.days_to_release"},
        {"column": "Orders", "measure": "crm.orders"},
    ]
    assert found["missing"] == ["waiting"]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (["--map", "crm.orders="], ["1", "1", "1"]),
        (["--mapping", "form.yaml"], ["1", "1", "1"]),
        (["--map", "crm.orders=waiting"], ["2", "1", "2"]),
        (["--mapping", "form.yaml", "--map", "crm.orders=crm.orders"], ["1", "1", "1"]),
    ],
)
def test_a_column_called_like_a_measure_may_be_said_to_be_none(
    watched: Path, run: Runner, asked: list[str], answered: list[str]
) -> None:
    (watched / "in.csv").write_text("selling,crm.orders\nshop,20\nboth,\nshop,25\n", "utf-8")
    (watched / "form.yaml").write_text("columns:\n  crm.orders:\n", "utf-8")
    done = run("batch", "in.csv", "--model", "watched.yaml", "-o", "out.csv", *asked)
    assert done.code == 0
    with (watched / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["answered"] for row in rows] == answered
    assert {row.get("measured_otherwise", "no column") for row in rows} == (
        {"selling", ""} if asked[-1] == "crm.orders=crm.orders" else {"no column"}
    )


@pytest.mark.usefixtures("watched")
def test_two_columns_of_one_measure_are_an_error(run: Runner) -> None:
    done = run("batch", "clients.csv", "--model", "watched.yaml", "--map", "waiting=git.days_to_release",
               "--map", "git.days_to_release=git.days_to_release")  # fmt: skip
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "clients.csv: the columns 'waiting' and 'git.days_to_release' both hold the measure 'git.days_to_release'. "
        "Rename one, or leave it out with --map 'git.days_to_release='.\n"
    )


def test_labelled_subjects_may_be_measured(watched: Path, run: Runner) -> None:
    (watched / "cases.csv").write_text("name,stage,selling,crm.orders\nA,high,,30\nB,low,shop,\n", "utf-8")
    done = run("model", "test", "watched.yaml", "--cases", "cases.csv", "--format", "json")
    assert done.code == 0
    (found,) = json.loads(done.out)["tests"]
    assert found["subjects"] == 2


@pytest.mark.usefixtures("watched")
def test_a_history_keeps_what_was_measured(run: Runner) -> None:
    asked = ["--model", "watched.yaml", "--db", "clients.db", "--id", "client", "--bad-answers", "blank"]
    assert run("batch", "clients.csv", *asked, "--save", "-o", "out.csv").code == 5
    done = run("history", "show", "Bakery", "--db", "clients.db", "--format", "json")
    assert done.code == 0
    (kept,) = json.loads(done.out)["assessments"]
    assert kept["observed"]["measures"]["crm.orders"] == {"value": 30.0, "unit": "orders"}


def put_measures(path: Path, subject: str, until: str, value: float) -> None:
    path.write_text(json.dumps({
        "contract": "stagecli/observed/1", "subject": subject, "sources": [{"kind": "crm", "until": until}],
        "measures": {"crm.orders": {"value": value}},
    }), "utf-8")  # fmt: skip


def put_answers(path: Path, subject: str, time: str) -> None:
    path.write_text(json.dumps({
        "contract": "stagecli/answers/1", "model": {"id": "watched", "version": "1", "sha256": "0" * 64},
        "reference": None, "subject": subject, "time": time, "language": "en", "answers": {"waiting": 40},
    }), "utf-8")  # fmt: skip


def test_in_a_folder_measures_join_their_subjects_answers_that_are_nearest_in_time(watched: Path, run: Runner) -> None:
    (watched / "in").mkdir()
    put_answers(watched / "in" / "1.json", "Bakery", "2025-06-01T12:00:00Z")
    put_answers(watched / "in" / "2.json", "Bakery", "2025-11-01T12:00:00Z")
    put_measures(watched / "in" / "3.json", "Bakery", "2025-10-20", 30)
    put_measures(watched / "in" / "4.json", "Florist", "2025-10-20", 25)
    put_answers(watched / "in" / "5.json", "Garage", "2025-11-01T12:00:00Z")
    put_measures(watched / "in" / "6.json", "Garage", "2025-01-01", 25)
    done = run("batch", "in", "--model", "watched.yaml", "-o", "out.jsonl", "--trust-names")
    assert done.code == 0
    said = " ".join(done.err.split())
    assert "laid beside answers: 2: 3.json → 2.json, 6.json → 5.json." in said
    assert "more than 90 days older than the answers, so that they do not count: 1: 6.json." in said
    rows = [json.loads(line) for line in (watched / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(row["file"], row["time"][:10], row["answered"], row["crm.orders"]) for row in rows] == [
        ("1.json", "2025-06-01", 1, None), ("2.json", "2025-11-01", 2, 30), ("4.json", "2025-10-20", 1, 25),
        ("5.json", "2025-11-01", 1, None),
    ]  # fmt: skip


def test_what_a_ladder_says_twice_is_read_as_if_it_said_it_once() -> None:
    import polars as pl

    from stagecli.api import assess_table

    model = ladder(LADDER.replace("words: [shop, web, phone]", "words: [shop, web, web, shop, phone]").replace(
        "as: [online, both]", "as: [online, both, online]"
    ).replace("below: 30,", "below: 1.0e+300,"))  # fmt: skip
    frame = pl.DataFrame({
        "selling": ["both", "shop", "online", None], "crm.channel": ["web", "web", "phone", "shop"],
        "crm.orders": [12.0, 12.0, 12.0, 12.0], "git.days_to_release": [50.0, 50.0, 50.0, 50.0],
    })  # fmt: skip
    found = assess_table(Classifier(model), frame)
    assert found["measured_otherwise"].to_list() == [None, "selling", None, None]
    assert found["answered"].to_list() == [2, 2, 2, 1]


def test_a_block_without_rows_has_no_measures(watched: Path) -> None:
    import polars as pl

    from stagecli.api import assess_table

    frame = pl.read_csv(watched / "clients.csv", infer_schema=False).head(0)
    assert assess_table(Classifier(ladder()), frame).height == 0


@pytest.mark.usefixtures("watched")
def test_an_exported_history_keeps_what_was_measured_apart_from_what_was_said(run: Runner) -> None:
    asked = ["--model", "watched.yaml", "--bad-answers", "blank", "--id", "client"]
    assert run("batch", "clients.csv", *asked, "--save", "--db", "clients.db", "-o", "out.csv").code == 5
    assert run("history", "export", "--db", "clients.db", "-o", "export.csv").code == 0
    again = run("batch", "export.csv", *asked[:-1], "subject", "-o", "again.csv", "--summary", "none")
    assert again.code == 0
    import polars as pl

    first, other = (pl.read_csv(name, infer_schema=False) for name in ("out.csv", "again.csv"))
    added = ["stage_id", "confidence", "answered", "measured_otherwise"]
    names = {f"stagecli_{name}" if f"stagecli_{name}" in other.columns else name: name for name in added}
    assert other.sort("subject").select(*names).rename(names).equals(first.sort("client").select(added))


def test_a_measured_number_that_the_question_does_not_take_is_told(watched: Path, run: Runner) -> None:
    (watched / "far.csv").write_text("selling,git.days_to_release\nshop,500\nboth,20\n", "utf-8")
    done = run("batch", "far.csv", "--model", "watched.yaml", "-o", "out.csv")
    assert done.code == 0
    said = " ".join(done.err.split())
    assert "waiting: some measured numbers are none that the question takes, so they give no answer." in said


def test_a_value_in_a_unit_that_the_ladder_no_longer_has_is_put_into_no_row(watched: Path, run: Runner) -> None:
    (watched / "in").mkdir()
    put_measures(watched / "orders.json", "Bakery", "2025-12-01", 30)
    asked = ["assess", "--model", "watched.yaml", "--answers", "orders.json", "--name", "Bakery", "--waiting", "5"]
    assert run(*asked, "-o", "in/result.json").code == 0
    other = LADDER.replace("{en: orders, el: παραγγελίες}", "{en: dozens, el: δωδεκάδες}")
    (watched / "watched.yaml").write_text(other, "utf-8")
    assert run("batch", "in", "--model", "watched.yaml", "-o", "out.jsonl", "--trust-names").code == 0
    (row,) = (json.loads(line) for line in (watched / "out.jsonl").read_text("utf-8").splitlines())
    assert (row["crm.orders"], row["answered"]) == (None, 1)
