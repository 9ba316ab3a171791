"""Help speaks the reader's language: every text has its Greek, and nothing English is left between."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from stagecli.cli import history
from stagecli.cli.main import COMMANDS, build
from stagecli.cli.prescan import words_of
from stagecli.messages.help import TEXTS
from tests.conftest import MODELS, Run

Runner = Callable[..., Run]
LINES = [[], *([name] for name in COMMANDS if name != "model"), *(["history", name] for name in history.COMMANDS)]
"""The commands of owners and consultants; those of `model` are for authors, and in English."""
LATIN = (
    "stagecli assess batch stages questionnaire history guide model list show compare report rename export forget last "
    "CSV TSV JSON Lines YAML Parquet XLSX Excel Windows Spark Tab Ctrl SIGTERM browser mail social media "
    "csv tsv jsonl yaml xlsx gz zst html md form cp1253 utf tab C a b P N OUT TO "
    "continue stop reject blank full brief none text auto stream columnar spark dmy mdy ymd en el json markdown "
    "observe git clone tags prod said "
    "dont_know STAGECLI_MODEL STAGECLI_LANG STAGECLI_DB"
)
"""Names that are the same in Greek: commands, formats, endings, values and products."""


def called(line: list[str]) -> Any:
    """A command as Typer builds it."""
    command: Any = typer.main.get_command(build(words_of(line)))
    for name in line:
        command = command.commands[name]
    return command


def keys() -> Iterator[tuple[str, str]]:
    """Every text that is shown in help, and where."""
    for line in LINES:
        command, where = called(line), " ".join(["stagecli", *line])
        yield where, command.help
        yield from ((where, each.help) for each in getattr(command, "commands", {}).values() if each.name != "model")
        for parameter in command.params:
            if parameter.help is not None and not parameter.name.startswith("signal_"):
                yield f"{where} {parameter.name}", parameter.help


def test_every_text_of_the_help_is_there_in_english_and_in_greek() -> None:
    found = list(keys())
    assert [(where, key) for where, key in found if not all(TEXTS.get(key, ("", "")))] == []
    used = {key for _, key in found} | {f"{key} (short)" for _, key in found}
    used |= {"exit codes", "in English", "Show this message and exit.", "model", "model (short)"}
    assert TEXTS.keys() - used == set()


def test_the_greek_is_written_as_greek_is() -> None:
    for key, (english, greek) in TEXTS.items():
        assert greek[-1] == "." == (english[-1:] or "."), key
        assert "?" not in greek, key


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_nothing_english_is_left_in_the_greek_help(run: Runner, line: list[str]) -> None:
    done = run(*line, "--help", "--lang", "el", COLUMNS="100")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Χρήση: stagecli ")
    text = re.sub(r"^  (-\S+(, --\S+)?( \S+)?)", "", done.out, flags=re.MULTILINE)  # a flag, and what it takes
    text = re.sub(r"<(list\[)?str\]?>", "", text)  # what Typer itself says of arguments, since 0.29
    text = re.sub(r"--?[a-z][a-z-]*|mailto:\S+|\b[A-Z]{3,}\b(\|[A-Z]+)?", "", text)
    assert set(re.findall(r"[A-Za-z][A-Za-z0-9_]*", text)) - {*LATIN.split()} == set()
    assert max(map(len, done.out.splitlines())) <= 100 or "assess" in line  # the options of a question may be longer


@pytest.mark.parametrize("line", [["model"], ["model", "check"], ["model", "list"]], ids=" ".join)
def test_the_help_for_authors_says_in_greek_that_it_is_in_english(run: Runner, line: list[str]) -> None:
    text = "Οι εντολές model είναι για όσους γράφουν κλίμακες και η βοήθειά τους είναι στα αγγλικά."
    assert text in " ".join(run(*line, "--help", STAGECLI_LANG="el").out.split())
    assert "κλίμακες" not in run(*line, "--help").out


def test_the_overview_is_in_greek_also_without_a_flag(run: Runner) -> None:
    assert run(STAGECLI_LANG="el").out == run("--help", STAGECLI_LANG="el").out
    assert "Δείχνει τους οδηγούς χρήσης." in run(LANG="el_GR.UTF-8").out


def test_help_says_how_many_a_list_shows_by_itself() -> None:
    from stagecli.cli.history import list as list_
    from stagecli.cli.history import show

    for key, number in (("history list --all", list_._SHOWN), ("history show --all", show._SHOWN)):
        assert all(f" {number} " in f"{text.replace('.', ' ').replace(';', ' ')} " for text in TEXTS[key])


def test_a_shell_is_offered_flags_with_their_greek(run: Runner) -> None:
    done = run(
        _STAGECLI_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS="stagecli stages --for",
        STAGECLI_LANG="el",
    )
    assert done.out == "--format\tΗ μορφή. Αν λείπει: κατά την κατάληξη του -o, αλλιώς text.\n"


def test_what_runs_reads_no_help(program: Runner) -> None:
    done = program("assess", "--accounts", "none", "--format", "json", PYTHONPROFILEIMPORTTIME="1")
    assert done.code == 0
    assert "stagecli.messages" in done.err
    assert "messages.help" not in done.err


def test_the_flags_of_a_ladder_are_explained_in_its_own_languages(run: Runner, tmp_path: Path) -> None:
    ladder = tmp_path / "ladder.yaml"
    text = (MODELS / "small.yaml").read_text("utf-8").replace("[en, el]", "[en, de]").replace(" el: ", " de: ")
    ladder.write_text(text.replace("Αντίγραφα ασφαλείας", "Sicherungen"), "utf-8")
    asked = ["assess", "--model", str(ladder), "--help", "--lang"]
    shown = [run(*asked, language).out for language in ("de", "de_AT.UTF-8", "German")]
    assert shown[0] == shown[1] == shown[2] != run(*asked, "en").out
    assert "Υπάρχουν αντίγραφα;" in shown[0]
    assert "Usage: stagecli assess" in shown[0]
    named = run("stages", "--model", str(ladder), "--lang", "Deutsch")
    assert (named.code, named.err) == (0, "The language 'Deutsch' was understood as 'de'.\n")
    assert "Sicherungen" in named.out


def test_the_texts_of_a_ladder_stay_harmless_between_greek_ones(run: Runner) -> None:
    done = run("assess", "--model", str(MODELS / "hostile.yaml"), "--help", "--lang", "el")
    assert done.out.startswith("Χρήση: stagecli assess")
    assert "Γράφει το αποτέλεσμα" in done.out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.out)
