"""XLSX workbooks: a sheet is a table. Libraries of the extra `batch` read and write them."""

import contextlib
import datetime
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stagecli.batch.added_cells import safe
from stagecli.batch.cells import as_json, as_text
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Chunk
from stagecli.batch.outputs import part_of
from stagecli.batch.records import NoValue, Row
from stagecli.batch.workbook_size import COLUMNS, Places, Sheet, examine_workbook
from stagecli.errors import Message, OutputError, UsageError, foreign
from stagecli.files import put_in_place

MAX_ROWS = 1_048_576
"""Most rows in a sheet of this format, including the header."""
MAX_TEXT = 32_767
"""Most characters in a cell of this format."""
_EXACT = 10**15  # a workbook's numbers have 15 digits; longer ones and infinity become texts
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # a fixed time, so that equal rows give equal bytes


def read_workbook(source: Input, wanted: str | None, header_row: int) -> tuple[Sheet, Iterator[Row]]:
    """Read a sheet of a workbook; the first of its rows names the columns.

    Args:
        source: the workbook.
        wanted: the sheet's name; None for the first visible one that is not empty.
        header_row: from 1; the first row that is not empty from there on is the header.

    Raises:
        UsageError: there are no columns or no such sheet, or the extra is missing.
        InputError: it is not a sound workbook.
    """
    try:
        from python_calamine import load_workbook
    except ImportError:
        raise UsageError("xlsx_needs_extra") from None
    try:
        file = source.seekable()
        sheet, places = examine_workbook(file, source.name, wanted)
        if not isinstance(file, Path):
            file.seek(0)
        cells = load_workbook(file).get_sheet_by_index(sheet.index)
        rows: list[list[Any]] = cells.to_python(skip_empty_area=False)
        merged = cells.merged_cell_ranges or []
    except (InputError, UsageError):
        raise
    except Exception as error:  # libraries raise anything at all for damaged archives
        why = foreign(str(error).rstrip(".")) if str(error) else Message("damaged")
        raise InputError("not_a_workbook", file=source.name, why=why) from None
    source.check_unchanged()
    _mark(rows, places)
    _fill_down(rows, merged)
    found = (at for at, row in enumerate(rows[header_row - 1 :], start=header_row - 1) if any(c != "" for c in row))
    header = next(found, None)
    if header is None and header_row > 1:
        raise UsageError("nothing_from_line", file=source.name, line=str(header_row))
    if header is None:
        raise UsageError("sheet_empty", file=source.name, sheet=sheet.name, others=sheet.others_not_read())
    width = 1 + max(index for row in rows[header:] for index, cell in enumerate(row) if cell != "")

    def records() -> Iterator[Row]:
        for number, row in enumerate(rows[header:], start=header + 1):
            cells = [_plain(cell) for cell in row[:width]] + [""] * (width - len(row))
            yield Row(number, json.dumps([as_json(cell) for cell in cells], ensure_ascii=False), cells)

    return sheet, records()


def _mark(rows: list[list[Any]], places: Places) -> None:
    """Put a NoValue at each of the places; the library has left out empty rows and cells at the ends."""
    for shown, found in places.items():
        key = "row_cell_error" if shown else "row_cell_formula"
        value = NoValue(shown, Message(key, shown=shown), Message(f"{key}_hint"))
        for row, column in (divmod(place, COLUMNS) for place in found):
            rows.extend([] for _ in range(row + 1 - len(rows)))
            cells = rows[row]
            cells.extend([""] * (column + 1 - len(cells)))
            if cells[column] == "":
                cells[column] = value


def _fill_down(rows: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give cells that are merged downwards the value of the first, in rows where anything else is.

    No cell is looked at twice, however often a file says that it is merged.
    """
    filled = [any(cell != "" for cell in row) for row in rows] if merged else []
    below: dict[int, int] = {}  # by column: the first row that is not done
    for (top, column), (bottom, _) in sorted(merged):
        value = rows[top][column] if top < len(rows) and column < len(rows[top]) else ""
        for at in range(max(top + 1, below.get(column, 0)), min(bottom + 1, len(rows)) if value != "" else 0):
            if filled[at] and column < len(rows[at]) and rows[at][column] == "":
                rows[at][column] = value
        below[column] = max(bottom + 1, below.get(column, 0))


def _plain(cell: Any) -> Any:
    """A cell as the sheet shows it: whole numbers without a fraction, dates as ISO 8601, booleans as texts."""
    if isinstance(cell, bool):
        return str(cell).lower()  # to Python, True equals 1, which may be an answer
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell if isinstance(cell, str | int | float | NoValue) else str(cell)


class WorkbookFile:
    """A workbook output: one sheet, written row by row. It cannot be resumed."""

    resumable = False

    def __init__(self, target: Path, names: Sequence[str], *, spreadsheet_safe: bool) -> None:
        self.target = target
        self.part = part_of(target)
        self.spreadsheet_safe = spreadsheet_safe
        self._folder = TemporaryDirectory(prefix="stagecli-")
        self.book, self.sheet = new_workbook(self.part, self._folder.name)
        self._closed = False
        self.rows = 0
        self._add(names)

    def write(self, part: Chunk) -> None:
        """Add the part's rows.

        Raises:
            OutputError: there are too many rows for a sheet, or a text is too long for a cell.
        """
        if self.rows + len(part.result) > MAX_ROWS:
            raise OutputError("workbook_rows", most=MAX_ROWS - 1)
        for row in part.result:
            self._add(row)

    def _add(self, cells: Sequence[Any]) -> None:
        for column, cell in enumerate(map(as_json, cells)):
            if isinstance(cell, int | float) and abs(cell) <= _EXACT:
                self.sheet.write_number(self.rows, column, cell)
            elif cell is not None and cell != "":
                text = safe(as_text(cell)) if self.spreadsheet_safe else as_text(cell)
                if len(text) > MAX_TEXT:
                    raise OutputError("workbook_cell", most=MAX_TEXT, count=len(text))
                self.sheet.write_string(self.rows, column, text)
        self.rows += 1

    def written(self) -> int:
        """Return 0: nothing can be resumed."""
        return 0

    def finish(self) -> None:
        """Move the workbook into place."""
        self._close()
        put_in_place(self.part, self.target)

    def leave(self) -> None:
        """Remove the partial workbook: no run could resume it."""
        if not self._closed:
            with contextlib.suppress(OSError, ValueError):
                self._close()  # it has a temporary file open
        self.part.unlink(missing_ok=True)

    abandon = leave

    def _close(self) -> None:
        self._closed = True
        with self._folder:
            close_workbook(self.book)


def new_workbook(path: Path, folder: str) -> tuple[Any, Any]:
    """A workbook to write row by row, and its only sheet; `folder` holds its parts until it is closed.

    Raises:
        UsageError: the extra is missing.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError("xlsx_needs_extra") from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
    book = xlsxwriter.Workbook(str(path), options)
    book.use_zip64()  # allows more than 4 GB
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    return book, sheet


def close_workbook(book: Any) -> None:
    """Complete the workbook and write it.

    Raises:
        OSError: it could not be written.
    """
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None  # the system's own error
