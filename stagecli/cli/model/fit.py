"""`stagecli model fit`."""

from typing import Annotated, Literal

import typer

from stagecli.answers import parse_number
from stagecli.cli import report, streams
from stagecli.cli.lookahead import Words
from stagecli.cli.model.options import FileArgument, LabelOption, SubjectOption
from stagecli.cli.options import OutputOption, no_completion
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
            help="Labelled subjects: CSV, JSON Lines, YAML or another table.",
        ),
    ],
    label: LabelOption = "stage",
    subject: SubjectOption = None,
    strength: Annotated[
        str,
        typer.Option(
            "--strength",
            metavar="N",
            autocompletion=no_completion,
            help="How many subjects at each stage the author's judgement is worth.",
        ),
    ] = "10",
    seed: Annotated[int, typer.Option("--seed", help="Of what is held out.")] = 1,
    summary: Annotated[Literal["text", "json", "none"], typer.Option("--summary", help="On standard error.")] = "text",
    output: OutputOption = None,
) -> None:
    from stagecli.model_file import BUNDLED, examine
    from stagecli.workshop.fit import FEWEST, fit
    from stagecli.workshop.labelled import read_labelled
    from stagecli.workshop.pages.fit import as_json, as_text, refusal
    from stagecli.workshop.rewrite import rewritten

    worth = parse_number(strength)
    if worth is None or worth <= 0:
        raise UsageError(f"--strength: '{strength}' is not a number above 0, such as 10.")
    if output is not None and file not in BUNDLED and output.exists() and output.samefile(file):
        raise UsageError(f"OUT is the model itself, '{file}'. Name another file: the author's numbers would be lost.")
    examined = examine(file)
    if examined.model is None:
        raise ModelError(examined.problems)
    table = read_labelled(examined.model, cases, label=label, subject=subject)
    if len(table.subjects) < FEWEST:
        raise UsageError(
            f"{cases}: {len(table.subjects)} labelled subjects are too few to tell whether a fitted model is better. "
            f"At least {FEWEST} are needed."
        )
    found = fit(examined.model, table.subjects, strength=worth, seed=seed)
    if summary == "text":
        text = as_text(found, examined.model, width=streams.width(), colour=streams.colour_of_messages())
        report.say(text.rstrip("\n"))
    elif summary == "json":
        report.say(as_json(found, examined.model))
    if not found.better:
        raise StagecliError(refusal(found))
    streams.write_result(rewritten(examined, found.model), output)
