"""Delimited text is read strictly: nothing is swallowed, whatever stands in it and however it is cut into blocks."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.batch.delimited import Dialect, Parser, quoted, sniff
from stagecli.batch.records import Reject, Row, is_blank
from stagecli.errors import UsageError
from tests.conftest import examples


def parse(
    data: bytes, width: int | None = None, *, delimiter: str = ",", encoding: str = "utf-8"
) -> list[Row | Reject]:
    parser = Parser(Dialect(delimiter, encoding, mark=False, old_line_ends=b"\n" not in data and b"\r" in data))
    parser.width = width
    return [*parser.feed(data), *parser.finish()]


def in_blocks(data: bytes, width: int, size: int) -> list[Row | Reject]:
    """The same in blocks of about `size` bytes, each cut at a line end."""
    parser = Parser(Dialect(",", "utf-8", mark=False, old_line_ends=False))
    parser.width = width
    found: list[Row | Reject] = []
    while data:
        end = data.find(b"\n", size) + 1 or len(data)
        found += parser.feed(data[:end])
        data = data[end:]
    return [*found, *parser.finish()]


def shown(found: list[Row | Reject]) -> list[str]:
    return [
        f"{item.place}: {'|'.join(item.cells)}" if isinstance(item, Row) else f"{item.place}! {item.reason}"
        for item in found
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\nc,d\n", ["1: a|b", "2: c|d"]),
        (b"a,b\r\nc,d", ["1: a|b", "2: c|d"]),
        (b"a,b\rc,d\r", ["1: a|b", "2: c|d"]),
        (b"a,b\n\nc,d\n", ["1: a|b", "3: c|d"]),
        (b'"a,1","b ""2"""\nc,d\n', ['1: a,1|b "2"', "2: c|d"]),
        (b'a,"b\n1\r\n2"\nc,d\n', ["1: a|b\n1\r\n2", "4: c|d"]),
        (b'a,5" pipe\nc,d\n', ['1: a|5" pipe', "2: c|d"]),
        (b"a\nc,d\n", ["1! 1 cell where the header has 2", "2: c|d"]),
        (b"a,b,c\nc,d\n", ["1! 3 cells where the header has 2", "2: c|d"]),
        (b'a,"b\nc,d\ne,f\n', ["1! a quote opens here and is never closed", "2: c|d", "3: e|f"]),
        (b'a,"b\nc,"d"\ne,f\n', ["1! a quote opens here and is never closed", "2: c|d", "3: e|f"]),
        (b'a,"b"c\ne,f\n', ["1! a closing quote stands inside a cell", "2: e|f"]),
        (b'"\nx"\n"\n', ["1! 1 cell where the header has 2", "3! a quote opens here and is never closed"]),
        (b"a,b\0\nc,d\n", ["1! a NUL character", "2: c|d"]),
        (b"a,b\rx\nc,d\n", ["1! a carriage return inside the line", "2: c|d"]),
        (b"a,\xff\nc,d\n", ["1! byte 0xff is not UTF-8", "2: c|d"]),
        (b'a,"\xce"\nc,d\n', ["1! byte 0xce is not UTF-8", "2: c|d"]),
        (b"", []),
        (b"\n\n", []),
    ],
)  # fmt: skip
def test_what_is_a_record_and_what_is_set_aside(data: bytes, expected: list[str]) -> None:
    assert shown(parse(data, 2)) == expected


@pytest.mark.parametrize("nothing", ["", " ", "\t ", ",", " , ", "\x1a", ",,,", '"",""', '" "," "', '"",', '"\n",""'])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["a,b", 'a,"b\n"', "a,\0"])
def test_blank_rows_are_left_out_and_counted(nothing: str, line_end: str, before: str) -> None:
    data = f"{before}\n{nothing}\n{nothing}\nc,d\n{nothing}".replace("\n", line_end).encode()
    parser = Parser(Dialect(",", "utf-8", mark=False, old_line_ends=False))
    parser.width = 2
    first, second = [*parser.feed(data), *parser.finish()]
    assert (first.place, second.raw, parser.blank) == (1, "c,d", 3 if nothing else 2)
    assert second.place == parser.line - bool(nothing) * (1 + nothing.count("\n"))


def test_a_cell_with_a_quote_is_not_blank() -> None:
    assert shown(parse(b'"""",\n', 2)) == ['1: "|']


@pytest.mark.parametrize(
    ("raw", "reason", "hint"),
    [
        ("a", "1 cell where the header has 3", "Give the row as many cells as the header has, counting empty ones."),
        ("a,b,c,,", "5 cells where the header has 3, and nothing in those beyond",
         "Remove the surplus separators at the end of the row."),
        ('a,"b",c,', "4 cells where the header has 3, and nothing in those beyond",
         "Remove the surplus separators at the end of the row."),
        ("a,b,c,d", "4 cells where the header has 3", "Put cells that hold the separator in quotes."),
        ("a,b,,,", "5 cells where the header has 3, and nothing in those beyond",
         "Remove the surplus separators at the end of the row."),
    ],
)  # fmt: skip
def test_a_row_of_another_width_comes_with_its_cells_and_a_hint_that_fits(raw: str, reason: str, hint: str) -> None:
    (reject,) = parse(raw.encode(), 3)
    assert isinstance(reject, Reject)
    assert (str(reject.reason), str(reject.hint)) == (reason, hint)
    assert [*reject.cells] == next(csv.reader([raw]))
    assert parse(b'a,"b\n', 3)[0].cells == ()


def test_the_raw_text_of_a_record_is_what_stands_in_the_file() -> None:
    first, second = parse(b'"a", b\r\n"x\r\ny",z\r\n', 2)
    assert first.raw == '"a", b'
    assert second.raw == '"x\r\ny",z'


def test_a_quote_that_is_not_closed_costs_one_line_of_a_long_file() -> None:
    lines = [b"a,b\n"] * 3000
    lines[100] = b'a,"b\n'
    found = parse(b"".join(lines), 2)
    assert [(item.place, str(item.reason)) for item in found if isinstance(item, Reject)] == [
        (101, "a quote opens here and is still open after 1,000 lines")
    ]
    assert len(found) == 3000


def test_text_in_another_encoding() -> None:
    (record,) = parse("Ένα;δύο\n".encode("cp1253"), 2, delimiter=";", encoding="cp1253")
    assert isinstance(record, Row)
    assert record.cells == ["Ένα", "δύο"]
    (reject,) = parse(b"a;\xff\xd2\n", 2, delimiter=";", encoding="cp1253")
    assert isinstance(reject, Reject)
    assert str(reject.reason) == "byte 0xff is not CP1253"


@examples(300)
@given(st.text(st.sampled_from('ab,,"\n\n\r\0é '), max_size=60).map(str.encode), st.integers(1, 20))
def test_one_reader_for_many_lines_reads_what_a_reader_for_each_reads(data: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Parser, "_in_a_row", lambda *_: iter(()))
        expected = in_blocks(data, 2, size)
    assert in_blocks(data, 2, size) == expected


CELLS = st.text(st.sampled_from('ab,;"\n\r\té €\0'), max_size=6)


@given(st.lists(st.lists(CELLS.map(lambda text: text.replace("\0", "")), min_size=2, max_size=2), max_size=8))
def test_what_python_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = parse(out.getvalue().encode(), 2)
    assert [list(item.cells) if isinstance(item, Row) else item for item in found] == [
        row for row in rows if not is_blank(row)
    ]


@examples(300)
@given(st.text(st.sampled_from('ab,"\n\r\0é'), max_size=60).map(str.encode), st.integers(1, 20))
def test_every_line_is_in_exactly_one_record_or_reject_however_it_is_cut(data: bytes, size: int) -> None:
    found = in_blocks(data, 2, size)
    assert found == in_blocks(data, 2, len(data) + 1)
    told = [line for item in found for line in item.raw.split("\n")]
    nothing = ',\r"'  # lines of which a record that is left out may consist
    assert [line.rstrip("\r") for line in told if line.strip(nothing)] == [
        line.rstrip("\r") for line in data.decode().split("\n") if line.strip(nothing)
    ]


@given(CELLS)
def test_a_quoted_cell_is_read_as_itself(cell: str) -> None:
    if "\0" not in cell:
        assert next(csv.reader([f"{quoted(cell, ',')},x"]))[0] == cell


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"posting,accounts\n", ","),
        (b"posting;accounts\n", ";"),
        (b"posting\taccounts\n", "\t"),
        (b"name;a, b, c, d;posting;accounts\n", ";"),
        (b"\xef\xbb\xbfposting;x\r\n", ";"),
        (b"\n\nposting;accounts\n", ";"),
        (b"posting\n", ","),
        (b'"who, me";"posting"\n', ";"),
        (b"who|posting\n", "|"),
        (b'"posting\nsince"|a, b, c, d\n', "|"),
        (b";;;\nx;y, z, v, w;posting;accounts\n", ";"),
        (b"sep=;\nposting,accounts\n", ";"),
        (b"sep=|\rposting,accounts\r", "|"),
        (b"sep,accounts;posting;x\n", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_finds_most_signals(start: bytes, expected: str) -> None:
    assert sniff(start, "utf-8", "x.csv", {"posting", "accounts"}).delimiter == expected
    assert sniff(start, "utf-8", "x.csv", set(), "~").delimiter == "~"


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (
            "α,b\n".encode("utf-16-le"),
            "x.csv: this is no text: there is a NUL character in its first line. Read it with --encoding utf-16-le.",
        ),
        (b"a,\0b\n", "x.csv: this is no text: there is a NUL character in its first line."),
        (b" \n\n", "x.csv: there is nothing in it. The first line must name the columns."),
        (b"sep=;\n", "x.csv: there is nothing in it. The first line must name the columns."),
        (b"", "x.csv: there is nothing in it. The first line must name the columns."),
    ],
)
def test_what_is_no_delimited_text_is_refused(start: bytes, message: str) -> None:
    with pytest.raises(UsageError) as error:
        sniff(start, "utf-8", "x.csv", set())
    assert str(error.value) == message


@pytest.mark.parametrize(
    "text",
    ['"a\n' + '""""\n' * 900, 'a","\n' + '""""\n' * 900, 'a","\n' * 4000, '"\n' + "x\n" * 1500],
    ids=["even", "in a row", "alternating", "never closed"],
)
def test_no_line_is_read_often_however_quotes_stand(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    read, real = 0, csv.reader

    def counting(lines: Iterable[str], **options: Any) -> Any:
        def counted() -> Iterator[str]:
            nonlocal read
            for line in lines:
                read += 1
                yield line

        return real(counted(), **options)

    monkeypatch.setattr("csv.reader", counting)
    parser = Parser(Dialect(",", "utf-8", mark=False, old_line_ends=False))
    parser.width = 2
    data = (text * 4).encode()
    found = [*parser.feed(data), *parser.finish()]
    lines = data.count(b"\n")
    assert sum(item.raw.count("\n") + 1 for item in found) == lines
    assert read < 20_000 + 25 * lines  # of twenty quotes a thousand lines each; then not more than twenty
