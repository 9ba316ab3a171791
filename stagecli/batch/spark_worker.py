"""Runs on a Spark worker: scores Arrow batches, with nulls and a reason for rejected rows."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from stagecli.batch import json_rows
from stagecli.batch.added_cells import AddedCells
from stagecli.batch.blocks import Block, Full, Scorer, no_answer
from stagecli.batch.codes import Coder
from stagecli.batch.columnar_text import read_cells, regular
from stagecli.batch.delimited import Dialect, Parser
from stagecli.batch.job import Job
from stagecli.batch.kernel import Verdicts
from stagecli.batch.records import Reject, Row
from stagecli.batch.spark_task import FEW, REASONS, Count, Counted, Keep, Text, rejected_name
from stagecli.errors import Message

_REASONS = pa.schema([(name, pa.string()) for name in REASONS])
_SOME = 1000  # lines to read one by one if any of them needs it


class ArrowRows:
    """Rows of an Arrow batch; see `blocks.Carrier`. Their places are their numbers in the batch, from 0."""

    def __init__(self, job: Job, batch: pa.RecordBatch, places: npt.NDArray[np.intp] | None = None) -> None:
        self.job = job
        self.batch = batch
        self.places = np.arange(batch.num_rows) if places is None else places

    def __len__(self) -> int:
        return len(self.places)

    def codes(self, at: int, coder: Coder) -> npt.NDArray[np.uint8]:
        """The codes of a column."""
        encoded = self.batch.column(at).dictionary_encode()  # each different cell is read once
        known = np.append(coder.codes(encoded.dictionary.to_pylist()), np.uint8(coder.none))
        return np.asarray(known[encoded.indices.fill_null(len(known) - 1).to_numpy()])

    def subjects(self) -> Sequence[str]:
        """None: repeated ones are counted on the cluster."""
        return ()

    def record(self, at: int) -> Row:
        """One row."""
        place = int(self.places[at])
        cells: dict[str, Any] = self.batch.slice(place, 1).to_pylist()[0]
        return Row(place, json.dumps(cells, ensure_ascii=False, default=str), [*cells.values()])

    def where(self, good: npt.NDArray[np.bool_]) -> "ArrowRows":
        """Some of the rows."""
        return ArrowRows(self.job, self.batch, self.places[good])

    def result(self, added: AddedCells, verdicts: Verdicts, full: Full) -> Any:  # noqa: ARG002  # has no full result
        """The scored rows' places, and their added columns."""
        return self.places, [_array(column) for column in added.columns(verdicts)]


class Worker:
    """Scores the batches of one task."""

    def __init__(self, job: Job, keep: Keep, text: Text | None) -> None:
        self.job = job
        self.keep = keep
        self.text = text
        self.scorer = Scorer(job)
        self.names = [*job.columns.names, *job.columns.added]
        self._texts = {f"column_{at}": pl.String for at in range(len(job.columns.names))}

    def scored(self, batch: pa.RecordBatch, count: Count | None) -> pa.RecordBatch:
        """Score a batch and return the rows to keep."""
        rows, unreadable = self.readable(batch)
        chunk = self.scorer.score(Block(ArrowRows(self.job, rows)))
        rejects = [*chunk.rejects, *unreadable]
        if count is not None:
            few = [self._said(reject) for reject in rejects[:FEW]]
            count(Counted(Counter(chunk.tally), len(rejects), few, chunk.blank))
        if self.keep == "rejected":
            found = [dict(zip(REASONS, self._said(reject), strict=True)) for reject in rejects]
            return pa.RecordBatch.from_pylist(found, _REASONS)
        places, added = chunk.result
        own = rows.columns
        if self.keep == "scored":
            if len(places) < rows.num_rows:
                own = [column.take(pa.array(places)) for column in own]
            return pa.RecordBatch.from_arrays([*own, *added], self.names)
        if len(places) < rows.num_rows:
            index = np.full(rows.num_rows, -1)
            index[places] = np.arange(len(places))
            added = [column.take(pa.array(index, mask=index < 0)) for column in added]
        names = [*self.names, rejected_name(self.job)]
        return pa.RecordBatch.from_arrays([*own, *added, self._reasons(rows, places, chunk.rejects)], names)

    def _reasons(self, rows: pa.RecordBatch, places: npt.NDArray[np.intp], rejects: Sequence[Reject]) -> pa.Array:
        """The reason of each row that was not scored; a blank one has no answer."""
        found: list[dict[str, str] | None] = [None] * rows.num_rows
        known = {reject.place: reject for reject in rejects}
        for place in np.setdiff1d(np.arange(rows.num_rows), places).tolist():
            reject = known.get(place) or no_answer(ArrowRows(self.job, rows).record(place))
            found[place] = dict(zip(REASONS, self._said(reject), strict=True))
        return pa.array(found, pa.struct(_REASONS))

    def _said(self, reject: Reject) -> tuple[str, ...]:
        """The fields of a reason, in the order of `REASONS`."""
        language = self.job.language
        hint = "" if reject.hint is None else reject.hint.text(language)
        return reject.column, reject.value, reject.reason.text(language), hint, reject.raw

    def readable(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Reject]]:
        """The readable rows of a batch, and rejects for the others."""
        if self.text is None:
            return batch, []
        if self.text.dialect is not None:
            return self._delimited(batch.column(0).to_pylist(), self.text.dialect)
        width = len(self.job.columns.names)
        lines = batch.column(width)
        rejects = [_reject(json_rows.parsed(1, line.encode()), line) for line in lines.drop_null().to_pylist()]
        return batch.filter(lines.is_null()).select([*range(width)]), rejects

    def _delimited(self, lines: Sequence[str], dialect: Dialect) -> tuple[pa.RecordBatch, list[Reject]]:
        """Turn lines into columns of text; each line is parsed separately."""
        rejects: list[Reject] = []
        frame = self._read(lines, dialect)
        if frame is None:
            frames = []
            for start in range(0, len(lines), _SOME):
                some = lines[start : start + _SOME]
                found = self._read(some, dialect)
                frames.append(self._read_with_care(some, dialect, rejects) if found is None else found)
            frame = pl.concat(frames) if frames else pl.DataFrame(schema=self._texts)
        return pa.RecordBatch.from_arrays(list(map(_array, frame)), list(self.job.columns.names)), rejects

    def _read_with_care(self, lines: Sequence[str], dialect: Dialect, rejects: list[Reject]) -> pl.DataFrame:
        """Parse lines one by one with the strict parser."""
        rows = []
        for line in lines:
            parser = Parser(dialect)
            parser.width = len(self._texts)
            found = next(iter([*parser.feed(f"{line}\n".encode(dialect.encoding)), *parser.finish()]), None)
            if found is None:
                continue  # a blank line
            if isinstance(found, Reject):
                rejects.append(_reject(found, line))
            elif '"' in line and self._read([line], dialect) is None:
                rejects.append(Reject(0, "", "", Message("row_stray_quote"), Message("row_stray_quote_hint"), line))
            else:
                rows.append(found.cells)
        return pl.DataFrame(rows, schema=self._texts, orient="row")

    def _read(self, lines: Sequence[str], dialect: Dialect) -> pl.DataFrame | None:
        """Parse lines with Polars; None if any of them must be read with care."""
        block = "".join(f"{line}\n" for line in lines).encode()
        found = regular(block, dialect.delimiter, len(self._texts))
        if found is None or found.inner or found.records != len(lines):
            return None
        try:
            return read_cells(found, self._texts, [*self._texts], dialect.delimiter)
        except pl.exceptions.PolarsError:
            return None


def _array(column: pl.Series) -> pa.Array:
    array = column.to_arrow(compat_level=pl.CompatLevel.oldest())
    return array.cast(pa.string()) if column.dtype == pl.String else array


def _reject(found: Row | Reject, line: str) -> Reject:
    """Say why a line could not be read."""
    if isinstance(found, Row):
        return Reject(0, "", "", Message("row_unread_by_spark"), None, line)
    return Reject(0, found.column, found.value, found.reason, found.hint, line)
