"""The output of `model diff`."""

from collections.abc import Sequence
from typing import Any

from stagecli.authoring.diff import Diff, Difference, Group, Moved
from stagecli.render.screen import Screen, cell, grid
from stagecli.report.wording import percent

_TITLES: dict[Group, str] = {
    "model": "The ladder as a whole",
    "stages": "Stages",
    "signals": "Signals",
    "frequencies": "Frequencies, of 100",
    "steps": "Advice",
}
_FEW = 20  # most changes of one group, and most subjects, that are shown


def as_text(diff: Diff, *, width: int, colour: bool) -> str:
    """The whole difference as text."""
    screen = Screen(width=width, colour=colour)
    screen.line(
        " → ".join(f"{each['id']} {each['version']} ({each['sha256'][:8]})" for each in (diff.old, diff.new)), "bold"
    )
    if not diff.changes:
        screen.line("Nothing that matters to a verdict or to advice is different.")
    for group, title in _TITLES.items():
        changes = [change for change in diff.changes if change.group == group]
        lines = _frequencies(changes) if group == "frequencies" else [_change(change) for change in changes]
        if lines:
            screen.heading(f"{title} ({len(changes)})")
        for sign, text in lines[:_FEW]:
            table = grid(1, None)
            table.add_row(cell(sign), cell(text))
            screen.show(table, 1)
        if len(lines) > _FEW:
            screen.line(f"and {len(lines) - _FEW} more; --format json has them all", "dim", indent=2)
    if diff.subjects:
        _subjects(screen, diff)
    return screen.text()


def _change(change: Difference) -> tuple[str, str]:
    sign = "+" if change.old is None else "-" if change.new is None else "~"
    values = " → ".join(_value(value) for value in (change.old, change.new) if value is not None)
    return sign, f"{change.where}: {values}"


def _frequencies(changes: Sequence[Difference]) -> list[tuple[str, str]]:
    """One line per option with all stages that differ; the largest difference comes first."""
    options: dict[str, list[Difference]] = {}
    for change in changes:
        options.setdefault(change.where.partition(".of_100.")[0], []).append(change)
    ordered = sorted(options.items(), key=lambda item: -max(map(_size, item[1])))
    return [
        ("~", f"{option}: " + ", ".join(f"{each.where.rpartition('.')[2]} {_numbers(each)}" for each in some))
        for option, some in ordered
    ]


def _size(change: Difference) -> float:
    return abs(float(change.new or 0) - float(change.old or 0))


def _numbers(change: Difference) -> str:
    return " → ".join("none" if value is None else f"{value:g}" for value in (change.old, change.new))


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "nothing"
    return str(value) if value != {} else "nothing"


def _subjects(screen: Screen, diff: Diff) -> None:
    screen.heading(f"{len(diff.moved)} of {diff.subjects} subjects are at another stage")
    if diff.dropped:
        screen.line(f"Answers that one of the two does not know, left out there: {diff.dropped}.", indent=2)
    for moved in diff.moved[:_FEW]:
        screen.line(f"{moved.name or 'Without a name'}: {_place(moved, 'old')} → {_place(moved, 'new')}", indent=2)
    if len(diff.moved) > _FEW:
        screen.line(f"and {len(diff.moved) - _FEW} more; --format json has them all", "dim", indent=2)


def _place(moved: Moved, side: str) -> str:
    stage, confidence = getattr(moved, side), getattr(moved, f"{side}_confidence")
    return "no answer counts" if stage is None else f"{stage} ({percent(confidence)})"
