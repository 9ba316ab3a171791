"""Outputs: where scored rows and rejects go. A file grows beside its place and is put there when it is whole."""

import contextlib
import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from stagecli.batch.job import Part
from stagecli.batch.records import Reject
from stagecli.errors import OutputError, UsageError
from stagecli.files import opened, put_in_place, replaceable

REJECT_COLUMNS = ("line", "column", "value", "reason", "hint", "row")


class Output(Protocol):
    """Takes the parts of the work, in order."""

    resumable: bool
    """Whether an interrupted run can go on with what is there."""

    def write(self, part: Part) -> None:
        """Add a part."""

    def written(self) -> int:
        """Make sure that it is in the file, and say how much there is: bytes, or pieces."""

    def finish(self) -> None:
        """Put the file in its place."""

    def leave(self) -> None:
        """Close what was written, for a later run to go on with; or remove it if none can."""

    def abandon(self) -> None:
        """Remove what was written."""


def part_of(target: Path) -> Path:
    """Where a file grows until it is whole."""
    place = target.resolve()
    return place.with_name(f".{place.name}.part")


class TextFile:
    """Text that grows in a partial file; after an interruption, from a known length on."""

    resumable = True

    def __init__(self, target: Path, header: str, length: int) -> None:
        self.target = target
        self.part = part_of(target)
        self.file: IO[bytes] | None = None
        self._stored = length
        if length and not self.part.exists():
            return  # the interrupted run had put it in its place already
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

    def write(self, part: Part) -> None:
        """Add a part."""
        self.add(part.result)

    def add(self, text: Any) -> None:
        """Add text, or what `write_text` takes for it."""
        if self.file is not None:
            write_text(self.file, text)
            self._start_to_store()

    def _start_to_store(self) -> None:
        """Have the system begin to write to the disk, so that little is left to wait for at the end."""
        if self.file is not None and hasattr(os, "posix_fadvise"):
            length = self.file.tell()
            with contextlib.suppress(OSError):  # no more than advice
                os.posix_fadvise(self.file.fileno(), self._stored, length - self._stored, os.POSIX_FADV_DONTNEED)
            self._stored = length

    def written(self) -> int:
        """Bytes in the file."""
        if self.file is None:
            return 0
        self.file.flush()
        return self.file.tell()

    def finish(self) -> None:
        """Put the file in its place."""
        if self.file is not None:
            self.file.close()
            put_in_place(self.part, self.target)

    def leave(self) -> None:
        """Close the partial file."""
        if self.file is not None:
            with contextlib.suppress(OSError):  # what it could not take any more, the journal does not count
                self.file.close()

    def abandon(self) -> None:
        """Remove what was written."""
        self.leave()
        if self.file is not None:
            self.part.unlink(missing_ok=True)


class TextStream:
    """Text that goes out at once: standard output, a device or a pipe."""

    resumable = False

    def __init__(self, device: Path | None, header: str) -> None:
        if device is None and sys.stdout is None:
            raise OutputError("stdout_closed")
        self.file: IO[bytes] = sys.stdout.buffer if device is None else opened(device)
        self.ours = device is not None
        write_text(self.file, header)

    def write(self, part: Part) -> None:
        """Add a part."""
        self.add(part.result)

    def add(self, text: Any) -> None:
        """Add text, or what `write_text` takes for it."""
        if isinstance(text, str):
            write_text(self.file, text)
        else:
            buffer = io.BytesIO()  # a library may not write to a pipe as Python does
            write_text(buffer, text)
            self.file.write(buffer.getbuffer())
        self.file.flush()

    def written(self) -> int:
        """Nothing of it can be taken back."""
        return 0

    def finish(self) -> None:
        """All of it is out."""
        self.file.flush()
        self.leave()

    def leave(self) -> None:
        """Nothing can be taken back."""
        if self.ours:
            with contextlib.suppress(OSError):
                self.file.close()

    abandon = leave


def claim(handle: int, target: Path) -> None:
    """Make sure that no other run writes the same file, until the handle is closed.

    Raises:
        UsageError: another one does; the handle is closed.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover  # Windows, which lets nobody else write an open file anyhow
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise UsageError("run_at_work", file=target) from None


def write_text(file: IO[bytes], result: Any) -> None:
    """Write text, or what writes itself as text to a file; see `columnar.Lines`."""
    if isinstance(result, str):
        file.write(result.encode("utf-8", "backslashreplace"))
    else:
        file.flush()
        result.write_to(file)


class Rejects:
    """Rejected rows: into a file that grows like the output, or to somebody who shows them."""

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
            rows.writerows((r.place, r.column, r.value, r.reason, r.hint, r.raw) for r in rejects)
            self.file.add(text.getvalue())

    def written(self) -> int:
        """Bytes in the file."""
        return self.file.written() if self.file is not None else 0

    def finish(self, total: int) -> None:
        """Put the file in its place, unless there is nothing to say and nothing to correct."""
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
        """Remove what was written."""
        if self.file is not None:
            self.file.abandon()
