"""The interview takes what people type: words for yes and no, letters of two keyboards, and labels that are keys."""

from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from stagecli.answers import DONT_KNOW
from stagecli.cli.prompt import command
from tests.conftest import STAGECLI, Run
from tests.test_interview_terminal import Terminal, finish, say, terminal

__all__ = ["terminal"]  # the fixture

Runner = Callable[..., Run]

LIKERT = """\
schema: 1
id: likert
version: "1"
title: Review practice
stages:
  - {id: low, name: Low, summary: Seldom., ahead: More.}
  - {id: mid, name: Mid, summary: Sometimes., ahead: More.}
  - {id: high, name: High, summary: Often., ahead: Nothing more.}
signals:
  - id: reviews
    question: Are changes reviewed?
    options:
      - {id: l0, label: "0", of_100: [80, 20, 5]}
      - {id: l1, label: "1", of_100: [15, 60, 15]}
      - {id: l2, label: "2", of_100: [5, 20, 80]}
  - id: size
    question: How large is the team?
    options:
      - {id: s, label: "S", of_100: [80, 20, 5]}
      - {id: m, label: "M", of_100: [15, 60, 15]}
      - {id: q, label: "Stop", of_100: [5, 20, 80]}
"""
FLAT = """\
schema: 1
id: flat
version: "1"
title: Flat
stages:
  - {id: low, name: Low, summary: Seldom., ahead: More.}
  - {id: high, name: High, summary: Often., ahead: Nothing more.}
signals:
  - id: one
    question: One?
    options:
      - {id: open, label: "Yes", of_100: [50, 50]}
      - {id: shut, label: "No", of_100: [50, 50]}
"""


def ask(child: "pexpect.spawn[str]", line: str) -> str:
    """Type a line at the next prompt; what was shown before it, without its line breaks."""
    child.expect("\r\n> $")
    child.sendline(line)
    return " ".join(str(child.before).split())


@pytest.fixture
def likert(tmp_path: Path) -> str:
    path = tmp_path / "likert.yaml"
    path.write_text(LIKERT, "utf-8")
    return str(path)


@pytest.mark.parametrize(("line", "option"), [
    ("no", "none"), ("Nope", "none"), ("n", "none"), ("όχι", "none"), ("oxi", "none"), ("ΟΧΙ", "none"),
])  # fmt: skip
def test_the_only_option_that_says_no_is_meant_by_any_no(terminal: Terminal, line: str, option: str) -> None:
    child = terminal.start()
    say(child, line)
    child.expect_exact("Question 2")
    assert terminal.kept() == {"accounts": option}


@pytest.mark.parametrize("line", ["ναι", "ΝΑΙ", "nai", "yes"])
def test_of_two_options_that_say_yes_neither_is_taken(terminal: Terminal, line: str) -> None:
    child = terminal.start("--lang", "el", columns=120)
    say(child, line)
    child.expect_exact(f"Το «{line}» ταιριάζει με τις απαντήσεις 3, 4· γράψτε τον αριθμό αυτής που εννοείτε.")


@pytest.mark.parametrize("line", ["δε ξέρω", "Δεν θυμάμαι", "den xero", "den thimamai", "dunno", "no idea", "s", "σ"])
def test_all_that_means_dont_know_is_understood(terminal: Terminal, line: str) -> None:
    child = terminal.start()
    say(child, line)
    child.expect_exact("Question 2")
    assert terminal.kept() == {"accounts": DONT_KNOW}


@pytest.mark.parametrize(("line", "key"), [
    ("?", "help"), (";", "help"), ("Βοήθεια", "help"), ("HELP", "help"),
    ("b", "back"), ("β", "back"), ("Β", "back"), ("πίσω", "back"), ("Back", "back"),
    ("q", "quit"), ("ε", "quit"), ("e", "quit"), ("Έξοδος", "quit"), ("αποθήκευση", "quit"), ("save", "quit"),
    ("Αποθήκευση και έξοδος", "quit"), ("ς", "dont_know"), ("S", "dont_know"), ("savings", None), ("πίσω μου", None),
])  # fmt: skip
def test_keys_are_letters_of_either_keyboard_or_words(line: str, key: str | None) -> None:
    assert command(line) == key


def test_a_label_typed_as_it_is_shown_is_that_answer(terminal: Terminal, likert: str) -> None:
    child = terminal.start("--model", likert, "--all", columns=120)
    unknown = "“9” is not an answer here. Type one of the 3 answers as it stands above, or ? for help."
    keys = "Here letters are answers; instead of keys, type words: ? = help, back, don't know, save"
    team = f"How large is the team? 1 S 2 M 3 Stop {keys}"
    shown = ask(child, "9")
    assert shown.endswith("Are changes reviewed? - 0 - 1 - 2 Type the answer itself, as it stands here.")
    assert ask(child, "1").endswith(unknown)
    assert ask(child, "back").endswith(f"Question 2, the last one {team}")
    assert ask(child, "").endswith("Your answer so far: 1. Enter keeps it.")
    assert ask(child, "s").endswith(team)
    assert "How large is the team? S " in ask(child, "2")
    assert ask(child, "STOP").endswith("Your answer so far: S. Enter keeps it.")
    assert "How large is the team? Stop " in ask(child, "")
    assert terminal.kept() == {"reviews": "l1", "size": "q"}


def test_where_a_label_is_a_key_no_letter_of_either_keyboard_is_one(terminal: Terminal, likert: str) -> None:
    child = terminal.start("--model", likert, "--all", "--lang", "el", columns=120)
    keys = "Εδώ τα γράμματα είναι απαντήσεις· αντί για πλήκτρα γράψτε λέξεις: ? = βοήθεια, πίσω, δεν ξέρω, αποθήκευση"
    ask(child, "1")
    assert ask(child, "σ").endswith(keys)
    assert ask(child, "β").endswith(
        "Το «σ» δεν είναι απάντηση εδώ. Γράψτε έναν αριθμό από το 1 έως το 3 ή ? για βοήθεια."
    )
    assert ask(child, "ΠΙΣΩ").endswith(
        "Το «β» δεν είναι απάντηση εδώ. Γράψτε έναν αριθμό από το 1 έως το 3 ή ? για βοήθεια."
    )
    assert ask(child, "").startswith("ΠΙΣΩ Ερώτηση 1, το πολύ άλλη μία")


def test_a_label_that_is_a_number_with_a_full_stop_is_no_position(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "dotted.yaml"
    path.write_text(LIKERT.replace('label: "0"', 'label: "0."').replace('label: "1"', 'label: "1."'), "utf-8")
    child = terminal.start("--model", str(path), "--all", columns=120)
    assert ask(child, "1.").endswith("Are changes reviewed? - 0. - 1. - 2 Type the answer itself, as it stands here.")
    child.expect_exact("Question 2")
    assert terminal.kept() == {"reviews": "l1"}


def test_a_ladder_whose_labels_are_keys_or_other_numbers_is_remarked_on(run: Runner, likert: str) -> None:
    said = run("model", "check", likert).out
    assert said.count("is also the number of another option, so that the interview shows no numbers here. Say in") == 2
    assert said.count("'S' is also a key of the interview, which therefore takes only words here. Say in words") == 1


def test_a_ladder_of_which_no_question_tells_anything_says_so(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "flat.yaml"
    path.write_text(FLAT, "utf-8")
    code, shown = finish(terminal.start("--model", str(path)))
    assert (code, shown) == (2, (
        "No question of this ladder is worth asking: no answer would make one stage much likelier than another. With "
        "--all every question is asked.\n"
    ))  # fmt: skip


@pytest.mark.parametrize(("language", "keys"), [
    ("en", "Enter = result, a number = change that answer, b = back to the last question, q = save and quit"),
    ("el", "Enter = αποτέλεσμα, αριθμός = αλλαγή εκείνης της απάντησης, β = πίσω στην τελευταία ερώτηση, "
           "ε = αποθήκευση και έξοδος"),
])  # fmt: skip
def test_the_review_names_its_keys(terminal: Terminal, language: str, keys: str) -> None:
    child = terminal.start("--lang", language, columns=130)
    for _ in range(3):
        ask(child, "1")
    assert ask(child, "q").endswith(keys)


def test_no_result_is_promised_where_there_can_be_none(terminal: Terminal) -> None:
    child = terminal.start("--accounts", "dont_know", columns=160)
    shown = ""
    while "Your answers" not in shown:
        shown = ask(child, "s")
    assert shown.endswith(
        "There is no result yet: it takes one answer other than “don't know”. A number = change that answer, b = back "
        "to the last question, q = save and quit"
    )


@pytest.mark.parametrize(("language", "unknown", "keys"), [
    ("en", "“what” is not in the list, which goes from 1 to 3.",
     "Enter = result, a number = change that answer, b = back to the last question, q = save and quit"),
    ("el", "Το «what» δεν είναι στη λίστα, που πάει από το 1 έως το 3.",
     "Enter = αποτέλεσμα, αριθμός = αλλαγή εκείνης της απάντησης, β = πίσω στην τελευταία ερώτηση, "
     "ε = αποθήκευση και έξοδος"),
])  # fmt: skip
def test_the_review_says_its_keys_again_to_whoever_asks(
    terminal: Terminal, language: str, unknown: str, keys: str
) -> None:
    child = terminal.start("--lang", language, columns=130)
    for line in ("1", "1", "1", "what"):
        ask(child, line)
    assert ask(child, "?") == f"what {unknown} {keys}"
    assert ask(child, "q") == f"? {keys}"


def test_dont_know_of_last_time_is_offered_as_that(terminal: Terminal) -> None:
    database = str(terminal.folder / "history.db")
    given = ["--accounts", "none", "--attitude", "dont_know", "--name", "Bakery", "--db", database]
    finish(terminal.start(*given, "--save", "--no-input"))
    child = terminal.start("--name", "Bakery", "--db", database, "--accounts", "none", columns=120)
    shown = ""
    while "Last time" not in shown:
        shown = ask(child, "s")
    assert shown.endswith("Last time: don't know. Enter keeps it.")


def at_the_offer(terminal: Terminal, *arguments: str, columns: int = 150) -> "pexpect.spawn[str]":
    child = terminal.start(*arguments, columns=columns, XDG_DATA_HOME=str(terminal.folder / "data"))
    for line in ("1", "1", "1", ""):
        ask(child, line)
    return child


def test_a_result_can_be_kept_after_it_was_seen(terminal: Terminal, run: Runner) -> None:
    database = terminal.folder / "history.db"
    child = at_the_offer(terminal, "--db", str(database))
    assert ask(child, "Rosa's bakery").endswith(
        "Keep this result, to see next time what has changed? Type a name for it, or press Enter for no. A kept result "
        "also becomes a page: stagecli history show NAME -o page.html"
    )
    code, shown = finish(child)
    command = f"""stagecli history show 'Rosa'"'"'s bakery' --db {database} -o page.html"""
    assert code == 0
    assert shown == f"Rosa's bakery\nSaved in the history: Rosa's bakery.\nTo make a page of it, type:\n{command}\n"
    assert "Rosa's bakery" in run("history", "list", "--db", str(database)).out
    assert (
        run("history", "show", "Rosa's bakery", "--db", str(database), "-o", str(terminal.folder / "page.html")).code
        == 0
    )


@pytest.mark.parametrize(("reply", "kept"), [("y", True), ("Ναι", True), ("n", False), ("", False)])
def test_who_has_a_name_is_only_asked_whether(terminal: Terminal, reply: str, kept: bool) -> None:
    child = at_the_offer(terminal, "--name", "Ταβέρνα", "--lang", "el", columns=110)
    assert ask(child, reply).endswith(
        "Να κρατήσουμε το αποτέλεσμα (Ταβέρνα), για να δείτε την επόμενη φορά τι άλλαξε; ν = ναι, Enter = όχι. Όσα "
        "κρατάτε γίνονται και σελίδα: stagecli history show ΟΝΟΜΑ -o page.html"
    )
    code, shown = finish(child)
    assert code == 0
    assert ("Αποθηκεύτηκε στο ιστορικό: Ταβέρνα." in shown) is kept
    assert (terminal.folder / "data" / "stagecli" / "history.db").exists() is kept


@pytest.mark.parametrize(("language", "yes", "name"), [
    ("en", "y", "Type the name to keep it under, or press Enter for no."),
    ("el", "ναι", "Γράψτε με ποιο όνομα να το κρατήσουμε ή πατήστε Enter για όχι."),
])  # fmt: skip
def test_yes_without_a_name_is_asked_for_one(terminal: Terminal, language: str, yes: str, name: str) -> None:
    child = at_the_offer(terminal, "--lang", language)
    ask(child, yes)
    assert ask(child, "Rosa") == f"{yes} {name}"
    code, shown = finish(child)
    assert (code, shown.endswith("\nstagecli history show Rosa -o page.html\n")) == (0, True)


@pytest.mark.parametrize("no", ["n", "Όχι", "no", "q", "ε", ""])
def test_a_no_or_a_key_is_no_name(terminal: Terminal, no: str) -> None:
    child = at_the_offer(terminal)
    ask(child, no)
    assert finish(child) == (0, f"{no}\n")
    assert not (terminal.folder / "data").exists()


@pytest.mark.parametrize("ending", ["\x03", "\x04"])
def test_leaving_where_a_near_name_is_asked_about_is_a_no_too(terminal: Terminal, ending: str) -> None:
    database = ["--db", str(terminal.folder / "history.db")]
    finish(terminal.start("--name", "Café", "--accounts", "none", "--save", "--no-input", *database))
    child = at_the_offer(terminal, *database)
    ask(child, "cafe")
    child.expect("\r\n> $")
    child.send(ending)
    code, shown = finish(child)
    assert (code, "Saved" in shown, "ended" in shown) == (0, False, False)


@pytest.mark.parametrize(("language", "flag", "code", "why"), [
    ("en", "--fail-under=3", 3, "Stage 1 is below stage 3, which --fail-under asks for."),
    ("el", "--fail-under=3", 3, "Το στάδιο 1 είναι κάτω από το στάδιο 3, που ζητά το --fail-under."),
    ("en", "--min-confidence=0.999", 4, "Confidence 0.971099 is below 0.999, which --min-confidence asks for."),
    ("el", "--min-confidence=0.999", 4,
     "Η βεβαιότητα 0,971099 είναι κάτω από το 0,999, που ζητά το --min-confidence."),
])  # fmt: skip
def test_the_exit_code_is_explained_after_the_offer(
    terminal: Terminal, language: str, flag: str, code: int, why: str
) -> None:
    child = at_the_offer(terminal, flag, "--lang", language)
    child.expect("\r\n> $")
    child.send("\x03")
    found, shown = finish(child)
    assert (found, shown.splitlines()[-1]) == (code, why)


@pytest.mark.parametrize("ending", ["\x03", "\x04"])
def test_leaving_at_the_offer_is_a_no(terminal: Terminal, ending: str) -> None:
    child = at_the_offer(terminal)
    child.expect("\r\n> $")
    child.send(ending)
    code, _ = finish(child)
    assert code == 0
    assert not terminal.state.exists()
    assert not (terminal.folder / "data").exists()


def test_with_a_file_the_verdict_is_still_said(terminal: Terminal) -> None:
    page, data = terminal.folder / "page.html", terminal.folder / "result.json"
    given = ["--accounts=none", "--attitude=resentful", "--expectation=nothing", "--telling-others=waste"]
    written = ["-o", str(page), "-o", str(data)]
    assert finish(terminal.start(*given, *written)) == (0, f"Stage 1, clear (99%). Wrote {page}, {data}.\n")
    assert (
        finish(terminal.start(*given, *written, "--lang=el"))[1]
        == f"Στάδιο 1, ξεκάθαρα (99%). Γράφτηκε: {page}, {data}.\n"
    )


def test_a_program_that_the_shell_does_not_find_is_named_by_its_path(terminal: Terminal) -> None:
    child = terminal.start(PATH="/usr/bin:/bin")
    ask(child, "1")
    ask(child, "q")
    assert finish(child)[1].splitlines()[-1] == f"{STAGECLI} assess --resume"


@pytest.mark.parametrize(("given", "replies", "kept"), [
    ([], ["a\x07b", "Rosa"], "Rosa"), ([], ["no."], None), ([], ["-foo"], "-foo"),
    (["--name", "Maria"], ["ok", "Maria", "yes."], "Maria"), (["--name", "Maria"], ["maybe", "No!"], None),
])  # fmt: skip
def test_at_the_offer_only_a_clear_yes_or_a_name_that_can_be_typed_again_is_taken(
    terminal: Terminal, given: list[str], replies: list[str], kept: str | None
) -> None:
    child = at_the_offer(terminal, *given)
    for reply in replies:
        ask(child, reply)
    code, shown = finish(child)
    assert code == 0
    assert ("Saved in the history" in shown) is (kept is not None)
    words = {"-foo": "-o page.html -- -foo", None: ""}.get(kept, f"{kept} -o page.html")
    assert words in shown.splitlines()[-1]


def test_a_result_that_cannot_be_kept_loses_no_answer(terminal: Terminal) -> None:
    database = terminal.folder / "history.db"
    database.write_text("no history", "utf-8")
    child = at_the_offer(terminal, "--db", str(database))
    ask(child, "Rosa")
    code, shown = finish(child)
    assert code == 1
    assert "\nYour answers are saved. To go on, type:\nstagecli assess --resume\n" in shown
    assert set(terminal.kept()) == {"accounts", "attitude", "expectation"}
