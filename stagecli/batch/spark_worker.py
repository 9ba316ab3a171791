"""Runs on a Spark worker: scores Arrow batches by the columnar engine, with nulls and a reason for rejected rows."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from stagecli.batch import json_rows
from stagecli.batch.codes import Coder
from stagecli.batch.columnar_scoring import ColumnarScorer
from stagecli.batch.columnar_text import regular_lines
from stagecli.batch.delimited import Dialect, Parser
from stagecli.batch.job import Job
from stagecli.batch.records import Reject, Row
from stagecli.batch.spark_task import FEW, REASONS, Count, Counted, Keep, Text, rejected_name
from stagecli.batch.tables import Table
from stagecli.errors import Message

_REASONS = pa.schema([(name, pa.string()) for name in REASONS])
_SOME = 1000  # lines to read one by one if any of them needs it


class _Readable(NamedTuple):
    """The readable rows of a batch, and rejects for the others."""

    rows: pa.RecordBatch
    rejects: list[Reject]


class Worker:
    """Scores the batches of one task."""

    def __init__(self, job: Job, keep: Keep, text: Text | None) -> None:
        self.job = job
        self.keep = keep
        self.text = text
        self.scorer = ColumnarScorer(job, Table(list(job.columns.names), iter(())))
        self.names = [*job.columns.names, *job.columns.added]
        self._texts = {f"column_{at}": pl.String for at in range(len(job.columns.names))}

    def scored(self, batch: pa.RecordBatch, count: Count | None) -> pa.RecordBatch:
        """Score a batch and return the rows to keep."""
        rows, unreadable = self._readable(batch)
        codes = {
            signal: _codes(rows.column(at), self.scorer.coders[signal])
            for signal, at in self.job.columns.signals.items()
        }

        def again(places: list[int]) -> list[Row | Reject]:
            return [_record(rows, place) for place in places]

        part = self.scorer.part(codes, pl.DataFrame({"": np.arange(rows.num_rows)}), again, ())
        rejects = [*part.rejects, *unreadable]
        if count is not None:
            few = [self._said(reject) for reject in rejects[:FEW]]
            count(Counted(Counter(part.tally), len(rejects), few))
        if self.keep == "rejected":
            return pa.RecordBatch.from_pylist([self._reasons(reject) for reject in rejects], _REASONS)
        return self._put_together(rows, part.result, {reject.place: reject for reject in part.rejects})

    def _put_together(
        self, rows: pa.RecordBatch, result: pl.DataFrame, rejects: Mapping[int, Reject]
    ) -> pa.RecordBatch:
        own, added = rows.columns, [_array(column) for column in result[:, 1:]]
        places = result[:, 0].to_numpy()
        if self.keep == "scored":
            if rejects:
                own = [column.take(pa.array(places)) for column in own]
            return pa.RecordBatch.from_arrays([*own, *added], self.names)
        if rejects:
            index = np.full(rows.num_rows, -1)
            index[places] = np.arange(len(places))
            added = [column.take(pa.array(index, mask=index < 0)) for column in added]
        reasons = [self._reasons(rejects[row]) if row in rejects else None for row in range(rows.num_rows)]
        names = [*self.names, rejected_name(self.job)]
        return pa.RecordBatch.from_arrays([*own, *added, pa.array(reasons, pa.struct(_REASONS))], names)

    def _reasons(self, reject: Reject) -> dict[str, str]:
        return dict(zip(REASONS, self._said(reject), strict=True))

    def _said(self, reject: Reject) -> tuple[str, ...]:
        """The fields of a reason, in the order of `REASONS`."""
        language = self.job.language
        hint = "" if reject.hint is None else reject.hint.text(language)
        return reject.column, reject.value, reject.reason.text(language), hint, reject.raw

    def _readable(self, batch: pa.RecordBatch) -> _Readable:
        if self.text is None:
            return _Readable(batch, [])
        if self.text.dialect is not None:
            return self._delimited(batch.column(0).to_pylist(), self.text.dialect)
        width = len(self.job.columns.names)
        lines = batch.column(width)
        rejects = [_reject(json_rows.parsed(1, line.encode()), line) for line in lines.drop_null().to_pylist()]
        return _Readable(batch.filter(lines.is_null()).select([*range(width)]), rejects)

    def _delimited(self, lines: Sequence[str], dialect: Dialect) -> _Readable:
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
        return _Readable(pa.RecordBatch.from_arrays(list(map(_array, frame)), list(self.job.columns.names)), rejects)

    def _read_with_care(self, lines: Sequence[str], dialect: Dialect, rejects: list[Reject]) -> pl.DataFrame:
        """Parse lines one by one with the stream engine's parser."""
        rows = []
        for line in lines:
            parser = Parser(dialect)
            parser.width = len(self._texts)
            found = next(iter([*parser.feed(f"{line}\n".encode(dialect.encoding)), *parser.finish()]))
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
        if regular_lines(block, dialect.delimiter, len(self._texts)) != len(lines):
            return None
        try:
            return pl.read_csv(
                block,
                has_header=False,
                schema=self._texts,
                separator=dialect.delimiter,
                empty_string_is_null=False,
                quote_char='"' if b'"' in block else None,
            )
        except pl.exceptions.PolarsError:
            return None


def _codes(column: pa.Array, coder: Coder) -> npt.NDArray[np.uint8]:
    """The codes of a column of any type; each distinct cell is read once."""
    encoded = column.dictionary_encode()
    known = np.array([*map(coder.code, encoded.dictionary.to_pylist()), coder.none], np.uint8)
    return np.asarray(known[encoded.indices.fill_null(len(known) - 1).to_numpy()])


def _array(column: pl.Series) -> pa.Array:
    array = column.to_arrow(compat_level=pl.CompatLevel.oldest())
    return array.cast(pa.string()) if column.dtype == pl.String else array


def _record(batch: pa.RecordBatch, row: int) -> Row:
    """One row for the stream engine, which says what is wrong with it."""
    cells: dict[str, Any] = batch.slice(row, 1).to_pylist()[0]
    return Row(row, json.dumps(cells, ensure_ascii=False, default=str), [*cells.values()])


def _reject(found: Row | Reject, line: str) -> Reject:
    """Say why a line could not be read, in the words of the stream engine."""
    if isinstance(found, Row):
        return Reject(0, "", "", Message("row_unread_by_spark"), None, line)
    return Reject(0, found.column, found.value, found.reason, found.hint, line)
