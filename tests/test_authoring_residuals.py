"""What labelled subjects say against the tables: statistics by hand, and what is planted is found with its remedy."""

import math
import random
import statistics
from collections.abc import Callable, Mapping
from itertools import product

import numpy as np
import pytest
from msgspec.structs import replace

from stagecli.authoring.agreement import Numbers
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Population, generator
from stagecli.authoring.reports.test import as_text
from stagecli.authoring.residuals import Residuals, _alike, adjusted, correlation, information, permuted
from stagecli.authoring.test import Result, compare
from stagecli.classifier import Classifier
from stagecli.model import Model, Signal
from tests.benchmarks.fit import people
from tests.ladders import two_stages, yes_or_no

TABLE = np.array([[[5, 1, 0], [2, 7, 3]], [[1, 0, 4], [0, 0, 2]], [[0, 0, 0], [0, 0, 0]]])
"""(stages, options of one signal, options of the other)."""
SUBJECTS = [cell for cell in product(range(3), range(2), range(3)) for _ in range(TABLE[cell])]


def test_the_information_is_its_formula_summed() -> None:
    whole = TABLE.sum()
    expected = 0.0
    for stage, one, other in product(range(3), range(2), range(3)):
        if TABLE[stage, one, other]:
            joint, of_stage = TABLE[stage, one, other], TABLE[stage].sum()
            ratio = joint * of_stage / (TABLE[stage, one].sum() * TABLE[stage, :, other].sum())
            expected += joint / whole * math.log2(ratio)
    assert information(TABLE) == pytest.approx(expected)
    assert information(np.array([[[4, 2], [8, 4]]])) == 0


def shuffled(random_: random.Random) -> Numbers:
    """The table after the second signal's answers were shuffled within stages, one subject at a time."""
    table = np.zeros(TABLE.shape)
    for stage in range(3):
        ones, others = [s[1] for s in SUBJECTS if s[0] == stage], [s[2] for s in SUBJECTS if s[0] == stage]
        random_.shuffle(others)
        for one, other in zip(ones, others, strict=True):
            table[stage, one, other] += 1
    return table


def test_drawn_tables_are_those_of_shuffled_answers() -> None:
    drawn, random_ = permuted(TABLE, generator("x"), 4000), random.Random(1)
    assert (drawn.sum(axis=2) == TABLE.sum(axis=1)).all()
    assert (drawn.sum(axis=3) == TABLE.sum(axis=2)).all()
    assert drawn.min() >= 0
    explicit = np.array([shuffled(random_) for _ in range(4000)])
    assert drawn.mean(axis=0) == pytest.approx(explicit.mean(axis=0), abs=0.08)
    assert drawn.std(axis=0) == pytest.approx(explicit.std(axis=0), abs=0.08)
    expected = TABLE.sum(axis=2)[0, 0] * TABLE.sum(axis=1)[0, 1] / TABLE[0].sum()
    assert drawn[:, 0, 0, 1].mean() == pytest.approx(expected, abs=0.08)


def test_p_values_are_corrected_as_benjamini_and_hochberg_do() -> None:
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert adjusted([0.9, 0.8]) == pytest.approx([0.9, 0.9])
    assert adjusted([]) == []


def test_the_correlation_is_within_stages() -> None:
    one, other = [0.2, 1.5], [0.1, 1.0, 1.9]
    pairs = [(stage, one[a], other[b]) for stage, a, b in SUBJECTS]
    centred = [
        (x - statistics.fmean(p[1] for p in pairs if p[0] == s), y - statistics.fmean(p[2] for p in pairs if p[0] == s))
        for s, x, y in pairs
    ]
    expected = np.corrcoef(np.array(centred).T)[0, 1]
    assert correlation(TABLE, one, other) == pytest.approx(expected)
    assert correlation(TABLE, [1, 1], other) == 0


def test_an_answer_settles_another_if_more_agree_than_shuffled_answers_do() -> None:
    counts = np.array([[[0, 20], [15, 5]], [[1, 9], [9, 1]]])
    found = _alike(counts, 0)
    assert found is not None
    assert [*found] == [29, pytest.approx(20 * 25 / 40 + 10 * 10 / 20)]
    assert _alike(counts, 1) is None  # 24 of 30 are no nine in ten
    explained = np.array([[[0, 30], [2, 58]]])
    assert _alike(explained, 0) is None  # all of them, but so do all others
    drawn = permuted(counts, generator("x"), 4000).sum(axis=1)[:, 0, 1]
    assert drawn.mean() == pytest.approx(17.5, abs=0.1)


LEVELS = (("low", 60, 30, 10), ("middle", 30, 40, 30), ("high", 10, 30, 60))


def ladder(*names: str, weight: float = 1) -> Model:
    """Three stages, and signals that tell them apart as well as each other."""
    base = two_stages(yes_or_no("any", 50, 50))
    options = tuple(
        replace(base.signals[0].options[0], id=name, label=name, of_100=of) for name, *of_ in LEVELS for of in [(*of_,)]
    )
    stages = tuple(replace(base.stages[1], id=f"t{at}", name=f"T{at}") for at in range(3))
    signals = tuple(Signal(id=name, question=f"{name}?", options=options, weight=weight) for name in names)
    return replace(base, stages=stages, signals=signals)


Change = Callable[[dict[str, str], random.Random], Mapping[str, str]]


def result_of(model: Model, change: Change, *, each: int = 100, seed: str = "x") -> Result:
    """Subjects drawn from the ladder, each with its answers changed."""
    random_ = random.Random(seed)
    drawn = people(Population.drawn(Classifier(model), each, correlation=0, seed=seed))
    return compare(Classifier(model), [replace(row, answers=change(dict(row.answers), random_)) for row in drawn])


def found_in(model: Model, change: Change) -> tuple[Residuals, str]:
    result = result_of(model, change)
    assert result.residuals
    text = as_text({"x": result}, width=120, colour=False)
    return result.residuals, text.partition("Signals that hang together beyond the stage\n")[2]


def settling(answers: dict[str, str], _: random.Random) -> dict[str, str]:
    return {**answers, "set_time": "low"} if answers["posting"] == "low" else answers


def test_a_signal_that_one_answer_settles_wants_a_gate() -> None:
    found, text = found_in(ladder("posting", "set_time", "mood"), settling)
    (pair,) = found.pairs
    assert (found.pairs_tested, pair.signals, pair.subjects, pair.weights) == (3, ("posting", "set_time"), 300, {})
    assert pair.gate
    assert (pair.gate.signal, pair.gate.on) == ("set_time", "posting")
    assert (pair.gate.options, pair.gate.closing, pair.gate.share) == (("middle", "high"), ("low",), 1)
    assert 0.4 < pair.gate.expected < 0.75
    assert " ".join(text.split()).startswith(
        f"posting and set_time {pair.information:.2f} bits between 300 subjects' answers, p {pair.p_value:.3f} "
        "A gate: posting low all but settles set_time (100.0% answer alike, "
        f"{100 * pair.gate.expected:.1f}% by their stages alone). only_if: {{posting: [middle, high]}} "
        "Gates first, then test again: other pairs may hang on the same answer."
    )


def repeating(share: float) -> Change:
    def change(answers: dict[str, str], random_: random.Random) -> dict[str, str]:
        return {**answers, "copy": answers["posting"]} if random_.random() < share else answers

    return change


@pytest.mark.parametrize(("share", "weight"), [(1.0, 0.5), (0.5, 0.66)])
def test_a_signal_that_repeats_another_wants_a_weight(share: float, weight: float) -> None:
    found, text = found_in(ladder("posting", "mood", "copy"), repeating(share))
    (pair,) = found.pairs
    assert (pair.signals, pair.gate) == (("posting", "copy"), None)
    assert pair.weights == {"posting": pytest.approx(weight, abs=0.06), "copy": pair.weights["posting"]}
    said = "{0:g} for posting and {0:g} for copy".format(pair.weights["copy"])
    assert f"  A weight: what they share is counted twice. Try {said}.\n" in text
    discounted, text = found_in(ladder("posting", "mood", "copy", weight=0.4), repeating(share))
    assert discounted.pairs[0].weights == {}
    assert "  Their weights allow for that.\n" in text


def test_signals_that_contradict_each_other_are_not_counted_twice() -> None:
    contrary = {"low": "high", "middle": "middle", "high": "low"}
    found, text = found_in(
        ladder("posting", "mood", "copy"),
        lambda answers, random_: (
            {**answers, "copy": contrary[answers["posting"]]} if random_.random() < 0.7 else answers
        ),
    )
    pair = found.pairs[0]
    assert (pair.gate, pair.weights) == (None, {})
    assert pair.correlation < -0.3
    assert "  They pull in opposite directions, so nothing is counted twice.\n" in text


def test_a_gate_closes_what_is_open_yet_and_never_hangs_on_what_it_guards() -> None:
    model = ladder("posting", "set_time", "mood")
    gated = replace(model.signals[1], only_if={"posting": ("low", "middle")})
    found, _ = found_in(replace(model, signals=(model.signals[0], gated, model.signals[2])), settling)
    assert found.pairs[0].gate
    assert found.pairs[0].gate.options == ("middle",)
    guard = replace(model.signals[0], only_if={"set_time": ("low", "middle")})
    found, _ = found_in(
        replace(model, signals=(guard, *model.signals[1:])),
        lambda answers, _: settling(answers, _) if "posting" in answers else answers,
    )
    assert all(pair.gate is None or pair.gate.signal == "posting" for pair in found.pairs)


def test_independent_answers_as_frequent_as_the_tables_say_give_nothing_to_say() -> None:
    model = ladder("one", "two", "three", "four", "five")
    loud = [result_of(model, lambda answers, _: answers, each=30, seed=f"{seed}").residuals for seed in range(20)]
    assert sum(bool(each and each.pairs) for each in loud) <= 3
    assert sum(bool(each and each.misfits) for each in loud) <= 3
    result = result_of(model, lambda answers, _: answers, each=30, seed="0")
    assert as_text({"x": result}, width=120, colour=False).endswith(
        "Of 10 pairs of signals and 15 options, none contradicts the tables beyond chance.\n"
    )


def test_an_answer_that_is_too_frequent_comes_with_its_residual() -> None:
    model = ladder("posting", "mood", "other")

    def change(answers: dict[str, str], random_: random.Random) -> dict[str, str]:
        return {**answers, "mood": "high"} if random_.random() < 0.3 else answers

    result = result_of(model, change)
    assert result.residuals
    assert (result.residuals.misfits[0].signal, result.residuals.misfits[0].option) == ("mood", "high")
    assert result.residuals.options_tested == 9
    first = result.residuals.misfits[0]
    likely = [0.9 * of / 100 + 0.1 / 3 for of in (10, 30, 60)]
    assert first.expected == pytest.approx(100 * sum(likely))
    spread = math.sqrt(sum(100 * p * (1 - p) for p in likely))
    assert first.residual == pytest.approx((first.observed - first.expected) / spread)
    line = f"mood high {first.observed} {first.expected:.1f} {first.residual:+.1f}, p {first.p_value:.3f}"
    assert line in " ".join(as_text({"x": result}, width=120, colour=False).split())


def test_the_p_value_of_a_frequency_is_that_of_the_binomial() -> None:
    """Of one signal with two options at one stage, it is known exactly; both options say the same."""
    model = two_stages(yes_or_no("s", 40, 60))
    rows = [Labelled("", {"s": "yes" if at < 22 else "no"}, 0, frozenset()) for at in range(40)]
    found = compare(Classifier(replace(model, calibration=replace(model.calibration, slip=1e-6))), rows).residuals
    far = 22 - 16
    exact = sum(math.comb(40, yes) * 0.4**yes * 0.6 ** (40 - yes) for yes in range(41) if abs(yes - 16) >= far - 1e-9)
    assert 0.05 < exact < 0.1
    assert found
    assert found.misfits == ()  # so is what is expected to be chance
    rows = [*rows, *rows]
    found = compare(Classifier(replace(model, calibration=replace(model.calibration, slip=1e-6))), rows).residuals
    exact = sum(
        math.comb(80, yes) * 0.4**yes * 0.6 ** (80 - yes) for yes in range(81) if abs(yes - 32) >= 2 * far - 1e-9
    )
    assert found
    assert [each.p_value for each in found.misfits] == pytest.approx([exact, exact], abs=0.006)


def test_a_subject_counts_once_however_many_rows_it_has() -> None:
    model = ladder("posting", "set_time", "mood")
    drawn = people(Population.drawn(Classifier(model), 20, correlation=0, seed="rows"))
    named = [replace(row, name=f"s{at}") for at, row in enumerate(drawn)]
    once, five_times = (compare(Classifier(model), rows) for rows in (named, named * 5))
    assert five_times.residuals == once.residuals
