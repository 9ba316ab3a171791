"""An earlier assessment, read again by the model in use: what was said then, and what was measured then."""

from typing import NamedTuple

from stagecli.answers import DONT_KNOW, Answer, Answers
from stagecli.assessment import Assessment, stored
from stagecli.assessment.said_and_measured import Trusted, merged
from stagecli.classifier import Classifier
from stagecli.dates import day_of


class ReadAgain(NamedTuple):
    """The answers of an earlier assessment, by the model in use."""

    answers: Answers
    """Those that count, said or measured, in the model's order if something was measured."""
    dropped: tuple[str, ...]
    """Signals of which what was said no longer fits."""


def read_again(classifier: Classifier, assessment: Assessment) -> ReadAgain:
    """Match what was said to the model in use, and let its rules say what was measured, on the assessment's own day.

    By the model that it was made with, the answers are those that counted then.
    """
    said = classifier.refit(stored(assessment))
    day = day_of(assessment.time) if assessment.time else None
    both = merged(classifier, said.answers, assessment.observed, day, _trusted(assessment))
    return ReadAgain(both.answers, said.dropped)


def counted_answers(assessment: Assessment) -> Answers:
    """The answers that counted in an assessment, said or measured, *don't know* included."""
    found = {}
    for each in assessment.answers:
        option = DONT_KNOW if each.state == "dont_know" else each.option
        if option is not None and each.origin is not None:
            found[each.signal] = Answer(option, each.origin, each.number)
    return found


def _trusted(assessment: Assessment) -> Trusted:
    """What counted where what was measured differed from what somebody said; `said` if nothing did."""
    differing = [each.measured for each in assessment.answers if each.agrees is False]
    return "measured" if any(each is not None and each.standing != "said" for each in differing) else "said"
