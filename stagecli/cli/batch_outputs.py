"""After a batch: make its portfolio and save its history from the files it wrote; check both before the work."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from stagecli.cli import errors, history_path, streams
from stagecli.cli.options import chosen_format, format_of
from stagecli.errors import Message, Problem, UsageError
from stagecli.escaping import visible
from stagecli.files import replaceable
from stagecli.messages import message
from stagecli.render import FORMATS

if TYPE_CHECKING:
    from stagecli.batch.delimited import Dialect
    from stagecli.batch.inputs import Input
    from stagecli.batch.job import Job
    from stagecli.batch.records import Reject
    from stagecli.batch.returned_files import ReturnedFiles
    from stagecli.batch.summary import Summary

SummaryName: TypeAlias = Literal["text", "json", "none"]


def check_saving(output: str | None, *, safe: bool) -> None:
    """Check that assessments can be saved, before the table is opened.

    Raises:
        UsageError: there is no file with their answers unchanged.

    """
    if safe:
        raise UsageError("save_of_changed_texts")
    if output is None or not replaceable(Path(output)):
        raise UsageError("save_needs_id_and_file")


def check_report(portfolio: Path | None, output: str | None, *, open_: bool) -> None:
    """Check that a report can be made, before the work.

    Raises:
        UsageError: it cannot be made.

    """
    if portfolio is None:
        if open_:
            raise UsageError("no_report_to_open")
        return
    if format_of(portfolio) not in ("html", "markdown", "json"):
        raise UsageError("report_suffix", file=portfolio, known=".html, .htm, .md, .json")
    if output is None or not replaceable(Path(output)):
        raise UsageError("report_needs_result")


def check_history(history: Path | None, job: "Job") -> None:
    """Check that the history can be used, before the work; say what became of it if it was brought up to date.

    Raises:
        UsageError: nothing names the subjects.

    """
    if history is not None and job.columns.subject is None:
        raise UsageError("save_needs_id_and_file")
    if history is not None:
        from stagecli.history import History

        with History(history) as file:
            history_path.tell_of_names(file, job.language)


def save(job: "Job", output: Path, history: Path, written: int) -> None:
    """Save the assessment of every row that was written, if it names its subject, in the history: all or none."""
    from stagecli.batch.result_file import assessments
    from stagecli.history import History

    with History(history) as file:
        saved = file.save(assessments(job, output, written), job.model)
    for key, names in (("history_nearly_many", saved.nearly), ("history_several", saved.several)):
        if names:
            said = message(key, job.language, count=len(names), names=", ".join(names[:3]))
            errors.print_error(visible(said))
    unnamed = written - saved.assessments - saved.already
    errors.print_error(message("history_saved_many", job.language, count=saved.assessments))
    for key, count in (("history_already_many", saved.already), ("history_unnamed", unnamed)):
        if count:
            errors.print_error(message(key, job.language, count=count))


def tell_of_claims(summary: "Summary") -> None:
    """Report that nothing was saved, since only the files say whose answers they are."""
    errors.print_error(message("history_only_claimed", summary.language, count=summary.rows.written))


def write_report(
    job: "Job", summary: "Summary", output: Path, rejects: Path | None, dialect: "Dialect", portfolio: Path
) -> None:
    """Write the portfolio in the format that its ending implies."""
    from stagecli.batch.portfolio import read_portfolio
    from stagecli.render.portfolio import render_portfolio

    found = read_portfolio(job, summary, output, rejects, dialect)
    written = chosen_format(None, portfolio, FORMATS)
    streams.write_result(render_portfolio(found, job.model, written, streams.now()), portfolio)


def show_reject(source: "Input | ReturnedFiles", language: str, reject: "Reject") -> None:
    """Show a rejected row on standard error, if there is no file for rejects."""
    problem = Problem(source.at(reject.place), None, None, reject.column, reject.reason, reject.hint)
    errors.print_error(visible(problem.text(language)))


def conclude(kind: SummaryName, summary: "Summary", lowest: int) -> int:
    """Say how many rows are below a stage (a number), show the summary last, and return the exit code."""
    below = sum(stage.count for stage in summary.stages if stage.number < lowest)
    if below:
        said = Message("rows_below_stage", lowest=lowest, below=below, rows=summary.rows.written)
        errors.notes([said.text(summary.language)])
    if kind == "json":
        from stagecli.render.as_json import in_one_line

        errors.print_error(in_one_line(summary))
    elif kind == "text":
        from stagecli.render import batch

        text = batch.render(summary, width=streams.width(), colour=streams.colour_of_messages())
        errors.print_error(text.rstrip("\n"))
    if below:
        return errors.BELOW_STAGE
    return errors.REJECTED if summary.rows.rejected else errors.DONE
