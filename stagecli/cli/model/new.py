"""`stagecli model new`."""

import contextlib
import shlex
from pathlib import Path
from typing import Annotated

import typer

from stagecli.cli import errors, prompt, streams
from stagecli.cli.options import no_completion, whole_number
from stagecli.cli.prescan import CommandLine
from stagecli.errors import Message, OutputError, StagecliError, UsageError, reason

HELP = """Write a model file to begin with: sound, commented, with texts and frequencies to replace.

In a terminal it asks for what no flag says. A file that is there is never touched."""

_STAGES, _SIGNALS = 4, 6
_STAGE_BOUNDS, _SIGNAL_BOUNDS = (2, 40), (1, 200)


def add_to(group: typer.Typer, words: CommandLine) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the command."""
    group.command("new", help=HELP, short_help="Write a starter.")(_new)


def _new(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Where to write it.", autocompletion=no_completion)],
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", autocompletion=no_completion, help="What the ladder is called."),
    ] = None,
    stages: Annotated[
        str | None,
        typer.Option("--stages", metavar="N", autocompletion=no_completion, help="How many stages. Default: 4."),
    ] = None,
    signals: Annotated[
        str | None,
        typer.Option("--signals", metavar="N", autocompletion=no_completion, help="How many questions. Default: 6."),
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
    from stagecli.authoring.new import language_code, starter
    from stagecli.model_file.bundled import BUNDLED

    target = Path(file)
    if file != "-":
        _possible(target)
    languages = [language_code(given) for given in lang or ()]
    counted = None if stages is None else whole_number("--stages", stages, *_STAGE_BOUNDS)
    questions = None if signals is None else whole_number("--signals", signals, *_SIGNAL_BOUNDS)
    names: list[str | None] = []
    if streams.somebody_is_there() and not no_input:
        try:
            title = _text("What is the ladder called?") if title is None else title
            names = _stages() if counted is None else []
            questions = _number("How many questions?", _SIGNALS, *_SIGNAL_BOUNDS) if questions is None else questions
        except prompt.EndOfInput:
            raise StagecliError("input_ended_nothing_written") from None
        except KeyboardInterrupt:
            errors.print_error("")  # the next message starts on a new line
            raise
    names = names or [None] * (counted or _STAGES)
    name = "my-ladder" if file == "-" else target.stem
    text = starter(name, title or "", names, questions or _SIGNALS, languages or ["en"])
    if file == "-":
        streams.write_result(text, None)
        return
    _create(target, text)
    shown = shlex.quote(file if file not in BUNDLED else f"./{file}")
    errors.notes([
        f"Written: {file}",
        "Help from your editor: stagecli model schema -o model.schema.json",
        f"Next: stagecli model check {shown}",
    ])  # fmt: skip


def _possible(target: Path) -> None:
    """Check that the file can be created, before asking anything.

    Raises:
        UsageError: it exists already.
        OutputError: its folder does not exist.

    """
    with contextlib.suppress(OSError, ValueError):  # any other obstacle shows when the file is written
        if target.exists():
            raise UsageError("there_already", file=target)
        if not target.parent.exists():
            why = Message("no_folder", folder=target.parent)
            raise OutputError("cannot_be_written", file=target, why=why)


def _create(target: Path, text: str) -> None:
    from stagecli.files import create_file

    try:
        create_file(target, text.encode())
    except FileExistsError:
        raise UsageError("there_already", file=target) from None
    except (OSError, ValueError) as error:
        raise OutputError("could_not_be_written", file=target, why=reason(error, target)) from None


def _stages() -> list[str | None]:
    """The name of each stage; None for one to be named later."""
    count = _number("How many stages does it have?", _STAGES, *_STAGE_BOUNDS)
    prompt.show("What do people say at each of them, in a few words? That becomes its name. Enter: later.")
    return [_text(f"Stage {number}:") or None for number in range(1, count + 1)]


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
