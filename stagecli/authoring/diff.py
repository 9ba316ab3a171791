"""`model diff`: what changed between two ladders, and which subjects change stage because of it.

Parts are matched by id, or by an old id that the new ladder names, so moving them in the file changes nothing; only
the order of stages counts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagecli.answers import DONT_KNOW, Answer, option_values
from stagecli.authoring.labelled import Subject
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.verdict import Verdict
from stagecli.model import Model, Option, Signal, Step, called

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
    renamed = in_words_of(new, old)
    classifiers = Classifier(renamed), Classifier(new)
    moved: list[Moved] = []
    dropped = 0
    for subject in subjects:
        (before, unknown), (after, other) = (_verdict(classifier, subject) for classifier in classifiers)
        dropped += unknown + other
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
        changes=(*_renames(old, renamed), *_changes(renamed, new)),
        subjects=len(subjects),
        dropped=dropped,
        moved=tuple(moved),
    )


def together(old: Model, new: Model) -> Model:
    """The old ladder plus the signals and options that only the new one has, to read answers to either."""
    old, signals = in_words_of(new, old), []
    for signal in old.signals:
        later = next((each for each in new.signals if each.id == signal.id), signal)
        known = {option.id for option in signal.options}
        more = tuple(option for option in later.options if option.id not in known)
        signals.append(signal if signal.number is not None else replace(signal, options=(*signal.options, *more)))
    known = {signal.id for signal in old.signals}
    return replace(old, signals=(*signals, *(signal for signal in new.signals if signal.id not in known)))


def in_words_of(new: Model, old: Model) -> Model:
    """The old ladder with the ids that the new one has for its signals and options, which keep theirs as old ids."""
    signals = _renamed(old.signals, new.signals)
    options = {
        signal.id: _renamed(signal.options, new.signal(signals[signal.id]).options)
        for signal in old.signals
        if signal.id in signals
    }

    def conditions(given: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {
            signals.get(signal, signal): tuple(options.get(signal, {}).get(option, option) for option in some)
            for signal, some in given.items()
        }

    def step_now(step: Step) -> Step:
        return replace(step, changes=conditions(step.changes))

    return replace(
        old,
        stages=tuple(
            replace(stage, requires=conditions(stage.requires), steps=tuple(map(step_now, stage.steps)))
            for stage in old.stages
        ),
        signals=tuple(
            replace(
                _as(signal, signals),
                only_if=conditions(signal.only_if),
                observe=tuple(
                    replace(rule, as_=None if rule.as_ is None else conditions({signal.id: rule.as_}).popitem()[1])
                    for rule in signal.observe
                ),
                options=tuple(_as(option, options.get(signal.id, {})) for option in signal.options),
            )
            for signal in old.signals
        ),
    )


_Part = TypeVar("_Part", Option, Signal)


def _renamed(old: Sequence[_Part], new: Sequence[_Part]) -> dict[str, str]:
    """The new ladder's id of each part of the old one that is one part there, and the only one in it."""
    found = {part.id: now[0].id for part in old if len(now := called(new, part.id)) == 1}
    times = Counter(found.values())
    return {name: now for name, now in found.items() if times[now] == 1}


def _as(part: _Part, names: Mapping[str, str]) -> _Part:
    now = names.get(part.id, part.id)
    return part if now == part.id else replace(part, id=now, was=(*part.was, part.id))


def _renames(old: Model, renamed: Model) -> Iterator[Difference]:
    for before, after in zip(old.signals, renamed.signals, strict=True):
        where = f"signals.{after.id}"
        if before.id != after.id:
            yield Difference("signals", f"{where}.id", before.id, after.id)
        for one, other in zip(before.options, after.options, strict=True):
            if one.id != other.id:
                yield Difference("signals", f"{where}.options.{other.id}.id", one.id, other.id)


def _verdict(classifier: Classifier, subject: Subject) -> tuple[Verdict | None, int]:
    """A subject's verdict, if any answer counts; and how many answers fit no signal or option of the model."""
    answers, dropped = classifier.refit({name: Answer(option, "file") for name, option in subject.answers.items()})
    known = option_values(answers)
    verdict = classifier.verdict(known) if counted(classifier, known) else None
    return verdict, sum(subject.answers[name] != DONT_KNOW for name in dropped)


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
        signal["observe"] = {str(number): _flow(rule) for number, rule in enumerate(signal["observe"], start=1)}
    for stage in document["stages"]:
        stage["steps"] = {step["id"]: step for step in stage["steps"]}
    return {**document, **{key: {part["id"]: part for part in document[key]} for key in ("stages", "signals")}}


def _flow(value: Any) -> str:
    """A value as a model file has it in one line; without what it does not say."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items() if each not in (None, {}))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_flow, value))}]"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


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
        text = next((value[key] for key in ("name", "question", "label", "do", "title") if key in value), value)
        return next(iter(text.values())) if isinstance(text, dict) and text else text
    return value
