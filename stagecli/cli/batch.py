"""`stagecli batch`: assess many subjects, from a table to a table."""

import gc
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from stagecli.cli import batch_forms, errors, streams
from stagecli.cli import batch_outputs as after
from stagecli.cli.batch_afterwards import Afterwards
from stagecli.cli.batch_inputs import (
    InputArgument,
    ReferencesOption,
    TrustOption,
    limits,
    one_input,
    the_inputs,
    the_trust,
)
from stagecli.cli.batch_spark import run_on_spark
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_path import DbOption
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.options import (
    ByOption,
    DateFormatOption,
    DelimiterOption,
    EncodingOption,
    HeaderRowOption,
    MapOption,
    MappingOption,
    ModelOption,
    SheetOption,
    from_whom,
    header_row_number,
    lowest_stage,
    no_completion,
    the_language,
    the_layout,
    the_model,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagecli.batch.layout import Layout
    from stagecli.batch.run import Limits
    from stagecli.batch.summary import Summary
    from stagecli.model import Model

FormatName: TypeAlias = Literal["csv", "tsv", "jsonl", "parquet", "xlsx"]
EngineFlag: TypeAlias = Literal["auto", "stream", "columnar", "spark"]


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        sources: InputArgument = None,
        output: Annotated[
            str | None,
            typer.Option(
                "-o",
                "--output",
                metavar="OUT",
                autocompletion=no_completion,
                help="batch --output",
            ),
        ] = None,
        format: Annotated[  # noqa: A002  # named after its flag
            FormatName | None, typer.Option("--format", help="batch --format")
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        lang: LanguageOption = None,
        subject: Annotated[
            str | None,
            typer.Option(
                "--id",
                metavar="COLUMN",
                autocompletion=no_completion,
                help="batch --id",
            ),
        ] = None,
        mapping: MapOption = None,
        date: Annotated[
            str | None,
            typer.Option(
                "--date",
                metavar="COLUMN|DATE",
                autocompletion=no_completion,
                help="batch --date",
            ),
        ] = None,
        date_format: DateFormatOption = None,
        mapping_file: MappingOption = None,
        write_mapping: Annotated[
            str | None,
            typer.Option(
                "--write-mapping",
                metavar="FILE",
                autocompletion=no_completion,
                help="batch --write-mapping",
            ),
        ] = None,
        bad_answers: Annotated[
            Literal["reject", "blank"] | None,
            typer.Option("--bad-answers", help="batch --bad-answers"),
        ] = None,
        full: Annotated[bool, typer.Option("--full", help="batch --full")] = False,
        rejects: Annotated[
            str | None,
            typer.Option(
                "--rejects",
                metavar="FILE",
                autocompletion=no_completion,
                help="batch --rejects",
            ),
        ] = None,
        on_error: Annotated[
            Literal["continue", "stop"], typer.Option("--on-error", help="batch --on-error", show_default=False)
        ] = "continue",
        max_rejects: Annotated[
            str | None,
            typer.Option(
                "--max-rejects",
                metavar="N",
                autocompletion=no_completion,
                help="batch --max-rejects",
            ),
        ] = None,
        fail_under: Annotated[
            str | None,
            typer.Option(
                "--fail-under",
                metavar="STAGE",
                autocompletion=no_completion,
                help="batch --fail-under",
            ),
        ] = None,
        resume: Annotated[bool, typer.Option("--resume", help="batch --resume")] = False,
        encoding: EncodingOption = None,
        delimiter: DelimiterOption = None,
        header_row: HeaderRowOption = None,
        sheet: SheetOption = None,
        spreadsheet_safe: Annotated[bool, typer.Option("--spreadsheet-safe", help="--spreadsheet-safe")] = False,
        engine: Annotated[EngineFlag, typer.Option("--engine", help="batch --engine", show_default=False)] = "auto",
        spark_conf: Annotated[
            list[str] | None,
            typer.Option(
                "--spark-conf",
                metavar="KEY=VALUE",
                autocompletion=no_completion,
                help="batch --spark-conf",
            ),
        ] = None,
        portfolio: Annotated[
            Path | None,
            typer.Option(
                "--report",
                metavar="FILE",
                autocompletion=no_completion,
                help="batch --report",
            ),
        ] = None,
        pages: Annotated[
            Path | None,
            typer.Option(
                "--pages",
                metavar="FOLDER",
                autocompletion=no_completion,
                help="batch --pages",
            ),
        ] = None,
        by: ByOption = None,
        open_: Annotated[bool, typer.Option("--open", help="batch --open")] = False,
        save: Annotated[
            bool,
            typer.Option("--save", help="batch --save"),
        ] = False,
        db: DbOption = None,
        references: ReferencesOption = None,
        trust_names: TrustOption = False,
        summary: Annotated[
            after.SummaryName, typer.Option("--summary", help="batch --summary", show_default=False)
        ] = "text",
        template: Annotated[bool, typer.Option("--template", help="batch --template")] = False,
    ) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy's idle threads would keep a processor busy
        output = None if output == "-" else output
        if template:
            batch_forms.write_template(words, lang, one_input(sources), None if output is None else Path(output))
            return
        layout = partial(
            the_layout, path=mapping_file, mapping=mapping, id=subject, date=date, date_format=date_format,
            encoding=encoding, delimiter=delimiter, header_row=header_row_number(header_row),
            sheet=sheet, bad_answers=bad_answers,
        )  # fmt: skip
        if write_mapping is not None and engine != "spark":
            batch_forms.write_mapping(words, lang, one_input(sources), layout, mapping_file, write_mapping)
            return
        conclude = partial(after.conclude, summary)
        afterwards = Afterwards(words, portfolio, pages, save, db, from_whom(by))
        afterwards.check(output, open_=open_, safe=spreadsheet_safe)
        if spark_conf and engine != "spark":
            raise UsageError("spark_conf_without_spark")
        if engine == "spark":
            unfit = {"--report": portfolio is not None, "--pages": pages is not None, "--save": save, "--full": full,
                     "--on-error stop": on_error == "stop", "--max-rejects": max_rejects is not None,
                     "--resume": resume, "--delimiter": delimiter is not None,
                     "--date": date is not None, "--bad-answers": bad_answers is not None,
                     "--write-mapping": write_mapping is not None,
                     "--header-row": header_row is not None, "--sheet": sheet is not None,
                     "--spreadsheet-safe": spreadsheet_safe}  # fmt: skip
            _collect_garbage()
            code = run_on_spark(
                words, one_input(sources), output,
                lang=lang, format=format, layout=layout, rejects=rejects,
                unfit=[flag for flag, given in unfit.items() if given], settings=spark_conf or [],
                fail_under=fail_under, conclude=conclude,
            )  # fmt: skip
        else:
            code = _run(
                words, sources, None if output is None else Path(output),
                lang=lang, format=format, layout=layout, mapping_file=mapping_file, full=full,
                rejects=None if rejects is None else Path(rejects), limits=limits(on_error, max_rejects),
                resume=resume, spreadsheet_safe=spreadsheet_safe, engine=engine,
                fail_under=fail_under, conclude=conclude, afterwards=afterwards,
                references=references, trust_names=trust_names,
            )  # fmt: skip
            if open_:
                afterwards.open()
        if code:
            raise typer.Exit(code)

    app.command("batch", help="batch")(command)  # fmt: skip


def _run(
    words: CommandLine,
    sources: list[str] | None,
    output: Path | None,
    *,
    lang: str | None,
    format: FormatName | None,  # noqa: A002  # named after its flag
    layout: "Callable[[Model], Layout]",
    mapping_file: str | None,
    full: bool,
    rejects: Path | None,
    limits: "Limits",
    resume: bool,
    spreadsheet_safe: bool,
    engine: Literal["auto", "stream", "columnar"],
    fail_under: str | None,
    conclude: "Callable[[Summary, int], int]",
    afterwards: Afterwards,
    references: str | None,
    trust_names: bool,
) -> int:
    from stagecli.batch.request import Request, output_format, prepare, rejects_beside
    from stagecli.batch.run import Destination
    from stagecli.cli.progress import shown_progress

    source = the_inputs(sources)
    trust = the_trust(references, names=trust_names)
    classifier = the_model(words)
    language = the_language(words, classifier.model, lang)
    lowest = lowest_stage(classifier.model, fail_under)
    beside = rejects or rejects_beside(output)
    written = {"-o": output, "--rejects": beside, "--report": afterwards.report, "--db": afterwards.history}
    read = [source] if isinstance(source, str) else [*source.paths.values()]
    streams.guard(written, *read, words.model, mapping_file, references, folder=afterwards.pages)
    asked = Request(
        source=source,
        trust=trust,
        destination=Destination(output, beside, rejects_asked_for=rejects is not None, resume=resume),
        format=format,
        language=language,
        layout=layout(classifier.model),
        full=full,
        now=streams.clock().astimezone(),
        spreadsheet_safe=spreadsheet_safe,
        engine=engine,
    )
    run = None
    try:
        run = prepare(asked, classifier)
        claimed = run.source.kind == "answers" and trust is None
        afterwards.check_job(run.job, claimed=claimed)
        _collect_garbage()
        with shown_progress(run.source, language, beside_rows=output is None) as progress:
            result = run.go(limits, partial(after.show_reject, run.source, language), progress)
    except BrokenPipeError:
        streams.discard_stdout()  # the reader has what it wanted, as in `| head`
        return errors.DONE
    except KeyboardInterrupt:
        resumable = output is not None and output_format(format, output) != "xlsx"
        raise Interrupted("interrupted_resumable" if resumable else "interrupted") from None
    finally:
        if run is not None:
            run.source.close()
    if output is not None:
        afterwards.go(run, result, output, beside, claimed=claimed)
    return conclude(result, lowest)


def _collect_garbage() -> None:
    """Collect garbage from now on, but never look through what is loaded by now: that took a tenth of a run."""
    gc.freeze()
    gc.enable()
