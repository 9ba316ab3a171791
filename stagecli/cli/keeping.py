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
from stagecli.labels import loosely
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
    flags = [*([] if db is None else ["--db", str(db)]), "-o", "page.html"]
    who = history.name or ""
    words = [*flags, "--", who] if who.startswith("-") else [who, *flags]
    print_error(visible(f"{streams.program()} history show {shlex.join(words)}"))


def _name(subject: str | None, language: str) -> str | None:
    """The name to keep the result under; None for not at all."""
    while reply := read_text(language):
        word = loosely(reply)
        if word in NO_LABELS or command(reply) is not None:
            return None
        if subject is not None and word in YES_LABELS:
            return subject
        if subject is not None or word in YES_LABELS or visible(reply) != reply:
            show(message("keep_name" if subject is None else "keep_yes_or_no", language))
            continue
        try:
            return subject_name(whole_text("--name", reply))
        except UsageError as error:
            show(error.text(language))
    return None
