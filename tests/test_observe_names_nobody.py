"""Nothing that is written names a path, an address, a person, a branch or a subject; one word stands in all of them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.git_histories import at
from tests.observing import look
from tests.repositories import Builder

Runs = Callable[..., Run]
DELIVERY = ("--model", "software-delivery")
WORD = "zanzibar"
WHO = f"{WORD} Person <{WORD}@{WORD}.example>"
WORKFLOW = f"""
name: {WORD}
on: [push]
env: {{WHO: {WORD}}}
jobs:
  {WORD}: {{name: {WORD}, steps: [{{name: {WORD}, run: pytest {WORD}}}, {{run: twine upload {WORD}/*}}]}}
"""
LAST = 120


@pytest.fixture(autouse=True)
def _on_the_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(at(LAST)))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which every measure has a value and all notes are made but that on imported history."""
    builder = Builder(tmp_path_factory.mktemp(WORD) / WORD)
    main, topic, message = f"{WORD}/main", f"{WORD}/topic", f"Fix {WORD}\n\n{WORD}\n\nReviewed-by: {WHO}\n"
    who = {"author": WHO, "message": message}
    files = {f"{WORD}/{name}.py": "0" for name in "abcde"}
    builder.commit({".github/workflows/ci.yml": WORKFLOW, **files}, at(0), branch=main, **who)
    for day in range(5, 26):
        builder.branch(topic, builder.tips[main])
        changed = {f"{WORD}/a.py": f"{day}", f"test_{WORD}.py": f"{day}"}
        builder.commit(changed, at(day - 1), branch=topic, **who)
        builder.commit({f"{WORD}/b.py": f"{day}"}, at(day - 0.5), branch=topic, **who)
        builder.merge(topic, at(day), branch=main, message=f"Merge branch '{topic}'", author=WHO)
        if day % 4 == 0:
            builder.tag(f"v1.{day // 4}", builder.tips[main], when=at(day), tagger=WHO)
    late = builder.commit({"b.py": "0"}, at(26), written=at(30), branch=main, **who)
    bot = f"{WORD}[bot] <{WORD}@{WORD}.example>"
    builder.commit({"b.py": "1"}, at(27), branch=main, author=bot, message=message)
    builder.tag(f"{WORD}-nightly", late)
    builder.tag("v9.9-rc1", late)
    other = builder.commit({f"{WORD}.py": "0"}, at(20), branch=f"{WORD}/other", parents=[], **who)
    for number, series in enumerate("abcd"):
        builder.tag(f"{series}-{WORD}-7.{number}", late)
    builder.tag(f"{WORD}-2.0", other)
    builder.git("symbolic-ref", "HEAD", f"refs/heads/{main}")
    builder.git("remote", "add", WORD, f"https://{WORD}:{WORD}@{WORD}.example/{WORD}.git")
    builder.git("config", "user.name", WORD)
    (builder.git_folder / "description").write_text(WORD)
    return builder.path


def test_the_word_is_in_all_that_is_read(repository: Path) -> None:
    found, notes = look(repository, 40, tags="v*")
    assert not {measure.reason for measure in found.values()} - {None}
    assert {*notes} == {"bots_left_out", "wrong_clocks"}
    assert {*look(repository, LAST)[1]} == {
        "tags_left_out", "tags_unrelated", "many_series", "bots_left_out", "wrong_clocks", "nothing_since",
    }  # fmt: skip


@pytest.mark.parametrize("until", ["2020-02-10", "2020-04-30"])  # with habits, and without
@pytest.mark.parametrize("output", ["text", "json", "yaml"])
def test_no_output_has_the_word(run: Runs, repository: Path, tmp_path: Path, output: str, until: str) -> None:
    flags = ("--until", until, "--tags", "v*", *DELIVERY)
    for language in ("en", "el"):
        shown = run("observe", str(repository), "--format", output, "--lang", language, *flags)
        assert (shown.code, shown.err) == (0, "")
        assert WORD not in shown.out.lower()
    run("observe", str(repository), "--format", output, "-o", str(tmp_path / "file"), *flags)
    assert WORD not in (tmp_path / "file").read_text("utf-8").lower()
    several = run("observe", str(repository), str(repository), "--format", output, *flags)
    assert WORD not in several.out.lower()
    part = run("observe", str(repository), "--format", output, "--path", WORD, *flags)
    assert WORD not in part.out.lower()


def test_examples_are_tags_short_hashes_and_paths_of_ci_files(run: Runs, repository: Path) -> None:
    shown = run("observe", str(repository), "--until", "2020-02-10", "--tags", "v*", "--format", "json", *DELIVERY)
    examples = [each for measure in json.loads(shown.out)["measures"].values() for each in measure.get("examples", ())]
    assert examples
    for example in examples:
        assert re.fullmatch(r"v[\d.]+(-rc1)?|[0-9a-f]{10}|\.github/workflows/ci\.yml", example)


@pytest.mark.parametrize("output", ["text", "json", "markdown", "html"])
def test_no_result_that_rests_on_it_has_the_word(run: Runs, repository: Path, tmp_path: Path, output: str) -> None:
    moment = {"SOURCE_DATE_EPOCH": str(at(40))}
    file = tmp_path / "measured.yaml"
    run("observe", str(repository), "-o", str(file), "--tags", "v*", **moment)
    for given in (("--observe", str(repository)), ("--answers", str(file))):
        shown = run("assess", *given, *DELIVERY, "--explain", "--format", output, **moment)
        assert shown.code == 0, shown.err
        tagless = re.sub(rf"[a-d]-{WORD}-7\.\d", "", (shown.out + shown.err).lower())  # tags are examples
        assert WORD not in tagless


@pytest.mark.parametrize(
    "flags",
    [("--until", "soon"), ("--until", "2030-01-01"), ("--days", "0"), ("--kind", "svn"), ("--format", "xml"),
     ("--untill", "x"), ("-o", "x.pdf"), ("--model", "none")],
)  # fmt: skip
def test_no_error_that_is_not_about_the_source_has_the_word(
    run: Runs, repository: Path, flags: tuple[str, ...]
) -> None:
    shown = run("observe", str(repository), *flags)
    assert (shown.code, shown.out) == (2, "")
    assert WORD not in shown.err.lower()
    assert shown.err.count("\n") == 1


def test_a_ladder_that_reads_nothing_is_said_without_the_word(run: Runs, repository: Path) -> None:
    shown = run("observe", str(repository), "--model", "social-media", "--tags", "v*")
    assert shown.code == 0
    assert WORD not in (shown.out + shown.err).lower()
