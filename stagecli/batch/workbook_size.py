"""Checks whether a workbook fits into memory: a file of a few kilobytes can unpack to more than any memory holds."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from stagecli.batch.inputs import InputError, plausible

_CELLS = 50_000_000  # most cells of a sheet, including empty ones between others: all are in memory at once
_ROWS = 1_048_576  # most rows of a sheet in this format
_CHUNK = 1 << 20
_MAX_TAG = 1 << 16  # bytes
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_NEAR = re.compile(rb"""<(?:\w+:)?c\s+r="(?:[A-Za-z]|[Aa][A-Ta-t])\d{1,6}["]""")  # never more than `_CELLS` of them
_NEAR_COLUMNS = 46  # A to AT
_PLAIN = re.compile(rb"""<(?:\w+:)?c\s+r="[A-Za-z]{1,3}\d{1,7}["]""")  # as all programs write them
_FILLED = re.compile(rb"""<(?:\w+:)?c\s+r="([A-Za-z]{1,3})(\d{1,7})"(?![^<>]*/>)""")
_TAG = re.compile(rb"""<(?:\w+:)?(c|row)(?=[\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"'<]*)["']""")
_PLACE = re.compile(rb"([A-Za-z]*)(\d{1,12})")


def check_workbook(file: Any, name: str) -> None:
    """Check that a workbook's first sheet fits into memory, before a library reads all of it at once.

    Args:
        file: the workbook's path, or a binary file.
        name: the input's name, for errors.

    Raises:
        InputError: it does not fit.
        Exception: whatever libraries raise for a damaged file.
    """
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        plausible(name, sum(part.compress_size for part in parts), sum(part.file_size for part in parts))
        sheet = _first_sheet(archive)
        for part in parts:
            if part.filename.endswith(".xml") and part.filename != sheet:
                with archive.open(part) as content:  # raises an error if it is longer than it says
                    while content.read(_CHUNK):
                        pass
        rows, columns = _extent(archive, sheet)
        if rows > _ROWS or rows * columns > _CELLS:
            raise InputError("sheet_too_large", file=name, rows=rows, columns=columns)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part that holds the first sheet."""
    workbook, relations = (ElementTree.fromstring(archive.read(part)) for part in (_WORKBOOK, _RELATIONS))  # noqa: S314  # expat has limits of its own
    sheet = next(element for element in workbook.iter() if element.tag.rpartition("}")[2] == "sheet")
    wanted = next(value for key, value in sheet.items() if key.rpartition("}")[2] == "id")
    target = next(relation.get("Target", "") for relation in relations if relation.get("Id") == wanted)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target.removeprefix('xl/')}"


def _extent(archive: zipfile.ZipFile, sheet: str) -> tuple[int, int]:
    """Rows and columns up to the last cell that is not empty; near cells are not examined one by one."""
    rows, columns = 1, _NEAR_COLUMNS
    for tags in _tags(archive, sheet):
        cells = len(_CELL.findall(tags))
        if len(_NEAR.findall(tags)) == cells:
            continue
        if len(_PLAIN.findall(tags)) < cells:
            return _exact_extent(archive, sheet)
        filled = _FILLED.findall(tags)
        rows = max(rows, max((int(row) for _, row in filled), default=1))
        columns = max(columns, max((_number(letters) for letters in {letters for letters, _ in filled}), default=1))
    if columns > _NEAR_COLUMNS:  # then the rows of near cells count, too
        places = (found for tags in _tags(archive, sheet) for found in _FILLED.findall(tags))
        rows = max(int(row) for _, row in places)
    return rows, columns


def _exact_extent(archive: zipfile.ZipFile, sheet: str) -> tuple[int, int]:
    """`_extent` for a sheet in an unusual form, where a cell without a place follows the one before."""
    row = column = rows = columns = 0
    for tags in _tags(archive, sheet):
        for tag, text in _TAG.findall(tags):
            given = dict(_ATTRIBUTE.findall(text)).get(b"r", b"")
            place = _PLACE.fullmatch(given)
            if given and place is None:
                raise ValueError("a cell at no place")
            letters, number = place.groups() if place is not None else (b"", b"")
            row = int(number) if number else row + (tag == b"row")
            column = 0 if tag == b"row" else _number(letters) if letters else column + 1
            if tag == b"c" and not text.endswith(b"/"):
                rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27; only the start of an overlong name counts."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part of an archive in chunks that split no tag."""
    rest = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            start = text.rfind(b"<")
            if start < 0:
                rest = b""
                continue
            yield text[:start]
            rest = text[start:]
            if len(rest) > _MAX_TAG:
                if b">" not in rest:
                    raise ValueError("a tag without end")
                yield rest
                rest = b""
    yield rest
