"""Model files: what loads, and how each mistake is told. Mistakes are in `models/bad`, one a file."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stagecli.errors import MAX_PROBLEMS, ModelError, Problem, UsageError
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.bundled import bundled_path
from stagecli.model_file.parsed import read_model_file
from tests.conftest import MODELS, check_golden, sampled

BAD = MODELS / "bad"
SMALL = MODELS / "small.yaml"
TINY = """\
schema: 1
id: tiny
version: 1.0
title: Tiny
stages:
  - {id: low, name: Low, summary: Little is done, ahead: More}
  - {id: high, name: High, summary: Much is done, ahead: Rest}
signals:
  - id: posting
    question: How often do you post?
    options:
      - {id: never, label: Never, of_100: [80, 20]}
      - {id: weekly, label: Weekly, of_100: [20, 80]}
"""


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write(text: str | bytes) -> Path:
        file = tmp_path / "model.yaml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return write


def problems_of(file: Path) -> tuple[Problem, ...]:
    """What is wrong with a file; empty if it loads. Any other error than the one that is meant for it goes through."""
    try:
        load_model(file)
    except ModelError as error:
        assert error.problems  # noqa: PT017  # an error without a reason would look like success
        return error.problems
    return ()


# --- mistakes


@pytest.mark.parametrize("name", sorted(file.stem for file in BAD.glob("*.yaml")))
def test_a_mistake_is_told_in_full(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)

    with pytest.raises(ModelError) as error:
        load_model(f"{name}.yaml")

    check_golden(BAD / f"{name}.txt", f"{error.value}\n")


def test_every_expected_message_belongs_to_a_model() -> None:
    assert {file.stem for file in BAD.glob("*.txt")} == {file.stem for file in BAD.glob("*.yaml")}


def test_all_mistakes_of_a_file_are_told_in_file_order() -> None:
    with pytest.raises(ModelError) as error:
        load_model(BAD / "several-mistakes.yaml")

    lines = [problem.line for problem in error.value.problems]
    assert lines == [4, 6, 7, 11, 13, 14, 14, 16, 17, 19, 22]


def test_a_file_that_is_too_large_is_refused(write: Any) -> None:
    file = write("#" * 2_000_001)

    with pytest.raises(ModelError, match=r"^.*model.yaml: 2,000,001 bytes are more than the 2,000,000 that are read\."):
        load_model(file)


def test_no_more_problems_are_told_than_can_be_mended(write: Any) -> None:
    cases = "".join(f"  - {{name: Case {n}, stage: top, answers: {{posting: weekly}}}}\n" for n in range(500))

    with pytest.raises(ModelError) as error:
        load_model(write(f"{TINY}cases:\n{cases}"))

    *told, last = error.value.problems
    assert len(told) == MAX_PROBLEMS
    assert str(last.what) == "there are more than 200 problems"


def test_near_misses_are_not_sought_among_more_signals_than_a_file_may_have(write: Any) -> None:
    options = "[{id: a, label: A, of_100: [1, 2]}, {id: b, label: B, of_100: [1, 2]}]"
    signals = "".join(f"  - {{id: more_{n}, question: Q, options: {options}}}\n" for n in range(200))
    gate = "    only_if: {more: [a]}\n    question"

    with pytest.raises(ModelError) as error:
        load_model(write(TINY.replace("    question", gate) + signals))

    assert [(problem.clause(), problem.advice()) for problem in error.value.problems] == [
        ("expected at most 200, found 201", "What is asked."),
        ("there is no signal 'more'", ""),
    ]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _paths(value[key], (*path, key))


_DELETED = object()
_OTHERS: tuple[Any, ...] = (_DELETED, None, "", "word", "nan", "-1", "0,5", [], ["word"], {}, {"word": "word"}, [[]])


def _changed(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return None if other is _DELETED else other
    copy = value.copy()
    if len(path) == 1 and other is _DELETED:
        del copy[path[0]]
    else:
        copy[path[0]] = _changed(value[path[0]], path[1:], other)
    return copy


_SMALL = yaml.load(SMALL.read_bytes(), Loader=yaml.CBaseLoader)


_PLACES = {
    ".".join("item" if isinstance(step, int) else step for step in path) or "root": path for path in _paths(_SMALL)
}
"""One path of each kind, by its name."""


@pytest.mark.parametrize("place", sampled(_PLACES, [*_PLACES][::4]))
def test_whatever_stands_in_place_of_a_value_is_taken_or_told_in_plain_words(place: str, write: Any) -> None:
    for other in _OTHERS:
        file = write(yaml.dump(_changed(_SMALL, _PLACES[place], other), Dumper=yaml.CSafeDumper, allow_unicode=True))
        told = [str(problem) for problem in problems_of(file)]
        assert all(re.match(rf"{re.escape(str(file))}:\d+:\d+: ", problem) for problem in told), told
        assert not any("at `$" in problem for problem in told), told  # the decoder's own words


@given(st.binary())
def test_no_bytes_raise_anything_but_a_model_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(data)

    assert problems_of(file)


_PIECES = [
    *TINY.splitlines(keepends=True),
    *"[]{}&*!|>%@?#-:,'\"\t\n\x00\x07\u2028é",
    *("  ", "- ", ": ", "? ", "&a ", "*a", "<<: *a\n", "!t ", "---\n", "...\n", "%YAML 1.1\n"),
    *("nan", "id: ", "below: inf\n", "number: {unit: a, min: 0, max: inf}\n", "only_if: {posting: [weekly]}\n"),
]


@given(st.lists(st.sampled_from(_PIECES)), st.integers(0, 13))
def test_no_text_raises_anything_but_a_model_error(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], at: int
) -> None:
    lines = TINY.splitlines(keepends=True)
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_text("".join([*lines[:at], *pieces, *lines[at:]]), encoding="utf-8")

    problems_of(file)


# --- sound files


def test_a_small_model_loads() -> None:
    model = load_model(SMALL).model

    assert [stage.id for stage in model.stages] == ["none_yet", "copying", "safe"]
    assert model.stages[0].aim == "safe"
    assert model.signal("often").only_if == {"copies": ("some",)}
    assert [option.below for option in model.signal("age").options] == [7.0, 90.0, None]
    assert model.signal("copies").options[0].of_100 == (80.0, 10.0, 2.0)
    assert model.cases[1].answers == {"copies": "some", "often": "weekly", "age": "3", "tested": "tested"}


def test_what_a_model_does_not_say_has_defaults(write: Any) -> None:
    model = load_model(write(TINY)).model

    assert model.languages == ("en",)
    assert (model.calibration.slip, model.calibration.temperature, model.calibration.decide_at) == (0.1, 2.0, 0.75)
    assert (model.interview.min_questions, model.interview.stop_at) == (3, 0.75)
    assert (model.stages[0].prior, model.signals[0].weight, model.signals[0].source) == (1.0, 1.0, "inferred")


@pytest.mark.parametrize("text", ["no", "on", "12:30", "0x1F", "1_000", "2024-01-01", "=", "yes", "NaN"])
def test_plain_text_stays_as_it_is_written(text: str, write: Any) -> None:
    model = load_model(write(TINY.replace("Never", text))).model

    assert model.signals[0].options[0].label == text


def test_a_version_keeps_its_zero(write: Any) -> None:
    assert load_model(write(TINY)).model.version == "1.0"


@pytest.mark.parametrize("number", ["0.5", "5e-1", '"0.5"', "'0.5'"])
def test_a_number_is_made_where_one_is_wanted(number: str, write: Any) -> None:
    model = load_model(write(TINY.replace("    question", f"    weight: {number}\n    question"))).model

    assert model.signals[0].weight == 0.5


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_an_empty_optional_value_is_as_good_as_none(empty: str, write: Any) -> None:
    model = load_model(write(TINY.replace("    question", f"    help: {empty}\n    question"))).model

    assert model.signals[0].help is None


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + TINY.encode(), TINY.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_line_ends_are_read(data: bytes, write: Any) -> None:
    assert load_model(write(data)).model.title == "Tiny"


def test_anchors_save_writing_a_value_twice(write: Any) -> None:
    text = TINY.replace("[80, 20]", "&half [50, 50]").replace("[20, 80]", "*half")

    assert load_model(write(text)).model.signals[0].options[1].of_100 == (50.0, 50.0)


def test_the_hash_is_of_the_bytes_of_the_file(write: Any) -> None:
    data = b"\xef\xbb\xbf" + TINY.encode()

    assert load_model(write(data)).model.sha256 == hashlib.sha256(data).hexdigest()


# --- where a model comes from


def test_the_bundled_ladder_is_the_default_and_has_a_name(bundled: Model) -> None:
    assert load_model().model == load_model("social-media").model == bundled
    assert load_model(bundled_path("social-media")).model == bundled
    assert len(bundled.stages) == 6


def test_only_bundled_names_have_a_path() -> None:
    with pytest.raises(KeyError):
        bundled_path("other")


def test_a_path_may_be_text_or_a_path() -> None:
    assert load_model(str(SMALL)).model == load_model(SMALL).model


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.yaml", "There is no model file 'missing.yaml'. Bundled ladders: social-media, software-delivery."),
        ("social_media", "There is no model file 'social_media'. Did you mean 'social-media'?"),
        (
            "folder/social-media",
            "There is no model file 'folder/social-media'. Bundled ladders: social-media, software-delivery.",
        ),
        (".", "The model file '.' cannot be read: Is a directory."),
        ("a\0b", "The model file 'a\0b' cannot be read: no file can have this name."),
        ("small.yaml/in", "The model file 'small.yaml/in' cannot be read: Not a directory."),
        ("a" * 300, f"The model file '{'a' * 300}' cannot be read: File name too long."),
        ("\ud800", "The model file '\ud800' cannot be read: no file can have this name."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_name(
    source: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(MODELS)

    with pytest.raises(UsageError) as error:
        load_model(source)

    assert str(error.value) == message


# --- a file that is parsed


def test_a_broken_file_is_examined_as_far_as_it_can_be_read() -> None:
    parsed = read_model_file(BAD / "several-mistakes.yaml")

    with pytest.raises(ModelError) as loaded:
        load_model(BAD / "several-mistakes.yaml")
    assert parsed.model is None
    assert parsed.problems == loaded.value.problems
    assert parsed.parts is not None
    assert parsed.parts.signals


def test_what_is_no_yaml_has_no_parts(write: Any) -> None:
    parsed = read_model_file(write("{"))

    assert (parsed.document, parsed.parts, parsed.model) == (None, None, None)
    assert len(parsed.problems) == 1
