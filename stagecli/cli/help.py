"""Help in the reader's language: commands and flags declare keys, which become texts when help is shown.

Nothing looks at the texts before, so that a command that runs never imports them.
"""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from stagecli.cli.languages import language_meant
from stagecli.errors import UsageError, one_of
from stagecli.messages import LANGUAGES

_SCAFFOLDING = re.compile(
    r"^(?:Usage|Arguments|Options|Commands):|\[OPTIONS\]|COMMAND \[ARGS\]\.\.\.|\[required\]", re.MULTILINE
)

LanguageOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="|".join(LANGUAGES), help="--lang", autocompletion=lambda: list(LANGUAGES)),
]


class App(typer.Typer):
    """An app, or a group of commands; each `help` is a key of `stagecli.messages.help`."""

    def __init__(self, **settings: Any) -> None:
        # A model's texts are shown in help: no markup may be read there
        super().__init__(cls=_CommandGroup, rich_markup_mode=None, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Register a command."""
        return super().command(name, cls=_Command, **settings)


class _InGreekToo(TyperCommand if TYPE_CHECKING else object):  # type: ignore[misc]  # mixed into groups, too
    def get_help(self, ctx: Any) -> str:
        from stagecli.messages.help import SCAFFOLDING

        _explain(self, ctx)
        text = super().get_help(ctx)
        return _SCAFFOLDING.sub(lambda found: SCAFFOLDING[found[0]], text) if ctx.obj == "el" else text

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        _explain(self, ctx)
        return super().shell_complete(ctx, incomplete)


class _Command(_InGreekToo, TyperCommand):
    pass


class _CommandGroup(_InGreekToo, TyperGroup):
    pass


def show_help(context: typer.Context, lang: LanguageOption = None) -> None:
    """What a group of commands does when none of them is called.

    Raises:
        UsageError: the interface does not have the language.

    """
    if context.invoked_subcommand is None:
        if lang is not None and language_meant(lang, LANGUAGES) is None:
            raise UsageError("no_such_language", given=lang, hint=one_of(LANGUAGES))
        typer.echo(context.get_help())


def _explain(command: Any, context: Any) -> None:
    """Put texts in the place of keys, in the language that the context carries; the texts of a model are no keys."""
    from stagecli.messages.help import TEXTS

    if command.help not in TEXTS:
        command.epilog = "in English"
    for each in (command, *getattr(command, "commands", {}).values(), *command.get_params(context)):
        for name in ("short_help", "help", "epilog"):
            key = f"{each.help} (short)" if name == "short_help" else getattr(each, name, None)
            if key in TEXTS:
                setattr(each, name, TEXTS[key][context.obj == "el"])
