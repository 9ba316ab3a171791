"""`model check`: what a good ladder does not say, and every mistake of a file in one run."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.authoring.check import Checked, check
from stagecli.authoring.lint import on_model
from stagecli.authoring.new import starter
from stagecli.cli.guide import FOLDER
from stagecli.model_file.bundled import bundled_path
from tests.conftest import MODELS, Run, examples
from tests.test_advice import demanding, do

GUIDE = (FOLDER / "own-ladder.md").read_text("utf-8")
(LADDER,) = re.findall(r"<!-- file: passwords.yaml -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., Checked]:
    """Check the guide's ladder with some of its text replaced."""

    def checked(*changes: tuple[str, str]) -> Checked:
        text = LADDER
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        file = tmp_path / "passwords.yaml"
        file.write_text(text, "utf-8")
        return check(str(file))

    return checked


def told(found: Checked) -> list[str]:
    """Each finding as `level: where: what`."""
    return [f"{finding.level}: {finding.problem.where}: {finding.problem.clause()}" for finding in found.findings]


def test_a_good_ladder_gives_nothing_to_remark(checked: Callable[..., Checked]) -> None:
    assert told(checked()) == []


REMARKS = {
    "a column far from 100": (
        [("[80, 22,  5,  4]", "[60, 22,  5,  4]")],
        ["warning: signals.kept.options.paper.of_100[1]: the frequencies of all options do not add up to 100, but to "
         "80 at stage 1"],
    ),
    "a column near 100": (
        [("[80, 22,  5,  4]", "[80, 22,  5,  6]")],
        ["note: signals.kept.options.paper.of_100[4]: the frequencies of all options do not add up to 100, but to 102 "
         "at stage 4"],
    ),
    "a frequency that is too sharp": (
        [("[80, 22,  5,  4]", "[97, 22,  5,  4]"), ("[17, 68, 13,  8]", "[ 2, 68, 13,  8]"),
         ("[ 3, 10, 82, 88]", "[ 1, 10, 82, 88]")],
        ["warning: signals.kept.options.paper.of_100: more than 92 of 100 give this answer at stage 1"],
    ),
    "an answer that nobody gives": (
        [("      - {id: manager, label: In a manager", "      - {id: cloud, label: Elsewhere, of_100: [0, 0, 0, 0]}\n"
          "      - {id: manager, label: In a manager")],
        ["warning: signals.kept.options.cloud.of_100: nobody gives this answer at any stage"],
    ),
    "an answer that no stage favours": (
        [("      - {id: manager, label: In a manager", "      - {id: cloud, label: Elsewhere, of_100: [5, 5, 5, 5]}\n"
          "      - {id: manager, label: In a manager"), ("[80, 22,  5,  4]", "[75, 17,  0,  0]"),
         ("[ 3, 10, 82, 88]", "[ 3, 10, 82, 87]")],
        ["note: signals.kept.options.cloud.of_100: no stage favours this answer: it is about as frequent at all of "
         "them"],
    ),
    "a question never worth asking": (
        [("cases:\n", "  - id: colour\n    question: Which colour?\n    options:\n"
          "      - {id: red, label: Red, of_100: [50, 52, 50, 50]}\n"
          "      - {id: blue, label: Blue, of_100: [50, 48, 50, 50]}\ncases:\n")],
        ["warning: signals.colour: this question is never worth asking: it tells 0.000 bits",
         "note: signals.colour.options.red.of_100: no stage favours this answer: it is about as frequent at all of "
         "them",
         "note: signals.colour.options.blue.of_100: no stage favours this answer: it is about as frequent at all "
         "of them"],
    ),
    "neighbours that two questions tell apart": (
        [("[70, 45, 18,  8]", "[70, 45, 18, 18]"), ("[20, 45, 42, 14]", "[20, 45, 42, 42]"),
         ("[10, 10, 40, 78]", "[10, 10, 40, 40]")],
        ["warning: stages.locked: only second_factor and leaving tell it from stage 3"],
    ),
    "a step that leads away": (
        [("changes: {sharing: [managed]}", "changes: {sharing: [told]}")],
        ["warning: stages.in-the-browser.steps.share-in-it: this step leads away from stage 3 rather than toward it"],
    ),
    "steps that do not reach the aim": (
        [("changes: {second_factor: [everywhere]}", "changes: {kept: [manager]}"),
         ("changes: {leaving: [all_changed]}", "changes: {reuse: [none]}"),
         ("summary: A password manager keeps", "aim: locked\n    summary: A password manager keeps"),
         ("  - id: on-paper\n", "  - id: on-paper\n    aim: locked\n")],
        ["warning: stages.on-paper: after all its steps, stage 4 is among the two likeliest in "],
    ),
    "a translation that is missing": (
        [("title: Passwords in a small office", "languages: [en, el]\ntitle: {en: Passwords}")],
        ["warning: title: 1 text is not in 'el': line 6"],
    ),
    "a stage without steps": (
        [("    steps:\n      - {id: try-recovery, do: Try to get back in without your phone., why: Before it is lost.,"
          " effort: low}\n", "")],
        [],
    ),
    "a question that another signal has": (
        [("question: How do you feel about passwords?", "question: How does a colleague get a password")],
        ["warning: signals.feeling.question: as the heading of a table's column, this question means the signal "],
    ),
    "a question that is another signal's id": (
        [("question: How do you feel about passwords?", "question: Kept?")],
        ["warning: signals.feeling.question: as the heading of a table's column, this question means the signal "
         "'kept'"],
    ),
    "a text of the starter": (
        [("why: Visitors read notes.", "why: Why it helps.")],
        ["warning: stages.on-paper.steps.take-the-note-down.why: 1 text is still as `stagecli model new` made it, this "
         "one first"],
    ),
    "an answer after which others have nothing to say": (
        [("ahead: There is no stage above this one.", "ahead: None.\n    requires: {kept: [paper, manager]}"),
         ("ahead: A stolen password alone will open nothing.",
          "ahead: Two locks.\n    requires: {kept: [paper, manager]}"),
         ("ahead: You will have fewer notes, and different passwords for what matters.",
          "ahead: Fewer notes.\n    requires: {kept: [paper, manager]}")],
        ["warning: signals.kept.options.browser: after this answer, 5 other questions have nothing left to say: reuse, "
         "second_factor, sharing, leaving, feeling"],
    ),
    "a gate that leaves one stage": (
        [("ahead: There is no stage above this one.", "ahead: None.\n    requires: {kept: [paper, manager]}"),
         ("ahead: A stolen password alone will open nothing.",
          "ahead: Two locks.\n    requires: {kept: [manager], sharing: [managed, sent]}"),
         ("ahead: You will have fewer notes, and different passwords for what matters.",
          "ahead: Fewer notes.\n    requires: {kept: [paper]}"),
         ("    question: How does a colleague", "    only_if: {kept: [browser]}\n    question: How does a colleague"),
         ("question: How do you feel", "only_if: {sharing: [told, sent]}\n    question: How do you feel"),
         ("question: Is the same", "only_if: {kept: [browser, manager]}\n    question: Is the same")],
        ["warning: stages.managed.requires.sharing: 'sharing' is asked only under answers that rule this stage out "
         "already",
         "warning: signals.kept.options.browser: after this answer, 5 other questions have nothing left to say: ",
         "warning: signals.sharing.only_if: whatever opens this gate leaves one stage possible at most, by what the "
         "stages require",
         "warning: signals.feeling.only_if: whatever opens this gate leaves one stage possible at most, by what the "
         "stages require"],
    ),
    "gates that are never open together": (
        [("    question: How does a colleague", "    only_if: {kept: [browser]}\n    question: How does a colleague"),
         ("question: How do you feel", "only_if: {sharing: [sent], kept: [paper]}\n    question: How do you feel")],
        ["warning: signals.feeling.only_if: whatever opens this gate leaves one stage possible at most, by what the "
         "stages require"],
    ),
    "no cases": ([(LADDER[LADDER.index("cases:") :], "")], ["note: : there are no cases"]),
    "a stage without a case": (
        [(LADDER[LADDER.index("  - {name: Tax adviser") :], "")],
        ["note: stages.locked: no case has this stage"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REMARKS)
def test_it_remarks_on(name: str, checked: Callable[..., Checked]) -> None:
    changes, expected = REMARKS[name]
    found = checked(*changes)
    assert found.model is not None
    lines = told(found)
    assert len(lines) == len(expected), lines
    for line, start in zip(lines, expected, strict=True):
        assert line.startswith(start), lines


def test_a_stage_that_is_seldom_detected_is_told_with_what_it_is_taken_for(tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    file.write_text(starter("many", "", [None] * 15, 2, ["en"]), "utf-8")
    found = [finding.problem for finding in check(str(file)).findings]
    seldom = [problem for problem in found if "detected only in" in problem.clause()]
    assert seldom
    for problem in seldom:
        number = int(problem.where.rsplit("-", 1)[1])
        taken = re.fullmatch(r"It is taken for stage (\d+) in \d+\.", problem.advice())
        assert taken
        assert int(taken[1]) != number


PLANTED = [
    ("title: Passwords", "tittle: Passwords", "tittle: unknown key"),
    ("changes: {reuse: [some, none]}", "changes: {reuse: [sum, none]}", "'reuse' has no option 'sum'"),
    ("effort: medium\n      - id: share-in-it", "effort: middling\n      - id: share-in-it", "found 'middling'"),
    ("changes: {sharing: [managed]}", "changes: {sharing: [manged]}", "'sharing' has no option 'manged'"),
    ("- id: second-factor", "- id: share-in-it", "another step has the id 'share-in-it'"),
    ("[80, 22,  5,  4]", "[80, 22,  5]", "expected 4 numbers, one for each stage, found 3"),
    ("[ 5, 15, 65, 85]", "[ 5, 15, 65, many]", "found 'many'"),
    ("label: In some,", "label: In most places,", "'In most places' could also mean the option 'most'"),
    ("[80, 55, 22,  2]", "[60, 55, 22,  2]", "options do not add up to 100, but to 80 at stage 1"),
    ("label: By mail or message", "label: Somebody says it", "'Somebody says it' could also mean the option 'told'"),
    ("question: What happens", "queston: What happens", "unknown key. Did you mean 'question'?"),
    ("    question: How do you feel", "    only_if: {kapt: [manager]}\n    question: How do you feel",
     "there is no signal 'kapt'. Did you mean 'kept'?"),
    ("[70, 45, 18,  8]", "[70, 45, 180,  8]", "'180' is above 100"),
    ("stage: on-paper, answers", "stage: on-papers, answers", "there is no stage 'on-papers'"),
    ("{kept: manager, second_factor: bank", "{kept: safe, second_factor: bank", "'safe' is not one of its options"),
]  # fmt: skip


def test_every_mistake_planted_in_the_guides_ladder_is_found_with_its_line_in_one_run(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    text = LADDER
    for old, new, _ in PLANTED:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = tmp_path / "planted.yaml"
    file.write_text(text, "utf-8")
    done = run("model", "check", str(file))
    assert (done.code, done.err) == (2, "")
    for _, new, what in PLANTED:
        line = text[: text.rindex(new)].count("\n") + 1
        found = re.findall(
            rf"^{re.escape(str(file))}:(\d+):\d+: (?:error|warning): .*{re.escape(what)}", done.out, re.MULTILINE
        )
        assert str(line) in found, (line, what, done.out)
    assert done.out.splitlines()[-1] == f"{file}: not sound: {len(PLANTED) - 1} errors, 1 warning."


def test_warnings_fail_only_when_it_is_strict(run: Callable[..., Run], tmp_path: Path) -> None:
    small = str(MODELS / "small.yaml")
    assert (run("model", "check", small).code, run("model", "check", small, "--strict").code) == (0, 2)
    bundled = bundled_path("social-media").read_text("utf-8")
    sound = tmp_path / "sound.yaml"
    sound.write_text(re.sub(r"^    observe:.*\n(?: {6,}.*\n)+", "", bundled, flags=re.MULTILINE), "utf-8")
    assert run("model", "check", str(sound), "--strict").code == 0


def test_json_tells_errors_warnings_and_notes_apart(run: Callable[..., Run]) -> None:
    result = json.loads(run("model", "check", str(MODELS / "openers.yaml"), "--format", "json").out)
    assert result["contract"] == "stagecli/model-check/2"
    assert (result["sound"], result["errors"]) == (True, [])
    assert {note["what"] for note in result["notes"]} >= {"there are no cases"}
    assert any("never worth asking" in warning["what"] for warning in result["warnings"])


def test_a_step_that_opens_a_gate_may_gain_nothing_by_itself(run: Callable[..., Run], tmp_path: Path) -> None:
    said = run("model", "check", str(MODELS / "openers.yaml")).out
    assert "leads away" not in said
    ungated = (MODELS / "openers.yaml").read_text("utf-8")
    ungated = re.sub(r"^ +only_if: .*\n", "", ungated, flags=re.MULTILINE)
    file = tmp_path / "ungated.yaml"
    file.write_text(ungated, "utf-8")
    assert "stages.low.steps.open-it: this step leads away" in run("model", "check", str(file)).out


@given(st.lists(st.integers(0, len(LADDER.splitlines()) - 1), max_size=6))
@examples(40)
def test_it_survives_any_lines_left_out(tmp_path_factory: pytest.TempPathFactory, left_out: list[int]) -> None:
    file = tmp_path_factory.getbasetemp() / "left-out.yaml"
    kept = [line for number, line in enumerate(LADDER.splitlines(keepends=True)) if number not in left_out]
    file.write_text("".join(kept), "utf-8")
    found = check(str(file))
    assert (found.model is None) == (found.count("error") > 0)


def test_no_more_is_shown_than_can_be_mended(run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    text = starter("many", "", [None] * 3, 150, ["en"])
    file.write_text(re.sub(r"of_100: \[.*\]", "of_100: [10, 10, 10]", text), "utf-8")
    done = run("model", "check", str(file))
    assert done.code == 0
    assert len(re.findall(r": (?:warning|note): ", done.out)) == 200
    left = re.search(r"^and ([\d,]+) more; --format json has them all$", done.out, re.MULTILINE)
    assert left
    result = json.loads(run("model", "check", str(file), "--format", "json").out)
    assert len(result["warnings"]) + len(result["notes"]) == 200 + int(left[1].replace(",", ""))


def test_a_step_is_judged_by_what_it_lifts_before_its_gain() -> None:
    lifts, loses, gains = do("lifts", worse="yes"), do("loses", bad="yes"), do("gains", better="yes")

    def away(requires: dict[str, str]) -> list[str]:
        remarks = on_model(demanding(requires, lifts, loses, gains).model)
        return [str(remark.path[-1]) for remark in remarks if "leads away" in remark.what]

    assert away({}) == ["0", "1"]
    assert away({"worse": "yes"}) == ["1"]
    assert away({"worse": "yes", "better": "no"}) == ["1", "2"]
