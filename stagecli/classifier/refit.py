"""Stored answers, matched to the model in use: it may have changed since they were given."""

from collections.abc import Mapping
from typing import NamedTuple

from stagecli.answers import DONT_KNOW, Answer, bin_of
from stagecli.model import Model, Signal


class Refitted(NamedTuple):
    """Stored answers as the model in use reads them."""

    answers: dict[str, Answer]
    """Those that still fit, in the order in which they were stored; a number has the option that it falls into now."""
    dropped: tuple[str, ...]
    """Signals whose answers no longer fit: there is no such signal or option, or the number is out of range."""


def refit(model: Model, stored: Mapping[str, Answer]) -> Refitted:
    """Match stored answers to a model."""
    signals = {signal.id: signal for signal in model.signals}
    fitted = {name: _fitted(signals.get(name), answer) for name, answer in stored.items()}
    return Refitted(
        {name: answer for name, answer in fitted.items() if answer is not None},
        tuple(name for name, answer in fitted.items() if answer is None),
    )


def _fitted(signal: Signal | None, answer: Answer) -> Answer | None:
    if signal is None:
        return None
    if answer.option == DONT_KNOW:
        return answer
    if answer.number is not None and signal.number is not None:
        if not signal.number.min <= answer.number <= signal.number.max:
            return None
        return Answer(bin_of(signal, answer.number), answer.origin, answer.number)
    if all(option.id != answer.option for option in signal.options):
        return None
    return Answer(answer.option, answer.origin)
