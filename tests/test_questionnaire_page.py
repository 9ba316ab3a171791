"""The questionnaire in a real browser: asked, answered and handed back, by anybody, on anything, offline."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from stagecli.classifier import Classifier
from stagecli.escaping import visible
from stagecli.messages import message
from stagecli.model import Model
from stagecli.render.questionnaire import Page, render
from tests.browser import AXE, WANTED, browser, put_in_storage
from tests.conftest import Run, sampled
from tests.ladders import BUNDLED, SMALL, saying, two_stages, yes_or_no
from tests.test_batch import table
from tests.test_portfolio import NASTY

__all__ = ["browser"]  # the fixture
Runner = Callable[..., Run]
NOON = "2025-12-31T12:00:00Z"
"""What the browser's clock shows: half a day before the tests' present moment."""
STAGE = 3
"""Where the answers come from that these tests give: an index of the bundled ladder's stages."""
STAGE_NAMES = {
    language: marks.format(BUNDLED.localized(BUNDLED.stages[STAGE].name, language))
    for language, marks in [("en", "“{}”"), ("el", "«{}»")]
}
LIKELY = {signal.id: max(signal.options, key=lambda option: option.of_100[STAGE]) for signal in BUNDLED.signals}
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
    browser: Any,
    file: Path,
    language: str = "en",
    size: tuple[int, int] = (1280, 900),
    scheme: str = "light",
    denied: str = "",
    **more: Any,
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
    return str(page.locator("h1").inner_text())


def answered(page: Any, count: int = 99) -> list[str]:
    """Answer so many questions of the bundled ladder, or all up to the review; which ones."""
    asked: list[str] = []
    while len(asked) < count and page.locator("fieldset").count():
        asked.append(heading(page))
        page.get_by_label(ASKED[asked[-1]][1], exact=True).check()
        page.locator("button[type=submit]").click()
    return asked


def primary(page: Any) -> None:
    """Press the button that leads on."""
    page.locator(".primary").click()


def stored(page: Any) -> list[Any]:
    return list(page.evaluate("Object.values(localStorage).map(text => JSON.parse(text))"))


def downloaded(page: Any, folder: Path, name: str = "Download") -> Path:
    with page.expect_download() as download:
        press(page, name)
    file = folder / str(download.value.suggested_filename)
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
    assert stage == STAGE_NAMES["el"]
    assert files[0].name == "answers-20251231120000.json"
    answers = likely(asked)
    for each in files:
        assert read_back(run, each) == ("Φούρνος «Ήλιος»", BUNDLED.stages[STAGE].id, answers)


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.innerText ?? document.activeElement.value"))


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
    assert stage == STAGE_NAMES["en"]
    assert read_back(run, file) == ("", BUNDLED.stages[STAGE].id, likely(asked))


def through_every_view(page: Any, model: Model = BUNDLED) -> Iterator[str]:
    """Go through the page, and stop at one view of each kind, and at what is wrong there."""
    number = 'input[name="unknown"]'
    yield "start"
    primary(page)
    seen = set()
    while page.locator("fieldset").count():
        kind = "number" if page.locator(number).count() else "choice"
        if kind not in seen:
            yield kind
            page.locator("summary").click()
            if kind == "number":
                page.locator(".typed input").fill("very long ago")
            primary(page)
            assert page.locator(".error").is_visible()
            yield f"{kind} with an error"
        seen.add(kind)
        if kind == "number":
            page.locator(".typed input").fill("3")
            primary(page)
        elif model is BUNDLED:
            answered(page, 1)
        else:
            page.locator("input").nth(1).check()
            primary(page)
    yield "review"
    primary(page)
    yield "result"
    if page.locator("h1").inner_text() not in ("Thank you", "Σας ευχαριστούμε"):
        page.reload()
        yield "start with kept answers"
        primary(page)
    page.locator("main button").last.click()
    yield "end"


KINDS = {
    "full": {"name": "Φούρνος «Ήλιος»", "intro": "Καλημέρα σας.\n\nGood morning.", "send": "me@example.com"},
    "brief": {"result": "brief"},
    "none": {"result": "none"},
    "small": {},
}
QUESTION = ["start", "choice", "choice with an error"]
VIEWS = {kind: [*QUESTION, "review", "result", "start with kept answers", "end"] for kind in KINDS}
VIEWS["none"] = [*QUESTION, "review", "result", "end"]
VIEWS["small"] = [*QUESTION, "number", "number with an error", "review", "result", "start with kept answers", "end"]


def walked(browser: Any, folder: Path, kind: str, language: str, **more: Any) -> Iterator[tuple[str, Any]]:
    """Every view of one kind of page."""
    model = SMALL if kind == "small" else BUNDLED
    with opened(browser, written(folder, model, **KINDS[kind]), language, **more) as page:
        seen = []
        for view in through_every_view(page, model):
            assert page.evaluate("document.documentElement.lang") == language
            for closed in page.locator("summary").all() if view == "result" else []:
                closed.click()
            yield view, page
            seen.append(view)
        assert seen == VIEWS[kind]


TARGETS = ":is(a, button, summary, label.choice, input[type=text], textarea):visible"
EVERY = list(product(KINDS, ["en", "el"], ["light", "dark"]))
SOME = [each for each in EVERY if each[0] == "full"] + [
    ("brief", "en", "dark"), ("none", "el", "light"), ("small", "en", "light"), ("small", "el", "dark"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "language", "scheme"), sampled(EVERY, SOME))
def test_axe_finds_nothing_wrong_with_any_view(
    kind: str, language: str, scheme: str, tmp_path: Path, browser: Any
) -> None:
    if not AXE.exists():
        assert not WANTED
        pytest.skip("axe-core is not installed")
    found = []
    for view, page in walked(browser, tmp_path, kind, language, scheme=scheme):
        page.evaluate(AXE.read_text("utf-8"))
        done = page.evaluate("axe.run()")
        found += [(view, each["id"], each["nodes"][0]["html"][:200]) for each in done["violations"]]
        assert len(done["passes"]) > 10
    assert found == []


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_every_view_fits_a_small_screen_and_all_that_can_be_tapped_is_large_enough(
    kind: str, width: int, tmp_path: Path, browser: Any
) -> None:
    """320 px are also what a window of 640 px has with a zoom of 200 %."""
    small = []
    for view, page in walked(browser, tmp_path, kind, "el", size=(width, 700)):
        assert (view, page.evaluate("document.documentElement.scrollWidth")) == (view, width)
        for target in page.locator(f"{TARGETS}").all():
            box = target.bounding_box()
            if box["height"] < 44:
                small.append((view, target.inner_text(), box["height"]))
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    assert small == []


def finish(page: Any) -> None:
    """Go from the first view to the result."""
    primary(page)
    answered(page)
    primary(page)


def test_the_way_to_send_is_one_tap_below_the_result(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path), size=(390, 844)) as page:
        finish(page)
        press(page, "Send your answers")
        assert focused(page) == "Send your answers"
        assert page.locator(".result").is_visible()
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 844
        page.go_back()
        assert heading(page) == "Your answers"


def checked(page: Any) -> str:
    """The label of the chosen answer."""
    return str(page.locator(".choice:has(input:checked)").inner_text())


def test_the_browsers_back_and_forward_go_through_the_questions_and_keep_the_answers(
    tmp_path: Path, browser: Any
) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        asked = answered(page, 3)
        fourth = heading(page)
        for question in reversed(asked):
            page.go_back()
            assert (heading(page), checked(page)) == (question, ASKED[question][1])
            assert focused(page) == question
        page.go_back()
        assert heading(page) == BUNDLED.localized(BUNDLED.title, "en")
        for question in [*asked, fourth]:
            page.go_forward()
            assert heading(page) == question
        answered(page)
        assert heading(page) == "Your answers"
        assert page.locator(".review dt").all_inner_texts()[:3] == asked


def test_the_pages_own_back_does_the_same(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        asked = answered(page, 2)
        third = heading(page)
        press(page, "Back")
        page.get_by_text(f"{asked[1]}").wait_for()
        assert (heading(page), checked(page)) == (asked[1], ASKED[asked[1]][1])
        primary(page)
        assert heading(page) == third
        assert page.locator(".choice:has(input:checked)").count() == 0


def test_each_step_has_the_focus_on_its_heading_and_a_title_of_its_own(tmp_path: Path, browser: Any) -> None:
    title = BUNDLED.localized(BUNDLED.title, "en")
    with opened(browser, written(tmp_path, name="Bakery")) as page:
        assert page.title() == title
        titles = []
        for view in through_every_view(page):
            if view in ("choice", "review", "result", "end"):
                assert focused(page) == heading(page)
                assert page.evaluate("window.scrollY") == 0
                titles.append(page.title())
        assert titles[1:] == [
            f"Your answers – {title}",
            f"Bakery – {title}",
            f"Your answers are no longer on this device – {title}",
        ]
        assert titles[0] == f"{BUNDLED.localized(BUNDLED.signal('accounts').question, 'en')} – {title}"


def test_opened_again_it_goes_on_where_it_was_left(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        asked = answered(page, 3)
        fourth = heading(page)
        page.reload()
        assert page.locator("main").inner_text().split("\n\n")[1:3] == [
            "You have begun already. Answers so far: 3.",
            "Continue where you stopped",
        ]
        press(page, "Continue where you stopped")
        assert heading(page) == fourth
        answered(page)
        assert page.locator(".review dt").all_inner_texts()[:3] == asked
        primary(page)
        shown = page.locator(".result").inner_text()
        page.reload()
        press(page, "Continue where you stopped")
        assert page.locator(".result").inner_text() == shown
        assert "2025-12-31" in page.locator("footer").inner_text()


def test_start_over_forgets_what_was_answered(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        (first, _) = answered(page, 2)
        page.reload()
        press(page, "Start over")
        assert heading(page) == first
        assert page.locator("input:checked").count() == 0
        assert stored(page) == []
        page.go_back()
        assert page.get_by_role("button", name="Begin").is_visible()


def test_the_language_switch_keeps_the_answers_and_the_focus(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        answered(page, 2)
        press(page, "Back")
        before = checked(page)
        press(page, "Ελληνικά")
        assert focused(page) == "Ελληνικά"
        assert page.evaluate("document.documentElement.lang") == "el"
        assert ASKED[heading(page)][1] == checked(page) != before
        assert page.title().startswith(heading(page))
        primary(page)
        answered(page)
        assert heading(page) == "Οι απαντήσεις σας"
        primary(page)
        press(page, "English")
        assert page.locator(".result .stage").inner_text() == STAGE_NAMES["en"]
        page.reload()
        assert page.evaluate("document.documentElement.lang") == "en"


def test_the_language_switch_keeps_what_is_chosen_or_typed_but_not_yet_given(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path, SMALL)) as page:
        primary(page)
        page.locator("input").nth(1).check()
        press(page, "Ελληνικά")
        assert checked(page) == "Ναι"
        primary(page)
        while not page.locator(".typed").count():
            page.locator("input").nth(1).check()
            primary(page)
        page.locator(".typed input").fill("3 weeks")
        press(page, "English")
        assert page.locator(".typed input").input_value() == "3 weeks"


KEPT = "Object.keys(localStorage).length"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_answers_stay_on_the_device_until_their_owner_says_that_they_are_sent(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path), permissions=CLIPBOARD) as page:
        finish(page)
        page.get_by_label("Your name").fill("Bakery")
        before = stored(page)
        page.evaluate("addEventListener('click', event => event.target.closest('a') && event.preventDefault())")
        page.get_by_role("link", name="Open the mail").click()
        downloaded(page, tmp_path)
        copied(page, tmp_path)
        assert stored(page) == before
        assert before[0]["name"] == "Bakery"
        press(page, "I have sent them: remove them from this device")
        assert heading(page) == "Your answers are no longer on this device"
        assert page.evaluate(KEPT) == 0
        page.go_back()
        assert "have begun" not in page.locator("main").inner_text()
        page.reload()
        assert page.get_by_role("button", name="Begin").is_visible()
        assert page.evaluate(KEPT) == 0


def test_a_page_without_a_result_keeps_nothing_and_shows_nobody_the_answers_of_the_person_before(
    tmp_path: Path, browser: Any
) -> None:
    with opened(browser, written(tmp_path, result="none")) as page:
        assert "Nothing is saved on this device" in page.locator("main").inner_text()
        primary(page)
        asked = answered(page)
        primary(page)
        assert heading(page) == "Thank you"
        assert page.locator(".result").count() == 0
        page.get_by_label("Your name").fill("Bakery")
        assert page.evaluate(KEPT) == 0
        assert page.evaluate("sessionStorage.length") == 0
        assert set(page.evaluate("history.state")) == {"id", "turn"}
        press(page, "Next person")
        assert page.get_by_role("button", name="Begin").is_visible()
        for _ in range(3):
            page.go_back()
            assert page.get_by_role("button", name="Begin").is_visible()
        for _ in range(3):
            page.go_forward()
            assert page.get_by_role("button", name="Begin").is_visible()
        primary(page)
        assert heading(page) == asked[0]
        assert page.locator("input:checked").count() == 0
        answered(page)
        primary(page)
        assert page.get_by_label("Your name").input_value() == ""


@pytest.mark.parametrize(
    "denied",
    ["Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied') }})",
     "Storage.prototype.setItem = () => { throw new Error('full') }"],
    ids=["denied", "full"],
)  # fmt: skip
def test_where_storage_is_denied_it_says_so_and_works(denied: str, tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path), denied=denied) as page:
        assert "This browser saves nothing for this page" in page.locator("main").inner_text()
        finish(page)
        assert page.locator(".result .stage").inner_text() == STAGE_NAMES["en"]
        press(page, "I have sent them: remove them from this device")


def test_where_the_clipboard_is_denied_the_text_is_shown_and_selected(
    tmp_path: Path, browser: Any, run: Runner
) -> None:
    denied = "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))"
    with opened(browser, written(tmp_path), denied=denied) as page:
        primary(page)
        asked = answered(page)
        primary(page)
        press(page, "Copy")
        page.get_by_text("Copy the selected text below").wait_for()
        text = page.evaluate("getSelection().toString()")
        assert page.locator("textarea").is_visible()
    assert text.splitlines()[: len(asked)] == [f"{question} {ASKED[question][1]}" for question in asked]
    (tmp_path / "pasted.txt").write_text(text, "utf-8")
    assert read_back(run, tmp_path / "pasted.txt")[2] == likely(asked)


def test_nothing_before_a_new_beginning_can_be_gone_back_to(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path, result="none")) as page:
        primary(page)
        count = len(answered(page))
        primary(page)
        press(page, "Next person")
        primary(page)
        answered(page, 3)
        for _ in range(4):
            page.go_back()
        for _ in range(count):
            assert heading(page) == BUNDLED.localized(BUNDLED.title, "en")
            page.go_back()


@pytest.mark.parametrize("model", [BUNDLED, SMALL], ids=["bundled", "small"])
def test_without_a_script_it_says_how_to_open_it_and_is_a_form_to_print(
    model: Model, tmp_path: Path, browser: Any
) -> None:
    with opened(browser, written(tmp_path, model, name="Bakery"), java_script_enabled=False) as page:
        for language in ("en", "el"):
            form = page.locator(f"section[lang={language}]")
            lines = form.inner_text().splitlines()
            assert lines[0] == model.localized(model.title, language)
            assert message("page_unscripted", language) in lines
            for text in [t for s in model.signals for t in (s.question, *(option.label for option in s.options))]:
                assert form.get_by_text(model.localized(text, language), exact=True).first.is_visible()
            assert form.locator("li > b").count() == len(model.signals)
        if model is BUNDLED:
            assert pages_of(page.pdf(prefer_css_page_size=True)) <= 8


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["en", "el"])
def test_the_result_is_printed_to_a_few_pages_without_what_only_a_screen_needs(
    language: str, tmp_path: Path, browser: Any
) -> None:
    with opened(browser, written(tmp_path, name="Φούρνος"), language) as page:
        finish(page)
        assert 1 <= pages_of(page.pdf(prefer_css_page_size=True)) <= 5
        page.emulate_media(media="print")
        assert page.locator("button:visible, a:visible, textarea:visible").count() == 0
        assert page.locator(".result .stage").is_visible()
        assert page.locator(".ladder").is_visible()


def put_answers(page: Any, answers: list[list[Any]], **values: Any) -> None:
    """Keep other answers on the device than those that were given."""
    kept = {"answers": answers, "language": "en", "name": "", "time": NOON, **values}
    put_in_storage(page, json.dumps(kept))


def test_the_mail_of_all_answers_in_greek_is_short_enough_for_every_mail_program(
    tmp_path: Path, browser: Any, run: Runner
) -> None:
    longest = {s.id: max((option.id for option in s.options), key=len) for s in BUNDLED.signals}
    kept = [[at, [o.id for o in s.options].index(longest[s.id]), None] for at, s in enumerate(BUNDLED.signals)]
    with opened(browser, written(tmp_path, send="accounting.department@example.com"), "el") as page:
        primary(page)
        answered(page, 1)
        put_answers(page, kept, language="el", name="Αρτοποιείο «Ο Ήλιος της Θεσσαλονίκης»")
        primary(page)
        address = page.locator("a[href^='mailto:']").get_attribute("href")
        file = mail_of(page, tmp_path)
    assert len(kept) == 16
    assert len(address) <= 1800
    assert address.startswith("mailto:accounting.department@example.com?subject=")
    assert address.isascii()
    read = json.loads(run("assess", "--answers", str(file), "--format", "json").out)["answers"]
    assert {each["signal"] for each in read} == longest.keys()


def test_where_a_mail_would_be_too_long_it_says_so_and_offers_the_other_ways(tmp_path: Path, browser: Any) -> None:
    signals = [yes_or_no("long" * 40 + str(number), 20 + number, 80) for number in range(9)]
    with opened(browser, written(tmp_path, two_stages(*signals), languages=("en",))) as page:
        primary(page)
        while page.locator("fieldset").count():
            page.get_by_label("I don't know").check()
            primary(page)
        primary(page)
        said = page.locator(".ways section").first.inner_text().splitlines()
        assert page.locator("a[href^='mailto:']").count() == 0
        assert downloaded(page, tmp_path).stat().st_size > 1500
        assert page.get_by_role("button", name="Copy").is_visible()
    assert [line for line in said if line] == [
        "By mail",
        "Your answers are too long for a mail that is filled in. Download or copy them.",
    ]


HANDLERS = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on'))"


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12].encode("unicode_escape").decode())
def test_whatever_a_ladder_or_a_client_says_it_is_shown_and_does_nothing(
    text: str, tmp_path: Path, browser: Any
) -> None:
    told = {"name": text, "intro": f"{text}\n\n{text}"}
    model = saying(BUNDLED, text) if len(text) <= 1000 else BUNDLED  # longer ones whole once, not everywhere
    with opened(browser, written(tmp_path, model, **told), size=(320, 700)) as page:

        def harmless() -> None:
            assert page.evaluate("window.hurt") is None
            assert page.evaluate("document.images.length + document.links.length") <= 1  # the mail
            assert page.evaluate(f"{HANDLERS}.length") == 0
            assert page.evaluate("document.scripts.length") == 2
            assert not re.search("[\u202e\u2066\x1b\x00]", page.title() + page.locator("main").inner_text())
            assert page.evaluate("document.documentElement.scrollWidth") <= 320

        harmless()
        assert page.locator("p bdi").inner_text().split() == visible(text).split()
        primary(page)
        while page.locator("fieldset").count():
            harmless()
            if page.locator(".typed").count():
                page.locator(".typed input").fill(text[:300])
                primary(page)
                assert page.locator(".error").is_visible()
                page.locator(".typed input").fill("3")
            else:
                page.locator("input").first.check()
            primary(page)
        harmless()
        primary(page)
        harmless()
        assert heading(page).split() == visible(text).split()
        file = downloaded(page, tmp_path)
    assert json.loads(file.read_text("utf-8"))["subject"] == visible(text)


def change(page: Any, question: str) -> None:
    page.get_by_role("button", name=f"Change: {question}", exact=True).click()


def test_an_answer_that_is_changed_drops_those_that_no_longer_apply_and_asks_what_follows(
    tmp_path: Path, browser: Any, run: Runner
) -> None:
    question = {signal.id: BUNDLED.localized(signal.question, "en") for signal in BUNDLED.signals}
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        answered(page)
        before = page.locator(".review dt").all_inner_texts()
        change(page, question["accounts"])
        assert page.locator("main p").first.inner_text() == "Change your answer"
        assert (heading(page), checked(page)) == (question["accounts"], ASKED[question["accounts"]][1])
        none = next(option for option in BUNDLED.signal("accounts").options if option.id == "none")
        page.get_by_label(BUNDLED.localized(none.label, "en")).check()
        primary(page)
        while page.locator("fieldset").count():
            assert heading(page) not in before
            page.get_by_label("I don't know").check()
            primary(page)
        after = page.locator(".review dt").all_inner_texts()
        gated = {question[signal.id] for signal in BUNDLED.signals if "accounts" in signal.only_if}
        assert gated & set(before)
        assert set(before) - set(after) >= gated & set(before)
        assert before[0] in after
        primary(page)
        file = downloaded(page, tmp_path)
        answers = json.loads(file.read_text("utf-8"))["answers"]
        assert [question[each] for each in answers] == after
        assert answers["accounts"] == "none"
    assert json.loads(run("assess", "--answers", str(file), "--format", "json").out)["stage"] is not None


def test_back_from_a_change_keeps_the_answer(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        asked = answered(page)
        before = page.locator(".review").inner_text()
        change(page, asked[1])
        page.locator(".choice input").last.check()
        press(page, "Back")
        page.locator(".review").wait_for()
        assert page.locator(".review").inner_text() == before


def test_a_number_is_typed_as_people_say_it(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path, SMALL)) as page:
        primary(page)
        while not page.locator(".typed").count():
            page.locator("input").nth(1).check()
            primary(page)
        primary(page)
        assert page.locator(".error").inner_text() == "Type a number, or tick “I don't know”."
        assert focused(page) == ""
        page.locator(".typed input").fill("99999")
        primary(page)
        assert page.locator(".error").inner_text().endswith("Type a number from 0 to 9999.")
        page.locator(".typed input").fill("2 weeks")
        primary(page)
        assert page.locator(".error").inner_text() == (
            "'weeks' is not one of the units: days. Type a number from 0 to 9999."
        )
        page.locator(".typed input").fill("12 days")
        page.keyboard.press("Enter")
        assert page.locator(".typed").count() == 0


def test_a_number_is_changed_and_a_span_of_time_comes_to_one(tmp_path: Path, browser: Any) -> None:
    question = BUNDLED.localized(BUNDLED.signal("months_active").question, "en")
    kept = [[at, s.options.index(LIKELY[s.id]), None] for at, s in enumerate(BUNDLED.signals)]
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        answered(page, 1)
        put_answers(page, kept, time=None)
        primary(page)
        given = page.locator(".review div", has_text=question).locator("dd").first
        change(page, question)
        page.locator(".typed input").fill("3 years")
        primary(page)
        assert given.inner_text() == "A year and a half or longer (36)"
        change(page, question)
        assert page.locator(".typed input").input_value() == "36"
        page.locator(".typed input").fill("")
        page.get_by_label("I don't know").check()
        primary(page)
        assert given.inner_text() == "don't know"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_form_for_those_without_a_script(
    scheme: str, tmp_path: Path, browser: Any
) -> None:
    """Axe itself is a script, so here the page lacks only its own."""
    if not AXE.exists():
        assert not WANTED
        pytest.skip("axe-core is not installed")
    file = written(tmp_path, name="Bakery")
    file.write_text(re.sub('<script type="module">.*?</script>', "", file.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    with opened(browser, file, scheme=scheme, size=(320, 700)) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.evaluate(AXE.read_text("utf-8"))
        done = page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in done["violations"]] == []


def test_who_knows_nothing_is_told_that_there_is_no_result(tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        while page.locator("fieldset").count():
            page.get_by_label("I don't know").check()
            primary(page)
        primary(page)
        assert message("page_no_result", "en") in page.locator("main").inner_text()
        assert page.locator(".result").count() == 0
        answers = json.loads(downloaded(page, tmp_path).read_text("utf-8"))["answers"]
    assert set(answers.values()) == {"dont_know"}


@pytest.mark.parametrize(
    "kept",
    ["", "null", "5", "{}", '{"answers": 5}', '{"answers": [5]}', '{"answers": [["length", 0, null]]}',
     '{"answers": [[99, -1, null], [0, 99, null], [0, 0, "x"]], "language": "xx", "time": null}'],
)  # fmt: skip
def test_what_another_page_left_in_the_storage_does_no_harm(kept: str, tmp_path: Path, browser: Any) -> None:
    with opened(browser, written(tmp_path)) as page:
        primary(page)
        asked = answered(page, 1)
        put_in_storage(page, kept)
        primary(page)
        assert heading(page) == asked[0]
        answered(page)
        assert heading(page) == "Your answers"
