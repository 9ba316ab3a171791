"""Rewriting: put new numbers into a model file and leave everything else byte for byte as its author wrote it.

The parser's marks say where each number is, and only those characters are replaced. A library that reads and writes
YAML would lay the file out anew: it changed 350 lines of the bundled ladder when there was nothing to change.
"""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import yaml
from msgspec.structs import replace

from stagecli.errors import FileError, Message, Problem
from stagecli.model import Calibration, Definition, Model, Signal
from stagecli.model_file.parsed import ParsedModel, parse_model
from stagecli.yaml_document import Path

_MARK = "\ufeff"  # the byte-order mark


class _Place(NamedTuple):
    """The position of a value in the text."""

    key: int | None
    """Where its key begins; None if it has no key."""
    start: int
    end: int
    """For a block of lines, where the next thing begins instead."""
    flow: bool
    """Whether it is in brackets or braces."""
    anchor: str | None


_Places: TypeAlias = Mapping[Path, _Place]
_Edits: TypeAlias = Iterator[tuple[int, int, str]]
"""From, to, and the replacement."""


def rewritten(file: ParsedModel, model: Model) -> str:
    """The text of a sound model file, with the frequencies, calibration and priors of an otherwise equal model.

    Raises:
        FileError: an alias shares some numbers, so they cannot be changed separately.

    """
    text, document, before = file.text.removeprefix(_MARK), file.document, file.model
    if document is None or before is None:
        raise ValueError("only a sound file can be rewritten")
    places = dict(_found(text))
    edits = list(_calibration(places, before.calibration, model.calibration))
    for at, (one, other) in enumerate(zip(before.stages, model.stages, strict=True)):
        edits += _changed(places, ("stages", at), one, other, ("prior",))
    problems: list[Problem] = []
    for number, (old, new) in enumerate(zip(before.signals, model.signals, strict=True)):
        path: Path = ("signals", number, "options")
        if all((*path, at, "of_100") in places for at in range(len(new.options))):
            edits += _frequencies(text, places, path, old, new)
        else:
            problems.append(document.problem(path, Message("frequencies_shared"), Message("write_options_out")))
    if problems:
        raise FileError(problems)
    line_end = "\r\n" if "\r\n" in text else "\n"
    for start, end, replacement in sorted(edits, reverse=True):
        indent = start - (text.rfind("\n", 0, start) + 1)
        text = text[:start] + replacement.replace("\n", line_end + " " * indent) + text[end:]
    text = file.text[: file.text.startswith(_MARK)] + text
    again = parse_model(text.encode(), file.name).model
    if again is None or replace(again, sha256=model.sha256) != model:
        what, hint = Message("numbers_shared"), Message("write_numbers_out")
        raise FileError([Problem(file.name, None, None, "", what, hint)])
    return text


def _found(text: str) -> Iterator[tuple[Path, _Place]]:
    """Every value that is written out, with its path; aliases are left out."""
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def node(event: Any, path: Path, at_key: int | None) -> Iterator[tuple[Path, _Place]]:
        last = event
        if isinstance(event, yaml.MappingStartEvent):
            while not isinstance(last := next(events), yaml.MappingEndEvent):
                yield from node(next(events), (*path, last.value), last.start_mark.index)
        elif isinstance(event, yaml.SequenceStartEvent):
            number = 0
            while not isinstance(last := next(events), yaml.SequenceEndEvent):
                yield from node(last, (*path, number), None)
                number += 1
        flow = bool(getattr(event, "flow_style", False))
        anchor = None if isinstance(event, yaml.AliasEvent) else event.anchor
        yield path, _Place(at_key, event.start_mark.index, last.end_mark.index, flow, anchor)

    next(events)  # skip the start of the stream
    next(events)  # and of the document
    return node(next(events), (), None)


def _frequencies(text: str, places: _Places, path: Path, old: Signal, new: Signal) -> _Edits:
    width = max(len(_written(value)) for option in new.options for value in option.of_100)
    spans = [places[*path, at, "of_100"] for at in range(len(new.options))]
    aligned = any(re.search(r"\[ |,  ", text[place.start : place.end]) for place in spans)
    for at, (before, after) in enumerate(zip(old.options, new.options, strict=True)):
        place = spans[at]
        items = [places.get((*path, at, "of_100", stage)) for stage in range(len(after.of_100))]
        if before.of_100 == after.of_100 and None not in items:
            continue
        numbers = [_written(value) for value in after.of_100]
        written = text[place.start : place.end]
        if None in items or (place.flow and "\n" not in written):  # an alias for a list elsewhere, or in one line
            shown = ", ".join(f"{number:>{width}}" if aligned else number for number in numbers)
            yield place.start, place.end, f"{f'&{place.anchor} ' if place.anchor else ''}[{shown}]"
        else:
            yield from ((item.start, item.end, number) for item, number in zip(items, numbers, strict=True) if item)


def _written(value: float) -> str:
    """The shortest text that reads back as the same number."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _calibration(places: _Places, old: Calibration, new: Calibration) -> _Edits:
    group = places.get(("calibration",))
    missing = yield from _changed(places, ("calibration",), old, new, ("slip", "temperature", "fitted_to"))
    if not missing:
        return
    if group is not None:  # an empty group
        yield group.start, group.end, f"{{{', '.join(missing)}}}"
    else:
        stages = places["stages",].key or 0
        end = ", " if places[()].flow else "\n"
        yield stages, stages, f"calibration: {{{', '.join(missing)}}}{end}"


def _changed(
    places: _Places, group: Path, old: Definition, new: Definition, keys: Sequence[str]
) -> Generator[tuple[int, int, str], None, list[str]]:
    """Edits for the changed numbers of a group; missing ones go after its first key, or are returned if it has none."""
    missing = []
    for key in keys:
        value, place = getattr(new, key), places.get((*group, key))
        if value == getattr(old, key):
            continue
        if place is None:
            missing.append(f"{key}: {_written(value)}")
        else:
            yield place.start, place.end, _written(value)
    keys_there = sorted(place.key or 0 for path, place in places.items() if path[:-1] == group) if missing else []
    if not keys_there:
        return missing
    at, end = keys_there[:2][-1], ", " if places[group].flow else "\n"
    yield at, at, "".join(f"{entry}{end}" for entry in missing)
    return []
