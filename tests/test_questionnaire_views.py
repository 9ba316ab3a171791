"""The questionnaire's views, as their readers go to and fro between them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stagecli.classifier import Classifier
from stagecli.model import Number, Option, Signal
from stagecli.render.questionnaire import Page, languages_of, render
from tests.browser import browser
from tests.conftest import Run
from tests.ladders import BUNDLED, two_stages

__all__ = ["browser"]  # the fixture


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A questionnaire that is open in English."""
    file = tmp_path / "page.html"
    file.write_text(render(Classifier(BUNDLED), Page(languages=languages_of(BUNDLED))), "utf-8")
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def go_to_the_result(page: Any) -> None:
    """Answer every question with its first option."""
    press(page, "Begin")
    while page.locator("fieldset").count():
        page.locator("input[type=radio]").first.check()
        press(page, "Continue")
    press(page, "See the result")


def test_the_way_from_the_result_to_sending_stays_on_the_page(opened: Any) -> None:
    go_to_the_result(opened)
    press(opened, "Send your answers")
    opened.wait_for_timeout(100)  # for the browser's event
    assert opened.get_by_role("button", name="Download").is_visible()
    assert opened.evaluate("scrollY") > 0


def test_the_answers_of_a_result_that_was_kept_can_be_changed(opened: Any) -> None:
    go_to_the_result(opened)
    opened.reload()
    press(opened, "Continue where you stopped")
    assert opened.get_by_role("button", name="Download").is_visible()
    press(opened, "Back")
    opened.get_by_role("button", name="Change: Does your business have an account on social media?").click()
    assert opened.locator("input[type=radio]").first.is_checked()


def test_another_language_keeps_what_was_chosen_but_not_yet_sent(opened: Any) -> None:
    press(opened, "Begin")
    opened.locator("input[type=radio]").nth(1).check()
    press(opened, "Ελληνικά")
    assert opened.locator("input[type=radio]").nth(1).is_checked()


def test_another_language_on_the_way_back_keeps_the_later_answers(opened: Any) -> None:
    go_to_the_result(opened)
    for _ in range(3):
        press(opened, "Back")
        opened.wait_for_timeout(100)
    press(opened, "Ελληνικά")
    opened.reload()
    press(opened, "Συνεχίστε από εκεί που σταματήσατε")
    assert opened.get_by_role("button", name="Λήψη").is_visible()


def test_an_empty_line_with_spaces_begins_a_paragraph_too() -> None:
    page = render(Classifier(BUNDLED), Page(languages=("en",), intro="One\nline.\n \nAnother."))
    assert re.findall('"intro":"[^"]*"', page) == [r'"intro":"One line.\n\nAnother."']


@pytest.fixture
def number(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A questionnaire that asks for a number first."""
    options = Option(id="new", label="New", of_100=(90, 10), below=12), Option(id="old", label="Old", of_100=(10, 90))
    months = Number(unit="months", min=0, max=1000)
    model = two_stages(Signal(id="age", question="How old?", number=months, options=options))
    file = tmp_path / "number.html"
    file.write_text(render(Classifier(model), Page(languages=("en",))), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    press(page, "Begin")
    yield page
    page.close()


def change(page: Any) -> None:
    page.locator("dd button").click()


def test_i_dont_know_takes_the_place_of_a_number_and_a_number_that_of_i_dont_know(number: Any) -> None:
    number.fill("[type=text]", "36")
    press(number, "Continue")
    change(number)
    number.check("[type=checkbox]")
    press(number, "Continue")
    assert number.locator("dd").first.inner_text() == "don't know"
    change(number)
    number.fill("[type=text]", "36")
    assert not number.is_checked("[type=checkbox]")


def test_a_number_that_is_looked_at_again_stays_as_it_was(number: Any) -> None:
    number.fill("[type=text]", "1.1250")
    press(number, "Continue")
    said = number.locator("dd").first.inner_text()
    change(number)
    press(number, "Continue")
    assert number.locator("dd").first.inner_text() == said


@pytest.mark.parametrize("address", ["a#b@example.com", "a&b@example.com", "a@example.com?cc=b@example.com"])
def test_no_mail_is_offered_to_an_address_that_would_change_or_cut_it(
    run: Callable[..., Run], address: str, tmp_path: Path
) -> None:
    done = run("questionnaire", "-o", str(tmp_path / "page.html"), "--send", f"mailto:{address}")
    said = f"--send takes one mail address, as in mailto:me@example.com, not 'mailto:{address}'.\n"
    assert (done.code, done.err) == (2, said)


def test_two_returns_of_one_page_are_two_files(opened: Any) -> None:
    go_to_the_result(opened)
    names = []
    for minute in (1, 2):
        opened.evaluate("minute => { Date.prototype.toISOString = () => `2026-01-31T10:0${minute}:00.000Z`; }", minute)
        press(opened, "Back")
        opened.get_by_role("button", name="Change: Does your business").click()
        opened.locator("input[type=radio]").nth(minute).check()
        press(opened, "Continue")
        while opened.locator("fieldset").count():
            opened.locator("input").first.check()
            press(opened, "Continue")
        press(opened, "See the result")
        with opened.expect_download() as download:
            press(opened, "Download")
        names.append(download.value.suggested_filename)
    assert names == ["answers-20260131100100.json", "answers-20260131100200.json"]


def test_who_sends_it_is_seen_in_every_view_and_language(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(Classifier(BUNDLED), Page(languages=("en", "el"), by="Maria K.")), "utf-8")
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.get_by_text("Maria K.").is_visible()
    go_to_the_result(page)
    assert page.get_by_text("Maria K.").is_visible()
    press(page, "Ελληνικά")
    assert page.get_by_text("Maria K.").is_visible()
    context.close()
