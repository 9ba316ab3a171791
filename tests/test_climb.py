"""The climb: how wide each result's uncertainty is drawn, and what is said to have changed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.assessment import Assessment, StageProbability
from stagecli.model import Model
from stagecli.report.climb import climb, reach
from tests.ladders import BUNDLED, SMALL, THEN
from tests.test_movement import COPYING, NOTHING, assessed


@st.composite
def posteriors(draw: st.DrawFn) -> list[int]:
    """Millionths of each stage, a million in all, as many a tie as not."""
    cuts = st.integers(0, 1_000_000) | st.sampled_from([0, 100_000, 250_000, 500_000, 900_000, 1_000_000])
    bounds = [0, *sorted(draw(st.lists(cuts, min_size=1, max_size=11))), 1_000_000]
    return [high - low for low, high in pairwise(bounds)]


def reached(shares: list[int], here: int) -> tuple[int, int]:
    posterior = [
        StageProbability(number=number, id=f"s{number}", probability=share / 1_000_000, ruled_out_by=())
        for number, share in enumerate(shares, start=1)
    ]
    return reach(posterior, here)


@given(posteriors(), st.data())
def test_the_range_holds_the_stage_and_nine_tenths_and_no_more(shares: list[int], data: st.DataObject) -> None:
    here = data.draw(st.integers(1, len(shares)))
    low, high = reached(shares, here)
    assert 1 <= low <= here <= high <= len(shares)
    assert sum(shares[low - 1 : high]) >= 900_000
    ends = [] if low == high else [end for end in (low, high) if end != here]
    without = [sum(shares[low - 1 : high]) - shares[end - 1] for end in ends]
    assert any(rest < 900_000 for rest in without) or not ends  # the last that joined was needed


@pytest.mark.parametrize(
    ("shares", "here", "found"),
    [
        ([1_000_000, 0], 1, (1, 1)),
        ([0, 900_000, 100_000], 2, (2, 2)),
        ([50_000, 899_999, 50_001], 2, (2, 3)),
        ([50_000, 900_000 - 1, 50_000 + 1], 2, (2, 3)),
        ([100_000, 800_000, 100_000], 2, (1, 2)),  # the lower of equals
        ([0, 0, 1_000_000], 1, (1, 3)),
        ([250_000] * 4, 4, (1, 4)),
    ],
)
def test_the_likelier_neighbour_joins(shares: list[int], here: int, found: tuple[int, int]) -> None:
    assert reached(shares, here) == found


def changes(*assessments: tuple[Assessment, Model], language: str = "en") -> list[tuple[str, ...]]:
    return [point.changes for point in climb(assessments, language).points]


def test_what_changed_is_told_against_the_assessment_before_by_the_same_ladder() -> None:
    first, other, second, later, last = changes(
        (assessed("A", "2026-01-10", NOTHING), SMALL),
        (assessed("A", "2026-01-11", THEN, BUNDLED), BUNDLED),
        (assessed("A", "2026-01-12", COPYING), SMALL),
        (assessed("A", "2026-01-13", {**THEN, "attitude": "angry"}, BUNDLED), BUNDLED),
        (assessed("A", "2026-01-14", COPYING), SMALL),
    )
    assert (first, other, last) == ((), (), ())
    assert second == (
        "Are there copies? Yes (before: No)",
        "How often are they made? Rarely (before: not answered)",
        "How many days old is the newest? Less than three months (40) (before: not answered)",
    )
    assert [change.partition("(before: ")[2] for change in later] == ["Curious or hopeful; I am giving it a try)"]


def test_answers_of_then_are_called_as_they_were_called_then() -> None:
    signals = tuple(
        replace(
            signal,
            question="Any copies at all?",
            options=tuple(replace(o, label=f"New {o.id}") for o in signal.options),
        )
        for signal in SMALL.signals
    )
    renamed = replace(SMALL, signals=signals, version="3", sha256="6" * 64)
    then, now = assessed("A", "2026-01-10", NOTHING), assessed("A", "2026-04-10", {"copies": "some"}, renamed)
    assert changes((then, SMALL), (now, renamed)) == [(), ("Any copies at all? New some (before: No)",)]
