"""`stagecli model fit`."""

from typing import Annotated, Literal

import typer

from stagecli.answers import parse_number
from stagecli.cli import errors, streams
from stagecli.cli.model.options import FileArgument, LabelOption, SeedOption, SubjectOption, seed_number
from stagecli.cli.options import DelimiterOption, EncodingOption, MapOption, OutputOption, no_completion
from stagecli.cli.prescan import CommandLine
from stagecli.cli.progress import shown_share
from stagecli.errors import ModelError, UsageError

HELP = """Learn a ladder's frequencies, temperature and slip from labelled subjects, and write it anew.

Only numbers change: comments, order and layout stay. On standard error it says how much better the new one is, on
subjects that it did not learn from; if it is no better, nothing is written."""


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("fit", help=HELP, short_help="Learn its numbers from labelled subjects.")(_fit)


def _fit(
    file: FileArgument,
    cases: Annotated[
        str,
        typer.Option(
            "--cases",
            metavar="DATA",
            autocompletion=no_completion,
            help="A table of labelled subjects: CSV, JSON Lines, YAML or what else batch reads.",
        ),
    ],
    label: LabelOption = None,
    subject: SubjectOption = None,
    mapping: MapOption = None,
    encoding: EncodingOption = "utf-8",
    delimiter: DelimiterOption = None,
    strength: Annotated[
        str,
        typer.Option(
            "--strength",
            metavar="N",
            autocompletion=no_completion,
            help="How many subjects at each stage the author's judgement is worth.",
        ),
    ] = "10",
    seed: SeedOption = "1",
    summary: Annotated[Literal["text", "json", "none"], typer.Option("--summary", help="On standard error.")] = "text",
    output: OutputOption = None,
) -> None:
    from stagecli.authoring.fit import TooLittle, fit
    from stagecli.authoring.labelled import TableLayout, read_labelled
    from stagecli.authoring.reports.fit import as_json, as_text, refusal
    from stagecli.authoring.rewrite import rewritten
    from stagecli.model_file import read_model_file

    streams.guard({"-o": output}, file, cases)
    worth, number = parse_number(strength), seed_number(seed)
    if worth is None or worth <= 0:
        raise UsageError("not_above_zero", flag="--strength", given=strength)
    parsed = read_model_file(file)
    if parsed.model is None:
        raise ModelError(parsed.problems)
    how = TableLayout(
        encoding=encoding, delimiter=delimiter, mapping=tuple(mapping or ()), subject=subject, label=label or "stage"
    )
    table = read_labelled(parsed.model, cases, how)
    errors.notes(table.notes)
    try:
        with shown_share() as progress:
            found = fit(parsed.model, table.subjects, strength=worth, seed=number, progress=progress)
    except TooLittle as error:
        raise UsageError("in_place", where=cases, said=error) from None
    if summary == "text":
        text = as_text(found, parsed.model, width=streams.width(), colour=streams.colour_of_messages())
        errors.print_error(text.rstrip("\n"))
    elif summary == "json":
        errors.print_error(as_json(found, parsed.model))
    if not found.better:
        raise refusal(found)
    streams.write_result(rewritten(parsed, found.model), output)
