"""Gates: whether a signal applies, given the other answers."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from stagecli.classify.table import Table

Applies: TypeAlias = Literal["yes", "perhaps", "no"]
"""`perhaps`: the gate hangs on a signal that is not asked or not known; a given answer counts, and it may be asked."""


def applicability(table: Table, answers: Mapping[str, str]) -> dict[str, Applies]:
    """Whether each signal applies.

    Signals of a gate are joined by AND, the options of each by OR. A gate that does not apply closes what hangs
    on it.
    """
    applies: dict[str, Applies] = {}
    for signal in table.order:
        states = {_condition(table, answers, applies[on], on, options) for on, options in table.gates[signal].items()}
        applies[signal] = "no" if "no" in states else "perhaps" if "perhaps" in states else "yes"
    return applies


def _condition(table: Table, answers: Mapping[str, str], applies: Applies, on: str, options: frozenset[str]) -> Applies:
    if applies == "no":
        return "no"
    given = answers.get(on)
    if given not in table.score[on]:  # not asked, or don't know
        return "perhaps"
    return applies if given in options else "no"  # what hangs on a signal is no surer than the signal itself


def counted(table: Table, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that count: an option was chosen, and the gate is not closed. In the table's order."""
    applies = applicability(table, answers)
    return {
        signal: answers[signal]
        for signal in table.order
        if applies[signal] != "no" and answers.get(signal) in table.score[signal]
    }
