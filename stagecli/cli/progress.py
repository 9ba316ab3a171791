"""Progress bars for batches and simulations, on standard error and only on a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stagecli.cli import streams
from stagecli.messages import message

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from stagecli.batch.inputs import Input
    from stagecli.batch.returned_files import ReturnedFiles
    from stagecli.batch.run import Run

_MOMENT = 1.0  # shorter runs show no bar
_BETWEEN = 0.1  # two drawings of it


@contextmanager
def shown_progress(
    source: "Input | ReturnedFiles", language: str, *, beside_rows: bool
) -> Iterator[Callable[["Run"], None]]:
    """Show rows, rate, and the time left if the input's size is known, as parts finish.

    If rows go to standard output (`beside_rows`) and that is a terminal, there is no bar: they would mix.
    """
    rows_on_terminal = beside_rows and sys.stdout is not None and sys.stdout.isatty()
    if sys.stderr is None or not sys.stderr.isatty() or rows_on_terminal:
        yield lambda _: None
        return

    from stagecli.report.wording import count

    start = time.monotonic()
    with _late_bar(total=source.size) as update:

        def show(run: "Run") -> None:
            rate = (run.read - run.resumed) / (time.monotonic() - start or 1e-9)
            rows = message(
                "batch_progress", language, rows=count(run.read, language), rate=count(round(rate), language)
            )
            update(source.position, rows)

        yield show


@contextmanager
def shown_share() -> Iterator[Callable[[float], None]]:
    """Show the share of some work that is done, from 0 to 1."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    with _late_bar(total=1.0) as update:
        yield lambda share: update(share, "")


@contextmanager
def _late_bar(total: float | None) -> Iterator[Callable[[float, str], None]]:
    """A bar that appears once the work takes longer than a moment; a spinner if the total is unknown."""
    due, bar = time.monotonic() + _MOMENT, None

    def update(done: float, text: str) -> None:
        nonlocal due, bar
        if time.monotonic() < due:
            return
        due = time.monotonic() + _BETWEEN
        if bar is None:
            bar = _bar(total)
            bar.start()
        bar.update(bar.task_ids[0], completed=done, description=text, refresh=True)

    try:
        yield update
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: float | None) -> "Progress":
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    known = total is not None
    columns = [BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True)] if known else [SpinnerColumn()]
    text, console = TextColumn("{task.description}", markup=False), _console()
    bar = Progress(*columns, text, console=console, transient=True, auto_refresh=False)  # no thread beside Ctrl-C
    bar.add_task("", total=total)
    return bar


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, color_system="auto" if streams.colour_of_messages() else None, legacy_windows=False)
