"""`stagecli assess`: assess one subject, from flags, files and an interview.

Every signal of the model in use is a flag, so `_signature` makes the command's signature from the model.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stagecli.answers import DONT_KNOW, Answers
from stagecli.assessment import Assessment, assess, subject_name
from stagecli.assessment.said_and_measured import Trusted
from stagecli.classifier import Classifier
from stagecli.cli import errors, results, streams
from stagecli.cli.given import at_flag, flag_of, gather
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_path import DbOption
from stagecli.cli.languages import language_meant
from stagecli.cli.options import (
    ByOption,
    DateFormatOption,
    ModelOption,
    PageFormatOption,
    chosen_format,
    from_whom,
    lowest_stage,
    no_completion,
    probability,
    the_language,
    the_model,
    whole_text,
)
from stagecli.cli.prescan import CommandLine, completing
from stagecli.cli.previous import SubjectHistory
from stagecli.dates import DateOrder, NoSuchTime, day_of, read_time
from stagecli.errors import AnswersError, Message, StagecliError, UsageError
from stagecli.escaping import visible
from stagecli.labels import normalise
from stagecli.messages import LANGUAGES
from stagecli.model import Model, Signal
from stagecli.render import Format

if TYPE_CHECKING:
    from stagecli.cli.saved_interview import SavedInterview

_SIGNAL = "signal_"  # prefix of a parameter's name: a signal may be called `class`, or like a parameter of the command


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command with the flags of the requested model."""
    try:
        classifier = the_model(words)
    except StagecliError as error:
        if not words.help:
            raise
        errors.report(error, words.language)  # whoever asks for help gets it, with the flags of the bundled ladder
        classifier = the_model(words._replace(model=None))
    model = classifier.model

    def command(**given: Any) -> None:
        names = dict.fromkeys(name for signal in model.signals for name in (signal.id, *signal.was))
        signals = {name: given.pop(f"{_SIGNAL}{name}") for name in names}
        _run(classifier, words, {key: value for key, value in signals.items() if value is not None}, **given)

    command.__signature__ = _signature(model, words)  # type: ignore[attr-defined]  # read by inspect.signature
    app.command("assess", help="assess")(command)


def _run(
    classifier: Classifier,
    words: CommandLine,
    flags: Mapping[str, str],
    *,
    answers: list[str] | None,
    observe: list[str] | None,
    trust: Trusted | None,
    name: str | None,
    by: str | None,
    lang: str | None,
    format: Format | None,  # noqa: A002  # named after its flag, by which Typer passes it
    output: list[Path] | None,
    explain: bool,
    open_: bool,
    ask_all: bool,
    no_input: bool,
    resume: bool,
    min_confidence: str | None,
    fail_under: str | None,
    template: bool,
    save: bool,
    date: str | None,
    date_format: DateOrder | None,
    db: Path | None,
    **_: object,
) -> None:
    loaded = classifier.model
    when = None if date is None else _when(date, date_format)
    kept, dropped = _unfinished(classifier) if resume else (None, ())
    if kept is not None:
        name = kept.subject if name is None else name
        when = kept.date if when is None else when
        save, db = save or kept.save, Path(kept.db) if db is None and kept.db is not None else db
    prepared_by = from_whom(kept.by if kept is not None and by is None else by)
    language = kept.language if kept is not None and words.lang is None else the_language(words, loaded, lang)
    lowest, least = (
        lowest_stage(loaded, fail_under),
        probability("--min-confidence", "0" if min_confidence is None else min_confidence),
    )
    if template:
        _write_template(loaded, language, output or [None], words.model)
        return
    outputs = results.outputs(output or [], format, open_=open_, read=(*(answers or ()), words.model))
    day = streams.today() if when is None else day_of(when)
    given = gather(loaded, answers or (), observe or (), flags, kept, trust, day, when, language)
    claimed = name is None and given.filed.subject is not None
    name = given.filed.subject if name is None else name
    if name is not None:
        name = subject_name(whole_text("--name", name))
    if save and not normalise(name or ""):
        raise UsageError("save_needs_name")
    asking = streams.somebody_is_there() and not no_input
    unfinished: bytes | None = None
    said: Answers = {**given.said, **given.asked}
    history = SubjectHistory(classifier, name, language, db, claimed=claimed, asking=asking, save=save, read=outputs)
    if asking:
        from stagecli.cli.interview_session import conduct  # not needed if there is nobody to ask
        from stagecli.cli.saved_interview import begun

        begin = begun(
            loaded, words.model, language, history.name, given.said, save=save, date=when, db=db, by=prepared_by,
            observed=given.observed, trust=given.trust,
        )  # fmt: skip
        said, unfinished = conduct(
            classifier, begin, given.asked, dropped, resumed=resume, ask_all=ask_all, offered=history.answers, day=day
        )
    if not said and given.observed is None:
        raise _nothing_given(loaded, asking=asking)
    if when is None and not observe and said == given.filed.answers and not given.filed.dropped:
        when = given.filed.time
    result = assess(
        classifier, said, subject=history.name, time=when or streams.now(), observed=given.observed, trust=given.trust
    )
    result = history.beside(result)
    results.write(result, loaded, language, outputs, explain=explain, by=prepared_by, open_=open_)
    history.save(result)
    if unfinished is not None:
        from stagecli.cli.interview_session import finish

        finish(unfinished, classifier, result, language, db, saved=save)
    _check(result, lowest, least, language)


def _unfinished(classifier: Classifier) -> "tuple[SavedInterview, tuple[str, ...]]":
    """Load the unfinished interview, and the signals whose answers no longer fit the model."""
    from stagecli.cli import saved_interview

    return saved_interview.resume(classifier)


def _when(date: str, order: DateOrder | None) -> str:
    """The time of an assessment that `--date` names."""
    try:
        return read_time(date, now=streams.clock(), order=order)
    except NoSuchTime as error:
        raise AnswersError([at_flag("date", error.what, error.hint)]) from None


def _check(result: Assessment, lowest: int, least: float, language: str) -> None:
    """Say why and exit with the requested code if the result is below a stage (a number) or a confidence."""
    if result.stage.number < lowest:
        errors.notes([Message("below_stage", stage=result.stage.number, lowest=lowest).text(language)])
        raise typer.Exit(errors.BELOW_STAGE)
    if result.confidence < least:
        errors.notes([Message("below_confidence", confidence=result.confidence, least=least).text(language)])
        raise typer.Exit(errors.BELOW_CONFIDENCE)


def _nothing_given(model: Model, *, asking: bool) -> UsageError:
    """The reason why there are no answers: no question was worth asking, or nobody could be asked."""
    return UsageError(
        "nothing_to_ask" if asking else "no_answers", flags=", ".join(flag_of(signal.id) for signal in model.signals)
    )


def _write_template(model: Model, language: str, files: Sequence[Path | None], source: str | None) -> None:
    from stagecli.answers_file.template import template

    if len(files) > 1:
        raise UsageError("template_needs_one_file")
    streams.guard({"-o": files[0]}, source)
    chosen_format(None, files[0], ("yaml",))
    streams.write_result(template(model, language), files[0])


def _signature(model: Model, words: CommandLine) -> inspect.Signature:
    """The command's parameters: one per signal, then the options that every model has."""
    meant = language_meant(words.language_written or "", (*model.languages, *LANGUAGES))
    language = "en" if meant is None else meant.code
    old = {name: signal for signal in model.signals for name in signal.was}
    flags = [
        _parameter(f"{_SIGNAL}{name}", _signal_option(model, signal, language, name))
        for name, signal in {**{signal.id: signal for signal in model.signals}, **old}.items()
    ]
    text = typer.Option  # short, for the table below
    options = [
        _parameter("answers", Annotated[list[str] | None, text(
            "--answers", metavar="FILE|-", autocompletion=no_completion,
            help="assess --answers")]),
        _parameter("observe", Annotated[list[str] | None, text(
            "--observe", metavar="SOURCE", autocompletion=no_completion,
            help="assess --observe")]),
        _parameter("trust", Annotated[Trusted | None, text("--trust", help="assess --trust")]),
        _parameter("name", Annotated[str | None, text("--name", metavar="WHO", autocompletion=no_completion,
            help="assess --name")]),
        _parameter("by", ByOption),
        _parameter("model", ModelOption),
        _parameter("lang", LanguageOption),
        _parameter("format", PageFormatOption),
        _parameter("output", Annotated[list[Path] | None, text("-o", "--output", metavar="FILE",
            autocompletion=no_completion,
            help="assess --output")]),
        _parameter("open_", Annotated[bool, text("--open", help="assess --open")], False),
        _parameter("explain", Annotated[bool, text("--explain",
            help="assess --explain")], False),
        _parameter("ask_all", Annotated[bool, text("--all", help="assess --all")], False),
        _parameter("resume", Annotated[bool, text("--resume", help="assess --resume")], False),
        _parameter("no_input", Annotated[bool, text("--no-input", help="assess --no-input")], False),
        _parameter("min_confidence", Annotated[str | None, text("--min-confidence", metavar="P",
            help="assess --min-confidence")]),
        _parameter("fail_under", Annotated[str | None, text("--fail-under", metavar="STAGE",
            autocompletion=lambda: [stage.id for stage in model.stages],
            help="assess --fail-under")]),
        _parameter("save", Annotated[bool, text("--save", help="assess --save")], False),
        _parameter("date", Annotated[str | None, text("--date", metavar="DATE", autocompletion=no_completion,
            help="assess --date")]),
        _parameter("date_format", DateFormatOption),
        _parameter("db", DbOption),
        _parameter("template", Annotated[bool, text("--template", help="assess --template")], False),
    ]  # fmt: skip
    return inspect.Signature([*flags, *options])


def _parameter(name: str, annotation: Any, default: object = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _signal_option(model: Model, signal: Signal, language: str, name: str) -> Any:
    """The flag of a signal; by an old id it works too, but is not shown."""
    ids = [option.id for option in signal.options]
    number = [] if signal.number is None else ["NUMBER"]
    return Annotated[
        str | None,
        typer.Option(
            flag_of(name),
            hidden=name != signal.id,
            metavar="|".join([*number, *ids]),
            help=_help(model.localized(signal.question, language)),
            autocompletion=_offer([*ids, DONT_KNOW]),
        ),
    ]


def _offer(ids: list[str]) -> Callable[[], list[str]]:
    """Complete option ids only: Typer's zsh script would evaluate the text of a label."""
    return lambda: ids


def _help(text: str) -> str:
    """A model's text as help; during completion only its start, reduced to characters that no shell evaluates."""
    if not completing():
        return visible(text)
    reduced = "".join(character if character.isalnum() or character in ".,-" else " " for character in text[:1000])
    return " ".join(reduced.split())[:100]
