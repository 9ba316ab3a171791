"""Delimited text: parses bytes into records, strictly and without dropping any.

A record is one line, or several if a quoted cell contains line ends. A quote that is never closed costs one line, not
the rest of the file: the parser rejects the line on which it opened and goes on with the next one.
"""

import contextlib
import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from stagecli.batch.encodings import how_to_read
from stagecli.batch.headings import plain
from stagecli.batch.records import EMPTY, Reject, Row, is_blank
from stagecli.errors import Message, UsageError, did_you_mean

MARK = b"\xef\xbb\xbf"
"""The byte-order mark of UTF-8."""

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""The usual ones, by the words that name them."""
LOOKED_AT = 20
"""How many records the header is searched for in."""
_SEPARATES = r"[ \t!#$%&*,/:;<=>?@^`|~]"  # ASCII that is in no number or id, and quotes nothing
_SEP_LINE = re.compile(rf'"?sep=({_SEPARATES})"?\s*', re.IGNORECASE)
_MAX_LINES = 1000  # a quoted cell with more line ends than this has an unclosed quote
_PATIENCE = 20  # unclosed quotes after which this is the limit of lines: all lines are read again for each quote
_MAX_CELL = 16_000_000  # characters of a quoted cell, and of a record of many lines; Python's own limit is 131,072
_LONE_CR = re.compile(rb"\r(?!\n)")
_STILL_OPEN = "unexpected end of data"
_REASONS = {_STILL_OPEN: "row_quote_open", "": "row_quote_inside"}
"""Keys for Python's quoting errors, by Python's words up to the first quoted character."""
_BAD_BYTE = re.compile("[\udc80-\udcff]")


class Dialect(Struct, frozen=True):
    """The form of a delimited text."""

    delimiter: str
    """One character of ASCII."""
    encoding: str
    """A Python codec that contains ASCII, such as `utf-8` or `cp1253`."""
    mark: bool
    """Whether it starts with a byte-order mark."""
    old_line_ends: bool
    """Whether lines end with a carriage return alone."""
    sep_line: bool = False
    """Whether the first line is such as `sep=;`, which spreadsheets write and read: the header comes after it."""

    @property
    def line_end(self) -> bytes:
        """What ends a line, perhaps after a carriage return."""
        return b"\r" if self.old_line_ends else b"\n"


def delimiter_named(given: str) -> str:
    """The delimiter that a user names: itself, or by a word.

    Raises:
        UsageError: it is no single character, or none that can stand between cells.
    """
    found = DELIMITERS.get(given.strip().lower(), "\t" if given == r"\t" else given)
    if not re.fullmatch(_SEPARATES, found):
        hint = did_you_mean(given.lower(), DELIMITERS) or Message("delimiters", known=", ".join(DELIMITERS))
        raise UsageError("no_such_delimiter", given=given, hint=hint)
    return found


def sniff(
    start: bytes, encoding: str, name: str, expected: set[str], delimiter: str | None = None, header_row: int = 1
) -> Dialect:
    """The dialect of a text, from its first bytes.

    Args:
        start: the start of the text: at least its header, if there is one.
        encoding: the user's choice; otherwise `utf-8`.
        name: the input's name, for errors.
        expected: possible column names, as normalised by `headings.plain`; the delimiter that finds most of them wins.
        delimiter: the user's choice; otherwise a line such as `sep=;` names it, or it is found out.
        header_row: the line on which the header starts.

    Raises:
        UsageError: there is nothing in it, or it is not text.
    """
    mark = start.startswith(MARK) and encoding == "utf-8"
    old_line_ends = b"\n" not in start and b"\r" in start
    start = start.removeprefix(MARK)
    line_end = b"\r" if old_line_ends else b"\n"
    first = start.partition(line_end)[0]
    if b"\0" in first:
        raise UsageError("table_is_no_text", file=name, hint=how_to_read(start, encoding))
    sep = _SEP_LINE.fullmatch(first.decode(encoding, "replace"))
    dialect = Dialect(delimiter or (sep[1] if sep else ","), encoding, mark, old_line_ends, sep is not None)
    above = max(header_row - 1, int(dialect.sep_line))
    rest = b"".join(start.split(line_end, above)[above:])

    def header(candidate: str) -> Row | Reject | None:
        return next(iter(first_records(replace(dialect, delimiter=candidate), rest)), None)

    def found(candidate: str) -> tuple[int, bool, int]:
        """How many names are expected, whether there are several at all, and how many."""
        record = header(candidate)
        cells = record.cells if isinstance(record, Row) else ()
        count = len(cells) or (record.raw.count(candidate) + 1 if record else 0)
        return sum(plain(cell) in expected for cell in cells), len(cells) > 1, count

    best = max([dialect.delimiter] if delimiter or sep else DELIMITERS.values(), key=found)
    if header(best) is None:
        raise UsageError("table_empty" if header_row == 1 else "nothing_from_line", file=name, line=str(header_row))
    return replace(dialect, delimiter=best)


def first_records(dialect: Dialect, text: bytes, above: int = 0) -> list[Row | Reject]:
    """The first records of a text, of any width; `above` lines come before it."""
    parser = Parser(dialect)
    parser.line = above
    return list(islice(chain(parser.feed(text), parser.finish()), LOOKED_AT))


class Parser:
    """Turns blocks of bytes into records, in order. Blocks may be cut at any line end."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.width: int | None = None  # cells of a record; set by the header
        self.line = 0  # lines read so far
        self.blank = 0  # records so far with nothing in them, which are left out
        self._nothing = f"{EMPTY}{dialect.delimiter}"
        self._open: list[str] = []  # lines of a record whose quote is still open
        self._odd = False  # whether there may be something in them, or in the block, that cannot be in a text
        self._endless = 0  # quotes given up because they stayed open too long
        by = re.escape(dialect.delimiter)
        self._space_before = re.compile(rf'(?:^|{by}) +"' if dialect.delimiter != " " else "(?!)", re.MULTILINE)
        cell = f'(?:"(?:[^"]++|"")*+"|[^"{by}]*+)'
        self._well_quoted = re.compile(f"{cell}(?:{by}{cell})*+")
        self._spaced = False  # whether a quote may stand after a space at the start of a cell of the block
        csv.field_size_limit(_MAX_CELL)

    @property
    def between_records(self) -> bool:
        """Whether the next line starts a record."""
        return not self._open

    def feed(self, block: bytes) -> Iterator[Row | Reject]:
        """Yield the records that end in this block."""
        if self.dialect.old_line_ends:
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._odd &= bool(self._open)
        self._odd |= b"\0" in block or (b"\r" in block and _LONE_CR.search(block) is not None)
        careful = self._odd or bool(self._open) or b'"' in block
        if not careful:
            block = block.replace(b"\r\n", b"\n")
        try:
            text = block.decode(self.dialect.encoding)
        except UnicodeDecodeError:
            text = block.decode(self.dialect.encoding, "surrogateescape")
            self._odd = careful = True
        self._spaced = careful and ' "' in text and self._space_before.search(text) is not None
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        yield from self._carefully(deque(lines)) if careful else self._quickly(lines)

    def finish(self) -> Iterator[Row | Reject]:
        """Yield what is left at the end of the input: lines after a quote that was never closed."""
        lines: deque[str] = deque()
        while self._open:
            yield self._give_up(lines)
            yield from self._carefully(lines)

    def _quickly(self, lines: list[str]) -> Iterator[Row | Reject]:
        """Parse lines without quotes or stray control characters: each line is a record."""
        delimiter, width, number = self.dialect.delimiter, self.width, self.line
        self.line += len(lines)
        for line in lines:
            number += 1
            cells = line.split(delimiter)
            if len(cells) == width and cells[0] >= "!":  # something is in it
                yield Row(number, line, cells)
            elif line.strip(self._nothing):
                yield self._record(number, line, cells)
            else:
                self.blank += 1

    def _carefully(self, lines: deque[str]) -> Iterator[Row | Reject]:
        """Parse any lines: one by one those that are odd, or whose quoting is wrong."""
        while lines:
            if self._open:
                yield from self._go_on(lines)
                continue
            if self._spaced and (cells := self._after_spaces(lines[0])):
                self.line += 1
                yield self._checked(self.line, lines.popleft().removesuffix("\r"), cells)
                continue
            if not self._odd and self._endless < _PATIENCE:
                yield from self._in_a_row(lines)
                if not lines or (self._spaced and self._after_spaces(lines[0])):
                    continue
            line = lines.popleft()
            self.line += 1
            if '"' in line:
                self._open = [line]
                yield from self._try([line], lines)
            elif line.strip(self._nothing):
                yield self._checked(self.line, line.removesuffix("\r"), None)
            else:
                self.blank += 1

    def _in_a_row(self, lines: deque[str]) -> Iterator[Row | Reject]:
        """Parse lines with a single reader up to a record whose quoting is wrong, or that has many lines."""
        taken: list[str] = []

        def taking() -> Iterator[str]:
            while lines and len(taken) <= _PATIENCE:
                if self._spaced and not taken and self._after_spaces(lines[0]):
                    return
                line = lines.popleft()
                taken.append(line)
                yield f"{line}\n"

        with contextlib.suppress(csv.Error):
            for cells in csv.reader(taking(), delimiter=self.dialect.delimiter, strict=True):
                number, raw = self.line + 1, "\n".join(taken).removesuffix("\r")
                self.line += len(taken)
                taken.clear()
                if len(cells) == self.width and cells[0] >= "!":  # something is in it
                    yield Row(number, raw, cells)
                elif is_blank(cells):
                    self.blank += 1
                else:
                    yield self._record(number, raw, cells)
        lines.extendleft(reversed(taken))

    def _after_spaces(self, line: str) -> list[str] | None:
        """The cells of a record such as `A, "in_use"` without the spaces; None if it is no such record."""
        line = line.removesuffix("\r")
        if not self._space_before.search(line) or self._well_quoted.fullmatch(line):
            return None
        try:
            cells = next(csv.reader([line], delimiter=self.dialect.delimiter, strict=True, skipinitialspace=True))
        except csv.Error:
            return None
        return None if is_blank(cells) or len(cells) != (self.width or len(cells)) else cells

    def _go_on(self, lines: deque[str]) -> Iterator[Row | Reject]:
        """Take as many lines as the record with the open quote needs."""
        before, left = tuple(self._open), _MAX_CELL - sum(map(len, self._open))
        most = _MAX_LINES if self._endless < _PATIENCE else _PATIENCE

        def more() -> Iterator[str]:
            nonlocal left
            yield from (f"{line}\n" for line in before)
            while lines and left > 0 and len(self._open) <= most:
                line = lines.popleft()
                self._open.append(line)
                self.line += 1
                left -= len(line)
                yield f"{line}\n"

        yield from self._try(more(), lines, endless=lambda: left <= 0 or len(self._open) > most)

    def _try(
        self, text: Iterable[str], lines: deque[str], endless: Callable[[], bool] = lambda: False
    ) -> Iterator[Row | Reject]:
        """Read a record, unless its quote is still open at the end of the text; give up one line if that is endless."""
        try:
            cells = next(csv.reader(text, delimiter=self.dialect.delimiter, strict=True))
        except csv.Error as error:
            if str(error) != _STILL_OPEN:
                yield self._give_up(lines)
            elif endless():
                self._endless += 1
                yield self._give_up(lines, Message("row_quote_long", count=len(self._open) - 1))
            return
        raw, first = "\n".join(self._open).removesuffix("\r"), self.line - len(self._open) + 1
        self._open = []
        if is_blank(cells):
            self.blank += 1
        else:
            yield self._checked(first, raw, cells)

    def _give_up(self, lines: deque[str], reason: Message | None = None) -> Reject:
        """Reject the first open line, and put the lines after it back to be read again."""
        first, *rest = self._open
        self._open, self.line = [], self.line - len(rest)
        lines.extendleft(reversed(rest))
        raw = first.removesuffix("\r")
        try:
            self._cells(raw)
        except csv.Error as error:
            key = _REASONS.get(str(error).partition("'")[0], "row_quote_bad")
            reason = reason or (Message(key, said=str(error)) if key == "row_quote_bad" else Message(key))
        reason = reason or Message("row_quote_open")
        return Reject(self.line, "", "", reason, Message("row_quote_hint"), self._shown(raw))

    def _shown(self, raw: str) -> str:
        """The text of a row, with bad bytes as escapes."""
        return raw.encode(self.dialect.encoding, "surrogateescape").decode(self.dialect.encoding, "backslashreplace")

    def _cells(self, raw: str) -> list[str]:
        return next(csv.reader([raw], delimiter=self.dialect.delimiter, strict=True))

    def _checked(self, number: int, raw: str, cells: list[str] | None) -> Row | Reject:
        """A record, unless it contains something that cannot be in a text."""
        if bad := _BAD_BYTE.search(raw):
            encoding = self.dialect.encoding
            reason = Message("row_bad_byte", byte=f"{ord(bad[0]) - 0xDC00:02x}", encoding=encoding.upper())
            hint = how_to_read(raw.encode(encoding, "surrogateescape"), encoding) or Message("row_bad_byte_hint")
            return Reject(number, "", "", reason, hint, self._shown(raw))
        if "\0" in raw:
            return Reject(number, "", "", Message("row_nul"), Message("row_nul_hint"), raw)
        if cells is None:
            if "\r" in raw:
                hint = Message("row_carriage_return_hint")
                return Reject(number, "", "", Message("row_carriage_return"), hint, raw)
            cells = raw.split(self.dialect.delimiter)
        return self._record(number, raw, cells)

    def _record(self, number: int, raw: str, cells: list[str]) -> Row | Reject:
        if self.width is None or len(cells) == self.width:
            return Row(number, raw, cells)
        count = Message("row_one_cell") if len(cells) == 1 else Message("row_cells", count=len(cells))
        reason, hint = Message("row_width", cells=count, width=self.width), Message("row_width_hint")
        if len(cells) < self.width:
            hint = Message("row_short_hint")
        elif is_blank(cells[self.width :]):
            reason = Message("row_width_empty", cells=count, width=self.width)
            hint = Message("row_width_empty_hint")
        return Reject(number, "", "", reason, hint, raw, cells)


def quoted(cell: str, delimiter: str) -> str:
    """Format a cell for a delimited text: in quotes only where it needs them."""
    if '"' in cell or delimiter in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
