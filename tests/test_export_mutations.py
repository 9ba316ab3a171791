"""Whatever happened to the bytes of an archive, its files are read, or one error says why not."""

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stagecli.errors import UsageError
from tests.archives import POSTS, entry, in_zip64, read, tarred, with_entries, zipped
from tests.conftest import examples

FILES = {
    POSTS: b'[{"media": []}]' * 20,
    "media/ό.jpg": random.Random(1).randbytes(200),
    "a\\b": b"",
    "d/": b"",
    "../x": b"1",
}
ZIP = zipped([(entry(name), data) for name, data in FILES.items()])
TAR = tarred({**FILES, "long/" * 40: b"1"}, "w", 2)
SOUND = {
    "zip": ZIP, "zip64": in_zip64(ZIP), "list of a zip": with_entries(3), "tar": TAR, "gnu tar": tarred(FILES, "w", 1),
    "tar.gz": gzip.compress(TAR, mtime=0), "tar.gz in parts": gzip.compress(TAR[:700]) + gzip.compress(TAR[700:]),
}  # fmt: skip
PIECES = st.one_of(
    st.binary(max_size=12),
    st.integers(0, 2**64 - 1).map(lambda number: number.to_bytes(8, "little")),
    st.sampled_from([b"\xff" * 4, b"\xff" * 8, b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", bytes(512)]),
)


@st.composite
def damaged(draw: st.DrawFn, sound: bytes) -> bytes:
    data = bytearray(sound)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(-len(data), len(data)))
        piece = draw(PIECES)
        match draw(st.sampled_from(["replace", "replace", "replace", "insert", "remove", "repeat", "cut"])):
            case "replace":
                at %= max(1, len(data))
                data[at : at + len(piece)] = piece
            case "insert":
                data[at:at] = piece
            case "remove":
                del data[at : at + draw(st.integers(1, 600))]
            case "repeat":
                data[at:at] = data[at : at + draw(st.integers(1, 600))]
            case _:
                del data[at:]
    return bytes(data)


def is_read_or_refused(file: Path, data: bytes) -> bool:
    file.write_bytes(data)
    try:
        return all(isinstance(found, bytes) for found in read(file).values())
    except UsageError as error:
        return str(error)[-1] == "."


@pytest.mark.parametrize("kind", SOUND)
def test_an_archive_with_any_damage_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    @settings(parent=examples(500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(damaged(SOUND[kind]))
    def check(data: bytes) -> None:
        assert is_read_or_refused(tmp_path / "export", data)

    check()


def test_a_tar_with_any_damage_is_read_or_refused_when_packed_soundly(tmp_path: Path) -> None:
    @settings(parent=examples(500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(damaged(TAR))
    def check(data: bytes) -> None:
        assert is_read_or_refused(tmp_path / "export", gzip.compress(data, 1))

    check()


@pytest.mark.parametrize("kind", SOUND)
def test_any_single_byte_may_be_wrong(kind: str, tmp_path: Path) -> None:
    sound = SOUND[kind]
    drawn = random.Random(1)
    for at in range(0, len(sound), 1 + len(sound) // 1500):
        data = bytearray(sound)
        data[at] ^= drawn.randrange(1, 256)
        assert is_read_or_refused(tmp_path / "export", bytes(data))
