"""`stagecli guide`: reads the manual, offline."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.options import spoken_language
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError, did_you_mean, one_of
from stagecli.messages import LANGUAGES, message

FOLDER = Path(__file__).parent.parent / "guide"


def topics() -> list[str]:
    """The names of all guides; English is the default for those in two languages."""
    return sorted(path.stem for path in FOLDER.glob("*.md") if "." not in path.stem)


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        topic: Annotated[
            str | None,
            typer.Argument(metavar="[TOPIC]", help="guide TOPIC", autocompletion=topics, show_default=False),
        ] = None,
        lang: LanguageOption = None,
    ) -> None:
        language = spoken_language(words, lang, LANGUAGES)
        streams.show_paged(_contents(language) if topic is None else _guide(topic, language))

    app.command("guide", help="guide")(command)


def _contents(language: str) -> str:
    width = max(len(topic) for topic in topics())
    lines = [f"  {topic:<{width}}  {_title(topic, language)}" for topic in topics()]
    return "\n".join([message("guides", language), "", *lines, "", message("guides_read", language)]) + "\n"


def _title(topic: str, language: str) -> str:
    path = _path(topic, language)
    title = path.read_text("utf-8").split("\n", 1)[0].removeprefix("# ")
    english = language != LANGUAGES[0] and path == _path(topic, LANGUAGES[0])
    return message("guide_in_english", language, title=title) if english else title


def _path(topic: str, language: str) -> Path:
    translated = FOLDER / f"{topic}.{language}.md"
    return translated if translated.exists() else FOLDER / f"{topic}.md"


def _guide(topic: str, language: str) -> str:
    if topic not in topics():
        hint = did_you_mean(topic, topics()) or one_of(topics())
        raise UsageError("no_such_guide", given=topic, hint=hint)
    text = _path(topic, language).read_text("utf-8")
    if sys.stdout is None or not sys.stdout.isatty():
        return text  # unformatted, so that it can be piped into a file or a reader
    from stagecli.render import as_text

    return as_text.render_markdown(text, width=streams.width(), colour=streams.colour(None))
