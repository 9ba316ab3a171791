"""Place a business on an ordered ladder of stages from what it answers, and say how to reach the next one.

One answer's way through the code:

1. `model_file` reads a YAML file into a `model.Model`: stages, signals, steps (`stages.yaml` is the bundled one).
2. `answers` turns what was typed, flagged or filed into `Answer`s; `answers_file` reads them from YAML or JSON.
3. `classify` compiles the model into a table of integers and turns answers into a `Verdict`: posterior, status,
   evidence, surprises, coverage.
4. `interview` says which question comes next, for those who are asked rather than read from a file.
5. `advise` runs the classifier again to find which steps help, and the shortest way to the aimed stage.
6. `assessment` puts it all into one `Assessment`, in one language.
7. `batch` does the same for every row of a table, many at once; `history` keeps assessments, `comparison` tells two of
   them apart.
8. `render` makes text, JSON, Markdown or HTML of it; `cli` is the terminal around all this. `workshop` is for those who
   write ladders.

From a script:

    import stagecli

    model = stagecli.load_model()  # the bundled ladder, or a path to another
    result = stagecli.assess(model, {"accounts": "in_use", "attitude": "comfortable"})
    print(result.stage.name, result.status, result.confidence)
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Question", "Stop", "__version__", "assess", "load_model", "next_question"]

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagecli.assessment import Assessment
    from stagecli.interview import Question, Stop, next_question
    from stagecli.model import Model


def __getattr__(name: str) -> object:
    """Import the interview only when it is wanted: importing the package costs next to nothing."""
    if name in ("Question", "Stop", "next_question"):
        from stagecli import interview

        return getattr(interview, name)
    raise AttributeError(f"module 'stagecli' has no attribute '{name}'")


def load_model(source: str = "social-media") -> "Model":
    """Load a ladder: the bundled one by its name, or a model file by its path.

    Raises:
        stagecli.errors.ModelError: the file is not sound; all its problems, located.
        stagecli.errors.UsageError: there is no such file.

    """
    from stagecli.model_file import load_model

    return load_model(source)


def assess(
    model: "Model",
    answers: "Mapping[str, str | float]",
    *,
    subject: str | None = None,
    language: str | None = None,
) -> "Assessment":
    """Assess one subject.

    Args:
        model: from `load_model`.
        answers: signal ids to option ids, labels in any language of the model, numbers, or `dont_know`.
        subject: who it is, if that matters.
        language: of the texts in the result; by default the model's first.

    Raises:
        stagecli.errors.AnswersError: answers that fit no signal or option; all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    from stagecli.answers import from_values
    from stagecli.assessment import assess

    return assess(model, from_values(model, answers, "program"), subject=subject, language=language)
