"""Strict JSON (RFC 8259: no comments, NaN or repeated keys), as a document with positions."""

import contextlib
import json
from typing import Any

from stagecli.errors import Message, Problem, foreign
from stagecli.yaml_document import MAX_DEPTH, Document, DocumentError, Mapping, decode, read_yaml


def read_json(data: bytes, file: str) -> Document:
    """Parse JSON, then read it again as YAML for the positions.

    Raises:
        DocumentError: it is not strict JSON, or cannot be decoded.

    """
    text = decode(data, file)
    lines = text.split("\n")

    def refuse(said: Message | str, line: int | None = None, column: int | None = None) -> DocumentError:
        source = lines[line - 1] if line is not None else ""
        return DocumentError(Problem(file, line, column, "", Message("not_json", said=said), None, source))

    def constant(name: str) -> None:
        raise refuse(Message("json_constant", name=name))

    def once(pairs: list[tuple[str, Any]]) -> Mapping:
        found = Mapping()
        for key, value in pairs:
            if key in found:
                raise refuse(Message("key_twice", given=key))
            found[key] = str(value).lower() if isinstance(value, bool) else value
        return found

    try:
        root = json.loads(text, parse_constant=constant, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise refuse(foreign(error.msg[0].lower() + error.msg[1:]), error.lineno, error.colno) from None
    except (RecursionError, ValueError) as error:  # ValueError: a number with thousands of digits
        deep = isinstance(error, RecursionError)
        raise refuse(Message("too_deep", most=MAX_DEPTH) if deep else Message("json_number_too_long")) from None
    if not any(sign in text for sign in "\x85\u2028\u2029"):  # line ends to YAML, which makes spaces of them
        with contextlib.suppress(DocumentError):  # valid JSON that libyaml does not take, such as tabs
            return read_yaml(data, file)
    return Document(file, root, lines, ())
