"""All platforms, and how exports are told apart by what is in them."""

import re
from collections.abc import Collection

from stagecli.errors import Message, UsageError
from stagecli.measures import CONTRACT
from stagecli.observe.exports import (
    facebook,
    google_business,
    instagram,
    linkedin,
    mastodon,
    posts_table,
    tiktok,
    x,
    youtube,
)
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.paths import is_private
from stagecli.observe.exports.reader import ExportReader

READERS = (
    instagram.READER, facebook.PAGE, facebook.PROFILE, x.READER, mastodon.READER, tiktok.READER, youtube.READER,
    linkedin.READER, google_business.READER, posts_table.READER,
)  # fmt: skip
_DATA = (".json", ".js", ".csv", ".html", ".htm", ".txt")
_START = 1000
"""Bytes in which a file of measures says what it is."""
_ARCHIVE = re.compile(r"\.(zip|tgz|tar\.gz|tar)\Z", re.IGNORECASE)


def is_wanted(path: str) -> bool:
    """Whether any platform's reader opens such a file."""
    return not is_private(path) and any(reader.wanted.search(path) for reader in READERS)


def readers_of(export: Export, given: Collection[str]) -> list[ExportReader]:
    """The platforms whose exports these files are: one, or several that come together, as Google's do.

    Args:
        export: the files.
        given: the kinds that it must be of; empty for any.

    Raises:
        UsageError: it is of none of them.

    """
    asked = [reader for reader in READERS if reader.kind in given and reader.is_ours is not None]
    if export.single and len(asked) == len(given) == 1:
        return asked  # which says itself what is wrong
    telling = _telling(export)
    found = [reader for reader in READERS if any(sign.search(path) for path in telling for sign in _signs(reader))]
    if not found and export.single:
        found = [reader for reader in READERS if reader.is_ours is not None and reader.is_ours(export)][:1]
    named = [reader for reader in found if not given or reader.kind in given]
    if named:
        return [reader for reader in named if any(map(reader.wanted.search, export.paths))] or named
    if found:
        raise UsageError("export_of_other_kind", given=_names(given), kind=_names([found[0].kind]))
    if given:
        raise UsageError("export_of_no_such_kind", given=_names(given))
    raise UsageError(_unknown_single(export) if export.single else _unknown(export))


def _unknown(export: Export) -> str:
    return "export_archive_inside" if any(map(_ARCHIVE.search, export.paths)) else "export_unknown"


def _unknown_single(export: Export) -> str:
    data = export.read(export.paths[0])
    if not data:
        return "export_no_files"
    if CONTRACT.encode() in data[:_START]:
        return "export_is_measures"
    return "posts_table_headings" if export.paths[0].lower().endswith((".csv", ".tsv")) else "export_unknown"


def _telling(export: Export) -> list[str]:
    """The paths that may tell a platform: of data, and each folder once; photos by the thousand tell nothing more."""
    data = [path for path in export.paths if path.lower().endswith(_DATA)]
    folders = {path.rpartition("/")[0] for path in export.paths}
    return [*data, *(f"{folder}/" for folder in folders)]


def _signs(reader: ExportReader) -> list[re.Pattern[str]]:
    return [reader.signs] if reader.other_form is None else [reader.signs, reader.other_form]


def _names(kinds: Collection[str]) -> tuple[Message, ...]:
    return tuple(Message(f"export_kind.{kind}") for kind in kinds)


def missing(reader: ExportReader, export: Export) -> UsageError:
    """Why an export of a platform has nothing that is read: its form, its language, or that it is a part."""
    kind = Message(f"export_kind.{reader.kind}")
    if reader.other_form is not None and any(map(reader.other_form.search, export.paths)):
        is_text = any(path.lower().endswith(".txt") for path in filter(reader.other_form.search, export.paths))
        return UsageError("export_text" if is_text else "export_html", kind=kind)
    if reader.in_english is not None and not any(map(reader.in_english.search, export.paths)):
        return UsageError("export_other_language", kind=kind)
    return UsageError("export_of_nothing" if export.single else "export_without_posts", kind=kind)
