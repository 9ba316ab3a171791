"""What `model diff` says."""

from typing import Any

from stagecli.render.screen import Screen, cell, grid
from stagecli.render.wording import percent
from stagecli.workshop.diff import Change, Diff, Group, Moved

_TITLES: dict[Group, str] = {
    "model": "The ladder as a whole",
    "stages": "Stages",
    "signals": "Signals",
    "frequencies": "Frequencies",
    "steps": "Advice",
}
_FEW = 20  # changes of one group, or subjects, that are shown


def as_text(diff: Diff, *, width: int, colour: bool) -> str:
    """The whole difference."""
    screen = Screen(width=width, colour=colour)
    screen.line(f"{diff.old['id']} {diff.old['version']} → {diff.new['id']} {diff.new['version']}", "bold")
    if not diff.changes:
        screen.line("Nothing that matters to a verdict or to advice is different.")
    for group, title in _TITLES.items():
        changes = [change for change in diff.changes if change.group == group]
        if group == "frequencies":
            changes.sort(key=lambda change: -abs((change.new or 0) - (change.old or 0)))
        if changes:
            screen.heading(f"{title} ({len(changes)})")
            for change in changes[:_FEW]:
                _change(screen, change)
            if len(changes) > _FEW:
                screen.line(f"and {len(changes) - _FEW} more; --format json has them all", "dim", indent=2)
    if diff.subjects:
        _subjects(screen, diff)
    return screen.text()


def _change(screen: Screen, change: Change) -> None:
    sign = "+" if change.old is None else "-" if change.new is None else "~"
    values = " → ".join(_value(value) for value in (change.old, change.new) if value is not None)
    table = grid(1, None)
    table.add_row(cell(sign), cell(f"{change.where}: {values}"))
    screen.show(table, 1)


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
    return "no answer counts" if stage is None else f"{stage} ({percent(confidence, 'en')})"
