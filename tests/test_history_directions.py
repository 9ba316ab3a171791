"""Which way a subject went, in whose words: changed ladders, uncertain results, two languages."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import Assessment, StageReference, assess
from stagecli.assessment.contract import to_contract
from stagecli.assessment.localized import LocalizedModel
from stagecli.authoring.rewrite import rewritten
from stagecli.classifier import Classifier
from stagecli.classifier.verdict import Status
from stagecli.comparison import compare, direction, uncertain, with_previous
from stagecli.history import History
from stagecli.messages import message
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.parsed import read_model_file
from stagecli.report import wording
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL

Runner = Callable[..., Run]
Given = dict[str, str | float]
SAFE: Given = {"copies": "some", "often": "weekly", "age": 3, "tested": "tested"}
BETWEEN: Given = {"copies": "some"}
NOTHING: Given = {"copies": "missing"}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STAGECLI_DB", str(tmp_path / "h.db"))
    return tmp_path / "h.db"


def longer(model: Model) -> Model:
    """The model with a stage below all others."""
    lowest = replace(model.stages[0], id="before_all", name="Before", aim=None, steps=(), requires={})
    signals = tuple(
        replace(signal, options=tuple(replace(option, of_100=(10.0, *option.of_100)) for option in signal.options))
        for signal in model.signals
    )
    return replace(model, stages=(lowest, *model.stages), signals=signals, cases=(), sha256="1" * 64)


def shorter(model: Model, gone: str) -> Model:
    """The model without a stage."""
    at = next(index for index, stage in enumerate(model.stages) if stage.id == gone)
    signals = tuple(
        replace(
            signal,
            options=tuple(replace(each, of_100=each.of_100[:at] + each.of_100[at + 1 :]) for each in signal.options),
        )
        for signal in model.signals
    )
    stages = tuple(
        replace(stage, aim=None if stage.aim == gone else stage.aim) for stage in model.stages if stage.id != gone
    )
    return replace(model, stages=stages, signals=signals, cases=(), sha256="2" * 64)


def assessed(model: Model, answers: Given, time: str = "2026-01-01T00:00:00Z") -> Assessment:
    return assess(Classifier(model), from_values(model, answers, "program"), subject="A", time=time)


# --- a ladder that has changed


def written(model: Model, path: Path) -> str:
    """A small ladder as a file, in which its stages are what the model's are."""
    path.write_text(rewritten(read_model_file(MODELS / "small.yaml"), model), "utf-8")
    return str(path)


def test_a_stage_inserted_below_is_no_progress_anywhere(db: Path, run: Runner, tmp_path: Path) -> None:
    text = (MODELS / "small.yaml").read_text("utf-8")
    low = "stages:\n  - {id: before_all, name: Before, summary: Before all., ahead: Nothing yet.}\n"
    text = text.replace("stages:\n", low, 1).replace("of_100: [", "of_100: [10, ").partition("cases:")[0]
    assert not db.exists()
    changed = tmp_path / "longer.yaml"
    changed.write_text(text, "utf-8")
    flags = [word for signal, option in SAFE.items() for word in (f"--{signal}", str(option))]
    small = str(MODELS / "small.yaml")
    assert run("assess", "--model", small, "--name", "A", "--save", *flags).code == 0
    done = run("assess", "--model", str(changed), "--name", "A", "--save", *flags, "--format", "json")
    assert done.code == 0
    result = json.loads(done.out)
    assert (result["stage"]["number"], result["stage"]["id"]) == (4, "safe")
    previous = result["previous"]
    assert (previous["stage"]["number"], previous["direction"], previous["uncertain"]) == (3, "same", False)

    text = run("assess", "--model", str(changed), "--name", "A", *flags).out
    assert "then, and still is. The answers are the same." in " ".join(text.split())

    (listed,) = json.loads(run("history", "list", "--format", "json").out)["latest"]
    assert (listed["direction"], listed["uncertain"]) == ("same", False)
    assert listed["before"] == {"number": 4, "id": "safe", "name": "Safe"}
    assert run("history", "list").out.splitlines()[1].endswith("as before")

    compared = json.loads(run("history", "compare", "A", "--format", "json").out)
    assert (compared["direction"], compared["same_model"], compared["changes"]) == ("same", False, [])
    assert (compared["before"]["stage"]["number"], compared["after"]["stage"]["number"]) == (3, 4)
    assert compared["reread"]["stage"] == {"number": 4, "id": "safe", "name": "Safe"}  # without --model
    assert compared["reread"]["subject_part"] == 0
    assert run("history", "compare", "A").out.splitlines()[:2] == ["A", "The stage is the same: 4."]


def test_who_moved_on_a_longer_ladder_moved(db: Path, run: Runner) -> None:
    new = longer(SMALL)
    before = replace(assessed(SMALL, NOTHING), status="clear")
    after = replace(assessed(new, SAFE, "2026-02-01T00:00:00Z"), status="clear")
    with History(db) as history:
        history.save([before], SMALL)
        history.save([after], new)
        (latest,) = history.subjects(None)
    assert (before.stage.number, after.stage.number) == (1, 4)
    assert (latest.before, latest.direction) == (StageReference(number=2, id="none_yet"), "progress")
    assert direction(after.stage, assessed(SMALL, NOTHING)) == "regression"
    since = wording.since(with_previous(after, before, new), LocalizedModel(new, "en"))
    assert since is not None
    assert since[1][0].startswith("Then it was stage 2 (")  # as it is numbered now
    assert since[1][0].endswith("), now it is stage 4: a step forward.")
    assert run("history", "list").out.splitlines()[1].endswith(" up from 2")
    assert run("history", "compare", "A").out.splitlines()[1] == "Progress: from stage 2 to stage 4."


GONE = {
    "en": (
        "The stage of that time is no longer on the ladder, so nothing can be said of the direction.",
        "the ladder has changed",
        "The earlier stage is no longer on the ladder, so nothing can be said of the direction.",
    ),
    "el": (
        "Το τότε στάδιο δεν υπάρχει πια στην κλίμακα, οπότε δεν μπορεί να φανεί προς τα πού πήγε.",
        "άλλαξε η κλίμακα",
        "Το παλαιότερο στάδιο δεν υπάρχει πια στην κλίμακα, οπότε δεν μπορεί να φανεί η κατεύθυνση.",
    ),
}


@pytest.mark.parametrize("language", GONE)
def test_a_stage_that_is_gone_leaves_no_direction(
    language: str, db: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    new = shorter(SMALL, "none_yet")
    before, after = assessed(SMALL, NOTHING), assessed(new, SAFE, "2026-02-01T00:00:00Z")
    with History(db) as history:
        history.save([before], SMALL)
        history.save([after], new)
        (latest,) = history.subjects(None)
    assert (latest.before, latest.direction) == (None, "unknown")
    in_assess, in_list, in_compare = GONE[language]
    since = wording.since(with_previous(after, before, new), LocalizedModel(new, language))
    assert since is not None
    assert since[1][0] == in_assess
    assert run("history", "list", "--lang", language).out.splitlines()[1].endswith(in_list)
    assert run("history", "compare", "A", "--lang", language).out.splitlines()[1] == in_compare
    found = json.loads(run("history", "compare", "A", "--format", "json").out)
    assert (found["direction"], found["before"]["stage"]["id"]) == ("unknown", "none_yet")
    assert found["against"] == {"number": 1, "id": "copying", "name": "Copying"}  # the runner-up
    (listed,) = json.loads(run("history", "list", "--format", "json").out)["latest"]
    assert (listed["before"], listed["direction"]) == (None, "unknown")


@pytest.mark.parametrize("status", ["clear", "likely", "between", "unclear"])
def test_a_stage_that_is_gone_is_told_alike_however_sure_it_was(status: Status) -> None:
    for language in ("en", "el"):
        for kind in ("previous", "history", "compare"):
            sure, unsure = (message(f"{kind}_unknown{how}", language) for how in ("", "_uncertain"))
            assert sure == unsure
    new = shorter(SMALL, "none_yet")
    found = with_previous(assessed(new, SAFE), replace(assessed(SMALL, NOTHING), status=status), new)
    assert found.previous is not None
    assert (found.previous.direction, found.previous.uncertain) == ("unknown", status in ("between", "unclear"))


# --- results that name no single stage

WAYS = {"progress": (1, 3), "regression": (3, 1), "same": (2, 2)}
UNSURE = {
    "en": {
        "progress": ("perhaps a step forward, but that is uncertain.", "perhaps up from {then} (uncertain)",
                     "Uncertain, but perhaps progress: from stage {then} to stage {now}."),
        "regression": ("perhaps a step back, but that is uncertain.", "perhaps down from {then} (uncertain)",
                       "Uncertain, but perhaps a regression: from stage {then} back to stage {now}."),
        "same": ("then, and seems to be still; that is uncertain.", "as before (uncertain)",
                 "Uncertain, but the stage seems to be the same: {now}."),
    },
    "el": {
        "progress": ("ίσως ανεβήκατε, αλλά είναι αβέβαιο.", "ίσως ανέβηκε από το {then} (αβέβαιο)",
                     "Αβέβαιο, ίσως πρόοδος: από το στάδιο {then} στο στάδιο {now}."),
        "regression": ("ίσως κατεβήκατε, αλλά είναι αβέβαιο.", "ίσως κατέβηκε από το {then} (αβέβαιο)",
                       "Αβέβαιο, ίσως υποχώρηση: από το στάδιο {then} στο στάδιο {now}."),
        "same": ("και τώρα φαίνεται το ίδιο· είναι όμως αβέβαιο.", "όπως πριν (αβέβαιο)",
                 "Μάλλον έμεινε στο στάδιο {now}, αλλά είναι αβέβαιο."),
    },
}  # fmt: skip
SURE = {
    "en": {
        "progress": (": a step forward.", "up from {then}", "Progress: from stage {then} to stage {now}."),
        "regression": (": a step back.", "down from {then}", "Regression: from stage {then} back to stage {now}."),
        "same": ("then, and still is.", "as before", "The stage is the same: {now}."),
    },
    "el": {
        "progress": (": ανεβήκατε.", "ανέβηκε από το {then}", "Πρόοδος: από το στάδιο {then} στο στάδιο {now}."),
        "regression": (": κατεβήκατε.", "κατέβηκε από το {then}", "Υποχώρηση: από το στάδιο {then} στο στάδιο {now}."),
        "same": (", και τώρα στο ίδιο.", "όπως πριν", "Το στάδιο παραμένει το ίδιο: {now}."),
    },
}


def at_stage(number: int, status: Status, time: str) -> Assessment:
    """An assessment of this stage and status, whatever the answers."""
    copying: Given = {"copies": "some", "often": "rarely", "age": 30}
    answers = {1: NOTHING, 2: copying, 3: SAFE}[number]
    found = assessed(SMALL, answers, time)
    assert found.stage.number == number
    return replace(found, status=status)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("before", "after", "unsure"),
    [
        ("clear", "likely", False),
        ("likely", "clear", False),
        ("between", "clear", True),
        ("clear", "between", True),
        ("unclear", "likely", True),
        ("likely", "unclear", True),
        ("between", "unclear", True),
    ],
)
def test_where_either_result_names_no_single_stage_the_direction_is_uncertain(
    before: Status, after: Status, unsure: bool, way: str, db: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    first, second = WAYS[way]
    then, now = at_stage(first, before, "2026-01-01T00:00:00Z"), at_stage(second, after, "2026-02-01T00:00:00Z")
    with History(db) as history:
        history.save([then, now], SMALL)
    assert uncertain(before, after) is unsure
    result = to_contract(with_previous(now, then, SMALL), SMALL, "en")["previous"]
    (listed,) = json.loads(run("history", "list", "--format", "json").out)["latest"]
    compared = json.loads(run("history", "compare", "A", "--format", "json").out)
    for each in (result, listed, compared):
        assert (each["direction"], each["uncertain"]) == (way, unsure)
    for language in ("en", "el"):
        in_assess, in_list, in_compare = (
            text.format(then=first, now=second) for text in (UNSURE if unsure else SURE)[language][way]
        )
        since = wording.since(with_previous(now, then, SMALL), LocalizedModel(SMALL, language))
        assert since is not None
        assert since[1][0].endswith(in_assess)
        assert run("history", "list", "--lang", language).out.splitlines()[1].endswith(f" {in_list}")
        assert run("history", "compare", "A", "--lang", language).out.splitlines()[1] == in_compare


# --- times


def test_a_result_of_an_older_time_is_compared_with_the_one_before_it(
    db: Path, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not db.exists()
    small = ("--model", str(MODELS / "small.yaml"))
    for epoch, copies in (("1767225600", "missing"), ("1777225600", "some")):  # 2026-01-01, 2026-04-26
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert run("assess", *small, "--name", "A", "--copies", copies, "--save").code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")  # 2026-02-02
    file = tmp_path / "february.json"
    assert run("assess", *small, "--name", "B", "--copies", "dont_know", "--age", "3", "-o", str(file)).code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    answered = ("assess", *small, "--answers", str(file), "--name", "A", "--format", "json")
    previous = json.loads(run(*answered).out)["previous"]
    assert (previous["time"], previous["direction"]) == ("2026-01-01T00:00:00Z", "progress")
    later = json.loads(run(*answered, "--age", "4").out)["previous"]  # of today, so compared with April
    assert later["time"] == "2026-04-26T17:46:40Z"
    file.write_text(file.read_text("utf-8").replace("2026-02-02", "2025-02-02"), "utf-8")
    assert json.loads(run(*answered, "--save").out)["previous"] is None  # there is none before it
    shown = json.loads(run("history", "show", "A", "--format", "json").out)["assessments"]
    assert [each["time"][:10] for each in shown] == ["2025-02-02", "2026-01-01", "2026-04-26"]
    (listed,) = json.loads(run("history", "list", "--format", "json").out)["latest"]
    assert (listed["time"][:10], listed["before"]["id"]) == ("2026-04-26", "none_yet")


def test_of_two_at_one_time_the_one_saved_last_is_the_latest(db: Path) -> None:
    with History(db) as history:
        history.save([assessed(SMALL, NOTHING), assessed(SMALL, SAFE)], SMALL)
        (latest,) = history.subjects(None)
    assert (latest.saved.assessment.stage.id, latest.direction) == ("safe", "progress")


# --- languages


@pytest.fixture
def two_languages(db: Path, run: Runner) -> Path:
    """One subject assessed in English, then in Greek, by ladders that have both."""
    for language, accounts in (("en", "none"), ("el", "in_use")):
        done = run("assess", "--name", "A", "--accounts", accounts, "--attitude", "mixed", "--save", "--lang", language)
        assert done.code == 0
    return db


def of_stage(result: object, language: str) -> str:
    assert isinstance(result, dict)
    return BUNDLED.localized(BUNDLED.stages[result["number"] - 1].name, language)


@pytest.mark.parametrize("command", [["list"], ["show", "A"], ["compare", "A"], ["export"]], ids=" ".join)
@pytest.mark.parametrize("way", ["flag", "environment", "locale"])
def test_a_history_of_two_languages_is_shown_in_one(
    way: str, command: list[str], two_languages: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert two_languages.exists()
    monkeypatch.setenv("COLUMNS", "160")
    texts = {
        language: {BUNDLED.localized(stage.name, language) for stage in BUNDLED.stages} for language in ("en", "el")
    }
    for language, other in (("en", "el"), ("el", "en")):
        flags = ["--lang", language] if way == "flag" else []
        environment = {
            "flag": {"STAGECLI_LANG": other},  # the flag wins
            "environment": {"STAGECLI_LANG": language, "LANG": "fr_FR.UTF-8"},
            "locale": {"LANG": f"{language}_XX.UTF-8"},
        }[way]
        done = run("history", *command, *flags, **environment)
        assert (done.code, done.err) == (0, "")
        assert any(name in done.out for name in texts[language])
        assert not any(name in done.out for name in texts[other])
        letters = [letter for letter in done.out if letter.isalpha()]
        greek = sum("α" <= letter.lower() <= "ω" or letter in "άέήίόύώ" for letter in letters) / len(letters)
        if command != ["export"]:  # whose headings are ids
            assert greek > 0.8 if language == "el" else greek == 0


@pytest.mark.parametrize("language", ["en", "el"])
def test_for_programs_too_all_texts_are_of_one_language(language: str, two_languages: Path, run: Runner) -> None:
    assert two_languages.exists()
    (listed,) = json.loads(run("history", "list", "--lang", language, "--format", "json").out)["latest"]
    assert listed["stage"]["name"] == of_stage(listed["stage"], language)
    assert listed["before"]["name"] == of_stage(listed["before"], language)
    shown = json.loads(run("history", "show", "A", "--lang", language, "--format", "json").out)["assessments"]
    lines = run("history", "export", "--lang", language, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == shown
    for each in shown:
        assert each["language"] == language
        assert each["stage"]["name"] == of_stage(each["stage"], language)
    compared = json.loads(run("history", "compare", "A", "--lang", language, "--format", "json").out)
    assert compared["language"] == language
    for side in ("before", "after"):
        assert compared[side]["stage"]["name"] == of_stage(compared[side]["stage"], language)
    (change,) = compared["changes"]
    assert change["question"] == BUNDLED.localized(BUNDLED.signal("accounts").question, language)
    options = {option.id: BUNDLED.localized(option.label, language) for option in BUNDLED.signal("accounts").options}
    assert (change["before"]["label"], change["after"]["label"]) == (options["none"], options["in_use"])
    rows = list(csv.DictReader(run("history", "export", "--lang", language).out.splitlines()))
    assert [row["stage_name"] for row in rows] == [each["stage"]["name"] for each in shown]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "--lang", "xx"], "There is no language 'xx' for --lang. One of: en, el."),
        (["show", "A", "--lang", "X"], "There is no language 'X' for --lang. One of: en, el."),
        (["compare", "A", "--lang", ""], "There is no language '' for --lang. One of: en, el."),
        (["export", "--lang", "eb"], "There is no language 'eb' for --lang. One of: en, el."),
        (["forget", "A", "--lang", "xx"], "There is no language 'xx' for --lang. One of: en, el."),
        (["rename", "A", "B", "--lang", "xx"], "There is no language 'xx' for --lang. One of: en, el."),
    ],
)
def test_a_language_that_nobody_speaks_is_told(
    arguments: list[str], message: str, two_languages: Path, run: Runner
) -> None:
    done = run("history", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")
    with History(two_languages, create=False) as history:
        assert history.count() == (1, 2)


# --- ladders that are at hand, and that are not


def test_a_ladder_that_is_kept_is_at_hand(db: Path, run: Runner, tmp_path: Path) -> None:
    changed = replace(SMALL, calibration=replace(SMALL.calibration, temperature=1.0))
    path = written(changed, tmp_path / "new.yaml")
    new = load_model(path).model
    with History(db) as history:
        history.save([assessed(SMALL, BETWEEN)], SMALL)
        history.save([assessed(new, SAFE, "2026-02-01T00:00:00Z")], new)
    Path(path).unlink()
    found = json.loads(run("history", "compare", "A", "--format", "json").out)
    reread = found["reread"]
    assert reread is not None
    assert reread["dropped"] == 0
    whole = found["after"]["expected_stage"] - found["before"]["expected_stage"]
    assert reread["model_part"] + reread["subject_part"] == pytest.approx(whole, abs=2e-6)
    assert all(change["effect"] is not None for change in found["changes"])
    text = " ".join(run("history", "compare", "A").out.split())
    assert "The ladder has changed. By the present one, the earlier answers were stage" in text
    assert "for, a lot" in text
    assert "How much each change speaks for stage 3 rather than stage 2." in text


def test_without_the_later_ladder_nothing_is_read_again(db: Path, run: Runner, tmp_path: Path) -> None:
    changed = replace(SMALL, calibration=replace(SMALL.calibration, temperature=1.0))
    path = written(changed, tmp_path / "new.yaml")
    new = load_model(path).model
    later = assessed(new, SAFE, "2026-02-01T00:00:00Z")
    with History(db) as history:
        history.save([assessed(SMALL, BETWEEN)], SMALL)
        history.save([later], new)
    as_of_old_files(db, later, new)
    found = json.loads(run("history", "compare", "A", "--format", "json").out)
    assert (found["same_model"], found["reread"]) == (False, None)
    assert {change["effect"] for change in found["changes"]} == {None}
    for language, line in (
        ("en", "The ladder has changed. To see how much of the difference is the ladder's, name the later one with "
               "--model."),
        ("el", "Η κλίμακα άλλαξε. Για να δείτε πόση διαφορά οφείλεται σε αυτήν, δώστε τη νεότερη κλίμακα με --model."),
    ):  # fmt: skip
        text = run("history", "compare", "A", "--lang", language).out
        assert " ".join(text.split()).endswith(line)
        assert "speaks for" not in text
        assert "Πόσο μιλά" not in text
    with_model = json.loads(run("history", "compare", "A", "--format", "json", "--model", path).out)
    assert with_model["reread"] is not None
    other = run("history", "compare", "A", "--format", "json", "--model", str(MODELS / "small.yaml"))
    assert json.loads(other.out) == found  # that is not the one it was made by


def as_of_old_files(db: Path, assessment: Assessment, model: Model) -> None:
    """Keep an assessment as the time before models were kept did: with its own texts."""
    import sqlite3

    from stagecli.history.stored import pack

    connection = sqlite3.connect(db)
    connection.execute("DELETE FROM model WHERE sha256 = ?", (model.sha256,))
    record = pack({**to_contract(assessment, model, "el"), "contract": "stagecli/assessment/1"})
    connection.execute("UPDATE assessment SET texts = 1, record = ? WHERE model = ?", (record, model.sha256))
    connection.commit()
    connection.close()


def test_answers_that_the_later_ladder_does_not_know_are_counted_as_dropped() -> None:
    signals = tuple(each for each in SMALL.signals if each.id != "age")
    new = replace(SMALL, signals=signals, cases=(), sha256="3" * 64)
    before, after = assessed(SMALL, SAFE), assessed(new, {"copies": "some"})
    texts = LocalizedModel(SMALL, "en"), LocalizedModel(new, "en")
    found = compare(before, after, texts, Classifier(new))
    assert found.reread is not None
    assert found.reread.dropped == 1
    only_age = assessed(SMALL, {"age": 3})
    assert compare(only_age, after, texts, Classifier(new)).reread is None  # nothing is left to go by
    assert compare(before, before, (texts[0], texts[0]), CLASSIFIERS["small"]).reread is None


def test_an_option_that_is_gone_is_called_by_its_id() -> None:
    copies = SMALL.signals[0]
    no, yes = copies.options
    changed = replace(copies, options=(replace(no, id="lost"), yes))
    new = replace(SMALL, signals=(changed, *SMALL.signals[1:]), cases=(), sha256="4" * 64)
    found = with_previous(assessed(new, BETWEEN), assessed(SMALL, NOTHING), new)
    (change,) = to_contract(found, new, "el")["previous"]["changes"]
    assert (change["before"]["label"], change["after"]["label"]) == ("missing", "Ναι")
    since = wording.since(found, LocalizedModel(new, "en"))
    assert since is not None
    assert since[2] == ["Are there copies? Yes (before: missing)"]
    assert since[1][1:] == [message("previous_model", "en")]
