"""Options that the commands on model files share."""

from typing import Annotated, Literal, TypeAlias

import typer

from stagecli.cli.options import no_completion, whole_number

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
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=SIGNAL",
        autocompletion=no_completion,
        help="Which signal a column answers; nothing after = for none. May be repeated.",
    ),
]
EncodingOption = Annotated[
    str,
    typer.Option(
        "--encoding",
        metavar="NAME",
        autocompletion=no_completion,
        help="Of delimited text, such as cp1253 for Greek Windows.",
    ),
]
SeedOption = Annotated[
    str,
    typer.Option(
        "--seed", metavar="N", autocompletion=no_completion, help="Of what is drawn: the same gives the same result."
    ),
]


def seed_number(given: str) -> int:
    """The number of a seed.

    Raises:
        UsageError: it is none.

    """
    return whole_number("--seed", given, 0, 2**32 - 1)
