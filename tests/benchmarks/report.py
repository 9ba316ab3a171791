"""Pages in a browser, a portfolio of 5,000 subjects and a questionnaire: how large they are, how long scripts take.

    python tests/benchmarks/report.py

Needs Chromium and the extra `browser`. Times are the browser's own, medians of five: of the script alone until the page
is ready, of everything (reading and laying out 5,000 rows, say), and from a key or a click to the next frame.
"""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
from stagecli.model_file import load_model
from stagecli.render.questionnaire import Page, render
from tests.browser import CHROMIUM, FLAGS
from tests.test_portfolio import write_portfolio

_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
_AFTER = """action => new Promise(done => {
  const start = performance.now();
  new Function(action)();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
_FIND = "const box = document.getElementById('find'); box.value = 'TEXT'; box.dispatchEvent(new Event('input'))"
_ACTIONS = {
    "sort by confidence": "document.querySelectorAll('#subjects th button')[3].click()",
    "sort by name": "document.querySelectorAll('#subjects th button')[0].click()",
    "filter by name": _FIND.replace("TEXT", "7"),
    "filter nothing": _FIND.replace("TEXT", ""),
}


_BEGIN = {"begin": "document.querySelector('.primary').click()"}


def measured(browser: Any, page: Path, actions: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds of one visit."""
    opened = browser.new_page()
    devtools = opened.context.new_cdp_session(opened)
    devtools.send("Performance.enable")
    opened.goto(page.as_uri())
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    times = {"ready: the script alone": 1000 * metrics["ScriptDuration"], "ready: everything": opened.evaluate(_LOADED)}
    times.update((name, opened.evaluate(_AFTER, action)) for name, action in actions.items())
    opened.close()
    return times


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = {f"portfolio, {each}": write_portfolio(Path(folder), each, rows=4_993) for each in ("en", "el")}
        pages["questionnaire"] = Path(folder) / "questionnaire.html"
        pages["questionnaire"].write_text(render(load_model(), Page(languages=("en", "el"))), "utf-8")
        for what, page in pages.items():
            actions = _BEGIN if what == "questionnaire" else _ACTIONS
            visits = [measured(browser, page, actions) for _ in range(5)]
            print(f"{what}: {page.stat().st_size / 1e6:.2f} MB")
            for name in visits[0]:
                print(f"  {name:<26}{median(visit[name] for visit in visits):>7.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
