"""One run of git: what it is given comes from a file, so that the two never wait for each other."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from msgspec import Struct

from stagecli.errors import StagecliError

SECONDS_WITHOUT_OUTPUT = 30.0
SECONDS = 900.0
"""Longest that one run may take."""
_CHUNK = 262_144
_MOST_MEMORY = 1_000_000_000
"""Bytes: git compares two trees as a whole before it writes, and few objects can stand for any number of files."""


class Failed(Exception):
    """Git ended with an error. What it said is not kept: it may quote the repository."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Watch(Thread):
    """Ends a run that says nothing for too long while it is waited for, or takes too much time or memory as a whole."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.waiting: float | None = None
        self.silent = self.too_much = False
        self._process = process
        self._begun = monotonic()
        self._over = Event()

    def run(self) -> None:
        """Look now and then."""
        while not self._over.wait(min(0.5, SECONDS_WITHOUT_OUTPUT / 4)):
            now, waiting = monotonic(), self.waiting
            self.silent = waiting is not None and now - waiting > SECONDS_WITHOUT_OUTPUT
            self.too_much = now - self._begun > SECONDS or _memory(self._process.pid) > _MOST_MEMORY
            if self.silent or self.too_much:
                self._process.kill()
                return

    def end(self) -> None:
        """Let the thread end."""
        self._over.set()


def _memory(process: int) -> int:
    """Bytes that a process holds of its own, without the files that it has open; 0 where the system does not say."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{process}/statm").read_text("ascii").split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


class Git(Struct, frozen=True):
    """How git is run."""

    program: str
    """Its absolute path."""
    folder: Path
    """A private one, in which it runs."""
    environment: dict[str, str]
    """All of it."""
    processes: list[subprocess.Popen[bytes]] = []
    """Those that were started."""

    def output(self, arguments: Sequence[str], lines: Iterable[bytes] = (), *, most: int) -> Iterator[bytes]:
        """Run git and yield what it writes, as it comes.

        Args:
            arguments: after the program.
            lines: for its standard input, each with its line end; used up before it starts.
            most: bytes that it may write.

        Raises:
            StagecliError: it was silent for too long, or wrote too much, or took too much time or memory.
            Failed: it ended with an error.
        """
        with tempfile.TemporaryFile(dir=self.folder) as given:
            given.writelines(lines)
            given.seek(0)
            process = subprocess.Popen(  # noqa: S603  # git by its absolute path, arguments of our own
                [self.program, *arguments], stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                cwd=self.folder, env=self.environment, bufsize=0,
            )  # fmt: skip
        self.processes.append(process)
        watch = _Watch(process)
        try:
            watch.start()
            yield from _read(process, watch, most)
        finally:
            watch.end()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def end(self) -> None:
        """End what still runs, because its output was not read to the end."""
        for process in self.processes:
            process.kill()
            process.wait()


def _read(process: subprocess.Popen[bytes], watch: _Watch, most: int) -> Iterator[bytes]:
    assert process.stdout is not None  # noqa: S101  # it was asked for
    handle, written = process.stdout.fileno(), 0
    watch.waiting = monotonic()
    while chunk := os.read(handle, _CHUNK):
        watch.waiting = None  # from here on it waits for us
        written += len(chunk)
        if written > most:
            raise StagecliError("git_too_much")
        yield chunk
        watch.waiting = monotonic()
    code = process.wait()
    if watch.silent:
        raise StagecliError("git_stopped", seconds=SECONDS_WITHOUT_OUTPUT)
    if watch.too_much:
        raise StagecliError("git_too_much")
    if code:
        raise Failed(code)


def records(chunks: Iterable[bytes], longest: int) -> Iterator[list[bytes]]:
    """The parts that end in NUL, some at a time; out of one that is too long a part is left out."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        yield whole
        rest = rest[:longest]
    if rest:
        yield [rest]
