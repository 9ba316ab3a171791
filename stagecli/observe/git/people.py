"""Who is a person, who is a program, and which names are one person's."""

import re
from collections.abc import Iterable, Mapping

from stagecli.labels import normalise
from stagecli.observe.git.history import Commit, Person
from stagecli.observe.git.word_lists import ADDRESSES_OF_NOBODY, DEPENDENCY_BOTS, NAMES_OF_NOBODY, OTHER_BOTS

_DEPENDENCY_BOTS = tuple(DEPENDENCY_BOTS.split())
_DEPENDENCY_ADDRESSES = ("@dependabot.com", "@renovateapp.com")
_OTHER_BOTS = frozenset(OTHER_BOTS.split())
_BOT = re.compile(r"(?:^|[^A-Za-z])(?:[Rr]o)?[Bb][Oo][Tt](?:[^A-Za-z]|$)|[a-z]Bot(?:[^a-z]|$)")
_FORGES = (
    "noreply@github.com",
    "noreply@gitlab.com",
    "noreply@bitbucket.org",
    "noreply@gitea.io",
    "noreply@codeberg.org",
)
"""Addresses under which a forge lands a change, whoever pressed the button."""
_FORGE_NAMES = ("github", "gitlab", "bitbucket", "gitea", "forgejo", "web flow")
_NAMES_OF_NOBODY = frozenset(NAMES_OF_NOBODY.split("\n"))
_ADDRESSES_OF_NOBODY = frozenset(ADDRESSES_OF_NOBODY.split())
_NO_HOSTS = ("", "example.com", "localhost", "localhost.localdomain", "none", "(none)")
_REVIEWS = ("reviewed by", "acked by", "approved by")
_TRAILER = re.compile(r"\s*([^:]{1,40}):\s*([^<]*)(?:<([^<>]*)>)?")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def is_dependency_bot(person: Person) -> bool:
    """Whether this is a program that raises versions of dependencies."""
    local = person.email.rpartition("@")[0].rpartition("+")[2]  # a forge puts a number in front
    named = any(_letters(text).startswith(_DEPENDENCY_BOTS) for text in (person.name, local))
    return named or person.email.lower().endswith(_DEPENDENCY_ADDRESSES)


def is_bot(person: Person) -> bool:
    """Whether this is a program rather than a person, by name and address."""
    says_so = _BOT.search(person.name) or _BOT.search(person.email.rpartition("@")[0])
    return bool(says_so) or _letters(person.name) in _OTHER_BOTS or is_dependency_bot(person)


def is_forge(person: Person) -> bool:
    """Whether a forge stands here for somebody it does not name."""
    return person.email.lower() in _FORGES or person.name.lower() in _FORGE_NAMES


def everybody(commits: Iterable[Commit]) -> set[Person]:
    """All who wrote or landed some commits."""
    return {person for commit in commits for person in (commit.author, commit.committer)}


def _keys(person: Person) -> list[str]:
    """What two names of one person have in common: the name or the address, unless it says nothing."""
    name, email = normalise(person.name), person.email.strip().lower()
    keys = [] if name in _NAMES_OF_NOBODY else [f"name {name}"]
    local, _, host = email.rpartition("@")
    if host == "users.noreply.github.com":  # with the user's number in front since 2017
        local = local.rpartition("+")[2]
    if email not in _FORGES and local not in _ADDRESSES_OF_NOBODY and host not in _NO_HOSTS:
        keys.append(f"address {local}@{host}")
    return keys or [f"both {name} {email}"]


class Identities:
    """Which names are one person's: those with an equal name or an equal address, or joined by others of theirs."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._above: dict[str, str] = {}
        for person in people:
            first, *others = [self._root(key) for key in _keys(person)]
            for other in others:
                self._above[max(first, other)] = min(first, other)
        self._known: dict[Person, str] = {}

    def _root(self, key: str) -> str:
        path = []
        while (above := self._above.setdefault(key, key)) != key:
            path.append(key)
            key = above
        for passed in path:
            self._above[passed] = key
        return key

    def of(self, person: Person) -> str:
        """What is the same for all names of one person, and for nobody else."""
        if person not in self._known:
            keys = [key for key in _keys(person) if key in self._above] or _keys(person)
            self._known[person] = self._root(keys[0])
        return self._known[person]


def reviewers(trailers: Iterable[str]) -> list[Person]:
    """Who is named by trailers as having reviewed or approved."""
    read: list[Person] = []
    for trailer in trailers:
        found = _TRAILER.match(trailer)
        if found and normalise(found[1]) in _REVIEWS:
            read.append(Person(found[2].strip(), found[3] or ""))
    return read


def commits_of_each(commits: Iterable[Commit], identities: Identities) -> Mapping[str, int]:
    """How many commits each person wrote."""
    written: dict[str, int] = {}
    for commit in commits:
        who = identities.of(commit.author)
        written[who] = written.get(who, 0) + 1
    return written
