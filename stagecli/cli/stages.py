"""`stagecli stages`: the ladder at a glance, or one stage of it."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.options import (
    FormatOption,
    ModelOption,
    OutputOption,
    chosen_format,
    stage_index,
    the_language,
    the_model,
)
from stagecli.cli.prescan import CommandLine


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        stage: Annotated[
            str | None,
            typer.Argument(metavar="[STAGE]", help="stages STAGE", show_default=False),
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import ladder

        streams.guard({"-o": output}, words.model)
        written = chosen_format(format, output, ("text", "json"))
        loaded = the_model(words).model
        language = the_language(words, loaded, lang)
        index = None if stage is None else stage_index(loaded, stage, "STAGE")
        if written == "json":
            text = ladder.as_json(loaded, language, index)
        else:
            text = ladder.as_text(loaded, language, index, width=streams.width(output), colour=streams.colour(output))
        streams.write_result(text, output)

    app.command("stages", help="stages")(command)
