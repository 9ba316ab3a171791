"""`stagecli history show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.cli import errors, streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_ladder import ladder_of
from stagecli.cli.history_path import DbOption, OptionalWhoArgument, find, language_of, opened
from stagecli.cli.options import (
    ByOption,
    ModelOption,
    OutputOption,
    PageFormatOption,
    chosen_format,
    from_whom,
    no_completion,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError
from stagecli.messages import message
from stagecli.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagecli.history.stored import SavedAssessment
    from stagecli.render import Format

_SHOWN = 20  # assessments of the climb, unless all are asked for


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        who: OptionalWhoArgument = None,
        all_: Annotated[bool, typer.Option("--all", help="history show --all")] = False,
        pages: Annotated[
            Path | None,
            typer.Option(
                "--pages",
                metavar="FOLDER",
                autocompletion=no_completion,
                help="history show --pages",
            ),
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        db: DbOption = None,
        lang: LanguageOption = None,
        by: ByOption = None,
        format: PageFormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        name = from_whom(by)
        if pages is not None:
            if who is not None or not all_ or output is not None or format is not None:
                raise UsageError("pages_for_all")
            from stagecli.cli.history_pages import write_history_pages

            write_history_pages(words, pages, db, lang, by=name, most=_SHOWN)
            return
        if who is None:
            raise UsageError("show_whom")
        written = chosen_format(format, output, FORMATS)
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path), words.model)
            find(file, who, db, "show")
            whole = written == "json" and words.model is None  # programs can tell ladders apart
            ladder = None if whole else ladder_of(file, who, words)
            saved = file.of(who, ladder=ladder)
            others = file.count_of(who) - len(saved)
        language = language_of(words, lang, saved)
        shown = saved if all_ else saved[-_SHOWN:]
        streams.write_result(_rendered(shown, len(saved), written, language, output, by=name), output)
        if others:
            errors.print_error(message("history_show_others", language, count=others))

    group.command("show", help="history show")(command)


def _rendered(
    saved: "Sequence[SavedAssessment]", count: int, written: "Format", language: str, output: Path | None, *, by: str
) -> str:
    """A subject's assessments, oldest first, in a format; it has so many in all."""
    if written == "json":
        from stagecli.assessment.contract import to_contract
        from stagecli.render.as_json import encoded

        assessments = [to_contract(each.assessment, each.model, language) for each in saved]
        return encoded({"contract": "stagecli/history-show/2", "saved": count, "assessments": assessments})
    from stagecli.render import history

    if written == "text":
        return history.climbed(
            saved, count - len(saved), language, width=streams.width(output), colour=streams.colour(output)
        )
    return history.climb_page(saved, written, language, by=by)
