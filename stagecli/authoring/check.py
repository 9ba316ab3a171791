"""`model check`: whether a model file is sound, and whether it is any good; every finding at once, with its place."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from stagecli.authoring import lint
from stagecli.errors import Message, Problem, verbatim
from stagecli.model import Model
from stagecli.model_file.languages import missing_languages
from stagecli.model_file.parsed import ParsedModel, read_model_file

Level: TypeAlias = Literal["error", "warning", "note"]
"""An error makes the file unusable; a warning should be mended; a note is worth knowing."""


class Finding(NamedTuple):
    """One finding and its level."""

    level: Level
    problem: Problem


class Checked(Struct, frozen=True):
    """A model file and its findings."""

    model: Model | None
    """None if the file is not sound."""
    findings: tuple[Finding, ...]
    """In file order."""

    def count(self, level: Level) -> int:
        """How many findings have this level."""
        return sum(finding.level == level for finding in self.findings)


def check(source: str) -> Checked:
    """Check a model file, or a bundled model by its name.

    Raises:
        UsageError: there is no such file.

    """
    parsed = read_model_file(source)
    found = [*(Finding("error", problem) for problem in parsed.problems), *_remarks(parsed)]
    found.sort(key=lambda finding: (finding.problem.line or 0, finding.problem.column or 0))
    return Checked(parsed.model, tuple(found))


def _remarks(parsed: ParsedModel) -> Iterator[Finding]:
    document, parts = parsed.document, parsed.parts
    if document is None or parts is None:
        return
    fitted = parsed.model is not None and parsed.model.calibration.fitted_to is not None
    told = {(problem.line, problem.column) for problem in parsed.problems}
    for number, part in parts.signals.items():
        signal, stages = part.value, len(parts.stage_ids)
        if part.whole and all(len(option.of_100) == stages for option in signal.options):
            for remark in lint.on_signal(("signals", number), signal, stages, fitted=fitted):
                problem = document.problem(remark.path, Message("verbatim", text=remark.what), verbatim(remark.hint))
                if (problem.line, problem.column) not in told:
                    yield Finding(remark.level, problem)
    for problem in missing_languages(document, parts.languages):
        yield Finding("warning", problem)
    if parsed.model is not None:
        for remark in lint.on_model(parsed.model):
            what, hint = Message("verbatim", text=remark.what), verbatim(remark.hint)
            if remark.path:
                problem = document.problem(remark.path, what, hint)
            else:
                problem = Problem(parsed.name, None, None, "", what, hint)
            yield Finding(remark.level, problem)
