"""`stagecli model simulate`."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.model.options import FileArgument, SeedOption, seed_number
from stagecli.cli.options import FormatOption, OutputOption, chosen_format, no_completion, probability, whole_number
from stagecli.cli.prescan import CommandLine
from stagecli.cli.progress import shown_share

HELP = """Draw subjects from a ladder's own tables and see what it does with them.

Which stages are mistaken for each other, how many questions an interview needs, what answers do that are wrong, missing
or hang together, and which signals tell most."""


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("simulate", help=HELP, short_help="Try a ladder on subjects drawn from it.")(_simulate)


def _simulate(
    file: FileArgument,
    subjects: Annotated[
        str, typer.Option("--subjects", metavar="N", autocompletion=no_completion, help="At each stage.")
    ] = "500",
    misreport: Annotated[
        list[str] | None,
        typer.Option(
            "--misreport",
            metavar="P",
            autocompletion=no_completion,
            help="A share of answers to be replaced at random, from 0 to 1. May be repeated. Default: 0.1, 0.2, 0.3.",
        ),
    ] = None,
    seed: SeedOption = "1",
    format: FormatOption = None,  # noqa: A002  # the flag's name
    output: OutputOption = None,
) -> None:
    from stagecli.authoring.reports.simulation import as_text
    from stagecli.authoring.simulate import MISREPORTS, simulate
    from stagecli.model_file import load_model
    from stagecli.render.as_json import encoded

    streams.guard({"-o": output}, file)
    written = chosen_format(format, output, ("text", "json"))
    each, number = whole_number("--subjects", subjects, 2, 1_000_000), seed_number(seed)
    shares = [probability("--misreport", given) for given in misreport or ()]
    classifier = load_model(file)
    with shown_share() as progress:
        found = simulate(classifier, subjects=each, seed=number, misreports=shares or MISREPORTS, progress=progress)
    text = encoded(found) if written == "json" else ""
    streams.write_result(text or as_text(found, width=streams.width(output), colour=streams.colour(output)), output)
