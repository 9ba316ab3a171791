"""Answers files, whose format is found out here: answers, a result, what a questionnaire returned, or measures.

- `reading` finds out the format, and reads the answers;
- `strict_json` and `yaml_document` read what is in a file, with positions;
- `observed_file` reads a file of measures;
- `returned` reads the line that a questionnaire writes into a mail, and `mail` finds the texts of a saved one;
- `template` is a file to fill in.
"""

from msgspec import Struct

from stagecli.answers import Answers
from stagecli.errors import Message
from stagecli.measures import Observed

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
