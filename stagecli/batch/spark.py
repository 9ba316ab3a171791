"""Spark: runs the columnar kernel where the data is, inside `DataFrame.mapInArrow`.

`score` is for pipelines that already use Spark; `spark_run` reads, writes and counts around it for
`stagecli batch --engine spark`. This module runs in the driver, `spark_worker` beside the data. The model travels with
the job; workers need stagecli with the extra `spark`, or its code by `--py-files`.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from stagecli.batch.columns import understand
from stagecli.batch.headings import Headings
from stagecli.batch.job import Job, Target
from stagecli.batch.layout import Layout
from stagecli.batch.spark_task import REASONS, SUBJECTS, Count, Keep, Text, rejected_name
from stagecli.classifier import Classifier
from stagecli.dates import in_utc
from stagecli.errors import UsageError

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

TABLE = "table:"
"""Prefix of a table's name where a path is possible too."""
_TYPES = ("long", "string", "string", "string", "double", "string", "long", "long", "string", "string")
"""Types of `columns.ADDED`, in its order."""


def score(
    dataframe: "DataFrame", classifier: Classifier, *, mapping: Iterable[str] = (), language: str = "en"
) -> "DataFrame":
    """Find the stage of every row of a Spark DataFrame, and its next step.

    Args:
        dataframe: its columns are matched as in `stagecli batch`: by the id of a signal or its question.
        classifier: a compiled model, such as `stagecli.load_model()`.
        mapping: `COLUMN=SIGNAL` pairs, for other names.
        language: language of stage names and steps.

    Returns:
        The rows with their columns unchanged (a second one of a name becomes `NAME#2`), followed by those of
        `columns.ADDED` and by `rejected`. A row that cannot be scored, and a blank one, has nulls there and its reason
        in `rejected`: a struct of column, value, reason, hint and row, which is null for all other rows.

    Raises:
        UsageError: no column is a signal, two are the same one, or names differ only in capitals.

    """
    return scored(
        dataframe, job_of(classifier, dataframe.columns, "the DataFrame", Layout(mapping=tuple(mapping)), language)
    )


def job_of(
    classifier: Classifier,
    heads: Sequence[str],
    source: str,
    layout: Layout,
    language: str,
    line: int | None = None,
) -> Job:
    """The job of scoring a table with these columns, which are named on this line.

    Raises:
        UsageError: as for `score`.
    """
    columns = understand(classifier.model, Headings.of(heads, line), source, layout, language=language)
    known: dict[str, str] = {}
    for name in (*columns.names, *columns.added):
        other = known.setdefault(name.lower(), name)
        if other != name:
            raise UsageError("columns_alike_to_spark", file=source, one=other, other=name)
    now = datetime.now().astimezone()  # on the driver, once for all workers
    return Job(classifier, language, columns, Target("parquet"), verbatim=False, full=False, now=now, time=in_utc(now))


def scored(
    dataframe: "DataFrame", job: Job, keep: Keep = "all", *, text: Text | None = None, count: Count | None = None
) -> "DataFrame":
    """Like `score`, but can also read text, keep only some rows, and count on the workers."""
    from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType

    delimited = text is not None and text.dialect is not None
    kinds = {"long": LongType(), "string": StringType(), "double": DoubleType()}
    reasons = StructType([StructField(name, StringType()) for name in REASONS])
    own = [StructField(name, StringType()) for name in job.columns.names]
    if not delimited:
        fields = zip(job.columns.names, dataframe.schema.fields, strict=False)
        own = [StructField(name, field.dataType, field.nullable, field.metadata) for name, field in fields]
    added = [StructField(name, kinds[kind]) for name, kind in zip(job.columns.added, _TYPES, strict=True)]
    schema = {
        "all": StructType([*own, *added, StructField(rejected_name(job), reasons)]),
        "scored": StructType([*own, *added]),
        "rejected": reasons,
        "subjects": StructType([StructField(name, kinds[kind]) for name, kind in SUBJECTS.items()]),
    }
    numbered = dataframe.toDF(*map(str, range(len(dataframe.columns))))  # it looks them up by name
    if keep == "subjects" and not delimited:
        numbered = numbered.select(str(job.columns.subject), *numbered.columns[len(own) :])
    return numbered.mapInArrow(partial(score_batches, job, keep, text, count), schema[keep])


def score_batches(
    job: Job, keep: Keep, text: Text | None, count: Count | None, batches: Iterator["RecordBatch"]
) -> Iterator["RecordBatch"]:
    """Score a worker's part of the data."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # Spark starts as many workers as there are cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from stagecli.batch.spark_worker import Worker

    worker = Worker(job, keep, text)
    for batch in batches:
        yield worker.kept(batch, count)
