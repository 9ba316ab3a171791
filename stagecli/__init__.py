"""Place a business on an ordered ladder of stages from its answers, and say how to reach the next stage.

How an answer travels through the code:

1. `model_file` reads a YAML file into a `model.Model`: stages, signals, steps. `stages.yaml` is the bundled one, which
   is also there compiled, for speed: `UPDATE_GOLDEN=1 pytest tests/test_bundled.py` after editing it.
2. `classifier` compiles it, once, into a `Classifier`: the one object that computes.
3. `answers` turns typed, flagged or filed values into `Answer`s, by their `labels`, by `numbers` or by `number_words`;
   `answers_file` reads them from YAML, JSON or what a questionnaire returned, and `dates` when they were given.
4. `Classifier.next_question` says what to ask next in an interview.
5. `Classifier.verdict` turns answers into a `Verdict`: posterior, status, evidence, surprises, coverage.
6. `Classifier.advise` classifies again to find which steps help, and the shortest way to the stage aimed at.
7. `assessment` collects all this in one `Assessment` of ids and numbers; `contract` adds texts and makes it JSON.
8. `report` puts an assessment into the words of one language, in ordered sections; `render` lays them out as text,
   Markdown or HTML.
9. `batch` does this for every row of a table, many at once; `history` stores assessments and the models behind
   them; `comparison` says what changed between two, `movement` how everybody moved.
10. `observe` works measures out of a git clone, `observed` what they say of signals by the model's rules, and
    `assessment.said_and_measured` which of what was said and measured counts.
11. `render.questionnaire` writes the interview as a page, whose script does the same in a browser; `references` says
    whose returned answers are.
12. `cli` is the terminal around all this. `authoring` is for people who write ladders.

From a script:

    import stagecli

    ladder = stagecli.load_model()  # the bundled ladder, or a path to another
    result = stagecli.assess(ladder, {"accounts": "in_use", "attitude": "comfortable"})
    print(result.stage.id, result.status, result.confidence)
    print(stagecli.render_assessment(ladder, result, "text", language="el"))
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = [
    "Question",
    "Stop",
    "__version__",
    "assess",
    "assess_table",
    "classify",
    "load_model",
    "next_question",
    "render_assessment",
    "to_contract",
]

if TYPE_CHECKING:
    from stagecli.api import (
        assess,
        assess_table,
        classify,
        load_model,
        next_question,
        render_assessment,
        to_contract,
    )
    from stagecli.classifier.questions import Question, Stop


def __getattr__(name: str) -> object:
    """Import what is public on first use, so that importing the package costs next to nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'stagecli' has no attribute '{name}'")
    from stagecli import api

    found: object = globals().setdefault(name, getattr(api, name))
    return found
