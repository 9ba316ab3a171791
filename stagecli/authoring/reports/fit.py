"""The output of `model fit`, beside the model that it writes."""

from collections.abc import Iterator

from rich.text import Text

from stagecli.authoring.fit import Fit
from stagecli.authoring.measures import Measures
from stagecli.authoring.reports.test import NAMES, shown
from stagecli.errors import StagecliError
from stagecli.model import Model
from stagecli.render.as_json import in_one_line
from stagecli.render.screen import Screen, cell, grid


def as_text(fit: Fit, old: Model, *, width: int, colour: bool) -> str:
    """The measures before and after, and the chosen temperature and slip."""
    screen = Screen(width=width, colour=colour)
    counts = ", ".join(f"{stage.id} {number}" for stage, number in zip(old.stages, fit.subjects, strict=True))
    screen.line(f"{sum(fit.subjects)} labelled subjects: {counts}", "bold")
    screen.blank()
    table = grid(34, 10, None)
    table.add_row(Text("on subjects not learned from", "dim"), Text("before", "dim"), Text("after", "dim"))
    for name in Measures.__struct_fields__:
        before, after = (shown(name, getattr(measures, name)) for measures in (fit.before, fit.after))
        table.add_row(cell(NAMES[name]), Text(before), Text(after, "bold"))
    for name in ("temperature", "slip"):
        before, after = (f"{getattr(model.calibration, name):g}" for model in (old, fit.model))
        table.add_row(cell(name), Text(before), Text(after, "bold"))
    screen.show(table)
    screen.blank()
    for remark in _remarks(fit, old):
        screen.line(remark)
    return screen.text()


def as_json(fit: Fit, old: Model) -> str:
    """The fit as one line of JSON."""
    calibrations = {
        side: {"temperature": model.calibration.temperature, "slip": model.calibration.slip}
        for side, model in (("before", old), ("after", fit.model))
    }
    return in_one_line({
        "contract": "stagecli/model-fit/1",
        "model": old.reference,
        "subjects": dict(zip((stage.id for stage in old.stages), fit.subjects, strict=True)),
        "measures": {"before": fit.before, "after": fit.after},
        "calibration": calibrations,
        "guessing": fit.guessing,
        "gain": fit.gain,
        "standard_error": fit.standard_error,
        "better": fit.better,
    })  # fmt: skip


def _remarks(fit: Fit, old: Model) -> Iterator[str]:
    yield f"The log loss {_changes(fit)}. That of guessing is {fit.guessing:.3f}."
    without = [stage.id for stage, number in zip(old.stages, fit.subjects, strict=True) if not number]
    if without:
        yield f"Without a labelled subject, these stages keep their author's numbers: {', '.join(without)}."
    if old.calibration.fitted_to is not None:
        yield "The model was fitted before; if some of these subjects are the same, 'before' looks better than it is."


def _changes(fit: Fit) -> str:
    verb = "falls" if fit.gain > 0 else "rises"
    return f"{verb} by {abs(fit.gain):.3f} nats, give or take {fit.standard_error:.3f}"


def refusal(fit: Fit) -> StagecliError:
    """The error for a fitted model that is not worth writing."""
    if fit.gain > fit.standard_error:
        loss, guessing = f"{fit.after.log_loss:.3f}", f"{fit.guessing:.3f}"
        return StagecliError("fitted_no_better_than_guessing", loss=loss, guessing=guessing)
    return StagecliError("fitted_no_better", changes=_changes(fit))
