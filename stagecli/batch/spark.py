"""Spark: the columnar kernel where the data is, inside `DataFrame.mapInArrow`.

`score` is for pipelines that live in Spark already; `spark_run` reads, writes and counts around it for
`stagecli batch --engine spark`. This side runs in the driver; `spark_worker` is what runs beside the data. The model
travels with the job; workers need stagecli with the extra `spark`, or its code by `--py-files`.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from stagecli.batch.columns import understand
from stagecli.batch.job import Job, Target
from stagecli.batch.spark_task import REASONS, Count, Keep, Text, rejected_name
from stagecli.classifier import Classifier
from stagecli.errors import UsageError

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

TABLE = "table:"
"""How the name of a table starts where a path could stand."""
_TYPES = ("long", "string", "string", "string", "double", "string", "long", "long", "string", "string")
"""Of `columns.ADDED`."""


def score(
    dataframe: "DataFrame", classifier: Classifier, *, mapping: Iterable[str] = (), language: str = "en"
) -> "DataFrame":
    """The stage of every row of a Spark DataFrame, and what each should do next.

    Args:
        dataframe: columns are found as `stagecli batch` finds them: by the id of a signal or its question.
        classifier: such as `stagecli.load_model()`.
        mapping: `COLUMN=SIGNAL` each, for other names.
        language: of stage names and steps.

    Returns:
        The same rows with their columns as they were; behind them those of `columns.ADDED`, and `rejected`. A row that
        cannot be scored has nulls there, and says why in `rejected`: a struct of column, value, reason, hint and row;
        null for all others.

    Raises:
        UsageError: no column is a signal, two are the same one, or names differ only in capitals.

    """
    return scored(dataframe, job_of(classifier, dataframe.columns, "the DataFrame", mapping=mapping, language=language))


def job_of(
    classifier: Classifier,
    names: Sequence[str],
    source: str,
    *,
    mapping: Iterable[str],
    language: str,
    subject: str | None = None,
) -> Job:
    """The job of scoring a table with such columns.

    Raises:
        UsageError: as `score`.
    """
    for number, name in enumerate(names):
        if name.lower() in (other.lower() for other in names[:number]):
            raise UsageError("column_twice_for_spark", file=source, column=name)
    columns = understand(
        classifier.model, names, source, mapping=mapping, subject=subject, full=False, language=language
    )
    return Job(classifier, language, columns, Target("parquet"), verbatim=False, full=False, time=None)


def scored(
    dataframe: "DataFrame", job: Job, keep: Keep = "all", *, text: Text | None = None, count: Count | None = None
) -> "DataFrame":
    """As `score`; of a text as well, and counted where the rows are scored."""
    from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType

    kinds = {"long": LongType(), "string": StringType(), "double": DoubleType()}
    reasons = StructType([StructField(name, StringType()) for name in REASONS])
    own = dataframe.schema.fields[: len(job.columns.names)]
    if text is not None and text.dialect is not None:
        own = [StructField(name, StringType()) for name in job.columns.names]
    added = [StructField(name, kinds[kind]) for name, kind in zip(job.columns.added, _TYPES, strict=True)]
    schema = {
        "all": StructType([*own, *added, StructField(rejected_name(job), reasons)]),
        "scored": StructType([*own, *added]),
        "rejected": reasons,
    }
    return dataframe.mapInArrow(partial(score_batches, job, keep, text, count), schema[keep])


def score_batches(
    job: Job, keep: Keep, text: Text | None, count: Count | None, batches: Iterator["RecordBatch"]
) -> Iterator["RecordBatch"]:
    """What a worker does with its part of the data."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # Spark starts as many workers as there are cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from stagecli.batch.spark_worker import Worker

    worker = Worker(job, keep, text)
    for batch in batches:
        yield worker.scored(batch, count)
