"""Rows of Polars: pieces of delimited text, which `columnar_text` reads, and frames of Parquet."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from stagecli.batch.added_cells import AddedCells, safe
from stagecli.batch.blocks import Block, Further
from stagecli.batch.cells import as_text
from stagecli.batch.codes import Coder
from stagecli.batch.delimited import quoted
from stagecli.batch.job import Job, Target
from stagecli.batch.kernel import Verdicts
from stagecli.batch.measured_cells import MeasureCoder
from stagecli.batch.parquet import records, values
from stagecli.batch.records import Row


class FrameRows:
    """Rows whose cells are in a frame, in columns named as `name_of` does; see `blocks.Carrier`."""

    def __init__(
        self,
        job: Job,
        cells: pl.DataFrame,
        read: Callable[[npt.NDArray[np.intp]], Iterator[Row]],
        lines: pl.Series | None = None,
        places: npt.NDArray[np.intp] | None = None,
    ) -> None:
        self.job = job
        self.cells = cells
        self.lines = lines
        """The raw text of each row, if that is written."""
        self._read = read
        self._places = np.arange(cells.height) if places is None else places

    def __len__(self) -> int:
        return self.cells.height

    def codes(self, at: int, coder: Coder | MeasureCoder) -> npt.NDArray[Any]:
        """The codes of a column."""
        return coder.of_series(self.cells[name_of(at)])

    def column(self, at: int) -> Sequence[Any]:
        """The cells of a column."""
        return values(self.cells[name_of(at)])

    def records(self, places: npt.NDArray[np.intp]) -> Iterator[Row]:
        """Some rows."""
        return self._read(self._places[places])

    def where(self, good: npt.NDArray[np.bool_]) -> "FrameRows":
        """Some of the rows."""
        kept = pl.Series(good)
        lines = None if self.lines is None else self.lines.filter(kept)
        return FrameRows(self.job, self.cells.filter(kept), self._read, lines, self._places[good])

    def result(self, added: AddedCells, verdicts: Verdicts, further: Further) -> Any:
        """The rows with their added cells: a frame for Parquet, otherwise text."""
        target = self.job.target
        if target.format == "parquet":
            names = {name_of(at): name for at, name in enumerate(self.job.columns.names)}
            return self.cells.rename(names, strict=False).with_columns(added.columns(verdicts, further))
        left = self.lines if self.lines is not None else _joined(self.cells, target)
        return Lines(added.frame_of_texts(left, verdicts, further), target.delimiter)


class Lines:
    """Rows of delimited text, in columns that are already in the target's form; see `outputs.put`."""

    def __init__(self, frame: pl.DataFrame, delimiter: str) -> None:
        self.frame = frame
        self.delimiter = delimiter

    def write_to(self, file: IO[bytes]) -> None:
        """Write the rows: Polars does so fastest straight into a file."""
        self.frame.write_csv(
            file,
            include_header=False,
            separator=self.delimiter,
            quote_style="never",
            float_precision=6,
            decimal_comma=self.delimiter == ";",
        )


def name_of(at: int) -> str:
    """Polars' own name for a column without one."""
    return f"column_{at}"


def works(frames: Iterator[pl.DataFrame], job: Job) -> Iterator[Callable[[], Block]]:
    """The work on each frame of a Parquet file, in order."""
    before = 0
    for frame in frames:
        yield partial(_frame_block, job, frame, before)
        before += frame.height


def _frame_block(job: Job, frame: pl.DataFrame, before: int) -> Block:
    def read(places: npt.NDArray[np.intp]) -> Iterator[Row]:
        for place, row in zip(places.tolist(), records(iter([frame[places]])), strict=True):
            yield Row(before + place + 1, row.raw, row.cells)

    return Block(FrameRows(job, frame.rename({name: name_of(at) for at, name in enumerate(frame.columns)}), read))


def _joined(cells: pl.DataFrame, target: Target) -> pl.Series:
    """Join columns to one column of delimited text, as `added_cells.row_text` would write each row."""
    columns = [_written(_texts(column), target) for column in cells]
    return pl.DataFrame(columns).select(pl.concat_str(pl.all(), separator=target.delimiter).alias("left"))["left"]


def _texts(column: pl.Series) -> pl.Series:
    """A column as texts, as in delimited text."""
    if column.dtype == pl.String:
        return column.fill_null("")
    return pl.Series(column.name, [as_text(cell) for cell in values(column)], pl.String)


def _written(column: pl.Series, target: Target) -> pl.Series:
    if target.spreadsheet_safe and column.str.contains(r"^[=+\-@\t\r]").any():
        column = column.map_elements(safe, return_dtype=pl.String)
    if column.str.contains(f'["\n\r{re.escape(target.delimiter)}]').any():
        column = column.map_elements(lambda text: quoted(text, target.delimiter), return_dtype=pl.String)
    return column
