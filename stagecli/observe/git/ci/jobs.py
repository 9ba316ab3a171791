"""Takes a CI job apart into steps, in the shape that all YAML systems share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname, join, normpath
from typing import Any

from stagecli.observe.git.ci import words
from stagecli.observe.git.ci.conditions import CONDITIONS, narrowed
from stagecli.observe.git.ci.documents import MAX_LINE, short_lines
from stagecli.observe.git.ci.events import NONE, Events, condition
from stagecli.observe.git.ci.evidence import CiJob, CiStep

MAX_CHARACTERS = 300_000  # of one file: aliases and inherited jobs could repeat 256 KB without end

_NAMES = ("name", "label", "displayName", "stage", "job", "deployment", "task", "title")
_SILENT = CONDITIONS | words.SILENT_KEYS
_CALLED = re.compile(r"^(?:uses: \./|template: |buildkite-agent pipeline upload )(\S+)")


class Reader:
    """Collects the jobs of one CI file, and which other files it runs on which events."""

    def __init__(self, path: str, text: str, called: Mapping[str, Events], shared: Mapping[str, Any]) -> None:
        self.path = path
        self.text = text
        self.called = called
        """The events on which other files run each file, by its path, or by `name:` and its name."""
        self.shared = shared
        """What all files of the system together have at the top: GitLab's include each other."""
        self.jobs: list[CiJob] = []
        self.calls: dict[str, Events] = {}
        self._left = MAX_CHARACTERS

    def job(self, names: Iterable[str], body: Any, events: Events) -> None:
        """Add a job that runs on some events; `body` is what the file has of it."""
        job = tuple(self._steps(body, events, tuple(names)))
        self.jobs.append(job)
        for step in job:
            for line in step.lines:
                called = _CALLED.match(line)
                if called:
                    target = called.group(1).partition("@")[0]
                    self.call(join(dirname(self.path), target) if line.startswith("template") else target, step.events)

    def call(self, target: str, events: Events) -> None:
        """Note that another file is run."""
        target = target if target.startswith("name:") else normpath(target).lstrip("/")
        self.calls[target] = self.calls.get(target, NONE) | events

    def _steps(self, value: Any, events: Events, names: tuple[str, ...]) -> Iterator[CiStep]:
        """The step that a value describes, then those below it."""
        if self._spend(1):
            return
        if isinstance(value, list):
            yield CiStep(events, names)
            for item in value:
                yield from self._steps(item, events, ())
        elif isinstance(value, dict):
            events = narrowed(value, events)
            below = list(_below(value, events))
            own = tuple(value[key] for key in _NAMES if isinstance(value.get(key), str))
            silent = _SILENT.union(_NAMES, (key for key, _, _ in below)) - {"task"}
            lines = [line for key, item in value.items() if key not in silent for line in self._lines(key, item)]
            yield CiStep(events, names + own, (*self._arguments(value), *lines))
            for key, item, when in below:
                for called, each in _parts(key, item):
                    yield from self._steps(each, when, called)
        else:
            yield CiStep(events, names, tuple(self._lines("run", value)))

    def _lines(self, key: str, value: Any) -> Iterator[str]:
        """What a value says, as lines of commands, or of a key and its value."""
        if self._spend(len(value) + 1 if isinstance(value, str) else 1):
            return
        if isinstance(value, str):
            lines = short_lines(value)
            if len(lines) == 1 and (key not in words.SCRIPT_KEYS or " " not in value):
                yield lines[0] if key == "run" else f"{key}: {lines[0]}"
            else:
                yield from _joined(lines)
        elif isinstance(value, list):
            for item in value:
                yield from self._lines("run", item)
        elif isinstance(value, dict):
            yield key
            yield from self._arguments(value)
            for part, item in value.items():
                if part not in _SILENT:
                    yield from self._lines(part, item)

    def _arguments(self, value: Mapping[str, Any]) -> Iterator[str]:
        """The command that is given as a program, or an image that is called like it, and its arguments."""
        programs = [value[part] for part in ("entrypoint", "path", "name") if isinstance(value.get(part), str)]
        if programs and isinstance(value.get("args"), list) and not self._spend(1):
            command = " ".join((basename(programs[0]), *(item for item in value["args"] if isinstance(item, str))))
            if not self._spend(len(command)):
                yield from short_lines(command)

    def _spend(self, characters: int) -> bool:
        """Whether the budget is used up."""
        self._left -= characters
        return self._left < 0


def _below(value: Mapping[str, Any], events: Events) -> Iterator[tuple[str, Any, Events]]:
    """The keys of a step that have further steps, those, and when they run."""
    for key, item in value.items():
        if key.startswith("${{"):  # Azure inserts parts so
            yield key, item, events & condition(key)
        elif isinstance(item, dict | list) and (
            key in words.CONTAINER_KEYS or (isinstance(item, dict) and len(value) == 1)
        ):
            yield key, item, events


def _parts(key: str, value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The names and bodies of what is below a key: the key may be one of many, or a name itself."""
    if (
        key in words.CONTAINER_KEYS
        and isinstance(value, dict)
        and all(isinstance(each, dict) for each in value.values())
    ):
        yield from (((name,), each) for name, each in value.items())
    else:
        yield () if key in words.CONTAINER_KEYS or key.startswith("${{") else (key,), value


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines of a script, those that a backslash continues put together."""
    kept = ""
    for line in lines:
        kept += line.rstrip("\\").strip() + " "
        if not line.endswith("\\") or len(kept) > MAX_LINE:
            yield kept.strip()
            kept = ""
    if kept:
        yield kept.strip()
