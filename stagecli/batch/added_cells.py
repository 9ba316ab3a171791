"""Results: a verdict as the added columns, in each form in which they can be written."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from stagecli.answers import Answer
from stagecli.assessment import assess
from stagecli.assessment.contract import to_contract
from stagecli.batch.cells import as_json, as_text
from stagecli.batch.columns import FULL
from stagecli.batch.delimited import quoted
from stagecli.batch.job import Job
from stagecli.batch.records import Row
from stagecli.batch.score import Scored

_EXECUTED = ("=", "+", "-", "@", "\t", "\r")


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
        texts = (as_text(cell) for cell in cells)
        if self.job.target.spreadsheet_safe:
            texts = (safe(text) for text in texts)
        return self.delimiter.join([quoted(text, self.delimiter) for text in texts])

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
            cells = dict(zip(self.job.columns.names, map(as_json, record.cells), strict=True))
            return f"{json.dumps({**cells, **added}, ensure_ascii=False)}\n"
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


def safe(text: str) -> str:
    """Guard a text that a spreadsheet would execute; numbers stay numbers."""
    if not text.startswith(_EXECUTED):
        return text
    try:
        float(text.replace(",", "."))
    except ValueError:
        return f"'{text}"
    return text
