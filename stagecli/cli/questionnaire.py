"""`stagecli questionnaire`: the interview as one page of HTML, for anybody or for each client of a table."""

import re
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from stagecli.cli import streams
from stagecli.cli.options import (
    ByOption,
    EncodingOption,
    ModelOption,
    format_of,
    from_whom,
    no_completion,
    the_language,
    the_model,
    whole_text,
)
from stagecli.cli.prescan import CommandLine
from stagecli.errors import Message, UsageError, reason
from stagecli.messages import LANGUAGES

_LONGEST = 20_000  # characters of an introduction
_ADDRESS = re.compile(r"(?i:mailto:)([\w.!$*+/=~'-]+@[\w-]+(\.[\w-]+)+)", re.ASCII)


def add_to(app: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        output: Annotated[
            Path | None,
            typer.Option(
                "-o",
                "--output",
                metavar="FILE|FOLDER",
                autocompletion=no_completion,
                help="questionnaire --output",
            ),
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        lang: Annotated[
            str | None,
            typer.Option(
                "--lang",
                metavar="|".join(LANGUAGES),
                autocompletion=lambda: list(LANGUAGES),
                help="questionnaire --lang",
            ),
        ] = None,
        name: Annotated[
            str | None,
            typer.Option("--name", metavar="WHO", autocompletion=no_completion, help="questionnaire --name"),
        ] = None,
        by: ByOption = None,
        intro: Annotated[
            str | None,
            typer.Option(
                "--intro",
                metavar="FILE",
                autocompletion=no_completion,
                help="questionnaire --intro",
            ),
        ] = None,
        result: Annotated[
            Literal["full", "brief", "none"],
            typer.Option("--result", help="questionnaire --result", show_default=False),
        ] = "full",
        send: Annotated[
            str | None,
            typer.Option(
                "--send",
                metavar="mailto:ADDRESS",
                autocompletion=no_completion,
                help="questionnaire --send",
            ),
        ] = None,
        clients: Annotated[
            str | None,
            typer.Option(
                "--for",
                metavar="TABLE",
                autocompletion=no_completion,
                help="questionnaire --for",
            ),
        ] = None,
        column: Annotated[
            str | None,
            typer.Option(
                "--id",
                metavar="COLUMN",
                autocompletion=no_completion,
                help="questionnaire --id",
            ),
        ] = None,
        encoding: EncodingOption = None,
        open_: Annotated[bool, typer.Option("--open", help="questionnaire --open")] = False,
    ) -> None:
        from stagecli.render.questionnaire import Page, languages_of, render

        _check(output, name=name, clients=clients, of_table=column or encoding, open_=open_)
        classifier = the_model(words)
        language = the_language(words, classifier.model, lang)
        known = languages_of(classifier.model)
        if words.lang is not None and language not in known:
            raise UsageError(
                "questionnaire_no_language", id=classifier.model.id, language=language, languages=", ".join(known)
            )
        page = Page(
            languages=known if words.lang is None else (language,),
            name="" if name is None else whole_text("--name", name).strip(),
            by=from_whom(by),
            intro="" if intro is None else _intro(intro),
            result=result,
            send="" if send is None else _address(send),
        )
        made = partial(render, classifier)
        if clients is not None and output is not None:
            from stagecli.cli.questionnaire_for import write_pages  # reads tables

            write_pages(
                page,
                made,
                clients,
                output,
                column=column,
                encoding=encoding,
                language=language,
                read=(intro, words.model),
            )
            return
        streams.guard({"-o": output}, words.model, intro)
        place = output if output is not None else _page_to_show()
        streams.write_result(made(page), place)
        if open_:
            from stagecli.cli import browser

            browser.show(place)

    app.command("questionnaire", help="questionnaire")(command)


def _check(output: Path | None, *, name: str | None, clients: str | None, of_table: str | None, open_: bool) -> None:
    """Check that the flags fit together."""
    if clients is None:
        if of_table is not None:
            raise UsageError("questionnaire_id_without_for")
        if output is None and not open_:
            raise UsageError("questionnaire_needs_output")
        if open_ and str(output) == "-":
            raise UsageError("no_page_to_open")
        if output is not None and str(output) != "-" and output.suffix and format_of(output) != "html":
            raise UsageError("questionnaire_no_page", file=output)
        return
    if name is not None:
        raise UsageError("questionnaire_name_and_for")
    if open_:
        raise UsageError("questionnaire_open_with_for")
    if output is None or str(output) == "-":
        raise UsageError("questionnaire_needs_folder")


def _page_to_show() -> Path:
    from stagecli.cli.browser import page_to_show  # not needed for other output

    page = page_to_show()
    page.parent.mkdir(mode=0o700, exist_ok=True)
    return page


def _address(send: str) -> str:
    found = _ADDRESS.fullmatch(send)
    if found is None:
        raise UsageError("questionnaire_send", given=send)
    return found[1]


def _intro(file: str) -> str:
    """The text for the first view."""
    try:
        with Path(file).open("rb") as opened:
            read = opened.read(4 * _LONGEST + 1)
        whole = len(read) <= 4 * _LONGEST  # what is cut may end in half a letter
        text = read.decode("utf-8-sig", "strict" if whole else "ignore").replace("\r\n", "\n").strip()
    except UnicodeDecodeError:
        raise UsageError(
            "questionnaire_intro_unreadable", file=file, why=Message("questionnaire_intro_no_text")
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError("questionnaire_intro_unreadable", file=file, why=reason(error)) from None
    if not whole or len(text) > _LONGEST:
        why = Message("questionnaire_intro_too_long", most=_LONGEST)
        raise UsageError("questionnaire_intro_unreadable", file=file, why=why)
    return text
