"""The journal of a run: what of it is done, so that after any interruption `--resume` goes on from there.

Beside OUT stand, while a run lasts, `.OUT.part` (and `.REJECTS.part`) and `.OUT.journal`. The journal is replaced
as parts of the work are done; what the other files hold beyond what it says is cut off before a run goes on.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from stagecli.batch.inputs import Fingerprint
from stagecli.classifier.verdict import Status
from stagecli.errors import UsageError


class Journal(Struct, kw_only=True):
    """What was done so far. All counts are of what is safely in the partial files."""

    settings: str
    """A hash of all that decides the bytes of the result: model, options, version."""
    fingerprint: Fingerprint | None
    """Of the input; None for standard input."""
    parts: int = 0
    """Parts of the work."""
    written: int = 0
    """Bytes in the partial output; pieces, for Parquet."""
    rejects_written: int = 0
    """Bytes in the partial rejects."""
    read: int = 0
    """Rows."""
    rejected: int = 0
    """Rows."""
    tally: list[tuple[int, Status, int, int]] = []
    """As `job.Tally`, with the number at the end."""
    finished: bool = False
    """Whether nothing is left but to put the files in their places."""


def place(output: Path) -> Path:
    """Where the journal of a run that writes this file is."""
    target = output.resolve()
    return target.with_name(f".{target.name}.journal")


def load(output: Path, settings: str, fingerprint: Fingerprint | None) -> Journal | None:
    """The journal of an interrupted run; None if there is none.

    Raises:
        UsageError: it is of a run with another input or other settings, or cannot be read.
    """
    try:
        journal = msgspec.json.decode(place(output).read_bytes(), type=Journal)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, OSError):
        raise UsageError("resume_unreadable", file=output) from None
    if journal.settings != settings:
        raise UsageError("resume_other_options", file=output)
    if journal.fingerprint != fingerprint:
        raise UsageError("resume_other_input", file=output)
    return journal


def save(output: Path, journal: Journal) -> None:
    """Replace the journal."""
    target = place(output)
    new = target.with_name(f"{target.name}.new")
    new.write_bytes(msgspec.json.encode(journal))
    new.replace(target)


def remove(output: Path) -> None:
    """Forget the run."""
    for path in (place(output), place(output).with_name(f"{place(output).name}.new")):
        path.unlink(missing_ok=True)
