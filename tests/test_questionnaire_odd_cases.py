"""What readers of a questionnaire seldom do or meet, and what the page makes of it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stagecli.classifier import Classifier
from stagecli.model import Model
from stagecli.render.questionnaire import Page, render
from tests.browser import browser, put_in_storage
from tests.conftest import Run
from tests.ladders import BUNDLED, SMALL, two_stages, yes_or_no

__all__ = ["browser"]  # the fixture


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    contexts = []

    def open_(model: Model = BUNDLED, width: int = 390, script: bool = True, **page: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(render(Classifier(model), Page(**{"languages": ("en", "el"), **page})), "utf-8")
        viewport = {"width": width, "height": 844}
        contexts.append(browser.new_context(locale="en", viewport=viewport, java_script_enabled=script))
        opened = contexts[-1].new_page()
        opened.goto(file.as_uri())
        return opened

    yield open_
    for each in contexts:
        each.close()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer_all(page: Any) -> None:
    """Answer every question with its first option, and a number with 3."""
    while page.locator("fieldset").count():
        if page.locator(".typed").count():
            page.locator(".typed input").fill("3")
        else:
            page.locator("input").first.check()
        press(page, "Continue")


def test_dont_know_takes_the_place_of_a_number_and_a_number_that_of_dont_know(opened: Callable[..., Any]) -> None:
    page = opened(SMALL)
    typed, unknown = page.locator(".typed input"), page.locator("input[name=unknown]")
    press(page, "Begin")
    while typed.count() == 0:
        page.locator("input").nth(1).check()
        press(page, "Continue")
    question = page.locator("h1").inner_text()
    answer_all(page)
    page.get_by_role("button", name=f"Change: {question}").click()
    assert (typed.input_value(), unknown.is_checked()) == ("3", False)
    unknown.check()
    assert typed.input_value() == ""
    typed.press_sequentially("4")
    assert not unknown.is_checked()
    unknown.check()
    press(page, "Continue")
    answer_all(page)
    assert page.locator(".review > div", has_text=question).locator("dd").first.inner_text() == "don't know"


def test_an_answer_that_is_changed_keeps_its_place(opened: Callable[..., Any]) -> None:
    page = opened()
    press(page, "Begin")
    answer_all(page)
    before = page.locator(".review dt").all_inner_texts()
    page.locator(".review button").first.click()
    page.locator("input").last.check()
    press(page, "Continue")
    assert page.locator(".review dt, fieldset").count()
    answer_all(page)
    assert page.locator(".review dt").first.inner_text() == before[0]


@pytest.mark.parametrize(
    "text", ["{", "null", "7", '"x"', "{}", '{"answers": 1}', '{"answers": [[99, -1, null]]}', '{"answers": [7]}']
)
def test_a_storage_that_is_spoilt_is_empty(text: str, opened: Callable[..., Any]) -> None:
    page = opened()
    put_in_storage(page, text, f"stagecli:{BUNDLED.sha256}:")
    press(page, "Begin")
    assert page.locator("fieldset").count() == 1


def test_an_option_that_a_ladder_does_not_have_is_not_kept(opened: Callable[..., Any]) -> None:
    page = opened()
    text = json.dumps({"answers": [[0, 99, None], [1, 3, None]], "language": "en", "name": "", "time": None})
    put_in_storage(page, text, f"stagecli:{BUNDLED.sha256}:")
    page.get_by_text("You have begun already. Answers so far: 1.").wait_for()


def test_pages_for_two_clients_of_one_device_keep_their_answers_apart(opened: Callable[..., Any]) -> None:
    for page_, key in [({"name": "Bakery"}, "Bakery"), ({"name": "Bakery", "reference": "abc1"}, "abc1"), ({}, "")]:
        page = opened(**page_)
        press(page, "Begin")
        page.locator("input").first.check()
        press(page, "Continue")
        assert page.evaluate("Object.keys(localStorage)") == [f"stagecli:{BUNDLED.sha256}:{key}"]


def test_the_next_person_finds_nothing_of_the_one_before_by_going_back(opened: Callable[..., Any]) -> None:
    page = opened(result="none")
    press(page, "Begin")
    answer_all(page)
    page.locator(".primary").click()
    press(page, "Next person")
    press(page, "Begin")
    page.locator("input").first.check()
    press(page, "Continue")
    page.go_back()
    page.go_back()
    for _ in range(3):  # into the turns of the person before
        page.go_back()
        page.wait_for_timeout(50)
        assert page.locator("fieldset, .review").count() == 0
        assert page.evaluate("localStorage.length") == 0


def test_an_address_is_written_as_mail_programs_read_it(opened: Callable[..., Any]) -> None:
    page = opened(send="o'neil#1@example.com")
    press(page, "Begin")
    answer_all(page)
    press(page, "See the result")
    address = page.locator("a[href^='mailto:']").get_attribute("href")
    assert address.startswith("mailto:o'neil%231@example.com?subject=")


def test_a_ladder_whose_questions_tell_nothing_gives_no_result_and_says_so(opened: Callable[..., Any]) -> None:
    page = opened(two_stages(yes_or_no("same", 50, 50)))
    assert "undefined" not in page.locator("main").inner_text()
    press(page, "Begin")
    press(page, "See the result")
    said = "There is no result, since no question was answered. You can go back and answer some."
    assert page.locator("main p").first.inner_text() == said


def test_the_buttons_above_a_question_stand_on_one_line(opened: Callable[..., Any]) -> None:
    page = opened(width=320)
    press(page, "Ελληνικά")
    press(page, "Ξεκινήστε")
    boxes = [each.bounding_box() for each in page.locator(".top button").all()]
    assert len(boxes) == 3
    assert {(box["y"], box["height"]) for box in boxes} == {(boxes[0]["y"], boxes[0]["height"])}


def test_a_result_is_printed_in_the_size_of_other_reports(opened: Callable[..., Any]) -> None:
    page = opened()
    press(page, "Begin")
    answer_all(page)
    press(page, "See the result")
    page.emulate_media(media="print")
    size = "getComputedStyle(document.querySelector('main p')).fontSize"
    assert page.evaluate(size) == page.evaluate("getComputedStyle(document.body).fontSize")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 4


def test_without_a_script_each_language_is_one_tap_away(opened: Callable[..., Any]) -> None:
    page = opened(script=False)
    page.get_by_role("link", name="Ελληνικά").click()
    assert page.evaluate("document.querySelector(location.hash).lang") == "el"
    assert opened(script=False, languages=("el",)).get_by_role("link").count() == 0


@pytest.mark.parametrize("text", ["α" * 100_000, "€" * 26_667], ids=["two bytes", "three bytes, the last one cut"])
def test_an_introduction_that_is_too_long_is_told_so_in_any_script(
    text: str, run: Callable[..., Run], tmp_path: Path
) -> None:
    file = tmp_path / "intro.txt"
    file.write_text(text, "utf-8")
    done = run("questionnaire", "-o", str(tmp_path / "page.html"), "--intro", str(file))
    said = f"The text for --intro cannot be read from '{file}': it has more than 20,000 characters.\n"
    assert (done.code, done.err) == (2, said)
    assert [*tmp_path.iterdir()] == [file]
