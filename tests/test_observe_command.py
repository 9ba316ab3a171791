"""`stagecli observe`, as it is typed. The repository is measured on its last day, 30 April 2020."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from stagecli.measures import MEASURES
from stagecli.messages import message
from stagecli.observe import KINDS
from tests.conftest import GOLDEN, Run, check_golden
from tests.git_histories import at
from tests.observing import GIT_MEASURES, UNTIL, delivering
from tests.repositories import Builder
from tests.test_render import SCHEMAS

Runs = Callable[..., Run]
DELIVERY = ("--model", "software-delivery")
ANSWERS = {
    "release_way": ("automatic", ["automatic", "started"]),
    "days_between": ("weeks", ["weeks"]),
    "code_kept": ("few_days", ["few_days"]),
    "automated_tests": ("core", ["core", "trusted"]),
    "test_runs": ("every_change", ["every_change"]),
}
"""What the ladder reads, and what cannot be told from it: every push, 16.83 days, 2 days, 96%, every push."""


@pytest.fixture(autouse=True)
def _on_the_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(at(UNTIL)))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return delivering(tmp_path_factory.mktemp("command") / "repository").path


@pytest.fixture
def observed(run: Runs, repository: Path) -> Callable[..., Run]:
    def observed(*flags: str) -> Run:
        return run("observe", str(repository), *DELIVERY, *flags)

    return observed


@pytest.mark.parametrize("language", ["en", "el"])
def test_what_was_measured_is_shown_whole(observed: Callable[..., Run], language: str) -> None:
    shown = observed("--lang", language)
    assert (shown.code, shown.err) == (0, "")
    check_golden(GOLDEN / f"observed-{language}.txt", shown.out)


def test_json_and_yaml_are_one_document(observed: Callable[..., Run]) -> None:
    as_json, as_yaml = observed("--format", "json"), observed("--format", "yaml")
    assert (as_json.code, as_json.err, as_yaml.code, as_yaml.err) == (0, "", 0, "")
    document = json.loads(as_json.out)
    assert yaml.safe_load(as_yaml.out) == document
    assert list(document) == ["contract", "sources", "measures", "answers"]
    assert document["sources"] == [{"kind": "git", "from": "2019-05-02", "until": "2020-04-30"}]
    assert list(document["measures"]) == GIT_MEASURES
    assert document["measures"]["git.days_between_releases"] == {
        "value": 16.83, "unit": "days", "counted": 6, "examples": ["v1.6", "v1.5", "v1.4"], "since": "2020-01-21",
    }  # fmt: skip
    assert {name: (each["option"], each["agreeing"]) for name, each in document["answers"].items()} == ANSWERS


@pytest.mark.parametrize("ending", ["json", "yaml", "yml"])
def test_the_file_is_read_back_as_answers(run: Runs, observed: Callable[..., Run], tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"measured.{ending}"
    assert observed("-o", str(file)) == (0, "", "")
    assert file.read_text("utf-8") == observed("--format", "json" if ending == "json" else "yaml").out
    result = run("assess", "--answers", str(file), *DELIVERY, "--format", "json")
    assert (result.code, result.err) == (0, "")
    answers = {each["signal"]: each for each in json.loads(result.out)["answers"] if each["measured"] is not None}
    assert {signal: each["measured"]["option"] for signal, each in answers.items()} == {
        signal: option for signal, (option, _) in ANSWERS.items()
    }
    # a measure alone never rules out a stage, which a release by itself would
    assert {signal: each["option"] for signal, each in answers.items()} == {
        signal: None if signal == "release_way" else option for signal, (option, _) in ANSWERS.items()
    }
    assert answers["release_way"]["measured"]["standing"] == "not_counted"


def test_what_is_written_goes_by_the_files_ending_or_the_format(observed: Callable[..., Run], tmp_path: Path) -> None:
    assert observed("-o", str(tmp_path / "measured.txt")).code == 0
    assert (tmp_path / "measured.txt").read_text("utf-8") == observed().out
    assert observed("-o", str(tmp_path / "measured.txt"), "--format", "json").code == 0
    assert json.loads((tmp_path / "measured.txt").read_text("utf-8"))["measures"]
    assert observed("-o", str(tmp_path / "measured.html")) == (
        2, "", "There is no format for '.html'. Name one with --format: text, json, yaml.\n",
    )  # fmt: skip
    assert not (tmp_path / "measured.html").exists()


def test_a_name_is_kept_in_the_file(run: Runs, observed: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "measured.yaml"
    assert observed("--name", "Ομάδα Α", "-o", str(file)).code == 0
    assert list(yaml.safe_load(file.read_text("utf-8")))[:3] == ["contract", "subject", "sources"]
    result = run("assess", "--answers", str(file), *DELIVERY, "--format", "json")
    assert json.loads(result.out)["subject"] == "Ομάδα Α"


@pytest.mark.parametrize("language", ["en", "el"])
def test_all_measures_are_listed_without_a_source(run: Runs, language: str) -> None:
    shown = run("observe", "--list", "--lang", language)
    assert (shown.code, shown.err) == (0, "")
    text = " ".join(shown.out.split())
    for name, measure in MEASURES.items():
        assert f"{name}: {message(f'measure.{name}', language)}" in text
        assert message(f"formula.{name}", language) in text
        assert ", ".join(measure.words) in text
    assert text.count(message("says_words", language, words="")) == 2
    assert max(map(len, shown.out.splitlines())) <= 80


def test_the_period_is_counted_from_its_last_day(observed: Callable[..., Run]) -> None:
    def document(*flags: str) -> Any:
        return json.loads(observed(*flags, "--format", "json").out)

    found = document("--until", "2020-03-31", "--days", "30")
    assert found["sources"] == [{"kind": "git", "from": "2020-03-02", "until": "2020-03-31"}]
    # days 61 to 90: changes on 65, 70 … 90 are six, so there is no habit, and the last was on the last day
    assert found["measures"]["git.changes_per_week"] == {"reason": "too_few_changes"}
    assert found["measures"]["git.days_since_change"]["value"] == 0
    # days 41 to 90 have ten
    assert document("--until", "2020-03-31", "--days", "50")["measures"]["git.changes_per_week"]["value"] == 1.4
    assert document("--until", "0001-01-01")["sources"][0]["from"] == "0001-01-01"
    reasons = {each.get("reason") for each in document("--until", "2019-12-31")["measures"].values()}
    assert reasons == {"no_commits"}


def test_tags_and_a_directory_are_chosen(observed: Callable[..., Run]) -> None:
    found = json.loads(observed("--tags", "v1.[1-3]", "--path", ".github", "--format", "json").out)["measures"]
    # days 20 to 120 are 101, three of them with a release
    assert found["git.days_between_releases"]["value"] == 33.67
    assert found["git.days_since_change"]["value"] == UNTIL  # its one file came with the first change
    unmatched = json.loads(observed("--tags", "w*", "--format", "json").out)["measures"]
    assert unmatched["git.days_between_releases"] == {"reason": "no_tags_chosen"}
    assert unmatched["git.changes_per_week"]["value"] == 1.45


def test_several_clones_are_shown_each_by_itself_and_give_no_answers(
    run: Runs, repository: Path, tmp_path: Path
) -> None:
    with Builder(tmp_path / "it's empty") as builder:
        sources = [str(repository), str(builder.path)]
    flags = ("--until", "2020-04-30", "--tags", "v*", *DELIVERY)
    shown = run("observe", *sources, *flags)
    assert shown.code == 0
    heading = "Measured in a git clone, 2 May 2019 to 30 April 2020"
    found = [line for line in shown.out.splitlines() if line.startswith(heading)]
    assert found == [f"{heading} (1 of 2)", f"{heading} (2 of 2)"]
    assert "How do changes reach your users?" not in shown.out
    assert shown.err.splitlines() == [
        "Clones are measured each by itself, so no answers follow from several. Type one of these:",
        f"stagecli observe {repository} --until 2020-04-30 --tags 'v*' --model software-delivery",
        f"stagecli observe '{tmp_path}/it'\"'\"'s empty' --until 2020-04-30 --tags 'v*' --model software-delivery",
    ]
    file = tmp_path / "both.json"
    assert run("observe", *sources, *flags, "-o", str(file)) == (0, "", shown.err)
    document = json.loads(file.read_text("utf-8"))
    assert (document["measures"], document["answers"]) == ({}, {})
    values = [source["measures"]["git.changes_per_week"] for source in document["sources"]]
    assert (values[0]["value"], values[1]) == (1.45, {"reason": "no_commits"})
    refused = run("assess", "--answers", str(file), *DELIVERY)
    assert (refused.code, refused.out) == (2, "")
    assert "or of a person's account. Run `stagecli observe` for each source by itself." in refused.err


def test_a_ladder_that_reads_no_measure_names_one_that_does(run: Runs, repository: Path) -> None:
    shown = run("observe", str(repository), "--model", "social-media")
    assert shown.code == 0
    assert shown.err == "The ladder 'social-media' reads none of these measures; --model software-delivery does.\n"
    assert "16.83 days" in shown.out
    greek = run("observe", str(repository), "--model", "social-media", "--lang", "el")
    assert greek.err.startswith("Η κλίμακα «social-media» δεν χρησιμοποιεί καμία από αυτές τις μετρήσεις· με --model ")


MISTAKES = {
    "no source": (
        [],
        "Name what to measure: an account's export, or the folder of a git clone. "
        "`stagecli guide observe` says more.",
    ),
    "an address": (
        ["https://example.org/a.git"],
        "'https://example.org/a.git' is an address, and nothing is fetched. "
        "Clone it first: git clone https://example.org/a.git",
    ),
    "an address with a password": (
        ["https://me:secret@example.org/a.git"],
        "'https://example.org/a.git' is an address, and nothing is fetched. "
        "Clone it first: git clone https://example.org/a.git",
    ),
    "an address for ssh": (
        ["git@example.org:a/b.git"],
        "'git@example.org:a/b.git' is an address, and nothing is fetched. "
        "Clone it first: git clone git@example.org:a/b.git",
    ),
    "an address in capitals": (
        ["HTTPS://EXAMPLE.ORG/A"],
        "'HTTPS://EXAMPLE.ORG/A' is an address, and nothing is fetched. "
        "Clone it first: git clone HTTPS://EXAMPLE.ORG/A",
    ),
    "no folder": (["missing"], "There is no file or folder 'missing'."),
    "an empty word": ([""], "There is no file or folder ''."),
    "no repository": (
        ["plain", "--kind", "git"], "There is no git repository in 'plain'. Give its top folder.",
    ),
    "neither a clone nor an export": (["plain"], f"plain: {message('export_unknown', 'en')}"),
    "a folder that is called like an address": (["you@plain:x"], f"you@plain:x: {message('export_unknown', 'en')}"),
    "an empty file": (["plain/file"], f"plain/file: {message('export_no_files', 'en')}"),
    "a file of measures": (["measured.yaml"], f"measured.yaml: {message('export_is_measures', 'en')}"),
    "a table without dates": (["table.csv"], f"table.csv: {message('posts_table_headings', 'en')}"),
    "a folder of archives": (["archives"], f"archives: {message('export_archive_inside', 'en')}"),
    "a folder of a repository": (["repository/src"], f"repository/src: {message('export_unknown', 'en')}"),
    "no day": (
        ["repository", "--until", "soon"],
        "--until: 'soon' is not a date. Write a date such as 2026-01-31, or with a time 2026-01-31 14:30.",
    ),
    "a day that does not exist": (
        ["repository", "--until", "2020-02-30"],
        "--until: the date '2020-02-30' does not exist. Correct the day, the month or the year.",
    ),
    "a day to come": (
        ["repository", "--until", "2020-05-01"],
        "--until: the date 2020-05-01 lies in the future; today is 2020-04-30. "
        "Correct the date, or this computer's clock.",
    ),
    "no days": (["repository", "--days", "0"], "--days: '0' is not a whole number from 1 to 36,500."),
    "half days": (["repository", "--days", "0.5"], "--days: '0.5' is not a whole number from 1 to 36,500."),
    "another kind": (
        ["repository", "--kind", "perforce"],
        f"--kind: 'perforce' is not one of its values. One of: {', '.join(KINDS)}.",
    ),
    "an unknown flag": (
        ["repository", "--untill", "2020-04-30"],
        "There is no option '--untill'. Did you mean '--until'? See 'stagecli observe --help'.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line(run: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").mkdir()
    (tmp_path / "you@plain:x").mkdir()
    (tmp_path / "plain" / "file").touch()
    (tmp_path / "measured.yaml").write_text("contract: stagecli/observed/1\n")
    (tmp_path / "table.csv").write_text("day,kind\n")
    (tmp_path / "archives").mkdir()
    (tmp_path / "archives" / "instagram.zip").touch()
    with Builder(tmp_path / "repository") as builder:
        builder.commit({"src/a.py": "0"}, at(0))
        builder.git("reset", "-q", "--hard")
    arguments, expected = MISTAKES[mistake]
    assert run("observe", *arguments) == (2, "", f"{expected}\n")
    greek = run("observe", *arguments, "--lang", "el")
    assert (greek.code, greek.out, greek.err.count("\n")) == (2, "", 1)
    assert re.search("[α-ω]", greek.err)


def test_names_of_tags_and_files_cannot_command_a_terminal(run: Runs, tmp_path: Path) -> None:
    files = {
        ".github/workflows/ci.yml": None,
        ".github/workflows/\x1b[31m\u202e\n.yml": "on: [push]\njobs: {test: {steps: [{run: tox}]}}",
    }
    with delivering(tmp_path / "repository") as builder:
        builder.commit(files, at(UNTIL))
        builder.tag("v1.7-\u202e\x9b31m\u2028")
        shown = run("observe", str(builder.path), *DELIVERY)
        document = json.loads(run("observe", str(builder.path), *DELIVERY, "--format", "json").out)
    assert r"v1.7-\u202e\x9b31m , v1.6, v1.5" in shown.out
    assert r".github/workflows/\x1b[31m\u202e .yml" in shown.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", shown.out)
    assert document["measures"]["git.days_between_releases"]["examples"][0] == "v1.7-\u202e\x9b31m\u2028"


def test_the_list_of_measures_is_one_document_in_every_format(run: Runs) -> None:
    written = json.loads(run("observe", "--list", "--format", "json").out)
    assert written == yaml.safe_load(run("observe", "--list", "--format", "yaml").out)
    assert list(written["measures"]) == list(MEASURES)
    assert written["measures"]["git.changes_with_tests"] == {
        "unit": "share", "words": [], "title": "Changes with tests",
        "formula": message("formula.git.changes_with_tests", "en"), "minimum": "15 changes that touch code.",
    }  # fmt: skip


def test_what_is_written_fits_the_published_schema(observed: Callable[..., Run]) -> None:
    schema = json.loads((SCHEMAS / "observed.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(json.loads(observed("--format", "json").out))


def test_an_earlier_result_that_is_measured_now_is_assessed_now(run: Runs, repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "earlier.json"
    assert run("assess", *DELIVERY, "--days-between", "3", "--date", "2019-01-31", "-o", str(file)).code == 0
    again = json.loads(run("assess", *DELIVERY, "--answers", str(file), "--format", "json").out)
    measured = json.loads(
        run("assess", *DELIVERY, "--answers", str(file), "--observe", str(repository), "--format", "json").out
    )
    assert (again["time"], measured["time"][:10]) == ("2019-01-31", "2020-04-30")


def test_a_directory_that_is_not_there_is_an_error(observed: Callable[..., Run]) -> None:
    done = observed("--path", "no/such/folder", "--format", "json")
    assert (done.code, done.out, done.err) == (
        2, "", "--path: there is no directory 'no/such/folder' in the newest commit. Name it from the top of the "
        "repository.\n",
    )  # fmt: skip
