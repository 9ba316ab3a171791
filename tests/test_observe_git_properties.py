"""What holds of the measures of every history."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from stagecli.measures import Measured
from tests.git_histories import ANN, BEN, CODE, GITHUB, RENOVATE, TESTED, GitHistory
from tests.observing import GIT_MEASURES, Notes

PEOPLE = (ANN, BEN, RENOVATE, GITHUB)


class Step(NamedTuple):
    """Something that lands: so long after what landed before, and written so long before that."""

    pause: int
    waited: float
    author: int
    committer: int
    tested: bool
    branch: int
    """How many commits were merged; none if this is one itself."""
    tag: str
    """Empty if there is none; `{}` becomes the step's number."""


TAGS = ("", "", "v1.{}", "v1.{}", "v1.{}-rc1", "one@1.{}", "two-2.{}", "v3-rc{}", "v3", "nightly")


def _steps(seed: int, number: int, longest: int) -> list[Step]:
    """Enough for there to be habits, which examples that begin with nothing hardly ever have."""
    chance = Random(seed)
    return [
        Step(
            pause=chance.randint(0, longest),
            waited=chance.choice((0, 0, 0.5, 3, 40, -2)),
            author=chance.choice((0, 0, 1, 2)),
            committer=chance.randrange(4),
            tested=chance.random() < 0.5,
            branch=chance.choice((0, 0, 1, 3)),
            tag=chance.choice(TAGS),
        )
        for _ in range(number)
    ]


STEPS = st.builds(_steps, st.integers(0, 2**32), st.integers(5, 90), st.integers(1, 12))


def last_of(steps: Sequence[Step]) -> int:
    """The day of the last step."""
    return sum(step.pause for step in steps)


def grown(steps: Sequence[Step], *, shift: int = 0, until: int | None = None) -> GitHistory:
    """A history of these steps; of those up to a day."""
    history, day = GitHistory(), shift
    for number, step in enumerate(steps):
        day += step.pause
        if until is not None and day > until:
            break
        how = {"author": PEOPLE[step.author], "files": TESTED if step.tested else CODE}
        if step.branch and history.main:
            tip = history.main[-1]
            for at in range(step.branch):
                written = day - step.waited - (step.branch - at) / 10
                tip = history.commit(day - at / 100, [tip], written=written, **how)  # type: ignore[arg-type]
            history.merge(day, tip, author=PEOPLE[step.committer])
        else:
            history.land(day, written=day - step.waited, committer=PEOPLE[step.committer], **how)
        name = step.tag.format(number)
        if name and name not in {tag.name for tag in history.tags}:
            history.tag(name)
    return history


def measured(history: GitHistory, until: int, days: int = 365) -> tuple[dict[str, Measured], Notes]:
    found, notes = history.measure(until, days=days, newest=["src/a.py", "tests/test_a.py"])
    return found, dict(notes)


@given(STEPS, st.integers(-200, 100), st.sampled_from((1, 30, 365, 2000)))
def test_every_measure_has_either_a_value_in_its_range_or_a_reason(steps: list[Step], after: int, days: int) -> None:
    found, _ = measured(grown(steps), last_of(steps) + after, days)
    assert list(found) == [name.removeprefix("git.") for name in GIT_MEASURES]
    for name, measure in found.items():
        assert (measure.value is None) != (measure.reason is None), name
        if isinstance(measure.value, float | int):
            assert measure.value >= 0
            assert measure.unit != "share" or measure.value <= 1
            assert measure.counted is not None


@given(STEPS, st.integers(-200, 0), st.sampled_from((30, 365)))
def test_what_happens_after_the_last_day_does_not_matter(steps: list[Step], after: int, days: int) -> None:
    until = last_of(steps) + after
    assert measured(grown(steps), until, days) == measured(grown(steps, until=until), until, days)


@given(STEPS, st.integers(1, 10_000))
def test_the_same_history_at_another_time_has_the_same_values(steps: list[Step], shift: int) -> None:
    found, notes = measured(grown(steps), last_of(steps))
    later, later_notes = measured(grown(steps, shift=shift), last_of(steps) + shift)
    assert {name: (each.value, each.reason, each.counted, each.examples) for name, each in found.items()} == {
        name: (each.value, each.reason, each.counted, each.examples) for name, each in later.items()
    }
    assert {*notes} == {*later_notes}


@given(STEPS)
def test_a_tag_that_is_no_release_changes_no_measure(steps: list[Step]) -> None:
    history = grown(steps)
    before, _ = measured(history, last_of(steps))
    history.tag("nightly-build")
    assert measured(history, last_of(steps))[0] == before


@given(STEPS)
def test_a_second_tag_of_each_release_changes_no_number(steps: list[Step]) -> None:
    history = grown(steps)
    before, _ = measured(history, last_of(steps))
    for tag in list(history.tags):
        if tag.name.startswith("v1."):
            history.tag(f"release-{tag.name.removeprefix('v')}", commit=tag.commit)
    found, _ = measured(history, last_of(steps))
    assert {name: (each.value, each.reason, each.counted) for name, each in found.items()} == {
        name: (each.value, each.reason, each.counted) for name, each in before.items()
    }
