"""Text for people: words first, numbers second; fits 40 columns and uses 110."""

from rich.table import Table
from rich.text import Text

from stagecli.assessment import Assessment, EvidenceRecord
from stagecli.messages import message
from stagecli.render.screen import Screen, cell, grid
from stagecli.render.wording import (
    headline,
    next_stage,
    percent,
    pro_and_contra,
    remarks,
    shortest_way,
    since,
    stage_names,
    steps_heading,
)

_WIDE = 100  # columns from which two lists stand side by side
_NARROW = 36  # columns below which the ladder is a list of lines
_FEW = 4  # answers shown for and against; --explain shows all


def render(assessment: Assessment, *, width: int, colour: bool, explain: bool = False) -> str:
    """The assessment as text.

    Args:
        assessment: what to show.
        width: columns, from 20.
        colour: whether to use terminal colours.
        explain: add what each answer did, and the posterior.

    """
    screen = Screen(width=width, colour=colour)
    _title(screen, assessment)
    _ladder(screen, assessment)
    _why(screen, assessment)
    _since(screen, assessment)
    _next(screen, assessment)
    _steps(screen, assessment)
    if explain:
        _explain(screen, assessment)
    screen.blank()
    for remark in remarks(assessment):
        screen.line(remark, "dim")
    return screen.text()


def _since(screen: Screen, assessment: Assessment) -> None:
    found = since(assessment)
    if found is not None:
        heading, lines = found
        screen.heading(heading)
        for line in lines:
            screen.line(line)


def render_markdown(text: str, *, width: int, colour: bool) -> str:
    """A guide of this project, laid out for a terminal."""
    from rich.markdown import Markdown

    screen = Screen(width=width, colour=colour)
    screen.show(Markdown(text, hyperlinks=False))
    return screen.text()


def _title(screen: Screen, assessment: Assessment) -> None:
    title = assessment.model.title
    screen.line(f"{assessment.subject}: {title}" if assessment.subject else title, "dim")
    screen.blank()
    screen.line(headline(assessment), "bold green" if assessment.status == "clear" else "bold yellow")
    screen.line(stage_names(assessment), "bold")
    screen.blank()
    screen.line(message("summary", assessment.language, stage=assessment.stage.number, summary=assessment.summary))


def _ladder(screen: Screen, assessment: Assessment) -> None:
    screen.blank()
    language = assessment.language
    longest = max(len(stage.name) for stage in assessment.posterior)
    here = message("here" if assessment.status != "unclear" else "closest", language)
    if screen.width < _NARROW:
        for stage in assessment.posterior:
            sign = ">" if stage.number == assessment.stage.number else " "
            screen.line(f"{sign} {stage.number} {stage.name}, {percent(stage.probability, language)}")
        return
    names = max(12, min(longest, screen.width - 14 - len(here)))
    bars = max(0, min(20, screen.width - names - 16 - len(here)))
    ladder = grid(1, len(str(len(assessment.posterior))), names, bars or None, 5, None)
    for stage in assessment.posterior:
        detected = stage.number == assessment.stage.number
        other = assessment.status == "between" and stage.number == assessment.runner_up.number
        note = here if detected else message("or_here", language) if other else ""
        if stage.ruled_out_by and not detected:
            note = message("ruled_out", language)
        style = "bold" if detected else "" if other else "dim"
        ladder.add_row(
            cell(">" if detected or other else "", style),
            cell(str(stage.number), style),
            cell(stage.name, style),
            Text("█" * round(stage.probability * bars), "cyan"),
            Text(percent(stage.probability, language), style, justify="right"),
            cell(note, style),
        )
    screen.show(ladder)


def _why(screen: Screen, assessment: Assessment) -> None:
    language = assessment.language
    pro, contra = pro_and_contra(assessment)
    lists = [
        (message("spoke_for", language, other=assessment.runner_up.number), "+", "green", pro),
        (message("spoke_against", language), "-", "yellow", contra),
    ]
    blocks = [_list(title, sign, style, items, language) for title, sign, style, items in lists if items]
    if screen.width >= _WIDE and len(blocks) == 2:
        screen.blank()
        side_by_side = grid(screen.width // 2 - 2, screen.width // 2 - 2)
        side_by_side.add_row(*blocks)
        screen.show(side_by_side)
    else:
        for block in blocks:
            screen.blank()
            screen.show(block)
    if assessment.surprises:
        screen.heading(message("surprises", language))
        for surprise in assessment.surprises:
            stage = surprise.likelier_at
            text = message("surprise", language, label=surprise.label, number=stage.number, name=stage.name)
            screen.line(text, indent=2)
    if assessment.worth_asking:
        screen.heading(message("worth_asking", language))
        for question in assessment.worth_asking[:3]:
            _bullet(screen, "?", question.question)


def _list(title: str, sign: str, style: str, items: list[EvidenceRecord], language: str) -> Table:
    block = grid(None)
    block.add_row(cell(title, "bold"))
    rows = grid(2, None)
    for item in items[:_FEW]:
        text = cell(f"{item.question} ", "dim")
        text.append_text(cell(item.label))
        rows.add_row(cell(f" {sign}", style), text)
    if len(items) > _FEW:
        rows.add_row("", cell(message("and_more", language, number=len(items) - _FEW), "dim"))
    block.add_row(rows)
    return block


def _bullet(screen: Screen, sign: str, text: str) -> None:
    row = grid(2, None)
    row.add_row(cell(f" {sign}"), cell(text))
    screen.show(row)


def _next(screen: Screen, assessment: Assessment) -> None:
    screen.heading(message("ahead", assessment.language))
    screen.line(" ".join(next_stage(assessment)))
    screen.line(assessment.ahead)


def _steps(screen: Screen, assessment: Assessment) -> None:
    language = assessment.language
    if assessment.aim is None and not assessment.steps:
        return  # a ladder need not say what keeps one at the top
    screen.heading(steps_heading(assessment))
    numbers = {step.id: index for index, step in enumerate(assessment.steps, start=1)}
    rows = grid(3, None)
    for step in assessment.steps:
        details = [message(f"effort_{step.effort}", language)]
        if step.after is not None:
            details.append(message("after_step", language, number=numbers[step.after]))
        text = cell(step.do, "bold")
        text.append_text(cell(f" ({', '.join(details)})", "cyan"))
        rows.add_row(cell(f" {numbers[step.id]}."), text)
        rows.add_row("", cell(message("why", language, why=step.why), "dim"))
    if assessment.steps:
        screen.show(rows)
    else:
        screen.line(message("no_steps", language))
    way = shortest_way(assessment)
    if way:
        screen.heading(message("shortest_way", language))
        screen.line(way)


def _explain(screen: Screen, assessment: Assessment) -> None:
    language = assessment.language
    screen.heading(message("explain", language))
    stage, other = assessment.stage.number, assessment.runner_up.number
    screen.line(message("explain_how", language, stage=stage, other=other), "dim")
    rows = [(message("prior", language), "", assessment.prior_log_odds)]
    rows += [(item.question, item.label, item.log_odds) for item in assessment.evidence]
    largest = max(abs(log_odds) for _, _, log_odds in rows) or 1.0
    bars = 16 if screen.width >= 70 else 8
    table = grid(None, bars, 9)
    for question, label, log_odds in rows:
        text = cell(f"{question} ", "dim")
        text.append_text(cell(label))
        bar = Text("█" * round(abs(log_odds) / largest * bars), "green" if log_odds > 0 else "yellow")
        table.add_row(text, bar, Text(f"{log_odds:+.3f}", justify="right"))
    table.add_row(
        cell(message("total", language), "bold"), "", Text(f"{assessment.log_odds:+.3f}", "bold", justify="right")
    )
    screen.show(table)
    screen.heading(message("posterior", language))
    posterior = grid(2, None, 10)
    for item in assessment.posterior:
        chance = Text(f"{item.probability:.6f}", justify="right")
        posterior.add_row(cell(str(item.number)), cell(item.name), chance)
    screen.show(posterior)
