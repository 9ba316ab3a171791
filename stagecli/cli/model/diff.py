"""`stagecli model diff`."""

from typing import Annotated

import typer

from stagecli.cli import errors, streams
from stagecli.cli.model.options import CasesOption, SubjectOption
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
    the_layout,
)
from stagecli.cli.prescan import CommandLine

HELP = """Say what is different between two ladders, and which subjects are at another stage because of it.

The subjects are the cases of both files, and those of --cases, which need no label."""


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("diff", help=HELP, short_help="Say what changed between two ladders.")(_diff)


def _diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The ladder before.", autocompletion=no_completion)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The ladder after.", autocompletion=no_completion)],
    cases: CasesOption = None,
    subject: SubjectOption = None,
    mapping: MapOption = None,
    mapping_file: MappingOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header_row: HeaderRowOption = None,
    sheet: SheetOption = None,
    format: FormatOption = None,  # noqa: A002  # the flag's name
    output: OutputOption = None,
) -> None:
    from stagecli.authoring.diff import diff, in_words_of, together
    from stagecli.authoring.labelled import Subject, of_model, read_subjects
    from stagecli.authoring.reports.diff import as_text
    from stagecli.model_file import load_model
    from stagecli.render.as_json import encoded

    streams.guard({"-o": output}, old, new, cases, mapping_file)
    written = chosen_format(format, output, ("text", "json"))
    models = load_model(old).model, load_model(new).model
    subjects: list[Subject] = [*of_model(in_words_of(models[1], models[0]))]
    known = {(each.name, *each.answers.items()) for each in subjects}
    subjects += [each for each in of_model(models[1]) if (each.name, *each.answers.items()) not in known]
    if cases is not None:
        model = together(*models)
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
        found_in_table, notes = read_subjects(model, cases, how)
        errors.notes(notes)
        subjects += found_in_table
    found = diff(*models, subjects)
    text = encoded(found) if written == "json" else ""
    streams.write_result(text or as_text(found, width=streams.width(output), colour=streams.colour(output)), output)
