"""Place a business on an ordered ladder of stages from what it answers, and say how to reach the next one.

One answer's way through the code:

1. `model_file` reads a YAML file into a `model.Model`: stages, signals, steps (`stages.yaml` is the bundled one).
2. `classifier` compiles it, once, into a `Classifier`: the one object that computes.
3. `answers` turns what was typed, flagged or filed into `Answer`s; `answers_file` reads them from YAML or JSON.
4. `Classifier.next_question` says what to ask next, for those who are asked rather than read from a file.
5. `Classifier.verdict` turns answers into a `Verdict`: posterior, status, evidence, surprises, coverage.
6. `Classifier.advise` classifies again to find which steps help, and the shortest way to the aimed stage.
7. `assessment` puts it all into one `Assessment`, of ids and numbers; `contract` adds texts and makes it the JSON.
8. `report` puts an assessment into the words of one language, in ordered sections; `render` lays them out as text,
   Markdown or HTML.
9. `batch` does the same for every row of a table, many at once; `history` keeps assessments and the models they were
   made with, `comparison` says what moved between two.
10. `cli` is the terminal around all this. `authoring` is for those who write ladders.

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
    "classify",
    "load_model",
    "next_question",
    "render_assessment",
    "to_contract",
]

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from stagecli.assessment import Assessment
    from stagecli.classifier import Classifier
    from stagecli.classifier.questions import Question, Stop
    from stagecli.classifier.verdict import Verdict
    from stagecli.render import Format


def __getattr__(name: str) -> object:
    """Import the questions only when they are wanted: importing the package costs next to nothing."""
    if name in ("Question", "Stop"):
        from stagecli.classifier import questions

        return getattr(questions, name)
    raise AttributeError(f"module 'stagecli' has no attribute '{name}'")


def load_model(source: "str | os.PathLike[str]" = "social-media") -> "Classifier":
    """Load a ladder: the bundled one by its name, or a model file by its path; and compile it.

    Raises:
        stagecli.errors.ModelError: the file is not sound; all its problems, located.
        stagecli.errors.UsageError: there is no such file.

    """
    from stagecli.model_file import load_model

    return load_model(source)


def assess(
    ladder: "Classifier",
    answers: "Mapping[str, object]",
    *,
    subject: str | None = None,
) -> "Assessment":
    """Assess one subject.

    Args:
        ladder: from `load_model`.
        answers: signal ids to option ids, labels in any language of the model, numbers, or `dont_know`. None, NaN and
            empty text mean *not asked*.
        subject: who it is, if that matters.

    Raises:
        stagecli.errors.AnswersError: answers that fit no signal or option; all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    from stagecli.answers import from_program
    from stagecli.assessment import assess

    return assess(ladder, from_program(ladder.model, answers, ladder.score), subject=subject)


def to_contract(ladder: "Classifier", result: "Assessment", *, language: str | None = None) -> "dict[str, object]":
    """The JSON contract of a result as a dict: ids, numbers, and the texts of one language.

    Args:
        ladder: by which it was assessed.
        result: from `assess`.
        language: of the texts; by default the model's first.

    Raises:
        stagecli.errors.UsageError: neither the model nor the interface has this language.

    """
    from stagecli.assessment.contract import to_contract

    return to_contract(result, ladder.model, _spoken(ladder, language))


def render_assessment(
    ladder: "Classifier",
    result: "Assessment",
    format: "Format",  # noqa: A002  # as the flag is called
    *,
    language: str | None = None,
    explain: bool = False,
) -> str:
    """A result as text, Markdown, a page of HTML, or JSON.

    Args:
        ladder: by which it was assessed.
        result: from `assess`.
        format: `text`, `markdown`, `html` or `json`.
        language: of the texts; by default the model's first.
        explain: show what each answer did, and all steps.

    Raises:
        stagecli.errors.UsageError: neither the model nor the interface has this language, or there is no such format.

    """
    from typing import get_args

    from stagecli.errors import UsageError, one_of
    from stagecli.render import Format, render_assessment

    if format not in get_args(Format):
        raise UsageError("unknown_format", given=format, hint=one_of(get_args(Format)))
    return render_assessment(result, ladder.model, format, language=_spoken(ladder, language), explain=explain)


def _spoken(ladder: "Classifier", language: str | None) -> str:
    """The language that was asked for, if the model or the interface has it; else the model's first."""
    from stagecli.errors import UsageError, one_of
    from stagecli.messages import LANGUAGES

    spoken = dict.fromkeys((*ladder.model.languages, *LANGUAGES))
    if language is not None and language not in spoken:
        raise UsageError("language_not_spoken", given=language, hint=one_of(spoken))
    return language or ladder.model.languages[0]


def classify(ladder: "Classifier", answers: "Mapping[str, object]") -> "Verdict":
    """The verdict alone, fast: stage indices and probabilities, without advice or texts. Answers are as for `assess`.

    Raises:
        stagecli.errors.AnswersError: answers that fit no signal or option; all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    from stagecli.answers import from_program, option_values
    from stagecli.assessment import verdict
    from stagecli.classifier.reading import read

    return verdict(ladder, read(ladder, option_values(from_program(ladder.model, answers, ladder.score))))


def next_question(ladder: "Classifier", answers: "Mapping[str, object]", *, ask_all: bool = False) -> "Question | Stop":
    """Say what to ask next, or why to stop: what a web form or a chat bot calls after every answer.

    Args:
        ladder: from `load_model`.
        answers: all that was asked so far, as for `assess`.
        ask_all: ask everything that applies, most informative first.

    Raises:
        stagecli.errors.AnswersError: answers that fit no signal or option; all of them.

    """
    from stagecli.answers import from_program, option_values

    return ladder.next_question(option_values(from_program(ladder.model, answers, ladder.score)), ask_all=ask_all)
