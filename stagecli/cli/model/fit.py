"""`stagecli model fit`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stagecli.cli import errors, streams
from stagecli.cli.model.options import FileArgument, LabelOption, SeedOption, SubjectOption, seed_number
from stagecli.cli.options import (
    DelimiterOption,
    EncodingOption,
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
from stagecli.cli.progress import shown_share
from stagecli.errors import FileError, Message, ModelError, Problem, StagecliError, UsageError, first
from stagecli.model import Model
from stagecli.numbers import parse_number

if TYPE_CHECKING:
    from stagecli.authoring.fit import Fit
    from stagecli.authoring.labelled import Labelled
    from stagecli.batch.layout import Layout

HELP = """Learn a ladder's frequencies, temperature and slip from labelled subjects, and write it anew.

Only numbers change: comments, order and layout stay. Rows of one name are one subject. On standard error it says how
much better the new ladder is, on subjects that it did not learn from; if it is no better, nothing is written."""


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
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
        mapping_file: MappingOption = None,
        encoding: EncodingOption = None,
        delimiter: DelimiterOption = None,
        header_row: HeaderRowOption = None,
        sheet: SheetOption = None,
        strength: Annotated[
            str | None,
            typer.Option(
                "--strength",
                metavar="N",
                autocompletion=no_completion,
                help="How many subjects at each stage the author's judgement is worth. Default: what fits best.",
            ),
        ] = None,
        fit_priors: Annotated[
            bool, typer.Option("--fit-priors", help="Learn as well how common each stage is.")
        ] = False,
        force: Annotated[
            bool,
            typer.Option(
                "--force", help="Leave labels in that contradict what a stage requires; write what is no better."
            ),
        ] = False,
        seed: SeedOption = "1",
        summary: Annotated[
            Literal["text", "json", "none"], typer.Option("--summary", help="On standard error.")
        ] = "text",
        output: OutputOption = None,
    ) -> None:
        from stagecli.authoring.fit import TooLittle, fit
        from stagecli.authoring.rewrite import rewritten
        from stagecli.model_file.parsed import read_model_file

        language = words.language or "en"
        streams.guard({"-o": output}, file, cases, mapping_file)
        chosen_format(None, output, ("yaml",))
        number, worth = seed_number(seed), _worth(strength)
        parsed = read_model_file(file)
        if parsed.model is None:
            raise ModelError(parsed.problems)
        how = the_layout(
            parsed.model,
            mapping_file,
            mapping,
            id=subject,
            encoding=encoding,
            delimiter=delimiter,
            header_row=header_row_number(header_row),
            sheet=sheet,
        )
        labelled = _labelled(parsed.model, cases, how, label or "stage", language, force=force)
        try:
            with shown_share() as progress:
                found = fit(parsed.model, labelled, strength=worth, priors=fit_priors, seed=number, progress=progress)
        except TooLittle as error:
            raise UsageError("in_place", where=cases, said=error) from None
        _say(found, parsed.model, summary, language, force=force)
        streams.write_result(rewritten(parsed, found.model), output)

    group.command("fit", help=HELP, short_help="Learn its numbers from labelled subjects.")(command)


def _worth(given: str | None) -> float | None:
    number = None if given is None else parse_number(given)
    if given is not None and (number is None or number <= 0):
        raise UsageError("not_above_zero", flag="--strength", given=given)
    return number


def _labelled(
    model: Model, cases: str, how: "Layout", label: str, language: str, *, force: bool
) -> "Sequence[Labelled]":
    """Read the labelled subjects; those whose label contradicts what its stage requires are named first."""
    from stagecli.authoring.labelled import read_labelled

    table = read_labelled(model, cases, how, label)
    errors.notes(table.notes)
    if table.contradictions and not force:
        hint = Message("mend_label_or_force")
        raise FileError(first([each._replace(hint=hint) for each in table.contradictions]))
    if table.contradictions:
        said: list[Message | Problem] = [Message("contradictions_left_in"), *first(table.contradictions)]
        errors.notes([each.text(language) for each in said])
    return table.subjects


def _say(found: "Fit", model: Model, summary: str, language: str, *, force: bool) -> None:
    """Say what was found; an error if it is not worth writing, unless that is forced."""
    from stagecli.authoring.reports.fit import as_json, as_text, objection

    errors.notes([each.text(language) for each in found.notes])
    if summary == "text":
        text = as_text(found, model, width=streams.width(), colour=streams.colour_of_messages())
        errors.print_error(text.rstrip("\n"))
    elif summary == "json":
        errors.print_error(as_json(found, model))
    why = objection(found)
    if why is not None and not force:
        raise StagecliError("fitted_not_written", why=why)
    if why is not None:
        errors.notes([Message("fitted_by_force", why=why).text(language)])
