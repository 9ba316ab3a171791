"""What `model fit` says beside the model that it writes."""

from rich.text import Text

from stagecli.model import Model
from stagecli.render.as_json import in_one_line
from stagecli.render.screen import Screen, cell, grid
from stagecli.workshop.fit import Fit
from stagecli.workshop.measures import Measures
from stagecli.workshop.pages.test import NAMES, shown


def as_text(fit: Fit, old: Model, *, width: int, colour: bool) -> str:
    """Before and after, and what was chosen."""
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
    screen.line(f"The log loss {_changes(fit)}.")
    return screen.text()


def as_json(fit: Fit, old: Model) -> str:
    """The same as JSON in one line."""
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
        "gain": fit.gain,
        "standard_error": fit.standard_error,
        "better": fit.better,
    })  # fmt: skip


def _changes(fit: Fit) -> str:
    verb = "falls" if fit.gain > 0 else "rises"
    return f"{verb} by {abs(fit.gain):.3f} nats, give or take {fit.standard_error:.3f}"


def refusal(fit: Fit) -> str:
    """Why a fitted model is not worth writing."""
    return (
        "Nothing was written: on subjects that it did not learn from, the fitted model is no better. The log loss "
        f"{_changes(fit)}. More labelled subjects may show more."
    )
