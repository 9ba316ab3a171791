"""A model: stages, signals, steps and cases, as in a model file.

Frozen data without input or output. These classes alone define the structure of a model file: the loader decodes
into them, and the published JSON Schema, with its descriptions, is generated from them.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct
from msgspec.structs import replace

from stagecli.measures import MeasureName, Word

Text = Annotated[
    Annotated[str, Meta(min_length=1)] | Annotated[dict[str, Annotated[str, Meta(min_length=1)]], Meta(min_length=1)],
    Meta(description="A text: a plain string, or a map from language to string."),
]
"""A plain string, or a map from language to string."""

# `(?!\n)$` rather than `$`: Python's `$` also matches before a last line end.
SignalId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]+(?!\n)$",
        max_length=40,
        description="Two or more lower-case letters, digits and underscores; becomes a flag, as in --posting.",
    ),
]
OptionId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]*(?!\n)$",
        max_length=40,
        description="Lower-case letters, digits and underscores.",
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_-]*(?!\n)$",
        max_length=60,
        description="Lower-case letters, digits, underscores and hyphens.",
    ),
]
Language = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]{2,3}(?!\n)$",
        description="A language code of two or three letters, such as en or el.",
    ),
]
OptionIds = Annotated[tuple[OptionId, ...], Meta(min_length=1)]
Conditions = Annotated[
    dict[SignalId, OptionIds],
    Meta(description="Signal ids with the options that are allowed: all signals must match, any option of each."),
]
Frequency = Annotated[float, Meta(ge=0, le=100)]


class Definition(Struct, frozen=True, forbid_unknown_fields=True):
    """What every part of a model file shares: frozen, named fields, unknown keys are errors."""


class Option(Definition, frozen=True, kw_only=True):
    """A possible answer to a signal."""

    id: OptionId
    label: Annotated[Text, Meta(description="The answer in words, as it is shown and accepted.")]
    of_100: Annotated[
        tuple[Frequency, ...],
        Meta(description="How many of 100 subjects at each stage would give this answer, first stage first."),
    ]
    was: Annotated[
        tuple[OptionId, ...],
        Meta(
            description="Ids that this option had before: answers that give one are read as this option. An id that "
            "two options name was split and fits neither."
        ),
    ] = ()
    below: Annotated[
        float | None,
        Meta(description="For a numeric signal: this option holds for numbers below this one; the last has none."),
    ] = None


class Number(Definition, frozen=True, kw_only=True):
    """What makes a signal numeric: its options are ranges of one number."""

    unit: Annotated[Text, Meta(description="The unit of the number, such as months.")]
    units: Annotated[
        dict[
            Annotated[str, Meta(min_length=1, max_length=40)],
            Annotated[float, Meta(gt=0, description="What one is worth in the signal's own unit.")],
        ],
        Meta(
            max_length=100,
            description="Other units that people write, in any language, and what each is worth in the signal's own: "
            "a year is 12 months.",
        ),
    ] = {}
    min: Annotated[float, Meta(description="The smallest number accepted.")]
    max: Annotated[float, Meta(description="The largest number accepted.")]


class Condition(Definition, frozen=True, kw_only=True, rename={"from_": "from", "is_": "is"}):
    """What a measure must be: all that is given must hold. A measure without a value fulfils no condition."""

    from_: Annotated[float | None, Meta(description="The smallest value, in the measure's unit.")] = None
    below: Annotated[float | None, Meta(description="The value is below this one.")] = None
    is_: Annotated[
        Word | Annotated[tuple[Word, ...], Meta(min_length=1)] | None,
        Meta(description="The word, or the words, that the measure may say."),
    ] = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that fulfil it; none if it is about a number."""
        return (self.is_,) if isinstance(self.is_, str) else self.is_ or ()


class Rule(Definition, frozen=True, kw_only=True, rename={"as_": "as"}):
    """How measures answer a signal. Of a signal's rules the first whose conditions all hold gives the answer."""

    when: Annotated[
        dict[MeasureName, Condition],
        Meta(description="What measures must be: all conditions must hold."),
    ] = {}
    as_: Annotated[
        OptionIds | None,
        Meta(description="The option that is the answer, then those that the measures cannot tell from it."),
    ] = None
    number: Annotated[
        MeasureName | None, Meta(description="Of a numeric signal: the measure whose value is the answer.")
    ] = None


class OwnMeasure(Definition, frozen=True, kw_only=True):
    """A measure that the model adds to those that stagecli knows: a number with a unit, or one of a few words."""

    title: Annotated[Text, Meta(description="What is measured, such as Orders a week.")]
    unit: Annotated[Text | None, Meta(description="The unit of its numbers, such as orders.")] = None
    words: Annotated[
        Annotated[tuple[Word, ...], Meta(min_length=1, max_length=40)] | None,
        Meta(description="The words that it says, if it says no numbers."),
    ] = None


class Signal(Definition, frozen=True, kw_only=True):
    """Something observable about the subject: a question and its options."""

    id: SignalId
    was: Annotated[
        tuple[SignalId, ...],
        Meta(
            description="Ids that this signal had before: what answers one is read as an answer to this signal. An id "
            "that two signals name was split and fits neither."
        ),
    ] = ()
    question: Annotated[Text, Meta(description="The question; five seconds to answer.")]
    help: Annotated[Text | None, Meta(description="How to choose between two neighbouring options.")] = None
    source: Annotated[
        Literal["stated", "inferred"],
        Meta(description="Whether the ladder's source states what this signal shows, or its author inferred it."),
    ] = "inferred"
    weight: Annotated[
        float, Meta(gt=0, le=10, description="Discounts (below 1) near-duplicates; 1 counts in full.")
    ] = 1.0
    only_if: Annotated[Conditions, Meta(description="The gate: the answers under which this signal applies.")] = {}
    number: Annotated[Number | None, Meta(description="Makes the signal numeric.")] = None
    observe: Annotated[
        tuple[Rule, ...],
        Meta(max_length=40, description="How measures answer it; the first rule whose conditions all hold counts."),
    ] = ()
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=40, description="Two or more answers.")]


class Step(Definition, frozen=True, kw_only=True):
    """One piece of advice: an action, the answers it would change, its effort."""

    id: Id
    do: Annotated[Text, Meta(description="The action, for this week.")]
    why: Annotated[Text, Meta(description="Why it helps.")]
    changes: Annotated[
        Annotated[dict[SignalId, OptionIds], Meta(max_length=3)],
        Meta(
            description="One to three signals: the option aimed at first, then those that also count as met. "
            "Only what a subject can do or say. Absent at the last stage."
        ),
    ] = {}
    effort: Annotated[Literal["low", "medium", "high"], Meta(description="What it takes: 1, 2 or 4 units.")]


class Stage(Definition, frozen=True, kw_only=True):
    """A rung of the ladder; numbered from 1 in file order."""

    id: Id
    name: Annotated[Text, Meta(description="The stage's name.")]
    summary: Annotated[Text, Meta(description="What life at this stage looks like.")]
    ahead: Annotated[Text, Meta(description="What the next stage will feel like.")]
    prior: Annotated[
        float, Meta(ge=0.000001, le=1_000_000, description="How common the stage is, relative to the others.")
    ] = 1.0
    aim: Annotated[
        str | None, Meta(description="The stage that the steps aim at, if not the next one. A later stage.")
    ] = None
    requires: Annotated[
        Conditions, Meta(description="Answers without which the stage is impossible: facts, not feelings.")
    ] = {}
    steps: Annotated[
        tuple[Step, ...], Meta(max_length=8, description="Advice toward the aim; at the last stage, upkeep.")
    ] = ()


class FieldTest(Definition, frozen=True, kw_only=True):
    """How well the ladder read labelled subjects from which nothing in it was learned."""

    subjects: Annotated[int, Meta(ge=1, description="How many there were.")]
    exact: Annotated[float, Meta(ge=0, le=1, description="The share read as labelled.")]
    accepted: Annotated[float, Meta(ge=0, le=1, description="The share read as labelled, or as a label accepts.")]
    note: Annotated[Text | None, Meta(description="What else to know about them, such as who gave the answers.")] = None


class Calibration(Definition, frozen=True, kw_only=True):
    """How answers turn into certainty."""

    slip: Annotated[float, Meta(ge=0.000001, lt=1, description="How often an answer is given at random.")] = 0.1
    temperature: Annotated[
        float,
        Meta(ge=1, le=100, description="Takes back the overconfidence of treating answers as independent."),
    ] = 2.0
    decide_at: Annotated[float, Meta(gt=0, lt=1, description="The probability from which a stage is called clear.")] = (
        0.75
    )
    fitted_to: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="How many labelled subjects the frequencies were fitted to; `model fit` writes it."),
    ] = None
    field_test: Annotated[
        FieldTest | None, Meta(description="How well it read labelled subjects that it was not fitted to.")
    ] = None


class Interview(Definition, frozen=True, kw_only=True):
    """When the interview may stop."""

    min_questions: Annotated[int, Meta(ge=1, le=1000, description="Ask at least this many.")] = 3
    stop_at: Annotated[float, Meta(gt=0, lt=1, description="Stop once a stage has this probability.")] = 0.75
    max_questions: Annotated[
        Annotated[int, Meta(ge=1, le=1000)] | None, Meta(description="Ask no more than this many.")
    ] = None


class Case(Definition, frozen=True, kw_only=True):
    """A labelled example: the stage that these answers should lead to."""

    name: Annotated[str, Meta(min_length=1, description="Who or what the example is.")]
    stage: Annotated[str, Meta(min_length=1, description="The stage an expert assigns, by its id.")]
    accept: Annotated[tuple[str, ...], Meta(description="Other stages that an expert would accept, by their ids.")] = ()
    answers: Annotated[
        dict[SignalId, str | float],
        Meta(description="Signal ids with an option id, a label, a number for a numeric signal, or dont_know."),
    ]


class ModelFile(Definition, frozen=True, kw_only=True):
    """A whole model file."""

    schema: Annotated[Literal[1], Meta(description="The version of this file format.")]
    id: Annotated[Id, Meta(description="The model's name for programs.")]
    version: Annotated[str, Meta(min_length=1, max_length=40, description="The model's version, as text.")]
    languages: Annotated[
        tuple[Language, ...],
        Meta(min_length=1, description="The languages of the texts; the first is the fallback of the others."),
    ] = ("en",)
    title: Annotated[Text, Meta(description="The ladder's title.")]
    credit: Annotated[Text | None, Meta(description="Whose ideas the ladder builds on.")] = None
    calibration: Calibration = Calibration()
    interview: Interview = Interview()
    stages: Annotated[
        tuple[Stage, ...], Meta(min_length=2, max_length=40, description="The ladder, lowest stage first.")
    ]
    signals: Annotated[tuple[Signal, ...], Meta(min_length=1, max_length=200, description="What is asked.")]
    measures: Annotated[
        dict[MeasureName, OwnMeasure],
        Meta(max_length=200, description="Measures of the model's own, beside those that stagecli knows."),
    ] = {}
    cases: Annotated[tuple[Case, ...], Meta(description="Labelled examples, for tests.")] = ()


class Model(ModelFile, frozen=True, kw_only=True):
    """A sound model, with the hash of the file it came from."""

    sha256: str
    """SHA-256 of the file's bytes, 64 hexadecimal digits, as `sha256sum` prints it."""

    @property
    def reference(self) -> dict[str, str]:
        """Identifies the model: id, version and hash."""
        return {"id": self.id, "version": self.version, "sha256": self.sha256}

    def signal(self, signal_id: str) -> Signal:
        """The signal with this id; KeyError if there is none."""
        for signal in self.signals:
            if signal.id == signal_id:
                return signal
        raise KeyError(signal_id)

    def localized(self, text: Text, language: str) -> str:
        """A text in a language; falls back to the model's first language, then to any."""
        if isinstance(text, str):
            return text
        return text.get(language) or text.get(self.languages[0]) or next(iter(text.values()))

    def field_test(self, language: str) -> FieldTest | None:
        """What came of subjects that the ladder had never seen, with its note in one language."""
        found = self.calibration.field_test
        if found is None or found.note is None:
            return found
        return replace(found, note=self.localized(found.note, language))


def every_language(text: Text) -> tuple[str, ...]:
    """A text in every language that it has."""
    return (text,) if isinstance(text, str) else tuple(text.values())


def option_of(signal: Signal, option_id: str) -> Option:
    """The option with this id; KeyError if there is none."""
    for option in signal.options:
        if option.id == option_id:
            return option
    raise KeyError(option_id)


_Part = TypeVar("_Part", Option, Signal)


def called(parts: Sequence[_Part], name: str) -> list[_Part]:
    """The options or signals that an id stands for: the one that has it, otherwise those that had it before.

    It stands for two if one was split into them; whoever gives it must choose.
    """
    for part in parts:
        if part.id == name:
            return [part]
    return [part for part in parts if name in part.was]
