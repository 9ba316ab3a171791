"""Outputs: where scored rows and rejects go. A file grows beside its final place and moves there when complete."""

import contextlib
import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from stagecli.batch.job import Chunk
from stagecli.batch.records import Reject
from stagecli.errors import OutputError, UsageError
from stagecli.files import opened, put_in_place, replaceable

REJECT_COLUMNS = ("line", "column", "value", "reason", "hint", "row")


class Output(Protocol):
    """Takes the parts of the work in order."""

    resumable: bool
    """Whether an interrupted run can go on with what is there."""

    def write(self, part: Chunk) -> None:
        """Add a part."""

    def written(self) -> int:
        """Make sure that everything is in the file, and return its size: bytes, or pieces."""

    def finish(self) -> None:
        """Move the file into place."""

    def leave(self) -> None:
        """Close the partial output so that a later run can go on; remove it if none can."""

    def abandon(self) -> None:
        """Remove the partial output."""


def part_of(target: Path) -> Path:
    """The path where a file grows until it is complete."""
    place = target.resolve()
    return place.with_name(f".{place.name}.part")


class TextFile:
    """Text that grows in a partial file; a resumed run continues at a known length."""

    resumable = True

    def __init__(self, target: Path, header: str, length: int) -> None:
        self.target = target
        self.part = part_of(target)
        self.file: IO[bytes] | None = None
        self._stored = length
        if length and not self.part.exists():
            return  # the interrupted run had moved it into place already
        handle = os.open(self.part, os.O_RDWR | os.O_CREAT, 0o666)
        claim(handle, target)
        self.file = os.fdopen(handle, "r+b")
        try:
            self.file.truncate(length)
            self.file.seek(length)
            if not length:
                write_text(self.file, header)
        except BaseException:
            if length:
                self.leave()
            else:
                self.abandon()
            raise

    def write(self, part: Chunk) -> None:
        """Add a part."""
        self.add(part.result)

    def add(self, text: Any) -> None:
        """Add text, or bytes."""
        if self.file is not None:
            write_text(self.file, text)
            self._start_to_store()

    def _start_to_store(self) -> None:
        """Ask the system to start writing to disk, so that little is left to wait for at the end."""
        if self.file is not None and hasattr(os, "posix_fadvise"):
            length = self.file.tell()
            with contextlib.suppress(OSError):  # this is only advice
                os.posix_fadvise(self.file.fileno(), self._stored, length - self._stored, os.POSIX_FADV_DONTNEED)
            self._stored = length

    def written(self) -> int:
        """Return the number of bytes in the file."""
        if self.file is None:
            return 0
        self.file.flush()
        return self.file.tell()

    def finish(self) -> None:
        """Move the file into place."""
        if self.file is not None:
            self.file.close()
            put_in_place(self.part, self.target)

    def leave(self) -> None:
        """Close the partial file."""
        if self.file is not None:
            with contextlib.suppress(OSError):  # the journal does not count what it could not take
                self.file.close()

    def abandon(self) -> None:
        """Remove the partial file."""
        self.leave()
        if self.file is not None:
            self.part.unlink(missing_ok=True)


class TextStream:
    """Text that is sent at once: to standard output, a device or a pipe."""

    resumable = False

    def __init__(self, device: Path | None, header: str) -> None:
        if device is None and sys.stdout is None:
            raise OutputError("stdout_closed")
        self.file: IO[bytes] = sys.stdout.buffer if device is None else opened(device)
        self.ours = device is not None
        write_text(self.file, header)

    def write(self, part: Chunk) -> None:
        """Add a part."""
        self.add(part.result)

    def add(self, text: Any) -> None:
        """Add text, or bytes."""
        write_text(self.file, text)
        self.file.flush()

    def written(self) -> int:
        """Return 0: nothing that was sent can be resumed."""
        return 0

    def finish(self) -> None:
        """Flush the stream, and close it unless it is standard output."""
        self.file.flush()
        self.leave()

    def leave(self) -> None:
        """Close the stream unless it is standard output; what was sent cannot be taken back."""
        if self.ours:
            with contextlib.suppress(OSError):
                self.file.close()

    abandon = leave


def claim(handle: int, target: Path) -> None:
    """Lock the file against other runs until the handle is closed.

    Raises:
        UsageError: another run writes it; the handle is closed.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover  # Windows, where nobody else can write an open file anyhow
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise UsageError("run_at_work", file=target) from None


def write_text(file: IO[bytes], result: Any) -> None:
    """Write text or bytes."""
    file.write(result.encode("utf-8", "backslashreplace") if isinstance(result, str) else result)


class Rejects:
    """Rejected rows: written to a file that grows like the output, or shown one by one."""

    def __init__(self, target: Path | None, length: int, *, always: bool, show: Callable[[Reject], None]) -> None:
        self.target = target
        self.always = always
        self.show = show
        self.count = 0
        header = io.StringIO()
        csv.writer(header, lineterminator="\n").writerow(REJECT_COLUMNS)
        self.file: TextFile | TextStream | None = None
        if target is not None and replaceable(target):
            self.file = TextFile(target, header.getvalue(), length)
        elif target is not None:  # a device or a pipe
            self.file = TextStream(target, header.getvalue())

    def write(self, rejects: Sequence[Reject]) -> None:
        """Add rejected rows."""
        self.count += len(rejects)
        if self.file is None:
            for reject in rejects:
                self.show(reject)
        elif rejects:
            text = io.StringIO()
            rows = csv.writer(text, lineterminator="\n")
            rows.writerows((r.place, r.column, r.value, r.reason, r.hint or "", r.raw) for r in rejects)
            self.file.add(text.getvalue())

    def written(self) -> int:
        """Return the number of bytes in the file."""
        return self.file.written() if self.file is not None else 0

    def finish(self, total: int) -> None:
        """Move the file into place, unless it has no rejects, nobody asked for it, and it replaces nothing."""
        if self.file is None:
            return
        if total or self.always or self.target is None or self.target.exists():
            self.file.finish()
        else:
            self.file.abandon()

    def leave(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.leave()

    def abandon(self) -> None:
        """Remove the partial file."""
        if self.file is not None:
            self.file.abandon()
