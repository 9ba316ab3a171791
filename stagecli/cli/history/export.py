"""`stagecli history export`."""

from collections.abc import Iterable
from typing import Annotated, Literal

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_path import DbOption, language_of, opened
from stagecli.cli.options import OutputOption, chosen_format
from stagecli.cli.prescan import CommandLine


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        format: Annotated[  # noqa: A002  # the flag's name
            Literal["csv", "jsonl"] | None, typer.Option("--format", help="history export --format")
        ] = None,
        db: DbOption = None,
        lang: LanguageOption = None,
        spreadsheet_safe: Annotated[bool, typer.Option("--spreadsheet-safe", help="--spreadsheet-safe")] = False,
        output: OutputOption = None,
    ) -> None:
        from stagecli.assessment.contract import to_contract
        from stagecli.render import history
        from stagecli.render.as_json import in_one_line

        written = chosen_format(format, output, ("csv", "jsonl"))
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path))
            file.stay_at_this_moment()
            language = language_of(words, lang, file.everything())
            lines: Iterable[str]
            if written == "jsonl":
                lines = (
                    f"{in_one_line(to_contract(each.assessment, each.model, language))}\n" for each in file.everything()
                )
            else:
                signals = dict.fromkeys(
                    answer.signal for each in file.everything() for answer in each.assessment.answers
                )
                observed = (each.assessment.observed for each in file.everything())
                measures = dict.fromkeys(name for each in observed if each is not None for name in each.values())
                lines = history.as_csv(
                    file.everything(), list(signals), list(measures), language, spreadsheet_safe=spreadsheet_safe
                )
            streams.write_result(lines, output, table=True)

    group.command("export", help="history export")(command)
