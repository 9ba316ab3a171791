"""Chromium, for the tests of pages; they need it and axe-core, which `.ci/run` installs.

With STAGECLI_TEST_BROWSER set nothing skips. In a test file: `from tests.browser import browser` brings the fixture.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

WANTED = bool(os.environ.get("STAGECLI_TEST_BROWSER"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(os.environ.get("STAGECLI_TEST_AXE", "/nowhere"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; ImportError without playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser of a test file."""
    if not WANTED and CHROMIUM is None:
        pytest.skip("there is no Chromium")
    if not WANTED:
        pytest.importorskip("playwright")
    with chromium() as opened:
        yield opened


class Opened:
    """A page that is open, and everything that it asked for or complained about."""

    def __init__(self, browser: Any, file: Path, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.said.append(request.url))
        self.page.goto(file.as_uri())
        self.address = file.as_uri()

    def close(self) -> None:
        assert self.said == [self.address]  # the page itself, and nothing else
        self.context.close()


def put_in_storage(page: Any, text: str, key: str | None = None) -> None:
    """Keep a text on the device under the page's key, and load the page again.

    Chromium may load it before it has the text: then once more.
    """
    key = key or page.evaluate("Object.keys(localStorage)[0]")
    for _ in range(20):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        page.reload()
        if page.evaluate("key => localStorage.getItem(key)", key) == text:
            return
    raise AssertionError(text)
