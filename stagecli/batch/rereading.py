"""Earlier answers, read again by a later version of the ladder: many at once, in the kernel."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from stagecli.assessment import Assessment, StageReference, stored
from stagecli.batch.kernel import Kernel
from stagecli.classifier import Classifier
from stagecli.history.stored import SavedAssessment

ClassifierOf: TypeAlias = Callable[[SavedAssessment], Classifier | None]
"""Compiles the model that an assessment was made with; None if nobody has all of it."""


def reread(
    pairs: Sequence[tuple[SavedAssessment, SavedAssessment]], classifier_of: ClassifierOf
) -> list[StageReference | None]:
    """The stage of each subject's earlier answers by the model of its later assessment.

    Args:
        pairs: an earlier and a later assessment of each subject.
        classifier_of: compiles the later ones' models.

    Returns:
        One for each subject: the earlier stage itself if the model is the same; None if the model is not at hand, or
        none of the answers counts by it.

    """
    found: list[StageReference | None] = []
    groups: dict[str, list[int]] = {}
    for index, (before, now) in enumerate(pairs):
        same = before.assessment.model.sha256 == now.assessment.model.sha256
        found.append(before.assessment.stage if same else None)
        if not same:
            groups.setdefault(now.assessment.model.sha256, []).append(index)
    for indices in groups.values():
        classifier = classifier_of(pairs[indices[0]][1])
        if classifier is not None:
            stages = _stages(classifier, [pairs[index][0].assessment for index in indices])
            for index, stage in zip(indices, stages, strict=True):
                found[index] = stage
    return found


@lru_cache(maxsize=8)
def _kernel(classifier: Classifier) -> Kernel:
    """A kernel for all signals, made once: it is asked about a few subjects at a time."""
    return Kernel(classifier, classifier.order)


def _stages(classifier: Classifier, assessments: Sequence[Assessment]) -> list[StageReference | None]:
    """The stage of each assessment's answers by another model; None if none of them counts."""
    signals, rows = classifier.model.signals, len(assessments)
    codes = {signal.id: np.full(rows, len(signal.options), np.uint8) for signal in signals}
    code_of = {signal.id: {option.id: code for code, option in enumerate(signal.options)} for signal in signals}
    for row, assessment in enumerate(assessments):
        for signal, answer in classifier.refit(stored(assessment)).answers.items():
            if answer.option in code_of[signal]:  # unless it is *don't know*
                codes[signal][row] = code_of[signal][answer.option]
    verdicts = _kernel(classifier).verdicts(codes, rows)
    return [
        StageReference(number=int(stage) + 1, id=classifier.stages[stage]) if answered else None
        for stage, answered in zip(verdicts.stage, verdicts.answered, strict=True)
    ]
