"""The ladder as the page's script takes it: texts in the page's languages, and the compiled tables as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from stagecli.classifier import Classifier
from stagecli.classifier.rounding import millionths
from stagecli.escaping import visible
from stagecli.model import Model, Signal, Stage, Text
from stagecli.numbers import named_units


def ladder_data(classifier: Classifier, languages: Sequence[str]) -> dict[str, Any]:
    """A ladder in plain values, its stages, signals, options and steps by index.

    Likelihoods and scores are those of the tables: the script computes no logarithm of them anew. `cases` are left out.
    """
    return _Compiler(classifier, languages).ladder()


class _Compiler:
    def __init__(self, classifier: Classifier, languages: Sequence[str]) -> None:
        self.tables = classifier
        self.model: Model = classifier.model
        self.languages = languages
        self.at = {signal.id: index for index, signal in enumerate(self.model.signals)}
        self.options = {
            signal.id: {option.id: index for index, option in enumerate(signal.options)}
            for signal in self.model.signals
        }

    def ladder(self) -> dict[str, Any]:
        model, test = self.model, self.model.calibration.field_test
        return {
            "id": model.id,
            "version": model.version,
            "sha256": model.sha256,
            "fittedTo": model.calibration.fitted_to,
            "fieldTest": test and {
                "subjects": test.subjects, "exact": test.exact, "accepted": test.accepted, "note": self.text(test.note),
            },
            "title": self.text(model.title),
            "decideAt": millionths(model.calibration.decide_at),
            "minQuestions": model.interview.min_questions,
            "stopAt": model.interview.stop_at,
            "maxQuestions": model.interview.max_questions,
            "prior": self.tables.prior,
            "stages": [self.stage(stage) for stage in model.stages],
            "signals": [self.signal(signal) for signal in model.signals],
            "order": [self.at[signal] for signal in self.tables.order],
        }  # fmt: skip

    def text(self, text: Text | None) -> dict[str, str] | None:
        return None if text is None else {each: visible(self.model.localized(text, each)) for each in self.languages}

    def choices(self, conditions: Mapping[str, Sequence[str]]) -> list[Any]:
        """Signals with options of each."""
        return [
            [self.at[signal], [self.options[signal][each] for each in given]] for signal, given in conditions.items()
        ]

    def stage(self, stage: Stage) -> dict[str, Any]:
        at = {step.id: index for index, step in enumerate(stage.steps)}
        return {
            "id": stage.id,
            "name": self.text(stage.name),
            "summary": self.text(stage.summary),
            "ahead": self.text(stage.ahead),
            "aim": None if stage.aim is None else self.tables.stages.index(stage.aim),
            "steps": [
                {
                    "id": step.id, "do": self.text(step.do), "why": self.text(step.why), "effort": step.effort,
                    "changes": self.choices(step.changes),
                }
                for step in stage.steps
            ],
            "conflicts": [
                [at[one], at[other]] for one, other in sorted(self.tables.conflicts) if one in at and other in at
            ],
        }  # fmt: skip

    def signal(self, signal: Signal) -> dict[str, Any]:
        number = signal.number
        return {
            "id": signal.id,
            "question": self.text(signal.question),
            "help": self.text(signal.help),
            "gate": self.choices(signal.only_if),
            "number": number and {
                "unit": self.text(number.unit), "units": named_units(number), "min": number.min,
                "max": number.max, "below": [option.below for option in signal.options],
            },
            "options": [
                {
                    "id": option.id,
                    "label": self.text(option.label),
                    "score": self.tables.score[signal.id][option.id],
                    "likelihood": self.tables.likelihood[signal.id][option.id],
                    "forbids": self.tables.forbidden.get((signal.id, option.id), ()),
                }
                for option in signal.options
            ],
        }  # fmt: skip
