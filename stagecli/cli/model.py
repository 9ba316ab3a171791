"""`stagecli model`: for those who write ladders."""

from typing import Annotated, Literal

import typer

from stagecli.cli import report, streams
from stagecli.cli.lookahead import Words
from stagecli.cli.options import OutputOption, no_completion
from stagecli.errors import ModelError


def add_to(app: typer.Typer, words: Words) -> None:  # noqa: ARG001  # every command is added the same way
    """Register the group."""
    group = typer.Typer(rich_markup_mode=None, help="Work on model files.", no_args_is_help=False)
    group.callback(invoke_without_command=True)(_root)
    group.command("check")(_check)
    app.add_typer(group, name="model")


def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _check(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|NAME", help="A model file, or a bundled name.", autocompletion=no_completion),
    ],
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",  # noqa: A002  # the flag's name
    output: OutputOption = None,
) -> None:
    """Say whether a model file is sound, and if not, everything that is wrong with it, and where."""
    from stagecli.model_file import check_model
    from stagecli.render import check

    shown = file.encode("utf-8", "backslashreplace").decode()
    try:
        model, notes = check_model(file)
    except ModelError as error:
        text = check.as_json(shown, None, error.problems, ()) if format == "json" else check.as_text(error.problems)
        streams.write_result(text, output)
        raise typer.Exit(report.USAGE) from None
    if format == "json":
        text = check.as_json(shown, model, (), notes)
    else:
        text = check.as_text(notes) + check.sound(file, model)
    streams.write_result(text, output)
