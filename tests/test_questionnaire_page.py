"""The questionnaire in a real browser: asked, answered and handed back, by anybody, on anything, offline."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from stagecli.classifier import Classifier
from stagecli.model import Model
from stagecli.render.questionnaire import Page, render
from tests.browser import AXE, WANTED, browser
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, SMALL
from tests.test_batch import table

__all__ = ["browser"]  # the fixture
Runner = Callable[..., Run]
NOON = "2025-12-31T12:00:00Z"
"""What the browser's clock shows: half a day before the tests' present moment."""
STAGE = 3
"""Where the answers come from that these tests give: an index of the bundled ladder's stages."""
LIKELY = {
    signal.id: max(signal.options, key=lambda option: option.of_100[STAGE]) for signal in BUNDLED.signals
}
"""What somebody at that stage is likeliest to answer."""
ASKED = {
    BUNDLED.localized(signal.question, each): (signal.id, BUNDLED.localized(LIKELY[signal.id].label, each))
    for signal in BUNDLED.signals
    for each in ("en", "el")
}
"""By question: its id, and the label of that answer."""


def written(folder: Path, model: Model = BUNDLED, **page: Any) -> Path:
    file = folder / "questionnaire.html"
    file.write_text(render(Classifier(model), Page(**{"languages": ("en", "el"), **page})), "utf-8")
    return file


@contextmanager
def opened(
    browser: Any, file: Path, language: str = "en", size: tuple[int, int] = (1280, 900), scheme: str = "light",
    denied: str = "", **more: Any,
) -> Iterator[Any]:
    """A page that is open without any network; in the end, it has asked for nothing and logged nothing.

    `denied` is a script that takes something away from the page before it begins.
    """  # fmt: skip
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, locale=language, color_scheme=scheme, offline=True, **more)
    context.route(lambda address: not address.startswith("file:"), lambda route: route.abort())
    if denied:
        context.add_init_script(denied)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.clock.set_fixed_time(NOON)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    yield page
    assert {text for text in said if not text.startswith("blob:")} == {file.as_uri()}
    context.close()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Any) -> str:
    return page.locator("h1").inner_text()


def answered(page: Any, count: int = 99) -> list[str]:
    """Answer so many questions of the bundled ladder, or all up to the review; which ones."""
    asked = []
    while len(asked) < count and page.locator("fieldset").count():
        asked.append(heading(page))
        page.get_by_label(ASKED[asked[-1]][1], exact=True).check()
        page.locator("button[type=submit]").click()
    return asked


def primary(page: Any) -> None:
    """Press the button that leads on."""
    page.locator(".primary").click()


def stored(page: Any) -> list[Any]:
    return page.evaluate("Object.values(localStorage).map(text => JSON.parse(text))")


def downloaded(page: Any, folder: Path, name: str = "Download") -> Path:
    with page.expect_download() as download:
        press(page, name)
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def mail_of(page: Any, folder: Path) -> Path:
    """The mail that the page offers, as a mail program saves it."""
    from email.message import EmailMessage

    address = page.locator("a[href^='mailto:']").get_attribute("href")
    filled = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    mail = EmailMessage()
    mail["Subject"] = filled["subject"]
    mail.set_content(filled["body"].replace("\r\n", "\n"), cte="quoted-printable")
    file = folder / "mail.eml"
    file.write_bytes(mail.as_bytes())
    return file


def copied(page: Any, folder: Path, name: str = "Copy") -> Path:
    press(page, name)
    page.locator("[role=status]", has_text=re.compile(".")).wait_for()
    file = folder / "copied.txt"
    file.write_text(page.evaluate("navigator.clipboard.readText()"), "utf-8")
    return file


def likely(questions: list[str]) -> dict[str, str]:
    """What was answered to some questions, by id."""
    signals = [ASKED[question][0] for question in questions]
    return {signal: LIKELY[signal].id for signal in signals}


def read_back(run: Runner, file: Path) -> tuple[str | None, str, dict[str, str]]:
    """Whose answers a file has, their stage and the answers, which batch and assess read alike."""
    done = run("batch", str(file), "--summary", "none")
    assert (done.code, done.err) == (0, "")
    (row,) = table(done.out)
    one = json.loads(run("assess", "--answers", str(file), "--format", "json").out)
    assert (row["time"], row["stage_id"], row["status"]) == (NOON, one["stage"]["id"], one["status"])
    return row["subject"], row["stage_id"], {name: row[name] for name in LIKELY if row[name]}


def test_an_interview_on_a_phone_in_greek_reaches_batch_with_the_stage_that_the_page_shows(
    tmp_path: Path, browser: Any, run: Runner
) -> None:
    file = written(tmp_path)
    with opened(
        browser, file, "el-GR", (390, 844), has_touch=True, is_mobile=True,
        permissions=["clipboard-read", "clipboard-write"],
    ) as page:  # fmt: skip
        assert heading(page) == BUNDLED.localized(BUNDLED.title, "el")
        page.get_by_role("button", name="Ξεκινήστε", exact=True).tap()
        asked = []
        while page.locator("fieldset").count():
            asked.append(heading(page))
            page.get_by_label(ASKED[asked[-1]][1], exact=True).tap()
            page.get_by_role("button", name="Συνέχεια").tap()
        assert heading(page) == "Οι απαντήσεις σας"
        page.get_by_role("button", name="Δείτε το αποτέλεσμα").tap()
        stage = page.locator(".result .stage").inner_text()
        page.get_by_label("Το όνομά σας").fill("Φούρνος «Ήλιος»")
        files = [downloaded(page, tmp_path, "Λήψη"), mail_of(page, tmp_path), copied(page, tmp_path, "Αντιγραφή")]
    assert stage == f"«{BUNDLED.localized(BUNDLED.stages[STAGE].name, 'el')}»"
    assert files[0].name == "answers-20251231120000.json"
    answers = likely(asked)
    for each in files:
        assert read_back(run, each) == ("Φούρνος «Ήλιος»", BUNDLED.stages[STAGE].id, answers)


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.innerText ?? document.activeElement.value")


def tab_to(page: Any, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(name)


def test_an_interview_by_keyboard_alone_in_english_reaches_batch_with_the_stage_that_the_page_shows(
    tmp_path: Path, browser: Any, run: Runner
) -> None:
    with opened(browser, written(tmp_path)) as page:
        tab_to(page, "Begin")
        page.keyboard.press("Enter")
        asked = []
        while page.locator("fieldset").count():
            asked.append(focused(page))
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            labels = page.locator(".choice").all_inner_texts()
            for _ in range(labels.index(ASKED[asked[-1]][1])):
                page.keyboard.press("ArrowDown")
            if len(asked) % 2:
                tab_to(page, "Continue")
                page.keyboard.press("Space")
            else:
                page.keyboard.press("Enter")
        assert focused(page) == "Your answers"
        tab_to(page, "See the result")
        page.keyboard.press("Enter")
        assert focused(page) == BUNDLED.localized(BUNDLED.title, "en")
        stage = page.locator(".result .stage").inner_text()
        tab_to(page, "Download")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
    assert stage == f"“{BUNDLED.localized(BUNDLED.stages[STAGE].name, 'en')}”"
    assert read_back(run, file) == ("", BUNDLED.stages[STAGE].id, likely(asked))
