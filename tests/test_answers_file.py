"""Answers files: YAML and JSON, and every way in which they can be wrong."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.answers import Answers, option_values
from stagecli.answers_file import FiledAnswers
from stagecli.answers_file.reading import read_answers
from stagecli.answers_file.template import template
from stagecli.errors import MAX_PROBLEMS, AnswersError
from stagecli.yaml_document import MAX_BYTES
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, SMALL


def read(text: str | bytes, file: str = "a.yaml") -> Answers:
    return read_answers(SMALL, text if isinstance(text, bytes) else text.encode(), file).answers


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("copies: some\nage: 3\n", "a.yaml"),
        ("copies: Ναι\nage: '3,0'\n", "a.yml"),
        ("\ufeffcopies: yes\r\nage: 3\r\n", "a.yaml"),
        ("{copies: some, age: 3}", "-"),
        ('{"copies": "some", "age": 3}', "-"),
        ('{"copies": "some", "age": 3}', "a.json"),
        ('{\t"copies":\t"some",\n\t"age": 3.0}', "a.JSON"),
        ('{"copies": "\\u0073ome", "age": "3", "often": null}', "a.json"),
        ("copies: some\nage: 3\noften:\ntested: ~\n", "a.yaml"),
        ("&x copies: some\nage: 3", "a.yaml"),
    ],
)
def test_answers_are_read_from_yaml_and_json(text: str, file: str) -> None:
    answers = read(text, file)
    assert option_values(answers) == {"copies": "some", "age": "fresh"}
    assert answers["age"].number == 3


def test_an_empty_file_has_no_answers() -> None:
    for text in ("", "# only a comment\n", "---\n", "{}"):
        assert read(text) == {}


def test_the_blank_template_has_no_answers() -> None:
    for language in ("en", "el"):
        assert read_answers(BUNDLED, template(BUNDLED, language).encode(), "t.yaml") == FiledAnswers()


@pytest.mark.parametrize(
    ("text", "file", "message"),
    [
        (
            "copies: sone\nage: [1]\nold: 3\n",
            "a.yaml",
            "a.yaml:1:9: copies: 'sone' is not one of its options. Did you mean 'some'? "
            "One of: missing, some, dont_know.\n"
            "     1 | copies: sone\n"
            "       |         ^\n"
            "a.yaml:2:6: age: expected one answer. Write an option id, a label, a number or dont_know.\n"
            "     2 | age: [1]\n"
            "       |      ^\n"
            "a.yaml:3:1: old: there is no such signal. One of: copies, often, age, tested.\n"
            "     3 | old: 3\n"
            "       | ^",
        ),
        (
            "- copies\n",
            "a.yaml",
            "a.yaml:1:1: expected a map of signals and answers. Write one signal a line, as in `posting: never`.\n"
            "     1 | - copies\n"
            "       | ^",
        ),
        (
            '{"copies" "some"}',
            "a.json",
            'a.json:1:11: not valid JSON: expecting \':\' delimiter.\n     1 | {"copies" "some"}\n       |           ^',
        ),
        ('{"copies": NaN}', "a.json", "a.json: not valid JSON: NaN is not a JSON number."),
        ('{"copies": 1, "copies": 2}', "a.json", "a.json: not valid JSON: the key 'copies' stands twice."),
        ("[" * 100_000, "a.json", "a.json: not valid JSON: nested more than 24 levels deep."),
        ('{"age": ' + "9" * 5000 + "}", "a.json", "a.json: not valid JSON: a number is too long."),
        (
            '{"age": true}',
            "a.json",
            "a.json:1:9: age: 'true' is not a number. "
            "A number from 0 to 9999, or one of: fresh, stale, ancient, dont_know.\n"
            '     1 | {"age": true}\n'
            "       |         ^",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, file: str, message: str) -> None:
    with pytest.raises(AnswersError) as refused:
        read(text, file)
    assert str(refused.value) == message


def test_a_key_that_stands_twice_is_told_with_its_place() -> None:
    with pytest.raises(AnswersError) as refused:
        read("copies: some\nage: 3\ncopies: missing\n")
    assert str(refused.value).splitlines()[0].startswith("a.yaml:3:1: ")


def test_a_file_that_is_too_large_or_not_utf8_is_refused() -> None:
    with pytest.raises(AnswersError, match="are more than the 2,000,000 that are read"):
        read(b"#" * (MAX_BYTES + 1))
    with pytest.raises(AnswersError, match="Save the file as UTF-8"):
        read("copies: Ναι".encode("cp1253"))


@pytest.mark.parametrize("code", ["9" * 5000, "0" * 5000 + "65"])
def test_a_number_of_a_character_that_is_none_is_no_answer(code: str) -> None:
    with pytest.raises(AnswersError, match="is not one of its options"):
        read(f"copies: '&#{code};'")


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_only_for_yaml_stays_as_json_has_it(sign: str) -> None:
    with pytest.raises(AnswersError) as refused:
        read(json.dumps({"copies": f"a{sign}b"}, ensure_ascii=False), "a.json")
    assert refused.value.problems[0].what.values == {"given": f"a{sign}b"}


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_arbitrary_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    for file in ("a.yaml", "a.json", "a.eml"):
        with contextlib.suppress(AnswersError):
            read(data, file)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_arbitrary_json_is_read_or_refused_and_nothing_else(value: object) -> None:
    with contextlib.suppress(AnswersError):
        read(json.dumps(value), "a.json")


def test_errors_reach_the_terminal_safe_and_located(run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_bytes('copies: "\\x1b[2J\u202e"\n'.encode())
    done = run("assess", "--answers", str(file), "--model", str(MODELS / "small.yaml"))
    assert done.code == 2
    assert f"{file}:1:9: copies: '\\x1b[2J\\u202e' is not one of its options." in done.err
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err


def test_not_more_problems_than_can_be_mended_are_told(run: Callable[..., Run], tmp_path: Path) -> None:
    source = tmp_path / "answers.yaml"
    source.write_text("".join(f"k{number}: x\n" for number in range(5000)), "utf-8")
    done = run("assess", "--answers", str(source))
    assert done.code == 2
    assert done.err.count("there is no such signal") == MAX_PROBLEMS
    assert done.err.endswith("there are more than 200 problems. These are the first; mend them and check again.\n")
