"""YAML text to plain values that know where they stand.

Read as editors read it (YAML 1.2): plain scalars stay text, and a number is made only where a number is
wanted, so `no`, `on` and `12:30` are never booleans or 750. One pass over libyaml's events builds values and
positions together and enforces budgets before anything is constructed. Called by `model_file` and
`answers_file`; promises that what it returns is small, finite, and without duplicate keys.
"""

from collections.abc import Sequence as AbstractSequence
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from stagecli.errors import Problem

MAX_BYTES = 2_000_000  # 30 times the bundled ladder
MAX_DEPTH = 24  # a model file needs 8
MAX_NODES = 200_000
MAX_ALIASES = 1_000

Mark: TypeAlias = Any
"""libyaml's mark: `line` and `column`, both from 0."""
Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root to a value."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Mapping(dict[str, Any]):
    """A mapping that knows, for every key, where key and value stand."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, tuple[Mark, Mark]] = {}


class Sequence(list[Any]):
    """A sequence that knows where every item stands."""

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
    """Values with positions, and what was wrong with the text itself."""

    file: str
    root: Any
    """`Mapping`, `Sequence`, `str` or None (an empty value)."""
    lines: AbstractSequence[str]
    problems: AbstractSequence[Problem]
    """Duplicate keys, tags and merge keys: all of them, in file order."""

    def problem(self, path: Path, what: str, hint: str = "", *, at_key: bool = False) -> Problem:
        """A problem with the value at a path (or with its key), or with the nearest thing above it that exists."""
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
        """A path in words: `signals.posting.options[2]`, list items by their id where they have one."""
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
    lines = text.split("\n")
    try:
        return _Builder(file, lines, yaml.CSafeLoader(text.encode())).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not valid YAML: {error.problem or error.context or 'unreadable'}"
        raise DocumentError(_problem(file, lines, mark, "", what, "Check indentation, quotes and colons.")) from error
    except yaml.YAMLError as error:
        what = f"not valid YAML: {' '.join(str(error).split())}"
        raise DocumentError(_problem(file, lines, None, "", what, "")) from error


def decode(data: bytes, file: str) -> str:
    """Bytes to text: UTF-8, with or without byte-order mark.

    Raises:
        DocumentError: too large, UTF-16, or not UTF-8 at a named line and column.

    """
    if len(data) > MAX_BYTES:
        what = f"{len(data):,} bytes are more than the {MAX_BYTES:,} that are read"
        raise DocumentError(Problem(file, None, None, "", what, "Split it, or leave out what is not needed."))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError(Problem(file, None, None, "", "this is UTF-16", "Save it as UTF-8."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        what = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise DocumentError(Problem(file, line + 1, column + 1, "", what, "Save it as UTF-8.")) from error


def _problem(file: str, lines: AbstractSequence[str], mark: Mark | None, where: str, what: str, hint: str) -> Problem:
    if mark is None or not lines:
        return Problem(file, None, None, where, what, hint)
    line, column = mark.line, mark.column
    source = lines[line].rstrip("\r") if line < len(lines) else ""
    return Problem(file, line + 1, column + 1, where, what, hint, source)


class _Builder:
    """Builds one document from a stream of events, counting as it goes."""

    def __init__(self, file: str, lines: AbstractSequence[str], parser: Any) -> None:
        self.file = file
        self.lines = lines
        self.next_event = parser.get_event
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, int]] = {}  # value and how many nodes it stands for
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
                raise self.refused(event, "a second document starts here", "Keep one document in a file.")
        return Document(self.file, root, self.lines, self.problems)

    def node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self.alias(event)
        before = self.nodes
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.refused(event, f"more than {MAX_NODES:,} values", "Split the file.")
        if event.tag is not None and event.tag != "!":
            self.complain(event, f"the tag '{event.tag}' is not read", "Remove it; values are plain text here.")
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)  # not usable inside itself
        value: Any
        if kind is yaml.ScalarEvent:
            value = event.value
            if event.style is None or event.style == "":
                value = None if value in _NULLS else value
        elif depth >= MAX_DEPTH:
            raise self.refused(event, f"nested more than {MAX_DEPTH} levels deep", "Flatten it.")
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
                self.complain(event, "a key must be plain text", "Lists and maps cannot be keys.")
                self.node(event, depth + 1)
                self.node(next_event(), depth + 1)
                continue
            key, key_mark = event.value, event.start_mark
            if key == "<<":
                self.complain(event, "merge keys ('<<') are not read", "Write the keys out.")
            if key in marks:
                first = marks[key][0].line + 1
                self.complain(event, f"the key '{key}' stands twice", f"The first is in line {first}.")
            value_event = next_event()
            value_mark = value_event.start_mark
            value = self.node(value_event, depth + 1)
            if key not in marks and key != "<<":
                marks[key] = (key_mark, value_mark)
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
            raise self.refused(event, f"the alias '*{event.anchor}' points to nothing before it", "")
        value, size = self.anchors[event.anchor]
        self.nodes += size  # an alias counts as what it stands for, or a short file could unfold without end
        if self.aliases > MAX_ALIASES or self.nodes > MAX_NODES:
            raise self.refused(event, "too many aliases", "Write the values out.")
        return value

    def complain(self, event: Any, what: str, hint: str) -> None:
        self.problems.append(_problem(self.file, self.lines, event.start_mark, "", what, hint))

    def refused(self, event: Any, what: str, hint: str) -> DocumentError:
        return DocumentError(_problem(self.file, self.lines, event.start_mark, "", what, hint))
