"""Stored answers, matched to the model in use: it may have changed since they were given."""

from collections.abc import Container, Mapping
from typing import NamedTuple

from stagecli.answers import DONT_KNOW, Answer, Tell, bin_of, untold
from stagecli.errors import Message
from stagecli.model import Model, Signal, called


class Refitted(NamedTuple):
    """Stored answers as the model in use reads them."""

    answers: dict[str, Answer]
    """Those that still fit, in the order in which they were stored; a number has the option that it falls into now."""
    dropped: tuple[str, ...]
    """Signals whose answers no longer fit: there is no such signal or option, or the number is out of range; or an old
    id stands for two now, or two answers are stored for what is one signal now."""


def refit(model: Model, stored: Mapping[str, Answer], tell: Tell = untold) -> Refitted:
    """Match stored answers to a model, by old ids too, of which `tell` hears."""
    answers: dict[str, Answer] = {}
    dropped = []
    known = {signal.id: signal for signal in model.signals}
    for name, answer in stored.items():
        signal = known.get(name) or signal_now(model, name, stored)
        fitted = None if signal is None else _fitted(signal, answer, tell)
        if signal is None or fitted is None:
            dropped.append(name)
            continue
        if signal.id != name:
            tell(Message("signal_renamed", old=name, new=signal.id))
        answers[signal.id] = fitted
    return Refitted(answers, tuple(dropped))


def signal_now(model: Model, name: str, stored: Container[str]) -> Signal | None:
    """The signal that a stored answer is about now; None if there is none, or it is not the only one that could be."""
    found = called(model.signals, name)
    if len(found) != 1:
        return None
    others = {found[0].id, *found[0].was} - {name}
    return None if found[0].id != name and any(other in stored for other in others) else found[0]


def _fitted(signal: Signal, answer: Answer, tell: Tell) -> Answer | None:
    if answer.option == DONT_KNOW:
        return answer
    if answer.number is not None and signal.number is not None:
        if not signal.number.min <= answer.number <= signal.number.max:
            return None
        return Answer(bin_of(signal, answer.number), answer.origin, answer.number)
    now = called(signal.options, answer.option)
    if len(now) != 1:
        return None
    if now[0].id == answer.option and answer.number is None:
        return answer
    if now[0].id != answer.option:
        tell(Message("option_renamed", signal=signal.id, old=answer.option, new=now[0].id))
    return Answer(now[0].id, answer.origin)
