"""Blocks: what every reader makes of a piece of its input, and how a block becomes the results of its rows.

A block has its rows in the form in which their reader has them: `Records` are rows of Python, `columnar` has rows of
Polars. Their codes are scored by the kernel; only a row that cannot be scored is read again, cell by cell, to say why.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from stagecli.answers import Answer
from stagecli.batch.added_cells import AddedCells, object_text, open_object, row_text
from stagecli.batch.cells import BadCell, as_text, readers_of
from stagecli.batch.codes import Coder
from stagecli.batch.job import Chunk, Job, Tally, Unread
from stagecli.batch.kernel import Kernel, Verdicts
from stagecli.batch.measured_cells import MeasureCoder, measure_readers, measured_row
from stagecli.batch.observed_codes import ObservedCodes
from stagecli.batch.records import Reject, Row, is_blank
from stagecli.batch.times import Times
from stagecli.classifier.gates_array import Mask
from stagecli.errors import Message, short

Further: TypeAlias = Sequence[Sequence[Any]] | None
"""The cells of each row behind those of `columns.ADDED`; None if there are none."""


class Coded(Protocol):
    """Rows that can be scored: their columns have codes."""

    def __len__(self) -> int:
        """How many there are."""

    def codes(self, at: int, coder: Coder | MeasureCoder) -> npt.NDArray[Any]:
        """The codes of a column."""

    def records(self, places: npt.NDArray[np.intp]) -> Iterator[Row]:
        """Some rows."""


class Carrier(Coded, Protocol):
    """The readable rows of a block, in the form in which their reader has them."""

    def column(self, at: int) -> Sequence[Any]:
        """The cells of the column of subjects, or of dates."""

    def where(self, good: npt.NDArray[np.bool_]) -> "Carrier":
        """Some of the rows."""

    def result(self, added: AddedCells, verdicts: Verdicts, further: Further) -> Any:
        """The rows with their added cells, as `Chunk.result`."""


class Block(Struct):
    """Some consecutive rows of the input."""

    rows: Carrier
    rejects: Sequence[Reject] = ()
    """Rows that could not be read."""
    blank: int = 0
    """Blank rows that the reader left out."""


class Records:
    """Rows of Python."""

    def __init__(self, job: Job, rows: Sequence[Row]) -> None:
        self.job = job
        self.rows = rows
        self._columns: Sequence[Sequence[Any]] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def codes(self, at: int, coder: Coder | MeasureCoder) -> npt.NDArray[Any]:
        """The codes of a column."""
        return coder.codes(self.column(at))

    def records(self, places: npt.NDArray[np.intp]) -> Iterator[Row]:
        """Some rows."""
        return (self.rows[at] for at in places.tolist())

    def _cells(self) -> Iterator[Sequence[Any]]:
        return (row.cells for row in self.rows)

    def where(self, good: npt.NDArray[np.bool_]) -> "Records":
        """Some of the rows."""
        return Records(self.job, [self.rows[at] for at in np.flatnonzero(good).tolist()])

    def result(self, added: AddedCells, verdicts: Verdicts, further: Further) -> Any:
        """The rows with their added cells: bytes, or lists of cells."""
        job, names = self.job, self.job.columns.names
        if job.target.format == "jsonl":
            if job.verbatim:
                left = [open_object(row.raw) for row in self.rows]
            else:
                left = [object_text(names, cells) for cells in self._cells()]
        elif job.target.format in ("csv", "tsv"):
            if job.verbatim:
                left = [row.raw for row in self.rows]
            else:
                left = [row_text(cells, job.target) for cells in self._cells()]
        else:
            rows = [[*own, *cells] for own, cells in zip(self._cells(), added.values(verdicts), strict=True)]
            return rows if further is None else [[*row, *cells] for row, cells in zip(rows, further, strict=True)]
        return added.lines(left, verdicts, further).encode("utf-8", "backslashreplace")

    def column(self, at: int) -> Sequence[Any]:
        """The cells of a column."""
        if not self.rows:
            return ()
        if not self._columns:
            self._columns = [*zip(*[row.cells for row in self.rows], strict=True)]
        return self._columns[at]


def block_of(job: Job, records: Sequence[Row | Reject], blank: int = 0) -> Block:
    """A block of rows of Python."""
    rows = [record for record in records if isinstance(record, Row)]
    rejects = [] if len(rows) == len(records) else [record for record in records if isinstance(record, Reject)]
    return Block(Records(job, rows), rejects, blank)


class Scorer:
    """Scores the blocks of one job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.notes: set[str] = set()
        """On the cells read so far, as sentences."""
        self.times = Times(job.columns, job.now, job.time)
        self.readers = readers_of(job.model, job.columns, self._tell, job.day)
        self.measures = measure_readers(job.model, job.columns)
        self.coders: dict[int, Coder | MeasureCoder] = {
            at: Coder(cells) for reader in self.readers.values() for at, cells in reader.readers.items()
        }
        """By column."""
        self.coders |= {job.columns.measures[name]: MeasureCoder(reader) for name, reader in self.measures.items()}
        self.observed = ObservedCodes(job.classifier, job.columns.measures)
        self.kernel = Kernel(job.classifier, [*job.columns.signals, *(signal.id for signal in self.observed.signals)])
        self.added = AddedCells(job)

    def _tell(self, note: Message) -> None:
        if self.job.columns.date is None or note.key != "counted_from":  # a row's own date goes without saying
            self.notes.add(note.text(self.job.language))

    def score(self, block: Block) -> Chunk:
        """Score a block."""
        rows, rejects, blank = block.rows, [*block.rejects], block.blank
        subjects = self._subjects(rows)
        bad, verdicts, otherwise = self.verdicts(rows)
        good, unread = (verdicts.answered > 0) & self.times.known(rows), Unread()
        if self.job.columns.bad_answers == "reject":
            good &= ~bad
        if not good.all():
            for at, row in zip(np.flatnonzero(~good).tolist(), rows.records(np.flatnonzero(~good)), strict=True):
                if is_blank(row.everything):
                    blank += 1
                    continue
                cells, undated = self.bad_cells(row), self.times.unknown(row)
                wrong = [*undated, *cells]
                rejects.append(_because_of(row, wrong) if wrong else no_answer(row))
                if cells and not undated and verdicts.answered[at]:
                    unread.add(_unread(cells))
            rejects.sort(key=lambda reject: reject.place)
            rows, verdicts, bad = rows.where(good), verdicts.where(good), bad[good]
            otherwise = {signal: mask[good] for signal, mask in otherwise.items()}
        result = rows.result(self.added, verdicts, self._further(rows, bad, otherwise, unread))
        return Chunk(
            len(rows) + len(rejects), result, rejects, self.added.tally(verdicts), subjects, blank, [*self.notes],
            unread if unread.rows else None,
        )  # fmt: skip

    def _further(self, rows: Carrier, bad: Mask, otherwise: Mapping[str, Mask], unread: Unread) -> Further:
        """The cells of each row behind those that every result has; bad cells are added to those unread."""
        further: list[list[Any]] | None = None
        if self.job.columns.bad_answers == "blank":
            further = [[None] for _ in range(len(rows))]
            places = np.flatnonzero(bad)
            for at, row in zip(places.tolist(), rows.records(places), strict=True):
                cells = self.bad_cells(row)
                further[at] = ["; ".join(f"{cell.column}: {cell.value}" for cell in cells)]
                unread.add(_unread(cells))
        if self.job.columns.measures:
            signals = named_otherwise(otherwise, len(rows))
            further = [[*cells, each] for cells, each in zip(further or [[]] * len(rows), signals, strict=True)]
        if self.job.full:
            full = map(self._full, rows.records(np.arange(len(rows))))
            further = [[*cells, *more] for cells, more in zip(further or [[]] * len(rows), full, strict=True)]
        return further

    def skipped(self, block: Block) -> Chunk:
        """The chunk of a block that was scored before: only its subjects matter."""
        return Chunk(0, b"", (), Tally(), self._subjects(block.rows))

    def _subjects(self, rows: Carrier) -> Sequence[str]:
        at = self.job.columns.subject
        return () if at is None else [as_text(cell) for cell in rows.column(at)]

    def verdicts(self, rows: Coded) -> tuple[Mask, Verdicts, dict[str, Mask]]:
        """Which rows have a bad cell; the verdicts on all, as if no bad cell had been asked; where measures differ."""
        any_bad = np.zeros(len(rows), np.bool_)
        codes = {}
        for signal, at in self.job.columns.signals.items():
            coder, found = self.coders[at], self._codes(rows, at)
            bad = found == coder.bad
            for further in self.job.columns.further.get(signal, ()):
                empty = found == coder.none
                if self.job.columns.bad_answers == "blank":
                    empty |= found == coder.bad
                found = np.where(empty, self._codes(rows, further), found)
                bad |= found == coder.bad
            if bad.any():
                any_bad |= bad
                found = np.where(found == coder.bad, np.uint8(coder.none), found)
            codes[signal] = found
        values = {}
        for name, at in self.job.columns.measures.items():
            value = rows.codes(at, self.coders[at])
            any_bad |= np.isinf(value)
            values[name] = np.where(np.isinf(value), math.nan, value)
        merged = self.observed.merged(codes, values, len(rows))
        self.notes |= {Message("measured_outside", signal=signal).text(self.job.language) for signal in merged.outside}
        return any_bad, self.kernel.verdicts(merged.codes, len(rows)), merged.otherwise

    def _codes(self, rows: Coded, at: int) -> npt.NDArray[np.uint8]:
        """The codes of a signal's column."""
        coder = self.coders[at]
        assert isinstance(coder, Coder)  # noqa: S101  # measures have others
        found = rows.codes(at, coder)
        bad = found == coder.bad if self.job.columns.date is not None else None
        if bad is None or not bad.any():
            return found
        return self._counted_from_dates(rows, at, coder, found, np.flatnonzero(bad))

    def _counted_from_dates(
        self, rows: Coded, at: int, coder: Coder, codes: npt.NDArray[np.uint8], places: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.uint8]:
        """The codes after reading cells again that may count from a day, such as "since 2019", by their rows' dates."""
        codes = codes.copy()
        for place, row in zip(places.tolist(), rows.records(places), strict=True):
            answer = coder.reader.read(row.cells[at], self.times.day(row))
            if isinstance(answer, Answer):
                codes[place] = coder.code_of(answer)
        return codes

    def bad_cells(self, row: Row) -> list[BadCell]:
        """The cells of a row that are no answers, from left to right."""
        day = self.times.day(row)
        found: list[object] = [said for reader in self.readers.values() for said in reader.said(row.cells, day)]
        found += [reader.read(row.cells[self.job.columns.measures[name]]) for name, reader in self.measures.items()]
        bad = [cell for cell in found if isinstance(cell, BadCell)]
        return sorted(bad, key=lambda cell: self.job.columns.names.index(cell.column))

    def _full(self, row: Row) -> list[Any]:
        """The further cells of a full result."""
        columns, day = self.job.columns, self.times.day(row)
        found = {signal: reader.read(row.cells, day) for signal, reader in self.readers.items()}
        answers = {signal: answer for signal, answer in found.items() if isinstance(answer, Answer)}
        subject = None if columns.subject is None else as_text(row.cells[columns.subject])
        measured = measured_row(self.measures, columns, row.cells)
        return self.added.full(answers, measured, subject, self.times.of(row))


def _because_of(row: Row, bad: Sequence[BadCell]) -> Reject:
    """Reject a row for its bad cells."""
    first, *others = bad
    reason = first.reason
    for cell in others:
        reason = Message("row_also", reason=reason, value=cell.value, column=cell.column)
    return Reject(row.place, first.column, first.value, reason, first.hint, row.raw, row.everything)


def named_otherwise(otherwise: Mapping[str, Mask], rows: int) -> list[str | None]:
    """For each row the signals for which measures say otherwise than somebody does; usually None."""
    found: list[list[str]] = [[] for _ in range(rows)]
    for signal, mask in otherwise.items():
        for at in np.flatnonzero(mask).tolist():
            found[at].append(signal)
    return [", ".join(signals) or None for signals in found]


def _unread(cells: Sequence[BadCell]) -> Unread:
    """The bad cells of one row."""
    return Unread(1, Counter((cell.column, short(cell.value, 200)) for cell in cells))


def no_answer(row: Row) -> Reject:
    """Reject a row without an answer that counts."""
    return Reject(row.place, "", "", Message("row_no_answer"), Message("row_no_answer_hint"), row.raw, row.everything)
