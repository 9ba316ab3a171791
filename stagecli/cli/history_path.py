"""Where the history is, and who is in it."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.answers import normalise
from stagecli.cli.options import no_completion
from stagecli.errors import Message, UsageError, one_of

if TYPE_CHECKING:
    from stagecli.history import History

DbOption = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        autocompletion=no_completion,
        help="The history file. Default: STAGECLI_DB, else one in the user's data folder.",
    ),
]
WhoArgument = Annotated[
    str, typer.Argument(metavar="WHO", help="A subject, by the name it was saved under.", autocompletion=no_completion)
]


def place(given: Path | None) -> Path:
    """The history file: the one given, else `STAGECLI_DB`, else the user's own."""
    if given is not None:
        return given
    named = os.environ.get("STAGECLI_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return Path(user_data_path("stagecli", appauthor=False)) / "history.db"


def opened(given: Path | None) -> "History":
    """The history, to look at.

    Raises:
        UsageError: there is none.
        HistoryError: it cannot be used.

    """
    from stagecli.history import History

    path = place(given)
    if not path.exists():
        raise UsageError("no_history", file=path)
    return History(path, create=False)


def nobody(history: "History", subject: str) -> UsageError:
    """The error of somebody who asks for a subject that is not there."""
    names = history.names()
    known = {normalise(name): name for name in names}
    near = get_close_matches(normalise(subject), known, n=1) if len(subject) < 100 else []
    hint = one_of(names[:10]) if names else Message("nobody_in_history")
    if near:
        hint = Message("did_you_mean", word=known[near[0]])
    return UsageError("not_in_history", given=subject, hint=hint)
