"""Earlier assessments, read again by a later version of the ladder: many at once, in the kernel."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from stagecli.assessment import StageReference
from stagecli.assessment.earlier import ReadAgain, read_again
from stagecli.batch.kernel import Kernel
from stagecli.classifier import Classifier
from stagecli.history.stored import SavedAssessment

ClassifierOf: TypeAlias = Callable[[SavedAssessment], Classifier | None]
"""Compiles the model that an assessment was made with; None if nobody has all of it."""


class EarlierStage(NamedTuple):
    """Where a subject was, by the model of its later assessment."""

    stage: StageReference | None
    """The earlier stage itself if the model is the same; None if that is not at hand, or no answer counts by it."""
    again: ReadAgain | None = None
    """The earlier answers by that model; None if it is the same, or not at hand."""


def reread(pairs: Sequence[tuple[SavedAssessment, SavedAssessment]], classifier_of: ClassifierOf) -> list[EarlierStage]:
    """Where each subject was by the model of its later assessment, which reads what was said and measured then.

    Args:
        pairs: an earlier and a later assessment of each subject.
        classifier_of: compiles the later ones' models.

    """
    found: list[EarlierStage] = []
    groups: dict[str, list[int]] = {}
    for index, (before, now) in enumerate(pairs):
        same = before.assessment.model.sha256 == now.assessment.model.sha256
        found.append(EarlierStage(before.assessment.stage if same else None))
        if not same:
            groups.setdefault(now.assessment.model.sha256, []).append(index)
    for indices in groups.values():
        classifier = classifier_of(pairs[indices[0]][1])
        if classifier is not None:
            again = [read_again(classifier, pairs[index][0].assessment) for index in indices]
            for index, stage, answers in zip(indices, _stages(classifier, again), again, strict=True):
                found[index] = EarlierStage(stage, answers)
    return found


@lru_cache(maxsize=8)
def _kernel(classifier: Classifier) -> Kernel:
    """A kernel for all signals, made once: it is asked about a few subjects at a time."""
    return Kernel(classifier, classifier.order)


def _stages(classifier: Classifier, again: Sequence[ReadAgain]) -> list[StageReference | None]:
    """The stage of each assessment's answers; None if none of them counts."""
    signals, rows = classifier.model.signals, len(again)
    codes = {signal.id: np.full(rows, len(signal.options), np.uint8) for signal in signals}
    code_of = {signal.id: {option.id: code for code, option in enumerate(signal.options)} for signal in signals}
    for row, each in enumerate(again):
        for signal, answer in each.answers.items():
            if answer.option in code_of[signal]:  # unless it is *don't know*
                codes[signal][row] = code_of[signal][answer.option]
    verdicts = _kernel(classifier).verdicts(codes, rows)
    return [
        StageReference(number=int(stage) + 1, id=classifier.stages[stage]) if answered else None
        for stage, answered in zip(verdicts.stage, verdicts.answered, strict=True)
    ]
