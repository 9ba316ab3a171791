"""Every measure, reason and note has its text, and no text is of one that there is not."""

import ast
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import stagecli.observe
from stagecli.measures import MEASURES, Counted, Unit
from stagecli.messages import account_measures, measures, message

TEXTS = {**measures.TEXTS, **account_measures.TEXTS}
PACKAGE = Path(stagecli.observe.__file__).parent


@cache
def words_of_the_code() -> set[object]:
    found = [node for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return {node.value for node in found if isinstance(node, ast.Constant)}


def keys(first: str) -> set[str]:
    return {key.partition(".")[2] for key in TEXTS if key.startswith(f"{first}.")}


def test_every_measure_has_a_title_and_a_formula() -> None:
    assert keys("measure") == keys("formula") == set(MEASURES)
    assert keys("minimum") - {"habits", "exports"} <= set(MEASURES)


def test_every_unit_and_what_is_counted_has_a_plural_and_a_singular() -> None:
    assert keys("unit") == {name for unit in get_args(Unit) for name in (unit, f"{unit}_one")}
    assert keys("counted") == {name for counted in get_args(Counted) for name in (counted, f"{counted}_one")}


@pytest.mark.parametrize("first", ["reason", "note"])
def test_every_reason_and_note_with_a_text_is_given_somewhere(first: str) -> None:
    assert keys(first) <= words_of_the_code()


def test_every_reason_and_note_that_is_given_has_a_text() -> None:
    nodes = [node for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args]
    for maker, first in (("unmeasured", "reason"), ("Note", "note")):
        given = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == maker]
        said = {node.value for key in given for node in ast.walk(key) if isinstance(node, ast.Constant)}
        assert said, maker
        assert said <= keys(first)


def test_titles_are_short_and_formulas_are_sentences() -> None:
    for key, texts in TEXTS.items():
        for text in filter(None, texts):
            assert key.partition(".")[0] != "measure" or (len(text) <= 40 and text[-1] != ".")
            assert key.partition(".")[0] not in ("formula", "minimum", "note") or text[-1] == "."
            assert key.partition(".")[0] != "reason" or text[-1] != "."


def test_the_reason_of_a_shallow_clone_says_what_to_type() -> None:
    for language in ("en", "el"):
        assert "git fetch --unshallow --tags" in message("reason.shallow", language)
