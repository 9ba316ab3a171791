"""Text pictures that several reports draw: the confusion between stages, and bars."""

from collections.abc import Sequence

from rich.text import Text

from stagecli.render.screen import Screen, cell, grid
from stagecli.report.wording import count

_SHADES = (" ", "░", "▒", "▓", "█")


def share(value: float) -> str:
    """Format a share as a percentage with one decimal."""
    return f"{100 * value:.1f}%"


def confusion(screen: Screen, stages: Sequence[str], counts: Sequence[Sequence[int]], true: str) -> None:
    """Draw a matrix with a row for each `true` stage and a column for each detected one.

    Each count is shaded by its share of its row; the shade only repeats what the numbers say.
    """
    width = max(len(count(number, "en")) for row in counts for number in (*row, len(stages)))
    names = min(24, max(map(len, stages)) + 3)
    fits = (screen.width - names) // (width + 2)
    table = grid(names, *[width + 1] * min(len(stages), fits))
    shown = range(min(len(stages), fits))
    table.add_row("", *(Text(f"{at + 1:>{width}}", "dim") for at in shown))
    for number, (stage, row) in enumerate(zip(stages, counts, strict=True)):
        whole = sum(row)
        cells = []
        for at in shown:
            shade = _SHADES[-(-4 * row[at] // whole)] if whole else " "
            style = "bold green" if at == number else ("yellow" if row[at] else "dim")
            cells.append(Text(f"{count(row[at], 'en') if row[at] else '·':>{width}}{shade}", style))
        table.add_row(cell(f"{number + 1} {stage}"), *cells)
    screen.line(f"Rows are {true} stages, columns detected ones; shades are shares of a row.", "dim")
    screen.show(table)
    if fits < len(stages):
        screen.line(f"The columns from {fits + 1} on do not fit; a wider terminal shows them.", "dim")


def bars(screen: Screen, shares: dict[int, float]) -> None:
    """Draw a distribution, one bar per number."""
    most = max(shares.values())
    room = max(8, min(40, screen.width - 20))
    table = grid(4, room, None)
    for number, part in shares.items():
        table.add_row(
            Text(f"{number:>4}"),
            Text("█" * max(1, round(room * part / most)), "cyan"),
            Text(share(part), "dim"),
        )
    screen.show(table)
