"""The journal of a run: what is done, so that `--resume` can go on after any interruption.

During a run, `.OUT.part` (and `.REJECTS.part`) and `.OUT.journal` are beside OUT. The run replaces the journal as
parts of the work are done; a resumed run first cuts off whatever the other files contain beyond it.
"""

from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from stagecli.batch.inputs import Fingerprint
from stagecli.classifier.verdict import Status
from stagecli.errors import UsageError


class Journal(Struct, kw_only=True):
    """What is done so far. All counts refer to what is safely in the partial files."""

    settings: str
    """A hash of everything that decides the bytes of the result: model, options, version."""
    fingerprint: Fingerprint | None
    """Of the input; None for standard input."""
    parts: int = 0
    """Parts of the work that are done."""
    written: int = 0
    """Bytes in the partial output; pieces, for Parquet."""
    rejects_written: int = 0
    """Bytes in the partial rejects."""
    read: int = 0
    """Rows read."""
    rejected: int = 0
    """Rows rejected."""
    blank: int = 0
    """Blank rows left out."""
    tally: list[tuple[int, Status, int, int]] = []
    """As `job.Tally`, with the count as the last item."""
    now: datetime | None = None
    """When the run began: what counts from that day goes on doing so."""
    unread: int = 0
    """As `job.Unread.rows`."""
    cells: list[tuple[str, str, int]] = []
    """As `job.Unread.cells`, with the count as the last item."""
    notes: list[str] = []
    """As `job.Chunk.notes`."""
    finished: bool = False
    """Whether only moving the files into place is left."""


def place(output: Path) -> Path:
    """The path of the journal for a run that writes this file."""
    target = output.resolve()
    return target.with_name(f".{target.name}.journal")


def load(output: Path, settings: str, fingerprint: Fingerprint | None) -> Journal | None:
    """Load the journal of an interrupted run; None if there is none.

    Raises:
        UsageError: it belongs to a run with another input or other settings, or cannot be read.
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
    """Replace the journal on disk."""
    target = place(output)
    new = target.with_name(f"{target.name}.new")
    new.write_bytes(msgspec.json.encode(journal))
    new.replace(target)


def remove(output: Path) -> None:
    """Remove the journal."""
    for path in (place(output), place(output).with_name(f"{place(output).name}.new")):
        path.unlink(missing_ok=True)
