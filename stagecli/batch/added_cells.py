"""The cells that a result adds to each row: verdicts as texts, as values, or as columns of a Polars frame."""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stagecli.answers import Answers
from stagecli.assessment import assess
from stagecli.assessment.contract import to_contract
from stagecli.batch.cells import as_json, as_text
from stagecli.batch.columns import ADDED, FULL
from stagecli.batch.delimited import quoted
from stagecli.batch.job import Job, Tally, Target
from stagecli.batch.kernel import STATUSES, Verdicts
from stagecli.classifier.verdict import Status
from stagecli.measures import Observed
from stagecli.messages import message

if TYPE_CHECKING:
    import polars as pl

_EXECUTED = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
"""What every spreadsheet takes for a number."""


def status_cells(job: Job) -> dict[str, Status]:
    """What the result's cells have for each status: a word of its language in a workbook, which people read."""
    if job.target.format != "xlsx":
        return {status: status for status in STATUSES}
    return {message(f"word_{status}", job.language): status for status in STATUSES}


class AddedCells:
    """The added cells of one job's rows. Few of them differ, so each text is made once and then picked by number."""

    def __init__(self, job: Job) -> None:
        self.job = job
        model, language, target = job.model, job.language, job.target
        self._names = [(stage.id, model.localized(stage.name, language)) for stage in model.stages]
        self._steps = [(step.id, model.localized(step.do, language)) for stage in model.stages for step in stage.steps]
        self._first_step = np.cumsum([0, *(len(stage.steps) for stage in model.stages)])[:-1]
        self._signals = len(model.signals)
        self._statuses = list(status_cells(job))
        if target.format in ("csv", "tsv", "jsonl"):
            counts = range(self._signals + 1)
            stages = [(index + 1, *names) for index, names in enumerate(self._names)]
            self._stage_texts = self._texts(0, ((*stage, status) for stage, status in product(stages, STATUSES)))
            runners_up = ((stage, count) for (stage, _), count in product(self._names, counts))
            self._runner_up_texts = self._texts(5, runners_up)
            steps = [*self._steps, (None, None)]
            self._step_texts = self._texts(7, ((count, *step) for count, step in product(counts, steps)))

    def _texts(self, first: int, rows: Iterable[Sequence[Any]]) -> list[str]:
        """Rows of neighbouring added cells in the target's form; `first` is where the first is in `columns.ADDED`."""
        if self.job.target.format != "jsonl":
            return [row_text(row, self.job.target) for row in rows]
        names = [json.dumps(name, ensure_ascii=False) for name in self.job.columns.added[first:]]
        return [
            ", ".join(f"{name}: {json.dumps(cell, ensure_ascii=False)}" for name, cell in zip(names, row, strict=False))
            for row in rows
        ]

    def lines(self, left: Sequence[str], verdicts: Verdicts, further: Sequence[Sequence[Any]] | None) -> str:
        """Rows of text: what is to the left of the added cells, then these, then the further ones."""
        target, added = self.job.target, self.job.columns.added
        stage, runner_up, step = self._numbers(verdicts)
        parts = (_pick(self._stage_texts, stage), verdicts.confidence.tolist(), _pick(self._runner_up_texts, runner_up),
                 _pick(self._step_texts, step))  # fmt: skip
        if target.format == "jsonl":
            name, end = json.dumps(added[4], ensure_ascii=False), ["}\n"] * len(left)
            if further is not None:
                end = [f", {self._object(added[len(ADDED) :], cells)[1:]}\n" for cells in further]
            return "".join([
                f"{before}{a}, {name}: {sure / 1_000_000}, {b}, {c}{last}"
                for before, a, sure, b, c, last in zip(left, *parts, end, strict=True)
            ])  # fmt: skip
        by, end = target.delimiter, ["\n"] * len(left)
        if further is not None:
            end = [f"{by}{row_text(cells, target)}\n" for cells in further]
        sures = [_confidence(sure, by) for sure in parts[1]]
        return "".join([
            f"{before}{by}{a}{by}{sure}{by}{b}{by}{c}{last}"
            for before, a, sure, b, c, last in zip(left, parts[0], sures, *parts[2:], end, strict=True)
        ])  # fmt: skip

    @staticmethod
    def _object(names: Sequence[str], cells: Sequence[Any]) -> str:
        return json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False)

    def frame_of_texts(
        self, left: "pl.Series", verdicts: Verdicts, further: Sequence[Sequence[Any]] | None
    ) -> "pl.DataFrame":
        """As `lines`, as a frame that `write_csv` only has to put together."""
        import polars as pl

        stage, runner_up, step = self._numbers(verdicts)
        return pl.DataFrame([
            left.alias("left"),
            pl.Series(self._stage_texts).gather(stage).alias("stage"),
            pl.Series("confidence", verdicts.confidence / 1_000_000),
            pl.Series(self._runner_up_texts).gather(runner_up).alias("runner_up"),
            pl.Series(self._step_texts).gather(step).alias("step"),
            *([] if further is None else [pl.Series("further", self._written(further), pl.String)]),
        ])  # fmt: skip

    def _written(self, rows: Sequence[Sequence[Any]]) -> list[str]:
        return [row_text(cells, self.job.target) for cells in rows]

    def columns(self, verdicts: Verdicts, further: Sequence[Sequence[Any]] | None = None) -> "list[pl.Series]":
        """The added columns, typed; the further ones are texts."""
        import polars as pl

        ids, names = (pl.Series(texts) for texts in zip(*self._names, strict=True))
        steps = [*self._steps, (None, None)]
        step = self._step(verdicts)
        found = [
            pl.Series(verdicts.stage.astype(np.int64) + 1),
            ids.gather(verdicts.stage),
            names.gather(verdicts.stage),
            pl.Series(STATUSES).gather(verdicts.status),
            pl.Series(verdicts.confidence / 1_000_000),
            ids.gather(verdicts.runner_up),
            pl.Series(verdicts.answered.astype(np.int64)),
            pl.Series(verdicts.applicable.astype(np.int64)),
            pl.Series([name for name, _ in steps], dtype=pl.String).gather(step),
            pl.Series([text for _, text in steps], dtype=pl.String).gather(step),
        ]
        if further is not None:
            more = range(len(self.job.columns.added) - len(ADDED))
            found += [pl.Series([cells[at] for cells in further], dtype=pl.String) for at in more]
        return [column.alias(name) for column, name in zip(found, self.job.columns.added, strict=False)]

    def values(self, verdicts: Verdicts) -> list[list[Any]]:
        """The added cells of each row, as values."""
        rows = []
        for stage, runner_up, status, sure, answered, applicable, step in zip(
            *(column.tolist() for column in (*verdicts[:-1], self._step(verdicts))), strict=True
        ):
            end = self._steps[step] if step < len(self._steps) else (None, None)
            rows.append([
                stage + 1, *self._names[stage], self._statuses[status], sure / 1_000_000, self._names[runner_up][0],
                answered, applicable, *end,
            ])  # fmt: skip
        return rows

    def full(self, answers: Answers, measured: Observed | None, subject: str | None, time: str) -> list[Any]:
        """The further cells of a full result, as in the JSON contract."""
        job = self.job
        result = assess(job.classifier, answers, subject=subject, time=time, observed=measured)
        published = to_contract(result, job.model, job.language)
        return [published[name] for name in FULL]

    def tally(self, verdicts: Verdicts) -> Tally:
        """Count the verdicts."""
        widest = 2 + max(len(stage.steps) for stage in self.job.model.stages)
        counts = np.bincount(
            (verdicts.stage.astype(np.int32) * len(STATUSES) + verdicts.status) * widest + verdicts.step + 1
        )
        tally = Tally()
        for found in np.flatnonzero(counts).tolist():
            rest, step = divmod(found, widest)
            stage, status = divmod(rest, len(STATUSES))
            tally[stage, STATUSES[status], step - 1] = int(counts[found])
        return tally

    def _numbers(self, verdicts: Verdicts) -> tuple[npt.NDArray[np.int64], ...]:
        """Where the texts of each row are among those of a stage with its status, a runner-up, and a step."""
        counts, steps = self._signals + 1, len(self._steps) + 1
        return (
            verdicts.stage.astype(np.int64) * len(STATUSES) + verdicts.status,
            verdicts.runner_up.astype(np.int64) * counts + verdicts.answered,
            verdicts.applicable.astype(np.int64) * steps + self._step(verdicts),
        )

    def _step(self, verdicts: Verdicts) -> npt.NDArray[np.int64]:
        """The number of each row's step among those of all stages; the last number means no step."""
        step = self._first_step[verdicts.stage] + verdicts.step
        return np.asarray(np.where(verdicts.step < 0, len(self._steps), step))


def header(job: Job, raw: str) -> str:
    """The header of delimited text; `raw` is the input's own."""
    target = job.target
    before = raw if job.verbatim else row_text(job.columns.heads, target)
    return f"{before}{target.delimiter}{row_text(job.columns.added, target)}\n"


def row_text(cells: Iterable[Any], target: Target) -> str:
    """Format cells as delimited text, without a line end."""
    texts = map(as_text, cells)
    if target.spreadsheet_safe:
        texts = map(safe, texts)
    return target.delimiter.join([quoted(text, target.delimiter) for text in texts])


def object_text(names: Sequence[str], cells: Sequence[Any]) -> str:
    """Cells as a JSON object in one line that is still open for more keys."""
    found = dict(zip(names, map(as_json, cells), strict=True))
    return open_object(json.dumps(found, ensure_ascii=False))


def open_object(text: str) -> str:
    """A JSON object, which ends with its brace, open for more keys."""
    before = text[:-1].rstrip()
    return before if before[-1] == "{" else f"{before}, "


def safe(text: str) -> str:
    """Guard a text that a spreadsheet would execute; numbers stay numbers."""
    return f"'{text}" if text.startswith(_EXECUTED) and not _NUMBER.fullmatch(text) else text


def _pick(texts: Sequence[str], numbers: npt.NDArray[np.int64]) -> list[str]:
    return [texts[number] for number in numbers.tolist()]


def _confidence(millionths: int, delimiter: str) -> str:
    """A confidence with six decimals: a comma before them where semicolons separate cells."""
    point = "," if delimiter == ";" else "."
    return f"{millionths // 1_000_000}{point}{millionths % 1_000_000:06}"
