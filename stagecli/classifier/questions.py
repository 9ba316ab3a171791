"""The interview: which question comes next, why, and when it is enough.

An interview has no state but its answers: the next question is a function of them, so going back, amending and
resuming are all a replay. `Classifier.next_question` is what a terminal, a web form or a chat bot asks for after every
answer.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from operator import mul
from typing import Literal, TypeAlias

from msgspec import Struct

from stagecli.classifier.gates import Applies
from stagecli.classifier.reading import Reading
from stagecli.classifier.rounding import billionths, reaches
from stagecli.classifier.tables import Tables

WORTH_ASKING = 0.01
"""Bits: a question expected to tell less is not worth the subject's time."""

Reason: TypeAlias = Literal["sure", "settled", "nothing_more", "long_enough", "all_asked"]
"""Why an interview stops: the stage is sure enough; no rival can catch up any more; no question left is worth asking;
as many were asked as may be; no question is left."""


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


def next_question(tables: Tables, reading: Reading, *, ask_all: bool = False) -> Question | Stop:
    """What to ask next, given all that was asked so far; or why to stop."""
    gain = expected_information_gain(tables, reading)
    chosen = decide(tables, reading, gain, ask_all=ask_all)
    if isinstance(chosen, Stop):
        return chosen
    most = tables.model.interview.max_questions
    left = len(gain) if ask_all or most is None else min(len(gain), most - len(reading.choices))
    return Question(chosen, gain[chosen], _told_apart(tables, reading, chosen), left)


def decide(tables: Tables, reading: Reading, gain: Mapping[str, float], *, ask_all: bool = False) -> str | Stop:
    """Which signal to ask next, given what each is expected to tell (`expected_information_gain`); or why to stop."""
    if not gain:
        return Stop("all_asked")
    if not ask_all:
        enough = tables.model.interview
        sure = max(reading.standings.posterior())
        if len(reading.counting) >= enough.min_questions and reaches(sure, enough.stop_at):
            return Stop("sure")
        if settled(tables, reading):
            return Stop("settled")
        if not reaches(max(gain.values()), WORTH_ASKING):
            return Stop("nothing_more")
        if enough.max_questions is not None and len(reading.choices) >= enough.max_questions:
            return Stop("long_enough")
    best = max(gain.values())
    first = next(each.id for each in tables.model.signals if each.id in gain and reaches(gain[each.id], best))
    return _gate_first(tables, reading.choices, first)


def expected_information_gain(tables: Tables, reading: Reading) -> dict[str, float]:
    """What asking each signal that is unasked and may apply is expected to tell about the stage, in bits.

    H(posterior) − Σ_o P(o) · H(posterior after o). How likely each answer is comes from the untempered likelihood;
    what it would do to the posterior, from the tempered one. Lindley, D. V. (1956). On a measure of the information
    provided by an experiment. Annals of Mathematical Statistics, 27(4).
    """
    posterior = reading.standings.posterior()
    now = entropy(posterior)
    gain: dict[str, float] = {}
    for signal, applies in reading.applies.items():
        if applies == "no" or signal in reading.choices:
            continue
        after = 0.0
        for option, likelihood in tables.likelihood[signal].items():
            predictive = math.fsum(map(mul, posterior, likelihood))
            after += predictive * entropy(reading.standings.exchanged(tables, signal, None, option).posterior())
        gain[signal] = now - after
    return gain


def entropy(probabilities: Sequence[float]) -> float:
    """Shannon entropy in bits, from 0 to log2 of how many there are."""
    return -math.fsum([p * math.log2(p) for p in probabilities if p > 0])


def worth_asking(tables: Tables, reading: Reading) -> list[tuple[str, float]]:
    """Signals that would tell at least `WORTH_ASKING` bits, most informative first; ties in file order."""
    gain = expected_information_gain(tables, reading)
    worth = [(each.id, gain[each.id]) for each in tables.model.signals if reaches(gain.get(each.id, 0), WORTH_ASKING)]
    return sorted(worth, key=lambda item: -billionths(item[1]))


def _gate_first(tables: Tables, answers: Mapping[str, str], signal: str) -> str:
    """The signal itself, or the first unasked one that its gate hangs on."""
    for on in tables.gates[signal]:
        if on not in answers:
            return _gate_first(tables, answers, on)
    return signal


def settled(tables: Tables, reading: Reading) -> bool:
    """Whether an answer counts, and no rival can catch up, whatever the answers still to come."""
    leader, *rivals = reading.standings.ranking()
    return bool(reading.counting) and not any(_catches_up(tables, reading, leader, rival) for rival in rivals)


_Balance: TypeAlias = tuple[int, int]
"""How far a rival is ahead of the leader: (violations fewer, score more in nano-nats). Greater is farther: scores count
only where violations are even."""


def _catches_up(tables: Tables, reading: Reading, leader: int, rival: int) -> bool:
    """Whether the rival can at least draw level.

    The order of balances is kept when one is added to both, so the greatest sum is that of each signal's greatest.
    """
    now, stages = reading.standings, (leader, rival)
    swings = [
        _swing(tables, reading.choices, signal, state, stages)
        for signal, state in reading.applies.items()
        if state == "perhaps" or signal not in reading.choices
    ]
    fewer = now.violations[leader] - now.violations[rival] + sum(violations for violations, _ in swings)
    more = now.scores[rival] - now.scores[leader] + sum(score for _, score in swings)
    return (fewer, more) >= (0, 0)


def _swing(
    tables: Tables, answers: Mapping[str, str], signal: str, applies: Applies, stages: tuple[int, int]
) -> _Balance:
    """How far a signal can still move the balance to the rival: by an answer, or as that turns out not to count."""
    if applies == "no":
        return 0, 0
    if signal not in answers:
        return max((0, 0), *(_balance(tables, signal, option, stages) for option in tables.score[signal]))
    if applies == "yes" or answers[signal] not in tables.score[signal]:
        return 0, 0  # it counts for good; or is not known: asked, and not asked again
    fewer, more = _balance(tables, signal, answers[signal], stages)
    return max((0, 0), (-fewer, -more))


def _balance(tables: Tables, signal: str, option: str, stages: tuple[int, int]) -> _Balance:
    """What an answer adds to the balance."""
    leader, rival = stages
    row, against = tables.score[signal][option], tables.forbidden.get((signal, option), ())
    return (leader in against) - (rival in against), row[rival] - row[leader]


def _told_apart(tables: Tables, reading: Reading, signal: str) -> tuple[int, int]:
    """The two stages whose answers differ most, weighted by how likely both are now.

    The difference is Jeffreys' divergence Σ_o (P(o|a) − P(o|b)) · (log P(o|a) − log P(o|b)).
    """
    posterior = reading.standings.posterior()

    def separation(pair: tuple[int, int]) -> int:
        one, other = pair
        divergence = math.fsum(
            (row[one] - row[other]) * math.log(row[one] / row[other]) for row in tables.likelihood[signal].values()
        )
        return billionths(posterior[one] * posterior[other] * divergence)

    return max(combinations(range(len(tables.stages)), 2), key=separation)
