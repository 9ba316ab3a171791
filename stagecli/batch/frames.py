"""Frames: the tables of a program, from Polars, pandas or PyArrow, scored in memory and returned as they came."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
import polars as pl
from msgspec.structs import replace
from narwhals.exceptions import DuplicateError

from stagecli.batch.blocks import Scorer, named_otherwise
from stagecli.batch.cells import as_text
from stagecli.batch.codes import Coder
from stagecli.batch.columns import Columns, understand
from stagecli.batch.headings import Headings
from stagecli.batch.job import Job, Target
from stagecli.batch.layout import Layout
from stagecli.batch.measured_cells import MeasureCoder
from stagecli.batch.parquet import values
from stagecli.batch.records import Row
from stagecli.batch.times import time_of
from stagecli.classifier import Classifier
from stagecli.errors import MAX_PROBLEMS, AnswersError, Problem, UsageError, first, short

NAME = "the table"
"""What errors call it."""


def assess_frame(classifier: Classifier, native: Any, layout: Layout, language: str, now: datetime) -> Any:
    """As `stagecli.assess_table`, in a language of the model or the interface.

    Raises:
        AnswersError, UsageError: as there.
    """
    frame = _opened(native)
    headings = Headings.of([str(name) for name in frame.columns])  # to pandas, anything can be a name
    columns = understand(classifier.model, headings, NAME, replace(layout, bad_answers=None), language=language)
    job = Job(
        classifier,
        language,
        columns,
        Target("parquet"),
        verbatim=False,
        full=False,
        now=now,
        time=time_of(columns, now, NAME),
    )
    scorer, rows = Scorer(job), TableRows(frame, columns)
    bad, verdicts, otherwise = scorer.verdicts(rows)
    bad |= ~scorer.times.known(rows)
    if layout.bad_answers != "blank" and bad.any():
        raise AnswersError(first(_problems(scorer, rows, np.flatnonzero(bad)[: MAX_PROBLEMS + 1])))
    scored = pl.lit(pl.Series(verdicts.answered > 0))
    more = [[each] for each in named_otherwise(otherwise, len(rows))] if columns.measures else None
    added = pl.DataFrame(scorer.added.columns(verdicts, more)).select(pl.when(scored).then(pl.all()))
    return frame.with_columns(*_as_in(frame, added)).to_native()


class TableRows:
    """The rows of a frame; see `blocks.Coded`."""

    def __init__(self, frame: "nw.DataFrame[Any]", columns: Columns) -> None:
        self.frame = frame
        self.columns = columns

    def __len__(self) -> int:
        return len(self.frame)

    def codes(self, at: int, coder: Coder | MeasureCoder) -> npt.NDArray[Any]:
        """The codes of a column."""
        cells = _cells(self.frame[:, at])
        return coder.codes(cells) if isinstance(cells, list) else coder.of_series(cells)

    def column(self, at: int) -> list[Any]:
        """The cells of a column."""
        cells = _cells(self.frame[:, at])
        return cells if isinstance(cells, list) else values(cells)

    def records(self, places: npt.NDArray[np.intp]) -> Iterator[Row]:
        """Some rows, with None for all that is carried through."""
        return map(self._record, places.tolist())

    def _record(self, at: int) -> Row:
        cells: list[Any] = [None] * len(self.columns.names)
        for column in (*self.columns.read(), self.columns.subject, self.columns.date):
            if column is not None:
                found = _cells(self.frame[at : at + 1, column])
                cells[column] = (found if isinstance(found, list) else values(found))[0]
        return Row(at + 1, "", cells)


def _opened(native: Any) -> "nw.DataFrame[Any]":
    try:
        frame = nw.from_native(native, eager_only=True, pass_through=True)
    except DuplicateError as error:
        raise UsageError("frame_columns_alike", file=NAME, said=short(str(error).partition("\n- ")[2], 200)) from None
    if isinstance(frame, nw.DataFrame):
        library = frame.implementation
        if library.is_polars() or library.is_pandas() or library.is_pyarrow():
            return frame
    raise UsageError("not_a_frame", given=type(native).__name__)


def _cells(column: "nw.Series[Any]") -> "pl.Series | list[Any]":
    """A column as Polars has it, or its cells where only Python has such values."""
    if not column.implementation.is_pandas():
        try:
            return column.to_polars()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # a type of Arrow's that Polars lacks
            return list(column.to_list())
    if column.dtype.is_numeric() or column.dtype == nw.Boolean:
        numbers = column.to_numpy()
        if numbers.dtype != object:
            return pl.Series(numbers)
    native = column.to_native()
    return list(np.where(native.isna(), None, native.to_numpy(object)))


def _problems(scorer: Scorer, rows: TableRows, places: npt.NDArray[np.intp]) -> list[Problem]:
    """The bad cells of some rows."""
    found, who = [], scorer.job.columns.subject
    for row in rows.records(places):
        subject = "" if who is None else as_text(row.cells[who])
        for cell in (*scorer.times.unknown(row), *scorer.bad_cells(row)):
            where = f"{subject}: {cell.column}" if subject else cell.column
            found.append(Problem(NAME, row.place, None, where, cell.reason, cell.hint))
    return found


def _as_in(frame: "nw.DataFrame[Any]", added: pl.DataFrame) -> list[Any]:
    """Columns for a frame of another library."""
    native: Any = added
    if frame.implementation.is_pandas():
        pandas = nw.get_native_namespace(frame)
        native = pandas.DataFrame({column.name: pandas.Series(**_for_pandas(column)) for column in added})
    elif frame.implementation.is_pyarrow():
        native = added.to_arrow(compat_level=pl.CompatLevel.oldest())
    return list(nw.from_native(native, eager_only=True).iter_columns())


def _for_pandas(column: pl.Series) -> dict[str, Any]:
    """Values and type of a column; whole numbers stay so beside missing ones, and equal texts are one object."""
    if column.dtype != pl.String:
        return {"data": column.to_numpy(), "dtype": "Int64" if column.dtype == pl.Int64 else None}
    texts = column.unique()
    at = column.replace_strict(texts, range(len(texts)))
    return {"data": np.array(texts.to_list(), object)[np.asarray(at, np.intp)]}
