"""Pages of HTML in a real browser: nothing is loaded or logged, all can be read, on a phone, on paper, by anybody."""

import re
from pathlib import Path
from typing import Any

import pytest

from stagecli.comparison import with_previous
from stagecli.render import render_assessment
from tests.browser import AXE, WANTED, Opened, browser
from tests.ladders import BUNDLED, saying
from tests.test_portfolio import NASTY, write_portfolio
from tests.test_render import assessment, rendered


def write_assessment(folder: Path, subject: str) -> Path:
    file = folder / f"{subject}.html"
    file.write_text(rendered(subject, "html"), "utf-8")
    return file


__all__ = ["browser"]  # the fixture
PAGES = ["since-en", "typical-en", "between-el", "unclear-en", "last-el", "hostile", "portfolio-en", "portfolio-el"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    files = {name: write_assessment(folder, name) for name in PAGES if not name.startswith(("portfolio", "since"))}
    files["since-en"] = folder / "since-en.html"
    since = with_previous(assessment("typical-en"), assessment("unclear-en"), BUNDLED)
    files["since-en"].write_text(render_assessment(since, BUNDLED, "html", language="en"), "utf-8")
    return {**files, **{f"portfolio-{language}": write_portfolio(folder, language) for language in ("en", "el")}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_anybody_can_read_it(name: str, scheme: str, pages: dict[str, Path], browser: Any) -> None:
    if not AXE.exists():
        assert not WANTED
        pytest.skip("axe-core is not installed")
    opened = Opened(browser, pages[name], scheme=scheme)
    opened.page.evaluate(AXE.read_text("utf-8"))
    found = opened.page.evaluate("axe.run()")
    serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in serious] == []
    assert len(found["passes"]) > 15
    opened.close()


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_a_phone_and_says_where_one_stands(name: str, pages: dict[str, Path], browser: Any) -> None:
    opened = Opened(browser, pages[name], width=360)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert opened.page.locator(".result .stage").is_visible()
    assert opened.page.locator(".ladder").first.is_visible()
    language = opened.page.evaluate("document.documentElement.lang")
    assert language == ("el" if name.endswith("-el") else "en")
    opened.close()


@pytest.mark.parametrize("name", PAGES)
def test_it_prints_to_a_few_pages(name: str, pages: dict[str, Path], browser: Any) -> None:
    opened = Opened(browser, pages[name])
    pdf = opened.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 4
    opened.close()


def test_a_portfolio_is_sorted_and_filtered(pages: dict[str, Path], browser: Any) -> None:
    opened = Opened(browser, pages["portfolio-el"])
    page = opened.page

    def column(number: int) -> list[str]:
        cells = page.locator(f"#subjects tbody tr:visible td:nth-child({number})")
        return [text.strip() for text in cells.all_inner_texts()]

    assert len(column(1)) == 207
    page.locator("#subjects th button").nth(3).click()
    assert page.locator("#subjects th").nth(3).get_attribute("aria-sort") == "ascending"
    sure = [int(re.sub(r"\D", "", text)) for text in column(4)]
    assert sure == sorted(sure)
    page.locator("#subjects th button").nth(3).click()
    assert [int(re.sub(r"\D", "", text)) for text in column(4)] == sure[::-1]
    page.locator("#subjects th button").nth(0).click()
    assert column(1).index("Πελάτης 9") < column(1).index("Πελάτης 10")  # as people count
    page.locator("#find").fill("ΠΕΛΑΤΗΣ 19")
    assert set(column(1)) == {"Πελάτης 19", *(f"Πελάτης 19{digit}" for digit in range(10))}
    assert page.locator("#shown").inner_text() == "Εμφανίζονται: 11 από 207"
    page.locator("#stage").select_option("2")
    assert all(text.startswith("2 ") for text in column(2))
    page.locator("#find").fill("")
    page.locator("#status").select_option("unclear")
    assert set(column(3)) <= {"όχι ξεκάθαρα"}
    row = page.locator("#subjects details").first
    page.locator("#stage").select_option("")
    page.locator("#status").select_option("")
    row.locator("summary").click()
    assert "Δεύτερο πιθανότερο: στάδιο" in row.inner_text()
    opened.close()


def test_a_portfolio_can_be_read_without_its_script(pages: dict[str, Path], browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["portfolio-en"].as_uri())
    assert page.locator("#subjects tbody tr").count() == 207
    assert page.locator("#subjects th .plain").first.is_visible()
    assert not page.locator("#find").is_visible()
    context.close()


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12].encode("unicode_escape").decode())
def test_whatever_a_subject_is_called_it_is_shown_and_does_nothing(text: str, tmp_path: Path, browser: Any) -> None:
    from msgspec.structs import replace

    model = saying(BUNDLED, text) if len(text) <= 1000 else BUNDLED  # longer ones whole once, not everywhere
    hurt = replace(assessment("typical-en"), subject=text)
    file = tmp_path / "page.html"
    page_ = render_assessment(hurt, replace(model, title=text), "html", language="en")
    file.write_text(page_, "utf-8")
    opened = Opened(browser, file, width=360)
    page = opened.page
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.images.length + document.links.length") == 0
    handlers = (
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on'))"
    )
    assert page.evaluate(f"{handlers}.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    from stagecli.escaping import visible

    assert page.locator("h1").inner_text().split() == visible(text).split()
    opened.close()


def test_a_portfolio_of_nasty_names_does_nothing(pages: dict[str, Path], browser: Any) -> None:
    opened = Opened(browser, pages["portfolio-en"])
    assert opened.page.evaluate("window.hurt") is None
    assert opened.page.evaluate("document.scripts.length") == 1
    assert opened.page.locator("#subjects", has_text="<script>window.hurt = 1</script>").count() == 1
    opened.close()
