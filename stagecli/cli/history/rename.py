"""`stagecli history rename`."""

from typing import Annotated

import typer

from stagecli.assessment import subject_name
from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_path import DbOption, WhoArgument, find, opened
from stagecli.cli.options import (
    FormatOption,
    OutputOption,
    chosen_format,
    no_completion,
    spoken_language,
    whole_text,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.labels import normalise
from stagecli.messages import LANGUAGES, message


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        who: WhoArgument,
        new: Annotated[str, typer.Argument(metavar="NEW", help="history rename NEW", autocompletion=no_completion)],
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import as_json

        written = chosen_format(format, output, ("text", "json"))
        language = spoken_language(words, lang, LANGUAGES)
        if not normalise(whole_text("NEW", new)):
            raise UsageError("new_name_empty")
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path))
            find(file, who, db, "rename", new)
            if subject_name(who) == subject_name(new):
                raise UsageError("new_name_same", name=subject_name(who))
            moved, joined = file.rename(who, new)
        old, name = subject_name(who), subject_name(new)
        if written == "json":
            text = as_json.encoded({
                "contract": "stagecli/history-rename/1", "subject": old, "new": name, "moved": moved, "joined": joined,
            })  # fmt: skip
        else:
            key = "history_joined" if joined else "history_renamed"
            text = visible(message(key, language, old=old, new=name, count=moved)) + "\n"
        streams.write_result(text, output)

    group.command("rename", help="history rename")(command)
