"""HTML: a report as a page to hand on. This module draws the pictures for `templates/assessment.html`."""

from datetime import date
from typing import NamedTuple

from stagecli.messages import message
from stagecli.render.html_page import own, page
from stagecli.report.sections import Balance, Climb, Ladder, Report

_WIDTH, _HEIGHT, _LOWEST, _ROOM = 360.0, 170.0, 26.0, 40.0
"""The picture of the ladder: its width and height, the height of the lowest step, the room above the highest."""


class Stair(NamedTuple):
    """One step of the picture of the ladder."""

    number: int | str
    """Empty if there are too many steps to number each."""
    x: float
    y: float
    width: float
    height: float
    here: bool


class Stairs(NamedTuple):
    """The picture of the ladder: stairs with a pin on the detected stage."""

    width: float
    height: float
    steps: list[Stair]
    pin_x: float
    pin_y: float
    text: str
    text_x: float
    anchor: str
    label: str
    """A description of the picture in words."""


class Bar(NamedTuple):
    """The move of the balance by one answer, from left to right; in 100ths of the picture's width."""

    x: float
    width: float
    contra: bool


class Marker(NamedTuple):
    """One assessment in the picture of the climb: a dot on a line from the lowest to the highest likely stage."""

    x: float
    y: float
    top: float
    bottom: float


class ClimbPicture(NamedTuple):
    """The picture of the climb: a stage a row, the lowest at the bottom; time goes to the right."""

    height: float
    rows: list[tuple[float, int | str]]
    """The middle of each stage's row, and its number; empty if there are too many to number each."""
    markers: list[Marker]
    line: str
    """The dots, joined."""
    label: str
    """A description of the picture in words."""


def render(report: Report) -> str:
    """Render the report as a page."""
    return page(
        "assessment.html",
        style=own("style.css") + own("climb.css"),
        language=report.language,
        report=report,
        kind=lambda block: type(block).__name__.lower(),
        stairs=stairs,
        waterfall=waterfall,
        path=path,
        message=lambda key: message(key, report.language),
    )


def stairs(ladder: Ladder, label: str) -> Stairs:
    """Lay out the ladder as stairs; `label` is the result in words, to which the ladder is added."""
    count = len(ladder.rungs)
    width = _WIDTH / count
    rise = (_HEIGHT - _LOWEST - _ROOM) / (count - 1)
    every = -(-count // 20)  # more numbers would not fit
    steps = []
    for index, rung in enumerate(ladder.rungs):
        height = _LOWEST + rise * index
        number = rung.number if rung.here or index % every == 0 else ""
        steps.append(
            Stair(number, _short(width * index), _short(_HEIGHT - height), _short(width - 3), _short(height), rung.here)
        )
    here = next(index for index, rung in enumerate(ladder.rungs) if rung.here)
    on = steps[here]
    middle = on.x + on.width / 2
    low = middle < _WIDTH / 3  # there is room to its right
    chances = ", ".join(f"{rung.number} {rung.name} {rung.percent}" for rung in ladder.rungs)
    return Stairs(
        _WIDTH,
        _HEIGHT,
        steps,
        pin_x=_short(middle),
        pin_y=_short(on.y - 3),
        text=ladder.rungs[here].note,
        text_x=on.x if low else _short(on.x + on.width),
        anchor="start" if low else "end",
        label=f"{label}: {chances}",
    )


def path(climb: Climb, heading: str) -> ClimbPicture:
    """Lay out the climb; days are as far apart as in time, unless one is unknown."""
    row = max(5.0, min(22.0, 220 / climb.stages))
    days = [date.fromisoformat(point.day).toordinal() if point.day else None for point in climb.points]
    places = [float(at) for at in range(len(days))] if None in days else [float(day or 0) for day in days]
    span = (places[-1] - places[0]) or 1

    def y(number: int) -> float:
        return _short(row * (climb.stages - number + 0.5) + 4)

    markers = [
        Marker(_short(30 + 310 * (place - places[0]) / span), y(point.number), y(point.high) - 5, y(point.low) + 5)
        for place, point in zip(places, climb.points, strict=True)
    ]
    every = -(-climb.stages // 20)
    said = "; ".join(f"{point.date or '-'}: {point.headline}" for point in climb.points)
    return ClimbPicture(
        _short(row * climb.stages + 28),
        [(y(number), number if number % every == 0 or every == 1 else "") for number in range(1, climb.stages + 1)],
        markers,
        " ".join(f"{each.x},{each.y}" for each in markers),
        label=f"{heading}: {said}",
    )


def waterfall(balance: Balance) -> tuple[list[Bar], float]:
    """The bars of all weights and of the total, and the position of an even balance."""
    ends = [0.0]
    for weight in balance.weights:
        ends.append(ends[-1] + weight.log_odds)
    low, high = min(ends), max(ends)
    scale = 100 / (high - low or 1)

    def bar(start: float, log_odds: float) -> Bar:
        left = (min(start, start + log_odds) - low) * scale
        return Bar(_short(left), _short(abs(log_odds) * scale), log_odds < 0)

    bars = [bar(start, weight.log_odds) for weight, start in zip(balance.weights, ends, strict=False)]
    return [*bars, bar(0, ends[-1])], _short(-low * scale)


def _short(number: float) -> float:
    return round(number, 2)
