"""Gates that hang on each other in a circle."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from stagecli.errors import Message
from stagecli.yaml_document import Path


def circles(
    places: Mapping[str, int], gates: dict[str, list[str]]
) -> Iterator[tuple[Path, Message, Message | None, bool]]:
    """Yield each circle of gates, from its first signal in the file, as `rules.breaches` does.

    Args:
        places: where each signal is in the file.
        gates: the signals that each hangs on; what closes a circle is taken out.

    """
    while cycle := _circle(gates):
        start = cycle.index(min(cycle, key=places.__getitem__))  # reported from the first signal in the file
        cycle = [*cycle[start:], *cycle[:start]]
        what = Message("gates_in_a_circle", cycle=" → ".join([*cycle, cycle[0]]))
        here: Path = ("signals", places[cycle[0]], "only_if", cycle[1 % len(cycle)])
        yield here, what, Message("no_own_gate"), True
        del gates[cycle[0]]


def _circle(gates: Mapping[str, Sequence[str]]) -> list[str]:
    """A circle of signals in which each is gated by the next; empty if there is none."""
    try:
        TopologicalSorter(gates).prepare()
    except CycleError as error:
        return list(error.args[1][:0:-1])
    return []
