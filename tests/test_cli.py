"""The command line: what goes in, what comes out, and the exit code."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import stagecli
from stagecli.cli.main import COMMANDS
from stagecli.model import Model
from stagecli.model_file.rules import RESERVED
from tests.conftest import MODELS, STAGECLI, Run

Runner = Callable[..., Run]
SMALL = str(MODELS / "small.yaml")

ONE_OF_EACH = {
    1: ["--attitude=resentful", "--accounts=none", "--expectation=nothing", "--telling-others=waste"],
    2: ["--attitude=hopeful", "--accounts=in_use", "--posting=now_and_then", "--automation=all",
        "--expectation=windfall"],
    3: ["--attitude=angry", "--accounts=in_use", "--posting=now_and_then", "--expectation=gave_up",
        "--results=no_results"],
    4: ["--attitude=comfortable", "--accounts=in_use", "--set-time=set", "--results=first_results",
        "--automation=by_hand", "--posting=steady", "--answering=usually"],
    5: ["--attitude=serious", "--accounts=in_use", "--measuring=with_tool", "--mentions=alerted",
        "--expectation=measured_return"],
    6: ["--attitude=preaching", "--accounts=in_use", "--telling-others=everyone", "--helping=helping_regularly",
        "--expectation=gain_for_others"],
}  # fmt: skip


@pytest.mark.parametrize("number", ONE_OF_EACH)
def test_flags_for_each_stage_give_that_stage_in_both_languages(run: Runner, number: int) -> None:
    results = []
    for language in ("en", "el"):
        done = run("assess", *ONE_OF_EACH[number], "--lang", language, "--format", "json")
        assert (done.code, done.err) == (0, "")
        results.append(json.loads(done.out))
        assert results[-1]["stage"]["number"] == number
    english, greek = results
    assert [step["id"] for step in english["steps"]] == [step["id"] for step in greek["steps"]]
    assert english["summary"] != greek["summary"]
    assert english["posterior"][0]["probability"] == greek["posterior"][0]["probability"]


def test_labels_in_any_language_are_flag_values(run: Runner, bundled: Model) -> None:
    by_id = run("assess", "--accounts", "none", "--format", "json")
    label = bundled.localized(bundled.signal("accounts").options[0].label, "el")
    assert run("assess", "--accounts", label.upper(), "--format", "json") == by_id


def test_flags_win_over_the_file(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("accounts: none\nattitude: hopeful\nposting:\n", "utf-8")
    done = run("assess", "--answers", str(file), "--accounts", "in_use", "--format", "json")
    answers = {answer["signal"]: answer for answer in json.loads(done.out)["answers"]}
    assert (answers["accounts"]["option"], answers["accounts"]["origin"]) == ("in_use", "flag")
    assert (answers["attitude"]["option"], answers["attitude"]["origin"]) == ("hopeful", "file")
    assert answers["posting"]["state"] == "not_asked"


@pytest.mark.parametrize("answers", ["accounts: none", '{"accounts": "none"}', "# a comment\naccounts: NONE"])
def test_answers_come_from_standard_input(run: Runner, answers: str) -> None:
    done = run("assess", "--answers", "-", "--format", "json", stdin=answers.encode())
    assert done.code == 0
    assert json.loads(done.out)["answers"][1]["option"] == "none"


def test_the_template_filled_in_is_an_answers_file(run: Runner, tmp_path: Path, bundled: Model) -> None:
    for language in ("en", "el"):
        blank = run("assess", "--template", "--lang", language).out
        assert blank.count("\n\n") == len(bundled.signals)
        filled = blank.replace("\naccounts:\n", "\naccounts: in_use\n").replace("months_active:", "months_active: 7,5")
        file = tmp_path / "answers.yaml"
        file.write_text(filled, "utf-8")
        done = run("assess", "--answers", str(file), "--format", "json")
        result = json.loads(done.out)
        assert result["coverage"]["answered"] == 2
        assert next(answer["number"] for answer in result["answers"] if answer["signal"] == "months_active") == 7.5


def test_no_answers_is_an_error_that_names_the_flags(run: Runner) -> None:
    done = run("assess", "--no-input", "--model", SMALL)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "There are no answers. In a terminal they are asked for; elsewhere give them with --answers FILE (--template "
        "makes one) or with flags: --copies, --often, --age, --tested. See 'stagecli assess --help'.\n"
    )


def test_only_dont_know_is_no_answer_to_go_by(run: Runner) -> None:
    done = run("assess", "--accounts", "dont_know")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "There is no answer to go by: everything is unanswered, not known or not applicable. "
        "Answer at least one question that applies.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["assess", "--posting", "nevr", "--accounts", "many"],
            "--accounts: 'many' is not one of its options. One of: none, closed, idle, in_use, dont_know.\n"
            "--posting: 'nevr' is not one of its options. Did you mean 'never'? "
            "One of: never, now_and_then, less_than_before, often, steady, planned, dont_know.",
        ),
        (
            ["assess", "--accounts", "none", "--lang", "xx"],
            "There is no language 'xx' for --lang. One of: en, el.",
        ),
        (
            ["assess", "--accounts", "none", "--fail-under", "comfortabel"],
            "--fail-under: there is no stage 'comfortabel'. Did you mean 'comfortable'? Or a number from 1 to 6.",
        ),
        (
            ["assess", "--accounts", "none", "--model", "socialmedia"],
            "There is no model file 'socialmedia'. Did you mean 'social-media'?",
        ),
        (
            ["assess", "--answers", "nowhere.yaml"],
            "The answers file 'nowhere.yaml' cannot be read: No such file or directory.",
        ),
        (["stages", "7"], "STAGE: there is no stage '7'. One of: unconvinced, trying, not_working, comfortable, tools, "
         "evangelist. Or a number from 1 to 6."),
        (["guide", "methd"], "There is no guide 'methd'. Did you mean 'method'?"),
    ],
)  # fmt: skip
def test_a_mistake_gives_one_message_and_exit_code_2(run: Runner, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--min-confidence", "2"),
        ("--min-confidence", "70%"),
        ("--min-confidence", "nan"),
        ("--format", "pdf"),
        ("-o", "report.pdf"),
    ],
)
def test_a_bad_value_of_an_option_names_the_option(run: Runner, flag: str, value: str) -> None:
    done = run("assess", "--accounts", "none", flag, value)
    assert (done.code, done.out) == (2, "")
    assert flag in done.err or "'.pdf'" in done.err
    assert done.err.count("\n") == 1


def test_exit_codes_say_what_was_asked_for(run: Runner) -> None:
    trying = ["assess", *ONE_OF_EACH[2], "-o", os.devnull]
    assert run(*trying).code == 0
    assert run(*trying, "--fail-under", "2").code == 0
    assert run(*trying, "--fail-under", "3").code == 3
    assert run(*trying, "--fail-under", "not_working").code == 3
    assert run(*trying, "--fail-under", "THIS ISN’T WORKING").code == 3
    assert run(*trying, "--min-confidence", "0,5").code == 0
    assert run(*trying, "--min-confidence", "0.999999").code == 4
    assert run(*trying, "--fail-under", "3", "--min-confidence", "0.999999").code == 3


@pytest.mark.parametrize(
    ("flags", "code", "english", "greek"),
    [
        (["--fail-under", "not_working", "--min-confidence", "1"], 3,
         "Stage 2 is below stage 3, which --fail-under asks for.",
         "Το στάδιο 2 είναι κάτω από το στάδιο 3, που ζητά το --fail-under."),
        (["--min-confidence", "0,97"], 4,
         "Confidence 0.923566 is below 0.97, which --min-confidence asks for.",
         "Η βεβαιότητα 0,923566 είναι κάτω από το 0,97, που ζητά το --min-confidence."),
    ],
)  # fmt: skip
def test_a_result_below_what_was_asked_for_is_written_and_why_is_said_in_one_line(
    flags: list[str], code: int, english: str, greek: str, run: Runner
) -> None:
    for language, said in (("en", english), ("el", greek)):
        done = run("assess", *ONE_OF_EACH[2], "--lang", language, *flags)
        assert (done.code, done.err) == (code, f"{said}\n")
        assert done.out == run("assess", *ONE_OF_EACH[2], "--lang", language).out


@pytest.mark.parametrize("command", [["assess", "--accounts", "none"], ["questionnaire"]])
def test_who_it_is_from_is_a_name_of_at_most_200_characters(command: list[str], run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    writing = [*command, "-o", str(page)]
    assert run(*writing).code == 0
    of_nobody = page.read_text("utf-8")
    assert run(*writing, "--by", "  ").code == 0
    assert page.read_text("utf-8") == of_nobody
    assert run(*writing, "--by", f" {'x' * 200} ").code == 0
    assert re.search(r"[ >]x{200}<", page.read_text("utf-8"))
    page.unlink()
    done = run(*writing, "--by", "x" * 201)
    assert (done.code, done.out) == (2, "")
    assert done.err == "--by is 201 characters long. Give a name of at most 200.\n"
    done = run(*writing, "--by", "x" * 1201, LANG="el_GR.UTF-8")
    assert done.err == "Το --by έχει 1.201 χαρακτήρες. Δώστε ένα όνομα με 200 το πολύ.\n"
    done = run(*writing, "--by", "\udcff")
    assert done.err == "--by is not valid text in this terminal's encoding.\n"
    assert not page.exists()


def test_the_name_is_shown_and_made_safe(run: Runner) -> None:
    done = run("assess", "--accounts", "none", "--name", "A\x1b[2J\u202e[red]:smile:")
    assert done.out.startswith("A\\x1b[2J\\u202e[red]:smile:: ")


def test_explain_adds_each_answer_and_the_posterior(run: Runner) -> None:
    plain = run("assess", *ONE_OF_EACH[4]).out
    explained = run("assess", *ONE_OF_EACH[4], "--explain").out
    assert "Answer by answer" in explained
    assert "Answer by answer" not in plain


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "el_GR.UTF-8"}, "el"),
        ({"LANG": "el_GR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "el_GR.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "STAGECLI_LANG": "el"}, "el"),
        ({"LANG": "C.UTF-8", "STAGECLI_LANG": "xx"}, "en"),
    ],
)
def test_the_language_comes_from_the_surroundings(
    run: Runner, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = run("assess", "--accounts", "none", "--format", "json")
    assert json.loads(done.out)["language"] == language
    assert json.loads(run("assess", "--accounts", "none", "--format", "json", "--lang", "el").out)["language"] == "el"


def test_another_model_brings_its_own_flags(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["--model", SMALL], [f"--model={SMALL}"]):
        done = run("assess", "--copies", "some", "--age", "3", "--format", "json", *arguments)
        assert json.loads(done.out)["model"]["id"] == "small"
    monkeypatch.setenv("STAGECLI_MODEL", SMALL)
    assert "--copies" in run("assess", "--help").out
    assert json.loads(run("assess", "--copies=some", "--format=json").out)["model"]["id"] == "small"
    assert (
        json.loads(run("assess", "--accounts=none", "--format=json", "--model=social-media").out)["model"]["id"]
        == "social-media"
    )


def test_help_shows_every_signal_with_its_options(run: Runner, bundled: Model) -> None:
    done = run("assess", "--help")
    assert done.code == 0
    for signal in bundled.signals:
        assert f"--{signal.id.replace('_', '-')}" in done.out
    assert "none|closed|idle|in_use" in done.out
    greek = " ".join(run("assess", "--help", "--lang", "el").out.split())
    assert bundled.localized(bundled.signal("accounts").question, "el") in greek


def test_every_flag_of_assess_is_reserved(run: Runner, bundled: Model) -> None:
    flags = {word.strip(",") for word in run("assess", "--help").out.split() if word.startswith("--")}
    names = {flag.removeprefix("--").replace("-", "_") for flag in flags}
    assert names - {signal.id for signal in bundled.signals} <= RESERVED


def test_the_version_and_the_overview(run: Runner) -> None:
    assert run("--version").out == f"stagecli {stagecli.__version__}\n"
    overview = run()
    assert overview.code == 0
    assert overview.out == run("--help").out
    for command in COMMANDS:
        assert command in overview.out
        assert run(command, "--help").code == 0


def test_stages_writes_the_whole_ladder_as_a_page_and_one_stage_as_none(run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "ladder.html"
    assert run("stages", "-o", str(page)) == (0, "", "")
    assert page.read_text("utf-8") == run("stages", "--format", "html").out
    assert run("stages", "-o", str(tmp_path / "ladder.md")) == (0, "", "")
    refusal = "A page shows the whole ladder. Leave STAGE out, or take --format text or json.\n"
    for chosen in (["-o", str(tmp_path / "stage.html")], ["--format", "markdown"]):
        assert run("stages", "3", *chosen) == (2, "", refusal)


def test_stages_shows_the_ladder_and_one_stage(run: Runner, bundled: Model) -> None:
    assert "This isn't working" in run("stages").out
    greek = bundled.localized(bundled.stages[2].name, "el")
    for name in ("3", "not_working", "this isn't working", greek.upper()):
        assert run("stages", name).out == run("stages", "3").out
    [stage] = json.loads(run("stages", "3", "--format", "json").out)["stages"]
    assert stage["id"] == "not_working"


def test_model_check_says_sound_or_everything_that_is_wrong(run: Runner, tmp_path: Path) -> None:
    done = run("model", "check", SMALL)
    assert done.code == 0
    assert f"{SMALL}: sound, with 3 warnings, 1 note. 3 stages, 4 signals, 2 cases." in done.out
    assert "they have not been fitted to labelled subjects yet" in done.out
    assert run("model", "check", SMALL, "--strict").code == 2
    assert run("model", "check", "social-media").code == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text(Path(SMALL).read_text("utf-8").replace("effort: high", "effort: huge"), "utf-8")
    done = run("model", "check", str(broken))
    assert (done.code, done.err) == (2, "")
    assert f"{broken}:20:17: error: " in done.out
    result = json.loads(run("model", "check", str(broken), "--format", "json").out)
    assert (result["sound"], result["errors"][0]["line"]) == (False, 20)
    sound = json.loads(run("model", "check", SMALL, "--format", "json").out)
    assert (sound["sound"], sound["errors"], len(sound["warnings"]), len(sound["notes"])) == (True, [], 3, 1)
    assert run("model").out == run("model", "--help").out


def test_a_bad_model_is_reported_by_assess_on_standard_error(run: Runner, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("schema: 2\n", "utf-8")
    done = run("assess", "--model", str(broken))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{broken}:1:1: ")


def test_the_guide_lists_its_topics_and_shows_them(run: Runner) -> None:
    topics = run("guide").out
    for topic in ("assessing", "method", "model-file"):
        assert topic in topics
        assert run("guide", topic).out.startswith("# ")
    assert run("guide", "assessing", "--help").code == 0


def test_interrupting_is_told_in_one_line(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stagecli.model_file.load_model", interrupt)
    assert run("stages") == (130, "", "Interrupted.\n")
    assert run("assess", "--lang", "el") == (130, "", "Διακόπηκε.\n")


def test_the_module_runs_like_the_program(program: Runner) -> None:
    done = subprocess.run(
        [STAGECLI.parent / "python", "-m", "stagecli", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == program("--version").out


def test_the_api_does_the_same_job() -> None:
    ladder = stagecli.load_model()
    result = stagecli.assess(ladder, {"accounts": "in_use", "attitude": "comfortable", "months_active": 12})
    assert result.stage.id == "comfortable"
    assert {answer.origin for answer in result.answers} == {"program", None}


def test_signals_may_be_called_like_words_of_the_language_or_of_the_program(run: Runner) -> None:
    done = run(
        "assess", "--import", "open", "--class", "full", "--blank", "1234567", "--format", "markdown",
        "--model", str(MODELS / "openers.yaml"),
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert "1234567" in done.out


def test_a_name_that_is_no_text_is_refused(run: Runner) -> None:
    done = run("assess", "--accounts", "none", "--format", "json", "--name", os.fsdecode(b"\xff"))
    assert (done.code, done.err) == (2, "--name is not valid text in this terminal's encoding.\n")
    done = run("model", "check", os.fsdecode(b"\xff.yaml"), "--format", "json")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_an_empty_model_name_is_no_model(run: Runner) -> None:
    assert run("assess", "--accounts", "none", "--model", "").code == 2


def test_a_guide_comes_in_the_languages_there_are(run: Runner) -> None:
    greek = run("guide", "assessing", "--lang", "el").out
    assert greek != run("guide", "assessing").out
    assert greek.split("\n", 1)[0].removeprefix("# ") in run("guide", "--lang", "el").out
    done = run("guide", "--lang", "../x")
    assert (done.code, done.err) == (2, "There is no language '../x' for --lang. One of: en, el.\n")


def test_a_dash_as_output_is_standard_output(run: Runner) -> None:
    assert run("assess", "--accounts", "none", "-o", "-") == run("assess", "--accounts", "none")


def test_too_little_memory_is_told(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("stagecli.model_file.load_model", full)
    assert run("stages") == (1, "", "There is not enough memory for this.\n")


def test_a_double_dash_before_the_command_changes_nothing(run: Runner) -> None:
    assert run("--", "stages", "--model", SMALL) == run("stages", "--model", SMALL)
    assert run("--", "assess", "--model", SMALL, "--copies", "some") == run(
        "assess", "--model", SMALL, "--copies", "some"
    )


@pytest.mark.parametrize("epoch", ["-62135596800", "-30000000000", "253402300799"])
@pytest.mark.parametrize("name", ["text", "html", "markdown", "json"])
def test_the_first_and_the_last_year_are_years(run: Runner, epoch: str, name: str) -> None:
    done = run("assess", "--accounts", "none", "--name", "A", "--format", name, SOURCE_DATE_EPOCH=epoch)
    assert (done.code, done.err) == (0, "")
    if name == "json":
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", json.loads(done.out)["time"])


def test_help_is_given_also_where_the_exported_model_is_missing(run: Runner) -> None:
    message = "STAGECLI_MODEL: There is no model file 'nosuch'. Bundled ladders: social-media, software-delivery.\n"
    done = run("assess", "--help", STAGECLI_MODEL="nosuch")
    assert (done.code, done.out, done.err) == (0, run("assess", "--help").out, message)
    assert run("assess", "--accounts", "none", STAGECLI_MODEL="nosuch") == (2, "", message)
    assert run("assess", "--accounts", "none", "--model", "nosuch").err == message.removeprefix("STAGECLI_MODEL: ")


@pytest.mark.parametrize(
    ("command", "collected"), [("model check social-media", "True"), ("stages", "False"), ("batch a.csv", "True")]
)
def test_commands_that_run_long_collect_garbage(tmp_path: Path, command: str, collected: str) -> None:
    (tmp_path / "a.csv").write_text("accounts\nidle\n")
    code = (
        "import gc; gc.disable(); from stagecli.cli.main import main; "
        f"main({[*command.split(), '-o', os.devnull]}); print(gc.isenabled())"
    )
    python = STAGECLI.parent / "python"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == f"{collected}\n"


@pytest.mark.parametrize("option", ["--on-error", "--max-rejects"])
def test_numpy_is_told_to_keep_no_idle_threads_before_it_is_loaded(tmp_path: Path, option: str) -> None:
    (tmp_path / "a.csv").write_text("accounts\nidle\n")
    value = "stop" if option == "--on-error" else "3"
    code = (
        "import os, sys, types\n"
        "def find_spec(name, path=None, target=None):\n"
        "    if name == 'numpy': print(os.environ.get('OPENBLAS_NUM_THREADS'))\n"
        "sys.meta_path.insert(0, types.SimpleNamespace(find_spec=find_spec))\n"
        "from stagecli.cli.main import main\n"
        f"main(['batch', 'a.csv', '-o', {os.devnull!r}, {option!r}, {value!r}])"
    )
    python, without = STAGECLI.parent / "python", {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=without)
    assert done.stdout == "1\n"
