"""Results of `assess`: which files are written, in which formats, and the page that is shown."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

from stagecli.assessment import Assessment
from stagecli.cli import streams
from stagecli.cli.options import the_format
from stagecli.errors import UsageError
from stagecli.model import Model
from stagecli.render import Format, render_assessment

Outputs: TypeAlias = Mapping[Path | None, Format]
"""Each file that is written, with its format; None for standard output."""


def outputs(files: Sequence[Path], given: Format | None, *, open_: bool, read: Sequence[str | None]) -> Outputs:
    """What is written where.

    Args:
        files: every `-o`.
        given: the format that was asked for.
        open_: whether a page is shown in the browser.
        read: files that are read, and so cannot be written.

    Raises:
        UsageError: a file is named twice or read, or the formats cannot be told, or there is no page to show.

    """
    if len(files) > 1 and given is not None:
        raise UsageError("one_format_for_several")
    if any(streams.same_file(*pair) for pair in combinations(files, 2)):
        raise UsageError("output_twice")
    for file in files:
        streams.guard({"-o": file}, *read)
    if open_ and not files and given in (None, "html"):
        from stagecli.cli.browser import page_to_show  # not for those who look at files

        return {page_to_show(): "html"}
    chosen: dict[Path | None, Format] = {
        None if str(file) == "-" else file: the_format(given, file) for file in files
    }  # fmt: skip
    if open_ and not any(file is not None and format_ == "html" for file, format_ in chosen.items()):
        raise UsageError("no_page_to_open")
    return chosen or {None: the_format(given, None)}


def write(result: Assessment, model: Model, language: str, chosen: Outputs, *, explain: bool, open_: bool) -> None:
    """Write a result, each file whole or not at all; then show the page, if that was asked for.

    Raises:
        OutputError: one could not be written.

    """
    texts = {
        file: render_assessment(
            result,
            model,
            format_,
            language=language,
            explain=explain,
            width=streams.width(file),
            colour=streams.colour(file),
        )
        for file, format_ in chosen.items()
    }
    for file, text in texts.items():
        if open_ and file is not None:
            file.parent.mkdir(mode=0o700, exist_ok=True)  # of a page that is only to be looked at
        streams.write_result(text, file)
    if open_:
        from stagecli.cli import browser

        browser.show(next(file for file, format_ in chosen.items() if format_ == "html" and file is not None))
