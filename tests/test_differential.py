"""A few of the tables that `python -m tests.hardening.differential` runs in every way that must agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples

for name in ("polars", "python_calamine", "xlsxwriter"):
    pytest.importorskip(name, reason="some ways through `batch` need its extra")
from tests.hardening.differential import CHECKS, check  # noqa: E402  # it needs them


@pytest.mark.parametrize("name", CHECKS)
@examples(60)
@given(seed=st.integers(0, 2**32 - 1))
def test_every_way_through_batch_agrees(name: str, seed: int) -> None:
    check(name, seed)
