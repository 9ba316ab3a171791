"""`stagecli history show --all --pages`: a page for everybody in a history, and the portfolio that links to them."""

from collections.abc import Iterator
from pathlib import Path

from stagecli.cli import streams
from stagecli.cli.history_ladder import classifier_of, ladder_in
from stagecli.cli.history_path import opened, place
from stagecli.cli.options import the_language
from stagecli.cli.pages import check_pages, write_pages
from stagecli.cli.prescan import CommandLine
from stagecli.folders import LIST


def write_history_pages(
    words: CommandLine, folder: Path, db: Path | None, lang: str | None, *, by: str, most: int
) -> None:
    """Write the pages.

    Args:
        words: the command line, which may name a ladder.
        folder: new, or made by this.
        db: the history that the user names.
        lang: the language that the user names.
        by: from whom the pages are.
        most: most assessments of each subject to show.

    Raises:
        HistoryError, UsageError: the history cannot be read, or has nothing by the ladder.
        OutputError: the pages cannot be written.

    """
    from stagecli.batch.history_portfolio import history_portfolio
    from stagecli.page_names import page_names
    from stagecli.render.history import climb_page
    from stagecli.render.portfolio import render_portfolio

    check_pages(folder)
    streams.guard({}, place(db), words.model, folder=folder)
    with opened(db, words) as file:
        file.stay_at_this_moment()
        ladder, notes = ladder_in(file, words)
        language = the_language(words, ladder, lang)
        found = history_portfolio(
            file, ladder, language, since=None, until=None, classifier_of=classifier_of(words),
            notes=tuple(note.text(language) for note in notes), listed_in=LIST,
        )  # fmt: skip
        files = page_names(name for name, _, _ in file.between(ladder.id))
        links = dict(enumerate(files.values(), start=1))
        index = render_portfolio(found, ladder, "html", streams.now(), by=by, pages=links)

        def pages() -> Iterator[tuple[str, str]]:
            for name in files:
                yield name, climb_page(file.of(name, most, ladder.id), "html", language, by=by)

        write_pages(folder, index, pages(), files, language)
