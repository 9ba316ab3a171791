"""Measures of a repository that a test built, as `stagecli.observe` has them. Days are those of `git_histories`."""

from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias

from stagecli.measures import Measured
from stagecli.observe import Period, observe
from tests.git_histories import FIRST

Notes: TypeAlias = dict[str, dict[str, int | str]]


def look(folder: Path, until: int, **part: Any) -> tuple[dict[str, Measured], Notes]:
    """All measures by name without `git.`, and the notes by key."""
    found = observe(str(folder), Period(until=FIRST + timedelta(days=until), **part))
    measures = {name.removeprefix("git."): each for name, each in found.measures.items()}
    return measures, {note.key: note.values for note in found.sources[0].notes}


def iso(day: int) -> str:
    """A day as 2020-01-31."""
    return (FIRST + timedelta(days=day)).isoformat()
