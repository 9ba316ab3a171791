"""HTML: an assessment as a page to hand on. The template is `templates/assessment.html`; this says what it shows."""

from typing import NamedTuple

from stagecli.assessment import Assessment
from stagecli.messages import message
from stagecli.render.html_page import page
from stagecli.render.wording import (
    NEGLIGIBLE,
    date_in_words,
    headline,
    next_stage,
    percent,
    remarks,
    shortest_way,
    since,
    stage_names,
    steps_heading,
)

_WIDTH, _HEIGHT, _LOWEST, _ROOM = 360.0, 170.0, 26.0, 40.0
"""Of the picture of the ladder: its size, the height of the lowest step, and the room above the highest."""


class Stair(NamedTuple):
    """One step of the picture of the ladder."""

    number: int | str
    """Empty where there are too many to number each."""
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
    """The picture in words."""


class Fall(NamedTuple):
    """One bar of the waterfall, from where the balance was to where the answer moved it; in 100ths of the picture."""

    question: str
    """Empty for what is no answer: the priors and the total."""
    answer: str
    words: str
    """How far it moves the balance, in nats."""
    x: float
    width: float
    contra: bool


def render(assessment: Assessment) -> str:
    """The assessment as a page."""
    language, title = assessment.language, assessment.model.title
    falls, zero = waterfall(assessment)
    return page(
        "assessment.html",
        language=language,
        heading=f"{assessment.subject}: {title}" if assessment.subject else title,
        result=assessment,
        date=date_in_words(assessment.time, language),
        headline=headline(assessment),
        stage_names=stage_names(assessment),
        stairs=stairs(assessment),
        notes=_notes(assessment),
        falls=falls,
        zero=zero,
        since=since(assessment),
        next_stage=next_stage(assessment),
        steps_heading=steps_heading(assessment),
        numbers={step.id: index for index, step in enumerate(assessment.steps, start=1)},
        way=shortest_way(assessment),
        remarks=remarks(assessment),
        percent=lambda probability: percent(probability, language),
        message=lambda key, **values: message(key, language, **values),
    )


def _notes(assessment: Assessment) -> dict[int, str]:
    """By number of the stage, what is to be said beside its name."""
    language = assessment.language
    notes = {
        stage.number: message("ruled_out", language) if stage.ruled_out_by else "" for stage in assessment.posterior
    }
    if assessment.status == "between":
        notes[assessment.runner_up.number] = message("or_here", language)
    notes[assessment.stage.number] = message("here" if assessment.status != "unclear" else "closest", language)
    return notes


def stairs(assessment: Assessment) -> Stairs:
    """Where each step of the ladder's picture stands."""
    language, count = assessment.language, len(assessment.posterior)
    width = _WIDTH / count
    rise = (_HEIGHT - _LOWEST - _ROOM) / (count - 1)
    every = -(-count // 20)  # more numbers would not fit
    steps = []
    for index, stage in enumerate(assessment.posterior):
        height = _LOWEST + rise * index
        here = stage.number == assessment.stage.number
        number = stage.number if here or index % every == 0 else ""
        steps.append(
            Stair(number, _short(width * index), _short(_HEIGHT - height), _short(width - 3), _short(height), here)
        )
    on = steps[assessment.stage.number - 1]
    middle = on.x + on.width / 2
    low = middle < _WIDTH / 3  # there is room to the right of it
    chances = ", ".join(f"{stage.number} {stage.name} {percent(stage.probability, language)}"
                        for stage in assessment.posterior)  # fmt: skip
    return Stairs(
        _WIDTH,
        _HEIGHT,
        steps,
        pin_x=_short(middle),
        pin_y=_short(on.y - 3),
        text=message("here" if assessment.status != "unclear" else "closest", language),
        text_x=on.x if low else _short(on.x + on.width),
        anchor="start" if low else "end",
        label=f"{headline(assessment)}: {chances}",
    )


def waterfall(assessment: Assessment) -> tuple[list[Fall], float]:
    """The bars, and where the balance is even: all evidence, strongest first, between the priors and the total."""
    language = assessment.language
    rows = [(item.question, item.label, item.log_odds) for item in assessment.evidence]
    if assessment.prior_log_odds:
        rows.insert(0, ("", message("prior", language), assessment.prior_log_odds))
    ends = [0.0]
    for _, _, log_odds in rows:
        ends.append(ends[-1] + log_odds)
    low, high = min(ends), max(ends)
    scale = 100 / (high - low or 1)

    def bar(question: str, answer: str, start: float, log_odds: float) -> Fall:
        left = (min(start, start + log_odds) - low) * scale
        words = f"{log_odds:+.1f}".replace("-", "−") if abs(log_odds) >= NEGLIGIBLE else "0"
        return Fall(question, answer, words, _short(left), _short(abs(log_odds) * scale), log_odds < 0)

    falls = [bar(*row[:2], start, row[2]) for row, start in zip(rows, ends, strict=False)]
    return [*falls, bar("", message("total", language), 0, ends[-1])], _short(-low * scale)


def _short(number: float) -> float:
    return round(number, 2)
