"""What `history` shows: subjects at a glance, the climb of one, what changed between two assessments."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from stagecli.assessment import Assessment
from stagecli.comparison import Comparison
from stagecli.history import Latest
from stagecli.messages import message
from stagecli.render.screen import Screen, cell, grid
from stagecli.render.wording import count, date_in_words, headline, percent

_CORE = (
    "subject", "time", "model_id", "model_version", "model_sha256", "stage_number", "stage_id", "stage_name", "status",
    "confidence", "runner_up", "answered", "applicable",
)  # fmt: skip


def listed(subjects: Sequence[Latest], totals: tuple[int, int], language: str, *, width: int, colour: bool) -> str:
    """Subjects with their latest stage, trend and date."""
    screen = Screen(width=width, colour=colour)
    if not subjects:
        screen.line(message("history_empty", language))
        return screen.text()
    table = grid(None, 10, None, None)
    headings = ("name", "history_when", "stage", "history_trend")
    table.add_row(*(cell(message(key, language), "dim") for key in headings))
    for each in subjects:
        sure = percent(each.confidence, language)
        table.add_row(
            cell(each.subject, "bold"),
            cell(each.time[:10] or "-"),
            cell(f"{each.stage} {each.stage_name} ({sure})"),
            cell(trend(each, language)),
        )
    screen.show(table)
    screen.blank()
    known, saved = totals
    counts = message("history_counts", language, subjects=count(known, language), assessments=count(saved, language))
    more = (
        f" {message('history_more', language, shown=count(len(subjects), language))}" if len(subjects) < known else ""
    )
    screen.line(counts + more, "dim")
    return screen.text()


def trend(summary: Latest, language: str) -> str:
    """Where the subject came from, in words."""
    if summary.before is None:
        return message("history_first", language)
    moved = summary.stage - summary.before
    key = "history_up" if moved > 0 else "history_down" if moved < 0 else "history_level"
    return message(key, language, before=summary.before)


def climb(assessments: Sequence[Assessment], earlier: int, language: str, *, width: int, colour: bool) -> str:
    """The stage and the confidence of a subject over time, oldest first.

    Args:
        assessments: of one subject, oldest first.
        earlier: how many older ones are not among them.
        language: of the words.
        width: columns.
        colour: whether to use terminal colours.

    """
    screen = Screen(width=width, colour=colour)
    screen.line(f"{assessments[-1].subject}: {assessments[-1].model.title}", "bold")
    screen.blank()
    stages = max(len(each.posterior) for each in assessments)
    step = max(1, min(4, (screen.width - 40) // stages))
    table = grid(10, step * stages, None)
    for each in assessments:
        strong = max(1, round(step * each.stage.number * each.confidence))
        bar = Text("█" * strong, "cyan").append("░" * (step * each.stage.number - strong), "dim")
        table.add_row(cell((each.time or "-")[:10]), bar, cell(f"{each.stage.number} {each.stage.name}"))
        table.add_row("", "", cell(headline(each), "dim"))
    screen.show(table)
    if earlier:
        screen.blank()
        screen.line(message("history_earlier", language, count=count(earlier, language)), "dim")
    return screen.text()


def compared(comparison: Comparison, before: Assessment, after: Assessment, *, width: int, colour: bool) -> str:
    """What changed between two assessments of one subject."""
    screen, language = Screen(width=width, colour=colour), comparison.language
    then, now = comparison.before.stage.number, comparison.after.stage.number
    styles = {"progress": "bold green", "regression": "bold yellow", "same": "bold"}
    if comparison.subject:
        screen.line(comparison.subject, "dim")
    said = message(f"compare_{comparison.direction}", language, then=then, now=now)
    screen.line(said, styles[comparison.direction])
    screen.blank()
    for each in (before, after):
        name = message("quote", language, text=each.stage.name)
        date = date_in_words(each.time, language) or "-"
        screen.line(message("compare_side", language, date=date, headline=headline(each), name=name))
    _answers(screen, comparison)
    for key, steps in (("compare_done", comparison.steps_done), ("compare_open", comparison.steps_open)):
        if steps:
            screen.heading(message(key, language))
            for step in steps:
                screen.line(f"- {step.do}")
    _model(screen, comparison)
    return screen.text()


def _answers(screen: Screen, comparison: Comparison) -> None:
    language = comparison.language
    screen.heading(message("compare_answers", language))
    if not comparison.changes:
        screen.line(message("previous_no_changes", language))
        return
    none = message("not_asked", language)
    table = grid(None, 7)
    for change in comparison.changes:
        text = message("previous_change", language, question=change.question, before=change.before or none,
                   after=change.after or none)  # fmt: skip
        effect = "" if change.effect is None else f"{change.effect:+.2f}"
        table.add_row(cell(text), Text(effect, justify="right"))
    screen.show(table)
    if any(change.effect is not None for change in comparison.changes):
        now, other = comparison.after.stage.number, comparison.against.number
        screen.line(message("compare_effect", language, now=now, other=other), "dim")


def _model(screen: Screen, comparison: Comparison) -> None:
    language, reread = comparison.language, comparison.reread
    if comparison.same_model:
        return
    screen.heading(message("compare_model", language))
    if reread is None:
        screen.line(message("compare_no_model", language))
        return
    whole = comparison.after.expected_stage - comparison.before.expected_stage
    numbers = {
        key: _difference(value, language)
        for key, value in (("whole", whole), ("model", reread.model_part), ("subject", reread.subject_part))
    }
    chance = percent(reread.confidence, language)
    screen.line(message("compare_reread", language, stage=reread.stage.number, percent=chance, **numbers))
    screen.line(message("compare_reread_mean", language), "dim")


def _difference(value: float, language: str) -> str:
    """A signed number with one decimal, as the language writes it."""
    text = f"{round(value, 1) + 0.0:+.1f}".replace("-", "−")  # 0.0 makes 0 of a negative zero
    return text.replace(".", ",") if language == "el" else text


def as_csv(assessments: Iterable[Assessment], signals: Sequence[str]) -> Iterator[str]:
    """Assessments as lines of CSV, with a column for each signal: `batch` can read it."""
    prefix = "stagecli_" if set(_CORE) & set(signals) else ""
    yield _line([*(f"{prefix}{name}" for name in _CORE), *signals])
    for each in assessments:
        options = {answer.signal: answer.option if answer.number is None else f"{answer.number:.12g}"
                   for answer in each.answers}  # fmt: skip
        yield _line([
            each.subject or "", each.time or "", each.model.id, each.model.version, each.model.sha256,
            each.stage.number, each.stage.id, each.stage.name, each.status, f"{each.confidence:.6f}", each.runner_up.id,
            each.coverage.answered, each.coverage.applicable, *(options.get(signal) or "" for signal in signals),
        ])  # fmt: skip


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
