"""Progress bars on a terminal's standard error, while a batch runs or a simulation; nothing anywhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stagecli.cli import streams
from stagecli.texts import say

if TYPE_CHECKING:
    from rich.console import Console

    from stagecli.batch.inputs import Input
    from stagecli.batch.run import Run


@contextmanager
def shown_progress(source: "Input", language: str, *, beside_rows: bool) -> Iterator[Callable[["Run"], None]]:
    """Show progress as parts are done: rows, rate, and the time left where the input's size is known.

    Args:
        source: what is read.
        language: of the words.
        beside_rows: whether rows go to standard output; on a terminal they would be mixed with the bar.

    """
    rows_on_terminal = beside_rows and sys.stdout is not None and sys.stdout.isatty()
    if sys.stderr is None or not sys.stderr.isatty() or rows_on_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from stagecli.render.wording import count

    known = source.size is not None
    columns = [BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True)] if known else [SpinnerColumn()]
    text = TextColumn("{task.description}", markup=False)
    with Progress(*columns, text, console=_console(), transient=True) as progress:
        task = progress.add_task("", total=source.size)

        def show(run: "Run") -> None:
            elapsed = progress.tasks[task].elapsed or 1e-9
            rate = (run.read - run.resumed) / elapsed
            rows = say("batch_progress", language, rows=count(run.read, language), rate=count(round(rate), language))
            progress.update(task, completed=source.position, description=rows)

        yield show


@contextmanager
def shown_share() -> Iterator[Callable[[float], None]]:
    """Show what part of some work is done, from 0 to 1."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = [BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True)]
    with Progress(*columns, console=_console(), transient=True) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda share: progress.update(task, completed=share)


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, color_system="auto" if streams.colour_of_messages() else None, legacy_windows=False)
