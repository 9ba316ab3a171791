"""Reports from the command line: several outputs at once, the browser, and portfolios of every kind of result."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.cli.main import main
from tests.conftest import MODELS, Run, check_golden
from tests.test_render import GOLDEN

ASSESS = ["assess", "--accounts", "none", "--attitude", "mixed"]
SMALL = str(MODELS / "small.yaml")
ROWS = (
    "client,copies,often,tested\nBakery,some,weekly,tested\n<b>x</b>,missing,,\nGarage,some,rarely,\n"
    "Lost,where,,\n=1+1,dont_know,weekly,\n"
)


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


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser is shown."""
    addresses: list[str] = []

    def open_(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", open_)
    return addresses


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


def portfolio(folder: Path, ending: str, *arguments: str, rows: str = ROWS, output: str = "out.csv") -> str:
    source, report = folder / "rows.csv", folder / f"portfolio.{ending}"
    source.write_text(rows, "utf-8")
    code = main([
        "batch", str(source), "-o", str(folder / output), "--report", str(report), "--model", SMALL,
        "--summary", "none", *arguments,
    ])  # fmt: skip
    assert code == (5 if "where" in rows else 0)
    return report.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_portfolio(ending: str, language: str, tmp_path: Path) -> None:
    text = portfolio(tmp_path, ending, "--lang", language)
    text = re.sub(r"<style>.*?</style>|<script>.*?</script>|'sha256-[^']*'", "", text, flags=re.DOTALL)
    check_golden(GOLDEN / f"portfolio-{language}.{ending}", text.replace(str(tmp_path), "FOLDER"))


@pytest.mark.parametrize("output", ["out.csv", "out.tsv", "out.jsonl", "out.parquet", "out.xlsx"])
@pytest.mark.parametrize("engine", ["stream", "columnar"])
def test_the_portfolio_is_the_same_from_every_result(engine: str, output: str, tmp_path: Path) -> None:
    if engine == "columnar" and output in ("out.jsonl", "out.xlsx"):
        pytest.skip("not written by this engine")
    rows = ROWS.replace("Lost,where,,\n", "")[: ROWS.index("=1+1") - len("Lost,where,,\n")]
    (tmp_path / "one").mkdir()
    wanted = portfolio(tmp_path / "one", "md", rows=rows)
    assert portfolio(tmp_path, "md", "--engine", engine, rows=rows, output=output) == wanted


def test_a_semicolon_table_with_decimal_commas_is_read_again(tmp_path: Path) -> None:
    rows = "client;copies;tested\nBakery;some;tested\n"
    text = portfolio(tmp_path, "md", rows=rows)
    assert ";0," in (tmp_path / "out.csv").read_text("utf-8")
    assert re.search(r"\| Bakery \| \d .* \| \w[\w ]* \| \d\d % \|", text)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--report", "p.html"], "--report is made from the result: name a file for it with -o."),
        (["--report", "p.pdf", "-o", "o.csv"], "--report: 'p.pdf' does not end in one of: .html, .htm, .md."),
        (["--report", "o.md", "-o", "o.md", "--format", "csv"],
         "-o and --report are the same file, 'o.md'. Name another one."),
        (["--open", "-o", "o.csv"], "--open shows a report: name one with --report, such as --report portfolio.html."),
        (["--report", "p.html", "-o", "/dev/null"], "--report is made from the result: name a file for it with -o."),
    ],
)  # fmt: skip
def test_reports_that_cannot_be_are_told(
    arguments: list[str], message: str, run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    done = run("batch", "rows.csv", "--model", SMALL, *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert [file.name for file in tmp_path.iterdir()] == ["rows.csv"]


def test_a_report_is_never_written_over_the_input(run: Callable[..., Run], tmp_path: Path) -> None:
    rows = tmp_path / "rows.md"
    rows.write_text(ROWS, "utf-8")
    done = run("batch", str(rows), "--model", SMALL, "-o", str(tmp_path / "o.csv"), "--report", str(rows))
    assert (done.code, done.err) == (2, f"--report is '{rows}', which is read. Name another file.\n")
    assert rows.read_text("utf-8") == ROWS


def test_the_report_of_a_batch_is_shown(run: Callable[..., Run], tmp_path: Path, shown: list[str]) -> None:
    (tmp_path / "rows.csv").write_text("who,copies\nA,some\n", "utf-8")
    page = tmp_path / "p.html"
    done = run(
        "batch", str(tmp_path / "rows.csv"), "--model", SMALL, "-o", str(tmp_path / "o.csv"), "--report", str(page),
        "--open", "--summary", "none",
    )  # fmt: skip
    assert (done.code, done.err) == (0, f"Shown in the browser: {page}\n")
    assert shown == [page.as_uri()]
