"""`stagecli batch --engine spark`: from the command line to a run on Spark."""

import logging
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from stagecli.cli.interrupts import Interrupted
from stagecli.cli.options import lowest_stage, the_language, the_model
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError

if TYPE_CHECKING:
    from stagecli.batch.job import TableFormat
    from stagecli.batch.layout import Layout
    from stagecli.batch.summary import Summary
    from stagecli.model import Model


def run_on_spark(
    words: CommandLine,
    source: str | None,
    output: str | None,
    *,
    lang: str | None,
    format: "TableFormat | None",  # noqa: A002  # named after its flag
    layout: "Callable[[Model], Layout]",
    rejects: str | None,
    unfit: Sequence[str],
    settings: Sequence[str],
    fail_under: str | None,
    conclude: "Callable[[Summary, int], int]",
) -> int:
    """Score on Spark, where the data is, and return the exit code.

    Raises:
        UsageError: the user asks for something that Spark cannot do, or the extra is missing.
    """
    from stagecli.batch import request as plan
    from stagecli.batch.encodings import UTF_16, codec
    from stagecli.batch.spark import TABLE

    if unfit:
        raise UsageError("spark_lacks", flag=unfit[0])
    if source is None or source == "-":
        raise UsageError("spark_needs_input")
    if output is None:
        raise UsageError("spark_needs_output")
    given = "parquet" if output.startswith(TABLE) else format
    chosen = given or plan.by_suffix(PurePosixPath(output).suffix.lower())
    if chosen == "xlsx":
        raise UsageError("spark_formats")
    classifier = the_model(words)
    language = the_language(words, classifier.model, lang)
    lowest = lowest_stage(classifier.model, fail_under)
    how = layout(classifier.model)
    _check(how)
    if codec(how.encoding or "utf-8") in UTF_16:
        raise UsageError("encoding_without_lines", given=how.encoding)
    if any(find_spec(name) is None for name in ("pyspark", "pyarrow", "pandas", "polars")):
        raise UsageError("spark_needs_extra")
    from stagecli.batch import spark_run

    request = spark_run.ClusterRequest(
        source=source,
        output=output,
        rejects=rejects or _beside(output, table=output.startswith(TABLE)),
        format=chosen,
        layout=how,
        language=language,
    )
    logging.disable()  # py4j would report an interruption with its stack
    spark = spark_run.session(settings)
    try:
        summary = spark_run.run(spark, classifier, request)
    except KeyboardInterrupt:
        raise Interrupted("interrupted") from None
    finally:
        spark_run.stop(spark)
    return conclude(summary, lowest)


def _check(how: "Layout") -> None:
    """Check that a mapping file asks for nothing that Spark cannot do.

    Raises:
        UsageError: it does.
    """
    asked = {name: getattr(how, name) for name in ("date", "delimiter", "header_row", "sheet")}
    asked["bad_answers"] = None if how.bad_answers == "reject" else how.bad_answers
    for name, value in asked.items():
        if value is not None:
            raise UsageError("spark_lacks", flag=f"--{name.replace('_', '-')}")


def _beside(output: str, *, table: bool) -> str:
    """The default place for rejects."""
    if table:
        return f"{output}_rejects"
    folder, slash, name = output.rstrip("/").rpartition("/")
    return f"{folder}{slash}{PurePosixPath(name).stem}.rejects.csv"
