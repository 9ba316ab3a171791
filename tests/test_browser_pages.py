"""Folders of pages in a real browser: the portfolio with who moved, and the climb of each; on a phone and on paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from stagecli.assessment import Assessment
from stagecli.cli.main import main
from stagecli.folders import INDEX
from stagecli.history import History
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.render import ladder_page
from tests.browser import AXE, WANTED, Opened, browser
from tests.conftest import MODELS
from tests.ladders import BUNDLED
from tests.test_movement import assessed
from tests.test_portfolio import NASTY

__all__ = ["browser"]  # the fixture
EARLIER = replace(
    BUNDLED,
    version="0",
    sha256="1" * 64,
    signals=tuple(
        replace(signal, options=tuple(replace(each, of_100=each.of_100[::-1]) for each in signal.options))
        if signal.id == "posting" else signal
        for signal in BUNDLED.signals
    ),
)  # fmt: skip
"""The ladder as some were assessed by it before."""
NAMES = [*(f"Πελάτης {number}" for number in range(30)), *(name.replace("\x00", "")[:300] for name in NASTY)]
KINDS = ["index", "climb", "hostile"]
MANY = replace(
    BUNDLED,
    stages=tuple(replace(BUNDLED.stages[0], id=f"s{at}", requires={}, aim=None, steps=()) for at in range(40)),
    signals=tuple(
        replace(each, options=tuple(replace(option, of_100=(100,) * 40) for option in each.options))
        for each in BUNDLED.signals
    ),
)  # fmt: skip
"""A ladder of as many stages as there may be."""


def some_of(names: list[str], days: list[str], model: Model, seed: int) -> Iterator[Assessment]:
    """Assessments with likely answers of any stage, of which a few change from day to day."""
    random = Random(seed)
    for name in names:
        answers: dict[str, str] = {}
        for day in days:
            stage = random.randrange(len(model.stages))
            likely = {each.id: max(each.options, key=lambda option: option.of_100[stage]).id for each in model.signals}
            answers |= dict(random.sample([*likely.items()], 4 if answers else 8))
            yield assessed(name, day, answers, model)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """In each language, everybody's pages of a history in which all kinds of things happened."""
    place = tmp_path_factory.mktemp("history")
    with History(place / "h.db") as history:
        history.save(some_of(NAMES[:10], ["2025-01-10"], EARLIER, 1), EARLIER)
        history.save(some_of(NAMES[5:], ["2025-04-10", "2025-07-11", "2025-10-10"], BUNDLED, 2), BUNDLED)
        history.save(some_of(["New", NASTY[0] + " again"], ["2025-12-24"], BUNDLED, 4), BUNDLED)
        history.save(some_of(NAMES[:8] + NAMES[-2:], ["2026-01-01"], BUNDLED, 3), BUNDLED)
    for language in ("en", "el"):
        folder = ["--db", str(place / "h.db"), "--lang", language, "--by", "Μαρία"]
        assert main(["history", "show", "--all", "--pages", str(place / language), *folder]) == 0
    return {language: place / language for language in ("en", "el")}


def page_of(kind: str, folder: Path) -> Path:
    """The portfolio, the page of somebody with a climb, or that of a name that would do harm."""
    if kind == "index":
        return folder / INDEX
    name = "πελάτης-7.html" if kind == "climb" else next(each.name for each in folder.glob("script*"))
    return folder / name


@pytest.fixture(scope="module")
def ladders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundled ladder as a page, one of hostile texts, and one of as many stages as there may be."""
    found = {}
    for name, model in (("bundled", BUNDLED), ("hostile", load_model(MODELS / "hostile.yaml").model), ("long", MANY)):
        found[name] = tmp_path_factory.mktemp("ladders") / f"{name}.html"
        found[name].write_text(ladder_page.as_html(model, "el"), "utf-8")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["bundled", "hostile", "long"])
def test_anybody_can_read_a_ladder(name: str, width: int, scheme: str, ladders: dict[str, Path], browser: Any) -> None:
    if not AXE.exists():
        assert not WANTED
        pytest.skip("axe-core is not installed")
    opened = Opened(browser, ladders[name], width=width, scheme=scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.page.evaluate("window.hurt") is None
    opened.page.evaluate(AXE.read_text("utf-8"))
    found = opened.page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
    cut = "[...document.querySelectorAll('td')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert opened.page.evaluate(cut) == 0
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("kind", ["index", "climb"])
def test_anybody_can_read_it(
    kind: str, language: str, width: int, scheme: str, folders: dict[str, Path], browser: Any
) -> None:
    if not AXE.exists():
        assert not WANTED
        pytest.skip("axe-core is not installed")
    opened = Opened(browser, page_of(kind, folders[language]), width=width, scheme=scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.page.evaluate("document.documentElement.lang") == language
    opened.page.evaluate(AXE.read_text("utf-8"))
    found = opened.page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
    assert len(found["passes"]) > 15
    opened.close()


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("kind", ["index", "climb"])
def test_it_prints_to_a_few_pages_and_nothing_is_cut_off(
    kind: str, language: str, folders: dict[str, Path], browser: Any
) -> None:
    opened = Opened(browser, page_of(kind, folders[language]))
    pdf = opened.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": 680, "height": 900})  # an A4 sheet within its margins
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 680
    wider = "[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth && "
    wider += "getComputedStyle(e).overflowX !== 'visible').map(e => e.outerHTML.slice(0, 200))"
    assert opened.page.evaluate(wider) == []
    opened.close()


@pytest.mark.parametrize("kind", KINDS)
def test_names_do_nothing(kind: str, folders: dict[str, Path], browser: Any) -> None:
    opened = Opened(browser, page_of(kind, folders["en"]), width=360)
    page = opened.page
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.scripts.length") == (1 if kind == "index" else 0)
    assert page.evaluate("document.images.length") == 0
    handlers = (
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on'))"
    )
    assert page.evaluate(f"{handlers}.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if kind == "hostile":
        assert page.locator("h1").inner_text() == NASTY[0]
    opened.close()


def test_who_moved_is_shown_and_each_link_leads_to_the_page_of_its_name(folders: dict[str, Path], browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((folders["el"] / INDEX).as_uri())
    assert page.locator(".movers tbody tr").count() > 10
    assert page.locator(".moves circle").count() > 5
    for where in ("table.movers a", "#subjects a", ".names a"):
        for index in (0, -1):
            link = page.locator(where).nth(index)
            name = link.inner_text()
            link.click()
            assert page.locator("h1").inner_text() == name
            assert Path(page.url).suffix == ".html"
            page.go_back()
    assert page.locator("h1").inner_text() == "Συνολική εικόνα"
    context.close()


def test_the_climb_has_a_dot_for_each_result_and_its_dates(folders: dict[str, Path], browser: Any) -> None:
    opened = Opened(browser, page_of("climb", folders["en"]))
    page = opened.page
    assert page.locator("svg.climb").is_visible()
    assert page.locator("svg.climb circle").count() == page.locator(".waypoints > li").count() == 5
    assert page.locator("svg.climb").get_attribute("aria-label")
    assert page.locator(".waypoints strong").all_inner_texts() == [
        "10 January 2025", "10 April 2025", "11 July 2025", "10 October 2025", "1 January 2026",
    ]  # fmt: skip
    opened.close()
