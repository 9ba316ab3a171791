"""`model simulate`: how a ladder reads subjects whose stage is known, because they were drawn from its own tables.

It cannot say whether the tables are true. It says what follows if they are: which stages get mistaken for each other,
how many questions an interview needs, and how much the verdict suffers from answers that are wrong, missing or
correlated.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from stagecli.authoring.interviews import Interviews, Order, interviews
from stagecli.authoring.measures import Judged
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.questions import entropy

SUBJECTS = 500
SEED = 1
MISREPORTS = (0.1, 0.2, 0.3)
_MISSING = (0.25, 0.5, 0.75)
_CORRELATIONS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
_ORDERS: tuple[Order, ...] = ("adaptive", "file", "random")
_INTERVIEWING = 40
"""Cost of all interviews, in units of drawing and reading one population; for the progress bar only."""
_TELLING = 3
"""Signals listed for each pair of neighbours."""
_LITTLE = 0.005
"""Accuracy: a signal that costs less than this when left out could be dropped."""


class Disturbed(Struct, frozen=True):
    """Verdicts when the answers are disturbed."""

    amount: float
    """The share of answers that are replaced at random or missing, or their correlation; from 0 to 1."""
    accuracy: float
    """Share whose detected stage is the true one."""
    confidence: float
    """Mean posterior of the detected stages; above the accuracy, the ladder is surer than it should be."""


class Telling(Struct, frozen=True):
    """Which signals tell two neighbouring stages apart best."""

    stages: tuple[int, int]
    """Numbers of the two stages, from 1."""
    signals: dict[str, float]
    """Mutual information of signal and stage in bits, from 0 to 1, for equally likely stages; highest first."""


class Simulation(Struct, frozen=True, kw_only=True):
    """The results of a simulation."""

    contract: str
    model: dict[str, str]
    subjects: int
    """How many at each stage."""
    seed: int
    stages: tuple[str, ...]
    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    """How many subjects of each stage (outer) are detected at each stage (inner), everything asked."""
    interviews: tuple[Interviews, ...]
    misreports: tuple[Disturbed, ...]
    missing: tuple[Disturbed, ...]
    correlated: tuple[Disturbed, ...]
    calibrated_at: float | None
    """The correlation at which mean confidence equals accuracy; None if none that was tried reaches that."""
    telling: tuple[Telling, ...]
    dropped: dict[str, float]
    """Signal id: accuracy lost when it is never asked, least first; below 0, accuracy rises."""
    droppable: tuple[str, ...]
    """Signals that together cost less than 0.005 of accuracy if none of them is asked, in the order of `dropped`."""


def simulate(
    classifier: Classifier,
    *,
    subjects: int = SUBJECTS,
    seed: int = SEED,
    misreports: Sequence[float] = MISREPORTS,
    progress: Callable[[float], None] = lambda _: None,
) -> Simulation:
    """Simulate interviews and disturbed answers.

    Args:
        classifier: of a sound model.
        subjects: how many to draw at each stage.
        seed: the seed of all draws; equal arguments give equal results.
        misreports: each is tried: a share of answers to replace at random.
        progress: called with the share of the work done, from 0 to 1.

    """
    work = _Work(
        progress, _INTERVIEWING + len(_CORRELATIONS) + len(misreports) + len(_MISSING) + 2 * len(classifier.order)
    )
    population = Population.drawn(classifier, subjects, correlation=0, seed=f"{seed}/subjects")
    plain = population.read(classifier)
    accuracy = _accuracy(plain.verdicts)

    def read(amount: float, other: Population) -> Disturbed:
        verdicts = other.read(classifier).verdicts
        work.done(1)
        return Disturbed(amount, _accuracy(verdicts), round(float(verdicts.confidence.mean()), 6))

    interviewed = tuple(_interviews(classifier, population, seed, work))
    correlated = tuple(
        read(amount, Population.drawn(classifier, subjects, correlation=amount, seed=f"{seed}/subjects"))
        for amount in _CORRELATIONS
    )
    dropped = _dropped(classifier, population, accuracy, work)
    return Simulation(
        contract="stagecli/model-simulation/1",
        model=classifier.model.reference,
        subjects=subjects,
        seed=seed,
        stages=classifier.stages,
        accuracy=accuracy,
        confusion=plain.confusion,
        interviews=interviewed,
        misreports=tuple(read(share, population.misreporting(share, f"{seed}/misreports")) for share in misreports),
        missing=tuple(read(share, population.forgetting(share, f"{seed}/missing")) for share in _MISSING),
        correlated=correlated,
        calibrated_at=_calibrated_at(correlated),
        telling=tuple(telling(classifier)),
        dropped=dropped,
        droppable=tuple(_droppable(classifier, population, dropped, accuracy, work)),
    )


class _Work:
    """How much of the work is done; the unit is drawing and reading one population."""

    def __init__(self, progress: Callable[[float], None], whole: float) -> None:
        self._progress = progress
        self._whole = whole
        self._done = 0.0

    def done(self, units: float) -> None:
        """Add to the work done, and report it."""
        self._done += units
        self._progress(min(1.0, self._done / self._whole))


def _accuracy(verdicts: Judged) -> float:
    return float(verdicts.right.mean())


def _interviews(classifier: Classifier, population: Population, seed: int, work: _Work) -> Iterator[Interviews]:
    part = _INTERVIEWING / (len(_ORDERS) * len(population.stages))
    for order in _ORDERS:
        yield interviews(
            classifier,
            population,
            order,
            seed=f"{seed}/order",
            progress=lambda interviewed: work.done(part * interviewed),
        )


def _calibrated_at(correlated: Sequence[Disturbed]) -> float | None:
    """Where confidence overtakes accuracy, by linear interpolation between two correlations."""
    gaps = [each.confidence - each.accuracy for each in correlated]
    for (one, other), (before, after) in zip(pairwise(correlated), pairwise(gaps), strict=True):
        if before <= 0 < after:
            return one.amount + (other.amount - one.amount) * -before / (after - before)
    return None


def telling(classifier: Classifier) -> Iterator[Telling]:
    """For each pair of neighbours, the signals with the most information about which of the two it is.

    For two equally likely stages that is the Jensen-Shannon divergence of their columns. Lin, J. (1991). Divergence
    measures based on the Shannon entropy. IEEE Transactions on Information Theory, 37(1).
    """
    for stage in range(len(classifier.stages) - 1):
        bits = {}
        for signal, rows in classifier.likelihood.items():
            one, other = ([row[at] for row in rows.values()] for at in (stage, stage + 1))
            mixed = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
            bits[signal] = max(0.0, entropy(mixed) - math.fsum((entropy(one), entropy(other))) / 2)
        best = sorted(bits, key=lambda signal: -bits[signal])[:_TELLING]
        yield Telling((stage + 1, stage + 2), {signal: bits[signal] for signal in best})


def _dropped(classifier: Classifier, population: Population, accuracy: float, work: _Work) -> dict[str, float]:
    lost = {}
    for signal in classifier.order:
        lost[signal] = accuracy - _accuracy(population.without(signal).read(classifier).verdicts)
        work.done(1)
    return dict(sorted(lost.items(), key=lambda item: item[1]))


def _droppable(
    classifier: Classifier, population: Population, dropped: dict[str, float], accuracy: float, work: _Work
) -> Iterator[str]:
    """Drop one signal after another, the least missed first, while the total loss stays small."""
    for signal in dropped:
        fewer = population.without(signal)
        work.done(1)
        if accuracy - _accuracy(fewer.read(classifier).verdicts) < _LITTLE:
            population = fewer
            yield signal
