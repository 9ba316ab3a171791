"""Errors: what they carry, how they are worded, and that they survive the way from a worker."""

import copy
import pickle
from pathlib import Path

import pytest

from stagecli.batch.inputs import InputError
from stagecli.errors import (
    AnswersError,
    FileError,
    Message,
    ModelError,
    OutputError,
    Problem,
    StagecliError,
    UsageError,
    did_you_mean,
    one_of,
    reason,
    together,
)
from stagecli.history.file import HistoryError

PROBLEM = Problem("a.yaml", 2, 3, "posting", Message("no_such_option", given="nevr"), one_of(["never"]), "  nevr")
NUMBER = Message("not_a_whole_number", flag="--seed", given="x", low=0, high=4_294_967_295)


@pytest.mark.parametrize(
    "error",
    [
        UsageError("no_such_guide", given="methd", hint=did_you_mean("methd", ["method"])),
        OutputError("not_written", file=Path("a/b"), why=reason(FileNotFoundError(), Path("/a/b"))),
        InputError("input_changed", file="x.csv"),
        HistoryError("history_locked", seconds=60),
        StagecliError("together", all=(Message("utf16"), Message("save_as_utf8"))),
        FileError([PROBLEM]),
        ModelError((PROBLEM, PROBLEM)),
        AnswersError([PROBLEM._replace(file="", line=None, column=None)]),
    ],
)  # fmt: skip
def test_an_error_survives_the_way_from_another_process(error: StagecliError) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        arrived = pickle.loads(pickle.dumps(error, protocol))
        assert type(arrived) is type(error)
        assert (str(arrived), arrived.text("el")) == (str(error), error.text("el"))
    if isinstance(error, FileError):
        assert copy.deepcopy(error).problems == error.problems


def test_what_is_filled_in_is_worded_in_the_same_language() -> None:
    error = UsageError("no_such_stage", where="STAGE", given="9", hint=one_of(["low", "top"]), count=1200)
    assert str(error) == "STAGE: there is no stage '9'. One of: low, top. Or a number from 1 to 1,200."
    assert error.text("el") == (
        "STAGE: δεν υπάρχει στάδιο «9». Μπορείτε να δώσετε: low, top. Ή δώστε έναν αριθμό από 1 έως 1.200."
    )
    assert UsageError("exported_model", error=error).text("el") == f"STAGECLI_MODEL: {error.text('el')}"


@pytest.mark.parametrize(
    ("message", "english", "greek"),
    [
        (Message("not_between", given="9", low=0.5, high=7.0), "9 is not between 0.5 and 7",
         "το 9 δεν είναι από 0,5 έως 7"),
        (NUMBER, "--seed: 'x' is not a whole number from 0 to 4,294,967,295.",
         "--seed: το «x» δεν είναι ακέραιος αριθμός από 0 έως 4.294.967.295."),
        (Message("no_such_flag", given="-x", hint=None), "There is no option '-x'.", "Δεν υπάρχει επιλογή «-x»."),
        (Message("no_such_guide", given="{0}", hint=""), "There is no guide '{0}'.", "Δεν υπάρχει οδηγός «{0}»."),
        (Message("id_taken", kind="stage", name="x"), "another stage has the id 'x'", "another stage has the id 'x'"),
    ],
)  # fmt: skip
def test_a_message_in_words(message: Message, english: str, greek: str) -> None:
    assert (str(message), message.text("en"), message.text("de")) == (english, english, english)
    assert message.text("el") == greek


def test_messages_with_the_same_key_and_values_are_the_same() -> None:
    assert len({Message("utf16"), Message("utf16"), Message("key_twice", given="a"), Message("key_twice")}) == 3
    assert Message("utf16") != "utf16"


def test_a_problem_in_words() -> None:
    assert str(PROBLEM) == (
        "a.yaml:2:3: posting: 'nevr' is not one of its options. One of: never.\n     2 |   nevr\n       |   ^"
    )
    assert PROBLEM._replace(source="").text("el", level="warning") == (
        "a.yaml:2:3: warning: posting: το «nevr» δεν είναι μία από τις απαντήσεις. Μπορείτε να δώσετε: never."
    )
    assert FileError([PROBLEM, PROBLEM]).text("el").count("το «nevr»") == 2


def test_nothing_together_is_nothing() -> None:
    assert together(None, None) is None
    assert str(together(None, Message("yaml_remove"), Message("save_as_utf8"))) == "Remove it. Save the file as UTF-8."


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Message("no_such_key").text()
