"""A portfolio of 5,000 subjects in a browser: how large the page is, and how long its script takes.

    python tests/benchmarks/report.py

Needs Chromium and the extra `browser`. Times are the browser's own, medians of five: of the script alone until the page
is ready, of everything (reading and laying out 5,000 rows), and from a key or a click to the next frame.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
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


def measured(browser: Any, page: Path) -> dict[str, float]:
    """Milliseconds of one visit."""
    opened = browser.new_page()
    devtools = opened.context.new_cdp_session(opened)
    devtools.send("Performance.enable")
    opened.goto(page.as_uri())
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    times = {"ready: the script alone": 1000 * metrics["ScriptDuration"], "ready: everything": opened.evaluate(_LOADED)}
    times.update((name, opened.evaluate(_AFTER, action)) for name, action in _ACTIONS.items())
    opened.close()
    return times


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language in ("en", "el"):
            page = write_portfolio(Path(folder), language, rows=4_993)
            visits = [measured(browser, page) for _ in range(5)]
            print(f"{language}: {page.stat().st_size / 1e6:.2f} MB")
            for name in visits[0]:
                print(f"  {name:<26}{median(visit[name] for visit in visits):>7.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
