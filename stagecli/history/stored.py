"""How the history stores assessments (of ids alone) and models (each once), and reads them again.

A file is untrusted input: a model must pass the same checks as a model file. Assessments from the time when the
history had no models carry their texts; those, in one language, become a model that can be shown but not used for
questions.
"""

import zlib
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct, structs

from stagecli.assessment import Assessment, StageReference
from stagecli.dates import is_day, is_time
from stagecli.errors import StagecliError
from stagecli.measures import Observed, is_exact
from stagecli.model import Model, ModelFile, Option, Signal, Stage, Step
from stagecli.model_file.parsed import is_sound

_LONGEST = 1 << 25  # bytes of a record's JSON: several times what the largest model file makes


class Unreadable(StagecliError):
    """Stored data that no history writes."""


class SavedAssessment(Struct, frozen=True):
    """An assessment read from the history."""

    assessment: Assessment
    model: Model
    """The model it was made with, without its cases."""
    complete: bool
    """Whether the model is complete; otherwise it has only the texts of an old record, in one language."""


def pack(record: Any) -> bytes:
    """Encode any record for storing: compressed JSON."""
    return zlib.compress(msgspec.json.encode(record))


def packed_model(model: Model) -> bytes:
    """Encode a model for storing: without its cases, which are somebody's labelled subjects."""
    values = {field: getattr(model, field) for field in ModelFile.__struct_fields__}
    return pack(ModelFile(**{**values, "cases": ()}))


def unpacked_model(record: bytes, sha256: str) -> Model:
    """Decode a stored model.

    Raises:
        msgspec.MsgspecError, zlib.error, Unreadable: no history writes such data.

    """
    values = msgspec.json.decode(_unpacked(record))
    file = msgspec.convert(values, ModelFile)
    if not is_sound(values):
        raise Unreadable("kept_model_unsound")
    return Model(**structs.asdict(file), sha256=sha256)


def unpacked(record: bytes) -> Assessment:
    """Decode a stored assessment.

    Raises:
        msgspec.MsgspecError, zlib.error: no history writes such data.

    """
    return msgspec.json.decode(_unpacked(record), type=Assessment)


class Parts(NamedTuple):
    """What an assessment by a model may refer to."""

    stages: frozenset[tuple[int, str]]
    """Their numbers and ids."""
    signals: frozenset[str]
    steps: tuple[frozenset[str], ...]
    """Of each stage, the lowest first."""


def parts_of(model: Model) -> Parts:
    """What an assessment by this model may refer to."""
    return Parts(
        frozenset((number, stage.id) for number, stage in enumerate(model.stages, start=1)),
        frozenset(signal.id for signal in model.signals),
        tuple(frozenset(step.id for step in stage.steps) for stage in model.stages),
    )


def matched(assessment: Assessment, parts: Parts) -> Assessment:
    """The assessment, if its model has all that it refers to.

    Raises:
        Unreadable: it does not, so that they cannot be shown together.

    """
    found = assessment
    references: list[StageReference] = [found.stage, found.runner_up, *found.posterior]
    references += [each.likelier_at for each in found.surprises]
    if found.aim is not None:
        references.append(found.aim)
    signals = [each.signal for each in found.answers]
    signals += [each.signal for each in found.evidence]
    signals += [each.signal for each in found.surprises]
    signals += [each.signal for each in found.worth_asking]
    signals += [*found.contradicts, *found.not_counted, *chain(*[stage.ruled_out_by for stage in found.posterior])]
    steps = [gain.id for gain in found.steps]
    if (
        not parts.stages.issuperset([(each.number, each.id) for each in references])
        or len(found.posterior) != len(parts.steps)
        or not parts.signals.issuperset(signals)
        or not parts.steps[found.stage.number - 1].issuperset(steps)
        or not {gain.after for gain in found.steps} <= {None, *steps}
        or (found.time and not is_time(found.time))
        or not (found.observed is None or _is_sound(found.observed))
        or any(each.measured is not None and not each.measured.measures for each in found.answers)
    ):
        raise Unreadable("kept_assessment_misfit")
    return assessment


def _is_sound(observed: Observed) -> bool:
    """Whether measures are such as a file of measures may have."""
    measures = [*observed.measures.values(), *chain(*(source.measures.values() for source in observed.sources))]
    days = [day for source in observed.sources for day in (source.from_, source.until)]
    days += [each.since for each in measures]
    values = [each.value for each in measures]
    return (
        all(day is None or is_day(day) for day in days)
        and all((each.value is None) != (each.reason is None) for each in measures)
        and all(not isinstance(value, float) or is_exact(value) for value in values)
    )


def _unpacked(record: bytes) -> bytes:
    """The JSON of a record; no more of it than any record has."""
    if not isinstance(record, bytes):
        raise Unreadable("kept_record_unreadable")
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(record, _LONGEST)
    if not unpacking.eof:
        raise Unreadable("kept_record_unreadable")
    return data


def unpacked_with_texts(record: bytes) -> SavedAssessment:
    """Decode an assessment that carries its own texts (version 1 of the contract).

    Raises:
        msgspec.MsgspecError, zlib.error, Unreadable: no history wrote such data.

    """
    raw = msgspec.json.decode(_unpacked(record))
    try:
        assessment, model = msgspec.convert({**raw, "previous": None}, Assessment), _model_of_texts(raw)
        return SavedAssessment(matched(assessment, parts_of(model)), model, False)
    except (KeyError, TypeError, AttributeError):
        raise Unreadable("kept_assessment_incomplete") from None


def digest(assessment: Assessment) -> bytes:
    """What two assessments of one subject, time and model share only if the answers and measures are the same."""
    answers = [(each.signal, each.state, each.option, each.number, each.said) for each in assessment.answers]
    return sha256(msgspec.json.encode((answers, assessment.observed))).digest()


def renamed(texts: int, record: bytes, name: str) -> bytes:
    """A record with its subject renamed; `texts` says whether it carries its own texts."""
    if not texts:
        return pack(structs.replace(unpacked(record), subject=name))
    return pack({**msgspec.json.decode(_unpacked(record)), "subject": name})


def _model_of_texts(raw: dict[str, Any]) -> Model:
    """The model that an assessment with texts implies: names, questions, given options and advised steps only."""
    detected = raw["stage"]["number"]
    labels: dict[str, dict[str, str]] = {answer["signal"]: {} for answer in raw["answers"]}
    given = [*raw["answers"], *raw["surprises"], *(goal for step in raw["steps"] for goal in step["changes"])]
    for each in given:
        if each["option"] is not None:
            labels[each["signal"]][each["option"]] = _text(each["label"])
    steps = tuple(
        Step(
            id=step["id"],
            do=_text(step["do"]),
            why=_text(step["why"]),
            effort=step["effort"],
            changes={goal["signal"]: (goal["option"],) for goal in step["changes"]},
        )
        for step in raw["steps"]
    )
    model, summary, ahead = raw["model"], _text(raw["summary"]), _text(raw["ahead"])
    return Model(
        schema=1,
        id=model["id"],
        version=model["version"],
        sha256=model["sha256"],
        languages=(_text(raw["language"]),),
        title=_text(model["title"]),
        stages=tuple(
            Stage(id=stage["id"], name=_text(stage["name"]), summary=summary, ahead=ahead, steps=steps)
            if stage["number"] == detected
            else Stage(id=stage["id"], name=_text(stage["name"]), summary="", ahead="")
            for stage in raw["posterior"]
        ),
        signals=tuple(
            Signal(
                id=answer["signal"],
                question=_text(answer["question"]),
                options=tuple(
                    Option(id=option, label=label, of_100=()) for option, label in labels[answer["signal"]].items()
                ),
            )
            for answer in raw["answers"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable("kept_assessment_incomplete")
    return value
