"""How long a path may be, whatever an export is packed in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.observe.exports.archive import opened
from tests.archives import POSTS, every, tarred, zipped

AS_LONG_AS_ANY = "folder/" * 142 + "a.json"
TOO_LONG = "folder/" * 142 + "ab.json"


def as_zip(source: Path) -> None:
    source.write_bytes(zipped({POSTS: b"[]", AS_LONG_AS_ANY: b"", TOO_LONG: b""}))


def as_tar(source: Path) -> None:
    source.write_bytes(tarred({POSTS: b"[]", AS_LONG_AS_ANY: b"", TOO_LONG: b""}))


def as_folder(source: Path) -> None:
    for path in (POSTS, AS_LONG_AS_ANY, TOO_LONG):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).touch()


@pytest.mark.parametrize("packed", [as_zip, as_tar, as_folder])
def test_a_path_of_a_thousand_characters_is_listed_and_a_longer_one_left_out(
    packed: Callable[[Path], None], tmp_path: Path
) -> None:
    packed(tmp_path / "export")
    with opened(tmp_path / "export", every) as export:
        assert sorted(export.paths) == sorted([POSTS, AS_LONG_AS_ANY])
        assert export.left_out == 1
    assert (len(AS_LONG_AS_ANY), len(TOO_LONG)) == (1000, 1001)
