"""Damaged exports: each is read or refused in little time, and nothing that it holds is said.

`hardening.exports` tries more of them.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stagecli.errors import Message, UsageError
from tests.account_exports.writing import archive
from tests.conftest import sampled
from tests.hardening import exports

Read = Callable[[Path, date | None], exports.Heard]
BLOCKS = [range(start, start + 50) for start in range(0, 2000, 50)]


@pytest.mark.parametrize("numbers", sampled(BLOCKS, BLOCKS[:4]), ids=str)
def test_a_damaged_export_is_read_or_refused_and_betrays_nothing(numbers: range) -> None:
    found = [outcome for _, outcome in exports.outcomes(numbers, seed="1")]
    assert [outcome.failure for outcome in found if outcome.failure is not None] == []
    assert len(found) == len(numbers)
    assert len({outcome.ended for outcome in found}) > 3  # some are read, and others refused for several reasons


def outcome(monkeypatch: pytest.MonkeyPatch, read: Read) -> exports.Outcome:
    monkeypatch.setattr(exports, "read", read)
    return exports.tried(Path("case.zip"))


def raising(error: Exception, before: str = "{}", note: str = "") -> Read:
    def read(_: Path, __: object) -> exports.Heard:
        error.add_note(note)
        try:
            json.loads(before)
        except json.JSONDecodeError:
            raise error from None
        raise error

    return read


@pytest.mark.parametrize(
    "read",
    [
        raising(UsageError("no_such_source_here", source="KeepOut")),
        raising(UsageError("export_cut", name="keepout")),
        raising(UsageError("export_cut"), before="keepout"),
        raising(UsageError("export_cut"), note="keepout"),
        lambda _, __: exports.Heard(["{}", "KEEPOUT"], partly=False),
    ],
    ids=["message", "value", "context", "note", "output"],
)  # fmt: skip
def test_a_leak_would_be_noticed(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    assert "keepout" in str(outcome(monkeypatch, read).failure).casefold()


def test_a_clean_refusal_is_told_by_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    error = UsageError("in_export", file="a.zip", problem=Message("export_cut"))
    assert outcome(monkeypatch, raising(error)) == exports.Outcome("export_cut")


def test_another_exception_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = outcome(monkeypatch, raising(KeyError("x")))
    assert found.ended == "failed"
    assert "KeyError" in str(found.failure)


def test_a_hang_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SECONDS", 0.05)

    def read(_: Path, __: object) -> exports.Heard:
        while True:
            pass

    assert "TooSlow" in str(outcome(monkeypatch, read).failure)


def test_nothing_is_kept_of_what_an_error_came_of(tmp_path: Path) -> None:
    data = archive(exports.NOW, {"keepout/your_instagram_activity/media/posts_1.json": "[]"})
    (tmp_path / "case.zip").write_bytes(data.replace(b"keepout", b"KEEPOUT", 1))  # `zipfile` quotes both names
    assert exports.tried(tmp_path / "case.zip") == exports.Outcome("export_unreadable")
