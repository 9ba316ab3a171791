"""Tables of a program: Polars, and pandas and PyArrow where they are installed, as the extra `spark` does."""

import csv
import datetime
import math
import os
import sys
import tempfile
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stagecli
from stagecli.batch.columns import ADDED
from stagecli.classifier import Classifier
from stagecli.errors import AnswersError, UsageError
from tests.ladders import CLASSIFIERS
from tests.tables import as_csv, models, run_batch, tables
from tests.test_layers import imported_by

LADDER = CLASSIFIERS["social-media"]
OTHERS = [name for name in ("pandas", "pyarrow") if find_spec(name) is not None]
if os.environ.get("STAGECLI_TEST_SPARK") and len(OTHERS) < 2:
    raise RuntimeError("pandas and PyArrow are to be tested, but they are not both installed.")
LIBRARIES = ["polars", *OTHERS]
need_pandas = pytest.mark.skipif("pandas" not in OTHERS, reason="pandas is missing")
need_pyarrow = pytest.mark.skipif("pyarrow" not in OTHERS, reason="PyArrow is missing")
ONE_OF = {
    "accounts": "One of: none, closed, idle, in_use, dont_know.",
    "months_active": "A number from 0 to 600, or one of: under_3, from_3_to_6, from_6_to_18, from_18, dont_know.",
}
SUBJECTS = {
    "who": ["Bakery", "Florist", None, "Kiosk"],
    "accounts": ["idle", "NONE ", "", "many"],
    "months_active": ["8", None, "dont_know", "7,5"],
}


def frame_of(library: str, columns: dict[str, Any]) -> Any:
    if library == "polars":
        return pl.DataFrame(columns, strict=False)
    if library == "pandas":
        import pandas as pd

        return pd.DataFrame(columns)
    import pyarrow as pa

    return pa.table(columns)


def cells(frame: Any, name: str) -> list[Any]:
    """A column, with None for whatever means that there is no value."""
    column = frame[name]
    found = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
    return [None if value is None or str(value) in ("nan", "<NA>", "NaT") else value for value in found]


def names(frame: Any) -> list[Any]:
    return list(frame.column_names if hasattr(frame, "column_names") else frame.columns)


def told(frame: Any, **options: Any) -> list[str]:
    """The lines of the error about a table."""
    with pytest.raises((AnswersError, UsageError)) as error:
        stagecli.assess_table(LADDER, frame, **options)
    return str(error.value).splitlines()


def stages(frame: Any, **options: Any) -> list[int | None]:
    return cells(stagecli.assess_table(LADDER, frame, **options), "stage_number")


@pytest.mark.parametrize("library", LIBRARIES)
@settings(max_examples=25)
@given(st.data())
def test_it_is_what_batch_writes_for_the_same_rows(library: str, data: st.DataObject) -> None:
    model = data.draw(models())
    head, *rows = data.draw(tables(model))
    frame = frame_of(library, {name: [row[at] for row in rows] for at, name in enumerate(head)})
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.csv"
        source.write_bytes(as_csv([[*head, "row"], *([*row, str(at)] for at, row in enumerate(rows))]))
        done = run_batch(model, source, Path(folder), "stream")
        with done.output.open(encoding="utf-8", newline="") as file:
            written = {int(row["row"]): row for row in csv.DictReader(file)}
        rejected = {int(row["row"]): row for row in done.rejects}
    ladder = Classifier(model)
    result = stagecli.assess_table(ladder, frame, language="en", bad_answers="blank")
    assert type(result) is type(frame)
    assert names(result) == [*head, *ADDED]
    added = {name: cells(result, name) for name in (*head, *ADDED)}
    for at, row in written.items():
        assert [added[name][at] for name in head] == rows[at]
        assert {name: added[name][at] for name in ADDED} == {
            **{name: row[name] or None for name in ADDED},
            "stage_number": int(row["stage_number"]),
            "confidence": float(row["confidence"]),
            "answered": int(row["answered"]),
            "applicable": int(row["applicable"]),
        }
    bad = {at: row for at, row in rejected.items() if row["column"]}
    for at in {*range(len(rows))} - {*written, *bad}:
        assert [added[name][at] for name in ADDED] == [None] * len(ADDED)
    if bad:
        with pytest.raises(AnswersError) as error:
            stagecli.assess_table(ladder, frame)
        assert {(problem.line, problem.where) for problem in error.value.problems} >= {
            (at + 1, row["column"]) for at, row in bad.items()
        }
        assert {problem.line for problem in error.value.problems} == {at + 1 for at in bad}
    else:
        again = stagecli.assess_table(ladder, frame, language="en")
        assert [cells(again, name) for name in ADDED] == [added[name] for name in ADDED]


@pytest.mark.parametrize("library", LIBRARIES)
def test_an_error_has_every_bad_cell_with_its_row_and_its_subject(library: str) -> None:
    columns = {**SUBJECTS, "months_active": ["8", "long", "dont_know", "1.000"]}
    lines = [
        f"the table:2: months_active: 'long' is not a number. {ONE_OF['months_active']}",
        f"the table:4: accounts: 'many' is not one of its options. {ONE_OF['accounts']}",
        "the table:4: months_active: '1.000' can mean 1000 or 1; write one of these. " + ONE_OF["months_active"],
    ]
    assert told(frame_of(library, columns)) == lines
    named = [line.replace(":2: ", ":2: Florist: ").replace(":4: ", ":4: Kiosk: ") for line in lines]
    assert told(frame_of(library, columns), subject="Who") == named


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_bad_cell_can_count_as_blank(library: str) -> None:
    frame = frame_of(library, SUBJECTS)
    blank = frame_of(library, {**SUBJECTS, "accounts": ["idle", "none", None, None]})
    assert stages(frame, bad_answers="blank") == stages(blank)
    assert stages(frame, bad_answers="blank")[2] is None


def test_an_error_reads_nothing_of_the_columns_that_are_carried_through() -> None:
    far = pl.Series([10**18]).cast(pl.Datetime("us"))  # later than any date of Python's
    (line,) = told(pl.DataFrame({"when": far, "accounts": ["many"], "thing": [{"a": 1}]}))
    assert line == f"the table:1: accounts: 'many' is not one of its options. {ONE_OF['accounts']}"


def test_of_very_many_bad_cells_the_first_are_told() -> None:
    lines = told(pl.DataFrame({"accounts": ["many"] * 1000}))
    assert len(lines) == 201
    assert lines[199].startswith("the table:200: accounts: 'many' is not")
    assert lines[200] == (
        "the table: there are more than 200 problems. These are the first; mend them and check again."
    )


def test_a_cell_of_any_type_of_polars_is_read_or_told() -> None:
    series = {
        "pl.Int8": pl.Series([8, None], dtype=pl.Int8),
        "pl.Float32": pl.Series([8.0, math.nan], dtype=pl.Float32),
        "pl.Decimal": pl.Series([Decimal(8), None], dtype=pl.Decimal(10, 2)),
        "pl.Categorical": pl.Series(["8", ""], dtype=pl.Categorical),
        "pl.Enum": pl.Series(["8", None], dtype=pl.Enum(["9", "8"])),
    }
    good = stages(pl.DataFrame({"months_active": ["8", ""]}))
    for kind, column in series.items():
        assert stages(pl.DataFrame({"months_active": column})) == good, kind
    for column in (
        pl.Series([True]), pl.Series([b"x"]), pl.Series([datetime.date(2026, 1, 1)]), pl.Series([[1]]),
        pl.Series([{"a": 1}]), pl.Series([datetime.timedelta(1)]), pl.Series([object()], dtype=pl.Object),
        pl.Series([-1]), pl.Series([math.inf]),
    ):  # fmt: skip
        for name in ("months_active", "accounts"):
            (line,) = told(pl.DataFrame({name: column}))
            assert line.startswith(f"the table:1: {name}: "), column.dtype
    assert stages(pl.DataFrame({"accounts": pl.Series([None, None])})) == [None, None]
    assert stages(pl.DataFrame({"accounts": pl.Series([math.nan])})) == [None]


@need_pandas
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_cell_of_any_type_of_pandas_is_read_or_told() -> None:
    import pandas as pd

    def frame(values: list[Any], kind: str = "object", name: str = "months_active") -> Any:
        return pd.DataFrame({name: pd.Series(values, dtype=kind)})

    good = stages(frame(["8", ""]))
    for kind in ("Int64", "Float32", "category", "float64", *(["int8[pyarrow]"] if "pyarrow" in OTHERS else [])):
        assert stages(frame([8, None], kind)) == good, kind
    for kind in ("string", "category", *(["string[pyarrow]"] if "pyarrow" in OTHERS else [])):
        assert stages(frame(["8", None], kind)) == good, kind
    for nothing in (None, math.nan, pd.NA, pd.NaT, "", "  ", np.float32("nan")):
        assert stages(frame(["8", nothing])) == good
        assert stages(frame([8, nothing])) == good
    assert stages(frame([np.int64(8), np.array(8)])) == [good[0]] * 2
    for wrong in (True, np.bool_(True), [1], np.array([1, 2]), {"a"}, pd.Timestamp(0), pd.Interval(0, 1), 1j, b"x"):
        for name in ("months_active", "accounts"):
            (line,) = told(frame([wrong], name=name))
            assert line.startswith(f"the table:1: {name}: "), wrong
    for kind in ("bool", "boolean", "datetime64[ns]", "timedelta64[ns]", "complex128", "datetime64[ns, UTC]"):
        (line,) = told(frame([1], kind))
        assert line.startswith("the table:1: months_active: "), kind


@need_pyarrow
def test_a_cell_of_any_type_of_pyarrow_is_read_or_told() -> None:
    import pyarrow as pa

    good = stages(pa.table({"months_active": ["8", ""]}))
    for column in (
        pa.array([8, None], pa.int8()), pa.array([8, math.nan], pa.float32()),
        pa.array(["8", None]).dictionary_encode(), pa.chunked_array([["8"], [None]]),
        pa.array(["8", None], pa.large_string()), pa.compute.run_end_encode(pa.array(["8", None])),
    ):  # fmt: skip
        assert stages(pa.table({"months_active": column})) == good, column.type
    for column in (
        pa.array([True]), pa.array([[1]]), pa.array([{"a": 1}]), pa.array([datetime.date(2026, 1, 1)]),
        pa.array([(1, 2, 3)], pa.month_day_nano_interval()),
    ):  # fmt: skip
        (line,) = told(pa.table({"accounts": column}))
        assert line.startswith("the table:1: accounts: "), column.type
    assert stages(pa.table({"accounts": pa.nulls(1)})) == [None]


@need_pandas
def test_the_index_the_names_and_the_frame_itself_stay_as_they_were() -> None:
    import pandas as pd

    frame = pd.DataFrame({"accounts": ["idle", None, "in_use"], 7: [1, 2, 3]}, index=[5, 5, "x"])
    before = frame.copy()
    result = stagecli.assess_table(LADDER, frame)
    assert list(result.index) == [5, 5, "x"]
    assert list(result.columns) == ["accounts", 7, *ADDED]
    pd.testing.assert_frame_equal(result[["accounts", 7]], before)
    pd.testing.assert_frame_equal(frame, before)
    assert [str(result.dtypes[name]) for name in ("stage_number", "confidence", "answered")] == [
        "Int64", "float64", "Int64",
    ]  # fmt: skip


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_table_without_rows_has_the_columns(library: str) -> None:
    frame = frame_of(library, {"accounts": ["idle"]})[:0]
    result = stagecli.assess_table(LADDER, frame)
    assert names(result) == ["accounts", *ADDED]
    assert len(result) == 0


@pytest.mark.parametrize("library", LIBRARIES)
def test_columns_are_questions_in_any_language_and_names_that_are_taken_become_others(library: str) -> None:
    questions = LADDER.model.signal("accounts").question
    assert isinstance(questions, dict)
    frame = frame_of(library, {questions["el"]: ["idle"], "status": ["old"]})
    result = stagecli.assess_table(LADDER, frame, language="el")
    assert names(result) == [*names(frame), *(f"stagecli_{name}" for name in ADDED)]
    assert cells(result, "status") == ["old"]
    english = stagecli.assess_table(LADDER, frame_of(library, {"accounts": ["idle"]}), language="en")
    assert cells(result, "stagecli_stage_id") == cells(english, "stage_id")
    assert cells(result, "stagecli_stage_name") != cells(english, "stage_name")


def test_whatever_is_no_table_in_memory_is_refused() -> None:
    expected = "A DataFrame of Polars or pandas or a Table of PyArrow is expected, not {}. Collect a lazy one first."
    for given_, name in (
        (pl.LazyFrame({"accounts": ["idle"]}), "LazyFrame"), (pl.Series([1]), "Series"), ({"accounts": []}, "dict"),
        (None, "NoneType"),
    ):  # fmt: skip
        assert told(given_) == [expected.format(name)]


def test_whatever_does_not_exist_is_told() -> None:
    frame = pl.DataFrame({"accounts": ["idle"], "client": ["A"]})
    assert told(frame, subject="clint") == [
        "--id: there is no column 'clint' in the table. Did you mean 'client'? Its columns: 'accounts', 'client'."
    ]
    assert told(frame, language="fr") == ["There is no language 'fr'. One of: en, el."]
    assert told(frame, bad_answers="ignore") == ["bad_answers cannot be 'ignore'. One of: error, blank."]
    (line,) = told(frame.select("client"))
    assert line.startswith("the table: no column is a signal of the ladder 'social-media'. Its columns: 'client'.")


@pytest.mark.parametrize("library", OTHERS)
def test_two_columns_with_one_name_are_an_error(library: str) -> None:
    frame = frame_of(library, {"accounts": ["idle"], "b": [1], "c": [2]})
    twice = ["accounts", "b", "b"]
    frame = frame.rename_columns(twice) if library == "pyarrow" else frame.set_axis(twice, axis=1)
    assert told(frame) == ["the table: columns have the same name: 'b' 2 times. Rename them, so that each has its own."]


@pytest.mark.parametrize("module", ["narwhals", "polars"])
def test_without_the_extra_it_says_what_to_install(module: str) -> None:
    sys.modules.pop("stagecli.batch.frames", None)
    with patch.dict(sys.modules, {module: None}):
        assert told(object()) == [
            "A table in memory needs the extra 'batch'. Install it with: pip install 'stagecli[batch]'."
        ]


def test_whoever_needs_no_table_loads_none() -> None:
    loaded = imported_by("import stagecli; stagecli.assess_table; stagecli.classify")
    assert loaded.isdisjoint({"narwhals", "polars", "numpy", "pandas", "pyarrow"})
