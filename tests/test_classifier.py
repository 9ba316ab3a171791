"""The classifier against a brute-force oracle, and the laws it keeps."""

import math
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.packed import pack, packed, packed_rows, unpack
from stagecli.classifier.posterior import Standings, standings
from stagecli.classifier.reading import read
from stagecli.classifier.rounding import billionths, millionths, reaches
from stagecli.classifier.tables import NANO
from stagecli.classifier.verdict import classify, status
from stagecli.model import Model, Option, Signal
from tests.conftest import examples
from tests.ladders import (
    BUNDLED,
    CLASSIFIERS,
    SMALL,
    gate_open,
    requiring,
    some_answers,
    two_stages,
    violations,
    yes_or_no,
)
from tests.tables import models


def oracle(model: Model, answers: dict[str, str]) -> list[float]:
    """The posterior by the book, in floats and probabilities rather than integers and logs."""
    weights = []
    against = [violations(model, stage, answers) for stage in range(len(model.stages))]
    for index, stage in enumerate(model.stages):
        weight = stage.prior
        for signal in model.signals:
            chosen = answers.get(signal.id, "dont_know")
            if chosen == "dont_know" or not gate_open(model, signal, answers):
                continue
            column = sum(option.of_100[index] for option in signal.options)
            [of_100] = [option.of_100[index] for option in signal.options if option.id == chosen]
            slip = model.calibration.slip
            likelihood = (1 - slip) * of_100 / column + slip / len(signal.options)
            weight *= likelihood ** (signal.weight / model.calibration.temperature)
        weights.append(weight if against[index] == min(against) else 0.0)
    return [weight / sum(weights) for weight in weights]


@given(some_answers(SMALL))
def test_the_posterior_equals_a_brute_force_oracle_on_a_small_model(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["small"]
    posterior = standings(classifier, counted(classifier, answers)).posterior()
    assert posterior == pytest.approx(oracle(SMALL, answers), abs=1e-8)


@given(some_answers(BUNDLED))
def test_the_posterior_equals_a_brute_force_oracle_on_the_bundled_model(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    posterior = standings(classifier, counted(classifier, answers)).posterior()
    assert posterior == pytest.approx(oracle(BUNDLED, answers), abs=1e-7)


@given(st.data())
@examples(300)
def test_a_verdict_on_any_model_equals_a_brute_force_oracle(data: st.DataObject) -> None:
    """With requirements of several stages and several violations at once."""
    model = data.draw(models(max_stages=6, max_signals=8))
    answers, classifier = data.draw(some_answers(model)), Classifier(model)
    counting = counted(classifier, answers)
    stages = range(len(model.stages))
    against = tuple(violations(model, stage, answers) for stage in stages)
    now = standings(classifier, counting)
    assert now.violations == against
    assert now.posterior() == pytest.approx(oracle(model, answers), abs=1e-7)
    if not counting:
        return
    verdict = classify(classifier, read(classifier, answers))
    score = [
        classifier.prior[stage] + sum(classifier.score[name][option][stage] for name, option in counting.items())
        for stage in stages
    ]
    order = sorted(stages, key=lambda stage: (against[stage], -score[stage], stage))
    assert (verdict.stage, verdict.runner_up) == (order[0], order[1])
    assert verdict.log_odds == (score[order[0]] - score[order[1]]) / NANO
    evidence = math.fsum(item.log_odds for item in verdict.evidence)
    assert verdict.prior_log_odds + evidence == pytest.approx(verdict.log_odds, abs=1e-7)
    for stage, signals in enumerate(verdict.violations):
        requires = model.stages[stage].requires
        assert [*signals] == [name for name in counting if counting[name] not in requires.get(name, (counting[name],))]
    above = [stage for stage in stages if against[stage] > min(against)]
    assert [*verdict.ruled_out] == [(stage, name) for stage in above for name in verdict.violations[stage]]
    assert all(verdict.posterior[stage] == 0 for stage in above)


@given(some_answers(BUNDLED))
def test_the_posterior_sums_to_one_and_evidence_adds_up(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    if not counted(classifier, answers):
        with pytest.raises(ValueError, match="no answer counts"):
            classify(classifier, read(classifier, answers))
        return
    verdict = classify(classifier, read(classifier, answers))
    assert sum(verdict.posterior) == pytest.approx(1, abs=6e-6)
    assert verdict.posterior[verdict.stage] == max(verdict.posterior)
    evidence = math.fsum(item.log_odds for item in verdict.evidence)
    assert verdict.prior_log_odds + evidence == pytest.approx(verdict.log_odds, abs=1e-9)
    exact = standings(classifier, counted(classifier, answers)).posterior()
    if exact[verdict.runner_up] > 1e-12:
        odds = math.log(exact[verdict.stage]) - math.log(exact[verdict.runner_up])
        assert odds == pytest.approx(verdict.log_odds, abs=1e-9)


@given(some_answers(BUNDLED), st.randoms())
def test_the_order_of_answers_does_not_matter(answers: dict[str, str], random: object) -> None:
    classifier = CLASSIFIERS["social-media"]
    shuffled = list(answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    if counted(classifier, answers):
        assert classify(classifier, read(classifier, dict(shuffled))) == classify(classifier, read(classifier, answers))


@given(some_answers(BUNDLED))
def test_dont_know_changes_nothing_but_that_it_was_said(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    known = {signal: option for signal, option in answers.items() if option != "dont_know"}
    if counted(classifier, known):
        assert classify(classifier, read(classifier, answers)) == classify(classifier, read(classifier, known))


@given(some_answers(BUNDLED))
def test_relabelling_stages_in_reverse_mirrors_the_posterior(answers: dict[str, str]) -> None:
    mirrored = msgspec.structs.replace(
        BUNDLED,
        stages=tuple(msgspec.structs.replace(stage, aim=None, steps=()) for stage in reversed(BUNDLED.stages)),
        signals=tuple(
            msgspec.structs.replace(
                signal,
                options=tuple(msgspec.structs.replace(option, of_100=option.of_100[::-1]) for option in signal.options),
            )
            for signal in BUNDLED.signals
        ),
    )
    classifier, other = CLASSIFIERS["social-media"], Classifier(mirrored)
    ours, theirs = standings(classifier, counted(classifier, answers)), standings(other, counted(other, answers))
    assert (theirs.violations, theirs.scores) == (ours.violations[::-1], ours.scores[::-1])


@given(some_answers(BUNDLED))
def test_answers_behind_a_closed_gate_are_reported_and_not_counted(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    closed = {**answers, "accounts": "none"}
    verdict = classify(classifier, read(classifier, closed))
    gated = {signal.id for signal in BUNDLED.signals if signal.only_if}
    assert set(verdict.not_counted) == {signal for signal in gated if closed.get(signal, "dont_know") != "dont_know"}
    assert gated.isdisjoint(item.signal for item in verdict.evidence)
    assert verdict.coverage.applicable == len(BUNDLED.signals) - len(gated)


def test_a_gate_that_does_not_apply_closes_what_hangs_on_it() -> None:
    classifier = CLASSIFIERS["small"]
    assert applicability(classifier, {}) == {"copies": "yes", "often": "perhaps", "age": "perhaps", "tested": "perhaps"}
    assert applicability(classifier, {"copies": "missing", "often": "weekly"})["tested"] == "no"
    assert applicability(classifier, {"copies": "some", "often": "dont_know"})["tested"] == "perhaps"
    assert applicability(classifier, {"copies": "some", "often": "rarely"})["tested"] == "no"
    assert applicability(classifier, {"copies": "some", "often": "weekly"})["tested"] == "yes"
    assert applicability(classifier, {"copies": "dont_know", "often": "weekly"})["tested"] == "perhaps"


def test_ties_go_to_the_lower_stage() -> None:
    options = tuple(Option(id=name, label=name, of_100=(50, 50)) for name in ("a", "b"))
    classifier = Classifier(two_stages(Signal(id="which", question="?", options=options)))
    verdict = classify(classifier, read(classifier, {"which": "b"}))
    assert (verdict.stage, verdict.runner_up, verdict.posterior) == (0, 1, (0.5, 0.5))
    assert verdict.status == "between"


def test_scores_are_integers_of_nano_nats() -> None:
    classifier = CLASSIFIERS["small"]
    row = classifier.score["often"]["weekly"]
    expected = [(0.8 * share + 0.1) for share in (0.3, 0.4, 0.9)]
    assert row == tuple(round(0.5 / 1.5 * math.log(p) * NANO) for p in expected)
    assert all(isinstance(value, int) for value in (*row, *classifier.prior))


def test_a_violated_requirement_rules_a_stage_out() -> None:
    classifier = CLASSIFIERS["small"]
    verdict = classify(classifier, read(classifier, {"copies": "missing"}))
    assert verdict.posterior[2] == 0
    assert verdict.ruled_out == ((2, "copies"),)
    assert verdict.violations == ((), (), ("copies",))
    assert classify(classifier, read(classifier, {"copies": "dont_know", "age": "fresh"})).ruled_out == ()


def test_if_every_stage_violates_as_much_the_answers_decide_and_none_is_ruled_out() -> None:
    model = two_stages(yes_or_no("first", 90, 10), yes_or_no("second", 90, 10), requires={"first": ("yes",)})
    verdict = classify(Classifier(model), read(Classifier(model), {"first": "no", "second": "no"}))
    assert verdict.stage == 1
    assert sum(verdict.posterior) == pytest.approx(1)
    assert verdict.ruled_out == ()
    assert verdict.violations == (("first",), ("first",))


def test_fewer_violations_stand_before_any_score() -> None:
    names = ("a", "b", "c")
    model = requiring(two_stages(*(yes_or_no(name, 99, 1) for name in names)), {"a": "no", "b": "no"}, {"c": "no"})
    verdict = classify(Classifier(model), read(Classifier(model), {"a": "yes", "b": "yes", "c": "yes"}))
    assert (verdict.stage, verdict.runner_up, verdict.posterior) == (1, 0, (0, 1))
    assert verdict.status == "clear"
    assert verdict.violations == (("a", "b"), ("c",))
    assert verdict.ruled_out == ((0, "a"), (0, "b"))
    each = math.log((0.9 * 0.01 + 0.05) / (0.9 * 0.99 + 0.05)) / 2
    assert [item.log_odds for item in verdict.evidence] == pytest.approx([each] * 3)  # for who is ruled out
    assert verdict.log_odds == pytest.approx(3 * each)


@pytest.mark.parametrize(
    ("violations", "scores", "ranking"),
    [
        ((0, 0, 0), (-2, -1, -1), (1, 2, 0)),
        ((1, 0, 1), (-1, -9, -1), (1, 0, 2)),
        ((2, 1, 0), (-1, -2, -3), (2, 1, 0)),
        ((3, 3, 2), (-2, -1, -(2**52)), (2, 1, 0)),
    ],
)
def test_stages_rank_by_violations_then_by_score_then_the_lower_one(
    violations: tuple[int, ...], scores: tuple[int, ...], ranking: tuple[int, ...]
) -> None:
    assert Standings(violations, scores).ranking() == ranking


counts = st.lists(st.tuples(st.integers(0, 200), st.integers(-(2**45), 0)), min_size=2, max_size=8)


@given(counts)
def test_packed_standings_are_ordered_as_standings_are(stages: list[tuple[int, int]]) -> None:
    now = Standings(*zip(*stages, strict=True))
    total = packed(now)
    assert now.ranking() == tuple(sorted(range(len(total)), key=lambda stage: (-total[stage], stage)))
    assert max(map(abs, total)) * 64 < 2**63
    top = max(total)
    weights = [math.exp((each - top) / NANO) for each in total]
    assert [weight / math.fsum(weights) for weight in weights] == [*now.posterior()]


@given(st.integers(-200, 200), st.integers(-(2**46) + 1, 2**46 - 1))
def test_what_is_packed_is_unpacked_again(violations: int, score: int) -> None:
    assert unpack(pack(violations, score)) == (-violations, score)


def test_packed_rows_add_up_to_packed_standings() -> None:
    classifier, answers = CLASSIFIERS["small"], {"copies": "missing"}
    rows = [packed_rows(classifier, name)[option] for name, option in answers.items()]
    assert tuple(map(sum, zip(classifier.prior, *rows, strict=True))) == packed(standings(classifier, answers))


def test_scores_at_the_limits_of_the_format_are_as_small_as_packing_needs() -> None:
    rare = (0,) * 39 + (100,)
    options = tuple(Option(id=f"o{number}", label="?", of_100=rare[number:] + rare[:number]) for number in range(40))
    sharpest = Signal(id="sharpest", question="?", weight=10, options=options)
    two = two_stages(yes_or_no("first", 50, 50))
    stages = tuple(
        msgspec.structs.replace(two.stages[0], id=f"t{number}", prior=1e6 if number else 1e-6) for number in range(40)
    )
    calibration = msgspec.structs.replace(two.calibration, slip=1e-6, temperature=1)
    classifier = Classifier(msgspec.structs.replace(two, stages=stages, signals=(sharpest,), calibration=calibration))
    most = max(abs(score) for row in classifier.score["sharpest"].values() for score in row)
    assert 200 * most + max(map(abs, classifier.prior)) < 2**45


def test_without_a_requirement_praise_without_practice_reads_as_the_top_stage() -> None:
    answers = {
        "accounts": "none",
        "attitude": "preaching",
        "telling_others": "everyone",
        "expectation": "gain_for_others",
    }
    free = msgspec.structs.replace(
        BUNDLED, stages=tuple(msgspec.structs.replace(stage, requires={}) for stage in BUNDLED.stages)
    )
    assert classify(Classifier(free), read(Classifier(free), answers)).stage == 5
    assert classify(CLASSIFIERS["social-media"], read(CLASSIFIERS["social-media"], answers)).stage < 3


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        (0.75, 0.25, "clear"),
        (0.749999, 0.2, "likely"),
        (0.6, 0.2, "likely"),
        (0.59, 0.2, "between"),
        (0.4, 0.35, "between"),
        (0.4, 0.34, "unclear"),
        (0.3, 0.1, "likely"),
    ],
)
def test_the_status_is_one_of_four_words(first: float, second: float, word: str) -> None:
    assert status(*map(millionths, (first, second, 0.75))) == word


@pytest.mark.parametrize(
    ("number", "whole"), [(0, 0), (0.4e-6, 0), (0.5e-6, 1), (1.5e-6, 2), (2.5e-6, 3), (0.6, 600_000), (1, 1_000_000)]
)
def test_halves_of_a_millionth_are_rounded_up(number: float, whole: int) -> None:
    assert millionths(number) == whole


@pytest.mark.parametrize(
    ("number", "whole"), [(0, 0), (0.4e-9, 0), (0.6e-9, 1), (1.4e-9, 1), (0.25, 250_000_000), (-0.25, -250_000_000)]
)
def test_what_is_ordered_is_compared_in_billionths(number: float, whole: int) -> None:
    assert billionths(number) == whole


@pytest.mark.parametrize(("number", "reached"), [(0.8, True), (0.75, True), (0.75 - 9e-10, True), (0.75 - 2e-9, False)])
def test_a_threshold_is_reached_within_a_billionth(number: float, reached: bool) -> None:
    assert reaches(number, 0.75) is reached


@given(some_answers(BUNDLED))
def test_published_probabilities_are_whole_millionths(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    if counted(classifier, answers):
        for probability in classifier.verdict(answers).posterior:
            assert probability == millionths(probability) / 1_000_000


@given(some_answers(BUNDLED))
def test_a_surprise_is_rare_here_and_five_times_likelier_elsewhere(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    if not counted(classifier, answers):
        return
    verdict = classify(classifier, read(classifier, answers))
    surprising = set()
    for signal, option in counted(classifier, answers).items():
        row = classifier.likelihood[signal][option]
        if row[verdict.stage] < 0.1 and any(p >= 5 * row[verdict.stage] for p in row):
            surprising.add(signal)
    assert {item.signal for item in verdict.surprises} == surprising
    for item in verdict.surprises:
        row = classifier.likelihood[item.signal][item.option]
        assert row[item.likelier_at] == max(row)
        assert item.likelihood == row[verdict.stage]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(2**53), 2**53)), min_size=2, max_size=8))
def test_a_posterior_is_made_of_probabilities_whatever_the_standings(stages: list[tuple[int, int]]) -> None:
    now = Standings(*zip(*stages, strict=True))
    probabilities = now.posterior()
    assert sum(probabilities) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in probabilities)
    assert max(probabilities) == probabilities[now.ranking()[0]]
    assert all(p == 0 for p, count in zip(probabilities, now.violations, strict=True) if count > min(now.violations))


@given(some_answers(SMALL))
def test_standings_after_one_more_answer_are_those_with_it(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["small"]
    counting = counted(classifier, answers)
    for name, option in counting.items():
        without = {other: given for other, given in counting.items() if other != name}
        assert standings(classifier, without).exchanged(classifier, name, None, option) == standings(
            classifier, counting
        )


def test_every_column_of_every_likelihood_sums_to_one() -> None:
    for classifier in CLASSIFIERS.values():
        for signal in classifier.order:
            for column in zip(*classifier.likelihood[signal].values(), strict=True):
                assert math.fsum(column) == pytest.approx(1, abs=1e-12)


def test_all_answers_of_the_small_model_give_a_verdict_or_say_that_nothing_counts() -> None:
    choices = [[*(option.id for option in signal.options), None] for signal in SMALL.signals]
    classifier = CLASSIFIERS["small"]
    for combination in product(*choices):
        answers = {s.id: o for s, o in zip(SMALL.signals, combination, strict=True) if o is not None}
        if counted(classifier, answers):
            assert 0 <= classify(classifier, read(classifier, answers)).stage < 3
        else:
            assert answers == {}


def test_every_gate_comes_before_what_it_guards() -> None:
    assert (
        CLASSIFIERS["small"].order.index("copies")
        < CLASSIFIERS["small"].order.index("often")
        < CLASSIFIERS["small"].order.index("tested")
    )


@given(some_answers(BUNDLED))
def test_a_signal_that_was_not_asked_changes_nothing(answers: dict[str, str]) -> None:
    needed = {*answers, *(on for signal in BUNDLED.signals if signal.id in answers for on in signal.only_if)}
    fewer = msgspec.structs.replace(
        BUNDLED, signals=tuple(signal for signal in BUNDLED.signals if signal.id in {*needed, "accounts"})
    )
    classifier, smaller = CLASSIFIERS["social-media"], Classifier(fewer)
    assert standings(smaller, counted(smaller, answers)) == standings(classifier, counted(classifier, answers))
