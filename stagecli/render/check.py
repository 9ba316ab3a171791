"""What `model check` says: problems with their places, or that a model is sound."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from stagecli.errors import Problem
from stagecli.escaping import visible
from stagecli.model import Model
from stagecli.render.as_json import encoded


class CheckReport(Struct, frozen=True, kw_only=True):
    """The JSON form of a check."""

    contract: str
    file: str
    sound: bool
    model: dict[str, str] | None
    problems: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, Any], ...]


def as_text(problems: Sequence[Problem]) -> str:
    """Every problem as `file:line:column: where: what. hint`, its source line and a caret."""
    return "".join(f"{visible(line)}\n" for problem in problems for line in str(problem).split("\n"))


def sound(file: str, model: Model) -> str:
    """That a model is sound, what it holds, and what that does not mean."""
    counts = f"{len(model.stages)} stages, {len(model.signals)} signals, {len(model.cases)} cases"
    return (
        f"{visible(file)}: sound. {counts}.\n"
        "Its frequencies are its author's judgement, uncalibrated until they are fitted to labelled cases.\n"
    )


def as_json(file: str, model: Model | None, problems: Sequence[Problem], notes: Sequence[Problem]) -> str:
    """The same as JSON."""
    reference = None if model is None else {"id": model.id, "version": model.version, "sha256": model.sha256}
    return encoded(
        CheckReport(
            contract="stagecli/model-check/1",
            file=file,
            sound=model is not None,
            model=reference,
            problems=tuple(problem._asdict() for problem in problems),
            notes=tuple(note._asdict() for note in notes),
        )
    )
