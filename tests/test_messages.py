"""The tables of messages and the code that uses them agree."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import stagecli.messages
from stagecli.messages import TABLES, account_measures, foreign, measures

PACKAGE = Path(stagecli.messages.__file__).parent.parent
MAKERS = (
    "message",
    "message_or_none",
    "Message",
    "NoSuchOption",
    "NoSuchTime",
    "Refused",
    "TooLittle",
    "Interrupted",
    "complain",
    "counted",
    "refused",
    "_both",
)
"""What is given a key first, besides the errors."""
NO_KEYS = ("AssertionError", "AttributeError", "FileExistsError", "KeyError", "OSError", "SystemExit", "ValueError")
"""What only a bug or the system raises, or what is caught where it says nothing."""
PROBLEMS = ("FileError", "ModelError", "AnswersError", "DocumentError")
"""Errors that are given problems."""


@cache
def texts() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for table in TABLES:
        entries = import_module(f"stagecli.messages.{table}").TEXTS
        assert found.keys().isdisjoint(entries), table
        found.update(entries)
    return found


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "messages"]
    return [(path, node) for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def makes_message(call: ast.Call) -> bool:
    name = name_of(call.func)
    return name in MAKERS or (name.endswith("Error") and name not in (*NO_KEYS, *PROBLEMS))


def alternatives(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.IfExp):
        yield from alternatives(value.body)
        yield from alternatives(value.orelse)
    else:
        yield value


def keys_given() -> Iterator[tuple[Path, ast.expr]]:
    """Every expression that is given as a key."""
    for path, node in nodes():
        if isinstance(node, ast.Call) and makes_message(node) and node.args:
            at = 1 if name_of(node.func) in ("complain", "refused") else 0
            for key in alternatives(node.args[at]):
                yield path, key


def pattern(key: ast.JoinedStr) -> tuple[str, str]:
    """How the keys that an f-string makes start and end."""
    parts = [part.value if isinstance(part, ast.Constant) else "\0" for part in key.values]
    start, *_, end = "".join(map(str, parts)).split("\0")
    return start, end


def test_every_key_that_is_used_exists() -> None:
    used = [(path, key.value) for path, key in keys_given() if isinstance(key, ast.Constant)]
    for path in PACKAGE.rglob("*.js"):
        said = re.findall(r'(?:say|message)\((?:messages, language, )?"(\w+)"', path.read_text("utf-8"))
        used += [(path, key) for key in said]
    assert len(used) > 200
    assert [(path.name, key) for path, key in used if key not in texts()] == []


def test_every_key_that_exists_is_used() -> None:
    used = {node.value for _, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for path in (*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js")):
        used.update(re.findall(r"""["'](\w+)["']""", path.read_text("utf-8")))
    made = {pattern(key) for _, key in keys_given() if isinstance(key, ast.JoinedStr)}
    assert made == {
            ("", "_hint"), ("", "_how"), ("compare_", ""), ("effort_", ""), ("history_", ""),
            ("interview_stop_", ""), ("kind_", ""), ("movement_", ""), ("movement_cause_", ""), ("number_", ""),
            ("previous_", ""), ("status_", ""), ("weight_", ""), ("word_", ""), ("ask.", ""), ("measure.", ""),
            ("ask_less.", ""), ("why_not_", ""),
            ("measured_", ""), ("note.", ""), ("unit_name.", ""), ("export_kind.", ""), ("member.", ""),
            ("minimum.", ""), ("formula.", ""), ("reason.", ""), ("unit.", ""), ("word.", ""),
        }  # fmt: skip

    def is_used(key: str) -> bool:
        starts = any(key.startswith(start) for start, _ in made if start)
        return key in used or starts or any(end and key.removesuffix(end) in used for _, end in made)

    elsewhere = {
        *foreign.TEXTS,
        *measures.TEXTS,
        *account_measures.TEXTS,
    }  # made of the names of measures: see test_observe_texts
    assert [key for key in texts() if key not in elsewhere and not is_used(key)] == []


@pytest.mark.parametrize("table", TABLES)
def test_english_and_greek_are_filled_in_with_the_same(table: str) -> None:
    for key, (english, greek) in import_module(f"stagecli.messages.{table}").TEXTS.items():
        for text in (english, greek or english):
            fields = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            assert fields == {name for _, name, _, _ in string.Formatter().parse(english) if name is not None}, key
            assert all(name.isidentifier() for name in fields), key


def test_what_owners_and_consultants_can_meet_has_its_greek() -> None:
    authors, clusters = ("authoring", "model_file"), ("spark", "not_a_setting")
    lacking = [
        key
        for table in TABLES
        for key, (_, greek) in import_module(f"stagecli.messages.{table}").TEXTS.items()
        if table not in authors and not key.startswith(clusters) and greek is None
    ]
    assert lacking == []


def test_no_error_is_raised_with_a_sentence() -> None:
    for path, node in nodes():
        if not isinstance(node, ast.Call) or not name_of(node.func).endswith("Error") or not node.args:
            continue
        if name_of(node.func) in NO_KEYS:
            continue
        for said in alternatives(node.args[0]):
            assert not isinstance(said, ast.JoinedStr), f"{path}:{said.lineno}"
            assert not (isinstance(said, ast.Constant) and " " in str(said.value)), f"{path}:{said.lineno}"
