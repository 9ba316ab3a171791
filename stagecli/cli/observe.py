"""`stagecli observe`: measure signals from a source, and hand them on as a file of measures."""

import shlex
from collections.abc import Mapping, Sequence
from datetime import date, datetime
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
from stagecli.dates import NoSuchTime, read_time
from stagecli.errors import AnswersError, Message, Problem, UsageError, did_you_mean, one_of
from stagecli.escaping import visible
from stagecli.measures import Observed
from stagecli.messages import message
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.bundled import BUNDLED
from stagecli.observe import KINDS, Scope, observe
from stagecli.report.observation import every_measure, observed_sources, reads_something, urgent_notes

ObservationFormat = Literal["text", "json", "yaml"]
_LONGEST = 36_500  # days


def look_at(sources: Sequence[str], day: date) -> Observed:
    """Measure sources of one subject, for its assessment on a day.

    Raises:
        UsageError: one cannot be read, they do not go together, or nothing can be measured.

    """
    found = observe(sources, Scope(now=streams.clock(), today=day))
    if not found.measures and any(source.kind == "git" for source in found.sources):
        raise UsageError("sources_apart")
    if not found.measures:
        raise UsageError("source_is_personal", kind=found.sources[0].kind)
    if all(source.until is None for source in found.sources):
        raise UsageError("source_undated", source=shlex.join(sources))
    return found.answering()


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
        kind: Annotated[
            list[str] | None,
            option("--kind", metavar="KIND", autocompletion=lambda: list(KINDS), help="observe --kind"),
        ] = None,
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
        width, colour = streams.width(output), streams.colour(output)
        write = observation.json if written == "json" else observation.yaml
        if list_:
            text = observation.listed(every_measure(language), width=width, colour=colour)
            listed = text if written == "text" else write(observation.measures_listed(language))
            streams.write_result(listed, output)
            return
        if not sources:
            raise UsageError("no_source")
        found = observe(
            sources,
            Scope(
                now=streams.clock(),
                until=None if until is None else _end(until),
                kinds=_kinds(kind or ()),
                days=None if days is None else whole_number("--days", days, 1, _LONGEST),
                tags=tags,
                path=path,
            ),
        )
        if name is not None:
            found = found.of(subject_name(whole_text("--name", name)))
        if written == "text":
            text = observation.text(observed_sources(found, loaded, language), width=width, colour=colour)
        else:
            text = write(observation.measures_file(found, loaded))
        streams.write_result(text, output)
        if written != "text" or output is not None:
            errors.notes(list(urgent_notes(found, language)))
        model_given = None if words.model_exported else words.model
        flags = {
            "--until": until, "--days": days, "--tags": tags, "--path": path, "--model": model_given,
        }  # fmt: skip
        _tell(found, [_alone(source, flags) for source in sources], loaded, language)

    app.command("observe", help="observe")(command)


def _tell(found: Observed, each: Sequence[Sequence[str]], model: Model, language: str) -> None:
    """Say what to do next where no answers follow from what was measured.

    Args:
        found: what was measured.
        each: the words that measure each source by itself, in the same way.
        model: whose signals were looked for.
        language: of the words.

    """
    if not found.measures and any(source.kind == "git" for source in found.sources):
        lines = dict.fromkeys(f"{streams.program()} observe {shlex.join(words)}" for words in each)
        errors.print_error(visible(message("measured_each_apart", language)))
        errors.notes(list(lines))
    if not reads_something(found, model):
        named = [name for name in BUNDLED if name != model.id and reads_something(found, load_model(name).model)]
        key = "no_rule_reads_but" if named else "no_rule_reads"
        errors.print_error(visible(message(key, language, model=model.id, names=", ".join(named))))


def _alone(source: str, flags: Mapping[str, str | None]) -> list[str]:
    """The words that measure one source by itself."""
    words = [word for flag, value in flags.items() if value is not None for word in (flag, value)]
    return [*words, "--", source] if source.startswith("-") else [source, *words]


def _kinds(given: Sequence[str]) -> list[str]:
    for kind in given:
        if kind not in KINDS:
            raise UsageError("bad_value", where="--kind", given=kind, hint=did_you_mean(kind, KINDS) or one_of(KINDS))
    return list(given)


def _end(until: str) -> date | datetime:
    """A day, or a moment."""
    try:
        when = read_time(until, now=streams.clock(), order=None)
    except NoSuchTime as error:
        hint = Message("day_as") if error.what.key == "ambiguous_date" else error.hint
        raise AnswersError([Problem("", None, None, "--until", error.what, hint)]) from None
    return date.fromisoformat(when) if len(when) == 10 else datetime.fromisoformat(when)
