"""`stagecli history forget`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.assessment import subject_name
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_path import DbOption, OptionalWhoArgument, date_given, find, opened
from stagecli.cli.options import (
    FormatOption,
    OutputOption,
    chosen_format,
    no_completion,
    spoken_language,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import Message, UsageError
from stagecli.escaping import visible
from stagecli.messages import LANGUAGES, message

if TYPE_CHECKING:
    from stagecli.history import History


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        who: OptionalWhoArgument = None,
        all_: Annotated[bool, typer.Option("--all", help="history forget --all")] = False,
        at: Annotated[
            str | None,
            typer.Option(
                "--at",
                metavar="DATE|FIRST..LAST",
                autocompletion=no_completion,
                help="history forget --at",
            ),
        ] = None,
        yes: Annotated[bool, typer.Option("--yes", help="history forget --yes")] = False,
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import as_json
        from stagecli.report.wording import count

        written = chosen_format(format, output, ("text", "json"))
        language = spoken_language(words, lang, LANGUAGES)
        if (who is None) != all_ or (all_ and at is None):
            raise UsageError("forget_whom")
        at = None if at is None else "..".join(date_given(each, "--at") for each in at.split("..", 1))
        subjects = 1
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path))
            if who is None and at is not None:
                subjects = _agreed(file, at, language, yes=yes)
                if not subjects:
                    print_error(message("history_nothing_removed", language))
                    return
            removed = file.forget(who, at)
            if not removed:
                if who is not None:
                    find(file, who, db, "forget", at=at)
                days = ", ".join(file.days(who)[-10:])
                hint = Message("latest_days", days=days) if days else Message("nobody_in_history")
                raise UsageError("nothing_of_that_time", at=at, hint=hint)
        name = None if who is None else subject_name(who)
        if written == "json":
            text = as_json.encoded({
                "contract": "stagecli/history-forget/2", "subject": name, "at": at, "subjects": subjects,
                "removed": removed,
            })  # fmt: skip
        else:
            key = "history_forgotten" if at is None else "history_day_taken_back" if all_ else "history_taken_back"
            counts = {"count": count(removed, language), "subjects": count(subjects, language)}
            text = visible(message(key, language, subject=name, at=at, **counts)) + "\n"
        streams.write_result(text, output)

    group.command("forget", help="history forget")(command)


def _agreed(file: "History", at: str, language: str, *, yes: bool) -> int:
    """Of how many subjects everything of a day or a moment is to be removed; 0 if the user says no.

    Raises:
        UsageError: there is nobody to ask.

    """
    count, subjects = file.count_at(at)
    if not count or yes:
        return subjects or 1
    if not streams.somebody_is_there():
        raise UsageError("forget_needs_yes", count=count, subjects=subjects)
    from stagecli.cli.prompt import agreed

    question = Message("history_take_back", at=at, count=count, subjects=subjects)
    return subjects if agreed(question.text(language)) else 0
