"""Options that the commands on model files share."""

from typing import Annotated

import typer

from stagecli.cli.options import no_completion, whole_number

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE|NAME", help="A model file, or a bundled name.", autocompletion=no_completion)
]
CasesOption = Annotated[
    str | None,
    typer.Option(
        "--cases",
        metavar="DATA",
        autocompletion=no_completion,
        help="A table of subjects: CSV, JSON Lines, YAML or what else batch reads.",
    ),
]
LabelOption = Annotated[
    str | None,
    typer.Option(
        "--label",
        metavar="COLUMN",
        autocompletion=no_completion,
        help="The column with the known stage: number, id or name. Default: stage.",
    ),
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
SeedOption = Annotated[
    str,
    typer.Option(
        "--seed", metavar="N", autocompletion=no_completion, help="Of what is drawn: the same gives the same result."
    ),
]


def seed_number(given: str) -> int:
    """Parse a seed.

    Raises:
        UsageError: it is not a whole number from 0 to 2³² − 1.

    """
    return whole_number("--seed", given, 0, 2**32 - 1)
