"""Which paths of a repository are CI files, and of which system."""

import re
from typing import Literal, TypeAlias

System: TypeAlias = Literal[
    "appveyor",
    "azure",
    "bitbucket",
    "buildkite",
    "circleci",
    "cirrus",
    "cloudbuild",
    "codebuild",
    "concourse",
    "drone",
    "github",
    "gitlab",
    "jenkins",
    "semaphore",
    "sourcehut",
    "travis",
    "wercker",
    "woodpecker",
    "zuul",
]

_PATTERNS: tuple[tuple[System, str], ...] = (
    ("appveyor", r"\.?appveyor\.ya?ml"),
    ("azure", r"(.*/)?\.?azure-pipelines[^/]*\.ya?ml"),
    ("azure", r"\.(azure-pipelines|azuredevops|azure/pipelines|pipelines)/.*\.ya?ml"),
    ("bitbucket", r"bitbucket-pipelines\.ya?ml"),
    ("buildkite", r"\.buildkite/pipeline[^/]*\.(ya?ml|json)"),
    ("buildkite", r"\.?buildkite\.ya?ml"),
    ("circleci", r"\.circleci/config\.ya?ml|circle\.yml"),
    ("cirrus", r"\.cirrus\.ya?ml"),
    ("cloudbuild", r"(.*/)?cloudbuild[^/]*\.(ya?ml|json)"),
    ("codebuild", r"(.*/)?buildspec[^/]*\.ya?ml"),
    ("concourse", r"(\.concourse|concourse|ci/concourse|ci/pipelines)/.*\.ya?ml|(ci/)?pipeline\.ya?ml"),
    ("drone", r"\.drone\.ya?ml"),
    ("github", r"\.github/workflows/[^/]*\.ya?ml"),
    ("gitlab", r"\.gitlab-ci\.ya?ml|(\.gitlab/ci|\.gitlab-ci)/.*\.ya?ml|[^/]*\.gitlab-ci\.ya?ml"),
    ("jenkins", r"(.*/)?(Jenkinsfile[^/]*|[^/]*\.[Jj]enkinsfile)"),
    ("semaphore", r"\.semaphore/[^/]*\.ya?ml"),
    ("sourcehut", r"\.build\.ya?ml|\.builds/[^/]*\.ya?ml"),
    ("travis", r"\.travis\.ya?ml"),
    ("wercker", r"wercker\.ya?ml"),
    ("woodpecker", r"\.woodpecker\.ya?ml|\.woodpecker/.*\.ya?ml"),
    ("zuul", r"\.?zuul\.ya?ml|\.?zuul\.d/.*\.ya?ml"),
)
"""From the root of the repository: most systems look only there."""
_SYSTEMS = tuple((system, re.compile(pattern)) for system, pattern in _PATTERNS)
_OTHERS = frozenset(
    ("vendor", "node_modules", "third_party", "test", "tests", "testdata", "fixtures", "examples", "templates", "docs")
)
"""Folders whose files are somebody else's, or samples."""


def is_ci_path(path: str) -> System | None:
    """The system that reads this file; None if it is no CI file. Paths are relative to the repository's root."""
    for system, pattern in _SYSTEMS:
        if pattern.fullmatch(path):
            return None if _OTHERS.intersection(path.split("/")[:-1]) else system
    return None
