"""`stagecli stages`: the ladder at a glance, or one stage of it."""

from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.options import (
    ModelOption,
    OutputOption,
    PageFormatOption,
    chosen_format,
    stage_index,
    the_language,
    the_model,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError
from stagecli.render import FORMATS


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        stage: Annotated[
            str | None,
            typer.Argument(metavar="[STAGE]", help="stages STAGE", show_default=False),
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        lang: LanguageOption = None,
        format: PageFormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.render import ladder

        streams.guard({"-o": output}, words.model)
        written = chosen_format(format, output, FORMATS)
        if stage is not None and written in ("markdown", "html"):
            raise UsageError("whole_ladder_only")
        loaded = the_model(words).model
        language = the_language(words, loaded, lang)
        index = None if stage is None else stage_index(loaded, stage, "STAGE")
        if written in ("markdown", "html"):
            from stagecli.render import ladder_page

            text = (ladder_page.as_html if written == "html" else ladder_page.as_markdown)(loaded, language)
        elif written == "json":
            text = ladder.as_json(loaded, language, index)
        else:
            text = ladder.as_text(loaded, language, index, width=streams.width(output), colour=streams.colour(output))
        streams.write_result(text, output)

    app.command("stages", help="stages")(command)
