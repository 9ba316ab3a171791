"""Before a batch: a sheet or a form to fill in, and what the headings and cells of one that exists mean."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.cli.options import format_of, the_language, the_model
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError, did_you_mean, one_of
from stagecli.escaping import visible
from stagecli.files import replaceable
from stagecli.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagecli.batch.layout import Layout
    from stagecli.model import Model

TemplateName: TypeAlias = Literal["csv", "xlsx", "jsonl", "yaml", "form"]


def write_mapping(
    words: CommandLine,
    lang: str | None,
    source: str | None,
    layout: "Callable[[Model], Layout]",
    mapping_file: str | None,
    target: str,
) -> None:
    """Propose a mapping file for the table."""
    from stagecli.batch.proposal import proposal_for

    if source is None:
        raise UsageError("no_input")
    output = None if target == "-" else Path(target)
    streams.guard({"--write-mapping": output}, source, words.model, mapping_file)
    if output is not None and output.exists() and replaceable(output):
        raise UsageError("mapping_exists", file=target)
    model = the_model(words).model
    language = the_language(words, model, lang)
    text = proposal_for(model, source, layout(model), language, streams.clock().astimezone())
    streams.write_result(text, output)
    if output is not None:
        said = message("mapping_written", language, file=shlex.quote(target), table=shlex.quote(source))
        print_error(visible(said))


def write_template(words: CommandLine, lang: str | None, kind: str | None, output: Path | None) -> None:
    """Write a sheet to fill in, in the requested format."""
    from stagecli.batch import template

    streams.guard({"-o": output}, words.model)
    model = the_model(words).model
    language = the_language(words, model, lang)
    known = get_args(TemplateName)
    form = output is not None and output.suffix.lower() == ".txt"
    wanted = kind or ("form" if form else format_of(output) or "csv")
    if wanted not in known:
        hint = did_you_mean(wanted, known) or one_of(known)
        raise UsageError("no_such_template", given=wanted, hint=hint)
    if wanted != "xlsx":
        streams.write_result(template.text(model, language, wanted), output)
    elif output is not None:
        template.workbook(model, language, output)
    else:
        raise UsageError("workbook_not_shown")
