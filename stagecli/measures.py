"""Measures: numbers and words worked out from a source, such as a git clone, and what became of them there.

`MEASURES` are those that stagecli knows; a model may add its own. What a measure says of a signal is the model's to
decide: see `observed`. Titles, formulas and reasons are in `messages`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from stagecli.errors import UsageError

Unit = Literal[
    "months", "weeks", "days", "hours", "share",
    "commits", "changes", "files", "people",
    "posts", "comments", "replies", "reviews",
]  # fmt: skip
Counted = Literal["releases", "commits", "changes", "files", "weeks", "posts", "comments", "replies", "reviews"]
MeasureName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(?!\n)$",
        max_length=60,
        description="Two words with a dot between, such as git.days_between_releases.",
    ),
]
Word = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]*(?!\n)$",
        max_length=40,
        description="Lower-case letters, digits and underscores.",
    ),
]
Value: TypeAlias = float | str
"""A number in the measure's unit, or one of its words."""

RESERVED = ("git", "account", "posts", "talk", "reviews")
"""First words of measures' names that belong to stagecli."""
LARGEST = 1e13
"""Values are smaller: hundredths of anything below are exact."""
EXAMPLES = 3
EXAMPLE_LENGTH = 60


class Measure(Struct, frozen=True, kw_only=True):
    """What is measured: a number with a unit, or one of a few words."""

    name: str
    unit: str | None = None
    """The English name of the unit; None if it says words. A share is from 0 to 1."""
    words: tuple[str, ...] = ()
    counted: Counted | None = None
    """What it is worked out from."""


def _measures(*measures: Measure) -> dict[str, Measure]:
    return {measure.name: measure for measure in measures}


def _number(name: str, unit: Unit, counted: Counted | None = None) -> Measure:
    return Measure(name=name, unit=unit, counted=counted)


def _git(name: str, unit: Unit, counted: Counted) -> Measure:
    return _number(f"git.{name}", unit, counted)


MEASURES: Mapping[str, Measure] = _measures(
    _git("days_between_releases", "days", "releases"),
    _git("work_days_per_release", "days", "releases"),
    _git("commits_per_release", "commits", "releases"),
    _git("days_to_release", "days", "commits"),
    _git("days_to_integrate", "days", "changes"),
    _git("changes_with_tests", "share", "changes"),
    _git("test_file_share", "share", "files"),
    Measure(name="git.ci_tests", words=("change", "schedule", "release"), counted="files"),
    Measure(name="git.release_path", words=("change", "release", "hand", "schedule"), counted="files"),
    _git("active_authors", "people", "commits"),
    _git("top_author_share", "share", "commits"),
    _git("changes_per_week", "changes", "changes"),
    _git("days_since_change", "days", "changes"),
    _git("files_per_change", "files", "changes"),
    _git("dependency_bot_changes", "changes", "changes"),
    _git("second_person_share", "share", "changes"),
    _git("revert_share", "share", "changes"),
    _git("fix_share", "share", "changes"),
    _number("account.months", "months"),
    _number("account.months_at_least", "months"),
    _number("account.days_since_sign_of_life", "days"),
    _number("posts.weeks_with_a_post", "share", "weeks"),
    _number("posts.weeks_judged", "weeks"),
    _number("posts.counted", "posts"),
    _number("posts.per_week", "posts", "posts"),
    _number("posts.median_gap", "days", "posts"),
    _number("posts.longest_gap", "days", "posts"),
    _number("posts.days_since_last", "days"),
    _number("posts.clients_known", "share", "posts"),
    _number("posts.feed_share", "share", "posts"),
    _number("posts.scheduler_share", "share", "posts"),
    _number("talk.per_week", "comments", "comments"),
    _number("talk.on_own_per_week", "comments", "comments"),
    _number("talk.replies_per_week", "replies", "replies"),
    _number("reviews.received", "reviews"),
    _number("reviews.answered_share", "share", "reviews"),
    _number("reviews.hours_to_answer", "hours", "reviews"),
)
"""All measures that stagecli works out itself, by name, in the order they are shown."""


CONTRACT: Literal["stagecli/observed/1"] = "stagecli/observed/1"
"""The name and version of the contract of a file of measures."""
OLD = 90
"""Days after which what was measured is shown, but no longer counts."""


class Measured(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What became of one measure: a value, or the reason why there is none."""

    value: Value | None = None
    unit: str | None = None
    reason: str | None = None
    """Why there is none; its text in `messages` is `reason.` and this. None if there is a value."""
    counted: Annotated[int, Meta(ge=0, le=10**15)] | None = None
    """How many of `Measure.counted` it is worked out from; None if that is not known."""
    examples: Annotated[tuple[Annotated[str, Meta(max_length=EXAMPLE_LENGTH)], ...], Meta(max_length=EXAMPLES)] = ()
    """At most `EXAMPLES` things it was seen in: tags of releases, short hashes, paths of CI files."""
    since: str | None = None
    """The first day it looks at, if that is not the first of the source's period."""
    source: int = 0
    """Which of the sources it is from, from 0."""


def valued(
    name: str, value: float, counted: int | None = None, *, examples: Iterable[str] = (), since: str | None = None
) -> Measured:
    """The value of a measure that stagecli knows, as it is kept; of the examples, the first few."""
    unit = MEASURES[name].unit
    shown = tuple(example[:EXAMPLE_LENGTH] for example in islice(examples, EXAMPLES))
    return Measured(value=rounded(unit, value), unit=unit, counted=counted, examples=shown, since=since)


def unmeasured(reason: str) -> Measured:
    """A measure without a value; the reason's text in `messages` is `reason.` and this."""
    return Measured(reason=reason)


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to know about a source."""

    key: str
    """Its text in `messages` is `note.` and this."""
    values: dict[str, int | str] = {}
    """What the text is filled in with: numbers, and days as 2026-01-31."""


class Source(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, rename={"from_": "from"}
):
    """Where measures are from: its kind, never its path, address or account; and the days that were looked at."""

    kind: Word
    from_: str | None = None
    """The first day, as 2026-01-31."""
    until: str | None = None
    """The last day."""
    notes: tuple[Note, ...] = ()
    measures: dict[MeasureName, Measured] = {}
    """What was measured there, if that cannot be taken together with what other sources say."""


class Observed(Struct, frozen=True, kw_only=True):
    """What was measured of a subject: the contents of a file of measures."""

    contract: Literal["stagecli/observed/1"] = CONTRACT
    sources: tuple[Source, ...] = ()
    measures: dict[MeasureName, Measured] = {}
    subject: str | None = None

    def values(self) -> dict[str, Value]:
        """Each measure's value, if it has one."""
        return {name: each.value for name, each in self.measures.items() if each.value is not None}

    def of(self, subject: str) -> "Observed":
        """The same of a subject with this name."""
        return replace(self, subject=subject)

    def answering(self) -> "Observed":
        """The same without what each source says by itself, from which no answers follow."""
        return replace(self, sources=tuple(replace(source, measures={}) for source in self.sources))

    def source_of(self, name: str) -> Source | None:
        """Where a measure is from; None if that is not known."""
        at = self.measures[name].source
        return self.sources[at] if 0 <= at < len(self.sources) else None


def joined(parts: Sequence[Observed]) -> Observed | None:
    """What several files or sources say of one subject, together; None if there are none.

    Raises:
        UsageError: two of them have a value of the same measure.

    """
    sources: list[Source] = []
    measures: dict[str, Measured] = {}
    for part in parts:
        for name, measured in part.measures.items():
            before = measures.get(name)
            if before is not None and None not in (before.value, measured.value):
                raise UsageError("measured_twice", name=name)
            if before is None or before.value is None:
                measures[name] = replace(measured, source=measured.source + len(sources))
        sources += part.sources
    subject = next((part.subject for part in parts if part.subject is not None), None)
    return Observed(sources=tuple(sources), measures=measures, subject=subject) if parts else None


def decimals(unit: str | None) -> int:
    """To how many decimals a value is rounded, once: as it is stored, shown and compared."""
    return 4 if unit == "share" else 2


def span(measure: Measure) -> tuple[float, float]:
    """The least and the greatest value that a measure with numbers may have; a model's own may have any."""
    if measure.name not in MEASURES:
        return -math.inf, math.inf
    return 0, 1 if measure.unit == "share" else math.inf


def is_exact(value: float) -> bool:
    """Whether a value is a number whose decimals a float keeps."""
    return abs(value) < LARGEST


def rounded(unit: str | None, value: float) -> float:
    """A value as it is stored, shown and compared: floor(10ⁿ · value + ½) / 10ⁿ, which arrays have too."""
    steps: int = 10 ** decimals(unit)
    return math.floor(value * steps + 0.5) / steps
