"""How the bundled ladder reads real businesses, as the table in README.

    python -m tests.field.evaluate

`answers.csv` holds the forty businesses that the questions, the gates, the temperature and the rule for stopping were
worked out on; no frequency was learned from them. `last.csv` holds twenty that nobody opened before all that was
frozen. Every answer is a language model's, from published facts about the business, given without knowing the ladder.
`stage` is where a reader of the ladder placed the business from the same facts; `accept` holds the other stages that
one of two readers accepts. Each business is asked as the interview asks.
"""

import csv
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from stagecli import load_model
from stagecli.answers import from_values, option_values
from stagecli.authoring.labelled import Labelled
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question
from stagecli.classifier.verdict import Status

HERE = Path(__file__).parent
_DRAWS = 2000


class Answered(NamedTuple):
    """One business as one respondent answered for it."""

    respondent: str
    business: str
    labelled: Labelled


class Outcome(NamedTuple):
    """What the ladder made of it."""

    respondent: str
    business: str
    exact: bool
    accepted: bool
    within_one: bool
    log_loss: float
    confidence: float
    status: Status
    asked: int
    applicable: int


def read(name: str, classifier: Classifier) -> list[Answered]:
    """The rows of a file beside this one."""
    stages = [stage.id for stage in classifier.model.stages]
    found = []
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            given = {signal.id: row[signal.id] for signal in classifier.model.signals if row[signal.id]}
            answers = option_values(from_values(classifier.model, given, "file"))
            accept = frozenset(stages.index(stage) for stage in filter(None, row["accept"].split("|")))
            labelled = Labelled(row["business"], answers, stages.index(row["stage"]), accept)
            found.append(Answered(row["respondent"], row["business"], labelled))
    return found


def interviewed(classifier: Classifier, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that the interview asks for."""
    asked: dict[str, str] = {}
    while isinstance(question := classifier.next_question(asked), Question):
        asked[question.signal] = answers.get(question.signal, "dont_know")
    return asked


def outcome(classifier: Classifier, row: Answered) -> Outcome:
    """What the ladder makes of one interview."""
    asked = interviewed(classifier, row.labelled.answers)
    verdict = classifier.verdict(asked)
    label = row.labelled.stage
    return Outcome(
        respondent=row.respondent,
        business=row.business,
        exact=verdict.stage == label,
        accepted=verdict.stage == label or verdict.stage in row.labelled.accept,
        within_one=abs(verdict.stage - label) <= 1,
        log_loss=-float(np.log(max(verdict.posterior[label], 1e-6))),
        confidence=verdict.posterior[verdict.stage],
        status=verdict.status,
        asked=len(asked),
        applicable=verdict.coverage.applicable,
    )


MEASURES: dict[str, Callable[[Sequence[Outcome]], float]] = {
    "exact": lambda rows: float(np.mean([row.exact for row in rows])),
    "accepted": lambda rows: float(np.mean([row.accepted for row in rows])),
    "within one": lambda rows: float(np.mean([row.within_one for row in rows])),
    "log loss": lambda rows: float(np.mean([row.log_loss for row in rows])),
}


def interval(rows: Sequence[Outcome], measure: Callable[[Sequence[Outcome]], float]) -> tuple[float, float]:
    """The middle 95% of a measure over samples of businesses, drawn with replacement."""
    groups: dict[str, list[Outcome]] = {}
    for row in rows:
        groups.setdefault(row.business, []).append(row)
    per = np.array([measure(group) for group in groups.values()])
    drawn: npt.NDArray[np.int64] = np.random.default_rng(1).integers(0, len(per), (_DRAWS, len(per)))
    low, high = np.quantile(per[drawn].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def line(name: str, rows: Sequence[Outcome]) -> str:
    """A line of the table."""
    cells = [name]
    for title, measure in MEASURES.items():
        low, high = interval(rows, measure)
        if title == "log loss":
            cells.append(f"{measure(rows):.2f} ({low:.2f}–{high:.2f})")
        else:
            cells.append(f"{measure(rows):.0%} ({low:.0%}–{high:.0%})")
    for status in get_args(Status):
        those = [row for row in rows if row.status == status]
        cells.append(f"{sum(row.accepted for row in those)}/{len(those)}")
    asked, applicable = (np.median([getattr(row, name) for row in rows]) for name in ("asked", "applicable"))
    cells.append(f"{asked:g} of {applicable:g}, at most {max(row.asked for row in rows)}")
    return f"| {' | '.join(cells)} |"


def table(*, respondents: bool = False) -> str:
    """All respondents together, as in README, and perhaps each alone; by status, how many were accepted."""
    classifier = load_model()
    head = ["businesses", *MEASURES, *get_args(Status), "questions asked"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, file in (("40 learned from", "answers.csv"), ("20 unseen", "last.csv")):
        rows = [outcome(classifier, row) for row in read(file, classifier)]
        lines.append(line(name, rows))
        whose = sorted({row.respondent for row in rows}) if respondents else []
        lines += [line(f"{name}: {who}", [row for row in rows if row.respondent == who]) for who in whose]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{table(respondents=True)}\n")
