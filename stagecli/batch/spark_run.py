"""A run on Spark: the session, reading and writing by path or table name, and the summary.

Only counts and a few rejects are collected. OUT and the rejects are folders or tables, committed as Spark does it.
"""

import os
import re
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace
from py4j.protocol import Py4JError
from pyspark.accumulators import AccumulatorParam
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import DataFrame, DataFrameWriter, SparkSession
from pyspark.sql import functions as F  # noqa: N812  # as Spark's own documentation has it

from stagecli.batch.delimited import MARK, Parser, sniff
from stagecli.batch.encodings import codec
from stagecli.batch.headings import expected_names, spellings
from stagecli.batch.inputs import BY_SUFFIX, InputError
from stagecli.batch.job import Job, TableFormat
from stagecli.batch.layout import Layout
from stagecli.batch.spark import TABLE, job_of, scored
from stagecli.batch.spark_task import REASONS, Counted, Text
from stagecli.batch.summary import (
    Nearly,
    Repeated,
    Rows,
    Summary,
    columns_said,
    next_steps,
    stage_counts,
    status_counts,
)
from stagecli.batch.tables import DelimitedTable, Table
from stagecli.classifier import Classifier
from stagecli.errors import Message, OutputError, UsageError
from stagecli.model import Model

_LINE = "_unreadable_line"
_BEFORE_HEADER = 100  # lines to look at for the header: blank ones and one such as `sep=;` may come before it
_BATCH = "50000"  # rows that the kernel scores at once
_NO_LIMIT = str(2**31 - 1)  # otherwise Spark adds up the bytes of all columns after every row
_COMPRESSED = (".gz", ".zst", ".bz2")


class ClusterRequest(Struct, frozen=True, kw_only=True):
    """The user's request."""

    source: str
    """A path that Spark reads, or `table:NAME`."""
    output: str
    """A path to be made, or `table:NAME`."""
    rejects: str
    """A path to be made, or `table:NAME`, for rows that cannot be scored."""
    format: TableFormat
    layout: Layout
    language: str


class _Adds(AccumulatorParam):  # type: ignore[misc]  # not everybody who checks types has pyspark
    """How Spark adds up the workers' counts: once for each task that succeeds."""

    def zero(self, value: Counted) -> Counted:  # noqa: ARG002  # as Spark calls it
        return Counted(Counter())

    def addInPlace(self, value1: Counted, value2: Counted) -> Counted:  # noqa: N802  # as Spark calls it
        return value1.add(value2)


def session(settings: Iterable[str]) -> SparkSession:
    """Start or get the session of Spark's own configuration, with these `KEY=VALUE` settings.

    Raises:
        UsageError: a setting is not of this form.
        OutputError: Spark does not start.
    """
    wanted = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": _BATCH,
        "spark.sql.execution.arrow.maxBytesPerBatch": _NO_LIMIT,
        "spark.log.level": "OFF",  # the error says once what went wrong
    }
    wanted["spark.ui.showConsoleProgress"] = str(sys.stderr.isatty()).lower()
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.startswith("spark."):
            raise UsageError("not_a_setting", given=setting)
        wanted[key] = value
    builder = SparkSession.builder.appName("stagecli batch")
    for key, value in wanted.items():
        builder = builder.config(key, value)
    on_interrupt = signal.getsignal(signal.SIGINT)
    try:
        made = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise OutputError("spark_does_not_start", said=what(error)) from None
    signal.signal(signal.SIGINT, on_interrupt)  # Spark's own handler would ask a process that is already gone
    context = made.sparkContext
    if "PYSPARK_PYTHON" not in os.environ and context.master.startswith("local"):
        context.pythonExec = sys.executable
    return made


def stop(spark: SparkSession) -> None:
    """End the session, silently even if Spark's own process was interrupted first."""
    with warnings.catch_warnings(), suppress(Py4JError, OSError):
        warnings.simplefilter("ignore")
        spark.stop()


def run(spark: SparkSession, classifier: Classifier, request: ClusterRequest) -> Summary:
    """Read, score and write.

    Raises:
        UsageError: the input's columns are wrong, or a path does not exist or exists already.
        InputError: the input changed while it was read.
        OutputError: Spark could not do it; OUT is as Spark leaves it: without its mark of success, or not there.
    """
    try:
        return _run(spark, classifier, request)
    except AnalysisException as error:
        raise UsageError("spark_says", said=what(error)) from None
    except (PySparkException, Py4JError, OSError) as error:
        raise OutputError("spark_failed", said=what(error), hint=_advice(error)) from None


def _run(spark: SparkSession, classifier: Classifier, request: ClusterRequest) -> Summary:
    frame, table, text = read(spark, classifier.model, request)
    job = job_of(classifier, table.heads, request.source, request.layout, request.language, table.line)
    _not_there(spark, request.output, "OUT")
    _not_there(spark, request.rejects, "--rejects")
    total = spark.sparkContext.accumulator(Counted(Counter()), _Adds())
    delimiter = "\t" if request.format == "tsv" else ","
    if text is not None and text.dialect is not None and request.format == "csv":
        delimiter = text.dialect.delimiter
    _write(scored(frame, job, "scored", text=text, count=total.add), request.output, request.format, delimiter)
    counted: Counted = total.value
    if counted.rejected:
        _write_rejects(spark, frame, job, text, request, counted)
    counts, rejected = counted.tally, counted.rejected
    repeated, nearly = _repeated(frame, job, text)
    return Summary(
        model=job.model.reference,
        fitted_to=job.model.calibration.fitted_to,
        field_test=job.model.field_test(job.language),
        language=request.language,
        engine="spark",
        rows=Rows(read=counts.total() + rejected, written=counts.total(), rejected=rejected, blank=counted.blank),
        stages=stage_counts(job.model, job.language, counts),
        status=status_counts(counts),
        next_steps=next_steps(job.model, job.language, counts),
        **columns_said(job),
        repeated=repeated,
        nearly_repeated=nearly,
        output=request.output,
        rejects=request.rejects if rejected else None,
        notes=(*(note.text(request.language) for note in table.notes), *job.columns.notes, *sorted(counted.notes)),
    )


def read(spark: SparkSession, model: Model, request: ClusterRequest) -> tuple[DataFrame, Table, Text | None]:
    """The input, its columns, and what the workers still have to read."""
    source, path = request.source, PurePosixPath(request.source.lower())
    kind = BY_SUFFIX.get(PurePosixPath(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix)
    if source.startswith(TABLE):
        frame = spark.table(source.removeprefix(TABLE))
    elif kind == "delimited":
        return _read_delimited(spark, model, request)
    elif kind in ("json", "json_lines"):
        frame = spark.read.json(
            source, columnNameOfCorruptRecord=_LINE, allowSingleQuotes=False, allowNonNumericNumbers=False
        )  # as strict as the stream engine
        if _LINE in frame.columns:
            frame = frame.select("*", F.col(_LINE).alias("line")).drop(_LINE)
            return frame, Table(frame.columns[:-1], iter(())), Text(None)
    else:
        frame = spark.read.parquet(source) if kind == "parquet" else spark.read.load(source)
    return frame, Table(frame.columns, iter(())), None


def _read_delimited(spark: SparkSession, model: Model, request: ClusterRequest) -> tuple[DataFrame, Table, Text]:
    """Read delimited text as whole lines, which the workers parse as strictly as the stream engine."""
    found = [bytes(row[0]) for row in _lines(spark, request.source, "\n").select("line").head(_BEFORE_HEADER)]
    old_line_ends = len(found) == 1 and b"\r" in found[0].rstrip(b"\r")
    start = found[0] if old_line_ends else b"".join(line + b"\n" for line in found)
    expected, encoding = expected_names(model, *request.layout.named), codec(request.layout.encoding or "utf-8")
    dialect = sniff(start, encoding, request.source, expected)
    table = DelimitedTable(Parser(dialect), request.source, iter([start]), {*spellings(model)}, expected)
    lines = start.removeprefix(MARK).split(dialect.line_end)[: table.parser.line]
    text = Text(replace(dialect, old_line_ends=False), tuple(line.rstrip(b"\r") for line in lines))
    return _lines(spark, request.source, dialect.line_end.decode()), table, text


def _lines(spark: SparkSession, source: str, line_end: str) -> DataFrame:
    """Lines as bytes, and a number that differs from file to file where they come from a file's start."""
    at_start = F.col("_metadata.file_block_start") == 0
    file = F.when(at_start, F.xxhash64("_metadata.file_path"))
    return spark.read.text(source, lineSep=line_end).select(F.col("value").cast("binary").alias("line"), file)


def _not_there(spark: SparkSession, target: str, name: str) -> None:
    """Raise an error if the target exists: before hours of work, not after."""
    there = True
    if target.startswith(TABLE):
        there = spark.catalog.tableExists(target.removeprefix(TABLE))
    else:
        try:
            spark.read.text(target)
        except AnalysisException:
            there = False
    if there:
        raise UsageError("place_taken", name=name, file=target)


def _write(frame: DataFrame, target: str, format_: TableFormat, delimiter: str) -> None:
    writer: DataFrameWriter = frame.write
    if target.startswith(TABLE):
        writer.saveAsTable(target.removeprefix(TABLE))
    elif format_ in ("csv", "tsv"):
        writer.csv(
            target, sep=delimiter, header=True, escape='"', emptyValue="",
            ignoreLeadingWhiteSpace=False, ignoreTrailingWhiteSpace=False,
        )  # fmt: skip
    elif format_ == "jsonl":
        writer.json(target, ignoreNullFields=False)
    else:
        writer.parquet(target)


def _write_rejects(
    spark: SparkSession, frame: DataFrame, job: Job, text: Text | None, request: ClusterRequest, counted: Counted
) -> None:
    """Write the rejects that came with the counts; if there are more, score again and keep only rejects."""
    again = spark.sparkContext.accumulator(Counted(Counter()), _Adds())
    all_came = counted.rejected == len(counted.few)
    if all_came:
        rejects = spark.createDataFrame(counted.few, ", ".join(f"`{name}` string" for name in REASONS)).coalesce(1)
    else:
        rejects = scored(frame, job, "rejected", text=text, count=again.add)
    try:
        _write(rejects, request.rejects, "csv", ",")
    except AnalysisException as error:
        count, said = counted.rejected, what(error)
        raise OutputError("rejects_not_written", file=request.output, count=count, said=said) from None
    if not all_came and again.value.rejected != counted.rejected:
        raise InputError("input_changed", file=request.source)


def _repeated(frame: DataFrame, job: Job, text: Text | None) -> tuple[Repeated, Nearly] | tuple[None, None]:
    """Subjects that occur more than once, or nearly, as `summary.Subjects` finds them, but counted on the cluster.

    Which row came first is not known there: examples are the most frequent ones.
    """
    if job.columns.subject is None:
        return None, None
    names = scored(frame, job, "subjects", text=text).groupBy("subject", "compared")
    names = names.agg((F.sum("count") - 1).alias("more")).cache()  # used four times
    near = names.groupBy("compared").agg((F.count("*") - 1).alias("more"), F.max("subject").alias("subject"))
    counts, examples = [], []
    for rows in (names, near):
        total = rows.agg(F.sum("more")).head()
        counts.append((total[0] if total else 0) or 0)
        first = rows.where("more > 0").orderBy(F.desc("more"), "subject").limit(10).collect()
        examples.append(tuple(row["subject"] for row in first))
    names.unpersist()
    return (
        Repeated(count=counts[0], examples=examples[0], complete=True),
        Nearly(count=counts[1], examples=examples[1]),
    )


def what(error: BaseException) -> str:
    """Spark's error message as one line, without its stack."""
    text = str(error)
    caused = re.findall(r"^(?:Caused by: )?[\w.$]*(?:Error|Exception): (.+)$", text, re.MULTILINE)
    line = caused[-1] if caused else next((line for line in text.splitlines() if line.strip()), type(error).__name__)
    return re.sub(r"^\[[A-Z_.]+\] | SQLSTATE: \w+\.?|[.;: ]+$", "", line.strip()).rstrip(".")[:400]


def _advice(error: BaseException) -> Message | None:
    missing = re.search(r"ModuleNotFoundError: No module named '(\w+)'", str(error))
    return None if missing is None else Message("spark_workers_lack", name=missing[1])
