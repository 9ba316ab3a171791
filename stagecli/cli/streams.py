"""Where results go (standard output or a file, with equal bytes), and facts about the terminal."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from stagecli.answers_file import MAX_MAIL
from stagecli.dates import day_of, in_utc
from stagecli.errors import OutputError, UsageError, reason
from stagecli.escaping import visible
from stagecli.files import write_file


def read_input(source: str) -> bytes:
    """Read an answers file, or standard input for `-`; at most one byte more than the limit.

    Raises:
        UsageError: it cannot be read.

    """
    try:
        if source == "-":
            if sys.stdin is None:
                raise UsageError("no_stdin_for_answers")
            return sys.stdin.buffer.read(MAX_MAIL + 1)
        with Path(source).open("rb") as file:
            return file.read(MAX_MAIL + 1)
    except (OSError, ValueError) as error:
        raise UsageError("answers_unreadable", file=source, why=reason(error)) from None


def guard(written: Mapping[str, Path | None], *read: str | Path | None, folder: Path | None = None) -> None:
    """Check that no input is overwritten and no file is written twice.

    Args:
        written: the files to write, by flag.
        read: the files to read.
        folder: it is replaced whole, so that none of them may be it or lie in it.

    Raises:
        UsageError: two of them are one file, under any names; or one lies in the folder.

    """
    for flag, target in written.items():
        for source in read:
            if same_file(target, source):
                raise UsageError("written_is_read", flag=flag, file=source)
    for (one, first), (other, second) in combinations(written.items(), 2):
        if same_file(first, second):
            raise UsageError("written_twice", one=one, other=other, file=second)
    for file in (*written.values(), *read):
        if folder is not None and file is not None:
            place, whole = Path(os.path.realpath(file)), Path(os.path.realpath(folder))
            if whole == place or whole in place.parents:
                raise UsageError("lies_in_folder", file=file, folder=folder)


def same_file(one: str | Path | None, other: str | Path | None) -> bool:
    """Whether two names mean one regular file, even if it does not exist yet."""
    if one is None or other is None or str(one) == "-" or str(other) == "-":
        return False
    try:
        paths = Path(one).resolve(), Path(other).resolve()
        if all(path.exists() for path in paths):
            return paths[0].is_file() and paths[0].samefile(paths[1])
        return paths[0] == paths[1]
    except (OSError, ValueError):
        return False  # an impossible path is reported where it is opened


def write_result(text: str | Iterable[str], output: Path | None, *, table: bool = False) -> None:
    """Write a result, whole or piece by piece, to a file, or to standard output if there is none.

    Args:
        text: the result.
        output: the file.
        table: whether it is somebody's cells, of which a terminal shows control characters escaped.

    Raises:
        OutputError: it could not be written; an existing file is untouched.

    """
    pieces = (text,) if isinstance(text, str) else text
    if output is None or str(output) == "-":
        _write_stdout(pieces, table=table)
        return
    try:
        write_file(output, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
    except OSError as error:
        raise OutputError("not_written", file=output, why=reason(error, output)) from None


def _write_stdout(pieces: Iterable[str], *, table: bool) -> None:
    if sys.stdout is None:
        raise OutputError("stdout_closed")
    encoding = "utf-8", "backslashreplace"
    if sys.stdout.isatty():  # a terminal expects its own encoding; a pipe gets the bytes that a file would get
        encoding = sys.stdout.encoding, "replace"
        pieces = (visible(piece, kept="\t\n") for piece in pieces) if table else pieces
    try:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode(*encoding))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        discard_stdout()  # the reader has what it wanted, as in `| head`
    except OSError as error:
        discard_stdout()
        raise OutputError("not_printed", why=reason(error)) from None


def show_paged(text: str) -> None:
    """Print a text to read; through `PAGER`, else `less`, if the terminal is too small. An empty `PAGER` is none."""
    import shlex
    import signal
    import subprocess

    height = shutil.get_terminal_size((80, 24)).lines
    seen = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    paged = seen and text.count("\n") >= height and os.environ.get("TERM") != "dumb"
    try:
        words = shlex.split(os.environ.get("PAGER", "less")) if paged else []
        letters = {"LESSCHARSET": "utf-8"} if sys.stdout.encoding.lower() == "utf-8" else {}  # whatever the locale
        environment = {"LESS": "-R", **letters, **os.environ}  # -R: otherwise it does not show colours
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment) if words else None  # noqa: S603  # the user's
    except (OSError, ValueError):  # there is none of that name, or it is no command
        pager = None
    if pager is None:
        write_result(text, None)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's, which has the terminal
    try:
        pager.communicate(text.encode(sys.stdout.encoding, "replace"))
    finally:
        signal.signal(signal.SIGINT, before)


def discard_stdout() -> None:
    """Discard buffered output, so that Python does not fail on it again at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def program() -> str:
    """How to call this program again: by its name if the shell finds it, otherwise as it was called now."""
    called = sys.argv[0]
    if Path(called).name != "stagecli" or shutil.which("stagecli"):
        return "stagecli"
    import shlex  # only for this

    return shlex.quote(called)


def somebody_is_there() -> bool:
    """Whether there is somebody to ask: both keyboard and screen are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def width(output: Path | None = None) -> int:
    """Columns to write for: `COLUMNS`, otherwise the terminal's (not for a file), otherwise 80; at least 20."""
    if output is not None and str(output) != "-":
        columns = os.environ.get("COLUMNS", "")
        return max(20, int(columns)) if columns.isdecimal() and int(columns) else 80
    return max(20, shutil.get_terminal_size((80, 24)).columns)


def colour(output: Path | None) -> bool:
    """Whether to use colour: on a terminal that supports it, or with `FORCE_COLOR`; never with `NO_COLOR`."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return output is None and sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def colour_of_messages() -> bool:
    """Whether to use colour on standard error, by the rules of `colour`."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def today() -> date:
    """The present day, here."""
    return day_of(now())


def now() -> str:
    """The present moment as assessments have it.

    Raises:
        UsageError: as `clock`.

    """
    return in_utc(clock())


def clock() -> datetime:
    """The present moment; `SOURCE_DATE_EPOCH` stands in for the clock.

    Raises:
        UsageError: `SOURCE_DATE_EPOCH` is not a number of seconds.

    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.now(UTC) if not epoch else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError("bad_epoch", given=epoch) from None
