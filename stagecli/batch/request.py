"""A request for a run on this machine: checked against its input, it becomes a `Run`."""

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from stagecli.batch.columns import understand
from stagecli.batch.engine import LARGE_BLOCK
from stagecli.batch.headings import spellings
from stagecli.batch.inputs import Input
from stagecli.batch.job import EngineName, Job, TableFormat, Target
from stagecli.batch.layout import Layout
from stagecli.batch.run import Destination, Run
from stagecli.batch.tables import BLOCK, DelimitedTable, Table, open_table
from stagecli.batch.times import time_of
from stagecli.classifier import Classifier
from stagecli.errors import UsageError
from stagecli.files import replaceable
from stagecli.model import Model

if TYPE_CHECKING:
    from stagecli.batch.returned_files import ReturnedFiles, Trust

_BY_SUFFIX: dict[str, TableFormat] = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".xlsx": "xlsx", ".txt": "csv",
}  # fmt: skip


class Request(Struct, frozen=True, kw_only=True):
    """What the user asked for."""

    source: "str | ReturnedFiles"
    """A path, or `-` for standard input; or files of returned answers."""
    trust: "Trust | None" = None
    """Whom to believe about who answered; None if the user said nothing of it."""
    destination: Destination
    format: TableFormat | None = None
    """None for the format that the output's name implies."""
    language: str = "en"
    layout: Layout = Layout()
    full: bool = False
    now: datetime
    """The present moment, in local time."""
    spreadsheet_safe: bool = False
    engine: Literal["auto", "stream", "columnar"] = "auto"


def prepare(request: Request, classifier: Classifier, *, block: int | None = None) -> Run:
    """Open the input and decide how to read, score and write it. Whoever calls this closes `Run.source`.

    Args:
        request: what the user asked for.
        classifier: a compiled model.
        block: bytes of text to read at once; by default what suits the engine.

    Raises:
        UsageError: something asked for does not exist or does not fit the input.
        FileError, InputError: the input cannot be read.
    """
    chosen = output_format(request.format, request.destination.output)
    source = Input(request.source) if isinstance(request.source, str) else request.source
    try:
        source, table, engine, layout = _opened(request, source, classifier.model, chosen, block)
        target = target_for(chosen, table, spreadsheet_safe=request.spreadsheet_safe)
        columns = understand(
            classifier.model,
            table.headings,
            source.name,
            layout,
            aside=table.aside,
            objects=table.json_lines,
            full=request.full,
            language=request.language,
        )
        job = Job(
            classifier=classifier,
            language=request.language,
            columns=columns,
            target=target,
            verbatim=verbatim(table, target),
            full=request.full,
            now=request.now,
            time=time_of(columns, request.now, source.name),
        )
        return Run(job, source, table, request.destination, engine)
    except BaseException:
        source.close()
        raise


def _opened(
    request: Request, source: "Input | ReturnedFiles", model: Model, chosen: TableFormat, block: int | None
) -> tuple["Input | ReturnedFiles", Table, EngineName, Layout]:
    """The input, perhaps of another kind now; its table, what reads it, and what its columns mean."""
    if isinstance(source, Input) and source.kind != "answers":
        if request.trust is not None:
            raise UsageError("trust_in_table")
        engine = engine_for(request.engine, source, chosen, full=request.full)
        block = block or (LARGE_BLOCK if engine == "columnar" else BLOCK)
        return source, open_table(source, request.layout, {*spellings(model)}, block=block), engine, request.layout
    from stagecli.batch import returned

    returned.check_unneeded(request.layout, request.engine)
    files = returned.files_of(source)
    files.trust = request.trust
    return files, returned.returned_table(files, model, request.now), "stream", returned.LAYOUT


def output_format(given: TableFormat | None, output: Path | None) -> TableFormat:
    """The requested format, otherwise the one that the output file's name implies, otherwise CSV.

    Raises:
        UsageError: the name implies a format that cannot be written.
    """
    if given is not None:
        return given
    return by_suffix(output.suffix.lower() if output is not None and replaceable(output) else "")


def by_suffix(suffix: str) -> TableFormat:
    """The format that a file name's ending implies; CSV if there is no ending.

    Raises:
        UsageError: it implies a format that cannot be written.
    """
    if suffix and suffix not in _BY_SUFFIX:
        raise UsageError("no_such_format", suffix=suffix, known=", ".join(get_args(TableFormat)))
    return _BY_SUFFIX.get(suffix, "csv")


def engine_for(
    asked: Literal["auto", "stream", "columnar"], source: Input, chosen: TableFormat, *, full: bool
) -> EngineName:
    """The requested engine, otherwise the fastest one that can do the work.

    Raises:
        UsageError: the requested engine cannot do it.
    """
    fits = source.kind in ("delimited", "parquet") and chosen in ("csv", "tsv", "parquet") and not full
    if asked == "columnar" and not fits:
        raise UsageError("columnar_unfit")
    installed = find_spec("polars") is not None
    if asked == "columnar" and not installed:
        raise UsageError("columnar_needs_extra")
    return "columnar" if asked != "stream" and fits and installed else "stream"


def target_for(chosen: TableFormat, table: Table, *, spreadsheet_safe: bool) -> Target:
    """How to write the format: like the input, for the same spreadsheet, with its separators and byte-order mark."""
    delimiter, mark = ("\t" if chosen == "tsv" else ","), False
    if isinstance(table, DelimitedTable) and chosen in ("csv", "tsv"):
        mark = table.dialect.mark or table.dialect.encoding != "utf-8"
        if chosen == "csv" and table.dialect.delimiter != "\t":
            delimiter = table.dialect.delimiter
    return Target(chosen, delimiter, mark, spreadsheet_safe)


def verbatim(table: Table, chosen: Target) -> bool:
    """Whether a row's raw text can be written unchanged, followed by the added columns."""
    if chosen.format == "jsonl":
        return table.json_lines
    same = isinstance(table, DelimitedTable) and table.dialect.delimiter == chosen.delimiter
    return same and chosen.format in ("csv", "tsv") and not chosen.spreadsheet_safe


def rejects_beside(output: Path | None) -> Path | None:
    """The default file for rejects; None if there is no output file."""
    if output is None or not replaceable(output):
        return None
    return output.with_name(f"{output.stem}.rejects.csv")
