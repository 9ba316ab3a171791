"""Objects: JSON Lines, a JSON array or a YAML list; each object is a row, each key a column."""

import json
from collections.abc import Iterator, Sequence
from itertools import count
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec

from stagecli.batch.cells import as_text
from stagecli.batch.headings import plain, spellings
from stagecli.batch.inputs import Input
from stagecli.batch.job import Job
from stagecli.batch.records import Reject, Row, is_blank
from stagecli.errors import AnswersError, FileError, Message, Problem, foreign
from stagecli.yaml_document import MAX_BYTES, DocumentError, read_yaml

_Flat: TypeAlias = dict[str, str | int | float | bool | None]
_DECODE = msgspec.json.Decoder(_Flat).decode
_DECODE_ALL = msgspec.json.Decoder(list[_Flat]).decode
_MAX_ARRAY = 200_000_000  # bytes: ten times that in memory
_HINT = Message("row_json_hint")


class Refused(ValueError):
    """Valid to the parser, but ambiguous or not JSON according to RFC 8259."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.what = Message("not_json", said=Message(key, **values))


def json_lines(source: Input, size: int) -> Iterator[list[Row | Reject]]:
    """One object per line; a row's cells are the whole object, as a dict, until `in_columns`."""
    line = 0

    def so_far() -> int:
        return line

    for number, block in enumerate(source.blocks(size, so_far)):
        text = block if number else block.removeprefix(b"\xef\xbb\xbf")
        found: list[Row | Reject] = [*_all_at_once(line, text)]
        ended = len(found)
        if not found:
            lines = text.split(b"\n")
            ended = len(lines) - text.endswith(b"\n")  # the empty piece after the last line end is not a line
            found = [_parsed(at, data) for at, data in enumerate(lines, start=line + 1) if data and not data.isspace()]
        if b"true" in block or b"false" in block:
            found = [
                Row(row.place, row.raw, _flags_as_texts(row.cells)) if isinstance(row, Row) else row  # type: ignore[arg-type]  # a dict
                for row in found
            ]
        line += ended
        yield found


def _all_at_once(before: int, block: bytes) -> Iterator[Row]:
    """The rows of a block, fast; none unless each line is one flat object and nothing else.

    A line that begins with a brace and ends with one holds at least one whole object: a text cannot go beyond a line,
    and there is no object in another. So there are as many objects as lines only if each line holds one.
    """
    block = block.replace(b"\r\n", b"\n").removesuffix(b"\n")
    if not (block.startswith(b"{") and block.endswith(b"}") and block.count(b"}\n{") == block.count(b"\n")):
        return iter(())
    try:
        found = _DECODE_ALL(b"[%b]" % block.replace(b"\n", b",\n"))
        text = block.decode()
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return iter(())
    raws = text.split("\n")
    if len(found) != len(raws) or not _keys_differ(text, found):
        return iter(())
    return map(Row, count(before + 1), raws, found)  # type: ignore[arg-type]  # dicts until `in_columns`


def _parsed(line: int, data: bytes) -> Row | Reject:
    """`parsed`, fast where msgspec is as strict."""
    try:
        found = _DECODE(data)
        raw = data.decode()
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return parsed(line, data.rstrip())
    if not _keys_differ(raw, [found]):
        return parsed(line, data.rstrip())
    return Row(line, raw if raw[-1] == "}" else raw.rstrip(), found)  # type: ignore[arg-type]  # a dict until `in_columns`


def _keys_differ(text: str, found: Sequence[_Flat]) -> bool:
    """Whether all keys of each object are sure to differ: then each colon but those in texts belongs to one of them."""
    others = text.count(":") - sum(map(len, found))
    if not others:
        return True
    texts = (value for cells in found for value in cells.values() if isinstance(value, str))
    return "\\" not in text and others == sum(value.count(":") for value in texts)


def parsed(line: int, data: bytes) -> Row | Reject:
    """Parse one line as an object; a Reject if it is not one."""
    try:
        raw = data.decode()
    except UnicodeDecodeError as error:
        shown = data.decode("utf-8", "backslashreplace")
        return Reject(
            line, "", "", Message("not_utf8", byte=f"{data[error.start]:02x}"), Message("save_as_utf8"), shown
        )
    try:
        value = _loads(raw)
    except json.JSONDecodeError as error:
        what = Message("row_not_json_at", said=foreign(error.msg[0].lower() + error.msg[1:]), column=error.colno)
        return Reject(line, "", "", what, _HINT, raw)
    except Refused as error:
        return Reject(line, "", "", error.what, _HINT, raw)
    if not isinstance(value, dict):
        return Reject(line, "", "", Message("row_no_object"), _HINT, raw)
    return Row(line, raw, value)  # type: ignore[arg-type]  # a dict until `in_columns`


def array(source: Input) -> Iterator[Row | Reject]:
    """A JSON array of objects, or the only one in an object.

    Raises:
        FileError: it is no such array.
    """
    data = source.whole(_MAX_ARRAY)
    try:
        text = data.decode("utf-8-sig")
        items = _loads(text)
    except UnicodeDecodeError as error:
        what = Message("not_utf8", byte=f"{data[error.start]:02x}")
        raise _file_error(source, what, Message("save_as_utf8")) from None
    except json.JSONDecodeError as error:
        what = Message("not_json", said=foreign(error.msg[0].lower() + error.msg[1:]))
        line = text.split("\n")[error.lineno - 1]
        raise FileError([Problem(source.name, error.lineno, error.colno, "", what, None, line)]) from None
    except Refused as error:
        raise _file_error(source, error.what) from None
    if isinstance(items, dict):  # as a web service hands its rows over
        arrays = {key: value for key, value in items.items() if _is_array_of_objects(value)}
        if len(arrays) > 1:
            known = ", ".join(f"'{key}'" for key in arrays)
            raise _file_error(source, Message("array_among_many"), Message("one_array_alone", known=known))
        items = next(iter(arrays.values()), None)
    if not isinstance(items, list):
        raise _file_error(source, Message("array_expected"), Message("such_as_an_array"))
    return _items(items)


def is_one_object(start: bytes) -> bool:
    """Whether a text that starts like this is one object with an array of rows in it, or an object on many lines."""
    line, _, rest = start.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        return error.pos >= len(line.decode("utf-8", "replace").rstrip()) and (bool(rest) or b"[{" in line)
    except (ValueError, RecursionError):
        return False
    return not rest.strip() and isinstance(found, dict) and any(map(_is_array_of_objects, found.values()))


def _is_array_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def yaml_list(source: Input) -> Iterator[Row | Reject]:
    """A YAML list of maps, at most `yaml_document.MAX_BYTES` long.

    Raises:
        FileError: it is no such list.
    """
    try:
        document = read_yaml(source.whole(MAX_BYTES), source.name)
    except DocumentError as error:
        raise AnswersError([error.problem]) from None
    if document.problems:
        raise AnswersError(list(document.problems))
    if not isinstance(document.root, list):
        raise FileError([document.problem((), Message("list_expected"), Message("start_with_dash"))])
    return _items(document.root)


def _items(items: Sequence[Any]) -> Iterator[Row | Reject]:
    for number, item in enumerate(items, start=1):
        raw = json.dumps(item, ensure_ascii=False, default=str)
        if isinstance(item, dict):
            yield Row(number, raw, _flags_as_texts(item))  # type: ignore[arg-type]  # a dict until `in_columns`
        else:
            yield Reject(number, "", "", Message("row_no_object"), Message("row_no_map_hint"), raw)


def in_columns(records: Sequence[Row | Reject], names: Sequence[str]) -> list[Row | Reject]:
    """Rows of objects with one cell per column; what is in other keys stays beside them."""
    cells = _cells(records, names)
    if cells is not None:
        return [Row(record.place, record.raw, own) for record, own in zip(records, cells, strict=True)]

    def aligned(record: Row | Reject) -> Row | Reject:
        if isinstance(record, Reject):
            return record
        found: Any = record.cells
        others = {key: value for key, value in found.items() if key not in names}
        return Row(record.place, record.raw, [*map(found.get, names)], others or None)

    return [aligned(record) for record in records]


def _cells(records: Sequence[Row | Reject], names: Sequence[str]) -> list[tuple[Any, ...]] | None:
    """The cells of objects with just these keys, fast; None if some have others, or are rejected."""
    objects = [record.cells for record in records]
    if len(names) < 2 or sum(map(len, objects)) != len(names) * len(objects):  # of one key, `itemgetter` makes no tuple
        return None
    try:
        return [*map(itemgetter(*names), objects)]
    except (KeyError, TypeError):
        return None


def in_place(records: Sequence[Row | Reject], job: Job) -> Sequence[Row | Reject]:
    """Rows of objects with a cell for every column of a job, whose last ones may be signals that no early key means.

    Rejected are keys for which the result has no place: among the added ones, or in no column.
    """
    rows = [record for record in records if isinstance(record, Row)]
    late = job.columns.names[len(rows[0].cells) :] if rows else ()
    if not late and not any(row.others for row in rows):
        return records
    meant, added, empty = spellings(job.model), job.columns.added, (None,) * len(late)

    def placed(record: Row | Reject) -> Row | Reject:
        if isinstance(record, Reject):
            return record
        if record.others is None:
            return Row(record.place, record.raw, (*record.cells, *empty))
        others = {key: value for key, value in record.others.items() if key not in late}
        row = Row(record.place, record.raw, [*record.cells, *map(record.others.get, late)], others or None)
        taken = [key for key in others if key in added]
        asked = [key for key in others if plain(key) in meant]
        if is_blank(row.everything) or not (taken or asked or (others and job.target.format != "jsonl")):
            return row
        key = (taken or asked or [*others])[0]
        why = "row_key_added" if taken else "row_key_asked" if asked else "row_key_late"
        signal = meant.get(plain(key))
        what, hint = Message(why, signal=signal), Message(f"{why}_hint", signal=signal)
        return Reject(row.place, key, as_text(others[key]), what, hint, row.raw, row.everything)

    return [placed(record) for record in records]


def _flags_as_texts(found: dict[str, Any]) -> dict[str, Any]:
    """True and False as texts: to Python they equal 1 and 0, which may be answers."""
    return {key: str(value).lower() if isinstance(value, bool) else value for key, value in found.items()}


def _loads(text: str) -> Any:
    """Parse strict JSON: no NaN, repeated keys, endless digits or endless depth."""
    try:
        return json.loads(text, parse_constant=_constant, object_pairs_hook=_once)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise Refused("json_too_deep") from None
    except ValueError as error:
        raise error if isinstance(error, Refused) else Refused("json_number_too_long") from None


def _constant(name: str) -> None:
    raise Refused("json_constant", name=name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Refused("key_twice", given=next(key for key in keys if keys.count(key) > 1))
    return found


def _file_error(source: Input, what: Message, hint: Message | None = None) -> FileError:
    return FileError([Problem(source.name, None, None, "", what, hint)])
