from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.classifier import Classifier
from stagecli.model import Model
from stagecli.model_file.parsed import parse_model
from stagecli.observed import ObservedAnswer, measures_of, observed_answers, read_by

LADDER = """
schema: 1
id: watched
version: "1"
languages: [en, el]
title: Watched
stages:
  - {id: low, name: Low, summary: Low., ahead: High.}
  - {id: high, name: High, summary: High., ahead: Nothing.}
measures:
  crm.orders: {title: Orders a week, unit: {en: orders, el: παραγγελίες}}
  crm.channel: {title: Channel, words: [shop, web, phone]}
signals:
  - id: waiting
    question: How many days pass?
    number: {unit: days, units: {weeks: 7}, min: 0, max: 100}
    observe:
      - {when: {git.ci_tests: {is: schedule}}, as: [short]}
      - {number: git.days_between_releases, when: {git.changes_with_tests: {from: 0.5}}}
      - {number: git.days_to_release}
    options:
      - {id: short, label: Short, below: 10, of_100: [20, 60]}
      - {id: middling, label: Middling, below: 30, of_100: [30, 30]}
      - {id: long, label: Long, of_100: [50, 10]}
  - id: selling
    question: How do you sell?
    observe:
      - {when: {crm.channel: {is: [web, phone]}, crm.orders: {from: 10.5, below: 20}}, as: [online, both]}
      - {when: {crm.orders: {from: 20}}, as: [both]}
    options:
      - {id: shop, label: Shop, of_100: [60, 20]}
      - {id: online, label: Online, of_100: [30, 30]}
      - {id: both, label: Both, of_100: [10, 50]}
"""


def ladder(text: str = LADDER) -> Model:
    parsed = parse_model(text.encode(), "watched.yaml")
    assert parsed.model is not None, parsed.problems
    return parsed.model


def said_of(signal: str, values: Mapping[str, float | str]) -> ObservedAnswer | None:
    return observed_answers(ladder(), values).get(signal)


def option(signal: str, values: Mapping[str, float | str]) -> str | None:
    found = said_of(signal, values)
    return None if found is None else found.option


def test_without_a_measure_nothing_follows() -> None:
    assert observed_answers(ladder(), {}) == {}
    assert observed_answers(ladder(), {"git.active_authors": 3.0, "unheard.of": 1.0}) == {}


def test_the_first_rule_whose_conditions_all_hold_gives_the_answer() -> None:
    assert said_of("selling", {"crm.channel": "web", "crm.orders": 12.0}) == ObservedAnswer(
        option="online", number=None, agreeing=("online", "both"), measures=("crm.channel", "crm.orders")
    )
    assert option("selling", {"crm.channel": "shop", "crm.orders": 12.0}) is None
    assert option("selling", {"crm.channel": "web"}) is None
    assert option("selling", {"crm.channel": "shop", "crm.orders": 25.0}) == "both"


@pytest.mark.parametrize(("orders", "expected"), [(10.49, None), (10.5, "online"), (19.99, "online"), (20.0, "both")])
def test_from_is_included_and_below_is_not(orders: float, expected: str | None) -> None:
    assert option("selling", {"crm.channel": "phone", "crm.orders": orders}) == expected


def test_bounds_are_compared_in_billionths() -> None:
    assert option("selling", {"crm.channel": "phone", "crm.orders": 0.1 + 0.2 + 10.2}) == "online"
    assert option("selling", {"crm.channel": "phone", "crm.orders": 20 - 1e-12}) == "both"


def test_a_number_is_the_answer_and_the_neighbour_within_a_tenth_of_the_bound_agrees() -> None:
    assert said_of("waiting", {"git.days_to_release": 20.0}) == ObservedAnswer(
        option="middling", number=20.0, agreeing=("middling",), measures=("git.days_to_release",)
    )
    agreeing = {
        days: said_of("waiting", {"git.days_to_release": days}) for days in (8.99, 9.0, 11.0, 11.01, 27.0, 33.0)
    }
    assert {days: found and found.agreeing for days, found in agreeing.items()} == {
        8.99: ("short",), 9.0: ("short", "middling"), 11.0: ("middling", "short"), 11.01: ("middling",),
        27.0: ("middling", "long"), 33.0: ("long", "middling"),
    }  # fmt: skip


def test_a_number_may_have_conditions_too_and_a_rule_may_say_the_option_of_a_numeric_signal() -> None:
    both = {"git.days_between_releases": 50.0, "git.days_to_release": 5.0}
    assert option("waiting", {**both, "git.changes_with_tests": 0.5}) == "long"
    assert option("waiting", {**both, "git.changes_with_tests": 0.4999}) == "short"
    assert option("waiting", both) == "short"
    assert said_of("waiting", {**both, "git.ci_tests": "schedule"}) == ObservedAnswer(
        option="short", number=None, agreeing=("short",), measures=("git.ci_tests",)
    )


def test_a_number_out_of_range_is_no_answer_and_no_later_rule_is_asked() -> None:
    values = {"git.days_between_releases": 400.0, "git.changes_with_tests": 1.0, "git.days_to_release": 5.0}
    found = said_of("waiting", {**values})
    assert found == ObservedAnswer(
        option=None, number=400.0, agreeing=(), measures=("git.days_between_releases", "git.changes_with_tests")
    )


def test_a_number_in_another_unit_of_the_signal_is_converted() -> None:
    model = ladder(LADDER.replace("unit: {en: orders, el: παραγγελίες}", "unit: weeks").replace(
        "      - {number: git.days_to_release}", "      - {number: crm.orders}"
    ))  # fmt: skip
    found = observed_answers(model, {"crm.orders": 2.5})["waiting"]
    assert (found.option, found.number) == ("middling", 17.5)


def test_what_a_ladder_reads_and_what_it_may_read_are_known() -> None:
    assert read_by(ladder()) == {
        "git.ci_tests", "git.days_between_releases", "git.changes_with_tests", "git.days_to_release", "crm.channel",
        "crm.orders",
    }  # fmt: skip
    known = measures_of(ladder())
    assert (known["crm.orders"].unit, known["crm.channel"].words) == ("orders", ("shop", "web", "phone"))
    assert known["git.active_authors"].unit == "people"


def problems(old: str, new: str) -> list[str]:
    text = LADDER.replace(old, new)
    assert text != LADDER
    parsed = parse_model(text.encode(), "watched.yaml")
    return [f"{problem.where}: {problem.clause()}. {problem.advice()}" for problem in parsed.problems]


RULE = "      - {when: {crm.orders: {from: 20}}, as: [both]}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (RULE, "      - {when: {crm.order: {from: 20}}, as: [both]}",
         "signals.selling.observe[2].when.crm.order: there is no measure 'crm.order'. Did you mean 'crm.orders'?"),
        (RULE, "      - {when: {git.ci_test: {is: change}}, as: [both]}",
         "signals.selling.observe[2].when.git.ci_test: there is no measure 'git.ci_test'. "
         "Did you mean 'git.ci_tests'?"),
        (RULE, "      - {when: {git.ci_tests: {is: changes}}, as: [both]}",
         "signals.selling.observe[2].when.git.ci_tests.is: 'git.ci_tests' never says 'changes'. "
         "Did you mean 'change'?"),
        (RULE, "      - {when: {git.ci_tests: {from: 1}}, as: [both]}",
         "signals.selling.observe[2].when.git.ci_tests: 'git.ci_tests' says words, not numbers. "
         "Give `is` with a word, or a list of words."),
        (RULE, "      - {when: {crm.orders: {is: many}}, as: [both]}",
         "signals.selling.observe[2].when.crm.orders.is: 'crm.orders' says numbers, not words. "
         "Give `from`, `below` or both."),
        (RULE, "      - {when: {crm.orders: {}}, as: [both]}",
         "signals.selling.observe[2].when.crm.orders: it says nothing of the measure. Give `from`, `below` or both."),
        (RULE, "      - {when: {crm.orders: {from: 20, below: 20}}, as: [both]}",
         "signals.selling.observe[2]: no value fulfils this rule. "
         "Values are rounded: shares to four decimals, others to two."),
        (RULE, "      - {when: {crm.orders: {from: 20.001, below: 20.009}}, as: [both]}",
         "signals.selling.observe[2]: no value fulfils this rule. "
         "Values are rounded: shares to four decimals, others to two."),
        (RULE, "      - {when: {crm.orders: {from: 1e300}}, as: [both]}",
         "signals.selling.observe[2].when.crm.orders.from: '1e+300' is no number, or one larger than any value of a "
         "measure. "),
        (RULE, "      - {when: {git.changes_with_tests: {from: 1.0001}}, as: [both]}",
         "signals.selling.observe[2]: no value fulfils this rule. "
         "Values are rounded: shares to four decimals, others to two."),
        (RULE, "      - {when: {crm.orders: {from: 12, below: 15}, crm.channel: {is: phone}}, as: [both]}",
         "signals.selling.observe[2]: this rule is never reached: rule 1 holds wherever it does. "
         "The first rule that holds counts, so put the narrower one first."),
        (RULE, "      - {when: {crm.orders: {from: 20}}, as: [bath]}",
         "signals.selling.observe[2].as[1]: 'selling' has no option 'bath'. Did you mean 'both'?"),
        (RULE, "      - {when: {crm.orders: {from: 20}}}",
         "signals.selling.observe[2]: a rule gives either an option or a number. "
         "Give either `as` with options, or `number` with a measure."),
        (RULE, "      - {as: [both]}",
         "signals.selling.observe[2]: 'when' is missing. "
         "Say what a measure must be: no answer follows from nothing."),
        (RULE, "      - {number: crm.orders}",
         "signals.selling.observe[2].number: this signal has no number. "
         "Give `when` with a condition, and `as` with options."),
        ("{number: git.days_to_release}", "{number: git.commits_per_release}",
         "signals.waiting.observe[3].number: 'git.commits_per_release' is in commits, which is no unit of this "
         "signal. Known here: days, weeks. `units` of `number` adds others."),
        ("{number: git.days_to_release}", "{number: git.ci_tests}",
         "signals.waiting.observe[3].number: 'git.ci_tests' says words, not numbers. "
         "Give `when` with a condition, and `as` with options."),
        ("{number: git.days_to_release}", "{number: git.days_between_releases, when: {git.changes_with_tests: "
         "{from: 0.6}}}",
         "signals.waiting.observe[3]: this rule is never reached: rule 2 holds wherever it does. "
         "The first rule that holds counts, so put the narrower one first."),
        ("crm.channel: {title: Channel, words: [shop, web, phone]}", "crm.channel: {title: Channel}",
         "measures.crm.channel: a measure says either numbers or words. Give either `unit` or `words`."),
        ("measures:\n", "measures:\n  posts.mine: {title: Mine, unit: posts}\n",
         "measures.posts.mine: 'posts.mine' cannot be a model's own measure. "
         "Measures that begin with git., account., posts., talk., reviews. belong to stagecli."),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_meant_is_an_error(old: str, new: str, expected: str) -> None:
    assert expected in problems(old, new)


def test_a_rule_on_fewer_measures_does_not_hide_one_on_more() -> None:
    wider = LADDER.replace(RULE, "      - {when: {crm.orders: {from: 12}}, as: [both]}")
    assert parse_model(wider.encode(), "watched.yaml").problems == ()


def test_an_option_given_twice_and_bounds_out_of_reach_do_no_harm() -> None:
    model = ladder(LADDER.replace("{from: 20}}, as: [both]}", "{from: 20}}, as: [both, both]}").replace(
        "below: 30,", "below: 1.0e+300,"
    ))  # fmt: skip
    assert observed_answers(model, {"crm.orders": 20.0})["selling"].agreeing == ("both",)
    assert observed_answers(model, {"git.days_to_release": 50.0})["waiting"].agreeing == ("middling",)


NUMBERS = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "git.days_between_releases": NUMBERS,
            "git.days_to_release": NUMBERS,
            "crm.orders": NUMBERS,
            "git.changes_with_tests": st.integers(0, 10_000).map(lambda each: each / 10_000),
            "git.ci_tests": st.sampled_from(["change", "schedule", "release"]),
            "crm.channel": st.sampled_from(["shop", "web", "phone"]),
        },
    )
)
def test_taking_a_value_away_never_turns_silence_into_an_answer_of_that_measure(values: dict[str, Any]) -> None:
    model = ladder()
    known = {signal: set(Classifier(model).score[signal]) for signal in Classifier(model).order}
    for signal, found in observed_answers(model, values).items():
        assert set(found.measures) <= set(values)
        assert found.option is None or (found.option == found.agreeing[0] and set(found.agreeing) <= known[signal])
