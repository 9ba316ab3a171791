"""`stagecli history list`."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.history_path import DbOption, opened
from stagecli.cli.options import FormatOption, LanguageOption, OutputOption, interface_language
from stagecli.cli.prescan import CommandLine

_SHOWN = 50


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        all_: Annotated[bool, typer.Option("--all", help=f"All of them, not only the last {_SHOWN}.")] = False,
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = "text",  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import as_json, history

        language = interface_language(words, lang)
        with opened(db) as file:
            streams.guard({"-o": output}, str(file.path))
            subjects, totals = file.subjects(None if all_ else _SHOWN), file.count()
        if format == "json":
            text = as_json.encoded({
                "contract": "stagecli/history-list/1", "subjects": totals[0], "assessments": totals[1],
                "latest": subjects,
            })  # fmt: skip
        else:
            text = history.listed(
                subjects, totals, language, width=streams.width(output), colour=streams.colour(output)
            )
        streams.write_result(text, output)

    group.command("list", help="List subjects with their latest stage, trend and date.")(command)
