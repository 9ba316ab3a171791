"""A model file's text to a sound `Model`, or every problem at once.

The way through the code: bytes → `yaml_document` (values with positions) → msgspec decodes into the classes of
`stagecli.model`, as a whole and piece by piece → `rules` lists every broken reference in the pieces that decoded. Only
if the whole did not decode, `structure` lists every departure from the JSON Schema.
"""

import hashlib
import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path as FilePath
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from stagecli.errors import MAX_PROBLEMS, Message, Problem, UsageError, did_you_mean, first, reason
from stagecli.model import Case, Language, Model, ModelFile, Option, OwnMeasure, Signal, Stage, Step
from stagecli.model_file.bundled import BUNDLED, bundled_path
from stagecli.model_file.languages import unknown_languages
from stagecli.model_file.rules import Kind, Piece, Pieces, breaches
from stagecli.yaml_document import MAX_BYTES, Document, DocumentError, read_yaml


class ParsedModel(Struct, frozen=True):
    """A model file after reading, sound or not."""

    name: str
    """The file's name for messages."""
    text: str
    """Its text, with its byte-order mark if it has one; empty if it is not UTF-8."""
    document: Document | None
    """Its values with their positions; None if it is not YAML."""
    parts: Pieces | None
    """The parts that decoded; None if the file is not a map."""
    model: Model | None
    """None if it is not sound."""
    problems: tuple[Problem, ...]
    """The reasons why it is not sound; empty if it is."""


def read_model_file(source: str | os.PathLike[str]) -> ParsedModel:
    """Read a model file, however broken it is, and return its contents and problems.

    Raises:
        UsageError: there is no such file or bundled model.

    """
    return parse_model(*_read(source))


def parse_model(data: bytes, name: str) -> ParsedModel:
    """Parse a model file's bytes, however broken, under a name for messages."""
    try:
        document = read_yaml(data, name)
    except DocumentError as error:
        return ParsedModel(name, "", None, None, None, (error.problem,))
    parts = _pieces(document.root)
    problems = [*document.problems]
    model, refused = None, ""
    try:
        file = msgspec.convert(document.root, ModelFile, strict=False)
    except msgspec.ValidationError as error:
        from stagecli.model_file.structure import model_schema, structural_problems

        refused = str(error)
        problems += islice(
            structural_problems(document, model_schema(), Message("begin_with_schema")), MAX_PROBLEMS + 1
        )
    else:
        values = {field: getattr(file, field) for field in ModelFile.__struct_fields__}
        model = Model(**values, sha256=hashlib.sha256(data).hexdigest())
    if parts is not None:
        told = {(problem.line, problem.column) for problem in problems}
        broken = _broken_rules(document, parts)
        problems += [problem for problem in broken if (problem.line, problem.column) not in told]
    if refused and not problems:  # never silent, in case the schema ever allows what the decoder refuses
        problems.append(document.problem((), Message("verbatim", text=refused)))
    return ParsedModel(name, data.decode(), document, parts, None if problems else model, _in_order(problems))


def is_sound(values: Mapping[str, Any]) -> bool:
    """Whether values with a model file's structure break no rule; for example of a model in the history."""
    parts = _pieces(values)
    return parts is not None and next(breaches(parts), None) is None


def _read(source: str | os.PathLike[str]) -> tuple[bytes, str]:
    name = os.fspath(source)
    path = bundled_path(name) if name in BUNDLED else FilePath(name)
    try:
        with path.open("rb") as file:
            shown = name if name not in BUNDLED else path.name
            return file.read(MAX_BYTES + 1), shown.encode("utf-8", "backslashreplace").decode()
    except FileNotFoundError:
        bare = path.suffix == "" and len(path.parts) == 1
        hint = did_you_mean(name, BUNDLED) if bare else None
        hint = hint or Message("bundled_ladders", names=", ".join(BUNDLED))
        raise UsageError("no_such_model", name=name, hint=hint) from None
    except (OSError, ValueError) as error:
        raise UsageError("model_unreadable", name=name, why=reason(error)) from None


def _pieces(root: Any) -> Pieces | None:
    """The parts of a file that decode, sound or not; None if it is not a map."""
    if not isinstance(root, Mapping):
        return None
    return Pieces(
        stages=_parts(root.get("stages"), Stage, "steps", Step),
        signals=_parts(root.get("signals"), Signal, "options", Option),
        cases=_decoded(root.get("cases"), Case),
        stage_ids=_ids(root.get("stages")),
        signal_ids=_ids(root.get("signals")),
        option_ids={
            signal["id"]: _ids(signal.get("options"))
            for signal in reversed(_items(root.get("signals")))  # the first of two with one id counts
            if isinstance(signal, dict) and isinstance(signal.get("id"), str)
        },
        languages=_languages(root),
        measures=_measures(root.get("measures")),
    )


def _measures(found: Any) -> dict[str, OwnMeasure]:
    """The model's own measures that decode by themselves."""
    names = [name for name in found if isinstance(name, str)] if isinstance(found, dict) else []
    decoded = _decoded([found[name] for name in names], OwnMeasure)
    return {names[index]: measure for index, measure in decoded.items()}


def _broken_rules(document: Document, parts: Pieces) -> list[Problem]:
    problems = [document.problem(*breach) for breach in islice(breaches(parts), MAX_PROBLEMS + 1)]
    if parts.languages:
        problems += islice(unknown_languages(document, parts.languages), MAX_PROBLEMS + 1)
    return problems


def _languages(root: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of a broken file; empty if they cannot be read."""
    try:
        return msgspec.convert(root.get("languages", ("en",)), tuple[Language, ...])
    except msgspec.ValidationError:
        return ()


_Item = TypeVar("_Item")


def _decoded(items: Any, kind: type[_Item]) -> dict[int, _Item]:
    """The items that decode by themselves, by index."""
    decoded: dict[int, _Item] = {}
    for index, item in enumerate(_items(items)):
        try:
            decoded[index] = msgspec.convert(item, kind, strict=False)
        except msgspec.ValidationError:
            continue
    return decoded


def _parts(items: Any, kind: type[Kind], key: str, inner: type[Any]) -> dict[int, Piece[Kind]]:
    """Each stage or signal, by index; unreadable fields keep their defaults, required texts become empty."""
    parts: dict[int, Piece[Kind]] = {}
    fields = [field for field in msgspec.structs.fields(kind) if field.name != key]
    for index, item in enumerate(_items(items)):
        if not isinstance(item, dict):
            continue
        sound = _decoded(item.get(key), inner)
        values: dict[str, Any] = {key: tuple(sound.values())}
        broken = not sound or len(sound) < len(_items(item.get(key)))
        for field in fields:
            try:
                values[field.name] = msgspec.convert(item[field.name], field.type, strict=False)
            except (KeyError, msgspec.ValidationError):
                broken |= field.name in item and field.name == "number"  # or its ranges would be called not numeric
                if field.required:
                    values[field.name] = ""
        parts[index] = Piece(kind(**values), tuple(sound), not broken)
    return parts


def _items(items: Any) -> list[Any]:
    return items if isinstance(items, list) else []


def _ids(items: Any) -> tuple[str, ...]:
    """The ids of all items; an unreadable one is empty text."""
    ids = [item.get("id") if isinstance(item, dict) else None for item in _items(items)]
    return tuple(name if isinstance(name, str) else "" for name in ids)


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems in file order, each once, and no more than can be mended at once."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0))
    return first(ordered)
