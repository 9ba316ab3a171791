"""The answers of an assessment: every signal of the model, what became of it, and where it comes from."""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from stagecli.answers import DONT_KNOW, Answer, Answers, Origin
from stagecli.assessment.said_and_measured import MeasuredAnswer, Merged, agrees
from stagecli.classifier.gates import Applies
from stagecli.model import Model


class AssessmentPart(Struct, frozen=True, kw_only=True, gc=False):  # no circles: nothing for the garbage collector
    """What every part of an assessment shares."""


class GivenOption(AssessmentPart, frozen=True, kw_only=True):
    """What was answered to a signal."""

    option: str
    number: float | None


class SignalAnswer(AssessmentPart, frozen=True, kw_only=True):
    """One signal and what was answered; every signal of the model has one."""

    signal: str
    state: Annotated[
        Literal["answered", "dont_know", "not_asked", "not_applicable"],
        Meta(description="Only `answered` counts for or against a stage."),
    ]
    option: Annotated[str | None, Meta(description="The option id; null unless an option was given.")]
    number: Annotated[float | None, Meta(description="The number given for a numeric signal, if one was.")]
    origin: Annotated[Origin | None, Meta(description="Where the answer came from; null if not asked.")]
    said: Annotated[
        GivenOption | None,
        Meta(description="What somebody said, if it was measured too; `dont_know` included. Null if nobody did."),
    ] = None
    measured: Annotated[MeasuredAnswer | None, Meta(description="What measures say; null if they say nothing.")] = None
    agrees: Annotated[
        bool | None,
        Meta(description="Whether what was said is among what was measured; null unless both are there, and apply."),
    ] = None


def _agrees(said: Answer | None, measured: MeasuredAnswer | None) -> bool | None:
    return None if measured is None or measured.standing == "old" else agrees(said, measured)


def signal_answers(
    model: Model, said: Answers, both: Merged, applies: Mapping[str, Applies]
) -> tuple[SignalAnswer, ...]:
    """One entry for each signal of the model, in its order: its state and the answer, if any."""
    found = []
    for signal in model.signals:
        given, own, measured = both.answers.get(signal.id), said.get(signal.id), both.measured.get(signal.id)
        option = None if given is None or given.option == DONT_KNOW else given.option
        state: Literal["answered", "dont_know", "not_asked", "not_applicable"] = "answered"
        if applies[signal.id] == "no":
            state = "not_applicable"
        elif given is None:
            state = "not_asked"
        elif option is None:
            state = "dont_know"
        if measured is not None and state == "not_applicable" and measured.standing == "counted":
            measured = replace(measured, standing="not_applicable")
        number, origin = (None, None) if given is None else (given.number, given.origin)
        found.append(
            SignalAnswer(
                signal=signal.id,
                state=state,
                option=option,
                number=number,
                origin=origin,
                said=None if own is None or measured is None else GivenOption(option=own.option, number=own.number),
                measured=measured,
                agrees=_agrees(own, measured) if state != "not_applicable" else None,
            )
        )
    return tuple(found)
