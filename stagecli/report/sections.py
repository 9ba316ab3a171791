"""The parts of a report: sections of a few kinds of blocks, which every format lays out in its own way."""

from typing import TypeAlias

from msgspec import Struct


class Paragraph(Struct, frozen=True):
    """A few sentences."""

    text: str
    soft: bool = False
    """Whether it is only a side remark."""


class Points(Struct, frozen=True):
    """A list of points."""

    sign: str
    """`+` for, `-` against, `?` a question; otherwise empty."""
    items: tuple[tuple[str, str], ...]
    """A question, or empty text, and the statement about it."""


class StepItem(Struct, frozen=True):
    """One step."""

    number: int
    do: str
    why: str
    details: str
    """Its effort, whether the aim requires it, and the step to take first."""


class Steps(Struct, frozen=True):
    """Steps in the order to take them."""

    first: tuple[StepItem, ...]
    more: tuple[StepItem, ...]
    """Steps that are folded away at first."""
    folded: str
    """How to see the folded steps; empty if there are none."""


class Rung(Struct, frozen=True):
    """One stage of the ladder."""

    number: int
    name: str
    probability: float
    percent: str
    note: str
    """`you are here` and the like; usually empty."""
    here: bool
    """Whether it is the detected stage."""
    or_here: bool
    """Whether the verdict names it as the other possible stage."""


class Ladder(Struct, frozen=True):
    """All stages, lowest first."""

    headings: tuple[str, str]
    """Headings of the stages and of their probabilities."""
    rungs: tuple[Rung, ...]
    precise: bool
    """Whether to show probabilities with 6 decimals rather than as percentages."""


class Weight(Struct, frozen=True):
    """How far an answer, the priors, or everything together tips the balance."""

    question: str
    """Empty if it is not an answer."""
    answer: str
    log_odds: float
    """In nats; above 0 for the detected stage."""
    words: str
    """The weight in words; with `explain`, as a number."""


class Balance(Struct, frozen=True):
    """The weights between the two likeliest stages; strongest for the detected one first."""

    headings: tuple[str, str]
    """Headings of the answers and of their weights."""
    weights: tuple[Weight, ...]
    total: Weight


class AnswerTable(Struct, frozen=True):
    """A table of two columns."""

    headings: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


class Waypoint(Struct, frozen=True, kw_only=True):
    """One assessment on the climb."""

    day: str
    """As 2026-01-31; empty if unknown."""
    date: str
    """The day in words; empty if unknown."""
    number: int
    """The detected stage's number, on the ladder of then."""
    name: str
    headline: str
    low: int
    """The lowest stage that the answers leave likely."""
    high: int
    """The highest one."""
    changes: tuple[str, ...]
    """Answers that had changed since the assessment before."""


class Climb(Struct, frozen=True):
    """A subject's assessments over time, oldest first."""

    stages: int
    """How many the ladder has: at its longest, if it changed."""
    points: tuple[Waypoint, ...]
    how: str
    """How to read the picture."""


Content: TypeAlias = Paragraph | Points | Steps | Ladder | Balance | AnswerTable | Climb


class Section(Struct, frozen=True):
    """A heading and the blocks below it."""

    heading: str
    blocks: tuple[Content, ...]


class Report(Struct, frozen=True):
    """An assessment in the words of one language."""

    language: str
    subject: str
    """The subject's name; empty if unnamed."""
    title: str
    """The ladder's title."""
    date: str
    """The date in words; empty if unknown."""
    by: str
    """Who prepared it, as a sentence; empty if nobody is named."""
    clear: bool
    """Whether the status is `clear`."""
    headline: str
    """The stage or stages, and how sure."""
    stage_names: str
    summary: str
    """One sentence on life at the detected stage."""
    sections: tuple[Section, ...]
    """Most important first."""
    remarks: tuple[str, ...]
    """Remarks to read the result with."""
    source: str
    """The ladder's id and version, and the time."""
    sha256: str
    """Hash of the ladder's file."""

    @property
    def heading(self) -> str:
        """The subject's name, if any, and the ladder's title."""
        return f"{self.subject}: {self.title}" if self.subject else self.title
