"""`stagecli observe`: measure signals from a source, and hand them on as a file of measures."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from stagecli.assessment import subject_name
from stagecli.cli import errors, streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.options import (
    ModelOption,
    OutputOption,
    chosen_format,
    no_completion,
    the_language,
    the_model,
    whole_number,
    whole_text,
)
from stagecli.cli.prescan import CommandLine
from stagecli.dates import NoSuchTime, day_of, read_time
from stagecli.errors import AnswersError, Message, Problem, UsageError
from stagecli.measures import Observed
from stagecli.observe import KINDS, PERIOD, Period, apart, observe, together

ObservationFormat = Literal["text", "json", "yaml"]
_LONGEST = 36_500  # days


def look_at(sources: Sequence[str], day: date) -> Observed:
    """Measure sources of one subject, for its assessment.

    Raises:
        UsageError: one cannot be read, or they do not go together.

    """
    found = together([observe(source, Period(until=day)) for source in sources])
    if found is None:
        raise UsageError("sources_apart")
    return found


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""
    option = typer.Option

    def command(
        sources: Annotated[
            list[str] | None,
            typer.Argument(metavar="[SOURCE]...", help="observe SOURCE", show_default=False),
        ] = None,
        output: OutputOption = None,
        format: Annotated[ObservationFormat | None, option("--format", help="observe --format")] = None,  # noqa: A002  # the flag's name
        until: Annotated[
            str | None, option("--until", metavar="DAY", autocompletion=no_completion, help="observe --until")
        ] = None,
        days: Annotated[
            str | None, option("--days", metavar="N", autocompletion=no_completion, help="observe --days")
        ] = None,
        tags: Annotated[
            str | None, option("--tags", metavar="GLOB", autocompletion=no_completion, help="observe --tags")
        ] = None,
        path: Annotated[
            str | None, option("--path", metavar="DIR", autocompletion=no_completion, help="observe --path")
        ] = None,
        kind: Annotated[Literal["git"] | None, option("--kind", help="observe --kind")] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        lang: LanguageOption = None,
        name: Annotated[
            str | None, option("--name", metavar="WHO", autocompletion=no_completion, help="observe --name")
        ] = None,
        list_: Annotated[bool, option("--list", help="observe --list")] = False,
    ) -> None:
        from stagecli.render import observation

        loaded = the_model(words).model
        language = the_language(words, loaded, lang)
        streams.guard({"-o": output}, words.model)
        written = chosen_format(format, output, ("text", "json", "yaml"))
        look = {"width": streams.width(output), "colour": streams.colour(output)}
        if list_:
            from stagecli.report.observation import every_measure

            streams.write_result(observation.listed(every_measure(language), **look), output)
            return
        if not sources:
            raise UsageError("no_source")
        number = PERIOD if days is None else whole_number("--days", days, 1, _LONGEST)
        last = streams.today() if until is None else _day(until)
        part = Period(until=last, days=number, tags=tags, path=path, kind=kind)
        each = [observe(source, part) for source in sources]
        found = together(each) or apart(each)
        if name is not None:
            found = found.of(subject_name(whole_text("--name", name)))
        if written == "text":
            from stagecli.report.observation import observed_sources

            text = observation.text(observed_sources(found, loaded, language), **look)
        else:
            text = (observation.json if written == "json" else observation.yaml)(found, loaded)
        streams.write_result(text, output)
        _tell(found, each, sources, loaded.id, language)

    app.command("observe", help="observe")(command)


def _tell(found: Observed, each: Sequence[Observed], sources: Sequence[str], ladder: str, language: str) -> None:
    """Say what to do next where nothing follows from what was found."""


def _day(until: str) -> date:
    try:
        return day_of(read_time(until, now=streams.clock(), order=None))
    except NoSuchTime as error:
        raise AnswersError([Problem("", None, None, "--until", error.what, error.hint)]) from None
