"""After an interview whose result nobody asked to save: the offer to keep it, so that nobody has to answer twice."""

import shlex
from pathlib import Path

from msgspec.structs import replace

from stagecli.assessment import Assessment, subject_name
from stagecli.classifier import Classifier
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.cli.options import whole_text
from stagecli.cli.previous import SubjectHistory
from stagecli.cli.prompt import EndOfInput, command, read_text, show
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.labels import normalise
from stagecli.messages import NO_LABELS, YES_LABELS, message


def offer_to_keep(classifier: Classifier, result: Assessment, language: str, db: Path | None) -> None:
    """Save the result in the history if the user names it, and say how to make a page of it; Enter is no.

    Raises:
        HistoryError: it could not be saved.

    """
    show()
    key = "keep_unnamed" if result.subject is None else "keep_named"
    show(message(key, language, subject=result.subject))
    try:
        name = _name(result.subject, language)
        if name is None:
            return
        history = SubjectHistory(classifier, name, language, db, claimed=False, asking=True, save=True, read=())
    except (EndOfInput, KeyboardInterrupt, UsageError):  # the result is out: leaving here is no more than a no
        show()
        return
    history.save(replace(result, subject=history.name))
    show(message("keep_page", language))
    chosen = "" if db is None else f" --db {shlex.quote(str(db))}"
    print_error(visible(f"{streams.program()} history show {shlex.quote(history.name or '')}{chosen} -o page.html"))


def _name(subject: str | None, language: str) -> str | None:
    """The name to keep the result under; None for not at all."""
    while (reply := read_text(language)) and normalise(reply) not in NO_LABELS and command(reply) is None:
        agreed = normalise(reply) in YES_LABELS
        if subject is not None:
            return subject if agreed else None
        if agreed:
            show(message("keep_name", language))
            continue
        try:
            return subject_name(whole_text("--name", reply))
        except UsageError as error:
            show(error.text(language))
    return None
