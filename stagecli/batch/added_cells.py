"""Results: a verdict as the added columns, in each form in which they can be written."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from stagecli.answers import Answer
from stagecli.assessment import assess
from stagecli.assessment.contract import to_contract
from stagecli.batch.cells import as_text
from stagecli.batch.columns import FULL
from stagecli.batch.delimited import quoted
from stagecli.batch.job import Job
from stagecli.batch.records import Row
from stagecli.batch.score import Scored

_EXECUTED = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
"""What every spreadsheet takes for a number."""


class Results:
    """Formats the rows of one job. `stage`, `step` and so on are indices, as in `Scored`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        model, language = job.model, job.language
        self.stages = [
            (index + 1, stage.id, model.localized(stage.name, language)) for index, stage in enumerate(model.stages)
        ]
        self.steps = [[(step.id, model.localized(step.do, language)) for step in stage.steps] for stage in model.stages]
        self.delimiter = job.target.delimiter
        self.verbatim = job.verbatim
        self.stage_ids = [stage.id for stage in model.stages]
        self.stage_texts = [self.row(stage) for stage in self.stages]
        self.step_texts = [[*(self.row(step) for step in steps), self.row(("", ""))] for steps in self.steps]
        """By stage and step; the last text of each stage, at -1, means no step."""

    def row(self, cells: Sequence[Any]) -> str:
        """Format cells as delimited text, without a line end."""
        return joined(cells, self.delimiter, spreadsheet_safe=self.job.target.spreadsheet_safe)

    def header(self, raw: str) -> str:
        """The header of delimited text."""
        added = self.delimiter.join(self.job.columns.added)
        return f"{raw if self.job.verbatim else self.row(self.job.columns.names)}{self.delimiter}{added}\n"

    def delimited(self, record: Row, scored: Scored, options: Mapping[str, str] | None) -> str:
        """Format a row as delimited text."""
        delimiter, stage = self.delimiter, scored.stage
        sure = f"{scored.confidence:.6f}"
        if delimiter == ";":
            sure = sure.replace(".", ",")
        further = "" if options is None else delimiter + self.row(self.full(record, options))
        return (
            f"{record.raw if self.verbatim else self.row(record.cells)}{delimiter}{self.stage_texts[stage]}{delimiter}"
            f"{scored.status}{delimiter}{sure}{delimiter}{self.stage_ids[scored.runner_up]}{delimiter}"
            f"{scored.answered}{delimiter}{scored.applicable}{delimiter}{self.step_texts[stage][scored.step]}{further}\n"
        )

    def json_line(self, record: Row, scored: Scored, options: Mapping[str, str] | None) -> str:
        """Format a row as a JSON object in one line."""
        added = dict(zip(self.job.columns.added, self.values(record, scored, options), strict=True))
        text = json.dumps(added, ensure_ascii=False)
        if not self.verbatim:
            cells = dict(zip(self.job.columns.names, map(_json, record.cells), strict=True))
            return f"{json.dumps({**cells, **added}, ensure_ascii=False, default=as_text)}\n"
        before = record.raw.rstrip()[:-1].rstrip()
        return f"{before}{'' if before.endswith('{') else ', '}{text[1:]}\n"

    def values(self, record: Row, scored: Scored, options: Mapping[str, str] | None) -> list[Any]:
        """The cells of the added columns."""
        step = self.steps[scored.stage][scored.step] if scored.step >= 0 else (None, None)
        added = [
            *self.stages[scored.stage],
            scored.status,
            scored.confidence,
            self.stages[scored.runner_up][1],
            scored.answered,
            scored.applicable,
            *step,
        ]
        return added if options is None else [*added, *self.full(record, options)]

    def full(self, record: Row, options: Mapping[str, str]) -> list[Any]:
        """The further columns of a full result, as in the JSON contract."""
        job = self.job
        answers = {signal: Answer(option, "file") for signal, option in options.items() if option}
        subject = None if job.columns.subject is None else as_text(record.cells[job.columns.subject])
        result = assess(job.classifier, answers, subject=subject, time=job.time)
        published = to_contract(result, job.model, job.language)
        return [published[name] for name in FULL]


def _json(cell: Any) -> Any:
    """A cell for JSON, which has no NaN and no infinity: they become texts."""
    return as_text(cell) if isinstance(cell, float) and not isfinite(cell) else cell


def joined(cells: Iterable[Any], delimiter: str, *, spreadsheet_safe: bool) -> str:
    """Cells as a line of delimited text, without its end."""
    texts = map(as_text, cells)
    return delimiter.join([quoted(safe(text) if spreadsheet_safe else text, delimiter) for text in texts])


def safe(text: str) -> str:
    """Guard a text that a spreadsheet would execute; numbers stay numbers."""
    return f"'{text}" if text.startswith(_EXECUTED) and not _NUMBER.fullmatch(text) else text
