"""Runs on a Spark worker: scores Arrow batches, with nulls and a reason for rejected rows."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from msgspec.structs import replace

from stagecli.assessment import subject_name
from stagecli.batch import json_rows
from stagecli.batch.blocks import Block, Scorer, no_answer
from stagecli.batch.cells import as_json, as_text
from stagecli.batch.columnar import FrameRows, name_of
from stagecli.batch.columnar_text import as_utf8, read_cells, regular
from stagecli.batch.delimited import MARK, Dialect, Parser
from stagecli.batch.inputs import InputError
from stagecli.batch.job import Job
from stagecli.batch.parquet import values
from stagecli.batch.records import Reject, Row
from stagecli.batch.spark_task import FEW, REASONS, SUBJECTS, Count, Counted, Keep, Text, rejected_name
from stagecli.errors import Message
from stagecli.labels import normalise

_REASONS = pa.schema([(name, pa.string()) for name in REASONS])
_SUBJECTS = pa.schema([(name, pa.int64() if kind == "long" else pa.string()) for name, kind in SUBJECTS.items()])
_PLACE = ""  # the column of places in the batch, from 0; `columns.unique_names` leaves none without a name
_SOME = 1000  # lines to read one by one if any of them needs it


class Worker:
    """Scores the batches of one task."""

    def __init__(self, job: Job, keep: Keep, text: Text | None) -> None:
        self.job = job
        self.keep = keep
        self.text = text
        self._nameless = replace(job, columns=replace(job.columns, subject=None))  # names are counted apart
        self.scorer = Scorer(self._nameless)
        self.names = [*job.columns.names, *job.columns.added]
        self._texts = {name_of(at): pl.String for at in range(len(job.columns.names))}
        self._file, self._passed = 0, 0  # which file's start was the last line from, and how many before it were too

    def kept(self, batch: pa.RecordBatch, count: Count | None) -> pa.RecordBatch:
        """Score a batch and return the rows to keep."""
        rows, unreadable, blank = self._readable(batch)
        if self.keep == "subjects":
            return self._subjects(rows.column(self.job.columns.subject if rows.num_columns > 1 else 0))
        carried = self._carried(rows)
        chunk = self.scorer.score(Block(carried, unreadable, blank))
        if count is not None:
            few = [self._said(reject) for reject in chunk.rejects[:FEW]]
            count(Counted(Counter(chunk.tally), len(chunk.rejects), few, chunk.blank, {*chunk.notes}))
        if self.keep == "rejected":
            found = [dict(zip(REASONS, self._said(reject), strict=True)) for reject in chunk.rejects]
            return pa.RecordBatch.from_pylist(found, _REASONS)
        places = chunk.result[_PLACE].to_numpy()
        own, added = rows.columns, [_array(chunk.result[name]) for name in self.job.columns.added]
        if self.keep == "scored":
            if len(places) < rows.num_rows:
                own = [column.take(pa.array(places)) for column in own]
            return pa.RecordBatch.from_arrays([*own, *added], self.names)
        if len(places) < rows.num_rows:
            index = np.full(rows.num_rows, -1)
            index[places] = np.arange(len(places))
            added = [column.take(pa.array(index, mask=index < 0)) for column in added]
        names = [*self.names, rejected_name(self.job)]
        return pa.RecordBatch.from_arrays([*own, *added, self._reasons(carried, places, chunk.rejects)], names)

    def _carried(self, rows: pa.RecordBatch) -> FrameRows:
        """The rows as the columnar engine has them; columns that nothing is read from stay with Arrow."""
        needed = {name_of(at): pl.from_arrow(rows.column(at)) for at in self.job.columns.read()}
        cells = pl.DataFrame(needed).with_columns(pl.Series(_PLACE, np.arange(rows.num_rows)))

        def read(places: npt.NDArray[np.intp]) -> Iterator[Row]:
            columns = [values(column) for column in pl.DataFrame(rows)[places]]
            for place, cells in zip(places.tolist(), zip(*columns, strict=True), strict=True):
                raw = as_json(dict(zip(self.job.columns.names, cells, strict=True)))
                yield Row(place, json.dumps(raw, ensure_ascii=False), list(cells))

        return FrameRows(self._nameless, cells, read)

    def _subjects(self, column: pa.Array) -> pa.RecordBatch:
        """The names in a column, each once, without those in which nothing is compared."""
        names = Counter(subject_name(as_text(cell)) for cell in values(pl.from_arrow(column)))
        found = [(name, normalise(name), count) for name, count in names.items()]
        named = [dict(zip(SUBJECTS, fields, strict=True)) for fields in found if fields[1]]
        return pa.RecordBatch.from_pylist(named, _SUBJECTS)

    def _reasons(self, rows: FrameRows, places: npt.NDArray[np.intp], rejects: Sequence[Reject]) -> pa.Array:
        """The reason of each row that was not scored; a blank one has no answer."""
        found: list[dict[str, str] | None] = [None] * len(rows)
        known = {reject.place: reject for reject in rejects}
        for row in rows.records(np.setdiff1d(np.arange(len(rows)), places)):
            reject = known.get(row.place) or no_answer(row)
            found[row.place] = dict(zip(REASONS, self._said(reject), strict=True))
        return pa.array(found, pa.struct(_REASONS))

    def _said(self, reject: Reject) -> tuple[str, ...]:
        """The fields of a reason, in the order of `REASONS`."""
        language = self.job.language
        hint = "" if reject.hint is None else reject.hint.text(language)
        return reject.column, reject.value, reject.reason.text(language), hint, reject.raw

    def _readable(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Reject], int]:
        """The readable rows of a batch, rejects for the others, and how many blank ones are left out already."""
        if self.text is None:
            return batch, [], 0
        if self.text.dialect is not None:
            return self._delimited(self._after_heading(batch, self.text.heading), self.text.dialect)
        width = batch.num_columns - 1
        lines = batch.column(width)
        found = [(line, json_rows.parsed(0, line.encode())) for line in lines.drop_null().to_pylist()]
        unread = Message("row_unread_by_spark")
        rejects = [row if isinstance(row, Reject) else Reject(0, "", "", unread, None, line) for line, row in found]
        return batch.filter(lines.is_null()).select([*range(width)]), rejects, 0

    def _after_heading(self, batch: pa.RecordBatch, heading: Sequence[bytes]) -> list[bytes]:
        """The lines of a batch, without those with which every file starts."""
        lines: list[bytes] = batch.column(0).to_pylist()
        files, number = batch.column(1).fill_null(0).to_numpy(), np.arange(len(lines))
        starts = files != np.append(self._file, files[:-1])[: len(lines)]
        passed = number - np.maximum.accumulate(np.where(starts, number, -self._passed))
        if lines:
            self._file, self._passed = files[-1], passed[-1] + 1
        for at in np.flatnonzero((passed < len(heading)) & (files != 0))[::-1].tolist():
            if lines.pop(at).removeprefix(MARK).rstrip(b"\r") != heading[passed[at]]:
                raise InputError("header_not_the_same")
        return lines

    def _delimited(self, lines: Sequence[bytes], dialect: Dialect) -> tuple[pa.RecordBatch, list[Reject], int]:
        """Turn lines into columns of text; each line is parsed separately."""
        rejects: list[Reject] = []
        frame = self._read(lines, dialect)
        if frame is None:
            frames = [pl.DataFrame(schema=self._texts)]
            for start in range(0, len(lines), _SOME):
                some = lines[start : start + _SOME]
                found = self._read(some, dialect)
                frames.append(self._read_with_care(some, dialect, rejects) if found is None else found)
            frame = pl.concat(frames)
        rows = pa.RecordBatch.from_arrays(list(map(_array, frame)), list(self.job.columns.names))
        return rows, rejects, len(lines) - len(rejects) - rows.num_rows

    def _read_with_care(self, lines: Sequence[bytes], dialect: Dialect, rejects: list[Reject]) -> pl.DataFrame:
        """Parse lines one by one with the strict parser, which leaves blank ones out."""
        rows = []
        for line in lines:
            parser = Parser(dialect)
            parser.width = len(self._texts)
            for found in [*parser.feed(line + b"\n"), *parser.finish()]:
                if isinstance(found, Reject):
                    rejects.append(found)
                elif b'"' in line and self._read([line], dialect) is None:
                    stray, hint = Message("row_stray_quote"), Message("row_stray_quote_hint")
                    rejects.append(Reject(0, "", "", stray, hint, found.raw))
                else:
                    rows.append(found.cells)
        return pl.DataFrame(rows, schema=self._texts, orient="row")

    def _read(self, lines: Sequence[bytes], dialect: Dialect) -> pl.DataFrame | None:
        """Parse lines with Polars; None if any of them must be read with care."""
        text = as_utf8(b"".join(line + b"\n" for line in lines), dialect)
        found = None if text is None else regular(text, dialect.delimiter, len(self._texts))
        if found is None or found.inner or found.records != len(lines):
            return None
        try:
            return read_cells(found, self._texts, [*self._texts], dialect.delimiter)
        except pl.exceptions.PolarsError:
            return None


def _array(column: pl.Series) -> pa.Array:
    array = column.to_arrow(compat_level=pl.CompatLevel.oldest())
    return array.cast(pa.string()) if column.dtype == pl.String else array
