"""The keys by which jobs and steps are limited to some events, in all systems: their names do not collide."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from stagecli.observe.git.ci.events import (
    ALL,
    HAND,
    NAMED,
    NONE,
    PROPOSAL,
    RELEASE,
    SCHEDULE,
    Events,
    branch_events,
    condition,
    on_branches,
)

MAX_ITEMS = 100  # of a list of rules or names, which many jobs may inherit


def narrowed(mapping: Mapping[str, Any], events: Events) -> Events:
    """Those of the events on which what a mapping describes is run."""
    for key, read in _KEYS.items():
        if mapping.get(key) == "manual":
            events = _hand_instead(events)
        elif mapping.get(key) is not None:
            events &= read(mapping[key])
    return events


def texts(value: Any) -> list[str]:
    """A scalar or a list of scalars as a list; an `include` or `only` is looked into, everything else is nothing."""
    if isinstance(value, dict):
        value = value.get("include", value.get("only"))
    if isinstance(value, str):
        return [value]
    return [item for item in value[:MAX_ITEMS] if isinstance(item, str)] if isinstance(value, list) else []


def any_of(events: Iterable[Events]) -> Events:
    """All events that are in one of the sets."""
    return reduce(or_, events, NONE)


def _hand_instead(events: Events) -> Events:
    """A manual job waits for a person, whatever began the run."""
    return HAND if events else NONE


def _text(value: Any) -> Events:
    return condition(value) if isinstance(value, str) else ALL


def _rules(value: Any) -> Events:
    """GitLab: the first rule that holds decides."""
    if not isinstance(value, list):
        return ALL
    left, found = ALL, NONE
    for rule in value[:MAX_ITEMS]:
        if not isinstance(rule, dict):
            return ALL  # a reference to rules elsewhere
        says = _text(rule.get("if"))
        when = rule.get("when")
        if when == "manual":
            found |= _hand_instead(left & says)
        elif when != "never":
            found |= left & says
        elif says != ALL or not {"if", "changes", "exists"} & rule.keys():
            left -= says
    return found


def _only(value: Any) -> Events:
    """GitLab: names of events, and names or patterns of branches and tags."""
    refs = texts(value.get("refs") if isinstance(value, dict) else value)
    return any_of(map(_ref, refs)) if refs else ALL


def _ref(ref: str) -> Events:
    if ref in NAMED:
        return NAMED[ref]
    if ref.startswith(("/^v", "/^[0-9", "/^\\d", "/v", "/\\d")):  # a version: tags, as a rule
        return RELEASE
    return on_branches([ref])


def _except(value: Any) -> Events:
    only = _only(value)
    return ALL if only == ALL else ALL - only


def _when(value: Any) -> Events:
    """GitLab and Cirrus: a word; Drone and Woodpecker: a mapping, or a list of which one must hold."""
    if isinstance(value, list):
        return any_of(map(_when, value)) if all(isinstance(item, dict) for item in value) and value else ALL
    if not isinstance(value, dict) or "project" in value:  # GitLab begins the pipeline of another project so
        return ALL
    found = ALL
    names = texts(value.get("event"))
    if names:
        found &= any_of(NAMED.get(name, NONE) for name in names)
    if texts(value.get("branch")):  # tags have none
        tags = RELEASE if {"tag", "release"}.intersection(names) else NONE
        found &= on_branches(texts(value["branch"])) | PROPOSAL | tags
    if texts(value.get("ref")):
        found &= any_of(condition(f"ref == {ref}") for ref in texts(value["ref"]))
    if value.get("cron") is not None:
        found &= SCHEDULE
    if value.get("target") is not None and not names:
        found &= HAND
    return found & _text(value.get("evaluate"))


def _deployed_on(value: Any) -> Events:
    """Travis and AppVeyor: when their own deployments run."""
    if not isinstance(value, dict):
        return ALL
    if "true" in (value.get("tags"), str(value.get("appveyor_repo_tag", value.get("APPVEYOR_REPO_TAG"))).lower()):
        return RELEASE
    said = _text(value.get("condition"))
    if said != ALL:
        return said
    branches = texts(value.get("branch"))
    return branch_events(branches) if branches else ALL


def _run_when(value: Any) -> Events:
    return _text(value.get("when")) if isinstance(value, dict) else ALL


def _buildkite_branches(value: Any) -> Events:
    return on_branches(value.split()) if isinstance(value, str) else ALL


_KEYS: dict[str, Callable[[Any], Events]] = {
    "if": _text,
    "only_if": _text,
    "condition": _text,
    "rules": _rules,
    "only": _only,
    "except": _except,
    "when": _when,
    "trigger": _when,
    "trigger_type": _when,
    "on": _deployed_on,
    "run": _run_when,
    "branches": _buildkite_branches,
}
CONDITIONS = frozenset(_KEYS) - {"run"}
"""Keys that say when, not what."""
