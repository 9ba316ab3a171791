"""The output of `model fit`, beside the model that it writes."""

from collections.abc import Iterator

from rich.text import Text

from stagecli.authoring.agreement import AgreementFigures, Gain
from stagecli.authoring.fit import Fit
from stagecli.authoring.reports.test import NAMES, SHARES, shown
from stagecli.errors import Message
from stagecli.model import Model
from stagecli.render.as_json import in_one_line
from stagecli.render.screen import Screen, cell, grid


def as_text(fit: Fit, old: Model, *, width: int, colour: bool) -> str:
    """The measures before and after, what is gained, and the chosen numbers."""
    screen = Screen(width=width, colour=colour)
    counts = ", ".join(f"{stage.id} {number:.4g}" for stage, number in zip(old.stages, fit.labels, strict=True))
    rows = f" in {fit.rows} rows" if fit.rows > fit.subjects else ""
    screen.line(f"{fit.subjects} labelled subjects{rows}: {counts}", "bold")
    screen.blank()
    table = grid(32, 7, 11, None)
    table.add_row(*(Text(head, "dim") for head in ("on subjects not learned from", "before", "frequencies", "after")))
    for name in AgreementFigures.__struct_fields__:
        before, often, after = (shown(name, getattr(each, name)) for each in (fit.before, fit.frequencies, fit.after))
        table.add_row(cell(NAMES[name]), Text(before), Text(often), Text(after, "bold"))
    for name in ("temperature", "slip"):
        before, after = (f"{getattr(model.calibration, name):g}" for model in (old, fit.model))
        table.add_row(cell(name), Text(before), "", Text(after, "bold"))
    if fit.priors:
        for stage, learned in zip(old.stages, fit.model.stages, strict=True):
            table.add_row(
                cell(f"prior of {stage.id}"), Text(f"{stage.prior:g}"), "", Text(f"{learned.prior:g}", "bold")
            )
    screen.show(table)
    screen.blank()
    table = grid(30, 14, None)
    table.add_row(*(Text(head, "dim") for head in ("better by, than", "before", "frequencies")))
    for name, gain in fit.over_before.items():
        over_before, over_frequencies = (_with_error(name, each) for each in (gain, fit.over_frequencies[name]))
        table.add_row(cell(NAMES[name]), Text(over_before), Text(over_frequencies))
    screen.show(table)
    screen.blank()
    for remark in _remarks(fit, old):
        screen.line(remark)
    return screen.text()


def _with_error(name: str, gain: Gain) -> str:
    value = f"{100 * gain.value:+.1f}" if name in SHARES else f"{gain.value:+.3f}"
    return f"{value} ± {shown(name, gain.standard_error)}"


def as_json(fit: Fit, old: Model) -> str:
    """The fit as one line of JSON."""
    numbers = {
        side: {
            "temperature": model.calibration.temperature,
            "slip": model.calibration.slip,
            "priors": {stage.id: stage.prior for stage in model.stages},
        }
        for side, model in (("before", old), ("after", fit.model))
    }
    return in_one_line({
        "contract": "stagecli/model-fit/1",
        "model": old.reference,
        "subjects": fit.subjects,
        "rows": fit.rows,
        "labels": dict(zip((stage.id for stage in old.stages), fit.labels, strict=True)),
        "strength": fit.strength,
        "measures": {"before": fit.before, "frequencies": fit.frequencies, "after": fit.after},
        "gains": {"over_before": fit.over_before, "over_frequencies": fit.over_frequencies},
        "calibration": numbers,
        "better": fit.better,
    })  # fmt: skip


def _remarks(fit: Fit, old: Model) -> Iterator[str]:
    yield f"{_change(fit)} After ± comes the standard error; frequencies know only how often the stages occur."
    subjects = "subject" if fit.strength == 1 else "subjects"
    yield f"The author's judgement counts as {fit.strength:g} {subjects} at each stage."
    without = [stage.id for stage, number in zip(old.stages, fit.labels, strict=True) if not number]
    if without:
        yield f"Without a labelled subject, these stages keep their author's numbers: {', '.join(without)}."
    if fit.nameless:
        yield f"Rows without a name, each taken for a subject of its own: {fit.nameless}."
    if old.calibration.fitted_to is not None:
        yield "The model was fitted before; if some of these subjects are the same, 'before' looks better than it is."


def _change(fit: Fit) -> Message:
    gain = fit.over_before["log_loss"]
    by, error = f"{abs(gain.value):.3f}", f"{gain.standard_error:.3f}"
    return Message("log_loss_falls" if gain.value > 0 else "log_loss_rises", by=by, error=error)


def objection(fit: Fit) -> Message | None:
    """Why the fitted model is not worth writing, as a clause; None if it is."""
    if fit.better:
        return None
    if not fit.gains:
        return Message("fitted_no_better", change=_change(fit))
    loss, frequencies = f"{fit.after.log_loss:.3f}", f"{fit.frequencies.log_loss:.3f}"
    hint = Message("are_labels_right" if fit.priors else "try_fit_priors")
    return Message("fitted_no_better_than_frequencies", loss=loss, frequencies=frequencies, hint=hint)
