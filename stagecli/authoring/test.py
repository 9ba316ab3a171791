"""`model test`: how a ladder reads subjects whose stage is known."""

from collections.abc import Sequence

from msgspec import Struct

from stagecli.authoring.labelled import Labelled
from stagecli.authoring.measures import Interval, bootstrapped
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import Status

SEED = 1


class Speaking(Struct, frozen=True):
    """The evidence of one answer in a miss."""

    signal: str
    option: str
    log_odds: float
    """Of the detected stage over the labelled one, in nats; above 0 it favours the detected stage."""


class Miss(Struct, frozen=True):
    """A subject whose detected stage is not the labelled one."""

    name: str
    """The subject's name; empty if unknown."""
    label: str
    """Id of the labelled stage."""
    detected: str
    """Id of the detected stage."""
    accepted: bool
    """Whether the label accepts the detected stage too."""
    confidence: float
    status: Status
    evidence: tuple[Speaking, ...]
    """For every answer that counts; most in favour of the detected stage first."""


class Result(Struct, frozen=True, kw_only=True):
    """The results of a test."""

    stages: tuple[str, ...]
    subjects: int
    """How many subjects have a verdict."""
    unlabelled: int
    """How many rows were left out because they have no label."""
    without_verdict: tuple[str, ...]
    """Names of the subjects left out because none of their answers counts."""
    measures: dict[str, Interval]
    """By name, as in `measures.Measures`, each with a bootstrap interval; empty if there are no subjects."""
    confusion: tuple[tuple[int, ...], ...]
    """How many subjects of each labelled stage (outer) are detected at each stage (inner)."""
    misses: tuple[Miss, ...]
    """In the order of the subjects."""


def compare(classifier: Classifier, subjects: Sequence[Labelled], *, unlabelled: int = 0, seed: int = SEED) -> Result:
    """Classify labelled subjects and compare the verdicts with the labels.

    `unlabelled` rows were left out before; the seed is the bootstrap's.
    """
    telling = [subject for subject in subjects if counted(classifier, subject.answers)]
    reading = Population.labelled(classifier, telling).read(classifier)
    return Result(
        stages=classifier.stages,
        subjects=len(telling),
        unlabelled=unlabelled,
        without_verdict=tuple(subject.name for subject in subjects if not counted(classifier, subject.answers)),
        measures=bootstrapped(reading.verdicts, seed) if telling else {},
        confusion=reading.confusion,
        misses=tuple(
            _miss(classifier, subject)
            for subject, right in zip(telling, reading.verdicts.right, strict=True)
            if not right
        ),
    )


def _miss(classifier: Classifier, subject: Labelled) -> Miss:
    verdict = classifier.verdict(subject.answers)
    evidence = [
        Speaking(each.signal, each.option, (row[verdict.stage] - row[subject.stage]) / NANO)
        for each in verdict.evidence
        for row in (classifier.score[each.signal][each.option],)
    ]
    return Miss(
        name=subject.name,
        label=classifier.stages[subject.stage],
        detected=classifier.stages[verdict.stage],
        accepted=verdict.stage in subject.accept,
        confidence=verdict.confidence,
        status=verdict.status,
        evidence=tuple(sorted(evidence, key=lambda item: -item.log_odds)),
    )
