"""`stagecli history export`."""

from typing import Annotated, Literal

import typer

from stagecli.cli import streams
from stagecli.cli.history_path import DbOption, opened
from stagecli.cli.options import OutputOption
from stagecli.cli.prescan import CommandLine

HELP = """Write every assessment, the oldest first.

CSV has a column for each question, so that batch can read it; JSON Lines has the whole assessments."""


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""

    def command(
        format: Annotated[  # noqa: A002  # the flag's name
            Literal["csv", "jsonl"] | None, typer.Option("--format", help="Default: by the ending of -o, else csv.")
        ] = None,
        db: DbOption = None,
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import history
        from stagecli.render.as_json import in_one_line

        by_ending = "jsonl" if output is not None and output.suffix.lower() in (".jsonl", ".ndjson") else "csv"
        with opened(db) as file:
            streams.guard({"-o": output}, str(file.path))
            if (format or by_ending) == "jsonl":
                lines = (f"{in_one_line(each)}\n" for each in file.everything())
                streams.write_result("".join(lines), output)
                return
            signals = dict.fromkeys(answer.signal for each in file.everything() for answer in each.answers)
            streams.write_result("".join(history.as_csv(file.everything(), list(signals))), output)

    group.command("export", help=HELP, short_help="Write every assessment to a table.")(command)
