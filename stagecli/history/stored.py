"""What the history keeps: assessments by ids alone, and each model once; and how both are read again.

A file is read as untrusted input: a model passes the same checks as a model file. Assessments of the time when the
history had no models hold their texts themselves; those, in one language, are made into a model that can be shown but
not asked.
"""

import zlib
from typing import Any

import msgspec
from msgspec import Struct, structs

from stagecli.assessment import Assessment
from stagecli.errors import StagecliError
from stagecli.model import Model, ModelFile, Option, Signal, Stage, Step
from stagecli.model_file import is_sound


class Unreadable(StagecliError):
    """What is kept is not what a history writes."""


class SavedAssessment(Struct, frozen=True):
    """An assessment as it comes out of the history."""

    assessment: Assessment
    model: Model
    """By which it was made, without its cases."""
    complete: bool
    """Whether the model is whole; otherwise it has only the texts that an old record held, in one language."""


def pack(record: Any) -> bytes:
    """Any record as it is kept: compressed JSON."""
    return zlib.compress(msgspec.json.encode(record))


def packed_model(model: Model) -> bytes:
    """A model as it is kept: without its cases, which are somebody's labelled subjects."""
    values = {field: getattr(model, field) for field in ModelFile.__struct_fields__}
    return pack(ModelFile(**{**values, "cases": ()}))


def unpacked_model(record: bytes, sha256: str) -> Model:
    """A model as it was kept.

    Raises:
        msgspec.MsgspecError, zlib.error, Unreadable: it is not what a history writes.

    """
    values = msgspec.json.decode(zlib.decompress(record))
    file = msgspec.convert(values, ModelFile)
    if not is_sound(values):
        raise Unreadable("kept_model_unsound")
    return Model(**structs.asdict(file), sha256=sha256)


def unpacked(record: bytes) -> Assessment:
    """An assessment as it was kept.

    Raises:
        msgspec.MsgspecError, zlib.error, Unreadable: it is not what a history writes.

    """
    return msgspec.json.decode(zlib.decompress(record), type=Assessment)


def unpacked_with_texts(record: bytes) -> SavedAssessment:
    """An assessment that holds its own texts (version 1 of the contract).

    Raises:
        msgspec.MsgspecError, zlib.error, Unreadable: it is not what a history wrote.

    """
    raw = msgspec.json.decode(zlib.decompress(record))
    try:
        return SavedAssessment(msgspec.convert({**raw, "previous": None}, Assessment), _model_of_texts(raw), False)
    except (KeyError, TypeError, AttributeError):
        raise Unreadable("kept_assessment_incomplete") from None


def renamed(texts: int, record: bytes, name: str) -> bytes:
    """A record under another name of its subject; whether it holds its own texts or not."""
    if not texts:
        return pack(structs.replace(unpacked(record), subject=name))
    return pack({**msgspec.json.decode(zlib.decompress(record)), "subject": name})


def _model_of_texts(raw: dict[str, Any]) -> Model:
    """As much of a model as an assessment with texts says: names, questions, the options given, the steps advised."""
    detected = raw["stage"]["number"]
    labels: dict[str, dict[str, str]] = {answer["signal"]: {} for answer in raw["answers"]}
    given = [*raw["answers"], *raw["surprises"], *(goal for step in raw["steps"] for goal in step["changes"])]
    for each in given:
        if each["option"] is not None:
            labels[each["signal"]][each["option"]] = each["label"]
    steps = tuple(
        Step(
            id=step["id"],
            do=step["do"],
            why=step["why"],
            effort=step["effort"],
            changes={goal["signal"]: (goal["option"],) for goal in step["changes"]},
        )
        for step in raw["steps"]
    )
    model = raw["model"]
    return Model(
        schema=1,
        id=model["id"],
        version=model["version"],
        sha256=model["sha256"],
        languages=(raw["language"],),
        title=model["title"],
        stages=tuple(
            Stage(id=stage["id"], name=stage["name"], summary=raw["summary"], ahead=raw["ahead"], steps=steps)
            if stage["number"] == detected
            else Stage(id=stage["id"], name=stage["name"], summary="", ahead="")
            for stage in raw["posterior"]
        ),
        signals=tuple(
            Signal(
                id=answer["signal"],
                question=answer["question"],
                options=tuple(
                    Option(id=option, label=label, of_100=()) for option, label in labels[answer["signal"]].items()
                ),
            )
            for answer in raw["answers"]
        ),
    )
