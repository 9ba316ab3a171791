"""The output of `model simulate`."""

from collections.abc import Sequence

from rich.text import Text

from stagecli.authoring.reports.pictures import bars, confusion, share
from stagecli.authoring.simulate import Disturbed, Simulation
from stagecli.render.screen import Screen, cell, grid

_ORDERS = {"adaptive": "most telling first", "file": "order of the file", "random": "random order"}
_FEWEST = 100  # per stage; from here on a share is accurate to about one in twenty
_FEW = 5  # signals that are listed as missed least


def as_text(simulation: Simulation, *, width: int, colour: bool) -> str:
    """The whole simulation as text."""
    screen = Screen(width=width, colour=colour)
    subjects = simulation.subjects * len(simulation.stages)
    screen.line(
        f"{subjects:,} subjects drawn from the ladder's own tables, {simulation.subjects:,} at each stage", "bold"
    )
    screen.line("This cannot say whether the tables are true, only what follows if they are.", "dim")
    if simulation.subjects < _FEWEST:
        screen.line(f"With fewer than {_FEWEST} subjects at each stage, the numbers are rough.", "dim")
    screen.heading(f"Everything asked: {share(simulation.accuracy)} are detected at their stage")
    confusion(screen, simulation.stages, simulation.confusion, "true")
    _interviews(screen, simulation)
    _disturbed(screen, "Answers replaced at random", "share", simulation.misreports)
    _disturbed(screen, "Answers missing", "share", simulation.missing)
    _disturbed(screen, "Answers that hang together", "correlation", simulation.correlated)
    screen.line(_calibration(simulation), indent=2)
    _signals(screen, simulation)
    return screen.text()


def _interviews(screen: Screen, simulation: Simulation) -> None:
    screen.heading("Interviews")
    table = grid(20, 10, 10, None)
    table.add_row("", Text("questions", "dim"), Text("of all", "dim"), Text("same stage", "dim"))
    for each in simulation.interviews:
        table.add_row(
            cell(_ORDERS[each.order]),
            Text(f"{each.mean_asked:.1f}"),
            Text(share(each.share_asked)),
            Text(share(each.same_stage)),
        )
    screen.show(table, 2)
    screen.blank()
    screen.line(
        "Of all that apply; the same stage as when everything is asked. Questions, most telling first:", indent=2
    )
    bars(screen, simulation.interviews[0].asked_shares)


def _disturbed(screen: Screen, title: str, amount: str, rows: Sequence[Disturbed]) -> None:
    screen.heading(title)
    table = grid(14, 12, None)
    table.add_row(Text(amount, "dim"), Text("accuracy", "dim"), Text("mean confidence", "dim"))
    for each in rows:
        table.add_row(Text(f"{each.amount:.2f}"), Text(share(each.accuracy)), Text(share(each.confidence)))
    screen.show(table, 2)


def _calibration(simulation: Simulation) -> str:
    at, most = simulation.calibrated_at, simulation.correlated[-1].amount
    if at is not None:
        less = "With less, verdicts are right more often than they say; with more, less often."
        return (
            f"The temperature is right where answers correlate by {at:.2f}: there, mean confidence equals accuracy. "
            f"{less if at >= 0.005 else 'With more, verdicts are right less often than they say.'}"
        )
    to_try = simulation.temperature_to_try
    advice = "" if to_try is None else f": try a temperature of {to_try:g}"
    if simulation.correlated[0].excess > 0:
        return f"Even with independent answers, verdicts are right less often than they say{advice}."
    said = f"At every correlation tried, verdicts are right more often than they say{advice}"
    return f"{said}." if to_try is None else f"{said}, the best where answers correlate by {most:.2f}."


def _signals(screen: Screen, simulation: Simulation) -> None:
    screen.heading("What tells neighbours apart (bits)")
    table = grid(8, None)
    for each in simulation.telling:
        one, other = each.stages
        told = ", ".join(f"{signal} {bits:.2f}" for signal, bits in each.signals.items())
        table.add_row(Text(f"{one} | {other}"), cell(told))
    screen.show(table, 2)
    screen.heading("What is missed least when it is never asked (accuracy lost, of 100)")
    least = list(simulation.dropped.items())[:_FEW]
    screen.line(", ".join(f"{signal} {100 * lost:.1f}" for signal, lost in least), indent=2)
    together = ", ".join(simulation.droppable)
    said = f"Without all of these, at most one more in 200 is misread: {together}." if together else "All are missed."
    screen.line(said, indent=2)
