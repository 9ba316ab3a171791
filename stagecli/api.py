"""The API for Python: what `import stagecli` offers."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, TypeVar, get_args

from stagecli import render
from stagecli.answers import Answer, Answers, are_ids, from_program, option_values
from stagecli.assessment import Assessment, contract, verdict
from stagecli.assessment import assess as assess_answers
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question, Stop
from stagecli.classifier.reading import read
from stagecli.classifier.verdict import Verdict
from stagecli.errors import UsageError, one_of
from stagecli.messages import LANGUAGES
from stagecli.model_file import load_model as load_from
from stagecli.observed import given_measures
from stagecli.render import Format

__all__ = ["Question", "Stop"]
Frame = TypeVar("Frame")


def load_model(source: str | os.PathLike[str] = "social-media") -> Classifier:
    """Load and compile a ladder: a bundled one by its name, or a model file by its path.

    Raises:
        stagecli.errors.ModelError: the file is not sound; lists every problem with its place.
        stagecli.errors.UsageError: there is no such file.

    """
    return load_from(source)


def assess(
    ladder: Classifier,
    answers: Mapping[str, object],
    *,
    subject: str | None = None,
    measures: Mapping[str, object] | None = None,
) -> Assessment:
    """Assess one subject.

    Args:
        ladder: from `load_model`.
        answers: signal ids to option ids, labels in any language of the model, numbers, or `dont_know`. None, NaN and
            empty text mean *not asked*. A number may be a text such as "3 years" or, up to today, "since 2019".
        subject: the subject's name, if it matters.
        measures: what was measured: names such as `git.days_between_releases` to numbers in the measure's unit, or to
            its words. They count where `answers` says nothing.

    Raises:
        stagecli.errors.AnswersError: some answers fit no signal or option, or some measures do not exist or never have
            such values; lists all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    observed = None if measures is None else given_measures(ladder.model, measures)
    return assess_answers(ladder, _answers(ladder, answers), subject=subject, observed=observed)


def assess_table(
    ladder: Classifier,
    frame: Frame,
    *,
    subject: str | None = None,
    language: str | None = None,
    bad_answers: Literal["error", "blank"] | None = None,
    mapping: str | os.PathLike[str] | None = None,
) -> Frame:
    """Assess every row of a DataFrame of Polars or pandas, or of a Table of PyArrow, as `stagecli batch` does.

    Args:
        ladder: from `load_model`.
        frame: its columns are signals by their ids or questions, in any language; its cells are answers, as for
            `assess`. None, NaN, NA, NaT and empty text mean *not asked*.
        subject: the column that names the subject; an error gives that name beside the row. Names may be missing, and
            may be repeated: each row is assessed by itself.
        language: of stage names and steps; by default the model's first.
        bad_answers: what a cell does that is no answer of its signal: `error`, or `blank` for *not asked*; by default
            as the mapping file says, else `error`.
        mapping: a mapping file, as for `stagecli batch`; the other arguments win over it.

    Returns:
        The same kind of table: the columns and the index of the frame, then those that `stagecli batch` adds, from
        `stage_number` to `next_step`. They are null in a row without an answer that counts. If one of their names is
        taken, all of them start with `stagecli_`. pandas gets whole numbers as `Int64`, which has nulls.

    Raises:
        stagecli.errors.FileError: something is wrong in the mapping file; lists every problem.
        stagecli.errors.AnswersError: some cells are no answers; lists them, each with its row (`line`, from 1).
        stagecli.errors.UsageError: it is not such a table, two columns have one name, no column is a signal, two
            are the same one, there is no column `subject`, or the extra `batch` is missing; also for an unknown
            language or value of `bad_answers`.

    """
    if bad_answers not in ("error", "blank", None):
        raise UsageError("unknown_bad_answers", given=bad_answers, hint=one_of(("error", "blank")))
    try:
        from stagecli.batch.frames import assess_frame
        from stagecli.batch.layout import layout
    except ImportError:
        raise UsageError("frame_needs_extra") from None
    path, asked = None if mapping is None else os.fspath(mapping), "reject" if bad_answers == "error" else bad_answers
    how = layout(ladder.model, path, id=subject, bad_answers=asked)
    assessed: Frame = assess_frame(ladder, frame, how, _spoken(ladder, language), datetime.now().astimezone())
    return assessed


def to_contract(ladder: Classifier, result: Assessment, *, language: str | None = None) -> dict[str, object]:
    """The JSON contract of a result as a dict: ids, numbers, and the texts of one language.

    Args:
        ladder: the ladder that the subject was assessed by.
        result: from `assess`.
        language: of the texts; by default the model's first.

    Raises:
        stagecli.errors.UsageError: neither the model nor the interface has this language.

    """
    return contract.to_contract(result, ladder.model, _spoken(ladder, language))


def render_assessment(
    ladder: Classifier,
    result: Assessment,
    format: Format,  # noqa: A002  # as the flag is called
    *,
    language: str | None = None,
    explain: bool = False,
    by: str = "",
) -> str:
    """Render a result as text, Markdown, an HTML page or JSON.

    Args:
        ladder: the ladder that the subject was assessed by.
        result: from `assess`.
        format: `text`, `markdown`, `html` or `json`.
        language: of the texts; by default the model's first.
        explain: show what each answer did, and all steps.
        by: who prepared it; empty to name nobody. JSON never does.

    Raises:
        stagecli.errors.UsageError: neither the model nor the interface has this language, or there is no such format.

    """
    if format not in get_args(Format):
        raise UsageError("unknown_format", given=format, hint=one_of(get_args(Format)))
    spoken = _spoken(ladder, language)
    return render.render_assessment(result, ladder.model, format, language=spoken, explain=explain, by=by)


def _spoken(ladder: Classifier, language: str | None) -> str:
    """The requested language, if the model or the interface has it; otherwise the model's first."""
    spoken = dict.fromkeys((*ladder.model.languages, *LANGUAGES))
    if language is not None and language not in spoken:
        raise UsageError("language_not_spoken", given=language, hint=one_of(spoken))
    return language or ladder.model.languages[0]


def classify(ladder: Classifier, answers: Mapping[str, object]) -> Verdict:
    """Return the verdict alone, fast: stage indices and probabilities, no advice or texts. Answers as for `assess`.

    Raises:
        stagecli.errors.AnswersError: some answers fit no signal or option; lists all of them.
        stagecli.errors.UsageError: no answer counts.

    """
    return verdict(ladder, read(ladder, _choices(ladder, answers)))


def next_question(ladder: Classifier, answers: Mapping[str, object], *, ask_all: bool = False) -> Question | Stop:
    """Say what to ask next, or why to stop. A web form or a chat bot calls this after every answer.

    Args:
        ladder: from `load_model`.
        answers: all answers so far, as for `assess`.
        ask_all: ask everything that applies, most informative first.

    Raises:
        stagecli.errors.AnswersError: some answers fit no signal or option; lists all of them.

    """
    return ladder.next_question(_choices(ladder, answers), ask_all=ask_all)


def _answers(ladder: Classifier, answers: Mapping[str, object]) -> Answers:
    """The answers of a program; option ids, which most programs give, are taken as they are."""
    if are_ids(answers, ladder.score):
        return {signal: Answer(answers[signal], "program") for signal in ladder.score if signal in answers}
    return from_program(ladder.model, answers, date.today())


def _choices(ladder: Classifier, answers: Mapping[str, object]) -> Mapping[str, str]:
    """The answers as the classifier reads them."""
    return answers if are_ids(answers, ladder.score) else option_values(_answers(ladder, answers))
