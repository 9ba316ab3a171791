"""`stagecli history report`."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_ladder import classifier_of, ladder_in
from stagecli.cli.history_path import DbOption, date_given, opened
from stagecli.cli.options import (
    ByOption,
    ModelOption,
    OutputOption,
    PageFormatOption,
    chosen_format,
    from_whom,
    no_completion,
    the_language,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import Message, UsageError
from stagecli.render import FORMATS

SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", autocompletion=no_completion, help="history report --since"),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", autocompletion=no_completion, help="history report --until"),
]


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        since: SinceOption = None,
        until: UntilOption = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        db: DbOption = None,
        lang: LanguageOption = None,
        by: ByOption = None,
        format: PageFormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.batch.history_portfolio import history_portfolio
        from stagecli.render.portfolio import render_portfolio

        written = chosen_format(format, output, FORMATS)
        name, (since, until) = from_whom(by), period(since, until)
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path), words.model)
            file.stay_at_this_moment()
            ladder, notes = ladder_in(file, words)
            language = the_language(words, ladder, lang)
            found = history_portfolio(
                file, ladder, language, since=since, until=until, classifier_of=classifier_of(words),
                notes=tuple(note.text(language) for note in notes),
            )  # fmt: skip
            days = [] if found.assessed else file.days()
        if not found.assessed:
            hint = Message("latest_days", days=", ".join(days[-10:]))
            raise UsageError("nobody_in_that_time", hint=hint)
        text = render_portfolio(
            found, ladder, written, streams.now(),
            by=name, width=streams.width(output), colour=streams.colour(output),
        )  # fmt: skip
        streams.write_result(text, output)

    group.command("report", help="history report")(command)


def period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The days between which to compare.

    Raises:
        UsageError: one is no day, or they are the wrong way round.

    """
    from stagecli.history.periods import is_by

    first = None if since is None else date_given(since, "--since")
    last = None if until is None else date_given(until, "--until")
    if first is not None and last is not None and not is_by(first, last):
        raise UsageError("until_before_since", since=since, until=until)
    return first, last
