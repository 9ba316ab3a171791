"""`model fit`: learn frequencies, temperature and slip, and priors on request, from labelled subjects.

Each of the author's columns is a Dirichlet prior worth `strength` subjects, to which that stage's labelled subjects
are added. Strength, temperature and slip are those with the least log loss in cross-validation. An outer
cross-validation, which learns and chooses everything again without the subjects it judges, shows whether the fitted
model is any better. Gelman, A., et al. (2013). Bayesian Data Analysis, 3rd ed., 3.4 (multinomial data). Varma, S., &
Simon, R. (2006). Bias in error estimation when using cross-validation for model selection. BMC Bioinformatics, 7(91).
"""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from stagecli.assessment import subject_name
from stagecli.authoring.agreement import AgreementFigures, Gain, Judged, Numbers, agreement, gains, judged
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Population, ranked
from stagecli.authoring.sample import Sample
from stagecli.classifier import Classifier
from stagecli.classifier.packed import unpack
from stagecli.errors import Message, UsageError
from stagecli.model import Model, Signal

FEWEST = 20
"""Labelled subjects; fewer cannot show whether a fitted model is better."""
STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0)
_SLIPS = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
_TEMPERATURES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0)
_SMALLEST_PRIOR = 0.000001  # of the format


class TooLittle(UsageError):
    """The labelled subjects cannot teach anything."""


class Fit(Struct, frozen=True, kw_only=True):
    """A fitted model, and whether it is better."""

    model: Model
    """With the learned numbers; `sha256` is still the original model's."""
    strength: float
    """How many subjects at each stage the author's judgement counts as."""
    priors: bool
    """Whether the priors were learned as well."""
    subjects: int
    rows: int
    nameless: int
    """How many rows have no name, and so are subjects of their own."""
    labels: tuple[float, ...]
    """How many labelled subjects each stage has; one whose labels differ counts in parts."""
    before: AgreementFigures
    """Of the author's model, on all subjects."""
    frequencies: AgreementFigures
    """Of a model that only knows how often the other subjects are at each stage."""
    after: AgreementFigures
    """Of models fitted without the subjects they are judged on."""
    over_before: dict[str, Gain]
    """By how much fitted models are better than the author's, by log loss, accuracy and balanced accuracy."""
    over_frequencies: dict[str, Gain]
    """By how much they are better than the labels' frequencies, by the same."""

    @property
    def gains(self) -> bool:
        """Whether the log loss falls by more than a standard error."""
        return _is_sure(self.over_before["log_loss"])

    @property
    def better(self) -> bool:
        """Whether it falls, and below that of the labels' frequencies too: then the answers say something."""
        return self.gains and _is_sure(self.over_frequencies["log_loss"])

    @property
    def notes(self) -> tuple[Message, ...]:
        """What to say of a temperature or slip that ends where the search does, and of a test of the old numbers."""
        found = self.model.calibration
        searched = (("temperature", found.temperature, _TEMPERATURES), ("slip", found.slip, _SLIPS))
        at_bounds = tuple(
            Message("fitted_at_least" if value == tried[0] else "fitted_at_most", name=name, value=value)
            for name, value, tried in searched
            if value in (tried[0], tried[-1])
        )
        return at_bounds if found.field_test is None else (*at_bounds, Message("field_test_outdated"))


def _is_sure(gain: Gain) -> bool:
    return gain.value > gain.standard_error


def fit(
    model: Model,
    labelled: Sequence[Labelled],
    *,
    strength: float | None = None,
    priors: bool = False,
    seed: int = 1,
    progress: Callable[[float], None] = lambda _: None,
) -> Fit:
    """Fit a model to labelled subjects.

    Args:
        model: a sound model.
        labelled: rows of at least `FEWEST` subjects, of two stages or more; rows of one name are one subject.
        strength: how many subjects at each stage the author's judgement counts as; by default the best of `STRENGTHS`.
        priors: learn as well how common each stage is.
        seed: decides which subjects are held out.
        progress: called with the share of the work done, from 0 to 1.

    Raises:
        TooLittle: there are fewer subjects, or all are of one stage.

    """
    author = Classifier(model)
    sample = Sample.labelled(author, labelled)
    subjects, labels = len(set(sample.subjects.tolist())), sample.labels(len(model.stages))
    if subjects < FEWEST:
        raise TooLittle("too_few_labelled", count=subjects, fewest=FEWEST)
    if np.count_nonzero(labels) < 2:
        raise TooLittle("labels_of_one_stage")
    learner = _Learner(model, STRENGTHS if strength is None else (strength,), priors, seed)
    folds = list(sample.folds(f"{seed}/outer"))
    parts: list[tuple[Judged, ...]] = []
    for number, (rest, others) in enumerate(folds, start=1):
        fitted = Classifier(learner.fitted(rest, learner.chosen(rest)))
        parts.append((_read(others, author), _guessed(rest, others.rows), _read(others, fitted)))
        progress(number / (len(folds) + 1))
    columns = (zip(*of_one, strict=True) for of_one in zip(*parts, strict=True))
    before, frequencies, after = (Judged(*map(np.concatenate, of_one)) for of_one in columns)
    whose = np.concatenate([others.subjects for _, others in folds])
    weights = np.concatenate([others.weights for _, others in folds])
    choice = learner.chosen(sample)
    learned = _rounded(learner.fitted(sample, choice), priors=priors)
    progress(1)
    return Fit(
        model=replace(learned, calibration=replace(learned.calibration, fitted_to=subjects)),
        strength=choice.strength,
        priors=priors,
        subjects=subjects,
        rows=len(labelled),
        nameless=sum(not subject_name(row.name) for row in labelled),
        labels=tuple(labels.tolist()),
        before=agreement(before, weights),
        frequencies=agreement(frequencies, weights),
        after=agreement(after, weights),
        over_before=gains(after, before, whose, weights),
        over_frequencies=gains(after, frequencies, whose, weights),
    )


class _Choice(NamedTuple):
    """What is not learned by counting."""

    strength: float
    slip: float
    temperature: float


class _Learner(NamedTuple):
    """What is to be learned, and from which choices."""

    model: Model
    strengths: Sequence[float]
    priors: bool
    seed: int

    def fitted(self, sample: Sample, choice: _Choice) -> Model:
        learned = with_counts(self.model, sample, choice.strength, priors=self.priors)
        calibration = replace(self.model.calibration, slip=choice.slip, temperature=choice.temperature)
        return replace(learned, calibration=calibration)

    def chosen(self, sample: Sample) -> _Choice:
        """The choice with the least log loss on subjects not used to learn the frequencies."""
        loss = dict.fromkeys(map(_Choice._make, product(self.strengths, _SLIPS, _TEMPERATURES)), 0.0)
        for rest, others in sample.folds(f"{self.seed}/inner"):
            for strength, slip in product(self.strengths, _SLIPS):
                classifier = Classifier(self.fitted(rest, _Choice(strength, slip, 1.0)))
                totals = others.rows.totals(classifier)
                answers = unpack(totals)[1] - np.array(classifier.prior)
                for temperature in _TEMPERATURES:  # one sum does for all of them
                    tempered = totals + np.rint(answers * (1 / temperature - 1)).astype(np.int64)
                    verdicts = _judged(others, tempered)
                    loss[_Choice(strength, slip, temperature)] += float(others.weights @ verdicts.log_loss)
        return min(loss, key=lambda choice: loss[choice])


def with_counts(model: Model, sample: Sample, strength: float, *, priors: bool = False) -> Model:
    """The model with a sample's answers added to its frequencies; the author's count as `strength` subjects."""
    counts = sample.rows.counts(sample.weights)
    signals = tuple(_with_counts(signal, counts[signal.id], strength) for signal in model.signals)
    if not priors:
        return replace(model, signals=signals)
    author = np.array([stage.prior for stage in model.stages])
    labels, worth = sample.labels(len(author)), strength * len(author)
    learned = (worth * author / author.sum() + labels) / (worth + labels.sum())
    stages = (replace(stage, prior=share) for stage, share in zip(model.stages, learned.tolist(), strict=True))
    return replace(model, signals=signals, stages=tuple(stages))


def _with_counts(signal: Signal, counts: Numbers, strength: float) -> Signal:
    author = np.array([option.of_100 for option in signal.options])
    learned = 100 * (strength * author / author.sum(axis=0) + counts) / (strength + counts.sum(axis=0))
    return _with_frequencies(signal, learned.tolist())


def _with_frequencies(signal: Signal, rows: Sequence[Sequence[float]]) -> Signal:
    options = (replace(option, of_100=tuple(row)) for option, row in zip(signal.options, rows, strict=True))
    return replace(signal, options=tuple(options))


def _read(sample: Sample, classifier: Classifier) -> Judged:
    return _judged(sample, sample.rows.totals(classifier))


def _judged(sample: Sample, totals: npt.NDArray[np.int64]) -> Judged:
    """The verdicts of packed standings.

    If labels contradict requirements, all probabilities are those of the answers, as if nothing were required: a few
    wrong labels would outweigh what is learned from everybody else. Setting requirements aside for these rows alone
    would let the labels help their own prediction.
    """
    people = sample.rows
    _, posterior = ranked(unpack(totals)[1] if sample.contradictory else totals)
    return judged(ranked(totals)[0], posterior, people.stages, people.accepts)


def _guessed(sample: Sample, people: Population) -> Judged:
    """Verdicts from the labels' frequencies alone.

    Half a subject is added at each stage. Krichevsky, R., & Trofimov, V. (1981). The performance of universal
    encoding. IEEE Transactions on Information Theory, 27(2).
    """
    labels = sample.labels(people.accepts.shape[1]) + 0.5
    posterior = np.tile(labels / labels.sum(), (len(people.stages), 1))
    return judged(posterior.argmax(axis=1), posterior, people.stages, people.accepts)


def _rounded(model: Model, *, priors: bool) -> Model:
    """The model as written: columns in tenths, finer than anybody's judgement, that add up to 100."""
    signals = []
    for signal in model.signals:
        columns = [_tenths([option.of_100[stage] for option in signal.options]) for stage in range(len(model.stages))]
        signals.append(_with_frequencies(signal, list(zip(*columns, strict=True))))
    stages = model.stages
    if priors:
        stages = tuple(replace(stage, prior=max(round(stage.prior, 6), _SMALLEST_PRIOR)) for stage in stages)
    return replace(model, signals=tuple(signals), stages=stages)


def _tenths(column: Sequence[float]) -> tuple[float, ...]:
    """Round a column to tenths that add up to 100, by largest remainder."""
    scaled = [share * 10 for share in column]
    whole = [int(share) for share in scaled]
    by_remainder = sorted(range(len(column)), key=lambda at: whole[at] - scaled[at])
    for at in by_remainder[: 1000 - sum(whole)]:
        whole[at] += 1
    return tuple(tenths / 10 for tenths in whole)
