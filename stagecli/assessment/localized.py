"""The texts that an assessment's ids stand for, in one language."""

from stagecli.assessment import StageReference
from stagecli.model import Model, Stage, Text, option_of


class LocalizedModel:
    """A model in one language; what it does not have falls back as `Model.localized` says."""

    def __init__(self, model: Model, language: str) -> None:
        self.model = model
        self.language = language

    def localized(self, text: Text) -> str:
        """A text of the model."""
        return self.model.localized(text, self.language)

    def stage(self, reference: StageReference) -> Stage:
        """The stage that is referred to."""
        return self.model.stages[reference.number - 1]

    def stage_name(self, reference: StageReference) -> str:
        """Its name."""
        return self.localized(self.stage(reference).name)

    def question(self, signal: str) -> str:
        """A signal's question."""
        return self.localized(self.model.signal(signal).question)

    def label(self, signal: str, option: str) -> str:
        """An option in words; its id where the model does not have it, as one of an earlier model."""
        try:
            return self.localized(option_of(self.model.signal(signal), option).label)
        except KeyError:
            return option
