"""`stagecli history list`."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_path import DbOption, language_of, opened
from stagecli.cli.options import FormatOption, OutputOption, chosen_format
from stagecli.cli.prescan import CommandLine

_SHOWN = 50


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        all_: Annotated[bool, typer.Option("--all", help="history list --all")] = False,
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import as_json, history

        written = chosen_format(format, output, ("text", "json"))
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path))
            subjects, totals = file.subjects(None if all_ else _SHOWN), file.count()
        language = language_of(words, lang, [each.saved for each in subjects])
        if written == "json":
            text = as_json.encoded({
                "contract": "stagecli/history-list/2", "subjects": totals[0], "assessments": totals[1],
                "latest": [history.glance(each, language) for each in subjects],
            })  # fmt: skip
        else:
            text = history.listed(
                subjects, totals, language, width=streams.width(output), colour=streams.colour(output)
            )
        streams.write_result(text, output)

    group.command("list", help="history list")(command)
