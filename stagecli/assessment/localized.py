"""The texts behind an assessment's ids, in one language."""

from stagecli.assessment import StageReference
from stagecli.model import Model, Stage, Text, option_of


class LocalizedModel:
    """A model in one language; missing texts fall back as `Model.localized` says."""

    def __init__(self, model: Model, language: str) -> None:
        self.model = model
        self.language = language

    def localized(self, text: Text) -> str:
        """A text of the model in this language."""
        return self.model.localized(text, self.language)

    def stage(self, reference: StageReference) -> Stage:
        """The stage with this number."""
        return self.model.stages[reference.number - 1]

    def stage_name(self, reference: StageReference) -> str:
        """The stage's name."""
        return self.localized(self.stage(reference).name)

    def question(self, signal: str) -> str:
        """A signal's question."""
        return self.localized(self.model.signal(signal).question)

    def label(self, signal: str, option: str, later: "LocalizedModel | None" = None) -> str:
        """An option's label; if this model lacks it, as after a change of model, a later model's, or else its id."""
        try:
            return self.localized(option_of(self.model.signal(signal), option).label)
        except KeyError:
            return option if later is None else later.label(signal, option)
