"""`stagecli batch`: assess many subjects, from a table to a table."""

import gc
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from stagecli.cli import batch_forms, errors, streams
from stagecli.cli import batch_outputs as after
from stagecli.cli.batch_spark import run_on_spark
from stagecli.cli.history_path import DbOption, place
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.options import (
    DateFormatOption,
    DelimiterOption,
    EncodingOption,
    HeaderRowOption,
    LanguageOption,
    MapOption,
    MappingOption,
    ModelOption,
    SheetOption,
    header_row_number,
    no_completion,
    the_language,
    the_layout,
    the_model,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import Problem, UsageError
from stagecli.escaping import visible
from stagecli.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagecli.batch.layout import Layout
    from stagecli.batch.records import Reject
    from stagecli.batch.run import Limits
    from stagecli.batch.summary import Summary
    from stagecli.model import Model

FormatName: TypeAlias = Literal["csv", "tsv", "jsonl", "parquet", "xlsx"]
EngineFlag: TypeAlias = Literal["auto", "stream", "columnar", "spark"]
SummaryName: TypeAlias = Literal["text", "json", "none"]

HELP = """Find the stage of many subjects, one a row, and what each should do next.

INPUT is CSV, TSV, semicolon-separated, JSON Lines, a JSON array, a YAML list, Parquet or XLSX, also as .gz or .zst; -
is standard input. Columns are found by the id of a signal or by its question; all others are carried through. With
--template, INPUT is the format of a sheet to fill in: csv, xlsx, jsonl or yaml; or form, for the questions as text to
paste into a form builder."""


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        source: Annotated[
            str | None,
            typer.Argument(metavar="INPUT|-", show_default=False, autocompletion=no_completion),
        ] = None,
        output: Annotated[
            str | None,
            typer.Option(
                "-o",
                "--output",
                metavar="OUT",
                autocompletion=no_completion,
                help="Write to a file, whole or not at all. Default: standard output.",
            ),
        ] = None,
        format: Annotated[  # noqa: A002  # named after its flag
            FormatName | None, typer.Option("--format", help="Default: by the ending of OUT, else csv.")
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        lang: LanguageOption = None,
        subject: Annotated[
            str | None,
            typer.Option(
                "--id",
                metavar="COLUMN",
                autocompletion=no_completion,
                help="The column that names the subject; repeated ones are reported.",
            ),
        ] = None,
        mapping: MapOption = None,
        date: Annotated[
            str | None,
            typer.Option(
                "--date",
                metavar="COLUMN|DATE",
                autocompletion=no_completion,
                help="When it was answered: the column that says it, or one day for all. Default: now.",
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
                help="Propose a mapping file to edit, and stop: which column answers what, which cells are unclear.",
            ),
        ] = None,
        bad_answers: Annotated[
            Literal["reject", "blank"] | None,
            typer.Option("--bad-answers", help="What a cell that is no answer does to its row. Default: reject."),
        ] = None,
        full: Annotated[
            bool, typer.Option("--full", help="Add posterior, evidence, surprises, all steps, the shortest way.")
        ] = False,
        rejects: Annotated[
            str | None,
            typer.Option(
                "--rejects",
                metavar="FILE",
                autocompletion=no_completion,
                help="Where rows go that cannot be read. Default: beside OUT; without OUT they are shown.",
            ),
        ] = None,
        on_error: Annotated[
            Literal["continue", "stop"], typer.Option("--on-error", help="What a row that cannot be read does.")
        ] = "continue",
        max_rejects: Annotated[
            str | None,
            typer.Option(
                "--max-rejects",
                metavar="N",
                autocompletion=no_completion,
                help="Stop, and write nothing, at more than N rejects.",
            ),
        ] = None,
        resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
        encoding: EncodingOption = None,
        delimiter: DelimiterOption = None,
        header_row: HeaderRowOption = None,
        sheet: SheetOption = None,
        spreadsheet_safe: Annotated[
            bool, typer.Option("--spreadsheet-safe", help="Guard text that a spreadsheet would execute.")
        ] = False,
        engine: Annotated[EngineFlag, typer.Option("--engine", help="How rows are scored.")] = "auto",
        spark_conf: Annotated[
            list[str] | None,
            typer.Option(
                "--spark-conf",
                metavar="KEY=VALUE",
                autocompletion=no_completion,
                help="A setting of Spark's, for --engine spark. May be repeated.",
            ),
        ] = None,
        portfolio: Annotated[
            Path | None,
            typer.Option(
                "--report",
                metavar="FILE",
                autocompletion=no_completion,
                help="Write the portfolio as a page, .html or .md: where all stand, and who stands out. Needs -o.",
            ),
        ] = None,
        open_: Annotated[bool, typer.Option("--open", help="Show the report in the browser.")] = False,
        save: Annotated[
            bool, typer.Option("--save", help="Save every assessment in the history, all or none. Needs --id and -o.")
        ] = False,
        db: DbOption = None,
        summary: Annotated[SummaryName, typer.Option("--summary", help="On standard error, at the end.")] = "text",
        template: Annotated[bool, typer.Option("--template", help="Write a sheet to fill in.")] = False,
    ) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy's idle threads would keep a processor busy
        output = None if output == "-" else output
        if template:
            batch_forms.write_template(words, lang, source, None if output is None else Path(output))
            return
        layout = partial(
            the_layout, path=mapping_file, mapping=mapping, id=subject, date=date, date_format=date_format,
            encoding=encoding, delimiter=delimiter, header_row=header_row_number(header_row),
            sheet=sheet, bad_answers=bad_answers,
        )  # fmt: skip
        if write_mapping is not None and engine != "spark":
            batch_forms.write_mapping(words, lang, source, layout, mapping_file, write_mapping)
            return
        shown = partial(_show_summary, summary)
        after.check_report(portfolio, output, open_=open_)
        if save:
            after.check_saving(output, safe=spreadsheet_safe)
        if spark_conf and engine != "spark":
            raise UsageError("spark_conf_without_spark")
        if engine == "spark":
            unfit = {"--report": portfolio is not None, "--save": save, "--full": full,
                     "--on-error stop": on_error == "stop", "--max-rejects": max_rejects is not None,
                     "--resume": resume, "--delimiter": delimiter is not None,
                     "--date": date is not None, "--bad-answers": bad_answers is not None,
                     "--write-mapping": write_mapping is not None,
                     "--header-row": header_row is not None, "--sheet": sheet is not None,
                     "--spreadsheet-safe": spreadsheet_safe}  # fmt: skip
            _collect_garbage()
            code = run_on_spark(
                words, source, output,
                lang=lang, format=format, layout=layout, rejects=rejects,
                unfit=[flag for flag, given in unfit.items() if given], settings=spark_conf or [], show_summary=shown,
            )  # fmt: skip
        else:
            code = _run(
                words, source, None if output is None else Path(output),
                lang=lang, format=format, layout=layout, mapping_file=mapping_file, full=full,
                rejects=None if rejects is None else Path(rejects), limits=_limits(on_error, max_rejects),
                resume=resume, spreadsheet_safe=spreadsheet_safe, engine=engine,
                show_summary=shown, portfolio=portfolio, history=place(db) if save else None,
            )  # fmt: skip
            if open_ and portfolio is not None:
                from stagecli.cli import browser

                browser.show(portfolio)
        if code:
            raise typer.Exit(code)

    app.command("batch", help=HELP)(command)  # fmt: skip


def _run(
    words: CommandLine,
    source: str | None,
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
    show_summary: "Callable[[Summary], None]",
    portfolio: Path | None,
    history: Path | None,
) -> int:
    from stagecli.batch.request import Request, output_format, prepare, rejects_beside
    from stagecli.batch.run import Destination
    from stagecli.cli.progress import shown_progress

    if source is None:
        raise UsageError("no_input")
    classifier = the_model(words)
    language = the_language(words, classifier.model, lang)
    beside = rejects or rejects_beside(output)
    streams.guard(
        {"-o": output, "--rejects": beside, "--report": portfolio, "--db": history}, source, words.model, mapping_file
    )
    asked = Request(
        source=source,
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
        after.check_history(history, run.job)
        _collect_garbage()
        with shown_progress(run.source, language, beside_rows=output is None) as progress:
            result = run.go(limits, partial(_show, run.source.name, language), progress)
    except BrokenPipeError:
        streams.discard_stdout()  # the reader has what it wanted, as in `| head`
        return errors.DONE
    except KeyboardInterrupt:
        resumable = output is not None and output_format(format, output) != "xlsx"
        raise Interrupted("interrupted_resumable" if resumable else "interrupted") from None
    finally:
        if run is not None:
            run.source.close()
    if portfolio is not None and output is not None:
        after.write_report(run.job, result, output, beside, run.table.dialect, portfolio)
    if history is not None and output is not None:
        after.save(run.job, output, history, result.rows.written)
    show_summary(result)
    return errors.REJECTED if result.rows.rejected else errors.DONE


def _collect_garbage() -> None:
    """Collect garbage from now on, but never look through what is loaded by now: that took a tenth of a run."""
    gc.freeze()
    gc.enable()


def _limits(on_error: str, max_rejects: str | None) -> "Limits":
    from stagecli.batch.run import Limits

    if max_rejects is None:
        return Limits(stop_at_first=on_error == "stop")
    number = parse_number(max_rejects)
    if number is None or not number.is_integer() or number < 0:
        raise UsageError("not_a_count", given=max_rejects)
    return Limits(stop_at_first=on_error == "stop", max_rejects=int(number))


def _show(name: str, language: str, reject: "Reject") -> None:
    """Show a rejected row on standard error, if there is no file for rejects."""
    problem = Problem(name, reject.place, None, reject.column, reject.reason, reject.hint)
    errors.print_error(visible(problem.text(language)))


def _show_summary(kind: SummaryName, summary: "Summary") -> None:
    if kind == "json":
        from stagecli.render.as_json import in_one_line

        errors.print_error(in_one_line(summary))
    elif kind == "text":
        from stagecli.render import batch

        text = batch.render(summary, width=streams.width(), colour=streams.colour_of_messages())
        errors.print_error(text.rstrip("\n"))
