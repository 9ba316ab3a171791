"""`model simulate`: how a ladder reads subjects whose stage is known, because they were drawn from its own tables.

It cannot say whether the tables are true. It says what follows if they are: which stages get mistaken for each other,
how many questions an interview needs, and how much the verdict suffers from answers that are wrong, missing or
correlated. Means over the stages weigh them by the priors that the ladder scores with.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from stagecli.authoring.interviews import Interviews, Order, interviews
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.questions import entropy

SUBJECTS = 500
SEED = 1
MISREPORTS = (0.1, 0.2, 0.3)
_MISSING = (0.25, 0.5, 0.75)
_CORRELATIONS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
_TEMPERATURES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0)
"""One of them is the one to try; 1 is the least that a model can have."""
_CERTAIN = 2.0
"""Standard errors: advice needs a greater difference."""
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
    standard_error: float
    """Of confidence − accuracy."""

    @property
    def gap(self) -> float:
        """How far confidence is above accuracy."""
        return self.confidence - self.accuracy

    @property
    def excess(self) -> float:
        """The gap; 0 if that is within what chance does."""
        return self.gap if abs(self.gap) > _CERTAIN * self.standard_error else 0.0


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
    temperature_to_try: float | None
    """If `calibrated_at` is None, the temperature with the least log loss: for independent answers if verdicts are too
    sure even then, else for the strongest correlation tried. None if the model's own is as good."""
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
        subjects: how many to draw at each stage, at least two.
        seed: the seed of all draws; equal arguments give equal results.
        misreports: each is tried: a share of answers to replace at random.
        progress: called with the share of the work done, from 0 to 1.

    """
    work = _Work(
        progress, _INTERVIEWING + len(_CORRELATIONS) + len(misreports) + len(_MISSING) + 2 * len(classifier.order)
    )
    population = Population.drawn(classifier, subjects, correlation=0, seed=f"{seed}/subjects")
    plain = population.read(classifier)
    accuracy = population.mean(plain.verdicts.right)

    def read(amount: float, other: Population) -> Disturbed:
        work.done(1)
        return _disturbed(classifier, amount, other)

    def correlating(amount: float) -> Population:
        return Population.drawn(classifier, subjects, correlation=amount, seed=f"{seed}/subjects")

    interviewed = tuple(_interviews(classifier, population, seed, work))
    correlated = tuple(read(amount, correlating(amount)) for amount in _CORRELATIONS)
    calibrated_at = _calibrated_at(correlated)
    extreme = correlated[0 if correlated[0].excess > 0 else -1].amount
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
        calibrated_at=calibrated_at,
        temperature_to_try=_temperature(classifier, correlating(extreme)) if calibrated_at is None else None,
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


def _disturbed(classifier: Classifier, amount: float, population: Population) -> Disturbed:
    verdicts = population.read(classifier).verdicts
    gaps = verdicts.confidence - verdicts.right
    each = np.bincount(population.stages)
    off = gaps - (np.bincount(population.stages, weights=gaps) / each)[population.stages]
    variance = (population.weights * off) ** 2 * (each / (each - 1))[population.stages]
    return Disturbed(
        amount,
        population.mean(verdicts.right),
        round(population.mean(verdicts.confidence), 6),
        round(math.sqrt(float(variance.sum())), 6),
    )


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
    """Where confidence overtakes accuracy, by linear interpolation between two correlations; else where it is nearest.

    None if they are apart from the first on, or everywhere.
    """
    if correlated[0].excess > 0 or all(each.excess < 0 for each in correlated):
        return None
    for one, other in pairwise(correlated):
        if one.gap <= 0 < other.gap:
            return one.amount + (other.amount - one.amount) * -one.gap / (other.gap - one.gap)
    return min(correlated, key=lambda each: abs(each.gap)).amount


def _temperature(classifier: Classifier, population: Population) -> float | None:
    model = classifier.model

    def loss(temperature: float) -> float:
        calibration = replace(model.calibration, temperature=temperature)
        tempered = Classifier(replace(model, calibration=calibration))
        return population.mean(population.read(tempered).verdicts.log_loss)

    best = min(_TEMPERATURES, key=loss)
    return best if loss(best) < loss(model.calibration.temperature) else None


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


def _accuracy(classifier: Classifier, population: Population) -> float:
    return population.mean(population.read(classifier).verdicts.right)


def _dropped(classifier: Classifier, population: Population, accuracy: float, work: _Work) -> dict[str, float]:
    lost = {}
    for signal in classifier.order:
        lost[signal] = round(accuracy - _accuracy(classifier, population.without(signal)), 9)
        work.done(1)
    return dict(sorted(lost.items(), key=lambda item: item[1]))


def _droppable(
    classifier: Classifier, population: Population, dropped: dict[str, float], accuracy: float, work: _Work
) -> Iterator[str]:
    """Drop one signal after another, the least missed first, while the total loss stays small."""
    for signal in dropped:
        fewer = population.without(signal)
        work.done(1)
        if accuracy - _accuracy(classifier, fewer) < _LITTLE:
            population = fewer
            yield signal
