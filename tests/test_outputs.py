"""Outputs of `assess`: several at once, and the page that a browser is shown."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MODELS, Run

ASSESS = ["assess", "--accounts", "none", "--attitude", "mixed"]
SMALL = str(MODELS / "small.yaml")


def test_several_outputs_are_written_in_one_run(run: Callable[..., Run], tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.html", "a.json", "a.md", "a.txt")]
    done = run(*ASSESS, *(word for file in files for word in ("-o", str(file))))
    assert (done.code, done.out, done.err) == (0, "", "")
    for file, format_ in zip(files, ("html", "json", "markdown", "text"), strict=True):
        assert file.read_text("utf-8") == run(*ASSESS, "--format", format_).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "a.json", "-o", "a.html", "--format", "json"],
         "--format is for one output. Of several, the endings tell the formats, as in -o result.json."),
        (["-o", "a.json", "-o", "./a.json"], "-o names one file twice. Name each output once."),
        (["-o", "a.json", "--open"], "--open shows a page: name one with -o, such as -o result.html."),
        (["--format", "json", "--open"], "--open shows a page: name one with -o, such as -o result.html."),
        (["--template", "-o", "a.yaml", "-o", "b.yaml"], "--template is written to one file."),
        (["-o", "a.pdf"], "There is no format for '.pdf'. Name one with --format: text, json, markdown, html."),
    ],
)  # fmt: skip
def test_outputs_that_cannot_be_are_told(
    arguments: list[str], message: str, run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*ASSESS, *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert list(tmp_path.iterdir()) == []


def test_open_shows_the_page_that_was_written(run: Callable[..., Run], tmp_path: Path, shown: list[str]) -> None:
    page = tmp_path / "my page.html"
    done = run(*ASSESS, "-o", str(tmp_path / "a.json"), "-o", str(page), "--open")
    assert (done.code, done.err) == (0, f"Shown in the browser: {page}\n")
    assert shown == [page.as_uri()]


def test_the_users_own_browser_is_opened(program: Callable[..., Run], tmp_path: Path) -> None:
    noted, script, page = tmp_path / "noted", tmp_path / "browser", tmp_path / "a.html"
    script.write_text(f'#!{sys.executable}\nimport sys\nopen("{noted}", "w").write(sys.argv[1])\n', "utf-8")
    script.chmod(0o755)
    assert program(*ASSESS, "-o", str(page), "--open", BROWSER=str(script)).code == 0
    assert noted.read_text("utf-8") == page.as_uri()


def test_open_alone_writes_a_page_of_its_own(
    run: Callable[..., Run], tmp_path: Path, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run(*ASSESS, "--open")
    assert (done.code, done.out) == (0, "")
    (page,) = tmp_path.glob("stagecli-*/result.html")
    assert done.err == f"Shown in the browser: {page}\n"
    assert shown == [page.as_uri()]
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert page.parent.stat().st_mode & 0o077 == 0


def test_a_machine_without_a_browser_says_where_the_page_is(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    page = tmp_path / "a.html"
    done = run(*ASSESS, "-o", str(page), "--open")
    assert (done.code, done.err) == (0, f"No browser could be opened. The page is {page}\n")
