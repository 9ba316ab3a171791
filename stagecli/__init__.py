"""Place a business on an ordered ladder of stages from its answers, and say how to reach the next stage.

How an answer travels through the code:

1. `model_file` reads a YAML file into a `model.Model`: stages, signals, steps (`stages.yaml` is the bundled one).
2. `classifier` compiles it, once, into a `Classifier`: the one object that computes.
3. `answers` turns typed, flagged or filed values into `Answer`s; `answers_file` reads them from YAML or JSON.
4. `Classifier.next_question` says what to ask next in an interview.
5. `Classifier.verdict` turns answers into a `Verdict`: posterior, status, evidence, surprises, coverage.
6. `Classifier.advise` classifies again to find which steps help, and the shortest way to the stage aimed at.
7. `assessment` collects all this in one `Assessment` of ids and numbers; `contract` adds texts and makes it JSON.
8. `report` puts an assessment into the words of one language, in ordered sections; `render` lays them out as text,
   Markdown or HTML.
9. `batch` does this for every row of a table, many at once; `history` stores assessments and the models behind
   them; `comparison` says what changed between two.
10. `cli` is the terminal around all this. `authoring` is for people who write ladders.

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
    """Import `Question` and `Stop` only on first use, so that importing the package costs next to nothing."""
    if name in ("Question", "Stop"):
        from stagecli.classifier import questions

        return getattr(questions, name)
    raise AttributeError(f"module 'stagecli' has no attribute '{name}'")


def load_model(source: "str | os.PathLike[str]" = "social-media") -> "Classifier":
    """Load and compile a ladder: a bundled one by its name, or a model file by its path.

    Raises:
        stagecli.errors.ModelError: the file is not sound; lists every problem with its place.
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
        subject: the subject's name, if it matters.

    Raises:
        stagecli.errors.AnswersError: some answers fit no signal or option; lists all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    from stagecli.answers import from_program
    from stagecli.assessment import assess

    return assess(ladder, from_program(ladder.model, answers, ladder.score), subject=subject)


def to_contract(ladder: "Classifier", result: "Assessment", *, language: str | None = None) -> "dict[str, object]":
    """The JSON contract of a result as a dict: ids, numbers, and the texts of one language.

    Args:
        ladder: the ladder that the subject was assessed by.
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
    """Render a result as text, Markdown, an HTML page or JSON.

    Args:
        ladder: the ladder that the subject was assessed by.
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
    """The requested language, if the model or the interface has it; otherwise the model's first."""
    from stagecli.errors import UsageError, one_of
    from stagecli.messages import LANGUAGES

    spoken = dict.fromkeys((*ladder.model.languages, *LANGUAGES))
    if language is not None and language not in spoken:
        raise UsageError("language_not_spoken", given=language, hint=one_of(spoken))
    return language or ladder.model.languages[0]


def classify(ladder: "Classifier", answers: "Mapping[str, object]") -> "Verdict":
    """Return the verdict alone, fast: stage indices and probabilities, no advice or texts. Answers as for `assess`.

    Raises:
        stagecli.errors.AnswersError: some answers fit no signal or option; lists all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    from stagecli.answers import from_program, option_values
    from stagecli.assessment import verdict
    from stagecli.classifier.reading import read

    return verdict(ladder, read(ladder, option_values(from_program(ladder.model, answers, ladder.score))))


def next_question(ladder: "Classifier", answers: "Mapping[str, object]", *, ask_all: bool = False) -> "Question | Stop":
    """Say what to ask next, or why to stop. A web form or a chat bot calls this after every answer.

    Args:
        ladder: from `load_model`.
        answers: all answers so far, as for `assess`.
        ask_all: ask everything that applies, most informative first.

    Raises:
        stagecli.errors.AnswersError: some answers fit no signal or option; lists all of them.

    """
    from stagecli.answers import from_program, option_values

    return ladder.next_question(option_values(from_program(ladder.model, answers, ladder.score)), ask_all=ask_all)
