"""Command lines that cannot be parsed: what is said, whole, in English and in Greek."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from stagecli.cli.usage import usage_error
from tests.conftest import MODELS, Run
from tests.test_help import LINES, called

FORMATS = "text, json, markdown, html"
COMMANDS = "assess, batch, questionnaire, observe, stages, history, model, guide"
SMALL = str(MODELS / "small.yaml")

MISTAKES = {
    "an unknown flag": (
        ["assess", "--postng", "never"],
        "There is no option '--postng'. Did you mean '--posting'? See 'stagecli assess --help'.",
        "Δεν υπάρχει επιλογή «--postng». Μήπως εννοούσατε «--posting»; Δείτε «stagecli assess --help».",
    ),
    "an unknown flag with a value": (
        ["assess", "--postng=never"],
        "There is no option '--postng'. Did you mean '--posting'? See 'stagecli assess --help'.",
        "Δεν υπάρχει επιλογή «--postng». Μήπως εννοούσατε «--posting»; Δείτε «stagecli assess --help».",
    ),
    "an unknown flag like no other": (
        ["history", "list", "-x"],
        "There is no option '-x'. See 'stagecli history list --help'.",
        "Δεν υπάρχει επιλογή «-x». Δείτε «stagecli history list --help».",
    ),
    "a flag before the command": (
        ["--model", "x", "assess"],
        "There is no option '--model'. Options come after the command: stagecli assess --model. "
        "See 'stagecli --help'.",
        "Δεν υπάρχει επιλογή «--model». Οι επιλογές μπαίνουν μετά την εντολή: stagecli assess --model. "
        "Δείτε «stagecli --help».",
    ),
    "an unknown command": (
        ["asess", "--name", "A"],
        "There is no command 'asess'. Did you mean 'assess'? See 'stagecli --help'.",
        "Δεν υπάρχει εντολή «asess». Μήπως εννοούσατε «assess»; Δείτε «stagecli --help».",
    ),
    "an unknown command like no other": (
        ["zzz"],
        f"There is no command 'zzz'. One of: {COMMANDS}. See 'stagecli --help'.",
        f"Δεν υπάρχει εντολή «zzz». Μπορείτε να δώσετε: {COMMANDS}. Δείτε «stagecli --help».",
    ),
    "an unknown command of a group": (
        ["history", "shwo", "A"],
        "There is no command 'shwo'. Did you mean 'show'? See 'stagecli history --help'.",
        "Δεν υπάρχει εντολή «shwo». Μήπως εννοούσατε «show»; Δείτε «stagecli history --help».",
    ),
    "a wrong value": (
        ["assess", "--accounts=none", "--format=jsn"],
        f"--format: 'jsn' is not one of its values. Did you mean 'json'? One of: {FORMATS}. "
        "See 'stagecli assess --help'.",
        f"--format: το «jsn» δεν είναι μία από τις τιμές. Μήπως εννοούσατε «json»; Μπορείτε να δώσετε: {FORMATS}. "
        "Δείτε «stagecli assess --help».",
    ),
    "a wrong value like no other": (
        ["history", "compare", "A", "--format", "pdf"],
        "--format: 'pdf' is not one of its values. One of: text, json. See 'stagecli history compare --help'.",
        "--format: το «pdf» δεν είναι μία από τις τιμές. Μπορείτε να δώσετε: text, json. "
        "Δείτε «stagecli history compare --help».",
    ),
    "a missing argument": (
        ["history", "compare", "--format", "json"],
        "WHO is missing. See 'stagecli history compare --help'.",
        "Λείπει το WHO. Δείτε «stagecli history compare --help».",
    ),
    "a missing flag": (
        ["model", "fit", SMALL],
        "--cases is missing. See 'stagecli model fit --help'.",
        "Λείπει το --cases. Δείτε «stagecli model fit --help».",
    ),
    "too many arguments": (
        ["assess", "--accounts", "none", "some", "m\nore"],
        "Too many arguments: some m ore. See 'stagecli assess --help'.",
        "Αυτό περισσεύει: some m ore. Δείτε «stagecli assess --help».",
    ),
    "too many arguments of a command of a group": (
        ["history", "show", "show", "history"],
        "Too many arguments: history. See 'stagecli history show --help'.",
        "Αυτό περισσεύει: history. Δείτε «stagecli history show --help».",
    ),
    "a flag without its value": (
        ["assess", "--posting"],
        "--posting needs a value. See 'stagecli assess --help'.",
        "Μετά το --posting χρειάζεται μια τιμή. Δείτε «stagecli assess --help».",
    ),
    "a flag with a value that takes none": (
        ["assess", "--explain=yes"],
        "--explain takes no value. See 'stagecli assess --help'.",
        "Το --explain δεν παίρνει τιμή. Δείτε «stagecli assess --help».",
    ),
    "a number that is none": (
        ["assess", "--accounts", "none", "--min-confidence", "70%"],
        "--min-confidence: '70%' is not a number from 0 to 1, such as 0.7.",
        "--min-confidence: το «70%» δεν είναι αριθμός από 0 έως 1, όπως 0,7.",
    ),
    "a stage that is none": (
        ["assess", "--model", SMALL, "--copies", "none", "--fail-under", "7"],
        "--fail-under: there is no stage '7'. One of: none_yet, copying, safe. Or a number from 1 to 3.",
        "--fail-under: δεν υπάρχει στάδιο «7». Μπορείτε να δώσετε: none_yet, copying, safe. "
        "Ή δώστε έναν αριθμό από 1 έως 3.",
    ),
    "an answer that is none": (
        ["assess", "--months-active", "700,5"],
        "--months-active: 700,5 is not between 0 and 600. A number from 0 to 600, or one of: under_3, from_3_to_6, "
        "from_6_to_18, from_18, dont_know.",
        "--months-active: το 700,5 δεν είναι από 0 έως 600. "
        "Μπορείτε να δώσετε έναν αριθμό από 0 έως 600 ή: under_3, from_3_to_6, "
        "from_6_to_18, from_18, dont_know.",
    ),
    "no answers": (
        ["assess", "--model", SMALL, "--no-input"],
        "There are no answers. In a terminal they are asked for; elsewhere give them with --answers FILE (--template "
        "makes one) or with flags: --copies, --often, --age, --tested. See 'stagecli assess --help'.",
        "Δεν δόθηκε καμία απάντηση. Σε τερματικό οι ερωτήσεις γίνονται μία μία· αλλιώς δώστε απαντήσεις με --answers "
        "ΑΡΧΕΙΟ (έτοιμο για συμπλήρωση με --template) ή με: --copies, --often, --age, --tested. "
        "Δείτε «stagecli assess --help».",
    ),
    "a history that is not there": (
        ["history", "list", "--db", "nowhere.db"],
        "There is no history 'nowhere.db' yet. 'stagecli assess --name WHO --save' begins one, or 'batch --save'.",
        "Δεν υπάρχει ακόμη ιστορικό «nowhere.db». Αρχίζει με «stagecli assess --name ΟΝΟΜΑ --save» ή «batch --save».",
    ),
    "an answers file that is not there": (
        ["assess", "--answers", "nowhere.yaml"],
        "The answers file 'nowhere.yaml' cannot be read: No such file or directory.",
        "Το αρχείο απαντήσεων «nowhere.yaml» δεν διαβάζεται: δεν υπάρχει τέτοιο αρχείο ή φάκελος.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_the_readers_language(run: Callable[..., Run], name: str) -> None:
    arguments, english, greek = MISTAKES[name]
    for language, message in [("en", english), ("el", greek), ("fr", english)]:
        done = run(*arguments, STAGECLI_LANG=language)
        assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


def test_the_flag_for_the_language_counts_also_where_the_rest_is_wrong(run: Callable[..., Run]) -> None:
    assert run("assess", "--postng", "--lang", "el").err.startswith("Δεν υπάρχει επιλογή «--postng».")
    assert run("assess", "--lang", "xx").err == "There is no language 'xx' for --lang. One of: en, el.\n"


def test_an_answers_file_is_read_with_its_mistakes_in_greek(run: Callable[..., Run]) -> None:
    done = run("assess", "--answers", "-", "--lang", "el", stdin=b"accounts: many\nposting: 'x\n")
    assert done.err == (
        "-:2:10: αυτά τα εισαγωγικά δεν κλείνουν. Κλείστε το κείμενο με τα ίδια εισαγωγικά με τα οποία αρχίζει.\n"
        "     2 | posting: 'x\n"
        "       |          ^\n"
    )


def test_a_history_that_cannot_be_read_is_told_in_greek(run: Callable[..., Run], tmp_path: Path) -> None:
    db = tmp_path / "h.db"
    db.write_text("no database\n" * 100, "utf-8")
    done = run("assess", "--accounts", "none", "--name", "A", "--db", str(db), "--lang", "el")
    assert done.code == 0
    assert done.err == (
        f"Οι προηγούμενες αξιολογήσεις δεν λήφθηκαν υπόψη. Το ιστορικό «{db}» έχει υποστεί βλάβη ή δεν είναι "
        "ιστορικό: το αρχείο δεν είναι ιστορικό. Δεν πειράχτηκε. Επαναφέρετε ένα αντίγραφο ή δώστε άλλο αρχείο με "
        "--db.\n"
    )


def test_the_locale_decides_where_nothing_else_does(program: Callable[..., Run]) -> None:
    done = program("asess", LC_ALL="el_GR.UTF-8", PYTHONUTF8="1")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Δεν υπάρχει εντολή «asess». Μήπως εννοούσατε «assess»; Δείτε «stagecli --help».\n"


def test_what_typer_says_in_its_own_words_is_still_told() -> None:
    found = usage_error(typer.TyperException("It broke."), [], "stagecli stages")
    assert str(found) == "It broke. See 'stagecli stages --help'."


def test_what_a_parameter_is_refused_for_is_told_where_it_is_no_matter_of_choices() -> None:
    class Refused(typer.TyperException):
        """As Typer raises it where a value cannot be converted."""

        def __init__(self, param: object) -> None:
            super().__init__("'x' is no number.")
            self.param = param
            self.ctx = SimpleNamespace(
                command_path="stagecli stages",
                command=SimpleNamespace(
                    make_parser=lambda _: SimpleNamespace(parse_args=lambda _: ({"n": "x"}, [], []))
                ),
            )

    param = SimpleNamespace(opts=["--n", "-n"], param_type_name="option", name="n", type=SimpleNamespace())
    found = usage_error(Refused(param), ["stages", "-n", "x"], "stagecli stages")
    assert str(found) == "--n / -n: 'x' is no number. See 'stagecli stages --help'."


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_slip_in_any_flag_is_told_in_greek_by_every_command(run: Callable[..., Run], line: list[str]) -> None:
    see = re.escape(f"Δείτε «{' '.join(['stagecli', *line])} --help».\n")
    for parameter in called(line).params:
        flag = parameter.opts[-1]
        if not flag.startswith("--") or "completion" in flag:
            continue  # the two for completion act as soon as they are read
        typo = run(*line, f"{flag}q", LANG="el_GR.UTF-8")
        assert re.fullmatch(rf"Δεν υπάρχει επιλογή «{flag}q»\.( Μήπως εννοούσατε «--[a-z-]+»;)? {see}", typo.err)
        if parameter.is_flag:
            assert re.fullmatch(rf"Το {flag} δεν παίρνει τιμή\. {see}", run(*line, f"{flag}=x", STAGECLI_LANG="el").err)
        else:
            assert re.fullmatch(rf"Μετά το {flag} χρειάζεται μια τιμή\. {see}", run(*line, flag, LC_ALL="el").err)


def test_the_environments_language_is_told_of_a_language_that_is_none(run: Callable[..., Run]) -> None:
    message = "Δεν υπάρχει γλώσσα «xx» για το --lang. Μπορείτε να δώσετε: en, el.\n"
    assert run("stages", "--lang", "xx", LANG="el_GR.UTF-8") == (2, "", message)
