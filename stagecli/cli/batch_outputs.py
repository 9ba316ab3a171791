"""What a batch shows on standard error: rejected rows as they come, and the summary at the end."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from stagecli.cli import errors, streams
from stagecli.errors import Message, Problem
from stagecli.escaping import visible

if TYPE_CHECKING:
    from stagecli.batch.inputs import Input
    from stagecli.batch.records import Reject
    from stagecli.batch.returned_files import ReturnedFiles
    from stagecli.batch.summary import Summary

SummaryName: TypeAlias = Literal["text", "json", "none"]


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
