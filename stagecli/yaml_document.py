"""Parses YAML text into plain values with their positions.

It follows YAML 1.2, as editors do: plain scalars stay text, and become a number only where a number is
expected, so `no`, `on` and `12:30` never become booleans or 750. One pass over libyaml's events builds values and
positions together and enforces budgets before constructing anything. Its callers, such as `model_file` and
`answers_file`, can rely on values that are small, finite, and without duplicate keys.
"""

from collections.abc import Sequence as AbstractSequence
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from stagecli.errors import Message, Problem, short

MAX_BYTES = 2_000_000  # 30 times the bundled ladder
MAX_DEPTH = 24  # a model file needs 8
MAX_NODES = 200_000
MAX_ALIASES = 1_000
MAX_TEXT = 20_000  # characters of one value: ten pages; an alias could repeat a long one a thousand times

Mark: TypeAlias = Any
"""libyaml's mark: `line` and `column`, both from 0."""
Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root to a value."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CORE_TAGS = "tag:yaml.org,2002:"  # the meaning of `!!`

_SYNTAX = {
    "mapping values are not allowed in this context": "yaml_colon",
    "could not find expected ':'": "yaml_neither",
    "did not find expected key": "yaml_key",
    "did not find expected '-' indicator": "yaml_item",
    "did not find expected ',' or ']'": "yaml_list_open",
    "did not find expected ',' or '}'": "yaml_map_open",
    "found unexpected end of stream": "yaml_quote_open",
    "found unexpected document indicator": "yaml_quote_open",
    "did not find expected alphabetic or numeric character": "yaml_start",
    "did not find expected comment or line break": "yaml_start",
    "found character that cannot start any token": "yaml_start",
    "found undefined tag handle": "yaml_start",
    "found unknown escape character": "yaml_escape",
    "block sequence entries are not allowed in this context": "yaml_list_here",
    "found incompatible YAML document": "yaml_version",
    "did not find expected <document start>": "yaml_ended",
    "did not find expected node content": "yaml_value",
}
"""Message keys for libyaml's errors, in words for people who write ladders; a hint's key ends with `_hint`."""
_AT_START = (
    "could not find expected ':'",
    "found unexpected",
    "did not find expected alphabetic",
    "did not find expected comment",
)
"""Errors for which libyaml marks the place where it gave up; the mistake is where it began to read."""


class Mapping(dict[str, Any]):
    """A mapping that knows the positions of every key and value."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, tuple[Mark, Mark]] = {}
        """Includes a merge key, which is not supported; it may explain why other keys are missing."""


class Sequence(list[Any]):
    """A sequence that knows the position of every item."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []


class DocumentError(Exception):
    """The text cannot be read at all; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Document(Struct, frozen=True):
    """Values with positions, and problems of the text itself."""

    file: str
    root: Any
    """`Mapping`, `Sequence`, `str` or None (an empty value)."""
    lines: AbstractSequence[str]
    problems: AbstractSequence[Problem]
    """Duplicate keys, non-scalar keys, tags and merge keys, all in file order."""

    def problem(self, path: Path, what: Message, hint: Message | None = None, at_key: bool = False) -> Problem:
        """A problem with the value at a path (or its key), or with the nearest existing thing above it."""
        mark: Mark | None = yaml.Mark(self.file, 0, 0, 0, None, 0) if self.lines else None
        value = self.root
        for step in path:
            if isinstance(value, Mapping) and step in value.marks:
                key_mark, value_mark = value.marks[str(step)]
                mark = key_mark if at_key else value_mark
                value = value[str(step)]
            elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value.marks):
                mark = value.marks[step]
                value = value[step]
            else:
                break
        return _problem(self.file, self.lines, mark, self.name(path), what, hint)

    def name(self, path: Path) -> str:
        """A path in words: `signals.posting.options[2]`; list items appear by their id if they have one."""
        words: list[str] = []
        value = self.root
        for step in path:
            if isinstance(step, int):
                item = value[step] if isinstance(value, list) and step < len(value) else None
                name = item.get("id", item.get("name")) if isinstance(item, dict) else None
                if isinstance(name, str) and words:
                    words.append(f".{name}")
                else:
                    words.append(f"[{step + 1}]")
                value = item
            else:
                words.append(f".{step}" if words else step)
                value = value.get(step) if isinstance(value, dict) else None
        return "".join(words)


def read_yaml(data: bytes, file: str) -> Document:
    """Parse one YAML document.

    Raises:
        DocumentError: not UTF-8, not YAML, over a budget, or more than one document.

    """
    text = decode(data, file)
    lines = text.splitlines()  # breaks lines where libyaml does; otherwise marks and lines would differ
    try:
        return _Builder(file, lines, yaml.CSafeLoader(text.encode())).document()
    except yaml.MarkedYAMLError as error:
        raise DocumentError(_syntax_problem(file, lines, error)) from error
    except yaml.reader.ReaderError as error:
        line, column = _place(text.encode()[: error.position])
        what = Message("yaml_character", code=f"{error.character:04X}")
        hint = Message("yaml_remove_or_utf8" if error.character == 0 else "yaml_remove")
        raise DocumentError(Problem(file, line, column, "", what, hint, lines[line - 1])) from error


def decode(data: bytes, file: str) -> str:
    """Decode bytes as UTF-8, with or without byte-order mark.

    Raises:
        DocumentError: too large, UTF-16, or not UTF-8 at a named line and column.

    """
    if len(data) > MAX_BYTES:
        what = Message("too_many_bytes", count=len(data), most=MAX_BYTES)
        raise DocumentError(Problem(file, None, None, "", what, Message("split_or_cut")))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError(Problem(file, None, None, "", Message("utf16"), Message("save_as_utf8")))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(error.object[: error.start])
        what = Message("not_utf8", byte=f"{error.object[error.start]:02x}")
        source = data.decode("utf-8-sig", "replace").splitlines()[line - 1]
        raise DocumentError(Problem(file, line, column, "", what, Message("save_as_utf8"), source)) from error


def _place(before: bytes) -> tuple[int, int]:
    """The line and column, from 1, just after these bytes."""
    lines = f"{before.decode('utf-8-sig', 'replace')}.".splitlines()
    return len(lines), len(lines[-1])


def _syntax_problem(file: str, lines: AbstractSequence[str], error: yaml.MarkedYAMLError) -> Problem:
    said = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and said.startswith(_AT_START):
        mark = error.context_mark
    key = _SYNTAX.get(said, "yaml_invalid")
    if "tab" in said or (mark is not None and "token" in said and _character(lines, mark) == "\t"):
        key = "yaml_tab"
    line = error.context_mark.line + 1 if error.context_mark is not None else None
    return _problem(file, lines, mark, "", *_both(key, said=said, line=str(line)))


def _both(key: str, **values: object) -> tuple[Message, Message]:
    """A problem's message and its hint."""
    return Message(key, **values), Message(f"{key}_hint", **values)


def _character(lines: AbstractSequence[str], mark: Mark) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


def _problem(
    file: str, lines: AbstractSequence[str], mark: Mark | None, where: str, what: Message, hint: Message | None
) -> Problem:
    where = short(where, 120)
    if mark is None or not lines:
        return Problem(file, None, None, where, what, hint)
    line, column = mark.line, mark.column
    if line >= len(lines):  # at the end of the file: show the end of its last line
        line, column = len(lines) - 1, len(lines[-1])
    return Problem(file, line + 1, column + 1, where, what, hint, lines[line])


class _Builder:
    """Builds one document from a stream of events, counting as it goes."""

    def __init__(self, file: str, lines: AbstractSequence[str], parser: Any) -> None:
        self.file = file
        self.lines = lines
        self.next_event = parser.get_event
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, int]] = {}  # each value and the number of nodes it stands for
        self.nodes = 0
        self.aliases = 0

    def document(self) -> Document:
        self.next_event()  # stream start
        root: Any = None
        event = self.next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            root = self.node(self.next_event(), 0)
            self.next_event()  # document end
            event = self.next_event()
            if not isinstance(event, yaml.StreamEndEvent):
                raise self.refused(event, "yaml_second")
        return Document(self.file, root, self.lines, self.problems)

    def node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self.alias(event)
        before = self.nodes
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.refused(event, "yaml_nodes", most=MAX_NODES)
        if event.tag is not None and event.tag != "!":
            self.complain(event, "yaml_tag", tag=event.tag.replace(_CORE_TAGS, "!!"))
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)  # not usable inside itself
        value: Any
        if kind is yaml.ScalarEvent:
            value = None if event.value in _NULLS and not event.style else event.value
            if len(event.value) > MAX_TEXT:
                raise self.refused(event, "yaml_text", most=MAX_TEXT)
        elif depth >= MAX_DEPTH:
            raise self.refused(event, "too_deep", most=MAX_DEPTH)
        elif kind is yaml.MappingStartEvent:
            value = self.mapping(depth)
        else:
            value = self.sequence(depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.nodes - before)
        return value

    def mapping(self, depth: int) -> Mapping:
        result = Mapping()
        next_event, marks = self.next_event, result.marks
        event: Any
        while type(event := next_event()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                self.complain(event, "yaml_no_key")
                self.node(event, depth + 1)
                self.node(next_event(), depth + 1)
                continue
            key, key_mark = event.value, event.start_mark
            if key == "<<":
                self.complain(event, "yaml_merge")
            elif key in marks:
                self.complain(event, "key_twice", given=key, line=str(marks[key][0].line + 1))
            value_event = next_event()
            value_mark = value_event.start_mark
            value = self.node(value_event, depth + 1)
            if key not in marks:
                marks[key] = (key_mark, value_mark)
                if key != "<<":
                    result[key] = value
        return result

    def sequence(self, depth: int) -> Sequence:
        result = Sequence()
        event: Any
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            result.marks.append(event.start_mark)
            result.append(self.node(event, depth + 1))
        return result

    def alias(self, event: Any) -> Any:
        self.aliases += 1
        if event.anchor not in self.anchors:
            raise self.refused(event, "yaml_alias", name=event.anchor)
        value, size = self.anchors[event.anchor]
        self.nodes += size  # an alias counts as its whole value, or a short file could expand without end
        if self.aliases > MAX_ALIASES or self.nodes > MAX_NODES:
            raise self.refused(event, "yaml_aliases")
        return value

    def complain(self, event: Any, key: str, **values: object) -> None:
        self.problems.append(_problem(self.file, self.lines, event.start_mark, "", *_both(key, **values)))

    def refused(self, event: Any, key: str, **values: object) -> DocumentError:
        return DocumentError(_problem(self.file, self.lines, event.start_mark, "", *_both(key, **values)))
