"""Labelled rows as a sample of subjects: what a row weighs, and which subjects are learned from and which judged on.

Rows of one subject are alike for reasons that are its own. So they count as one subject, and are never both learned
from and judged on. Varma, S., & Simon, R. (2006). Bias in error estimation when using cross-validation for model
selection. BMC Bioinformatics, 7(91).
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self, TypeAlias

import numpy as np

from stagecli.assessment import subject_name
from stagecli.authoring.agreement import Indices, Numbers
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Population
from stagecli.classifier import Classifier
from stagecli.classifier.packed import unpack

_FOLDS = 5
_Content: TypeAlias = tuple[int, tuple[int, ...], tuple[tuple[str, str], ...]]
"""The label, what else it accepts, and the answers."""


class Sample(NamedTuple):
    """Labelled rows; all arrays have one item per row."""

    rows: Population
    subjects: Indices
    """Whose each row is, by an index."""
    weights: Numbers
    """Each row's share of its subject's rows; together they are the number of subjects."""
    contradictory: bool
    """Whether a label contradicts what its stage requires."""

    @classmethod
    def labelled(cls, classifier: Classifier, given: Sequence[Labelled]) -> Self:
        """Put rows of one name together; rows without a name are subjects of their own.

        The rows get an order of their own, and equal ones of a subject become one, so that neither the order nor
        repetition changes as much as the last digit of what is computed.
        """
        found: dict[tuple[str, int], Counter[_Content]] = {}
        for place, row in enumerate(given):
            content = (row.stage, tuple(sorted(row.accept)), tuple(sorted(row.answers.items())))
            name = subject_name(row.name)
            found.setdefault((name, 0 if name else place), Counter())[content] += 1
        rows, subjects, weights = [], [], []
        for number, (name, contents) in enumerate(sorted((key[0], sorted(found[key].items())) for key in found)):
            for (stage, accept, answers), count in contents:
                rows.append(Labelled(name, dict(answers), stage, frozenset(accept)))
                subjects.append(number)
                weights.append(count / sum(count for _, count in contents))
        people = Population.labelled(classifier, rows)
        violated, _ = unpack(people.totals(classifier)[np.arange(len(rows)), people.stages])
        return cls(people, np.array(subjects, np.intp), np.array(weights), bool(violated.any()))

    def of(self, places: Indices) -> Self:
        """The rows at these places."""
        return self._replace(rows=self.rows.of(places), subjects=self.subjects[places], weights=self.weights[places])

    def labels(self, stages: int) -> Numbers:
        """How many subjects are labelled with each stage; one whose labels differ counts in parts."""
        return np.bincount(self.rows.stages, self.weights, stages).astype(np.float64)

    def folds(self, seed: str) -> Iterator[tuple[Self, Self]]:
        """Subjects to learn from, and others to judge on; each is judged on once.

        Subjects are dealt out stage by stage, as cards are, so every fold gets its share of each.
        """
        labels: dict[int, list[int]] = {}
        for subject, stage in zip(self.subjects.tolist(), self.rows.stages.tolist(), strict=True):
            labels.setdefault(subject, []).append(stage)
        subjects = list(labels)
        random.Random(seed).shuffle(subjects)
        subjects.sort(key=lambda subject: labels[subject])  # stable: shuffled where labels are the same
        for fold in range(min(_FOLDS, len(subjects))):
            judged_on = np.isin(self.subjects, subjects[fold::_FOLDS])
            yield self.of(np.flatnonzero(~judged_on)), self.of(np.flatnonzero(judged_on))
