"""CSV of exports: wanted columns only, whatever the quoting, and no row takes others with it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.errors import UsageError
from stagecli.observe.exports.csv_rows import CsvRow, begins_with_headings, csv_rows

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"))


def rows(text: str | bytes, *headings: str) -> list[tuple[str, ...] | None]:
    data = text if isinstance(text, bytes) else text.encode()
    return [row.cells for row in csv_rows(data, "posts", headings or ("date",))]


def test_wanted_columns_come_in_the_order_asked_for() -> None:
    assert rows("a,b,c\n1,2,3\n4,5,6\n", "c", "a") == [("3", "1"), ("6", "4")]


def test_a_heading_that_is_not_needed_may_be_absent() -> None:
    assert [*csv_rows(b"a,b\n1,2\n", "posts", ["a"], ["b", "c"])] == [CsvRow(2, ("1", "2", ""))]


def test_case_and_spaces_of_headings_do_not_count() -> None:
    assert rows(' "Registered  At" ,X\n 1 ,2\n', "registered at") == [("1",)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert rows(delimiter.join(["kind", "date"]) + "\n" + delimiter.join(["a", "b"])) == [("b",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert rows("date,kind\nένα,δύο\n".encode(encoding)) == [("ένα",)]


def test_bytes_that_are_no_text_spoil_nothing() -> None:
    assert rows(b"date,kind\n1,\xff\xfe\n2\0,b\n") == [("1",), ("2",)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_three_ways(end: str) -> None:
    assert [*csv_rows(end.join(["date,kind", '1,"a', 'b"', "", "2,c"]).encode(), "posts", ["date"])] == [
        CsvRow(2, ("1",)),
        CsvRow(5, ("2",)),
    ]


def test_notes_above_the_headings_are_passed_over() -> None:
    assert rows('Notes:\n"When exporting, you may ""notice"", that"\n\nName,date\nx,1\n') == [("1",)]


def test_blank_rows_are_left_out() -> None:
    assert rows("date,kind\n\n1,a\n,\n  ,  \n\n\n") == [("1",)]


@pytest.mark.parametrize("nothing", ["", "\n\n", "\ufeff", "  \r\n"])
def test_a_blank_file_has_no_rows(nothing: str) -> None:
    assert rows(nothing) == []


def test_headings_that_are_missing_are_an_error() -> None:
    with pytest.raises(UsageError) as error:
        rows("secret,kind\n1,2\n")
    assert str(error.value) == (
        "a file in it (posts) cannot be read: it is damaged, or laid out in a way that is not known. "
        "Ask for the export again."
    )


def test_quotes_inside_may_be_doubled() -> None:
    assert rows('text,date\n"he said ""no"", twice",1\n"""",2\n"C:\\",3\n') == [("1",), ("2",), ("3",)]


def test_quotes_inside_may_stand_after_a_backslash() -> None:
    assert rows('text,date\n"he said \\"no\\", twice",1\n"\\"",2\n"a\nb",3\n') == [("1",), ("2",), ("3",)]
    assert rows('date,text\n"a \\"b\\"",c\n', "date", "text") == [('a "b"', "c")]


def test_an_open_quote_costs_its_row_alone() -> None:
    assert rows('date,text\n1,"open\n2,"closed"\n3,"a" b\n4,""\n5,"open') == [None, ("2",), None, ("4",), None]


def test_a_row_that_is_short_has_empty_cells_at_its_end() -> None:
    text = "a,date,b,kind,client\n1,2\n1,2,3\n1,2,3,4\n1,2,3,4,5\n1,2,3,4,5,6\n1,2,"
    assert [row.cells for row in csv_rows(text.encode(), "posts", ["date"], ["client", "kind", "none"])] == [
        ("2", "", "", ""),
        ("2", "", "", ""),
        ("2", "", "4", ""),
        ("2", "5", "4", ""),
        ("2", "5", "4", ""),
        ("2", "", "", ""),
    ]


def test_a_short_row_with_an_open_quote_is_broken() -> None:
    assert [row.cells for row in csv_rows(b'date,kind\n1,"a\n2\n3', "posts", ["date"], ["kind"])] == [
        None,
        ("2", ""),
        ("3", ""),
    ]


def test_a_row_without_a_cell_that_is_needed_is_broken() -> None:
    assert rows("text,date,more\na\nb,1\nc,2,3,4\n") == [None, ("1",), ("2",)]


def test_a_field_may_be_longer_than_python_reads() -> None:
    assert rows(f'text,date\n"{"a" * 200_000}",1\n') == [("1",)]


@given(texts=st.lists(TEXTS, max_size=8), delimiter=st.sampled_from(",;\t"), quoting=st.sampled_from([0, 1]))
def test_what_is_written_is_read_back(texts: list[str], delimiter: str, quoting: int) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL)
    writer.writerows([("text", "date"), *((text, "2026") for text in texts)])
    assert rows(out.getvalue(), "date", "text") == [("2026", text.strip()) for text in texts]


@given(st.lists(TEXTS.map(lambda text: text.replace("\\", "/")), max_size=8))
def test_what_is_written_with_backslashes_is_read_back(texts: list[str]) -> None:
    lines = [f'2026-01-01,"{text.replace(chr(34), chr(92) + chr(34))}"\n' for text in texts]
    assert rows("date,text\n" + "".join(lines)) == [("2026-01-01",)] * len(lines)


@given(st.binary(), st.binary())
def test_no_file_is_more_than_an_error(head: bytes, tail: bytes) -> None:
    for data in (head, b"date," + head, b"date,text\n" + head + b'"' + tail):
        try:
            list(csv_rows(data, "posts", ["date"]))
        except UsageError:
            continue


def test_only_the_first_line_tells_what_a_table_begins_with() -> None:
    assert begins_with_headings("\ufeffDate;Kind\n".encode(), ["date"])
    assert not begins_with_headings(b"Notes\ndate,kind\n", ["date"])
    assert not begins_with_headings(b"", ["date"])


def test_headings_are_not_looked_for_in_endless_lines() -> None:
    assert not begins_with_headings(b"," * 3_000_000 + b",date\n", ["date"])
    with pytest.raises(UsageError):
        rows("," * 3_000_000 + ",date\n")
