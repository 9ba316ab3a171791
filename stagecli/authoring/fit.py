"""`model fit`: learn frequencies, temperature and slip from labelled subjects.

Each of the author's columns is a Dirichlet prior worth `strength` subjects, to which the counts of that stage's
labelled subjects are added. Temperature and slip are those with the least log loss in cross-validation. An outer
cross-validation, which learns everything again without the subjects it judges, shows whether the fitted model is any
better. Gelman, A., et al. (2013). Bayesian Data Analysis, 3rd ed., 3.4 (multinomial data). Varma, S., &
Simon, R. (2006). Bias in error estimation when using cross-validation for model selection. BMC Bioinformatics, 7(91).
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from statistics import fmean

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from stagecli.authoring.labelled import Labelled
from stagecli.authoring.measures import Judged, Measures, measured
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.tables import NANO
from stagecli.errors import UsageError
from stagecli.model import Calibration, Model, Signal

STRENGTH = 10.0
FEWEST = 20
"""Labelled subjects; fewer cannot show whether a fitted model is better."""
_FOLDS = 5
_SLIPS = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
_TEMPERATURES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0)
_DECIMALS = 1  # of a written frequency: finer than anybody's judgement


class TooLittle(UsageError):
    """The labelled subjects cannot teach anything."""


class Fit(Struct, frozen=True):
    """A fitted model, and whether it is better."""

    model: Model
    """With the learned frequencies, temperature and slip; `sha256` is still the original model's."""
    subjects: tuple[int, ...]
    """How many labelled subjects each stage has."""
    before: Measures
    """Of the author's model, on all subjects."""
    after: Measures
    """Of models fitted without the subjects they are judged on."""
    gain: float
    """The mean reduction of the log loss, in nats."""
    standard_error: float
    """The standard error of `gain`, in nats."""
    guessing: float
    """The log loss of the model's priors alone, without any answer, in nats."""

    @property
    def better(self) -> bool:
        """Whether the gain exceeds its standard error, and the answers say more than the priors alone."""
        return self.gain > self.standard_error and self.after.log_loss + self.standard_error < self.guessing


def fit(
    model: Model,
    subjects: Sequence[Labelled],
    *,
    strength: float = STRENGTH,
    seed: int = 1,
    progress: Callable[[float], None] = lambda _: None,
) -> Fit:
    """Fit a model to labelled subjects.

    Args:
        model: a sound model.
        subjects: at least `FEWEST`, of two stages or more.
        strength: how many subjects per stage the author's columns are worth.
        seed: decides which subjects are held out.
        progress: called with the share of the work done, from 0 to 1.

    Raises:
        TooLittle: there are fewer subjects, or all are of one stage.

    """
    labels = Counter(subject.stage for subject in subjects)
    if len(subjects) < FEWEST:
        raise TooLittle("too_few_labelled", count=len(subjects), fewest=FEWEST)
    if len(labels) < 2:
        raise TooLittle("labels_of_one_stage")
    before = _verdicts(model, subjects)
    judged_on: list[int] = []
    parts: list[Judged] = []
    for fold, (rest, held_out) in enumerate(_folds(subjects, f"{seed}/outer"), start=1):
        fitted = _fitted(model, [subjects[at] for at in rest], strength, seed)
        judged_on += held_out
        parts.append(_verdicts(fitted, [subjects[at] for at in held_out]))
        progress(fold / (_FOLDS + 1))
    after = Judged(*map(np.concatenate, zip(*parts, strict=True)))
    gains = before.of(judged_on).log_loss - after.log_loss
    priors = Classifier(model).prior
    result = Fit(
        model=_rounded(_fitted(model, subjects, strength, seed), len(subjects)),
        subjects=tuple(labels[stage] for stage in range(len(model.stages))),
        before=measured(before),
        after=measured(after),
        gain=float(gains.mean()),
        standard_error=float(gains.std(ddof=1)) / math.sqrt(len(gains)),
        guessing=-fmean(priors[subject.stage] for subject in subjects) / NANO,
    )
    progress(1)
    return result


def _fitted(model: Model, subjects: Sequence[Labelled], strength: float, seed: int) -> Model:
    learned = with_counts(model, subjects, strength)
    return replace(learned, calibration=_best_calibration(model, subjects, strength, seed))


def _best_calibration(model: Model, subjects: Sequence[Labelled], strength: float, seed: int) -> Calibration:
    """The slip and temperature with the least log loss on subjects not used to learn the frequencies."""
    loss = dict.fromkeys(product(_SLIPS, _TEMPERATURES), 0.0)
    for rest, held_out in _folds(subjects, f"{seed}/inner"):
        learned = with_counts(model, [subjects[at] for at in rest], strength)
        judges = Population.labelled(Classifier(model), [subjects[at] for at in held_out])
        for slip, temperature in loss:
            calibration = replace(model.calibration, slip=slip, temperature=temperature)
            reading = judges.read(Classifier(replace(learned, calibration=calibration)))
            loss[slip, temperature] += float(reading.verdicts.log_loss.sum())
    slip, temperature = min(loss, key=lambda choice: loss[choice])
    return replace(model.calibration, slip=slip, temperature=temperature)


def _folds(subjects: Sequence[Labelled], seed: str) -> Iterator[tuple[list[int], list[int]]]:
    """Indices of subjects to learn from and to judge on; every fold gets its share of each stage."""
    places = list(range(len(subjects)))
    random.Random(seed).shuffle(places)
    places.sort(key=lambda place: subjects[place].stage)  # stable: shuffled within each stage
    for fold in range(min(_FOLDS, len(places))):
        held_out = places[fold::_FOLDS]
        left = set(held_out)
        yield [place for place in places if place not in left], held_out


def with_counts(model: Model, subjects: Sequence[Labelled], strength: float) -> Model:
    """The model with the subjects' answers added to its frequencies; the author's count as `strength` subjects."""
    classifier = Classifier(model)
    counts = Counter(
        (signal, option, subject.stage)
        for subject in subjects
        for signal, option in counted(classifier, subject.answers).items()
    )
    return replace(model, signals=tuple(_with_counts(signal, counts, strength) for signal in model.signals))


def _with_counts(signal: Signal, counts: Counter[tuple[str, str, int]], strength: float) -> Signal:
    rows: list[list[float]] = [[] for _ in signal.options]
    for stage in range(len(signal.options[0].of_100)):
        author = sum(option.of_100[stage] for option in signal.options)
        seen = sum(counts[signal.id, option.id, stage] for option in signal.options)
        for row, option in zip(rows, signal.options, strict=True):
            weight = strength * option.of_100[stage] / author + counts[signal.id, option.id, stage]
            row.append(100 * weight / (strength + seen))
    options = (replace(option, of_100=tuple(row)) for option, row in zip(signal.options, rows, strict=True))
    return replace(signal, options=tuple(options))


def _verdicts(model: Model, subjects: Sequence[Labelled]) -> Judged:
    classifier = Classifier(model)
    return Population.labelled(classifier, subjects).read(classifier).verdicts


def _rounded(model: Model, subjects: int) -> Model:
    """The model as written: columns in tenths that add up to 100, and the number of subjects it was fitted to."""
    signals = []
    for signal in model.signals:
        columns = [_tenths([option.of_100[stage] for option in signal.options]) for stage in range(len(model.stages))]
        options = (
            replace(option, of_100=row) for option, row in zip(signal.options, zip(*columns, strict=True), strict=True)
        )
        signals.append(replace(signal, options=tuple(options)))
    return replace(model, signals=tuple(signals), calibration=replace(model.calibration, fitted_to=subjects))


def _tenths(column: Sequence[float]) -> tuple[float, ...]:
    """Round a column to tenths that add up to 100, by largest remainder."""
    scaled = [share * 10 for share in column]
    whole = [int(share) for share in scaled]
    by_remainder = sorted(range(len(column)), key=lambda at: whole[at] - scaled[at])
    for at in by_remainder[: 1000 - sum(whole)]:
        whole[at] += 1
    return tuple(tenths / 10 for tenths in whole)
