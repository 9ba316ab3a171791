"""What --slow leaves to the default run."""

import pytest

from tests.conftest import UNSAMPLED, sampled, slow


def test_whatever_is_slow_keeps_a_sample_in_the_default_run(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.stash[UNSAMPLED] == set()


def test_what_is_kept_of_a_sample_is_not_slow() -> None:
    assert sampled("abc", "b") == [slow("a"), "b", slow("c")]
    assert sampled([(1, 2), (3, 4)], [(1, 2)]) == [(1, 2), slow(3, 4)]
