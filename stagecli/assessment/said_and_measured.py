"""What a subject says beside what was measured: each signal has one answer that counts.

What somebody says wins; what was measured stands beside it, and counts where nobody said anything or somebody doesn't
know. A measured answer rules out no stage and closes no gate over a said one: measures see what is there, not all
there is. `batch.observed_codes` does the same for whole columns.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from msgspec import Meta, Struct

from stagecli.answers import DONT_KNOW, Answer, Answers
from stagecli.classifier import Classifier
from stagecli.measures import OLD, Observed

if TYPE_CHECKING:
    from stagecli.observed import ObservedAnswer

Trusted: TypeAlias = Literal["said", "measured"]
"""Which answer counts where what was measured differs from what somebody says."""
Standing: TypeAlias = Literal["counted", "said", "not_counted", "not_applicable", "old", "out_of_range"]


class MeasuredAnswer(Struct, frozen=True, kw_only=True, gc=False):
    """What measures say of a signal, and what became of it."""

    option: Annotated[str | None, Meta(description="The option id; null if the number is out of the signal's range.")]
    number: Annotated[float | None, Meta(description="In the signal's unit; null unless a number was measured.")]
    agreeing: Annotated[
        tuple[str, ...], Meta(description="The options that agree with it: those that cannot be told apart from it.")
    ]
    measures: Annotated[tuple[str, ...], Meta(description="The measures it rests on, the most telling first.")]
    standing: Annotated[
        Standing,
        Meta(
            description="`counted`; `said`: what somebody says counts instead; `not_counted`: it would rule a stage "
            "out, or close a gate over a said answer; `not_applicable`: the question does not apply; `old`: measured "
            f"more than {OLD} days before; `out_of_range`: no answer of this signal."
        ),
    ]


class Merged(NamedTuple):
    """The answers that are classified, and what was measured."""

    answers: Answers
    measured: Mapping[str, MeasuredAnswer]


def merged(
    classifier: Classifier, said: Answers, observed: Observed | None, day: date | None, trust: Trusted = "said"
) -> Merged:
    """Lay what was measured beside what was said.

    Args:
        classifier: whose rules say what measures mean.
        said: what somebody said.
        observed: what was measured; None if nothing was.
        day: of the assessment, by which measures may be old; None if they never are.
        trust: what counts where both differ.

    """
    if observed is None:
        return Merged(said, {})
    from stagecli.observed import fitting_values, observed_answers  # most subjects are not measured

    answers, measured = dict(said), {}
    for signal, found in observed_answers(classifier.model, fitting_values(classifier.model, observed)).items():
        standing = _standing(classifier, said, signal, found, trust, old=is_old(observed, found.measures, day))
        measured[signal] = MeasuredAnswer(
            option=found.option,
            number=found.number,
            agreeing=found.agreeing,
            measures=found.measures,
            standing=standing,
        )
        if standing == "counted" and found.option is not None:
            answers[signal] = Answer(found.option, "observed", found.number)
    order = [signal.id for signal in classifier.model.signals]
    return Merged({signal: answers[signal] for signal in order if signal in answers}, measured)


def _standing(
    classifier: Classifier, said: Answers, signal: str, found: "ObservedAnswer", trust: Trusted, *, old: bool
) -> Standing:
    if found.option is None:
        return "out_of_range"
    if old:
        return "old"
    given = said.get(signal)
    if is_said(given) and not (trust == "measured" and agrees(given, found) is False):
        return "said"
    return "not_counted" if shuts_out(classifier, said, signal, found.option) else "counted"


def shuts_out(classifier: Classifier, said: Answers, signal: str, option: str) -> bool:
    """Whether a measured answer would rule a stage out, or close a gate over what was said."""
    closes = (
        option not in needs[signal]
        for other, needs in classifier.needs.items()
        if signal in needs and is_said(said.get(other))
    )
    return (signal, option) in classifier.forbidden or any(closes)


def is_said(given: Answer | None) -> bool:
    """Whether somebody gave an answer other than *don't know*."""
    return given is not None and given.option != DONT_KNOW


def agrees(given: Answer | None, found: "ObservedAnswer | MeasuredAnswer") -> bool | None:
    """Whether what was said is among what was measured; None if one of them is missing."""
    if given is None or given.option == DONT_KNOW or found.option is None:
        return None
    return given.option in found.agreeing


def is_old(observed: Observed, measures: tuple[str, ...], day: date | None) -> bool:
    """Whether the period of one of these measures ended long before a day."""
    ends = [
        source.until for source in map(observed.source_of, measures) if source is not None and source.until is not None
    ]
    return day is not None and any((day - date.fromisoformat(end)).days > OLD for end in ends)
