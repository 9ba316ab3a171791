"""Walks along parents, each linear in the commits it visits."""

from collections.abc import Iterable, Mapping

from stagecli.observe.git.history import Commit


def newly_reached(commits: Mapping[str, Commit], start: Iterable[str], seen: set[str]) -> list[Commit]:
    """All commits reached from some, these included, that were not seen yet; afterwards they are.

    What was seen is not looked behind, so what it reaches must have been seen, too.
    """
    found: list[Commit] = []
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            commit = commits.get(name)
            if commit is not None:  # a clone that was cut off lacks some parents
                found.append(commit)
                waiting.extend(commit.parents)
    return found


def sharing_history(commits: Mapping[str, Commit], main: set[str]) -> set[str]:
    """The commits outside a set that reach one in it.

    Args:
        commits: all there are, by hash.
        main: hashes; whatever these reach is among them.

    """
    children: dict[str, list[str]] = {}
    waiting: list[str] = []
    for name, commit in commits.items():
        if name in main:
            continue
        for parent in commit.parents:
            if parent in main:
                waiting.append(name)
            else:
                children.setdefault(parent, []).append(name)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += children.get(name, ())
    return found
