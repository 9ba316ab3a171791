"""Examines the sheet of a workbook before a library reads it: whether it fits into memory, and what it would hide.

A file of a few kilobytes can unpack to more than any memory holds; and the library reads an error or a formula without
a stored value as an empty cell.
"""

import re
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias
from xml.etree import ElementTree

from msgspec import Struct

from stagecli.batch.inputs import InputError, plausible
from stagecli.errors import Message, UsageError
from stagecli.labels import normalise

_CELLS = 50_000_000  # most cells of a sheet, including empty ones between others: all are in memory at once
_ROWS = 1_048_576  # most rows of a sheet in this format
_NAMED = 20  # most other sheets to name
_CHUNK = 1 << 20
_MAX_TAG = 1 << 16  # bytes
_SHARED = re.compile(rb"""<(?:\w+:)?sst\s[^<>]*uniqueCount\s*=\s*["'](\d{1,20})""")
_SHARED_SIZE = 24  # bytes that the library sets aside for each shared text, before it reads any
_CONTENT = re.compile(rb"<(?:\w+:)?[vtf](?:\s[^<>]*)?>[^<]")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_NEAR = re.compile(rb"""<(?:\w+:)?c\s+r="(?:[A-Za-z]|[Aa][A-Ta-t])\d{1,6}["]""")  # never more than `_CELLS` of them
_NEAR_COLUMNS = 46  # A to AT
_PLAIN = re.compile(rb"""<(?:\w+:)?c\s+r="[A-Za-z]{1,3}\d{1,7}["]""")  # as all programs write them
_FILLED = re.compile(rb"""<(?:\w+:)?c\s+r="([A-Za-z]{1,3})(\d{1,7})"(?![^<>]*/>)""")
_TAG = re.compile(rb"""<(?:\w+:)?(c|row)(?=[\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"'<]*)["']""")
_PLACE = re.compile(rb"([A-Za-z]*)(\d{1,12})")
_FORMULA = rb"""<(?:\w+:)?f(?=[\s/>])[^<>]*(?:/>|>[^<]*</(?:\w+:)?f\s*>)\s*"""
_FORMULA_ENDS = (b"</f>", b'"/>')  # as most programs write them
_ERROR = re.compile(
    rb"""<(?:\w+:)?c(?=\s[^<>]*\bt\s*=\s*["']e["'])[^<>]*>\s*(?:%b)?<(?:\w+:)?v(?:\s[^<>]*)?>\s*([^<]{1,40}?)\s*<"""
    % _FORMULA
)
_UNSTORED = re.compile(
    rb"""<(?:\w+:)?c(?=[\s>])(?![^<>]*\bt\s*=\s*["']str["'])[^<>]*>\s*%b"""  # an empty text is a value of formulas
    rb"""(?:<(?:\w+:)?v(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?v\s*>)\s*)?</(?:\w+:)?c\s*>""" % _FORMULA
)
_MAX_ERRORS = 100  # most different ones: programs have a dozen
COLUMNS = 1 << 16
"""More than a sheet has columns."""

Places: TypeAlias = dict[str, "array[int]"]
"""Where cells without a value are, each as row · `COLUMNS` + column, both from 0, by what they show: an error; or
nothing, if a formula has no stored value."""


class Sheet(Struct, frozen=True):
    """The sheet of a workbook that is read."""

    name: str
    index: int
    """From 0, among all sheets."""
    others: tuple[str, ...]
    """Names of the other visible tables."""
    empty: tuple[str, ...] = ()
    """Names of the visible tables before it, with nothing in them; `others` has them not."""

    def others_not_read(self) -> Message | None:
        """Say that the other sheets are not read; None if there are none."""
        return Message("sheets_not_read", others=_listed(self.others)) if self.others else None

    def empty_passed_over(self) -> Message:
        """Say which sheet is read, and that there is nothing in those before it."""
        return Message("sheets_passed_over", sheet=self.name, empty=_listed(self.empty))


def examine_workbook(file: Any, name: str, wanted: str | None) -> tuple[Sheet, Places]:
    """Find the sheet to read, and its cells without a value; check that it fits into memory, before all of it is read.

    Args:
        file: the workbook's path, or a binary file.
        name: the input's name, for errors.
        wanted: the sheet's name; None for the first visible one that is not empty.

    Raises:
        InputError: it does not fit.
        UsageError: there is no such sheet.
        Exception: whatever libraries raise for a damaged file.
    """
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        plausible(name, sum(part.compress_size for part in parts), sum(part.file_size for part in parts))
        sheet, target = _sheet(archive, name, wanted)
        for part in parts:
            if part.filename.endswith(".xml") and part.filename != target:
                with archive.open(part) as content:  # raises an error if it is longer than it says
                    while chunk := content.read(_CHUNK):
                        if promised := _SHARED.search(chunk):
                            plausible(name, part.file_size, int(promised[1]) * _SHARED_SIZE)
        places: Places = {}
        rows, columns = _extent(archive, target, places)
        if rows > _ROWS or rows * columns > _CELLS:
            others = sheet.others_not_read()
            raise InputError("sheet_too_large", file=name, sheet=sheet.name, rows=rows, columns=columns, others=others)
        return sheet, places


def _sheet(archive: zipfile.ZipFile, file: str, wanted: str | None) -> tuple[Sheet, str]:
    """The sheet to read, and the part that holds it."""
    main = [each for each in _xml(archive, "_rels/.rels") if each.get("Type", "").endswith("/officeDocument")]
    folder = "".join(main[-1].get("Target", "").removeprefix("/").rpartition("/")[:2])
    workbook, relations = _xml(archive, f"{folder}workbook.xml"), _xml(archive, f"{folder}_rels/workbook.xml.rels")
    related = {relation.get("Id"): relation for relation in relations}
    tables = []
    for index, sheet in enumerate(each for each in workbook.iter() if each.tag.rpartition("}")[2] == "sheet"):
        relation = related[next(value for key, value in sheet.items() if key.rpartition("}")[2] == "id")]
        if relation.get("Type", "").endswith("/worksheet"):  # others are charts
            target = relation.get("Target", "")
            part = target.removeprefix("/") if target.startswith("/") else f"{folder}{target}"
            tables.append((sheet.get("name", ""), index, part, sheet.get("state", "visible") == "visible"))
    visible = [table for table in tables if table[-1]]
    if wanted is None:
        filled = (at for at, (*_, part, _) in enumerate(visible) if any(map(_CONTENT.search, _cells(archive, part))))
        at = next(filled, 0)
        name, index, part, _ = (visible or tables)[at]
    else:
        at, named = 0, [each for each in tables if each[0] == wanted]
        named = named or [each for each in tables if normalise(each[0]) == normalise(wanted)]
        if len(named) != 1:
            raise UsageError("no_such_sheet", file=file, given=wanted, known=_listed([each[0] for each in tables]))
        name, index, part, _ = named[0]
    others = tuple(other for other, number, *_ in visible[at:] if number != index)
    return Sheet(name, index, others, tuple(other for other, *_ in visible[:at])), part


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names[:_NAMED]) + ", …" * (len(names) > _NAMED)


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314  # expat has limits of its own


def _extent(archive: zipfile.ZipFile, sheet: str, places: Places) -> tuple[int, int]:
    """Rows and columns up to the last cell that is not empty; near cells are not examined one by one.

    Adds the cells without a value to `places`.
    """
    rows, columns = 1, _NEAR_COLUMNS
    for cells in _cells(archive, sheet):
        count = len(_CELL.findall(cells))
        near = len(_NEAR.findall(cells)) == count
        if not near and len(_PLAIN.findall(cells)) < count:
            places.clear()
            return _exact_extent(archive, sheet, places)
        for start, shown in _without_value(cells):
            if place := _FILLED.match(cells, start):
                _add(places, shown, int(place[2]), _number(place[1]))
        if not near:
            filled = _FILLED.findall(cells)
            rows = max(rows, max((int(row) for _, row in filled), default=1))
            columns = max(columns, max((_number(letters) for letters in {letters for letters, _ in filled}), default=1))
    if columns > _NEAR_COLUMNS:  # then the rows of near cells count, too
        found = (filled for cells in _cells(archive, sheet) for filled in _FILLED.findall(cells))
        rows = max(int(row) for _, row in found)
    return rows, columns


def _exact_extent(archive: zipfile.ZipFile, sheet: str, places: Places) -> tuple[int, int]:
    """`_extent` for a sheet in an unusual form, where a cell without a place follows the one before."""
    line = column = rows = columns = 0
    for cells in _cells(archive, sheet):
        without = dict(_without_value(cells))
        for match in _TAG.finditer(cells):
            tag, text = match.groups()
            given = dict(_ATTRIBUTE.findall(text)).get(b"r", b"")
            place = _PLACE.fullmatch(given)
            if given and place is None:
                raise ValueError("a cell at no place")
            letters, number = place.groups() if place is not None else (b"", b"")
            if tag == b"row":
                line, column = int(number) if number else line + 1, 0
                continue
            row, column = int(number) if number else line, _number(letters) if letters else column + 1
            if not text.endswith(b"/"):
                rows, columns = max(rows, row), max(columns, column)
            if match.start() in without:
                _add(places, without[match.start()], row, column)
    return rows, columns


def _without_value(cells: bytes) -> Iterator[tuple[int, str]]:
    """Yield where a cell without a value starts, and what it shows, as in `Places`."""
    if b'"e"' in cells or (b"'" in cells and b"'e'" in cells):  # few sheets have any, and this is quickly seen
        yield from ((match.start(), match[1].decode()) for match in _ERROR.finditer(cells))
    formulas = cells.count(b"<f") + (cells.count(b":f") if b":" in cells else 0)
    if formulas and formulas > sum(
        cells.count(b"%b<v>" % end) - cells.count(b"%b<v></" % end) for end in _FORMULA_ENDS
    ):
        yield from ((match.start(), "") for match in _UNSTORED.finditer(cells))


def _add(places: Places, shown: str, row: int, column: int) -> None:
    if shown not in places and len(places) == _MAX_ERRORS:
        raise ValueError("errors of too many kinds")
    places.setdefault(shown, array("Q")).append((row - 1) * COLUMNS + column - 1)


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27; only the start of an overlong name counts."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a sheet in chunks that split no tag, and no cell except very long texts."""
    rest = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            near_end = max(0, len(text) - _MAX_TAG)
            start = max(
                (near_end + match.start() for match in _CELL.finditer(text[near_end:])), default=text.rfind(b"<")
            )
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
