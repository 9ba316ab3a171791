"""A language is understood as people and systems write it, and whoever is guessed about learns of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.cli.languages import language_meant
from tests.conftest import Run

Runner = Callable[..., Run]
GUESSED = "Για γλώσσα δώσατε «{}»· θεωρήθηκε ότι εννοείτε «el».\n"


@pytest.mark.parametrize(
    "written", ["el", "EL", " el", "el_GR", "EL_gr", "el-GR", "el_GR.UTF-8", "el_GR@euro", "el.utf8"]
)
def test_a_code_is_known_with_a_country_and_an_encoding(written: str) -> None:
    assert language_meant(written, ("en", "el")) == ("el", False)


@pytest.mark.parametrize("written", ["gr", "GR", "gr_GR.UTF-8", "Greek", "ελληνικά", "ΕΛΛΗΝΙΚΑ", "Ελληνικα", "ell"])
def test_a_name_of_greek_is_a_guess(written: str) -> None:
    assert language_meant(written, ("en", "el")) == ("el", True)


def test_english_is_understood_as_well() -> None:
    assert [language_meant(written, ("el", "en")) for written in ("en-GB", "en_US.UTF-8", "English", "αγγλικά")] == [
        ("en", False),
        ("en", False),
        ("en", True),
        ("en", True),
    ]


@pytest.mark.parametrize("written", ["", "C", "C.UTF-8", "POSIX", "xx", "e", "greekish", "../el", "de", "German"])
def test_what_names_no_language_that_is_there_means_none(written: str) -> None:
    assert language_meant(written, ("en", "el")) is None


def test_the_languages_of_a_ladder_are_matched_in_the_same_way() -> None:
    languages = ("de", "pt-BR", "en", "el")
    meant = [language_meant(written, languages) for written in ("DE", "de_AT.UTF-8", "Deutsch", "pt_br", "pt")]
    assert meant == [("de", False), ("de", False), ("de", True), ("pt-BR", False), None]


def test_only_a_guess_is_told(run: Runner) -> None:
    greek = run("stages", "1", "--lang", "el")
    assert greek.err == ""
    assert run("stages", "1", "--lang", "el_GR.UTF-8") == greek
    assert run("stages", "1", "--lang", "gr") == greek._replace(err=GUESSED.format("gr"))
    assert run("stages", "1", STAGECLI_LANG="Ελληνικά") == greek._replace(err=GUESSED.format("Ελληνικά"))
    told = "The language 'English' was understood as 'en'.\n"
    assert run("stages", "1", "--lang", "English") == run("stages", "1")._replace(err=told)


@pytest.mark.parametrize("name", ["STAGECLI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"])
@pytest.mark.parametrize("value", ["EL", "el_GR.UTF-8"])
def test_the_environment_is_read_in_the_same_way(run: Runner, name: str, value: str) -> None:
    assert run("stages", "1", **{name: value}) == run("stages", "1", "--lang", "el")
    assert run("stages", "1", **{name: "xx_YY"}) == run("stages", "1")


def test_the_language_may_stand_anywhere_on_the_line(run: Runner, tmp_path: Path) -> None:
    assert run("--lang", "el", "stages", "1") == run("stages", "--lang=el", "1") == run("stages", "1", "--lang", "EL")
    missing = run("history", "--lang", "el", "list", "--db", str(tmp_path / "h.db"))
    assert missing.err.startswith("Δεν υπάρχει ακόμη ιστορικό")
    assert run("--lang", "el", "history", "lst").err.endswith("Δείτε «stagecli history --help».\n")
    page = tmp_path / "page.html"
    assert run("--lang", "el", "questionnaire", "-o", str(page)).code == 0
    assert '<html lang="el"' in page.read_text("utf-8")


@pytest.mark.parametrize(
    "line", [["stages", "--lang", "xx"], ["--lang", "xx", "stages"], ["--lang", "xx"], ["history", "--lang", "xx"]]
)
def test_an_unknown_language_is_refused_with_those_there_are(run: Runner, line: list[str]) -> None:
    assert run(*line) == (2, "", "There is no language 'xx' for --lang. One of: en, el.\n")


def test_a_page_can_be_asked_for_by_a_languages_name(run: Runner, tmp_path: Path) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    assert run("questionnaire", "-o", str(one), "--lang", "el").err == ""
    assert run("questionnaire", "-o", str(other), "--lang", "greek").err == GUESSED.format("greek")
    assert one.read_bytes() == other.read_bytes()
