"""The benchmarks measure what they say: the data of `batch` have what their variant is named for, the others run."""

import csv
import re
from pathlib import Path

import pytest

from stagecli.model import Model
from stagecli.observe.exports.archive import opened
from tests.benchmarks import exports, history, observe, pages
from tests.benchmarks.batch import BASE, PARTS
from tests.benchmarks.data import records, write
from tests.benchmarks.peers import PEERS

ROWS = 5_000


@pytest.fixture
def drawn(tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    tables = {}
    for variant in {part.variant for part in PARTS.values()}:
        path = tmp_path / f"{variant}.csv"
        write(ROWS, path, variant)
        with path.open(encoding="utf-8", newline="") as file:
            tables[variant] = list(csv.DictReader(file))
    return tables


def test_variants_have_the_same_subjects_and_one_thing_more(
    drawn: dict[str, list[dict[str, str]]], bundled: Model
) -> None:
    assert {len(rows) for rows in drawn.values()} == {ROWS}
    numbers = {variant: {row["months_active"] for row in rows} - {""} for variant, rows in drawn.items()}
    assert len(numbers["plain"]) == 4
    assert len(numbers["numeric"]) > 1_000
    assert {"7", "7.25"} <= numbers["numeric"]
    assert all("," in row["note"] and '"' in row["note"] for row in drawn["quoted"])
    assert sum("\n" in row["note"] for row in drawn["quoted"]) == 0
    assert 0 < sum("\n" in row["note"] for row in drawn["lines"]) < ROWS / 200
    gated = [signal.id for signal in bundled.signals if signal.only_if]
    assert all(row[signal] for row in drawn["gates"] for signal in gated)
    for variant in ("quoted", "lines"):
        assert [{key: cell for key, cell in row.items() if key != "note"} for row in drawn[variant]] == drawn["plain"]


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_each_format_holds_every_row(tmp_path: Path, ending: str) -> None:
    write(70, tmp_path / f"in{ending}")
    assert records(tmp_path / f"in{ending}") == 70


def test_each_peer_of_a_part_can_be_run() -> None:
    assert {peer for part in PARTS.values() for peer in part.aims} == {*PEERS, BASE}


def test_the_benchmarks_of_pages_and_of_a_report_run(capsys: pytest.CaptureFixture[str]) -> None:
    pages.main(1, 3)
    history.report(5)
    assert re.fullmatch(
        r"batch of 3: \d+\.\d\d s; with a page for each: \d+\.\d\d s \(1 runs, median\)\n"
        r"history report of 10 assessments: \d+\.\d s, \d+\.\d\d times what decoding them takes \(\d+\.\d s\); "
        r"at most \d+ MB\n",
        capsys.readouterr().out,
    )


def test_half_of_the_commits_that_are_read_came_in_by_merges(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    observe.make(tmp_path / "made", 2_000)
    repository, paths = observe.read(tmp_path / "made")
    assert 2_000 <= len(repository.commits) <= 2_001
    assert 900 < 2 * sum(len(commit.parents) > 1 for commit in repository.commits.values()) < 1_100
    assert (len(repository.tags), paths > 0) == (4, True)
    observe.main(1, 300)
    assert re.search(r"stagecli \d\.\d\d s, git \d\.\d\d s, ratio \d+\.\d\d", capsys.readouterr().out)


def test_the_export_of_a_benchmark_has_as_many_files_and_bytes_as_it_says(tmp_path: Path) -> None:
    file = tmp_path / "instagram.zip"
    exports.make(file, 50, 3)
    assert 3 * 2**20 < file.stat().st_size < 3.1 * 2**20
    with opened(file, lambda path: path.endswith("json")) as export:
        assert len(export.paths) == 50
        texts = [export.read(path) for path in export.paths if path.endswith("json")]
    assert 190_000 < sum(map(len, texts)) < 210_000
    assert exports.run(exports.BESIDE, file)[1] == ""
