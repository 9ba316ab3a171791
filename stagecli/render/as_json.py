"""JSON: the versioned contracts; their schemas are in `stagecli/schemas`."""

from typing import Any

import msgspec
from msgspec import Struct

from stagecli.assessment.contract import AssessmentRecord


def encoded(value: Any) -> str:
    """Encode any of this project's records as indented JSON with a final line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def in_one_line(value: Any) -> str:
    """Encode any of this project's records as one line of JSON, without a line end."""
    return msgspec.json.encode(value).decode()


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an assessment."""
    return schema_of(AssessmentRecord, "Assessment", "urn:stagecli:schema:assessment:2")


def batch_summary_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a batch's summary."""
    from stagecli.batch.summary import Summary  # not needed to assess one subject

    return schema_of(Summary, "Summary", "urn:stagecli:schema:batch-summary:1")


def schema_of(record: type[Struct], title: str, schema_id: str) -> dict[str, Any]:
    """The JSON Schema of one of this project's records."""
    schema: dict[str, Any] = msgspec.json.schema(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id,
        "title": title,
        **schema,
    }
