"""A reading: what one subject's answers come to before anything is said of it, worked out once for all that follows."""

from collections.abc import Mapping

from msgspec import Struct

from stagecli.classifier.gates import Applies, applicability, counted
from stagecli.classifier.posterior import Standings, standings
from stagecli.classifier.tables import Tables


class Reading(Struct, frozen=True, gc=False):
    """The answers of one subject as the classifier reads them."""

    choices: Mapping[str, str]
    """All that was asked: signal id to option id or `dont_know`."""
    applies: Mapping[str, Applies]
    """Of every signal."""
    counting: Mapping[str, str]
    """The answers that count."""
    standings: Standings
    """Where the stages stand by them."""


def read(tables: Tables, choices: Mapping[str, str]) -> Reading:
    """Read a subject's choices."""
    applies = applicability(tables, choices)
    counting = counted(tables, choices, applies)
    return Reading(choices, applies, counting, standings(tables, counting))


def read_again(tables: Tables, before: Reading, changes: Mapping[str, str]) -> Reading:
    """Read a subject's choices after some of them changed; only what that touches is counted anew."""
    choices = {**before.choices, **changes}
    if tables.opening.isdisjoint(changes):
        applies, touched = before.applies, list(changes)
    else:
        applies = applicability(tables, choices)
        touched = [signal for signal, state in applies.items() if state != before.applies[signal] or signal in changes]
    counting, now = dict(before.counting), before.standings
    for signal in touched:
        old = counting.get(signal)
        new = choices.get(signal) if applies[signal] != "no" else None
        if new not in tables.score[signal]:
            new = None
        if old == new:
            continue
        now = now.exchanged(tables, signal, old, new)
        if new is None:
            del counting[signal]
        else:
            counting[signal] = new
    return Reading(choices, applies, counting, now)
