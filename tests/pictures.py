"""README's pictures, from real runs: `python -m tests.pictures` makes them all anew.

The terminal is drawn as SVG from a recorded interview. The page on a phone is a photograph by Chromium; as its pixels
differ from one machine to the next, the file carries the hash of the page that it shows.
"""

import hashlib
import io
import os
import re
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

from tests.browser import chromium
from tests.conftest import STAGECLI

FOLDER = Path(__file__).parent.parent / ".github"
THEMES = {"light": DEFAULT_TERMINAL_THEME, "dark": SVG_EXPORT_THEME}
WIDTH = 80
ANSWERS = ("3", "hopeful", "3", "", "")  # the last two: as it is; the result need not be kept
CLOCK = "1767225600"
PHONE = {"viewport": {"width": 390, "height": 790}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The same language, clock and history, which is none, on every machine."""
    left_out = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "LC_", "STAGECLI_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    homes = {"XDG_STATE_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    return {
        **kept,
        **homes,
        "PATH": f"{STAGECLI.parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": CLOCK,
        **more,
    }


def recorded(folder: Path) -> Text:
    """A whole interview, with its colours, as a terminal shows it."""
    child = pexpect.spawn(
        str(STAGECLI), ["assess"], env=environment(folder, TERM="xterm-256color"), encoding="utf-8", timeout=30,
        dimensions=(40, WIDTH),
    )  # fmt: skip
    child.delaybeforesend = None
    shown = "$ stagecli assess\n"
    for answer in ANSWERS:
        child.expect("\r\n> $")
        shown += f"{child.before}\r\n> "
        child.send(f"{answer}\n")
    child.expect(pexpect.EOF)
    return Text.from_ansi(f"{shown}{child.before}".replace("\r\n", "\n"))


def shortened(shown: Text, *cuts: tuple[str, str]) -> Text:
    """What is left when the lines from each first one up to the other are replaced by an ellipsis."""
    for first, after in cuts:
        start = shown.plain.index(f"\n{first}") + 1
        shown = shown[:start] + Text(" …\n") + shown[shown.plain.index(f"\n{after}", start) + 1 :]
    return shown


def terminal(shown: Text, scheme: str) -> str:
    """The picture of the recording, which loads nothing: not the font, either, that Rich would have it load."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="standard", force_terminal=True)
    excerpt = shortened(shown, ("Question 2", "Social media adoption"), ("Why we think so", "The ladder"))
    console.print(excerpt[: excerpt.plain.index("\n\n", excerpt.plain.index("\nThe ladder"))])
    svg = console.export_svg(title="stagecli assess", theme=THEMES[scheme], unique_id="terminal")
    svg = re.sub(r"\s*@font-face {.*?}", "", svg, flags=re.DOTALL)
    return svg.replace("rgba(255,255,255,0.35)", "rgba(127,127,127,0.5)")  # a frame that shows on white, too


def page(folder: Path) -> Path:
    """The page that an owner is sent."""
    file = folder / "page.html"
    subprocess.run([STAGECLI, "questionnaire", "-o", file], env=environment(folder), check=True)
    return file


def source(file: Path) -> str:
    """What a picture says that it was made from."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def photograph(file: Path, scheme: str) -> bytes:
    """The page's first question on a phone, as PNG that carries the page's hash."""
    with chromium() as browser:
        shown = browser.new_context(**PHONE, color_scheme=scheme, locale="en").new_page()
        shown.goto(file.as_uri())
        shown.locator(".primary").click()
        shown.locator("input[type=radio]").nth(2).check()
        png: bytes = shown.screenshot()
    note = b"tEXtSource\0" + source(file).encode()
    header = 33  # bytes: the signature, and the first chunk
    return png[:header] + struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note)) + png[header:]


def main() -> None:
    """Write all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shown, file = recorded(folder), page(folder)
        for scheme in THEMES:
            (FOLDER / f"terminal-{scheme}.svg").write_text(terminal(shown, scheme), "utf-8")
            (FOLDER / f"phone-{scheme}.png").write_bytes(photograph(file, scheme))


if __name__ == "__main__":
    main()
