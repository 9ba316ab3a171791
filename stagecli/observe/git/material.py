"""What all measures are worked out from: what was read, with programs told from people and one part from the rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from stagecli.observe.git.changes import Change, Changes, find_changes
from stagecli.observe.git.history import Commit, Person, Repository
from stagecli.observe.git.paths import directory_named, is_under
from stagecli.observe.git.people import Identities, everybody, is_bot
from stagecli.observe.git.release_measures import Timetable, timetable
from stagecli.observe.git.releases import Brought, Releases, brought_by, find_releases
from stagecli.observe.git.window import Window

Changed = Callable[[Iterable[tuple[str, str]]], Iterable[tuple[str, tuple[str, ...]]]]
"""Of commits and a parent of each, the empty string where it has none: each commit, and the paths that differ."""
Paths = Callable[[str], Sequence[str]]
"""All files of a commit."""


class Material(Struct, frozen=True, kw_only=True):
    """What all measures are worked out from."""

    commits: Mapping[str, Commit]
    bots: set[Person]
    identities: Identities
    period: Window
    found: Changes
    """Of the whole repository."""
    releases: Releases
    are_chosen: bool
    """Whether the user said which tags are releases."""
    times: Timetable | None
    """None if there is no release."""
    brought: Sequence[Brought]
    """By all releases, oldest first."""
    brought_on_main: Sequence[Brought]
    """The same, as if there were only those that the main line reaches."""
    files: Mapping[str, tuple[str, ...]] | None
    """What commits changed in the part looked at, as far as it is needed; None if it was not asked for."""
    newest: tuple[str, ...] | None
    """The part's files in the newest commit; None of a clone without trees."""
    whole: bool
    """Whether the part is the whole repository."""

    def counts(self, commit: Commit) -> bool:
        """Whether a commit is by a person, no merge, and has to do with the part looked at."""
        return len(commit.parents) < 2 and commit.author not in self.bots and self._is_here(commit)

    def _is_here(self, commit: Commit) -> bool:
        return self.whole or bool((self.files or {}).get(commit.hash))

    def changes(self) -> list[Change]:
        """The period's changes of the part looked at, with the commits that have to do with it; newest first."""
        if self.whole:
            return list(self.found.within)
        return [
            structs.replace(change, brought=tuple([commit for commit in change.brought if self._is_here(commit)]))
            for change in self.found.within
            if self._is_here(change.commit)
        ]


def gather(
    repository: Repository, changed: Changed, paths: Paths, period: Window, tags: str | None, path: str | None
) -> Material | None:
    """What measures need, by as few questions as possible; None if nothing was committed up to the period's end."""
    commits = repository.commits
    directory = directory_named(path)
    persons = everybody(commits.values())
    bots = {person for person in persons if is_bot(person)}
    found = find_changes(repository.main, commits, bots, period)
    if found is None:
        return None
    releases = find_releases(repository.tags, commits, found.reached, period.last, tags)
    times = timetable(releases, period)
    brought = brought_by(releases.made, commits)
    on_main = [release for release in releases.made if release.commit in found.reached]
    brought_on_main = brought if len(on_main) == len(brought) else brought_by(on_main, commits)
    files: dict[str, tuple[str, ...]] | None = None
    if not repository.treeless and not repository.shallow:
        asked = {change.commit.hash: change.commit for change in found.within}
        if directory is not None:
            asked |= {commit.hash: commit for commit in _work(found, times, [*brought, *brought_on_main])}
        pairs = ((commit.hash, commit.parents[0] if commit.parents else "") for commit in asked.values())
        files = {name: tuple([one for one in some if is_under(one, directory)]) for name, some in changed(pairs)}
    newest = None
    if not repository.treeless:
        newest = tuple([one for one in paths(found.tip) if is_under(one, directory)])
    return Material(
        commits=commits, bots=bots, identities=Identities(persons - bots), period=period, found=found,
        releases=releases, are_chosen=tags is not None, times=times,
        brought=brought, brought_on_main=brought_on_main, files=files, newest=newest,
        whole=directory is None,
    )  # fmt: skip


def _work(found: Changes, times: Timetable | None, brought: Iterable[Brought]) -> Iterator[Commit]:
    """The commits without merges that the changes of the period brought, and the releases of all years looked at."""
    for change in found.within:
        yield from change.brought
    for release, commits in brought:
        if times and times.years.has(release.day):
            yield from (commit for commit in commits if len(commit.parents) < 2)
