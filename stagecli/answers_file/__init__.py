"""Answers files, whose format is found out here: answers, a result, what a questionnaire returned, or measures.

- `reading` finds out the format, and reads the answers;
- `strict_json` and `yaml_document` read what is in a file, with positions;
- `observed_file` reads a file of measures;
- `returned` reads the line that a questionnaire writes into a mail, and `mail` finds the texts of a saved one;
- `template` is a file to fill in.
"""

from collections.abc import Sequence

from msgspec import Struct

from stagecli.answers import Answers
from stagecli.errors import Message, UsageError
from stagecli.measures import Observed, joined

MAX_MAIL = 10_000_000
"""Bytes of the largest file that is read: a mail with attachments; others have at most `yaml_document.MAX_BYTES`."""


class FiledAnswers(Struct, frozen=True):
    """The contents of an answers file."""

    answers: Answers = {}
    subject: str | None = None
    """The subject's name in the file; None if there is none."""
    time: str | None = None
    """When the answers were assessed: a moment in UTC, or a day; None if the file does not say."""
    reference: str | None = None
    """By which the sender of a questionnaire knows whose answers these are; None if the file has none."""
    returned: bool = False
    """Whether a questionnaire returned them."""
    dropped: tuple[str, ...] = ()
    """Signals whose answers no longer fit the model, in a result or in what a questionnaire returned."""
    notes: tuple[Message, ...] = ()
    """Which old ids were given, and which numbers were counted from today."""
    observed: Observed | None = None
    """What was measured; None if nothing in the file was."""


def together(files: Sequence[FiledAnswers]) -> FiledAnswers:
    """What several files say of one subject; of two answers to one signal the later file's.

    Raises:
        UsageError: they are about different subjects, or two have a value of the same measure.

    """
    if len(files) == 1:
        return files[0]
    subjects = dict.fromkeys(file.subject for file in files if file.subject is not None)
    if len(subjects) > 1:
        raise UsageError("files_of_several", subjects=", ".join(subjects))
    times = dict.fromkeys(file.time for file in files if file.time is not None)
    return FiledAnswers(
        answers={signal: answer for file in files for signal, answer in file.answers.items()},
        subject=next(iter(subjects), None),
        time=next(iter(times)) if len(times) == 1 else None,
        returned=any(file.returned for file in files),
        dropped=tuple(dict.fromkeys(signal for file in files for signal in file.dropped)),
        notes=tuple(note for file in files for note in file.notes),
        observed=joined([file.observed for file in files if file.observed is not None]),
    )
