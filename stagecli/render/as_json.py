"""JSON: the versioned contract, whose schema is published in `stagecli/schemas`."""

from typing import Any

import msgspec

from stagecli.assessment import Assessment

SCHEMA_ID = "urn:stagecli:schema:assessment:1"


def render(assessment: Assessment) -> str:
    """The assessment as indented JSON with a final line end."""
    return encoded(assessment)


def encoded(value: Any) -> str:
    """Any of this project's records as indented JSON with a final line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def in_one_line(value: Any) -> str:
    """The same in one line, without a line end."""
    return msgspec.json.encode(value).decode()


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an assessment."""
    schema: dict[str, Any] = msgspec.json.schema(Assessment)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Assessment",
        **schema,
    }
