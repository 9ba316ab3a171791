"""`model diff`: what changed between two ladders, and which subjects change stage because of it.

Parts are matched by id, so moving them in the file changes nothing; only the order of stages counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagecli.answers import DONT_KNOW
from stagecli.authoring.labelled import Subject
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.verdict import Verdict
from stagecli.model import Model

Group: TypeAlias = Literal["model", "stages", "signals", "frequencies", "steps"]


class Difference(Struct, frozen=True):
    """One difference."""

    group: Group
    where: str
    """Such as `signals.posting.options.never.of_100.trying`."""
    old: Any
    """None if it is new."""
    new: Any
    """None if it is gone."""


class Moved(Struct, frozen=True):
    """A subject whose stage differs under the new ladder."""

    name: str
    """The subject's name; empty if unknown."""
    old: str | None
    """Id of the stage under the old ladder; None if no answer counts there."""
    new: str | None
    """Id of the stage under the new ladder; None if no answer counts there."""
    old_confidence: float | None
    new_confidence: float | None


class Diff(Struct, frozen=True, kw_only=True):
    """The differences between two ladders."""

    contract: str
    old: dict[str, str]
    new: dict[str, str]
    changes: tuple[Difference, ...]
    subjects: int
    """How many subjects both ladders classified."""
    dropped: int
    """How many answers one of the two ladders does not know; it ignores them."""
    moved: tuple[Moved, ...]
    """In the order given."""


def diff(old: Model, new: Model, subjects: Sequence[Subject]) -> Diff:
    """Compare two ladders, and their verdicts on subjects who answered either."""
    classifiers = Classifier(old), Classifier(new)
    moved: list[Moved] = []
    dropped = 0
    for subject in subjects:
        before, after = (_verdict(classifier, subject) for classifier in classifiers)
        dropped += sum(_unknown(classifier, subject) for classifier in classifiers)
        stages = [
            None if verdict is None else classifier.stages[verdict.stage]
            for classifier, verdict in zip(classifiers, (before, after), strict=True)
        ]
        if stages[0] != stages[1]:
            confidences = [None if verdict is None else verdict.confidence for verdict in (before, after)]
            moved.append(Moved(subject.name, stages[0], stages[1], confidences[0], confidences[1]))
    return Diff(
        contract="stagecli/model-diff/1",
        old=old.reference,
        new=new.reference,
        changes=tuple(_changes(old, new)),
        subjects=len(subjects),
        dropped=dropped,
        moved=tuple(moved),
    )


def together(old: Model, new: Model) -> Model:
    """The old ladder plus the signals and options that only the new one has, to read answers to either."""
    signals = []
    for signal in old.signals:
        later = next((each for each in new.signals if each.id == signal.id), signal)
        known = {option.id for option in signal.options}
        more = tuple(option for option in later.options if option.id not in known)
        signals.append(signal if signal.number is not None else replace(signal, options=(*signal.options, *more)))
    known = {signal.id for signal in old.signals}
    return replace(old, signals=(*signals, *(signal for signal in new.signals if signal.id not in known)))


def _verdict(classifier: Classifier, subject: Subject) -> Verdict | None:
    known = {signal: option for signal, option in subject.answers.items() if signal in classifier.score}
    return classifier.verdict(known) if counted(classifier, known) else None


def _unknown(classifier: Classifier, subject: Subject) -> int:
    """How many answers fit no signal or option of the model."""
    return sum(
        option != DONT_KNOW and option not in classifier.score.get(signal, ())
        for signal, option in subject.answers.items()
    )


def _changes(old: Model, new: Model) -> Iterator[Difference]:
    yield from _compared("", _by_id(old), _by_id(new))
    orders = [[stage.id for stage in model.stages] for model in (old, new)]
    kept = [[stage for stage in order if stage in orders[0] and stage in orders[1]] for order in orders]
    if kept[0] != kept[1]:
        yield Difference("stages", "stages", *(", ".join(order) for order in kept))


def _by_id(model: Model) -> dict[str, Any]:
    """A model as nested maps keyed by id; without its cases, which change no verdict."""
    document: dict[str, Any] = msgspec.to_builtins(model)
    for key in ("schema", "sha256", "cases"):
        del document[key]
    ids = [stage.id for stage in model.stages]
    for signal in document["signals"]:
        signal["options"] = {
            option["id"]: {**option, "of_100": dict(zip(ids, option["of_100"], strict=True))}
            for option in signal["options"]
        }
    for stage in document["stages"]:
        stage["steps"] = {step["id"]: step for step in stage["steps"]}
    return {**document, **{key: {part["id"]: part for part in document[key]} for key in ("stages", "signals")}}


def _compared(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        where = f"{path}.{key}" if path else key
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _compared(where, before, after)
        elif before != after:
            yield Difference(_group(where), where, _brief(before), _brief(after))


def _group(where: str) -> Group:
    if ".of_100." in where:
        return "frequencies"
    if where.startswith("stages."):
        return "steps" if ".steps." in where else "stages"
    return "signals" if where.startswith("signals.") else "model"


def _brief(value: Any) -> Any:
    """Abbreviate an added or removed part to its text."""
    if isinstance(value, dict):
        text = next((value[key] for key in ("name", "question", "label", "do") if key in value), value)
        return next(iter(text.values())) if isinstance(text, dict) and text else text
    return value
