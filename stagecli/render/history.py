"""The output of `history`: a list of subjects, one subject's climb, a comparison of two assessments."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from stagecli.answers import DONT_KNOW
from stagecli.assessment import stored
from stagecli.assessment.contract import stage_record
from stagecli.assessment.localized import LocalizedModel
from stagecli.comparison import Comparison, with_previous
from stagecli.dates import is_earlier, local_day
from stagecli.history import Latest
from stagecli.history.stored import SavedAssessment
from stagecli.messages import message
from stagecli.render import Format, as_text, render_assessment
from stagecli.render.screen import Screen, cell, grid
from stagecli.report import measured
from stagecli.report.climb import climb
from stagecli.report.wording import count, date_in_words, headline, percent, plain, signed, stage_names, weight

_CORE = (
    "subject", "time", "model_id", "model_version", "model_sha256", "stage_number", "stage_id", "stage_name", "status",
    "confidence", "runner_up", "answered", "applicable",
)  # fmt: skip


def listed(subjects: Sequence[Latest], totals: tuple[int, int], language: str, *, width: int, colour: bool) -> str:
    """List subjects with their latest stage, trend and date."""
    screen = Screen(width=width, colour=colour)
    if not subjects:
        screen.line(message("history_empty", language))
        return screen.text()
    table = grid(None, 10, None, None)
    headings = ("name", "history_when", "stage", "history_trend")
    table.add_row(*(cell(message(key, language), "dim") for key in headings))
    for each in subjects:
        latest = each.saved.assessment
        name = LocalizedModel(each.saved.model, language).stage_name(latest.stage)
        table.add_row(
            cell(each.subject, "bold"),
            cell(local_day(latest.time) or "-"),
            cell(f"{latest.stage.number} {name} ({percent(latest.confidence)})"),
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


def glance(latest: Latest, language: str) -> dict[str, object]:
    """A subject's latest assessment and trend, for programs."""
    found, texts = latest.saved.assessment, LocalizedModel(latest.saved.model, language)
    return {
        "subject": latest.subject,
        "assessments": latest.assessments,
        "time": found.time,
        "model": found.model,
        "stage": stage_record(found.stage, texts),
        "status": found.status,
        "confidence": found.confidence,
        "before": None if latest.before is None else stage_record(latest.before, texts),
        "direction": latest.direction,
        "uncertain": latest.uncertain,
    }


def trend(latest: Latest, language: str) -> str:
    """The subject's change of stage, in words."""
    if latest.direction is None:
        return message("history_first", language)
    before, how = "" if latest.before is None else latest.before.number, "_uncertain" if latest.uncertain else ""
    return message(f"history_{latest.direction}{how}", language, before=before)


def climbed(saved: Sequence[SavedAssessment], earlier: int, language: str, *, width: int, colour: bool) -> str:
    """Show a subject's stages over time.

    Args:
        saved: assessments of one subject, oldest first; at least one.
        earlier: how many older ones are not included.
        language: language of the words.
        width: columns.
        colour: whether to use terminal colours.

    """
    screen = Screen(width=width, colour=colour)
    last = saved[-1]
    screen.line(f"{last.assessment.subject}: {last.model.localized(last.model.title, language)}", "bold")
    screen.blank()
    as_text.climb(screen, climb([(each.assessment, each.model) for each in saved], language))
    if earlier:
        screen.line(message("history_earlier", language, count=count(earlier, language)), "dim")
    return screen.text()


def climb_page(saved: Sequence[SavedAssessment], format_: Format, language: str, *, by: str) -> str:
    """A subject's last result, with what changed since the one before by the same ladder, and the climb.

    Args:
        saved: assessments of one subject, oldest first; at least one.
        format_: `html` or `markdown`.
        language: language of the words.
        by: from whom it is.

    """
    *earlier, last = [(each.assessment, each.model) for each in saved]
    found, model = last
    before = [each for each, _ in earlier if each.model.id == model.id and is_earlier(each.time, found.time)]
    if before:
        found = with_previous(found, before[-1], model)
    return render_assessment(found, model, format_, language=language, by=by, earlier=earlier)


def compared(
    comparison: Comparison, before: SavedAssessment, after: SavedAssessment, *, width: int, colour: bool
) -> str:
    """Show what changed between two assessments of one subject."""
    screen, language = Screen(width=width, colour=colour), comparison.language
    then = next((each.number for each in after.assessment.posterior if each.id == comparison.before.stage.id), 0)
    styles = {"progress": "bold green", "regression": "bold yellow"}
    if comparison.subject:
        screen.line(comparison.subject, "dim")
    how = "_uncertain" if comparison.uncertain else ""
    style = "bold" if comparison.uncertain else styles.get(comparison.direction, "bold")
    moved = message(f"compare_{comparison.direction}{how}", language, then=then, now=comparison.after.stage.number)
    screen.line(moved, style)
    screen.blank()
    for each in (before, after):
        date = date_in_words(each.assessment.time, language) or "-"
        names = stage_names(each.assessment, LocalizedModel(each.model, language))
        said = headline(each.assessment, language)
        screen.line(message("compare_side", language, date=date, headline=said, name=names))
    _answers(screen, comparison)
    if comparison.measures:
        screen.heading(message("compare_measures", language))
        for changed in comparison.measures:
            screen.line(measured.change(changed, LocalizedModel(after.model, language)))
    if comparison.steps_done:
        screen.heading(message("compare_done", language))
        for step in comparison.steps_done:
            screen.line(f"- {step.do}")
    if comparison.steps_open:
        screen.heading(message("compare_open", language))
        for step in comparison.steps_open:
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
    table = grid(None, None)
    for change in comparison.changes:
        before, after = (
            none
            if given is None
            else given.label
            if given.number is None
            else f"{given.label} ({plain(given.number, language)})"
            for given in (change.before, change.after)
        )
        text = message("previous_change", language, question=change.question, before=before, after=after)
        effect = "" if change.effect is None else weight(change.effect, language)
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
        key: signed(value, 1, language)
        for key, value in (("whole", whole), ("model", reread.model_part), ("subject", reread.subject_part))
    }
    chance = percent(reread.confidence)
    screen.line(message("compare_reread", language, stage=reread.stage.number, percent=chance, **numbers))
    screen.line(message("compare_reread_mean", language), "dim")


def as_csv(
    everything: Iterable[SavedAssessment],
    signals: Sequence[str],
    measures: Sequence[str],
    language: str,
    *,
    spreadsheet_safe: bool,
) -> Iterator[str]:
    """Write assessments as lines of CSV, which `batch` can read.

    There is a column per signal, with what was said, and one per measure: what was measured stays measured.
    """
    from stagecli.batch.added_cells import row_text
    from stagecli.batch.job import Target

    def line(cells: Sequence[object]) -> str:
        return f"{row_text(cells, Target('csv', spreadsheet_safe=spreadsheet_safe))}\n"

    prefix = "stagecli_" if set(_CORE) & set(signals) else ""
    yield line([*(f"{prefix}{name}" for name in _CORE), *signals, *measures])
    for saved in everything:
        each, name = saved.assessment, LocalizedModel(saved.model, language).stage_name(saved.assessment.stage)
        options = {
            signal: answer.option if answer.number is None else f"{answer.number:.12g}"
            for signal, answer in stored(each).items()
            if answer.option != DONT_KNOW
        }
        values = {} if each.observed is None else each.observed.values()
        yield line([
            each.subject or "", each.time or "", each.model.id, each.model.version, each.model.sha256,
            each.stage.number, each.stage.id, name, each.status, f"{each.confidence:.6f}", each.runner_up.id,
            each.coverage.answered, each.coverage.applicable, *(options.get(signal) or "" for signal in signals),
            *(values.get(name, "") for name in measures),
        ])  # fmt: skip
