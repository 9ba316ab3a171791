"""Parquet for the columnar engine, frame by frame."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

import polars as pl

from stagecli.batch.cells import as_text
from stagecli.batch.codes import coded
from stagecli.batch.columnar_scoring import ColumnarScorer, Work, joined
from stagecli.batch.job import Part
from stagecli.batch.parquet import records, values
from stagecli.batch.records import Reject, Row


class Frames:
    """The frames of one file."""

    def __init__(self, scorer: ColumnarScorer, frames: Iterator[Any]) -> None:
        self.scorer = scorer
        self.job = scorer.job
        self.frames = frames

    def works(self) -> Iterator[Work]:
        """The work on each frame, in order."""
        before = 0
        for frame in self.frames:
            yield partial(self._frame, frame, before)
            before += frame.height

    def _frame(self, frame: pl.DataFrame, before: int, *, skip: bool) -> Part:
        """Score a frame; `before` rows come before it."""
        columns, scorer = self.job.columns, self.scorer
        subject = columns.subject
        subjects = [] if subject is None else [as_text(cell) for cell in values(frame[:, subject])]
        if skip:
            return scorer.counted(frame.height, subjects)
        codes = coded({signal: frame[:, at] for signal, at in columns.signals.items()}, scorer.coders)

        def again(rows: list[int]) -> list[Row | Reject]:
            return list(chain.from_iterable(records(iter([frame[row]]), before + row) for row in rows))

        left: pl.DataFrame | pl.Series = frame
        if self.job.target.format != "parquet":
            left = joined(pl.DataFrame([_texts(column) for column in frame]), self.job.target)
        return scorer.part(codes, left, again, subjects)


def _texts(column: pl.Series) -> pl.Series:
    """A column as texts, as in delimited text."""
    if column.dtype == pl.String:
        return column.fill_null("")
    return pl.Series(column.name, [as_text(cell) for cell in values(column)], pl.String)
