"""How the columnar engine scores rows that have become codes, and puts the results into columns.

A row that cannot be scored goes through the stream engine, which says why.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import IO, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from stagecli.batch.added_cells import Results, safe
from stagecli.batch.codes import Coder
from stagecli.batch.delimited import quoted
from stagecli.batch.job import Job, Part, Tally, Target
from stagecli.batch.kernel import STATUSES, Kernel, Verdicts
from stagecli.batch.records import Reject
from stagecli.batch.stream import StreamEngine
from stagecli.batch.tables import Batch, Table


class Work(Protocol):
    """The work on one block or frame."""

    def __call__(self, *, skip: bool) -> Part:
        """Do it; with `skip`, only count rows that were done before."""


class Lines:
    """Rows of delimited text, as a frame of columns already in the target's form."""

    def __init__(self, frame: pl.DataFrame, delimiter: str) -> None:
        self.frame = frame
        self.delimiter = delimiter

    def write_to(self, file: IO[bytes]) -> None:
        """Write the rows."""
        self.frame.write_csv(
            file,
            include_header=False,
            separator=self.delimiter,
            quote_style="never",
            float_precision=6,
            decimal_comma=self.delimiter == ";",
        )


class ColumnarScorer:
    """Scores coded rows of a table."""

    def __init__(self, job: Job, table: Table) -> None:
        self.job = job
        self.results = Results(job)
        self.stream = StreamEngine(job, table)
        self.kernel = Kernel(job.classifier, list(job.columns.signals))
        self.coders = {signal: Coder(reader) for signal, reader in self.stream.scorer.readers.items()}
        results = self.results
        self._stage_texts = pl.Series(
            [f"{text}{results.delimiter}{status}" for text in results.stage_texts for status in STATUSES]
        )
        self._stage_ids = pl.Series([stage.id for stage in job.model.stages])
        self._no_step = np.array([len(texts) - 1 for texts in results.step_texts])
        self._first_step = np.cumsum([0, *(len(texts) for texts in results.step_texts)])[:-1]
        self._step_texts = pl.Series([text for texts in results.step_texts for text in texts])

    def batch(self, batch: Batch, *, skip: bool) -> Part:
        """Let the stream engine score records that must be read with care."""
        return self.stream.skipped(batch) if skip else self.stream.part(batch)

    @staticmethod
    def counted(rows: int, subjects: Sequence[str]) -> Part:
        """A part for rows that were done before."""
        return Part(rows, "", (), Counter(), subjects)

    def part(
        self,
        codes: dict[str, npt.NDArray[np.uint8]],
        left: pl.DataFrame | pl.Series,
        again: Callable[[list[int]], Batch],
        subjects: Sequence[str],
    ) -> Part:
        """Score coded rows.

        Args:
            codes: each column's signal and codes, as `Coder` makes them.
            left: the result to the left of the added columns: texts, or typed columns for Parquet.
            again: reads some rows again, one by one, so that the stream engine can say why they cannot be scored.
            subjects: as in `Part`.

        """
        rows = len(left)
        good = np.ones(rows, np.bool_)
        for signal, code in codes.items():
            bad = code == self.coders[signal].bad
            if bad.any():
                good &= ~bad
                codes[signal] = np.where(bad, np.uint8(self.coders[signal].none), code)
        verdicts = self.kernel.verdicts(codes, rows)
        good &= verdicts.answered > 0
        rejects: Sequence[Reject] = ()
        if not good.all():
            rejects = self.stream.part(again(np.flatnonzero(~good).tolist())).rejects
            left, verdicts = left.filter(pl.Series(good)), verdicts.where(good)
        result = self._typed(left, verdicts) if isinstance(left, pl.DataFrame) else self._lines(left, verdicts)
        return Part(rows, result, rejects, self._tally(verdicts), subjects)

    def _lines(self, left: pl.Series, verdicts: Verdicts) -> Lines:
        frame = pl.DataFrame([
            left.rename("left"),
            self._stage_texts.gather(verdicts.stage.astype(np.int32) * len(STATUSES) + verdicts.status).rename("stage"),
            pl.Series("confidence", verdicts.confidence / 1_000_000),
            self._stage_ids.gather(verdicts.runner_up).rename("runner_up"),
            pl.Series("answered", verdicts.answered),
            pl.Series("applicable", verdicts.applicable),
            self._step_texts.gather(self._step(verdicts)).rename("step"),
        ])  # fmt: skip
        return Lines(frame, self.results.delimiter)

    def _typed(self, left: pl.DataFrame, verdicts: Verdicts) -> pl.DataFrame:
        names = pl.Series([name for _, _, name in self.results.stages])
        steps = [step for steps in self.results.steps for step in (*steps, (None, None))]
        step = self._step(verdicts)
        columns = [
            pl.Series(verdicts.stage.astype(np.int64) + 1),
            self._stage_ids.gather(verdicts.stage),
            names.gather(verdicts.stage),
            pl.Series(STATUSES).gather(verdicts.status),
            pl.Series(verdicts.confidence / 1_000_000),
            self._stage_ids.gather(verdicts.runner_up),
            pl.Series(verdicts.answered.astype(np.int64)),
            pl.Series(verdicts.applicable.astype(np.int64)),
            pl.Series([name for name, _ in steps], dtype=pl.String).gather(step),
            pl.Series([text for _, text in steps], dtype=pl.String).gather(step),
        ]
        return left.with_columns(
            column.rename(name) for name, column in zip(self.job.columns.added, columns, strict=True)
        )

    def _step(self, verdicts: Verdicts) -> npt.NDArray[np.int64]:
        """Indices into the texts of all steps; the last text of each stage means no step."""
        stage, step = verdicts.stage, verdicts.step
        return np.asarray(self._first_step[stage] + np.where(step < 0, self._no_step[stage], step))

    def _tally(self, verdicts: Verdicts) -> Tally:
        widest = 1 + int(self._no_step.max()) + 1
        code = (verdicts.stage.astype(np.int32) * len(STATUSES) + verdicts.status) * widest + verdicts.step + 1
        counts = np.bincount(code)
        tally: Tally = Counter()
        for found in np.flatnonzero(counts).tolist():
            rest, step = divmod(found, widest)
            stage, status = divmod(rest, len(STATUSES))
            tally[stage, STATUSES[status], step - 1] = int(counts[found])
        return tally


def joined(cells: pl.DataFrame, target: Target) -> pl.Series:
    """Join columns of texts to one column of delimited text, as `Results.row` would write each row."""
    columns = [_written(column.alias(str(at)), target) for at, column in enumerate(cells)]
    return pl.DataFrame(columns).select(pl.concat_str(pl.all(), separator=target.delimiter).alias("left"))["left"]


def _written(column: pl.Series, target: Target) -> pl.Series:
    if target.spreadsheet_safe and column.str.contains(r"^[=+\-@\t\r]").any():
        column = column.map_elements(safe, return_dtype=pl.String)
    if column.str.contains(f'["\n\r{target.delimiter}]').any():
        return column.map_elements(lambda text: quoted(text, target.delimiter), return_dtype=pl.String)
    return column
