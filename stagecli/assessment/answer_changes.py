"""Answers that are not what they were."""

from msgspec import structs

from stagecli.answers import DONT_KNOW, Answer, Answers
from stagecli.assessment import AnswerChange, Assessment, stored
from stagecli.assessment.earlier import counted_answers, read_again
from stagecli.assessment.signal_answers import GivenOption
from stagecli.classifier import Classifier
from stagecli.classifier.refit import signal_now
from stagecli.model import Model, Signal, called
from stagecli.observed import read_by


def changed_answers(
    before: Assessment, after: Assessment, model: Model, classifier: Classifier | None = None
) -> list[AnswerChange]:
    """Every signal of the later assessment, by its model, whose answer differs; the earlier one may lack the signal.

    What was measured before is read by the later model. The classifier is that model's; without it, it is made where
    it is needed.
    """
    given = _options(stored(before))
    then = {signal.id: _now(signal, given[name]) for name in given if (signal := signal_now(model, name, given))}
    then.update(_measured(before, after, model, classifier))
    now = _options(counted_answers(after))
    return [
        AnswerChange(signal=name, before=_given(then.get(name)), after=_given(now.get(name)))
        for name in (each.signal for each in after.answers)
        if _differ(then.get(name), now.get(name))
    ]


def _measured(before: Assessment, after: Assessment, model: Model, classifier: Classifier | None) -> Answers:
    """The earlier answers that were measured and count, by the later assessment's model."""
    if before.model.sha256 == after.model.sha256:
        answers = counted_answers(before)
    elif before.observed is None or not read_by(model):
        return {}
    else:
        answers = read_again(classifier or Classifier(model), before).answers
    return {signal: answer for signal, answer in answers.items() if answer.origin == "observed"}


def _differ(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers differ: in their options or, if somebody said both, their numbers.

    Measured numbers are compared as measures.
    """
    if one is None or other is None:
        return one is not other
    return one.option != other.option or (one.number != other.number and "observed" not in (one.origin, other.origin))


def _now(signal: Signal, given: Answer) -> Answer:
    """An answer by the id that its option has now; as it was if there is no such option, or it is not the only one."""
    now = called(signal.options, given.option)
    return structs.replace(given, option=now[0].id) if len(now) == 1 else given


def _options(answers: Answers) -> Answers:
    """The answers that give an option."""
    return {signal: answer for signal, answer in answers.items() if answer.option != DONT_KNOW}


def _given(answer: Answer | None) -> GivenOption | None:
    return None if answer is None else GivenOption(option=answer.option, number=answer.number)
