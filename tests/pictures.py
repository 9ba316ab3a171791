"""README's pictures and its interview, from real runs: in a terminal, and as a questionnaire's page on a phone.

    python -m tests.pictures

Needs Chromium and the extra `browser`. The pictures of the page name the page that they show, by its hash: a test
finds out whether that, or the interview, has changed since.
"""

import hashlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from stagecli import load_model
from stagecli.render.questionnaire import Page, render
from tests.browser import chromium

README = Path(__file__).parent.parent / "README.md"
PLACE = README.parent / ".github"
HASH = PLACE / "phone.sha256"
"""The hash of the page that the pictures of it show."""
STAGECLI = Path(sys.executable).parent / "stagecli"
_COLUMNS = 76
_CLOCK = {"SOURCE_DATE_EPOCH": "1767225600", "LANG": "C.UTF-8"}
_THEMES = {
    "light": TerminalTheme(
        (255, 255, 255),
        (31, 35, 40),
        [
            (31, 35, 40),
            (207, 34, 46),
            (17, 99, 41),
            (122, 92, 0),
            (9, 105, 218),
            (130, 80, 223),
            (27, 124, 131),
            (87, 96, 106),
        ],
    ),
    "dark": TerminalTheme(
        (13, 17, 23),
        (230, 237, 243),
        [
            (72, 79, 88),
            (255, 123, 114),
            (63, 185, 80),
            (210, 153, 34),
            (88, 166, 255),
            (188, 140, 255),
            (57, 197, 207),
            (177, 186, 196),
        ],
    ),
}
"""Colours for a light and a dark README."""
_SVG = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def interview(*, colour: bool, ladder: bool = True) -> str:
    """A question, the result's headline and first step, and perhaps the ladder, as a terminal shows them."""
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, **_CLOCK, "XDG_STATE_HOME": state, "TERM": "xterm" if colour else "dumb"}
        for name in ("COLUMNS", "NO_COLOR"):
            environment.pop(name, None)
        child = pexpect.spawn(
            str(STAGECLI), ["assess"], env=environment, encoding="utf-8", timeout=30, dimensions=(40, _COLUMNS)
        )
        child.delaybeforesend = None
        shown = "$ stagecli assess\n"
        for line in ("3", "hopeful", "3", "", ""):
            child.expect("\r\n> $")
            shown += f"{child.before}\r\n> "
            child.send(f"{line}\n")
        child.expect(pexpect.EOF)
    lines = shown.replace("\r\n", "\n").split("\n")
    parts = [(None, "Question 2"), ("Social media adoption", " 2. ")]
    if ladder:
        parts.append(("The ladder", "Stages ruled"))
    return "\n …\n".join("\n".join(_from(lines, *part)).rstrip() for part in parts) + "\n"


def _from(lines: list[str], start: str | None, end: str) -> list[str]:
    """The lines from the one that begins so to the one before the end, whatever their colours."""
    plain = [Text.from_ansi(line).plain for line in lines]
    first = 0 if start is None else next(at for at, line in enumerate(plain) if line.startswith(start))
    last = next(at for at in range(first, len(lines)) if plain[at].startswith(end))
    return lines[first:last]


def terminal(scheme: str) -> str:
    """The interview as a picture in SVG, in light or dark colours."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(interview(colour=True).rstrip()))
    text = console.export_svg(title="", theme=_THEMES[scheme], code_format=_SVG, unique_id="terminal")
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def page() -> str:
    """The questionnaire's page that the pictures show."""
    return render(load_model(), Page(languages=("en", "el")))


def photograph(folder: Path) -> None:
    """Take pictures of the page's first question on a phone."""
    file = folder / "page.html"
    file.write_text(page(), "utf-8")
    with chromium() as browser:
        for scheme in _THEMES:
            context = browser.new_context(
                viewport={"width": 390, "height": 676}, device_scale_factor=2, color_scheme=scheme, locale="en"
            )
            opened = context.new_page()
            opened.goto(file.as_uri())
            opened.get_by_role("button", name="Begin", exact=True).click()
            opened.screenshot(path=PLACE / f"phone-{scheme}.png")
            context.close()
    HASH.write_text(f"{hashlib.sha256(page().encode()).hexdigest()}\n", "utf-8")


def with_interview(text: str) -> str:
    """README with the interview as it is now."""
    recorded = interview(colour=False, ladder=False)
    return re.sub(
        r"(<!-- interview[^\n]*\n```text\n).*?(```)",
        lambda found: f"{found[1]}{recorded} …\n{found[2]}",
        text,
        flags=re.DOTALL,
    )


def main() -> None:
    """Make all pictures anew, and the interview in README."""
    README.write_text(with_interview(README.read_text("utf-8")), "utf-8")
    for scheme in _THEMES:
        (PLACE / f"terminal-{scheme}.svg").write_text(terminal(scheme), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        photograph(Path(folder))


if __name__ == "__main__":
    main()
