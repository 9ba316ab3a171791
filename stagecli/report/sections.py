"""What a report is made of: sections of a few kinds of blocks, which every format lays out in its own way."""

from typing import TypeAlias

from msgspec import Struct


class Paragraph(Struct, frozen=True):
    """A few sentences."""

    text: str
    soft: bool = False
    """Whether it is a remark on the side."""


class Points(Struct, frozen=True):
    """A list."""

    sign: str
    """`+` for, `-` against, `?` a question; empty for any other."""
    items: tuple[tuple[str, str], ...]
    """A question, or nothing, and what is said of it."""


class StepItem(Struct, frozen=True):
    """One step."""

    number: int
    do: str
    why: str
    details: str
    """Its effort, and the step to take first."""


class Steps(Struct, frozen=True):
    """Steps in the order to take them."""

    first: tuple[StepItem, ...]
    more: tuple[StepItem, ...]
    """Those that are folded away at first."""
    folded: str
    """That there are more, and how to see them; empty if there are none."""


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
    """Whether the verdict names it beside the detected one."""


class Ladder(Struct, frozen=True):
    """All stages, lowest first."""

    headings: tuple[str, str]
    """Of the stages and of their probabilities."""
    rungs: tuple[Rung, ...]
    precise: bool
    """Whether probabilities are shown with all their decimals, too."""


class Weight(Struct, frozen=True):
    """How far an answer, the priors, or all together tip the balance."""

    question: str
    """Empty for what is no answer."""
    answer: str
    log_odds: float
    """In nats; above 0 for the detected stage."""
    words: str
    """The same in words, or as a number where numbers are asked for."""


class Balance(Struct, frozen=True):
    """What tips the balance between the two likeliest stages: strongest for the detected one first."""

    headings: tuple[str, str]
    """Of the answers and of what they count."""
    weights: tuple[Weight, ...]
    total: Weight


class AnswerTable(Struct, frozen=True):
    """A table of two columns."""

    headings: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


Block: TypeAlias = Paragraph | Points | Steps | Ladder | Balance | AnswerTable


class Section(Struct, frozen=True):
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


class Report(Struct, frozen=True):
    """An assessment in the words of one language."""

    language: str
    subject: str
    """Empty if nobody is named."""
    title: str
    """Of the ladder."""
    date: str
    """In words; empty if it is not known."""
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
    """What the result should be read with."""
    source: str
    """Which ladder, and when."""
    sha256: str
    """Of the ladder's file."""

    @property
    def heading(self) -> str:
        """Whose result it is, and by which ladder."""
        return f"{self.subject}: {self.title}" if self.subject else self.title
