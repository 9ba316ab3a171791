"""What was measured, as an interview proposes it: shown with its question, and an empty line says the same."""

from datetime import date

from stagecli.answers import Answer
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.said_and_measured import is_old
from stagecli.classifier import Classifier
from stagecli.measures import Observed
from stagecli.messages import message
from stagecli.observed import ObservedAnswer, fitting_values, observed_answers


class Proposals:
    """What measures say of each signal."""

    def __init__(self, classifier: Classifier, observed: Observed | None, day: date, language: str) -> None:
        self._observed = observed or Observed()
        self._day = day
        self._texts = LocalizedModel(classifier.model, language)
        # An interview may go on by another version of the ladder.
        values = fitting_values(classifier.model, self._observed)
        self._found = observed_answers(classifier.model, values)

    def answer(self, signal: str) -> Answer | None:
        """The answer that an empty line gives; None if nothing was measured, or it was too long ago."""
        found = self._found.get(signal)
        if found is None or found.option is None or is_old(self._observed, found.measures, self._day):
            return None
        return Answer(found.option, "asked", found.number)

    def shown(self, signal: str, *, offered: bool) -> str | None:
        """What was measured, in words; None if nothing was.

        `offered` tells whether an empty line answers it.
        """
        found = self._found.get(signal)
        if found is None:
            return None
        if found.option is None:
            key = "interview_measured_unfit"
        else:
            key = "interview_measured" if offered else "interview_measured_beside"
            key = key if self.answer(signal) is not None else "interview_measured_old"
        return message(key, self._texts.language, measured=self._measured(signal, found))

    def _measured(self, signal: str, found: ObservedAnswer) -> str:
        from stagecli.report.measured import resting, side_by_side, with_alike, with_sample

        if found.option is None or found.number is not None:
            show, option = with_sample, ""
        else:
            show, option = resting, f"{with_alike(signal, found, self._texts)} – "
        shown = (show(name, self._observed, self._texts) for name in found.measures)
        return option + side_by_side(shown, self._texts.language)
