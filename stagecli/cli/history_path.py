"""The history file's path, and looking up the subjects in it."""

import os
import shlex
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.cli.errors import print_error
from stagecli.cli.options import no_completion, spoken_language, whole_text
from stagecli.cli.prescan import CommandLine
from stagecli.dates import NoSuchTime, read_time
from stagecli.errors import Message, UsageError, one_of
from stagecli.escaping import visible
from stagecli.labels import normalise
from stagecli.messages import LANGUAGES, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagecli.history import History
    from stagecli.history.stored import SavedAssessment

DbOption = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        autocompletion=no_completion,
        help="--db",
    ),
]


def _who(given: str | None) -> str | None:
    return None if given is None else whole_text("WHO", given)


_argument = partial(
    typer.Argument,
    help="history WHO",
    show_default=False,
    autocompletion=no_completion,
    callback=_who,
)
WhoArgument = Annotated[str, _argument(metavar="WHO")]
OptionalWhoArgument = Annotated[str | None, _argument(metavar="[WHO]")]


_ANY_DAY = datetime(9000, 1, 1, tzinfo=UTC)  # to look for a day that lies ahead is no mistake


def date_given(given: str, where: str) -> str:
    """A day or a moment that the user names, as assessments have it.

    Raises:
        UsageError: the text is neither.

    """
    try:
        return read_time(given, now=_ANY_DAY)
    except NoSuchTime as error:
        hint = Message("year_first") if error.what.key == "ambiguous_date" else error.hint
        raise UsageError("no_such_day", where=where, why=error.what, hint=hint) from None


def place(given: Path | None) -> Path:
    """The history file: the given one, otherwise `STAGECLI_DB`, otherwise the user's own."""
    if given is not None:
        return given
    named = os.environ.get("STAGECLI_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return Path(user_data_path("stagecli", appauthor=False)) / "history.db"


def opened(given: Path | None, words: CommandLine) -> "History":
    """Open an existing history, and report what bringing it up to date changed.

    Raises:
        UsageError: there is no history.
        HistoryError: it cannot be used.

    """
    from stagecli.history import History

    path = place(given)
    if not path.exists():
        raise UsageError("no_history", file=path)
    history = History(path, create=False)
    tell_of_names(history, words.language or "en")
    return history


def find(
    history: "History", subject: str, db: Path | None, command: str, *more: str | None, at: str | None = None
) -> None:
    """Check that a subject is in the history under exactly this name.

    Args:
        history: the history to search.
        subject: the name.
        db: the history file, if the user named one.
        command: the history command, to be typed again with the right name.
        more: the arguments after the name.
        at: the value of `--at`.

    Raises:
        UsageError: it is not; names subjects that differ only in case, accents or spaces, or a near miss.

    """
    if history.count_of(subject):
        return
    nearly = history.nearly(subject)
    if nearly:
        more_words = [each for each in more if each is not None]
        flags = {"--at": at, "--db": db}
        named = [word for flag, value in flags.items() if value is not None for word in (flag, str(value))]
        lines = " | ".join(_line(command, [name, *more_words], named) for name in nearly)
        raise UsageError("nearly_in_history", given=subject, lines=lines)
    names = history.names()
    known = {normalise(name): name for name in names}
    near = get_close_matches(normalise(subject), known, n=1) if len(subject) < 100 else []
    hint = one_of(names[:10]) if names else Message("nobody_in_history")
    if near:
        hint = Message("did_you_mean", word=known[near[0]])
    raise UsageError("not_in_history", given=subject, hint=hint)


def _line(command: str, words: list[str], flags: list[str]) -> str:
    """A command line to type; words that look like flags come last, behind what ends the flags."""
    hidden = any(word.startswith("-") for word in words)
    return shlex.join(["stagecli", "history", command, *([*flags, "--", *words] if hidden else [*words, *flags])])


def language_of(words: CommandLine, given: str | None, saved: "Iterable[SavedAssessment]") -> str:
    """The language to show assessments in: one of the interface, or of their models.

    Raises:
        UsageError: the given language is not one of these.

    """
    models = (language for each in saved for language in each.model.languages)
    return spoken_language(words, given, chain(LANGUAGES, models))


def tell_of_names(history: "History", language: str) -> None:
    """Report the names that became separate subjects when the file was migrated, and those that could not."""
    for key, names in (("history_parted", history.parted), ("history_not_parted", history.not_parted)):
        if names:
            print_error(visible(message(key, language, names=", ".join(names))))
