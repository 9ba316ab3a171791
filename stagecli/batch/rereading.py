"""Earlier answers, read again by a later version of the ladder: many at once, in the kernel."""

from collections.abc import Callable, Sequence

import numpy as np

from stagecli.assessment import StageReference, stored
from stagecli.batch.kernel import Kernel
from stagecli.classifier import Classifier
from stagecli.movement import TwoAssessments


def reread(
    pairs: Sequence[TwoAssessments], classifier_of: Callable[[TwoAssessments], Classifier | None]
) -> list[StageReference | None]:
    """The stage of each subject's earlier answers by the model of its later assessment.

    Args:
        pairs: the subjects' assessments.
        classifier_of: the compiled model of the later assessment; None if nobody has all of it.

    Returns:
        One for each subject: the earlier stage itself if the model is the same; None if the model is not at hand, or
        none of the answers counts by it.

    """
    found: list[StageReference | None] = [pair.before.stage if pair.same_model else None for pair in pairs]
    groups: dict[str, list[int]] = {}
    for index, pair in enumerate(pairs):
        if not pair.same_model:
            groups.setdefault(pair.now.model.sha256, []).append(index)
    for indices in groups.values():
        classifier = classifier_of(pairs[indices[0]])
        if classifier is not None:
            stages = _stages(classifier, [pairs[index] for index in indices])
            for index, stage in zip(indices, stages, strict=True):
                found[index] = stage
    return found


def _stages(classifier: Classifier, pairs: Sequence[TwoAssessments]) -> list[StageReference | None]:
    signals = classifier.model.signals
    codes = {signal.id: np.full(len(pairs), len(signal.options), np.uint8) for signal in signals}
    code_of = {signal.id: {option.id: code for code, option in enumerate(signal.options)} for signal in signals}
    for row, pair in enumerate(pairs):
        for signal, answer in classifier.refit(stored(pair.before)).answers.items():
            codes[signal][row] = code_of[signal].get(answer.option, codes[signal][row])  # unchanged if nobody knows
    verdicts = Kernel(classifier, [*codes]).verdicts(codes, len(pairs))
    return [
        StageReference(number=int(stage) + 1, id=classifier.stages[stage]) if answered else None
        for stage, answered in zip(verdicts.stage, verdicts.answered, strict=True)
    ]
