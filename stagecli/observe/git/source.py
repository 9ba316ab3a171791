"""A git clone as a source of measures."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from stagecli.errors import UsageError
from stagecli.measures import Measured, Note
from stagecli.observe.git.ci.conclusions import ci_measures
from stagecli.observe.git.ci.paths import is_ci_path
from stagecli.observe.git.material import Paths
from stagecli.observe.git.measuring import measure
from stagecli.observe.git.paths import directory_named, is_under
from stagecli.observe.git.reading import opened
from stagecli.observe.git.values import unmeasured

if TYPE_CHECKING:
    from stagecli.observe import Period


def measured(folder: Path, part: "Period") -> tuple[dict[str, Measured], tuple[Note, ...]]:
    """All measures of the clone in a folder, and what to know of them.

    Raises:
        UsageError: there is no clone, or it cannot be read safely.
        StagecliError: there is no git, or reading it took too much.

    """
    with opened(folder) as reader:
        paths = lru_cache(maxsize=1)(reader.paths)

        def pipelines(commit: str) -> dict[str, Measured]:
            named = list(filter(is_ci_path, paths(commit)))
            texts = list(reader.texts(commit, named))
            found = ci_measures(texts)
            if len(texts) == len(named):
                return found
            return {name: unmeasured("ci_unread") if each.value is None else each for name, each in found.items()}

        repository = reader.repository()
        if part.path is not None and not repository.treeless:
            _check_path(part.path, repository.main, paths)
        return measure(
            repository, reader.changed_paths, paths, pipelines, until=part.until,
            days=part.days, tags=part.tags, path=part.path,
        )  # fmt: skip


def _check_path(path: str, main: Sequence[str], paths: Paths) -> None:
    """Check that there is such a directory, so that a mistyped one is not taken for a quiet one.

    Raises:
        UsageError: the newest commit has no file in it.

    """
    directory = directory_named(path)
    if main and not any(is_under(each, directory) for each in paths(main[0])):
        raise UsageError("no_such_path", path=path)
