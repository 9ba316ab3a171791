"""Files as platforms write them, with the same bytes on every run.

Whatever must be neither kept nor printed holds the word "keepout" in some case, so that a test can look for it.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

ENGLISH = ("New in the window today (keepout)", "Closed on Monday (keepout)", "Thank you all (keepout)")
GREEK = (
    "Φρέσκα κουλουράκια κάθε πρωί (keepout)",
    "Σήμερα κλείνουμε στις τρεις (keepout) 🙂",
    "Ευχαριστούμε! (keepout)",
)
PICTURE = bytes(range(256))
Files = dict[str, str | bytes]


def dump(value: Any) -> str:
    return json.dumps(value, indent=2)


def mojibake(value: Any) -> Any:
    """As Meta writes it: each byte of a string in UTF-8, in keys too, becomes a \\u00xx of its own."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [mojibake(item) for item in value]
    if isinstance(value, dict):
        return {mojibake(key): mojibake(item) for key, item in value.items()}
    return value


def meta(value: Any) -> str:
    return dump(mojibake(value))


def rows(header: Sequence[str], lines: Iterable[Sequence[str]], quoting: Any = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=quoting)
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()


def archive(exported: datetime, files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A ZIP whose entries all bear one time, in no stated zone as in all ZIPs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for path, data in files.items() if isinstance(files, Mapping) else files:
            entry = zipfile.ZipInfo(path, exported.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            packed.writestr(entry, data, compresslevel=9)
    return out.getvalue()


def unpacked(data: bytes, folder: Path) -> Path:
    """A ZIP as a browser unpacks it on the way."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        packed.extractall(folder)
    return folder
