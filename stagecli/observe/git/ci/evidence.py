"""What the steps of a job do, by the words in them: run tests, or publish or deploy something."""

import re
from collections.abc import Callable, Mapping
from posixpath import basename

from msgspec import Struct

from stagecli.observe.git.ci import words
from stagecli.observe.git.ci.events import ALL, MAIN, NONE, RELEASE, Events, condition

_SEGMENTS = re.compile(r"&&|\|\||[;|\n]")
_WORDS = re.compile(r"[^\s\"'`,()\[\]{}]+")
_NAME_WORDS = re.compile(r"[a-z0-9]+")
_PARTS = re.compile(r"[-_:./]")


class CiStep(Struct, frozen=True):
    """Part of a job: its names, the lines that say what it does, and when it runs."""

    events: Events
    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


CiJob = tuple[CiStep, ...]


def tested(job: CiJob) -> Events:
    """The events on which a job runs tests."""
    found: Events = NONE
    for step in job:
        if any(map(_names_tests, step.names)) or any(_does(line, words.TESTS, _is_test_task) for line in step.lines):
            found |= step.events
    return found


def released(job: CiJob, path: str) -> Events:
    """The events on which a job of the file at `path` publishes or deploys something other than documentation.

    Names count only where no line says what is released.
    """
    lines = [line.lower() for step in job for line in step.lines]
    names = (basename(path), *(name for step in job[:1] for name in step.names))
    elsewhere = any(_name_words(name) & words.ELSEWHERE_NAMES for name in names) or any(
        _has(line, words.DOCUMENTATION) for line in lines
    )
    by_request = any(_has(line, words.REQUEST_ACTIONS) for line in lines)
    by_lines: Events = NONE
    by_names: Events = NONE
    for step in job:
        if any(_has(line.lower(), words.REHEARSALS) for line in step.lines):
            continue
        events = step.events
        if by_request:
            events = (events - MAIN) | RELEASE if events & MAIN else events
        by_lines |= events & _published(step, elsewhere)
        if not elsewhere and any(map(_names_release, step.names)):
            by_names |= events
    return by_lines or by_names


def _published(step: CiStep, elsewhere: bool) -> Events:
    """The events on which the lines of a step publish something; none if they do not."""
    pushed = NONE
    image = False
    for line in step.lines:
        low = line.lower()
        if _has(low, words.REQUEST_ACTIONS) or _does(line, words.PUBLISHES, _is_no_task):
            return ALL
        if not elsewhere and (_has(low, words.RELEASE_ACTIONS) or _does(line, words.DEPLOYS, _is_release_task)):
            return ALL
        image = image or _has(low, words.IMAGE_ACTIONS)
        if low.startswith("push: ") and low != "push: false":
            pushed |= condition(low[len("push: ") :])
    return pushed if image else NONE


def _has(line: str, parts: tuple[str, ...]) -> bool:
    return any(part in line for part in parts)


def _name_words(name: str) -> frozenset[str]:
    return frozenset(_NAME_WORDS.findall(name.lower()))


def _names_tests(name: str) -> bool:
    found = _name_words(name)
    return bool(found & words.TEST_NAMES) and not found & words.NO_TEST_NAMES


def _names_release(name: str) -> bool:
    found = _name_words(name)
    if not found & words.RELEASE_NAMES or found & words.NO_RELEASE_NAMES:
        return False
    return bool((found & words.RELEASE_NAMES) - {"release"}) or not found & words.BUILD_NAMES


def _is_test_task(task: str) -> bool:
    parts = frozenset(_PARTS.split(task))
    return bool(parts & words.TEST_NAMES) and not parts & words.NO_TEST_NAMES


def _is_no_task(_: str) -> bool:
    return False


def _is_release_task(task: str) -> bool:
    parts = _PARTS.split(task)
    return parts[0] in words.RELEASE_TASKS and not words.NO_RELEASE_NAMES.intersection(parts)


def _does(line: str, table: Mapping[str, frozenset[str]], is_task: Callable[[str], bool]) -> bool:
    return any(_command(segment.lower(), table, is_task) for segment in _SEGMENTS.split(line))


def _command(segment: str, table: Mapping[str, frozenset[str]], is_task: Callable[[str], bool]) -> bool:
    """Whether one command, in small letters, does what the table has, or runs a task or script that is called so."""
    given = _WORDS.findall(segment)
    tools = [basename(word) for word in given]
    if not given or given[0] in words.SAYS or (table is words.TESTS and _tests_nothing(given, tools)):
        return False
    if words.INSTALLERS.intersection(tools) and words.INSTALLS.intersection(given):
        return False
    wanted: set[str] = set()
    runs = False
    for at, (word, tool) in enumerate(zip(given, tools, strict=True)):
        task = word.rpartition(":")[2] if ":" in word and not word.endswith(":") else word
        called = runs and not word.startswith("-") and is_task(word)
        script = at <= 1 and _is_script(word, given[0], is_task)
        known = word in wanted or (task in wanted and table is words.TESTS)
        if called or script or known or table.get(tool) == words.ANY:
            return True
        runs = runs or tool in words.RUNNERS
        wanted |= table.get(tool, words.ANY)
    return table is words.TESTS and tools[-1] == "rake"  # whose default task they are, by custom


def _tests_nothing(given: list[str], tools: list[str]) -> bool:
    if "tox" in tools or "nox" in tools:
        return any(words.NO_TEST_NAMES.intersection(_PARTS.split(word)) for word in given)
    return any(word.startswith(("-dskiptests", "-dmaven.test.skip")) for word in given) or "-x" in given


def _is_script(word: str, first: str, is_task: Callable[[str], bool]) -> bool:
    """Whether a word is a script that is run, such as `./run_tests.sh`, and called like a task."""
    runs = word == first or first in ("bash", "sh", "python", "python3", "ruby", "node", "powershell", "pwsh", "source")
    return runs and ("/" in word or word.endswith((".sh", ".py", ".ps1"))) and is_task(basename(word))
