"""From answers to a verdict: the detected stage, how sure, and why."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from stagecli.classifier.reading import Reading
from stagecli.classifier.rounding import billionths, millionths
from stagecli.classifier.tables import NANO, Tables

Status: TypeAlias = Literal["clear", "likely", "between", "unclear"]

SURPRISING_BELOW = 0.1
"""An answer is a surprise if fewer than this share would give it at the detected stage …"""
SURPRISING_RATIO = 5
"""… and another stage makes it at least this many times likelier."""
_SURPRISING = billionths(SURPRISING_BELOW)


class Evidence(Struct, frozen=True, gc=False):
    """What one answer says about the detected stage against the runner-up."""

    signal: str
    option: str
    log_odds: Annotated[
        float, Meta(description="In nats, from the scores alone; above 0 speaks for the detected stage.")
    ]


class Surprise(Struct, frozen=True, gc=False):
    """An answer that is unusual for the detected stage."""

    signal: str
    option: str
    likelihood: float
    """P(option | detected stage), in (0, 0.1)."""
    likelier_at: int
    """Index of the stage at which the answer is likeliest."""


class Coverage(Struct, frozen=True, gc=False):
    """How much of what applies was answered."""

    answered: Annotated[int, Meta(ge=1, description="Signals with an answer that counts.")]
    applicable: Annotated[int, Meta(ge=1, description="Signals whose gate is not closed.")]


class Verdict(Struct, frozen=True, gc=False):
    """The detected stage, and three different things about it that are never mixed: confidence, coverage, surprises."""

    stage: int
    """Index of the detected stage, from 0."""
    runner_up: int
    """Index of the next stage in the ranking; its posterior can be 0."""
    posterior: tuple[float, ...]
    """P(stage | answers) of every stage, rounded to 6 decimals."""
    status: Status
    log_odds: float
    """The detected stage's score less the runner-up's, in nats: `prior_log_odds` plus all evidence. Where the runner-up
    is ruled out it may be below 0; else it is the log of the posterior odds."""
    prior_log_odds: float
    """The priors' part of `log_odds`, in nats."""
    evidence: tuple[Evidence, ...]
    """One for each answer that counts, in the tables' order."""
    surprises: tuple[Surprise, ...]
    coverage: Coverage
    not_counted: tuple[str, ...]
    """Signals that were answered although their gate is closed."""
    violations: tuple[tuple[str, ...], ...]
    """For each stage, the signals whose answers its requirements forbid, in the tables' order. The detected stage has
    some only if every stage has."""

    @property
    def confidence(self) -> float:
        """The posterior of the detected stage."""
        return self.posterior[self.stage]

    @property
    def ruled_out(self) -> tuple[tuple[int, str], ...]:
        """(stage index, signal id): violations of the stages that have too many, so that their posterior is 0."""
        least = len(self.violations[self.stage])
        return tuple(
            (index, signal)
            for index, signals in enumerate(self.violations)
            if len(signals) > least
            for signal in signals
        )


def classify(tables: Tables, reading: Reading) -> Verdict:
    """Classify a subject from at least one answer that counts.

    Raises:
        ValueError: no answer counts, so there is nothing to say.

    """
    counting, now = reading.counting, reading.standings
    if not counting:
        raise ValueError("no answer counts")
    stage, runner_up = now.ranking()[:2]
    parts = [millionths(p) for p in now.posterior()]
    violations = _violations(tables, counting)
    closed = [signal for signal, state in reading.applies.items() if state == "no"]
    return Verdict(
        stage=stage,
        runner_up=runner_up,
        posterior=tuple([part / 1_000_000 for part in parts]),
        status=status(parts[stage], parts[runner_up], millionths(tables.model.calibration.decide_at)),
        log_odds=(now.scores[stage] - now.scores[runner_up]) / NANO,
        prior_log_odds=(tables.prior[stage] - tables.prior[runner_up]) / NANO,
        evidence=tuple(
            [
                Evidence(signal, option, (row[stage] - row[runner_up]) / NANO)
                for signal, option in counting.items()
                for row in (tables.score[signal][option],)
            ]
        ),
        surprises=_surprises(tables, counting, stage),
        coverage=Coverage(len(counting), len(reading.applies) - len(closed)),
        not_counted=tuple([signal for signal in closed if reading.choices.get(signal) in tables.score[signal]]),
        violations=violations,
    )


def _violations(tables: Tables, counting: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """For each stage, the signals whose answers violate what it requires."""
    found: list[tuple[str, ...]] = [()] * len(tables.stages)
    for signal, option in counting.items():
        if signal in tables.required:
            for stage in tables.forbidden.get((signal, option), ()):
                found[stage] += (signal,)
    return tuple(found)


def status(first: int, second: int, enough: int) -> Status:
    """The status in one word, from the probabilities of the two likeliest stages and `decide_at`, in whole millionths.

    So they are compared as they are published: 0.6 is three times 0.2, which floats deny.
    """
    if first >= enough:
        return "clear"
    if first >= 3 * second:
        return "likely"
    if first + second >= enough:
        return "between"
    return "unclear"


def _surprises(tables: Tables, counting: Mapping[str, str], stage: int) -> tuple[Surprise, ...]:
    found = []
    for signal, option in counting.items():
        shares = tables.share[signal][option]
        if shares[stage] < _SURPRISING and max(shares) >= SURPRISING_RATIO * shares[stage]:
            likelihood = tables.likelihood[signal][option][stage]
            found.append(Surprise(signal, option, likelihood, shares.index(max(shares))))
    return tuple(found)
