"""The output of `model check`: every finding with its place, then a summary of the file."""

from typing import Any

from stagecli.authoring.check import Checked
from stagecli.escaping import visible
from stagecli.model import Model
from stagecli.render.as_json import encoded
from stagecli.report.wording import count, field_test, plural

_MOST = 200  # findings that are shown: nobody mends more at once


def as_text(file: str, checked: Checked, *, width: int) -> str:
    """Every finding as `file:line:column: level: where: what. hint`, its source line and a caret; then a summary."""
    shown = checked.findings[:_MOST]
    lines = [
        line for finding in shown for line in finding.problem.text(level=finding.level, width=width - 1).split("\n")
    ]
    if len(checked.findings) > _MOST:
        lines.append(f"and {count(len(checked.findings) - _MOST, 'en')} more; --format json has them all")
    return "".join(f"{visible(line)}\n" for line in [*lines, *_summary(file, checked)])


def _summary(file: str, checked: Checked) -> list[str]:
    counts = ", ".join(
        plural(number, level) for level in ("error", "warning", "note") if (number := checked.count(level))
    )
    if checked.model is None:
        return [f"{file}: not sound: {counts}."]
    model = checked.model
    sizes = {"stage": model.stages, "signal": model.signals, "case": model.cases}
    size = ", ".join(plural(len(parts), noun) for noun, parts in sizes.items())
    return [f"{file}: sound{f', with {counts}' if counts else ''}. {size}.", origin(model)]


def origin(model: Model) -> str:
    """One sentence on the source of the frequencies."""
    known = model.calibration
    if known.fitted_to is not None:
        said = f"Its numbers combine the author's estimates with {plural(known.fitted_to, 'labelled subject')}."
    else:
        said = "Its numbers are the author's estimates; they have not been fitted to labelled subjects yet."
    test = model.field_test("en")
    return said if test is None else f"{said} {field_test(test, 'en')}"


def as_json(file: str, checked: Checked) -> str:
    """The findings as JSON."""
    model = checked.model
    problems: dict[str, list[dict[str, Any]]] = {"errors": [], "warnings": [], "notes": []}
    for level, problem in checked.findings:
        told = {**problem._asdict(), "what": problem.clause(), "hint": problem.advice()}
        problems[f"{level}s"].append(told)
    return encoded({
        "contract": "stagecli/model-check/2",
        "file": file,
        "sound": model is not None,
        "model": None if model is None else model.reference,
        **problems,
    })  # fmt: skip
