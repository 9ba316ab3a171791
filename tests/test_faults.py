"""A few of the faults that `python -m tests.hardening.faults` puts at every call: kills, full and broken disks."""

import random
import shutil
from pathlib import Path

import pytest

from tests.conftest import slow
from tests.hardening.faults import SCENARIOS, Sweep

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace puts the faults at system calls")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("batch stream csv", ("kills",)),
        ("batch columnar csv", ("full",)),
        ("batch --save", ("broken",)),
        ("assess", ("kill",)),
        ("assess --save", ("full",)),
        ("history forget", ("kill",)),
        ("model new", ("broken",)),
        *(slow(name, ("kill", "full", "broken", "kills"), id=f"{name}, all kinds") for name in SCENARIOS),
    ],
)
def test_whatever_fails_files_are_whole_and_the_same_command_ends_it(
    name: str, kinds: tuple[str, ...], tmp_path: Path
) -> None:
    chance, sweep = random.Random(name), Sweep(SCENARIOS[name], tmp_path)
    for kind in kinds:
        if kind == "kills":
            assert sweep.hurt("kill", *sweep.kills(chance, 2)) > 0
        else:
            point = chance.choice([point for other, point in sweep.faults() if other == kind and point in sweep.steady])
            assert sweep.hurt(kind, point) == (kind == "kill")
