"""Outputs: where scored rows and rejects go. A file grows beside its final place and moves there when complete."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from stagecli.batch.added_cells import row_text
from stagecli.batch.columns import free_names
from stagecli.batch.delimited import MARK, Dialect
from stagecli.batch.headings import spellings
from stagecli.batch.job import Chunk, Job, Target
from stagecli.batch.records import Reject
from stagecli.errors import OutputError, UsageError
from stagecli.escaping import visible
from stagecli.files import locked, opened, put_in_place, replaceable

REASONS = ("line", "column", "reason", "hint")
"""The columns in front of rejected rows; prefixed if the input has a column, or the model a signal, of such a name."""


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

    def __init__(self, target: Path, header: str | bytes, length: int) -> None:
        self.target = target
        self.part = part_of(target)
        self.file: IO[bytes] | None = None
        self._stored = length
        if length and not self.part.exists():
            return  # the interrupted run had moved it into place already
        self.file = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        try:
            self.file.truncate(length)
            self.file.seek(length)
            if not length:
                put(self.file, header)
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
        """Add text, as `put` takes it."""
        if self.file is not None:
            put(self.file, text)
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

    def __init__(self, device: Path | None, header: str | bytes) -> None:
        if device is None and sys.stdout is None:
            raise OutputError("stdout_closed")
        self.file: IO[bytes] = sys.stdout.buffer if device is None else opened(device)
        self.ours = device is not None
        self._terminal = self.file.isatty()
        self.add(header)

    def write(self, part: Chunk) -> None:
        """Add a part."""
        self.add(part.result)

    def add(self, text: Any) -> None:
        """Add text, as `put` takes it; a terminal shows control characters escaped."""
        buffer = io.BytesIO()  # a library may not write to a pipe as Python does
        put(buffer, text)
        data = buffer.getvalue()
        if self._terminal:
            data = visible(data.decode("utf-8", "backslashreplace").removeprefix("\ufeff"), kept="\t\n").encode()
        self.file.write(data)
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


@contextlib.contextmanager
def claimed(*targets: Path | None) -> Iterator[None]:
    """Keep other runs away from these files, except devices, until all that belongs to them is in place or left.

    Raises:
        UsageError: another run writes one of them.
    """
    with contextlib.ExitStack() as locks:
        for target in targets:
            if target is not None and replaceable(target):
                try:
                    locks.enter_context(locked(target))
                except BlockingIOError:
                    raise UsageError("run_at_work", file=target) from None
        yield


class WritesItself(Protocol):
    """Text that is put together only as it is written."""

    def write_to(self, file: IO[bytes]) -> None:
        """Write it to the file, after what was written before."""


def put(file: IO[bytes], text: "str | bytes | WritesItself") -> None:
    """Write text to a file."""
    if isinstance(text, str | bytes):
        file.write(text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text)
    else:
        file.flush()
        text.write_to(file)


class Rejects:
    """Rejected rows: shown one by one, or written to a file that grows like the output.

    The file is the table of these rows, in its own form if it is delimited text, with the reasons in front: once it is
    mended, it is an input.
    """

    def __init__(
        self,
        job: Job,
        dialect: Dialect,
        target: Path | None,
        length: int,
        *,
        always: bool,
        show: Callable[[Reject], None],
    ) -> None:
        self.job = job
        self.dialect = dialect
        self.target = target
        self.always = always
        self.show = show
        self.file: TextFile | TextStream | None = None
        self._form = Target("csv", dialect.delimiter, spreadsheet_safe=job.target.spreadsheet_safe)
        names = job.columns.names
        front = free_names(REASONS, (*names, *spellings(job.model)))
        header = f"sep={dialect.delimiter}\n".encode() if dialect.sep_line else b""
        header = (MARK if dialect.mark else b"") + header + self._line((*front, *names))
        if target is not None and replaceable(target):
            self.file = TextFile(target, header, length)
        elif target is not None:  # a device or a pipe
            self.file = TextStream(target, header)

    def write(self, rejects: Sequence[Reject]) -> None:
        """Add rejected rows."""
        if self.file is None:
            for reject in rejects:
                self.show(reject)
        elif rejects:
            self.file.add(b"".join(map(self._row, rejects)))

    def _row(self, reject: Reject) -> bytes:
        """A row, with its whole text in the first column if it could not be split, and empty cells if it is short."""
        language, cells = self.job.language, reject.cells or (reject.raw,)
        hint = "" if reject.hint is None else reject.hint.text(language)
        missing = [""] * (len(self.job.columns.names) - len(cells))
        return self._line((reject.place, reject.column, reject.reason.text(language), hint, *cells, *missing))

    def _line(self, cells: Sequence[Any]) -> bytes:
        return f"{row_text(cells, self._form)}\n".encode(self.dialect.encoding, "backslashreplace")

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
