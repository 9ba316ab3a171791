"""The classifier: measurement decision theory, Bayes over a few ordered groups.

Rudner, L. M. (2009). Scoring and classifying examinees using measurement decision theory. Practical Assessment,
Research & Evaluation, 14(8).

- `tables` compiles a model into integers, once;
- `gates` says which signals apply;
- `posterior` counts violations and adds up scores, ranks the stages by both and turns them into probabilities;
- `packed` has both in one integer, for engines that add up very many;
- `reading` puts these together: what one subject's answers come to;
- `verdict` says what they mean: status, evidence, surprises, coverage;
- `questions` says what to ask next, and when it is enough;
- `advice` finds which steps help;
- `refit` matches stored answers to a model that may have changed since.

Pure: no input or output, no clock. Answers are read here as choices: signal id to option id or `dont_know`.
"""

from collections.abc import Mapping

from stagecli.answers import Answer
from stagecli.classifier.advice import Advice, advise
from stagecli.classifier.questions import Question, Stop, next_question
from stagecli.classifier.reading import read
from stagecli.classifier.refit import Refitted, refit
from stagecli.classifier.tables import Tables
from stagecli.classifier.verdict import Verdict, classify


class Classifier(Tables):
    """A model, compiled once: what says where a subject stands, what to ask next, and what to do."""

    def verdict(self, choices: Mapping[str, str]) -> Verdict:
        """Classify a subject from at least one answer that counts.

        Raises:
            ValueError: no answer counts, so there is nothing to say.

        """
        return classify(self, read(self, choices))

    def next_question(self, choices: Mapping[str, str], *, ask_all: bool = False) -> Question | Stop:
        """What to ask next, or why to stop.

        Args:
            choices: all that was asked so far, *don't know* included.
            ask_all: ask everything that applies, most informative first.

        """
        return next_question(self, read(self, choices), ask_all=ask_all)

    def advise(self, choices: Mapping[str, str], stage: int) -> Advice:
        """Which steps help a subject that was detected at this stage (an index)."""
        return advise(self, read(self, choices), stage)

    def refit(self, stored: Mapping[str, Answer]) -> Refitted:
        """Match answers that were stored, perhaps under an older version of the model; and say which no longer fit."""
        return refit(self.model, stored)
