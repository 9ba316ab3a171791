"""Before a batch: what is read, whom to believe, and how many rejects are too many."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.cli.options import no_completion
from stagecli.errors import UsageError
from stagecli.numbers import parse_number

if TYPE_CHECKING:
    from stagecli.batch.returned_files import ReturnedFiles, Trust
    from stagecli.batch.run import Limits

InputArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT...|-", show_default=False, autocompletion=no_completion),
]
ReferencesOption = Annotated[
    str | None,
    typer.Option(
        "--references",
        metavar="FILE",
        autocompletion=no_completion,
        help="batch --references",
    ),
]
TrustOption = Annotated[bool, typer.Option("--trust-names", help="batch --trust-names")]


def one_input(sources: Sequence[str] | None) -> str | None:
    """The only input; None if there is none.

    Raises:
        UsageError: there are several.
    """
    if sources and len(sources) > 1:
        raise UsageError("several_inputs")
    return sources[0] if sources else None


def the_inputs(sources: Sequence[str] | None) -> "str | ReturnedFiles":
    """A table, or the files of returned answers: a folder, or several files.

    Raises:
        UsageError: there is no input, or none that can be.
    """
    if not sources:
        raise UsageError("no_input")
    if len(sources) == 1 and not Path(sources[0]).is_dir():
        return sources[0]
    from stagecli.batch.returned_files import ReturnedFiles

    return ReturnedFiles(sources)


def the_trust(references: str | None, *, names: bool) -> "Trust | None":
    """Whom to believe about who answered; None if the user said nothing of it.

    Raises:
        FileError, UsageError: the list of references is wrong, or cannot be read.
    """
    if references is None and not names:
        return None
    from stagecli.batch.returned_files import Trust
    from stagecli.references import read_references

    if references is None:
        return Trust(names=names)
    listed = {line.reference: line.subject for line in read_references(Path(references))}
    return Trust(listed, references, names)


def limits(on_error: str, max_rejects: str | None) -> "Limits":
    """How many rejects are too many.

    Raises:
        UsageError: `--max-rejects` is not a count.
    """
    from stagecli.batch.run import Limits

    if max_rejects is None:
        return Limits(stop_at_first=on_error == "stop")
    number = parse_number(max_rejects)
    if number is None or not number.is_integer() or number < 0:
        raise UsageError("not_a_count", given=max_rejects)
    return Limits(stop_at_first=on_error == "stop", max_rejects=int(number))
