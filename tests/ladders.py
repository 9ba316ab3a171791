"""The ladders that tests use, and answers to their questions."""

from hypothesis import strategies as st

from stagecli.classifier import Classifier
from stagecli.model import Model, Signal, Stage, Step
from stagecli.model_file import load_model
from tests.conftest import MODELS

SMALL = load_model(str(MODELS / "small.yaml")).model
BUNDLED = load_model().model
CLASSIFIERS = {model.id: Classifier(model) for model in (SMALL, BUNDLED)}
THEN = {"accounts": "quiet", "attitude": "hopeful", "posting": "remembered", "expectation": "windfall"}
NOW = {
    "accounts": "in_use",
    "attitude": "comfortable",
    "posting": "steady",
    "set_time": "set",
    "expectation": "steady_gain",
}
"""What a business answers at two times, by the bundled ladder."""


def some_answers(model: Model) -> st.SearchStrategy[dict[str, str]]:
    """Any subset of the signals, each with an option or `dont_know`; gates may be closed."""
    choices = {
        signal.id: st.sampled_from([*(option.id for option in signal.options), "dont_know"]) for signal in model.signals
    }
    return st.fixed_dictionaries({}, optional=choices)


def two_stages(*signals: Signal, requires: dict[str, tuple[str, ...]] | None = None) -> Model:
    step = Step(id="s", do="d", why="w", changes={signals[0].id: (signals[0].options[1].id,)}, effort="low")
    return Model(
        schema=1,
        id="two",
        version="1",
        title="Two",
        sha256="0" * 64,
        signals=signals,
        stages=tuple(
            Stage(
                id=name,
                name=name,
                summary="s",
                ahead="a",
                requires=requires or {},
                steps=(step,) if name == "low" else (),
            )
            for name in ("low", "high")
        ),
    )
