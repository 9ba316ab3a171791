"""What was measured at two times: read by the ladder in use, compared, and told apart from what the ladder did."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import Assessment, MeasureChange, assess, stored
from stagecli.assessment.answer_changes import changed_answers
from stagecli.assessment.contract import to_contract
from stagecli.assessment.earlier import counted_answers, read_again
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.measure_changes import measure_changes
from stagecli.batch.history_portfolio import history_portfolio
from stagecli.batch.rereading import reread
from stagecli.classifier import Classifier
from stagecli.cli.previous import SubjectHistory
from stagecli.comparison import Comparison, compare, with_previous
from stagecli.errors import UsageError
from stagecli.history import History
from stagecli.history.stored import SavedAssessment
from stagecli.measures import Measured, Observed, Source, Value
from stagecli.model import Model
from stagecli.movement import Movement
from stagecli.render import as_json, render_assessment
from stagecli.render.history import climb_page, compared
from stagecli.report import measured
from tests.conftest import Run, examples
from tests.test_observed import LADDER, ladder

STEPS = LADDER.replace(
    "  - {id: low, name: Low, summary: Low., ahead: High.}",
    "  - {id: low, name: Low, summary: Low., ahead: High., steps: [\n"
    "      {id: sell-everywhere, do: Sell everywhere., why: Why., effort: low, changes: {selling: [both]}},\n"
    "      {id: be-quick, do: Be quick., why: Why., effort: low, changes: {waiting: [short]}}]}",
)
THEN = ladder(STEPS)
NOW = replace(ladder(STEPS.replace("below: 20}}", "below: 14}}").replace("{from: 20}", "{from: 14}")), version="2")
"""A later version of the ladder, which needs fewer orders."""
UNITS = {"crm.orders": "orders", "git.changes_with_tests": "share", "git.active_authors": "people"}
FEW: dict[str, Value] = {"crm.channel": "web", "crm.orders": 12.0, "git.days_to_release": 61.0}
MANY: dict[str, Value] = {"crm.channel": "web", "crm.orders": 25.0, "git.days_to_release": 4.0}
BETWEEN = {**FEW, "crm.orders": 16.0}


def values(found: Mapping[str, Value], until: str | None = None, **without: str) -> Observed:
    """Measures with these values, and those of git's without one, each with the reason."""
    measures = {
        name: Measured(value=value, unit=None if isinstance(value, str) else UNITS.get(name, "days"))
        for name, value in found.items()
    }
    measures.update({f"git.{name}": Measured(reason=reason) for name, reason in without.items()})
    return Observed(sources=(Source(kind="git", until=until),), measures=measures)


def assessed(
    observed: Observed | None,
    said: Mapping[str, str | float] | None = None,
    *,
    subject: str = "A",
    time: str = "2026-01-10",
    model: Model = THEN,
    **more: Any,
) -> Assessment:
    answers = from_values(model, said or {}, "asked")
    return assess(Classifier(model), answers, subject=subject, time=time, observed=observed, **more)


def comparison(before: Assessment, after: Assessment, model: Model = THEN, language: str = "en") -> Comparison:
    then = THEN if before.model.version == "1" else NOW
    texts = LocalizedModel(then, language), LocalizedModel(model, language)
    return compare(before, after, texts, Classifier(model))


def in_words(found: Comparison, before: Assessment, after: Assessment, model: Model = THEN) -> str:
    sides = SavedAssessment(before, THEN, complete=True), SavedAssessment(after, model, complete=True)
    return compared(found, *sides, width=80, colour=False)


# --- the same ladder


def test_a_comparison_shows_the_measures_that_differ() -> None:
    before = assessed(values({**FEW, "git.changes_with_tests": 0.2, "git.active_authors": 3.0}))
    after = assessed(
        values({**MANY, "crm.channel": "phone", "git.changes_with_tests": 0.415, "git.active_authors": 9.0})
    )
    found = comparison(before, after)
    assert found.measures == (
        MeasureChange(name="git.days_to_release", unit="days", before=61.0, after=4.0, reason=None),
        MeasureChange(name="git.changes_with_tests", unit="share", before=0.2, after=0.415, reason=None),
        MeasureChange(name="crm.orders", unit="orders", before=12.0, after=25.0, reason=None),
        MeasureChange(name="crm.channel", unit=None, before="web", after="phone", reason=None),
    )
    text = in_words(found, before, after)
    title = measured.title("git.days_to_release", LocalizedModel(THEN, "en"))
    assert f"What changed in the measures\n{title}: 61 → 4 days\n" in text
    assert ": 20% → 41.5%\nOrders a week: 12 → 25 orders\nChannel: web → phone\n" in text
    assert "How do you sell? Both (before: Online)" in text
    assert "Your answers have changed as these steps asked\n- Be quick.\n- Sell everywhere.\n" in text


def test_a_comparison_in_greek_names_measures_and_units_in_greek() -> None:
    before, after = assessed(values(FEW)), assessed(values({**MANY, "git.days_to_release": 4.5}))
    text = in_words(comparison(before, after, language="el"), before, after)
    title = measured.title("git.days_to_release", LocalizedModel(THEN, "el"))
    assert f"Τι άλλαξε στις μετρήσεις\n{title}: 61 → 4,5 μέρες\nOrders a week: 12 → 25 παραγγελίες\n" in text


def test_a_value_that_is_gone_has_its_reason() -> None:
    before, after = assessed(values(FEW)), assessed(values({"crm.orders": 25.0}, days_to_release="few_releases"))
    found = comparison(before, after)
    assert [(each.name, each.before, each.after, each.reason) for each in found.measures] == [
        ("git.days_to_release", 61.0, None, "few_releases"), ("crm.orders", 12.0, 25.0, None),
    ]  # fmt: skip
    reason = measured.reason("few_releases", "en")
    assert f": 61 days → not measurable: {reason}" in " ".join(in_words(found, before, after).split())
    back = comparison(after, before).measures[0]
    assert (back.unit, back.before, back.after, back.reason) == ("days", None, 61.0, "few_releases")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, values(FEW)),
        (values(FEW), None),
        (values(FEW), values(FEW)),
        (values({"crm.orders": 12.0}), values({"git.days_to_release": 4.0})),
        (values({"git.active_authors": 3.0}), values({"git.active_authors": 4.0})),
        (values({}, days_to_release="few"), values({}, days_to_release="other")),
        (values({"crm.orders": 12.0}), Observed(measures={"crm.orders": Measured(value=2.0, unit="weeks")})),
        (values(FEW), Observed(sources=(Source(kind="x"),), measures=values({"git.days_to_release": 4.0}).measures)),
    ],
)
def test_what_is_the_same_or_not_read_or_not_looked_at_on_one_side_or_in_another_kind_of_source_is_not_shown(
    before: Observed | None, after: Observed | None
) -> None:
    assert measure_changes(before, after, THEN) == ()


def test_measures_are_in_the_json_of_a_comparison_and_of_a_result() -> None:
    before, after = assessed(values(FEW)), assessed(values(MANY))
    expected = [
        {"name": "git.days_to_release", "unit": "days", "before": 61.0, "after": 4.0, "reason": None},
        {"name": "crm.orders", "unit": "orders", "before": 12.0, "after": 25.0, "reason": None},
    ]
    found = json.loads(as_json.encoded(comparison(before, after)))
    assert (found["contract"], found["measures"]) == ("stagecli/comparison/2", expected)
    since = to_contract(with_previous(after, before, THEN), THEN, "en")["previous"]
    assert since["measures"] == expected


def test_since_last_time_and_the_climb_show_measures() -> None:
    before, after = assessed(values(FEW), time="2026-01-10"), assessed(values(MANY), time="2026-04-10")
    since = render_assessment(with_previous(after, before, THEN), THEN, "text", language="en", by="")
    assert "Orders a week: 12 → 25 orders" in since
    saved = [SavedAssessment(each, THEN, complete=True) for each in (before, after)]
    for format_ in ("html", "markdown"):
        assert climb_page(saved, format_, "en", by="").count("Orders a week: 12 → 25 orders") == 1


def test_an_answer_that_was_measured_and_is_said_now_is_the_same_if_its_option_is() -> None:
    told: dict[str, str | float] = {"waiting": 50, "selling": "online"}
    measured_, said = assessed(values(FEW)), assessed(None, told)
    assert counted_answers(measured_)["waiting"].number == 61.0
    assert comparison(measured_, said).changes == comparison(said, measured_).changes == ()
    assert comparison(measured_, assessed(values({**FEW, "git.days_to_release": 70.0}))).changes == ()
    (change,) = comparison(assessed(None, {**told, "waiting": 40}), said).changes
    assert change.before is not None
    assert change.before.number == 40
    (change,) = comparison(measured_, assessed(None, {**told, "selling": "shop"})).changes
    assert (change.signal, change.effect is not None) == ("selling", True)


# --- a ladder that changed


def test_a_changed_threshold_is_the_ladders_part() -> None:
    before, after = assessed(values(BETWEEN)), assessed(values(BETWEEN), time="2026-04-10", model=NOW)
    assert (before.answers[1].option, after.answers[1].option) == ("online", "both")
    found = comparison(before, after, NOW)
    assert found.reread is not None
    assert (found.changes, found.measures, found.steps_done) == ((), (), ())
    assert found.reread.subject_part == 0
    assert found.reread.model_part == pytest.approx(found.after.expected_stage - found.before.expected_stage, abs=1e-6)
    assert found.reread.model_part > 0
    assert changed_answers(before, after, NOW) == []  # also where no classifier is at hand
    previous = with_previous(after, before, NOW).previous
    assert previous is not None
    assert previous.changes == ()


def test_a_changed_threshold_and_moved_numbers_share_the_difference() -> None:
    before, after = assessed(values(BETWEEN)), assessed(values({**BETWEEN, "git.days_to_release": 4.0}), model=NOW)
    found = comparison(before, after, NOW)
    assert found.reread is not None
    assert found.reread.model_part > 0
    assert found.reread.subject_part > 0
    assert [change.signal for change in found.changes] == ["waiting"]
    assert [step.id for step in found.steps_done] == ["be-quick"]


def test_measures_are_read_again_on_the_day_of_the_earlier_assessment() -> None:
    before = assessed(values(BETWEEN, until="2026-01-01"), time="2026-01-10")
    late = assessed(values(BETWEEN, until="2025-09-01"), {"waiting": "long"}, time="2026-01-10")
    assert read_again(Classifier(NOW), before).answers["selling"].option == "both"
    assert "selling" not in read_again(Classifier(NOW), late).answers


def test_measures_that_counted_over_what_was_said_still_do() -> None:
    for trust, option in (("said", "shop"), ("measured", "both")):
        before = assessed(values(BETWEEN), {"selling": "shop"}, trust=trust)
        assert read_again(Classifier(NOW), before).answers["selling"].option == option


def test_a_measure_in_another_unit_than_the_ladder_has_now_is_not_read() -> None:
    in_weeks = ladder(STEPS.replace("unit: {en: orders, el: παραγγελίες}", "unit: weeks"))
    again = read_again(Classifier(in_weeks), assessed(values(BETWEEN)))
    assert again.answers.keys() == {"waiting"}
    assert again.dropped == ()


def test_a_measure_on_the_first_day_of_all_is_not_old() -> None:
    assert counted_answers(assessed(values(FEW, until="0001-01-01"), time="0001-01-01")).keys() == {
        "waiting",
        "selling",
    }


NUMBERS = st.dictionaries(
    st.sampled_from(["git.days_between_releases", "git.days_to_release", "crm.orders"]), st.floats(0, 120)
)


def said_and_measured(data: st.DataObject, model: Model, subject: str) -> Assessment | None:
    """Anything said and measured, today or long ago, whatever counts; None if nothing does."""
    shares = {"git.changes_with_tests": data.draw(st.sampled_from([0.4, 0.6]))}
    words = data.draw(
        st.sampled_from([{}, {"crm.channel": "web"}, {"crm.channel": "phone", "git.ci_tests": "schedule"}])
    )
    observed = values(
        {**data.draw(NUMBERS), **shares, **words}, until=data.draw(st.sampled_from([None, "2026-01-05", "2025-06-01"]))
    )
    told: dict[str, str | float] = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "waiting": st.sampled_from(["short", "middling", "dont_know", 12.0, 29.5]),
                "selling": st.sampled_from(["shop", "online", "dont_know"]),
            },
        )
    )
    try:
        return assessed(
            observed, told, subject=subject, model=model, trust=data.draw(st.sampled_from(["said", "measured"]))
        )
    except UsageError:  # no answer counts
        return None


@given(st.data())
@examples(60)
def test_by_the_ladder_that_made_it_an_assessment_reads_as_it_is(data: st.DataObject) -> None:
    found = said_and_measured(data, THEN, "A")
    if found is not None:
        again = read_again(Classifier(THEN), found)
        assert {name: (each.option, each.number) for name, each in again.answers.items()} == {
            name: (each.option, each.number) for name, each in counted_answers(found).items()
        }
        assert again.dropped == ()


@given(st.data())
@examples(60)
def test_the_kernel_reads_measures_again_as_one_comparison_does(data: st.DataObject) -> None:
    drawn = [
        (said_and_measured(data, THEN, str(number)), said_and_measured(data, NOW, str(number)))
        for number in range(data.draw(st.integers(1, 5)))
    ]
    pairs = [
        (SavedAssessment(before, THEN, complete=True), SavedAssessment(after, NOW, complete=True))
        for before, after in drawn
        if before is not None and after is not None
    ]
    one_by_one = [comparison(before.assessment, after.assessment, NOW).reread for before, after in pairs]
    assert [each.stage and each.stage.id for each in reread(pairs, lambda _: Classifier(NOW))] == [
        each and each.stage.id for each in one_by_one
    ]


# --- many subjects


def movement(tmp_path: Path, then: list[Assessment], now: list[Assessment], model: Model) -> Movement:
    with History(tmp_path / "h.db") as history:
        history.save(then, THEN)
        history.save(now, model)
        found = history_portfolio(
            history, model, "en", since=None, until=None, classifier_of=lambda saved: Classifier(saved.model)
        ).movement
    assert found is not None
    return found


EVERYBODY = {
    "moved": (FEW, MANY),
    "by the ladder": ({**BETWEEN, "git.days_to_release": 15.0}, {**BETWEEN, "git.days_to_release": 15.0}),
    "stayed": (FEW, FEW),
}


def test_of_many_subjects_each_moves_by_its_measures_or_by_the_ladder(tmp_path: Path) -> None:
    then = [assessed(values(first), subject=who) for who, (first, _) in EVERYBODY.items()]
    now = [assessed(values(last), subject=who, time="2026-04-10", model=NOW) for who, (_, last) in EVERYBODY.items()]
    found = movement(tmp_path, then, now, NOW)
    assert {mover.subject: mover.cause for mover in found.movers} == {"moved": "answers", "by the ladder": "ladder"}
    assert found.ladder is not None
    assert (found.ladder.reread, found.ladder.shifted, found.ladder.by_ladder) == (3, 1, 1)
    assert (found.by_answers.progress, found.by_answers.same) == (1, 2)
    assert {step.id: step.subjects for step in found.steps} == {"sell-everywhere": ("moved",), "be-quick": ("moved",)}


def test_by_one_ladder_steps_count_as_taken_where_measures_say_so(tmp_path: Path) -> None:
    then = [assessed(values(first), subject=who) for who, (first, _) in EVERYBODY.items()]
    now = [assessed(values(last), subject=who, time="2026-04-10") for who, (_, last) in EVERYBODY.items()]
    found = movement(tmp_path, then, now, THEN)
    assert {mover.subject: mover.cause for mover in found.movers} == {"moved": "answers"}
    assert {step.id: step.subjects for step in found.steps} == {"sell-everywhere": ("moved",), "be-quick": ("moved",)}


# --- saving, and the next interview


def test_measures_that_are_new_are_not_saved_already(tmp_path: Path) -> None:
    said: dict[str, str | float] = {"waiting": "long", "selling": "online"}
    with History(tmp_path / "h.db") as history:
        assert history.save([assessed(None, said)], THEN).assessments == 1
        both = assessed(values(FEW), said)
        assert history.save([both], THEN).assessments == 1
        assert history.save([both], THEN).already == 1
        assert history.of("A")[-1].assessment == both


def test_the_next_interview_offers_what_was_said_not_what_was_measured(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, file = tmp_path / "watched.yaml", tmp_path / "measured.yaml"
    path.write_text(LADDER, "utf-8")
    file.write_text(
        "contract: stagecli/observed/1\nmeasures: {crm.channel: {value: web}, crm.orders: {value: 12},"
        " git.days_to_release: {value: 61}}\n",
        "utf-8",
    )
    monkeypatch.setenv("STAGECLI_DB", str(tmp_path / "h.db"))
    model = ladder()
    trusting: list[tuple[str, ...]] = [(), ("--trust", "measured")]
    for number, trust in enumerate(trusting):
        done = run(
            "assess", "--model", str(path), "--answers", str(file), "--name", f"A{number}", "--save", "--selling",
            "shop", *trust, "--format", "json",
        )  # fmt: skip
        assert done.code == 0, done.err
        kept = {each["signal"]: each["option"] for each in json.loads(done.out)["answers"]}
        assert kept == {"waiting": "long", "selling": "online" if trust else "shop"}
        history = SubjectHistory(
            Classifier(model), f"A{number}", "en", None, claimed=False, asking=False, save=False, read=()
        )
        assert {name: (each.option, each.origin) for name, each in history.answers.items()} == {
            "selling": ("shop", "asked")
        }
    with History(tmp_path / "h.db") as opened:
        (saved,) = opened.of("A1")
    assert saved.assessment.observed is not None
    assert stored(saved.assessment).keys() == {"selling"}
