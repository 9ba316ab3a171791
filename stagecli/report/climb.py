"""The climb: one subject's assessments over time, each with how wide the uncertainty is and what had changed."""

from collections.abc import Sequence

from stagecli.assessment import Assessment, StageProbability
from stagecli.assessment.answer_changes import changed_answers
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.measure_changes import measure_changes
from stagecli.classifier.rounding import millionths
from stagecli.dates import local_day
from stagecli.messages import message
from stagecli.model import Model
from stagecli.report import measured, wording
from stagecli.report.sections import Climb, Waypoint

_COVERED = 900_000
"""Millionths of probability that a waypoint's range of stages has at least."""


def climb(assessments: Sequence[tuple[Assessment, Model]], language: str) -> Climb:
    """Put assessments of one subject, oldest first, each with its model, into words.

    Each one's changes are those since the assessment before by the same ladder.
    """
    last: dict[str, tuple[Assessment, Model]] = {}
    points = []
    for found, model in assessments:
        texts = LocalizedModel(model, language)
        changes: tuple[str, ...] = ()
        if (before := last.get(found.model.id)) is not None:
            then = LocalizedModel(before[1], language)
            changes = (
                *(wording.change(each, texts, then) for each in changed_answers(before[0], found, model)),
                *(measured.change(each, texts) for each in measure_changes(before[0].observed, found.observed, model)),
            )
        last[found.model.id] = found, model
        low, high = reach(found.posterior, found.stage.number)
        points.append(
            Waypoint(
                day=local_day(found.time),
                date=wording.date_in_words(found.time, language),
                number=found.stage.number,
                name=texts.stage_name(found.stage),
                headline=wording.headline(found, language),
                low=low,
                high=high,
                changes=changes,
            )
        )
    stages = max(len(found.posterior) for found, _ in assessments)
    return Climb(stages=stages, points=tuple(points), how=message("climb_how", language))


def reach(posterior: Sequence[StageProbability], here: int) -> tuple[int, int]:
    """The lowest and the highest number of neighbouring stages that together have nine tenths of the probability.

    They begin as the detected stage alone; the likelier neighbour joins, the lower one of equals, until it is enough.
    """
    share = {stage.number: millionths(stage.probability) for stage in posterior}
    low = high = here
    while sum(share[number] for number in range(low, high + 1)) < _COVERED and (low > 1 or high < len(share)):
        if share.get(low - 1, -1) >= share.get(high + 1, -1):
            low -= 1
        else:
            high += 1
    return low, high
