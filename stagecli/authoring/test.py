"""`model test`: how a ladder reads subjects whose stage is known."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from stagecli.assessment import subject_name
from stagecli.authoring.agreement import (
    Indices,
    Interval,
    calibrated,
    intervals,
    middle,
    quadratic_kappa,
    readers_tables,
    resampled,
    share_interval,
)
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Population, generator
from stagecli.authoring.residuals import Residuals, residuals
from stagecli.batch.kernel import all_millionths
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.rounding import millionths
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


class Readers(Struct, frozen=True):
    """How far several labels of one subject agree, where some differ."""

    subjects: int
    """How many have several labels."""
    labels: int
    """How many labels these have."""
    kappa: Interval
    """Of two labels of one subject: Cohen's kappa with quadratic weights; 1 is full agreement, 0 is chance."""
    ladder: float
    """The same of the ladder with these labels: it can hardly be above."""


class Result(Struct, frozen=True, kw_only=True):
    """The results of a test."""

    stages: tuple[str, ...]
    subjects: int
    """How many subjects have a verdict; rows with one name are of one subject."""
    rows: int
    """How many rows these have: all measures are over rows."""
    unlabelled: int
    """How many rows were left out because they have no label."""
    without_verdict: tuple[str, ...]
    """Names of the subjects left out because none of their answers counts."""
    measures: dict[str, Interval]
    """By name, as `agreement` has them, and `right_when_clear` if a status is clear; empty without a verdict."""
    clear: int
    """How many rows have the status clear."""
    calibrated: Interval | None
    """The calibration error that a perfectly calibrated ladder would have on these rows, for comparison."""
    readers: Readers | None
    """If a subject has labels that differ."""
    residuals: Residuals | None
    """What these answers say against the tables, from each subject's first row."""
    confusion: tuple[tuple[int, ...], ...]
    """How many subjects of each labelled stage (outer) are detected at each stage (inner)."""
    misses: tuple[Miss, ...]
    """In the order of the subjects."""


def compare(classifier: Classifier, subjects: Sequence[Labelled], *, unlabelled: int = 0, seed: int = SEED) -> Result:
    """Classify labelled subjects and compare the verdicts with the labels.

    `unlabelled` rows were left out before; the seed is the bootstrap's.
    """
    telling = [subject for subject in subjects if counted(classifier, subject.answers)]
    population = Population.labelled(classifier, telling)
    reading, who = population.read(classifier), _subjects(telling)
    first = np.unique(who, return_index=True)[1]
    clear = all_millionths(reading.verdicts.confidence) >= millionths(classifier.model.calibration.decide_at)
    measures = intervals(reading.verdicts, who, generator(f"{seed}/intervals")) if telling else {}
    if clear.any():
        measures["right_when_clear"] = share_interval(reading.verdicts.right[clear], who[clear])
    answers = {signal: codes[first] for signal, codes in population.counting(classifier).items()}
    return Result(
        stages=classifier.stages,
        subjects=len(first),
        rows=len(telling),
        unlabelled=unlabelled,
        without_verdict=tuple(subject.name for subject in subjects if not counted(classifier, subject.answers)),
        measures=measures,
        clear=int(clear.sum()),
        calibrated=calibrated(reading.verdicts, who, generator(f"{seed}/calibrated")) if telling else None,
        readers=_readers(population.stages, reading.stages, who, len(classifier.stages), seed),
        residuals=residuals(classifier, population.stages[first], answers, seed) if telling else None,
        confusion=reading.confusion,
        misses=tuple(
            _miss(classifier, subject)
            for subject, right in zip(telling, reading.verdicts.right, strict=True)
            if not right
        ),
    )


def _subjects(rows: Sequence[Labelled]) -> Indices:
    """Which subject each row is about, counting from 0: rows with one name are about one, each without a name is."""
    known: dict[str | int, int] = {}
    return np.array(
        [known.setdefault(subject_name(row.name) or at, len(known)) for at, row in enumerate(rows)], np.intp
    )


def _readers(labels: Indices, found: Indices, who: Indices, stages: int, seed: int) -> Readers | None:
    several = (np.bincount(who) > 1)[who]
    labels, found, subjects = labels[several], found[several], np.unique(who[several], return_inverse=True)[1]
    tables = readers_tables(labels, subjects, stages)
    if not tables[:, ~np.eye(stages, dtype=np.bool_)].any():
        return None
    drawn = resampled(tables.reshape(len(tables), -1), np.arange(len(tables)), generator(f"{seed}/readers"))
    kappas = quadratic_kappa(drawn.reshape(-1, stages, stages))
    confusion = np.zeros((stages, stages))
    np.add.at(confusion, (labels, found), 1)
    return Readers(
        subjects=len(tables),
        labels=len(labels),
        kappa=middle(float(quadratic_kappa(tables.sum(axis=0))), kappas[~np.isnan(kappas)], least=-1),
        ladder=float(quadratic_kappa(confusion)),
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
