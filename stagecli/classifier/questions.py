"""The interview: which question comes next, why, and when it is enough.

An interview has no state but its answers: the next question is a function of them, so going back, amending and
resuming are all a replay. `Classifier.next_question` is what a terminal, a web form or a chat bot asks for after every
answer.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal, TypeAlias

from msgspec import Struct

from stagecli.classifier.gates import Applies, applicability, counted
from stagecli.classifier.posterior import billionths, ranking, reaches, scores, softmax
from stagecli.classifier.tables import Tables

WORTH_ASKING = 0.01
"""Bits: a question expected to tell less is not worth the subject's time."""

Reason: TypeAlias = Literal["sure", "settled", "nothing_more", "all_asked"]
"""Why an interview stops: the stage is sure enough; no rival can catch up any more; no question left is worth asking;
no question is left."""


class Question(Struct, frozen=True):
    """What to ask next."""

    signal: str
    gain: float
    """Expected information gain, in bits."""
    tells_apart: tuple[int, int]
    """Indices of the two stages that the answer tells apart best, as things stand; the lower stage first."""
    left: int
    """How many questions there can be at most from here on, this one included."""


class Stop(Struct, frozen=True):
    """Nothing needs to be asked any more."""

    reason: Reason


def next_question(tables: Tables, answers: Mapping[str, str], *, ask_all: bool = False) -> Question | Stop:
    """What to ask next, given all that was asked so far; or why to stop."""
    gain = expected_information_gain(tables, answers)
    chosen = decide(tables, answers, gain, ask_all=ask_all)
    if isinstance(chosen, Stop):
        return chosen
    return Question(chosen, gain[chosen], _told_apart(tables, answers, chosen), len(gain))


def decide(
    tables: Tables, answers: Mapping[str, str], gain: Mapping[str, float], *, ask_all: bool = False
) -> str | Stop:
    """Which signal to ask next, given what each is expected to tell (`expected_information_gain`); or why to stop."""
    if not gain:
        return Stop("all_asked")
    if not ask_all:
        counting = counted(tables, answers)
        totals = scores(tables, counting)
        enough = tables.model.interview
        if len(counting) >= enough.min_questions and reaches(max(softmax(totals)), enough.stop_at):
            return Stop("sure")
        if settled(tables, answers):
            return Stop("settled")
        if not reaches(max(gain.values()), WORTH_ASKING):
            return Stop("nothing_more")
    best = max(gain.values())
    first = next(each.id for each in tables.model.signals if each.id in gain and reaches(gain[each.id], best))
    return _gate_first(tables, answers, first)


def expected_information_gain(tables: Tables, answers: Mapping[str, str]) -> dict[str, float]:
    """What asking each signal that is unasked and may apply is expected to tell about the stage, in bits.

    H(posterior) − Σ_o P(o) · H(posterior after o). How likely each answer is comes from the untempered likelihood;
    what it would do to the posterior, from the tempered one. Lindley, D. V. (1956). On a measure of the information
    provided by an experiment. Annals of Mathematical Statistics, 27(4).
    """
    totals = scores(tables, counted(tables, answers))
    posterior = softmax(totals)
    now = entropy(posterior)
    gain: dict[str, float] = {}
    for signal, applies in applicability(tables, answers).items():
        if applies == "no" or signal in answers:
            continue
        after = 0.0
        for option, likelihood in tables.likelihood[signal].items():
            predictive = math.fsum(p * q for p, q in zip(posterior, likelihood, strict=True))
            row = tables.score[signal][option]
            after += predictive * entropy(softmax([a + b for a, b in zip(totals, row, strict=True)]))
        gain[signal] = now - after
    return gain


def entropy(probabilities: Sequence[float]) -> float:
    """Shannon entropy in bits, from 0 to log2 of how many there are."""
    return -math.fsum(p * math.log2(p) for p in probabilities if p > 0)


def worth_asking(tables: Tables, answers: Mapping[str, str]) -> list[tuple[str, float]]:
    """Signals that would tell at least `WORTH_ASKING` bits, most informative first; ties in file order."""
    gain = expected_information_gain(tables, answers)
    worth = [(each.id, gain[each.id]) for each in tables.model.signals if reaches(gain.get(each.id, 0), WORTH_ASKING)]
    return sorted(worth, key=lambda item: -billionths(item[1]))


def _gate_first(tables: Tables, answers: Mapping[str, str], signal: str) -> str:
    """The signal itself, or the first unasked one that its gate hangs on."""
    for on in tables.gates[signal]:
        if on not in answers:
            return _gate_first(tables, answers, on)
    return signal


def settled(tables: Tables, answers: Mapping[str, str]) -> bool:
    """Whether an answer counts, and no rival can catch up, whatever the answers still to come.

    For every rival: the lead is larger than all that unanswered signals could give it at most, and than what answers
    could lose again because a gate still open to doubt turns out closed.
    """
    applies, counting = applicability(tables, answers), counted(tables, answers)
    totals = scores(tables, counting)
    leader = ranking(totals)[0]
    return bool(counting) and all(
        totals[leader] - totals[rival]
        > sum(_swing(tables, answers, signal, applies[signal], (leader, rival)) for signal in tables.order)
        for rival in range(len(totals))
        if rival != leader
    )


def _swing(tables: Tables, answers: Mapping[str, str], signal: str, applies: Applies, stages: tuple[int, int]) -> int:
    """How far a signal can still move the balance from the leader to the rival, in nano-nats."""
    leader, rival = stages
    rows = tables.score[signal]
    if applies == "no":
        return 0
    if answers.get(signal) in rows:
        row = rows[answers[signal]]
        return max(0, row[leader] - row[rival]) if applies == "perhaps" else 0
    if signal in answers:
        return 0  # don't know: asked, and not asked again
    return max(0, *(row[rival] - row[leader] for row in rows.values()))


def _told_apart(tables: Tables, answers: Mapping[str, str], signal: str) -> tuple[int, int]:
    """The two stages whose answers differ most, weighted by how likely both are now.

    The difference is Jeffreys' divergence Σ_o (P(o|a) − P(o|b)) · (log P(o|a) − log P(o|b)).
    """
    posterior = softmax(scores(tables, counted(tables, answers)))

    def separation(pair: tuple[int, int]) -> int:
        one, other = pair
        divergence = math.fsum(
            (row[one] - row[other]) * math.log(row[one] / row[other]) for row in tables.likelihood[signal].values()
        )
        return billionths(posterior[one] * posterior[other] * divergence)

    return max(combinations(range(len(tables.stages)), 2), key=separation)
