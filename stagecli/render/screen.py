"""A page of plain text for a terminal: Rich lays it out, and never reads any of it as markup."""

import io
import re

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stagecli.escaping import visible

WIDEST = 110
"""Most columns of a line: longer ones are hard to read."""


class Screen:
    """Collects lines and returns them as one string, without trailing spaces."""

    def __init__(self, *, width: int, colour: bool) -> None:
        self.width = min(width, WIDEST)
        self._out = io.StringIO()
        self._console = Console(
            file=self._out,
            width=self.width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            no_color=not colour,
            force_jupyter=False,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def text(self) -> str:
        """All lines so far."""
        return re.sub(r"[ ]+((?:\x1b\[[0-9;]*m)*)(?=\n)", r"\1", self._out.getvalue())

    def blank(self) -> None:
        """Write an empty line."""
        self._console.print()

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """Write a paragraph, wrapped and escaped."""
        self.show(Text(visible(text), style), indent)

    def unbroken(self, text: str, style: str = "") -> None:
        """Write text that must stay on one line, such as a path, however long it is."""
        self._console.print(Text(visible(text), style), soft_wrap=True)

    def heading(self, text: str) -> None:
        """Write a heading with an empty line before it."""
        self.blank()
        self.line(text, "bold")

    def show(self, renderable: RenderableType, indent: int = 0) -> None:
        """Write anything that Rich can lay out."""
        self._console.print(Padding(renderable, (0, 0, 0, indent)) if indent else renderable)


def cell(text: str, style: str = "") -> Text:
    """Escape a text for a table."""
    return Text(visible(text), style)


def grid(*widths: int | None) -> Table:
    """Make a table without lines; a column of width None is as wide as its contents need."""
    table = Table.grid(padding=(0, 1))
    for width in widths:
        table.add_column(width=width, overflow="fold")
    return table


def bar(share: float, columns: int) -> str:
    """A bar for a share from 0 to 1 of a number of columns, to an eighth of a column."""
    eighths = round(share * columns * 8)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()
