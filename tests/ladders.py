"""The ladders that tests use, and answers to their questions."""

from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from stagecli.classifier import Classifier
from stagecli.model import Model, Option, Signal, Stage, Step
from stagecli.model_file import load_model
from tests.conftest import MODELS

SMALL = load_model(str(MODELS / "small.yaml")).model
BUNDLED = load_model().model
CLASSIFIERS = {model.id: Classifier(model) for model in (SMALL, BUNDLED)}
THEN = {"accounts": "in_use", "attitude": "hopeful", "posting": "now_and_then", "expectation": "windfall"}
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


def saying(model: Model, text: str) -> Model:
    """The model with one text everywhere."""
    stages = tuple(
        structs.replace(stage, name=text, summary=text, ahead=text,
                        steps=tuple(structs.replace(step, do=text, why=text) for step in stage.steps))
        for stage in model.stages
    )  # fmt: skip
    signals = tuple(
        structs.replace(signal, question=text, help=text,
                        number=signal.number and structs.replace(signal.number, unit=text),
                        options=tuple(structs.replace(option, label=text) for option in signal.options))
        for signal in model.signals
    )  # fmt: skip
    return structs.replace(model, stages=stages, signals=signals, title=text)


def yes_or_no(name: str, *yes: int, **more: Any) -> Signal:
    """Of 100 at each stage, so many say yes, the others no."""
    options = (
        Option(id="yes", label="Yes", of_100=yes),
        Option(id="no", label="No", of_100=tuple(100 - of for of in yes)),
    )
    return Signal(id=name, question="?", options=options, **more)


def requiring(model: Model, *requirements: dict[str, str]) -> Model:
    """The model whose stages require these answers, the lowest stage first."""
    needed = ({name: (option,) for name, option in each.items()} for each in requirements)
    stages = zip(model.stages, needed, strict=True)
    return structs.replace(model, stages=tuple(structs.replace(stage, requires=each) for stage, each in stages))


def violations(model: Model, stage: int, answers: dict[str, str]) -> int:
    """How many answers violate what a stage (an index) requires, by the book."""
    requires = model.stages[stage].requires
    return sum(
        answers.get(name, "dont_know") not in ("dont_know", *allowed) and gate_open(model, model.signal(name), answers)
        for name, allowed in requires.items()
    )


def gate_open(model: Model, signal: Signal, answers: dict[str, str]) -> bool:
    """Whether an answer to a signal counts, by the book."""
    return all(
        gate_open(model, model.signal(on), answers) and answers.get(on, "dont_know") in ("dont_know", *options)
        for on, options in signal.only_if.items()
    )


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
