"""Reads the stages of a Jenkinsfile line by line: it is a program in Groovy."""

import re

from stagecli.observe.git.ci.documents import short_lines
from stagecli.observe.git.ci.events import ALL, HAND, PUSHES, RELEASE, SCHEDULE, Events, condition, on_branches
from stagecli.observe.git.ci.evidence import CiStep
from stagecli.observe.git.ci.jobs import Reader

_STAGE = re.compile(r"\bstage\s*(?:\(\s*)?['\"]([^'\"]*)['\"]")
_BRANCH = re.compile(r"^branch\b[^'\"]*['\"]([^'\"]*)['\"]")
_TAG = re.compile(r"^(?:buildingTag\s*\(|tag\b)")
_CRON = re.compile(r"\bcron\s*\(|\bcron\s+['\"]")
_CHANGE = re.compile(r"pollSCM|githubPush|gitlab\s*\(|BRANCH_NAME|CHANGE_ID|changeRequest|\bbranch\b")


def read_jenkinsfile(reader: Reader, text: str) -> None:
    """Add the stages of a Jenkinsfile as jobs.

    It runs on every change, as a rule; one with a clock and nothing that speaks of branches or changes on that only.
    """
    lines = [line.strip() for line in short_lines(text) if not line.strip().startswith(("//", "*"))]
    clock = any(_CRON.search(line) for line in lines)
    events = SCHEDULE if clock and not any(_CHANGE.search(line) for line in lines) else PUSHES
    open_stages: list[tuple[int, str, Events]] = [(0, "", events)]
    depth = 0
    found: list[tuple[str, Events, list[str]]] = [("", events, [])]
    for line in lines:
        stage = _STAGE.search(line)
        if stage:
            open_stages.append((depth, stage.group(1), open_stages[-1][2]))
            found.append((stage.group(1), open_stages[-1][2], []))
        else:
            limit = _limit(line)
            if limit != ALL:
                at, name, allowed = open_stages[-1]
                open_stages[-1] = (at, name, HAND if limit is HAND and allowed else allowed & limit)
                found[-1] = (found[-1][0], open_stages[-1][2], found[-1][2])
            found[-1][2].append(line)
        depth += line.count("{") - line.count("}")
        while len(open_stages) > 1 and depth <= open_stages[-1][0] and "}" in line:
            open_stages.pop()
    for name, when, said in found:
        reader.jobs.append((CiStep(when, (name,), tuple(said)),))


def _limit(line: str) -> Events:
    """The events on which a stage runs that has this line."""
    line = line.removeprefix("when").lstrip(" {")
    if _TAG.match(line):
        return RELEASE
    if line.startswith(("input ", "input(", "input{", "input {")):
        return HAND
    branch = _BRANCH.match(line)
    if branch:
        return on_branches([branch.group(1)])
    if line.startswith(("expression", "if (", "if(")):
        inside = line[line.find("{" if line.startswith("expression") else "(") + 1 :].rstrip("{} ").removesuffix(")")
        return condition(inside.removeprefix("return "))
    return ALL
