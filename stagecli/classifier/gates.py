"""Gates: whether a signal applies, given the other answers."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from stagecli.classifier.tables import Tables

Applies: TypeAlias = Literal["yes", "perhaps", "no"]
"""`perhaps`: the gate hangs on a signal that is not asked or not known; a given answer counts, and it may be asked."""


def applicability(tables: Tables, answers: Mapping[str, str]) -> dict[str, Applies]:
    """Whether each signal applies.

    Signals of a gate are joined by AND, the options of each by OR. A gate that does not apply closes what hangs
    on it.
    """
    applies: dict[str, Applies] = {}
    for signal in tables.order:
        state: Applies = "yes"
        for on, options in tables.gates[signal].items():
            condition = _condition(tables, answers, applies[on], on, options)
            if condition != "yes" and state != "no":
                state = condition
        applies[signal] = state
    return applies


def _condition(
    tables: Tables, answers: Mapping[str, str], applies: Applies, on: str, options: frozenset[str]
) -> Applies:
    if applies == "no":
        return "no"
    given = answers.get(on)
    if given not in tables.score[on]:  # not asked, or don't know
        return "perhaps"
    return applies if given in options else "no"  # what hangs on a signal is no surer than the signal itself


def counted(tables: Tables, answers: Mapping[str, str], applies: Mapping[str, Applies] | None = None) -> dict[str, str]:
    """The answers that count: an option was chosen, and the gate is not closed. In the tables' order.

    Args:
        tables: of the model.
        answers: all that was asked.
        applies: whether each signal applies, if that is known already.

    """
    applies = applicability(tables, answers) if applies is None else applies
    return {
        signal: answers[signal]
        for signal, state in applies.items()
        if state != "no" and answers.get(signal) in tables.score[signal]
    }
