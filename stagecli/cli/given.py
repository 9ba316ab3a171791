"""What `assess` is given before anybody is asked: files, flags, sources of measures, an unfinished interview."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from stagecli.answers import Answers, from_values
from stagecli.answers_file import FiledAnswers, together
from stagecli.assessment.said_and_measured import Trusted
from stagecli.cli import errors, streams
from stagecli.errors import Message, Problem
from stagecli.escaping import visible
from stagecli.measures import Observed
from stagecli.messages import message
from stagecli.model import Model

if TYPE_CHECKING:
    from stagecli.cli.saved_interview import SavedInterview


class Given(NamedTuple):
    """What was given."""

    filed: FiledAnswers
    """What the files have."""
    said: Answers
    """Answers from files and flags, and those of the unfinished interview."""
    asked: Answers
    """What was answered in the unfinished interview, unless a file or flag says otherwise now."""
    observed: Observed | None
    trust: Trusted


def gather(
    model: Model,
    files: Sequence[str],
    sources: Sequence[str],
    flags: Mapping[str, str],
    kept: "SavedInterview | None",
    trust: Trusted | None,
    day: date,
    when: str | None,
    language: str,
) -> Given:
    """Read everything, and tell which answers no longer fit and how others were read.

    Args:
        model: whose signals are answered.
        files: answers files.
        sources: of measures.
        flags: signal ids, old ones too, with what was given.
        kept: the unfinished interview, if it is resumed.
        trust: what counts where what was measured differs; None where nobody said.
        day: the day of the assessment.
        when: the same, if the user named it.
        language: of what is told.

    Raises:
        AnswersError: something in a file or a flag is no answer.
        UsageError: files do not go together, or a source cannot be read.

    """
    read = [_read(model, file, day, when) for file in files]
    if sources:
        from stagecli.cli.observe import look_at  # which starts other programs

        read.append(FiledAnswers(observed=look_at(sources, day)))
    filed = together(read) if read else FiledAnswers()
    if filed.dropped:
        errors.print_error(visible(message("answers_dropped", language, signals=", ".join(filed.dropped))))
    notes = [*filed.notes]
    named: Answers = {**filed.answers, **from_values(model, flags, "flag", at_flag, notes.append, day)}
    errors.notes([note.text(language) for note in dict.fromkeys(notes)])
    if kept is None:
        return Given(filed, named, {}, filed.observed, trust or "said")
    asked = {signal: answer for signal, answer in kept.answers.items() if signal not in named}
    return Given(filed, {**kept.given, **named}, asked, filed.observed or kept.observed, trust or kept.trust)


def _read(model: Model, source: str, day: date, when: str | None) -> FiledAnswers:
    """Read an answers file; its time must not lie ahead, unless another is given."""
    from stagecli.answers_file.reading import read_answers  # which needs YAML, and much else

    return read_answers(model, streams.read_input(source), source, day, streams.clock() if when is None else None)


def at_flag(signal: str, what: Message, hint: Message | None) -> Problem:
    """What is wrong with a flag."""
    return Problem("", None, None, flag_of(signal), what, hint)


def flag_of(signal: str) -> str:
    """The flag of a signal."""
    return f"--{signal.replace('_', '-')}"
