"""Which ladder of a history is looked at, and by which classifier its answers are read again."""

from typing import TYPE_CHECKING

from stagecli.cli.options import the_model
from stagecli.cli.prescan import CommandLine
from stagecli.errors import Message, UsageError, one_of

if TYPE_CHECKING:
    from stagecli.batch.rereading import ClassifierOf
    from stagecli.classifier import Classifier
    from stagecli.history import History
    from stagecli.history.stored import SavedAssessment
    from stagecli.model import Model


def ladder_in(file: "History", words: CommandLine) -> "tuple[Model, list[Message]]":
    """The ladder that the user names, or else that of the latest assessment; and a note on those left out.

    Raises:
        UsageError: the history has no assessment, or none by the ladder that is named.

    """
    ladders = file.ladders()
    wanted = None if words.model is None else the_model(words).model.id
    chosen = [model for model, _ in ladders if wanted in (None, model.id)][:1]
    if not chosen:
        if not ladders:
            raise UsageError("history_empty")
        raise UsageError("nothing_by_ladder", ladder=wanted, hint=one_of([model.id for model, _ in ladders]))
    others = {model.id: count for model, count in ladders if model is not chosen[0]}
    left_out = Message("history_other_ladders", count=sum(others.values()), ladders=", ".join(others))
    return chosen[0], [left_out] if others else []


def ladder_of(file: "History", subject: str, words: CommandLine) -> str:
    """The id of the ladder that the user names, or else that of the subject's latest assessment.

    Raises:
        UsageError: the subject has none by the ladder that is named.

    """
    if words.model is None:
        return file.of(subject, 1)[0].assessment.model.id
    wanted = the_model(words).model.id
    if not file.of(subject, 1, wanted):
        ladders = dict.fromkeys(each.assessment.model.id for each in file.of(subject))
        raise UsageError("nothing_by_ladder", ladder=wanted, hint=one_of([*ladders]))
    return wanted


def classifier_of(words: CommandLine) -> "ClassifierOf":
    """Compiles the model of an assessment, each once; None if it is neither in the history nor the model in use."""
    known: dict[str, Classifier | None] = {}

    def found(saved: "SavedAssessment") -> "Classifier | None":
        sha256 = saved.assessment.model.sha256
        if sha256 not in known:
            known[sha256] = _compiled(saved, words)
        return known[sha256]

    return found


def _compiled(saved: "SavedAssessment", words: CommandLine) -> "Classifier | None":
    from stagecli.classifier import Classifier

    if saved.complete:
        return Classifier(saved.model)
    in_use = the_model(words)
    return in_use if in_use.model.sha256 == saved.model.sha256 else None
