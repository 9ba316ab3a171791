"""Options that the commands on model files share."""

from typing import Annotated, Literal, TypeAlias

import typer

from stagecli.answers import parse_number
from stagecli.cli.options import no_completion
from stagecli.errors import UsageError

FormatName: TypeAlias = Literal["text", "json"]

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE|NAME", help="A model file, or a bundled name.", autocompletion=no_completion)
]
FormatOption = Annotated[FormatName, typer.Option("--format", help="For people or for programs.")]
CasesOption = Annotated[
    str | None,
    typer.Option(
        "--cases",
        metavar="DATA",
        autocompletion=no_completion,
        help="Labelled subjects: CSV, JSON Lines, YAML or another table.",
    ),
]
LabelOption = Annotated[
    str,
    typer.Option("--label", metavar="COLUMN", autocompletion=no_completion, help="The column with the known stage."),
]
SubjectOption = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="COLUMN",
        autocompletion=no_completion,
        help="The column that names the subject. Default: name, if there is one.",
    ),
]


def probability(flag: str, given: str) -> float:
    """A number from 0 to 1, with a point or a comma.

    Raises:
        UsageError: it is none.

    """
    found = parse_number(given)
    if found is None or not 0 <= found <= 1:
        raise UsageError(f"{flag}: '{given}' is not a number from 0 to 1, such as 0.8.")
    return found
