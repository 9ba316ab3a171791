"""A run: an engine's parts go to the output, the rejects and the journal, until all files are in place."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

import stagecli
from stagecli.batch import journal
from stagecli.batch.added_cells import header as header_of
from stagecli.batch.engine import THREADS, chunks
from stagecli.batch.inputs import Input
from stagecli.batch.job import Chunk, EngineName, Job, Tally, Unread
from stagecli.batch.journal import Journal
from stagecli.batch.outputs import Output, Rejects, TextFile, TextStream, claimed, part_of
from stagecli.batch.records import Reject
from stagecli.batch.summary import (
    Rows,
    Subjects,
    Summary,
    columns_said,
    next_steps,
    stage_counts,
    status_counts,
    unread_cells,
)
from stagecli.batch.tables import DelimitedTable, Table
from stagecli.batch.times import time_of
from stagecli.errors import AnswersError, Message, OutputError, Problem, UsageError, reason, together
from stagecli.files import replaceable

if TYPE_CHECKING:
    from stagecli.batch.returned_files import ReturnedFiles

_KEPT_EVERY = 0.5
"""Seconds between two writes of the journal: a killed run repeats at most so much work."""


class Limits(Struct, frozen=True):
    """How many rejects are too many."""

    stop_at_first: bool = False
    max_rejects: int | None = None


class Destination(Struct, frozen=True):
    """Where to write results and rejects."""

    output: Path | None
    """None for standard output."""
    rejects: Path | None
    """None to show rejects instead."""
    rejects_asked_for: bool
    """Whether the user named the file: then the run writes it even without a reject."""
    resume: bool


class Run:
    """One run of a job, from an open input to finished files."""

    def __init__(
        self, job: Job, source: "Input | ReturnedFiles", table: Table, destination: Destination, engine: EngineName
    ) -> None:
        self.job = job
        self.source = source
        self.table = table
        self.destination = destination
        self.engine: EngineName = engine
        self.tally: Tally = Counter()
        self.read = 0
        self.rejected = self.blank = 0
        self.notes: set[str] = set()
        self.unread = Unread()
        self.resumed = 0
        """Rows that an interrupted run had finished."""
        self._kept = -_KEPT_EVERY
        """When the journal was last replaced."""
        self._file = destination.output
        if self._file is not None and not replaceable(self._file):
            self._file = None  # a device or a pipe: nothing to go on with

    def go(self, limits: Limits, show_reject: Callable[[Reject], None], progress: Callable[["Run"], None]) -> Summary:
        """Do the whole run.

        Args:
            limits: how many rejects are too many.
            show_reject: shows a reject, if there is no file for rejects.
            progress: called after each part.

        Raises:
            AnswersError: more rejects than the limits allow.
            OutputError: the result could not be written; OUT is untouched, and finished work is kept if it can be.
            BrokenPipeError: nobody reads standard output any more.
        """
        done: Journal | None = None
        subjects = Subjects()
        try:
            with claimed(self._file, self.destination.rejects):
                done = self._begun()
                output, rejects = self._open(done, show_reject)
                try:
                    if not done.finished or self.job.columns.subject is not None:  # or only to find repeated subjects
                        self._work(done, output, rejects, subjects, limits, progress)
                    rejects.finish(self.rejected)
                    output.finish()
                except BaseException:
                    _end(done, output, rejects)
                    raise
                if self._file is not None:
                    journal.remove(self._file)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._cannot_write(error, kept_parts=bool(done and done.parts and self._file)) from None
        return self._summary(subjects)

    def _work(
        self,
        done: Journal,
        output: Output,
        rejects: Rejects,
        subjects: Subjects,
        limits: Limits,
        progress: Callable[["Run"], None],
    ) -> None:
        for number, part in enumerate(chunks(self.engine, self.job, self.table, done.parts)):
            subjects.add(part.subjects)
            if number < done.parts:
                continue
            rejects.write(part.rejects)
            self._count(part)
            self._check(part, limits, output, rejects)
            output.write(part)
            self._keep(done, number + 1, output, rejects)
            progress(self)
        if not done.finished:
            done.finished = True
            self._keep(done, done.parts, output, rejects)

    def _begun(self) -> Journal:
        """Return the interrupted run's journal to go on with, or a new one."""
        settings = self._settings()
        done = None
        if self.destination.resume:
            if self._file is None:
                raise UsageError("resume_needs_file")
            done = journal.load(self._file, settings, self.source.fingerprint)
        if done is not None and self._file is not None:
            rejects = self.destination.rejects if done.rejected else None  # without a reject, there may be no file
            for file, length in ((self._file, done.written), (rejects, done.rejects_written)):
                if file is not None and replaceable(file) and not _is_there(file, length, done):
                    raise UsageError("resume_gone", file=file)
        if done is None:
            return Journal(settings=settings, fingerprint=self.source.fingerprint, now=self.job.now)
        if done.now is not None:
            self.job = replace(self.job, now=done.now, time=time_of(self.job.columns, done.now, self.source.name))
        self.read = self.resumed = done.read
        self.rejected, self.blank, self.notes = done.rejected, done.blank, set(done.notes)
        self.tally = Counter({(stage, status, step): count for stage, status, step, count in done.tally})
        self.unread = Unread(done.unread, Counter({(column, value): count for column, value, count in done.cells}))
        return done

    def _settings(self) -> str:
        """A hash of everything that decides the bytes of the result, except the input."""
        job = self.job
        deciding = [
            stagecli.__version__, self.engine, job.model.sha256, job.language, repr(job.columns), repr(job.target),
            job.full, str(self.destination.rejects), repr(self.table.dialect), self.table.line, repr(self.table.sheet),
            THREADS if self.engine == "columnar" else None,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(deciding).encode()).hexdigest()

    def _open(self, done: Journal, show_reject: Callable[[Reject], None]) -> tuple[Output, Rejects]:
        output = self._output(done)
        try:
            if self._file is not None and not done.parts:
                journal.remove(self._file)  # of an older run, whose files are overwritten now
            rejects = Rejects(
                self.job,
                self.table.dialect,
                self.destination.rejects,
                done.rejects_written,
                always=self.destination.rejects_asked_for,
                show=show_reject,
            )
        except BaseException:
            _end(done, output)
            raise
        return output, rejects

    def _output(self, done: Journal) -> Output:
        target, columns = self.job.target, self.job.columns
        names = (*columns.names, *columns.added)
        path = self.destination.output
        if target.format == "parquet":
            from stagecli.batch.parquet import ParquetFile, schema

            return ParquetFile(self._needs_file(), schema(columns, self.table.types), done.written)
        if target.format == "xlsx":
            from stagecli.batch.workbook import WorkbookFile

            return WorkbookFile(self._needs_file(), names, spreadsheet_safe=target.spreadsheet_safe)
        header = ""
        if target.format != "jsonl":
            header = header_of(self.job, self.table.header if isinstance(self.table, DelimitedTable) else "")
            header = f"\ufeff{header}" if target.mark else header
        if self._file is not None:
            return TextFile(self._file, header, done.written)
        return TextStream(path, header)

    def _needs_file(self) -> Path:
        if self._file is None:
            raise UsageError("not_to_a_pipe", format=self.job.target.format.upper())
        return self._file

    def _count(self, part: Chunk) -> None:
        self.read += part.read
        self.rejected += len(part.rejects)
        self.blank += part.blank
        self.tally.update(part.tally)
        self.notes.update(part.notes)
        if part.unread is not None:
            self.unread.add(part.unread)

    def _keep(self, done: Journal, parts: int, output: Output, rejects: Rejects) -> None:
        """Save the progress in the journal, unless that was done a moment ago."""
        now = time.monotonic()
        if self._file is None or not output.resumable or (now < self._kept + _KEPT_EVERY and not done.finished):
            return
        self._kept = now
        done.parts, done.written, done.rejects_written = parts, output.written(), rejects.written()
        done.read, done.rejected, done.blank, done.notes = self.read, self.rejected, self.blank, [*self.notes]
        done.tally = [(*key, count) for key, count in self.tally.items()]
        done.unread, done.cells = self.unread.rows, [(*cell, count) for cell, count in self.unread.cells.items()]
        journal.save(self._file, done)

    def _check(self, part: Chunk, limits: Limits, output: Output, rejects: Rejects) -> None:
        """Raise an error if there are too many rejects."""
        most = 0 if limits.stop_at_first else limits.max_rejects
        if most is None or self.rejected <= most:
            return
        output.abandon()
        if limits.stop_at_first:
            rejects.abandon()
        else:
            rejects.finish(self.rejected)
        if self._file is not None:
            journal.remove(self._file)
        nothing = None if self._file is None else Message("nothing_written")
        kept = None if rejects.target is None else Message("rejects_are_in", file=rejects.target)
        if limits.stop_at_first:
            first = part.rejects[0]
            place = self.source.at(first.place)
            what, hint = first.reason, together(first.hint, nothing)
            raise AnswersError([Problem(place, None, None, first.column, what, hint)])
        what, hint = Message("too_many_rejects", most=most), together(nothing, kept)
        raise AnswersError([Problem(self.source.name, None, None, "", what, hint)])

    def _cannot_write(self, error: OSError, *, kept_parts: bool) -> OutputError:
        path = self.destination.output
        if path is None:
            return OutputError("not_printed", why=reason(error, Path("-")))
        return OutputError("not_written_kept" if kept_parts else "not_written", file=path, why=reason(error, path))

    def _summary(self, subjects: Subjects) -> Summary:
        job, rejects = self.job, self.destination.rejects
        repeated, nearly = subjects.found() if job.columns.subject is not None else (None, None)
        return Summary(
            model=job.model.reference,
            fitted_to=job.model.calibration.fitted_to,
            field_test=job.model.field_test(job.language),
            language=job.language,
            engine=self.engine,
            rows=Rows(read=self.read, written=self.read - self.rejected, rejected=self.rejected, blank=self.blank),
            stages=stage_counts(job.model, job.language, self.tally),
            status=status_counts(self.tally),
            next_steps=next_steps(job.model, job.language, self.tally),
            **columns_said(job),
            bad_answers=job.columns.bad_answers,
            unread=unread_cells(self.unread),
            repeated=repeated,
            nearly_repeated=nearly,
            output=None if self.destination.output is None else str(self.destination.output),
            rejects=str(rejects) if rejects is not None and rejects.exists() else None,
            notes=(*(note.text(job.language) for note in self.table.notes), *job.columns.notes, *sorted(self.notes)),
        )


def _end(done: Journal, output: Output, *rejects: Rejects) -> None:
    """Close the files of a failed run; they stay if there is something to resume."""
    files: tuple[Output | Rejects, ...] = (output, *rejects)
    for file in files:
        if output.resumable and done.parts:
            file.leave()
        else:
            file.abandon()


def _is_there(file: Path, length: int, done: Journal) -> bool:
    """Whether the partial file has at least the bytes that the journal counts; once all is done, it may be in place."""
    part = part_of(file)
    place = file if done.finished and not part.exists() else part
    return place.is_dir() or (place.exists() and place.stat().st_size >= length)
