"""`stagecli model fit`."""

from typing import Annotated, Literal

import typer

from stagecli.answers import parse_number
from stagecli.cli import report, streams
from stagecli.cli.lookahead import Words
from stagecli.cli.model.options import FileArgument, LabelOption, SeedOption, SubjectOption, seed_number
from stagecli.cli.options import EncodingOption, MapOption, OutputOption, no_completion
from stagecli.cli.progress import shown_share
from stagecli.errors import ModelError, StagecliError, UsageError

HELP = """Learn a ladder's frequencies, temperature and slip from labelled subjects, and write it anew.

Only numbers change: comments, order and layout stay. On standard error it says how much better the new one is, on
subjects that it did not learn from; if it is no better, nothing is written."""


def add_to(group: typer.Typer, words: Words) -> None:  # noqa: ARG001  # every command is added the same way
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
    from stagecli.model_file import examine
    from stagecli.workshop.fit import TooLittle, fit
    from stagecli.workshop.labelled import Reading, read_labelled
    from stagecli.workshop.pages.fit import as_json, as_text, refusal
    from stagecli.workshop.rewrite import rewritten

    streams.guard({"-o": output}, file, cases)
    worth, number = parse_number(strength), seed_number(seed)
    if worth is None or worth <= 0:
        raise UsageError(f"--strength: '{strength}' is not a number above 0, such as 10.")
    examined = examine(file)
    if examined.model is None:
        raise ModelError(examined.problems)
    how = Reading(encoding=encoding, mapping=tuple(mapping or ()), subject=subject, label=label or "stage")
    table = read_labelled(examined.model, cases, how)
    report.notes(table.notes)
    try:
        with shown_share() as progress:
            found = fit(examined.model, table.subjects, strength=worth, seed=number, progress=progress)
    except TooLittle as error:
        raise UsageError(f"{cases}: {error}") from None
    if summary == "text":
        text = as_text(found, examined.model, width=streams.width(), colour=streams.colour_of_messages())
        report.say(text.rstrip("\n"))
    elif summary == "json":
        report.say(as_json(found, examined.model))
    if not found.better:
        raise StagecliError(refusal(found))
    streams.write_result(rewritten(examined, found.model), output)
