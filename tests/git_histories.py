"""Histories of a repository for tests, built without git. Days are counted from 1 January 2020; times are noon UTC."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from stagecli.measures import Measured, Note
from stagecli.observe.git.history import Commit, Person, Repository, Tag
from stagecli.observe.git.measuring import measure

FIRST = date(2020, 1, 1)
ANN = Person("Ann Ames", "ann@ames.example")
BEN = Person("Ben Bell", "ben@bell.example")
RENOVATE = Person("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com")
GITHUB = Person("GitHub", "noreply@github.com")
CODE = ("src/a.py",)
TESTED = ("src/a.py", "tests/test_a.py")


def at(day: float) -> int:
    """The seconds since 1970 of noon on a day, and of later that day."""
    return round(((FIRST - date(1970, 1, 1)).days + day + 0.5) * 86_400)


def no_pipelines(_: str) -> dict[str, Measured]:
    return dict.fromkeys(("git.ci_tests", "git.release_path"), Measured(reason="no_ci"))


class GitHistory:
    """A repository that grows."""

    def __init__(self) -> None:
        self.commits: dict[str, Commit] = {}
        self.files: dict[str, tuple[str, ...]] = {}
        self.main: list[str] = []
        self.tags: list[Tag] = []
        self.asked: list[tuple[str, str]] = []

    def commit(
        self, day: float, parents: Sequence[str] = (), *, written: float | None = None, author: Person = ANN,
        committer: Person | None = None, subject: str = "Add a thing", trailers: tuple[str, ...] = (),
        files: tuple[str, ...] = CODE,
    ) -> str:  # fmt: skip
        """A commit that is on no branch yet."""
        name = f"{len(self.commits):040x}"[::-1]
        self.commits[name] = Commit(
            hash=name, parents=tuple(parents), author=author, committer=committer or author,
            written=at(day if written is None else written), landed=at(day), subject=subject, trailers=trailers,
        )  # fmt: skip
        self.files[name] = files
        return name

    def land(self, day: float, **how: object) -> str:
        """A commit on the main line."""
        self.main.append(self.commit(day, self.main[-1:], **how))  # type: ignore[arg-type]  # passed on
        return self.main[-1]

    def land_daily(self, days: Iterable[int], **how: object) -> None:
        """Commits on the main line, one on each day."""
        for day in days:
            self.land(day, **how)

    def merge(self, day: float, *tips: str, author: Person = ANN, committer: Person | None = None) -> str:
        """Branches merged into the main line."""
        how = {"author": author, "committer": committer or author, "subject": "Merge"}
        self.main.append(self.commit(day, (self.main[-1], *tips), **how))  # type: ignore[arg-type]  # passed on
        return self.main[-1]

    def tag(self, name: str, day: float | None = None, commit: str | None = None) -> None:
        """A tag of the newest commit of the main line, or of another; set on a day, or when that landed."""
        commit = commit or self.main[-1]
        self.tags.append(Tag(name, commit, self.commits[commit].landed if day is None else at(day)))

    def release(self, day: float, name: str, **how: object) -> None:
        """A commit on the main line that is tagged at once."""
        self.land(day, **how)
        self.tag(name)

    def repository(self, *, shallow: bool = False, treeless: bool = False) -> Repository:
        """What would have been read of it."""
        return Repository(
            main=tuple(reversed(self.main)), commits=self.commits, tags=tuple(self.tags), shallow=shallow,
            treeless=treeless,
        )  # fmt: skip

    def _changed(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for commit, parent in pairs:
            assert parent == (self.commits[commit].parents or ("",))[0]
            self.asked.append((commit, parent))
            yield commit, self.files[commit]

    def measure(
        self, until: int, *, newest: Sequence[str] = (), days: int = 365, tags: str | None = None,
        path: str | None = None, shallow: bool = False, treeless: bool = False,
    ) -> tuple[dict[str, Measured], dict[str, dict[str, int | str]]]:  # fmt: skip
        """All measures up to a day by name without `git.`, and the notes by key."""
        found, notes = measure(
            self.repository(shallow=shallow, treeless=treeless), self._changed, lambda _: newest, no_pipelines,
            until=FIRST + timedelta(days=until), days=days, tags=tags, path=path,
        )  # fmt: skip
        return {name.removeprefix("git."): value for name, value in found.items()}, by_key(notes)


def by_key(notes: Iterable[Note]) -> dict[str, dict[str, int | str]]:
    return {note.key: dict(note.values) for note in notes}
