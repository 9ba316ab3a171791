"""What was said beside what was measured: which counts, what is shown, and what an interview proposes."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stagecli
from stagecli.answers import DONT_KNOW, Answer, from_values, option_values
from stagecli.assessment import Assessment, assess, stored
from stagecli.assessment.said_and_measured import agrees, is_said, merged
from stagecli.batch.observed_codes import ObservedCodes
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability
from stagecli.cli.proposals import Proposals
from stagecli.errors import AnswersError, UsageError, short
from stagecli.measures import Measured, Observed, Source, joined
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.observed import given_measures, observed_answers
from tests.conftest import Run, examples
from tests.measured_tables import NUMBERS, WORDS, measured_cell, observing, values_of
from tests.test_interview_terminal import Terminal, finish, say
from tests.test_observed import LADDER, ladder

Runner = Callable[..., Run]
FILE = """contract: stagecli/observed/1
subject: Bakery
sources: [{kind: crm, from: 2025-07-01, until: 2025-12-01}]
measures:
  git.days_to_release: {value: 20, counted: 18, examples: ["1.0", "1.1"]}
  crm.orders: {value: 30}
  git.changes_with_tests: {reason: too_few_code_changes}
"""
GATED = (
    LADDER.replace("  - {id: high, name: High,", "  - {id: high, requires: {selling: [online, both]}, name: High,")
    .replace(
        "signals:\n",
        """signals:
  - id: shop
    question: Is there a shop?
    observe: [{when: {git.active_authors: {below: 2}}, as: ["no"]}]
    options:
      - {id: "yes", label: "Yes", of_100: [30, 70]}
      - {id: "no", label: "No", of_100: [70, 30]}
""",
    )
    .replace("    question: How many days pass?\n", '    question: How many days pass?\n    only_if: {shop: ["yes"]}\n')
    .replace("as: [both]}", "as: [shop]}")
)


def observed(**values: float | str) -> Observed:
    return Observed(measures={name.replace("_", ".", 1): Measured(value=value) for name, value in values.items()})


def states(found: Assessment) -> dict[str, str]:
    return {each.signal: each.measured.standing for each in found.answers if each.measured is not None}


def said(model: Model, **values: str | float) -> dict[str, Answer]:
    return dict(from_values(model, values, "flag"))


def test_what_was_measured_counts_where_nobody_said_anything_or_somebody_does_not_know() -> None:
    model = ladder()
    measures = observed(git_days_to_release=20.0, crm_orders=30.0)
    found = assess(Classifier(model), said(model, waiting=DONT_KNOW), observed=measures)
    assert {each.signal: (each.option, each.origin, each.number) for each in found.answers} == {
        "waiting": ("middling", "observed", 20.0), "selling": ("both", "observed", None),
    }  # fmt: skip
    assert found.coverage.answered == 2
    assert states(found) == {"waiting": "counted", "selling": "counted"}
    assert [each.agrees for each in found.answers] == [None, None]
    assert stored(found) == {"waiting": Answer(DONT_KNOW, "file")}


def test_what_somebody_said_counts_and_both_are_kept() -> None:
    model = ladder()
    measures = observed(git_days_to_release=20.0, crm_orders=30.0)
    answers = said(model, waiting=5, selling="both")
    found = assess(Classifier(model), answers, observed=measures)
    assert [(each.option, each.origin, each.agrees) for each in found.answers] == [
        ("short", "flag", False), ("both", "flag", True),
    ]  # fmt: skip
    alone = assess(Classifier(model), answers)
    assert (found.posterior, found.evidence, found.coverage) == (alone.posterior, alone.evidence, alone.coverage)
    assert stored(found) == answers


def test_trusting_measures_turns_that_round_where_both_differ() -> None:
    model = ladder()
    measures = observed(git_days_to_release=20.0, crm_orders=30.0)
    answers = said(model, waiting=5, selling="both")
    found = assess(Classifier(model), answers, observed=measures, trust="measured")
    waiting, selling = found.answers
    assert (waiting.option, waiting.origin, waiting.number, waiting.agrees) == ("middling", "observed", 20.0, False)
    assert waiting.said is not None
    assert (waiting.said.option, waiting.said.number) == ("short", 5)
    assert (selling.option, selling.origin) == ("both", "flag")
    assert stored(found) == {"waiting": Answer("short", "file", 5), "selling": answers["selling"]}


def test_within_a_tenth_of_the_bound_the_neighbour_is_no_contradiction() -> None:
    model = ladder()
    for days, agreed in ((10.9, True), (11.1, False)):
        found = assess(Classifier(model), said(model, waiting=9), observed=observed(git_days_to_release=days))
        assert found.answers[0].agrees is agreed


def test_a_measured_answer_closes_no_gate_over_a_said_one_and_rules_no_stage_out() -> None:
    model = ladder(GATED)
    measures = observed(git_active_authors=1.0, crm_orders=30.0)
    found = assess(Classifier(model), said(model, waiting=5), observed=measures)
    assert states(found) == {"shop": "not_counted", "selling": "not_counted"}
    assert found.coverage.answered == 1
    assert all(not stage.ruled_out_by for stage in found.posterior)
    with pytest.raises(UsageError, match="would rule out a stage or an answer"):
        assess(Classifier(model), said(model, waiting=DONT_KNOW), observed=observed(crm_orders=30.0))


def test_among_measured_answers_gates_close_as_usual() -> None:
    model = ladder(GATED)
    measures = observed(git_active_authors=1.0, git_days_to_release=20.0)
    found = assess(Classifier(model), {}, observed=measures)
    assert [(each.signal, each.state) for each in found.answers] == [
        ("shop", "answered"), ("waiting", "not_applicable"), ("selling", "not_asked"),
    ]  # fmt: skip
    assert found.not_counted == ("waiting",)


def test_what_was_measured_more_than_90_days_before_is_shown_and_not_counted() -> None:
    model = ladder()
    old = Observed(sources=(Source(kind="crm", until="2025-10-03"),), measures={"crm.orders": Measured(value=30.0)})
    found = assess(Classifier(model), said(model, waiting=5), observed=old, time="2026-01-01")
    assert states(found) == {"selling": "counted"}
    found = assess(Classifier(model), said(model, waiting=5), observed=old, time="2026-01-02")
    assert states(found) == {"selling": "old"}
    assert found.answers[1].option is None
    text = stagecli.render_assessment(Classifier(model), found, "text")
    assert "Measured too long ago to be counted: How do you sell? Both. Orders a week: 30" in " ".join(text.split())


def test_a_number_out_of_range_is_said_and_is_no_answer() -> None:
    model = ladder()
    measures = observed(git_days_to_release=400.0)
    found = assess(Classifier(model), said(model, selling="both"), observed=measures)
    assert states(found) == {"waiting": "out_of_range"}
    text = " ".join(stagecli.render_assessment(Classifier(model), found, "text").split())
    assert "Measured, but no answer of this question: How many days pass? Days from commit to release: 400" in text


@examples(150)
@given(st.data(), observing(), st.sampled_from(["said", "measured"]))
def test_what_was_said_is_never_overruled(data: st.DataObject, model: Model, trust: str) -> None:
    random_ = data.draw(st.randoms(use_true_random=False))
    classifier = Classifier(model)
    answers = {
        signal.id: Answer(random_.choice([DONT_KNOW, *(option.id for option in signal.options)]), "flag")
        for signal in model.signals
        if random_.random() < 0.5
    }
    cells = {name: measured_cell(name, random_) for name in (*NUMBERS, *WORDS)}
    measures = given_measures(model, values_of(cells))
    both = merged(classifier, answers, measures, None, "measured" if trust == "measured" else "said")
    found = observed_answers(model, measures.values())
    assert both.measured.keys() == found.keys()
    for signal, answer in answers.items():
        if is_said(answer) and (
            trust == "said" or agrees(answer, found[signal]) is not False if signal in found else True
        ):
            assert both.answers[signal] == answer
    before, after = (applicability(classifier, option_values(each)) for each in (answers, both.answers))
    if trust == "said":
        closed = [signal for signal, state in after.items() if state == "no" and before[signal] != "no"]
        assert not any(is_said(answers.get(signal)) for signal in closed)
    counted = {signal for signal, each in both.measured.items() if each.standing == "counted"}
    assert not any((signal, both.answers[signal].option) in classifier.forbidden for signal in counted)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watched.yaml").write_text(LADDER, "utf-8")
    (tmp_path / "measured.yaml").write_text(FILE, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_person_who_contradicts_two_measures_sees_both_in_every_format(run: Runner) -> None:
    asked = ["assess", "--model", "watched.yaml", "--answers", "measured.yaml", "--waiting", "50", "--selling", "shop"]
    done = run(*asked)
    assert done.code == 0
    assert done.out.splitlines()[0] == "Bakery: Watched"
    assert done.out.splitlines()[1].endswith("; 2 measures say otherwise")
    text = " ".join(done.out.split())
    assert (
        "Said and measured How many days pass? - Said: Long (50) - Measured: Middling. Days from commit to release: 20 "
        "days (18 commits, July 2025 to December 2025) What was said counts. Does the source show all that the "
        "question is about? How do you sell? - Said: Shop - Measured: Both. Orders a week: 30 orders (July 2025 to "
        "December 2025) What was said counts."
    ) in text
    greek = " ".join(run(*asked, "--lang", "el").out.split())
    assert "2 μετρήσεις δεν συμφωνούν με όσα λέτε" in greek
    assert "Μέρες από το commit ως την έκδοση: 20 μέρες (18 commits, Ιούλιος 2025 – Δεκέμβριος 2025)" in greek
    assert "Orders a week: 30 παραγγελίες" in greek
    page = run(*asked, "--format", "html").out
    assert "2 measures say otherwise" in page
    assert "not measurable: fewer than 15 changes touch code" in page
    markdown = run(*asked, "--format", "markdown").out
    assert "## Said and measured" in markdown
    assert "| Orders a week | 30 orders \\(July 2025 to December 2025\\) |" in markdown
    published = json.loads(run(*asked, "--format", "json").out)
    assert [(each["said"], each["agrees"]) for each in published["answers"]] == [
        ({"option": "long", "number": 50.0}, False), ({"option": "shop", "number": None}, False),
    ]  # fmt: skip
    assert published["answers"][0]["measured"] == {
        "option": "middling", "number": 20.0, "agreeing": ["middling"], "measures": ["git.days_to_release"],
        "standing": "said",
    }  # fmt: skip
    assert published["observed"]["measures"]["git.changes_with_tests"] == {
        "reason": "too_few_code_changes", "unit": "share",
    }  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_measures_alone_give_a_verdict_that_says_so(run: Runner) -> None:
    done = run("assess", "--model", "watched.yaml", "--answers", "measured.yaml", "--no-input")
    assert done.code == 0
    assert "+ How do you sell? Both (measured)" in " ".join(done.out.split())


@pytest.mark.usefixtures("folder")
def test_a_result_with_measures_is_read_back_as_it_was(run: Runner) -> None:
    asked = ["--model", "watched.yaml", "--format", "json"]
    first = run("assess", "--answers", "measured.yaml", "--waiting", "50", *asked, "-o", "one.json")
    again = run("assess", "--answers", "one.json", *asked, "-o", "two.json")
    assert (first.code, again.code) == (0, 0)
    one, two = (json.loads(Path(name).read_text("utf-8")) for name in ("one.json", "two.json"))
    one["answers"][0]["origin"] = "file"
    assert two == one


def test_several_files_may_be_given_and_measures_only_once(folder: Path, run: Runner) -> None:
    (folder / "said.yaml").write_text("waiting: 50\n", "utf-8")
    asked = ["assess", "--model", "watched.yaml", "--answers", "said.yaml", "--answers", "measured.yaml"]
    done = run(*asked, "--format", "json")
    assert [each["agrees"] for each in json.loads(done.out)["answers"]] == [False, None]
    twice = run(*asked, "--answers", "measured.yaml")
    assert (twice.code, twice.err) == (
        2, "Two files or sources measure 'git.days_to_release'. Give one of them; exports are measured together by "
        "one `stagecli observe`.\n",
    )  # fmt: skip
    (folder / "other.yaml").write_text(FILE.replace("Bakery", "Florist"), "utf-8")
    others = run(*asked, "--answers", "other.yaml")
    assert (others.code, others.err) == (
        2, "The answers files are about different subjects: Bakery, Florist. Give those of one.\n",
    )  # fmt: skip


def test_of_two_sources_the_one_with_a_value_counts() -> None:
    one = Observed(sources=(Source(kind="a"),), measures={"crm.orders": Measured(reason="x")})
    two = Observed(sources=(Source(kind="b"),), measures={"crm.orders": Measured(value=3.0)})
    found = joined([one, two])
    assert found is not None
    assert found.measures["crm.orders"] == Measured(value=3.0, source=1)
    assert found.source_of("crm.orders") == Source(kind="b")


def test_a_program_may_give_measures() -> None:
    classifier = Classifier(ladder())
    found = stagecli.assess(classifier, {"selling": "shop"}, measures={"crm.orders": 30, "git.days_to_release": None})
    assert [(each.option, each.agrees) for each in found.answers] == [(None, None), ("shop", False)]
    with pytest.raises(AnswersError) as caught:
        stagecli.assess(
            classifier, {}, measures={"crm.order": 1, "crm.channel": "mail", "crm.orders": "many", "git.ci_tests": True}
        )
    assert str(caught.value) == (
        "crm.order: there is no measure 'crm.order'. Did you mean 'crm.orders'?\n"
        "crm.channel: 'crm.channel' never says 'mail'. One of: shop, web, phone.\n"
        "crm.orders: 'many' is no number of orders.\n"
        "git.ci_tests: 'git.ci_tests' never says 'True'. One of: change, schedule, release."
    )


def test_values_that_a_measure_never_has_are_errors_and_nan_is_no_value() -> None:
    nothing = stagecli.assess(Classifier(ladder()), {"selling": "shop"}, measures={"crm.orders": float("nan")})
    assert nothing.answers[1].measured is None
    with pytest.raises(AnswersError) as caught:
        stagecli.assess(
            Classifier(ladder()), {"selling": "shop"},
            measures={"git.changes_with_tests": 45, "git.days_to_release": -0.5, "crm.orders": 10**400},
        )  # fmt: skip
    assert str(caught.value) == (
        "git.changes_with_tests: '45' is no share, which is from 0 to 1.\n"
        "git.days_to_release: 'git.days_to_release' is never below 0, as '-0.5' is.\n"
        f"crm.orders: '{short(str(10**400), 40)}' is no number, or one too large to be a measure."
    )


def test_values_in_a_file_that_a_measure_never_has_are_errors(folder: Path, run: Runner) -> None:
    (folder / "odd.yaml").write_text(
        "contract: stagecli/observed/1\nmeasures:\n  git.changes_with_tests: {value: 45}\n"
        "  git.days_to_release: {value: -3}\n  crm.orders: {value: 1e13}\n"
    )
    done = run("assess", "--model", "watched.yaml", "--answers", "odd.yaml", "--no-input")
    assert (done.code, done.out) == (2, "")
    assert [line for line in done.err.splitlines() if line.startswith("odd.yaml")] == [
        "odd.yaml:3:35: measures.git.changes_with_tests.value: '45' is no share, which is from 0 to 1.",
        "odd.yaml:4:32: measures.git.days_to_release.value: 'git.days_to_release' is never below 0, as '-3' is.",
        "odd.yaml:5:23: measures.crm.orders.value: '1e+13' is no number, or one too large to be a measure.",
    ]


def test_a_result_keeps_measures_that_its_ladder_no_longer_knows_so(folder: Path, run: Runner) -> None:
    put = "contract: stagecli/observed/1\nmeasures: {crm.orders: {value: 30}, crm.channel: {value: web}}\n"
    (folder / "observed.yaml").write_text(put)
    asked = ["--answers", "observed.yaml", "--no-input", "--waiting", "5", "-o", "result.json"]
    assert run("assess", "--model", "watched.yaml", *asked).code == 0
    changed = LADDER.replace("unit: {en: orders, el: παραγγελίες}", "unit: parcels").replace("web", "mail")
    (folder / "later.yaml").write_text(changed, "utf-8")
    again = ["assess", "--model", "later.yaml", "--answers", "result.json", "--no-input"]
    done = run(*again, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert [(each["option"], each["measured"]) for each in found["answers"]] == [("short", None), (None, None)]
    assert found["observed"]["measures"] == {
        "crm.orders": {"value": 30.0, "unit": "orders"}, "crm.channel": {"value": "web"},
    }  # fmt: skip
    page = run(*again, "--explain").out
    assert "30 orders" in page
    assert "parcels" not in page


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder)
    yield terminal
    for child in terminal.children:
        child.close(force=True)


def test_a_measured_question_proposes_what_was_measured_and_enter_makes_it_said(terminal: Terminal) -> None:
    child = terminal.start("--model", "watched.yaml", "--answers", "measured.yaml", "--all", "-o", "out.json")
    say(child, "")
    shown = " ".join((child.before or "").split())
    assert "Measured: 20 days (18 commits, July 2025 to December 2025). Enter answers the same." in shown
    say(child, "")
    shown = " ".join((child.before or "").split())
    assert "Measured: Both – Orders a week: 30 orders (July 2025 to December 2025). Enter answers the same." in shown
    say(child, "")
    finish(child)
    answers = json.loads((terminal.folder / "out.json").read_text("utf-8"))["answers"]
    assert [(each["option"], each["origin"], each["number"], each["agrees"]) for each in answers] == [
        ("middling", "asked", 20.0, True), ("both", "asked", None, True),
    ]  # fmt: skip


def test_last_times_answer_stands_beside_it_and_is_no_second_default(terminal: Terminal, run: Runner) -> None:
    saved = run("assess", "--model", "watched.yaml", "--name", "Bakery", "--save", "--db", "a.db", "--selling", "shop",
                "--date", "2025-11-01")  # fmt: skip
    assert saved.code == 0
    child = terminal.start(
        "--model", "watched.yaml", "--answers", "measured.yaml", "--all", "--db", "a.db", "--name", "Bakery",
        "-o", "out.json",
    )  # fmt: skip
    say(child, "5", "")
    shown = " ".join((child.before or "").split())
    proposed = "Measured: Both – Orders a week: 30 orders (July 2025 to December 2025). Enter answers the same."
    assert f"Last time: Shop. {proposed}" in shown
    say(child, "")
    finish(child)
    answers = json.loads((terminal.folder / "out.json").read_text("utf-8"))["answers"]
    assert (answers[1]["option"], answers[1]["origin"]) == ("both", "asked")


def test_an_answer_just_given_is_the_only_default(terminal: Terminal) -> None:
    child = terminal.start("--model", "watched.yaml", "--answers", "measured.yaml", "--all", "-o", "out.json")
    say(child, "5", "b")
    say(child, "")
    shown = " ".join((child.before or "").split())
    assert "Your answer so far: 5 (Short). Enter keeps it. Measured: 20 days" in shown
    assert "Enter answers the same" not in shown
    say(child, "", "")
    finish(child)
    answers = json.loads((terminal.folder / "out.json").read_text("utf-8"))["answers"]
    assert [(each["option"], each["number"]) for each in answers] == [("short", 5.0), ("both", None)]


def test_a_value_in_a_unit_that_the_ladder_no_longer_uses_is_not_proposed() -> None:
    measures = {"crm.orders": Measured(value=30.0, unit="dozens"), "git.days_to_release": Measured(value=20.0)}
    proposals = Proposals(Classifier(ladder()), Observed(measures=measures), date(2026, 1, 1), "en")
    assert (proposals.answer("selling"), proposals.shown("selling", offered=True)) == (None, None)
    assert proposals.answer("waiting") is not None


def test_an_unfinished_interview_keeps_what_was_measured(terminal: Terminal) -> None:
    child = terminal.start("--model", "watched.yaml", "--answers", "measured.yaml", "--all", "--trust", "measured")
    say(child, "50", "q")
    finish(child)
    child = terminal.start("--model", "watched.yaml", "--resume", "--all", "-o", "out.json")
    say(child, "")
    assert "Measured: Both" in (child.before or "")
    say(child, "")
    finish(child)
    answers = json.loads((terminal.folder / "out.json").read_text("utf-8"))["answers"]
    assert [(each["option"], each["origin"]) for each in answers] == [("middling", "observed"), ("both", "asked")]


def test_what_is_asked_is_worked_out_from_what_was_said_alone(terminal: Terminal, folder: Path) -> None:
    (folder / "git.yaml").write_text(
        "contract: stagecli/observed/1\nmeasures:\n  git.days_between_releases: {value: 3}\n"
        "  git.changes_with_tests: {value: 0.6}\n  git.ci_tests: {value: change}\n  git.days_to_integrate: {value: 2}\n"
    )
    shown = []
    for files in ([], ["--answers", "git.yaml"]):
        child = terminal.start("--model", "software-delivery", *files)
        asked = []
        while child.expect([r"(Question \d+[^\r]*)\r\n([^\r]*)\r\n", "Enter = result"]) == 0:
            assert isinstance(child.match, re.Match)
            asked.append(child.match.groups())
            say(child, "1")
        shown.append(asked)
    assert len(shown[0]) >= 3
    assert shown[0] == shown[1]


def test_a_day_decides_what_is_old() -> None:
    model = ladder()
    old = Observed(sources=(Source(kind="crm", until="2025-01-01"),), measures={"crm.orders": Measured(value=30.0)})
    assert merged(Classifier(model), {}, old, date(2025, 4, 1)).measured["selling"].standing == "counted"
    assert merged(Classifier(model), {}, old, date(2025, 4, 2)).measured["selling"].standing == "old"
    assert merged(Classifier(model), {}, old, None).measured["selling"].standing == "counted"


def test_where_only_old_measures_are_there_the_error_says_so() -> None:
    old = Observed(sources=(Source(kind="crm", until="2025-01-01"),), measures={"crm.orders": Measured(value=30.0)})
    with pytest.raises(UsageError) as caught:
        assess(Classifier(ladder()), {}, observed=old, time="2026-01-01")
    assert str(caught.value) == (
        "Nothing was said, and nothing that was measured counts: it was measured more than 90 days before (--date "
        "gives the day of the assessment). Answer at least one question."
    )


def test_where_a_question_does_not_apply_its_measured_answer_is_told_apart() -> None:
    model = ladder(GATED)
    found = assess(
        Classifier(model), said(model, shop="no", selling="shop"), observed=observed(git_days_to_release=20.0)
    )
    assert states(found) == {"waiting": "not_applicable"}
    text = " ".join(stagecli.render_assessment(Classifier(model), found, "text").split())
    assert "Measured, but other answers say that it does not apply: How many days pass? Middling." in text
    assert "Not counted, because" not in text


def test_a_question_that_does_not_apply_is_contradicted_by_nobody() -> None:
    model = ladder(GATED)
    found = assess(
        Classifier(model),
        said(model, shop="no", waiting=5, selling="shop"),
        observed=observed(git_days_to_release=20.0),
    )
    answer = next(each for each in found.answers if each.signal == "waiting")
    assert (answer.state, answer.agrees) == ("not_applicable", None)
    codes = ObservedCodes(Classifier(model), {"git.days_to_release": 0}).merged(
        {"shop": np.array([1, 0], np.uint8), "waiting": np.array([0, 0], np.uint8)},
        {"git.days_to_release": np.array([20.0, 20.0])},
        2,
    )
    assert {signal: list(mask) for signal, mask in codes.otherwise.items()} == {"waiting": [False, True]}


def test_an_interview_proposes_with_what_looks_the_same_and_a_difference_is_asked_about_by_its_side() -> None:
    classifier = Classifier(load_model().model)
    alive = observed(account_days_since_sign_of_life=3.0, talk_on_own_per_week=0.2)
    proposals = Proposals(classifier, alive, date(2026, 1, 1), "en")
    assert proposals.shown("answering", offered=True) == (
        "Measured: Now and then (or, which looks the same: Yes, nearly always; Yes, and I join talk elsewhere too) – "
        "Comments on your own page a week: 0.2. Enter answers the same."
    )
    gone = observed(account_days_since_sign_of_life=120.0, posts_days_since_last=120.0)
    asked = {}
    for answer, measures in (("idle", alive), ("in_use", gone)):
        found = assess(classifier, said(classifier.model, accounts=answer), observed=measures)
        text = " ".join(stagecli.render_assessment(classifier, found, "text").split())
        asked[answer] = [question for question in QUESTIONS if question in text]
    assert asked == {"idle": QUESTIONS[:1], "in_use": QUESTIONS[1:]}


QUESTIONS = [
    "Does somebody else still post, or have you just started again?",
    "Is another account the one in use, or do you answer in messages, which are not read?",
]
