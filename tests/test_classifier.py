"""The classifier against a brute-force oracle, and the laws it keeps."""

import math
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability, counted
from stagecli.classifier.posterior import billionths, millionths, reaches, scores, softmax
from stagecli.classifier.tables import NANO, RULED_OUT
from stagecli.classifier.verdict import classify, status
from stagecli.model import Model, Option, Signal
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL, some_answers, two_stages


def oracle(model: Model, answers: dict[str, str]) -> list[float]:
    """The posterior by the book, in floats and probabilities rather than integers and logs."""

    def applies(signal: Signal) -> bool:
        for on, options in signal.only_if.items():
            if not applies(model.signal(on)):
                return False
            if answers.get(on, "dont_know") not in ("dont_know", *options):
                return False
        return True

    weights = []
    for index, stage in enumerate(model.stages):
        weight = stage.prior
        for signal in model.signals:
            chosen = answers.get(signal.id, "dont_know")
            if chosen == "dont_know" or not applies(signal):
                continue
            column = sum(option.of_100[index] for option in signal.options)
            [of_100] = [option.of_100[index] for option in signal.options if option.id == chosen]
            slip = model.calibration.slip
            likelihood = (1 - slip) * of_100 / column + slip / len(signal.options)
            weight *= likelihood ** (signal.weight / model.calibration.temperature)
            if signal.id in stage.requires and chosen not in stage.requires[signal.id]:
                weight = 0.0
        weights.append(weight)
    return [weight / sum(weights) for weight in weights]


@given(some_answers(SMALL))
def test_the_posterior_equals_a_brute_force_oracle_on_a_small_model(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["small"]
    posterior = softmax(scores(classifier, counted(classifier, answers)))
    assert posterior == pytest.approx(oracle(SMALL, answers), abs=1e-8)


@given(some_answers(BUNDLED))
def test_the_posterior_equals_a_brute_force_oracle_on_the_bundled_model(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    posterior = softmax(scores(classifier, counted(classifier, answers)))
    assert posterior == pytest.approx(oracle(BUNDLED, answers), abs=1e-7)


@given(some_answers(BUNDLED))
def test_the_posterior_sums_to_one_and_evidence_adds_up(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    if not counted(classifier, answers):
        with pytest.raises(ValueError, match="no answer counts"):
            classify(classifier, answers)
        return
    verdict = classify(classifier, answers)
    assert sum(verdict.posterior) == pytest.approx(1, abs=6e-6)
    assert verdict.posterior[verdict.stage] == max(verdict.posterior)
    evidence = math.fsum(item.log_odds for item in verdict.evidence)
    assert verdict.prior_log_odds + evidence == pytest.approx(verdict.log_odds, abs=1e-9)
    exact = softmax(scores(classifier, counted(classifier, answers)))
    if exact[verdict.runner_up] > 1e-12:
        odds = math.log(exact[verdict.stage]) - math.log(exact[verdict.runner_up])
        assert odds == pytest.approx(verdict.log_odds, abs=1e-9)


@given(some_answers(BUNDLED), st.randoms())
def test_the_order_of_answers_does_not_matter(answers: dict[str, str], random: object) -> None:
    classifier = CLASSIFIERS["social-media"]
    shuffled = list(answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    if counted(classifier, answers):
        assert classify(classifier, dict(shuffled)) == classify(classifier, answers)


@given(some_answers(BUNDLED))
def test_dont_know_changes_nothing_but_that_it_was_said(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    known = {signal: option for signal, option in answers.items() if option != "dont_know"}
    if counted(classifier, known):
        assert classify(classifier, answers) == classify(classifier, known)


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
    totals = scores(classifier, counted(classifier, answers))
    assert scores(other, counted(other, answers)) == totals[::-1]


@given(some_answers(BUNDLED))
def test_answers_behind_a_closed_gate_are_reported_and_not_counted(answers: dict[str, str]) -> None:
    classifier = CLASSIFIERS["social-media"]
    closed = {**answers, "accounts": "none"}
    verdict = classify(classifier, closed)
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
    verdict = classify(classifier, {"which": "b"})
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
    verdict = classify(classifier, {"copies": "missing"})
    assert verdict.posterior[2] == 0
    assert verdict.ruled_out == ((2, "copies"),)
    assert classifier.score["copies"]["missing"][2] < -RULED_OUT
    assert classify(classifier, {"copies": "dont_know", "age": "fresh"}).ruled_out == ()


def test_if_every_stage_is_ruled_out_the_answers_still_decide() -> None:
    signals = tuple(
        Signal(
            id=name,
            question="?",
            options=(Option(id="a", label="a", of_100=(90, 10)), Option(id="b", label="b", of_100=(10, 90))),
        )
        for name in ("first", "second")
    )
    model = two_stages(*signals, requires={"first": ("a",)})
    verdict = classify(Classifier(model), {"first": "b", "second": "b"})
    assert verdict.stage == 1
    assert sum(verdict.posterior) == pytest.approx(1)
    assert [stage for stage, _ in verdict.ruled_out] == [0, 1]


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
    assert classify(Classifier(free), answers).stage == 5
    assert classify(CLASSIFIERS["social-media"], answers).stage < 3


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
    assert status(first, second, 0.75) == word


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
    verdict = classify(classifier, answers)
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


@given(st.lists(st.integers(-(10**18), 10**12), min_size=2, max_size=8))
def test_softmax_gives_probabilities_whatever_the_weights(weights: list[int]) -> None:
    probabilities = softmax(weights)
    assert sum(probabilities) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in probabilities)


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
            assert 0 <= classify(classifier, answers).stage < 3
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
    assert scores(smaller, counted(smaller, answers)) == scores(classifier, counted(classifier, answers))
