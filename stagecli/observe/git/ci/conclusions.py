"""The two measures of CI files."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from stagecli.measures import EXAMPLE_LENGTH, EXAMPLES, Measured
from stagecli.observe.git.ci.documents import documents
from stagecli.observe.git.ci.events import NONE, Events
from stagecli.observe.git.ci.evidence import CiJob, released, tested
from stagecli.observe.git.ci.jenkins import read_jenkinsfile
from stagecli.observe.git.ci.jobs import Reader
from stagecli.observe.git.ci.paths import System, is_ci_path
from stagecli.observe.git.ci.systems import LISTS, SYSTEMS

MAX_CALLS = 5  # how many files deep one may run another; GitHub allows ten, nobody uses them

_Parsed = Mapping[str, tuple[System, list[Any], str]]


def ci_measures(texts: Iterable[tuple[str, str]]) -> dict[str, Measured]:
    """`git.ci_tests` and `git.release_path` of the CI files among these, given as path and text.

    The first is on which events tests run, the second on which something is published or deployed; of several the
    first of `MEASURES`. There is no value for "none": without one the reason is given. Paths are from the root of the
    repository; texts over 256 KB should not be given.
    """
    parsed: dict[str, tuple[System, list[Any], str]] = {}
    for path, text in texts:
        system = is_ci_path(path)
        if system is not None:
            parsed[path] = (system, documents(text) if system in SYSTEMS else [], text)
    if not parsed:
        return {name: Measured(reason="no_ci") for name in ("git.ci_tests", "git.release_path")}
    jobs = _jobs(parsed)
    return {
        "git.ci_tests": _measured(jobs, lambda job, _: tested(job), _TEST_WORDS, "ci_unclear"),
        "git.release_path": _measured(jobs, released, _RELEASE_WORDS, "no_release_job"),
    }


_TEST_WORDS: Mapping[str, frozenset[str]] = {
    "change": frozenset(("main", "proposal")),
    "schedule": frozenset(("schedule",)),
    "release": frozenset(("release",)),
}
_RELEASE_WORDS: Mapping[str, frozenset[str]] = {
    "change": frozenset(("main",)),
    "release": frozenset(("release",)),
    "hand": frozenset(("hand",)),
    "schedule": frozenset(("schedule",)),
}


def _jobs(parsed: _Parsed) -> dict[str, list[CiJob]]:
    """The jobs of each file, once it is known which files run which others."""
    called: dict[str, Events] = {}
    shared: dict[str, Any] = {}
    for system, roots, _ in parsed.values():
        for root in roots if system == "gitlab" else []:
            shared.update(root if isinstance(root, dict) else {})
    for _ in range(MAX_CALLS):
        found: dict[str, list[CiJob]] = {}
        calls: dict[str, Events] = {}
        for path, (system, roots, text) in parsed.items():
            reader = Reader(path, text, called, shared)
            if system == "jenkins":
                read_jenkinsfile(reader, text)
            for root in roots:
                if isinstance(root, dict) or system in LISTS:
                    SYSTEMS[system](reader, root)
            found[path] = reader.jobs
            for target, events in reader.calls.items():
                calls[target] = calls.get(target, NONE) | events
        if calls == called:
            break
        called = calls
    return found


def _measured(
    jobs: Mapping[str, list[CiJob]],
    read: Callable[[CiJob, str], Events],
    words: Mapping[str, frozenset[str]],
    reason: str,
) -> Measured:
    seen = {path: frozenset(event for job in each for event in read(job, path)) for path, each in jobs.items()}
    for word, events in words.items():
        paths = [path for path, found in seen.items() if found & events]
        if paths:
            examples = tuple(path for path in paths if len(path) <= EXAMPLE_LENGTH)[:EXAMPLES]
            return Measured(value=word, counted=len(jobs), examples=examples)
    return Measured(reason=reason, counted=len(jobs))
