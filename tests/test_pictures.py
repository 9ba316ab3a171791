"""README's pictures show what the program and its page look like now; if not: `python -m tests.pictures`."""

import re
from pathlib import Path

import pytest

from tests.conftest import check_golden
from tests.pictures import FOLDER, THEMES, page, recorded, source, terminal


@pytest.mark.parametrize("scheme", THEMES)
def test_the_terminal_shows_what_the_interview_says(scheme: str, tmp_path: Path) -> None:
    check_golden(FOLDER / f"terminal-{scheme}.svg", terminal(recorded(tmp_path), scheme))


@pytest.mark.parametrize("scheme", THEMES)
def test_the_phone_shows_the_page_that_is_written_now(scheme: str, tmp_path: Path) -> None:
    found = re.search(rb"tEXtSource\0([0-9a-f]{64})", (FOLDER / f"phone-{scheme}.png").read_bytes())
    assert found is not None
    assert found[1].decode() == source(page(tmp_path)), "The page has changed: python -m tests.pictures"


def test_pictures_are_small_and_load_nothing() -> None:
    for file in (*FOLDER.glob("*.svg"), *FOLDER.glob("*.png")):
        content = file.read_bytes()
        assert len(content) < 150_000, file
        assert file.suffix == ".png" or b"url(http" not in content.replace(b'"', b"")
