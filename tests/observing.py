"""Measures of a repository that a test built, as `stagecli.observe` has them. Days are those of `git_histories`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from stagecli.measures import MEASURES, Measured
from stagecli.observe import Scope, observe
from tests.git_histories import FIRST, at
from tests.repositories import BO, Builder

UNTIL = 120
"""The last day of `delivering`: 30 April 2020."""
GIT_MEASURES = [name for name in MEASURES if name.startswith("git.")]
_WORKFLOW = """
on: [push]
jobs: {unit: {steps: [{run: pytest}]}, upload: {steps: [{run: twine upload dist/*}]}}
"""

Notes: TypeAlias = dict[str, dict[str, int | str]]


def look(folder: Path, until: int, **part: Any) -> tuple[dict[str, Measured], Notes]:
    """All measures by name without `git.`, and the notes by key."""
    found = observe([str(folder)], Scope(now=datetime.now(UTC), until=FIRST + timedelta(days=until), **part))
    measures = {name.removeprefix("git."): each for name, each in found.measures.items()}
    return measures, {note.key: note.values for note in found.sources[0].notes}


def iso(day: int) -> str:
    """A day as 2020-01-31."""
    return (FIRST + timedelta(days=day)).isoformat()


def delivering(folder: Path, *, object_format: str = "sha1") -> Builder:
    """A project with a merge every fifth day and a release every twentieth, the last on day 120."""
    builder = Builder(folder, object_format=object_format)
    builder.commit({".github/workflows/ci.yml": _WORKFLOW} | {f"{name}.py": "0" for name in "abcde"}, at(0))
    for day in range(5, UNTIL + 1, 5):
        builder.branch("topic", builder.tips["main"])
        builder.commit({"a.py": f"{day}", "test_a.py": f"{day}"}, at(day - 2), author=BO, branch="topic")
        builder.merge("topic", at(day))
        if day % 20 == 0:
            builder.tag(f"v1.{day // 20}", when=None if day % 40 else at(day))
    builder.git("config", "uploadpack.allowFilter", "true")
    return builder
