"""The unfinished interview: one file in the user's state folder, written after every answer."""

import contextlib
import shlex
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from stagecli.answers import Answer, Answers
from stagecli.assessment.said_and_measured import Trusted
from stagecli.classifier import Classifier
from stagecli.cli import streams
from stagecli.errors import UsageError
from stagecli.files import write_file
from stagecli.measures import Observed
from stagecli.model import Model
from stagecli.model_file.bundled import BUNDLED


class SavedInterview(Struct, frozen=True, kw_only=True):
    """The saved state: everything that `assess` was given, and the answers in the order given."""

    contract: Literal["stagecli/interview/1"] = "stagecli/interview/1"
    model: str
    """Id of the model."""
    sha256: str
    language: str
    subject: str | None
    time: str
    answers: dict[str, Answer]
    """Answers from the interview itself."""
    given: dict[str, Answer] = {}
    """Answers from flags and files."""
    save: bool = False
    date: str | None = None
    """When the questions were answered, if not now; as assessments have it."""
    db: str | None = None
    """The history file; None for the user's own."""
    observed: Observed | None = None
    """What was measured."""
    trust: Trusted = "said"
    by: str = ""
    """Who prepares the result; empty for nobody."""
    source: str | None = None
    """The model file; None for a bundled one."""

    @property
    def command(self) -> str:
        """The command line that resumes the interview."""
        source = self.model if self.source is None and self.model != BUNDLED[0] else self.source
        named = "" if source is None else f" --model {shlex.quote(source)}"
        return f"{streams.program()} assess --resume{named}"


def place() -> Path:
    """The path of the saved interview."""
    from platformdirs import user_state_path

    return Path(user_state_path("stagecli", appauthor=False)) / "interview.json"


def begun(
    model: Model,
    source: str | None,
    language: str,
    subject: str | None,
    given: Answers,
    *,
    save: bool,
    date: str | None,
    db: Path | None,
    by: str,
    observed: Observed | None,
    trust: Trusted,
) -> SavedInterview:
    """A new interview without answers."""
    return SavedInterview(
        model=model.id,
        sha256=model.sha256,
        language=language,
        subject=subject,
        time=streams.now(),
        answers={},
        given=dict(given),
        save=save,
        date=date,
        db=None if db is None else str(db.absolute()),
        by=by,
        observed=observed,
        trust=trust,
        source=str(Path(source).absolute()) if source is not None and Path(source).exists() else None,
    )


def keep(interview: SavedInterview, answers: Answers) -> bytes:
    """Save an interview with the answers given so far, and return the written bytes.

    Raises:
        OSError: they cannot be saved.
    """
    place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = msgspec.json.encode(msgspec.structs.replace(interview, time=streams.now(), answers=dict(answers)))
    write_file(place(), (data,), private=True)
    return data


def find() -> SavedInterview | None:
    """The unfinished interview; None if there is none or it cannot be read."""
    try:
        return msgspec.json.decode(content() or b"", type=SavedInterview)
    except msgspec.DecodeError:
        return None


def content() -> bytes | None:
    """The bytes of the file; None if there is none."""
    try:
        return place().read_bytes()
    except OSError:
        return None


def forget(finished: bytes) -> None:
    """Delete the file, if it still holds the finished interview and not one from another terminal."""
    if content() == finished:
        with contextlib.suppress(OSError):  # it could not be written either
            place().unlink()


def resume(classifier: Classifier) -> tuple[SavedInterview, tuple[str, ...]]:
    """Load the unfinished interview with the answers that fit the model, and the signals whose answers do not.

    Raises:
        UsageError: there is none, or it is for another ladder.
    """
    unfinished = find()
    if unfinished is None:
        raise UsageError("nothing_to_resume")
    if unfinished.model != classifier.model.id:
        raise UsageError("resume_other_ladder", kept=unfinished.model, used=classifier.model.id)
    answers, given = classifier.refit(unfinished.answers), classifier.refit(unfinished.given)
    fitting = msgspec.structs.replace(unfinished, answers=answers.answers, given=given.answers)
    return fitting, (*given.dropped, *answers.dropped)
