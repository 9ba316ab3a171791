"""Results of `assess`: which files to write in which formats, and which page to show."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

from stagecli.assessment import Assessment
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.cli.options import chosen_format
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.messages import message
from stagecli.model import Model
from stagecli.render import FORMATS, Format, render_assessment
from stagecli.report.wording import headline

Outputs: TypeAlias = Mapping[Path | None, Format]
"""Each file to write, with its format; None is standard output."""


def outputs(files: Sequence[Path], given: Format | None, *, open_: bool, read: Sequence[str | None]) -> Outputs:
    """Decide what to write where.

    Args:
        files: every `-o`.
        given: the requested format.
        open_: whether to show a page in the browser.
        read: input files, which must not be overwritten.

    Raises:
        UsageError: a file is named twice or is an input, a format is unclear, or there is no page to show.

    """
    if len(files) > 1 and given is not None:
        raise UsageError("one_format_for_several")
    if any(streams.same_file(*pair) for pair in combinations(files, 2)):
        raise UsageError("output_twice")
    for file in files:
        streams.guard({"-o": file}, *read)
    if open_ and not files and given in (None, "html"):
        from stagecli.cli.browser import page_to_show  # not needed for other output

        return {page_to_show(): "html"}
    chosen: dict[Path | None, Format] = {
        None if str(file) == "-" else file: chosen_format(given, file, FORMATS) for file in files
    }  # fmt: skip
    if open_ and not any(file is not None and format_ == "html" for file, format_ in chosen.items()):
        raise UsageError("no_page_to_open")
    return chosen or {None: chosen_format(given, None, FORMATS)}


def write(
    result: Assessment, model: Model, language: str, chosen: Outputs, *, explain: bool, by: str, open_: bool
) -> None:
    """Write a result, each file completely or not at all; then show the page, if requested.

    Raises:
        OutputError: a file could not be written.

    """
    texts = {
        file: render_assessment(
            result,
            model,
            format_,
            language=language,
            explain=explain,
            by=by,
            width=streams.width(file),
            colour=streams.colour(file),
        )
        for file, format_ in chosen.items()
    }
    for file, text in texts.items():
        if open_ and file is not None:
            file.parent.mkdir(mode=0o700, exist_ok=True)  # for a page that is only shown
        streams.write_result(text, file)
    if None not in chosen and streams.somebody_is_there():
        files = ", ".join(map(str, chosen))
        print_error(visible(message("wrote", language, headline=headline(result, language), files=files)))
    if open_:
        from stagecli.cli import browser

        browser.show(next(file for file, format_ in chosen.items() if format_ == "html" and file is not None))
