"""`stagecli history show`."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.history_path import DbOption, WhoArgument, find, language_of, opened
from stagecli.cli.options import FormatOption, LanguageOption, OutputOption, chosen_format
from stagecli.cli.prescan import CommandLine

_SHOWN = 20


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        who: WhoArgument,
        all_: Annotated[bool, typer.Option("--all", help=f"All of them, not only the last {_SHOWN}.")] = False,
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.assessment.contract import to_contract
        from stagecli.render import as_json, history

        written = chosen_format(format, output, ("text", "json"))
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path))
            find(file, who, db, "show")
            saved, count = file.of(who, None if all_ else _SHOWN), file.count_of(who)
        language = language_of(words, lang, saved)
        if written == "json":
            assessments = [to_contract(each.assessment, each.model, language) for each in saved]
            text = as_json.encoded({"contract": "stagecli/history-show/2", "saved": count, "assessments": assessments})
        else:
            text = history.climbed(
                saved, count - len(saved), language,
                width=streams.width(output), colour=streams.colour(output),
            )  # fmt: skip
        streams.write_result(text, output)

    group.command("show", help="Show the climb of a subject: stage and confidence over time.")(command)
