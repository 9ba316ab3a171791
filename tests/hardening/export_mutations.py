"""Exports of accounts, damaged at random: in the bytes of the archive, or in the files inside, soundly packed again.

What a program could wrongly repeat holds the word "keepout".
"""

import io
import random
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.account_exports.events import at
from tests.account_exports.mastodon import tarred
from tests.account_exports.writing import archive
from tests.hardening.content_mutations import changed

_TIMES = ["2026-09-01 12:00:00"] * 3 + ["1980-01-01", "2107-12-31 23:59:58", "2010-01-01"]


class Members(NamedTuple):
    """The files of an export, and how they were packed: `zip`, `tar` or `single`."""

    packing: str
    files: list[tuple[str, bytes]]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to five things done to them."""
    for _ in range(chance.randint(1, 5)):
        here, there = sorted(chance.choices(range(len(data) + 1), k=2))
        data = _hurt(data, here, there, chance)
    return data


def _hurt(data: bytes, here: int, there: int, chance: random.Random) -> bytes:
    length = chance.choice([1, 4, 30, 300])
    before, part, after = data[:here], data[here : here + length], data[here + length :]
    middle, other, end = data[here + length : there], data[there : there + length], data[there + length :]
    flipped = bytes(byte ^ 1 << chance.randrange(8) for byte in part[:8]) + part[8:]
    pieces = [
        (before, flipped, after),
        (before, after),
        (before, part, middle),
        (before, chance.randbytes(length), part, after),
        (before, part, part, after),
        (before, after, part),
        (before, other, middle, part, end),
    ]
    return b"".join(chance.choice(pieces))


def members(name: str, data: bytes) -> Members | None:
    """The files inside an export; None if they cannot be had."""
    try:
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                return Members("zip", [(entry.filename, packed.read(entry)) for entry in packed.infolist()])
        if name.endswith(".tar.gz"):
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                files = [(entry.name, tar.extractfile(entry)) for entry in tar]
                return Members("tar", [(path, file.read()) for path, file in files if file is not None])
    except (zipfile.BadZipFile, RuntimeError, tarfile.TarError, zlib.error):
        return None
    return Members("single", [(name, data)])


def altered(found: Members, chance: random.Random) -> Members:
    """The same files, one to three of them changed, and perhaps renamed, left out or there twice."""
    files = list(found.files)
    for _ in range(chance.randint(1, 3)):
        if not files:
            break
        readable = [place for place, (path, _) in enumerate(files) if path.endswith((".json", ".js", ".csv"))]
        place = chance.choice(readable or [0])
        path, data = files[place]
        if chance.random() < 0.85 or found.packing == "single":
            files[place] = (path, changed(path, data, chance))
        else:
            files[place : place + 1] = _moved(path, data, chance)
    packing = found.packing
    if packing != "single" and chance.random() < 0.15:
        packing = chance.choice(["zip", "tar"])
    return Members(packing, files)


def _moved(path: str, data: bytes, chance: random.Random) -> list[tuple[str, bytes]]:
    ways: list[Callable[[], list[str]]] = [
        list,
        lambda: [path, path],
        lambda: [f"keepout/{path}"],
        lambda: [path.rpartition("/")[2]],
        lambda: [path.upper()],
        lambda: [f"../{path}", path],
        lambda: [path.replace("/", "\\")],
        lambda: [path.replace("_1", "_2"), path],
        lambda: [f"{'keepout' * 500}/{path}"],
        lambda: [f"__MACOSX/._{path}", f"keepout\n{path}", path],
        lambda: [path + "/", path],
        lambda: [path.rpartition(".")[0] + chance.choice([".html", ".txt", ".csv", ".zip", ""])],
    ]
    return [(other, data) for other in chance.choice(ways)()]


def packed(found: Members, chance: random.Random) -> bytes:
    """An archive of the files, of some time."""
    if found.packing == "single":
        return found.files[0][1]
    time = at(chance.choice(_TIMES))
    if found.packing == "tar":
        return tarred(time, dict(found.files), tarfile.PAX_FORMAT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two files of one name
        return archive(time, found.files)


def laid_out(found: Members, folder: Path) -> bool:
    """Write the files into a folder, as a browser unpacks them; whether their names allow it."""
    folder.mkdir()
    for path, data in found.files:
        target = folder / path
        if ".." in path or "\0" in path or max(map(len, path.split("/"))) > 200 or target.exists() or path[-1:] == "/":
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return True
