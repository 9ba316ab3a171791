"""Where CI that comes with a forge has its jobs, and on which events it runs them by itself."""

from collections.abc import Mapping
from typing import Any

from stagecli.observe.git.ci.conditions import MAX_ITEMS, any_of, narrowed, texts
from stagecli.observe.git.ci.documents import items_of, mapping_of, text_of
from stagecli.observe.git.ci.events import (
    ALL,
    CHANGES,
    HAND,
    MAIN,
    NAMED,
    NONE,
    PROPOSAL,
    RELEASE,
    SCHEDULE,
    Events,
    branch_events,
)
from stagecli.observe.git.ci.jobs import Reader


def github(reader: Reader, document: Mapping[str, Any]) -> None:
    """GitHub Actions. A workflow may be run by another, which calls it or which it follows."""
    on = document.get("on")
    on = on if isinstance(on, dict) else dict.fromkeys(texts(on))
    events = reader.called.get(reader.path, NONE)
    for name, value in on.items():
        limits = mapping_of(value)
        if name == "workflow_run":
            events |= any_of(reader.called.get(f"name:{each}", NONE) for each in texts(limits.get("workflows")))
        elif name == "schedule":
            events |= SCHEDULE
        elif name == "push" and limits.keys() & {"branches", "branches-ignore", "tags"}:
            events |= branch_events(texts(limits.get("branches"))) if "branches" in limits else NONE
            events |= (CHANGES if "branches-ignore" in limits else NONE) | (RELEASE if "tags" in limits else NONE)
        elif name.startswith("pull_request") and texts(limits.get("types")) == ["closed"]:
            events |= MAIN
        else:
            events |= NAMED.get(name, NONE)
    if isinstance(document.get("name"), str):
        reader.call(f"name:{document['name']}", events)
    runs: dict[str, Events] = {}
    for name, job in mapping_of(document.get("jobs")).items():
        begun = events
        if not any(each in text_of(mapping_of(job).get("if")) for each in ("always()", "cancelled()", "failure()")):
            for needed in texts(mapping_of(job).get("needs")):
                begun &= runs.get(needed, ALL)
        runs[name] = narrowed(mapping_of(job), begun)
        reader.job((name,), job, begun)


_GITLAB_KEYS = frozenset(
    ("stages", "variables", "workflow", "include", "default", "image", "services", "cache", "before_script", "spec")
)


def _inherited(job: Mapping[str, Any], shared: Mapping[str, Any], depth: int) -> Mapping[str, Any]:
    """A job of GitLab with what it extends, and the rules that it refers to."""
    base: dict[str, Any] = {}
    for parent in texts(job.get("extends"))[:10] if depth < 4 else []:
        base.update(_inherited(mapping_of(shared.get(parent)), shared, depth + 1))
    job = {**base, **job}
    if isinstance(job.get("rules"), list):
        rules: list[Any] = []
        for rule in job["rules"][:MAX_ITEMS]:
            name, key = (*texts(rule), "", "")[:2]
            found = mapping_of(shared.get(name)).get(key)  # `!reference [name, key]`
            rules += found[:MAX_ITEMS] if isinstance(found, list) else [rule]
        job = {**job, "rules": rules}
    return job


def _is_limited_elsewhere(job: Mapping[str, Any], shared: Mapping[str, Any]) -> bool:
    """Whether when a job runs stands in a file that is not here."""
    if {"rules", "only", "except"} & job.keys():
        return any(not isinstance(rule, dict) for rule in items_of(job.get("rules")))
    return any(parent not in shared for parent in texts(job.get("extends")))


def gitlab(reader: Reader, document: Mapping[str, Any]) -> None:
    """GitLab CI: all that is no keyword and not hidden is a job.

    Of one whose rules are in another project only the usual is supposed: that it runs on changes.
    """
    begun = narrowed({"rules": mapping_of(reader.shared.get("workflow")).get("rules")}, ALL)
    for name, own in document.items():
        if name in _GITLAB_KEYS or name.startswith(".") or not isinstance(own, dict):
            continue
        job = _inherited(own, reader.shared, 0)
        names = [name]
        environment = job.get("environment")
        if isinstance(environment, str | dict) and mapping_of(environment).get("action", "start") == "start":
            names.append(f"deploy {text_of(environment) or text_of(mapping_of(environment).get('name'))}")
        if "release" in job:
            names.append("release")
        reader.job(names, job, begun & PROPOSAL if _is_limited_elsewhere(job, reader.shared) else begun)


def bitbucket(reader: Reader, document: Mapping[str, Any]) -> None:
    """Bitbucket Pipelines: the kind of a pipeline is its event."""
    for kind, pipelines in mapping_of(document.get("pipelines")).items():
        named = pipelines.items() if isinstance(pipelines, dict) else [("", pipelines)]
        for name, steps in named:
            events = {"default": CHANGES, "branches": branch_events([name]), "tags": RELEASE, "custom": HAND}
            held = False
            for entry in _flat(steps):
                step = mapping_of(entry.get("step", entry))
                held = held or step.get("trigger") == "manual"  # the steps after it wait too
                deployed = step.get("deployment")
                names = (f"deploy {deployed}",) if isinstance(deployed, str) else ()
                reader.job(names, {**step, "deployment": None}, HAND if held else events.get(kind, PROPOSAL))


def _flat(value: Any) -> list[Mapping[str, Any]]:
    """The steps of a list, with those of its groups."""
    found = []
    for item in map(mapping_of, items_of(value)):
        inner = next((item[key] for key in ("parallel", "stage", "group", "steps") if key in item), None)
        found += _flat(inner) if inner is not None and "step" not in item else [item]
    return found


def azure(reader: Reader, document: Mapping[str, Any]) -> None:
    """Azure Pipelines. Templates run when files that use them do."""
    events = reader.called.get(reader.path, NONE)
    template = "parameters" in document and not {"trigger", "pr", "schedules"} & document.keys()
    if not events and not template:
        trigger = document.get("trigger")
        if trigger != "none":
            branches, tags = mapping_of(trigger).get("branches", trigger), mapping_of(trigger).get("tags")
            pushed = branch_events(texts(branches)) if texts(branches) else CHANGES if tags is None else NONE
            events |= pushed | (
                RELEASE if tags is not None or any("refs/tags" in each for each in texts(branches)) else NONE
            )
        events |= PROPOSAL if document.get("pr", "none") != "none" else NONE
        events |= SCHEDULE if document.get("schedules") is not None else NONE
        events = events or (NONE if "pipelines" in mapping_of(document.get("resources")) else HAND)
    for stage in map(mapping_of, items_of(document.get("stages")) or [document]):
        called = tuple(text_of(stage.get(key)) for key in ("stage", "displayName") if stage is not document)
        within = narrowed({"condition": stage.get("condition")}, events)
        for job in items_of(stage.get("jobs")) or [{key: stage[key] for key in stage if key not in {"trigger", "pr"}}]:
            named = ("deploy",) if "deployment" in mapping_of(job) else ()
            reader.job((*called, *named), job, within)


def sourcehut(reader: Reader, document: Mapping[str, Any]) -> None:
    """Builds of SourceHut run on every push."""
    for task in items_of(document.get("tasks")):
        for name, script in mapping_of(task).items():
            reader.job((name,), {"script": script}, CHANGES)
