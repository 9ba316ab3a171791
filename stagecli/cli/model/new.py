"""`stagecli model new`."""

from pathlib import Path
from typing import Annotated

import typer

from stagecli.cli import prompt, report, streams
from stagecli.cli.lookahead import Words
from stagecli.cli.options import no_completion
from stagecli.errors import OutputError, StagecliError, UsageError
from stagecli.escaping import visible

HELP = """Write a model file to begin with: sound, commented, with texts and frequencies to replace.

In a terminal it asks for what no flag says. A file that is there is never touched."""

_STAGES, _SIGNALS = 4, 6
_MOST_STAGES, _MOST_SIGNALS = 40, 200


def add_to(group: typer.Typer, words: Words) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("new", help=HELP, short_help="Write a starter.")(_new)


def _new(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Where to write it.", autocompletion=no_completion)],
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", autocompletion=no_completion, help="What the ladder is called."),
    ] = None,
    stages: Annotated[
        int | None, typer.Option("--stages", metavar="N", min=2, max=_MOST_STAGES, help="How many stages. Default: 4.")
    ] = None,
    signals: Annotated[
        int | None,
        typer.Option("--signals", metavar="N", min=1, max=_MOST_SIGNALS, help="How many questions. Default: 6."),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            autocompletion=no_completion,
            help="A language of its texts, such as en. May be repeated; the first stands in for the others.",
        ),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask, also in a terminal.")] = False,
) -> None:
    from stagecli.workshop.new import language_code, starter

    target = Path(file)
    if file != "-" and target.exists():
        raise UsageError(f"'{file}' is there already, and stays as it is. Name another file.")
    languages = [language_code(given) for given in lang or ()]
    names: list[str | None] = []
    if streams.somebody_is_there() and not no_input:
        try:
            title = _text("What is the ladder called?") if title is None else title
            stages = _number("How many stages does it have?", _STAGES, 2, _MOST_STAGES) if stages is None else stages
            names = [_text(f"What do people at stage {number} say?") or None for number in range(1, stages + 1)]
            signals = _number("How many questions?", _SIGNALS, 1, _MOST_SIGNALS) if signals is None else signals
        except prompt.EndOfInput:
            raise StagecliError("The input ended; nothing was written.") from None
    names = names or [None] * (stages or _STAGES)
    text = starter(
        "my-ladder" if file == "-" else target.stem, title or "", names, signals or _SIGNALS, languages or ["en"]
    )
    if file == "-":
        streams.write_result(text, None)
        return
    _create(target, text)
    report.say(visible(f"Written: {file}"))
    report.say("Help from your editor: stagecli model schema -o model.schema.json, beside it.")
    report.say(visible(f"Next: stagecli model check {file}"))


def _create(target: Path, text: str) -> None:
    from stagecli.files import create_file, reason

    try:
        create_file(target, text.encode())
    except FileExistsError:
        raise UsageError(f"'{target}' is there already, and stays as it is. Name another file.") from None
    except (OSError, ValueError) as error:
        why = reason(error, target) if isinstance(error, OSError) else "no file can have this name"
        raise OutputError(f"'{target}' could not be written: {why}.") from None


def _text(question: str) -> str:
    prompt.show(question)
    return prompt.read_line() or ""


def _number(question: str, default: int, low: int, high: int) -> int:
    prompt.show(f"{question} Enter: {default}.")
    while line := prompt.read_line():
        if line.isdecimal() and low <= int(line) <= high:
            return int(line)
        prompt.show(f"Type a number from {low} to {high}.")
    return default
