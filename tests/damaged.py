"""Tables with all the damage that files get on their way, drawn with a seed: as bytes, or as rows for every format.

Each row is marked with a text such as `k7k` that occurs once, so that it can be found again wherever it went.
"""

import csv
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stagecli.model import Number, Option, Signal
from tests.ladders import two_stages


def _signal(name: str, labels: Sequence[str], below: Sequence[float] = (), **more: Any) -> Signal:
    ends = [*below, None] if below else [None] * len(labels)
    options = tuple(
        Option(id=f"o{at}", label=label, of_100=(100 - 30 * at, 10 + 30 * at), below=end)
        for at, (label, end) in enumerate(zip(labels, ends, strict=True))
    )
    number = Number(unit="months", min=0, max=100) if below else None
    return Signal(id=name, question=f"What is {name}?", options=options, number=number, **more)


LADDER = two_stages(
    _signal("flag", ("yes", "no")),
    _signal("months", ("few", "some", "many"), (1, 10.5)),
    _signal("count", ("1", "2", "3 years")),
    _signal("size", ("small", "3 years", "true"), (2, 12)),
    _signal("gated", ("yes", "no"), only_if={"flag": ("o0",)}),
)
"""Options are named by words, by numbers, and by what looks like a truth value; two signals are numbers."""
SIGNALS = tuple(signal.id for signal in LADDER.signals)

GOOD = ("o0", "o1", "o0", "o1", "O1 ", "", "dont_know")
"""What every signal takes."""
ANSWERS = (
    "yes", "no", "YES ", "Yes", "ναι", "dont_know", "Don't know", "", "", " ", "few", "o1", "O2", "o9", "nonsense",
    "true", "False", "1", "1.0", "-0.0", "0", "-0", "1e3", "1e1", "1.000", "1,000", "1.0000", "7,5", "7.5", "3 years",
    "12", " 12", "12.00", "012", "+5", "-1", ".5", "5.", "101", "100", "1e400", "nan", "inf", "0x10", "1_0", "٣",
    "10.5", "2", "10.49999999999999999", "9007199254740993", "1" * 31, "\u00a0", "12\u00a0", "null", "=1+1", "'12",
    "1;5", "é", "\u2028",
)  # fmt: skip
"""What stands in cells: numbers of all kinds, answers in many spellings, and none."""
VALUES: tuple[Any, ...] = (
    1, 1.0, -0.0, 0, 1e3, 10.5, 2, 12.0, 101, -1, 7.25, 10**30, 2**53 + 1, 1e-7, True, False, None, None, [1], {"a": 1},
    [], {"a": [None, {"b": "c,\n\""}]},
)  # fmt: skip
"""Further cells of formats that have values."""
_HEADS = (
    "", "", " ", "who", "who", "note", "who#2", "stage_id", "stagecli_status", "line", "reason", " padded ", 'a "b"',
    "a=b", "=x", "column 2", "months (of trade)", "two\nlines", "όνομα", "k", "1", "flags", "What is size",
)  # fmt: skip
_BLANK = (b"", b" ", b"\t ", b"\x1a", b'""', b"\xc2\xa0")
_BAD = (b"\xff", b"\xd2", b"\xc3", b"\xaa", b"\xed\xa0\x80", b"\xf5\x80")
_INSIDE = (
    b"\0",
    b"\r",
    b"\x1a",
    b"\x01",
    b"\x02\x03",
    b"\x0b\x0c",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\x1b[2J",
    b"\xc2\x85",
)


class Text(NamedTuple):
    """A delimited text and how to read it."""

    data: bytes
    heads: tuple[str, ...]
    delimiter: str
    encoding: str


def heads(random_: random.Random, most: int = 5) -> tuple[str, ...]:
    """Names of columns: signals, ordinary ones, odd ones, some twice and some empty."""
    found: list[str] = random_.sample(SIGNALS, random_.randint(0, min(3, most)))
    found += random_.choices(_HEADS, k=random_.randint(not found, max(1, most - len(found))))
    random_.shuffle(found)
    return tuple(found)


def text(random_: random.Random, most_rows: int = 30) -> Text:
    """A damaged delimited text."""
    encoding = random_.choice(["utf-8", "utf-8", "utf-8", "cp1253"])
    delimiter = random_.choice([",", ",", ";", "\t", "|"])
    names, ends = heads(random_), random_.choice([b"\n", b"\n", b"\r\n", b"\r\n", b"\r", b""])
    damage = random_.choice([0.0, 0.05, 0.05, 0.3])
    answers = random_.sample(ANSWERS, random_.choice([2, 6, len(ANSWERS)])) + [*GOOD] * random_.choice([0, 1, 20])
    marked = random_.randrange(len(names))
    lines = [delimiter.join(_quoted(random_, name, delimiter, 0.2) for name in names).encode(encoding, "replace")]
    for number in range(random_.randint(0, most_rows)):
        cells = [random_.choice(answers) for _ in names]
        if len(names) > 1:
            cells[marked] = f"k{number}k"
        encoded = [_quoted(random_, cell, delimiter, 0.1).encode(encoding, "ignore") for cell in cells]
        if random_.random() < damage:
            encoded = _damaged(random_, encoded)
        lines.append(delimiter.encode().join(encoded))
    start = random_.choice([b"", b"", b"", b"\xef\xbb\xbf", f"sep={delimiter}\n".encode()])
    last = b"" if random_.random() < 0.3 else b"\n"
    parts = [line + (ends or random_.choice([b"\n", b"\r\n"])) for line in lines[:-1]]
    return Text(start + b"".join(parts) + lines[-1] + (last and (ends or last)), names, delimiter, encoding)


def _quoted(random_: random.Random, cell: str, delimiter: str, often: float) -> str:
    if any(sign in cell for sign in f'"\n\r{delimiter}') or random_.random() < often:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _damaged(random_: random.Random, cells: list[bytes]) -> list[bytes]:
    """A row with one kind of damage; its mark stays whole or is gone."""
    at = random_.randrange(len(cells))
    match random_.randrange(10):
        case 0:
            return cells[:-1]
        case 1:
            return [*cells, random_.choice([b"", b" ", b"more", b'"more"'])]
        case 2 | 3:
            return [random_.choice((*_BLANK[:1], *_BLANK))] * random_.choice([len(cells), 1])
        case 4:
            sign = random_.choice([b'"', b'""', b'"""'])
            cells[at] = random_.choice([sign + cells[at], cells[at] + sign, b'"a' + sign + cells[at] + b'"'])
        case 5:
            inner = random_.choice([b"\n", b"\r\n", b"\r", b"\n\n", b'""', b",\n;\t|"])
            cells[at] = b'"' + cells[at].replace(b'"', b"") + inner + b'"'
        case 6:
            cells[at] += random_.choice(_BAD)
        case 7 | 8:
            cells[at] = random_.choice([cells[at] + (sign := random_.choice(_INSIDE)), sign + cells[at]])
        case _:  # two rows whose separators add up to those of two sound rows
            if random_.random() < 0.5:
                return [*cells, b"o0\no0", *[b"o1"] * (len(cells) - 2)]
            return [*cells[:-2], cells[0] + b"\no0", *[b"o1"] * len(cells)]
    return cells


class Trickle(io.RawIOBase):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, most: int) -> None:
        self._data, self._most, self._random = io.BytesIO(data), most, random.Random(len(data))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._data.read(min(len(buffer), self._random.randint(1, self._most)))
        buffer[: len(data)] = data
        return len(data)


class Rows(NamedTuple):
    """A table as values."""

    names: tuple[str, ...]
    rows: list[list[Any]]


def rows(random_: random.Random, *, values: bool, most_rows: int = 20) -> Rows:
    """A sound table, whose names differ and whose first column tells its rows apart; with blank rows.

    Args:
        random_: what it is drawn with.
        values: whether there are numbers, truth values, lists and maps.
        most_rows: how long it may be.
    """
    others = [name for name in dict.fromkeys(heads(random_)) if name.strip() and name != "name"]
    choices: tuple[Any, ...] = (*ANSWERS, *VALUES) if values else ANSWERS
    choices = (*random_.sample(choices, random_.choice([3, 8, len(choices)])), *GOOD * random_.choice([0, 1, 20]))
    names = tuple(dict.fromkeys((*others, random_.choice(SIGNALS))))
    made: list[list[Any]] = []
    for number in range(random_.randint(1, most_rows)):
        row = [random_.choice(choices) for _ in names]
        made.append([random_.choice([f"k{number}k", f' "k{number}k", ', f"k{number}k\nή"]), *row])
        if random_.random() < 0.1:
            made.append([random_.choice(["", " ", "\x1a"]), *[""] * len(names)])
    return Rows(("name", *names), made)


def as_delimited(table: Rows, delimiter: str, line_end: str = "\n") -> bytes:
    """Rows of texts."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows([table.names, *table.rows])
    return out.getvalue().encode()


def as_objects(random_: random.Random, table: Rows, *, late: bool = False) -> list[str]:
    """Each row as a JSON object, in which a cell that is None may be a key that is not there, and keys have any order.

    With `late`, that is so of the first one as well.
    """
    found: list[str] = []
    for row in table.rows:
        pairs = list(zip(table.names, row, strict=True))
        if found or late:
            pairs = random_.sample(
                [pair for pair in pairs if pair[1] is not None], sum(cell is not None for cell in row)
            )
        found.append(json.dumps(dict(pairs), ensure_ascii=False))
    return found


def objects(random_: random.Random) -> bytes:
    """Damaged JSON Lines."""
    table = rows(random_, values=True)
    damage, lines = random_.choice([0.0, 0.1, 0.4]), []
    for line in as_objects(random_, table, late=True):
        data = line.encode()
        if random_.random() < damage:
            at, sign = random_.randrange(len(data)), random_.choice((*_BAD, *_INSIDE, b'"', b"\\", b"{", b"]", b" "))
            data = random_.choice([
                data[:at], data[:1] + sign + data[1:], data[:-1] + sign + data[-1:], data + sign, sign + data,
                data + data, b"[" + data + b"]", b'{"name": NaN}', b'{"a": 1, "a": 2}', b"null", b"", b" \r",
                b"[" * 2000, b"{}", b'"text"', b'{"": ""}', b'{"a": ' + b"1" * 5000 + b"}", b'{"a": {"b": 1, "b": 2}}',
                b"\x1a", b"// no",
            ])  # fmt: skip
        lines.append(data)
    end = random_.choice([b"\n", b"\n", b"\r\n"])
    return random_.choice([b"", b"\xef\xbb\xbf"]) + end.join(lines) + random_.choice([b"", end])


def write(random_: random.Random, table: Rows, path: Path, *, late: bool = False) -> None:
    """Write a table in the format that the name of its file implies; of CSV, with any delimiter; see `as_objects`."""
    match path.suffix:
        case ".csv":
            path.write_bytes(as_delimited(table, random_.choice(",;|"), random_.choice(["\n", "\r\n"])))
        case ".tsv":
            path.write_bytes(as_delimited(table, "\t"))
        case ".jsonl":
            path.write_text("\n".join(as_objects(random_, table, late=late)) + random_.choice(["", "\n"]), "utf-8")
        case ".json":
            path.write_text(f"[{', '.join(as_objects(random_, table, late=late))}]", "utf-8")
        case ".yaml":
            path.write_text("".join(f"- {item}\n" for item in as_objects(random_, table, late=late)), "utf-8")
        case ".parquet":
            _as_parquet(table, path)
        case _:
            _as_workbook(table, path)


def _as_parquet(table: Rows, path: Path) -> None:
    import polars as pl

    columns = dict(zip(table.names, map(list, zip(*table.rows, strict=True)), strict=True))
    pl.DataFrame([pl.Series(name, cells, pl.String) for name, cells in columns.items()]).write_parquet(path)


def _as_workbook(table: Rows, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([table.names, *table.rows]):
            for at, cell in enumerate(row):
                if isinstance(cell, bool):
                    sheet.write_boolean(number, at, cell)
                elif isinstance(cell, int | float):
                    sheet.write_number(number, at, cell)
                elif cell:
                    sheet.write_string(number, at, cell)


def holds(path: Path, cell: Any) -> bool:
    """Whether a format can hold a cell as it is."""
    if isinstance(cell, str):
        return not (path.suffix == ".xlsx" and any(sign < " " and sign != "\n" for sign in cell))
    if path.suffix in (".csv", ".tsv", ".parquet"):
        return False
    if path.suffix == ".xlsx":
        return cell is None or (isinstance(cell, bool | int | float) and abs(cell) < 2**53)
    return True


def as_text(cell: Any) -> str:
    """A cell of any format as delimited text has it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell)
