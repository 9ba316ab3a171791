"""Standings, and the probabilities that follow from them.

A stage's standing is two sums over the answers that count, kept apart: how many of them its requirements forbid, and

log posterior(s) ∝ log prior(s) + Σ_j (w_j / T) · log P(o_j | s)

in nano-nats. Both are exact and free of order; floats appear only in the softmax. Fewer violations stand before any
score, so nothing is ranked by scores alone.
"""

import math
from collections.abc import Iterable, Mapping
from operator import add, sub

from msgspec import Struct

from stagecli.classifier.tables import NANO, Tables


class Standings(Struct, frozen=True, gc=False):
    """Where every stage stands."""

    violations: tuple[int, ...]
    """How many answers each stage's requirements forbid."""
    scores: tuple[int, ...]
    """The unnormalised log posterior of each stage in nano-nats, were nothing required."""

    def exchanged(self, tables: Tables, signal: str, old: str | None, new: str | None) -> "Standings":
        """Where the stages stand with one answer that counts instead of another; None for no answer."""
        scores: Iterable[int] = self.scores
        if new is not None:
            scores = map(add, scores, tables.score[signal][new])
        if old is not None:
            scores = map(sub, scores, tables.score[signal][old])
        violations = self.violations
        if signal in tables.required:
            lifted, added = (tables.forbidden.get((signal, option or ""), ()) for option in (old, new))
            violations = tuple(count + (stage in added) - (stage in lifted) for stage, count in enumerate(violations))
        return Standings(violations, tuple(scores))

    def ranking(self) -> tuple[int, ...]:
        """Stage indices by (fewest violations, highest score); ties go to the lower stage."""
        return tuple(sorted(range(len(self.scores)), key=lambda at: (self.violations[at], -self.scores[at], at)))

    def leader(self) -> int:
        """The first stage of the ranking."""
        least = min(self.violations)
        if max(self.violations) == least:
            return self.scores.index(max(self.scores))
        return self.ranking()[0]

    def posterior(self) -> tuple[float, ...]:
        """The probability of each stage, in [0, 1]; they sum to 1.

        Over the stages with the least violations P(s) = exp(score(s)) / Σ exp(score), in nats; 0 for all others.
        """
        least = min(self.violations)
        left = [score if count == least else None for count, score in zip(self.violations, self.scores, strict=True)]
        top = max([score for score in left if score is not None])
        weights = [0.0 if score is None else math.exp((score - top) / NANO) for score in left]
        total = math.fsum(weights)
        return tuple([weight / total for weight in weights])


def standings(tables: Tables, counting: Mapping[str, str]) -> Standings:
    """Where the stages stand by the answers that count (`gates.counted`)."""
    violations = [0] * len(tables.stages)
    for signal in tables.required:
        for stage in tables.forbidden.get((signal, counting.get(signal, "")), ()):
            violations[stage] += 1
    rows = [tables.score[signal][option] for signal, option in counting.items()]
    return Standings(tuple(violations), tuple(map(sum, zip(tables.prior, *rows, strict=True))))
