"""Names in the history: who is meant, who is nearly meant, and who only a file says it is."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecli.history import History
from tests.conftest import GOLDEN, Run

PARTED = (
    "The history kept these names as one subject; they are subjects of their own now: BAT, Bat, Cafe, Café. "
    "'stagecli history rename' joins two.\n"
)


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STAGECLI_DB", str(tmp_path / "h.db"))
    return tmp_path / "h.db"


@pytest.fixture
def cafe(db: Path, run: Callable[..., Run]) -> Path:
    """Café, assessed twice, and a result of its own in a file."""
    for accounts in ("none", "idle"):
        result = str(db.with_name("result.json"))
        done = run("assess", "--name", "Café", "--save", "--accounts", accounts, "-o", result)
        assert (done.code, done.err) == (0, "Saved in the history: Café.\n")
    return db


def names(db: Path) -> dict[str, int]:
    with History(db, create=False) as history:
        return {each.subject: each.assessments for each in history.subjects(None)}


# --- a name that only a file claims


def claiming(db: Path, subject: str) -> str:
    """A result that says whose it is."""
    path = db.with_name("claim.json")
    result = json.loads(db.with_name("result.json").read_text("utf-8"))
    path.write_text(json.dumps({**result, "subject": subject, "time": "2026-01-02"}), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "'Café' is in the history already, and only the file says that these answers are theirs. If they are, "
               "add --name 'Café'."),
        ("el", "Το όνομα «Café» υπάρχει ήδη στο ιστορικό, και μόνο το αρχείο λέει ότι το αφορούν αυτές οι απαντήσεις. "
               "Αν είναι έτσι, προσθέστε --name 'Café'."),
    ],
)  # fmt: skip
def test_what_only_a_file_claims_joins_nobody(language: str, message: str, cafe: Path, run: Callable[..., Run]) -> None:
    arguments = ("assess", "--answers", claiming(cafe, " Cafe\u0301 "), "--save", "--lang", language)
    done = run(*arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    assert names(cafe) == {"Café": 2}
    typed = shlex.split(message.rstrip(".").rpartition("--name ")[2])
    done = run(*arguments, "--name", *typed)
    assert done.code == 0
    assert names(cafe) == {"Café": 3}


def test_who_does_not_save_may_look_at_whom_a_file_claims(cafe: Path, run: Callable[..., Run]) -> None:
    done = run("assess", "--answers", claiming(cafe, "Café"), "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["previous"]["stage"]["id"] == json.loads(done.out)["stage"]["id"]


def test_a_claimed_subject_that_is_new_is_saved(cafe: Path, run: Callable[..., Run]) -> None:
    done = run("assess", "--answers", claiming(cafe, "Bar"), "--save")
    assert (done.code, done.err) == (0, "Saved in the history: Bar.\n")
    assert names(cafe) == {"Bar": 1, "Café": 2}


def test_a_name_that_was_given_is_no_claim(cafe: Path, run: Callable[..., Run]) -> None:
    done = run("assess", "--answers", claiming(cafe, "Bar"), "--save", "--name", "Café")
    assert (done.code, done.err) == (0, "Saved in the history: Café.\n")
    assert names(cafe) == {"Café": 3}


def test_a_claimed_name_that_is_nearly_known_is_a_new_subject_and_said_to_be(
    cafe: Path, run: Callable[..., Run]
) -> None:
    done = run("assess", "--answers", claiming(cafe, "CAFE"), "--save")
    assert (done.code, done.err) == (
        0,
        "A new subject: 'CAFE'. The history also has Café; if that is who you mean, use that name.\n"
        "Saved in the history: CAFE.\n",
    )


# --- names that are nearly known


def test_without_a_terminal_a_near_name_is_a_new_subject(cafe: Path, run: Callable[..., Run]) -> None:
    looking = run("assess", "--name", "cafe", "--accounts", "none", "--format", "json")
    nearly = "A new subject: 'cafe'. The history also has Café; if that is who you mean, use that name.\n"
    assert (looking.code, looking.err) == (0, nearly)
    assert json.loads(looking.out)["previous"] is None
    saving = run("assess", "--name", "cafe", "--accounts", "none", "--save")
    assert (saving.code, saving.err) == (0, f"{nearly}Saved in the history: cafe.\n")
    assert names(cafe) == {"cafe": 1, "Café": 2}
    for name in ("cafe", "Café"):  # both are there now, so there is nothing to ask
        done = run("assess", "--name", name, "--accounts", "none")
        assert (done.code, done.err) == (0, "")
    greek = run("assess", "--name", "CAFÉ", "--accounts", "none", "--lang", "el")
    assert greek.err == (
        "Νέο όνομα: «CAFÉ». Στο ιστορικό υπάρχει και: Café, cafe· αν εννοείτε αυτό, δώστε εκείνο το όνομα.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["show", "cafe"], "show 'Café'"),
        (["show", "CAFÉ", "--all"], "show 'Café'"),
        (["show", "ca fe"], None),
        (["compare", " café\t"], "compare 'Café'"),
        (["compare", "cafe", "1", "last"], "compare 'Café' 1 last"),
        (["compare", "cafe", "1"], "compare 'Café' 1"),
        (["forget", "cafe"], "forget 'Café'"),
        (["rename", "cafe", "Bar & Sons"], "rename 'Café' 'Bar & Sons'"),
        (["rename", "cafe", "--", "--Bar"], "rename -- 'Café' --Bar"),
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_a_near_name_is_told_with_the_line_to_type_which_works(
    named: bool,
    arguments: list[str],
    line: str | None,
    cafe: Path,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = arguments[1]
    flags = []
    if named:
        monkeypatch.delenv("STAGECLI_DB")
        cafe = cafe.rename(cafe.with_name("my history.db"))
        flags = ["--db", str(cafe)]
    before = names(cafe)
    done = run("history", arguments[0], *flags, *arguments[1:])
    assert (done.code, done.out) == (2, "")
    assert names(cafe) == before
    if line is None:
        assert done.err == f"There is no '{given}' in the history. Did you mean 'Café'?\n"
        return
    if named:
        line = f"{line} --db '{cafe}'" if " -- " not in line else line.replace("--", f"--db '{cafe}' --", 1)
    given = given.replace("\t", " ")
    assert done.err == (
        f"There is no '{given}' in the history, but a name that differs only in case, accents, hyphens or spaces. "
        f"Type: stagecli history {line}\n"
    )
    typed = run(*shlex.split(done.err.partition("Type: ")[2])[1:])
    assert (typed.code, typed.err) == (0, "")


@pytest.mark.parametrize("name", ["--Café", "-Café", "--", "-x", "--db"])
def test_a_name_that_looks_like_a_flag_is_a_name_in_the_line_to_type(
    name: str, db: Path, run: Callable[..., Run]
) -> None:
    for accounts in ("none", "idle"):
        name = "A--Café" if name == "--" else name  # a name without a letter is none
        assert run("assess", f"--name={name}", "--save", "--accounts", accounts).code == 0
    near = name.upper() if name != name.upper() else name.lower()
    for command, more in (("show", []), ("compare", ["1", "2"]), ("rename", ["--New"]), ("forget", [])):
        done = run("history", command, "--db", str(db), "--", near if command != "forget" else "--NEW", *more)
        assert done.code == 2
        typed = run(*shlex.split(done.err.partition("Type: ")[2])[1:])
        assert (typed.code, typed.err) == (0, "")
    assert names(db) == {}


def test_every_near_name_is_offered(cafe: Path, run: Callable[..., Run]) -> None:
    assert run("assess", "--name", "CAFÉ", "--save", "--accounts", "none").code == 0
    done = run("history", "show", "cafe")
    assert done.err == (
        "There is no 'cafe' in the history, but a name that differs only in case, accents, hyphens or spaces. "
        "Type: stagecli history show 'CAFÉ' | stagecli history show 'Café'\n"
    )
    done = run("history", "show", "cafe", "--lang", "el")
    assert done.err == (
        "Δεν υπάρχει «cafe» στο ιστορικό, αλλά ένα όνομα που διαφέρει μόνο σε κεφαλαία, τόνους, παύλες ή κενά. "
        "Γράψτε: stagecli history show 'CAFÉ' | stagecli history show 'Café'\n"
    )
    assert names(cafe) == {"CAFÉ": 1, "Café": 2}


def test_a_batch_tells_which_new_names_are_nearly_known(cafe: Path, run: Callable[..., Run], tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("who,accounts\n" + "".join(f"{name},none\n" for name in (
        "Café", "cafe", "CAFE", "ca-fe", "Cafe ", "Bar", "CAFÉ", "cafe")), "utf-8")  # fmt: skip
    command = ["batch", str(rows), "-o", str(tmp_path / "o.csv"), "--id", "who", "--save", "--summary", "none"]
    done = run(*command)
    assert (done.code, done.err) == (
        0,
        "New subjects that are nearly called like others in the history: 4, such as CAFE, CAFÉ, Cafe. "
        "'stagecli history rename' joins two.\nSaved in the history: 6.\n"
        "Already saved, with the same answers at the same time, so not added again: 2.\n",
    )
    assert names(cafe) == {"Café": 2, "cafe": 1, "CAFE": 1, "ca-fe": 1, "Cafe": 1, "Bar": 1, "CAFÉ": 1}
    done = run(*command)
    assert (done.code, done.err) == (  # none of them is new
        0,
        "Saved in the history: 0.\nAlready saved, with the same answers at the same time, so not added again: 8.\n",
    )


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_the_summary_the_report_and_the_history_tell_subjects_apart_alike(
    ending: str, db: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    rows, page = tmp_path / "rows.csv", tmp_path / "page.html"
    given = ["Bat", "BAT", " Bat", "Cafe", "Cafe\u0301", "Caf\u00e9 ", "BAT", "-", "-"]
    again = (2, 5, 6)  # somebody's second row, with another answer
    lines = (f"{name},{'idle' if at in again else 'none'},resentful\n" for at, name in enumerate(given))
    rows.write_text("who,accounts,attitude\n" + "".join(lines), "utf-8")
    done = run("batch", str(rows), "-o", str(tmp_path / f"o.{ending}"), "--report", str(page), "--id", "who", "--save",
               "--summary", "json")  # fmt: skip
    summary = json.loads(done.err.splitlines()[-1])
    assert summary["repeated"] == {"count": 3, "examples": ["Bat", "Café", "BAT"], "complete": True}
    assert summary["nearly_repeated"] == {"count": 2, "examples": ["BAT", "Café"]}
    assert names(db) == {"Bat": 2, "BAT": 2, "Cafe": 1, "Café": 2}
    assert page.read_text("utf-8").count("Caf\u00e9") == 2


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Ids that differ from another only in case, accents, hyphens or spaces: 1, such as “BAT”. They count as "
      "different."),
     ("el", "Ονόματα ή κωδικοί που διαφέρουν από άλλους μόνο σε κεφαλαία, τόνους, παύλες ή κενά: 1, όπως «BAT». "
      "Μετρούν ως διαφορετικά.")],
)  # fmt: skip
def test_a_batch_tells_which_ids_are_nearly_the_same(
    language: str, told: str, run: Callable[..., Run], tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("who,accounts\nBat,none\nBAT,idle\n", "utf-8")
    assert told in " ".join(run("batch", str(rows), "--id", "who", "--lang", language).err.split())


# --- odd names


@pytest.mark.parametrize("name", ["\u202eevil", "A\nB", "A\tB", "x" * 5000, "=1+1", "'; DROP TABLE subject; --", "😀"])
def test_an_odd_name_is_kept_as_it_is_and_shown_safe(name: str, db: Path, run: Callable[..., Run]) -> None:
    done = run("assess", f"--name={name}", "--save", "--accounts", "none", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["subject"] == name
    assert names(db) == {name: 1}
    shown = run("history", "list").out + run("history", "show", "--", name).out + done.err
    assert "\u202e" not in shown
    done = run("history", "forget", "--format", "json", "--", f" {name} ")
    assert (done.code, json.loads(done.out)["subject"]) == (0, name)


@pytest.mark.parametrize("name", ["", " ", "\u0301", "--", "_"])
def test_nobody_is_called_nothing(name: str, cafe: Path, run: Callable[..., Run]) -> None:
    done = run("assess", "--answers", claiming(cafe, name), "--save")
    assert (done.code, done.out, done.err) == (2, "", "--save needs the subject's name: --name WHO.\n")
    done = run("history", "rename", "Café", "--", name)
    assert (done.code, done.err) == (2, "The new name has no letter.\n")
    for command in ("show", "compare", "forget"):
        done = run("history", command, "--", name)
        assert (done.code, done.err) == (2, f"There is no '{name}' in the history. One of: Café.\n")
    assert names(cafe) == {"Café": 2}


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["show", "\udcff"], "WHO"),
        (["compare", "\udcff"], "WHO"),
        (["forget", "\udcff"], "WHO"),
        (["rename", "\udcff", "New"], "WHO"),
        (["rename", "Café", "\udcff"], "NEW"),
    ],
)
def test_a_name_that_is_no_text_is_refused(
    arguments: list[str], where: str, cafe: Path, run: Callable[..., Run]
) -> None:
    done = run("history", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{where} is not valid text in this terminal's encoding.\n")
    assert names(cafe) == {"Café": 2}


def test_a_claim_that_is_no_text_is_refused(cafe: Path, run: Callable[..., Run]) -> None:
    file = claiming(cafe, "\ud800")
    done = run("assess", "--answers", file, "--save")
    assert (done.code, done.out) == (2, "")
    said = "subject: there is half a character in it, so it is no text."
    assert done.err.split("\n")[0] == f"{file}:1:1: {said}"
    assert names(cafe) == {"Café": 2}


# --- a file of the time before names were told apart


@pytest.mark.parametrize(
    "command",
    [
        ["history", "list"],
        ["history", "show", "Café"],
        ["history", "compare", "Café"],
        ["history", "rename", "Ταβέρνα", "Taverna"],
        ["history", "export"],
        ["history", "forget", "Ταβέρνα"],
        ["assess", "--name", "Café", "--accounts", "none"],
        ["assess", "--name", "Café", "--accounts", "none", "--save"],
        ["batch", "rows.csv", "-o", "o.csv", "--id", "who", "--save", "--summary", "none"],
    ],
    ids=" ".join,
)
def test_parted_names_are_told_once(
    command: list[str], db: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(db.parent)
    Path("rows.csv").write_text("who,accounts\nCafé,none\n", "utf-8")
    saved = {"assess": "Saved in the history: Café.\n", "batch": "Saved in the history: 1.\n"}
    shutil.copy(GOLDEN / "history-2.db", db)
    done = run(*command)
    said = saved.get(command[0], "") if "--save" in command else ""
    assert (done.code, done.err) == (0, f"{PARTED}{said}")
    again = run(*command)
    assert PARTED not in again.err
    assert run("history", "list").err == ""


def test_parted_names_are_told_in_greek(db: Path, run: Callable[..., Run]) -> None:
    shutil.copy(GOLDEN / "history-2.db", db)
    assert run("history", "list", STAGECLI_LANG="el").err == (
        "Το ιστορικό θεωρούσε αυτά τα ονόματα ένα και το ίδιο· τώρα είναι χωριστά: BAT, Bat, Cafe, Café. Με «stagecli "
        "history rename» ενώνονται δύο.\n"
    )


def test_nobody_is_renamed_to_the_name_that_they_have(run: Callable[..., Run], tmp_path: Path) -> None:
    db = str(tmp_path / "h.db")
    assert run("assess", "--name", "Café", "--save", "--db", db, "--accounts", "none").code == 0
    for language, said in (("en", "That is the name already: Café.\n"), ("el", "Αυτό είναι ήδη το όνομα: Café.\n")):
        done = run("history", "rename", "Café", " Café", "--db", db, "--lang", language)
        assert (done.code, done.out, done.err) == (2, "", said)
