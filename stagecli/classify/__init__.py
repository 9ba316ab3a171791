"""The classifier: measurement decision theory, Bayes over a few ordered groups.

Rudner, L. M. (2009). Scoring and classifying examinees using measurement decision theory. Practical Assessment,
Research & Evaluation, 14(8).

- `table` turns a model into integers, once;
- `gates` says which signals apply;
- `posterior` adds up scores and turns them into probabilities;
- `verdict` says what they mean: status, evidence, surprises, coverage.

Pure: no input or output, no clock. `answers` here is a mapping from signal id to option id or `dont_know`.
"""

from stagecli.classify.gates import Applies, applicability
from stagecli.classify.posterior import scores, softmax
from stagecli.classify.table import NANO, Table, compile_table
from stagecli.classify.verdict import Coverage, Evidence, Status, Surprise, Verdict, classify

__all__ = [
    "NANO",
    "Applies",
    "Coverage",
    "Evidence",
    "Status",
    "Surprise",
    "Table",
    "Verdict",
    "applicability",
    "classify",
    "compile_table",
    "scores",
    "softmax",
]
