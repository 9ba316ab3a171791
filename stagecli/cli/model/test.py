"""`stagecli model test`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.cli import errors, streams
from stagecli.cli.model.options import CasesOption, FileArgument, LabelOption, SeedOption, SubjectOption, seed_number
from stagecli.cli.options import (
    DelimiterOption,
    EncodingOption,
    FormatOption,
    HeaderRowOption,
    MapOption,
    MappingOption,
    OutputOption,
    SheetOption,
    chosen_format,
    header_row_number,
    no_completion,
    probability,
    the_layout,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError
from stagecli.escaping import visible

if TYPE_CHECKING:
    from stagecli.authoring.test import Result

HELP = """Classify subjects whose stage somebody knows, and tell how well verdicts and labels agree.

They are the file's own cases, and those of --cases: a table with a column for each signal, and one for the label."""


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("test", help=HELP, short_help="Compare verdicts with known stages.")(_test)


def _test(
    file: FileArgument,
    cases: CasesOption = None,
    label: LabelOption = None,
    subject: SubjectOption = None,
    mapping: MapOption = None,
    mapping_file: MappingOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header_row: HeaderRowOption = None,
    sheet: SheetOption = None,
    min_accuracy: Annotated[
        str | None,
        typer.Option(
            "--min-accuracy",
            metavar="P",
            autocompletion=no_completion,
            help="Exit with 3 if an accuracy is below P, from 0 to 1.",
        ),
    ] = None,
    seed: SeedOption = "1",
    format: FormatOption = None,  # noqa: A002  # the flag's name
    output: OutputOption = None,
) -> None:
    from stagecli.authoring.labelled import of_model, read_labelled
    from stagecli.authoring.reports.test import as_json, as_text
    from stagecli.authoring.test import compare
    from stagecli.model_file import load_model

    streams.guard({"-o": output}, file, cases, mapping_file)
    written = chosen_format(format, output, ("text", "json"))
    least = 0.0 if min_accuracy is None else probability("--min-accuracy", min_accuracy)
    number = seed_number(seed)
    if cases is None and (label or subject or mapping or mapping_file):
        raise UsageError("no_cases_table")
    classifier = load_model(file)
    model = classifier.model
    results: dict[str, Result] = {}
    if model.cases:
        results[file] = compare(classifier, of_model(model), seed=number)
    if cases is not None:
        how = the_layout(
            model,
            mapping_file,
            mapping,
            id=subject,
            encoding=encoding,
            delimiter=delimiter,
            header_row=header_row_number(header_row),
            sheet=sheet,
        )
        table = read_labelled(model, cases, how, label or "stage")
        errors.notes(table.notes)
        results[cases] = compare(classifier, table.subjects, unlabelled=table.unlabelled, seed=number)
    if not results:
        raise UsageError("no_cases", file=file)
    if written == "json":
        text = as_json(model, results)
    else:
        text = as_text(results, width=streams.width(output), colour=streams.colour(output))
    streams.write_result(text, output)
    below = [
        f"{source}: accuracy {accuracy:.3f} is below --min-accuracy {least:g}."
        for source, result in results.items()
        if (accuracy := result.measures["accuracy"].value if result.measures else 0.0) < least
    ]
    if below:
        errors.print_error("\n".join(map(visible, below)))
        raise typer.Exit(errors.BELOW_STAGE)
