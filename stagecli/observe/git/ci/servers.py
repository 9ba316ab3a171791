"""Where CI that stands beside a forge has its jobs, and on which events it runs them by itself."""

from collections.abc import Mapping
from typing import Any

from stagecli.observe.git.ci import words
from stagecli.observe.git.ci.conditions import any_of, narrowed, texts
from stagecli.observe.git.ci.documents import items_of, mapping_of, text_of
from stagecli.observe.git.ci.events import (
    ALL,
    CHANGES,
    HAND,
    MAIN,
    NONE,
    PROPOSAL,
    PUSHES,
    RELEASE,
    SCHEDULE,
    Events,
    branch_events,
    condition,
)
from stagecli.observe.git.ci.jobs import Reader


def travis(reader: Reader, document: Mapping[str, Any]) -> None:
    """Travis CI. Without limits it deploys what lands on the main line."""
    events = narrowed({"if": document.get("if")}, PUSHES | SCHEDULE)
    branches = texts(mapping_of(document.get("branches")).get("only"))
    events &= branch_events(branches) | PROPOSAL | RELEASE | SCHEDULE if branches else ALL
    included = [
        *items_of(mapping_of(document.get("jobs")).get("include")),
        *items_of(mapping_of(document.get("matrix")).get("include")),
    ]
    deploys = [*items_of(document.get("deploy"))]
    for job in included:
        reader.job((), {key: value for key, value in mapping_of(job).items() if key != "deploy"}, events)
        deploys += [
            {**mapping_of(each), "if": mapping_of(job).get("if")} for each in items_of(mapping_of(job).get("deploy"))
        ]
    for deploy in deploys:
        limited = "on" in deploy and mapping_of(deploy["on"]).keys() & {"tags", "branch", "all_branches", "condition"}
        reader.job(("deploy",), deploy, events if limited else events & MAIN)
    if "script" not in document and document.get("language") in words.DEFAULT_TESTS:
        reader.job(("test",), None, events)
    phases = ("before_install", "install", "before_script", "script", "after_success", "after_script")
    reader.job((), {key: document[key] for key in phases if key in document}, events)


def appveyor(reader: Reader, document: Mapping[str, Any]) -> None:
    """AppVeyor."""
    branches = texts(mapping_of(document.get("branches")).get("only"))
    events = branch_events(branches) | PROPOSAL | RELEASE if branches else PUSHES
    for deploy in items_of(document.get("deploy")):
        reader.job(("deploy",), deploy, events - PROPOSAL)
    phases = ("test_script", "before_test", "build_script", "after_test", "deploy_script", "on_success")
    reader.job((), {"steps": [document[key] for key in phases if key in document]}, events)
    if isinstance(document.get("test"), dict):
        reader.job(("test",), None, events)


def _circle_filters(value: Any, events: Events) -> Events:
    """The events of a CircleCI job: all branches and no tags, unless its filters say otherwise."""
    filters = mapping_of(value)
    branches, tags = mapping_of(filters.get("branches")), filters.get("tags")
    if branches.get("ignore") is not None and branch_events(texts(branches["ignore"])) == CHANGES:
        events -= CHANGES
    elif branches.get("only") is not None:
        events &= branch_events(texts(branches["only"])) | SCHEDULE
    return events | (RELEASE if tags is not None else NONE)


def circleci(reader: Reader, document: Mapping[str, Any]) -> None:
    """CircleCI: workflows say when jobs run; older versions have none."""
    jobs = mapping_of(document.get("jobs"))
    workflows = {key: value for key, value in mapping_of(document.get("workflows")).items() if isinstance(value, dict)}
    for workflow in workflows.values():
        scheduled = any("schedule" in mapping_of(each) for each in items_of(workflow.get("triggers")))
        equal = mapping_of(workflow.get("when")).get("equal")
        scheduled = scheduled or "scheduled_pipeline" in texts(equal)
        runs: dict[str, Events] = {}
        for entry in workflow["jobs"] if isinstance(workflow.get("jobs"), list) else []:
            name, limits = next(iter(entry.items())) if isinstance(entry, dict) and entry else (entry, {})
            limits, name = mapping_of(limits), text_of(name)
            events = _circle_filters(limits.get("filters"), SCHEDULE if scheduled else CHANGES)
            called = text_of(limits.get("name")) or name
            for required in texts(limits.get("requires")):
                before = runs.get(required, ALL)
                events = HAND if before == HAND else events & before
            runs[called] = HAND if limits.get("type") == "approval" else events
            if limits.get("type") == "approval":
                continue
            body = {key: value for key, value in limits.items() if key not in {"filters", "context", "type"}}
            reader.job((name, called), {"steps": [name, body, jobs.get(name)]}, events)
    if not workflows:
        for name, job in jobs.items():
            reader.job((name,), job, CHANGES)
    for name, limits in mapping_of(document.get("deployment")).items():  # version 1
        tag = "tag" in mapping_of(limits)
        reader.job(
            (f"deploy {name}",), limits, RELEASE if tag else branch_events(texts(mapping_of(limits).get("branch")))
        )
    if isinstance(document.get("test"), dict):
        reader.job(("test",), document["test"], CHANGES)


def drone(reader: Reader, document: Mapping[str, Any]) -> None:
    """Drone and Woodpecker, and the older forms of both."""
    events = narrowed({key: document.get(key) for key in ("trigger", "when")}, ALL)
    for key in ("steps", "pipeline", "build", "publish", "deploy"):
        steps = document.get(key)
        named = list(steps.items()) if isinstance(steps, dict) else [("", step) for step in items_of(steps)]
        if key in ("build", "publish", "deploy") and isinstance(steps, dict) and "commands" in steps:
            named = [("", steps)]
        for name, step in named:
            reader.job((f"publish {name}" if key in ("publish", "deploy") else name,), step, events)


def cirrus(reader: Reader, document: Mapping[str, Any]) -> None:
    """Cirrus CI."""
    for key, value in document.items():
        task = mapping_of(value)
        if key.rstrip("0123456789").endswith("task"):
            scripts = [{"script": body} for name, body in task.items() if name.endswith("script")]
            limits = {name: task[name] for name in ("only_if", "trigger_type", "name") if name in task}
            reader.job((key.replace("_", " "),), {**limits, "steps": scripts}, PUSHES | SCHEDULE)


def buildkite(reader: Reader, document: Any) -> None:
    """Buildkite: what comes after a block waits for a person.

    When files other than the first run is set elsewhere, unless another uploads them.
    """
    first = "/pipeline." not in reader.path or reader.path.count(".") == 2
    events = PUSHES if first else reader.called.get(reader.path, PROPOSAL)
    for entry in items_of(mapping_of(document).get("steps", document)):
        step = mapping_of(entry)
        if step.keys() & {"block", "input"}:
            events = HAND
        for each in items_of(step.get("steps")) or [step]:
            plugins = [list(plugin) for plugin in items_of(mapping_of(each).get("plugins")) if isinstance(plugin, dict)]
            reader.job((), {**mapping_of(each), "uses": [name for names in plugins for name in names]}, events)


def semaphore(reader: Reader, document: Mapping[str, Any]) -> None:
    """Semaphore: its first pipeline runs on every push, others when promoted."""
    first = reader.path.endswith(("/semaphore.yml", "/semaphore.yaml"))
    events = PUSHES if first else reader.called.get(reader.path, NONE)
    for block in map(mapping_of, items_of(document.get("blocks"))):
        task = mapping_of(block.get("task"))
        body = {
            "run": block.get("run"),
            "steps": [{"commands": mapping_of(task.get("prologue")).get("commands")}, *items_of(task.get("jobs"))],
        }
        reader.job(texts(block.get("name")), body, events)
    for promotion in map(mapping_of, items_of(document.get("promotions"))):
        target = promotion.get("pipeline_file")
        automatic = promotion.get("auto_promote") or mapping_of(promotion.get("auto"))
        older = [mapping_of(each) for each in items_of(promotion.get("auto_promote_on"))]
        when = HAND
        if automatic:
            when = events & condition(text_of(mapping_of(automatic).get("when")))
        elif older:
            when = events & any_of(branch_events(texts(each.get("branch"))) or events for each in older)
        if isinstance(target, str):
            reader.call(f".semaphore/{target}", when)


def zuul(reader: Reader, document: Any) -> None:
    """Zuul: a project lists jobs by pipeline, whose names are customary."""
    for stanza in items_of(document):
        project = mapping_of(mapping_of(stanza).get("project", mapping_of(stanza).get("project-template")))
        for template in texts(project.get("templates")):
            parts = set(template.split("-"))
            tests = any(part.startswith("python") for part in parts) and not parts & words.NO_TEST_NAMES
            reader.job(("unit" if tests else template,), None, PROPOSAL | RELEASE)
        for pipeline, limits in project.items():
            parts = set(pipeline.replace("_", "-").split("-"))
            event = next((events for names, events in _ZUUL_PIPELINES.items() if parts & set(names)), PROPOSAL)
            for job in mapping_of(limits).get("jobs") or []:
                reader.job((next(iter(job), "") if isinstance(job, dict) else text_of(job),), None, event)


_ZUUL_PIPELINES: dict[tuple[str, ...], Events] = {
    ("release", "tag", "pre"): RELEASE,
    ("post", "promote", "deploy"): MAIN,
    ("periodic", "nightly", "daily", "weekly"): SCHEDULE,
    ("experimental",): HAND,
}


def begun_elsewhere(reader: Reader, document: Mapping[str, Any]) -> None:
    """Cloud Build, CodeBuild and Wercker, whose runs begin as is set elsewhere: with a change, as a rule.

    What they publish then is not known, unless the name of a tag is used: only a tag has one.
    """
    tagged = "TAG_NAME" in reader.text
    for name, phase in mapping_of(document.get("phases")).items():
        reader.job((name,), phase, PROPOSAL)
    for step in items_of(document.get("steps")):
        reader.job(texts(mapping_of(step).get("id")), step, PROPOSAL | (RELEASE if tagged else NONE))
    for name, pipeline in document.items():
        if isinstance(pipeline, dict) and isinstance(pipeline.get("steps"), list):
            reader.job((name,), pipeline, PROPOSAL)


_RESOURCES: dict[str, Events] = {
    "git": MAIN,
    "pull-request": PROPOSAL,
    "github-pr": PROPOSAL,
    "time": SCHEDULE,
    "github-release": RELEASE,
    "semver": RELEASE,
}


def concourse(reader: Reader, document: Mapping[str, Any]) -> None:
    """Concourse: a resource that triggers a job is its event; without one a person starts it."""
    resources: dict[str, tuple[str, Events]] = {}
    for resource in map(mapping_of, items_of(document.get("resources"))):
        kind = text_of(resource.get("type"))
        tagged = "tag_filter" in mapping_of(resource.get("source"))
        resources[text_of(resource.get("name"))] = (kind, RELEASE if tagged else _RESOURCES.get(kind, NONE))
    for job in map(mapping_of, items_of(document.get("jobs"))):
        steps = _concourse_steps(job.get("plan"))
        begun = any_of(
            resources.get(text_of(step.get("get")), ("", NONE))[1] for step in steps if step.get("trigger") == "true"
        )
        triggered = any("get" in step and step.get("trigger") == "true" for step in steps)
        puts = [f"put {resources.get(text_of(step['put']), ('', NONE))[0]}" for step in steps if "put" in step]
        body = [{key: value for key, value in step.items() if key != "trigger"} for step in steps if "put" not in step]
        reader.job(texts(job.get("name")), {"steps": [*body, *puts]}, begun if triggered else HAND)


def _concourse_steps(value: Any) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for step in map(mapping_of, items_of(value)):
        inner = next((step[key] for key in ("in_parallel", "do", "aggregate", "try") if key in step), None)
        inner = mapping_of(inner).get("steps", inner)
        found += _concourse_steps(inner) if inner is not None else [step]
    return found
