"""Which function finds the jobs of which CI system."""

from collections.abc import Callable
from typing import Any

from stagecli.observe.git.ci.forges import azure, bitbucket, github, gitlab, sourcehut
from stagecli.observe.git.ci.jobs import Reader
from stagecli.observe.git.ci.paths import System
from stagecli.observe.git.ci.servers import (
    appveyor,
    begun_elsewhere,
    buildkite,
    circleci,
    cirrus,
    concourse,
    drone,
    semaphore,
    travis,
    zuul,
)

SYSTEMS: dict[System, Callable[[Reader, Any], None]] = {
    "appveyor": appveyor,
    "azure": azure,
    "bitbucket": bitbucket,
    "buildkite": buildkite,
    "circleci": circleci,
    "cirrus": cirrus,
    "cloudbuild": begun_elsewhere,
    "codebuild": begun_elsewhere,
    "concourse": concourse,
    "drone": drone,
    "github": github,
    "gitlab": gitlab,
    "semaphore": semaphore,
    "sourcehut": sourcehut,
    "travis": travis,
    "wercker": begun_elsewhere,
    "woodpecker": drone,
    "zuul": zuul,
}
"""All but Jenkins, whose files are programs."""
LISTS = frozenset(("buildkite", "zuul"))
"""Systems whose documents may be lists."""
