"""A git clone as a source of measures."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from stagecli.errors import UsageError
from stagecli.measures import Measured, Note, unmeasured
from stagecli.observe.git.ci.conclusions import ci_measures
from stagecli.observe.git.ci.paths import is_ci_path
from stagecli.observe.git.material import Paths
from stagecli.observe.git.measuring import measure
from stagecli.observe.git.paths import directory_named, is_under
from stagecli.observe.git.reading import opened


def measured(
    folder: Path, until: date, days: int, tags: str | None, path: str | None
) -> tuple[dict[str, Measured], tuple[Note, ...]]:
    """All measures of the clone in a folder, and what to know of them.

    Args:
        folder: of the clone.
        until: the last day that is looked at, to its end in UTC.
        days: how many are looked at.
        tags: which tags are releases: a pattern such as `prod-*`; None to tell by their names.
        path: the directory whose changes and files count; None for all.

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
        if path is not None and not repository.treeless:
            _check_path(path, repository.main, paths)
        return measure(repository, reader.changed_paths, paths, pipelines, until=until, days=days, tags=tags, path=path)


def _check_path(path: str, main: Sequence[str], paths: Paths) -> None:
    """Check that there is such a directory, so that a mistyped one is not taken for a quiet one.

    Raises:
        UsageError: the newest commit has no file in it.

    """
    directory = directory_named(path)
    if main and not any(is_under(each, directory) for each in paths(main[0])):
        raise UsageError("no_such_path", path=path)
