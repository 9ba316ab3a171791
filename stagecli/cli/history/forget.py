"""`stagecli history forget`."""

import typer

from stagecli.assessment import subject_name
from stagecli.cli import streams
from stagecli.cli.history_path import DbOption, WhoArgument, find, opened
from stagecli.cli.options import FormatOption, LanguageOption, OutputOption, spoken_language
from stagecli.cli.prescan import CommandLine
from stagecli.escaping import visible
from stagecli.messages import LANGUAGES, message


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        who: WhoArgument,
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = "text",  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import as_json

        language = spoken_language(words, lang, LANGUAGES)
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path))
            removed = file.forget(who)
            if not removed:
                find(file, who, db, "forget")
        name = subject_name(who)
        if format == "json":
            text = as_json.encoded({"contract": "stagecli/history-forget/1", "subject": name, "removed": removed})
        else:
            text = visible(message("history_forgotten", language, subject=name, count=removed)) + "\n"
        streams.write_result(text, output)

    group.command("forget", help="Remove a subject and all its assessments, for good.")(command)
