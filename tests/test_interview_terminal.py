"""The interview, driven through a pseudo-terminal as a person would."""

import json
import os
import shlex
import signal
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from stagecli.answers import DONT_KNOW
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question
from stagecli.history import History
from stagecli.model import Model
from tests.conftest import MODELS, STAGECLI
from tests.ladders import BUNDLED


class Terminal:
    """A person at a terminal of a given width, with a state folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "stagecli" / "interview.json"
        self.children: list[pexpect.spawn[str]] = []

    def start(self, *arguments: str, columns: int = 80, **environment: str) -> "pexpect.spawn[str]":
        env = {**os.environ, "XDG_STATE_HOME": str(self.folder), "TERM": "dumb", **environment}
        del env["COLUMNS"]
        child = pexpect.spawn(
            str(STAGECLI),
            ["assess", *arguments],
            env=env,
            encoding="utf-8",
            codec_errors="replace",
            timeout=30,
            dimensions=(50, columns),
        )
        child.delaybeforesend = None
        self.children.append(child)
        return child

    def kept(self) -> dict[str, str]:
        """Signal to option of the answers kept in the state folder."""
        kept = json.loads(self.state.read_text("utf-8"))
        return {signal: answer["option"] for signal, answer in kept["answers"].items()}


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    for child in terminal.children:
        child.close(force=True)


def say(child: "pexpect.spawn[str]", *lines: str) -> None:
    """Answer prompts, each when it has come."""
    for line in lines:
        child.expect_exact("\r\n> ")
        child.sendline(line)


def finish(child: "pexpect.spawn[str]", keep: str = "") -> tuple[int, str]:
    """Read to the end, with a reply to the offer to keep the result; the exit code and what was shown."""
    before = ""
    if child.expect(["\r\n> ", pexpect.EOF]) == 0:
        before = f"{child.before}\r\n> "
        child.sendline(keep)
        child.expect(pexpect.EOF)
    child.close()
    shown = f"{before}{child.before}"
    return (child.exitstatus if child.exitstatus is not None else -1), shown.replace("\r\n", "\n")


def test_a_few_numbers_lead_to_a_verdict_and_nothing_unfinished_is_left(terminal: Terminal) -> None:
    child = terminal.start()
    child.expect_exact("Question 1, at most 10 more")
    say(child, "1", "1", "1")
    child.expect_exact("Your answers")
    say(child, "")
    code, shown = finish(child)
    assert code == 0
    assert "Stage 1, clear" in shown
    assert not terminal.state.exists()


def test_every_answer_is_kept_as_it_is_given(terminal: Terminal) -> None:
    child = terminal.start("--name", "Bakery")
    say(child, "3")
    child.expect_exact("Question 2")
    assert terminal.kept() == {"accounts": "idle"}
    say(child, "hopeful")
    child.expect_exact("Question 3")
    assert list(terminal.kept()) == ["accounts", "attitude"]
    child.kill(signal.SIGKILL)


@pytest.mark.parametrize("ending", ["kill", "hang up", "terminate", "ctrl-c", "end of input", "quit"])
def test_however_it_ends_resume_goes_on(terminal: Terminal, ending: str) -> None:
    child = terminal.start("--name", "Bakery")
    say(child, "3", "hopeful")
    child.expect_exact("Question 3")
    child.expect_exact("> ")
    signals = {"kill": signal.SIGKILL, "hang up": signal.SIGHUP, "terminate": signal.SIGTERM}
    expected = {"ctrl-c": 130, "end of input": 2, "quit": 0}
    if ending in signals:
        child.kill(signals[ending])
        finish(child)
    else:
        child.send({"ctrl-c": "\x03", "end of input": "\x04", "quit": "q\n"}[ending])
        code, shown = finish(child)
        assert code == expected[ending]
        assert "stagecli assess --resume" in shown
        assert "Traceback" not in shown
    again = terminal.start("--resume", LANG="el_GR.UTF-8")  # in the language that it was begun in
    again.expect_exact("(answers: 2)")
    again.expect_exact("Question 3")
    again.expect_exact("> ")
    again.sendline("windfall")
    again.expect_exact("> ")
    again.sendline("q")
    finish(again)
    assert json.loads(terminal.state.read_text("utf-8"))["subject"] == "Bakery"
    assert len(terminal.kept()) == 3


def test_the_next_interview_says_that_an_unfinished_one_is_there(terminal: Terminal) -> None:
    child = terminal.start()
    say(child, "3", "q")
    finish(child)
    child = terminal.start()
    child.expect_exact("There is an unfinished interview")
    child.expect_exact("Question 1")
    say(child, "q")
    finish(child)
    assert terminal.kept() == {"accounts": "idle"}


def test_resuming_without_a_terminal_gives_the_verdict_from_what_is_there(terminal: Terminal) -> None:
    child = terminal.start()
    say(child, "1", "q")
    finish(child)
    child = terminal.start("--resume", "--no-input", "--format", "json")
    code, shown = finish(child)
    assert code == 0
    assert '"option": "none"' in shown
    assert terminal.state.exists()


def test_there_may_be_nothing_to_resume_or_another_ladder(terminal: Terminal) -> None:
    code, shown = finish(terminal.start("--resume"))
    assert (code, shown.count("\n")) == (2, 1)
    assert "There is no unfinished interview to resume." in shown
    child = terminal.start()
    say(child, "1", "q")
    finish(child)
    code, shown = finish(terminal.start("--resume", "--model", str(MODELS / "small.yaml"), columns=200))
    assert code == 2
    assert "The unfinished interview is of the ladder 'social-media', not of 'small'." in shown


def test_answers_that_no_longer_fit_the_ladder_are_asked_again(terminal: Terminal, tmp_path: Path) -> None:
    model = tmp_path / "small.yaml"
    text = (MODELS / "small.yaml").read_text("utf-8")
    model.write_text(text, "utf-8")
    child = terminal.start("--model", str(model))
    say(child, "2", "q")
    finish(child)
    model.write_text(text.replace("id: some", "id: several").replace("[some]", "[several]").replace(
        "copies: some", "copies: several"), "utf-8")  # fmt: skip
    child = terminal.start("--model", str(model), "--resume")
    child.expect("again:\\s+copies\\.")
    child.expect_exact("Question 1")


def test_the_command_that_it_prints_goes_on_with_all_that_was_given(terminal: Terminal, tmp_path: Path) -> None:
    model, db, filed = tmp_path / "my ladder.yaml", tmp_path / "h.db", tmp_path / "answers.yaml"
    model.write_bytes((MODELS / "small.yaml").read_bytes())
    filed.write_text("age: 3\n", "utf-8")
    child = terminal.start(
        "--model", str(model), "--answers", str(filed), "--copies", "some", "--name", "Φούρνος", "--save",
        "--db", str(db), "--lang", "el", "--all", columns=300,
    )  # fmt: skip
    say(child, "weekly", "ε")
    code, shown = finish(child)
    assert code == 0
    command = f"stagecli assess --resume --model '{model}'"
    assert f"\n{command}\n" in shown

    child = terminal.start(*shlex.split(command)[2:], "--all", columns=300)
    child.expect_exact("(απαντήσεις: 1)")
    say(child, "tested", "")
    code, shown = finish(child)
    assert code == 0
    assert "Φούρνος" in shown
    assert not terminal.state.exists()
    with History(db, create=False) as history:
        (saved,) = history.of("Φούρνος")
    origins = {answer.signal: (answer.option, answer.origin) for answer in saved.assessment.answers}
    assert saved.model.localized(saved.model.title, "el") in shown
    assert origins == {
        "copies": ("some", "flag"), "age": ("fresh", "file"), "often": ("weekly", "asked"),
        "tested": ("tested", "asked"),
    }  # fmt: skip


def test_a_flag_wins_over_what_is_resumed(terminal: Terminal) -> None:
    child = terminal.start("--accounts", "in_use")
    say(child, "hopeful", "q")
    finish(child)
    code, shown = finish(
        terminal.start("--resume", "--no-input", "--format", "json", "--accounts", "idle", "--attitude", "angry")
    )
    assert code == 0
    answers = {answer["signal"]: answer["option"] for answer in json.loads(shown)["answers"] if answer["option"]}
    assert answers == {"accounts": "idle", "attitude": "angry"}


def test_a_number_is_read_by_the_ranges_of_the_model_in_use(terminal: Terminal, tmp_path: Path) -> None:
    model = tmp_path / "small.yaml"
    text = (MODELS / "small.yaml").read_text("utf-8")
    model.write_text(text, "utf-8")
    child = terminal.start("--model", str(model), "--all")
    say(child, "some", "3", "q")
    finish(child)
    assert terminal.kept() == {"copies": "some", "age": "fresh"}
    assert "below: 7" in text
    model.write_text(text.replace("below: 7", "below: 2"), "utf-8")
    code, shown = finish(terminal.start("--model", str(model), "--resume", "--no-input", "--format", "json"))
    assert code == 0
    answers = {answer["signal"]: answer for answer in json.loads(shown)["answers"]}
    assert (answers["age"]["option"], answers["age"]["number"]) == ("stale", 3)


def test_back_goes_over_a_gate_and_any_number_of_times(terminal: Terminal) -> None:
    child = terminal.start(columns=100)
    say(child, "b")
    child.expect_exact("This is the first question.")
    say(child, "4", "2", "b", "b")
    child.expect_exact("Question 1, at most 10 more")
    child.expect_exact("Your answer so far: Yes, and it is in use, even if new or only now and then. Enter keeps it.")
    say(child, "2")
    child.expect_exact("Question 2, at most 5 more")
    child.expect_exact("Your answer so far: It leaves me cold; we do fine without it. Enter keeps it.")
    assert terminal.kept() == {"accounts": "closed", "attitude": "indifferent"}
    say(child, "")
    child.expect_exact("Question 3, at most 4 more")


def test_going_back_loses_nothing_even_if_it_ends_there(terminal: Terminal) -> None:
    child = terminal.start()
    say(child, "3", "hopeful", "windfall")
    child.expect_exact("Your answers")
    say(child, "b", "b")
    child.expect_exact("Question 2")
    child.kill(signal.SIGKILL)
    assert terminal.kept() == {"accounts": "idle", "attitude": "hopeful", "expectation": "windfall"}


def test_help_says_how_to_choose_and_what_the_question_tells_apart(terminal: Terminal) -> None:
    child = terminal.start(columns=120)
    say(child, "?")
    child.expect_exact("Why we ask: it shows whether you are nearer to “")
    child.expect_exact("? = help, b = back, s = don't know, q = save and quit")
    say(child, ";")
    child.expect_exact("Why we ask: it shows")


@pytest.mark.parametrize(
    ("flags", "questions", "reason"),
    [([], BUNDLED.interview.max_questions, "That is enough"),
     (["--all"], len(BUNDLED.signals), "Those were all the questions.")],
)  # fmt: skip
def test_dont_know_everywhere_ends_without_a_verdict(
    terminal: Terminal, flags: list[str], questions: int, reason: str
) -> None:
    child = terminal.start(*flags)
    say(child, *["s"] * questions)
    child.expect_exact(reason)
    say(child, "")
    code, shown = finish(child)
    assert code == 2
    assert "There is no answer to go by" in shown
    assert set(terminal.kept().values()) == {DONT_KNOW}


def test_garbage_is_answered_with_what_would_be_an_answer(terminal: Terminal) -> None:
    child = terminal.start(columns=120)
    say(child, "yes")
    child.expect_exact("“yes” fits 3, 4; type the number of the one you mean.")
    say(child, "")
    child.expect_exact("Type an answer, or ? for help.")
    for garbage in ("9", "0", "-1", "maybe", "\x1b[A", "x" * 300, "٣", "1.5", "0000000019", "9" * 30):
        child.expect_exact("> ")
        child.sendline(garbage)
        child.expect_exact("is not an answer here.")
    say(child, "   ")
    say(child, "4")
    child.expect_exact("Question 2")


def test_half_a_greek_letter_is_asked_for_again(terminal: Terminal) -> None:
    child = terminal.start()
    child.expect_exact("> ")
    os.write(child.child_fd, "ν".encode()[:1] + b"\n")
    child.expect_exact("please type it once more")
    say(child, "1")
    child.expect_exact("Question 2")


def test_labels_their_start_and_ids_are_answers(terminal: Terminal, bundled: Model) -> None:
    label = bundled.localized(bundled.signal("expectation").options[2].label, "en").upper()
    child = terminal.start()
    say(child, "no, we", label, "hopeful")
    child.expect_exact("Question 4")
    assert terminal.kept() == {"accounts": "none", "expectation": "windfall", "attitude": "hopeful"}


def test_a_number_is_asked_for_as_a_number(terminal: Terminal) -> None:
    child = terminal.start("--model", str(MODELS / "small.yaml"), "--all", columns=120)
    say(child, "yes")
    child.expect_exact("Type a number (in days).")
    say(child, "old")
    child.expect_exact("'old' is not a number. Type a number from 0 to 9999, or ? for help.")
    say(child, "3,5")
    child.expect_exact("Question 3")
    assert terminal.kept()["age"] == "fresh"


def test_review_lets_an_answer_be_amended_and_asks_what_follows_from_it(terminal: Terminal) -> None:
    child = terminal.start("--model", str(MODELS / "small.yaml"), "--all")
    say(child, "missing")
    child.expect_exact("Those were all the questions.")
    child.expect_exact("1  Are there copies? No")
    say(child, "1", "some")
    child.expect_exact("Question 2, at most 2 more")
    say(child, "3", "weekly", "tested")
    child.expect_exact("Your answers")
    child.expect_exact("3 (Less than a week)")
    say(child, "what?")
    child.expect_exact("“what?” is not in the list, which goes from 1 to 4.")
    say(child, "1")
    child.expect_exact("Your answer so far: Yes. Enter keeps it.")
    say(child, "missing")
    child.expect_exact("1  Are there copies? No")
    assert terminal.kept() == {"copies": "missing"}
    say(child, "b")
    child.expect_exact("Question 1, at most 3 more")


def test_flags_and_files_are_not_asked_again(terminal: Terminal) -> None:
    child = terminal.start("--accounts", "none")
    child.expect_exact("Question 1, at most 4 more")
    say(child, "1", "1")
    child.expect_exact("Your answers")
    child.expect_exact("1  Does your business have an account")


def test_when_the_flags_are_enough_nothing_is_asked(terminal: Terminal) -> None:
    arguments = ["--accounts=none", "--attitude=resentful", "--expectation=nothing", "--telling-others=waste"]
    code, shown = finish(terminal.start(*arguments))
    assert code == 0
    assert shown.startswith("Social media adoption")


def test_greek_with_the_letters_on_the_same_keys(terminal: Terminal) -> None:
    child = terminal.start("--lang", "el", columns=100)
    child.expect_exact("Ερώτηση 1, το πολύ άλλες 10")
    say(child, ";")
    child.expect_exact("Γιατί ρωτάμε: η απάντηση δείχνει τι σας ταιριάζει πιο πολύ, «")
    say(child, "ΔΕΝ ΕΧΟΥΜΕ", "σ", "β")
    child.expect_exact("Ερώτηση 2, το πολύ άλλες 4")
    say(child, "Σ")
    child.expect_exact("Ερώτηση 3")
    assert terminal.kept() == {"accounts": "none", "expectation": DONT_KNOW}
    say(child, "ε")
    code, shown = finish(child)
    assert code == 0
    assert "\nstagecli assess --resume\n" in shown


@pytest.mark.parametrize("columns", [20, 40])
def test_it_fits_a_narrow_terminal(terminal: Terminal, columns: int) -> None:
    child = terminal.start("--lang", "el", columns=columns)
    say(child, "1", "1", "1", "")
    code, shown = finish(child)
    assert code == 0
    assert max(len(line) for line in shown.split("\n")) <= columns


def test_a_state_folder_that_cannot_be_written_is_said_once_and_does_not_stop_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    child = terminal.start(XDG_STATE_HOME=str(blocked))
    say(child, "1")
    child.expect_exact("Your answers cannot be saved as you go")
    child.expect_exact("Question 2")
    say(child, "1", "1", "")
    code, shown = finish(child)
    assert code == 0
    assert shown.count("Keep this result, to see next time what has changed?") == 1


def test_the_terminal_asks_what_the_library_says(terminal: Terminal, bundled: Model) -> None:
    given = {"accounts": "in_use", "attitude": "mixed"}
    question = Classifier(bundled).next_question(given)
    assert isinstance(question, Question)
    child = terminal.start("--accounts", "in_use", "--attitude", "mixed", columns=120)
    child.expect_exact(f"Question 1, at most {question.left - 1} more")
    child.expect_exact(bundled.localized(bundled.signal(question.signal).question, "en"))


def test_finishing_one_interview_leaves_that_of_another_terminal(terminal: Terminal) -> None:
    first = terminal.start("--name", "A")
    say(first, "1", "1", "1")
    first.expect_exact("Your answers")
    second = terminal.start("--name", "B")
    say(second, "4", "q")
    finish(second)
    say(first, "")
    finish(first)
    assert terminal.kept() == {"accounts": "in_use"}


def test_an_unfinished_interview_of_another_ladder_is_named(terminal: Terminal) -> None:
    child = terminal.start()
    say(child, "1", "q")
    finish(child)
    assert oct(terminal.state.stat().st_mode & 0o777) == "0o600"
    child = terminal.start("--model", str(MODELS / "small.yaml"), columns=110)
    child.expect_exact("There is an unfinished interview of another ladder, 'social-media'")


def test_what_was_gone_back_over_and_not_asked_again_leaves_nothing_unfinished(terminal: Terminal) -> None:
    child = terminal.start()
    say(child, "in_use", "resentful", "nothing", "waste")
    child.expect_exact("Question 5")
    say(child, "b", "b", "b", "b", "none", "nothing", "resentful")
    child.expect_exact("Your answers")
    assert set(terminal.kept()) == {"accounts", "expectation", "attitude", "telling_others"}
    say(child, "")
    code, _ = finish(child)
    assert code == 0
    assert not terminal.state.exists()


# --- going on, and quitting before the first answer


def given(terminal: Terminal) -> dict[str, str]:
    """What is kept of flags and files."""
    kept = json.loads(terminal.state.read_text("utf-8"))
    return {signal: answer["option"] for signal, answer in kept["given"].items()}


@pytest.mark.parametrize("ending", ["q\n", "\x03", "\x04"])
def test_whoever_quits_before_the_first_answer_keeps_what_was_given(terminal: Terminal, ending: str) -> None:
    child = terminal.start("--accounts", "none", "--name", "Bakery", "--save", "--db", str(terminal.folder / "h.db"))
    child.expect_exact("\r\n> ")
    child.send(ending)
    code, shown = finish(child)
    assert code == {"q\n": 0, "\x03": 130, "\x04": 2}[ending]
    assert "Your answers are saved. To go on, type:\nstagecli assess --resume\n" in shown
    assert (terminal.kept(), given(terminal)) == ({}, {"accounts": "none"})
    code, shown = finish(terminal.start("--resume", "--no-input"))
    assert code == 0
    assert "Saved in the history: Bakery." in shown


def test_whoever_quits_before_the_first_answer_and_gave_none_keeps_nothing(terminal: Terminal) -> None:
    child = terminal.start("--name", "Bakery")
    say(child, "q")
    code, shown = finish(child)
    assert (code, shown.endswith("Nothing was answered yet.\n")) == (0, True)
    assert not terminal.state.exists()


def test_quitting_at_once_replaces_no_interview_that_has_answers(terminal: Terminal) -> None:
    child = terminal.start("--name", "Bakery")
    say(child, "3", "q")
    finish(child)
    before = terminal.state.read_bytes()
    child = terminal.start("--attitude", "angry", "--name", "Garage")
    child.expect_exact("There is an unfinished interview")
    say(child, "q")
    code, shown = finish(child)
    assert code == 0
    assert "Nothing was answered yet." in shown
    assert terminal.state.read_bytes() == before


def test_quitting_at_once_replaces_an_interview_that_has_none(terminal: Terminal) -> None:
    for flags in (("--accounts", "none"), ("--attitude", "angry")):
        child = terminal.start(*flags)
        say(child, "q")
        finish(child)
    assert given(terminal) == {"attitude": "angry"}


@pytest.mark.parametrize(
    ("flags", "answers", "flagged"),
    [
        (["--attitude", "angry"], {"accounts": "idle"}, {"attitude": "angry"}),
        (["--accounts", "in_use"], {}, {"accounts": "in_use"}),
    ],
)
@pytest.mark.parametrize("ending", ["quit", "kill"])
def test_what_is_given_on_going_on_is_kept_as_well(
    terminal: Terminal, ending: str, flags: list[str], answers: dict[str, str], flagged: dict[str, str]
) -> None:
    child = terminal.start("--name", "Bakery")
    say(child, "3", "q")
    finish(child)
    child = terminal.start("--resume", *flags, "--name", "Garage")
    child.expect_exact("\r\n> ")
    assert "There is an unfinished interview" not in (child.before or "")
    if ending == "kill":
        child.kill(signal.SIGKILL)
        finish(child)
    else:
        child.sendline("q")
        code, shown = finish(child)
        assert (code, shown.endswith("stagecli assess --resume\n")) == (0, True)
    assert (terminal.kept(), given(terminal)) == (answers, flagged)
    assert json.loads(terminal.state.read_text("utf-8"))["subject"] == "Garage"


def test_who_prepares_the_result_is_kept_with_the_interview(terminal: Terminal) -> None:
    child = terminal.start("--by", "Maria K.")
    say(child, "3", "q")
    finish(child)
    _, shown = finish(terminal.start("--resume", "--no-input"))
    assert "Prepared by Maria K." in shown


def test_an_interview_that_flags_finish_is_not_unfinished_any_more(terminal: Terminal) -> None:
    child = terminal.start("--accounts", "none")
    say(child, "q")
    finish(child)
    rest = ["--attitude=resentful", "--expectation=nothing", "--telling-others=waste"]
    code, shown = finish(terminal.start("--resume", *rest))
    assert code == 0
    assert "Question" not in shown
    assert not terminal.state.exists()


# --- who is meant


def saved(terminal: Terminal, *names: str) -> list[str]:
    """Save subjects of these names; the flags that name the history."""
    db = terminal.folder / "h.db"
    for name in names:
        done = terminal.start("--name", name, "--accounts", "none", "--save", "--no-input", "--db", str(db))
        assert finish(done)[0] == 0
    return ["--db", str(db)]


def subjects(terminal: Terminal) -> dict[str, int]:
    with History(terminal.folder / "h.db", create=False) as history:
        return {each.subject: each.assessments for each in history.subjects(None)}


def asked(child: "pexpect.spawn[str]") -> str:
    """What is shown before the next prompt."""
    child.expect_exact("\r\n> ")
    return " ".join((child.before or "").split())


ENOUGH = ["--accounts=none", "--attitude=resentful", "--expectation=nothing", "--telling-others=waste"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [(["1"], "Café"), (["2"], "CAFÉ"), ([""], "cafe"), (["0", "3", "Café", "1"], "CAFÉ"), (["x" * 300, ""], "cafe")],
)
def test_a_name_that_is_nearly_known_is_asked_about(terminal: Terminal, lines: list[str], name: str) -> None:
    db = saved(terminal, "Café", "CAFÉ")
    order = {"1": "CAFÉ", "2": "Café"}  # in the order of their letters
    name = order.get(lines[-1], name)
    child = terminal.start(*ENOUGH, "--name", "cafe", "--save", *db, columns=200)
    assert asked(child) == (
        "The history has nobody called “cafe”, but a name that is nearly the same. Type its number if that is who you "
        "mean, or press Enter for a new subject. 1 CAFÉ 2 Café"
    )
    for line in lines[:-1]:
        child.sendline(line)
        child.expect_exact("Type a number from 1 to 2, or press Enter.")
    child.sendline(lines[-1])
    code, shown = finish(child)
    assert code == 0
    assert f"Saved in the history: {name}." in shown
    assert ("It was stage 1" in shown) is (name != "cafe")
    assert subjects(terminal) == {"Café": 1, "CAFÉ": 1, name: 1 if name == "cafe" else 2}


def test_a_name_that_is_known_is_not_asked_about_though_others_are_near(terminal: Terminal) -> None:
    db = saved(terminal, "Café", "cafe")
    code, shown = finish(terminal.start(*ENOUGH, "--name", "cafe", "--save", *db))
    assert code == 0
    assert "nearly the same" not in shown
    assert subjects(terminal) == {"Café": 1, "cafe": 2}


def test_who_is_meant_is_asked_in_greek(terminal: Terminal) -> None:
    db = saved(terminal, "Φούρνος")
    child = terminal.start(*ENOUGH, "--name", "ΦΟΥΡΝΟΣ", *db, "--lang", "el", columns=200)
    assert asked(child) == (
        "Στο ιστορικό δεν υπάρχει «ΦΟΥΡΝΟΣ», αλλά υπάρχει σχεδόν το ίδιο όνομα. Γράψτε τον αριθμό του αν εννοείτε "
        "αυτό, ή πατήστε Enter για νέο όνομα. 1 Φούρνος"
    )
    child.sendline("1")
    code, shown = finish(child)
    assert code == 0
    assert shown.startswith("1\nΦούρνος: ")
    assert subjects(terminal) == {"Φούρνος": 1}  # it was not to be saved


def claim(terminal: Terminal, subject: str) -> list[str]:
    """A result that says whose it is, as flags."""
    file = terminal.folder / "result.json"
    child = terminal.start(*ENOUGH, "--no-input", "-o", str(file))
    assert finish(child)[0] == 0
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "subject": subject}), "utf-8")
    return ["--answers", str(file)]


@pytest.mark.parametrize("yes", ["y", "YES", "ν", "Ναι"])
def test_what_only_a_file_claims_is_asked_about(terminal: Terminal, yes: str) -> None:
    arguments = [*claim(terminal, "Café"), "--save", *saved(terminal, "Café")]
    child = terminal.start(*arguments, columns=200)
    assert asked(child) == ("The history already has “Café”. Are these answers theirs? Type y for yes; Enter means no.")
    child.sendline(yes)
    code, shown = finish(child)
    assert code == 0
    assert "Saved in the history: Café." in shown
    assert subjects(terminal) == {"Café": 2}


@pytest.mark.parametrize("no", ["", "n", "1", "yess"])
def test_anything_but_yes_joins_nobody(terminal: Terminal, no: str) -> None:
    arguments = [*claim(terminal, "Café"), "--save", *saved(terminal, "Café")]
    child = terminal.start(*arguments, columns=200)
    child.expect_exact("Enter means no.\r\n> ")
    child.sendline(no)
    code, shown = finish(child)
    assert code == 2
    assert shown.endswith(
        "'Café' is in the history already, and only the file says that these answers are theirs. If they are, add "
        "--name 'Café'.\n"
    )
    assert subjects(terminal) == {"Café": 1}


def test_who_does_not_save_is_not_asked_whose_answers_they_are(terminal: Terminal) -> None:
    arguments = [*claim(terminal, "Café"), *saved(terminal, "Café")]
    code, shown = finish(terminal.start(*arguments))
    assert code == 0
    assert "Are these answers theirs?" not in shown


@pytest.mark.parametrize("question", ["near", "claimed"])
@pytest.mark.parametrize("ending", ["\x03", "\x04"])
def test_who_leaves_at_such_a_question_changes_nothing(terminal: Terminal, ending: str, question: str) -> None:
    who = ["--name", "cafe", *ENOUGH] if question == "near" else claim(terminal, "Café")
    child = terminal.start(*who, "--save", *saved(terminal, "Café"), columns=200)
    child.expect_exact("\r\n> ")
    child.send(ending)
    code, shown = finish(child)
    assert "Traceback" not in shown
    assert code == {"\x03": 130, "\x04": 2}[ending]
    said = {"\x03": "^CInterrupted.", "\x04": "The input ended before the interview did."}[ending]
    assert shown.strip() == said
    assert subjects(terminal) == {"Café": 1}
