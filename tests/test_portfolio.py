"""Portfolios: the report of a batch, from every kind of result."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.batch.portfolio import Portfolio
from stagecli.batch.summary import StepCount
from stagecli.cli.main import main
from stagecli.render.portfolio.texts import PortfolioTexts
from tests.conftest import GOLDEN, MODELS, Run, check_golden
from tests.ladders import BUNDLED

SMALL = str(MODELS / "small.yaml")
ROWS = (
    "client,copies,often,tested\nBakery,some,weekly,tested\n<b>x</b>,missing,,\nGarage,some,rarely,\n"
    "Lost,where,,\n=1+1,dont_know,weekly,\n"
)


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
    text = re.sub(r"<style>.*?</style>|<script[^>]*>.*?</script>|'sha256-[^']*'", "", text, flags=re.DOTALL)
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
    assert re.search(r"\| Bakery \| \d .* \| \w[\w ]* \| \d\d% \|", text)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--report", "p.html"], "--report is made from the result: name a file for it with -o."),
        (["--report", "p.pdf", "-o", "o.csv"], "--report: 'p.pdf' does not end in one of: .html, .htm, .md, .json."),
        (["--report", "o.md", "-o", "o.md", "--format", "csv"],
         "-o and --report are the same file, 'o.md'. Name another one."),
        (["--open", "-o", "o.csv"],
         "--open shows a report, or pages: name them with --report FILE.html, or --pages FOLDER."),
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


@pytest.mark.parametrize("language", ["en", "el"])
def test_five_thousand_subjects_stay_under_three_megabytes(language: str, tmp_path: Path) -> None:
    file = write_portfolio(tmp_path, language, rows=4_993)
    assert file.read_text("utf-8").count("<details>") == 5_000
    assert file.stat().st_size < 3_000_000


@pytest.mark.parametrize("ending", ["html", "md"])
def test_more_subjects_are_summed_up(ending: str, tmp_path: Path) -> None:
    rows = tmp_path / "many.csv"
    rows.write_text("who,copies,tested\n" + "A,some,\nB,missing,\n" * 2_501, "utf-8")
    report = tmp_path / f"portfolio.{ending}"
    arguments = ["batch", str(rows), "-o", str(tmp_path / "out.csv"), "--report", str(report), "--summary", "none"]
    assert main([*arguments, "--model", str(MODELS / "small.yaml")]) == 0
    text = report.read_text("utf-8")
    assert "More than 5,000: only those who stand out are listed here." in text
    assert "<details>" not in text
    assert text.count("2,501") >= 2
    assert len(text) < 30_000


NASTY = [
    "<script>window.hurt = 1</script>",
    '" onload="window.hurt = 1" x="',
    "<img src=x onerror='window.hurt = 1'>",
    "javascript:window.hurt=1",
    "</style><script>window.hurt = 1</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe \u2066x\u2069 \x1b[31m \x00",
    "Ω" * 10_000,
    "a" * 10_000,
]


def write_portfolio(folder: Path, language: str, rows: int = 200) -> Path:
    """A portfolio of subjects with all kinds of verdicts, some of them nasty, and some rows that cannot be read."""
    signals = [signal.id for signal in BUNDLED.signals]
    lines = [",".join(["client", *signals])]
    for number in range(rows):
        stage = number % len(BUNDLED.stages)
        answered = BUNDLED.signals[: 1 + number % len(signals)]
        chosen = {s.id: max(s.options, key=lambda option: option.of_100[stage]).id for s in answered}
        lines.append(",".join([f"Πελάτης {number}", *(chosen.get(signal, "") for signal in signals)]))
    for name in NASTY[:7]:
        quoted = name.replace('"', '""').replace("\x00", "")
        lines.append(f'"{quoted}",angry' + "," * (len(signals) - 1))
    lines.append("Lost,nowhere" + "," * (len(signals) - 1))
    (folder / "clients.csv").write_text("\n".join(lines) + "\n", "utf-8")
    file = folder / f"portfolio-{language}.html"
    code = main([
        "batch", str(folder / "clients.csv"), "-o", str(folder / "stages.csv"), "--report", str(file),
        "--lang", language, "--summary", "none",
    ])  # fmt: skip
    assert code == 5
    return file


def test_next_steps_of_one_wording_are_one_to_the_reader() -> None:
    steps = [StepCount(id="a", do="Rest.", count=2), StepCount(id="b", do="Post.", count=3),
             StepCount(id="c", do="Rest.", count=2)]  # fmt: skip
    found = Portfolio(
        language="en", assessed=7, dates=None, stages=(), status={}, next_steps=tuple(steps), subjects=(), closest=(),
        unclear=(),
    )  # fmt: skip
    assert PortfolioTexts(found, BUNDLED, "").next_steps() == [("4", "Rest."), ("3", "Post.")]
