"""Texts as exports hold them (JSON, JavaScript, CSV), changed at random into what no platform writes."""

import codecs
import csv
import io
import json
import random
from collections.abc import Callable
from typing import Any

CANARY = "keepout"
_NEST = "<nest>"
_DEEP = 10_000
_HUGE = f"{CANARY} " * 150_000
_DATES = [
    "0000-00-00 00:00:00", "2026-02-30 10:00:00", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-23:59", "2026-13-01", "2026-01-01T00:00:00+25:00", "2026-01-01T24:00:00Z", "NaN", "1e18", "-1",
    "２０２６-01-01T00:00:00Z", "", " ", "Wed Feb 30 10:00:00 +0000 2026", "Mon Jan 01 00:00:00 +0000 0000",
    "13/45/99, 77:99 PM", "2/29/23, 12:00 AM", "2026-03-15T12:00:00[keepout]", "31 December 1969", "٢٠٢٦-٠١-٠١",
    "2026-W10-1", "20260315T120000Z", "keepout 2026-03-15", "1" * 5000,
]  # fmt: skip
_NUMBERS = [
    -1, 0, 1, 2**31, 2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**400, 1_700_000_000_000, 1_700_000_000_000_000,
    253_402_300_799, 253_402_300_800, -62_135_596_801, 1e308, float("inf"), float("nan"), 0.5, 1_700_000_000.999,
]  # fmt: skip
_OTHERS: list[Any] = [None, True, False, [], {}, "", CANARY, [[]], [None], {CANARY: CANARY}, {"": None}, [CANARY]]
_TEXTS = [
    "\0keepout", "\ud800keepout", "keepout\udfff", "\ufeffkeepout", "\u202ekeepout", "keepout\x1b[2J", 'kEePoUt\r\n,"',
    "keepout\\", "<keepout", "=keepout()",
]  # fmt: skip
_INSTEAD: list[Callable[[random.Random], Any]] = [
    lambda chance: chance.choice(_OTHERS),
    lambda chance: chance.choice(_NUMBERS),
    lambda chance: chance.choice(_DATES),
    lambda chance: chance.choice(_TEXTS),
    lambda _: _NEST,
    lambda chance: _HUGE if chance.random() < 0.1 else CANARY,
]
Slot = tuple[Any, Any]
"""An object and a name in it, or a list and a place in it."""


def changed(path: str, data: bytes, chance: random.Random) -> bytes:
    """A file of an export with a few things in it that are not as they should be."""
    if chance.random() < 0.15:
        return _bytes_changed(data, chance)
    try:
        text = data.decode()
        if path.endswith(".csv"):
            return _rows_changed(text, chance).encode("utf-8", "surrogatepass")
        before, equals, after = text.partition("=") if path.endswith(".js") else ("", "", text)
        if equals and chance.random() < 0.1:
            before, equals = chance.choice([("", ""), ("", "="), ("window.keepout", "=="), ("=" * 9, "=")])
        return f"{before}{equals}{_json_changed(json.loads(after), chance)}".encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError, csv.Error):
        return _bytes_changed(data, chance)  # it was changed before


def _bytes_changed(data: bytes, chance: random.Random) -> bytes:
    here = chance.randint(0, len(data))
    ways: list[Callable[[], bytes]] = [
        lambda: codecs.BOM_UTF8 + data,
        lambda: data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-16-le", "utf-32", "utf-7"])),
        lambda: (
            data[:here]
            + chance.choice([b"\xff\xfekeepout", b"\x00", b"\xc3", b"\xed\xa0\x80", b"keepout"])
            + data[here:]
        ),
        lambda: data[:here],
        lambda: data.replace(b'"', b"'"),
        lambda: data + chance.choice([b"keepout", b"\0" * 9, data, b"}", b";"]),
        lambda: chance.choice([b"", b"null", b"[]", b"{}", b'"keepout"', b"0", b" " * 3_000_000, b"[" * _DEEP, b"[{]"]),
        lambda: data.replace(b"\n", chance.choice([b"\r\n", b"\r", b"", b"\n\n", "\u2028".encode()])),
    ]
    return chance.choice(ways)()


def _json_changed(value: Any, chance: random.Random) -> str:
    root = [value]
    for _ in range(chance.randint(1, 4)):
        slots = list(_slots(root))
        slot = chance.choice(slots)
        if chance.random() < 0.5:  # each name is as likely, however often it occurs
            names = sorted({name for _, name in slots if isinstance(name, str)}) or [""]
            name = chance.choice(names)
            alike = [each for each in slots if each[1] == name] or [slot]
            slot = chance.choice(alike)
            if chance.random() < 0.3:
                instead = _instead(slot, chance)
                for holder, key in alike:
                    holder[key] = instead
                continue
        _change(slot, chance)
    text = json.dumps(root[0], indent=chance.choice([None, 2]), ensure_ascii=chance.random() < 0.7)
    deep = [("[", "]"), ('{"a":', "}"), ("[", ""), ('{"media":[', "]}")]
    while f'"{_NEST}"' in text:
        opening, closing = chance.choice(deep)
        inside = "1" if opening[-1] == ":" else ""
        text = text.replace(f'"{_NEST}"', opening * _DEEP + inside + closing * _DEEP, 1)
    return text


def _slots(holder: Any) -> list[Slot]:
    """All places in a document, without those that were changed into something deep."""
    found: list[Slot] = []
    waiting = [holder]
    while waiting:
        inside = waiting.pop()
        items = list(inside.items()) if isinstance(inside, dict) else list(enumerate(inside))
        found += [(inside, key) for key, _ in items]
        waiting += [value for _, value in items if isinstance(value, dict | list)]
        if len(found) > 50_000:
            break
    return found


def _instead(slot: Slot, chance: random.Random) -> Any:
    holder, key = slot
    value = holder[key]
    if chance.random() < 0.2:
        return str(value) if isinstance(value, int | float) else len(value) if isinstance(value, str) else [value]
    return chance.choice(_INSTEAD)(chance)


def _change(slot: Slot, chance: random.Random) -> None:
    holder, key = slot
    match chance.choice(["instead", "instead", "rename", "drop", "duplicate", "wrap"]):
        case "rename" if isinstance(holder, dict):
            other = chance.choice([CANARY, "", key.upper(), f"{key}\0", f" {key}", *holder])
            holder[other] = holder.pop(key)
        case "drop" if len(holder) > 1 or isinstance(holder, dict):
            del holder[key]
        case "duplicate" if isinstance(holder, list):
            holder[key:key] = [holder[key]] * chance.choice([1, 1, 3, 1000])
        case "wrap":
            holder[key] = chance.choice([[holder[key]], {CANARY: holder[key]}, [holder[key], CANARY]])
        case _:
            holder[key] = _instead(slot, chance)


def _rows_changed(text: str, chance: random.Random) -> str:
    lines = [line for line in csv.reader(io.StringIO(text)) if line]
    for _ in range(chance.randint(1, 4)):
        if lines:
            _change_row(lines, lines[chance.choice([0, chance.randrange(len(lines))])], chance)
    out = io.StringIO()
    delimiter = chance.choice(",,,,;\t|")
    if chance.random() < 0.5:
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(lines)
    else:
        csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(lines)
    written = out.getvalue()
    if chance.random() < 0.2:
        here = chance.randint(0, len(written))
        written = written[:here] + chance.choice(['"', '""', "\\", '\n"keepout', "\0"]) + written[here:]
    return written


def _change_row(lines: list[list[str]], line: list[str], chance: random.Random) -> None:
    column = chance.randrange(len(line)) if line else 0
    match chance.choice(["cell", "cell", "column", "drop", "duplicate", "longer", "shorter", "shuffle"]):
        case "cell":
            line[column : column + 1] = [_cell(chance)]
        case "column":
            instead = _cell(chance)
            for each in lines[1:]:
                each[column : column + 1] = [instead]
        case "drop":
            lines.remove(line)
        case "duplicate":
            lines += [list(line)] * chance.choice([1, 1, 3, 1000])
        case "longer":
            line += [CANARY] * chance.choice([1, 5, 5000])
        case "shorter":
            del line[column:]
        case _:
            chance.shuffle(line)


def _cell(chance: random.Random) -> str:
    huge = _HUGE if chance.random() < 0.1 else ""
    return str(chance.choice([chance.choice(_DATES), chance.choice(_TEXTS), chance.choice(_NUMBERS[:9]), huge]))
