"""What `model check` says: every finding with its place, then what the file amounts to."""

from typing import Any

from msgspec import Struct

from stagecli.authoring.check import Checked, Finding
from stagecli.escaping import visible
from stagecli.model import Model
from stagecli.render.as_json import encoded
from stagecli.render.wording import count, plural

_MOST = 200  # findings that are shown: nobody mends more at once


class CheckReport(Struct, frozen=True, kw_only=True):
    """The JSON form of a check."""

    contract: str
    file: str
    sound: bool
    model: dict[str, str] | None
    errors: tuple[dict[str, Any], ...]
    warnings: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, Any], ...]


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
    """Where the frequencies come from, in a sentence."""
    if model.calibration.fitted_to is None:
        return "Its frequencies are its author's judgement, uncalibrated until they are fitted to labelled cases."
    subjects = plural(model.calibration.fitted_to, "labelled subject")
    return f"Its frequencies are its author's judgement and those of {subjects}."


def as_json(file: str, checked: Checked) -> str:
    """The same as JSON."""
    model = checked.model
    return encoded(
        CheckReport(
            contract="stagecli/model-check/2",
            file=file,
            sound=model is not None,
            model=None if model is None else model.reference,
            errors=_told(checked.findings, "error"),
            warnings=_told(checked.findings, "warning"),
            notes=_told(checked.findings, "note"),
        )
    )


def _told(findings: tuple[Finding, ...], level: str) -> tuple[dict[str, Any], ...]:
    problems = [finding.problem for finding in findings if finding.level == level]
    return tuple({**each._asdict(), "what": each.clause(), "hint": each.advice()} for each in problems)
