"""The structure of a model file: its JSON Schema, and every way in which a document departs from it.

The schema is generated from the classes in `stagecli.model`. A sound document is decoded by msgspec alone;
jsonschema is imported only when that fails, because msgspec stops at the first mistake and a person wants them all.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from stagecli.errors import Problem, did_you_mean, one_of
from stagecli.model import ModelFile
from stagecli.yaml_document import Document, Path

SCHEMA_ID = "https://stagecli.example/schemas/model.schema.json"


def model_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a model file."""
    schema: dict[str, Any] = msgspec.json.schema(ModelFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Model file",
        **schema,
    }


def structural_problems(document: Document) -> list[Problem]:
    """Every departure of a document from the schema, in file order."""
    from jsonschema import Draft202012Validator, TypeChecker
    from jsonschema.protocols import Validator
    from jsonschema.validators import extend

    def number(value: object) -> float | None:
        """Plain scalars are text until a number is wanted."""
        if not isinstance(value, str):
            return None
        try:
            return msgspec.convert(value, float, strict=False)
        except msgspec.ValidationError:
            return None

    def is_integer(_: TypeChecker, value: object) -> bool:
        found = number(value)
        return found is not None and found.is_integer()

    def as_number(keyword: str) -> Any:
        check = Draft202012Validator.VALIDATORS[keyword]

        def checked(validator: Validator, bound: float, value: object, schema: Any) -> Iterator[Any]:
            found = number(value)
            if found is not None:
                yield from check(validator, bound, found, schema) or ()
            elif schema.get("type") == "number":
                return

        return checked

    def enum(validator: Validator, values: list[Any], value: object, schema: Any) -> Iterator[Any]:
        check = Draft202012Validator.VALIDATORS["enum"]
        found = number(value) if isinstance(values[0], int) else value
        yield from check(validator, values, found, schema) or ()

    checker = Draft202012Validator.TYPE_CHECKER.redefine("number", lambda _, value: number(value) is not None).redefine(
        "integer", is_integer
    )
    bounds = {name: as_number(name) for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")}
    validator = extend(  # type: ignore[no-untyped-call]  # its stubs leave it so
        Draft202012Validator, {**bounds, "enum": enum}, type_checker=checker
    )(model_schema())
    problems = [problem for error in validator.iter_errors(document.root) for problem in _in_words(document, error)]
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0, problem.what))


_KINDS = {
    "object": "a map of keys and values",
    "array": "a list",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "null": "nothing",
}


def _in_words(document: Document, error: Any) -> Iterator[Problem]:
    """A jsonschema error as one problem or more, in the words of this project."""
    path: Path = tuple(error.absolute_path)
    keyword, bound, value = error.validator, error.validator_value, error.instance
    if keyword == "additionalProperties" and bound is False:
        known = [key for key in error.schema["properties"] if key not in value]
        for key in value:
            if key not in error.schema["properties"]:
                hint = did_you_mean(key, known) or one_of(error.schema["properties"])
                yield document.problem((*path, key), f"unknown key '{key}'", hint, at_key=True)
    elif keyword == "required":
        # jsonschema reports each missing key apart, naming it only in its message
        key = next(name for name in bound if name not in value and f"'{name}'" in error.message)
        yield document.problem(path, f"'{key}' is missing", _description(error.schema, key))
    elif keyword in ("anyOf", "oneOf"):
        yield from _best(document, error)
    elif keyword == "propertyNames" or "propertyNames" in error.absolute_schema_path:
        hint = error.schema.get("description", "")
        yield document.problem((*path, str(value)), f"the key '{value}' is not an id", hint, at_key=True)
    else:
        yield document.problem(path, *_plain(keyword, bound, value, error.schema))


def _plain(keyword: str, bound: Any, value: Any, schema: Any) -> tuple[str, str]:
    """What is wrong, and a hint, for keywords that need nothing but themselves."""
    hint = schema.get("description", "")
    if value is None:
        return "nothing is here", f"Expected {_wanted(keyword, bound, schema)}."
    if keyword == "type":
        return f"expected {_KINDS[bound]}, found {_found(value)}", hint
    if keyword == "pattern":
        return f"'{value}' is not an id", hint
    if keyword == "enum":
        wanted = [str(option) for option in bound]
        near = did_you_mean(str(value), wanted)
        return f"'{value}' is not one of its values", f"{near} {one_of(wanted)}".lstrip()
    shown = _found(value) if isinstance(value, (dict, list)) else f"'{value}'" if value else "empty text"
    meaning = {
        "minItems": f"needs at least {bound} of these, has {len(value) if isinstance(value, list) else 0}",
        "maxItems": f"takes at most {bound} of these",
        "minProperties": "is empty",
        "maxProperties": f"takes at most {bound} keys",
        "minLength": "is empty",
        "maxLength": f"is longer than {bound} characters",
        "minimum": f"{shown} is below {bound}",
        "maximum": f"{shown} is above {bound}",
        "exclusiveMinimum": f"{shown} must be above {bound}",
        "exclusiveMaximum": f"{shown} must be below {bound}",
    }
    return meaning[keyword], hint


def _best(document: Document, error: Any) -> Iterator[Problem]:
    """For a choice of forms, the problem with the form that was meant; else the forms there are."""
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    for inner_errors in branches.values():
        if all(inner.validator != "type" or len(inner.path) > 0 for inner in inner_errors):
            for inner in inner_errors:
                yield from _in_words(document, inner)
            return
    path: Path = tuple(error.absolute_path)
    kinds = sorted({_KINDS[kind] for kind in _types(error.schema) if kind != "null"}, reverse=True)
    found = "nothing is here" if error.instance is None else f"found {_found(error.instance)}"
    what = f"expected {' or '.join(kinds)}, {found}"
    yield document.problem(path, what, error.schema.get("description", ""))


def _types(schema: Any) -> Iterator[str]:
    if "type" in schema:
        yield schema["type"]
    if "$ref" in schema:
        yield "object"
    for branch in schema.get("anyOf", ()):
        yield from _types(branch)


def _wanted(keyword: str, bound: Any, schema: Any) -> str:
    if keyword == "type":
        return _KINDS[bound]
    if keyword == "enum":
        return f"one of {', '.join(str(option) for option in bound)}"
    return " or ".join(_KINDS[kind] for kind in _types(schema)) or "a value"


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return f"'{value}'" if value else "empty text"


def _description(schema: Any, key: str) -> str:
    text: str = schema.get("properties", {}).get(key, {}).get("description", "")
    return text
