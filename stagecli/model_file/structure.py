"""The structure of a model file: its JSON Schema, and how a document departs from it.

The schema is generated from the classes in `stagecli.model`. msgspec alone decodes a sound document; jsonschema is
imported only if that fails, because msgspec stops at the first mistake and a person wants to see them all.
"""

import math
import re
from collections.abc import Iterator
from functools import reduce
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import msgspec

from stagecli.errors import Message, Problem, did_you_mean, nearest, one_of, together, verbatim
from stagecli.labels import normalise
from stagecli.model import ModelFile
from stagecli.numbers import parse_number
from stagecli.yaml_document import Document, Mapping, Path

SCHEMA_FILE = FilePath(__file__).parent.parent / "schemas" / "model.schema.json"
"""The published schema; a test compares it with `model_schema`."""
SCHEMA_ID = "urn:stagecli:schema:model:1"


def model_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a model file."""
    schema: dict[str, Any] = msgspec.json.schema(ModelFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Model file",
        **schema,
    }


def structural_problems(document: Document, schema: dict[str, Any], beginning: Message) -> Iterator[Problem]:
    """Yield every departure of a document from a schema.

    Args:
        document: what was read.
        schema: the JSON Schema of such a file.
        beginning: how such a file begins, as a sentence: the hint where it is something else altogether.

    """
    from jsonschema import Draft202012Validator, TypeChecker
    from jsonschema.protocols import Validator
    from jsonschema.validators import extend

    def is_integer(_: TypeChecker, value: object) -> bool:
        found = _number(value)
        return found is not None and found.is_integer()

    def as_number(keyword: str) -> Any:
        check = Draft202012Validator.VALIDATORS[keyword]

        def checked(validator: Validator, bound: float, value: object, schema: Any) -> Iterator[Any]:
            found = _number(value)
            if found is not None:
                yield from check(validator, bound, found, schema) or ()

        return checked

    def enum(validator: Validator, values: list[Any], value: object, schema: Any) -> Iterator[Any]:
        check = Draft202012Validator.VALIDATORS["enum"]
        yield from check(validator, [str(known) for known in values], value, schema) or ()

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": lambda _, value: _number(value) is not None, "integer": is_integer}
    )
    bounds = {name: as_number(name) for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")}
    validator = extend(  # type: ignore[no-untyped-call]  # its stubs leave it so
        Draft202012Validator, {**bounds, "enum": enum}, type_checker=checker
    )(schema)
    for error in validator.iter_errors(document.root):
        for problem in _in_words(document, error):
            yield problem if error.absolute_path or problem.hint is not None else problem._replace(hint=beginning)


def _number(value: object) -> float | None:
    """The number that a text represents, or a number itself; None if it is not a finite number."""
    if isinstance(value, float):  # converted already
        return value
    if not isinstance(value, str):
        return None
    try:
        found = msgspec.convert(value, float, strict=False)
    except msgspec.ValidationError:
        return None
    return found if math.isfinite(found) else None


_LONGEST_ID = 40


def _in_words(document: Document, error: Any) -> Iterator[Problem]:
    """Word a jsonschema error as one or more problems."""
    hint: Message | None
    path: Path = tuple(error.absolute_path)
    keyword, bound, value = error.validator, error.validator_value, error.instance
    if keyword == "additionalProperties" and bound is False:
        properties = error.schema["properties"]
        for key in _unknown(value, properties):
            hint = did_you_mean(key, _missing(value, properties)) or one_of(properties)
            yield document.problem((*path, key), Message("unknown_key"), hint, at_key=True)
    elif keyword == "required":
        # jsonschema reports each missing key separately, and names it only in its message
        key = next(name for name in bound if name not in value and f"'{name}'" in error.message)
        if not _explained(key, value, error.schema["properties"]):
            yield document.problem(
                path, Message("key_missing", name=key), _described(error.schema["properties"].get(key, {}))
            )
    elif keyword in ("anyOf", "oneOf"):
        yield from _best(document, error)
    elif keyword == "propertyNames" or "propertyNames" in error.absolute_schema_path:
        hint = _as_id(value, bound, error.schema) if keyword == "pattern" else _described(error.schema)
        yield document.problem((*path, value), Message("no_key_here"), hint, at_key=True)
    else:
        what, hint = _plain(keyword, bound, value, error.schema)
        yield document.problem(path, what, hint if path else None)


def _unknown(value: Mapping, properties: Any) -> Iterator[str]:
    return (key for key in value if key not in properties)


def _missing(value: Mapping, properties: Any) -> Iterator[str]:
    """Known keys that an unknown key may stand for."""
    return (known for known in properties if known not in value)


def _explained(key: str, value: Mapping, properties: Any) -> bool:
    """Whether another problem already explains why a key is missing."""
    unknown = islice(_unknown(value, properties), 20)  # more than anyone misspells in one place
    return "<<" in value.marks or any(key == nearest(other, _missing(value, properties)) for other in unknown)


_BOUNDS = {
    "minItems": "too_few",
    "maxItems": "too_many",
    "minProperties": "is_empty",
    "maxProperties": "too_many",
    "minLength": "is_empty",
    "maxLength": "too_long",
    "minimum": "below_minimum",
    "maximum": "above_maximum",
    "exclusiveMinimum": "not_above",
    "exclusiveMaximum": "not_below",
}
"""Message keys for JSON Schema keywords that set a bound."""


def _plain(keyword: str, bound: Any, value: Any, schema: Any) -> tuple[Message, Message | None]:
    """What is wrong, and a hint, for keywords that need no context."""
    hint = _described(schema)
    if keyword == "type":
        return _other_than(_kind(bound), value, _rewritten(value, bound) or hint)
    if keyword == "enum":
        wanted = [str(known) for known in bound]
        if len(wanted) == 1:
            return _other_than(wanted[0], value, hint)
        return _other_than(Message("any_of", known=", ".join(wanted)), value, did_you_mean(str(value), wanted))
    if keyword == "pattern":
        return Message("not_usable_here", given=value), _as_id(value, bound, schema)
    count = len(value) if isinstance(value, (dict, list)) else 0
    what = Message(_BOUNDS[keyword], bound=str(bound), count=str(count), found=_found(value))
    return what, hint or (Message("add_or_remove") if keyword == "minItems" else None)


def _other_than(wanted: Message | str, value: Any, hint: Message | None) -> tuple[Message, Message | None]:
    if value is None:
        return Message("nothing_here"), Message("expected", wanted=wanted, hint=hint)
    return Message("expected_found", wanted=wanted, found=_found(value)), hint


def _best(document: Document, error: Any) -> Iterator[Problem]:
    """For a choice of forms, the problems with the form that was meant; otherwise the possible forms."""
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    for inner_errors in branches.values():
        if all(inner.validator != "type" or len(inner.path) > 0 for inner in inner_errors):
            for inner in inner_errors:
                yield from _in_words(document, inner)
            return
    path: Path = tuple(error.absolute_path)
    kinds = tuple(sorted({kind for kind in _types(error.schema) if kind != "null"}, reverse=True))
    wanted = Message("text_or_languages")
    if kinds != ("string", "object"):
        wanted = reduce(lambda one, other: Message("kind_or", one=one, other=other), map(_kind, kinds))
    hint = _rewritten(error.instance, *kinds) or _described(error.schema)
    yield document.problem(path, *_other_than(wanted, error.instance, hint))


def _kind(name: str) -> Message:
    return Message(f"kind_{name}")


def _rewritten(value: Any, *kinds: str) -> Message | None:
    """How to write a number such as `0,5` or `80%`, or a list without brackets."""
    if not isinstance(value, str):
        return None
    found = parse_number(value.rstrip("% "))
    if "array" in kinds and found is None:
        return Message("did_you_mean", word=f"[{value}]")
    return Message("did_you_mean", word=f"{found:g}") if "number" in kinds and found is not None else None


def _as_id(value: str, pattern: str, schema: Any) -> Message | None:
    """The rules for an id, and the id that was probably meant."""
    hint = _described(schema)
    if not value.isascii():
        return together(hint, Message("letters_a_to_z"))
    near = "_".join(re.findall(r"[a-z0-9]+", normalise(value)))
    meant = re.search(pattern, near) and len(near) <= _LONGEST_ID
    return together(Message("did_you_mean", word=near), hint) if meant else hint


def _types(schema: Any) -> Iterator[str]:
    if "type" in schema:
        yield schema["type"]
    if "$ref" in schema:
        yield "object"
    for branch in schema.get("anyOf", ()):
        yield from _types(branch)


def _found(value: Any) -> Message:
    if isinstance(value, dict):
        return Message("found_map")
    if isinstance(value, list):
        return Message("found_list")
    return Message("quoted", text=str(value)) if value else Message("found_empty")


def _described(schema: Any) -> Message | None:
    """The schema's own description."""
    return verbatim(schema.get("description", ""))
