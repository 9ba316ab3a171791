"""A few of the faults that `python -m tests.hardening.faults` puts at every call: kills, full and broken disks."""

import random
import shutil
from pathlib import Path

import pytest

from tests.hardening.faults import SCENARIOS, Sweep

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace puts the faults at system calls")


@pytest.mark.parametrize("name", SCENARIOS)
def test_whatever_fails_files_are_whole_and_the_same_command_ends_it(name: str, tmp_path: Path) -> None:
    chance, sweep = random.Random(name), Sweep(SCENARIOS[name], tmp_path)
    for kind in ("kill", "full", "broken"):
        point = chance.choice([point for other, point in sweep.faults() if other == kind and point in sweep.steady])
        assert sweep.hurt(kind, point) == (kind == "kill")
    assert sweep.hurt("kill", *sweep.kills(chance, 2)) > 0
