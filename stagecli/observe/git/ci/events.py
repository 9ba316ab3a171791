"""The events that CI runs on, and what texts of conditions say of them."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Literal, TypeAlias

Event: TypeAlias = Literal["main", "proposal", "release", "hand", "schedule"]
"""A change landed on the main line; one proposed or on another branch; a release or tag; a person; the clock."""
Events: TypeAlias = frozenset[Event]

ALL: Events = frozenset(("main", "proposal", "release", "hand", "schedule"))
NONE: Events = frozenset()
CHANGES: Events = frozenset(("main", "proposal"))
PUSHES: Events = CHANGES | {"release"}
HAND: Events = frozenset(("hand",))
RELEASE: Events = frozenset(("release",))
SCHEDULE: Events = frozenset(("schedule",))
MAIN: Events = frozenset(("main",))
PROPOSAL: Events = frozenset(("proposal",))

MAIN_BRANCHES = frozenset(("main", "master", "trunk", "develop", "development", "mainline", "default"))
RELEASE_BRANCHES = frozenset(("release", "releases", "production", "prod", "stable", "live"))
MAX_DEPTH = 8
MAX_CONDITION = 5_000  # characters: a hundred comparisons

NAMED: dict[str, Events] = {
    "push": PUSHES,
    "pushes": PUSHES,
    "branches": CHANGES | HAND | SCHEDULE,
    "pull_request": PROPOSAL,
    "pull_request_target": PROPOSAL,
    "merge_group": PROPOSAL,
    "merge_requests": PROPOSAL,
    "external_pull_requests": PROPOSAL,
    "tag": RELEASE,
    "tags": RELEASE,
    "release": RELEASE,
    "schedule": SCHEDULE,
    "schedules": SCHEDULE,
    "cron": SCHEDULE,
    "workflow_dispatch": HAND,
    "web": HAND,
    "manual": HAND,
    "promote": HAND,
    "rollback": HAND,
    "deployment": HAND,
    "custom": HAND,
}
"""The names of events in GitHub Actions, GitLab, Drone and Woodpecker. Those not here say nothing."""

_TAG_WORDS = (
    "refs/tags", "ref_type", "ci_commit_tag", "cirrus_tag", "cirrus_release", "build.tag", "buildkite_tag",
    "travis_tag", "circle_tag", "pipeline.git.tag", "appveyor_repo_tag", "tag_name", "buildingtag", "tag =", "tag is",
    "'release'", '"release"', "github.event.release", "release_created", "released", "chore(release", "chore: release",
    "/^v", "/^[0-9", "/^\\d", "/\\av", "'published'", "'prereleased'",
)  # fmt: skip
_WORDS: tuple[tuple[tuple[str, ...], Events], ...] = (
    (_TAG_WORDS, RELEASE),
    (("schedule", "cron", "timertrigger"), SCHEDULE),
    (("workflow_dispatch", '"web"', "'web'", "manual"), HAND),
    (("pull_request", "merge_request", "cirrus_pr", "changerequest", "'pullrequest'"), PROPOSAL),
    (("'push'", '"push"', "type = push"), PUSHES),
)
_OUTPUTS = ("release", "version", "publish", "tag", "created")
"""What outputs of an earlier step are called if it looked whether there is something to release."""
_NOT = ("!=", "!~", "is blank", "is not present", "not in", "== false")
_NOTHING = ("''", '""', "null")
_WORD = re.compile(r"[a-z0-9]+")
_CALL = re.compile(r"(and|or|not)\s*\(")


def branch_events(patterns: Iterable[str]) -> Events:
    """What a push to one of these branches is; patterns may have wildcards or be regular expressions.

    Branches that are neither a main line nor made for releases carry proposals.
    """
    found: set[Event] = set()
    for pattern in patterns:
        words = frozenset(_WORD.findall(pattern.lower()))
        if pattern.startswith("!"):
            continue
        if not words or words & MAIN_BRANCHES:
            found |= MAIN if words else CHANGES
        else:
            found |= RELEASE if words & RELEASE_BRANCHES else PROPOSAL
    return frozenset(found)


def on_branches(patterns: Iterable[str]) -> Events:
    """The events of a job that is limited to these branches: on the main line people and the clock may run it too."""
    found = branch_events(patterns)
    return found | HAND | SCHEDULE if "main" in found else found


@lru_cache(maxsize=1_024)
def condition(text: str) -> Events:
    """The events on which an expression can hold, in the language of any CI system; all if it does not say."""
    if len(text) > MAX_CONDITION:
        return ALL
    return _allowed(text.lower().replace("${{", " ").replace("}}", " ").replace("&amp;", "&"), 0)


def _allowed(text: str, depth: int) -> Events:
    text = text.strip()
    if depth > MAX_DEPTH:
        return ALL
    joins: tuple[tuple[tuple[str, ...], Callable[[Events, Events], Events]], ...] = (
        (("||", " or "), or_),
        (("&&", " and "), and_),
    )
    for separators, join in joins:
        parts = _split(text, separators)
        if len(parts) > 1:
            return reduce(join, (_allowed(part, depth + 1) for part in parts))
    if text.startswith("!") and not text.startswith(("!=", "!~")):
        return _opposite(_allowed(text[1:], depth + 1))
    if text.startswith("(") and text.endswith(")"):
        return _allowed(text[1:-1], depth + 1)
    called = _CALL.match(text)
    if called and text.endswith(")"):
        inside = [_allowed(part, depth + 1) for part in _split(text[called.end() : -1], (",",))]
        name = called.group(1)
        return _opposite(inside[0]) if name == "not" else reduce(or_ if name == "or" else and_, inside)
    return _said(text)


def _said(text: str) -> Events:
    """The same of a single comparison."""
    if "merged" in text:  # a closed proposal that has landed
        return ALL
    found = next((events for words, events in _WORDS if any(word in text for word in words)), ALL)
    if found is ALL and "outputs" in text and any(word in text for word in _OUTPUTS):
        return RELEASE
    if found is ALL and ("branch" in text or "ref" in text):
        words = frozenset(_WORD.findall(text))
        if words & MAIN_BRANCHES:
            found = MAIN | HAND | SCHEDULE
        elif words & RELEASE_BRANCHES:
            found = RELEASE
        elif "refs/heads/" in text or "'" in text or '"' in text:
            found = PROPOSAL
    denied = text.startswith("ne(") or any(word in text for word in _NOT)
    if text.endswith(_NOTHING):
        denied = not denied
    return _opposite(found) if denied else found


def _opposite(events: Events) -> Events:
    return ALL - events if events != ALL else ALL


def _split(text: str, separators: tuple[str, ...]) -> list[str]:
    """Parts of a text between separators that stand outside brackets and quotes."""
    parts: list[str] = []
    start = at = level = 0
    quote = ""
    while at < len(text):
        character = text[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "([":
            level += 1
        elif character in ")]":
            level -= 1
        elif level == 0:
            separator = next((each for each in separators if text.startswith(each, at)), None)
            if separator:
                parts.append(text[start:at])
                at += len(separator)
                start = at
                continue
        at += 1
    return [*parts, text[start:]]
