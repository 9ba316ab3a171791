"""`stagecli model list` and `stagecli model schema`: the ladders and the schema that come with the program."""

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.options import FormatOption, OutputOption, chosen_format, the_language
from stagecli.cli.prescan import CommandLine


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the commands."""

    def list_(
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.model_file import load_model
        from stagecli.model_file.bundled import BUNDLED
        from stagecli.render import ladder

        written = chosen_format(format, output, ("text", "json"))
        models = {name: load_model(name).model for name in BUNDLED}
        language = the_language(words, models[BUNDLED[0]], lang)
        if written == "json":
            text = ladder.list_as_json(models, language)
        else:
            text = ladder.list_as_text(models, language, width=streams.width(output), colour=streams.colour(output))
        streams.write_result(text, output)

    group.command(
        "list", help="List the bundled ladders; each is a NAME for --model.", short_help="List the bundled ladders."
    )(list_)
    group.command(
        "schema",
        help="Print the JSON Schema of a model file, for an editor.",
        short_help="Print the schema for an editor.",
    )(_schema)


def _schema(output: OutputOption = None) -> None:
    from stagecli.model_file.structure import SCHEMA_FILE

    chosen_format(None, output, ("json",))
    streams.write_result(SCHEMA_FILE.read_text("utf-8"), output)
