"""After a batch, from the files that it wrote: its history is saved, its portfolio and its pages are made."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from stagecli.cli import errors, history_path, streams
from stagecli.cli.options import chosen_format, format_of
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.files import replaceable
from stagecli.messages import message
from stagecli.render import FORMATS

if TYPE_CHECKING:
    from stagecli.batch.job import Job
    from stagecli.batch.run import Run
    from stagecli.batch.summary import Summary
    from stagecli.history import History


class Afterwards(NamedTuple):
    """What to make of a result once it is there."""

    words: CommandLine
    report: Path | None
    """The portfolio's file."""
    pages: Path | None
    """The folder of the pages."""
    save: bool
    db: Path | None
    """The history that the user names."""
    by: str
    """From whom the pages are."""

    @property
    def history(self) -> Path | None:
        """The history to save in, or to compare with; None if it plays no part."""
        return history_path.place(self.db) if self.save or self.db is not None else None

    def check(self, output: str | None, *, open_: bool, safe: bool) -> None:
        """Check that all of it can be made, before the table is opened.

        Raises:
            UsageError: it cannot.

        """
        in_file = output is not None and replaceable(Path(output))
        if self.report is None and open_ and self.pages is None:
            raise UsageError("no_report_to_open")
        if self.report is not None and format_of(self.report) not in ("html", "markdown", "json"):
            raise UsageError("report_suffix", file=self.report, known=".html, .htm, .md, .json")
        if self.report is not None and not in_file:
            raise UsageError("report_needs_result")
        if self.pages is not None and not in_file:
            raise UsageError("pages_need_result")
        if self.db is not None and not self.save and self.report is None and self.pages is None:
            raise UsageError("db_without_use")
        if safe and (self.pages is not None or self.history is not None):
            raise UsageError("save_of_changed_texts")
        if self.save and not in_file:
            raise UsageError("save_needs_id_and_file")
        if self.pages is not None:
            from stagecli.cli.pages import check_pages

            check_pages(self.pages)

    def check_job(self, job: "Job", *, claimed: bool) -> None:
        """Check that the subjects are named and the history can be used, before the work.

        Raises:
            UsageError, HistoryError: not so.

        """
        if self.pages is not None and job.columns.subject is None:
            raise UsageError("pages_need_id")
        if self.history is None or claimed:
            return
        if job.columns.subject is None:
            raise UsageError("save_needs_id_and_file")
        self._opened(job.language).close()

    def go(self, run: "Run", summary: "Summary", output: Path, rejects: Path | None, *, claimed: bool) -> None:
        """Do it: save first, so that what is shown of earlier times is complete.

        Raises:
            HistoryError, InputError, OutputError, UsageError: something cannot be read or written.

        """
        job = run.job
        if self.history is not None and claimed:
            errors.print_error(message("history_only_claimed", job.language, count=summary.rows.written))
        with ExitStack() as stack:
            history = None if self.history is None or claimed else stack.enter_context(self._opened(job.language))
            if history is not None and self.save:
                _save(job, output, history, summary.rows.written)
            if self.report is not None or self.pages is not None:
                self._show(run, summary, output, rejects, history, claimed=claimed)

    def open(self) -> None:
        """Show the portfolio in the browser."""
        from stagecli.cli import browser
        from stagecli.folders import INDEX

        if self.report is not None:
            browser.show(self.report)
        elif self.pages is not None:
            browser.show(self.pages / INDEX)

    def _opened(self, language: str) -> "History":
        from stagecli.history import History

        if not self.save:
            return history_path.opened(self.db, self.words)
        history = History(history_path.place(self.db))
        history_path.tell_of_names(history, language)
        return history

    def _show(
        self,
        run: "Run",
        summary: "Summary",
        output: Path,
        rejects: Path | None,
        history: "History | None",
        *,
        claimed: bool,
    ) -> None:
        """Write the portfolio and the pages."""
        from stagecli.batch.portfolio import read_portfolio, rejected_subjects
        from stagecli.batch.subject_rows import batch_movement, latest_assessments, subject_rows
        from stagecli.cli.history_ladder import classifier_of
        from stagecli.render import render_assessment
        from stagecli.render.portfolio import render_portfolio

        job, written = run.job, summary.rows.written
        rows = movement = None
        if self.pages is not None or history is not None:
            unnamed = partial(_unnamed, job.language)
            rows = subject_rows(job, output, written, unnamed=unnamed, joined=not claimed)
        if history is not None and rows is not None:
            rejected = frozenset() if rejects is None else rejected_subjects(job, rejects, run.table.dialect)
            movement = batch_movement(job, output, rows, history, classifier_of(self.words), rejected)
            if not self.save:  # else saving has told
                _tell_of_names("history_nearly_many", [*filter(history.nearly, movement.came)], job.language)
        found = read_portfolio(job, summary, output, rejects, run.table.dialect, movement)
        if self.report is not None:
            chosen = chosen_format(None, self.report, FORMATS)
            streams.write_result(render_portfolio(found, job.model, chosen, streams.now(), by=self.by), self.report)
        if self.pages is not None and rows is not None:
            from stagecli.cli.pages import write_pages
            from stagecli.folders import LIST
            from stagecli.page_names import page_names

            files = page_names(rows.names)
            pages = (
                (name, render_assessment(result, job.model, "html", language=job.language, by=self.by))
                for name, result in latest_assessments(job, output, rows, history)
            )
            links = {row: files[name] for row, name in enumerate(rows.names, start=1)}
            found = replace(found, file=None if found.subjects else LIST)
            index = render_portfolio(found, job.model, "html", streams.now(), by=self.by, pages=links)
            write_pages(self.pages, index, pages, files, job.language)


def _unnamed(language: str, row: int) -> str:
    return message("portfolio_row", language, row=row)


def _save(job: "Job", output: Path, history: "History", written: int) -> None:
    """Save the assessment of every row that was written, if it names its subject: all or none."""
    from stagecli.batch.result_file import assessments

    saved = history.save(assessments(job, output, written), job.model)
    _tell_of_names("history_nearly_many", saved.nearly, job.language)
    _tell_of_names("history_several", saved.several, job.language)
    unnamed = written - saved.assessments - saved.already
    errors.print_error(message("history_saved_many", job.language, count=saved.assessments))
    for key, count in (("history_already_many", saved.already), ("history_unnamed", unnamed)):
        if count:
            errors.print_error(message(key, job.language, count=count))


def _tell_of_names(key: str, names: Sequence[str], language: str) -> None:
    """Report names, if there are any."""
    if names:
        errors.print_error(visible(message(key, language, count=len(names), names=", ".join(names[:3]))))
