"""YAML text to values with positions: what is read as what, where it stands, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.errors import Message
from stagecli.yaml_document import (
    MAX_ALIASES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_TEXT,
    DocumentError,
    read_yaml,
)


def read(text: str) -> Any:
    return read_yaml(text.encode(), "file.yaml").root


def refusal(data: str | bytes) -> str:
    with pytest.raises(DocumentError) as error:
        read_yaml(data.encode() if isinstance(data, str) else data, "file.yaml")
    assert str(error.value) == str(error.value.problem)
    return str(error.value)


@pytest.mark.parametrize("text", ["no", "on", "Yes", "12:30", "0777", "0x1F", "1.0", "-1", ".inf", "2024-01-01", "="])
def test_a_plain_scalar_is_text(text: str) -> None:
    assert read(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_an_empty_plain_scalar_is_nothing(text: str) -> None:
    assert read(f"a: {text}") == {"a": None}


@pytest.mark.parametrize("text", ['""', '"~"', "'null'"])
def test_a_quoted_scalar_is_text_even_if_it_looks_empty(text: str) -> None:
    assert read(f"a: {text}") == {"a": text.strip("\"'")}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff"])
def test_a_text_without_a_value_is_nothing(text: str) -> None:
    assert read(text) is None


def test_json_is_yaml() -> None:
    assert read('{"a": ["b", 1, null, {"c": "\\u03b1"}]}') == {"a": ["b", "1", None, {"c": "α"}]}


def test_a_folded_text_is_one_line() -> None:
    assert read("a: >-\n  one\n  two\n") == {"a": "one two"}


@pytest.mark.parametrize(
    ("path", "at_key", "place", "where"),
    [
        ((), False, (1, 1), ""),
        (("signals",), True, (2, 1), "signals"),
        (("signals",), False, (3, 3), "signals"),
        (("signals", 0), False, (3, 5), "signals.posting"),
        (("signals", 0, "id"), True, (3, 5), "signals.posting.id"),
        (("signals", 0, "id"), False, (3, 9), "signals.posting.id"),
        (("signals", 0, "of"), False, (4, 9), "signals.posting.of"),
        (("signals", 0, "of", 1), False, (4, 13), "signals.posting.of[2]"),
        (("signals", 1), False, (5, 5), "signals[2]"),
        (("signals", 0, "label", "el"), False, (3, 5), "signals.posting.label.el"),
        (("signals", 7), False, (3, 3), "signals[8]"),
    ],
)
def test_a_problem_stands_at_its_value_or_at_the_nearest_thing_above(
    path: tuple[str | int, ...], at_key: bool, place: tuple[int, int], where: str
) -> None:
    text = "# Ο πρώτος\nsignals:\n  - id: posting\n    of: [α, β]\n  - other\n"
    document = read_yaml(text.encode(), "file.yaml")

    problem = document.problem(path, Message("is_empty"), at_key=at_key)

    assert (problem.line, problem.column, problem.where) == (*place, where)
    assert problem.source == text.splitlines()[place[0] - 1]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_lines_are_counted_whatever_ends_them(line_end: str) -> None:
    document = read_yaml(f"# one{line_end}a: b{line_end}c: d{line_end}".encode(), "file.yaml")

    problem = document.problem(("c",), Message("is_empty"))

    assert (problem.line, problem.column, problem.source) == (3, 4, "c: d")


def test_a_byte_order_mark_moves_no_column() -> None:
    assert refusal(b"\xef\xbb\xbfa: @b") == (
        "file.yaml:1:4: plain text cannot start like this. Put it in quotes.\n     1 | a: @b\n       |    ^"
    )


def test_everything_wrong_with_the_text_is_listed_in_order() -> None:
    document = read_yaml(b"a: !x b\na: c\n<<: {d: e}\n? [f]\n: g\n", "file.yaml")

    assert [(problem.line, str(problem.what)) for problem in document.problems] == [
        (1, "the tag '!x' is not read"),
        (2, "the key 'a' stands twice"),
        (3, "merge keys ('<<') are not read"),
        (4, "a key must be plain text"),
    ]
    assert document.root == {"a": "b"}


def test_an_alias_stands_for_what_it_points_to() -> None:
    assert read("a: &x [1, 2]\nb: *x\n&k c: 1\n") == {"a": ["1", "2"], "b": ["1", "2"], "c": "1"}


def test_an_anchor_may_be_used_again_for_something_else() -> None:
    assert read("[&x 1, *x, &x 2, *x]") == ["1", "1", "2", "2"]


def test_a_long_value_is_told_in_short() -> None:
    document = read_yaml(b"a: b\n", "file.yaml")

    problem = document.problem(("k" * 500,), Message("not_a_number", given=f"{'v' * 500}\nv"))

    assert problem.where == f"{'k' * 60}…{'k' * 60}"
    assert problem.clause() == f"'{'v' * 119}…{'v' * 101} v' is not a number"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "nested more than 24 levels deep. Flatten it."),
        ("[" + "a," * MAX_NODES + "]", "more than 200,000 values. Split the file."),
        ("[&a b" + ", *a" * (MAX_ALIASES + 1) + "]", "too many aliases. Write the values out."),
        ("[&a [" + "b," * 1000 + "]" + ", *a" * 200 + "]", "too many aliases. Write the values out."),
        ("a: " + "b" * (MAX_TEXT + 1), "a text of more than 20,000 characters. Shorten it."),
    ],
    ids=["depth", "values", "aliases", "alias bomb", "text"],
)
def test_a_budget_stops_what_would_take_long(text: str, message: str) -> None:
    assert message in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        "[" + "a," * (MAX_NODES - 1) + "]",
        "[&a b" + ", *a" * MAX_ALIASES + "]",
        "b" * MAX_TEXT,
        "#" * MAX_BYTES,
    ],
    ids=["depth", "values", "aliases", "text", "bytes"],
)
def test_what_just_fits_a_budget_is_read(text: str) -> None:
    assert read_yaml(text.encode(), "file.yaml").problems == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: b: c", "1:5: no colon can stand here."),
        ("a: 1\nbcd\ne: 2", "2:1: this is neither a key nor a list item."),
        ("a:\n    b: 1\n  c: 2", "3:3: a key was expected here."),
        ("a:\n  - 1\n  b: 2", "3:3: a list item was expected here."),
        ("a: [1, 2\nb: 3", "2:2: ',' or ']' is missing before this. The list starts in line 1."),
        ("a:\n  {b: 1\n   c: 2}", "3:5: ',' or '}' is missing before this. The map starts in line 2."),
        ('a: "b\nc: 1\n', "1:4: this quote is not closed."),
        ("a: 'b\n---\nc'", "1:4: this quote is not closed."),
        ("a: **b**", "1:4: plain text cannot start like this."),
        ("a: & b", "1:4: plain text cannot start like this."),
        ("a: >= 3", "1:4: plain text cannot start like this."),
        ("a: %b", "1:4: plain text cannot start like this."),
        ("a: !x!y z", "1:4: plain text cannot start like this."),
        ('a: "\\q"', "1:5: there is no such escape."),
        ("a: - 1", "1:4: a list cannot start here."),
        ("[a]\nb", "2:1: the document has ended before this."),
        ("a: [", "1:5: a value was expected here."),
        ("%YAML 9.0\n---\na", "1:1: this version of YAML is not read."),
        ("a:\n\tb: 1", "2:1: a tab cannot indent."),
        ("a:\n  b: 1\n\tc: 2", "3:1: a tab cannot indent."),
        ("a: !<b c", "1:7: not valid YAML: did not find the expected '>'."),
        ("a\n---\nb", "2:1: a second document starts here."),
        ("a: *b", "1:4: the alias '*b' points to nothing before it."),
        ("a: b\0c", "1:5: the character U+0000 cannot be in a YAML file."),
        ("é: 1\nέ: \x07", "2:4: the character U+0007 cannot be in a YAML file."),
        (b"a: \xce\xb1\xff", "1:5: byte 0xff is not UTF-8."),
        (b"\xef\xbb\xbf# \xce\xb1\na: \xc0", "2:4: byte 0xc0 is not UTF-8."),
        (b"\xff\xfea\0", " this is UTF-16."),
        (b"\xfe\xff\0a", " this is UTF-16."),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words_at_its_place(text: str | bytes, what: str) -> None:
    assert refusal(text).startswith(f"file.yaml:{what}")


@given(st.binary() | st.text("ab:-[]{}&*!|>'\"%#?,\n\t \u2028\ufeff", max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        problem = read_yaml(data, "file.yaml").problem((), Message("is_empty"))
    except DocumentError as error:
        problem = error.problem

    assert problem.clause()
