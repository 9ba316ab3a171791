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
MAX_TEXT = 20_000  # characters of one value: ten pages, while an alias could repeat a long one a thousand times

Mark: TypeAlias = Any
"""libyaml's mark: `line` and `column`, both from 0."""
Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root to a value."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CORE_TAGS = "tag:yaml.org,2002:"  # what `!!` stands for

_SYNTAX = {
    "mapping values are not allowed in this context": (
        "no colon can stand here",
        "Put a text that contains ': ' in quotes, or mend the indentation.",
    ),
    "could not find expected ':'": (
        "this is neither a key nor a list item",
        "Write `key: value` or '- ', indented like its neighbours.",
    ),
    "did not find expected key": ("a key was expected here", "Mend the indentation, or the quotes before it."),
    "did not find expected '-' indicator": ("a list item was expected here", "Start it with '- ', indented as above."),
    "did not find expected ',' or ']'": ("',' or ']' is missing before this", "The list starts in line {line}."),
    "did not find expected ',' or '}'": ("',' or '}' is missing before this", "The map starts in line {line}."),
    "found unexpected end of stream": ("this quote is not closed", "End the text with the quote it starts with."),
    "found unexpected document indicator": ("this quote is not closed", "End the text with the quote it starts with."),
    "did not find expected alphabetic or numeric character": ("plain text cannot start like this", "Put it in quotes."),
    "did not find expected comment or line break": ("plain text cannot start like this", "Put it in quotes."),
    "found character that cannot start any token": ("plain text cannot start like this", "Put it in quotes."),
    "found undefined tag handle": ("plain text cannot start like this", "Put it in quotes."),
    "found unknown escape character": ("there is no such escape", "Write two backslashes for one, or single quotes."),
    "block sequence entries are not allowed in this context": (
        "a list cannot start here",
        "Start it in a line of its own; put a text that starts with '- ' in quotes.",
    ),
    "found incompatible YAML document": ("this version of YAML is not read", "Remove the line."),
    "did not find expected <document start>": ("the document has ended before this", "Mend the indentation."),
    "did not find expected node content": ("a value was expected here", "Write it, or close what is open."),
}
"""What libyaml says, in words for someone who writes a ladder: what is wrong, and a hint."""
_AT_START = (
    "could not find expected ':'",
    "found unexpected",
    "did not find expected alphabetic",
    "did not find expected comment",
)
"""Where libyaml's own mark is where it gave up; the mistake is where it began to read."""


class Mapping(dict[str, Any]):
    """A mapping that knows, for every key, where key and value stand."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, tuple[Mark, Mark]] = {}
        """Also of a merge key, which is not read: then other keys may be missing for it."""


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

    def problem(self, path: Path, what: str, hint: str = "", at_key: bool = False) -> Problem:
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
    lines = text.splitlines()  # breaks lines where libyaml does, or marks and lines would part
    try:
        return _Builder(file, lines, yaml.CSafeLoader(text.encode())).document()
    except yaml.MarkedYAMLError as error:
        raise DocumentError(_syntax_problem(file, lines, error)) from error
    except yaml.reader.ReaderError as error:
        line, column = _place(text.encode()[: error.position])
        what = f"the character U+{error.character:04X} cannot be in a YAML file"
        hint = "Remove it, or save the file as UTF-8." if error.character == 0 else "Remove it."
        raise DocumentError(Problem(file, line, column, "", what, hint, lines[line - 1])) from error


def decode(data: bytes, file: str) -> str:
    """Bytes to text: UTF-8, with or without byte-order mark.

    Raises:
        DocumentError: too large, UTF-16, or not UTF-8 at a named line and column.

    """
    if len(data) > MAX_BYTES:
        what = f"{len(data):,} bytes are more than the {MAX_BYTES:,} that are read"
        raise DocumentError(Problem(file, None, None, "", what, "Split it, or leave out what is not needed."))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError(Problem(file, None, None, "", "this is UTF-16", "Save the file as UTF-8."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(error.object[: error.start])
        what = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        source = data.decode("utf-8-sig", "replace").splitlines()[line - 1]
        raise DocumentError(Problem(file, line, column, "", what, "Save the file as UTF-8.", source)) from error


def _place(before: bytes) -> tuple[int, int]:
    """Line and column, from 1, of what follows these bytes."""
    lines = f"{before.decode('utf-8-sig', 'replace')}.".splitlines()
    return len(lines), len(lines[-1])


def _syntax_problem(file: str, lines: AbstractSequence[str], error: yaml.MarkedYAMLError) -> Problem:
    said = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and said.startswith(_AT_START):
        mark = error.context_mark
    what, hint = _SYNTAX.get(said, (f"not valid YAML: {said}", "Check indentation, quotes and colons."))
    if error.context_mark is not None:
        hint = hint.format(line=error.context_mark.line + 1)
    if "tab" in said or (mark is not None and "token" in said and _character(lines, mark) == "\t"):
        what, hint = "a tab cannot indent", "Use spaces."
    return _problem(file, lines, mark, "", what, hint)


def _character(lines: AbstractSequence[str], mark: Mark) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


def _problem(file: str, lines: AbstractSequence[str], mark: Mark | None, where: str, what: str, hint: str) -> Problem:
    where, what, hint = _short(where, 120), _short(what, 240), _short(hint, 1000)
    if mark is None or not lines:
        return Problem(file, None, None, where, what, hint)
    line, column = mark.line, mark.column
    if line >= len(lines):  # at the end of the file, which is shown as the end of its last line
        line, column = len(lines) - 1, len(lines[-1])
    return Problem(file, line + 1, column + 1, where, what, hint, lines[line])


def _short(text: str, limit: int) -> str:
    """One line, with the middle left out if it is long: values of the file are quoted in it."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit // 2]}…{text[-limit // 2 :]}"


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
            what = f"the tag '{event.tag.replace(_CORE_TAGS, '!!')}' is not read"
            self.complain(event, what, "Remove it, or put a text that starts with '!' in quotes.")
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)  # not usable inside itself
        value: Any
        if kind is yaml.ScalarEvent:
            value = None if event.value in _NULLS and not event.style else event.value
            if len(event.value) > MAX_TEXT:
                raise self.refused(event, f"a text of more than {MAX_TEXT:,} characters", "Shorten it.")
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
                self.complain(event, "a key must be plain text", "Put it in quotes, or mend the indentation.")
                self.node(event, depth + 1)
                self.node(next_event(), depth + 1)
                continue
            key, key_mark = event.value, event.start_mark
            if key == "<<":
                self.complain(event, "merge keys ('<<') are not read", "Write the keys out.")
            elif key in marks:
                first = marks[key][0].line + 1
                self.complain(event, f"the key '{key}' stands twice", f"Keep one; the first is in line {first}.")
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
            what = f"the alias '*{event.anchor}' points to nothing before it"
            raise self.refused(event, what, "Write the value out, or put a text that starts with '*' in quotes.")
        value, size = self.anchors[event.anchor]
        self.nodes += size  # an alias counts as what it stands for, or a short file could unfold without end
        if self.aliases > MAX_ALIASES or self.nodes > MAX_NODES:
            raise self.refused(event, "too many aliases", "Write the values out.")
        return value

    def complain(self, event: Any, what: str, hint: str) -> None:
        self.problems.append(_problem(self.file, self.lines, event.start_mark, "", what, hint))

    def refused(self, event: Any, what: str, hint: str) -> DocumentError:
        return DocumentError(_problem(self.file, self.lines, event.start_mark, "", what, hint))
