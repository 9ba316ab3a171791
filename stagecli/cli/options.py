"""Options that several commands share, and parsing their values."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from stagecli.answers import stage_named
from stagecli.cli.errors import print_error
from stagecli.cli.languages import language_meant
from stagecli.cli.prescan import CommandLine
from stagecli.dates import DateOrder
from stagecli.errors import UsageError, did_you_mean, one_of
from stagecli.escaping import visible
from stagecli.messages import LANGUAGES, message
from stagecli.model import Model
from stagecli.numbers import parse_number
from stagecli.render import Format

if TYPE_CHECKING:
    from stagecli.batch.layout import Layout
    from stagecli.classifier import Classifier

F = TypeVar("F", bound=str)
_LONGEST_NAME = 200
_FORMATS = frozenset((
    "csv", "doc", "docx", "gz", "html", "json", "jsonl", "markdown", "ods", "odt", "parquet", "pdf", "tsv", "xls",
    "xlsx", "xml", "yaml", "zip", "zst",
))  # fmt: skip
"""Formats that the ending of a file's name promises, whether or not anything here writes them."""
_SPELLINGS = {"htm": "html", "md": "markdown", "ndjson": "jsonl", "tab": "tsv", "yml": "yaml"}


def no_completion() -> list[str]:
    """Offer nothing, so that the shell completes file names."""
    return []


ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="FILE|NAME",
        help="--model",
        autocompletion=no_completion,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="--output",
        autocompletion=no_completion,
    ),
]


FormatOption = Annotated[Literal["text", "json"] | None, typer.Option("--format", help="--format")]
PageFormatOption = Annotated[Format | None, typer.Option("--format", help="--format")]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="TEXT", help="--by", autocompletion=no_completion),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=SIGNAL",
        autocompletion=no_completion,
        help="--map",
    ),
]
MappingOption = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        autocompletion=no_completion,
        help="--mapping",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        autocompletion=no_completion,
        help="--encoding",
    ),
]
DateFormatOption = Annotated[
    DateOrder | None,
    typer.Option("--date-format", help="--date-format"),
]
DelimiterOption = Annotated[
    str | None,
    typer.Option(
        "--delimiter",
        metavar="CHAR",
        autocompletion=no_completion,
        help="--delimiter",
    ),
]
HeaderRowOption = Annotated[
    str | None,
    typer.Option(
        "--header-row",
        metavar="N",
        autocompletion=no_completion,
        help="--header-row",
    ),
]
SheetOption = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        autocompletion=no_completion,
        help="--sheet",
    ),
]


def the_model(words: CommandLine) -> "Classifier":
    """Load and compile the model that the command line asks for.

    Raises:
        ModelError, UsageError: it is not sound, or does not exist.

    """
    from stagecli.model_file import load_model
    from stagecli.model_file.bundled import BUNDLED

    try:
        return load_model(BUNDLED[0] if words.model is None else words.model)
    except UsageError as error:
        if not words.model_exported:
            raise
        raise UsageError("exported_model", error=error) from None


def the_layout(model: Model, path: str | None, mapping: Sequence[str] | None, **given: object) -> "Layout":
    """The layout of a table by a mapping file and flags; reports old ids in the file.

    Raises:
        FileError, UsageError: the mapping file is wrong, or cannot be read.

    """
    from stagecli.batch.layout import layout
    from stagecli.cli import errors

    notes: dict[str, None] = {}
    found = layout(model, path, mapping=tuple(mapping or ()), tell=lambda note: notes.setdefault(note.text()), **given)
    errors.notes([*notes])
    return found


def spoken_language(words: CommandLine, given: str | None, languages: Iterable[str]) -> str:
    """The language of the output: the given one, otherwise the environment's if it is among these, otherwise en.

    Says which one was understood where that is a guess.

    Raises:
        UsageError: the given one is not among them.

    """
    spoken = tuple(dict.fromkeys(languages))
    asked = words.lang if given is None else given  # --lang may also stand before the command
    written = (words.language_written if asked is None else asked) or ""
    meant = language_meant(written, spoken)
    if meant is None and asked is not None:
        raise UsageError("no_such_language", given=asked, hint=one_of(spoken))
    if meant is not None and meant.guessed:
        print_error(visible(message("language_guessed", meant.code, given=written, code=meant.code)))
    return "en" if meant is None else meant.code


def the_language(words: CommandLine, model: Model, given: str | None) -> str:
    """The language of output about a model: one of the model's or the interface's.

    Raises:
        UsageError: the given one is neither's.

    """
    return spoken_language(words, given, (*model.languages, *LANGUAGES))


def whole_text(where: str, given: str) -> str:
    """A name, unless it was bytes that the terminal's encoding does not have.

    Raises:
        UsageError: it was.

    """
    if any("\ud800" <= character <= "\udfff" for character in given):
        raise UsageError("name_is_no_text", where=where)
    return given


def from_whom(by: str | None) -> str:
    """The name that `--by` gives; empty if there is none, or nothing but spaces.

    Raises:
        UsageError: it is too long, or no text.

    """
    name = whole_text("--by", by or "").strip()
    if len(name) > _LONGEST_NAME:
        raise UsageError("by_too_long", count=len(name), most=_LONGEST_NAME)
    return name


def format_of(file: Path | None) -> str | None:
    """The format that the ending of a file's name promises; None if it promises none, as `.txt` and `.log` do."""
    ending = "" if file is None else file.suffix.lower().removeprefix(".")
    name = _SPELLINGS.get(ending, ending)
    return name if name in _FORMATS else None


def chosen_format(given: F | None, output: Path | None, written: Sequence[F]) -> F:
    """The requested format, otherwise the one that the output file's name promises, otherwise the command's first.

    What `--format` says is the user's own word, whatever the file is called.

    Args:
        given: the requested format.
        output: the file to write; None for standard output.
        written: the formats that the command writes.

    Raises:
        UsageError: the file's name promises a format that the command does not write.

    """
    if given is not None:
        return given
    promised = format_of(output) or written[0]
    for each in written:
        if each == promised:
            return each
    key = "no_such_format" if len(written) > 1 else "only_format"
    raise UsageError(key, suffix=output.suffix if output else "", known=", ".join(written))


def probability(flag: str, given: str) -> float:
    """Parse a number from 0 to 1, with a decimal point or comma.

    Raises:
        UsageError: it is not such a number.

    """
    number = parse_number(given)
    if number is None or not 0 <= number <= 1:
        raise UsageError("not_a_probability", flag=flag, given=given)
    return number


def whole_number(flag: str, given: str, low: int, high: int) -> int:
    """Parse a whole number within bounds.

    Raises:
        UsageError: it is not a whole number, or out of bounds.

    """
    number = parse_number(given)
    if number is None or not number.is_integer() or not low <= number <= high:
        raise UsageError("not_a_whole_number", flag=flag, given=given, low=low, high=high)
    return int(number)


def header_row_number(given: str | None) -> int | None:
    """Parse the number of a header's line.

    Raises:
        UsageError: it is not a whole number above zero.

    """
    return None if given is None else whole_number("--header-row", given, 1, 1_000_000)


def stage_index(model: Model, given: str, where: str) -> int:
    """The index of a stage given by number, id or name in any language.

    Raises:
        UsageError: there is no such stage; says which flag or argument asked for it.

    """
    found = stage_named(model, given)
    if found is None:
        ids = [stage.id for stage in model.stages]
        hint = did_you_mean(given, ids) or one_of(ids)
        raise UsageError("no_such_stage", where=where, given=given, hint=hint, count=len(ids))
    return found


def lowest_stage(model: Model, fail_under: str | None) -> int:
    """The number of the stage that `--fail-under` asks for; 0 without it.

    Raises:
        UsageError: there is no such stage.

    """
    return 0 if fail_under is None else stage_index(model, fail_under, "--fail-under") + 1
